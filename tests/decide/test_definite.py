"""Definite integrals: Fermi and Bose integrals and rational functions of exponentials over the line."""

from __future__ import annotations

import mpmath
import pytest

from tests.decide.claims import verdict

NUMBERS = [
    ("x**2*exp(x)/(exp(x)+1)**2", "(x,-oo,oo)", "pi**2/3", "pi**2/6"),
    ("x**4*exp(x)/(exp(x)+1)**2", "(x,-oo,oo)", "7*pi**4/15", "8*pi**4/15"),
    ("sech(x)**2", "(x,-oo,oo)", "2", "1"),
    ("sech(x)", "(x,-oo,oo)", "pi", "pi/2"),
    ("sech(x)**4", "(x,-oo,oo)", "4/3", "2/3"),
    ("x**2*sech(x)**2", "(x,-oo,oo)", "pi**2/6", "pi**2/3"),
    ("x**3/(exp(x)-1)", "(x,0,oo)", "pi**4/15", "pi**4/90"),
    ("x**2/(exp(x)-1)", "(x,0,oo)", "2*zeta(3)", "zeta(3)"),
    ("x/(exp(x)+1)", "(x,0,oo)", "pi**2/12", "pi**2/6"),
    ("1/(exp(x)+1)", "(x,0,oo)", "log(2)", "log(3)"),
    ("x**4*exp(x)/(exp(x)-1)**2", "(x,0,oo)", "4*pi**4/15", "4*pi**4/25"),
    ("x**2*exp(-2*x)", "(x,0,oo)", "1/4", "1/2"),
    ("exp(2*x)/(1+exp(x))**3", "(x,-oo,oo)", "1/2", "1/3"),
    ("1/(exp(x)+2)", "(x,0,oo)", "log(3)/2", "log(3/2)/2"),
]


@pytest.mark.parametrize(("integrand", "limits", "value", "wrong"), NUMBERS, ids=[n[0] for n in NUMBERS])
def test_an_integral_with_a_known_value(integrand, limits, value, wrong):
    """The value is proved, and another one is refuted."""
    found = verdict(f"Integral({integrand},{limits}) = {value}", x="real")
    assert found.proved
    assert verdict(f"Integral({integrand},{limits}) = {wrong}", x="real").refuted


def test_the_values_are_those_of_quadrature():
    """The values that are asked for agree with mpmath's quadrature."""
    assert mpmath.almosteq(mpmath.quad(lambda x: x**2 / (4 * mpmath.cosh(x / 2) ** 2), [-60, 0, 60]), mpmath.pi**2 / 3)
    assert mpmath.almosteq(mpmath.quad(lambda x: x**3 / mpmath.expm1(x), [0, 5, 90]), mpmath.pi**4 / 15)
    assert mpmath.almosteq(mpmath.quad(lambda x: mpmath.sech(x) ** 4, [-60, 0, 60]), mpmath.mpf(4) / 3)


UP, DOWN = "1/(exp((E-mu)/T)+1)", "1/(exp((E-nu)/T)+1)"
FERMI = [
    (f"{UP}*(1-{UP})", "T", "2*T"),
    (f"({UP}-{DOWN})**2", "(mu-nu)*coth((mu-nu)/(2*T))-2*T", "(mu-nu)*coth((mu-nu)/(2*T))-T"),
    (f"{UP}*(1-{DOWN})+{DOWN}*(1-{UP})", "(mu-nu)*coth((mu-nu)/(2*T))", "(mu-nu)*coth((mu-nu)/T)"),
    (f"{UP}-{DOWN}", "mu-nu", "nu-mu"),
    (f"E*({UP}-{DOWN})", "(mu**2-nu**2)/2", "(mu**2+nu**2)/2"),
]


@pytest.mark.parametrize(("integrand", "value", "wrong"), FERMI, ids=[f[1] for f in FERMI])
def test_integrals_of_fermi_functions(integrand, value, wrong):
    """The integrals behind thermal and shot noise, for two chemical potentials that may coincide."""
    domains = {"E": "real", "T": "positive", "mu": "real", "nu": "real"}
    assert verdict(f"Integral({integrand},(E,-oo,oo)) = {value}", **domains).proved
    assert verdict(f"Integral({integrand},(E,-oo,oo)) = {wrong}", **domains).refuted


def test_polylogarithms_of_the_fugacity():
    """The number and the energy of an ideal gas on a half-line."""
    domains = {"E": "real", "T": "positive", "mu": "real"}
    assert verdict(f"Integral({UP},(E,0,oo)) = T*log(1+exp(mu/T))", **domains).proved
    assert verdict(f"Integral(E*{UP},(E,0,oo)) = -T**2*polylog(2,-exp(mu/T))", **domains).proved
    assert verdict(f"Integral(E*{UP},(E,0,oo)) = T**2*polylog(2,-exp(mu/T))", **domains).refuted


@pytest.mark.parametrize("text", [
    "Integral(exp(x),(x,-oo,oo)) = 3", "Integral(1/(exp(x)-1),(x,0,oo)) = 1", "Integral(1/(exp(x)-2),(x,0,oo)) = 1",
    "Integral(1/(exp(x)-1)**2,(x,-oo,oo)) = 0", "Integral(tanh(x),(x,-oo,oo)) = 0",
    "Integral(x/sinh(x)**2,(x,0,oo)) = 1",
])  # fmt: skip
def test_a_divergent_integral_has_no_value(text):
    """Nothing is proved about an integral that diverges."""
    assert not verdict(text, x="real").proved


def test_linearity_and_change_of_names():
    """Integrals of unknown functions are linear, whatever their variable is called."""
    functions = {"f": "x"}
    domains = {"x": "real", "y": "real", "a": "real"}
    assert verdict(
        "Integral(a*f(x)+f(x),(x,0,1)) = (1+a)*Integral(f(y),(y,0,1))", functions=functions, **domains
    ).proved
    assert verdict("Integral(a*f(x),(x,0,1)) = Integral(f(x),(x,0,1))", functions=functions, **domains).refuted


def test_multiple_integrals():
    """An integral over a triangle, and one whose inner ends depend on the outer variable."""
    assert verdict("Integral(x*y,(x,0,y),(y,0,2)) = 2", x="real", y="real").proved
    assert verdict("Integral(x*y,(x,0,y),(y,0,2)) = 3", x="real", y="real").refuted
    assert verdict("Integral(Integral(exp(-x*y),(x,0,y)),(y,0,1)) = 1/3", x="real", y="real").refuted
