"""The sign of an expression on the domain, and whether a relation holds there."""

from __future__ import annotations

from typing import Any

from sympy import Add, Mul

from symrules.decide.build import build
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.signs import sign_of

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
    sign = expression_sign(facts, difference_of(lhs, rhs))
    if sign and sign in _TRUE_SIGNS[relation]:
        return True
    if sign and sign in _FALSE_SIGNS[relation]:
        return False
    return None


def difference_of(a: Any, b: Any) -> Any:
    """a - b, in SymPy's order of terms; where its constructors compare what cannot be compared, as it stands."""
    try:
        return Add(a, Mul(-1, b))
    except (TypeError, ValueError):
        return Add(a, Mul(-1, b, evaluate=False), evaluate=False)
