"""Rigorous enclosures: the value of an expression in Arb balls, at given values of its symbols."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flint
import sympy
from flint import acb, arb, fmpq
from sympy.core.function import AppliedUndef

from symrules.series import conventions
from symrules.series.errors import SeriesError

_ONE = {
    "exp": acb.exp, "log": acb.log, "sin": acb.sin, "cos": acb.cos, "tan": acb.tan, "cot": acb.cot,
    "sec": acb.sec, "csc": acb.csc, "sinh": acb.sinh, "cosh": acb.cosh, "tanh": acb.tanh, "coth": acb.coth,
    "sech": acb.sech, "csch": acb.csch, "asin": acb.asin, "acos": acb.acos, "atan": acb.atan, "asinh": acb.asinh,
    "acosh": acb.acosh, "atanh": acb.atanh, "gamma": acb.gamma, "loggamma": acb.lgamma, "digamma": acb.digamma,
    "erf": acb.erf, "erfc": acb.erfc, "acot": conventions.acot, "acoth": conventions.acoth,
    "Abs": lambda z: acb(abs(z)), "conjugate": acb.conjugate,
}  # fmt: skip
_INVERSE_OF_RECIPROCAL = {"asec": acb.acos, "acsc": acb.asin, "asech": acb.acosh, "acsch": acb.asinh}
_NOT_ANALYTIC = ("Abs", "conjugate", "zeta")
_ON_RECIPROCAL = {"acot": "atan", "acoth": "atanh", "asec": "acos", "acsc": "asin", "asech": "acosh", "acsch": "asinh"}


def _zeta(s: acb, a: acb | None = None) -> acb:
    return s.zeta() if a is None else s.zeta(a)


def _stieltjes(n: acb) -> acb:
    order = conventions.whole(n)
    return acb("nan") if order is None or order < 0 else acb.stieltjes(order)


_MANY: dict[str, Callable[..., acb]] = {
    "polylog": lambda s, z: z.polylog(s),
    "polygamma": lambda n, z: z.polygamma(n),
    "zeta": _zeta,
    "besselj": lambda n, z: z.bessel_j(n),
    "besseli": lambda n, z: z.bessel_i(n),
    "besselk": lambda n, z: z.bessel_k(n),
    "bessely": lambda n, z: z.bessel_y(n),
    "stieltjes": _stieltjes, "LambertW": conventions.lambert_w,
    "binomial": conventions.binomial, "beta": conventions.beta,
}  # fmt: skip


def rational(value: Any) -> fmpq:
    """A SymPy or Python rational as a FLINT rational."""
    if isinstance(value, (int, fmpq)):
        return fmpq(value)
    if hasattr(value, "p") and hasattr(value, "q"):
        return fmpq(int(value.p), int(value.q))
    return fmpq(int(value.numerator), int(value.denominator))


def floor(value: arb) -> int:
    """The integer part of an exact ball; FLINT does not get to make an integer of more than 2000 bits.

    Raises
    ------
    SeriesError
        The number is too large, or not known well enough.
    """
    if not abs(value) < arb(2) ** 2000:
        raise SeriesError("a number is too large here")
    found = value.floor().unique_fmpz()
    if found is None:
        raise SeriesError("a number is not known well enough here")
    return int(found)


def enclose(expression: Any, values: Mapping[Any, acb], analytic: bool = False) -> acb:
    """A ball that contains the expression's value, with every function on its principal branch.

    Parameters
    ----------
    values : balls for symbols and for applied unknown functions (or their derivatives), looked up at every node
    analytic : a logarithm or power whose argument meets its branch cut gives a ball that is not finite

    Raises
    ------
    SeriesError
        A function that Arb does not know here.
    """
    if expression in values:
        return values[expression]
    if expression.is_Rational:
        return acb(rational(expression))
    if expression.is_Float:
        return acb(rational(sympy.Rational(expression)))
    if expression.is_Add:
        total = acb(0)
        for a in expression.args:
            total += enclose(a, values, analytic)
        return total
    if expression.is_Mul:
        product = acb(1)
        for a in expression.args:
            product *= enclose(a, values, analytic)
        return product
    if expression.is_Pow:
        return _power(enclose(expression.base, values, analytic), expression.exp, values, analytic)
    return _named(expression, values, analytic)


def _power(base: acb, exponent: Any, values: Mapping[Any, acb], analytic: bool) -> acb:
    if exponent.is_Integer:
        return base ** int(exponent)
    if exponent == sympy.Rational(1, 2):
        return base.sqrt(analytic=analytic)
    if exponent == sympy.Rational(-1, 2):
        return base.rsqrt(analytic=analytic)
    return (base.log(analytic=analytic) * enclose(exponent, values, analytic)).exp()


def _named(expression: Any, values: Mapping[Any, acb], analytic: bool) -> acb:
    constants: dict[Any, Callable[[], acb]] = {
        sympy.pi: acb.pi, sympy.I: lambda: acb(0, 1), sympy.E: lambda: acb(1).exp(),
        sympy.EulerGamma: lambda: acb(arb.const_euler()), sympy.Catalan: lambda: acb(arb.const_catalan()),
        sympy.GoldenRatio: lambda: (1 + acb(5).sqrt()) / 2,
    }  # fmt: skip
    if expression in constants:
        return constants[expression]()
    name = expression.func.__name__
    arguments = expression.args
    if not isinstance(expression, AppliedUndef) and arguments:
        if analytic:
            _watch(name, arguments, values)
        if name in _ONE and len(arguments) == 1:
            return _ONE[name](enclose(arguments[0], values, analytic))
        if name in _INVERSE_OF_RECIPROCAL:
            return _INVERSE_OF_RECIPROCAL[name](1 / enclose(arguments[0], values, analytic))
        if name == "dirichlet_eta" and len(arguments) == 1:
            s = enclose(arguments[0], values, analytic)
            return acb(2).log() if s == 1 else (1 - (acb(2).log() * (1 - s)).exp()) * s.zeta()
        if name == "factorial":
            return (enclose(arguments[0], values, analytic) + 1).gamma()
        if name in _MANY:
            return _MANY[name](*(enclose(a, values, analytic) for a in arguments))
    raise SeriesError(f"no ball is known for {expression}")


def _watch(name: str, arguments: Any, values: Mapping[Any, acb]) -> None:
    """Refuse a function whose argument may lie on its branch cut."""
    if name in _NOT_ANALYTIC:
        raise SeriesError(f"{name} is not analytic, or has no rule here")
    argument = arguments[0] if name == "LambertW" else arguments[-1]
    if name.startswith("bessel"):
        name = "" if name in ("besselj", "besseli") and arguments[0].is_Integer else "log"
    elif name == "LambertW" and len(arguments) > 1 and arguments[1] != 0:
        name = "log"
    elif name == "polygamma" and not (arguments[0].is_Integer and arguments[0] >= 0):
        name = "loggamma"
    if not off_the_cut(name, enclose(argument, values, True)):
        raise SeriesError(f"an argument of {name} meets its branch cut")


def off_the_cut(name: str, z: acb) -> bool:
    """Whether no point of a ball lies on the branch cut of a function, its end included."""
    if name in _ON_RECIPROCAL:
        return 0 not in z and off_the_cut(_ON_RECIPROCAL[name], 1 / z)
    if not z.is_finite():
        return False
    if name in ("atan", "asinh"):
        return 0 not in z.real or bool(abs(z.imag) < 1)
    if 0 not in z.imag:
        return True
    x = z.real
    if name in ("asin", "acos", "atanh"):
        return bool(abs(x) < 1)
    if name == "polylog":
        return bool(x < 1)
    if name == "LambertW":
        return bool(x * arb(1).exp() > -1)
    if name == "acosh":
        return bool(x > 1)
    return bool(x > 0) if name in ("log", "loggamma") else True


class precision:
    """Work at a number of bits; the former precision comes back at the end."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        self.before = flint.ctx.prec
        flint.ctx.prec = self.bits

    def __exit__(self, *exc: object) -> None:
        flint.ctx.prec = self.before
