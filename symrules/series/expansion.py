"""expand: the series of an expression in one variable about a point."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.notation import Notation
from symrules.series.budget import SECONDS
from symrules.series.core import Engine
from symrules.series.errors import SeriesError
from symrules.series.logs import slope_in_log
from symrules.series.result import Series
from symrules.series.sectors import Sectors, Value
from symrules.series.setting import Setting
from symrules.series.signs import sign

_DIRECTIONS = {None: 0, "+": 1, "-": -1}


def expand(expression: Any, variable: Any, point: Any = 0, order: int = 6, *, notation: Notation | None = None,
           direction: str | None = None, seconds: float = SECONDS,
           symbolic_powers: bool = False) -> Series:  # fmt: skip
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

    symbolic_powers : whether the order may be counted beside a factor (variable − point)**a with a symbolic a. Without
        it such a factor is let through where a is known not to be negative, so that the error is as small as it says

    Raises
    ------
    SeriesError
        An essential singularity, an unknown branch, a zero test that is not certain, or an order beyond the budget.
    """
    if not isinstance(variable, sympy.Symbol):
        raise SeriesError(f"{variable} is not a symbol", hint="expand in a symbol")
    if direction not in _DIRECTIONS:
        raise SeriesError(f"there is no side {str(direction)[:20]!r} of a point", hint="direction is '+', '-' or None")
    expression = sympy.Integer(expression) if isinstance(expression, int) else expression
    point = _point(point)
    if not point.is_Rational and point.has(variable):
        raise SeriesError("the point contains the variable", hint="expand about a point that does not")
    engine = Engine(expression, variable, point, _DIRECTIONS[direction], notation, seconds)
    value, setting = engine.upto(order)
    if not symbolic_powers:
        _refuse_unbounded(value, setting)
    return Series(expression, variable, point, order, setting.direction, notation, tuple(setting.conditions), value,
                  setting)  # fmt: skip


def _point(point: Any) -> Any:
    if isinstance(point, int):
        return sympy.Integer(point)
    return sympy.Rational(point) if isinstance(point, float) else point


def _refuse_unbounded(value: Value, setting: Setting) -> None:
    """A symbolic power in front that may be infinite at the point makes the error larger than its order says."""
    for exponent, _ in value.parts if isinstance(value, Sectors) else ():
        if not setting.has_log(exponent.coefficient(0)):
            continue
        slope, _ = slope_in_log(exponent.coefficient(0), setting)
        if exponent.v >= 0 and sign(slope) not in ("+", "0+"):
            text = setting.field.expression(-slope if setting.at_infinity else slope)
            raise SeriesError(f"a power of the variable with the symbolic exponent {text}, whose sign is not known",
                              hint="declare its domain, take the power out, or pass symbolic_powers=True")  # fmt: skip
