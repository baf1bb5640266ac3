"""Families of integrals with known values: each value is proved, a wrong one refuted, and mpmath agrees with it."""

from __future__ import annotations

import pytest

from tests.decide.claims import verdict
from tests.decide.quadrature import agree

DOMAINS = {
    "x": "real",
    "y": "real",
    "t": "real",
    "a": "positive",
    "b": "positive",
    "s": "positive",
    "n": "positive integer",
}
EULER_AND_GAUSS = [
    ("Integral(exp(-x**2), (x, -oo, oo))", "sqrt(pi)", "sqrt(pi)/2"),
    ("Integral(exp(-a*x**2+b*x), (x, -oo, oo))", "sqrt(pi/a)*exp(b**2/(4*a))", "sqrt(pi/a)*exp(b**2/(2*a))"),
    ("Integral(x**4*exp(-x**2/2)/sqrt(2*pi), (x, -oo, oo))", "3", "2"),
    ("Integral((x-y)**2*exp(-(x-y)**2/(2*a)), (x, -oo, oo))", "a*sqrt(2*pi*a)", "a*sqrt(pi*a)"),
    ("Integral(exp(-a*x**2)*cos(b*x), (x, -oo, oo))", "sqrt(pi/a)*exp(-b**2/(4*a))", "sqrt(pi/a)*exp(b**2/(4*a))"),
    ("Integral(x**3*exp(-a*x**2), (x, 0, oo))", "1/(2*a**2)", "1/a**2"),
    ("Integral(x**(s-1)*exp(-a*x), (x, 0, oo))", "gamma(s)/a**s", "gamma(s)*a**s"),
    ("Integral(exp(-x)/sqrt(x), (x, 0, oo))", "sqrt(pi)", "sqrt(pi)/2"),
    ("Integral(sqrt(-x)*exp(x), (x, -oo, 0))", "sqrt(pi)/2", "-sqrt(pi)/2"),
    ("Integral(exp(-a*x)*cos(b*x), (x, 0, oo))", "a/(a**2+b**2)", "b/(a**2+b**2)"),
    ("Integral(exp(2*x)*sin(3*x), (x, 0, pi))", "3*(exp(2*pi)+1)/13", "3*(exp(2*pi)-1)/13"),
    ("Integral(t**(a-1)*(1-t)**(b-1), (t, 0, 1))", "gamma(a)*gamma(b)/gamma(a+b)", "gamma(a)*gamma(b)/gamma(a+b+1)"),
    ("Integral(1/sqrt(t*(1-t)), (t, 0, 1))", "pi", "pi/2"),
    ("Integral(1/sqrt(1-x**2), (x, -1, 1))", "pi", "pi/2"),
    ("Integral(sqrt(a**2-x**2), (x, -a, a))", "pi*a**2/2", "pi*a**2"),
    ("Integral(x**s, (x, 0, b))", "b**(s+1)/(s+1)", "b**s/(s+1)"),
    ("Integral(1/(sqrt(x)*(x+a)), (x, 0, oo))", "pi/sqrt(a)", "pi/a"),
    ("Integral((x+a)**(-5/2), (x, 0, oo))", "2/(3*a**(3/2))", "2/(5*a**(5/2))"),
]


@pytest.mark.parametrize(("integral", "value", "wrong"), EULER_AND_GAUSS, ids=[r[0] for r in EULER_AND_GAUSS])
def test_integrals_of_euler_and_gauss(integral, value, wrong):
    """Powers and exponentials on the line, on half of it, and between their zeros."""
    _check(integral, value, wrong)


def _check(integral, value, wrong):
    used = {name: domain for name, domain in DOMAINS.items() if name in integral + value}
    assert agree(integral, value, used)
    assert verdict(f"{integral} = {value}", **used).proved
    assert verdict(f"{integral} = {wrong}", **used).refuted


@pytest.mark.parametrize("text", [
    "Integral(x**2*exp(-x), (x, -oo, oo)) = 2", "Integral(1/t**2, (t, -1, 1)) = -2", "Integral(1/t, (t, 0, 1)) = 0",
    "Integral(1/t, (t, 0, 1)) - Integral(1/t, (t, 0, 1)) = 0", "Integral(exp(a*x**2), (x, -oo, oo)) = sqrt(-pi/a)",
    "Integral(1/(sqrt(x)*(x-a)), (x, 0, oo)) = 0", "Integral(t**(-a-1), (t, 0, 1)) = -1/a",
])  # fmt: skip
def test_a_divergent_integral_is_given_no_value(text):
    """A formula is used only where its integral converges."""
    used = {name: domain for name, domain in DOMAINS.items() if name in text}
    assert verdict(text, **used).undecided


@pytest.mark.parametrize("text", [
    "Integral(Heaviside(x)*exp(-x), (x, -oo, oo)) = 2", "Integral(Heaviside(x), (x, -1, 1)) = 2",
    "Integral(Integral(exp(-y*x), (x, 0, oo)), (y, -1, 1)) = 2",
])  # fmt: skip
def test_a_bound_variable_is_not_split_into_cases(text):
    """A variable of integration takes all its values: no case of its sign proves or refutes anything."""
    assert not verdict(text, x="real", y="real").proved
