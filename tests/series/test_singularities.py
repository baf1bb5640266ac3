"""Radii by hand: branch points behind zeros, removable ones, other sheets; what is not proved is not said."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (  # fmt: skip
    I,
    LambertW,
    Rational,
    acos,
    acosh,
    asin,
    atan,
    cos,
    cosh,
    coth,
    digamma,
    erf,
    exp,
    gamma,
    log,
    loggamma,
    oo,
    pi,
    polylog,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)

from symrules.notation import Notation
from symrules.series import SeriesError, expand
from tests.series import oracle

x, a, b = symbols("x a b")
HALF = Rational(1, 2)
HIDDEN = 1 + x + ((1 + x) * (x + Rational(5, 4))) ** 4 * log((x + Rational(5, 4)) / (x + 1))


def near(expression, point=0, direction=None, **domains):
    """What is known of the nearest singularity."""
    notation = Notation()
    for name, domain in domains.items():
        notation.symbol(name, domain=domain)
    return expand(expression, x, point, 3, direction=direction, notation=notation).singularity


@pytest.mark.parametrize(("expression", "point", "radius", "singular"), [
    (HIDDEN, 0, 1, -1), ((1 + x) ** 5 * log(1 + x) + 1 / (2 - x), 0, 1, -1),
    ((1 + x) ** 40 * sqrt(1 + x) + tanh(x), 0, 1, -1),
    ((1 - x) ** 7 * atan(x / (1 - x)) - x, 0, sqrt(2) / 2, HALF + I / 2),
])  # fmt: skip
def test_a_branch_point_behind_a_zero_is_seen(expression, point, radius, singular):
    """However high the zero of the factor, a logarithm or a root stays."""
    assert (near(expression, point).radius, near(expression, point).point) == (radius, singular)


@pytest.mark.parametrize(("expression", "point", "radius"), [
    (cosh(sqrt(1 - x)), 0, oo), (sin(sqrt(x + 1)) / sqrt(x + 1), 0, oo),
    (tanh(sqrt(1 - x)) / sqrt(1 - x), 0, 1 + pi**2 / 4),
    (acosh(x) ** 2, 2, 3), (acos(x) ** 2, 0, 1), (asin(sqrt(x)) ** 2, HALF, HALF), (asin(sqrt(x)) ** 2, 0, 1),
    (sqrt((1 + x) ** 2), 0, oo), (sqrt(1 - x) ** 4 / (3 - x), 0, 3), ((exp(x) - 1) / x, 0, oo),
    (tan(x) * (x**2 - pi**2 / 4), 0, 3 * pi / 2),
    (cos(sqrt(x)), 0, oo), (atan(sqrt(1 - x)) / sqrt(1 - x), 0, 2),
])  # fmt: skip
def test_a_branch_point_that_is_no_singularity_is_passed_over(expression, point, radius):
    """An even function of a root has no branch left; acosh² = −acos² is analytic at 1, not at −1."""
    found = near(expression, point).radius
    assert found == radius or sympy.expand(found - radius) == 0


@pytest.mark.parametrize(("expression", "point", "direction", "radius", "singular"), [
    (polylog(2, 1 - x), 0, "+", 1, 1), (polylog(2, x), 1, "-", 1, 0), (polylog(HALF, x), 1, "-", 1, 0),
    (polylog(2, x), 0, None, 1, 1), (polylog(2, x), Rational(1, 4), None, Rational(3, 4), 1),
    (log(1 + sqrt(x)), 0, "+", 1, 1), (tanh(sqrt(x)), 0, "+", pi**2 / 4, -pi**2 / 4), (acos(1 - x), 0, "+", 2, 2),
    (x**x / (1 - x), 0, "+", 1, 1), (1 / (1 + sqrt(1 - x)), 0, None, 1, 1),
    (log(1 + sqrt(-x)), 0, "-", 1, -1),
])  # fmt: skip
def test_every_sheet_around_a_branch_point_counts(expression, point, direction, radius, singular):
    """Li₂ is singular at 0 on the sheets that are reached around 1, and log(1 + √x) at 1 where √x = −1."""
    found = near(expression, point, direction)
    assert (found.radius, found.point) == (radius, singular)


@pytest.mark.parametrize(("expression", "point", "radius"), [
    (gamma(1 + x), 0, 1), (gamma(x), 2, 2), (loggamma(1 + x), 0, 1), (gamma(x), 0, 1),
    (digamma(3 + 2 * x), 0, Rational(3, 2)),
    (LambertW(x), 0, exp(-1)), (atan(1 / x), 1, sqrt(2)), (polylog(2, -exp(x)), 0, pi), (erf(1 / (1 - x)), 0, 1),
    (log(sinh(x) / x), 0, pi), (1 / (exp(2 * x) - 3), 0, log(3) / 2), (sqrt(x * coth(x)), 0, pi / 2),
    (1 / (1 + x**4), 0, 1), (1 / (x**2 + x + 1), 0, 1),
])  # fmt: skip
def test_radii_of_special_functions(expression, point, radius):
    """Poles and branch points that are known by heart."""
    assert sympy.expand(near(expression, point).radius - radius) == 0


def test_radii_with_parameters():
    """|a| where a is real or complex; a where it is positive."""
    assert near(1 / (1 + a**2 * x**2)).radius == 1 / sympy.Abs(a)
    assert near(1 / (1 - x / sqrt(a**2))).radius == sympy.Abs(a)
    assert near(1 / (1 + a**2 * x**2), a="positive").radius == 1 / a
    assert near((1 + a * x) ** b).radius == 1 / sympy.Abs(a)
    assert near(x * coth(a * x * b) + 1, a="positive", b="positive").radius == pi / (a * b)
    assert near(LambertW(a * x)).radius == exp(-1) / sympy.Abs(a)
    assert near(1 / (1 - a * x) + 1 / (1 - b * x)).radius is None


@pytest.mark.parametrize(("expression", "least"), [
    (1 / (1 + x + x**5), Rational(3, 4)), (1 / (2 + cos(x)), 3), (x**3 / (x - sin(x)), 0), (tanh(1 / (1 - x)), 0),
    (asin(x) + acos(x), 1),
])  # fmt: skip
def test_what_is_not_proved_is_not_said(expression, least):
    """No radius is given, but a distance that is free of singularities may be."""
    found = near(expression)
    assert found.radius is None
    assert found.reason
    assert found.at_least >= least


def test_a_disc_without_singularities_is_no_larger_than_the_disc():
    """x⁵ + x + 1 vanishes at distance 0.75488, the root of t³ + t² = 1 there."""
    least = near(1 / (1 + x + x**5)).at_least
    assert least**3 + least**2 <= 1


@pytest.mark.parametrize("expression", [
    sympy.erfc(1 / x) * exp(1 / x**2) / x, loggamma(1 / x), digamma(1 / x) + 1 / (1 - x), exp(1 / x) * sinh(1 / x),
])  # fmt: skip
def test_an_expansion_that_diverges_has_no_radius(expression):
    """Stirling's series and its like are asymptotic: they have no disc, and no bound on an interval."""
    series = expand(expression, x, 0, 3, direction="+")
    assert (series.radius, series.singularity.at_least) == (None, 0)
    with pytest.raises(SeriesError):
        series.remainder(2, (0, HALF))


@pytest.mark.parametrize(("expression", "radius"), [
    (x**a * log(1 + x), 1), (x**a * exp(-x), oo), (x**a / (2 - x) + x ** (a + 1) * exp(x), 2), ((x * (1 + x)) ** a, 1),
    (x**a * tanh(sqrt(x)), pi**2 / 4),
])  # fmt: skip
def test_the_radius_of_a_series_beside_a_power(expression, radius):
    """The power is branched at the point itself, which lies in no one's way."""
    assert expand(expression, x, 0, 3, direction="+", symbolic_powers=True).radius == radius


@pytest.mark.parametrize(("expression", "point", "radius"), [
    (log(1 + x) ** 2, I, sqrt(2)), (log(x) / (2 - x), 1 + I, sqrt(2)),
    (sqrt(x) * tanh(x - 1), -4 + I / 2, sqrt(65) / 2),
    (tan(1 / x), Rational(5, 2), Rational(5, 2) - 2 / pi), (tan(x**2 + x), 0, sqrt(1 + 2 * pi) / 2 - HALF),
    (1 / (2 - x**5), 0, 2 ** Rational(1, 5)), (log(x - 2) ** 2 / (4 - x**2), -3, 1), (sqrt(x - 3) + 1 / (1 - x), -2, 3),
])  # fmt: skip
def test_points_off_the_line_and_on_cuts(expression, point, radius):
    """Complex points, points on a branch cut, poles that accumulate elsewhere."""
    assert sympy.expand(near(expression, point).radius - radius) == 0


def test_a_huge_number_is_refused_not_computed():
    """On circles around [−20, 20] exp(exp x) exceeds exp(10⁸)."""
    with pytest.raises(SeriesError):
        expand(exp(exp(x)), x, 0, 3).remainder(2, (-20, 20))


@pytest.mark.parametrize(("expression", "radius"), [
    (HIDDEN, 1), (acos(x) ** 2 + 1 / (3 - x), 1), (cosh(sqrt(2 - x)) / (3 - 2 * x), Rational(3, 2)),
    (sqrt(1 - x) * sqrt(4 - x**2), 1), ((1 - x**2) ** 3 * atan(x / 2) + x, 2), (log(1 + x**2) ** 2 * exp(x), 1),
])  # fmt: skip
def test_the_coefficients_grow_as_the_radius_says(expression, radius):
    """Root test: log|aₙ| = −n·log R − p·log n + c, fitted to contour integrals at n = 30 … 120 in mpmath."""
    with mpmath.workdps(60):
        values = oracle.contour_coefficients(expression, x, 0, mpmath.mpf(radius.p) / radius.q * mpmath.mpf("0.8") if
                                             isinstance(radius, Rational) else radius * mpmath.mpf("0.8"), 0, 120, {},
                                             digits=60, points=512)  # fmt: skip
        sizes = [max(abs(v) for v in values[n - 3 : n + 1]) for n in (30, 60, 120)]
        logs = [mpmath.log(s) for s in sizes]
        steps = mpmath.matrix([[-30, -mpmath.log(2)], [-60, -mpmath.log(2)]])
        slope = mpmath.lu_solve(steps, mpmath.matrix([logs[1] - logs[0], logs[2] - logs[1]]))[0]
        assert abs(mpmath.exp(slope) / radius - 1) < 0.06
    assert near(expression).radius == radius


def test_distances_that_nearly_agree_are_compared_exactly():
    """1 + 10⁻³⁰ is farther than 1; a difference of 10⁻¹²⁰ is beyond the balls, and then nothing is said."""
    close, too_close = Rational(1, 10**30), Rational(1, 10**120)
    assert near(1 / ((x - 1) * (x + 1 + close))).point == 1
    assert near(1 / ((x - 1 - close) * (x + 1))).point == -1
    assert near(1 / ((x - 1) * (x + 1 - close))).radius == 1 - close
    assert near(1 / ((x - 1) * (x + 1 + too_close))).radius is None
