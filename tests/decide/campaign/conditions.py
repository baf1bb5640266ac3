"""The side conditions of a proof, as they are printed, at a point."""

from __future__ import annotations

from typing import Any

import mpmath

from symrules.notation import Notation
from symrules.text import read_expression
from tests.decide.campaign.referee import holds, value

_POLES, _REAL = " is none of ", " is real"
_SMALL = mpmath.mpf(10) ** -25


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
    return not condition.endswith(("converges", "converges over its whole range", "exists"))


def _satisfied(condition: str, notation: Notation, values: dict[str, Any]) -> bool:
    if not is_checked(condition):
        return True
    if _POLES in condition:
        left, poles = condition.split(_POLES)
        (first, second), found = map(int, poles.split(",")[:2]), _at(left, notation, values)
        before = (mpmath.re(found) - first) * (second - first) < -0.5
        return bool(before or abs(found - mpmath.nint(mpmath.re(found))) > _SMALL)
    if condition.endswith(_REAL):
        return bool(abs(mpmath.im(_at(condition.removesuffix(_REAL), notation, values))) < _SMALL)
    for relation in (" != ", " >= ", " <= ", " > ", " < ", " = "):
        if relation in condition:
            left, right = condition.split(relation)
            return holds(relation.strip(), _at(left, notation, values), _at(right, notation, values))
    raise AssertionError(f"a condition of a kind that is not known: {condition}")


def _at(text: str, notation: Notation, values: dict[str, Any]) -> Any:
    e = read_expression(text, notation)
    return value(e, {s: mpmath.mpmathify(values[s.name]) for s in e.free_symbols})
