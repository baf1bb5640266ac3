"""Using an equation: both lines are rewritten, nothing is captured, and what is granted is named."""

from __future__ import annotations

import pytest

from symrules.derivation import Hypothesis, Status
from symrules.errors import DerivationError
from symrules.justify import instance, using
from tests.justify.setting import derive, is_proved, read


def test_a_definition_that_only_abbreviates_is_not_named() -> None:
    """The symbol stands nowhere in the statement, and any value is in its domain."""
    c = read.rule("c = x**2", "the definition of c")
    proof = (
        read.calc("x**4 - 1").then("c**2 - 1", using(c)).then("(c - 1)*(c + 1)").then("(x**2 - 1)*(x**2 + 1)", using(c))
    )
    result = derive("x**4 - 1 = (x**2 - 1)*(x**2 + 1)", proof)
    assert (Status.PROVED, ()) == (result.status, result.verdict.side_conditions)


def test_a_rule_that_is_the_claim_itself_is_named_beside_it() -> None:
    """Nothing but the equation itself supports x = y + 1, and the reader sees it."""
    result = derive("x = y + 1", read.calc("x").then("y + 1", using(read.rule("x = y + 1"))))
    assert ("x = y + 1",) == result.verdict.side_conditions


def test_a_named_definition_is_named_and_its_equation_is_evidence() -> None:
    """The name stands among what is required, the equation where it can be read."""
    rule = read.rule("x = y + 1", "the definition of x")
    result = derive("x**2 = (y + 1)**2", read.calc("x**2").then("(y + 1)**2", using(rule)))
    assert ("the definition of x",) == result.verdict.side_conditions
    assert "the definition of x: x = y + 1" in result.verdict.evidence


def test_two_definitions_of_one_abbreviation_are_both_visible() -> None:
    """c = x and c = y together say x = y, which is no abbreviation."""
    proof = read.calc("x").then("c", using(read.rule("c = x"))).then("y", using(read.rule("c = y")))
    result = derive("x = y", proof)
    assert not is_proved(result) or set(result.verdict.side_conditions) == {"c = x", "c = y"}


def test_a_hypothesis_that_is_used_makes_the_link_conditional() -> None:
    """The name of the hypothesis stands beside the verdict."""
    rule = read.rule("x = y", hypothesis=Hypothesis("equal", "x is y"))
    result = derive("x**2 = y**2", read.calc("x**2").then("y**2", using(rule)))
    assert result.status is Status.PROVED_UNDER_HYPOTHESES
    assert ("equal: x is y",) == result.verdict.hypotheses


@pytest.mark.parametrize(("first", "second"), [("x = 1", "x = 2"), ("x + y = 1", "x + y = 2"), ("x = 1", "x**2 = 4")])
def test_equations_that_contradict_each_other_prove_nothing(first: str, second: str) -> None:
    """From a contradiction everything follows, so the chain that uses one is not accepted."""
    one, two = read.rule(first), read.rule(second)
    left, right = first.split(" = ")[1], second.split(" = ")[1]
    middle = first.split(" = ")[0]
    proof = read.calc(left).then(middle, using(one)).then(right, using(two))
    result = derive(f"{left} = {right}", proof)
    assert result.status in (Status.UNDECIDED, Status.REFUTED)


def test_a_second_value_of_a_function_is_refused() -> None:
    """f(x) = 1 and f(x) = 2 in one derivation."""
    proof = read.calc("1").then("f(x)", using(read.rule("f(x) = 1"))).then("2", using(read.rule("f(x) = 2")))
    with pytest.raises(DerivationError, match="second value"):
        derive("1 = 2", proof)


def test_contradictory_conditions_of_a_statement_prove_nothing() -> None:
    """No x is above 1 and below 0, even where every step is literal."""
    result = derive("x = y", read.calc("x").then("y", using(read.rule("x = y"))), "x > 1", "x < 0")
    assert result.status is Status.UNDECIDED


def test_a_rule_that_contradicts_a_domain_is_refused() -> None:
    """-y**2 is never positive: |-y**2| = -y**2 must not follow."""
    rule = read.rule("p = -y**2")
    proof = read.calc("Abs(-y**2)").then("Abs(p)", using(rule)).then("p").then("-y**2", using(rule))
    with pytest.raises(DerivationError, match="contradicts the domain"):
        derive("Abs(-y**2) = -y**2", proof)


def test_a_rule_that_narrows_a_domain_names_the_narrower_one() -> None:
    """|y| = y follows for a positive p = y only, and y > 0 is required."""
    rule = read.rule("p = y")
    proof = read.calc("Abs(y)").then("Abs(p)", using(rule)).then("p").then("y", using(rule))
    assert "y > 0" in derive("Abs(y) = y", proof).verdict.side_conditions


def test_a_narrowed_domain_refutes_nothing_outside_itself() -> None:
    """|y| = -y for y < 0 is true: a derivation for positive y must not refute it."""
    rule = read.rule("p = y")
    proof = read.calc("Abs(y)").then("Abs(p)", using(rule)).then("p").then("y", using(rule))
    with pytest.raises(DerivationError, match="contradicts the domain"):
        derive("Abs(y) = -y", proof, "y < 0")
    assert not derive("Abs(y) = Abs(y) + y - Abs(y)", proof, "y > -1").verdict.refuted


def test_a_function_of_known_sign_is_not_given_values_of_another() -> None:
    """m is positive, so m(x) = -x**2 - 1 cannot be used."""
    rule = read.rule("m(x) = -x**2 - 1")
    proof = read.calc("Abs(-x**2 - 1)").then("Abs(m(x))", using(rule)).then("m(x)").then("-x**2 - 1", using(rule))
    with pytest.raises(DerivationError, match="contradicts the domain"):
        derive("Abs(-x**2 - 1) = -x**2 - 1", proof)


def test_a_circular_rule_does_not_close_on_itself() -> None:
    """x = x + 1 is rewritten in both lines, which still differ."""
    result = derive("x = x + 1", read.calc("x").then("x + 1", using(read.rule("x = x + 1"))))
    assert result.status is Status.UNDECIDED


def test_a_function_with_repeated_arguments_is_no_pattern() -> None:
    """g(x, x) = 0 says nothing about g(x, y)."""
    result = derive("g(x, y) = 0", read.calc("g(x, y)").then("0", using(read.rule("g(x, x) = 0"))))
    assert not is_proved(result)


def test_a_function_at_a_number_is_no_pattern() -> None:
    """f(0) = 1 says nothing about f(x)."""
    assert not is_proved(derive("f(x) = 1", read.calc("f(x)").then("1", using(read.rule("f(0) = 1")))))


def test_a_function_rule_is_used_at_any_arguments_and_inside_itself() -> None:
    """With f(x) = 2 x, f(f(y + 1)) is 4 y + 4."""
    proof = read.calc("f(f(y + 1))").then("4*y + 4", using(read.rule("f(x) = 2*x")))
    assert is_proved(derive("f(f(y + 1)) = 4*y + 4", proof))


def test_arguments_are_put_simultaneously() -> None:
    """With g(x, y) = x - 2 y, g(y, x) is y - 2 x."""
    proof = read.calc("g(y, x)").then("y - 2*x", using(read.rule("g(x, y) = x - 2*y")))
    assert is_proved(derive("g(y, x) = y - 2*x", proof))


@pytest.mark.parametrize(
    "inside",
    ["Integral(f(x), (a, 0, 1))", "Derivative(f(x), a)", "Limit(f(x), a, 0)", "Sum(f(x), (a, 1, 2))"],
)
def test_a_symbol_of_the_right_side_is_not_captured(inside: str) -> None:
    """f(x) = a x does not vary with the a that is bound around it."""
    rule = read.rule("f(x) = a*x")
    with pytest.raises(DerivationError, match="bound"):
        derive(f"{inside} = 7", read.calc(inside).then("7", using(rule)))


def test_an_abbreviation_is_not_sent_to_a_limit_that_it_does_not_name() -> None:
    """c = x coth x is a number; its limit for x -> 0 is not that of x coth x."""
    c = read.rule("c = x*coth(x)")
    proof = read.calc("x*coth(x)").then("c", using(c)).then("Limit(c, x, 0)").then("1", using(c))
    with pytest.raises(DerivationError, match="bound"):
        derive("x*coth(x) = 1", proof)


def test_an_abbreviation_under_an_integral_keeps_its_own_variable() -> None:
    """With c = x, the integral of c over x from 0 to 1 is c, and not 1/2."""
    c = read.rule("c = x")
    wrong = read.calc("Integral(c, (x, 0, 1))").then("1/2", using(c))
    right = read.calc("Integral(c, (x, 0, 1))").then("x", using(c))
    assert not is_proved(derive("Integral(c, (x, 0, 1)) = 1/2", wrong))
    assert is_proved(derive("Integral(c, (x, 0, 1)) = x", right))


def test_a_derivative_is_not_taken_through_an_abbreviation() -> None:
    """c is no declared function of x; its derivative must not become that of its value."""
    c = read.rule("c = x**2")
    proof = read.calc("2*x").then("Derivative(x**2, x)").then("Derivative(c, x)", using(c))
    assert not is_proved(derive("2*x = 0", proof.then("0")))


def test_a_condition_speaks_of_the_free_variable_only() -> None:
    """x + 1 = 2 says nothing of the x that is integrated over."""
    proof = read.calc("Integral(x, (x, 0, 1))").then("1", using(read.rule("x + 1 = 2")))
    assert not is_proved(derive("Integral(x, (x, 0, 1)) = 1", proof))


def test_a_rule_that_finds_nothing_is_an_error() -> None:
    """A reason that does nothing is a mistake of the author."""
    with pytest.raises(DerivationError, match="nothing to replace"):
        derive("x = x", read.calc("x").then("x", using(read.rule("y = 2"))))


def test_an_instance_names_the_example() -> None:
    """What is shown for f(x) = x**2 is not shown for f."""
    result = derive("f(x) = x**2", read.calc("f(x)").then("x**2", instance(read.rule("f(x) = x**2"))))
    assert ("f(x) = x**2",) == result.verdict.side_conditions
