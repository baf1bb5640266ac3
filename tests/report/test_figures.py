"""Figures: their data to twelve digits, their drawing, and how a drawing is recognised."""

from __future__ import annotations

import csv
import dataclasses
import io
from fractions import Fraction

import mpmath
import pytest
from sympy import Integer, Symbol, sqrt

from symrules.decide import evaluate
from symrules.derivation import Curve, Figure
from symrules.errors import DerivationError
from symrules.report import plot
from symrules.report.sampling import Sampled, sample, to_csv

x = Symbol("x")


@pytest.fixture
def sampled(figure: Figure) -> Sampled:
    return sample(figure, evaluate, lambda e, v, p: Integer(1) / 2 if p == 0 else None)


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode())))


def test_data_agrees_with_an_independent_evaluation(sampled):
    """Every value of the exact curve is b = 1/4 + x coth(x)/4 to twelve digits, 1/2 at x = 0."""
    rows = _rows(to_csv(sampled))[1:]
    assert 21 == len(rows)
    assert ["0", "0.5"] == rows[0][:2]
    with mpmath.workdps(40):
        for row in rows[1:]:
            point = mpmath.mpf(row[0])
            truth = (1 + point * mpmath.coth(point)) / 4
            assert mpmath.nstr(truth, 12, strip_zeros=True) == row[1]


def test_heading_names_abscissa_curves_and_bounds(sampled):
    """The first line says what each column is; a band takes two columns after its curve."""
    assert ["x", r"$\mathcal{T}=1/2$", "to $x^2$", "to $x^2$ lower bound", "to $x^2$ upper bound"] == (
        _rows(to_csv(sampled))[0]
    )


def test_band_encloses_the_exact_curve(sampled):
    """At every abscissa the exact value lies between the ends of the band."""
    for row in _rows(to_csv(sampled))[1:]:
        assert Fraction(row[3]) <= Fraction(row[1]) <= Fraction(row[4])


def test_value_that_does_not_exist_is_left_empty():
    """At a pole and outside a real domain the cell is empty, and the rest of the curve is there."""
    curves = (Curve("inverse", 1 / x), Curve("root", sqrt(x)))
    figure = Figure("f", "t", x, Fraction(-1), Fraction(1), "x", "y", curves, points=3)
    rows = _rows(to_csv(sample(figure, evaluate, lambda e, v, p: None)))[1:]
    assert [["-1", "-1", ""], ["0", "", "0"], ["1", "1", "1"]] == rows


def test_curve_that_is_nowhere_defined_is_an_error():
    """A figure without a single point of a curve is a mistake of its author."""
    figure = Figure("f", "t", x, Fraction(-2), Fraction(-1), "x", "y", (Curve("root", sqrt(x)),), points=3)
    with pytest.raises(DerivationError, match="defined nowhere"):
        sample(figure, evaluate, lambda e, v, p: None)


@pytest.mark.parametrize(
    ("value", "written"),
    [(Integer(1) / 3, "0.333333333333"), (Integer(10) ** 15, "1e+15"), (Integer(1) / 10**9, "1e-9"),
     (Integer(120), "120"), (Integer(0), "0"), (x - x + Integer(2) / 3 - 1, "-0.333333333333")],
)  # fmt: skip
def test_numbers_are_written_shortly(value, written):
    """Twelve significant digits, no trailing zeros, an exponent only where it is needed."""
    figure = Figure("f", "t", x, Fraction(0), Fraction(1), "x", "y", (Curve("c", value),), points=2)
    assert written == _rows(to_csv(sample(figure, evaluate, lambda e, v, p: None)))[1][1]


def test_drawing_is_the_same_on_a_second_run_and_carries_its_key(sampled):
    """Both files repeat byte by byte, have no date, and are recognised by their key."""
    first, second = plot.draw(sampled), plot.draw(sampled)
    assert first == second
    assert {"pdf", "svg"} == set(first)
    for content in first.values():
        assert plot.is_drawing_of(content, plot.key(sampled))
        assert b"CreationDate" not in content
        assert b"dc:date" not in content


def test_drawing_has_single_column_width(sampled):
    """The page is 86 mm wide, in PDF points."""
    import re

    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", plot.draw(sampled)["pdf"])
    assert box is not None
    assert abs(float(box[1]) / 72 * 25.4 - 86) < 0.1


def test_key_changes_with_data_and_with_words(sampled):
    """Another value, another axis label or another style is another drawing."""
    figure = sampled.figure
    moved = dataclasses.replace(sampled.curves[0], values=(sampled.curves[0].values[1], *sampled.curves[0].values[1:]))
    others = [
        dataclasses.replace(sampled, curves=(moved, *sampled.curves[1:])),
        dataclasses.replace(sampled, figure=Figure(**{**vars(figure), "x_label": "$y$"})),
        dataclasses.replace(sampled, figure=Figure(**{**vars(figure), "title": "another"})),
    ]
    assert 4 == len({plot.key(sampled), *map(plot.key, others)})


def test_half_a_file_is_no_drawing(sampled):
    """A truncated file is not taken for the drawing that its key names."""
    for content in plot.draw(sampled).values():
        assert not plot.is_drawing_of(content[: len(content) - 100], plot.key(sampled))


def test_curves_are_told_apart_without_colour(sampled):
    """Every stroke in the drawing is a grey: the three channels of each colour are equal."""
    import re

    svg = plot.draw(sampled)["svg"].decode()
    colours = set(re.findall(r"(?:stroke|fill): #([0-9a-f]{6})", svg))
    assert colours
    assert all(c[0:2] == c[2:4] == c[4:6] for c in colours)


def test_label_that_is_no_mathematics_is_an_error(sampled):
    """A label that the renderer cannot read names the figure."""
    bad = dataclasses.replace(sampled, figure=Figure(**{**vars(sampled.figure), "x_label": r"$\nosuchmacro$"}))
    with pytest.raises(DerivationError, match="figure ratio"):
        plot.draw(bad)
