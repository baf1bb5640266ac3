"""The picture of an expansion: its data, and its drawing."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest

from symrules.errors import DerivationError, OutputError
from symrules.questions import expand, notation_for
from symrules.report.series_plot import series_data, series_drawing, suffix_of

HEADS = {"pdf": b"%PDF", "svg": b"<?xml", "png": b"\x89PNG"}


def _series(text, order=6, point=0, **domains):
    notation = notation_for(text, "x", domains)
    return expand(text, "x", point, order, notation=notation), notation


def test_bound_encloses_the_function_wherever_it_is_drawn():
    """At every abscissa mpmath's value lies in the band, which reaches up to the nearest singularity."""
    sampled = series_data(*_series("T + T*(1-T)*(x*coth(x) - 1)", T="[0, 1]"))
    assert ["function", "to order 2, with bound", "to order 4", "to order 6"] == [c.name for c in sampled.curves]
    assert abs(float(sampled.figure.stop) - mpmath.pi) < 1e-3
    lower, upper = sampled.bands[1]
    half = mpmath.mpf(1) / 2
    for x, low, high, drawn in zip(sampled.abscissa, lower.values, upper.values, sampled.curves[0].values, strict=True):
        t = mpmath.mpf(str(x))
        value = half + (t * mpmath.coth(t) - 1) / 4 if t else half
        assert abs(value - mpmath.mpf(str(drawn))) < 1e-10
        assert mpmath.mpf(str(low)) - 1e-10 <= value <= mpmath.mpf(str(high)) + 1e-10


def test_bound_is_drawn_only_where_it_holds():
    """The exponential series envelops on one half of the line only."""
    sampled = series_data(*_series("exp(x)"))
    lower, _ = sampled.bands[1]
    for x, low in zip(sampled.abscissa, lower.values, strict=True):
        assert (low is None) == (x > 0)


def test_value_of_a_parameter_is_used_and_named():
    """A number that is given is drawn, else a simple one of the domain; both are named at the axis."""
    series, notation = _series("a*x*coth(x)", a="positive")
    given = series_data(series, notation, values={"a": Fraction(3)})
    assert "a = 3" in given.figure.x_label
    assert "a = 1/2" in series_data(series, notation).figure.x_label
    middle = len(given.abscissa) // 2
    assert (0, 3) == (given.abscissa[middle], given.curves[0].values[middle])


@pytest.mark.parametrize(
    ("text", "point", "first", "last"),
    [("exp(x)", "0", -3, 3), ("1/(1-x)", "0", -1, 1), ("tanh(x)", "oo", 1, 10), ("log(x)*sin(x)", "0", 0, 3)],
)
def test_range_reaches_to_the_nearest_singularity(text, point, first, last):
    """Without one it is fixed; at a branch point only one side is drawn."""
    sampled = series_data(*_series(text, point=point))
    assert (first, last) == (sampled.figure.start, sampled.figure.stop)


@pytest.mark.parametrize("suffix", ["pdf", "svg", "png"])
def test_drawing_has_the_format_that_is_asked_for(suffix):
    """The bytes are those of the format, and are the same when drawn again."""
    series, notation = _series("x*coth(x)")
    drawing = series_drawing(series, notation, suffix)
    assert drawing.startswith(HEADS[suffix])
    assert drawing == series_drawing(series, notation, suffix)


def test_formula_beyond_the_renderer_is_named_f(monkeypatch):
    """A label that cannot be rendered does not stop the drawing."""
    series, notation = _series("exp(x)")
    monkeypatch.setattr("symrules.report.series_plot.to_latex", lambda e, n: r"\\nonsense{x}")
    assert series_drawing(series, notation, "svg").startswith(HEADS["svg"])


@pytest.mark.parametrize("path", ["a.jpg", "svg", "a", "a.svg.gz"])
def test_unknown_format_is_refused(path):
    """The message names the formats that there are."""
    with pytest.raises(OutputError) as caught:
        suffix_of(path)
    assert ".pdf, .svg or .png" in caught.value.hint


def test_number_for_what_is_no_parameter_is_refused():
    """A misspelt parameter is an error."""
    series, notation = _series("a*x", a="real")
    with pytest.raises(DerivationError, match="'b' is not a parameter"):
        series_data(series, notation, values={"b": Fraction(1)})


def test_function_without_values_is_an_error():
    """An unknown function cannot be drawn."""
    series, notation = _series("f(x) + 1", **{"f(x)": "real"})
    with pytest.raises(DerivationError, match="defined nowhere"):
        series_data(series, notation)
