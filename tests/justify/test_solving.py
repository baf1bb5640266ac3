"""Linear systems: against hand results; what is singular, not linear or hidden is refused."""

from __future__ import annotations

import pytest

from symrules.derivation import Status
from symrules.errors import DerivationError
from symrules.justify import solving
from symrules.text import read_condition
from tests.justify.setting import NOTATION, derive, is_proved, read


def solved(claim: str, equations: list[str], unknowns: list[str], *where: str):  # type: ignore[no-untyped-def]
    left, right = claim.split(" = ")
    reason = solving(
        *(read.rule(e) for e in equations),
        unknowns=tuple(read(u) for u in unknowns),
        where=tuple(read_condition(w, NOTATION) for w in where),
    )
    return derive(claim, read.calc(left).then(right, reason))


@pytest.mark.parametrize(
    ("claim", "equations", "unknowns"),
    [
        ("y = a/(1 + a*b)", ["y = (1 - b*y)*a"], ["y"]),
        ("x = 3", ["x + y = 5", "x - y = 1"], ["x", "y"]),
        ("y = 2", ["x + y = 5", "x - y = 1"], ["x", "y"]),
        ("x = 1", ["x + y + z = 6", "x - y = -1", "y - z = -1"], ["x", "y", "z"]),
        ("f(x) = x/2", ["2*f(x) = x"], ["f(x)"]),
        ("a = 3/2", ["a = Integral(a, (a, 0, 1)) + 1"], ["a"]),
    ],
)
def test_the_solution_is_found(claim: str, equations: list[str], unknowns: list[str]) -> None:
    """Solved by hand; in the last one the integral over its own a is 1/2."""
    assert is_proved(solved(claim, equations, unknowns))


def test_the_determinant_is_a_side_condition_where_it_may_vanish() -> None:
    """y = (1 - b y) a is singular at a b = -1."""
    result = solved("y = a/(1 + a*b)", ["y = (1 - b*y)*a"], ["y"])
    assert any("!= 0" in c for c in result.verdict.side_conditions)


def test_the_equations_are_named_beside_the_verdict() -> None:
    """The value is one of the equations' making."""
    assert "2*f(x) = x" in solved("f(x) = x/2", ["2*f(x) = x"], ["f(x)"]).verdict.side_conditions


def test_a_condition_of_the_solution_is_not_dropped() -> None:
    """y (|x| + x) = 2 x gives y = 1 for positive x only."""
    assert "x > 0" in solved("y = 1", ["y*(Abs(x) + x) = 2*x"], ["y"], "x > 0").verdict.side_conditions


def test_a_wrong_solution_is_not_accepted() -> None:
    """The sign of the screening term."""
    assert solved("y = a/(1 - a*b)", ["y = (1 - b*y)*a"], ["y"]).status is Status.UNDECIDED


@pytest.mark.parametrize(
    ("equations", "unknowns"),
    [
        (["x + y = 1", "2*x + 2*y = 3"], ["x", "y"]),
        (["x*y = 1", "x - y = 0"], ["x", "y"]),
        (["x**2 = 1"], ["x"]),
        (["exp(x) = 2"], ["x"]),
        (["x = f(x)"], ["x"]),
        (["1/x = 2"], ["x"]),
        (["x = Abs(x) + 1"], ["x"]),
        (["x = 1", "2*x = 2"], ["x"]),
        (["x + y = 1"], ["x", "y"]),
        (["x + y = 1", "x - y = 1"], ["x", "x"]),
    ],
)
def test_singular_and_nonlinear_systems_are_refused(equations: list[str], unknowns: list[str]) -> None:
    """Singular, bilinear, quadratic, hidden in a function, too many or too few equations."""
    with pytest.raises(DerivationError):
        solved("x = 1", equations, unknowns)


def test_an_unknown_function_at_other_arguments_is_no_solution() -> None:
    """f(x) = 1 - a ∫f is an integral equation: its right side is not the value of f."""
    with pytest.raises(DerivationError, match="other arguments"):
        solved("f(x) = 1 - a*Integral(f(y), (y, 0, 1))", ["f(x) = 1 - a*Integral(f(y), (y, 0, 1))"], ["f(x)"])


def test_a_value_outside_the_domain_of_the_unknown_is_refused() -> None:
    """No positive p satisfies p + 1 = 0."""
    with pytest.raises(DerivationError, match="domain"):
        solved("p = -1", ["p + 1 = 0"], ["p"])


def test_an_expression_without_the_unknown_is_refused() -> None:
    """There is nothing to put a value for."""
    with pytest.raises(DerivationError, match="none of the unknowns"):
        solved("z = 1", ["x = 1"], ["x"])
