"""One equation of a manuscript with all that is known of it, and what is to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from symrules.identity import Condition
from symrules.manuscript.directives import Directive
from symrules.manuscript.equations import Equation
from symrules.manuscript.findings import Finding
from symrules.manuscript.outcomes import EquationOutcome
from symrules.manuscript.readings import moved
from symrules.tex import Link, Reading

Given = tuple[tuple[Condition, ...], tuple[str, ...]]
"""Conditions, and hypotheses in words."""


@dataclass
class Checked:
    """One equation, and what became of it.

    Parameters
    ----------
    findings : about the equation itself; those about its links are made from the outcome
    """

    equation: Equation
    directives: tuple[Directive, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    reading: Reading | None = None
    outcome: EquationOutcome = field(default_factory=EquationOutcome)
    cites: tuple[int, ...] = ()
    given: dict[Directive, Given] = field(default_factory=dict)
    key: str = ""
    unread: bool = False
    ignored: frozenset[str] = frozenset()

    def has(self, word: str) -> list[Directive]:
        return [d for d in self.directives if d.word == word]

    @property
    def is_ignored(self) -> bool:
        return any(not d.values and not d.line for d in self.has("ignore"))

    @cached_property
    def relation_lines(self) -> tuple[int, ...]:
        """The line of the file on which each link's relation sign stands."""
        return tuple(self._relation_line(link) for link in self.reading.links) if self.reading is not None else ()

    def _relation_line(self, link: Link) -> int:
        text, at = self.equation.tex, 0
        for _ in range(link.lhs_span.end.line - 1):
            at = text.index("\n", at) + 1
        at += link.lhs_span.end.column - 1
        while at < len(text) and text[at].isspace():
            at += 1
        return self.equation.source.line_of(self.equation.start + at)

    def about(self, index: int) -> list[Directive]:
        """The directives about one link: of the whole equation, or at the end of the line of its relation sign."""
        lines = self.relation_lines
        return [d for d in self.directives if not d.line or d.line not in lines or lines[index] == d.line]


def findings_of(item: Checked) -> list[Finding]:
    """Everything found in an equation, at its places in the file."""
    start = item.equation.place
    ignored = {*item.ignored, *(code for d in item.has("ignore") for code in d.values)}
    if item.has("derivation") and all(link.code != "STALE001" for link in item.outcome.links):
        ignored.add("AMB001")  # the derivation confirms the reading
    found = [f for f in item.findings if f.code not in ignored or f.level == "error"]
    for link in item.outcome.links:
        if link.code:
            begin, end = moved(link.start, start), moved(link.end, start)
            width = end.column - begin.column if end.line == begin.line else 0
            found.append(Finding(link.code, link.message, begin, width=width, notes=link.notes))
    return found
