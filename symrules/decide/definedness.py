"""Whether expressions as they were written have values at a point: what is carried out may be defined at more points.

A hypothesis ``x = (y**2 - 1)/(y - 1)`` excludes y = 1, though the x that it is solved for, y + 1, does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sympy import Derivative, Integral, Limit, Product, Rational, Subs, Sum, oo, zoo
from sympy.core.function import AppliedUndef, UndefinedFunction

from symrules.decide.balls import Imprecise, Undefined, Unevaluable, evaluate
from symrules.decide.build import build
from symrules.decide.complex_parts import is_real
from symrules.decide.cuts import CUTS
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.kinds import kinds
from symrules.decide.numerals import exact_value
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.singularities import Requirement, requirements
from symrules.decide.unreached import functions_without_enclosure
from symrules.decide.writing import expression_of
from symrules.errors import SymrulesError
from symrules.notation import Notation
from symrules.series import limit
from symrules.text.nodes import integral, multiply, with_limits
from symrules.vocabulary import Held, Variation, bound_variables, factors_of, free_symbols

_CLOSE = Rational(1, 2**20)
_NEAR, _FAR, _PARTS = Fraction(1, 64), Fraction(40), (Fraction(5, 12), Fraction(7, 11))
_DERIVATIVES = (Derivative, Variation, Held)
_BINDERS = (Integral, Sum, Product, Limit, Subs)
_CARRIED_OUT = frozenset({*_DERIVATIVES, *_BINDERS})
_OPERATIONS = _CARRIED_OUT | {UndefinedFunction}


def is_defined(facts: Facts, e: Any, values: Mapping[Any, Any], precision: int) -> bool:
    """Whether nothing in the expression is seen to be undefined at the point.

    What stands under a derivative has to have a value, too; and what depends on a bound variable, at one of two values
    of it, where there is something to carry out.

    Raises
    ------
    Imprecise
        More digits may tell.
    """
    found = kinds(e)
    if found.isdisjoint(_OPERATIONS):
        try:
            return bool(evaluate(e, values, precision).is_finite())
        except Imprecise:
            raise
        except Unevaluable:
            return not functions_without_enclosure([e])
        except (Undefined, ArithmeticError, ValueError):
            return False
    if isinstance(e, _DERIVATIVES):
        return (
            is_defined(facts, e.args[0], values, precision)
            and _integrals_have_values(e.args[0], values, precision)
            and all(is_off_cut(facts, r, values, precision) for r in requirements(e))
        )
    if isinstance(e, Subs):
        points = {x: _value(p, values, precision) for x, p in zip(e.variables, e.point, strict=True)}
        return None in points.values() or is_defined(facts, e.expr, {**values, **points}, precision)
    if isinstance(e, _BINDERS):
        if not all(is_defined(facts, part, values, precision) for part in _unbound_parts(e)):
            return False
        plain = kinds(e.args[0]).isdisjoint(_CARRIED_OUT) and not isinstance(e, (Sum, Product))
        return plain or _is_defined_inside(facts, e, values, precision)
    if not (e.is_Add or e.is_Mul or e.is_Pow or e.is_Function):
        return True
    return all(is_defined(facts, a, values, precision) for a in e.args if hasattr(a, "is_Add"))


def _value(e: Any, values: Mapping[Any, Any], precision: int) -> Any | None:
    """The rational value of an expression, else its enclosure; None where there is neither."""
    exact = exact_value(e, values)
    try:
        return evaluate(e, values, precision) if exact is None else exact
    except Imprecise:
        raise
    except (Undefined, ArithmeticError, ValueError):
        return None


def _unbound_parts(e: Any) -> Iterator[Any]:
    """The largest parts of what a sign binds variables in that depend on none of them."""
    stack = [(a, frozenset(bound_variables(e))) for a in e.args[:1]]
    while stack:
        node, bound = stack.pop()
        if not free_symbols(node) & bound:
            yield node
        elif not isinstance(node, _DERIVATIVES):
            inside = bound.union(bound_variables(node))
            stack.extend((a, inside) for a in reversed(node.args) if a.args)


def _is_defined_inside(facts: Facts, e: Any, values: Mapping[Any, Any], precision: int) -> bool:
    """Whether what a sign binds its outermost variable in has a value for one of two values of that variable."""
    if isinstance(e, Limit):
        body, x, point, side = e.args
        samples = _beside(point, str(side), values)
    else:
        *inner, (x, *ends) = e.limits
        body = with_limits(type(e), e.function, *inner) if inner else e.function
        samples = _between([exact_value(end, values) for end in ends], whole=not isinstance(e, Integral))
    points = ({**values, x: sample} for sample in samples)
    enough = all if isinstance(e, (Sum, Product)) else any  # a sum has no value where one of its terms has none
    return not samples or enough(
        is_defined(facts, body, point, precision) and _integrals_have_values(body, point, precision, open_=True)
        for point in points
    )


def _beside(point: Any, side: str, values: Mapping[Any, Any]) -> list[Fraction]:
    if point.has(oo):
        return [_FAR if point == oo else -_FAR, _FAR + 1 if point == oo else -_FAR - 1]
    at = exact_value(point, values)
    return [] if at is None else [at + s * _NEAR for s in ((1, -1) if side == "+-" else (int(side + "1"),) * 2)]


def _between(ends: list[Fraction | None], *, whole: bool) -> list[Fraction]:
    """Two values between the ends of a range, as far as these are known."""
    low, high = (ends[0], ends[-1]) if ends else (None, None)
    if low is None:
        if high is None:
            return []
        low = high - 1
    if high is None:
        high = low + 1
    if whole:
        return [low, high] if low <= high else []
    return [low + (high - low) * part for part in _PARTS]


def is_off_cut(facts: Facts, r: Requirement, values: Mapping[Any, Any], precision: int) -> bool:
    """Whether a branch cut is not crossed; a real argument goes along it, and jumps at zero at most."""
    cut, u = CUTS[r.relation], r.expression
    try:
        z = evaluate(u, values, precision)
    except Unevaluable:
        return True
    along = z.imag.is_zero() and is_real(facts, u)
    return cut.is_avoided(z) or (along and not (cut.inside and z.contains(0)))


def _integrals_have_values(body: Any, values: Mapping[Any, Any], precision: int, *, open_: bool = False) -> bool:
    """Whether the integrals and sums in a body exist, of which a proof may leave nothing behind.

    Parameters
    ----------
    open_ : whether one without end, whose convergence is not known, is taken to exist
    """
    nodes = body.atoms(Integral, Sum, Product)
    return all(exists(node, values, precision, open_) for node in nodes if not node.atoms(AppliedUndef))


def exists(i: Any, values: Mapping[Any, Any], precision: int, open_: bool = False) -> bool:
    """Whether an integral or a sum is seen to have a value at a point.

    Parameters
    ----------
    open_ : whether one without end, whose convergence is not known, is taken to exist
    """
    try:
        return bool(evaluate(i, values, precision).is_finite())
    except Imprecise:
        raise
    except Unevaluable:
        return open_ or not any(end.has(oo, -oo) for _, *ends in i.limits for end in ends) or _is_closed(i, values)
    except (Undefined, ArithmeticError, ValueError):
        return isinstance(i, Integral) and _is_integrable(i, values)


def _at(e: Any, values: Mapping[Any, Any]) -> Any | None:
    """An expression at rational values of its symbols; None where the values are not rational numbers."""
    needed = {s: v for s, v in values.items() if s in free_symbols(e)}
    if not all(isinstance(v, (int, Fraction)) for v in needed.values()):
        return None
    return substituted(e, {s: Rational(v.numerator, v.denominator) for s, v in needed.items()})


def _is_closed(i: Any, values: Mapping[Any, Any]) -> bool:
    """Whether the exact rules know the value of an integral to an infinite end."""
    there = _at(i, values) if isinstance(i, Integral) else None
    if there is None:
        return False
    try:
        tower, (f,) = build(Facts(Notation()), [there])
        return not expression_of(tower, f).has(Integral)
    except (Meaningless, Unsupported):
        return False


def _is_integrable(i: Any, values: Mapping[Any, Any]) -> bool:
    """Whether an integral over one variable is regular inside, and at the ends at most |x - end|^(-3/4) in size."""
    there = _at(i, values) if len(i.limits) == 1 else None
    if there is None:
        return False
    x, *ends = there.limits[0]
    varying = [f for f in factors_of(there.function) if x in free_symbols(f)]  # the others count for nothing
    return _is_integrable_number(integral(multiply(*varying), (x, *ends)))


@lru_cache(maxsize=256)
def _is_integrable_number(there: Any) -> bool:
    x, *ends = there.limits[0]
    found = [rational_value(end) for end in ends]
    if len(found) != 2 or found[0] is None or found[1] is None or found[0] == found[1]:
        return False
    low, high = (Rational(int(end.p), int(end.q)) for end in sorted(found))
    inside = integral(there.function, (x, low + _CLOSE, high - _CLOSE))
    try:
        for end, side, distance in ((low, "+", x - low), (high, "-", high - x)):
            if limit(there.function * distance ** Rational(3, 4), x, end, side).has(oo, -oo, zoo):
                return False
        return bool(evaluate(inside, {}).is_finite())
    except (SymrulesError, Undefined, ArithmeticError, ValueError):
        return False
