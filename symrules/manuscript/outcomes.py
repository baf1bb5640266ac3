"""What became of each link of each equation: values that hold no expression, so that they can be kept and written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from symrules.errors import Place
from symrules.verdict import Outcome, Verdict, Witness


class Status(StrEnum):
    """What a link of a manuscript turns out to be."""

    DEFINITION = "definition"
    POSTULATE = "postulate"
    PROVED = "proved"
    PROVED_UNDER_HYPOTHESES = "proved_under_hypotheses"
    ASYMPTOTIC = "asymptotic"
    REFUTED = "refuted"
    UNDECIDED = "undecided"
    ERROR = "error"
    IGNORED = "ignored"


HOLDS = frozenset({Status.DEFINITION, Status.POSTULATE, Status.PROVED, Status.PROVED_UNDER_HYPOTHESES,
                   Status.ASYMPTOTIC})  # fmt: skip
FALSE = frozenset({Status.REFUTED, Status.ERROR})


@dataclass(frozen=True)
class LinkOutcome:
    """One link, and what became of it.

    Parameters
    ----------
    lhs, relation, rhs : as they were read, in plain syntax
    statement : what was decided, where that is not the link as it stands
    start, end : of the right side, relative to the equation
    code, message : of the finding; empty where there is none
    notes : witness, residual, what it rests on, what to write instead
    false : of a link whose finding is ignored, whether it is false
    """

    lhs: str
    relation: str
    rhs: str
    status: Status
    start: Place
    end: Place
    statement: str = ""
    code: str = ""
    message: str = ""
    notes: tuple[str, ...] = ()
    verdict: Verdict | None = None
    residual: str = ""
    false: bool = False

    @property
    def text(self) -> str:
        """The link in plain syntax."""
        return f"{self.lhs} {self.relation} {self.rhs}"


@dataclass(frozen=True)
class EquationOutcome:
    """What became of an equation's links.

    Parameters
    ----------
    premises : conditions and hypotheses in words that whoever cites the equation takes over
    false : names of equations that are refuted and that this one rests on, itself among them
    open : names of equations that are undecided or unread, likewise
    """

    links: tuple[LinkOutcome, ...] = ()
    premises: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    open: tuple[str, ...] = field(default=())


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON values."""
    witness = verdict.witness
    return {
        "outcome": verdict.outcome.value,
        "method": verdict.method,
        "hypotheses": list(verdict.hypotheses),
        "side_conditions": list(verdict.side_conditions),
        "witness": None if witness is None else {"at": [list(pair) for pair in witness.at], "lhs": witness.lhs,
                                                 "rhs": witness.rhs},
        "reason": verdict.reason,
        "evidence": list(verdict.evidence),
    }  # fmt: skip


def read_verdict(record: dict[str, Any]) -> Verdict:
    """The verdict of a record.

    Raises
    ------
    ValueError, KeyError, TypeError
        The record is none.
    """
    witness = record["witness"]
    return Verdict(
        Outcome(record["outcome"]),
        record["method"],
        tuple(record["hypotheses"]),
        tuple(record["side_conditions"]),
        None if witness is None else Witness(tuple((n, v) for n, v in witness["at"]), witness["lhs"], witness["rhs"]),
        record["reason"],
        tuple(record["evidence"]),
    )
