"""Sums with symbolic and infinite ends: each value is proved, a wrong one refuted, and mpmath agrees."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decide.claims import occurring, verdict
from tests.decide.quadrature import agree

DOMAINS = {"k": "integer", "n": "positive integer", "p": "(0, 1)", "q": "[2, 3]", "a": "positive", "x": "real"}
SUMS = [
    ("Sum(q**k, (k, 0, n))", "(1-q**(n+1))/(1-q)", "(1-q**n)/(1-q)"),
    ("Sum(k*p**k, (k, 1, n))", "p*(1-(n+1)*p**n+n*p**(n+1))/(1-p)**2", "p*(1-(n+1)*p**n-n*p**(n+1))/(1-p)**2"),
    ("Sum(k, (k, n, 2*n))", "3*n*(n+1)/2", "3*n*(n-1)/2"),
    ("Sum(k**3, (k, 1, n))+1", "(n*(n+1)/2)**2+1", "(n*(n+1)/2)**2-1"),
    ("Sum(sin(k*a), (k, 1, n))", "sin(n*a/2)*sin((n+1)*a/2)/sin(a/2)", "sin(n*a/2)*cos((n+1)*a/2)/sin(a/2)"),
    ("Sum(1/(k*(k+1)), (k, 1, n))", "n/(n+1)", "(n+1)/n"),
    ("Sum(1/(k+a)-1/(k+a+1), (k, 0, n))", "1/a-1/(a+n+1)", "1/a-1/(a+n)"),
    ("Sum(p**k, (k, 0, oo))", "1/(1-p)", "1/(1+p)"),
    ("Sum(k**2*p**k, (k, 1, oo))", "p*(1+p)/(1-p)**3", "p*(1-p)/(1-p)**3"),
    ("Sum((-p)**k, (k, 2, oo))", "p**2/(1+p)", "p/(1+p)"),
    ("Sum(exp(-a*(k+1/2)), (k, 0, oo))", "1/(2*sinh(a/2))", "1/(2*cosh(a/2))"),
    ("Sum(p**k*cos(k*x), (k, 0, oo))", "(1-p*cos(x))/(1-2*p*cos(x)+p**2)", "(1+p*cos(x))/(1-2*p*cos(x)+p**2)"),
    ("Sum(1/k**2, (k, 1, oo))", "pi**2/6", "pi**2/8"),
    ("Sum(1/k**4, (k, 3, oo))", "pi**4/90-17/16", "pi**4/90-1"),
    ("Sum(1/(2*k+1)**2, (k, 0, oo))", "pi**2/8", "pi**2/6"),
    ("Sum(1/(k*(k+1/2)), (k, 1, oo))", "4-4*log(2)", "4-2*log(2)"),
    ("Sum(1/((3*k+1)*(3*k+2)), (k, 0, oo))", "pi/(3*sqrt(3))", "pi/(2*sqrt(3))"),
    ("Sum((-1)**k/(2*k+1), (k, 0, oo))", "pi/4", "pi/2"),
    ("Sum((-1)**(k+1)/k, (k, 1, oo))", "log(2)", "-log(2)"),
    ("Sum((-1)**(k+1)/k**2, (k, 1, oo))", "pi**2/12", "pi**2/6"),
    ("Sum(1/(k**2+a**2), (k, 1, oo))", "(pi*a*coth(pi*a)-1)/(2*a**2)", "(pi*a*coth(pi*a)+1)/(2*a**2)"),
    ("Sum(1/((2*k+1)**2*pi**2+a**2), (k, 0, oo))", "tanh(a/2)/(4*a)", "coth(a/2)/(4*a)"),
    ("Sum(p**k/k, (k, 1, oo))", "-log(1-p)", "log(1-p)"),
    ("Sum(p**k/(k*(k+1)), (k, 1, oo))", "1+(1-p)*log(1-p)/p", "1-(1-p)*log(1-p)/p"),
    ("Sum(a**k*exp(-a)/factorial(k), (k, 0, oo))", "1", "exp(a)"),
    ("Sum(k**2*x**k/factorial(k), (k, 0, oo))", "x*(1+x)*exp(x)", "x*(1-x)*exp(x)"),
    ("Sum(a**k/factorial(k+1), (k, 0, oo))", "(exp(a)-1)/a", "(exp(a)+1)/a"),
    ("Sum((-1)**k*x**(2*k+1)/factorial(2*k+1), (k, 0, oo))", "sin(x)", "sinh(x)"),
    ("Sum(x**(2*k)/factorial(2*k), (k, 0, oo))", "cosh(x)", "cos(x)"),
    ("Sum(binomial(n, k), (k, 0, n))", "2**n", "2**(n+1)"),
    ("Sum(binomial(n, k)*p**k*(1-p)**(n-k), (k, 0, n))", "1", "p"),
    ("Sum(k*binomial(n, k)*p**k*(1-p)**(n-k), (k, 0, n))", "n*p", "n*p*(1-p)"),
    ("Sum(k**2*binomial(n, k)*p**k*(1-p)**(n-k), (k, 0, n))", "n*p*(1-p)+n**2*p**2", "n*p*(1-p)-n**2*p**2"),
    ("Sum(binomial(n, k)**2, (k, 0, n))", "binomial(2*n, n)", "binomial(2*n, n)+1"),
]


@pytest.mark.parametrize(("total", "value", "wrong"), SUMS, ids=[s[0] for s in SUMS])
def test_a_sum_with_a_known_value(total, value, wrong):
    """Polynomials times powers, rational functions, exponential and binomial series."""
    used = occurring(DOMAINS, total, value)
    assert agree(total, value, used)
    assert verdict(f"{total} = {value}", **used).proved
    assert verdict(f"{total} = {wrong}", **used).refuted


def test_both_ends_at_infinity():
    """Matsubara's sum."""
    assert verdict("Sum(1/(k**2+a**2), (k, -oo, oo)) = pi*coth(pi*a)/a", k="integer", a="positive").proved
    assert verdict("Sum(1/(k**2+a**2), (k, -oo, oo)) = pi*tanh(pi*a)/a", k="integer", a="positive").refuted


@pytest.mark.parametrize(("text", "domains"), [
    ("Sum(x**k, (k, 0, oo)) = 1/(1-x)", {"x": "real"}), ("Sum(1/k, (k, 1, oo)) = 0", {}),
    ("Sum(q**k, (k, 0, oo)) = 1/(1-q)", {"q": "[2, 3]"}), ("Sum((-1)**k, (k, 0, oo)) = 1/2", {}),
    ("Sum(x**k/k, (k, 1, oo)) = -log(1-x)", {"x": "[0, 1]"}), ("Sum(k/(k+1), (k, 0, oo)) = 0", {}),
    ("Sum(1/(k-2), (k, 1, oo)) - Sum(1/k, (k, 1, oo)) = 0", {}), ("Sum(1/(k-2)**2, (k, 0, oo)) = pi**2/3", {}),
])  # fmt: skip
def test_a_divergent_series_has_no_value(text, domains):
    """A formula is used only where the series is known to converge, and no term is infinite."""
    assert verdict(text, k="integer", **domains).undecided


def test_a_sum_that_may_run_backwards_is_left_alone():
    """For n < 0 the sum has no value, whatever its formula gives."""
    text = "Sum(k, (k, 1, n)) = Piecewise((n*(n+1)/2, n > 0), (0, True))"
    assert not verdict(text, k="integer", n="integer").refuted


@settings(max_examples=30, derandomize=True, deadline=None)
@given(
    st.lists(st.integers(-4, 4), min_size=1, max_size=4), st.sampled_from(["2", "-3", "1/2", "1", "-1", "I"]),
    st.integers(-3, 3), st.integers(0, 9),
)  # fmt: skip
def test_a_closed_form_is_the_sum_of_its_terms(coefficients, ratio, low, count):
    """At a numerical end, the closed form is what adding up gives."""
    body = "+".join(f"({c})*k**{j}" for j, c in enumerate(coefficients))
    symbolic = f"Sum(({body})*({ratio})**k, (k, {low}, n))"
    numeric = f"Sum(({body})*({ratio})**k, (k, {low}, {low + count}))"
    domains = {"k": "integer", "n": "positive integer" if low <= 1 else "[9, 20]"}
    if low + count < 1 or low > 1:
        return
    assert verdict(f"{symbolic} = {numeric}", (f"n = {low + count}",), **domains).proved
    assert verdict(f"{symbolic} = {numeric}+1", (f"n = {low + count}",), **domains).refuted
