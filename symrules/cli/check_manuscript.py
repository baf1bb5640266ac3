"""``symrules check paper.tex``: every link of every equation of a manuscript."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

import symrules
from symrules.cli.check_options import CheckOptions, status_of
from symrules.errors import Place, SymrulesError
from symrules.manuscript.cache import FOLDER, Cache, replace_file
from symrules.manuscript.checked import Checked
from symrules.manuscript.checking import Checker
from symrules.manuscript.codes import CODES
from symrules.manuscript.declarations import FILE, Declarations, read_notation
from symrules.manuscript.document import Document, read_document
from symrules.manuscript.findings import Finding, unreadable
from symrules.manuscript.sources import Sources
from symrules.manuscript.stubs import stubs_for, with_stubs
from symrules.report.diagnostics import Diagnostic, as_github, as_records, as_sarif, as_text
from symrules.report.manuscript import diagnostics, equation_record, exit_status, summary

_LOOK = 0.1  # seconds between two looks at the files


@dataclass
class _Manuscript:
    """A manuscript that is checked, once or again and again."""

    path: Path
    notation: Path
    checker: Checker
    options: CheckOptions
    watched: dict[str, tuple[int, int]] = field(default_factory=dict)

    def check(self) -> _Report:
        """Read and decide; what cannot be read is among the findings."""
        others: list[Finding] = []
        declarations, document, checked = Declarations(), Document((), (), {}), []
        try:
            declarations = read_notation(self.notation, required=self.notation.name != FILE or
                                         bool(self.options.more.get("notation")))  # fmt: skip
        except SymrulesError as error:
            others.append(_refused("SYM002", error, self.notation))
        try:
            document = read_document(Sources(self.path), inline=bool(self.options.more.get("inline")))
        except SymrulesError as error:
            others.append(_refused("TEX003", error, self.path))
        if not others:
            checked = self.checker.check(document, declarations)
            self.checker.cache.save()
        self.watched = {name: _stamp(name) for name in (str(self.path), str(self.notation), *document.files)}
        return _Report(self, checked, [*others, *document.findings], document)

    def changed(self) -> bool:
        """Whether a file of the manuscript is not the one that was read."""
        return any(_stamp(name) != stamp for name, stamp in self.watched.items())


@dataclass
class _Report:
    manuscript: _Manuscript
    checked: list[Checked]
    others: list[Finding]
    document: Document

    @property
    def status(self) -> int:
        return exit_status(self.checked, self.others)

    def diagnostics(self) -> list[Diagnostic]:
        verbose = self.manuscript.options.verbose
        return diagnostics(self.checked, self.others, self.document.files, verbose=verbose)

    def summary(self) -> str:
        return summary(str(self.manuscript.path), self.checked)

    def record(self) -> dict[str, Any]:
        return {
            "file": str(self.manuscript.path),
            "equations": [equation_record(item) for item in self.checked],
            "findings": as_records(self.diagnostics()),
        }


def run(paths: list[str], options: CheckOptions) -> int:
    """Check manuscripts; returns the exit status."""
    manuscripts = [_manuscript(path, options) for path in _not_part_of_others([Path(path) for path in paths])]
    if options.more.get("add_symbols"):
        for manuscript in manuscripts:
            _add_symbols(manuscript)
    if options.more.get("watch"):
        return _watch(manuscripts, options)
    reports = []
    for manuscript in manuscripts:
        reports.append(manuscript.check())
        _print_one(reports[-1], options)
    _print_all(reports, options)
    return status_of(max(report.status for report in reports), options)


def _not_part_of_others(paths: list[Path]) -> list[Path]:
    """The manuscripts without those that another one inputs: these are checked where they are input."""
    inputs: set[Path] = set()
    for path in paths if len(paths) > 1 else []:
        try:
            files = read_document(Sources(path)).files.values()
        except SymrulesError:
            continue
        inputs |= {source.path.resolve() for source in files} - {path.resolve()}
    return [path for path in paths if path.resolve() not in inputs] or paths


def _manuscript(path: Path, options: CheckOptions) -> _Manuscript:
    given = options.more.get("notation")
    cache = Cache(None if options.more.get("no_cache") else path.parent / FOLDER / f"{path.name}.json")
    return _Manuscript(path, Path(given) if given else path.parent / FILE, Checker(cache, options.seconds), options)


def _refused(code: str, error: SymrulesError, path: Path) -> Finding:
    place = error.place if error.place is not None and error.place.file else Place(str(path))
    return unreadable(code, error.message, place, error.hint)


def _print_one(report: _Report, options: CheckOptions) -> None:
    if options.form == "json":
        click.echo(json.dumps(report.record(), ensure_ascii=False))
    elif options.form == "text":
        click.echo(as_text(report.diagnostics()), nl=False)
        click.echo(report.summary())


def _print_all(reports: list[_Report], options: CheckOptions) -> None:
    if options.form in ("text", "json"):
        return
    found = [diagnostic for report in reports for diagnostic in report.diagnostics()]
    if options.form == "github":
        click.echo(as_github(found), nl=False)
    else:
        titles = {code: entry.title for code, entry in CODES.items()}
        click.echo(json.dumps(as_sarif(found, titles, symrules.__version__), indent=1, ensure_ascii=False))


# -- symbols that are not declared yet


def _add_symbols(manuscript: _Manuscript) -> None:
    """Write a stub for each name that the manuscript uses and its notation does not declare."""
    document = read_document(Sources(manuscript.path), inline=bool(manuscript.options.more.get("inline")))
    declarations = read_notation(manuscript.notation)
    stubs = stubs_for(document, declarations)
    if not stubs:
        click.echo(f"{manuscript.notation}: there is no name to add", err=True)
        return
    before = manuscript.notation.read_text(encoding="utf-8") if manuscript.notation.exists() else ""
    replace_file(manuscript.notation, with_stubs(before, stubs))
    names = ", ".join(name for name, _ in stubs)
    click.echo(f"{manuscript.notation}: added {names}; give each its dimension and domain", err=True)


# -- again on each save


def _watch(manuscripts: list[_Manuscript], options: CheckOptions) -> int:
    """Check again whenever a file is saved, until interrupted."""
    status = {id(m): 0 for m in manuscripts}
    try:
        for manuscript in _saved(manuscripts):
            began = time.perf_counter()
            report = manuscript.check()
            status[id(manuscript)] = report.status
            _print_one(report, options)
            _print_all([report], options)
            if options.form == "text":
                anew, taken = manuscript.checker.decided, time.perf_counter() - began
                click.echo(f"{anew} of {len(report.checked)} decided anew in {taken:.2f} s; watching (Ctrl-C ends)")
            sys.stdout.flush()
    except KeyboardInterrupt:
        pass
    return status_of(max(status.values()), options)


def _saved(manuscripts: list[_Manuscript]) -> Iterator[_Manuscript]:
    yield from manuscripts
    while True:
        time.sleep(_LOOK)
        for manuscript in manuscripts:
            if manuscript.changed():
                yield manuscript


def _stamp(name: str) -> tuple[int, int]:
    try:
        state = Path(name).stat()
    except OSError:
        return 0, -1
    return state.st_mtime_ns, state.st_size
