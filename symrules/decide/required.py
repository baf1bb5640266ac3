"""What an expression requires to have a value: of which expressions, under which signs that bind variables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from flint import acb
from sympy import Derivative, Integral, Limit, Piecewise, Product, Subs, Sum

from symrules.decide.balls import Undefined, evaluate
from symrules.decide.complex_parts import is_real
from symrules.decide.cuts import CUTS
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.kinds import kinds
from symrules.decide.rationals import rational_value
from symrules.decide.singularities import NONZERO, REAL, REQUIRING, WITHOUT_ZEROS, ZEROS_OF, Requirement, requirements
from symrules.text.nodes import MINUS_ONE, add, apply
from symrules.vocabulary import Variation, bound_variables, free_symbols

_BINDERS = (Integral, Limit, Product, Subs, Sum)
_DERIVATIVES = (Derivative, Variation)
_NONE: frozenset[Any] = frozenset()


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
    found = dict.fromkeys(
        r.expression for n in nodes(e) for r in requirements(n) if r.relation == NONZERO and not r.unless
    )
    return [d for d in found if d.has(Integral) or not d.is_number]


def differentiated(e: Any) -> Iterator[Any]:
    """The derivatives in an expression, and those at a point; not under another sign that binds a variable."""
    if isinstance(e, (Derivative, Variation)) or (isinstance(e, Subs) and not kinds(e).isdisjoint(_DERIVATIVES)):
        yield e
    elif not isinstance(e, _BINDERS):
        for a in e.args:
            yield from differentiated(a)


def required(facts: Facts, e: Any, *, cases: bool = True) -> Iterator[Requirement]:
    """What an expression requires of what depends on no bound variable; products and powers split into factors.

    Parameters
    ----------
    cases : whether to look into cases, of which one may not apply
    """
    if kinds(e).isdisjoint(REQUIRING):
        return
    for node, bound, put in places(e, cases=cases):
        for r in requirements(node):
            if not cases and Piecewise in kinds(r.expression):
                continue
            for there in _split(facts, r, _put(r, put) if put else r):
                free = free_symbols(there.expression)
                if there.unless:
                    free = free.union(*(free_symbols(u) for u, _ in there.unless))
                if not (free & bound or any(s.name.startswith("_") for s in free)):
                    yield there


def _split(facts: Facts, written: Requirement, r: Requirement) -> list[Requirement]:
    """A requirement on the factors of a product or power; along a branch cut, there is none but at a jump at zero.

    Parameters
    ----------
    written : the same, before values were put for the variables of substitutions
    """
    if r.relation in CUTS:
        if not (is_real(facts, written.expression) and (r is written or is_real(facts, r.expression))):
            return [r]
        return [Requirement(NONZERO, f) for f in _factors(r.expression)] if CUTS[r.relation].inside else []
    if r.relation != NONZERO:
        return [r]
    factors = _factors(r.expression)
    return [r] if factors == [r.expression] else [Requirement(NONZERO, f, r.unless) for f in factors]


def _put(r: Requirement, values: dict[Any, Any]) -> Requirement:
    """A requirement with values put for the variables of substitutions."""
    unless = tuple((substituted(u, values), quality) for u, quality in r.unless)
    return Requirement(r.relation, substituted(r.expression, values), unless)


def places(e: Any, *, cases: bool = True) -> Iterator[tuple[Any, frozenset[Any], dict[Any, Any]]]:
    """Every subexpression once, with the variables that are bound around it, and what is put for variables there."""
    if kinds(e).isdisjoint(_BINDERS) and cases:
        yield from [(node, _NONE, {}) for node in nodes(e) if type(node) in REQUIRING]
        return
    seen: set[Any] = set()
    stack: list[tuple[Any, frozenset[Any], dict[Any, Any]]] = [(e, _NONE, {})]
    while stack:
        node, bound, put = item = stack.pop()
        key = node, bound, tuple(put.items())
        if key in seen:
            continue
        seen.add(key)
        if not cases and isinstance(node, Piecewise):
            continue
        yield item
        if isinstance(node, Subs):
            points = [substituted(p, put) for p in node.point]
            stack += [(p, bound, put) for p in node.point if p.args]
            stack.append((node.expr, bound - {*node.variables}, put | dict(zip(node.variables, points, strict=True))))
            continue
        names = bound_variables(node)
        inside = {x: p for x, p in put.items() if x not in names}
        stack.extend((a, bound.union(names), inside) for a in reversed(node.args) if a.args)


def is_met(e: Any, relation: str) -> bool:
    """Whether a number is seen to satisfy a requirement."""
    rational = rational_value(e)
    try:
        value = evaluate(e, {}) if rational is None else acb(rational)
    except (Undefined, ArithmeticError, ValueError):
        return False
    if relation in CUTS:
        return CUTS[relation].is_avoided(value)
    if relation == REAL:
        return bool(value.imag.is_zero())
    return not value.contains(0) if relation == NONZERO else bool(value.real > 0 or not value.contains_integer())


def _factors(d: Any) -> list[Any]:
    """Expressions of which one vanishes where a given one does."""
    if d.is_Mul:
        return [f for a in d.args for f in _factors(a)]
    if d.is_Pow:
        return [] if rational_value(d.args[1]) == 0 else _factors(d.args[0])
    if type(d) in WITHOUT_ZEROS:
        return []
    if (zeros := ZEROS_OF.get(type(d))) is not None:
        return [apply(zeros, *d.args)]
    if type(d) is sympy.log and len(d.args) == 1:
        return [add(d.args[0], MINUS_ONE)]
    return [d]
