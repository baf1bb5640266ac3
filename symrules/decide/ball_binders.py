"""Enclosures of what is evaluated at several values of a variable, or in part only: integrals, sums and cases.

An integral is enclosed by Arb's rigorous quadrature, which asks for the integrand on complex balls and whether it is
analytic there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import flint
import sympy
from flint import acb, arb

from symrules.decide import clock
from symrules.decide.ball_functions import Undefined, Unevaluable, as_ball, compare
from symrules.decide.kinds import ENTIRE, QUOTIENTS
from symrules.text.nodes import integral


class Evaluator(Protocol):
    """What evaluates expressions at one point (`balls.Evaluator`)."""

    values: Mapping[Any, Any]
    precision: int
    analytic: bool

    @property
    def integrands(self) -> list[int]: ...

    def of(self, e: Any) -> acb: ...

    def with_values(self, values: Mapping[Any, acb]) -> Evaluator: ...

    def inside(self, values: Mapping[Any, acb], analytic: bool, precision: int | None = None) -> Evaluator: ...


_INFINITE = (sympy.oo, -sympy.oo)
MAX_INTEGRANDS = 20_000  # evaluations of an integrand, at one point


def _piecewise(v: Evaluator, e: Any) -> acb:
    for value, condition in e.args:
        truth = _truth(v, condition)
        if truth:
            return v.of(value)
    raise Undefined("no case of a piecewise expression applies")


def _truth(v: Evaluator, condition: Any) -> bool:
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


def _integral(v: Evaluator, e: Any) -> acb:
    """A proper integral, by rigorous quadrature (Arb), innermost variable first."""
    function, limits = e.function, list(e.limits)
    if len(limits) > 3:
        raise Unevaluable("an integral over more than three variables")
    variable, *ends = limits.pop()
    if len(ends) != 2:
        raise Unevaluable("an integral without ends")
    if any(end.has(*_INFINITE) for end in ends):
        raise Unevaluable("an integral over an unbounded range")
    inner = integral(function, *limits) if limits else function
    low, high = v.of(ends[0]), v.of(ends[1])
    if not (low.is_finite() and high.is_finite()):
        raise Unevaluable("an integral over an unbounded range")
    failure: list[str] = []
    stopped: list[BaseException] = []

    balls = {k: as_ball(value) for k, value in v.values.items()}
    smooth = is_analytic(inner, variable)
    real = all(b.imag.is_zero() for b in balls.values())
    in_pieces = real and not smooth and is_analytic(inner, variable, kinks=True)
    for end in (low, high):
        if end.is_exact():  # what has no value at an end is beyond this quadrature
            v.inside({**balls, variable: end}, False).of(inner)

    def integrand(z: acb, analytic: bool) -> acb:
        v.integrands[0] -= 1
        if (analytic and not (smooth or in_pieces)) or v.integrands[0] < 0 or stopped:
            return acb("nan")
        try:
            clock.check()
            # what has to be analytic around has to be so inside
            return v.inside({**balls, variable: z}, analytic or v.analytic).of(inner)
        except Undefined as error:
            failure.append(str(error))
        except BaseException as error:  # python-flint does not pass it on: it waits here until the quadrature returns
            stopped.append(error)
        return acb("nan")

    tolerance = arb(2) ** (-flint.ctx.prec if smooth else -40 if in_pieces else -20)
    start, end, scale = low, high, acb(1)
    if not (low.imag.is_zero() and high.imag.is_zero()):
        # inside another integral the ends may be complex: along the straight line, for an analytic integrand
        if not smooth:
            raise Unevaluable("an integral along a complex path")
        start, end, scale = acb(0), acb(1), high - low
        along = integrand

        def integrand(z: acb, analytic: bool) -> acb:
            return along(low + z * scale, analytic)

    result = scale * acb.integral(
        integrand, start, end, rel_tol=tolerance, abs_tol=tolerance, eval_limit=MAX_INTEGRANDS // 5
    )
    if stopped:
        raise stopped[0]
    if not result.is_finite():
        if not failure:
            raise Unevaluable("an integral that the quadrature does not enclose within its budget")
        raise Undefined(f"an integral whose enclosure is not finite ({failure[0]})")
    return result


_KINKS = (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.Max, sympy.Min)


def is_analytic(e: Any, variable: Any, *, kinks: bool = False) -> bool:
    """Whether a finite enclosure on a region shows that the expression is analytic there.

    Roots and logarithms have no value on a ball that touches their cut while an integrand is evaluated.

    Parameters
    ----------
    kinks : all other symbols are real; then |u| and its relatives of a real u are analytic beside their kinks, once u
        is put for |u| where its real part is positive, and -u where it is negative
    """
    if not e.has(variable):
        return True
    if e.is_Symbol:
        return True
    if isinstance(e, sympy.Integral):
        parts = (e.function, *(end for _, *ends in e.limits for end in ends))
        return all(is_analytic(p, s) for p in parts for s in (variable, *e.variables))
    if isinstance(e, sympy.Derivative):
        return is_analytic(e.expr, variable, kinks=kinks)
    if kinks and isinstance(e, _KINKS):
        return all(_is_real(a) and is_analytic(a, variable, kinks=True) for a in e.args)
    if e.is_Add or e.is_Mul or e.is_Pow or isinstance(e, (*ENTIRE, *QUOTIENTS, sympy.log)):
        return all(is_analytic(a, variable, kinks=kinks) for a in e.args)
    return False


def _is_real(e: Any) -> bool:
    """Whether an expression is built so that it is real where all symbols are."""
    if e.is_Symbol or e.is_Rational or e in (sympy.pi, sympy.E):
        return True
    if e.is_Pow and not (e.args[1].is_Integer or e.args[0] is sympy.E):
        return False
    plain = e.is_Add or e.is_Mul or e.is_Pow or isinstance(e, (*ENTIRE, *QUOTIENTS, *_KINKS))
    return bool(plain) and all(_is_real(a) for a in e.args)


def _sum(v: Evaluator, e: Any) -> acb:
    return _folded(v, e, acb(0), lambda a, b: a + b)


def _product(v: Evaluator, e: Any) -> acb:
    return _folded(v, e, acb(1), lambda a, b: a * b)


def _folded(v: Evaluator, e: Any, start: acb, combine: Callable[[acb, acb], acb]) -> acb:
    (variable, low, high), *more = reversed(e.limits)
    if more:
        raise Unevaluable("a multiple sum")
    if low.has(*_INFINITE) or high.has(*_INFINITE):
        raise Unevaluable("a sum or product without end")
    first, last = _integer(v.of(low)), _integer(v.of(high))
    if last < first - 1:
        raise Undefined("a sum that runs backwards")
    if last - first > 10_000:
        raise Undefined("a sum of more than 10000 terms")
    total = start
    for n in range(first, last + 1):
        clock.check()
        total = combine(total, v.with_values({variable: acb(n)}).of(e.function))
    return total


def _integer(z: acb) -> int:
    n = z.real.unique_fmpz() if z.imag.is_zero() and z.real.is_exact() else None
    if n is None or not z.real == n:
        raise Undefined("the end of a sum is not an integer")
    return int(n)


BINDERS: dict[type, Callable[[Evaluator, Any], acb]] = {
    sympy.Integral: _integral, sympy.Sum: _sum, sympy.Product: _product, sympy.Piecewise: _piecewise,
}  # fmt: skip


_OPERATORS = {
    sympy.StrictGreaterThan: ">", sympy.StrictLessThan: "<", sympy.GreaterThan: ">=", sympy.LessThan: "<=",
    sympy.Equality: "=", sympy.Unequality: "!=",
}  # fmt: skip
