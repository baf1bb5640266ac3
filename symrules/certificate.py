"""Certificates: an identity and what was decided of it, as canonical JSON for a reader that has only the file.

Notes
-----
Canonical: keys sorted, one space of indentation, UTF-8 with every character as itself, one newline at the end. The same
result gives the same bytes. Each expression stands twice, in plain text that can be read back and in LaTeX.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sympy import Basic, Integer, Order, Symbol
from sympy.core.function import AppliedUndef

import symrules
from symrules.derivation import EquationResult, Link, LinkResult, StepResult
from symrules.identity import Asymptotic, Condition, Identity, Relation
from symrules.latex import to_latex as _to_latex
from symrules.notation import Notation
from symrules.text import print_expression as _print_expression
from symrules.verdict import Verdict, Witness

FORMAT = "symrules certificate 1"

# Each expression is printed several times, in its certificate, in the ledger and in the paper.
to_latex = lru_cache(maxsize=8192)(_to_latex)
print_expression = lru_cache(maxsize=8192)(_print_expression)

_MEANING = {
    "postulate": "physics that is assumed; the hypotheses name it",
    "proved": "an exact identity on the stated domain",
    "proved_under_hypotheses": "exact once the named hypotheses hold",
    "asymptotic": "holds up to the stated order, within the remainder where one is stated",
    "refuted": "false as written; at the witness the two sides are rigorously apart",
    "undecided": "neither proved nor refuted; the reason says why",
}

_SIGN = {
    Relation.EQ: "=", Relation.NE: r"\neq", Relation.LT: "<",
    Relation.LE: r"\leq", Relation.GT: ">", Relation.GE: r"\geq",
}  # fmt: skip


def canonical_json(value: Any) -> str:
    """The one way in which symrules writes JSON files."""
    return json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def certificate(result: EquationResult) -> dict[str, Any]:
    """The certificate of an equation: all its links, each with the symbols that it uses."""
    equation = result.equation
    return {
        "format": FORMAT,
        "software": {"name": "symrules", "version": symrules.__version__},
        "equation": {
            "label": equation.label,
            "title": equation.title,
            "section": equation.section,
            "remark": equation.remark,
        },
        "status_meaning": {link.status.value: _MEANING[link.status.value] for link in result.links},
        "links": [_link(link) for link in result.links],
    }


def certify(
    identity: Identity, verdict: Verdict, steps: Sequence[StepResult] = (), start: Any = None
) -> dict[str, Any]:
    """The certificate of one identity: statement, symbols, conditions, verdict with evidence, derivation.

    The derivation begins at `start`, and each of its steps is equal to the line before by its reason.
    """
    notation = identity.notation
    return {
        "statement": {"text": statement_text(identity), "latex": statement_latex(identity)},
        "lhs": expression(identity.lhs, notation),
        "rhs": expression(identity.rhs, notation),
        "relation": _relation(identity),
        "conditions": [_condition(condition, notation) for condition in identity.where],
        "symbols": _symbols(identity, steps, start),
        "label": identity.label,
        "source": identity.source,
        "verdict": verdict_record(verdict),
        "derivation_start": None if start is None else expression(start, notation),
        "derivation": [
            {
                "reached": expression(step.expression, notation),
                "reason": step.reason,
                "verdict": verdict_record(step.verdict),
            }
            for step in steps
        ],
    }


def _link(result: LinkResult) -> dict[str, Any]:
    link = result.link
    return {
        "from": link.start,
        "to": link.end,
        "status": result.status.value,
        "recorded_status": link.expected.value,
        "hypotheses": [{"name": h.name, "text": h.text} for h in link.hypotheses],
        "instances": dict(link.instances),
        "remark": link.remark,
        "identity": certify(link.statement, result.verdict, result.steps, start_of(link)),
    }


def start_of(link: Link) -> Any:
    """The expression at which the derivation of a link begins; None where it has none."""
    return getattr(link.proof, "start", None)


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """A verdict with all its evidence, as JSON values."""
    return {
        "outcome": verdict.outcome.value,
        "method": verdict.method,
        "hypotheses": list(verdict.hypotheses),
        "side_conditions": list(verdict.side_conditions),
        "witness": witness_record(verdict.witness),
        "reason": verdict.reason,
        "evidence": list(verdict.evidence),
    }


def witness_record(witness: Witness | None) -> dict[str, Any] | None:
    """The refuting point and both sides there."""
    return None if witness is None else {"at": dict(witness.at), "lhs": witness.lhs, "rhs": witness.rhs}


def expression(value: Any, notation: Notation) -> dict[str, str]:
    """An expression in plain text and in LaTeX; a line of a derivation may also be an identity, or words."""
    if isinstance(value, Identity):
        return {"text": statement_text(value), "latex": statement_latex(value)}
    if isinstance(value, Basic):
        return {"text": print_expression(value), "latex": to_latex(value, notation)}
    return {"text": str(value), "latex": ""}


def statement_text(identity: Identity) -> str:
    """The claim in one line of plain text, such as ``x*coth(x) = 1 + x**2/3 + O(x**4) as x -> 0``."""
    lhs, rhs, relation = print_expression(identity.lhs), print_expression(identity.rhs), identity.relation
    if isinstance(relation, Relation):
        return f"{lhs} {relation} {rhs}"
    order = "" if identity.rhs.has(Order) else f" + O({order_text(relation)})"
    return f"{lhs} = {rhs}{order} as {relation.variable} -> {print_expression(_point(relation))}"


def statement_latex(identity: Identity) -> str:
    """The claim in LaTeX."""
    return f"{to_latex(identity.lhs, identity.notation)} {right_side_latex(identity)}"


def right_side_latex(identity: Identity) -> str:
    """The relation and what follows it, in LaTeX."""
    relation, rhs = identity.relation, to_latex(identity.rhs, identity.notation)
    if isinstance(relation, Relation):
        return f"{_SIGN[relation]} {rhs}"
    return f"= {rhs}" if identity.rhs.has(Order) else f"= {rhs} + O({order_latex(relation, identity.notation)})"


def condition_latex(condition: Condition, notation: Notation) -> str:
    """A condition in LaTeX."""
    return f"{to_latex(condition.lhs, notation)} {_SIGN[condition.relation]} {to_latex(condition.rhs, notation)}"


def _point(relation: Asymptotic) -> Any:
    return Integer(relation.point) if isinstance(relation.point, int) else relation.point


def order_text(relation: Asymptotic) -> str:
    """The power in the order term of an asymptotic claim, in plain text."""
    name, point = relation.variable.name, _point(relation)
    if point.is_infinite:
        return f"{name}**(-{relation.order})"
    base = name if point == 0 else f"({name} - {print_expression(point)})"
    return f"{base}**{relation.order}"


def order_latex(relation: Asymptotic, notation: Notation) -> str:
    """The power in the order term of an asymptotic claim, in LaTeX."""
    name, point = to_latex(relation.variable, notation), _point(relation)
    if point.is_infinite:
        return f"{name}^{{-{relation.order}}}"
    base = name if point == 0 else f"({name} - {to_latex(point, notation)})"
    return base if relation.order == 1 else f"{base}^{{{relation.order}}}"


def _relation(identity: Identity) -> dict[str, Any]:
    relation, notation = identity.relation, identity.notation
    if isinstance(relation, Relation):
        return {"sign": relation.value, "asymptotic": None}
    remainder = relation.remainder
    return {
        "sign": "=",
        "asymptotic": {
            "variable": relation.variable.name,
            "point": expression(_point(relation), notation),
            "order": relation.order,
            "meaning": f"lhs - rhs = O({order_text(relation)})",
            "remainder": None if remainder is None else expression(remainder, notation),
        },
    }


def _condition(condition: Condition, notation: Notation) -> dict[str, str]:
    text = f"{print_expression(condition.lhs)} {condition.relation} {print_expression(condition.rhs)}"
    return {"text": text, "latex": condition_latex(condition, notation), "words": condition.text}


def _symbols(identity: Identity, steps: Iterable[StepResult], start: Any) -> list[dict[str, Any]]:
    """Every symbol and unknown function in the claim, its conditions and its derivation, by name."""
    notation = identity.notation
    names: set[str] = set()
    for part in _parts(identity, steps, start):
        names |= {symbol.name for symbol in part.atoms(Symbol)}
        names |= {function.func.__name__ for function in part.atoms(AppliedUndef)}
    for name in list(names):
        if name in notation:
            names |= set(notation[name].arguments or ())
    return [_symbol(name, notation) for name in sorted(names)]


def _parts(identity: Identity, steps: Iterable[StepResult], start: Any) -> list[Any]:
    parts = [identity.lhs, identity.rhs, start]
    for condition in identity.where:
        parts += [condition.lhs, condition.rhs]
    if isinstance(identity.relation, Asymptotic):
        parts += [identity.relation.variable, _point(identity.relation), identity.relation.remainder]
    for step in steps:
        inner = step.expression
        parts += [inner.lhs, inner.rhs] if isinstance(inner, Identity) else [inner]
    return [part for part in parts if isinstance(part, Basic)]


def _symbol(name: str, notation: Notation) -> dict[str, Any]:
    if name not in notation:
        return {"name": name, "declared": False}
    declared = notation[name]
    return {
        "name": name,
        "declared": True,
        "latex": declared.latex,
        "dimension": None if declared.dimension is None else str(declared.dimension),
        "domain": str(declared.domain),
        "meaning": declared.meaning,
        "arguments": None if declared.arguments is None else list(declared.arguments),
    }
