"""Bounds on intervals and of finite parts, against errors sampled in mpmath at fifty digits."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (  # fmt: skip
    Rational,
    acot,
    asin,
    atan,
    atanh,
    besselj,
    cosh,
    coth,
    exp,
    gamma,
    log,
    polylog,
    sin,
    sqrt,
    symbols,
)

from symrules.notation import Notation
from symrules.series import SeriesError, expand
from tests.series import oracle

x, a, b, T = symbols("x a b T")
HALF = Rational(1, 2)
HIDDEN = 1 + x + ((1 + x) * (x + Rational(5, 4))) ** 4 * log((x + Rational(5, 4)) / (x + 1))


def parameters():
    notation = Notation()
    notation.symbol("T", domain="[0, 1]")
    notation.symbol("b", domain="positive")
    return notation


def holds(series, order, interval, values=None):
    """Whether the bound covers the error at a hundred points of the interval."""
    found = series.remainder(order, interval)
    low, high = (sympy.Rational(end) for end in interval)
    kept = [(k, c) for k, c in series.terms if k <= order]
    with mpmath.workdps(50):
        for k in range(101):
            at = mpmath.mpf(int((low + (high - low) * k / 100).p)) / int((low + (high - low) * k / 100).q)
            if not at:
                continue
            here = {**(values or {}), x: at}
            truth = oracle.evaluate(series.expression, here)
            total = sum((oracle.evaluate(sympy.sympify(c), here) * at ** (mpmath.mpf(p.numerator) / p.denominator)
                         for p, c in kept), mpmath.mpf(0))  # fmt: skip
            if abs(truth - total) > oracle.evaluate(found.bound, here) * (1 + mpmath.mpf(10) ** -40):
                return False
    return True


@pytest.mark.parametrize(("expression", "order", "interval", "direction"), [
    (atanh(x), 3, (-HALF, HALF), None), (asin(x) * exp(x), 2, (0, HALF), None), (coth(x) * exp(x), 1, (-1, 1), None),
    (exp(x) / x**3, -1, (-1, 2), None), (sqrt(x) * exp(x), 1, (0, 1), "+"),
    (log(1 + sqrt(x)), 1, (0, Rational(1, 4)), "+"),
    (gamma(1 + x), 3, (-HALF, HALF), None), (1 / (1 + x + x**5), 2, (-HALF, HALF), None),
    (besselj(0, x), 2, (-1, 1), None),
    (polylog(2, x), 2, (-HALF, HALF), None), (atan(1 + x) * x, 2, (-HALF, 1), None),
    (cosh(sqrt(1 - x)), 2, (-2, 2), None),
    (1 + x + 3 * x**4, 1, (-2, 2), None), ((1 + x) ** Rational(5, 2), 0, (0, 5), None),
    ((x + x**3) * exp(-x), 2, (0, 3), None),
    ((1 + x) ** Rational(7, 2), 1, (0, 5), None), ((1 - 2 * x) ** 9, 2, (-2, 2), None),
    (exp(-x) + x**3 - x**5, 2, (0, 3), None),
])  # fmt: skip
def test_a_bound_holds_on_its_interval(expression, order, interval, direction):
    """Laurent and Puiseux series, functions with branch cuts, finite parts and half-integer powers."""
    assert holds(expand(expression, x, 0, 7, direction=direction), order, interval)


@pytest.mark.parametrize("value", ["0", "0.3", "1"])
@pytest.mark.parametrize("expression", [T * exp(sin(x)), exp(T * x), T * x * coth(x) * cosh(x)])
def test_a_bound_with_a_parameter_holds_for_all_its_values(expression, value):
    """T stands for all of [0, 1], its ends included."""
    series = expand(expression, x, 0, 5, notation=parameters())
    with mpmath.workdps(50):
        assert holds(series, 2, (-1, 1), {T: mpmath.mpf(value)})


def test_a_hidden_branch_point_ends_the_interval():
    """Beyond the branch point at −1 there is no bound at x = 3; before it there is one, which holds."""
    series = expand(HIDDEN, x, 0, 20)
    with pytest.raises(SeriesError, match="no circle"):
        series.remainder(20, (-HALF, 3))
    assert holds(series, 20, (-HALF, HALF))


@pytest.mark.parametrize(("expression", "bound"), [
    (1 + x + 3 * x**4, 3 * x**4), (1 - 2 * x, 2 * sympy.Abs(x)), ((1 + x) ** 3, 3 * x**2 + sympy.Abs(x) ** 3),
    (x**2 * b, 0), (T * x**2 - x**4, x**4),
])  # fmt: skip
def test_a_polynomial_that_is_cut_off_leaves_its_terms(expression, bound):
    """What is left out is exactly the error."""
    order = 0 if expression == 1 - 2 * x else 2 if expression.has(b) or expression.has(T) else 1
    assert expand(expression, x, 0, 6, notation=parameters()).remainder(order).bound == bound


def test_the_sign_of_a_parameter_is_asked_for():
    """exp(−b x) envelops for x ≥ 0 where b > 0; of a nothing is known."""
    found = expand(a * exp(-b * x), x, 0, 4, notation=parameters()).remainder(2)
    assert (found.valid, sympy.expand(found.bound - x**3 * sympy.Abs(a * b**3) / 6)) == ("x >= 0", 0)
    with pytest.raises(SeriesError, match="without the sign of"):
        expand(exp(a * x), x, 0, 4, notation=parameters()).remainder(2)


@pytest.mark.parametrize(("expression", "direction", "interval", "message"), [
    (exp(a * x) * sin(x), None, (-1, 1), "bounded domain, for a"), (x * log(x), "+", (0, 1), "without logarithms"),
    (sqrt(x) * exp(x), "+", (-1, 1), "holds for x > 0 only"), (acot(2 + x) * x, None, (-HALF, HALF), "cut of acot"),
    (1 / (1 + T * x), None, (-HALF, HALF), "depends on the parameters"), (exp(x), None, (1, 2), "does not contain"),
    (exp(x), None, ("0", "1"), "rational ends"), (exp(x), None, (1, 0), "rational ends"),
    (atanh(x), None, (-1, 1), "no circle"),
])  # fmt: skip
def test_where_no_bound_is_given_the_reason_is(expression, direction, interval, message):
    """Parameters, logarithms, sides and cuts."""
    with pytest.raises(SeriesError, match=message):
        expand(expression, x, 0, 4, direction=direction, notation=parameters()).remainder(2, interval)


def test_a_power_of_a_polynomial_is_not_truncated():
    """(1 − x²)³ about −1/4 leaves all its terms up to the sixth, however few were expanded."""
    series = expand((1 - x**2) ** 3, x, -Rational(1, 4), 2)
    exact = sympy.Poly((1 - (x - Rational(1, 4)) ** 2) ** 3, x).all_coeffs()[::-1]
    found = {power: size for size, power in series.remainder(0).pieces}
    assert found == {k: abs(c) for k, c in enumerate(exact) if k > 0 and c}
    assert expand((1 + x) ** 10, x, 0, 3).remainder(3).bound.subs(x, 1) == 2**10 - 1 - 10 - 45 - 120
