"""What a campaign makes of its claims: the wrong verdicts, and how many were decided at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import mpmath

from symrules.decide import decide
from symrules.identity import Identity
from symrules.verdict import Verdict
from tests.decide.campaign.conditions import satisfied
from tests.decide.campaign.referee import DIGITS
from tests.decide.claims import claim as stated
from tests.decide.corpus import NoValue

CLAIMS = int(os.environ.get("SYMRULES_CAMPAIGN", "10000"))
SECONDS = 2.0


@dataclass(frozen=True)
class Claim:
    """A statement, and by the referee whether it holds wherever its hypotheses hold and both sides have values.

    Parameters
    ----------
    against : points at which it fails
    fails_at : where truth was found by sampling: whether the claim fails at a point, such as a witness
    """

    text: str
    holds: bool
    domains: dict[str, str] = field(default_factory=dict)
    where: tuple[str, ...] = ()
    functions: dict[str, str] = field(default_factory=dict)
    against: tuple[dict[str, Any], ...] = ()
    fails_at: Callable[[dict[str, Fraction]], bool] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        declared = ", ".join(f"{name}: {domain}" for name, domain in self.domains.items())
        given = " given " + ", ".join(self.where) if self.where else ""
        return f"{self.text}{given}   [{declared}]   {'true' if self.holds else 'false'}"


def share(percent: float) -> int:
    """The number of claims of one campaign."""
    return max(20, round(CLAIMS * percent / 100))


def identity_of(claim: Claim) -> Identity:
    """The identity that a claim states."""
    return stated(claim.text, claim.where, claim.functions, **claim.domains)


def verdict_on(claim: Claim) -> Verdict:
    """The prover's verdict."""
    return decide(identity_of(claim), seconds=SECONDS)


def is_wrong(claim: Claim, found: Verdict) -> bool:
    """Whether a verdict is an error, or contradicts the referee; a proof may exclude points by its side conditions."""
    if found.method == "internal error":
        return True
    if found.refuted and claim.fails_at is not None:
        return not _fails_at_witness(claim.fails_at, found)
    if claim.holds or found.undecided:
        return found.refuted
    return found.proved and (not claim.against or any(_is_covered(claim, found, values) for values in claim.against))


def _fails_at_witness(fails_at: Callable[[dict[str, Fraction]], bool], found: Verdict) -> bool:
    at = {} if found.witness is None else dict(found.witness.at)
    try:
        return fails_at({name: Fraction(text) for name, text in at.items()})
    except (NoValue, ValueError):
        return True  # a point that is out of the referee's reach


def _is_covered(claim: Claim, found: Verdict, values: dict[str, Any]) -> bool:
    try:
        with mpmath.workdps(DIGITS):
            return satisfied(found.side_conditions, identity_of(claim).notation, values)
    except NoValue:
        return False


@dataclass
class Tally:
    """Verdicts that are wrong, as text, and the number of claims by truth and outcome."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[tuple[bool, str]] = field(default_factory=Counter)

    def decided(self, holds: bool) -> float:
        """The fraction of the true (or false) claims that were decided."""
        total = sum(n for (truth, _), n in self.counts.items() if truth is holds)
        return 1 - self.counts[holds, "undecided"] / max(total, 1)


def judged(claims: Iterable[Claim]) -> Tally:
    """The tally of some claims."""
    tally = Tally()
    for claim in claims:
        found = verdict_on(claim)
        tally.counts[claim.holds, found.outcome.value] += 1
        if is_wrong(claim, found):
            tally.wrong.append(f"{claim}\n    {found}")
    return tally
