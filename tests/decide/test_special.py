"""Special functions: recurrences, reflections and values are proved, and refuted with a sign or factor changed."""

from __future__ import annotations

import pytest

from tests.decide.claims import occurring, verdict
from tests.decide.quadrature import agree

DOMAINS = {"a": "positive", "b": "positive", "x": "real", "p": "(0, 1)", "n": "positive integer"}
IDENTITIES = [
    ("gamma(p)*gamma(1-p)", "pi/sin(pi*p)", "pi/cos(pi*p)"),
    ("gamma(1/2+p)*gamma(1/2-p)", "pi/cos(pi*p)", "pi/sin(pi*p)"),
    ("gamma(-p)*gamma(p+1)", "-pi/sin(pi*p)", "pi/sin(pi*p)"),
    ("gamma(a)*gamma(a+1/2)", "2**(1-2*a)*sqrt(pi)*gamma(2*a)", "2**(1+2*a)*sqrt(pi)*gamma(2*a)"),
    ("gamma(n+1/2)", "factorial(2*n)*sqrt(pi)/(4**n*factorial(n))", "factorial(2*n)*sqrt(pi)/(2**n*factorial(n))"),
    ("beta(a, b)", "gamma(a)*gamma(b)/gamma(a+b)", "gamma(a)*gamma(b)/gamma(a+b+1)"),
    ("loggamma(a+1)", "loggamma(a)+log(a)", "loggamma(a)-log(a)"),
    ("loggamma(a)", "log(gamma(a))", "log(gamma(a+1))"),
    ("digamma(a+1)", "digamma(a)+1/a", "digamma(a)-1/a"),
    ("digamma(1-p)-digamma(p)", "pi*cot(pi*p)", "pi*tan(pi*p)"),
    ("digamma(1)", "-EulerGamma", "EulerGamma"),
    ("digamma(1/2)", "-EulerGamma-2*log(2)", "-EulerGamma-log(2)"),
    ("digamma(1/3)", "-EulerGamma-pi/(2*sqrt(3))-3*log(3)/2", "-EulerGamma+pi/(2*sqrt(3))-3*log(3)/2"),
    ("digamma(3/4)", "-EulerGamma+pi/2-3*log(2)", "-EulerGamma-pi/2-3*log(2)"),
    ("digamma(1/6)", "-EulerGamma-sqrt(3)*pi/2-2*log(2)-3*log(3)/2", "-EulerGamma-sqrt(3)*pi/2-log(2)-3*log(3)/2"),
    ("digamma(7/2)", "-EulerGamma-2*log(2)+46/15", "-EulerGamma-2*log(2)+47/15"),
    ("polygamma(1, 1)", "pi**2/6", "pi**2/8"),
    ("polygamma(1, 1/2)", "pi**2/2", "pi**2/6"),
    ("polygamma(2, 3)", "-2*zeta(3)+9/4", "2*zeta(3)-9/4"),
    ("polygamma(1, a+1)", "polygamma(1, a)-1/a**2", "polygamma(1, a)+1/a**2"),
    ("polygamma(1, 1-p)+polygamma(1, p)", "pi**2/sin(pi*p)**2", "pi**2/cos(pi*p)**2"),
    ("polygamma(2, 1-p)-polygamma(2, p)", "2*pi**3*cot(pi*p)*csc(pi*p)**2", "pi**3*cot(pi*p)*csc(pi*p)**2"),
    ("erf(-x)+erfc(x)", "1-2*erf(x)", "1+2*erf(x)"),
    ("besselj(n-1, a)+besselj(n+1, a)", "2*n*besselj(n, a)/a", "n*besselj(n, a)/a"),
    ("besseli(0, a)-besseli(2, a)", "2*besseli(1, a)/a", "2*besseli(1, a)*a"),
    ("besselk(2, a)", "besselk(0, a)+2*besselk(1, a)/a", "besselk(0, a)-2*besselk(1, a)/a"),
    ("besselj(-3, a)", "-besselj(3, a)", "besselj(3, a)"),
    ("besselj(3/2, a)", "sqrt(2/(pi*a))*(sin(a)/a-cos(a))", "sqrt(2/(pi*a))*(sin(a)/a+cos(a))"),
    ("bessely(-3/2, a)", "-besselj(3/2, a)", "besselj(3/2, a)"),
    ("besselk(-3/2, a)", "sqrt(pi/(2*a))*exp(-a)*(1+1/a)", "sqrt(pi/(2*a))*exp(-a)*(1-1/a)"),
]
DERIVATIVES = [
    ("Derivative(besselj(0, a), a) = -besselj(1, a)", "Derivative(besselj(0, a), a) = besselj(1, a)"),
    ("Derivative(a*besselj(1, a), a) = a*besselj(0, a)", "Derivative(a*besselj(1, a), a) = a*besselj(2, a)"),
    ("Derivative(besselk(0, a), a) = -besselk(1, a)", "Derivative(besselk(0, a), a) = besselk(1, a)"),
    ("Derivative(besseli(n, a)/a**n, a) = besseli(n+1, a)/a**n", "Derivative(besseli(n, a), a) = besseli(n+1, a)"),
    ("Derivative(bessely(1, a), a) = bessely(0, a)-bessely(1, a)/a", "Derivative(bessely(1, a), a) = bessely(0, a)"),
    ("Derivative(loggamma(a), a, 2) = polygamma(1, a)", "Derivative(loggamma(a), a, 2) = polygamma(2, a)"),
    ("Derivative(gamma(a), a) = gamma(a)*digamma(a)", "Derivative(gamma(a), a) = digamma(a)"),
]


@pytest.mark.parametrize(("expression", "value", "wrong"), IDENTITIES, ids=[i[0] for i in IDENTITIES])
def test_an_identity_between_special_functions(expression, value, wrong):
    """It is proved, mpmath agrees, and a changed one is refuted."""
    used = occurring(DOMAINS, expression, value)
    assert agree(expression, value, used)
    assert verdict(f"{expression} = {value}", **used).proved
    assert verdict(f"{expression} = {wrong}", **used).refuted


@pytest.mark.parametrize(("true", "false"), DERIVATIVES, ids=[d[0] for d in DERIVATIVES])
def test_derivatives_of_special_functions(true, false):
    """By their recurrences."""
    assert verdict(true, **occurring(DOMAINS, true)).proved
    assert verdict(false, **occurring(DOMAINS, false)).refuted


def test_poles_of_polygamma_functions():
    """At a pole there is nothing to prove."""
    assert verdict("digamma(0) = digamma(0)").undecided
    assert verdict("digamma(a-a) = 1", a="real").undecided


AT_ZERO = [
    ("besselj(0, 0)", "1", "0"), ("besseli(0, 0)", "1", "0"), ("besselj(2, 0)", "0", "1"), ("besseli(1, 0)", "0", "1"),
    ("besselj(-3, 0)", "0", "1"), ("besseli(-4, 0)", "0", "1"), ("besselj(5/2, 0)", "0", "1"),
    ("besseli(1/2, 0)", "0", "1"), ("besselj(1/3, 0)", "0", "1"), ("besselj(2, x - x)", "0", "1"),
    ("besseli(0, (x+1)**2 - x**2 - 2*x - 1)", "1", "2"), ("besselj(n, 0)", "0", "1"), ("besselj(n-1/2, x-x)", "0", "1"),
    ("x*besselj(0, sqrt(2)*sqrt(3) - sqrt(6)) + besselj(7, 0)", "x", "x + 1"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "value", "wrong"), AT_ZERO, ids=[a[0] for a in AT_ZERO])
def test_bessel_functions_at_zero(expression, value, wrong):
    """Their values there, by their power series; also where the argument reduces to zero."""
    used = occurring(DOMAINS, expression, value)
    assert verdict(f"{expression} = {value}", **used).proved
    assert verdict(f"{expression} = {wrong}", **used).refuted


@pytest.mark.parametrize("kind", ["bessely", "besselk"])
@pytest.mark.parametrize("order", ["0", "1", "-2", "3/2", "-1/2", "1/3", "n"])
def test_bessel_functions_of_the_second_kind_have_no_value_at_zero(kind, order):
    """Nothing is proved there, and nothing refuted."""
    for argument in ("0", "x - x"):
        found = verdict(f"{kind}({order}, {argument}) = {kind}({order}, {argument}) + 1", **DOMAINS)
        assert found.undecided
        assert "no meaning" in found.reason


@pytest.mark.parametrize("kind", ["besselj", "besseli"])
@pytest.mark.parametrize("order", ["-1/2", "-5/2", "-1/3"])
def test_bessel_functions_of_negative_order_are_infinite_at_zero(kind, order):
    """Where the order is no integer."""
    found = verdict(f"{kind}({order}, 0) = 0")
    assert found.undecided
    assert "no meaning" in found.reason


def test_the_order_of_a_bessel_function_at_zero_may_have_to_be_known():
    """J_v(0) is 1 at v = 0, and vanishes for v > 0."""
    assert verdict("besselj(v, 0) = 0", v="positive").proved
    assert not verdict("besselj(v, 0) = 0", v="real").proved
    assert verdict("besselj(v, 0) = 0", v="nonnegative").refuted
