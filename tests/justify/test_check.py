"""Carrying out: statuses as documented, right and wrong statements crossed with right and wrong derivations."""

from __future__ import annotations

import pytest

from symrules.derivation import Equation, Hypothesis, Link, Status
from symrules.errors import DerivationError, StatementError
from symrules.justify import Reader, algebra, check, check_link, differentiation, expansion, using
from symrules.notation import Notation
from symrules.text import print_expression
from tests.justify.setting import NOTATION, derive, is_proved, read

SQUARE = "(x + y)**2"
EXPANDED = "x**2 + 2*x*y + y**2"


def test_a_right_statement_with_a_right_derivation_is_proved() -> None:
    """Both ends meet."""
    assert derive(f"{SQUARE} = {EXPANDED}", read.calc(SQUARE).then(EXPANDED)).status is Status.PROVED


def test_a_wrong_statement_with_a_right_derivation_is_refuted_with_a_witness() -> None:
    """What equals one side differs from the other."""
    result = derive(f"{SQUARE} = x**2 + y**2", read.calc(SQUARE).then(EXPANDED))
    assert result.status is Status.REFUTED
    assert result.verdict.witness is not None


def test_a_right_statement_with_a_wrong_step_is_undecided_and_names_the_step() -> None:
    """The first step that fails is named; the statement itself is not judged by it."""
    result = derive(f"{SQUARE} = {EXPANDED}", read.calc(SQUARE).then("x**2 + y**2").then(EXPANDED))
    assert result.status is Status.UNDECIDED
    assert "x**2 + y**2 (algebra)" in result.verdict.reason


@pytest.mark.parametrize(("start", "end"), [("x + y", "y + x"), ("x**2", "x*x")])
def test_a_right_statement_with_a_derivation_of_something_else_is_not_refuted(start: str, end: str) -> None:
    """The derivation is right, and about neither side."""
    assert derive(f"{SQUARE} = {EXPANDED}", read.calc(start).then(end)).status is Status.UNDECIDED


def test_a_reverse_calculation_runs_from_right_to_left() -> None:
    """It begins at the right side; the same lines forwards prove the mirrored claim only."""
    proof = read.calc(EXPANDED, reverse=True).then(SQUARE)
    assert is_proved(derive(f"{SQUARE} = {EXPANDED}", proof))
    result = derive(f"{SQUARE} = x**2 + y**2", proof)
    assert result.status is Status.REFUTED


def test_a_chain_of_equations_proves_no_strict_inequality() -> None:
    """x < x and x != x are false, though x = x."""
    for claim in ("x < x", "x > x", "x != x"):
        assert derive(claim, read.calc("x").then("x")).status is Status.UNDECIDED


def test_a_calculation_without_steps_proves_nothing() -> None:
    """1/(x - x) equals itself nowhere."""
    assert derive("1/(x - x) = 1/(x - x)", read.calc("1/(x - x)")).status is Status.UNDECIDED


def test_conditions_of_the_statement_make_it_conditional() -> None:
    """|x| = x under x >= 0."""
    result = derive("Abs(x) = x", read.calc("Abs(x)").then("x", algebra), "x >= 0")
    assert (Status.PROVED_UNDER_HYPOTHESES, ("x >= 0",)) == (result.status, result.verdict.hypotheses)


def test_a_link_without_derivation_is_decided() -> None:
    """Proved or refuted directly."""
    assert derive(f"{SQUARE} = {EXPANDED}", None).status is Status.PROVED
    assert derive(f"{SQUARE} = x**2", None).status is Status.REFUTED


def test_a_hypothesis_of_the_link_is_listed() -> None:
    """Also where the proof does not mention it."""
    result = derive(f"{SQUARE} = {EXPANDED}", None, hypotheses=(Hypothesis("h", "says"),))
    assert (Status.PROVED_UNDER_HYPOTHESES, ("h: says",)) == (result.status, result.verdict.hypotheses)


def test_a_postulate_stays_one_while_nothing_proves_it() -> None:
    """f = g is physics."""
    assert derive("f(x) = k(y)", None, expected=Status.POSTULATE).status is Status.POSTULATE


def test_a_postulate_that_is_a_theorem_is_not_reported_as_one() -> None:
    """The exact methods derive it."""
    result = derive(f"{SQUARE} = {EXPANDED}", None, expected=Status.POSTULATE)
    assert result.status is Status.PROVED
    assert not result.as_recorded


def test_a_derivation_that_cannot_be_carried_out_names_equation_and_link() -> None:
    """The message tells where to look."""
    statement = read.claim("x = x")
    link = Link("line 1", "line 2", statement, Status.PROVED, read.calc("x").then("x", differentiation))
    with pytest.raises(DerivationError, match=r"Eq\. \(7\), line 1 -> line 2"):
        check(Equation("7", "title", NOTATION, (("", read("x")),), (link,)))


def test_the_steps_are_recorded_with_their_reasons() -> None:
    """One line each, as far as the derivation came."""
    c = read.rule("c = x**2", "square")
    result = derive("x**4 = x**2*x**2", read.calc("x**4").then("c**2", using(c)).then("x**2*x**2", using(c)))
    assert ["using square", "using square"] == [step.reason for step in result.steps]


def test_the_same_derivation_gives_the_same_verdict_twice() -> None:
    """Nothing is drawn at random, and nothing is kept from the first run."""
    runs = [derive(f"{SQUARE} = x**2 + y**2", read.calc(SQUARE).then(EXPANDED)).verdict for _ in range(2)]
    assert runs[0] == runs[1]


def test_a_rule_and_an_asymptotic_claim_are_equations() -> None:
    """Neither is an inequality."""
    with pytest.raises(StatementError, match="a rule is an equation"):
        read.rule("x < y")
    with pytest.raises(StatementError, match="an asymptotic claim is an equation"):
        read.claim("x < y", about=("x", 0, 2))


def _numbers() -> Reader:
    notation = Notation("numbers")
    for name in ("x", "s", "y"):
        notation.symbol(name)
    return Reader(notation)


@pytest.mark.parametrize(
    ("rule", "claim", "start"),
    [
        ("Integral(x, (x, 0, 1)) = 3", "2*Integral(x, (x, 0, 1)) = 6", "2*Integral(x, (x, 0, 1))"),
        ("Derivative(x**2, x) = 3*x", "Derivative(x**2, x) = 3*x", "Derivative(x**2, x)"),
        ("Limit(1/(1 + s), s, 0) = 3", "Limit(1/(1 + s), s, 0) = 3", "Limit(1/(1 + s), s, 0)"),
    ],
)
def test_a_false_value_of_an_integral_is_no_rule(rule: str, claim: str, start: str) -> None:
    """An equation that gives a value is used only when it is proved."""
    read = _numbers()
    end = claim.split(" = ")[1]
    link = Link("left", "right", read.claim(claim), Status.PROVED, read.calc(start).then(end, using(read.rule(rule))))
    assert check_link(link).status not in (Status.PROVED, Status.PROVED_UNDER_HYPOTHESES)


def test_a_lemma_is_used_only_when_its_link_is_proved() -> None:
    """The statement of a link goes into a derivation once that link is proved, and not when it is false."""
    read = _numbers()
    for value, status in (("1/2", Status.PROVED), ("3", Status.UNDECIDED)):
        lemma = Link("integral", "value", read.claim(f"Integral(x, (x, 0, 1)) = {value}"), Status.PROVED)
        proof = read.calc("2*Integral(x, (x, 0, 1))").then(f"2*({value})", using(read.lemma(lemma)))
        link = Link("left", "right", read.claim(f"2*Integral(x, (x, 0, 1)) = 2*({value})"), Status.PROVED, proof)
        assert check_link(link).status is status


def test_what_is_printed_must_be_the_statement_of_a_link() -> None:
    """A printed relation that no link states is an error."""
    read = _numbers()
    link = Link("left", "right", read.claim("(x + 1)**2 = x**2 + 2*x + 1"), Status.PROVED)
    good = (("", link.statement.lhs), ("=", link.statement.rhs))
    assert check(Equation("1", "t", read.notation, good, (link,))).links[0].status is Status.PROVED
    with pytest.raises(DerivationError, match="no link states it"):
        check(Equation("1", "t", read.notation, (("", read("(x + 1)**2")), ("=", read("x**2 - 2*x + 1"))), (link,)))


def test_an_expanded_line_shows_what_it_leaves_out() -> None:
    """The lines of a derivation are true as they are shown: an expansion ends with its O()."""
    read = _numbers()
    statement = read.claim("exp(x) = 1 + x", about=("x", 0, 2))
    link = Link("left", "right", statement, Status.ASYMPTOTIC, read.calc("exp(x)").then("1 + x", expansion("x", 2)))
    assert print_expression(check_link(link).steps[-1].expression).endswith("O(x**2)")
