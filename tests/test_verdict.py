"""Verdicts: three outcomes, each with its evidence, and no truth value."""

from __future__ import annotations

import pytest

from symrules.verdict import Outcome, Verdict, Witness, proved, refuted, undecided

WITNESS = Witness((("x", "1/2"),), "1", "2")


@pytest.mark.parametrize("verdict", [proved("m"), refuted("m", WITNESS), undecided("m", "why")])
def test_a_verdict_has_no_truth_value(verdict: Verdict) -> None:
    """``if verdict`` would read undecided as one of the others."""
    with pytest.raises(TypeError, match="no truth value"):
        bool(verdict)


def test_exactly_one_of_the_three_holds() -> None:
    """Each outcome answers to its own name only."""
    verdicts = (proved("m"), refuted("m", WITNESS), undecided("m", "why"))
    assert [(True, False, False), (False, True, False), (False, False, True)] == [
        (v.proved, v.refuted, v.undecided) for v in verdicts
    ]


def test_a_refutation_needs_a_witness_and_nothing_else_has_one() -> None:
    """Evidence and outcome belong together."""
    with pytest.raises(ValueError, match="witness"):
        Verdict(Outcome.REFUTED, "m")
    with pytest.raises(ValueError, match="witness"):
        Verdict(Outcome.PROVED, "m", witness=WITNESS)


def test_an_undecided_verdict_says_why() -> None:
    """An empty reason is refused."""
    with pytest.raises(ValueError, match="says why"):
        undecided("m", "")


def test_a_change_is_checked_like_a_new_verdict() -> None:
    """A proof cannot be turned into a refutation without a witness."""
    assert ("h",) == proved("m").with_(hypotheses=("h",)).hypotheses
    with pytest.raises(ValueError, match="witness"):
        proved("m").with_(outcome=Outcome.REFUTED)


def test_a_witness_prints_its_point_and_both_sides() -> None:
    """With a point, and without one."""
    assert "at x = 1/2: 1 against 2" == str(WITNESS)
    assert "1 against 2" == str(Witness((), "1", "2"))


@pytest.mark.parametrize(
    ("lhs", "rhs", "text"),
    [
        ("1/3", "-2", "1/3 against -2"),
        ("1.31303528549933130", "1", "≈ 1.31304 against 1"),
        ("0.333333333333333333", "1/3", "≈ 0.333333333333333333 against 1/3"),
        ("2.718281828459045", "2.718281700000000", "≈ 2.7182818 against ≈ 2.7182817"),
        ("0.540302305868139717 - 0.841470984807896507*I", "1 - 2*I", "≈ 0.540302 - 0.841471*I against 1 - 2*I"),
        ("2.6881171418161354e+43", "1.0e-20", "≈ 2.68812e+43 against ≈ 1e-20"),
    ],
)
def test_decimals_are_rounded_for_a_reader_until_the_sides_would_look_alike(lhs: str, rhs: str, text: str) -> None:
    """Exact values stand as they are, rounded ones with a sign that says so."""
    assert text == str(Witness((), lhs, rhs))


def test_a_rounded_coordinate_is_marked() -> None:
    """The point, too, tells exact numbers from rounded ones."""
    assert "at a = 1/2, y ≈ 0.540302: 1 against 2" == str(
        Witness((("a", "1/2"), ("y", "0.540302305868139717")), "1", "2")
    )
