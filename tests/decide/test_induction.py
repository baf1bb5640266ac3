"""Sums and products with a symbolic end, and powers of -1."""

from __future__ import annotations

import pytest

from tests.decide.claims import verdict

SUMS = [
    ("Sum(k*factorial(k),(k,1,n)) = factorial(n+1)-1", "Sum(k*factorial(k),(k,1,n)) = factorial(n+1)"),
    ("Sum((k**2+1)*factorial(k),(k,1,n)) = n*factorial(n+1)", "Sum((k**2+1)*factorial(k),(k,1,n)) = factorial(n+1)"),
    ("Product(1+1/k,(k,1,n)) = n+1", "Product(1+1/k,(k,1,n)) = n"),
    ("Product(2*k-1,(k,1,n)) = factorial(2*n)/(2**n*factorial(n))", "Product(2*k-1,(k,1,n)) = factorial(2*n)/2**n"),
    ("Product(k,(k,1,n)) = factorial(n)", "Product(k,(k,1,n)) = factorial(n-1)"),
]
DOMAINS = {"k": "integer", "n": "positive integer", "x": "(0, 1)"}


@pytest.mark.parametrize(("true", "false"), SUMS, ids=[s[0] for s in SUMS])
def test_a_sum_by_induction(true, false):
    """The closed form is proved from its step and its first case; a wrong one fails at some n."""
    assert "induction" == verdict(true, **DOMAINS).method
    assert verdict(false, **DOMAINS).refuted


def test_induction_needs_integers_from_a_first_one():
    """Nothing is proved for an end that may be negative or fractional, nor from a wrong first case."""
    for n in ("integer", "positive", "real"):
        assert not verdict("Sum(k,(k,1,n)) = n*(n+1)/2", k="integer", n=n).proved
    assert verdict("Sum(k,(k,1,n)) = n*(n+1)/2 + 1", **DOMAINS).refuted


@pytest.mark.parametrize(("true", "false"), [
    ("sin(pi*n) = 0", "sin(pi*n) = 1"), ("cos(pi*n) = (-1)**n", "cos(pi*n) = 1"),
    ("exp(2*pi*I*n) = 1", "exp(pi*I*n) = 1"), ("cos(x+pi*n) = (-1)**n*cos(x)", "cos(x+pi*n) = cos(x)"),
])  # fmt: skip
def test_integers_in_phases(true, false):
    """exp(iπn) is (-1)**n for an integer n, and only for one."""
    assert verdict(true, **DOMAINS).proved
    assert verdict(false, **DOMAINS).refuted
    assert not verdict(true, n="real", x="real").proved
