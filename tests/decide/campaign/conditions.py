"""The side conditions of a proof, as they are printed, at a point."""

from __future__ import annotations

from typing import Any

import mpmath

from symrules.notation import Notation
from symrules.text import read_expression
from tests.decide.campaign.referee import holds, value

_POLES = " is none of 0, -1, -2, …"


def satisfied(conditions: tuple[str, ...], notation: Notation, values: dict[str, Any]) -> bool:
    """Whether the conditions hold at a point; of one that an integral converges, nothing is known here.

    Raises
    ------
    NoValue
        What must not vanish has no value there.
    """
    return all(_satisfied(condition, notation, values) for condition in conditions)


def is_checked(condition: str) -> bool:
    """Whether a condition can be evaluated at a point."""
    return not condition.endswith("converges")


def _satisfied(condition: str, notation: Notation, values: dict[str, Any]) -> bool:
    if not is_checked(condition):
        return True
    if condition.endswith(_POLES):
        found = _at(condition.removesuffix(_POLES), notation, values)
        return bool(mpmath.re(found) > 0.5 or abs(found - mpmath.nint(mpmath.re(found))) > mpmath.mpf(10) ** -25)
    for relation in (" != ", " >= ", " <= ", " > ", " < ", " = "):
        if relation in condition:
            left, right = condition.split(relation)
            return holds(relation.strip(), _at(left, notation, values), _at(right, notation, values))
    raise AssertionError(f"a condition of a kind that is not known: {condition}")


def _at(text: str, notation: Notation, values: dict[str, Any]) -> Any:
    e = read_expression(text, notation)
    return value(e, {s: mpmath.mpmathify(values[s.name]) for s in e.free_symbols})
