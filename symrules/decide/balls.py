"""Rigorous enclosures: an expression at exact values, as a ball of Arb that contains the true value.

Notes
-----
Every operation returns a ball; a point where the expression is undefined (division by a ball that contains zero, a
logarithm at zero) gives a ball that is not finite, or `Undefined`. Branches are SymPy's principal ones. A branch cut
that runs through a ball makes it indeterminate, never wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flint
import sympy
from flint import acb, arb, fmpq

from symrules.decide.tower import rational_value


class Undefined(Exception):
    """The expression has no value at the point, or none that can be enclosed; the message says why."""


class Imprecise(Undefined):
    """The enclosures are too wide to tell; more digits may help."""


class Unevaluable(Undefined):
    """Something in the expression has no rule for evaluation, at any point."""


class working_precision:
    """Arb's precision in bits, restored on leaving."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        self.before = flint.ctx.prec
        flint.ctx.prec = self.bits

    def __exit__(self, *_: object) -> None:
        flint.ctx.prec = self.before


def evaluate(expression: Any, values: Mapping[Any, Any], precision: int = 64) -> acb:
    """The enclosure of an expression at exact values of its symbols.

    Parameters
    ----------
    values : symbol to `fractions.Fraction`, `int`, FLINT number or ball
    precision : in bits

    Raises
    ------
    Undefined
        A symbol has no value, or the expression has none there.
    """
    with working_precision(precision):
        return _Evaluator({k: as_ball(v) for k, v in values.items()}).of(expression)


def as_ball(value: Any) -> acb:
    """An exact number (or a ball) as a complex ball at the current precision."""
    if isinstance(value, (acb, arb)):
        return acb(value)
    if isinstance(value, fmpq):
        return acb(arb(value))
    if isinstance(value, tuple):
        return acb(arb(_rational(value[0])), arb(_rational(value[1])))
    return acb(arb(_rational(value)))


def _rational(value: Any) -> fmpq:
    return fmpq(value.numerator, value.denominator)


_MAX_INTEGRANDS = 20_000


class _Evaluator:
    def __init__(self, values: Mapping[Any, acb], quadrature: list[int] | None = None, analytic: bool = False) -> None:
        self.values = values
        self.analytic = analytic  # whether a ball that a branch cut runs through has no value
        self.memo: dict[Any, acb] = {}
        self.quadrature = [_MAX_INTEGRANDS] if quadrature is None else quadrature  # evaluations left, shared

    def of(self, e: Any) -> acb:
        found = self.memo.get(e)
        if found is None:
            found = self.memo[e] = self._evaluate(e)
        return found

    def _evaluate(self, e: Any) -> acb:
        if e in self.values:
            return self.values[e]
        rule = _RULES.get(type(e))
        if rule is not None:
            return rule(self, e)
        if e.is_Rational:
            return acb(arb(fmpq(int(e.p), int(e.q))))
        if e.is_Float:
            raise Unevaluable("a floating-point number")
        function = _FUNCTIONS.get(type(e))
        if function is None:
            raise Unevaluable(f"no value for {e}")
        arguments = [self.of(a) for a in e.args]
        try:
            return function(*arguments)
        except (TypeError, AttributeError, NotImplementedError):
            raise Unevaluable(f"no value for {e}") from None

    def with_values(self, values: Mapping[Any, acb], analytic: bool = False) -> _Evaluator:
        # what has to be analytic around has to be so inside
        return _Evaluator({**self.values, **values}, self.quadrature, analytic or self.analytic)


def _add(v: _Evaluator, e: Any) -> acb:
    total = acb(0)
    for a in e.args:
        total += v.of(a)
    return total


def _mul(v: _Evaluator, e: Any) -> acb:
    total = acb(1)
    for a in e.args:
        total *= v.of(a)
    return total


def _pow(v: _Evaluator, e: Any) -> acb:
    base, exponent = e.args
    r = rational_value(exponent)
    b = v.of(base)
    if r is not None and r.q == 1 and abs(r) < 10**6:
        n = int(r.p)
        return b**n if n >= 0 else divided(acb(1), b**-n)
    if r is not None and r == fmpq(1, 2):
        return b.sqrt(analytic=v.analytic)
    if b == 1 and b.is_exact():
        return acb(1)
    x = v.of(exponent)
    if x.imag == 0 and x.real > 0 and b.contains(0) and not v.analytic:
        # |b**x| = |b|**x for real x; where b is zero, so is the power
        size = abs(b).upper()
        radius = (x.real * size.log()).exp() if size > 0 else arb(0)
        return acb(arb(0, radius.upper()), arb(0, radius.upper()))
    return (x * _log(b, v.analytic)).exp()


def divided(a: acb, b: acb) -> acb:
    """The quotient of two balls; undefined where the divisor may be zero."""
    if b.contains(0):
        raise (Undefined if b.is_exact() else Imprecise)("division by a ball that contains zero")
    return a / b


def _log(z: acb, analytic: bool = False) -> acb:
    if z.contains(0):
        raise (Undefined if z.is_exact() else Imprecise)("the logarithm of a ball that contains zero")
    return z.log(analytic=analytic)


def _real(z: acb, what: str) -> arb:
    if not z.imag == 0:
        raise Undefined(f"{what} of a ball that is not real")
    return z.real


def _piecewise(v: _Evaluator, e: Any) -> acb:
    for value, condition in e.args:
        truth = _truth(v, condition)
        if truth:
            return v.of(value)
    raise Undefined("no case of a piecewise expression applies")


def _truth(v: _Evaluator, condition: Any) -> bool:
    if condition in (sympy.true, True):
        return True
    if condition in (sympy.false, False):
        return False
    if isinstance(condition, sympy.And):
        return all(_truth(v, c) for c in condition.args)
    if isinstance(condition, sympy.Or):
        return any(_truth(v, c) for c in condition.args)
    if isinstance(condition, sympy.Not):
        return not _truth(v, condition.args[0])
    return compare(v.of(condition.args[0]), _OPERATORS[type(condition)], v.of(condition.args[1]))


def compare(a: acb, relation: str, b: acb) -> bool:
    """Whether a relation between two balls holds; undefined where the balls cannot tell."""
    difference = a - b
    if relation in ("=", "!="):
        if difference.contains(0):
            if difference.is_zero():
                return relation == "="
            raise Imprecise("a comparison that the enclosures cannot decide")
        return relation == "!="
    d = _real(difference, "an order relation")
    outcomes = {"<": (d < 0, d >= 0), "<=": (d <= 0, d > 0), ">": (d > 0, d <= 0), ">=": (d >= 0, d < 0)}
    yes, no = outcomes[relation]
    if not yes and not no:
        raise Imprecise("a comparison that the enclosures cannot decide")
    return bool(yes)


def _integral(v: _Evaluator, e: Any) -> acb:
    """A proper integral, by rigorous quadrature (Arb), innermost variable first."""
    function, limits = e.function, list(e.limits)
    if len(limits) > 3:
        raise Unevaluable("an integral over more than three variables")
    variable, *ends = limits.pop()
    if len(ends) != 2:
        raise Unevaluable("an integral without ends")
    inner = sympy.Integral(function, *limits) if limits else function
    low, high = v.of(ends[0]), v.of(ends[1])
    if not (low.is_finite() and high.is_finite()):
        raise Unevaluable("an integral over an unbounded range")
    failure: list[str] = []

    smooth = _is_analytic(inner, variable)

    def integrand(z: acb, analytic: bool) -> acb:
        v.quadrature[0] -= 1
        if (analytic and not smooth) or v.quadrature[0] < 0:
            return acb("nan")
        try:
            return v.with_values({variable: z}, analytic).of(inner)
        except Undefined as error:
            failure.append(str(error))
            return acb("nan")

    tolerance = arb(2) ** (-flint.ctx.prec if smooth else -20)
    start, end, scale = low, high, acb(1)
    if not (low.imag == 0 and high.imag == 0):
        # inside another integral the ends may be complex: along the straight line, for an analytic integrand
        if not smooth:
            raise Unevaluable("an integral along a complex path")
        start, end, scale = acb(0), acb(1), high - low
        along = integrand

        def integrand(z: acb, analytic: bool) -> acb:
            return along(low + z * scale, analytic)

    result = scale * acb.integral(
        integrand, start, end, rel_tol=tolerance, abs_tol=tolerance, eval_limit=_MAX_INTEGRANDS // 5
    )
    if not result.is_finite():
        if not failure:
            raise Unevaluable("an integral that the quadrature does not enclose within its budget")
        raise Undefined(f"an integral whose enclosure is not finite ({failure[0]})")
    return result


_ENTIRE = (sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh)
_MEROMORPHIC = (sympy.tanh, sympy.coth, sympy.sech, sympy.csch, sympy.tan, sympy.cot, sympy.sec, sympy.csc)


def _is_analytic(e: Any, variable: Any) -> bool:
    """Whether a finite enclosure on a region shows that the expression is analytic there.

    Roots and logarithms have no value on a ball that touches their cut while an integrand is evaluated.
    """
    if not e.has(variable):
        return True
    if e.is_Symbol:
        return True
    if isinstance(e, sympy.Integral):
        parts = (e.function, *(end for _, *ends in e.limits for end in ends))
        return all(_is_analytic(p, s) for p in parts for s in (variable, *e.variables))
    if e.is_Add or e.is_Mul or e.is_Pow or isinstance(e, (*_ENTIRE, *_MEROMORPHIC, sympy.log)):
        return all(_is_analytic(a, variable) for a in e.args)
    return False


def _sum(v: _Evaluator, e: Any) -> acb:
    return _folded(v, e, acb(0), lambda a, b: a + b)


def _product(v: _Evaluator, e: Any) -> acb:
    return _folded(v, e, acb(1), lambda a, b: a * b)


def _folded(v: _Evaluator, e: Any, start: acb, combine: Callable[[acb, acb], acb]) -> acb:
    (variable, low, high), *more = reversed(e.limits)
    if more:
        raise Unevaluable("a multiple sum")
    first, last = _integer(v.of(low)), _integer(v.of(high))
    if last < first - 1:
        raise Undefined("a sum that runs backwards")
    if last - first > 10_000:
        raise Undefined("a sum of more than 10000 terms")
    total = start
    for n in range(first, last + 1):
        total = combine(total, v.with_values({variable: acb(n)}).of(e.function))
    return total


def _integer(z: acb) -> int:
    n = z.real.unique_fmpz() if z.imag == 0 and z.real.is_exact() else None
    if n is None or not z.real == n:
        raise Undefined("the end of a sum is not an integer")
    return int(n)


def _sign(z: acb) -> acb:
    x = _real(z, "the sign")
    if x > 0:
        return acb(1)
    if x < 0:
        return acb(-1)
    if x == 0:
        return acb(0)
    raise Undefined("the sign of a ball that contains zero")


def _heaviside(z: acb, *at_zero: acb) -> acb:
    x = _real(z, "Heaviside")
    if x == 0 and at_zero:
        return at_zero[0]
    if x > 0:
        return acb(1)
    if x < 0:
        return acb(0)
    raise Undefined("Heaviside of a ball that contains zero")


def _abs(z: acb) -> acb:
    return acb(abs(z.real)) if z.imag == 0 else acb(abs(z))


def _extremum(direction: int) -> Callable[..., acb]:
    def rule(*arguments: acb) -> acb:
        best = _real(arguments[0], "an extremum")
        for a in arguments[1:]:
            x = _real(a, "an extremum")
            best = best.max(x) if direction > 0 else best.min(x)
        return acb(best)

    return rule


def _gamma(z: acb) -> acb:
    value = z.gamma()
    if not value.is_finite():
        raise Undefined("the gamma function near a pole")
    return value


def _checked(method: str) -> Callable[..., acb]:
    def rule(z: acb, *rest: acb) -> acb:
        value = getattr(z, method)(*rest)
        if not value.is_finite():
            raise Undefined(f"{method} at a singular point")
        return value

    return rule


def _reciprocal(method: str) -> Callable[[acb], acb]:
    return lambda z: getattr(divided(acb(1), z), method)()


_RULES: dict[type, Callable[[_Evaluator, Any], acb]] = {
    sympy.Add: _add, sympy.Mul: _mul, sympy.Pow: _pow, sympy.Integral: _integral, sympy.Sum: _sum,
    sympy.Product: _product, sympy.Piecewise: _piecewise,
    type(sympy.pi): lambda v, e: acb(arb.pi()), type(sympy.E): lambda v, e: acb(1).exp(),
    type(sympy.I): lambda v, e: acb(0, 1), type(sympy.EulerGamma): lambda v, e: acb(arb.const_euler()),
    type(sympy.Catalan): lambda v, e: acb(arb.const_catalan()),
    type(sympy.GoldenRatio): lambda v, e: (acb(5).sqrt() + 1) / 2,
    sympy.log: lambda v, e: _log(v.of(e.args[0]), v.analytic) if len(e.args) == 1
    else divided(_log(v.of(e.args[0]), v.analytic), _log(v.of(e.args[1]), v.analytic)),
    sympy.factorial: lambda v, e: _gamma(v.of(e.args[0]) + 1),
    sympy.polylog: lambda v, e: v.of(e.args[1]).polylog(v.of(e.args[0])),
}  # fmt: skip

_FUNCTIONS: dict[type, Callable[..., acb]] = {
    sympy.exp: lambda z: z.exp(), sympy.sin: lambda z: z.sin(), sympy.cos: lambda z: z.cos(),
    sympy.tan: _checked("tan"), sympy.cot: _checked("cot"), sympy.sec: _checked("sec"), sympy.csc: _checked("csc"),
    sympy.sinh: lambda z: z.sinh(), sympy.cosh: lambda z: z.cosh(), sympy.tanh: _checked("tanh"),
    sympy.coth: _checked("coth"), sympy.sech: _checked("sech"), sympy.csch: _checked("csch"),
    sympy.asin: lambda z: z.asin(), sympy.acos: lambda z: z.acos(), sympy.atan: _checked("atan"),
    sympy.asinh: lambda z: z.asinh(), sympy.acosh: lambda z: z.acosh(), sympy.atanh: _checked("atanh"),
    sympy.acoth: _reciprocal("atanh"), sympy.acot: _reciprocal("atan"), sympy.asec: _reciprocal("acos"),
    sympy.acsc: _reciprocal("asin"), sympy.asech: _reciprocal("acosh"), sympy.acsch: _reciprocal("asinh"),
    sympy.Abs: _abs, sympy.sign: _sign, sympy.Heaviside: _heaviside, sympy.Max: _extremum(1), sympy.Min: _extremum(-1),
    sympy.re: lambda z: acb(z.real), sympy.im: lambda z: acb(z.imag), sympy.conjugate: lambda z: z.conjugate(),
    sympy.gamma: _gamma, sympy.loggamma: _checked("lgamma"), sympy.digamma: _checked("digamma"),
    sympy.zeta: _checked("zeta"), sympy.erf: lambda z: z.erf(), sympy.erfc: lambda z: z.erfc(),
    sympy.binomial: lambda n, k: divided(_gamma(n + 1), _gamma(k + 1) * _gamma(n - k + 1)),
    sympy.besselj: lambda n, z: z.bessel_j(n), sympy.besseli: lambda n, z: z.bessel_i(n),
    sympy.bessely: lambda n, z: z.bessel_y(n), sympy.besselk: lambda n, z: z.bessel_k(n),
    sympy.LambertW: lambda z: z.lambertw(),
}  # fmt: skip

_OPERATORS = {
    sympy.StrictGreaterThan: ">", sympy.StrictLessThan: "<", sympy.GreaterThan: ">=", sympy.LessThan: "<=",
    sympy.Equality: "=", sympy.Unequality: "!=",
}  # fmt: skip
