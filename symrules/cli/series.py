"""``symrules series``: the exact expansion of an expression."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fractions import Fraction

    from symrules.notation import Notation
    from symrules.series import Series


@click.command("series")
@click.argument("expression")
@click.option("--in", "variable", required=True, metavar="NAME", help="The variable.")
@click.option("--at", "point", default="0", show_default=True, metavar="POINT", help="The point: a number, an "
              "expression in the parameters, oo or -oo.")  # fmt: skip
@click.option("--order", type=click.IntRange(max=100_000), default=6, show_default=True, help="The highest power; at "
              "oo it counts powers of 1/NAME.")  # fmt: skip
@click.option("--side", "side", type=click.Choice(["+", "-"]), help="Expand on this side of the point only.")
@click.option("--symbol", "symbols", multiple=True, metavar="'NAME: DOMAIN[, DIMENSION]'",
              help="A parameter, such as 'T: [0, 1]', 'a, b: positive' or 'f(x): real'; may be repeated.")  # fmt: skip
@click.option("--keep", "truncation", type=int, metavar="POWER", help="The remainder is of the truncation after this "
              "power.  [default: the first power above zero]")  # fmt: skip
@click.option("--on", "interval", metavar="'[A, B]'", help="Bound the remainder on this interval.  [default: on the "
              "whole line]")  # fmt: skip
@click.option("--within", "tolerance", metavar="PERCENT", help="Say up to which distance, within --on, that truncation "
              "has at most this relative error: 1%, 0.01 or 1/100.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "latex"]), default="text", show_default=True)
@click.option("--plot", "plot", metavar="FILE", help="Draw the function, truncations and the bound into FILE (.pdf, "
              ".svg or .png).")  # fmt: skip
@click.option("--set", "settings", multiple=True, metavar="'NAME: NUMBER'", help="A parameter's value in the drawing.")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True,
              help="Time budget.")  # fmt: skip
def command(expression: str, seconds: float, **options: Any) -> int:
    """Expand EXPRESSION, such as 'x*coth(x)': exact coefficients, the general term, radius of convergence and nearest
    singularity, a proved bound of the remainder, and the second route that confirms them.

    Exit status: 0, or 2 when something cannot be read, there is no expansion, or a budget is exhausted.
    """
    from symrules.cli.limits import carry_on_within

    status = carry_on_within(seconds)
    return _expand(expression, seconds, **options) if status is None else status


def _expand(expression: str, seconds: float, variable: str, point: str, order: int, side: str | None,
            symbols: tuple[str, ...], plot: str | None, settings: tuple[str, ...], **printing: Any) -> int:  # fmt: skip
    from symrules.questions import read_in
    from symrules.series import SeriesError, expand

    values = _values(settings)
    kind = None if plot is None else _kind(plot)
    notation = _notation(variable, symbols)
    how = "--symbol '{}: real'"
    tree = read_in(expression, "expression", notation, how_to_declare=how)
    about = read_in(point, "--at", notation, evaluate=True, how_to_declare=how)
    try:
        series = expand(tree, notation.expression(variable), about, order, notation=notation, direction=side,
                        seconds=seconds, symbolic_powers=True)  # fmt: skip
    except SeriesError as error:
        error.hint = error.hint.replace("direction=", "--side ")
        raise
    with numbers_of_any_length():
        text = _printed(series, **printing)
    click.echo(text, nl=False)
    if plot is not None and kind is not None:
        from symrules.report.series_plot import series_drawing

        drawing = series_drawing(series, notation, kind, truncation=printing["truncation"], values=values,
                                 span=_ends(printing["interval"]))  # fmt: skip
        with open(plot, "wb") as file:
            file.write(drawing)
    return 0


@contextmanager
def numbers_of_any_length() -> Iterator[None]:
    """A coefficient of high order may have more digits than Python prints; texts are not read meanwhile."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(limit)


def _printed(series: Series, form: str, truncation: int | None, interval: str | None, tolerance: str | None) -> str:
    from symrules.report.expansion import series_record, series_text
    from symrules.series.typeset import series_latex

    if form == "latex":
        return series_latex(series) + "\n"
    record = series_record(series, truncation, _interval(interval), _tolerance(tolerance))
    return series_text(record) if form == "text" else json.dumps(record, ensure_ascii=False) + "\n"


# -- reading the options


def _notation(variable: str, symbols: tuple[str, ...]) -> Notation:
    from symrules.notation import Notation
    from symrules.text.declaration import declare, read_declarations

    declared = [entry for text in symbols for entry in read_declarations(text)]
    if all(head != variable for head, _, _ in declared):
        declared.append((variable, "real", None))
    notation = Notation()
    declare(notation, declared)
    return notation


def _kind(path: str) -> str:
    from symrules.report.series_plot import suffix_of

    return suffix_of(path)


def _ends(text: str | None) -> tuple[Fraction, Fraction] | None:
    from symrules.domain import parse_domain

    if text is None:
        return None
    found = parse_domain(text)
    if found.lower is None or found.upper is None or found.lower == found.upper:
        raise click.UsageError(f"--on needs two finite ends, such as '[-1, 1]', not {text!r}")
    return found.lower, found.upper


def _interval(text: str | None) -> tuple[Any, Any] | None:
    from sympy import Rational

    ends = _ends(text)
    return None if ends is None else (Rational(*ends[0].as_integer_ratio()), Rational(*ends[1].as_integer_ratio()))


def _fraction(option: str, text: str | None) -> Fraction | None:
    """A number, or a percentage; at most 100 characters, without an exponent that would make it huge."""
    import re
    from fractions import Fraction

    if text is None:
        return None
    plain = text.strip()
    if not re.fullmatch(r"-?\d{1,50}(\.\d{1,50}|/\d{1,50})?( ?%)?", plain) or ("/" in plain and "%" in plain):
        raise click.UsageError(f"{option} takes a number such as 1/2, 0.5 or 1%, not {text[:40]!r}")
    try:
        return Fraction(plain.removesuffix("%").strip()) / (100 if plain.endswith("%") else 1)
    except ZeroDivisionError:
        raise click.UsageError(f"{option}: {plain} divides by zero") from None


def _tolerance(text: str | None) -> Fraction | None:
    """A relative error: 1%, or a number below 1; a number such as 7 could mean either, and is refused."""
    found = _fraction("--within", text)
    if text is None or found is None:
        return None
    if found <= 0:
        raise click.UsageError(f"--within takes a relative error above zero, not {text.strip()}")
    if found >= 1:
        number = text.strip().removesuffix("%").strip()
        meant = f"such as {number}% or 0.0{number}" if number.isdigit() and len(number) == 1 else "such as 1% or 0.01"
        raise click.UsageError(f"--within takes a relative error below 100 %, {meant}, not {text.strip()}")
    return found


def _values(settings: tuple[str, ...]) -> dict[str, Fraction]:
    values = {}
    for text in settings:
        name, _, number = text.partition(":")
        value = _fraction(f"--set {name.strip()[:40]}:", number)
        if value is not None:
            values[name.strip()] = value
    return values
