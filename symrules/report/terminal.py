"""The ledger on a terminal: a coloured table for a person, plain aligned text for a pipe."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from symrules.derivation import EquationResult, Status
from symrules.report.ledger import WORDS, Row, rows, summary

_LINK_WIDTH, _METHOD_WIDTH = 46, 36
_HEADINGS = ("eq.", "link", "status", "method")
_COLOURS = {
    Status.POSTULATE: "blue",
    Status.PROVED: "green",
    Status.PROVED_UNDER_HYPOTHESES: "green",
    Status.ASYMPTOTIC: "cyan",
    Status.REFUTED: "magenta",
    Status.UNDECIDED: "bold red",
}


class Progress(Protocol):
    """Told of each equation before it is taken up."""

    def __call__(self, label: str, done: int, of: int) -> None: ...


def plain_ledger(results: Sequence[EquationResult]) -> str:
    """The ledger as aligned text without any control code; one line a link, then what needs to be said of it."""
    table = rows(results)
    cells = [_HEADINGS, *(_cells(row) for row in table)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(_HEADINGS) - 1)]

    def line(values: Sequence[str]) -> str:
        start = "  ".join(value.ljust(width) for value, width in zip(values, widths, strict=False))
        return f"{start}  {values[-1]}".rstrip()

    lines = [line(_HEADINGS), line(["-" * width for width in widths] + ["-" * len(_HEADINGS[-1])])]
    for row, values in zip(table, cells[1:], strict=True):
        lines.append(line(values))
        lines += textwrap.wrap("; ".join(_notes(row)), 110, initial_indent=" " * 6, subsequent_indent=" " * 6)
    return "\n".join([*lines, "", summary(table)]) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    between = textwrap.shorten(row.between, _LINK_WIDTH, placeholder=" …", break_on_hyphens=False)
    method = textwrap.shorten(row.result.verdict.method, _METHOD_WIDTH, placeholder=" …", break_on_hyphens=False)
    return f"({row.label})", between, _status(row), method


def _status(row: Row) -> str:
    return row.status if row.result.as_recorded else f"{row.status} (!)"


def _notes(row: Row) -> list[str]:
    """What stands beside the status: witness, reason, hypotheses by name, side conditions."""
    verdict = row.result.verdict
    notes = [] if row.result.as_recorded else [f"recorded as {WORDS[row.result.link.expected]}"]
    if verdict.witness is not None:
        notes.append(f"false {verdict.witness}")
    if row.result.status is Status.UNDECIDED:
        notes.append(f"open: {verdict.reason}")
    names = [hypothesis.name for hypothesis in row.result.link.hypotheses]
    if names:
        notes.append("assumes " + ", ".join(names))
    if verdict.side_conditions:
        notes.append("requires " + ", ".join(verdict.side_conditions))
    return notes


def print_rich_ledger(results: Sequence[EquationResult]) -> None:
    """The ledger as a table on the terminal."""
    from rich.console import Console  # here, since it is for terminals only
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("eq.", no_wrap=True)
    table.add_column("link", ratio=2)
    table.add_column("status", no_wrap=True)
    table.add_column("method, and what it rests on", ratio=3)
    every = rows(results)
    for row in every:
        text = Text(row.result.verdict.method)
        for note in _notes(row):
            text.append("\n" + note, style="dim")
        colour = _COLOURS[row.result.status] if row.result.as_recorded else "bold red"
        table.add_row(f"({row.label})", Text(row.between), Text(_status(row), style=colour), text)
    console = Console(width=shutil.get_terminal_size((100, 24)).columns)
    console.print(table)
    console.print(Text("\n" + summary(every), style="bold"))


@contextmanager
def progress_line(visible: bool) -> Iterator[Progress]:
    """A single line that names the equation at work, on a terminal; nothing at all elsewhere."""
    if not visible:
        yield lambda label, done, of: None
        return
    from rich.console import Console  # here, since it is for terminals only

    with Console(stderr=True).status("reading the derivations") as status:
        yield lambda label, done, of: status.update(f"[{done + 1}/{of}] {label}")
