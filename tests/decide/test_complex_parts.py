"""Conjugates, moduli, parts and arguments of complex quantities: true identities, false twins and branch cuts."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Symbol

from tests.decide.claims import occurring, verdict
from tests.decide.quadrature import read, value

DOMAINS = {"z": "complex", "w": "complex", "x": "real", "y": "real", "a": "positive"}
IDENTITIES = [
    ("re(z)**2+im(z)**2", "Abs(z)**2", "re(z**2)"),
    ("z*conjugate(z)", "Abs(z)**2", "z**2"),
    ("conjugate(z*w)", "conjugate(z)*conjugate(w)", "conjugate(z)*w"),
    ("re(z*w)", "re(z)*re(w)-im(z)*im(w)", "re(z)*re(w)+im(z)*im(w)"),
    ("conjugate(exp(z))", "exp(conjugate(z))", "exp(-z)"),
    ("Abs(exp(z))", "exp(re(z))", "exp(im(z))"),
    ("Abs(exp(I*x)+1)**2", "2+2*cos(x)", "2-2*cos(x)"),
    ("Abs(1/(1+I*x))", "1/sqrt(1+x**2)", "1/(1+x**2)"),
    ("re(sin(z))", "sin(re(z))*cosh(im(z))", "sin(re(z))*sinh(im(z))"),
    ("im(tan(z))", "sinh(2*im(z))/(cos(2*re(z))+cosh(2*im(z)))", "sinh(2*im(z))/(cos(2*re(z))-cosh(2*im(z)))"),
    ("Abs(cosh(z))**2", "sinh(re(z))**2+cos(im(z))**2", "cosh(re(z))**2+cos(im(z))**2"),
    ("Abs(z+w)**2", "Abs(z)**2+Abs(w)**2+2*re(z*conjugate(w))", "Abs(z)**2+Abs(w)**2+2*re(z*w)"),
    ("Abs(z-w)**2+Abs(z+w)**2", "2*Abs(z)**2+2*Abs(w)**2", "Abs(z)**2+Abs(w)**2"),
    ("re(1/z)", "re(z)/Abs(z)**2", "-re(z)/Abs(z)**2"),
    ("Abs(z**2*w)", "Abs(z)**2*Abs(w)", "Abs(z)*Abs(w)"),
    ("Abs(sqrt(z))**2", "Abs(z)", "z"),
    ("re(log(z))", "log(Abs(z))", "log(re(z))"),
    ("im(1/(x+I*a))", "-a/(x**2+a**2)", "a/(x**2+a**2)"),
    ("conjugate(conjugate(z))", "z", "conjugate(z)"),
    ("arg(1+I)", "pi/4", "-pi/4"),
    ("arg(-a)", "pi", "-pi"),
    ("exp(I*arg(z))*Abs(z)", "z", "conjugate(z)"),
]


@pytest.mark.parametrize(("expression", "same", "other"), IDENTITIES, ids=[i[0] for i in IDENTITIES])
def test_an_identity_of_complex_parts(expression, same, other):
    """It is proved, mpmath agrees at two points, and a changed one is refuted."""
    used = occurring(DOMAINS, expression, same, other)
    for shift in (0, -2):
        point = {
            Symbol(name): mpmath.mpc(n + shift + 0.25, 0.75 - n) if domain == "complex" else mpmath.mpf(n + 1.25)
            for n, (name, domain) in enumerate(used.items())
        }
        assert mpmath.almosteq(value(read(expression, used), point), value(read(same, used), point), 1e-12)
    assert verdict(f"{expression} = {same}", **used).proved
    assert verdict(f"{expression} = {other}", **used).refuted


@pytest.mark.parametrize("text", [
    "conjugate(log(z)) = log(conjugate(z))", "conjugate(sqrt(z)) = sqrt(conjugate(z))", "arg(conjugate(z)) = -arg(z)",
    "conjugate(log(x)) = log(x)", "arg(z*w) = arg(z)+arg(w)", "arg(x) = 0",
])  # fmt: skip
def test_what_fails_on_a_branch_cut_is_not_proved(text):
    """On the negative axis the conjugate of a principal value is not the principal value of the conjugate."""
    assert not verdict(text, **occurring(DOMAINS, text)).proved


def test_a_hypothesis_on_a_part_is_used():
    """The sign of a real part is known where it is stated."""
    assert verdict("Abs(re(z)) = re(z)", ("re(z) > 0",), z="complex").proved
    assert verdict("Abs(re(z)) = re(z)", ("re(z) < 0",), z="complex").refuted
