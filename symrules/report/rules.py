"""Verdicts of rules on models as text, as diagnostics for machines, and as mathematics for a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from symrules.campaign.job import ERROR, Record
from symrules.campaign.verdicts import is_ok
from symrules.report.diagnostics import Diagnostic, Level, as_text
from symrules.verdict import NOT_APPLICABLE, Witness

MAX_LINE = 400  # of a statement in a text


def diagnostic_of(record: Record, *, proofs: bool = False) -> Diagnostic:
    """One record as a diagnostic: an error where a rule does not hold, a note where all is as it should be.

    Parameters
    ----------
    proofs : show the obligations that are proved, too
    """
    if record["verdict"] == ERROR:
        hint = (f"hint: {record['hint']}",) if record["hint"] else ()
        return Diagnostic(record["place"] or record["file"], record["line"], record["column"], 0, "error", "error",
                          record["message"], notes=hint)  # fmt: skip
    shown = [o for o in record["obligations"] if proofs or o["verdict"] != "proved"]
    notes = [line for obligation in shown for line in obligation_lines(obligation)]
    if shown:
        notes += [f"under {line}" for line in record["hypotheses"]]
    if record.get("remark"):
        notes.append(record["remark"])
    quoted = "" if is_ok(record) else record.get("source_line", "")
    return Diagnostic(record["file"].partition("::")[0], record.get("line", 0), record.get("column", 0), 0,
                      record["rule"], _level(record), _message(record), quoted, tuple(notes))  # fmt: skip


def _level(record: Record) -> Level:
    return "note" if is_ok(record) else "warning" if record["verdict"] == "undecided" else "error"


def _message(record: Record) -> str:
    verdict, expected = _words(record["verdict"]), _words(record["expected"])
    if not expected or (expected == verdict == "proved"):
        return verdict
    return f"{verdict}, as expected" if is_ok(record) else f"{verdict}, and {expected} is expected"


def obligation_lines(obligation: Record) -> list[str]:
    """What is owed, the verdict, and what breaks it."""
    lines = [f"{obligation['name']}: {obligation['verdict'].replace('_', ' ')}"]
    if obligation["statement"]:
        lines.append(f"  {_clipped(obligation['statement'])}")
    if obligation["side_conditions"]:
        lines.append("  provided that " + ", ".join(obligation["side_conditions"]))
    if obligation["reason"]:
        lines.append(f"  {obligation['reason']}")
    if obligation["residual"] is not None:
        lines.append(f"  breaking term  {_clipped(obligation['residual'])}")
    lines += [f"  as {b['drive']} -> 0:  {_clipped(b['text'])}" for b in obligation["leading"]]
    witness = obligation["witness"]
    if witness is not None:
        lines.append(f"  {Witness(tuple(witness['at'].items()), witness['lhs'], witness['rhs'])}")
    return lines


def _clipped(text: str) -> str:
    return text if len(text) <= MAX_LINE else f"{text[: MAX_LINE // 2]} … {text[-MAX_LINE // 2 :]}"


def text_of(record: Record, *, listing: bool, proofs: bool) -> str:
    """What a terminal shows of one record.

    Parameters
    ----------
    listing : also of a rule that holds; what does not hold is always shown
    proofs : and with the obligations that are proved
    """
    silent = not any(obligation["reason"] for obligation in record["obligations"])
    if record["verdict"] == NOT_APPLICABLE and not record["expected"] and silent and not proofs:
        return ""
    if is_ok(record) and not listing:
        return ""
    return as_text([diagnostic_of(record, proofs=proofs)])


def summary(records: Sequence[Record]) -> str:
    """One line that counts verdicts."""
    files = len({record["file"] for record in records})
    counts = Counter(record["verdict"] for record in records)
    words = [f"{counts[verdict]} {verdict}" for verdict in ("proved", "refuted", "undecided") if counts[verdict]]
    if counts[ERROR]:
        words.append(f"{counts[ERROR]} with errors")
    wrong = sum(not is_ok(record) for record in records)
    expected = sum(is_ok(record) and record["verdict"] in ("refuted", "undecided") for record in records)
    if expected:
        words.append(f"{expected} of these as expected")
    verdicts = ", ".join(words) or "no rule applies"
    end = "all as it should be" if not wrong else f"{wrong} not as it should be"
    return f"{files} {'model' if files == 1 else 'models'}: {verdicts}; {end}\n"


# -- for a notebook


def as_latex(records: Iterable[Record]) -> str:
    """The obligations and their verdicts as an array."""
    rows = []
    for record in records:
        if record.get("function_latex"):
            rows.append(rf"\text{{the function}} & {record['function_latex']} & ")
        for o in record["obligations"]:
            if o["latex"]:
                rows.append(rf"\text{{{_words(record['rule'])}}} & {o['latex']} & \text{{{o['verdict']}}}")
                if o.get("residual_latex"):
                    rows.append(rf" & \text{{breaking term }} {o['residual_latex']} & ")
    return "$\\displaystyle\\begin{array}{lll}\n" + " \\\\\n".join(rows) + "\n\\end{array}$" if rows else ""


def as_html(records: Iterable[Record]) -> str:
    """A table: rule, obligation as mathematics, verdict and witness."""
    rows = []
    for record in records:
        if record["verdict"] == ERROR:
            rows.append(f"<tr><td colspan=3>{escape(record['message'])}</td></tr>")
        if record.get("function_latex"):
            shown = escape(record["function_latex"])
            rows.append(f"<tr><td>the function</td><td colspan=2>$\\displaystyle {shown}$</td></tr>")
        for o in record["obligations"]:
            cell = f"$\\displaystyle {escape(o['latex'])}$" if o["latex"] else escape(o["name"])
            more = "".join(f"<br>{escape(line.strip())}" for line in _evidence(o))
            verdict = f"<b>{escape(_words(o['verdict']))}</b>{more}"
            cells = (escape(_words(record["rule"])), cell, verdict)
            rows.append("<tr>" + "".join(f'<td style="text-align:left">{c}</td>' for c in cells) + "</tr>")
    return f"<table><tr><th>rule</th><th>obligation</th><th>verdict</th></tr>{''.join(rows)}</table>"


def _evidence(obligation: Record) -> list[str]:
    lines = obligation_lines(obligation)
    return [line for line in lines[1:] if line.strip() != _clipped(obligation["statement"])]


def _words(rule: str) -> str:
    return rule.replace("_", " ")
