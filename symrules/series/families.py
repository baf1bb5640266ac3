"""Families of series with a known general term: their coefficients, recurrences, and alternating remainders.

Each family is F(u) = Σ g(k) u^(step·k + start). The general term is proved by the recurrence that F's differential
equation gives for its coefficients, with F's first coefficients: the recurrence has one solution, and
`satisfies_recurrence` checks that g solves it. Where F has a partial-fraction expansion, or a remainder in integral
form, the series *envelops* F: the error after any term has the sign of the next term and is at most its modulus.

Notes
-----
Why each enveloping family envelops (y = u², c_k = kπ, d_k = (k − ½)π):

- u·coth u = 1 + 2Σ y/(y + c_k²), tanh(u)/u = 2Σ 1/(y + d_k²). Each 1/(c + y) is an alternating geometric series whose
  error after m terms is (−y/c)ᵐ/(c + y): the sign of the next term, and at most its modulus. Sums of such keep both.
- u/sinh u = 1 + 2Σ(−1)ᵏ y/(y + c_k²) and sech u = 2Σ(−1)ᵏ⁻¹ d_k/(y + d_k²). After m terms the error is ±yᵐ⁺¹g(y) with
  g(y) = Σ(−1)ᵏ⁻¹w_k/(y + c_k²) and decreasing weights w_k. Both g and −g′ are alternating sums of decreasing terms,
  so 0 < g(y) ≤ g(0), and g(0) belongs to the next term.
- atan u/u and log(1 + u)/u have the remainders ±∫₀¹ (tu)²ᵐ/(1 + t²u²)dt and ±∫₀¹(tu)ᵐ/(1 + tu)dt, u ≥ 0 in the second.
- exp(−u) for u ≥ 0, sin u and cos u for real u: integrate the bounds exp(−u) ≤ 1 and cos u ≤ 1 again and again.
- (1 + u)ᵅ for u ≥ 0: Lagrange's remainder is the next term times (1 + ξ)^(α−m−1), at most 1 once m + 1 ≥ α.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq

from symrules.series.rational import (
    RationalSeries,
    alternating_signs,
    coth_coefficients,
    csch_coefficients,
    outer,
    tanh_coefficients,
)
from symrules.series.recurrences import (
    coth,
    csch,
    lambert,
    log_cosh,
    log_sinh,
    mirrored,
    sech,
    tanh,
    two_term,
)

K = sympy.Symbol("k of the sum")
"""The index; it is printed as a letter that the expression leaves free."""
_B = sympy.bernoulli
_F = sympy.factorial


@dataclass(frozen=True)
class Family:
    """F(u) = Σ_k term(k)·u^(step·k + offset), k from `first`.

    Parameters
    ----------
    name : how the family is called
    term : the general coefficient, in the index k
    coefficients : the first n Taylor coefficients of F, from u⁰ on
    recurrence : the next coefficient from those before it, from the differential equation named in `equation`
    seeds : how many coefficients the recurrence starts from
    envelops : "real" where the series envelops F for every real u, "+" for u ≥ 0, "" where that is not known
    radius : the radius of convergence; ``oo`` for an entire function
    singular : the nearest singular point with a positive imaginary part, or the only one
    branched : whether that is a branch point, which no polynomial factor removes
    """

    name: str
    term: Any
    offset: int
    step: int
    first: int
    coefficients: Callable[[int], list[fmpq]]
    recurrence: Callable[[list[fmpq], int], fmpq]
    seeds: int
    equation: str
    envelops: str = ""
    radius: Any = sympy.oo
    singular: Any = None
    least: int = 0  # the first order in u at which it envelops
    branched: bool = False

    def next_power(self, m: int) -> tuple[int, fmpq] | None:
        """The first power above uᵐ with a non-zero coefficient, and that coefficient; None where F stops."""
        n = max(m, 0) + 2 * self.step + 2
        found = self.coefficients(n + 1)
        return next(((j, found[j]) for j in range(max(m + 1, 0), n) if found[j]), None)


def satisfies_recurrence(family: Family, count: int) -> bool:
    """Whether the closed form solves the recurrence of the differential equation, up to `count` coefficients."""
    closed = family.coefficients(count)
    return all(family.recurrence(closed, n) == closed[n] for n in range(family.seeds, count))


def _log_cosh_coefficients(n: int) -> list[fmpq]:
    """log cosh, the primitive of tanh."""
    return [fmpq(0), *(c / (k + 1) for k, c in enumerate(tanh_coefficients(n)))][:n]


def _log_sinh_coefficients(n: int) -> list[fmpq]:
    """log(sinh(u)/u), the primitive of coth u − 1/u."""
    return [c / k if k else fmpq(0) for k, c in enumerate(coth_coefficients(n))]


def _error_function(n: int) -> list[fmpq]:
    found = [fmpq(0)] * n
    for k in range((n + 1) // 2):
        found[2 * k] = fmpq((-1) ** k, _factorial(k) * (2 * k + 1))
    return found


def _factorial(n: int) -> int:
    return int(sympy.factorial(n))


def _over_u(name: str) -> Callable[[int], list[fmpq]]:
    def coefficients(n: int) -> list[fmpq]:
        found = outer(name, n + 1)
        assert found is not None
        return found[1:]

    return coefficients


def _plain(name: str) -> Callable[[int], list[fmpq]]:
    def coefficients(n: int) -> list[fmpq]:
        found = outer(name, n)
        assert found is not None
        return found

    return coefficients


def euler_coefficients(n: int) -> list[fmpq]:
    """sech u: E₂ₖ/(2k)!, the Euler numbers from the division 1/cosh in FLINT."""
    cosh = outer("cosh", n)
    assert cosh is not None
    return RationalSeries.of(cosh).inverse().coefficients


_PI = sympy.pi
_I = sympy.I
FAMILIES: dict[str, Family] = {
    f.name: f
    for f in (
        Family("u*coth(u)", 4**K * _B(2 * K) / _F(2 * K), 0, 2, 0, coth_coefficients, coth, 1,
               "u c' = c + u^2 - c^2", "real", _PI, _I * _PI),
        Family("u*cot(u)", (-4) ** K * _B(2 * K) / _F(2 * K), 0, 2, 0,
               lambda n: alternating_signs(coth_coefficients(n)), mirrored(coth), 1, "u c' = c - u^2 - c^2", "", _PI,
               _PI),
        Family("tanh(u)/u", 4**K * (4**K - 1) * _B(2 * K) / _F(2 * K), -2, 2, 1,
               lambda n: tanh_coefficients(n + 1)[1:], tanh, 1, "u w' = 1 - w - u^2 w^2", "real", _PI / 2,
               _I * _PI / 2),
        Family("tan(u)/u", -((-4) ** K) * (4**K - 1) * _B(2 * K) / _F(2 * K), -2, 2, 1,
               lambda n: alternating_signs(tanh_coefficients(n + 1)[1:]), mirrored(tanh), 1,
               "u w' = 1 - w + u^2 w^2", "", _PI / 2, _PI / 2),
        Family("u/sinh(u)", (2 - 4**K) * _B(2 * K) / _F(2 * K), 0, 2, 0, csch_coefficients, csch, 1,
               "w sinh(u)/u = 1", "real", _PI, _I * _PI),
        Family("u/sin(u)", (-1) ** K * (2 - 4**K) * _B(2 * K) / _F(2 * K), 0, 2, 0,
               lambda n: alternating_signs(csch_coefficients(n)), mirrored(csch), 1, "w sin(u)/u = 1", "", _PI, _PI),
        Family("sech(u)", sympy.euler(2 * K) / _F(2 * K), 0, 2, 0, euler_coefficients, sech, 1, "w cosh(u) = 1",
               "real", _PI / 2, _I * _PI / 2),
        Family("sec(u)", (-1) ** K * sympy.euler(2 * K) / _F(2 * K), 0, 2, 0,
               lambda n: alternating_signs(euler_coefficients(n)), mirrored(sech), 1, "w cos(u) = 1", "", _PI / 2,
               _PI / 2),
        Family("exp(u)", 1 / _F(K), 0, 1, 0, _plain("exp"), two_term(1, lambda n: fmpq(1, n)), 1, "w' = w", "-"),
        Family("cosh(u)", 1 / _F(2 * K), 0, 2, 0, _plain("cosh"), two_term(2, lambda n: fmpq(1, n * (n - 1))), 2,
               "w'' = w"),
        Family("sinh(u)/u", 1 / _F(2 * K + 1), 0, 2, 0, _over_u("sinh"), two_term(2, lambda n: fmpq(1,
               n * (n + 1))), 2,
               "(u w)'' = u w"),
        Family("cos(u)", (-1) ** K / _F(2 * K), 0, 2, 0, _plain("cos"), two_term(2, lambda n: fmpq(-1,
               n * (n - 1))), 2,
               "w'' = -w", "real"),
        Family("sin(u)/u", (-1) ** K / _F(2 * K + 1), 0, 2, 0, _over_u("sin"),
               two_term(2, lambda n: fmpq(-1, n * (n + 1))), 2, "(u w)'' = -u w", "real"),
        Family("log(1 + u)/u", (-1) ** K / (K + 1), 0, 1, 0, _over_u("log1p"), two_term(1, lambda n: fmpq(-n,
               n + 1)), 1,
               "(1 + u)(u w)' = 1", "+", sympy.Integer(1), sympy.Integer(-1), branched=True),
        Family("atan(u)/u", (-1) ** K / (2 * K + 1), 0, 2, 0, _over_u("atan"),
               two_term(2, lambda n: fmpq(-(n - 1), n + 1)), 2, "(1 + u^2)(u w)' = 1", "real", sympy.Integer(1),
               _I, branched=True),
        Family("atanh(u)/u", 1 / (2 * K + 1), 0, 2, 0, _over_u("atanh"), two_term(2, lambda n: fmpq(n - 1, n + 1)), 2,
               "(1 - u^2)(u w)' = 1", "", sympy.Integer(1), sympy.Integer(1), branched=True),
        Family("asin(u)/u", _F(2 * K) / (4**K * _F(K) ** 2 * (2 * K + 1)), 0, 2, 0, _over_u("asin"),
               two_term(2, lambda n: fmpq((n - 1) ** 2, n * (n + 1))), 2, "(1 - u^2)(u w)'' = u (u w)'", "",
               sympy.Integer(1), sympy.Integer(1), branched=True),
        Family("asinh(u)/u", (-1) ** K * _F(2 * K) / (4**K * _F(K) ** 2 * (2 * K + 1)), 0, 2, 0, _over_u("asinh"),
               two_term(2, lambda n: fmpq(-((n - 1) ** 2), n * (n + 1))), 2, "(1 + u^2)(u w)'' = -u (u w)'", "",
               sympy.Integer(1), _I, branched=True),
        Family("log(cosh(u))", 4**K * (4**K - 1) * _B(2 * K) / (2 * K * _F(2 * K)), 0, 2, 1,
               _log_cosh_coefficients, log_cosh, 2, "w'' = 1 - w'^2", "", _PI / 2, _I * _PI / 2, branched=True),
        Family("log(cos(u))", (-4) ** K * (4**K - 1) * _B(2 * K) / (2 * K * _F(2 * K)), 0, 2, 1,
               lambda n: alternating_signs(_log_cosh_coefficients(n)), mirrored(log_cosh), 2,
               "w'' = -1 - w'^2", "", _PI / 2, _PI / 2, branched=True),
        Family("log(sinh(u)/u)", 4**K * _B(2 * K) / (2 * K * _F(2 * K)), 0, 2, 1,
               _log_sinh_coefficients, log_sinh, 1, "u w'' = u - 2 w' - u w'^2", "", _PI, _I * _PI, branched=True),
        Family("log(sin(u)/u)", (-4) ** K * _B(2 * K) / (2 * K * _F(2 * K)), 0, 2, 1,
               lambda n: alternating_signs(_log_sinh_coefficients(n)), mirrored(log_sinh), 1,
               "u w'' = -u - 2 w' - u w'^2", "", _PI, _PI, branched=True),
        Family("erf(u)*sqrt(pi)/(2*u)", (-1) ** K / (_F(K) * (2 * K + 1)), 0, 2, 0, _error_function,
               two_term(2, lambda n: fmpq(-2 * (n - 1), n * (n + 1))), 2, "(u w)'' = -2 u (u w)'"),
        Family("LambertW(u)/u", (-1) ** K * (K + 1) ** K / _F(K + 1), 0, 1, 0,
               lambda n: [fmpq((-k - 1) ** k, _factorial(k + 1)) for k in range(n)], lambert, 1,
               "(1 + v) u v' = v for v = u w", "", sympy.exp(-1), -sympy.exp(-1), branched=True),
    )
}  # fmt: skip


def binomial_family(exponent: fmpq) -> Family:
    """(1 + u)ᵅ: binomial coefficients, from (1 + u)w′ = αw."""
    alpha = sympy.Rational(int(exponent.p), int(exponent.q))

    def coefficients(n: int) -> list[fmpq]:
        found = [fmpq(1)]
        for k in range(1, n):
            found.append(found[-1] * (exponent - k + 1) / k)
        return found[:n]

    entire = exponent.q == 1 and exponent >= 0
    return Family(
        f"(1 + u)**({alpha})", _binomial_term(alpha), 0, 1, 0, coefficients,
        two_term(1, lambda n: (exponent - n + 1) / n), 1, f"(1 + u) w' = ({alpha}) w", "+",
        sympy.oo if entire else sympy.Integer(1), None if entire else sympy.Integer(-1),
        max(0, int((exponent - 1).ceil())), exponent.q != 1,
    )  # fmt: skip


def _binomial_term(alpha: Any) -> Any:
    """The binomial coefficient (α choose k); for α = −1, −2, … a polynomial in k with alternating signs."""
    if not (alpha.is_Integer and alpha < 0):
        return sympy.binomial(alpha, K)
    if alpha < -6:
        return (-1) ** K * sympy.binomial(K - alpha - 1, K)
    above = sympy.Mul(*(K + j for j in range(1, -int(alpha))))
    return (-1) ** K * above / sympy.factorial(-int(alpha) - 1)


def bessel_family(order: int, modified: bool) -> Family:
    """(2/u)ⁿ·Jₙ(u), or Iₙ, for n = 0, 1, 2, …: from Bessel's equation, aₘ = ∓aₘ₋₂/(m(m + 2n))."""
    sign = 1 if modified else -1
    ratio = two_term(2, lambda m: fmpq(sign, m * (m + 2 * order)))

    def coefficients(n: int) -> list[fmpq]:
        found = [fmpq(0)] * n
        for k in range((n + 1) // 2):
            found[2 * k] = fmpq(sign**k, 4**k * _factorial(k) * _factorial(k + order))
        return found

    term = sympy.Integer(4 * sign) ** -K / (_F(K) * _F(K + order))
    name = f"bessel{'i' if modified else 'j'}({order}, u)*(2/u)**{order}"
    equation = f"u^2 w'' + u w' {'-' if modified else '+'} (u^2 {'+' if modified else '-'} {order**2}) w = 0"
    return Family(name, term, 0, 2, 0, coefficients, ratio, 2, equation)
