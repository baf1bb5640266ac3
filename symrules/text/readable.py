"""Expressions for a reader: the variables that have names by depth get letters."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.text.nodes import rebuild
from symrules.text.printer import print_expression


def readable(e: Any) -> str:
    """An expression with letters for the variables that are named by depth, or that are fresh."""
    symbols = e.atoms(sympy.Symbol)
    hidden = sorted((s for s in symbols if s.name.startswith("_")), key=lambda s: str(s.name))
    if not hidden:
        return print_expression(e)
    names = {s.name for s in symbols}
    letters = (c for c in "xtuvwyzabcdfghjklmnopqrs" if c not in names)
    return print_expression(_renamed(e, dict(zip(hidden, map(sympy.Symbol, letters), strict=False))))


def _renamed(e: Any, names: dict[Any, Any]) -> Any:
    if e in names:
        return names[e]
    return rebuild(e, tuple(_renamed(a, names) for a in e.args)) if e.args else e
