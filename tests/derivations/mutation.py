"""False twins of a statement: a sign, a factor or an exponent changed on its right side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sympy import Add, Integer, Mul, Order, Pow, preorder_traversal

from symrules.decide.replacement import replaced
from symrules.derivation import Link
from symrules.errors import DimensionError
from symrules.identity import Relation


def false_twins(link: Link) -> Iterator[tuple[str, Link | None]]:
    """Mutants of a link, each with its name; None where stating it is already an error of dimension."""
    for name, rhs in _mutants(link.statement.rhs, link.statement.relation):
        try:
            yield name, replace(link, statement=replace(link.statement, rhs=rhs))
        except DimensionError:
            yield name, None


def _mutants(rhs: Any, relation: Any) -> Iterator[tuple[str, Any]]:
    if relation in (Relation.LT, Relation.GT):
        yield "sign and size", Mul(-2 if relation is Relation.LT else 2, Add(rhs, 1))
        return
    if rhs == 0:
        yield "zero made one", Integer(1)
        return
    yield "sign", Mul(Integer(-1), rhs, evaluate=False)
    yield "factor", Mul(Integer(2), rhs, evaluate=False)
    yield from _exponents(rhs)
    yield from _inner_signs(rhs)


def _exponents(rhs: Any) -> Iterator[tuple[str, Any]]:
    """Each power of something that is not a number, squared beyond what is written."""
    powers = [p for p in preorder_traversal(rhs) if isinstance(p, Pow) and not p.args[0].is_number]
    for p in dict.fromkeys(powers):
        yield f"exponent of {p}", replaced(rhs, p, Pow(p.args[0], Add(p.args[1], 1), evaluate=False))


def _inner_signs(rhs: Any) -> Iterator[tuple[str, Any]]:
    """The last term of each sum, with its sign changed."""
    for s in dict.fromkeys(s for s in preorder_traversal(rhs) if isinstance(s, Add) and not s.has(Order)):
        flipped = Add(*s.args[:-1], Mul(Integer(-1), s.args[-1], evaluate=False), evaluate=False)
        yield f"sign of a term in {s}", replaced(rhs, s, flipped)
