"""Change of variable: affine ones, with ends and sign, and no capture."""

from __future__ import annotations

import pytest

from symrules.derivation import Status
from symrules.errors import DerivationError
from symrules.justify import change_of_variable
from tests.justify.setting import derive, is_proved, read


@pytest.mark.parametrize(
    ("before", "after", "substitution"),
    [
        ("Integral(f(2*x + 1), (x, 0, 1))", "Integral(f(u), (u, 1, 3))/2", "2*x + 1"),
        ("Integral(f(t - x), (x, 0, t))", "Integral(f(u), (u, 0, t))", "t - x"),
        ("Integral(f(x), (x, -oo, oo))", "Integral(f(-u), (u, -oo, oo))", "-x"),
        ("Integral(f(x - 1), (x, 0, oo))", "Integral(f(u), (u, -1, oo))", "x - 1"),
        ("Integral(f(x), (x, 0, oo))", "Integral(f(-u), (u, -oo, 0))", "-x"),
    ],
)
def test_the_integral_in_the_new_variable(before: str, after: str, substitution: str) -> None:
    """Ends, orientation and Jacobian by hand."""
    proof = read.calc(before).then(after, change_of_variable("x", u=substitution))
    assert is_proved(derive(f"{before} = {after}", proof))


@pytest.mark.parametrize(
    ("before", "after", "substitution"),
    [
        ("Integral(f(2*x), (x, 0, 1))", "Integral(f(u), (u, 0, 2))", "2*x"),
        ("Integral(f(t - x), (x, 0, t))", "-Integral(f(u), (u, 0, t))", "t - x"),
        ("Integral(f(x - 1), (x, 0, oo))", "Integral(f(u), (u, 0, oo))", "x - 1"),
    ],
)
def test_a_lost_jacobian_sign_or_end_is_not_accepted(before: str, after: str, substitution: str) -> None:
    """The usual three mistakes."""
    result = derive(f"{before} = {after}", read.calc(before).then(after, change_of_variable("x", u=substitution)))
    assert result.status is Status.UNDECIDED


@pytest.mark.parametrize(
    ("integral", "substitution"),
    [
        ("Integral(x*u, (x, 0, 1))", "2*x"),
        ("Integral(x, (x, 0, 1))", "x + u"),
        ("Integral(x + f(u), (x, 0, 1))", "2*x"),
    ],
)
def test_a_name_that_is_taken_is_refused(integral: str, substitution: str) -> None:
    """The u that stands in the integrand would be integrated over."""
    proof = read.calc(integral).then("0", change_of_variable("x", u=substitution))
    with pytest.raises(DerivationError, match="stands in the integral"):
        derive(f"{integral} = 0", proof)


@pytest.mark.parametrize("substitution", ["x**2", "exp(x)", "a*x", "y"])
def test_what_is_not_affine_with_a_known_sign_is_refused(substitution: str) -> None:
    """x**2 folds the range; a may vanish or be negative; y does not depend on x at all."""
    proof = read.calc("Integral(x, (x, -1, 1))").then("0", change_of_variable("x", u=substitution))
    with pytest.raises(DerivationError):
        derive("Integral(x, (x, -1, 1)) = 0", proof)


def test_an_integral_over_another_variable_is_not_touched() -> None:
    """There is no integral over t to change."""
    with pytest.raises(DerivationError, match="no integral"):
        derive(
            "Integral(x, (x, 0, 1)) = 1/2",
            read.calc("Integral(x, (x, 0, 1))").then("1/2", change_of_variable("t", u="2*t")),
        )
