"""The text of an equation, where it stands, and the limits on what is looked at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

from symrules.errors import Place, ReadError

MAX_LENGTH = 1_000_000
MAX_TOKENS = 20_000
MAX_DEPTH = 80
"""Of groups and brackets inside one another; each level costs the parser some frames of Python's stack."""


class Token(NamedTuple):
    """A token of TeX, or of the canonical form that is parsed.

    Parameters
    ----------
    text : as it is compared with declared names
    start, end : where it stands in the source; for a token that a macro printed, where the macro's call stands
    macro : the outermost macro that printed it; empty for a token of the source itself
    spaced : blanks stand before it
    chain : the calls of macros, one inside another, that printed it, each by its number
    """

    text: str
    start: int
    end: int
    macro: str = ""
    spaced: bool = False
    chain: tuple[int, ...] = ()


def is_digit(text: str) -> bool:
    """Whether a token is one of the digits 0 to 9."""
    return len(text) == 1 and "0" <= text <= "9"


class Source:
    """A text with the place where it begins."""

    def __init__(self, text: Any, start: Place | None = None) -> None:
        if not isinstance(text, str):
            raise ReadError(f"an equation is a text, not of type {type(text).__name__}", place=start)
        self.text = text
        self.start = start or Place("", 1, 1)
        if len(text) > MAX_LENGTH:
            raise ReadError(f"the text has {len(text):,} characters; at most {MAX_LENGTH:,} are read", place=start)
        self.doubts: list[tuple[str, str, Token]] = []
        """Second readings that are seen before anything is parsed: code, message, and where."""
        self.gaps: set[int] = set()
        """Where a thin space such as ``\\,`` stands before a token."""
        self._lines: list[int] = []

    def place(self, offset: int) -> Place:
        """The line and column of an offset, both counted from 1, in the file that the text stands in."""
        if not self._lines:
            self._lines = [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]
        line = bisect_right(self._lines, offset) - 1
        column = offset - self._lines[line] + 1
        if line == 0:
            column += max(self.start.column - 1, 0)
        return Place(self.start.file, (self.start.line or 1) + line, column)

    def fail(self, message: str, token: Token, hint: str = "") -> NoReturn:
        """Raise the error at a token; where a macro printed the token, at the macro's call."""
        inside = f" (inside the macro {token.macro})" if token.macro else ""
        raise ReadError(message + inside, place=self.place(token.start), hint=hint)

    def written(self, stretch: Sequence[Token], most: int = 60) -> str:
        """The source of some tokens, on one line and not too long for a message."""
        # Scripts are put in order, so that neither end need be the first or last token; a long stretch is cut anyway.
        near = [*stretch[:20], *stretch[-20:]]
        start, end = min(t.start for t in near), max(t.end for t in near)
        text = " ".join(self.text[start : min(end, start + 10 * most)].split())
        return text if len(text) <= most else text[: most - 1] + "…"
