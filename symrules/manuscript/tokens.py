"""Where the commands, braces and comments of a LaTeX text stand; pylatexenc says what a backslash begins.

Notes
-----
pylatexenc's own parser recurses with the nesting of the text and looks at each character of the prose; its tokens are
asked for here only where something begins, and only in a window, so that the time grows with the length of a text
whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pylatexenc.latexwalker import LatexWalker, LatexWalkerEndOfStream, LatexWalkerParseError

from symrules.errors import ReadError
from symrules.manuscript.sources import SourceFile

_WINDOW = 4096
_LONGEST = 512  # of a command or of an environment's name
_BEGINNING = re.compile(r"[\\%${}&]|\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Token:
    """One token: ``command``, ``begin``, ``end``, ``comment``, ``math`` (a delimiter), ``{``, ``}``, ``&``,
    ``paragraph``.

    Parameters
    ----------
    text : the name of the command or of the environment, the delimiter, or the text of the comment
    """

    kind: str
    text: str
    start: int
    stop: int


class Tokens:
    """The tokens of a file, from any position on."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.at = 0
        self._walker, self._first = LatexWalker("", tolerant_parsing=False), 0
        self._last = 0

    def __iter__(self) -> Iterator[Token]:
        """Each token; `at` may be moved on between two of them."""
        while (token := self.following()) is not None:
            yield token

    def following(self) -> Token | None:
        """The next token, or None at the end.

        Raises
        ------
        ReadError
            A backslash begins nothing that LaTeX knows.
        """
        text = self.source.text
        match = _BEGINNING.search(text, self.at)
        if match is None:
            self.at = len(text)
            return None
        start, sign = match.start(), match[0]
        if sign == "%":
            stop = text.find("\n", start)
            token = Token("comment", text[start + 1 : stop if stop >= 0 else len(text)], start,
                          stop if stop >= 0 else len(text))  # fmt: skip
        elif sign == "$":
            double = text.startswith("$$", start)
            token = Token("math", "$$" if double else "$", start, start + 1 + double)
        elif sign == "\\":
            token = self._command(start)
        else:
            token = Token("paragraph" if "\n" in sign else sign, sign, start, start + 1)
        self.at = token.stop
        return token

    def _command(self, start: int) -> Token:
        text = self.source.text
        if not self._first <= start <= self._last - _LONGEST - 2:
            self._first, self._last = start, min(start + _WINDOW, len(text))
            self._walker = LatexWalker(text[self._first : self._last], tolerant_parsing=False)
            self._state = self._walker.make_parsing_state()
            if self._last == len(text):
                self._last += _LONGEST + 2
        try:
            found = self._walker.get_token(start - self._first, parsing_state=self._state)
        except LatexWalkerEndOfStream:
            raise ReadError("a backslash at the end of the file", place=self.source.place(start)) from None
        except LatexWalkerParseError:
            raise ReadError("\\begin and \\end need the name of an environment in braces",
                            place=self.source.place(start)) from None  # fmt: skip
        stop = self._first + found.pos + found.len - len(found.post_space or "")
        if stop - start > _LONGEST:
            raise ReadError(f"a command longer than {_LONGEST} characters", place=self.source.place(start))
        kind = {"begin_environment": "begin", "end_environment": "end", "macro": "command"}.get(found.tok, "math")
        return Token(kind, found.arg, start, stop)

    # -- arguments

    def spaces(self) -> None:
        """Skip blanks, line ends and comments."""
        text = self.source.text
        while self.at < len(text):
            if text[self.at] == "%":
                stop = text.find("\n", self.at)
                self.at = len(text) if stop < 0 else stop + 1
            elif text[self.at].isspace():
                self.at += 1
            else:
                return

    def group(self) -> tuple[int, int] | None:
        """Start and end of what stands between the braces that follow, which are skipped; None where none follow.

        Raises
        ------
        ReadError
            The brace is never closed.
        """
        return self._bracketed("{", "}")

    def option(self) -> tuple[int, int] | None:
        """The same of square brackets."""
        return self._bracketed("[", "]")

    def _bracketed(self, opening: str, closing: str) -> tuple[int, int] | None:
        text, before = self.source.text, self.at
        self.spaces()
        if not text.startswith(opening, self.at):
            self.at = before
            return None
        begin = self.at
        depth, at = 0, begin + 1
        pattern = _IN_BRACES if opening == "{" else _IN_BRACKETS
        while (match := pattern.search(text, at)) is not None:
            at, sign = match.end(), match[0]
            if sign == closing and depth == 0:
                self.at = at
                return begin + 1, at - 1
            depth += (sign == "{") - (sign == "}")
        raise ReadError(f"this {opening!r} is never closed", place=self.source.place(begin))


_IN_BRACES = re.compile(r"[{}]|\\.|%[^\n]*", re.DOTALL)
_IN_BRACKETS = re.compile(r"[{}\]]|\\.|%[^\n]*", re.DOTALL)
