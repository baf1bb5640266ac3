"""What in a claim nothing can evaluate: the reason why the search for a witness could look at no point."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from symrules.decide.balls import Undefined, Unevaluable, evaluate, has_enclosure
from symrules.text.functions import FUNCTIONS
from symrules.vocabulary import free_symbols

_NAMES = {reading.node: name for name, reading in FUNCTIONS.items() if reading.node is not None}
_SAMPLES = (Fraction(2), Fraction(1, 2))


def functions_without_enclosure(expressions: Iterable[Any]) -> tuple[str, ...]:
    """The names of the functions that have no rule for evaluation, as a text writes them, in order of appearance."""
    found: dict[str, None] = {}
    for e in expressions:
        for node in sympy.preorder_traversal(e):
            if isinstance(node, sympy.Function) and not isinstance(node, AppliedUndef) and not has_enclosure(node):
                found[_NAMES.get(type(node), type(node).__name__)] = None
    return tuple(found)


def why_unreached(expressions: Iterable[Any]) -> str:
    """Why these expressions, unfolded, have no value at any point; empty where they can be evaluated."""
    expressions = list(expressions)
    names = functions_without_enclosure(expressions)
    if names:
        return f"no rule for {', '.join(names)}: the difference does not reduce to zero, and no point can be evaluated"
    for e in (e for e in expressions if not free_symbols(e)):
        try:
            evaluate(e, {})
        except (Undefined, ArithmeticError, ValueError) as error:
            return f"the difference does not reduce to zero, and a side has no enclosure: {error}"
    for value in _SAMPLES:
        for e in expressions:
            try:
                evaluate(e, dict.fromkeys(free_symbols(e), value))
            except Unevaluable as error:
                return f"the difference does not reduce to zero, and no point can be evaluated: {error}"
            except (Undefined, ArithmeticError, ValueError):
                continue
    return ""
