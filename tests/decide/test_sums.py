"""Sums of unknown terms: linear, and constants of a limit that they do not contain."""

from __future__ import annotations

import pytest

from tests.decide.claims import occurring, verdict

DOMAINS = {
    "V": "real", "k_B": "positive", "Theta": "positive", "e": "positive", "n": "integer", "m": "integer",
    "M": "positive integer", "a": "real", "x": "real",
}  # fmt: skip
NOISE = "2*k_B*Theta*Sum(T(n)**2,(n,1,M)) + e*V*coth(e*V/(2*k_B*Theta))*Sum(T(n)*(1-T(n)),(n,1,M))"
CLAIMS = [
    ("Sum(a*T(n)+g(n), (n,1,M))", "a*Sum(T(n),(n,1,M))+Sum(g(n),(n,1,M))", "a*Sum(T(n),(n,1,M))-Sum(g(n),(n,1,M))"),
    ("Sum(T(n)+1, (n,1,M))", "Sum(T(m),(m,1,M))+M", "Sum(T(m),(m,1,M))+1"),
    (f"Limit({NOISE}, V, 0)", "2*k_B*Theta*Sum(T(n),(n,1,M))", "k_B*Theta*Sum(T(n),(n,1,M))"),
    ("Derivative(x**2*Sum(T(n),(n,1,M)), x)", "2*x*Sum(T(n),(n,1,M))", "x*Sum(T(n),(n,1,M))"),
]


def _verdict(text):
    return verdict(text, functions=occurring({"T": "n", "g": "n"}, text), **occurring(DOMAINS, text))


@pytest.mark.parametrize(("expression", "value", "wrong"), CLAIMS, ids=[c[0] for c in CLAIMS])
def test_sums_of_unknown_terms(expression, value, wrong):
    """By linearity, whatever the terms are; a wrong claim fails for concrete terms."""
    assert _verdict(f"{expression} = {value}").proved
    assert _verdict(f"{expression} = {wrong}").refuted


@pytest.mark.parametrize("text", [
    "Sum(T(n)**2, (n,1,M)) = Sum(T(n), (n,1,M))**2",
    "Sum(T(n)*Sum(T(m)*g(n),(m,1,M)), (n,1,M)) = Sum(T(n)**2,(n,1,M))*Sum(g(n),(n,1,M))",
    "Sum(T(n)*Sum(T(m)*g(m),(m,1,n)), (n,1,M)) = Sum(T(n),(n,1,M))*Sum(g(n)*T(n),(n,1,M))",
])  # fmt: skip
def test_variables_of_nested_sums_are_not_confused(text):
    """A sum is no product of sums, and an inner variable is not the outer one."""
    assert _verdict(text).refuted
