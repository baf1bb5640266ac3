"""A power of the variable with a symbolic exponent is kept in front of a power series."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from mpmath import mp
from sympy import Derivative, I, Rational, exp, log, oo, sin, symbols

from symrules.notation import Notation
from symrules.series import SeriesError, expand, limit, to_json_dict
from symrules.series.typeset import series_latex
from tests.series import oracle

x, a, b = symbols("x a b")
VALUES = {a: Rational(3, 2), b: Rational(-2, 3)}


def declared():
    notation = Notation()
    notation.symbol("x")
    notation.symbol("a", domain="positive")
    notation.symbol("b")
    return notation


@pytest.mark.parametrize(("expression", "point", "direction"), [
    (x**a, 0, "+"), (x**b * exp(x), 0, "+"), (sin(x) ** a, 0, "+"), (x**a * (1 + x) ** b, 0, "+"),
    (x**a + x**a * sin(x), 0, "+"), (1 / (x**a * (1 + x)), 0, "+"), (exp(a * log(x) + x), 0, "+"),
    (x**a * log(x), 0, "+"), (x ** (a + 1) + x**a, 0, "+"), ((2 * x + x**2) ** a, 0, "+"), ((x - 1) ** a, 1, "+"),
    ((1 - x) ** a, 1, "-"),
    (Derivative(x**a * exp(x), x), 0, "+"), ((1 + x) ** a * x**b, oo, None), ((x**2 + x) ** a, oo, None),
    ((x**a) ** b * exp(x), 0, "+"), (log(x**a * (1 + x)), 0, "+"), ((x**a * exp(x)) ** Rational(1, 2), 0, "+"),
    ((-x) ** a * exp(x), 0, "-"), ((1 - x) ** a * exp(x), 1, "+"), (x ** (a * x), 0, "+"),
], ids=str)  # fmt: skip
def test_values_close_by_agree(expression, point, direction):
    """At a distance 1e-30 the terms up to order three leave a relative error of order four."""
    series = expand(expression, x, point, 3, direction=direction, notation=declared(), symbolic_powers=True)
    with mp.workdps(250):
        values = {symbol: mpmath.mpf(int(v.p)) / int(v.q) for symbol, v in VALUES.items()}
        h = mpmath.mpf(10) ** -30
        values[x] = 1 / h if point == oo else mpmath.mpf(int(point)) + (h if direction == "+" else -h)
        truth = oracle.evaluate(expression.doit() if expression.has(Derivative) else expression, values)
        total = oracle.evaluate(series.as_expression(), values)
        assert abs(total - truth) <= abs(truth) * h**3.5


@pytest.mark.parametrize("expression", [x**a + x, 1 / (x**a + x), x**a + x**b, (x + x**a) ** 2 * exp(x)])
def test_powers_whose_order_is_not_known_are_not_added(expression):
    """Whether x or xᵃ is larger depends on a."""
    with pytest.raises(SeriesError, match="not ordered"):
        expand(expression, x, 0, 3, direction="+", notation=declared())


def test_an_error_that_may_be_large_needs_consent():
    """Without symbolic_powers the error must be as small as the order says: for xᵇ with b of unknown sign it is not."""
    assert expand(x**a * exp(x), x, 0, 2, direction="+", notation=declared()).sectors[0].factor == x**a
    for expression, point in ((x**b * exp(x), 0), (x**-a, 0), (x**a, oo)):
        with pytest.raises(SeriesError, match="symbolic exponent"):
            expand(expression, x, point, 2, notation=declared())
    assert expand(x**-a, x, oo, 2, notation=declared()).sectors[0].factor == x**-a


def test_what_is_not_known_of_the_power_is_refused():
    """A complex exponent, a limit, and terms by exponent."""
    with pytest.raises(SeriesError, match="complex power"):
        expand(x ** (I * a), x, 0, 2, direction="+", notation=declared(), symbolic_powers=True)
    with pytest.raises(SeriesError, match="not ordered"):
        limit(x**b, x, 0, "+", notation=declared())
    with pytest.raises(SeriesError, match="stands in front"):
        _ = expand(x**a, x, 0, 2, direction="+", notation=declared()).generalised_terms


def test_a_two_sided_expansion_names_its_side():
    """xᵃ is real for x > 0 only."""
    assert expand(x**a, x, 0, 2, notation=declared()).conditions == ("x > 0",)


def test_the_power_is_printed_as_one():
    """In LaTeX with its error term, and in JSON as a factor."""
    series = expand(x**a * exp(x), x, 0, 2, direction="+", notation=declared())
    assert series_latex(series) == r"x^a+xx^a+\frac{x^2x^a}{2}+O(x^3x^a)"
    (part,) = to_json_dict(series)["exponential_terms"]
    assert part == {"factor": "x**a", "coefficients": [[0, "1"], [1, "1"], [2, "1/2"]]}


def test_derivatives_of_exponents_with_logarithms():
    """(xˣ)′ = xˣ(1 + log x) at infinity, and twice."""
    for n in (1, 2):
        found = expand(Derivative(x**x, (x, n)), x, oo, 3).as_expression()
        assert sympy.simplify(found - sympy.diff(x**x, (x, n)).rewrite(exp)) == 0
