"""Claims on integrals and limits whose formula has a pole at some parameters, at and beside those parameters.

The value is known by hand, with its special cases, as a function of numbers; where the integral diverges or the limit
does not exist there is none. A claim puts the general formula, a special one, a changed one, or cases of both on the
other side, under hypotheses that allow, exclude or demand the special parameters.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import mpmath

from symrules.identity import Identity
from tests.decide.campaign.judging import Claim
from tests.decide.campaign.referee import DIGITS, close, holds, value
from tests.decide.claims import claim as stated
from tests.decide.corpus import NoValue

_MEMBERS: dict[str, tuple[Any, ...]] = {
    "real": (-2, -1, -0.5, 0, 0.5, 1, 2, 3), "positive": (0.25, 0.5, 1, 2, 3), "nonzero": (-2, -1, -0.5, 1, 0.5, 2),
    "nonnegative": (0, 0.5, 1, 2, 3), "integer": (-3, -2, -1, 0, 1, 2, 3), "positive integer": (1, 2, 3, 4),
    "nonnegative integer": (0, 1, 2, 3), "(0, 1)": (0.125, 0.5, 0.75), "negative": (-0.5, -1, -2, -3),
}  # fmt: skip
_REAL = ("real", "real", "positive", "nonzero", "nonnegative", "(0, 1)", "negative")
_WHOLE = ("integer", "integer", "positive integer", "nonnegative integer")
_POSITIVE = ("positive", "positive", "(0, 1)", "positive integer")


@dataclass(frozen=True)
class Family:
    """An integral or a limit.

    Parameters
    ----------
    text : as it is written
    value : its value for numbers, by hand
    parameters : the domains that each may have
    forms : formulas for the other side, the general one first
    hypotheses : what may be assumed
    """

    text: str
    value: Callable[..., Any]
    parameters: dict[str, tuple[str, ...]]
    forms: tuple[str, ...]
    hypotheses: tuple[str, ...] = ()


def _none() -> Any:
    raise NoValue


def _power_integral(n: Any, b: Any) -> Any:
    return mpmath.log(b) if n == -1 else (mpmath.mpf(b) ** (n + 1) - 1) / (n + 1)


def _sinc(a: Any, b: Any) -> Any:
    return b if a == 0 else mpmath.sin(a * b) / a


def _growth(a: Any, b: Any) -> Any:
    return b if a == 0 else mpmath.expm1(a * b) / a


def _cosines(m: Any, n: Any) -> Any:
    return mpmath.pi * ((m == n) + (m == -n))


def _sines(m: Any, n: Any) -> Any:
    return mpmath.pi * ((m == n) - int(m == -n))


def _inverse_power(a: Any, n: Any) -> Any:
    a = mpmath.mpf(a)
    return mpmath.log((a + 1) / a) if n == 1 else ((a + 1) ** (1 - n) - a ** (1 - n)) / (1 - n)


def _two_poles(a: Any, b: Any) -> Any:
    a, b = mpmath.mpf(a), mpmath.mpf(b)
    return 1 / (a * (a + 1)) if a == b else mpmath.log((1 + a) * b / (a * (1 + b))) / (b - a)


def _half_sines(a: Any, b: Any) -> Any:
    return (_sinc(a - b, mpmath.pi) - _sinc(a + b, mpmath.pi)) / 2


def _ratio_at_infinity(a: Any, b: Any) -> Any:
    if b != 0:
        return mpmath.mpf(a) / b
    return mpmath.mpf(1) if a == 0 else _none()


FAMILIES = (
    Family("Integral(x**n, (x, 1, b))", lambda n, b: _power_integral(n, b), {"n": _WHOLE + _REAL, "b": _POSITIVE},
           ("(b**(n+1)-1)/(n+1)", "log(b)", "Piecewise(((b**(n+1)-1)/(n+1), n > -1), (log(b), True))", "b-1"),
           ("n = -1", "n != -1", "n > -1", "n = 0", "b = 1", "n < -1", "n >= -1", "(n+1)**2 = 0")),
    Family("Integral(x**a, (x, 0, 1))", lambda a: 1 / mpmath.mpf(a + 1) if a > -1 else _none(), {"a": _REAL + _WHOLE},
           ("1/(a+1)", "1/(a+2)", "1"), ("a = 0", "a > -1", "a = -1/2", "a = 1", "a >= 0")),
    Family("Integral(exp(a*x), (x, 0, b))", _growth, {"a": _REAL, "b": _REAL},
           ("(exp(a*b)-1)/a", "b", "Piecewise((b, a == 0), ((exp(a*b)-1)/a, True))"),
           ("a = 0", "b = 0", "a != 0", "a = b", "a*b = 0", "a > 0", "a**2 = 0")),
    Family("Integral(exp(-a*x), (x, 0, oo))", lambda a: 1 / mpmath.mpf(a) if a > 0 else _none(), {"a": _REAL},
           ("1/a", "1/a**2", "a"), ("a > 0", "a = 1", "a != 0", "a >= 0", "a > -1")),
    Family("Integral(exp(a*x)*exp(-b*x), (x, 0, 1))", lambda a, b: _growth(a - b, 1), {"a": _REAL, "b": _REAL},
           ("(exp(a-b)-1)/(a-b)", "1", "(exp(b-a)-1)/(b-a)", "Piecewise((1, a == b), ((exp(a-b)-1)/(a-b), True))"),
           ("a = b", "a != b", "a > b", "a = 2*b", "b = 0", "a**2 = b**2", "a = -b", "(a-b)*(a+b) = 0")),
    Family("Integral(cos(m*x)*cos(n*x), (x, 0, 2*pi))", _cosines, {"m": _WHOLE, "n": _WHOLE},
           ("0", "pi", "2*pi", "Piecewise((pi, m == n), (0, True))"),
           ("m = n", "m != n", "m > n", "m = -n", "m = 0", "m**2 = n**2", "m**2 != n**2", "m = 2*n", "n > 0")),
    Family("Integral(sin(m*x)*sin(n*x), (x, 0, 2*pi))", _sines, {"m": _WHOLE, "n": _WHOLE},
           ("0", "pi", "-pi", "Piecewise((pi, m == n), (0, True))"),
           ("m = n", "m != n", "m > n", "m = -n", "m = 0", "m**2 = n**2", "m**2 != n**2", "m = n+1", "n > 0")),
    Family("Integral(sin(m*x)*cos(n*x), (x, 0, 2*pi))", lambda m, n: mpmath.mpf(0), {"m": _WHOLE, "n": _WHOLE},
           ("0", "pi", "m*pi/n"), ("m = n", "m != n", "m = 0", "m = -n")),
    Family("Integral(exp(I*m*x)*exp(-I*n*x), (x, 0, 2*pi))", lambda m, n: 2 * mpmath.pi * (m == n),
           {"m": _WHOLE, "n": _WHOLE}, ("0", "2*pi", "Piecewise((2*pi, m == n), (0, True))"),
           ("m = n", "m != n", "m > n", "m = -n", "m = 0", "m = 2*n", "n > 0")),
    Family("Integral(exp(I*n*x), (x, 0, 2*pi))", lambda n: 2 * mpmath.pi * (n == 0), {"n": _WHOLE},
           ("0", "2*pi", "Piecewise((2*pi, n == 0), (0, True))"), ("n = 0", "n != 0", "n > 0", "n = 1", "n >= 0")),
    Family("Integral(cos(a*x), (x, 0, b))", _sinc, {"a": _REAL, "b": _REAL},
           ("sin(a*b)/a", "b", "Piecewise((b, a == 0), (sin(a*b)/a, True))", "cos(a*b)/a"),
           ("a = 0", "a != 0", "b = 0", "a = b", "a*b = 0", "a > 0")),
    Family("Integral(sin(n*x), (x, 0, pi))", lambda n: (1 - mpmath.cos(n * mpmath.pi)) / n if n else mpmath.mpf(0),
           {"n": _WHOLE}, ("(1-(-1)**n)/n", "0", "2/n", "(1-cos(pi*n))/n"), ("n = 0", "n != 0", "n = 1", "n = 2")),
    Family("Integral((x+a)**(-n), (x, 0, 1))", _inverse_power, {"a": _POSITIVE, "n": _WHOLE},
           ("((a+1)**(1-n)-a**(1-n))/(1-n)", "log((a+1)/a)", "1/(a*(a+1))", "log(a+1)-log(a)"),
           ("n = 1", "n = 2", "n != 1", "n = 0", "a = 1", "n > 1")),
    Family("Integral(1/((x+a)*(x+b)), (x, 0, 1))", _two_poles, {"a": _POSITIVE, "b": _POSITIVE},
           ("log((1+a)*b/(a*(1+b)))/(b-a)", "1/(a*(a+1))", "(log((1+a)/a)-log((1+b)/b))/(b-a)", "1/(a*(b+1))"),
           ("a = b", "a != b", "a < b", "a = 2*b", "a = 1", "a**2 = b**2")),
    Family("Integral(sin(a*x)*sin(b*x), (x, 0, pi))", _half_sines, {"a": _REAL, "b": _REAL},
           ("(sin(pi*(a-b))/(a-b)-sin(pi*(a+b))/(a+b))/2", "pi/2-sin(2*pi*a)/(4*a)", "0"),
           ("a = b", "a = -b", "a != b", "a**2 != b**2", "a > b", "b = 0", "b = 2*a")),
    Family("Integral(exp(-a*x)*cos(b*x), (x, 0, oo))",
           lambda a, b: mpmath.mpf(a) / (a * a + b * b) if a > 0 else _none(), {"a": _REAL, "b": _REAL},
           ("a/(a**2+b**2)", "b/(a**2+b**2)", "1/a"), ("a > 0", "b = 0", "a = b", "a = 1", "b != 0")),
    Family("Integral(1/(x**2+a**2), (x, 0, 1))", lambda a: mpmath.atan(mpmath.mpf(1) / a) / a if a else _none(),
           {"a": _REAL}, ("atan(1/a)/a", "atan(a)/a", "1/(1+a**2)"), ("a = 1", "a != 0", "a > 0", "a < 0", "a**2 = 1")),
    Family("Integral(x**(-n), (x, 1, oo))", lambda n: 1 / mpmath.mpf(n - 1) if n > 1 else _none(),
           {"n": _WHOLE + _REAL}, ("1/(n-1)", "1/n", "1"), ("n = 2", "n > 1", "n >= 1", "n != 1", "n >= 2")),
    Family("Integral(x**n*exp(-a*x), (x, 0, oo))",
           lambda n, a: mpmath.gamma(n + 1) / mpmath.mpf(a) ** (n + 1) if a > 0 and n > -1 else _none(),
           {"n": (*_WHOLE, "positive", "nonnegative"), "a": ("positive", "(0, 1)", "nonnegative")},
           ("factorial(n)/a**(n+1)", "gamma(n+1)/a**(n+1)", "gamma(n)/a**n", "1/a"),
           ("n = 0", "a = 1", "n > 0", "n = 1", "n >= 0")),
    Family("Integral(log(x)*x**n, (x, 0, 1))", lambda n: -1 / mpmath.mpf(n + 1) ** 2 if n > -1 else _none(),
           {"n": ("nonnegative integer", "positive integer", "positive", "nonnegative", "integer")},
           ("-1/(n+1)**2", "1/(n+1)**2", "-1"), ("n = 0", "n > 0", "n = 1")),
    Family("Limit((exp(a*x)-exp(b*x))/x, x, 0)", lambda a, b: mpmath.mpf(a - b), {"a": _REAL, "b": _REAL},
           ("a-b", "a", "a+b", "0"), ("a = b", "b = 0", "a = -b", "a != b")),
    Family("Limit((x**n-b**n)/(x-b), x, b)", lambda n, b: n * mpmath.mpf(b) ** (n - 1),
           {"n": ("positive integer",), "b": _POSITIVE}, ("n*b**(n-1)", "n*b**n", "1"), ("n = 1", "b = 1", "n = 2")),
    Family("Limit(sin(a*x)/sin(b*x), x, 0)", lambda a, b: mpmath.mpf(a) / b if b else _none(), {"a": _REAL, "b": _REAL},
           ("a/b", "b/a", "1"), ("a = b", "a = 0", "b != 0", "a = -b", "a = 2*b", "b > 0")),
    Family("Limit((a*x+1)/(b*x+1), x, oo)", _ratio_at_infinity, {"a": _REAL, "b": _REAL},
           ("a/b", "1", "Piecewise((a/b, b > 0), (1, True))"),
           ("a = b", "b = 0", "a = 0", "a != 0", "b != 0", "a = 2*b")),
    Family("Limit(tanh(a*x), x, oo)", lambda a: mpmath.sign(a), {"a": _REAL}, ("sign(a)", "1", "0", "-1", "a/Abs(a)"),
           ("a = 0", "a > 0", "a < 0", "a != 0", "a >= 0", "a <= 0")),
    Family("Limit(exp(-a*x), x, oo)", lambda a: mpmath.mpf(a == 0) if a >= 0 else _none(), {"a": _REAL},
           ("0", "1", "1-sign(a)", "Piecewise((0, a > 0), (1, True))"), ("a = 0", "a > 0", "a >= 0", "a != 0")),
    Family("Limit((a*x+b*x**2)/(a*x+2*b*x**2), x, 0)",
           lambda a, b: mpmath.mpf(1) if a else mpmath.mpf(0.5) if b else _none(), {"a": _REAL, "b": _REAL},
           ("1", "1/2", "Piecewise((1, a != 0), (1/2, True))"), ("a = 0", "b = 0", "a = b", "a != 0", "a*b = 0")),
    Family("Limit(x/(x+a), x, 0)", lambda a: mpmath.mpf(a == 0), {"a": _REAL},
           ("0", "1", "Piecewise((1, a == 0), (0, True))", "1-sign(a)**2"), ("a = 0", "a != 0", "a > 0", "a**2 = a")),
    Family("Limit((1-cos(a*x))/x**2, x, 0)", lambda a: mpmath.mpf(a) ** 2 / 2, {"a": _REAL},
           ("a**2/2", "a**2", "a/2"), ("a = 0", "a = 1", "a != 0")),
    Family("Limit((sqrt(a**2+x)-sqrt(a**2))/x, x, 0)", lambda a: 1 / (2 * mpmath.mpf(abs(a))) if a else _none(),
           {"a": _REAL}, ("1/(2*a)", "1/(2*Abs(a))", "1/a"), ("a > 0", "a < 0", "a != 0", "a = 1", "a = -1")),
    Family("Limit((a**x-b**x)/x, x, 0)", lambda a, b: mpmath.log(a) - mpmath.log(b), {"a": _POSITIVE, "b": _POSITIVE},
           ("log(a/b)", "log(a)-log(b)", "0", "log(b/a)"), ("a = b", "a != b", "b = 1", "a = b**2")),
    Family("Limit(x*coth(a*x), x, 0)", lambda a: 1 / mpmath.mpf(a) if a else _none(), {"a": _REAL},
           ("1/a", "a", "1"), ("a = 1", "a > 0", "a != 0")),
    Family("Limit((x**2-a**2)/(x-b), x, b)", lambda a, b: 2 * mpmath.mpf(b) if a in (b, -b) else _none(),
           {"a": _REAL, "b": _REAL}, ("2*b", "a+b", "2*a", "0"), ("a = b", "a = -b", "a**2 = b**2", "b = 0")),
    Family("Limit(a*x/(b*x+c), x, oo)", lambda a, b, c: mpmath.mpf(a) / b if b else mpmath.mpf(0) if c and not a
           else _none(), {"a": _REAL, "b": _REAL, "c": _REAL}, ("a/b", "0", "a/(b+c)"),
           ("a = 0", "b = 0", "c = 0", "b != 0", "a = b", "b = c")),
    Family("Sum(exp(a*k), (k, 0, n-1))", lambda a, n: mpmath.fsum(mpmath.exp(a * k) for k in range(n)),
           {"a": _REAL, "n": ("positive integer", "nonnegative integer")},
           ("(exp(a*n)-1)/(exp(a)-1)", "n", "Piecewise((n, a == 0), ((exp(a*n)-1)/(exp(a)-1), True))"),
           ("a = 0", "a != 0", "n = 1", "a*n = 0", "n = 0", "a > 0", "exp(a) = 1")),
    Family("Sum((a/b)**k, (k, 0, n))", lambda a, b, n: mpmath.fsum((mpmath.mpf(a) / b) ** k for k in range(n + 1)),
           {"a": ("nonzero", "positive", "negative"), "b": ("nonzero", "positive"), "n": ("nonnegative integer",)},
           ("(a**(n+1)-b**(n+1))/((a-b)*b**n)", "n+1", "((a/b)**(n+1)-1)/(a/b-1)"),
           ("a = b", "a != b", "a = -b", "n = 0", "a**2 = b**2", "n = 1")),
    Family("(a**n-b**n)/(a-b)", lambda a, b, n: mpmath.fsum(mpmath.mpf(a) ** k * mpmath.mpf(b) ** (n - 1 - k)
           for k in range(n)) if a != b else _none(), {"a": _REAL, "b": _REAL, "n": ("positive integer",)},
           ("Sum(a**k*b**(n-1-k), (k, 0, n-1))", "a+b", "1", "a**(n-1)"),
           ("n = 1", "n = 2", "a = -b", "b = 0", "n = 3")),
)  # fmt: skip


def claims(seed: int, count: int) -> Iterator[Claim]:
    """Claims of all families, each with its truth at small numbers."""
    r = random.Random(seed)
    made = 0
    while made < count:
        family = r.choice(FAMILIES)
        form = r.choice([family.forms[0], *family.forms])
        if r.random() < 0.2:
            form = r.choice([f"{form} + 1", f"2*({form})", f"-({form})"])
        where = tuple(dict.fromkeys(r.choices(family.hypotheses, k=r.choice([0, 0, 1, 1, 1, 2]))))
        domains = {name: r.choice(options) for name, options in family.parameters.items()}
        claim = _claim(family, form, where, domains, r)
        if claim is not None:
            made += 1
            yield claim


def _claim(
    family: Family, form: str, where: tuple[str, ...], domains: dict[str, str], r: random.Random
) -> Claim | None:
    statement, declared = f"{family.text} = {form}", _declared(family, domains)
    identity = stated(statement, where, **declared)
    points = list(itertools.product(*(_MEMBERS[d] for d in domains.values())))
    outcomes = [
        (at, _agrees(family, identity, at))
        for at in (dict(zip(domains, v, strict=True)) for v in (points if len(points) <= 60 else r.sample(points, 60)))
    ]
    if all(agrees is None for _, agrees in outcomes):
        return None

    def fails(at: dict[str, Any]) -> bool:
        with mpmath.workdps(DIGITS):
            exact = {
                n: int(q) if q.denominator == 1 else mpmath.mpf(q.numerator) / q.denominator for n, q in at.items()
            }
        return _agrees(family, identity, exact) is False

    against = tuple(at for at, agrees in outcomes if agrees is False)
    return Claim(statement, not against, declared, where, against=against, fails_at=fails)


def _agrees(family: Family, identity: Identity, at: dict[str, Any]) -> bool | None:
    """Whether the value by hand is the other side's at a point; None where one of them, or a hypothesis, is missing."""
    with mpmath.workdps(DIGITS):
        numbers = {s: mpmath.mpmathify(at[s.name]) for s in identity.symbols if s.name in at}
        try:
            if all(holds(str(c.relation), value(c.lhs, numbers), value(c.rhs, numbers)) for c in identity.where):
                return close(family.value(**at), value(identity.rhs, numbers))
        except NoValue:
            pass
        return None


def _declared(family: Family, domains: dict[str, str]) -> dict[str, str]:
    bound = {"k": "integer"} if "k" in family.text.replace("Piecewise", "") or "(k," in str(family.forms) else {}
    variable = {"x": "positive" if "(x, 1," in family.text else "real"} if "x" in family.text.replace("exp", "") else {}
    return bound | variable | domains
