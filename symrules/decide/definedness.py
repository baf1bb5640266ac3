"""Whether expressions as they were written have values at a point: what is carried out may be defined at more points.

A hypothesis ``x = (y**2 - 1)/(y - 1)`` excludes y = 1, though the x that it is solved for, y + 1, does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Derivative, Integral, Limit, Product, Subs, Sum
from sympy.core.function import UndefinedFunction

from symrules.decide.balls import Imprecise, Undefined, Unevaluable, evaluate
from symrules.decide.kinds import kinds
from symrules.vocabulary import Held, Variation, free_symbols

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
            return True
        except (Undefined, ArithmeticError, ValueError):
            return False
    if isinstance(e, _DERIVATIVES):
        return is_defined(e.args[0], values, precision) and _constants_have_values(e, values, precision)
    if isinstance(e, _BINDERS) or not (e.is_Add or e.is_Mul or e.is_Pow or e.is_Function):
        return True
    return all(is_defined(a, values, precision) for a in e.args if hasattr(a, "is_Add"))


def _constants_have_values(e: Any, values: Mapping[Any, Any], precision: int) -> bool:
    """Whether integrals have values under a derivative in which they are constants, and so disappear."""
    variables = frozenset().union(*(free_symbols(a) for a in e.args[1:]))
    constant = (i for i in e.args[0].atoms(Integral) if not free_symbols(i) & variables)
    try:
        return all(evaluate(i, values, precision).is_finite() for i in constant)
    except Imprecise:
        raise
    except (Undefined, ArithmeticError, ValueError):
        return False
