"""Derivations: equations as chains of links, each link with its statement, its proof and the status it should get.

Everything here is data: building it proves nothing. `symrules.justify.check` carries a proof out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sympy import Symbol

from symrules.identity import Identity
from symrules.notation import Notation
from symrules.verdict import Verdict


class Status(StrEnum):
    """What a link of an equation turns out to be."""

    POSTULATE = "postulate"
    PROVED = "proved"
    PROVED_UNDER_HYPOTHESES = "proved_under_hypotheses"
    ASYMPTOTIC = "asymptotic"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Hypothesis:
    """Physics that a link rests on: a short name, and what it says in one sentence."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"


@dataclass(frozen=True)
class StepResult:
    """One line of a derivation as it was carried out: the expression reached, the reason, and the verdict on it."""

    expression: Any
    reason: str
    verdict: Verdict


@dataclass(frozen=True, eq=False)
class Link:
    """One relation sign of an equation.

    Parameters
    ----------
    start, end : what stands on its two sides, in words ("line 1", "line 2")
    statement : the claim
    expected : the status that the derivation records; `derive` fails when the computed one differs
    proof : the derivation, or None where the statement is decided directly (or is a postulate)
    hypotheses : physics that it rests on
    instances : concrete functions for the unknown ones, tried where a witness is needed
    remark : what a reader should know beside the status
    """

    start: str
    end: str
    statement: Identity
    expected: Status
    proof: Any = None
    hypotheses: tuple[Hypothesis, ...] = ()
    instances: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True)
class LinkResult:
    """A link, and what became of it. `verdict` carries method, side conditions, witness and reason."""

    link: Link
    status: Status
    verdict: Verdict
    steps: tuple[StepResult, ...] = ()

    @property
    def as_recorded(self) -> bool:
        """Whether the computed status is the one that the derivation records."""
        return self.status is self.link.expected


@dataclass(frozen=True, eq=False)
class Equation:
    """One numbered equation of a paper, or one further result.

    Parameters
    ----------
    label : its number ("10") or, for a result beyond the paper, its name ("sommerfeld-1d")
    title : what it says, in one phrase
    notation : declares its symbols
    members : the equation as it is printed: pairs (relation sign in LaTeX, expression); the first sign is empty.
        Several chains (two equations under one number) stand one after the other, each beginning with an empty sign
    links : what is claimed, link by link
    section : the section of the paper
    remark : what a reader should know
    """

    label: str
    title: str
    notation: Notation
    members: tuple[tuple[str, Any], ...]
    links: tuple[Link, ...]
    section: str = ""
    remark: str = ""


@dataclass(frozen=True)
class EquationResult:
    """An equation with the results of its links, in order."""

    equation: Equation
    links: tuple[LinkResult, ...]


@dataclass(frozen=True, eq=False)
class Expansion:
    """A series to be tabulated: expression, variable, point, and the highest power."""

    name: str
    title: str
    expression: Any
    variable: Symbol
    notation: Notation
    order: int = 20
    point: Any = 0


@dataclass(frozen=True)
class Curve:
    """One curve: an expression of the abscissa alone, its label in LaTeX, and a half-open error band if any.

    `lower` and `upper` are expressions of the abscissa that enclose what the curve approximates.
    """

    label: str
    expression: Any
    dashed: bool = False
    lower: Any = None
    upper: Any = None


@dataclass(frozen=True, eq=False)
class Figure:
    """A plot: abscissa, its range, and the curves."""

    name: str
    title: str
    abscissa: Symbol
    start: Fraction
    stop: Fraction
    x_label: str
    y_label: str
    curves: tuple[Curve, ...]
    points: int = 121


@dataclass(frozen=True)
class Section:
    """One derivation file: title, equations in order, and what is tabulated and plotted from them."""

    title: str
    equations: tuple[Equation, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    figures: tuple[Figure, ...] = ()
