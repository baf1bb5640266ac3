"""Expansions: held to the claim's variable, point and order; uniform under an integral; nothing hidden."""

from __future__ import annotations

import pytest

from symrules.derivation import Status
from symrules.errors import DerivationError
from symrules.justify import expansion, using
from tests.justify.setting import derive, is_proved, read

COTH = "x*coth(x)"


def test_an_expansion_to_the_order_claimed_is_asymptotic() -> None:
    """x coth x = 1 + x**2/3 + O(x**4)."""
    result = derive(f"{COTH} = 1 + x**2/3", read.calc(COTH).then("1 + x**2/3", expansion("x", 4)), about=("x", 0, 4))
    assert result.status is Status.ASYMPTOTIC


@pytest.mark.parametrize("wrong", ["1 - x**2/3", "1 + x**2/6", "1 + x**2/3 + x**3", "1"])
def test_a_wrong_coefficient_is_not_accepted(wrong: str) -> None:
    """The engine's own series decides."""
    result = derive(f"{COTH} = {wrong}", read.calc(COTH).then(wrong, expansion("x", 4)), about=("x", 0, 4))
    assert not is_proved(result)


def test_a_false_claim_with_a_right_derivation_is_refuted_with_a_witness() -> None:
    """The derivation reaches 1 + x**2/3, and the statement says 1 + x**2/2."""
    proof = read.calc(COTH).then("1 + x**2/3", expansion("x", 4))
    result = derive(f"{COTH} = 1 + x**2/2", proof, about=("x", 0, 4))
    assert result.status is Status.REFUTED
    assert result.verdict.witness is not None


def test_an_expansion_does_not_prove_an_exact_claim() -> None:
    """What is left out is not zero."""
    result = derive(f"{COTH} = 1 + x**2/3", read.calc(COTH).then("1 + x**2/3", expansion("x", 4)))
    assert result.status is Status.UNDECIDED


@pytest.mark.parametrize(
    ("expression", "value", "variable", "order", "about"),
    [
        (COTH, "1", "x", 2, ("x", 0, 4)),
        (COTH, "1", "x", 2, ("y", 0, 2)),
        ("exp(x)", "1", "x", 1, ("x", 1, 1)),
    ],
)
def test_an_expansion_of_another_order_variable_or_point_does_not_prove_the_claim(
    expression: str, value: str, variable: str, order: int, about: tuple[str, int, int]
) -> None:
    """Each is a true expansion of something that is not claimed."""
    result = derive(
        f"{expression} = {value}", read.calc(expression).then(value, expansion(variable, order)), about=about
    )
    assert result.status is Status.UNDECIDED


def test_the_point_does_not_depend_on_the_variable() -> None:
    """An expansion of exp(x) about x is no expansion."""
    proof = read.calc("exp(x)").then("exp(x)", expansion("x", 3, "x"))
    assert not is_proved(derive("exp(x) = 1", proof, about=("x", 0, 3)))


@pytest.mark.parametrize(
    ("start", "rule", "middle", "about"),
    [("x", "s = 1/x**3", "s*x**4", ("x", 0, 4)), ("h", "h = 1/a", "a**3*h**4", ("h", 0, 4))],
)
def test_a_coefficient_that_hides_the_variable_is_found(
    start: str, rule: str, middle: str, about: tuple[str, int, int]
) -> None:
    """x = s x**4 with s = x**-3 is not O(x**4)."""
    proof = read.calc(start).then(middle, using(read.rule(rule))).then("0", expansion(about[0], 4))
    assert derive(f"{start} = 0", proof, about=about).status is Status.UNDECIDED


@pytest.mark.parametrize(
    ("integral", "value", "order"),
    [
        ("Integral(x**3/(x**2 + t**2), (t, 0, 1))", "0", 3),
        ("Integral(exp(-x*t), (t, 0, 1/x))", "1/(2*x)", 2),
        ("Integral(x**2*exp(-p*t)/(x**2 + exp(-2*p*t)), (t, 0, oo))", "0", 2),
        ("Integral(exp(x*t), (t, 0, 1))/x**2", "1/x**2", 1),
    ],
)
def test_an_expansion_that_is_not_uniform_is_refused(integral: str, value: str, order: int) -> None:
    """A singular integrand, a moving or unbounded range, a factor with a pole: all four claims are false."""
    proof = read.calc(integral).then(value, expansion("x", order))
    with pytest.raises(DerivationError):
        derive(f"{integral} = {value}", proof, about=("x", 0, order))


def test_a_uniform_expansion_under_an_integral_is_accepted() -> None:
    """The integral of exp(x t) over t from 0 to 1 is 1 + x/2 + O(x**2)."""
    integral = "Integral(exp(x*t), (t, 0, 1))"
    proof = read.calc(integral).then("1 + x/2", expansion("x", 2))
    assert derive(f"{integral} = 1 + x/2", proof, about=("x", 0, 2)).status is Status.ASYMPTOTIC


def test_an_order_written_in_the_statement_is_held_to_what_it_says() -> None:
    """The relation claims O(x**4), which is true; the O() that is written says more, and is false."""
    for right in ("1 + x**2/3 + O(x**6)", "1 + x**2*(1/3 + O(x**4))"):
        proof = read.calc(COTH).then("1 + x**2/3", expansion("x", 4))
        result = derive(f"{COTH} = {right}", proof, about=("x", 0, 4))
        assert result.status is Status.REFUTED


def test_an_order_that_is_true_as_written_is_accepted() -> None:
    """O(x**4), and also x**2 O(x**2)."""
    for right in ("1 + x**2/3 + O(x**4)", "1 + x**2*(1/3 + O(x**2))"):
        proof = read.calc(COTH).then("1 + x**2/3", expansion("x", 4))
        assert derive(f"{COTH} = {right}", proof, about=("x", 0, 4)).status is Status.ASYMPTOTIC


def test_an_order_in_an_exact_claim_is_not_overlooked() -> None:
    """1 + O(x**2) is no exact value."""
    assert not is_proved(derive("x = x + O(x**2)", read.calc("x").then("x")))


@pytest.mark.parametrize(
    ("bound", "status"), [("x**4/45", Status.ASYMPTOTIC), ("x**4/40", Status.ASYMPTOTIC), ("x**4/46", Status.REFUTED)]
)
def test_a_claimed_remainder_is_held_against_the_proved_one(bound: str, status: Status) -> None:
    """|x coth x - 1 - x**2/3| <= x**4/45 is the bound of the alternating series; x**4/46 is too small."""
    proof = read.calc(COTH).then("1 + x**2/3", expansion("x", 4))
    assert derive(f"{COTH} = 1 + x**2/3", proof, about=("x", 0, 4), remainder=bound).status is status


@pytest.mark.parametrize(("left", "right"), [(f"{COTH} + 5*x**6", "1 + x**2/3"), (COTH, "1 + x**2/3 + 5*x**6")])
def test_a_remainder_is_about_the_whole_difference(left: str, right: str) -> None:
    """5 x**6 is O(x**4), and not below x**4/45."""
    proof = read.calc(COTH).then("1 + x**2/3", expansion("x", 4))
    assert not is_proved(derive(f"{left} = {right}", proof, about=("x", 0, 4), remainder="x**4/45"))


def test_what_an_expansion_assumes_stands_with_the_result() -> None:
    """sqrt(h^2 x^2)/x is |h| only for x > 0."""
    proof = read.calc("sqrt(h**2*x**2)/x").then("sqrt(h**2)", expansion("x", 1))
    result = derive("sqrt(h**2*x**2)/x = sqrt(h**2)", proof, about=("x", 0, 1))
    assert "x > 0" in result.verdict.side_conditions
