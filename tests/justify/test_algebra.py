"""Algebra: what the prover accepts as equal, and nothing else."""

from __future__ import annotations

import pytest

from symrules.derivation import Status
from symrules.justify import algebra
from tests.justify.setting import derive, is_proved, read


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("(x + y)**2", "x**2 + 2*x*y + y**2"),
        ("1/(1 + exp(x))", "1 - 1/(1 + exp(-x))"),
        ("Integral(x*y, (x, 0, 1))", "y/2"),
        ("sqrt(p**2)", "p"),
    ],
)
def test_equal_lines_are_accepted(first: str, second: str) -> None:
    """Each pair is equal by hand."""
    assert is_proved(derive(f"{first} = {second}", read.calc(first).then(second, algebra)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("(x + y)**2", "x**2 + y**2"),
        ("sqrt(x**2)", "x"),
        ("Abs(h)", "h"),
        ("Integral(x*y, (x, 0, 1))", "y"),
        ("Integral(Abs(p), (p, -1, 1))", "0"),
        ("exp(x + y)", "exp(x) + exp(y)"),
        ("log(x**2)", "2*log(x)"),
    ],
)
def test_unequal_lines_are_not(first: str, second: str) -> None:
    """Each pair differs somewhere on the domain; the step is named."""
    result = derive(f"{first} = {second}", read.calc(first).then(second, algebra))
    assert result.status is Status.UNDECIDED
    assert "(algebra) is not proved" in result.verdict.reason
