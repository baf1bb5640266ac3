"""Asymptotic claims and claimed remainders."""

from __future__ import annotations

import pytest

from symrules.questions import prove
from tests.decide.claims import asymptotic

BRACKET = "T**2+T*(1-T)*x*coth(x)"
CLAIMS = [  # lhs, rhs, point, the order to which it holds (and no further), domains
    ("x*coth(x)", "1+x**2/3", "0", 4, {"x": "nonzero"}),
    (BRACKET, "T+T*(1-T)*x**2/3", "0", 4, {"x": "nonzero", "T": "[0, 1]"}),
    ("exp(a*x)", "1+a*x", "0", 2, {"x": "real", "a": "real"}),
    ("coth(1/x)", "x", "oo", 1, {"x": "positive"}),
    ("sqrt(x+a)", "sqrt(a)", "0", 1, {"x": "real", "a": "positive"}),
    ("sqrt(x**2+x)", "x+1/2", "oo", 1, {"x": "positive"}),
    ("log(1+x)", "x-x**2/2", "0", 3, {"x": "nonnegative"}),
]


@pytest.mark.parametrize(("lhs", "rhs", "point", "order", "domains"), CLAIMS, ids=[c[0] for c in CLAIMS])
def test_the_order_of_an_expansion(lhs, rhs, point, order, domains):
    """The claim is proved to its order, and refuted one order further by an exact coefficient."""
    assert asymptotic(lhs, rhs, "x", point, order, **domains).proved
    beyond = asymptotic(lhs, rhs, "x", point, order + 1, **domains)
    assert beyond.refuted
    assert beyond.witness.rhs == "0"


def test_a_wrong_coefficient_is_refuted_with_its_value():
    """1/3 - 1/4 = 1/12 is left over."""
    found = asymptotic("x*coth(x)", "1+x**2/4", "x", "0", 4, x="nonzero")
    assert found.witness.lhs == "1/12"
    assert ("the coefficient of x**2 of the difference does not vanish",) == found.evidence


def test_a_logarithm_counts():
    """x log x is not O(x)."""
    assert asymptotic("x*log(x)", "0", "x", "0", 1, x="positive").refuted


def test_what_falls_off_exponentially_is_of_every_order():
    """tanh(x) - 1 at infinity, exp(-1/x) at zero."""
    assert asymptotic("tanh(x)", "1", "x", "oo", 7, x="positive").proved
    assert asymptotic("exp(-1/x)", "0", "x", "0", 5, x="positive").proved


def test_a_claimed_remainder():
    """|T(1-T)(x coth x - 1 - x²/3)| <= T(1-T) x⁴/45 for all x; with 46 it fails."""
    domains = {"x": "nonzero", "T": "[0, 1]"}
    rhs = "T+T*(1-T)*x**2/3"
    assert asymptotic(BRACKET, rhs, "x", "0", 4, "T*(1-T)*x**4/45", **domains).proved
    assert asymptotic(BRACKET, rhs, "x", "0", 4, "T*(1-T)*x**4/46", **domains).refuted


@pytest.mark.parametrize(
    "lhs",
    ["exp(x)", "exp(x)/x**5", "cosh(x)", "tanh(x)/(1 - tanh(x))", "x**x", "exp(sqrt(x))", "x**2*exp(x)"],
)
def test_a_growing_exponential_is_of_no_power(lhs: str) -> None:
    """What outgrows every power is never proved to be of the order of one."""
    for order in (-3, 0, 2):
        assert not asymptotic(lhs, "0", "x", "oo", order, x="positive").proved


@pytest.mark.parametrize(("lhs", "rhs"), [("log(x**2)", "2*log(x)"), ("Abs(x)", "x"), ("sqrt(x**2)", "x")])
def test_a_claim_on_both_sides_is_not_proved_on_one(lhs: str, rhs: str) -> None:
    """An expansion that holds for x > 0 proves nothing for a nonzero x."""
    assert not asymptotic(lhs, rhs, "x", "0", 1, x="nonzero").proved
    assert asymptotic(lhs, rhs, "x", "0", 1, x="positive").proved


@pytest.mark.parametrize(("side", "conditions"), [
    ("exp(x)/a", {"a != 0"}),
    ("Piecewise((1, t > 1), (x, True))/c + exp(x)/a", {"c != 0", "a != 0"}),
    ("sin(x)/(1-cos(a)) + 0*tan(b)", {"1 - cos(a) != 0", "cos(b) != 0"}),
])  # fmt: skip
def test_what_the_parameters_must_satisfy_is_said_once(side, conditions):
    """Beside cases, and for what the expansion divides by too."""
    domains = dict.fromkeys("abcx", "real") | {"t": "[2, 3]"}
    found = asymptotic(side, side, "x", "0", 3, **domains)
    assert found.proved
    assert set(found.side_conditions) == conditions


def test_a_refusal_names_no_variable_that_the_claim_does_not_hold():
    found = asymptotic("Integral(exp(-a*s**4+cos(s))*x,(s,0,oo))", "x/a", "x", "0", 3, a="positive", x="real")
    assert found.undecided
    assert "(t, 0, oo)" in str(found.reason)


@pytest.mark.parametrize(("lhs", "rhs", "order"), [
    ("log(x*(1-I*x))", "log(x) + log(1-I*x)", 1), ("sqrt(x-I*x**2)", "sqrt(x)*(1-I*x/2)", 1),
    ("(x-I*x**2)**(1/3)", "x**(1/3)", 1), ("acosh(1+x-I*x**2)", "sqrt(2*x)", 1), ("log(x*(1+a*x))", "log(x)+a*x", 1),
    ("besselk(0,x-I*x**2)", "-log(x/2)-EulerGamma", 1),
])  # fmt: skip
def test_a_complex_correction_turns_the_branch_on_the_negative_side(lhs, rhs, order):
    """By 2 pi i, or a root of unity; on the positive side the principal branch goes on."""
    assert not asymptotic(lhs, rhs, "x", "0", order, x="real", a="complex").proved
    assert asymptotic(lhs, rhs, "x", "0", order, x="positive", a="complex").proved


@pytest.mark.parametrize(("lhs", "rhs", "expected"), [
    ("sqrt((x-pi)**2)", "pi-x", "proved"), ("sqrt((x-pi)**2)", "x-pi", "refuted"),
    ("log(x-pi)", "log(pi-x)+I*pi", "proved"), ("sqrt(1+cos(x))", "sqrt(2)*(pi-x)/2", "proved"),
])  # fmt: skip
def test_a_point_at_an_end_that_is_no_rational_number_is_approached_from_within(lhs, rhs, expected):
    assert str(asymptotic(lhs, rhs, "x", "pi", 2, x="[0, pi]").outcome) == expected


def test_a_symbol_that_is_real_restricts_what_its_equation_is_solved_with():
    """If y = log(-x) is real, x is negative."""
    assert not prove("sqrt(x**2) = -x", asymptotic=("x", 0, 2), where=["y == log(-x)"], x="real", y="real").refuted
