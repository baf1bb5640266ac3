"""Whether expressions as they were written have values at a point: what is carried out may be defined at more points.

A hypothesis ``x = (y**2 - 1)/(y - 1)`` excludes y = 1, though the x that it is solved for, y + 1, does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Derivative, Integral, Limit, Product, Rational, Subs, Sum, oo, zoo
from sympy.core.function import AppliedUndef, UndefinedFunction

from symrules.decide.balls import Imprecise, Undefined, Unevaluable, evaluate
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.kinds import kinds
from symrules.decide.numerals import exact_value
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.tower import build
from symrules.decide.unreached import functions_without_enclosure
from symrules.decide.writing import expression_of
from symrules.errors import SymrulesError
from symrules.notation import Notation
from symrules.series import limit
from symrules.text.nodes import integral
from symrules.vocabulary import Held, Variation

_CLOSE = Rational(1, 2**30)
_DERIVATIVES = (Derivative, Variation, Held)
_BINDERS = (Integral, Sum, Product, Limit, Subs)
_OPERATIONS = frozenset({*_DERIVATIVES, *_BINDERS, UndefinedFunction})


def is_defined(e: Any, values: Mapping[Any, Any], precision: int) -> bool:
    """Whether nothing in the expression is seen to be undefined at the point.

    What stands under a derivative has to have a value, too; what depends on a bound variable is not looked at.

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
        return is_defined(e.args[0], values, precision) and _integrals_have_values(e, values, precision)
    if isinstance(e, Subs):
        points = {x: exact_value(p, values) for x, p in zip(e.variables, e.point, strict=True)}
        return None in points.values() or is_defined(e.expr, {**values, **points}, precision)
    if isinstance(e, _BINDERS) or not (e.is_Add or e.is_Mul or e.is_Pow or e.is_Function):
        return True
    return all(is_defined(a, values, precision) for a in e.args if hasattr(a, "is_Add"))


def _integrals_have_values(e: Any, values: Mapping[Any, Any], precision: int) -> bool:
    """Whether integrals and sums exist under a derivative, which may leave nothing of them behind."""
    nodes = e.args[0].atoms(Integral, Sum, Product)
    return all(_exists(node, values, precision) for node in nodes if not node.atoms(AppliedUndef))


def _exists(i: Any, values: Mapping[Any, Any], precision: int) -> bool:
    try:
        return bool(evaluate(i, values, precision).is_finite())
    except Imprecise:
        raise
    except Unevaluable:
        return not any(end.has(oo, -oo) for _, *ends in i.limits for end in ends) or _is_closed(i, values)
    except (Undefined, ArithmeticError, ValueError):
        return isinstance(i, Integral) and _is_integrable(i, values)


def _at(e: Any, values: Mapping[Any, Any]) -> Any | None:
    """An expression at rational values of its symbols; None where the values are not rational numbers."""
    if not all(isinstance(v, (int, Fraction)) for v in values.values()):
        return None
    return substituted(e, {s: Rational(v.numerator, v.denominator) for s, v in values.items()})


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
