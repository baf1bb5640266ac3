"""Domains: reading, membership, samples."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symrules.domain import NAMED, parse_domain
from symrules.errors import NotationError

ENDS = st.fractions(-20, 20, max_denominator=12)
BRACKETS = st.sampled_from(["()", "[]", "[)", "(]"])


@settings(derandomize=True, max_examples=100)
@given(ENDS, ENDS, ENDS, BRACKETS)
def test_membership_is_that_of_the_interval(low: Fraction, high: Fraction, value: Fraction, brackets: str) -> None:
    """Against the order of the rationals."""
    if low >= high:
        return
    domain = parse_domain(f"{brackets[0]}{low}, {high}{brackets[1]}")
    above = value >= low if brackets[0] == "[" else value > low
    below = value <= high if brackets[1] == "]" else value < high
    assert (above and below) == (value in domain)


@settings(derandomize=True, max_examples=60)
@given(ENDS, ENDS, BRACKETS)
def test_samples_lie_inside_and_there_are_some(low: Fraction, high: Fraction, brackets: str) -> None:
    """Every interval that is not empty has a sample."""
    if low >= high:
        return
    domain = parse_domain(f"{brackets[0]}{low}, {high}{brackets[1]}")
    samples = list(domain.samples())
    assert samples
    assert all(s in domain for s in samples)
    assert len(samples) == len(set(samples))


@pytest.mark.parametrize("name", [n for n in NAMED if n != "complex"])
def test_samples_of_a_named_domain_are_members_and_the_same_every_time(name: str) -> None:
    """Deterministic, and inside."""
    domain = NAMED[name]
    first = list(domain.samples())
    assert first == list(parse_domain(name).samples())
    assert first
    assert all(s in domain for s in first)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("positive", "+"),
        ("nonnegative", "0+"),
        ("negative", "-"),
        ("nonpositive", "0-"),
        ("nonzero", "!0"),
        ("real", ""),
        ("[0, 1]", "0+"),
        ("(0, 1]", "+"),
        ("[1, oo)", "+"),
        ("(-oo, 0)", "-"),
        ("[-1, 1]", ""),
        ("complex", ""),
        ("integer", ""),
        ("positive integer", "+"),
    ],
)
def test_the_sign_of_a_domain(text: str, sign: str) -> None:
    """What every member has in common."""
    assert sign == parse_domain(text).sign


def test_ends_in_pi() -> None:
    """22/7 lies above pi, 333/106 below."""
    domain = parse_domain("(-pi, pi)")
    assert Fraction(333, 106) in domain
    assert Fraction(22, 7) not in domain
    half = parse_domain("[0, pi/2]")
    assert Fraction(157, 100) in half
    assert Fraction(158, 100) not in half
    assert Fraction(6) in parse_domain("[0, 2*pi)")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1, 0]",
        "(1, 1)",
        "[1, 1)",
        "(1, 1]",
        "[0, 1",
        "0, 1",
        "[a, b]",
        "[0, 1/0]",
        "[oo, -oo]",
        "[0, pi/0]",
        "positiv",
        "[0, exp(1)]",
        "[0, 1, 2]",
        "[" + "1" * 200 + ", oo)",
    ],
)
def test_what_is_no_domain_is_refused(text: str) -> None:
    """Empty intervals, other numbers, division by zero."""
    with pytest.raises(NotationError):
        parse_domain(text)


def test_a_closed_interval_may_be_a_point() -> None:
    """[1, 1] holds 1 and nothing else."""
    domain = parse_domain("[1, 1]")
    assert [Fraction(1)] == list(domain.samples())


def test_integers_and_excluded_points() -> None:
    """1/2 is no integer, 0 is not nonzero."""
    assert Fraction(1, 2) not in NAMED["integer"]
    assert Fraction(0) not in NAMED["nonzero"]
    assert Fraction(0) not in NAMED["positive integer"]
    assert Fraction(0) in NAMED["nonnegative integer"]
