"""Bessel functions at 0, about other points and at infinity."""

from __future__ import annotations

from math import factorial

import mpmath
import pytest
import sympy
from mpmath import mp
from sympy import EulerGamma, Rational, besseli, besselj, besselk, bessely, exp, log, oo, pi, sqrt, symbols

from symrules.notation import Notation
from symrules.series import SeriesError, expand, limit
from tests.series import oracle

x, a, c = symbols("x a c")


def declared():
    notation = Notation()
    notation.symbol("a", domain="positive")
    notation.symbol("c", domain="positive")
    return notation


@pytest.mark.parametrize("function", [besselj, bessely, besseli, besselk])
@pytest.mark.parametrize("order", [0, 1, -2, Rational(1, 3), Rational(5, 2)])
def test_derivatives_at_a_point_are_those_of_mpmath(function, order):
    """k!·aₖ is the k-th derivative at 3/2, to 15 digits."""
    series = expand(function(order, x), x, Rational(3, 2), 3)
    with mp.workdps(18):
        nu = mpmath.mpf(sympy.Rational(order).p) / sympy.Rational(order).q
        for k in range(4):
            truth = mp.diff(lambda z: getattr(mp, function.__name__)(nu, z), mpmath.mpf(3) / 2, k)
            found = oracle.evaluate(series.coefficient(k), {}) * factorial(k)
            assert abs(found - truth) <= mpmath.mpf(10) ** -15 * max(1, abs(truth))


@pytest.mark.parametrize("function", [besselj, bessely, besseli, besselk])
def test_a_symbolic_order_and_point(function):
    """Coefficients in ν and c, against mpmath's derivatives at ν = 1/3, c = 2."""
    series = expand(function(a, x), x, c, 4, notation=declared())
    with mp.workdps(60):
        values = {a: mpmath.mpf(1) / 3, c: mpmath.mpf(2)}
        for k in range(5):
            truth = mp.diff(lambda z: getattr(mp, function.__name__)(values[a], z), values[c], k)
            found = oracle.evaluate(series.coefficient(k), values) * factorial(k)
            assert abs(found - truth) <= mpmath.mpf(10) ** -40 * max(1, abs(truth))


def test_bessel_s_equation_holds_to_every_order():
    """x²w″ + xw′ + (x² − 4)w has no coefficient for w = Y₂ about 1; a sign changed, it has."""
    w = bessely(2, x)
    for sign, vanishes in ((1, True), (-1, False)):
        equation = x**2 * sympy.Derivative(w, (x, 2)) + x * sympy.Derivative(w, x) + (sign * x**2 - 4) * w
        assert (len(expand(equation, x, 1, 6).terms) == 0) is vanishes


def test_logarithms_at_zero():
    """K₀ = −log(x/2) − γ + …, Y₀ = (2/π)(log(x/2) + γ) + …, K₁ = 1/x + …, from their integrals."""
    series = expand(besselk(0, x), x, 0, 1, direction="+")
    assert sympy.expand(series.coefficient(0) + log(x) - log(2) + EulerGamma) == 0
    series = expand(bessely(0, x), x, 0, 1, direction="+")
    assert sympy.expand(series.coefficient(0) * pi / 2 - log(x) + log(2) - EulerGamma) == 0
    assert expand(besselk(1, x), x, 0, 0, direction="+").as_expression() == 1 / x


def test_half_integers_are_elementary():
    """K_{1/2}(x)·√(2x/π) = e⁻ˣ, at 0 and at infinity, where it has one term."""
    scaled = besselk(Rational(1, 2), x) * sqrt(2 * x / pi)
    series = expand(scaled, x, 0, 5, direction="+")
    assert [series.coefficient(k) for k in range(6)] == [Rational((-1) ** k, factorial(k)) for k in range(6)]
    assert expand(scaled * exp(x), x, oo, 9).as_expression() == 1


def test_a_symbolic_order_at_zero_stands_in_front():
    """J_a = (x/2)ᵃ/Γ(a + 1)·(1 − x²/(4(a + 1)) + …)."""
    series = expand(besselj(a, x), x, 0, 2, direction="+", notation=declared())
    assert [s.factor for s in series.sectors] == [x**a]
    terms = dict(series.sectors[0].terms)
    assert sympy.simplify(terms[2] / terms[0] + 1 / (4 * (a + 1))) == 0


def test_large_arguments():
    """K_ν ~ √(π/2x)e⁻ˣ(1 + (4ν² − 1)/8x), I_ν likewise with alternating signs, and what e⁻ˣ adds to I is not known."""
    (sector,) = expand(besselk(a, x), x, oo, 2, notation=declared()).sectors
    assert sector.exponential == -x
    (low, first), (high, second) = sector.terms
    assert (low, high) == (-Rational(1, 2), -Rational(3, 2))
    assert sympy.expand(second / first - (4 * a**2 - 1) / 8) == 0
    (sector,) = expand(besseli(0, x), x, oo, 2).sectors
    assert (sector.exponential, sector.terms[1][1] / sector.terms[0][1]) == (x, Rational(1, 8))
    assert limit(besseli(0, x) * besselk(0, x) * x, x, oo) == Rational(1, 2)


@pytest.mark.parametrize(("expression", "point", "message"), [
    (besselj(0, x), oo, "oscillates"), (bessely(1, x), -oo, "oscillates"), (besselk(0, x), -1, "branch cut"),
    (besselk(0, x), a - c, "branch cut"), (besselk(a, x), 0, "symbolic order"), (besseli(0, x), -oo, "tends to -oo"),
    (besselj(Rational(1, 3), x), -2, "branch cut"), (besselj(a - c, x), 0, "negative integer"),
    (besselk(x, 2), 0, "not a constant"), (besselj(0, exp(x)), oo, "exponentially large"),
])  # fmt: skip
def test_what_stands_in_the_way_is_said(expression, point, message):
    """No expansion is better than one on the wrong side of a cut."""
    with pytest.raises(SeriesError, match=message):
        expand(expression, x, point, 2, notation=declared())


TURNED = [sympy.acosh(2) + sympy.I * pi, pi - sympy.I * sympy.acosh(2), sympy.I * sympy.sqrt(2), 1 + 2 * sympy.I,
          sympy.I * sympy.acosh(3) + sympy.I * pi]  # fmt: skip


@pytest.mark.parametrize("function", [besselj, bessely, besseli, besselk])
@pytest.mark.parametrize("point", TURNED, ids=str)
def test_about_a_complex_point(function, point):
    """J and I of an argument that is turned by i are I and J: going from one to the other ends."""
    for order in (0, 1, -2, Rational(1, 2)):
        series = expand(function(order, x), x, point, 2)
        with mp.workdps(20):
            at, nu = oracle.evaluate(sympy.sympify(point), {}), mpmath.mpf(sympy.Rational(order).p) / Rational(order).q
            for k in range(3):
                truth = mp.diff(lambda z, n=nu: getattr(mp, function.__name__)(n, z), at, k)
                found = oracle.evaluate(series.coefficient(k), {}) * factorial(k)
                assert abs(found - truth) <= mpmath.mpf(10) ** -14 * max(1, abs(truth))


@pytest.mark.parametrize("function", [besselj, besseli])
@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("pole", [sympy.cosh(x), sympy.cos(x)], ids=str)
def test_beside_a_complex_pole(function, order, pole):
    """The radius is that of the pole, or at least its distance is said: |acosh(2) + iπ|."""
    found = expand(function(order, x) + 1 / (2 + pole), x, 0, 4).singularity
    distance = sqrt(sympy.acosh(2) ** 2 + pi**2)
    assert found.at_least == distance
    assert found.radius in (None, distance)


@pytest.mark.parametrize(
    ("e", "radius"),
    [
        (besselj(0, x) + 1 / (x**2 + 4), 2), (besseli(1, x) + 1 / sympy.cosh(x), pi / 2),
        (besselj(0, sympy.I * x) + 1 / (1 + x**2), 1), (besseli(0, sympy.I * x) * exp(x) / (1 + exp(x)), pi),
    ],
)  # fmt: skip
def test_an_entire_function_moves_no_pole(e, radius):
    """The radius is the distance of the pole."""
    assert expand(e, x, 0, 4).singularity.radius == radius
