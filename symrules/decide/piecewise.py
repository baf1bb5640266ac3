"""Values by cases: the first case whose condition holds."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.decide.expression_sign import truth
from symrules.decide.limits import holds_nearby
from symrules.decide.refusals import Unsupported
from symrules.decide.unfold import Unfolding
from symrules.vocabulary import free_symbols


def piecewise(unfolding: Unfolding, e: Any) -> Any:
    for value, condition in e.args:
        known = _truth(unfolding, condition)
        if known is None:
            return unfolding.rebuilt(e)
        if known:
            return unfolding.of(value)
    raise Unsupported("a piecewise expression none of whose cases applies")


def _truth_of_connective(unfolding: Unfolding, condition: Any) -> bool | None:
    parts = [_truth(unfolding, c) for c in condition.args]
    if isinstance(condition, sympy.Not):
        return None if parts[0] is None else not parts[0]
    decisive = isinstance(condition, sympy.Or)
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _truth(unfolding: Unfolding, condition: Any) -> bool | None:
    if condition in (sympy.true, True):
        return True
    if condition in (sympy.false, False):
        return False
    if isinstance(condition, (sympy.And, sympy.Or, sympy.Not)):
        return _truth_of_connective(unfolding, condition)
    if not isinstance(condition, sympy.core.relational.Relational):
        return None
    lhs, rhs = (unfolding.of(a) for a in condition.args)
    known = truth(unfolding.facts, lhs, condition.rel_op, rhs)
    if known is None and unfolding.near.keys() & (free_symbols(lhs) | free_symbols(rhs)):
        return holds_nearby(unfolding, lhs, condition.rel_op, rhs)
    return known
