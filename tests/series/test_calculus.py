"""Derivatives, finite sums and products that stand in the input."""

from __future__ import annotations

import pytest
import sympy
from sympy import Derivative, Function, Product, Rational, Sum, coth, exp, factorial, log, oo, polylog, sqrt, symbols

from symrules.series import SeriesError, expand

x, a, k, n, s = symbols("x a k n s")
f = Function("f")


@pytest.mark.parametrize(("unexpanded", "carried_out", "point", "direction"), [
    (Derivative(x * coth(x), x), coth(x) - x / sympy.sinh(x) ** 2, 0, None),
    (Derivative(exp(a * x), (x, 2)), a**2 * exp(a * x), 0, None),
    (Derivative(exp(a * x), a), x * exp(a * x), 0, None),
    (Derivative(exp(a * x), a, x), (1 + a * x) * exp(a * x), 0, None),
    (Derivative(x**2 * log(x), (x, 2)), 2 * log(x) + 3, 0, "+"),
    (Derivative(sqrt(x) * log(x), x), log(x) / (2 * sqrt(x)) + 1 / sqrt(x), 0, "+"),
    (Derivative(x**2 * exp(-x) / (1 + x), x), exp(-x) * (2 * x / (1 + x) - x**2 / (1 + x) - x**2 / (1 + x) ** 2), oo,
     None),
    (Derivative(1 / x, x), -1 / x**2, 0, "-"),
    (Derivative(1 / (1 + x), x), -1 / (1 + x) ** 2, -oo, None),
    (Derivative(f(2 * x), x), 2 * sympy.Subs(Derivative(f(k), k), k, 2 * x), 0, None),
    (Sum(x**k / factorial(k), (k, 0, 3)), 1 + x + x**2 / 2 + x**3 / 6, 0, None),
    (Sum(exp(k * x), (k, -1, 2)), exp(-x) + 1 + exp(x) + exp(2 * x), 0, None),
    (Sum(Sum(x**k * n, (k, 0, n)), (n, 1, 2)), 1 + x + 2 * (1 + x + x**2), 0, None),
    (Product(1 + k * x, (k, 1, 3)), (1 + x) * (1 + 2 * x) * (1 + 3 * x), 0, None),
    (Sum(x, (k, 1, 0)), sympy.Integer(0), 0, None),
])  # fmt: skip
def test_what_is_left_to_be_carried_out_is_carried_out(unexpanded, carried_out, point, direction):
    """The derivative, sum or product has the series of what comes out of it by hand."""
    found = expand(unexpanded, x, point, 4, direction=direction)
    expected = expand(carried_out, x, point, 4, direction=direction)
    assert sympy.expand(found.as_expression() - expected.as_expression()) == 0


def test_a_derivative_is_confirmed_by_a_route_that_differentiates_first():
    """The expression itself is differentiated and enclosed."""
    assert expand(Derivative(x * coth(a * x), x), x, 0, 4).confirmed_by.startswith("Arb")


@pytest.mark.parametrize(("expression", "message"), [
    (Sum(x**k, (k, 0, oo)), "two integers"),
    (Sum(x**k, (k, 0, n)), "two integers"),
    (Sum(x**k, (k, 5, 0)), "terms"),
    (Sum(x**k, (k, 0, 10**7)), "terms"),
    (Derivative(polylog(s, x), s), "not carried out"),
    (Derivative(exp(x), (x, n)), "symbolic order"),
])  # fmt: skip
def test_what_cannot_be_carried_out_is_said(expression, message):
    """The message names the obstacle."""
    with pytest.raises(SeriesError, match=message):
        expand(expression, x, 0, 3)


def test_the_index_of_a_sum_is_not_a_parameter():
    """A parameter of the same name outside the sum is another symbol's value."""
    series = expand(k * Sum(x**k, (k, 1, 2)), x, 0, 3)
    assert series.coefficient(1) == k
    assert series.coefficient(Rational(2)) == k
