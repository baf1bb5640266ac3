"""Derivatives and finite sums that the input leaves to be carried out."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.function import AppliedUndef

from symrules.series import local
from symrules.series.arithmetic import inverse
from symrules.series.errors import SeriesError
from symrules.series.local import Local, add, monomial, mul, scale
from symrules.series.parametric import ParametricSeries
from symrules.series.sectors import Sectors, Value, plus, times
from symrules.series.setting import LOG, Setting
from symrules.series.walk import Walk

_SUM_LIMIT = 1000


def derivative_by_variable(value: Value, times_: int, walk: Walk) -> Value:
    """The n-th derivative with respect to the variable: dF/dx = (dF/ds)/(dx/ds)."""
    setting = walk.setting
    x = walk.start_value()
    over = inverse(local.derivative(x), setting)
    for _ in range(times_):
        if isinstance(value, Local):
            value = mul(_total_derivative(value, setting), over, setting.terms)
            continue
        parts = []
        for exponent, series in value.parts:
            slope = mul(_total_derivative(exponent, setting), series, setting.terms)
            slope = add(slope, _total_derivative(series, setting), setting.terms)
            parts.append((exponent, mul(slope, over, setting.terms)))
        value = Sectors(tuple(parts), value.cut)
    return value


def _total_derivative(f: Local, setting: Setting) -> Local:
    """dF/ds where the coefficients may contain log t = q·log s: ∂F/∂s + (q/s)·∂F/∂log t."""
    explicit = local.derivative(f)
    index = setting.table.index.get(LOG)
    if index is None or not isinstance(f.c, ParametricSeries):
        return explicit
    field, c = setting.field, f.c
    if index in field.used(c.d) or index in field.used(c.g):
        raise SeriesError("the derivative of a series with a logarithm in a denominator",
                          hint="carry it out before the expansion")  # fmt: skip
    position = field.size - 1 - index
    slopes: list[fmpq_mpoly] = [p.derivative(position) for p in c.nums]
    logarithmic = Local(f.v - 1, ParametricSeries(field, slopes, c.d, c.g), f.exact)
    return add(explicit, scale(logarithmic, fmpq(setting.ramification)), setting.terms)


def derivative_of(e: Any, walk: Walk) -> Value:
    """A derivative of a known expression: by the variable on its series, by a parameter on the expression itself.

    Raises
    ------
    SeriesError
        A derivative by a parameter that has no closed form.
    """
    if e.expr.has(sympy.Order):
        raise SeriesError("the derivative of an error term is not of a known order",
                          hint="state the error of the derivative itself")  # fmt: skip
    inside, count = e.expr, 0
    for variable, order in e.variable_count:
        if not order.is_Integer:
            raise SeriesError(f"the derivative {str(e)[:60]} of symbolic order", hint="give the order a number")
        if variable == walk.setting.variable:
            count += int(order)
        else:
            inside = inside.diff((variable, order))
    left = inside.atoms(sympy.Derivative) - e.expr.atoms(sympy.Derivative)
    if any(not isinstance(d.expr, AppliedUndef) for d in left):
        raise SeriesError(f"the derivative {str(e)[:60]} is not carried out", hint="carry it out before the expansion")
    return derivative_by_variable(walk(inside), count, walk)


def finite(e: Any, walk: Walk) -> Value:
    """A sum or product over an index between two numbers.

    Raises
    ------
    SeriesError
        The ends are symbolic, infinite, or too far apart.
    """
    if any(len(limits) != 3 for limits in e.limits):
        raise SeriesError(f"{str(e)[:60]} has no ends", hint="give the ends numbers")
    index, low, high = e.limits[-1]
    function = e.function if len(e.limits) == 1 else e.func(e.function, *e.limits[:-1])
    if not (low.is_Integer and high.is_Integer):
        raise SeriesError(f"{str(e)[:60]} does not run between two integers",
                          hint="give the ends numbers, or write the sum in closed form")  # fmt: skip
    number = int(high) - int(low) + 1
    if number < 0 or number > _SUM_LIMIT:
        raise SeriesError(f"{str(e)[:60]} has {number} terms; between 0 and {_SUM_LIMIT} are expanded")
    is_sum = isinstance(e, sympy.Sum)
    total: Value = monomial(fmpq(0 if is_sum else 1))
    for k in range(int(low), int(high) + 1):
        term = walk(function.subs(index, sympy.Integer(k)))
        total = plus(total, term, walk.setting) if is_sum else times(total, term, walk.setting)
    return total
