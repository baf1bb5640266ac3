"""The three outcomes of a decision, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
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
    at : the point, as pairs (symbol, value); an unknown function stands with the concrete function put for it
    lhs, rhs : both sides there

    Notes
    -----
    Integers, fractions and expressions are exact; a number with a decimal point is rounded in its last digit. For a
    reader it is rounded to six digits, or to as many as tell the sides apart, and marked with ≈ (`shown`).
    """

    at: tuple[tuple[str, str], ...]
    lhs: str
    rhs: str

    def __str__(self) -> str:
        point = ", ".join(f"{name} {relation} {value}" for name, relation, value in self.point)
        sides = " against ".join(value if relation == "=" else f"{relation} {value}" for relation, value in self.sides)
        return f"at {point}: {sides}" if point else sides

    @property
    def point(self) -> tuple[tuple[str, str, str], ...]:
        """Each symbol with "=" or "≈" and its value."""
        return tuple((name, *shown(value)) for name, value in self.at)

    @property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both sides with "=" or "≈" each, with as many digits as tell them apart."""
        most = max(len(self.lhs), len(self.rhs), _SHOWN_DIGITS)
        apart = (d for d in range(_SHOWN_DIGITS, most) if _rounded(self.lhs, d) != _rounded(self.rhs, d))
        digits = next(apart, most)
        return shown(self.lhs, digits), shown(self.rhs, digits)


_SHOWN_DIGITS, _LONGEST_EXPONENT = 6, 17
_DECIMAL = re.compile(r"\d+\.\d+(?:e[+-]?\d+)?")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:/(\d+))?")


def shown(text: str, digits: int = _SHOWN_DIGITS) -> tuple[str, str]:
    """A value with its decimals rounded, and the relation in which it stands to what it is the value of."""
    rounded = _DECIMAL.sub(lambda match: _decimal(match[0], "1", digits), text)
    return ("≈" if _DECIMAL.search(text) else "="), rounded


def _rounded(text: str, digits: int) -> str:
    """A value with all its numbers rounded, also those that are exact."""
    return _NUMBER.sub(lambda match: _decimal(match[1], match[2] or "1", digits), text)


def _decimal(above: str, below: str, digits: int) -> str:
    mantissa, _, exponent = above.partition("e")
    if len(exponent) > _LONGEST_EXPONENT:  # beyond what decimals reach
        return f"{_decimal(mantissa, below, digits)}e{exponent}"
    context = Context(prec=digits, Emin=MIN_EMIN, Emax=MAX_EMAX)
    value = context.divide(Decimal(above), Decimal(below)).normalize(context)
    return f"{value:f}" if -5 <= value.adjusted() < digits + 3 else f"{value:e}"


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
