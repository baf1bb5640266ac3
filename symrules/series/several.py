"""Several variables to a total degree, reversion, and coefficients one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy

from symrules.notation import Notation
from symrules.series.errors import SeriesError
from symrules.series.local import Local
from symrules.series.parametric import ParametricSeries
from symrules.series.result import expand

_DEEPEST = 32


def expand_total(
    expression: Any, variables: Mapping[Any, Any], order: int, *, notation: Notation | None = None
) -> tuple[tuple[int, Any], ...]:
    """The homogeneous parts up to a total degree, as pairs (degree, polynomial in the distances from the point).

    Parameters
    ----------
    variables : each variable with its point; all are scaled by one small number, in which the result is expanded

    Raises
    ------
    SeriesError
        The expansion in the common scale is no Taylor series: a part is then no polynomial in the distances. Or a
        point is infinite, or contains one of the variables.
    """
    if any(sympy.sympify(p, strict=True).has(*variables, sympy.oo, -sympy.oo) for p in variables.values()):
        raise SeriesError("the point of an expansion in several variables is finite, and contains none of them",
                          hint="expand in one variable at a time")  # fmt: skip
    scale = sympy.Dummy("epsilon")
    moved = {v: sympy.Add(p, scale * v) for v, p in variables.items()}
    errors = {e: sympy.Dummy() for e in sorted(expression.atoms(sympy.Order), key=sympy.default_sort_key)}
    shifted = expression.xreplace(errors).xreplace(moved)
    shifted = shifted.xreplace({d: _scaled_error(e, variables, moved, scale) for e, d in errors.items()})
    series = expand(shifted, scale, 0, order, notation=notation)
    distances = {v: v - p for v, p in variables.items()}
    found = []
    for degree, part in series.terms:
        if degree.denominator != 1 or degree < 0 or not part.is_polynomial(*variables):
            raise SeriesError(
                f"no expansion to a total degree: the part of degree {degree} is not a polynomial",
                hint="expand in one variable at a time",
            )
        found.append((int(degree), part.xreplace(distances)))
    return tuple(found)


def _scaled_error(e: Any, variables: Mapping[Any, Any], moved: Mapping[Any, Any], scale: Any) -> Any:
    """O(g) as a power of the common scale: that of g itself."""
    if any(v not in variables or p != variables[v] for v, p in zip(e.variables, e.point, strict=True)):
        raise SeriesError(f"the error term {e} is not about the variables and the point of the expansion")
    power = expand(e.expr.xreplace(moved), scale, 0, _DEEPEST).valuation
    if power is None:
        raise SeriesError(f"the error term {e} has no leading power")
    return sympy.Order(scale ** sympy.Rational(power.numerator, power.denominator), (scale, 0))


def revert(
    expression: Any, variable: Any, order: int, *, notation: Notation | None = None
) -> tuple[tuple[Fraction, Any], ...]:
    """The inverse function of f at f(0) = 0: pairs (exponent, coefficient) of x as a series in y = f(x).

    Notes
    -----
    Over ℚ by FLINT's reversion; with parameters by Lagrange's formula, bₙ = [xⁿ⁻¹](x/f)ⁿ/n.

    Raises
    ------
    SeriesError
        f does not vanish at 0 to first order.
    """
    if order < 1:
        raise SeriesError("an inverse function begins with the first power", hint="ask for an order of at least 1")
    series = expand(expression, variable, 0, order, notation=notation)
    value, setting = series.value, series.setting
    if not isinstance(value, Local) or value.v != 1 or setting.ramification != 1 or value.c is None:
        raise SeriesError("only a function that vanishes to first order at 0 is reverted")
    setting.leading(value)
    c = value.c.extend(order) if value.exact and value.n < order else value.c
    if isinstance(c, ParametricSeries):
        over = c.truncate(order).inverse()
        power, found = over, []
        for n in range(1, order + 1):
            found.append((Fraction(n), setting.field.expression(setting.field.simplified(power[n - 1] / n))))
            power = power.mul(over)
        return tuple(pair for pair in found if pair[1] != 0)
    reverted = c.shift(1).truncate(order + 1).reversion()
    pairs = enumerate(reverted.coefficients)
    return tuple((Fraction(k), setting.field.expression(x)) for k, x in pairs if x)


def coefficients(
    expression: Any, variable: Any, point: Any = 0, *, notation: Notation | None = None
) -> Iterator[tuple[Fraction, Any]]:
    """The terms (exponent, coefficient) without end, for very long expansions; the order doubles as they are used up.

    A finite series ends.
    """
    order, done = 16, 0
    while True:
        series = expand(expression, variable, point, order, notation=notation)
        terms = series.terms
        for i in range(done, len(terms)):
            yield terms[i]
        done = len(terms)
        if series.exact:
            return
        order *= 2
