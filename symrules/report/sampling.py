"""The data of a figure: every curve at every abscissa, from ball arithmetic, to twelve significant digits."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from sympy import Symbol

from symrules.decide.balls import Undefined
from symrules.derivation import Curve, Figure
from symrules.errors import DerivationError

DIGITS = 12
_ACCURATE_BITS = 50
_PRECISIONS = (64, 128, 256, 1024, 4096)
_NEGLIGIBLE = Fraction(1, 10**30)

Evaluate = Callable[[Any, Mapping[Symbol, Fraction], int], Any]
"""A rigorous ball (arb or acb) that holds the value of an expression at a rational point, at a working precision."""

Limit = Callable[[Any, Symbol, Fraction], Any]
"""The exact limit of an expression at a point where it is written as 0/0; None where there is none."""


@dataclass(frozen=True)
class Column:
    """One quantity along the abscissa: exact decimals, None where it is not defined."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Sampled:
    """A figure with its data; columns stand by curve: the curve, then the ends of its band where it has one."""

    figure: Figure
    abscissa: tuple[Decimal, ...]
    curves: tuple[Column, ...]
    bands: tuple[tuple[Column, Column] | None, ...]


def sample(figure: Figure, evaluate: Evaluate, limit: Limit) -> Sampled:
    """Evaluate every curve of a figure at equidistant points.

    Raises
    ------
    DerivationError
        A curve is not real, or is defined nowhere on the range.
    """
    step = (Fraction(figure.stop) - Fraction(figure.start)) / (figure.points - 1)
    points = [Fraction(figure.start) + step * k for k in range(figure.points)]

    def column(name: str, expression: Any) -> Column:
        values = tuple(_value(expression, figure.abscissa, point, evaluate, limit) for point in points)
        if all(value is None for value in values):
            raise DerivationError(f"figure {figure.name}: the curve {name} is defined nowhere on its range")
        return Column(name, values)

    def band(curve: Curve) -> tuple[Column, Column] | None:
        if curve.lower is None or curve.upper is None:
            return None
        return column(f"{curve.label} lower bound", curve.lower), column(f"{curve.label} upper bound", curve.upper)

    return Sampled(
        figure,
        tuple(_decimal(point) for point in points),
        tuple(column(curve.label, curve.expression) for curve in figure.curves),
        tuple(band(curve) for curve in figure.curves),
    )


def to_csv(sampled: Sampled) -> bytes:
    """The data as CSV: a heading line, then one line per abscissa; a value that does not exist is left empty."""
    columns: list[Column] = []
    for curve, band in zip(sampled.curves, sampled.bands, strict=True):
        columns += [curve, *(band or ())]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([sampled.figure.abscissa.name, *(column.name for column in columns)])
    for row, x in enumerate(sampled.abscissa):
        values = [column.values[row] for column in columns]
        writer.writerow([_written(x), *("" if value is None else _written(value) for value in values)])
    return out.getvalue().encode()


def _value(expression: Any, variable: Symbol, point: Fraction, evaluate: Evaluate, limit: Limit) -> Decimal | None:
    value = _ball_value(expression, {variable: point}, evaluate)
    if value is None:
        at_point = limit(expression, variable, point)
        value = None if at_point is None else _ball_value(at_point, {}, evaluate)
    return None if value is None else _decimal(value)


def _ball_value(expression: Any, values: Mapping[Symbol, Fraction], evaluate: Evaluate) -> Fraction | None:
    """The value to the accuracy that is written; None where no precision gives a finite ball."""
    for bits in _PRECISIONS:
        try:
            ball = _real(evaluate(expression, values, bits))
        except Undefined:
            continue
        if ball is None or not ball.is_finite():
            continue
        if ball.rel_accuracy_bits() >= _ACCURATE_BITS or ball.is_exact():
            return _fraction(ball.mid())
        if _fraction(ball.abs_upper()) < _NEGLIGIBLE:
            return Fraction(0)
    return None


def _real(ball: Any) -> Any:
    """The real ball; None for a value that is not real."""
    if not hasattr(ball, "imag") or not hasattr(ball, "real"):
        return ball
    return ball.real if ball.imag.contains(0) else None


def _fraction(ball: Any) -> Fraction:
    """The exact value of a ball without radius."""
    mantissa, exponent = ball.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _decimal(value: Fraction) -> Decimal:
    return Context(prec=DIGITS).divide(Decimal(value.numerator), Decimal(value.denominator))


def _written(value: Decimal) -> str:
    """The rounded value without trailing zeros; with an exponent only where it is very small or large."""
    if not value:
        return "0"
    value = value.normalize()
    return f"{value:f}" if -5 <= value.adjusted() < DIGITS else f"{value:e}"
