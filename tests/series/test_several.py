"""Several variables, reversion, and endless expansions."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import mpmath
import pytest
import sympy
from mpmath import mp
from sympy import O, Rational, cos, coth, exp, log, sin, sqrt, symbols

from symrules.series import SeriesError, coefficients, expand, expand_total, revert
from tests.series import oracle

x, y, a = symbols("x y a")


def test_a_total_degree_in_two_variables():
    """exp(x) cos(y) up to degree two is 1 + x + (x² − y²)/2."""
    parts = dict(expand_total(exp(x) * cos(y), {x: 0, y: 0}, 2))
    assert sympy.expand(parts[2] - (x**2 - y**2) / 2) == 0
    assert (parts[0], parts[1]) == (1, x)


def test_a_total_degree_about_another_point():
    """x·y about (1, 2)."""
    parts = dict(expand_total(x * y, {x: 1, y: 2}, 3))
    assert sympy.expand(sum(parts.values()) - x * y) == 0
    assert sympy.expand(parts[2] - (x - 1) * (y - 2)) == 0


def test_a_direction_dependent_part_is_refused():
    """√(x² + y²) has no expansion in polynomials."""
    with pytest.raises(SeriesError):
        expand_total(sqrt(x**2 + y**2), {x: 0, y: 0}, 2)


def test_reversion_of_known_functions():
    """sin and arcsin, exp − 1 and log(1 + y), x eˣ and Lambert's W."""
    assert revert(sin(x), x, 5) == ((1, 1), (3, Rational(1, 6)), (5, Rational(3, 40)))
    assert revert(exp(x) - 1, x, 4) == ((1, 1), (2, -Rational(1, 2)), (3, Rational(1, 3)), (4, -Rational(1, 4)))
    assert revert(x * exp(x), x, 3) == ((1, 1), (2, -1), (3, Rational(3, 2)))
    assert revert(x + x**2, x, 3) == ((1, 1), (2, -1), (3, 2))


def test_reversion_with_a_parameter():
    """log(1 + a x)/a is inverted by (e^(a y) − 1)/a."""
    assert revert(log(1 + a * x) / a, x, 3) == ((1, 1), (2, a / 2), (3, a**2 / 6))


def test_reversion_needs_a_simple_zero():
    """x² has no inverse function at 0 without a root."""
    with pytest.raises(SeriesError, match="first order"):
        revert(x**2, x, 3)


def test_terms_without_end():
    """The fortieth term of x·coth(x) comes as the first does; a polynomial ends."""
    assert next(coefficients(x * coth(x), x)) == (0, 1)
    exponent, value = next(islice(coefficients(x * coth(x), x), 40, None))
    assert exponent == Fraction(80)
    assert value == 4**40 * sympy.bernoulli(80) / sympy.factorial(80)
    assert list(coefficients(x**3 - 2, x)) == [(0, -2), (3, 1)]


@pytest.mark.parametrize(("expression", "point"), [
    (exp(x) * cos(y), (0, 0)), (sin(x * y) + x, (0, 0)), (1 / (1 - x - y), (0, 0)), (log(1 + x + y**2), (0, 0)),
    (sqrt(1 + x) * sympy.tanh(y), (0, 0)), (x * coth(x) * exp(a * y), (0, 0)), (sympy.atan(x + y), (1, 0)),
    (exp(x * y), (1, 2)), (sympy.besselj(0, x + y), (0, 0)), (sympy.gamma(1 + x - y), (0, 0)),
    (1 / (x**2 + y), (1, 1)), (sympy.polylog(2, x * y), (0, 0)), (sympy.asin(x / 2) * y**2, (0, 1)),
])  # fmt: skip
def test_total_degrees_agree_with_values_close_by(expression, point):
    """On a line through the point, at a distance 1e-70, the parts up to degree three leave an error of degree four."""
    parts = expand_total(expression, {x: point[0], y: point[1]}, 3)
    with mp.workdps(350):
        h = mpmath.mpf(10) ** -70
        at = {x: point[0] + 2 * h, y: point[1] - 3 * h, a: mpmath.mpf(3) / 2}
        total = sum((oracle.evaluate(part, at) for _, part in parts), mpmath.mpf(0))
        assert abs(oracle.evaluate(expression, at) - total) <= 10**4 * h**4


@pytest.mark.parametrize("expression", [
    x + O(x**4), 1 / (1 + x + O(x**4)), exp(x + O(x**4)), log(1 + x + O(x**4)), sqrt(1 + x + O(x**4)),
    sin(x + O(x**4)), (1 + O(x**4)) * coth(x), sympy.tanh(x + O(x**4)), sympy.atan(x + O(x**4)), x**2 * (a + O(x**2)),
], ids=str)  # fmt: skip
def test_an_error_term_in_the_input_is_kept(expression):
    """Every term below the error agrees with the input without it, and no term beyond is given."""
    known = expression.xreplace({o: sympy.Integer(0) for o in expression.atoms(sympy.Order)})
    last = max(k for k in range(5) if _reaches(expression, k))
    assert last in (2, 3)
    given, whole = expand(expression, x, 0, last), expand(known, x, 0, last)
    assert all(sympy.expand(given.coefficient(k) - whole.coefficient(k)) == 0 for k in range(-1, last + 1))


def _reaches(expression, order):
    try:
        expand(expression, x, 0, order)
    except SeriesError:
        return False
    return True
