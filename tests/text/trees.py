"""A notation to read with, and structural equality of trees."""

from __future__ import annotations

from typing import Any

from symrules.notation import Notation


def make_notation() -> Notation:
    """Symbols x, y, z, a, b, n, mu, T, N and functions f(x), F(mu, T)."""
    notation = Notation()
    for name in ("x", "y", "z", "a", "b", "n", "mu", "T", "N"):
        notation.symbol(name)
    notation.function("f", ["x"])
    notation.function("F", ["mu", "T"])
    return notation


def same(first: Any, second: Any) -> bool:
    """Equality node by node, without SymPy's own notion of it."""
    if first.func != second.func or len(first.args) != len(second.args):
        return False
    if not first.args:
        return bool(first == second)
    return all(same(a, b) for a, b in zip(first.args, second.args, strict=True))
