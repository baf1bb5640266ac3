"""One subexpression put for another, structurally."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.text.nodes import rebuild


def replaced(e: Any, old: Any, new: Any) -> Any:
    """Every occurrence of one subexpression replaced by another, structurally."""
    if e == old:
        return new
    if not e.args or not isinstance(e, sympy.Basic):
        return e
    arguments = [replaced(a, old, new) if isinstance(a, sympy.Basic) else a for a in e.args]
    if all(a is b for a, b in zip(arguments, e.args, strict=True)):
        return e
    return rebuild(e, tuple(arguments))
