"""Equations as they stand in a manuscript."""

from __future__ import annotations

from dataclasses import dataclass, field

from symrules.errors import Place
from symrules.manuscript.sources import SourceFile

SEPARATE_ROWS = frozenset({"align", "gather", "eqnarray", "flalign", "alignat", "xalignat", "IEEEeqnarray"})
"""Environments in which a row that does not continue the one before is an equation of its own."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A macro's definition as it is written, from the command to the end of the body."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Remark:
    """What follows ``% symrules:``, and where; `line` is the line whose end it stands at, 0 where it has its own."""

    text: str
    place: Place
    line: int = 0


@dataclass(frozen=True)
class Equation:
    """One displayed equation, or one inline formula.

    Parameters
    ----------
    labels : those that stand in it
    outer : labels of the ``subequations`` around it
    tex : its LaTeX, letter for letter where it stands in the file; labels, comments and what belongs to other rows is
        blank, so that a position in it is a position in the file
    start : offset of `tex` in the file
    joined : lines where a new row begins without saying how it goes on
    """

    labels: tuple[str, ...]
    outer: tuple[str, ...]
    tag: str
    environment: str
    tex: str
    source: SourceFile = field(repr=False)
    start: int
    definitions: tuple[Definition, ...] = field(default=(), repr=False)
    remarks: tuple[Remark, ...] = ()
    joined: tuple[int, ...] = ()

    @property
    def place(self) -> Place:
        """Where `tex` begins."""
        return self.source.place(self.start)

    @property
    def first(self) -> Place:
        """Where the first thing stands that is not blank."""
        return self.source.place(self.start + len(self.tex) - len(self.tex.lstrip()))

    @property
    def label(self) -> str:
        return self.labels[0] if self.labels else ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.label or f"line {self.first.line}"


@dataclass
class Body:
    """What stands between the beginning and the end of a formula, while it is read.

    Parameters
    ----------
    marks : pairs (kind, start, stop) of what separates its cells: ``&``, ``row`` or ``text``
    """

    environment: str
    source: SourceFile
    start: int
    opened: Place
    definitions: tuple[Definition, ...]
    outer: tuple[str, ...] = ()
    blanks: list[tuple[int, int]] = field(default_factory=list)
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    labels: list[tuple[str, int]] = field(default_factory=list)
    tags: list[tuple[str, int]] = field(default_factory=list)
    remarks: list[tuple[str, int]] = field(default_factory=list)
