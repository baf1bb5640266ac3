"""Which kinds of nodes stand in an expression: read once, so that what has no work to do there need not look."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy
from sympy.core.function import UndefinedFunction

ENTIRE = (sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh)
QUOTIENTS = (sympy.tan, sympy.cot, sympy.sec, sympy.csc, sympy.tanh, sympy.coth, sympy.sech, sympy.csch)
"""Of two entire functions."""
INFINITE = frozenset(map(type, (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan)))


@lru_cache(maxsize=8192)
def kinds(e: Any) -> frozenset[type]:
    """The types of all nodes but symbols and finite numbers; an unknown function is `UndefinedFunction`."""
    found: set[type] = set()
    seen: set[Any] = set()
    stack = [e]
    while stack:
        node = stack.pop()
        kind = type(node)
        found.add(UndefinedFunction if type(kind) is UndefinedFunction else kind)
        for a in node.args:
            if (a.args or type(type(a)) is UndefinedFunction) and a not in seen:
                seen.add(a)
                stack.append(a)
            elif type(a) in INFINITE:
                found.add(type(a))
    return frozenset(found)
