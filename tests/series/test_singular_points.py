"""Branch points, poles and infinity of special functions."""

from __future__ import annotations

import pytest
import sympy
from sympy import (  # fmt: skip
    EulerGamma,
    Rational,
    acos,
    asin,
    atan,
    dirichlet_eta,
    erf,
    erfc,
    exp,
    log,
    oo,
    pi,
    polygamma,
    polylog,
    sqrt,
    symbols,
    tanh,
    zeta,
)

from symrules.notation import Notation
from symrules.series import SeriesError, expand, limit

x, a = symbols("x a")


def test_the_dilogarithm_at_its_branch_point():
    """Li₂(1 − x) = π²/6 + x·log x − x + …, from Li₂(z) + Li₂(1 − z) = π²/6 − log z·log(1 − z)."""
    series = expand(polylog(2, 1 - x), x, 0, 1, direction="+")
    assert series.coefficient(0) == pi**2 / 6
    assert sympy.expand(series.coefficient(1) - log(x) + 1) == 0


def test_the_bose_function_near_condensation():
    """Li_{3/2}(e⁻ˣ) = ζ(3/2) − 2√(πx) − ζ(1/2)x + …, and the terms of order x³ᐟ² vanish."""
    series = expand(polylog(Rational(3, 2), exp(-x)), x, 0, 2, direction="+")
    assert series.coefficient(0) == zeta(Rational(3, 2))
    assert sympy.expand(series.coefficient(Rational(1, 2)) + 2 * sqrt(pi)) == 0
    assert series.coefficient(Rational(3, 2)) == 0
    assert limit(polylog(Rational(5, 2), exp(-x)), x, 0, "+") == zeta(Rational(5, 2))


def test_the_side_of_the_cut_is_refused():
    """Above 1 the polylogarithm lies on its cut; a parameter of unknown sign leaves the side open."""
    for direction in ("+", None):
        with pytest.raises(SeriesError, match="side of its cut"):
            expand(polylog(2, x), x, 1, 2, direction=direction)
    with pytest.raises(SeriesError, match="side of its cut"):
        expand(polylog(2, exp(-a * x)), x, 0, 2, direction="+")
    notation = Notation()
    notation.symbol("a", domain="positive")
    assert expand(polylog(2, exp(-a * x)), x, 0, 2, direction="+", notation=notation).coefficient(0) == pi**2 / 6


def test_the_error_function_at_infinity():
    """erfc x = e^(−x²)(1/x − 1/(2x³) + …)/√π; erf has the limits ±1."""
    terms = expand(erfc(x), x, oo, 3).generalised_terms
    assert {t.exponential for t in terms} == {-(x**2)}
    assert [sympy.expand(t.coefficient * sqrt(pi)) for t in terms] == [1, -Rational(1, 2)]
    assert limit(erf(x), x, oo) == 1
    assert limit(erf(x), x, -oo) == -1
    assert limit(erfc(x), x, -oo) == 2


def test_polygamma_at_a_pole():
    """ψ(x) = −1/x − γ + π²x/6 − …."""
    series = expand(polygamma(0, x), x, 0, 1)
    assert [series.coefficient(j) for j in (-1, 0, 1)] == [-1, -EulerGamma, pi**2 / 6]


def test_the_alternating_zeta_function_at_numbers():
    """η(1) = log 2, η(2) = π²/12."""
    assert expand(dirichlet_eta(1, evaluate=False) + x, x, 0, 1).coefficient(0) == log(2)
    assert expand(dirichlet_eta(2, evaluate=False) + x, x, 0, 1).coefficient(0) == pi**2 / 12


def test_inverse_functions_of_a_constant_and_exponentials():
    """atan(tanh x) = π/4 − e⁻²ˣ + …: tan(π/4 − ε) = 1 − 2ε, tanh x = 1 − 2e⁻²ˣ; branch points are refused."""
    found = {t.exponential: t.coefficient for t in expand(atan(tanh(x)), x, oo, 1).generalised_terms}
    assert (found[0], found[-2 * x]) == (pi / 4, -1)
    assert limit(acos(Rational(1, 2) + exp(-x)), x, oo) == pi / 3
    with pytest.raises(SeriesError, match="exponentially small corrections"):
        expand(asin(tanh(x)), x, oo, 2)


@pytest.mark.parametrize(("expression", "point", "direction"), [
    (sympy.atanh(x), 1, "+"), (sympy.atanh(x), -1, "-"), (asin(x), 1, "+"), (acos(x), -1, "-"),
    (sympy.acoth(x), 1, "-"), (sympy.loggamma(x), Rational(-1, 2), None), (sympy.loggamma(x), -1, "+"),
])  # fmt: skip
def test_the_side_on_a_branch_cut_is_refused(expression, point, direction):
    """Values on a cut are a convention, and continuation from the other side would be wrong."""
    with pytest.raises(SeriesError, match=r"cut|branch"):
        expand(expression, x, point, 2, direction=direction)


@pytest.mark.parametrize(("expression", "point"), [
    (sympy.acoth(x), 1), (sympy.atanh(x - 1), 0), (polylog(2, 1 / x), 1), (polylog(2, -x), -1),
])  # fmt: skip
def test_the_side_off_the_cut_is_named_in_a_two_sided_expansion(expression, point):
    """The expansion holds for x above the point only, which is recorded as a condition."""
    assert expand(expression, x, point, 2).conditions == (f"x > {point}",)


def test_the_logarithm_of_the_gamma_function_is_real_where_gamma_is_not_one():
    """log Γ(5/2 + x) starts with log(3√π/4), and log Γ(x) with −log x."""
    at = expand(sympy.loggamma(x), x, Rational(5, 2), 0).coefficient(0)
    assert abs(sympy.N(at - log(3 * sqrt(pi) / 4), 30)) < 1e-25
    assert expand(sympy.loggamma(x), x, 0, 0, direction="+").as_expression() == -log(x)
