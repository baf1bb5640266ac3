"""The range within a tolerance: true at every sampled point, on the sides and in the interval that it names."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
import sympy
from click.testing import CliRunner
from sympy import Rational, cos, coth, exp, sin, sqrt, symbols, tanh

from symrules.cli.series import command
from symrules.series import SeriesError, expand
from symrules.series.accuracy import accuracy
from tests.series import oracle

x, a = symbols("x a")
PERCENT = Fraction(1, 100)


def relative_error(series, order, at):
    """|f − S|/|f| in mpmath."""
    truth = oracle.evaluate(series.expression, {x: at})
    kept = sum((oracle.evaluate(sympy.sympify(c), {}) * at ** k.numerator if k.denominator == 1 else
                oracle.evaluate(sympy.sympify(c), {}) * at ** (mpmath.mpf(k.numerator) / k.denominator)
                for k, c in series.terms if k <= order), mpmath.mpf(0))  # fmt: skip
    return abs(truth - kept) / abs(truth)


@pytest.mark.parametrize(("expression", "order", "interval", "direction"), [
    (cos(x) / x**2, -2, None, None), (tanh(x) / x**3, -2, None, None), (x * coth(x), 2, (-1, 3), None),
    (exp(-x), 1, None, None), (exp(-x), 1, (-Rational(1, 20), 1), None), ((1 + x) ** Rational(5, 2), 0, None, None),
    (1 + x + 3 * x**4, 1, None, None), (exp(sin(x)), 2, (-1, 1), None), (sqrt(x) * exp(x), 1, (0, 1), "+"),
    (coth(x) * exp(x), 0, (-1, 1), None),
])  # fmt: skip
def test_the_truncation_is_within_one_per_cent_on_the_range(expression, order, interval, direction):
    """At two hundred points of the range, on either side of the point that it contains, the relative error is ≤ 1 %."""
    series = expand(expression, x, 0, 8, direction=direction)
    found = accuracy(series, PERCENT, order, interval)
    r = sympy.Rational(*found.distance.as_integer_ratio())
    low, high = max(found.lower, -r), min(found.upper, r)
    with mpmath.workdps(50):
        for k in range(201):
            at = mpmath.mpf(int(low.p)) / int(low.q) * (200 - k) / 200 + mpmath.mpf(int(high.p)) / int(high.q) * k / 200
            if at:
                assert relative_error(series, order, at) <= mpmath.mpf(1) / 100


def test_a_constant_bound_is_a_power_zero():
    """cos x/x² = 1/x² to 1 % up to 0.14084…, where cos x = 1/1.01; the range ends just below."""
    found = accuracy(expand(cos(x) / x**2, x, 0, 6), PERCENT, -2)
    assert 0.1405 < float(found.distance) < float(mpmath.acos(1 / mpmath.mpf("1.01")))


@pytest.mark.parametrize(("expression", "order", "interval", "words"), [
    (exp(x), 1, None, "-1311/10000 <= x < 0"), (exp(-x), 1, None, "0 < x <= 1311/10000"),
    (exp(x), 1, (-Rational(1, 10), Rational(1, 20)), "-1/10 <= x <= 1/20, x != 0"),
    (1 + x, 1, None, "all real x"), (1 + x, 1, (-1, 3), "-1 <= x <= 3, x != 0"),
])  # fmt: skip
def test_the_range_names_its_side_and_stays_in_the_interval(expression, order, interval, words):
    """A bound of one side gives a range on that side."""
    assert str(accuracy(expand(expression, x, 0, 6), PERCENT, order, interval)) == words


def test_what_has_no_range_is_refused():
    """No tolerance, a parameter, no term kept."""
    for tolerance in (Fraction(0), Fraction(-1, 100), Fraction(7)):
        with pytest.raises(SeriesError, match="between 0 and 1"):
            accuracy(expand(exp(x), x, 0, 3), tolerance, 1)
    with pytest.raises(SeriesError, match="numbers for the parameters"):
        accuracy(expand(exp(a * x), x, 0, 3), PERCENT, 1)
    with pytest.raises(SeriesError, match="no term is kept"):
        accuracy(expand(x * coth(x), x, 0, 3), PERCENT, -1)


@pytest.mark.parametrize(("text", "message"), [
    ("7", "below 100 %, such as 7% or 0.07"), ("100%", "below 100 %"), ("0%", "above zero"), ("-1%", "above zero"),
    ("1/2%", "takes a number such as"), ("1e-2", "takes a number such as"),
])  # fmt: skip
def test_an_ambiguous_or_impossible_tolerance_is_refused(text, message, monkeypatch):
    """7 could be 7 or 7 %."""
    monkeypatch.setattr("symrules.cli.limits.carry_on_within", lambda seconds: None)
    done = CliRunner().invoke(command, ["exp(x)", "--in", "x", f"--within={text}"])
    assert done.exit_code == 2
    assert message in done.output


@pytest.mark.parametrize("text", ["1%", "1 %", "0.01", "1/100"])
def test_the_same_tolerance_in_four_spellings(text, monkeypatch):
    """They give the same range."""
    monkeypatch.setattr("symrules.cli.limits.carry_on_within", lambda seconds: None)
    done = CliRunner().invoke(command, ["x*coth(x)", "--in", "x", f"--within={text}"], standalone_mode=False)
    assert "within 1 % for 0 < |x| <= 863/1000" in done.output


def test_an_exact_truncation_stays_inside_the_interval():
    """x + 1/x is its own truncation: on [−1, 1] the range is that interval, and no infinite number is printed."""
    found = accuracy(expand(x + 1 / x, x, 0, 6), Fraction(1, 100), 1, (-1, 1))
    assert (None, "0 < |x| <= 1") == (found.distance, str(found))
    assert "all real x" == str(accuracy(expand(x + 1 / x, x, 0, 6), Fraction(1, 100), 1))
