"""The files of a manuscript: the main one, and what it asks for with ``\\input``, inside its own folder only.

Notes
-----
A manuscript is a stranger's text. What it names is followed only to regular files of its own folder or below, never
through a link that leads out, never from a device or a pipe, never twice on one path, and never beyond the limits.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from symrules.errors import Place, ReadError
from symrules.tables import read_text_file

MAX_FILE = 2_000_000
MAX_TOTAL = 8_000_000
MAX_FILES = 200
MAX_DEPTH = 16  # of files that input files

_HINT = "a manuscript's files lie in its own folder, or in folders below it"


@dataclass(frozen=True)
class SourceFile:
    """One file's text, with line ends as ``\\n``.

    Parameters
    ----------
    name : as messages show it
    """

    name: str
    text: str
    path: Path = field(default=Path(), compare=False)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def place(self, offset: int) -> Place:
        """File, line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return Place(self.name, line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The line of that number, counted from 1; empty where there is none."""
        if not 1 <= number <= len(self._starts):
            return ""
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end]

    def line_of(self, offset: int) -> int:
        """The number of the line that an offset stands in."""
        return bisect_right(self._starts, offset)

    def before(self, offset: int) -> str:
        """What stands on the line of an offset before it."""
        return self.text[self._starts[self.line_of(offset) - 1] : offset]


class Sources:
    """The files of one manuscript, read as they are asked for.

    Parameters
    ----------
    main : the manuscript
    """

    def __init__(self, main: Path) -> None:
        self.main = main
        self.root = main.parent.resolve()
        self.files: dict[str, SourceFile] = {}
        self._open: list[Path] = []
        self._total = 0
        self._count = 0
        self._text: str | None = None

    def open_main(self) -> SourceFile:
        """The manuscript itself.

        Raises
        ------
        ReadError
            It cannot be read, is too large, not UTF-8, or no regular file.
        """
        if self._text is None:
            return self._read(self.main, str(self.main))
        source = SourceFile(str(self.main), self._text, self.main)
        self.files[source.name] = source
        return source

    @classmethod
    def of_text(cls, text: str) -> Sources:
        """A manuscript that is a text without a folder: it inputs nothing."""
        sources = cls(Path("<stdin>"))
        sources._text = text
        return sources

    def open_input(self, name: str, place: Place) -> SourceFile:
        """The file that ``\\input{name}`` names, which is then open until `close`.

        Raises
        ------
        ReadError
            The file is refused or cannot be read; placed at the command that names it.
        """
        if self._text is not None:
            raise ReadError("a text without a file inputs nothing", place=place, hint="give the file's name")
        try:
            path = self._found(name.strip())
            if path in self._open:
                raise ReadError(f"{name.strip()!r} inputs itself", hint="take this \\input away")
            if len(self._open) > MAX_DEPTH:
                raise ReadError(f"files are input more than {MAX_DEPTH} deep")
            shown = path.relative_to(self.root)
            return self._read(path, str(self.main.parent / shown))
        except ReadError as error:
            if error.place is None or error.place.line == 0:
                error.place = place
            raise

    def close(self) -> None:
        """Done with the file opened last."""
        self._open.pop()

    def _found(self, name: str) -> Path:
        shown = name[:80]
        if not name or any(ord(c) < 32 or c in "|~\\#$%" for c in name) or len(name) > 255:
            raise ReadError(f"{shown!r} does not name a file of the manuscript", hint=_HINT)
        if Path(name).is_absolute():
            raise ReadError(f"{shown!r} is not read: it is an absolute path", hint=_HINT)
        for candidate in (f"{name}.tex", name):
            path = self.root / candidate
            try:
                real = path.resolve()
            except (OSError, RuntimeError):
                raise ReadError(f"{shown!r} cannot be followed", hint=_HINT) from None
            if not real.is_relative_to(self.root):
                raise ReadError(f"{shown!r} is not read: it leads out of the manuscript's folder", hint=_HINT)
            if real.exists():
                return real
        raise ReadError(f"there is no file {shown!r}", hint=_HINT)

    def _read(self, path: Path, shown: str) -> SourceFile:
        self._count += 1
        if self._count > MAX_FILES:
            raise ReadError(f"the manuscript inputs more than {MAX_FILES} files")
        try:
            text = read_text_file(path, limit=MAX_FILE)
        except ReadError as error:
            error.place = Place(shown, error.place.line if error.place is not None else 0)
            raise
        self._total += len(text)
        if self._total > MAX_TOTAL:
            raise ReadError(f"the manuscript is longer than {MAX_TOTAL:,} characters")
        source = SourceFile(shown, text, path)
        self.files[shown] = source
        self._open.append(path.resolve())
        return source
