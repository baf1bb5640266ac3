"""A claim as plain data, for the process apart, which gets the very tree that was written.

SymPy's pickles call constructors, and those evaluate: what is sent as ``x - x`` would arrive as 0. So a tree is sent as
a list of its distinct nodes, each with its class and the places of its arguments, and is allocated again node by node.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Function
from sympy.core.function import AppliedUndef

from symrules.identity import Asymptotic, Condition, Identity
from symrules.notation import Notation
from symrules.text.nodes import node_of

Tree = tuple[tuple[Any, Any], ...]
"""Nodes: (class, or the name of an unknown function; places of the arguments), or (None, leaf)."""


def packed(e: Any) -> Tree:
    """A tree as a list of nodes, arguments first; the root is the last one."""
    places: dict[Any, int] = {}
    nodes: list[tuple[Any, Any]] = []
    stack = [(e, False)]
    while stack:
        node, done = stack.pop()
        if node in places:
            continue
        if not node.args:
            unknown = isinstance(node, AppliedUndef)
            nodes.append((node.func.__name__, ()) if unknown else (None, node))
        elif not done:
            stack.append((node, True))
            stack.extend((a, False) for a in reversed(node.args))
            continue
        else:
            kind = node.func.__name__ if isinstance(node, AppliedUndef) else node.func
            nodes.append((kind, tuple(places[a] for a in node.args)))
        places[node] = len(nodes) - 1
    return tuple(nodes)


def unpacked(tree: Tree) -> Any:
    """The tree again, not evaluated."""
    made: list[Any] = []
    for kind, content in tree:
        if kind is None:
            made.append(content)
        else:
            arguments = tuple(made[i] for i in content)
            made.append(Function(kind)(*arguments) if isinstance(kind, str) else node_of(kind, arguments))
    return made[-1]


def pack_claim(identity: Identity, instances: Mapping[str, Any]) -> tuple[Any, ...]:
    """An identity, and the concrete functions for its unknown ones."""
    relation: Any = identity.relation
    if isinstance(relation, Asymptotic):
        remainder = None if relation.remainder is None else packed(relation.remainder)
        relation = (packed(relation.variable), packed(relation.point), relation.order, remainder)
    notation = identity.notation
    where = tuple((packed(c.lhs), c.relation, packed(c.rhs), c.text) for c in identity.where)
    functions = tuple((name, tuple(p), packed(body)) for name, (p, body) in instances.items())
    return (
        packed(identity.lhs), packed(identity.rhs), (notation.title, notation.bases, notation.declarations),
        relation, where, identity.label, identity.source, functions,
    )  # fmt: skip


def unpack_claim(message: tuple[Any, ...]) -> tuple[Identity, dict[str, Any]]:
    """The identity and the concrete functions."""
    lhs, rhs, notation, relation, where, label, source, functions = message
    if isinstance(relation, tuple):
        variable, point, order, remainder = relation
        bound = None if remainder is None else unpacked(remainder)
        relation = Asymptotic(unpacked(variable), unpacked(point), order, bound)
    conditions = tuple(Condition(unpacked(a), r, unpacked(b), text) for a, r, b, text in where)
    identity = Identity(unpacked(lhs), unpacked(rhs), Notation(*notation), relation, conditions, label, source)
    return identity, {name: (parameters, unpacked(body)) for name, parameters, body in functions}
