"""The picture of an expansion: the function, some of its truncations, and the proved bound of the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy
from sympy import Symbol

from symrules.decide import evaluate
from symrules.derivation import Curve, Figure
from symrules.errors import DerivationError, OutputError
from symrules.latex import to_latex
from symrules.notation import Notation
from symrules.report.plot import draw
from symrules.report.sampling import Column, Sampled, sample
from symrules.series import Series, SeriesError, limit
from symrules.series.remainder import Remainder
from symrules.series.setting import LOG

SUFFIXES = ("pdf", "svg", "png")
_REACH = Fraction(3)  # how far to plot where no singularity is near
_AT_INFINITY = (Fraction(1), Fraction(10))
_LONGEST_LABEL = 60

Span = tuple[Fraction, Fraction]


def suffix_of(path: str) -> str:
    """The kind of drawing that a file name asks for.

    Raises
    ------
    OutputError
        It is none that can be drawn.
    """
    suffix = path.rpartition(".")[2].lower()
    if suffix not in SUFFIXES or "." not in path:
        raise OutputError(f"{path}: this is not a drawing that can be written", hint="name it .pdf, .svg or .png")
    return suffix


def series_drawing(series: Series, notation: Notation, suffix: str, *, truncation: int | None = None,
                   values: Mapping[str, Fraction] | None = None, span: Span | None = None) -> bytes:  # fmt: skip
    """The drawing as bytes, the same on every run.

    Parameters
    ----------
    truncation : the power after which the truncation stops whose bound is drawn
    values : numbers for the parameters; a simple one of its domain for each that is not given, named in the drawing
    span : the range of the variable, and where the remainder is bounded; by default up to the nearest singularity

    Raises
    ------
    DerivationError
        There is nothing to draw: the function has no real value on the range.
    """
    sampled = series_data(series, notation, truncation=truncation, values=values, span=span)
    try:
        return draw(sampled, (suffix,))[suffix]
    except DerivationError:  # the formula is beyond the renderer's mathematics
        y_label = f"$f({notation[series.variable.name].latex})$"
        return draw(replace(sampled, figure=replace(sampled.figure, y_label=y_label)), (suffix,))[suffix]


def series_data(series: Series, notation: Notation, *, truncation: int | None = None,
                values: Mapping[str, Fraction] | None = None, span: Span | None = None) -> Sampled:  # fmt: skip
    """What is drawn: every curve at equidistant points."""
    numbers = _numbers(series, notation, values or {})

    def value(expression: Any, at: Mapping[Symbol, Fraction], bits: int) -> Any:
        return evaluate(expression, {**numbers, **at}, bits)

    low, high = _span(series, numbers)
    middle = ((3 * low + high) / 4, (low + 3 * high) / 4)
    orders = _orders(series, truncation)
    bound = _bound(series, orders[0], span or middle) if orders else None
    span = span or (low, high)
    curves = [Curve("function", series.expression)]
    for i, order in enumerate(orders):
        curves.append(_truncation(series, order, bound if i == 0 else None))
    figure = Figure("series", "", series.variable, *span, _x_label(series, notation, numbers),
                    _y_label(series, notation), tuple(curves))  # fmt: skip
    sampled = sample(figure, value, _limit)
    return sampled if bound is None else _within(sampled, *_ends(bound, numbers))


# -- what to draw


def _orders(series: Series, truncation: int | None) -> list[Fraction]:
    """The truncations: the one asked for, or the first that depends on the variable; the next one; and the last."""
    sign = -1 if series.setting.at_infinity else 1
    powers = [sign * k for k, _ in series.terms]
    first = next((k for k in powers if k > 0), powers[-1] if powers else None)
    chosen = first if truncation is None else Fraction(truncation)
    if chosen is None:
        return []
    later = [k for k in powers if k > chosen]
    return [chosen, *dict.fromkeys([*later[:1], *later[-1:]])]


def _truncation(series: Series, order: Fraction, bound: Remainder | None) -> Curve:
    sign = -1 if series.setting.at_infinity else 1
    total = sympy.Add(*(c * series.base ** sympy.Rational(k.numerator, k.denominator)
                        for k, c in series.terms if sign * k <= order))  # fmt: skip
    label = f"to order {order}"
    if bound is None:
        return Curve(label, total)
    lower = total if bound.sign == "+" else total - bound.bound
    upper = total if bound.sign == "-" else total + bound.bound
    return Curve(f"{label}, with bound", total, lower=lower, upper=upper)


def _bound(series: Series, order: Fraction, interval: Span) -> Remainder | None:
    """A bound on the whole line, else on the interval; None where none is known."""
    if order.denominator != 1:
        return None
    try:
        return series.remainder(int(order))
    except SeriesError:
        pass
    low, high = (sympy.Rational(*end.as_integer_ratio()) for end in interval)
    try:
        return series.remainder(int(order), (low, high))
    except SeriesError:
        return None


def _within(sampled: Sampled, low: Fraction | None, high: Fraction | None) -> Sampled:
    """The bound is drawn only where it holds."""
    holds = [(low is None or x >= low) and (high is None or x <= high) for x in map(Fraction, sampled.abscissa)]

    def masked(column: Column) -> Column:
        return Column(column.name, tuple(v if inside else None for v, inside in zip(column.values, holds, strict=True)))

    bands = tuple(band and (masked(band[0]), masked(band[1])) for band in sampled.bands)
    return replace(sampled, bands=bands)


def _ends(bound: Remainder, numbers: Mapping[Symbol, Fraction]) -> tuple[Fraction | None, Fraction | None]:
    low, high = (None if end in (sympy.oo, -sympy.oo) else _number(end, numbers) for end in (bound.lower, bound.upper))
    return low, high


# -- where


def _numbers(series: Series, notation: Notation, values: Mapping[str, Fraction]) -> dict[Symbol, Fraction]:
    parameters = (series.expression.free_symbols | series.point.free_symbols) - {series.variable}
    names = {s.name for s in parameters}
    for name in values:
        if name not in names:
            raise DerivationError(f"{name!r} is not a parameter of the expression",
                                  hint="the parameters are " + ", ".join(sorted(names)) if names else "")  # fmt: skip
    return {s: values.get(s.name, _simple(notation, s)) for s in sorted(parameters, key=lambda s: s.name)}


def _simple(notation: Notation, symbol: Symbol) -> Fraction:
    """A small member of the domain; 0 and ±1 only where there is no other, since much vanishes there."""
    members = list(notation.domain(symbol).samples()) or [Fraction(1, 2)]
    return next((m for m in members if m not in (0, 1, -1)), members[0])


def _span(series: Series, numbers: Mapping[Symbol, Fraction]) -> Span:
    """The range up to the nearest singularity, or a fixed one where it is far; one side only of a branch point."""
    if series.setting.at_infinity:
        low, high = _AT_INFINITY
        return (low, high) if series.point == sympy.oo else (-high, -low)
    x0 = _number(series.point, numbers)
    radius = None if series.radius in (None, sympy.oo) else _number(series.radius, numbers)
    reach = _REACH if x0 is None or radius is None or not 0 < radius < 100 else radius
    x0 = x0 or Fraction(0)
    setting = series.setting
    side = setting.direction or (1 if setting.ramification > 1 or LOG in setting.table.index else 0)
    return (x0 if side > 0 else x0 - reach), (x0 if side < 0 else x0 + reach)


def _number(expression: Any, numbers: Mapping[Symbol, Fraction]) -> Fraction | None:
    """A real number, rounded towards zero to four digits behind the point."""
    if expression.is_Rational:
        return Fraction(int(expression.p), int(expression.q))
    ball = evaluate(expression, numbers, 64)
    real = ball.real if hasattr(ball, "real") and hasattr(ball, "imag") else ball
    return Fraction(int(float(real.mid()) * 10_000), 10_000) if real.is_finite() else None


def _limit(expression: Any, variable: Symbol, point: Fraction) -> Any:
    """The limit at a point where the expression is written as 0/0, in terms of the parameters; None where none is."""
    try:
        value = limit(expression, variable, sympy.Rational(*point.as_integer_ratio()))
    except SeriesError:
        return None
    return None if value.has(sympy.oo, sympy.zoo, sympy.nan) else value


# -- in words


def _x_label(series: Series, notation: Notation, numbers: Mapping[Symbol, Fraction]) -> str:
    at = ", ".join(f"${notation[s.name].latex} = {value}$" for s, value in numbers.items())
    return f"${notation[series.variable.name].latex}$" + (f"    ({at})" if at else "")


def _y_label(series: Series, notation: Notation) -> str:
    latex = to_latex(series.expression, notation)
    return f"${latex}$" if len(latex) <= _LONGEST_LABEL else f"$f({notation[series.variable.name].latex})$"
