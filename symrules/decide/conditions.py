"""Side conditions: what must not vanish for the statement to mean something, where the domain does not say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from sympy import Integral

from symrules.decide.signs import sign_of
from symrules.decide.tower import Meaningless, Tower, Unsupported, rational_value
from symrules.text.printer import print_expression
from symrules.vocabulary import free_symbols

_VANISHING = {
    sympy.coth: lambda u: u, sympy.csch: lambda u: u, sympy.log: lambda u: u,
    sympy.tan: lambda u: sympy.cos(u, evaluate=False), sympy.sec: lambda u: sympy.cos(u, evaluate=False),
    sympy.cot: lambda u: sympy.sin(u, evaluate=False), sympy.csc: lambda u: sympy.sin(u, evaluate=False),
}  # fmt: skip


def nodes(e: Any) -> Iterator[Any]:
    """Every subexpression once, in the order in which they stand."""
    seen, stack = set(), [e]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            yield node
            stack.extend(reversed(node.args))


def divisors(e: Any) -> list[Any]:
    """Subexpressions that must not vanish for the expression to be defined, in the order in which they stand."""
    found: dict[Any, None] = {}
    for node in nodes(e):
        if node.is_Pow:
            exponent = rational_value(node.args[1])
            if exponent is not None and exponent < 0:
                found.setdefault(node.args[0])
        elif (rule := _VANISHING.get(type(node))) is not None:
            found.setdefault(rule(node.args[0]))
    return [d for d in found if d.has(Integral) or not d.is_number]


def side_conditions(tower: Tower, expressions: list[Any]) -> tuple[str, ...]:
    """The conditions ``d != 0`` that are not implied by the domain, as text."""
    result: dict[str, None] = {}
    for e in expressions:
        for d in divisors(e):
            if any(s.name.startswith("_") for s in free_symbols(d)) or d.has(Integral):
                continue
            for factor in _factors(d):
                if not _nonzero(tower, factor):
                    result.setdefault(f"{print_expression(factor)} != 0")
        for u in _gamma_arguments(e):
            if not _positive(tower, u):
                result.setdefault(f"{print_expression(u)} is none of 0, -1, -2, …")
    return tuple(result)


def _gamma_arguments(e: Any) -> list[Any]:
    """Where a gamma function is taken, in the order in which they stand."""
    gammas = (n for n in sympy.preorder_traversal(e) if isinstance(n, (sympy.gamma, sympy.loggamma, sympy.digamma)))
    return [n.args[0] for n in gammas if not n.args[0].is_number]


def _positive(tower: Tower, u: Any) -> bool:
    try:
        return sign_of(tower, tower.of(u)) == "+"
    except (Meaningless, Unsupported):
        return False


def _factors(d: Any) -> list[Any]:
    if d.is_Mul:
        return [f for a in d.args for f in _factors(a)]
    if d.is_Pow and (r := rational_value(d.args[1])) is not None and r > 0:
        return _factors(d.args[0])
    return [] if d.is_number else [d]


def _nonzero(tower: Tower, d: Any) -> bool:
    try:
        return sign_of(tower, tower.of(d)) in ("+", "-", "!0")
    except (Meaningless, Unsupported):
        return False
