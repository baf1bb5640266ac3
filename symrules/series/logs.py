"""Powers of the logarithm of the variable in coefficients: the leading one, the linear one, and all of them."""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.setting import LOG, Setting


def leading_in_log(c: Scalar, setting: Setting) -> tuple[Scalar, int]:
    """c ~ head·(log t)**degree as t → 0."""
    if not isinstance(c, Ratio) or not setting.has_log(c):
        return c, 0
    field = setting.field
    position = field.size - 1 - setting.table.index[LOG]
    heads, degrees = [], []
    for p in (c.num, c.den):
        top = int(p.degrees()[position])
        kept = {tuple(0 if i == position else e for i, e in enumerate(exponents)): x
                for exponents, x in p.to_dict().items() if exponents[position] == top}  # fmt: skip
        heads.append(field.context.from_dict(kept))
        degrees.append(top)
    if not field.is_nonzero(field.quotient(heads[0], field.one)):
        return fmpq(0), 0
    return field.quotient(heads[0], heads[1]), degrees[0] - degrees[1]


def slope_in_log(c: Ratio, setting: Setting) -> tuple[Scalar, Scalar]:
    """α and the rest of c = α·log t + rest.

    Raises
    ------
    SeriesError
        It is not of that form.
    """
    index = setting.table.index[LOG]
    position = setting.field.size - 1 - index
    if c.num.degrees()[position] != 1 or index in setting.field.used(c.den):
        raise SeriesError(f"exp of {setting.field.expression(c)} is no power of the variable")
    slope = setting.field.quotient(c.num.derivative(position), c.den)
    return setting.field.simplified(slope), setting.field.simplified(c - slope * setting.log())


def by_powers(c: Scalar, setting: Setting) -> list[tuple[int, Scalar]]:
    """(power of log t, coefficient), highest power first.

    Raises
    ------
    SeriesError
        A logarithm stands in a denominator.
    """
    field = setting.field
    if not isinstance(c, Ratio) or not setting.has_log(c):
        return [(0, field.simplified(c))]
    index = setting.table.index[LOG]
    if index in field.used(c.den):
        raise SeriesError("a logarithm of the variable stands in a denominator")
    position = field.size - 1 - index
    found: dict[int, dict[Any, Any]] = {}
    for exponents, x in c.num.to_dict().items():
        rest = tuple(0 if i == position else e for i, e in enumerate(exponents))
        found.setdefault(int(exponents[position]), {})[rest] = x
    return [(power, field.simplified(field.quotient(field.context.from_dict(found[power]), c.den)))
            for power in sorted(found, reverse=True)]  # fmt: skip
