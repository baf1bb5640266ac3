"""The rules of the walk in one list: how each function and each kind of node becomes a series."""

from __future__ import annotations

import sympy

from symrules.series import calculus, special, transcendental
from symrules.series.functions import apply
from symrules.series.setting import Setting
from symrules.series.walk import Rules, Walk

RULES = Rules(
    functions=transcendental.RULES,
    elementary=apply,
    nodes={
        sympy.Order: special.error_term, sympy.Sum: calculus.finite, sympy.Product: calculus.finite,
        sympy.Derivative: special.derivative_node, sympy.Subs: special.derivative_node,
    },
    unknown=special.unknown_function,
)  # fmt: skip


def new_walk(setting: Setting) -> Walk:
    """A walk in a setting, with every rule."""
    return Walk(setting, RULES)
