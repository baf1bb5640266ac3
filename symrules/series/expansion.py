"""expand: the series of an expression in one variable about a point."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.notation import Notation
from symrules.series.budget import SECONDS
from symrules.series.core import Engine
from symrules.series.errors import SeriesError
from symrules.series.result import Series

_DIRECTIONS = {None: 0, "+": 1, "-": -1}


def expand(expression: Any, variable: Any, point: Any = 0, order: int = 6, *, notation: Notation | None = None,
           direction: str | None = None, seconds: float = SECONDS) -> Series:  # fmt: skip
    """The expansion of an expression, exact up to and including the power `order` of (variable − point).

    Parameters
    ----------
    expression : a SymPy expression, evaluated or not
    variable : a plain symbol; every other symbol is a parameter
    point : a number, a symbolic expression, ``oo`` or ``-oo``
    order : the error is O((variable − point)**(order + 1)); at ±oo the order counts powers of 1/variable
    notation : declares the domains of the parameters, from which signs are taken
    direction : "+" or "-" for an expansion on one side, where exponentials such as exp(-1/x) are allowed
    seconds : time budget; a high order that would clearly exceed it, or the memory, is refused before it is tried

    Raises
    ------
    SeriesError
        An essential singularity, an unknown branch, a zero test that is not certain, or an order beyond the budget.
    """
    if not isinstance(variable, sympy.Symbol):
        raise SeriesError(f"{variable} is not a symbol", hint="expand in a symbol")
    expression = sympy.Integer(expression) if isinstance(expression, int) else expression
    point = _point(point)
    if not point.is_Rational and point.has(variable):
        raise SeriesError("the point contains the variable", hint="expand about a point that does not")
    engine = Engine(expression, variable, point, _DIRECTIONS[direction], notation, seconds)
    value, setting = engine.upto(order)
    return Series(expression, variable, point, order, setting.direction, notation, tuple(setting.conditions), value,
                  setting)  # fmt: skip


def _point(point: Any) -> Any:
    if isinstance(point, int):
        return sympy.Integer(point)
    return sympy.Rational(point) if isinstance(point, float) else point
