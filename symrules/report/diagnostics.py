"""Diagnostics as linters print them: a place, a code, a message, the source line and a caret; for people and machines.

Notes
-----
What is quoted was written by others: control characters of a source line are shown as a replacement character, so that
no file can write to the terminal of whoever checks it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal
from urllib.parse import quote

Level = Literal["error", "warning", "note"]

WIDTH = 110  # of a quoted source line; of a longer one the part around the caret is shown
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at one place of a file.

    Parameters
    ----------
    file : as the user named it; empty for standard input
    line, column : counted from 1; 0 where the finding is about the whole file
    end_column : first column after what is meant, on the same line; 0 where only the beginning is known
    code : of the rule, such as ``ALG001``
    level : an error fails the check, a warning deserves a look, a note says that all is well or what was assumed
    message : one line
    source_line : the line of the file, to be quoted
    notes : further lines: witness, residual, what to write instead
    """

    file: str
    line: int
    column: int
    end_column: int
    code: str
    level: Level
    message: str
    source_line: str = ""
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """``file:line:column``, as editors read it."""
        numbers = [str(n) for n in (self.line, self.column if self.line else 0) if n]
        return ":".join([self.file or "<stdin>", *numbers])


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file, line, column, then code and message: the same list for the same findings."""
    return sorted(diagnostics, key=lambda d: (d.file, d.line, d.column, d.code, d.message, d.notes))


# -- for people


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """``paper.tex:88:14: ALG001 refuted: …``, the source line with a caret under it, and the notes, indented."""
    return "".join(_text(diagnostic) for diagnostic in diagnostics)


def _text(diagnostic: Diagnostic) -> str:
    lines = [f"{_plain(diagnostic.place)}: {diagnostic.code} {_plain(diagnostic.message)}"]
    if diagnostic.source_line.strip() and diagnostic.column:
        lines += _quotation(diagnostic)
    lines += [f"  {_plain(line)}" for note in diagnostic.notes for line in note.splitlines()]
    return "\n".join(lines) + "\n"


def _quotation(diagnostic: Diagnostic) -> list[str]:
    """The source line, at most `WIDTH` wide, and a caret under what is meant."""
    whole = diagnostic.source_line
    cut = max(
        0, min(diagnostic.column, len(whole)) - 2 * WIDTH
    )  # of a line of a million characters no more is looked at
    line = whole[cut : cut + 4 * WIDTH].replace("\t", " ").rstrip()
    start = min(diagnostic.column - 1 - cut, len(line))
    stop = min(max(diagnostic.end_column - 1 - cut, start + 1), max(len(line), start + 1))
    first = len(line) - len(line.lstrip())
    last = len(line)
    if last - first > WIDTH:
        first = max(first, min(start - WIDTH // 3, last - WIDTH))
        last = min(last, first + WIDTH)
    before = "…" if cut or line[:first].strip() else ""
    after = "…" if last < len(line) or cut + 4 * WIDTH < len(whole) else ""
    shown = _plain(line[first:last])
    indent = " " * (len(before) + _cells(line[first:start]))
    caret = "^" * max(1, min(_cells(line[start:stop]), _cells(line[start:last])))
    return [f"    {before}{shown}{after}", f"    {indent}{caret}"]


def _plain(text: str) -> str:
    """The text without characters that command a terminal, or turn the direction of writing."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)


def _cells(text: str) -> int:
    """How many cells of a terminal a text fills."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


# -- for machines


def as_records(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """JSON values, one object a diagnostic."""
    return [
        {
            "file": d.file,
            "line": d.line,
            "column": d.column,
            "end_column": d.end_column,
            "code": d.code,
            "level": d.level,
            "message": d.message,
            "notes": list(d.notes),
        }
        for d in diagnostics
    ]


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands, which GitHub shows beside the line: ``::error file=paper.tex,line=88,col=14::…``."""
    words = {"error": "error", "warning": "warning", "note": "notice"}
    lines = []
    for d in diagnostics:
        fields = [f"file={_property(d.file)}"] if d.file else []
        fields += [f"line={d.line}"] if d.line else []
        fields += [f"col={d.column}"] if d.line and d.column else []
        fields += [f"endColumn={d.end_column}"] if d.line and d.end_column > d.column else []
        fields += [f"title={_property(d.code)}"]
        message = "\n".join([f"{d.code} {d.message}", *d.notes])
        lines.append(f"::{words[d.level]} {','.join(fields)}::{_escaped(message)}\n")
    return "".join(lines)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(diagnostics: Sequence[Diagnostic], rules: Mapping[str, str], version: str) -> dict[str, Any]:
    """A SARIF 2.1.0 log with one run.

    Parameters
    ----------
    rules : a short text for each code; of these, the codes that occur are described
    version : of symrules
    """
    used = sorted({d.code for d in diagnostics})
    described = [{"id": code, "shortDescription": {"text": rules.get(code, code)}} for code in used]
    driver = {"name": "symrules", "version": version, "rules": described}
    results = [_sarif_result(d, used.index(d.code)) for d in diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _sarif_result(d: Diagnostic, rule: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(d.file)}}
    if d.line:
        region = {"startLine": d.line}
        if d.column:
            region["startColumn"] = d.column
        if d.end_column > d.column:
            region["endColumn"] = d.end_column
        location["region"] = region
    return {
        "ruleId": d.code,
        "ruleIndex": rule,
        "level": d.level,
        "message": {"text": "\n".join([d.message, *d.notes])},
        "locations": [{"physicalLocation": location}],
    }


def _uri(file: str) -> str:
    path = PurePath(file or "stdin")
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
