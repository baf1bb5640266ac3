"""The three outcomes of a decision, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NoReturn

NOT_APPLICABLE = "not_applicable"
"""Beside the outcomes: what a rule says of a model that it is not about."""


class Outcome(StrEnum):
    """What a decision may conclude."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Witness:
    """A point of the domain that satisfies every hypothesis, where the two sides are rigorously apart.

    Parameters
    ----------
    at : the point, as pairs (symbol, exact value); an unknown function stands with the concrete function put for it
    lhs, rhs : both sides there, as decimal enclosures; every digit printed is correct up to the stated radius
    """

    at: tuple[tuple[str, str], ...]
    lhs: str
    rhs: str

    def __str__(self) -> str:
        point = ", ".join(f"{name} = {value}" for name, value in self.at)
        return f"at {point}: {self.lhs} against {self.rhs}" if point else f"{self.lhs} against {self.rhs}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one decision: proved, refuted with a witness, or undecided with the reason.

    Parameters
    ----------
    outcome : which of the three
    method : the exact method that decided, or the last one tried
    hypotheses : hypotheses that were used
    side_conditions : what the reader must add to the statement, such as ``x != 0`` where something is divided by x
    witness : the refuting point; present exactly when refuted
    reason : for an undecided one, why, and what would settle it
    evidence : further lines that let a reader check the decision by hand

    Notes
    -----
    A verdict has no truth value: ``if verdict:`` would read "undecided" as one of the other two.
    """

    outcome: Outcome
    method: str
    hypotheses: tuple[str, ...] = ()
    side_conditions: tuple[str, ...] = ()
    witness: Witness | None = None
    reason: str = ""
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.outcome is Outcome.REFUTED) != (self.witness is not None):
            raise ValueError("a verdict carries a witness exactly when it is refuted")
        if self.outcome is Outcome.UNDECIDED and not self.reason:
            raise ValueError("an undecided verdict says why")

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict has no truth value: compare verdict.outcome with an Outcome")

    def __str__(self) -> str:
        lines = [f"{self.outcome}: {self.method}"]
        if self.witness is not None:
            lines.append(str(self.witness))
        if self.reason:
            lines.append(self.reason)
        if self.side_conditions:
            lines.append("provided that " + ", ".join(self.side_conditions))
        if self.hypotheses:
            lines.append("under the hypotheses " + ", ".join(self.hypotheses))
        return "\n  ".join([*lines, *self.evidence])

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What a notebook shows."""
        printer.text(str(self))

    @property
    def proved(self) -> bool:
        return self.outcome is Outcome.PROVED

    @property
    def refuted(self) -> bool:
        return self.outcome is Outcome.REFUTED

    @property
    def undecided(self) -> bool:
        return self.outcome is Outcome.UNDECIDED

    def with_(self, **changes: object) -> Verdict:
        """The same verdict with some fields replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]


def proved(
    method: str,
    *,
    hypotheses: tuple[str, ...] = (),
    side_conditions: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
) -> Verdict:
    """A proof by an exact method."""
    return Verdict(Outcome.PROVED, method, hypotheses, side_conditions, evidence=evidence)


def refuted(
    method: str, witness: Witness, *, hypotheses: tuple[str, ...] = (), evidence: tuple[str, ...] = ()
) -> Verdict:
    """A refutation by a rigorous witness."""
    return Verdict(Outcome.REFUTED, method, hypotheses, witness=witness, evidence=evidence)


def undecided(method: str, reason: str, *, evidence: tuple[str, ...] = ()) -> Verdict:
    """Neither: the reason says what stood in the way."""
    return Verdict(Outcome.UNDECIDED, method, reason=reason, evidence=evidence)


def overall(outcomes: Collection[str]) -> str:
    """The verdict on many claims: refuted if any is, else undecided if any is, else proved if any is."""
    for outcome in (Outcome.REFUTED, Outcome.UNDECIDED, Outcome.PROVED):
        if outcome.value in outcomes:
            return outcome.value
    return NOT_APPLICABLE


def is_as_expected(verdict: str, expected: str) -> bool:
    """Whether a verdict on a rule is the one on record; where none is, whether the rule is not violated."""
    return verdict == expected if expected else verdict in (Outcome.PROVED.value, NOT_APPLICABLE)
