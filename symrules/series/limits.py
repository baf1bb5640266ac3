"""Limits from the leading term of our own series."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.notation import Notation
from symrules.series.core import Engine
from symrules.series.errors import SeriesError, SidesDiffer
from symrules.series.field import Scalar
from symrules.series.local import Local
from symrules.series.logs import leading_in_log
from symrules.series.sectors import Sectors, Value, growth
from symrules.series.setting import Setting
from symrules.series.signs import sign


def limit(expression: Any, variable: Any, point: Any, direction: str | None = None, *,
          notation: Notation | None = None, conditions: list[str] | None = None) -> Any:  # fmt: skip
    """The limit of an expression as the variable tends to the point, exact; ``oo`` and ``-oo`` included.

    Parameters
    ----------
    direction : "+" from above, "-" from below, None from both sides; at ±oo there is one side only
    conditions : what was assumed of the parameters is appended to it, such as ``a != 0``

    Raises
    ------
    SeriesError
        The two sides differ, the function oscillates, or a sign that decides is not known.
    """
    point = sympy.Number(point) if isinstance(point, (int, float)) else point
    if point in (sympy.oo, -sympy.oo) or direction in ("+", "-"):
        return _one_sided(expression, variable, point, -1 if direction == "-" else 1, notation, conditions)
    right = _one_sided(expression, variable, point, 1, notation, conditions)
    left = _one_sided(expression, variable, point, -1, notation, conditions)
    if right != left and not _equal(right, left, notation):
        raise SidesDiffer(variable, point, right, left)
    return right


def _equal(a: Any, b: Any, notation: Notation | None) -> bool:
    if a.is_infinite or b.is_infinite:
        return False
    value, _ = Engine(a - b, sympy.Symbol("t"), sympy.Integer(0), 1, notation).run(1)
    return isinstance(value, Local) and value.is_zero


def _one_sided(expression: Any, variable: Any, point: Any, direction: int, notation: Notation | None,
               conditions: list[str] | None) -> Any:  # fmt: skip
    value, setting = Engine(expression, variable, point, direction, notation).leading()
    result = value_at_point(value, setting)
    if conditions is not None:
        conditions.extend(c for c in setting.conditions if c not in conditions)
    return result


def leading_coefficient(expression: Any, variable: Any, point: Any, direction: str, *,
                        notation: Notation | None = None, conditions: list[str] | None = None) -> Any:  # fmt: skip
    """c ≠ 0, where the expression is c tᵛ (1 + o(1)) at the distance t > 0 from the point, on one side of it.

    Raises
    ------
    SeriesError
        It is no such power, or which one it is is not known.
    """
    value, setting = Engine(expression, variable, point, -1 if direction == "-" else 1, notation).leading()
    if not isinstance(value, Local) or value.c is None:
        raise SeriesError("no leading power is known", hint="simplify the expression")
    lead = setting.leading(value)
    if setting.has_log(lead):
        raise SeriesError("a logarithm in the leading coefficient", hint="simplify the expression")
    if conditions is not None:
        conditions.extend(c for c in setting.conditions if c not in conditions)
    return setting.field.expression(setting.field.simplified(lead))


def value_at_point(value: Value, setting: Setting) -> Any:
    """The limit of a series as s → 0."""
    if isinstance(value, Sectors):
        if not value.parts:
            assert value.cut is not None
            if growth(value.cut, setting) < 0:
                return sympy.Integer(0)
            raise SeriesError("the leading exponential is not known", hint="simplify the expression")
        exponent, series = value.parts[0]
        order = growth(exponent, setting)
        if order < 0:
            return sympy.Integer(0)
        if order > 0:
            return _infinity(setting.leading(series), setting)
        return value_at_point(series, setting)
    if value.is_zero or value.v > 0:
        return sympy.Integer(0)
    if value.c is None:
        raise SeriesError("the error term hides the limit", hint="give the input to a higher order")
    if value.v < 0:
        return _infinity(setting.leading(value), setting)
    return _finite(value.c[0], setting)


def _finite(c: Scalar, setting: Setting) -> Any:
    head, degree = leading_in_log(c, setting)
    if degree < 0:
        return sympy.Integer(0)
    if degree > 0:
        return _infinity(c, setting)
    return setting.field.expression(setting.field.simplified(head))


def _infinity(c: Scalar, setting: Setting) -> Any:
    head, degree = leading_in_log(c, setting)
    known = sign(head)
    if known not in ("+", "-"):
        raise SeriesError(f"the sign of an infinite limit is that of {setting.field.expression(head)}",
                          hint="declare the domain of its symbols so that the sign is known")  # fmt: skip
    return sympy.oo if (known == "+") == (degree % 2 == 0) else -sympy.oo
