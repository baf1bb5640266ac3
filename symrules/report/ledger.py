"""The ledger: one row per link of every equation, and a count that passes nothing which is undecided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from symrules.certificate import order_text, statement_text, witness_record
from symrules.derivation import EquationResult, LinkResult, Status
from symrules.identity import Asymptotic

WORDS = {
    Status.POSTULATE: "postulate",
    Status.PROVED: "proved",
    Status.PROVED_UNDER_HYPOTHESES: "proved under hypotheses",
    Status.ASYMPTOTIC: "asymptotic",
    Status.REFUTED: "refuted",
    Status.UNDECIDED: "undecided",
}


@dataclass(frozen=True)
class Row:
    """One link with its result, beside the equation that it belongs to."""

    equation: EquationResult
    result: LinkResult

    @property
    def label(self) -> str:
        return self.equation.equation.label

    @property
    def between(self) -> str:
        """What the link joins; empty ends are left out."""
        ends = [end for end in (self.result.link.start, self.result.link.end) if end]
        return " → ".join(ends)

    @property
    def order(self) -> int | None:
        """The order of an asymptotic claim; None for an exact one."""
        relation = self.result.link.statement.relation
        return relation.order if isinstance(relation, Asymptotic) else None

    @property
    def hypotheses(self) -> tuple[str, ...]:
        """The named physics that the link rests on, then what the proof itself used; each once."""
        return hypotheses_of(self.result)

    @property
    def status(self) -> str:
        words = WORDS[self.result.status]
        relation = self.result.link.statement.relation
        return f"{words}, O({order_text(relation)})" if isinstance(relation, Asymptotic) else words


def hypotheses_of(result: LinkResult) -> tuple[str, ...]:
    """The named physics that a link rests on, then the conditions that its proof used; each once."""
    named = [str(hypothesis) for hypothesis in result.link.hypotheses]
    names = {hypothesis.name for hypothesis in result.link.hypotheses}
    used = [text for text in result.verdict.hypotheses if text not in named and text not in names]
    return (*named, *dict.fromkeys(used))


def rows(results: Iterable[EquationResult]) -> list[Row]:
    """The links of all equations, in order."""
    return [Row(equation, link) for equation in results for link in equation.links]


def undecided(table: Sequence[Row]) -> int:
    """How many links are neither proved nor refuted."""
    return sum(row.result.status is Status.UNDECIDED for row in table)


def as_recorded(table: Sequence[Row]) -> bool:
    """Whether every link has the status that its derivation records."""
    return all(row.result.as_recorded for row in table)


def counts(table: Sequence[Row]) -> dict[str, int]:
    """How many links have each status, in the order of `Status`; statuses that do not occur are left out."""
    found = {status: sum(row.result.status is status for row in table) for status in Status}
    return {WORDS[status]: number for status, number in found.items() if number}


def summary(table: Sequence[Row]) -> str:
    """The last line of the ledger."""
    parts = ", ".join(f"{number} {words}" for words, number in counts(table).items() if words != "undecided")
    noun = "link" if len(table) == 1 else "links"
    wrong = [f"({row.label}) {row.between}" for row in table if not row.result.as_recorded]
    ending = "every status as recorded" if not wrong else f"NOT as recorded: {'; '.join(wrong)}"
    return f"{len(table)} {noun}: {', '.join(filter(None, [parts, f'{undecided(table)} undecided']))}; {ending}"


def ledger_record(results: Sequence[EquationResult]) -> dict[str, Any]:
    """The ledger as JSON values."""
    table = rows(results)
    return {
        "rows": [_row(row) for row in table],
        "counts": {status.value: sum(row.result.status is status for row in table) for status in Status},
        "undecided": undecided(table),
        "as_recorded": as_recorded(table),
    }


def _row(row: Row) -> dict[str, Any]:
    result, equation = row.result, row.equation.equation
    return {
        "equation": equation.label,
        "title": equation.title,
        "section": equation.section,
        "from": result.link.start,
        "to": result.link.end,
        "statement": statement_text(result.link.statement),
        "status": result.status.value,
        "recorded_status": result.link.expected.value,
        "order": row.order,
        "method": result.verdict.method,
        "hypotheses": list(row.hypotheses),
        "side_conditions": list(result.verdict.side_conditions),
        "witness": witness_record(result.verdict.witness),
        "reason": result.verdict.reason,
        "remark": result.link.remark,
        "certificate": f"certificates/eq-{equation.label}.json",
    }


def ledger_markdown(results: Sequence[EquationResult]) -> str:
    """The ledger as Markdown: one table per section, and what each status means is said once."""
    table = rows(results)
    lines = ["# Ledger", "", summary(table) + "."]
    section: str | None = None
    for row in table:
        if row.equation.equation.section != section:
            section = row.equation.equation.section
            lines += ["", f"## {section or 'Equations'}", ""]
            lines += ["| equation | link | status | method | hypotheses and conditions |", "|---|---|---|---|---|"]
        lines.append(_markdown_row(row))
    return "\n".join(lines) + "\n"


def _markdown_row(row: Row) -> str:
    verdict = row.result.verdict
    notes = [*row.hypotheses, *(f"requires {condition}" for condition in verdict.side_conditions)]
    if verdict.witness is not None:
        notes.append(f"witness: {verdict.witness}")
    if row.result.status is Status.UNDECIDED:
        notes.append(f"open: {verdict.reason}")
    if not row.result.as_recorded:
        notes.append(f"**recorded as {WORDS[row.result.link.expected]}**")
    label = f"[({row.label})](certificates/eq-{row.label}.json)"
    cells = [label, row.between, row.status, verdict.method, "; ".join(notes)]
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def equations_record(results: Sequence[EquationResult], latex: dict[str, str]) -> dict[str, Any]:
    """What ``derive --format json`` prints; `latex` holds the fragment of each equation by label."""
    return {
        "equations": [
            {
                "label": result.equation.label,
                "links": [_brief(row) for row in rows([result])],
                "latex": latex[result.equation.label],
            }
            for result in results
        ],
        "undecided": undecided(rows(results)),
    }


def _brief(row: Row) -> dict[str, Any]:
    return {
        "from": row.result.link.start,
        "to": row.result.link.end,
        "status": row.result.status.value,
        "statement": statement_text(row.result.link.statement),
        "method": row.result.verdict.method,
        "hypotheses": list(row.hypotheses),
        "order": row.order,
    }
