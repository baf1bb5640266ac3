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

from symrules.series.rational import alternating_signs, coth_coefficients, csch_coefficients, outer, tanh_coefficients

K = sympy.Symbol("k")
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

    def next_power(self, m: int) -> tuple[int, fmpq] | None:
        """The first power above uᵐ with a non-zero coefficient, and that coefficient; None where F stops."""
        n = max(m, 0) + 2 * self.step + 2
        found = self.coefficients(n + 1)
        return next(((j, found[j]) for j in range(max(m + 1, 0), n) if found[j]), None)


def satisfies_recurrence(family: Family, count: int) -> bool:
    """Whether the closed form solves the recurrence of the differential equation, up to `count` coefficients."""
    closed = family.coefficients(count)
    return all(family.recurrence(closed, n) == closed[n] for n in range(family.seeds, count))


def _square(a: list[fmpq], n: int, start: int) -> fmpq:
    """The coefficient Σ aₖaₙ₋ₖ over start ≤ k ≤ n − start."""
    total = fmpq(0)
    for k in range(start, n - start + 1):
        if a[k] and a[n - k]:
            total += a[k] * a[n - k]
    return total


def _coth(a: list[fmpq], n: int) -> fmpq:
    """From u c′ = c + u² − c²: (n + 1)aₙ = −Σ_{0<k<n} aₖaₙ₋ₖ + [n = 2]."""
    return ((1 if n == 2 else 0) - _square(a, n, 1)) / (n + 1)


def _tanh(a: list[fmpq], n: int) -> fmpq:
    """For w = tanh(u)/u: u w′ = 1 − w − u²w², (n + 1)aₙ = −Σ aₖaₙ₋₂₋ₖ."""
    return -_square(a, n - 2, 0) / (n + 1)


def _csch(a: list[fmpq], n: int) -> fmpq:
    """w·sinh(u)/u = 1 for w = u/sinh u."""
    return _divided(a, n, lambda j: fmpq(1, _factorial(2 * j + 1)))


def _sech(a: list[fmpq], n: int) -> fmpq:
    """w·cosh(u) = 1 for w = sech u."""
    return _divided(a, n, lambda j: fmpq(1, _factorial(2 * j)))


def _divided(a: list[fmpq], n: int, divisor: Callable[[int], fmpq]) -> fmpq:
    total = fmpq(0)
    for j in range(1, n // 2 + 1):
        total -= a[n - 2 * j] * divisor(j)
    return total


def _factorial(n: int) -> int:
    return int(sympy.factorial(n))


def _ratio(step: int, ratio: Callable[[int], fmpq]) -> Callable[[list[fmpq], int], fmpq]:
    """aₙ = ratio(n)·aₙ₋ₛₜₑₚ."""
    return lambda a, n: a[n - step] * ratio(n)


def _mirror(recurrence: Callable[[list[fmpq], int], fmpq]) -> Callable[[list[fmpq], int], fmpq]:
    """The recurrence after u → iu."""
    return lambda a, n: alternating_signs([*([fmpq(0)] * n), recurrence(alternating_signs(a), n)])[n]


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
    from symrules.series.rational import RationalSeries

    cosh = outer("cosh", n)
    assert cosh is not None
    return RationalSeries.of(cosh).inverse().coefficients


_PI = sympy.pi
_I = sympy.I
FAMILIES: dict[str, Family] = {
    f.name: f
    for f in (
        Family("u*coth(u)", 4**K * _B(2 * K) / _F(2 * K), 0, 2, 0, coth_coefficients, _coth, 1,
               "u c' = c + u^2 - c^2", "real", _PI, _I * _PI),
        Family("u*cot(u)", (-4) ** K * _B(2 * K) / _F(2 * K), 0, 2, 0,
               lambda n: alternating_signs(coth_coefficients(n)), _mirror(_coth), 1, "u c' = c - u^2 - c^2", "", _PI,
               _PI),
        Family("tanh(u)/u", 4**K * (4**K - 1) * _B(2 * K) / _F(2 * K), -2, 2, 1,
               lambda n: tanh_coefficients(n + 1)[1:], _tanh, 1, "u w' = 1 - w - u^2 w^2", "real", _PI / 2,
               _I * _PI / 2),
        Family("tan(u)/u", -((-4) ** K) * (4**K - 1) * _B(2 * K) / _F(2 * K), -2, 2, 1,
               lambda n: alternating_signs(tanh_coefficients(n + 1)[1:]), _mirror(_tanh), 1,
               "u w' = 1 - w + u^2 w^2", "", _PI / 2, _PI / 2),
        Family("u/sinh(u)", (2 - 4**K) * _B(2 * K) / _F(2 * K), 0, 2, 0, csch_coefficients, _csch, 1,
               "w sinh(u)/u = 1", "real", _PI, _I * _PI),
        Family("u/sin(u)", (-1) ** K * (2 - 4**K) * _B(2 * K) / _F(2 * K), 0, 2, 0,
               lambda n: alternating_signs(csch_coefficients(n)), _mirror(_csch), 1, "w sin(u)/u = 1", "", _PI, _PI),
        Family("sech(u)", sympy.euler(2 * K) / _F(2 * K), 0, 2, 0, euler_coefficients, _sech, 1, "w cosh(u) = 1",
               "real", _PI / 2, _I * _PI / 2),
        Family("sec(u)", (-1) ** K * sympy.euler(2 * K) / _F(2 * K), 0, 2, 0,
               lambda n: alternating_signs(euler_coefficients(n)), _mirror(_sech), 1, "w cos(u) = 1", "", _PI / 2,
               _PI / 2),
        Family("exp(u)", 1 / _F(K), 0, 1, 0, _plain("exp"), _ratio(1, lambda n: fmpq(1, n)), 1, "w' = w", "-"),
        Family("cosh(u)", 1 / _F(2 * K), 0, 2, 0, _plain("cosh"), _ratio(2, lambda n: fmpq(1, n * (n - 1))), 2,
               "w'' = w"),
        Family("sinh(u)/u", 1 / _F(2 * K + 1), 0, 2, 0, _over_u("sinh"), _ratio(2, lambda n: fmpq(1, n * (n + 1))), 2,
               "(u w)'' = u w"),
        Family("cos(u)", (-1) ** K / _F(2 * K), 0, 2, 0, _plain("cos"), _ratio(2, lambda n: fmpq(-1, n * (n - 1))), 2,
               "w'' = -w", "real"),
        Family("sin(u)/u", (-1) ** K / _F(2 * K + 1), 0, 2, 0, _over_u("sin"),
               _ratio(2, lambda n: fmpq(-1, n * (n + 1))), 2, "(u w)'' = -u w", "real"),
        Family("log(1 + u)/u", (-1) ** K / (K + 1), 0, 1, 0, _over_u("log1p"), _ratio(1, lambda n: fmpq(-n, n + 1)), 1,
               "(1 + u)(u w)' = 1", "+", sympy.Integer(1), sympy.Integer(-1)),
        Family("atan(u)/u", (-1) ** K / (2 * K + 1), 0, 2, 0, _over_u("atan"),
               _ratio(2, lambda n: fmpq(-(n - 1), n + 1)), 2, "(1 + u^2)(u w)' = 1", "real", sympy.Integer(1), _I),
        Family("atanh(u)/u", 1 / (2 * K + 1), 0, 2, 0, _over_u("atanh"), _ratio(2, lambda n: fmpq(n - 1, n + 1)), 2,
               "(1 - u^2)(u w)' = 1", "", sympy.Integer(1), sympy.Integer(1)),
        Family("asin(u)/u", _F(2 * K) / (4**K * _F(K) ** 2 * (2 * K + 1)), 0, 2, 0, _over_u("asin"),
               _ratio(2, lambda n: fmpq((n - 1) ** 2, n * (n + 1))), 2, "(1 - u^2)(u w)'' = u (u w)'", "",
               sympy.Integer(1), sympy.Integer(1)),
        Family("asinh(u)/u", (-1) ** K * _F(2 * K) / (4**K * _F(K) ** 2 * (2 * K + 1)), 0, 2, 0, _over_u("asinh"),
               _ratio(2, lambda n: fmpq(-((n - 1) ** 2), n * (n + 1))), 2, "(1 + u^2)(u w)'' = -u (u w)'", "",
               sympy.Integer(1), _I),
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
    below = exponent.q == 1 and exponent < 0
    term = (-1) ** K * sympy.binomial(K - alpha - 1, K) if below else sympy.binomial(alpha, K)
    return Family(
        f"(1 + u)**({alpha})", term, 0, 1, 0, coefficients,
        _ratio(1, lambda n: (exponent - n + 1) / n), 1, f"(1 + u) w' = ({alpha}) w", "+",
        sympy.oo if entire else sympy.Integer(1), None if entire else sympy.Integer(-1),
        max(0, int((exponent - 1).ceil())),
    )  # fmt: skip


@dataclass(frozen=True)
class GeneralTerm:
    """The expansion as a polynomial and sums over k = first, first + 1, … of `summands`, one for each family.

    Parameters
    ----------
    summands : pairs (first, the k-th term in the variable)
    equations : the differential equation, or the product, by which each family's coefficients are proved
    """

    polynomial: Any
    summands: tuple[tuple[int, Any], ...]
    equations: tuple[str, ...]
    index: Any = K

    def __str__(self) -> str:
        parts = [f"Sum({term}, ({self.index}, {first}, oo))" for first, term in self.summands]
        head = [] if self.polynomial == 0 else [str(self.polynomial)]
        return " + ".join(head + parts)

    def term(self, k: int) -> Any:
        """The sum of the k-th terms, without the polynomial."""
        return sympy.Add(*(term.subs(self.index, k) for first, term in self.summands if k >= first))


def general_term(series: Any) -> GeneralTerm | None:
    """The general term of a series that is a combination of families; None where no family matches.

    The match is exact (`decompose`), and each family's closed form is checked against its recurrence.
    """
    from symrules.series.decomposition import decompose
    from symrules.series.local import local_expression

    found = decompose(series.expression, series.setting)
    if found is None or not found.members:
        return None
    summands = []
    for m in found.members:
        if not satisfies_recurrence(m.family, min(series.order, 40) + 6):
            return None
        slope = series.setting.field.expression(m.slope)
        weight = local_expression(m.weight, series)
        t = series.distance
        power = (slope * t) ** (m.family.step * K + m.family.offset)
        summands.append((m.family.first, sympy.Mul(weight, m.family.term, power)))
    return GeneralTerm(local_expression(found.polynomial, series), tuple(summands),
                       tuple(m.family.equation for m in found.members))  # fmt: skip
