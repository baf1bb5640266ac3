"""Values by mpmath of expressions with finite sums, products and integrals; none at a pole or beyond a range.

Every function is defined where mathematics defines it, so that a value that is missing is a point where a statement
says nothing: log(0), 1/0, gamma(-2), a sum that runs backwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import sympy
from sympy import Symbol

from tests.decide.corpus import NoValue

DIGITS = 70
_SMALL, _ZERO = mpmath.mpf(10) ** -25, mpmath.mpf(10) ** -60
_MOST_TERMS = 60

Point = dict[Symbol, Any]


class OutOfReach(NoValue):
    """There may be a value, but not one that this referee can find."""


def value(e: Any, at: Point) -> Any:
    """The value of an expression at a point.

    Raises
    ------
    NoValue
        It is not defined there, or out of this referee's reach.
    """
    if e.is_Symbol:
        return at[e]
    if e.is_Rational:
        return mpmath.mpf(int(e.p)) / int(e.q)
    if e in _CONSTANTS:
        return _CONSTANTS[e]()
    if isinstance(e, (sympy.Sum, sympy.Product)):
        return _repeated(e, at)
    if isinstance(e, sympy.Integral):
        return _integral(e, at)
    if isinstance(e, sympy.Piecewise):
        return value(next(branch for branch, condition in e.args if _holds(condition, at)), at)
    args = [value(a, at) for a in e.args]
    if not all(mpmath.isfinite(a) for a in args) or any(abs(a) > 10**6 for a in args[-1:] if not e.is_Add | e.is_Mul):
        raise OutOfReach
    if e.is_Add:
        return mpmath.fsum(args)
    if e.is_Mul:
        return mpmath.fprod(args)
    if e.is_Pow:
        return _power(*args)
    if type(e) not in _FUNCTIONS:
        raise OutOfReach
    try:
        found = _FUNCTIONS[type(e)](*args)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError) as error:
        raise NoValue from error
    if not mpmath.isfinite(found):
        raise NoValue
    return found


def holds(relation: str, a: Any, b: Any) -> bool:
    """Whether two values stand in a relation; equal means up to rounding."""
    equal = close(a, b)
    if relation in ("=", "!="):
        return equal is (relation == "=")
    if abs(mpmath.im(a)) > _SMALL or abs(mpmath.im(b)) > _SMALL:
        raise NoValue
    a, b = mpmath.re(a), mpmath.re(b)
    return {"<": a < b and not equal, "<=": a < b or equal, ">": a > b and not equal, ">=": a > b or equal}[relation]


def close(a: Any, b: Any) -> bool:
    """Whether two values agree up to rounding."""
    return bool(abs(a - b) <= _SMALL * max(1, abs(a), abs(b)))


def _is_zero(a: Any) -> bool:
    """Whether a value is zero but for rounding; one that is smaller than any rounding is not told from zero."""
    if a != 0 and abs(a) < _ZERO**2:
        raise OutOfReach
    return bool(abs(a) < _ZERO)


def _power(base: Any, exponent: Any) -> Any:
    if _is_zero(base):
        if _is_zero(exponent):
            return mpmath.mpf(1)
        if mpmath.re(exponent) < 0 or abs(mpmath.im(exponent)) > 0:
            raise NoValue
        return mpmath.mpf(0)
    if mpmath.im(exponent) == 0 and mpmath.re(exponent) == int(mpmath.re(exponent)):
        return base ** int(mpmath.re(exponent))
    return mpmath.power(_off_the_cut(base), exponent)


def _off_the_cut(z: Any) -> Any:
    """An argument of a root or a logarithm, unless rounding alone says on which side of the cut it lies."""
    if mpmath.re(z) < 0 and 0 < abs(mpmath.im(z)) < _ZERO * abs(z):
        raise OutOfReach
    return z


def _repeated(e: Any, at: Point) -> Any:
    """A sum or a product over one variable; nothing stands in an empty range, and none runs backwards."""
    if len(e.limits) != 1:
        raise OutOfReach
    variable, low, high = e.limits[0]
    if high is sympy.oo:
        raise OutOfReach
    first, last = (_integer(value(end, at)) for end in (low, high))
    if last < first - 1 or last - first > _MOST_TERMS:
        raise NoValue
    terms = [value(e.function, {**at, variable: mpmath.mpf(k)}) for k in range(first, last + 1)]
    return mpmath.fsum(terms) if isinstance(e, sympy.Sum) else mpmath.fprod(terms)


def _integer(a: Any) -> int:
    if abs(a - mpmath.nint(mpmath.re(a))) > _SMALL:
        raise NoValue
    return int(mpmath.nint(mpmath.re(a)))


def _integral(e: Any, at: Point) -> Any:
    """By quadrature between finite or infinite real ends, in pieces between whole numbers and the point's values."""
    if len(e.limits) != 1 or len(e.limits[0]) != 3 or e.function.has(sympy.Integral, sympy.Sum):
        raise OutOfReach
    variable, *ends = e.limits[0]
    a, b = (mpmath.inf if end is sympy.oo else -mpmath.inf if end == -sympy.oo else value(end, at) for end in ends)
    if abs(mpmath.im(a)) > 0 or abs(mpmath.im(b)) > 0:
        raise NoValue
    a, b = mpmath.re(a), mpmath.re(b)
    real = [mpmath.re(v) for v in at.values() if abs(mpmath.im(v)) == 0]
    inside = {mpmath.mpf(x) for x in (*range(-5, 6), -20, 20, *real) if min(a, b) < x < max(a, b)}
    nodes = [a, *sorted(inside, reverse=bool(b < a)), b]
    found, error = mpmath.quad(lambda x: value(e.function, {**at, variable: x}), nodes, error=True, maxdegree=6)
    if error > _SMALL:
        raise OutOfReach
    return found


def _holds(condition: Any, at: Point) -> bool:
    if condition in (sympy.true, True):
        return True
    if condition in (sympy.false, False):
        return False
    if isinstance(condition, sympy.And):
        return all(_holds(c, at) for c in condition.args)
    if isinstance(condition, sympy.Or):
        return any(_holds(c, at) for c in condition.args)
    if isinstance(condition, sympy.Not):
        return not _holds(condition.args[0], at)
    relation = {"==": "="}.get(condition.rel_op, condition.rel_op)
    return holds(relation, *(value(a, at) for a in condition.args))


def _real(f: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is defined for real arguments only."""

    def of(*args: Any) -> Any:
        if any(abs(mpmath.im(a)) > _SMALL for a in args):
            raise NoValue
        return f(*(mpmath.re(a) for a in args))

    return of


def _away(f: Callable[..., Any], divisor: Callable[..., Any]) -> Callable[..., Any]:
    """A function that has no value where another one vanishes."""

    def of(*args: Any) -> Any:
        if _is_zero(divisor(*args)):
            raise NoValue
        return f(*args)

    return of


def _away_from_poles(f: Callable[..., Any], shift: int = 0) -> Callable[..., Any]:
    """A function with poles where its last argument, shifted, is 0, -1, -2, …"""

    def of(*args: Any) -> Any:
        a = args[-1] + shift
        if mpmath.re(a) < 0.5 and abs(a - mpmath.nint(mpmath.re(a))) < _SMALL:
            raise NoValue
        return f(*args)

    return of


def _inverse(z: Any) -> Any:
    return _power(z, mpmath.mpf(-1))


def _argument(z: Any) -> Any:
    if _is_zero(z):
        raise NoValue
    return mpmath.arg(_off_the_cut(z))


def _binomial(n: Any, k: Any) -> Any:
    if abs(k - mpmath.nint(mpmath.re(k))) < _SMALL:
        if mpmath.re(k) < 0:
            return mpmath.mpf(0)
        return mpmath.fprod((n - i) / mpmath.mpf(i + 1) for i in range(_integer(k)))
    return _away_from_poles(mpmath.binomial)(n, k)


def _itself(*a: Any) -> Any:
    return a[-1]


_CONSTANTS: dict[Any, Callable[[], Any]] = {
    sympy.pi: lambda: +mpmath.pi, sympy.E: lambda: +mpmath.e, sympy.I: lambda: mpmath.mpc(0, 1),
    sympy.EulerGamma: lambda: +mpmath.euler, sympy.Catalan: lambda: +mpmath.catalan,
}  # fmt: skip
_FUNCTIONS: dict[Any, Callable[..., Any]] = {
    sympy.exp: mpmath.exp, sympy.log: _away(lambda z: mpmath.log(_off_the_cut(z)), _itself),
    sympy.sin: mpmath.sin, sympy.cos: mpmath.cos, sympy.tan: _away(mpmath.tan, mpmath.cos),
    sympy.cot: _away(mpmath.cot, mpmath.sin), sympy.sec: _away(mpmath.sec, mpmath.cos),
    sympy.csc: _away(mpmath.csc, mpmath.sin),
    sympy.sinh: mpmath.sinh, sympy.cosh: mpmath.cosh, sympy.tanh: _away(mpmath.tanh, mpmath.cosh),
    sympy.coth: _away(mpmath.coth, mpmath.sinh), sympy.sech: _away(mpmath.sech, mpmath.cosh),
    sympy.csch: _away(mpmath.csch, mpmath.sinh),
    sympy.asin: mpmath.asin, sympy.acos: mpmath.acos, sympy.atan: _away(mpmath.atan, lambda z: z * z + 1),
    sympy.asinh: mpmath.asinh, sympy.acosh: mpmath.acosh, sympy.atanh: _away(mpmath.atanh, lambda z: z * z - 1),
    sympy.acot: lambda z: _FUNCTIONS[sympy.atan](_inverse(z)), sympy.asec: lambda z: mpmath.acos(_inverse(z)),
    sympy.acsc: lambda z: mpmath.asin(_inverse(z)), sympy.asech: lambda z: mpmath.acosh(_inverse(z)),
    sympy.acsch: lambda z: mpmath.asinh(_inverse(z)), sympy.acoth: _away(mpmath.acoth, lambda z: z * z - 1),
    sympy.Abs: lambda z: mpmath.mpf(abs(z)), sympy.conjugate: mpmath.conj, sympy.re: mpmath.re, sympy.im: mpmath.im,
    sympy.arg: _argument, sympy.Max: _real(max), sympy.Min: _real(min),
    sympy.sign: lambda z: mpmath.mpf(0) if _is_zero(z) else z / abs(z),
    sympy.Heaviside: _real(lambda x, h=0.5: h if _is_zero(x) else mpmath.mpf(x > 0)),
    sympy.floor: _real(mpmath.floor), sympy.ceiling: _real(mpmath.ceil),
    sympy.gamma: _away_from_poles(mpmath.gamma), sympy.loggamma: _away_from_poles(mpmath.loggamma),
    sympy.digamma: _away_from_poles(mpmath.digamma), sympy.factorial: _away_from_poles(mpmath.factorial, 1),
    sympy.polygamma: _away_from_poles(lambda n, z: mpmath.psi(_integer(n), z)),
    sympy.harmonic: _away_from_poles(lambda *a: _harmonic(*a), 1), sympy.binomial: _binomial,
    sympy.beta: lambda a, b: _away_from_poles(mpmath.beta)(b, a) if _away_from_poles(mpmath.gamma)(b) else 0,
    sympy.zeta: mpmath.zeta, sympy.polylog: mpmath.polylog, sympy.erf: mpmath.erf, sympy.erfc: mpmath.erfc,
    sympy.besselj: mpmath.besselj, sympy.besseli: mpmath.besseli,
    sympy.bessely: _away(mpmath.bessely, _itself), sympy.besselk: _away(mpmath.besselk, _itself),
    sympy.LambertW: lambda z, k=0: mpmath.lambertw(z, _integer(k)),
}  # fmt: skip


def _harmonic(n: Any) -> Any:
    return mpmath.digamma(n + 1) + mpmath.euler
