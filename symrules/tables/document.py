"""A TOML document as tables that know where each entry stands, and refuse what they were not asked for."""

from __future__ import annotations

import difflib
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

from symrules.errors import Place, ReadError, SymrulesError
from symrules.tables.files import MAX_BYTES, read_text_file
from symrules.tables.positions import Mark, Outline, Path, scan
from symrules.text.refusals import hint_to_declare

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_KINDS = {str: "a text", bool: "true or false", int: "an integer", float: "a decimal number", list: "a list",
          dict: "a table"}  # fmt: skip


@dataclass(frozen=True)
class Document:
    """The text of a file, and where each entry stands in it."""

    text: str
    file: str
    marks: dict[Path, Mark] = field(repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> Place:
        """Line and column of an offset."""
        line = bisect_right(self._line_starts, offset)
        return Place(self.file, line, offset - self._line_starts[line - 1] + 1)

    def key(self, path: Path) -> Place:
        """Where an entry's key stands; where there is none, the nearest entry that holds it."""
        mark = self._mark(path)
        return Place(self.file) if mark is None else self.place(mark.key)

    def value(self, path: Path, inside: Place | None = None) -> Place:
        """Where an entry's value stands, or a position inside a text that is one."""
        mark = self._mark(path)
        if mark is None:
            return Place(self.file)
        start = self.place(mark.value)
        if inside is None or not mark.verbatim or not inside.line or path not in self.marks:
            return start
        if inside.line == 1:
            return Place(self.file, start.line, start.column + max(inside.column - 1, 0))
        return Place(self.file, start.line + inside.line - 1, inside.column)

    def line(self, number: int) -> str:
        """The source line of that number, counted from 1."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def _mark(self, path: Path) -> Mark | None:
        for k in range(len(path), 0, -1):
            if path[:k] in self.marks:
                return self.marks[path[:k]]
        return None


def read_document(path: Any, *, limit: int = MAX_BYTES) -> Table:
    """The root table of a TOML file.

    Raises
    ------
    ReadError
        The file cannot be read, or is not TOML; with line and column.
    """
    return parse_document(read_text_file(path, limit=limit), str(path))


def parse_document(text: str, file: str = "") -> Table:
    """The root table of a TOML text; `file` names it in messages.

    Raises
    ------
    ReadError
        The text is not TOML.

    Examples
    --------
    >>> table = parse_document('[model]\\nname = "Drude"\\n', "drude.toml")
    >>> table.table("model").text("name"), str(table.table("model").value_place("name"))
    ('Drude', 'drude.toml:2:9')
    """
    try:
        marks = scan(text)
    except Outline as error:
        raise ReadError(error.message, place=Document(text, file, {}).place(error.offset)) from None
    document = Document(text, file, marks)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = _AT.search(message)
        place = document.place(len(text)) if at is None or at[1] is None else Place(file, int(at[1]), int(at[2]))
        plain = message[: at.start()] if at is not None else message
        raise ReadError(f"not TOML: {plain[:200]}", place=place) from None
    except (ValueError, RecursionError, OverflowError):
        raise ReadError("not TOML that can be read: a number or a nesting is beyond all bounds",
                        place=Place(file)) from None  # fmt: skip
    return Table(document, (), values)


@dataclass(frozen=True)
class Table:
    """One table: typed access to its entries, each failure at its place.

    Every ``text``, ``texts``, ``table`` … raises `ReadError` where the entry has another type.
    """

    document: Document
    path: Path
    values: dict[str, Any] = field(repr=False)

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def name(self) -> str:
        return ".".join(map(str, self.path))

    def key_place(self, key: str) -> Place:
        return self.document.key((*self.path, key))

    def value_place(self, key: str, *more: str | int, inside: Place | None = None) -> Place:
        """Where a value stands, or the item of a list in it, or a position inside a text."""
        return self.document.value((*self.path, key, *more), inside)

    def fail(self, key: str, message: str, hint: str = "", *, at_value: bool = False) -> NoReturn:
        """Refuse an entry."""
        place = self.value_place(key) if at_value else self.key_place(key)
        raise ReadError(message, place=place, hint=hint)

    def only(self, *keys: str) -> None:
        """Refuse entries of any other name.

        Raises
        ------
        ReadError
            With the name that was probably meant.
        """
        for key in self.values:
            if key not in keys:
                where = f" in [{self.name}]" if self.path else ""
                close = difflib.get_close_matches(key, keys, n=1)
                hint = f"did you mean {close[0]!r}?" if close else "known are " + ", ".join(keys)
                self.fail(key, f"unknown key {key[:40]!r}{where}", hint)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required where no default is given."""
        return str(self._typed(key, (str,), default))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the entry is absent."""
        found = self._typed(key, (list,), [])
        for k, item in enumerate(found):
            if not isinstance(item, str):
                raise ReadError(f"{key} is a list of texts, and this is {_kind(item)}", place=self.value_place(key, k))
        return tuple(found)

    def table(self, key: str) -> Table:
        """A table; an empty one where the entry is absent."""
        return Table(self.document, (*self.path, key), self._typed(key, (dict,), {}))

    def tables(self) -> Iterator[tuple[str, Table]]:
        """The entries, each of which must be a table."""
        for key in self.values:
            yield key, self.table(key)

    def read(self, key: str, reader: Any, *arguments: Any, more: tuple[str | int, ...] = (), **options: Any) -> Any:
        """``reader(text, …)`` of a text in this table; an error is placed where it stands in the file."""
        value = self.values[key]
        for part in more:
            value = value[part]
        try:
            return reader(value, *arguments, **options)
        except SymrulesError as error:
            inside = error.place if error.place is not None and not error.place.file else None
            error.place = self.value_place(key, *more, inside=inside)
            if isinstance(error, ReadError):
                error.hint = hint_to_declare(error, "[symbols] {}")
            raise

    def _typed(self, key: str, types: tuple[type, ...], default: Any) -> Any:
        if key not in self.values:
            if default is not None:
                return default
            where = f"[{self.name}]" if self.path else "the file"
            raise ReadError(f"{where} has no {key!r}", place=self.document.key(self.path))
        value = self.values[key]
        if type(value) not in types:
            self.fail(key, f"{key} is {_KINDS[types[0]]}, not {_kind(value)}", at_value=True)
        return value


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "a date or time")
