"""``symrules read``: how each equation of a manuscript is understood."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from symrules.manuscript.checked import Checked
    from symrules.manuscript.document import Document
    from symrules.manuscript.findings import Finding

_MOST = 1_000_000  # characters of standard input
_DISPLAYED = ("\\begin{", "\\[", "$$")


@click.command("read")
@click.argument("path", metavar="FILE.tex|-", default="-")
@click.option("--notation", metavar="FILE", help="What declares the symbols.  [default: notation.toml beside FILE.tex]")
@click.option("--inline", is_flag=True, help="Read formulas in the text, too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How the equations are printed.")  # fmt: skip
def command(path: str, notation: str | None, inline: bool, form: str) -> int:
    """Show each equation of FILE.tex as it is understood: label, line, and each link in the syntax of `prove`.

    With - or without a FILE, one equation is read from standard input.

    Exit status: 0 all read, 2 some equation cannot be read.
    """
    from symrules.manuscript.checking import read_all
    from symrules.manuscript.declarations import FILE, read_notation

    beside = Path(FILE) if path == "-" else Path(path).parent / FILE
    declarations = read_notation(Path(notation) if notation else beside, required=notation is not None)
    document = _document(path, inline)
    checked = read_all(document, declarations)
    if form == "json":
        _print_json(checked, document)
    else:
        _print_text(checked, document)
    return 2 if any(f.bad_input for f in _all_findings(checked, document)) else 0


def _document(path: str, inline: bool) -> Document:
    from symrules.manuscript.document import read_document, read_one
    from symrules.manuscript.sources import Sources

    if path != "-":
        return read_document(Sources(Path(path)), inline=inline)
    text = _standard_input()
    if any(sign in text for sign in _DISPLAYED):
        return read_document(Sources.of_text(text), inline=inline)
    return read_one(text)


def _standard_input() -> str:
    from symrules.errors import Place, ReadError

    content = sys.stdin.buffer.read(4 * _MOST)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8: byte {error.start + 1} cannot be read", place=Place("<stdin>")) from None
    if len(text) > _MOST:
        raise ReadError(f"more than {_MOST:,} characters", place=Place("<stdin>"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _all_findings(checked: list[Checked], document: Document) -> list[Finding]:
    return [*document.findings, *(finding for item in checked for finding in item.findings)]


def _print_text(checked: list[Checked], document: Document) -> None:
    from symrules.report.diagnostics import as_text
    from symrules.report.manuscript import diagnostics, readings

    for item in checked:
        place = item.equation.first
        click.echo(f"{place.file or '<stdin>'}:{place.line}: {item.equation.label or '(no label)'}")
        for line in readings(item):
            click.echo(f"    {line}")
    found = diagnostics(checked, document.findings, document.files)
    click.echo(as_text(found), nl=False, err=True)


def _print_json(checked: list[Checked], document: Document) -> None:
    from symrules.report.diagnostics import as_text
    from symrules.report.manuscript import diagnostics, reading_record

    click.echo(json.dumps([reading_record(item) for item in checked], ensure_ascii=False, indent=1))
    found: list[Any] = [d for d in diagnostics(checked, document.findings, document.files) if d.level == "error"]
    click.echo(as_text(found), nl=False, err=True)
