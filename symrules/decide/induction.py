"""Sums and products with a symbolic upper end, by induction over that end."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Add, Mul, Product, Sum

from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.proof import Sides, by_normal_form, prepare
from symrules.decide.rationals import rational_value
from symrules.identity import Relation
from symrules.verdict import Verdict, proved
from symrules.vocabulary import free_symbols


def by_induction(sides: Sides, facts: Facts, deadline: float | None) -> Verdict | None:
    """Σ_{k=a}^{n} f(k) = G(n): G(n) - G(n-1) = f(n), and the claim holds at the least n; for a product, the quotient.

    Raises
    ------
    Unsupported, Meaningless
        As the exact methods find for the step or for the first case.
    """
    if sides.relation is not Relation.EQ:
        return None
    for total, closed in ((sides.lhs, sides.rhs), (sides.rhs, sides.lhs)):
        if isinstance(total, (Sum, Product)) and len(total.limits) == 1:
            return _induct(total, closed, facts, deadline)
    return None


def _induct(total: Any, closed: Any, facts: Facts, deadline: float | None) -> Verdict | None:
    k, low, n = total.limits[0]
    first = rational_value(low)
    if not n.is_Symbol or first is None or closed.has(Sum, Product) or n in free_symbols(total.function) - {k}:
        return None
    domain = facts.domain(n)
    if not domain.integer or domain.lower is None or domain.lower < int(first.p) - 1 or first.q != 1:
        return None
    if any(n in free_symbols(e) for e, _ in facts.signs) or any(n in free_symbols(e) for e in facts.equations):
        return None
    least = sympy.Integer(-((-domain.lower.numerator) // domain.lower.denominator))
    before, last = substituted(closed, {n: Add(n, -1)}), substituted(total.function, {k: n})
    grown = (Add if isinstance(total, Sum) else Mul)(before, last, evaluate=False)
    steps = (
        Sides(grown, closed, Relation.EQ),
        Sides(substituted(total, {n: least}), substituted(closed, {n: least}), Relation.EQ),
    )
    for step in steps:
        verdict = by_normal_form(prepare(step, facts), deadline)
        if verdict is None or verdict.side_conditions:
            return None  # a gap at one n would break the chain
    return proved("induction", evidence=(f"the step from {n} - 1 to {n}, and the claim at {n} = {least}",))
