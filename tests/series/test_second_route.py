"""The second route names itself, and fails where a coefficient is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flint import fmpq
from sympy import O, Rational, besselj, cos, cosh, coth, exp, log, oo, pi, polylog, sin, sinh, sqrt, symbols, tanh

from symrules.series import SeriesError, expand
from symrules.series.confirm import _by_value
from symrules.series.local import Local, add, monomial
from symrules.series.second_route import disagreement, second_route

x, a, T = symbols("x a T")
BRACKET = T + T * (1 - T) * (x * coth(x) - 1)


@pytest.mark.parametrize(("expression", "point", "route"), [
    (x * coth(x), 0, "the recurrence from u c' = c + u^2 - c^2"), (BRACKET, 0, "the recurrence from u c'"),
    (tanh(a * x) ** 2, 0, "the recurrence from u w' = 1 - w - u^2 w^2"), (x / (exp(x) - 1), 0, "the closed form in"),
    (x * cosh(x) / sinh(x), 0, "the closed form in Bernoulli"), (1 / sin(x) ** 2, 0, "the closed form in Bernoulli"),
    (log(1 + exp(x)), 0, "the closed form in Bernoulli"), (exp(a * x), 0, "the recurrence from w' = w"),
    (sin(x), pi, "the recurrence from (u w)'' = -u w"), (cos(sqrt(x)), 0, "the recurrence from w'' = -w"),
    (1 / (1 + x), oo, "the recurrence from (1 + u) w'"), (besselj(1, x), 0, "the recurrence from u^2 w''"),
    (exp(sin(x)), 0, "Arb evaluation"), (polylog(2, x), 0, "Arb evaluation"), (1 - x + x**2, 0, "Arb evaluation"),
], ids=str)  # fmt: skip
def test_the_route_is_named(expression, point, route):
    """Bernoulli numbers where the expansion has not used them, a recurrence where it has, else the value in balls."""
    found = expand(expression, x, point, 8).confirmed_by
    assert found.startswith(route)
    assert "Arb evaluation" in found


def corrupted(series, power, change):
    """The series with one coefficient changed."""
    value = series.value
    wrong = add(value, Local(power, monomial(change).c, True), 99)
    return replace(series, value=wrong)


@pytest.mark.parametrize("expression", [x * coth(x), BRACKET, x / (exp(x) - 1), exp(a * x), log(1 + exp(x))])
@pytest.mark.parametrize("power", [2, 6, 8])
def test_a_wrong_coefficient_is_noticed_by_every_route(expression, power):
    """One part in 10¹⁵ is enough, at the last power as well."""
    series = expand(expression, x, 0, 8)
    wrong = corrupted(series, power, fmpq(1, 10**15))
    assert series.confirmed_by
    with pytest.raises(SeriesError, match=f"power {power} disagrees"):
        second_route(wrong)
    with pytest.raises(SeriesError, match=r"disagrees|at no point"):
        _by_value(wrong)
    with pytest.raises(SeriesError, match="disagrees"):
        _ = wrong.confirmed_by


def test_both_routes_of_a_family_notice():
    """Recurrence and Bernoulli numbers, each on its own."""
    series = expand(x / (exp(x) - 1), x, 0, 8)
    for closed in (True, False):
        assert disagreement(series, *series.termwise, closed) is None
        assert disagreement(corrupted(series, 4, fmpq(1, 7)), *series.termwise, closed) == 4


def test_a_forgotten_term_is_noticed():
    """A coefficient that is zero and should not be, between the others."""
    series = expand(exp(x), x, 0, 6)
    with pytest.raises(SeriesError, match="power 3 disagrees"):
        second_route(corrupted(series, 3, fmpq(-1, 6)))


def test_there_is_no_second_route_for_an_error_term_or_a_very_high_order():
    """An O() of the input has no value; beyond the limit the value in balls remains."""
    with pytest.raises(SeriesError, match="own error term"):
        _ = expand(1 + x + O(x**3), x, 0, 2).confirmed_by
    assert second_route(expand(exp(x), x, 0, 300)) is None
    assert expand(1 / (2 - x), x, 0, 300).confirmed_by.startswith("Arb")
    assert expand(sqrt(4 + x), x, 0, 20).coefficient(1) == Rational(1, 4)
