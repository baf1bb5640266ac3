"""What each function does to balls: rules that need nothing but the enclosures of the arguments.

Notes
-----
Every operation returns a ball that contains the true value; where the function is undefined it raises `Undefined` or
gives a ball that is not finite. Branches are SymPy's principal ones. A branch cut that runs through a ball makes it
indeterminate, never wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import flint
import sympy
from flint import acb, arb, fmpq

from symrules.series import conventions

ZERO, ONE = acb(0), acb(1)
_LARGEST_HALF = 1000  # of exponents n/2 that are taken by multiplication: on the cut, no phase gets lost


class Undefined(Exception):
    """The expression has no value at the point, or none that can be enclosed; the message says why."""


class Imprecise(Undefined):
    """The enclosures are too wide to tell; more digits may help."""


class Unevaluable(Undefined):
    """Something in the expression has no rule for evaluation, at any point."""


_BALLS: dict[tuple[int, int], tuple[Fraction, acb]] = {}
_MOST_BALLS = 4096


def _remembered(value: Fraction) -> tuple[Fraction, acb]:
    """A fraction and its ball, kept for the next time that this object comes at this precision."""
    if len(_BALLS) >= _MOST_BALLS:
        _BALLS.clear()
    pair = value, acb(fmpq(value.numerator, value.denominator))
    _BALLS[id(value), flint.ctx.prec] = pair
    return pair


def as_ball(value: Any) -> acb:
    """An exact number (or a ball) as a complex ball at the current precision."""
    kind = type(value)
    if kind is acb:
        return value
    if kind is Fraction:
        # points are drawn from tuples that are kept, so the same objects come again and again
        known = _BALLS.get((id(value), flint.ctx.prec))
        if known is None or known[0] is not value:
            known = _remembered(value)
        return known[1]
    if isinstance(value, (acb, arb)):
        return acb(value)
    if isinstance(value, fmpq):
        return acb(arb(value))
    if isinstance(value, tuple):
        return acb(arb(_rational(value[0])), arb(_rational(value[1])))
    return acb(_rational(value))


def _rational(value: Any) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def divided(a: acb, b: acb) -> acb:
    """The quotient of two balls; undefined where the divisor may be zero."""
    quotient = a / b
    if quotient.is_finite() or not b.contains(ZERO):
        return quotient
    raise (Undefined if b.is_exact() else Imprecise)("division by a ball that contains zero")


def logarithm(z: acb, analytic: bool = False) -> acb:
    value = z.log(analytic=analytic)
    if value.is_finite() or not z.contains(ZERO):
        return value
    raise (Undefined if z.is_exact() else Imprecise)("the logarithm of a ball that contains zero")


def integer_power(n: int) -> Callable[[acb], acb]:
    """The function z**n."""
    if n == 0:
        return _zeroth_power
    if n == 2:
        return lambda z: z * z
    if n > 0:
        return lambda z: z**n
    return (lambda z: divided(ONE, z)) if n == -1 else (lambda z: divided(ONE, z**-n))


def _zeroth_power(z: acb) -> acb:
    if not z.is_finite():
        raise Undefined("a power of a ball that is not finite")
    return ONE


def is_one(z: acb) -> bool:
    """Whether a ball is the number one."""
    return bool(z == 1 and z.is_exact())


def power(b: acb, x: acb, analytic: bool) -> acb:
    """The principal value of b**x."""
    if is_one(b) and x.is_finite():
        return ONE
    if not b.is_finite():
        raise Undefined("a power of a ball that is not finite")
    if x.is_exact() and x.imag.is_zero() and (2 * x.real).is_integer() and abs(x.real) < _LARGEST_HALF:
        n = int((2 * x.real).unique_fmpz())
        return integer_power(n // 2)(b) if n % 2 == 0 else integer_power(n)(b.sqrt(analytic=analytic))
    if x.imag.is_zero() and x.real > 0 and b.contains(ZERO) and not analytic:
        # |b**x| = |b|**x for real x; where b is zero, so is the power
        size = abs(b).upper()
        radius = (x.real * size.log()).exp() if size > 0 else arb(0)
        return acb(arb(0, radius.upper()), arb(0, radius.upper()))
    return (x * logarithm(b, analytic)).exp()


def _real(z: acb, what: str) -> arb:
    if not z.imag.is_zero():
        raise Undefined(f"{what} of a ball that is not real")
    return z.real


def compare(a: acb, relation: str, b: acb) -> bool:
    """Whether a relation between two balls holds; undefined where the balls cannot tell."""
    difference = a - b
    if relation in ("=", "!="):
        if difference.contains(0):
            if difference.is_zero():
                return relation == "="
            raise Imprecise("a comparison that the enclosures cannot decide")
        return relation == "!="
    d = _real(a, "an order relation") - _real(b, "an order relation")
    outcomes = {"<": (d < 0, d >= 0), "<=": (d <= 0, d > 0), ">": (d > 0, d <= 0), ">=": (d >= 0, d < 0)}
    yes, no = outcomes[relation]
    if not yes and not no:
        raise Imprecise("a comparison that the enclosures cannot decide")
    return bool(yes)


def _sign(z: acb) -> acb:
    if not z.imag.contains(0):
        return z / abs(z)
    x = _real(z, "the sign")
    if x > 0:
        return acb(1)
    if x < 0:
        return acb(-1)
    if x == 0:
        return acb(0)
    return acb(arb(0, 1))  # whichever it is


def _heaviside(z: acb, *at_zero: acb) -> acb:
    x = _real(z, "Heaviside")
    if x == 0 and at_zero:
        return at_zero[0]
    if x > 0:
        return acb(1)
    if x < 0:
        return acb(0)
    if x == 0:
        raise Undefined("Heaviside at zero, where its value is not given")
    return acb(arb(0.5, 0.5))  # whichever it is


def _abs(z: acb) -> acb:
    return acb(abs(z.real)) if z.imag.is_zero() else acb(abs(z))


def _extremum(direction: int) -> Callable[..., acb]:
    def rule(*arguments: acb) -> acb:
        best = _real(arguments[0], "an extremum")
        for a in arguments[1:]:
            x = _real(a, "an extremum")
            best = best.max(x) if direction > 0 else best.min(x)
        return acb(best)

    return rule


def _side(z: acb) -> int:
    """On which side of zero the real part of a ball lies."""
    if z.real > 0:
        return 1
    if z.real < 0:
        return -1
    raise Undefined("a kink or a jump in a ball")


def _larger(direction: int) -> Callable[..., acb]:
    def rule(*arguments: acb) -> acb:
        best, *rest = arguments
        for a in rest:
            best = a if _side(a - best) == direction else best
        return best

    return rule


def gamma(z: acb) -> acb:
    value = z.gamma()
    if not value.is_finite():
        raise Undefined("the gamma function near a pole")
    return value


def _checked(name: str, evaluated: Callable[..., acb] | None = None) -> Callable[..., acb]:
    """The method of that name, or the rule, which has to give a ball that is finite."""
    rule = getattr(acb, name) if evaluated is None else evaluated

    def checked(*arguments: acb) -> acb:
        value = rule(*arguments)
        if not value.is_finite():
            raise Undefined(f"{name} at a singular point")
        return value

    return checked


def _reciprocal(method: str, at_zero: Callable[[acb], acb] | None = None) -> Callable[[acb], acb]:
    """F(1/z), and another value at zero where there is one."""
    evaluated = getattr(acb, method)
    if at_zero is None:
        return lambda z: evaluated(divided(ONE, z))
    return lambda z: at_zero(z) if z == 0 else evaluated(divided(ONE, z))


def _floor(z: acb) -> acb:
    return acb(z.real.floor(), z.imag.floor())


def _ceiling(z: acb) -> acb:
    return acb(z.real.ceil(), z.imag.ceil())


def _atan2(y: acb, x: acb) -> acb:
    """The angle of a point of the plane; for complex coordinates -i log((x + iy)/√(x² + y²))."""
    if x.imag.is_zero() and y.imag.is_zero():
        return acb(logarithm(acb(x.real, y.real)).imag)
    i = acb(0, 1)
    return -i * logarithm(divided(x + i * y, (x * x + y * y).sqrt()))


def _kronecker_delta(i: acb, j: acb) -> acb:
    return acb(int(compare(i, "=", j)))


def _factorial2(z: acb) -> acb:
    """The double factorial, continued as SymPy does: (2/π)^((1 - cos πz)/4) 2^(z/2) Γ(z/2 + 1)."""
    odd = (ONE - (acb.pi() * z).cos()) / 4
    return (odd * (acb(2) / acb.pi()).log()).exp() * (z / 2 * acb(2).log()).exp() * gamma(z / 2 + 1)


def lambert_w(branch: int) -> Callable[[acb], acb]:
    """The function W_k."""
    return _checked("Lambert's W", lambda z: z.lambertw(branch))


FUNCTIONS: dict[type, Callable[..., acb]] = {
    sympy.exp: acb.exp, sympy.sin: acb.sin, sympy.cos: acb.cos,
    sympy.tan: _checked("tan"), sympy.cot: _checked("cot"), sympy.sec: _checked("sec"), sympy.csc: _checked("csc"),
    sympy.sinh: acb.sinh, sympy.cosh: acb.cosh, sympy.tanh: _checked("tanh"),
    sympy.coth: _checked("coth"), sympy.sech: _checked("sech"), sympy.csch: _checked("csch"),
    sympy.asin: acb.asin, sympy.acos: acb.acos, sympy.atan: _checked("atan"),
    sympy.asinh: acb.asinh, sympy.acosh: acb.acosh, sympy.atanh: _checked("atanh"),
    sympy.acoth: _reciprocal("atanh", conventions.acoth), sympy.acot: _reciprocal("atan", conventions.acot),
    sympy.asec: _reciprocal("acos"),
    sympy.acsc: _reciprocal("asin"), sympy.asech: _reciprocal("acosh"), sympy.acsch: _reciprocal("asinh"),
    sympy.Abs: _abs, sympy.sign: _sign, sympy.Heaviside: _heaviside, sympy.Max: _extremum(1), sympy.Min: _extremum(-1),
    sympy.re: lambda z: acb(z.real), sympy.im: lambda z: acb(z.imag), sympy.conjugate: acb.conjugate,
    sympy.arg: lambda z: acb(logarithm(z).imag),
    sympy.gamma: gamma, sympy.loggamma: _checked("lgamma"), sympy.digamma: _checked("digamma"),
    sympy.polygamma: lambda n, z: _checked("polygamma")(z, n), sympy.trigamma: lambda z: _checked("polygamma")(z, ONE),
    sympy.beta: _checked("beta", conventions.beta),
    sympy.zeta: _checked("zeta"), sympy.erf: acb.erf, sympy.erfc: acb.erfc,
    sympy.binomial: _checked("binomial", conventions.binomial),
    sympy.rf: _checked("rf", conventions.rising), sympy.ff: _checked("ff", conventions.falling),
    sympy.harmonic: lambda z: _checked("digamma")(z + 1) + acb(arb.const_euler()),
    sympy.factorial2: _factorial2, sympy.KroneckerDelta: _kronecker_delta,
    sympy.floor: _floor, sympy.ceiling: _ceiling, sympy.atan2: _atan2,
    sympy.erfi: acb.erfi, sympy.Si: acb.si,
    sympy.Ei: _checked("ei"), sympy.li: _checked("li"), sympy.Ci: _checked("ci"),
    sympy.besselj: lambda n, z: z.bessel_j(n), sympy.besseli: lambda n, z: z.bessel_i(n),
    sympy.bessely: lambda n, z: z.bessel_y(n), sympy.besselk: lambda n, z: z.bessel_k(n),
}  # fmt: skip

# of real arguments, continued from the line to a ball beside the kink
CONTINUED: dict[type, Callable[..., acb]] = {
    sympy.Abs: lambda z: z * _side(z), sympy.sign: lambda z: acb(_side(z)),
    sympy.Heaviside: lambda z, *_: acb((1 + _side(z)) // 2), sympy.Max: _larger(1), sympy.Min: _larger(-1),
}  # fmt: skip
