"""What is told of a checked manuscript: diagnostics, a summary, and JSON values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from symrules.certificate import witness_record
from symrules.errors import Place
from symrules.manuscript.checked import Checked, findings_of
from symrules.manuscript.claims import shown
from symrules.manuscript.findings import Finding
from symrules.manuscript.outcomes import HOLDS, LinkOutcome, Status
from symrules.manuscript.readings import moved
from symrules.manuscript.sources import SourceFile
from symrules.report.diagnostics import Diagnostic, in_order

_COUNTED = {
    Status.PROVED: "proved",
    Status.PROVED_UNDER_HYPOTHESES: "proved under hypotheses",
    Status.ASYMPTOTIC: "asymptotic",
    Status.DEFINITION: "by definition",
    Status.POSTULATE: "postulated",
    Status.IGNORED: "ignored",
    Status.REFUTED: "refuted",
    Status.ERROR: "in error",
    Status.UNDECIDED: "undecided",
}


def diagnostics(checked: Sequence[Checked], others: Iterable[Finding], files: Mapping[str, SourceFile], *,
                verbose: bool = False) -> list[Diagnostic]:  # fmt: skip
    """Everything found, by place; with `verbose` also each link that holds, as a note."""
    found = [finding for item in checked for finding in findings_of(item)]
    if verbose:
        found += [_holding(item, link) for item in checked for link in item.outcome.links if link.status in HOLDS]
    return in_order(_diagnostic(finding, files) for finding in (*others, *found))


def _holding(item: Checked, link: LinkOutcome) -> Finding:
    begin, end = moved(link.start, item.equation.place), moved(link.end, item.equation.place)
    width = end.column - begin.column if end.line == begin.line else 0
    method = f": {link.verdict.method}" if link.verdict is not None and link.verdict.method != "postulate" else ""
    under = link.verdict.hypotheses if link.verdict is not None else ()
    notes = [f"under the hypotheses {', '.join(under)}"] if under else []
    notes += [f"provided that {', '.join(link.verdict.side_conditions)}"
              for _ in [0] if link.verdict is not None and link.verdict.side_conditions]  # fmt: skip
    said = f"{link.status.value.replace('_', ' ')}{method}"
    return Finding("OK", said, begin, "note", width, (link.statement or link.text, *notes))


def _diagnostic(finding: Finding, files: Mapping[str, SourceFile]) -> Diagnostic:
    place: Place = finding.place
    source = files.get(place.file)
    line = source.line(place.line) if source is not None else ""
    end = place.column + finding.width if finding.width else 0
    return Diagnostic(place.file, place.line, place.column, end, finding.code, finding.level, finding.message, line,
                      finding.notes)  # fmt: skip


def exit_status(checked: Sequence[Checked], others: Iterable[Finding]) -> int:
    """0 where all holds, 1 where something does not, 2 where something cannot be read."""
    found = [*others, *(finding for item in checked for finding in findings_of(item))]
    if any(finding.bad_input for finding in found):
        return 2
    return 1 if any(finding.level == "error" for finding in found) else 0


def counts(checked: Sequence[Checked]) -> Counter[Status]:
    """How many links have which status."""
    return Counter(link.status for item in checked for link in item.outcome.links)


def summary(file: str, checked: Sequence[Checked]) -> str:
    """One line: how many equations, and what became of their links."""
    found = counts(checked)
    parts = [f"{found[status]} {word}" for status, word in _COUNTED.items() if found[status]]
    links = found.total()
    unread = sum(1 for item in checked if item.unread)
    parts += [f"{unread} {_plural(unread, 'equation')} not read"] if unread else []
    return f"{file}: {len(checked)} {_plural(len(checked), 'equation')}, {links} {_plural(links, 'link')}" + (
        f": {', '.join(parts)}" if parts else ""
    )  # fmt: skip


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def equation_record(item: Checked) -> dict[str, Any]:
    """One equation as JSON values."""
    place = item.equation.first
    return {
        "label": item.equation.label,
        "file": place.file,
        "line": place.line,
        "links": [_link_record(item, link) for link in item.outcome.links],
    }


def _link_record(item: Checked, link: LinkOutcome) -> dict[str, Any]:
    verdict = link.verdict
    return {
        "lhs": link.lhs,
        "relation": link.relation,
        "rhs": link.rhs,
        "line": moved(link.start, item.equation.place).line,
        "status": link.status.value,
        "read_as": link.statement,
        "code": link.code,
        "method": verdict.method if verdict is not None else "",
        "hypotheses": list(verdict.hypotheses) if verdict is not None else [],
        "side_conditions": list(verdict.side_conditions) if verdict is not None else [],
        "witness": witness_record(verdict.witness) if verdict is not None else None,
        "residual": link.residual,
        "reason": verdict.reason if verdict is not None else link.message,
        "notes": list(link.notes),
    }


def readings(item: Checked) -> list[str]:
    """An equation's links in the syntax that `prove` reads, one a line; what is approximate keeps its sign."""
    if item.reading is None:
        return ["(not read)"] if item.unread else ["(ignored)"]
    if item.reading.expression is not None:
        return [shown(item.reading.expression)]
    return [f"{shown(link.lhs)} {link.relation} {shown(link.rhs)}" for link in item.reading.links]


def reading_record(item: Checked) -> dict[str, Any]:
    """The same as JSON values."""
    links = item.reading.links if item.reading is not None else ()
    return {
        "label": item.equation.label,
        "line": item.equation.first.line,
        "links": [{"lhs": shown(k.lhs), "relation": k.relation, "rhs": shown(k.rhs)} for k in links],
        "warnings": [f.message for f in item.findings],
    }
