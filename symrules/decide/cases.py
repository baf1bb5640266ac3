"""Case analysis: the expressions whose sign a claim turns on, the cases, and what excludes one of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import sympy
from sympy import Add, Integer, KroneckerDelta, Mul

from symrules.decide.breakpoints import unknown_orders
from symrules.decide.build import build
from symrules.decide.conditions import Side
from symrules.decide.expression_sign import difference_of, expression_sign
from symrules.decide.facts import Facts
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.required import nodes
from symrules.decide.signs import sign_of
from symrules.text import print_expression
from symrules.vocabulary import free_symbols

_OPPOSITE = {">": "<=", "<": ">=", "=": "!="}
_MIRRORED = {">": "<", "<": ">", "=": "="}


def turning(facts: Facts, sides: tuple[Any, Any], split_on: Any) -> Iterator[Any]:
    """The expressions to split on, each when it is asked for."""
    seen = set()
    if split_on is not None and not any(s.name.startswith("_") for s in free_symbols(split_on)):
        # a bound variable takes all its values at once: its sign is no case
        seen.add(split_on)
        yield split_on
    symbols = sorted(free_symbols(sides[0]) | free_symbols(sides[1]), key=lambda s: str(s.name))
    broken = (s for s in symbols if _is_broken(facts, s))
    for e in chain(_turning_points(facts, list(sides)), broken):
        if e not in seen:
            seen.add(e)
            yield e


def _is_broken(facts: Facts, symbol: Any) -> bool:
    """Whether the domain of a symbol is the line without zero, and nothing says on which side it lies."""
    return facts.domain(symbol).sign == "!0" and all(e != symbol for e, _ in facts.signs)


def _turning_points(facts: Facts, expressions: list[Any]) -> Iterator[Any]:
    """Up to four expressions of unknown sign on which absolute values, signs, extrema and cases in the claim depend."""
    found: dict[Any, None] = {}
    bound = {v for e in expressions for node in nodes(e) if isinstance(node, _BINDERS) for v in node.variables}
    for e in expressions:
        for node in nodes(e):
            for candidate in _arguments(node):
                opposite = difference_of(Integer(0), candidate)
                if not (not free_symbols(candidate) or opposite in found or free_symbols(candidate) & bound):
                    found.setdefault(candidate)
        for candidate in unknown_orders(facts, e):
            if not (difference_of(Integer(0), candidate) in found or free_symbols(candidate) & bound):
                found.setdefault(candidate)
    # innermost first: the outer ones become simple once the inner ones are known
    ordered = sorted(found, key=lambda e: (e.has(*_NONSMOOTH), sympy.count_ops(e)))
    return islice((e for e in ordered if _may_be_split(facts, e)), 4)


def _may_be_split(facts: Facts, e: Any) -> bool:
    """Whether an expression is real, so that it is positive, negative or zero, and it is not known which."""
    try:
        tower, (f, *_) = build(facts, [e, *(known for known, _ in facts.signs)])
        return tower.is_real(f) and sign_of(tower, f) not in ("+", "-", "0")
    except (Meaningless, Unsupported):
        return False


_BINDERS = (sympy.Integral, sympy.Sum, sympy.Product)
_NONSMOOTH = (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.Max, sympy.Min, sympy.Piecewise)


def _arguments(node: Any) -> list[Any]:
    if isinstance(node, (sympy.Abs, sympy.sign, sympy.Heaviside)):
        return [node.args[0]]
    if isinstance(node, (sympy.Max, sympy.Min)):
        first, *rest = node.args
        return [difference_of(first, other) for other in rest]
    if isinstance(node, sympy.Piecewise):
        return [
            difference_of(r.args[0], r.args[1]) for _, c in node.args for r in c.atoms(sympy.core.relational.Relational)
        ]
    if node.is_Pow and (r := rational_value(node.args[1])) is not None and r.q == 2:
        return [node.args[0].args[0] if node.args[0].is_Pow else node.args[0]]
    return []


def split(facts: Facts, e: Any) -> list[tuple[str, Facts]]:
    """The cases e > 0, e < 0, and e = 0, less those that what is known excludes: pairs (relation, facts)."""
    known = expression_sign(facts, e)
    excluded = {"0+": "-", "0-": "+", "!0": "0"}.get(known, "")
    return [
        (relation, facts.assuming(e, sign))
        for sign, relation in (("+", ">"), ("-", "<"), ("0", "="))
        if sign != excluded
    ]


def is_about(facts: Facts, sides: tuple[Any, Any], expression: Any) -> bool:
    """Whether a Kronecker delta singles out the case in which an expression vanishes: it says nothing elsewhere."""
    deltas = (d for side in sides for d in side.atoms(KroneckerDelta))
    differences = (Add(d.args[0], Mul(-1, d.args[1])) for d in deltas)
    return any(expression_sign(facts, Add(d, Mul(k, expression))) == "0" for d in differences for k in (1, -1))


def opposite(e: Any, relation: str) -> Side:
    """The side condition that excludes the case in which an expression stands in a relation to zero."""
    if e.could_extract_minus_sign():
        e, relation = -e, _MIRRORED[relation]
    return Side(f"{print_expression(e)} {_OPPOSITE[relation]} 0", e, _OPPOSITE[relation])


def inner(outer: Side | None, condition: Side) -> Side:
    """What excludes a case inside another one: the inner condition, unless the outer one takes out single values."""
    return outer if outer is not None and outer.relation == "!=" else condition
