"""Integrals over kinks and jumps: the range is split where absolute values, signs, extrema and cases turn.

What an absolute value, a sign, an extremum or a condition turns on is linear in the variable of integration; where its
root lies between the ends decides how the integrand reads on each side of it. The root itself carries no weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from sympy import Add, Integer, Integral, Mul, Pow

from symrules.decide.complex_parts import is_real
from symrules.decide.differentiate import derivative, substituted
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import Facts
from symrules.decide.kinds import kinds
from symrules.decide.refusals import Unsupported
from symrules.decide.required import nodes
from symrules.text.nodes import piecewise, rebuild
from symrules.vocabulary import free_symbols

_TURNING = (sympy.Abs, sympy.sign, sympy.Heaviside)
_EXTREMA = (sympy.Max, sympy.Min)
_KINKS = frozenset({*_TURNING, *_EXTREMA, sympy.Piecewise})
_SIDES = {"+": "+", "0+": "+", "-": "-", "0-": "-", "0": "0"}  # what is of no length may be read in any way
Piece = tuple[Any, Any, Any]


def pieces(facts: Facts, function: Any, x: Any, low: Any, high: Any) -> list[Piece] | None:
    """The integrand without one of its kinks, on one or two ranges; None where it has none, or its place is unknown."""
    found = _first_kink(function, x)
    if found is None:
        return None
    if function.has(sympy.DiracDelta):
        return None  # at a single point there may be a weight
    kink, u = found
    slope, root = _root(u, x) or (None, None)
    sign = "" if slope is None else expression_sign(facts, slope)
    if sign not in ("+", "-"):
        return None
    after = _resolved(function, kink, u, sign)
    before = _resolved(function, kink, u, "-" if sign == "+" else "+")
    readings = []
    if not is_real(facts, root):
        return None  # a root beside the line divides no range, not even an infinite one
    for end in (low, high):
        of_end = _order(facts, end, root)
        if of_end not in _SIDES:
            return None
        readings.append({"+": after, "-": before, "0": None}[_SIDES[of_end]])
    at_low, at_high = readings
    if at_low is None or at_high is None or at_low is at_high:
        only = next((reading for reading in readings if reading is not None), after)  # which may be the number zero
        return [(only, low, high)]
    return [(at_low, low, root), (at_high, root, high)]


def unknown_orders(facts: Facts, e: Any) -> Iterator[Any]:
    """What has to have a sign for the integrals in an expression to be split: distances of kinks from the ends."""
    if Integral not in kinds(e) or _KINKS.isdisjoint(kinds(e)):
        return
    for node in nodes(e):
        if isinstance(node, Integral) and len(node.limits) == 1 and len(node.limits[0]) == 3:
            x, low, high = node.limits[0]
            found = _first_kink(node.function, x)
            at = None if found is None else _root(found[1], x)
            if at is None:
                continue
            slope, root = at
            candidates = [slope]
            candidates += [Add(a, Mul(-1, b)) for a, b in ((low, root), (high, root)) if not _is_infinite(a, b)]
            yield from (c for c in candidates if expression_sign(facts, c) not in ("+", "-", "0"))


def _is_infinite(*ends: Any) -> bool:
    return any(end.has(sympy.oo, -sympy.oo) for end in ends)


def _order(facts: Facts, a: Any, b: Any) -> str:
    """The sign of a - b, of which one may be infinite."""
    for end, sign in ((a, "+"), (b, "-")):
        if _is_infinite(end):
            return sign if end == sympy.oo else {"+": "-", "-": "+"}[sign]
    return expression_sign(facts, Add(a, Mul(-1, b)))


def _first_kink(e: Any, x: Any) -> tuple[Any, Any] | None:
    """An innermost node that is not smooth in x, and what it turns on."""
    if _KINKS.isdisjoint(kinds(e)):
        return None
    bound = {v for node in nodes(e) for v in _bound_by(node)}
    for node in nodes(e):
        for u in _turns_on(node):
            plain = _KINKS.isdisjoint(kinds(u)) and Integral not in kinds(u)
            if plain and x in free_symbols(u) and not free_symbols(u) & bound:  # such a root has no place outside
                return node, u
    return None


def _bound_by(node: Any) -> tuple[Any, ...]:
    """The variables that a node binds."""
    if isinstance(node, (Integral, sympy.Sum, sympy.Product)):
        return tuple(node.variables)
    return (node.args[1],) if isinstance(node, sympy.Limit) else ()


def _turns_on(node: Any) -> Iterator[Any]:
    if isinstance(node, _TURNING):
        yield node.args[0]
    elif isinstance(node, _EXTREMA) and len(node.args) > 1:
        yield Add(node.args[0], Mul(-1, node.args[1]))
    elif isinstance(node, sympy.Piecewise):
        for _, condition in node.args:
            for relation in sorted(condition.atoms(sympy.core.relational.Relational), key=str):
                yield Add(relation.args[0], Mul(-1, relation.args[1]))


def _root(u: Any, x: Any) -> tuple[Any, Any] | None:
    """The slope of u and its root, for u linear in x."""
    try:
        slope = derivative(u, x)
    except Unsupported:
        return None
    if x in free_symbols(slope):
        return None
    return slope, Mul(-1, substituted(u, {x: Integer(0)}), Pow(slope, -1))


def _resolved(e: Any, kink: Any, u: Any, sign: str) -> Any:
    """The expression with one kink as it reads where u has the given sign."""
    if e == kink:
        return _reading(kink, u, sign)
    if not e.args:
        return e
    arguments = tuple(_resolved(a, kink, u, sign) if isinstance(a, sympy.Basic) else a for a in e.args)
    return e if all(a is b for a, b in zip(arguments, e.args, strict=True)) else rebuild(e, arguments)


def _reading(kink: Any, u: Any, sign: str) -> Any:
    positive = sign == "+"
    if isinstance(kink, sympy.Abs):
        return kink.args[0] if positive else Mul(-1, kink.args[0], evaluate=False)
    if isinstance(kink, sympy.sign):
        return Integer(1 if positive else -1)
    if isinstance(kink, sympy.Heaviside):
        return Integer(1 if positive else 0)
    if isinstance(kink, _EXTREMA):
        first, second, *rest = kink.args
        kept = first if positive == isinstance(kink, sympy.Max) else second
        return rebuild(kink, (kept, *rest)) if rest else kept
    return _case(kink, u, positive)


def _case(e: Any, u: Any, positive: bool) -> Any:
    """A piecewise expression where every relation that turns on u is known."""
    kept: list[tuple[Any, Any]] = []
    for value, condition in e.args:
        truth = _truth(condition, u, positive)
        if truth is sympy.true:
            if not kept:
                return value
            kept.append((value, sympy.true))
            break
        if truth is not sympy.false:
            kept.append((value, truth))
    return piecewise(*kept)


def _truth(condition: Any, u: Any, positive: bool) -> Any:
    if isinstance(condition, sympy.core.relational.Relational):
        if Add(condition.args[0], Mul(-1, condition.args[1])) != u:
            return condition
        holds = {">": positive, ">=": positive, "<": not positive, "<=": not positive, "==": False, "!=": True}
        return sympy.true if holds[condition.rel_op] else sympy.false
    if isinstance(condition, (sympy.And, sympy.Or, sympy.Not)):
        return _connected(condition, [_truth(a, u, positive) for a in condition.args])
    return condition


def _connected(condition: Any, parts: list[Any]) -> Any:
    """And, Or or Not of parts, some of which are known."""
    if isinstance(condition, sympy.Not):
        opposite = {sympy.true: sympy.false, sympy.false: sympy.true}
        return opposite[parts[0]] if parts[0] in opposite else sympy.Basic.__new__(sympy.Not, parts[0])
    decisive = sympy.false if isinstance(condition, sympy.And) else sympy.true
    if decisive in parts:
        return decisive
    left = [part for part in parts if part not in (sympy.true, sympy.false)]
    if not left:
        return sympy.true if decisive is sympy.false else sympy.false
    return left[0] if len(left) == 1 else sympy.Basic.__new__(type(condition), *left)
