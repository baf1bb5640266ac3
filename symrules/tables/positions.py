"""Where each key and value of a TOML text stands: a scanner of its outline.

Notes
-----
The standard library parses TOML, and keeps no positions. This scanner finds them, in one pass and without recursion,
and refuses what no model needs and a hostile file may hold: deep nesting and keys of very many parts, on which a
parser spends quadratic time. It judges nothing else: what is not TOML, the parser says.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

MAX_NESTING = 16
MAX_ENTRIES = 20_000

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]+")
_BASIC = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_LITERAL = re.compile(r"'([^'\n]*)'")
_LONG_BASIC = re.compile(r'"""(\n?)((?:[^"\\]|\\.|"(?!"")|"(?="""))*)"""', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''(\n?)((?:[^']|'(?!'')|'(?='''))*)'''", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """Offsets of one entry: its key, its value (for a string what stands between the quotes), and whether the string
    stands there letter for letter, without escapes."""

    key: int
    value: int
    verbatim: bool = False


class Outline(Exception):
    """The outline exceeds a limit, at this offset."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


class _End(Exception):
    """The text is not TOML here; the parser will say so."""


def scan(text: str) -> dict[Path, Mark]:
    """The position of every entry; as far as the text is TOML.

    Raises
    ------
    Outline
        Keys or brackets nest too deep, or there are too many entries.
    """
    scanner = _Scanner(text)
    with contextlib.suppress(_End):
        scanner.document()
    return scanner.marks


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.marks: dict[Path, Mark] = {}
        self.counts: dict[Path, int] = {}  # of the tables in each array of tables

    def document(self) -> None:
        prefix: Path = ()
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text):
                return
            start = self.at
            if self.take("[["):
                path = self.key()
                index = self.counts.get(path, -1) + 1
                self.counts[path] = index
                prefix = (*path, index)
                self.expect("]]")
            elif self.take("["):
                prefix = self.through_arrays(self.key())
                self.expect("]")
            else:
                self.entry(prefix)
                continue
            for k in range(1, len(prefix) + 1):
                self.mark(prefix[:k], Mark(start, start))

    def through_arrays(self, path: Path) -> Path:
        """``[a.b]`` under ``[[a]]`` belongs to the last table of the array."""
        found: Path = ()
        for part in path:
            found = (*found, part)
            if found in self.counts:
                found = (*found, self.counts[found])
        return found

    def entry(self, prefix: Path) -> None:
        start = self.at
        path = (*prefix, *self.key())
        self.expect("=")
        for k in range(len(prefix) + 1, len(path)):
            self.mark(path[:k], Mark(start, start))
        self.value(path, start)

    def value(self, path: Path, key: int) -> None:
        """A value, with what stands inside its brackets; open brackets wait on a list of our own."""
        open_: list[tuple[str, Path, int]] = []  # closing bracket, path of the container, index of the next item
        while True:
            self.skip(_BLANK if open_ else _SPACE)
            if self.take("["):
                self.mark(path, Mark(key, self.at - 1))
                open_.append(("]", path, 0))
            elif self.take("{"):
                self.mark(path, Mark(key, self.at - 1))
                open_.append(("}", path, 0))
            else:
                self.scalar(path, key)
            if len(open_) + len(path) > MAX_NESTING:
                raise Outline(f"values nest more than {MAX_NESTING} deep", self.at)
            following = self.next_item(open_)
            if following is None:
                return
            path, key = following

    def next_item(self, open_: list[tuple[str, Path, int]]) -> tuple[Path, int] | None:
        """Path and key offset of the next item of the innermost open bracket; None when all are closed."""
        while open_:
            closing, container, index = open_[-1]
            self.skip(_BLANK)
            self.take(",")
            self.skip(_BLANK)
            if self.take(closing):
                open_.pop()
                continue
            start = self.at
            if start >= len(self.text):
                raise _End
            open_[-1] = (closing, container, index + 1)
            if closing == "]":
                return (*container, index), start
            path = (*container, *self.key())
            self.expect("=")
            return path, start
        return None

    def scalar(self, path: Path, key: int) -> None:
        for pattern in (_LONG_BASIC, _LONG_LITERAL):
            if match := pattern.match(self.text, self.at):
                verbatim = pattern is _LONG_LITERAL or "\\" not in match[2]
                self.mark(path, Mark(key, match.start(2), verbatim))
                self.at = match.end()
                return
        for pattern in (_BASIC, _LITERAL):
            if match := pattern.match(self.text, self.at):
                self.mark(path, Mark(key, match.start(1), pattern is _LITERAL or "\\" not in match[1]))
                self.at = match.end()
                return
        match = _SCALAR.match(self.text, self.at)
        if match is None or self.text[self.at] in "\"'":
            raise _End
        self.mark(path, Mark(key, self.at))
        self.at = match.end()

    def key(self) -> Path:
        parts: list[str] = []
        while True:
            self.skip(_SPACE)
            if match := _BARE.match(self.text, self.at):
                parts.append(match[0])
            elif match := _LITERAL.match(self.text, self.at):
                parts.append(match[1])
            elif match := _BASIC.match(self.text, self.at):
                parts.append(_unescaped(match[1]))
            else:
                raise _End
            if len(parts) > MAX_NESTING:
                raise Outline(f"a key has more than {MAX_NESTING} parts", self.at)
            self.at = match.end()
            self.skip(_SPACE)
            if not self.take("."):
                return tuple(parts)

    def mark(self, path: Path, mark: Mark) -> None:
        if len(self.marks) >= MAX_ENTRIES:
            raise Outline(f"the file has more than {MAX_ENTRIES:,} entries", mark.key)
        self.marks.setdefault(path, mark)

    def skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()

    def take(self, word: str) -> bool:
        if self.text.startswith(word, self.at):
            self.at += len(word)
            return True
        return False

    def expect(self, word: str) -> None:
        self.skip(_SPACE)
        if not self.take(word):
            raise _End


_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_CONTROL = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] not in "uU":
            return _CONTROL.get(code, code)
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 else ""

    return _ESCAPE.sub(character, text)
