"""Splitting a range, and the fundamental theorem."""

from __future__ import annotations

import pytest

from symrules.derivation import Status
from symrules.errors import DerivationError
from symrules.justify import fundamental_theorem, splitting
from tests.justify.setting import derive, is_proved, read


@pytest.mark.parametrize(
    ("integral", "at", "value"),
    [
        ("Integral(Abs(x - 1), (x, 0, 3))", "1", "5/2"),
        ("Integral(exp(-Abs(x)), (x, -1, 1))", "0", "2 - 2*exp(-1)"),
        ("Integral(Integral(Abs(x - y), (x, 0, 1)), (y, 0, 1))", "y", "1/3"),
    ],
)
def test_a_split_integral_keeps_its_value(integral: str, at: str, value: str) -> None:
    """Areas by hand."""
    assert is_proved(derive(f"{integral} = {value}", read.calc(integral).then(value, splitting("x", at=at))))


@pytest.mark.parametrize(
    ("integral", "at"),
    [
        ("Integral(Abs(x - 2), (x, 0, 1))", "2"),
        ("Integral(Abs(x - a), (x, 0, 1))", "a"),
        ("Integral(Abs(x - y), (x, 0, 1))", "x"),
        ("Integral(Abs(x), (x, 1, -1))", "0"),
        ("Integral(Integral(Abs(x - y), (x, 0, 1)), (y, 0, 2))", "y"),
    ],
)
def test_a_point_that_may_lie_outside_is_refused(integral: str, at: str) -> None:
    """On a part that runs backwards, x - c has the other sign."""
    with pytest.raises(DerivationError, match="split"):
        derive(f"{integral} = 0", read.calc(integral).then("0", splitting("x", at=at)))


def test_an_absolute_value_of_something_else_stays() -> None:
    """|x - 1| does not become x - 1 where the range is split at 0."""
    proof = read.calc("Integral(Abs(x - 1), (x, -1, 2))").then("-3/2", splitting("x", at="0"))
    assert not is_proved(derive("Integral(Abs(x - 1), (x, -1, 2)) = -3/2", proof))


def test_the_integral_of_a_derivative_is_the_increment() -> None:
    """For an unknown smooth function, with smoothness named."""
    claim = "Integral(Derivative(f(x), x), (x, 0, 1)) = f(1) - f(0)"
    result = derive(
        claim, read.calc("Integral(Derivative(f(x), x), (x, 0, 1))").then("f(1) - f(0)", fundamental_theorem("x"))
    )
    assert result.status is Status.PROVED
    assert "continuously differentiable in x" in result.verdict.side_conditions


@pytest.mark.parametrize("f", ["1/x", "sign(x)", "atan(1/x)", "log(Abs(x))", "f(1/x)", "coth(x)"])
def test_a_function_with_a_jump_or_a_pole_is_refused(f: str) -> None:
    """1/x, and its like, from -1 to 1."""
    integral = f"Integral(Derivative({f}, x), (x, -1, 1))"
    with pytest.raises(DerivationError, match="continuous"):
        derive(f"{integral} = 2", read.calc(integral).then("2", fundamental_theorem("x")))


@pytest.mark.parametrize(
    "integrand", ["x*Derivative(f(x), x)", "Derivative(f(x), x, 2)", "Derivative(g(x, y), y)", "f(x)"]
)
def test_an_integrand_that_is_no_plain_derivative_is_refused(integrand: str) -> None:
    """The variable stands elsewhere too, or the derivative is another one."""
    integral = f"Integral({integrand}, (x, 0, 1))"
    with pytest.raises(DerivationError):
        derive(f"{integral} = f(1) - f(0)", read.calc(integral).then("f(1) - f(0)", fundamental_theorem("x")))
