"""Gamma functions of large arguments, of symbolic powers and to high orders; zeta at its pole."""

from __future__ import annotations

import time

import mpmath
import pytest
import sympy
from mpmath import mp
from sympy import E, EulerGamma, Rational, exp, factorial, gamma, log, loggamma, oo, pi, polygamma, sqrt, symbols, zeta

from symrules.series import SeriesError, expand, limit
from tests.series import oracle

x, a = symbols("x a")


def test_the_logarithm_of_the_gamma_function():
    """(x − ½)log x − x + ½log 2π + 1/12x − 1/360x³ + 1/1260x⁵."""
    series = expand(loggamma(x), x, oo, 5)
    rest = series.as_expression() - (x - Rational(1, 2)) * log(x) + x - log(2) / 2 - log(pi) / 2
    assert sympy.expand(rest - 1 / (12 * x) + 1 / (360 * x**3) - 1 / (1260 * x**5)) == 0


def test_the_gamma_function_has_stirling_s_coefficients():
    """Γ(x) = √(2π/x)·exp(x log x − x)·(1 + 1/12x + 1/288x² − 139/51840x³)."""
    (sector,) = expand(gamma(x), x, oo, 4).sectors
    assert sympy.expand(sector.exponential - x * log(x) + x) == 0
    found = [c / sector.terms[0][1] for _, c in sector.terms]
    assert found == [1, Rational(1, 12), Rational(1, 288), Rational(-139, 51840)]


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_polygamma_at_a_large_argument(n):
    """At x = 10⁵⁰ the terms up to x⁻⁸ leave an error below x⁻⁸⁻½."""
    series = expand(polygamma(n, x), x, oo, 8)
    with mp.workdps(700):
        at = mpmath.mpf(10) ** 50
        assert abs(mp.polygamma(n, at) - oracle.evaluate(series.as_expression(), {x: at})) < at**-8.5


def test_quotients_and_limits():
    """Γ(x + ½)/Γ(x) = √x(1 − 1/8x + …), n! ~ √(2πn)(n/e)ⁿ, ψ(x) − log x → 0."""
    assert expand(gamma(x + Rational(1, 2)) / gamma(x), x, oo, 1).as_expression() == sqrt(x) - 1 / (8 * sqrt(x))
    assert limit(factorial(x) / (sqrt(x) * (x / E) ** x), x, oo) == sqrt(2) * sqrt(pi)
    assert limit(polygamma(0, x) - log(x), x, oo) == 0
    assert limit(gamma(x) * exp(-x), x, oo) == oo


def test_a_symbolic_quotient():
    """Γ(x + a)/Γ(x) = xᵃ(1 + a(a − 1)/2x + …)."""
    series = expand(gamma(x + a) / gamma(x), x, oo, 2, symbolic_powers=True)
    assert [s.factor for s in series.sectors] == [x**a]
    terms = dict(series.sectors[0].terms)
    assert sympy.expand(terms[-1] - a * (a - 1) / 2) == 0


@pytest.mark.parametrize("expression", [gamma(x), loggamma(x), polygamma(1, x)])
def test_the_poles_towards_minus_infinity_are_refused(expression):
    """No asymptotic series holds along the poles."""
    with pytest.raises(SeriesError, match="along its poles"):
        expand(expression, x, -oo, 2)


def test_order_twenty_of_gamma_is_fast_and_order_sixty_refused():
    """The coefficients have as many terms as an order has partitions: 627 at 20, a million at 60."""
    start = time.process_time()
    series = expand(gamma(1 + x), x, 0, 20)
    found = series.coefficient(20)
    assert time.process_time() - start < 10
    expected = oracle.contour_coefficients(gamma(1 + x), x, 0, 0.5, 20, 20, {}, digits=30)[0]
    with mp.workdps(60):
        assert abs(oracle.evaluate(found, {}) - expected) < mpmath.mpf(10) ** -15
    with pytest.raises(SeriesError, match="beyond the budget"):
        expand(gamma(1 + x), x, 0, 60)


def test_zeta_at_its_pole():
    """ζ(1 + u) = 1/u + γ − γ₁u + γ₂u²/2, against mpmath's Stieltjes constants."""
    series = expand(zeta(x), x, 1, 2)
    assert [series.coefficient(k) for k in (-1, 0)] == [1, EulerGamma]
    with mp.workdps(40):
        assert abs(oracle.evaluate(series.coefficient(1), {}) + mp.stieltjes(1)) < mpmath.mpf(10) ** -30
        assert abs(2 * oracle.evaluate(series.coefficient(2), {}) - mp.stieltjes(2)) < mpmath.mpf(10) ** -30


@pytest.mark.parametrize("point", [0, 2, Rational(1, 2), -2])
def test_zeta_elsewhere_is_refused(point):
    """Its derivatives have no closed form, and none is made up."""
    with pytest.raises(SeriesError, match="derivatives of the zeta function"):
        expand(zeta(x), x, point, 2)
