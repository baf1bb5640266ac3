"""Antiderivatives: the derivative is checked, and continuity on the range."""

from __future__ import annotations

import pytest

from symrules.derivation import Status
from symrules.errors import DerivationError
from symrules.justify import antiderivative
from tests.justify.setting import derive, is_proved, read


@pytest.mark.parametrize(
    ("integral", "primitive", "value"),
    [
        ("Integral(x**2, (x, 0, 3))", "x**3/3", "9"),
        ("Integral(exp(-x), (x, 0, oo))", "-exp(-x)", "1"),
        ("Integral(1/(1 + x**2), (x, -oo, oo))", "atan(x)", "pi"),
        ("Integral(1/x**2, (x, 1, 2))", "-1/x", "1/2"),
        ("Integral(exp(x)/(1 + exp(x))**2, (x, -oo, oo))", "-1/(1 + exp(x))", "1"),
        ("Integral(x**p, (x, 0, 1))", "x**(p + 1)/(p + 1)", "1/(p + 1)"),
        ("Integral(1/x, (x, 2, 4))", "log(x)", "log(2)"),
        ("Integral(1/x**2, (x, 2, 1))", "-1/x", "-1/2"),
    ],
)
def test_the_increment_is_the_integral(integral: str, primitive: str, value: str) -> None:
    """Values from a table of integrals."""
    assert is_proved(derive(f"{integral} = {value}", read.calc(integral).then(value, antiderivative("x", primitive))))


@pytest.mark.parametrize(
    ("integral", "primitive", "value"),
    [
        ("Integral(1/x**2, (x, -1, 1))", "-1/x", "-2"),
        ("Integral(1/x**2, (x, 1, -1))", "-1/x", "2"),
        ("Integral(1, (x, -1, 1))", "x + sign(x)", "4"),
        ("Integral(1/(1 + x**2), (x, -1, 1))", "-atan(1/x)", "-pi/2"),
        ("Integral(1/cos(x)**2, (x, 0, pi))", "tan(x)", "0"),
        ("Integral(1/x, (x, -1, 2))", "log(Abs(x))", "log(2)"),
        ("Integral(1/x, (x, -1, 1))", "log(x)", "-I*pi"),
        ("Integral(-1/sinh(x)**2, (x, -1, 1))", "coth(x)", "2*coth(1)"),
        ("Integral(1/(x - a)**2, (x, 0, 1))", "-1/(x - a)", "1/(a - 1) - 1/a"),
        ("Integral(-exp(1/x)/(x**2*(1 + exp(1/x))**2), (x, -1, 1))", "1/(1 + exp(1/x))", "0"),
    ],
)
def test_a_primitive_that_jumps_or_has_a_pole_on_the_range_proves_nothing(
    integral: str, primitive: str, value: str
) -> None:
    """Its derivative is the integrand nearly everywhere, and its increment is not the integral."""
    proof = read.calc(integral).then(value, antiderivative("x", primitive))
    try:
        result = derive(f"{integral} = {value}", proof)
    except DerivationError:
        return
    assert not is_proved(result)


def test_what_is_no_primitive_is_refused() -> None:
    """The derivative of x**3 is not x**2."""
    proof = read.calc("Integral(x**2, (x, 0, 3))").then("27", antiderivative("x", "x**3"))
    with pytest.raises(DerivationError, match="not an antiderivative"):
        derive("Integral(x**2, (x, 0, 3)) = 27", proof)


def test_the_declared_domain_of_a_bound_variable_says_nothing() -> None:
    """p is declared positive, but runs from -1 to 1: |p| has no primitive p**2/2 there."""
    proof = read.calc("Integral(Abs(p), (p, -1, 1))").then("0", antiderivative("p", "p**2/2"))
    try:
        result = derive("Integral(Abs(p), (p, -1, 1)) = 0", proof)
    except DerivationError:
        return
    assert not is_proved(result)


def test_a_wrong_value_at_the_end_is_not_accepted() -> None:
    """The primitive is right, the increment is not."""
    proof = read.calc("Integral(x**2, (x, 0, 3))").then("8", antiderivative("x", "x**3/3"))
    assert derive("Integral(x**2, (x, 0, 3)) = 8", proof).status is Status.UNDECIDED
