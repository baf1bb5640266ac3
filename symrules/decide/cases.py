"""Case analysis: the sign of an expression, and the expressions whose sign a claim turns on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import sympy
from sympy import Add, Integer, Mul

from symrules.decide.breakpoints import unknown_orders
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.required import nodes
from symrules.decide.signs import sign_of
from symrules.decide.tower import build
from symrules.vocabulary import free_symbols

_TRUE_SIGNS = {">": "+", ">=": ("+", "0+", "0"), "<": "-", "<=": ("-", "0-", "0"), "!=": NOT_ZERO, "==": "0"}
_FALSE_SIGNS = {">": ("-", "0-", "0"), ">=": "-", "<": ("+", "0+", "0"), "<=": "+", "!=": "0", "==": NOT_ZERO}


def expression_sign(facts: Facts, e: Any) -> str:
    """The sign of an expression on the domain, "" where it is not known."""
    try:
        tower, (f, *_) = build(facts, [e, *(known for known, _ in facts.signs)])
        return sign_of(tower, f)
    except (Meaningless, Unsupported):
        return ""


def truth(facts: Facts, lhs: Any, relation: str, rhs: Any) -> bool | None:
    """Whether a relation holds everywhere on the domain (True), nowhere (False), or neither is known (None)."""
    sign = expression_sign(facts, _difference(lhs, rhs))
    if sign and sign in _TRUE_SIGNS[relation]:
        return True
    if sign and sign in _FALSE_SIGNS[relation]:
        return False
    return None


def _difference(a: Any, b: Any) -> Any:
    """a - b, in SymPy's order of terms; where its constructors compare what cannot be compared, as it stands."""
    try:
        return Add(a, Mul(-1, b))
    except (TypeError, ValueError):
        return Add(a, Mul(-1, b, evaluate=False), evaluate=False)


def turning_points(facts: Facts, expressions: list[Any]) -> Iterator[Any]:
    """Up to four expressions of unknown sign on which absolute values, signs, extrema and cases in the claim depend."""
    found: dict[Any, None] = {}
    bound = {v for e in expressions for node in nodes(e) if isinstance(node, _BINDERS) for v in node.variables}
    for e in expressions:
        for node in nodes(e):
            for candidate in _arguments(node):
                opposite = _difference(Integer(0), candidate)
                if not (not free_symbols(candidate) or opposite in found or free_symbols(candidate) & bound):
                    found.setdefault(candidate)
        for candidate in unknown_orders(facts, e):
            if not (_difference(Integer(0), candidate) in found or free_symbols(candidate) & bound):
                found.setdefault(candidate)
    # innermost first: the outer ones become simple once the inner ones are known
    ordered = sorted(found, key=lambda e: (e.has(*_NONSMOOTH), sympy.count_ops(e)))
    return islice((e for e in ordered if _may_be_split(facts, e)), 4)


def _may_be_split(facts: Facts, e: Any) -> bool:
    """Whether an expression is real, so that it is positive, negative or zero, and it is not known which."""
    try:
        tower, (f, *_) = build(facts, [e, *(known for known, _ in facts.signs)])
        return tower.is_real(f) and sign_of(tower, f) not in ("+", "-", "0")
    except (Meaningless, Unsupported):
        return False


_BINDERS = (sympy.Integral, sympy.Sum, sympy.Product)
_NONSMOOTH = (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.Max, sympy.Min, sympy.Piecewise)


def _arguments(node: Any) -> list[Any]:
    if isinstance(node, (sympy.Abs, sympy.sign, sympy.Heaviside)):
        return [node.args[0]]
    if isinstance(node, (sympy.Max, sympy.Min)):
        first, *rest = node.args
        return [_difference(first, other) for other in rest]
    if isinstance(node, sympy.Piecewise):
        return [
            _difference(r.args[0], r.args[1]) for _, c in node.args for r in c.atoms(sympy.core.relational.Relational)
        ]
    if node.is_Pow and (r := rational_value(node.args[1])) is not None and r.q == 2:
        return [node.args[0].args[0] if node.args[0].is_Pow else node.args[0]]
    return []


def split(facts: Facts, e: Any) -> list[tuple[str, Facts]]:
    """The cases e > 0, e < 0, and e = 0, less those that what is known excludes: pairs (relation, facts)."""
    known = expression_sign(facts, e)
    excluded = {"0+": "-", "0-": "+", "!0": "0"}.get(known, "")
    return [
        (relation, facts.assuming(e, sign))
        for sign, relation in (("+", ">"), ("-", "<"), ("0", "="))
        if sign != excluded
    ]
