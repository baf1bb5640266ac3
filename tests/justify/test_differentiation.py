"""Derivatives carried out."""

from __future__ import annotations

import pytest

from symrules.derivation import Status
from symrules.errors import DerivationError
from symrules.justify import differentiation
from tests.justify.setting import derive, is_proved, read


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Derivative(x**3*y, x)", "3*x**2*y"),
        ("Derivative(x*coth(x), x)", "coth(x) - x/sinh(x)**2"),
        ("Derivative(Integral(sin(t), (t, 0, x**2)), x)", "2*x*sin(x**2)"),
        ("Derivative(f(x)**2, x)", "2*f(x)*Derivative(f(x), x)"),
        ("Derivative(f(x), x) + Derivative(y, y)", "1 + Derivative(f(x), x)"),
    ],
)
def test_a_derivative_has_its_value(first: str, second: str) -> None:
    """Product, quotient, chain and Leibniz's rule against hand results."""
    assert is_proved(derive(f"{first} = {second}", read.calc(first).then(second, differentiation)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Derivative(x**3*y, x)", "3*x**2"),
        ("Derivative(Integral(sin(t), (t, 0, x**2)), x)", "sin(x**2)"),
        ("Derivative(f(x), x)", "0"),
        ("Derivative(f(2*x), x)", "Derivative(f(x), x)"),
        ("Derivative(c, x)", "1"),
    ],
)
def test_a_wrong_derivative_is_not_accepted(first: str, second: str) -> None:
    """A dropped factor, an inner derivative left out, an unknown function taken for a constant."""
    result = derive(f"{first} = {second}", read.calc(first).then(second, differentiation))
    assert result.status is Status.UNDECIDED


def test_a_line_without_a_derivative_is_an_error() -> None:
    """There is nothing to carry out."""
    with pytest.raises(DerivationError, match="no derivative"):
        derive("x = x", read.calc("x").then("x", differentiation))
