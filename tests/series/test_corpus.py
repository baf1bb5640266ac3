"""Every coefficient of the corpus against mpmath, which shares no code with the expansions."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from mpmath import mp

from symrules.notation import Notation
from symrules.series import expand
from tests.series import corpus, oracle

ORDER = 8
BY_VALUE = "Arb evaluation of the expression at distance 1e-40, agreeing to the order of the error"
x = corpus.x


def parameters():
    notation = Notation()
    for symbol in (corpus.a, corpus.b):
        notation.symbol(symbol.name, domain="positive")
    notation.symbol("T", domain="[0, 1]")
    return notation


NOTATION = parameters()


def values():
    with mp.workdps(120):
        return {symbol: mpmath.mpf(int(v.p)) / int(v.q) for symbol, v in corpus.VALUES.items()}


def test_the_corpus_is_large():
    """At least four hundred expressions are compared."""
    assert len(set(corpus.CIRCLED)) + len(set(corpus.PEELED)) >= 400


@pytest.mark.parametrize(("expression", "point", "radius"), corpus.CIRCLED, ids=str)
def test_coefficients_are_those_of_a_contour_integral(expression, point, radius):
    """Laurent and Taylor coefficients agree with the trapezoidal rule on a circle to 60 digits."""
    series = expand(expression, x, point, ORDER, notation=NOTATION)
    low = -4
    expected = oracle.contour_coefficients(expression, x, point, radius, low, ORDER, values())
    with mp.workdps(90):
        found = [mpmath.mpc(oracle.evaluate(series.coefficient(k), values())) for k in range(low, ORDER + 1)]
        for got, true in zip(found, expected, strict=True):
            assert abs(got - true) <= mpmath.mpf(10) ** -60 * max(1, abs(true))


@pytest.mark.parametrize(("expression", "point", "direction"), corpus.PEELED, ids=str)
def test_branch_points_and_infinity_agree_with_values_close_by(expression, point, direction):
    """At a distance 1e-70 each partial sum is right to 60 digits of the next coefficient."""
    order = 4
    series = expand(expression, x, point, order, direction=direction)
    digits = 70 * (order + 3)
    with mp.workdps(digits):
        distance = mpmath.mpf(10) ** -70
        if point in (sympy.oo, -sympy.oo):
            at = 1 / distance if point == sympy.oo else -1 / distance
        else:
            at = oracle.evaluate(sympy.sympify(point), {}) + (distance if direction == "+" else -distance)
        truth = oracle.evaluate(expression, {x: at})
        total = mpmath.mpf(0)
        for term in series.generalised_terms:
            base = oracle.evaluate(series.base, {x: at})
            value = oracle.evaluate(sympy.sympify(term.coefficient), {}) * mpmath.power(
                base, mpmath.mpf(term.exponent.numerator) / term.exponent.denominator)  # fmt: skip
            if term.log_power:
                value *= mpmath.log(abs(base)) ** term.log_power
            total += value * mpmath.exp(oracle.evaluate(sympy.sympify(term.exponential), {x: at}))
        rounding = abs(truth) * mpmath.mpf(10) ** -(digits - 90)
        assert abs(truth - total) <= max(distance**order * mpmath.mpf(10) ** -4, rounding)


@pytest.mark.parametrize(("expression", "point", "direction"), corpus.PEELED[::3], ids=str)
def test_a_second_route_confirms_expansions_with_branches(expression, point, direction):
    """Arb values close to the point agree, and the route is named."""
    assert expand(expression, x, point, 4, direction=direction).confirmed_by.endswith(BY_VALUE)


@pytest.mark.parametrize(("expression", "point"), [entry[:2] for entry in corpus.CIRCLED[::8]], ids=str)
def test_a_second_route_confirms_laurent_series(expression, point):
    """Arb values close to the point agree, and the route is named."""
    assert expand(expression, x, point, ORDER, notation=NOTATION).confirmed_by.endswith(BY_VALUE)
