"""Families of integrals with known values: each value is proved, a wrong one refuted, and mpmath agrees with it."""

from __future__ import annotations

import pytest

from tests.decide.claims import occurring, verdict
from tests.decide.quadrature import agree

DOMAINS = {
    "x": "real", "y": "real", "t": "real", "a": "positive", "b": "positive", "s": "positive", "n": "positive integer",
    "E": "real", "mu": "real", "T": "positive", "p": "(0, 1)",
}  # fmt: skip
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


FERMI_POWERS = [
    ("Integral(sqrt(E)/(exp((E-mu)/T)+1), (E, 0, oo))", "-gamma(3/2)*T**(3/2)*polylog(3/2, -exp(mu/T))",
     "-gamma(3/2)*T**(3/2)*polylog(1/2, -exp(mu/T))"),
    ("Integral(E**(-1/2)/(exp((E-mu)/T)+1), (E, 0, oo))", "-sqrt(pi*T)*polylog(1/2, -exp(mu/T))",
     "sqrt(pi*T)*polylog(1/2, -exp(mu/T))"),
    ("Integral(E**(s-1)/(exp((E-mu)/T)+1), (E, 0, oo))", "-gamma(s)*T**s*polylog(s, -exp(mu/T))",
     "-gamma(s)*T**s*polylog(s-1, -exp(mu/T))"),
    ("Integral(sqrt(x)*exp(x)/(exp(x)+1)**2, (x, 0, oo))", "sqrt(pi)/2*(1-sqrt(2))*zeta(1/2)",
     "sqrt(pi)/2*(1-sqrt(2))*zeta(3/2)"),
    ("Integral(x**(3/2)/(exp(x)-1), (x, 0, oo))", "gamma(5/2)*zeta(5/2)", "gamma(3/2)*zeta(3/2)"),
    ("Integral(x**s/(exp(a*x)-1), (x, 0, oo))", "gamma(s+1)*zeta(s+1)/a**(s+1)", "gamma(s)*zeta(s+1)/a**(s+1)"),
]  # fmt: skip
RATIONAL = [
    ("Integral(1/(x**2+a**2), (x, -oo, oo))", "pi/a", "pi/a**2"),
    ("Integral(1/(1+x**2)**2, (x, -oo, oo))", "pi/2", "pi/4"),
    ("Integral(x**2/(1+x**4), (x, -oo, oo))", "pi/sqrt(2)", "pi/2"),
    ("Integral(1/(x**4+x**2+1), (x, 0, oo))", "pi/(2*sqrt(3))", "pi/(3*sqrt(3))"),
    ("Integral(1/(x**3+1), (x, 0, oo))", "2*pi/(3*sqrt(3))", "2*pi/(3*sqrt(2))"),
    ("Integral(1/(x+a), (x, 0, b))", "log(1+b/a)", "log(1+a/b)"),
    ("Integral(1/((x+a)*(x+b)), (x, 0, oo))", "log(a/b)/(a-b)", "log(a/b)/(a+b)"),
    ("Integral(1/(x**2-1), (x, 2, oo))", "log(3)/2", "log(2)/2"),
    ("Integral(x**3/(x+1), (x, 0, 1))", "5/6-log(2)", "5/6-log(3)"),
    ("Integral(a/(pi*((x-y)**2+a**2)), (x, -oo, oo))", "1", "a"),
    ("Integral(1/((x**2+a**2)*(x**2+b**2)), (x, -oo, oo))", "pi/(a*b*(a+b))", "pi/(a*b*(a-b))"),
    ("Integral(1/((x-y)**2+a**2)/((x-t)**2+b**2), (x, -oo, oo))", "pi*(a+b)/(a*b*((y-t)**2+(a+b)**2))",
     "pi*(a+b)/(a*b*((y-t)**2+(a-b)**2))"),
    ("Integral(1/((x-I*a)*(x+I*b)), (x, -oo, oo))", "2*pi/(a+b)", "2*pi/(a-b)"),
    ("Integral(tanh(x), (x, 0, a))", "log(cosh(a))", "log(sinh(a))"),
    ("Integral(1/(1+exp(x)), (x, 0, a))", "a-log((1+exp(a))/2)", "a+log((1+exp(a))/2)"),
    ("Integral(1/(exp(x)+exp(-x)), (x, 0, oo))", "pi/4", "pi/2"),
]  # fmt: skip
QUADRATIC_ROOTS = [
    ("Integral(sqrt(a**2+b**2*t*(1-t)), (t, 0, 1))", "a/2+(b/4+a**2/b)*atan(b/(2*a))", "a/2+(b/4+a**2/b)*atan(b/a)"),
    ("Integral(sqrt(x**2+a**2), (x, 0, a))", "a**2*(sqrt(2)+log(1+sqrt(2)))/2", "a**2*(sqrt(2)+log(2+sqrt(2)))/2"),
    ("Integral(1/sqrt(x**2+1), (x, 0, b))", "asinh(b)", "acosh(b)"),
    ("Integral(x**2/sqrt(a**2-x**2), (x, 0, a))", "pi*a**2/4", "pi*a**2/2"),
    ("Integral((1-x**2)**(3/2), (x, 0, 1/2))", "pi/16+9*sqrt(3)/64", "pi/16+sqrt(3)/8"),
]  # fmt: skip
KINKS = [
    ("Integral(Abs(x), (x, -1, 1))", "1", "0"),
    ("Integral(Abs(x), (x, 1, -1))", "-1", "1"),
    ("Integral(sign(x), (x, -1, 2))", "1", "3"),
    ("Integral(Heaviside(x)*exp(-x), (x, -oo, oo))", "1", "2"),
    ("Integral(exp(-a*Abs(x)), (x, -oo, oo))", "2/a", "1/a"),
    ("Integral(Abs(x-p), (x, 0, 1))", "1/2-p+p**2", "1/2-p"),
    ("Integral(Min(x, 1), (x, 0, 3))", "5/2", "3/2"),
    ("Integral(Max(x, p, 0), (x, -1, 1))", "1/2+p+p**2/2", "1/2+p+p**2"),
    ("Integral(Abs(Abs(x)-1), (x, -2, 2))", "2", "4"),
    ("Integral(Piecewise((x, x<1), (1, True)), (x, 0, 2))", "3/2", "2"),
]


@pytest.mark.parametrize(("integral", "value", "wrong"), FERMI_POWERS, ids=[r[0] for r in FERMI_POWERS])
def test_powers_over_fermi_and_bose_factors(integral, value, wrong):
    """Polylogarithms of any order, and zeta at chemical potential zero."""
    _check(integral, value, wrong)


@pytest.mark.parametrize(("integral", "value", "wrong"), RATIONAL, ids=[r[0] for r in RATIONAL])
def test_rational_functions(integral, value, wrong):
    """Rational functions of x, and of an exponential, with real and with complex poles."""
    _check(integral, value, wrong)


@pytest.mark.parametrize(("integral", "value", "wrong"), QUADRATIC_ROOTS, ids=[r[0] for r in QUADRATIC_ROOTS])
def test_roots_of_quadratics(integral, value, wrong):
    """Polynomials times odd powers of the root of a quadratic."""
    _check(integral, value, wrong)


@pytest.mark.parametrize(("integral", "value", "wrong"), KINKS, ids=[r[0] for r in KINKS])
def test_kinks_and_jumps(integral, value, wrong):
    """Integrals are split where their integrands turn."""
    _check(integral, value, wrong)


def test_the_order_of_kink_and_ends_is_a_case():
    """Where the kink lies among the ends is not known, each case has its value."""
    # ∫_0^1 x (1/2 - x + x²) dx = 1/4 - 1/3 + 1/4
    assert verdict("Integral(x*Integral(Abs(x-y), (y, 0, 1)), (x, 0, 1)) = 1/6", x="real", y="real").proved
    cases = "Piecewise((1/2-y, y<0), (y-1/2, y>1), (1/2-y+y**2, True))"
    assert verdict(f"Integral(Abs(x-y), (x, 0, 1)) = {cases}", x="real", y="real").proved
    assert verdict("Integral(Abs(x-y), (x, 0, 1)) = 1/2-y+y**2", x="real", y="real").refuted
    assert verdict("Integral(Abs(x-y), (x, t, y)) = sign(y-t)*(y-t)**2/2", x="real", y="real", t="real").proved


def test_poles_on_one_side_of_the_line():
    """A function that is analytic in one half-plane integrates to zero: never to a residue."""
    domains = {"x": "real", "a": "[2, 3]", "b": "(0, 1)"}
    assert verdict("Integral(1/((x-I*a)*(x-I*b)), (x, -oo, oo)) = 0", **domains).proved
    assert verdict("Integral(1/((x-I*a)*(x-I*b)), (x, -oo, oo)) = 2*pi/(a-b)", **domains).refuted


def _check(integral, value, wrong):
    used = occurring(DOMAINS, integral, value)
    assert agree(integral, value, used)
    assert verdict(f"{integral} = {value}", **used).proved
    assert verdict(f"{integral} = {wrong}", **used).refuted


@pytest.mark.parametrize("text", [
    "Integral(x**2*exp(-x), (x, -oo, oo)) = 2", "Integral(1/t**2, (t, -1, 1)) = -2", "Integral(1/t, (t, 0, 1)) = 0",
    "Integral(1/t, (t, 0, 1)) - Integral(1/t, (t, 0, 1)) = 0", "Integral(exp(a*x**2), (x, -oo, oo)) = sqrt(-pi/a)",
    "Integral(1/(sqrt(x)*(x-a)), (x, 0, oo)) = 0", "Integral(1/x, (x, -1, 2)) = log(2)",
    "Integral(1/(x**2-1), (x, 0, oo)) = 0", "Integral(x/(x**2+1), (x, -oo, oo)) = 0",
    "Integral(t**(-a-1), (t, 0, 1)) = -1/a",
])  # fmt: skip
def test_a_divergent_integral_is_given_no_value(text):
    """A formula is used only where its integral converges."""
    used = occurring(DOMAINS, text)
    assert verdict(text, **used).undecided


@pytest.mark.parametrize("text", [
    "Integral(Heaviside(x)*exp(-x), (x, -oo, oo)) = 2", "Integral(Heaviside(x), (x, -1, 1)) = 2",
    "Integral(Integral(exp(-y*x), (x, 0, oo)), (y, -1, 1)) = 2",
])  # fmt: skip
def test_a_bound_variable_is_not_split_into_cases(text):
    """A variable of integration takes all its values: no case of its sign proves or refutes anything."""
    assert not verdict(text, x="real", y="real").proved
