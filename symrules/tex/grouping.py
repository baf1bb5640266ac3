"""Brackets and groups: what is open around the cursor, the arguments of functions, and exponents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from symrules.notation import Notation
from symrules.tex.cursor import Cursor
from symrules.tex.names import Names
from symrules.tex.source import Source, Token

CLOSING = {
    "(": ")", "[": "]", "\\{": "\\}", "\\langle": "\\rangle", "\\left|": "\\right|", "|": "|",
    "\\lfloor": "\\rfloor", "\\lceil": "\\rceil", "\\left.": "\\right|",
}  # fmt: skip
"""The brackets, and what closes each."""


@dataclass
class Integration:
    """An integral sign that waits for its differential, or has found it."""

    level: int
    token: Token
    limits: tuple[Any, ...]
    region: list[str]
    begin: int = -1
    """Where the integrand begins."""
    variables: list[Any] = field(default_factory=list)
    first: bool = False
    """Whether the differential stands before the integrand, or in its first factor."""


class Grouping(Cursor):
    """A cursor that knows which brackets, bars, integrals and derivatives stand around it."""

    def __init__(self, source: Source, notation: Notation, names: Names, stream: list[Token]) -> None:
        super().__init__(source, notation, names, stream)
        self.level = 0  # of brackets and groups around the cursor
        self.nested = 0  # factors inside one another
        self.bars: list[int] = []  # levels at which a bar of an absolute value is open
        self.around: list[str] = []  # the brackets and groups that are open
        self.integrals: list[Integration] = []
        self.wanted: list[Any] = []  # the variables of the derivative around the cursor
        self.joined: Any = None  # a product that was read as one factor, and is two
        self.holding = False  # inside a bracket that holds something fixed, where a derivative stands

    def sum(self) -> Any:
        """Terms up to what cannot continue a sum."""
        raise NotImplementedError

    def enter(self, opening: str) -> tuple[list[int], list[Integration]]:
        """Begin a bracket or group, inside which no bar and no integral of the outside is open."""
        self.level += 1
        self.around.append(opening)
        kept = (self.bars, self.integrals)
        self.bars = []
        if opening != "{":
            self.integrals = []
        return kept

    def leave(self, kept: tuple[list[int], list[Integration]]) -> None:
        self.bars, self.integrals = kept
        self.around.pop()
        self.level -= 1

    def arguments(self, semicolons: bool = False) -> list[Any]:
        """The arguments of a function, in brackets, separated by commas; those of a declared one by semicolons too."""
        opening = self.token
        closing = CLOSING[opening.text]
        self.at += 1
        kept = self.enter(opening.text)
        values = [self.sum()]
        while self.peek() == "," or (semicolons and self.peek() == ";"):
            self.at += 1
            values.append(self.sum())
        self.take(closing, f"the bracket of the arguments is not closed by {closing!r}", "close it as it was opened")
        self.leave(kept)
        return values

    def group(self) -> Any:
        """The expression between braces."""
        opening = self.take("{")
        if self.peek() == "}":
            self.fail("empty braces", opening, "write what belongs there")
        kept = self.enter("{")
        value = self.sum()
        self.take("}", f"{self.shown(self.token)} is not expected here")
        self.leave(kept)
        return value

    def is_label(self) -> bool:
        """Whether a superscript in round brackets stands at the cursor, as the order in ``f^{(4)}(x)``."""
        if self.peek() != "^" or self.peek(2) != "(":
            return False
        return self.stream[self.partner[self.at + 1] - 1].text == ")"

    def exponent(self) -> Any:
        """The group behind a ``^``, which must be a power and no label."""
        self.take("^")
        inside = self.token
        close = self.partner[self.at]
        content = [t.text for t in self.stream[self.at + 1 : close]]
        if content in (["*"], ["+"], ["-"], ["\\dagger"], ["\\star"], ["\\circ"]) or not content:
            self.fail(f"the superscript {' '.join(content)!r} is no power, and no part of a declared name", inside,
                      "declare the symbol with its superscript")  # fmt: skip
        if content[0] in ("(", "[") and content[-1] in (")", "]") and len(content) == 3:
            self.fail("a superscript in brackets is a label, and no part of a declared name", inside,
                      "declare the symbol with its superscript, or write the power without brackets")  # fmt: skip
        return self.group()
