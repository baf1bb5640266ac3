"""The rules by which the operations in an expression are carried out, one for each kind of node."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Derivative, Integral, Product, Subs, Sum

from symrules.decide.binders import finite_product, finite_sum, integral_node
from symrules.decide.derivatives import derivative_node, held, subs, variation
from symrules.decide.facts import Facts
from symrules.decide.kinds import kinds
from symrules.decide.limits import limit_node
from symrules.decide.piecewise import piecewise
from symrules.decide.unfold import Rules, Unfolding
from symrules.domain import Domain
from symrules.vocabulary import Held, Variation

RULES: Rules = {
    Derivative: derivative_node, Variation: variation, Held: held, Subs: subs,
    Integral: integral_node, Sum: finite_sum, Product: finite_product, sympy.Limit: limit_node,
    sympy.Piecewise: piecewise,
}  # fmt: skip


def new_unfolding(facts: Facts, ranges: dict[Domain, int] | None = None) -> Unfolding:
    """A pass over the expressions of one claim, with every rule."""
    return Unfolding(facts, RULES, ranges)


def has_operations(e: Any) -> bool:
    """Whether anything in an expression is to be carried out."""
    return not RULES.keys().isdisjoint(kinds(e))
