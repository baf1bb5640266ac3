"""What an expression requires to have a value: of which expressions, under which signs that bind variables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

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
_ZERO_WITH_THEIR_ARGUMENT = (sympy.Abs, sympy.conjugate, sympy.sign)
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
    found = kinds(e)
    if found.isdisjoint(REQUIRING):
        return
    if cases and found.isdisjoint(_BINDERS) and found.isdisjoint(_DERIVATIVES):
        yield from _plainly_required(e)
        return
    for node, bound, put, _ in places(e, cases=cases):
        for r in requirements(node):
            if cases or Piecewise not in kinds(r.expression):
                split = _split(facts, r, _put(r, put) if put else r)
                yield from (there for there in split if not _depends(there, bound))


@lru_cache(maxsize=4096)
def _plainly_required(e: Any) -> tuple[Requirement, ...]:
    """What an expression requires that holds no derivative and binds no variable, whatever the facts are."""
    found = (r for node in nodes(e) if type(node) in REQUIRING for r in requirements(node))
    return tuple(part for r in found for part in by_factors(r) if not _depends(part, _NONE))


def _depends(r: Requirement, bound: frozenset[Any]) -> bool:
    """Whether a requirement is about a bound variable."""
    names = free_symbols(r.expression).union(*(free_symbols(u) for u, _ in r.unless))
    return not names.isdisjoint(bound) or any(s.name.startswith("_") for s in names)


def _split(facts: Facts, written: Requirement, r: Requirement) -> list[Requirement]:
    """A requirement on the factors of a product or power; along a branch cut, there is none but at a jump at zero.

    Parameters
    ----------
    written : the same, before values were put for the variables of substitutions
    """
    if r.relation not in CUTS:
        return by_factors(r)
    if not (is_real(facts, written.expression) and (r is written or is_real(facts, r.expression))):
        return [r]
    return by_factors(Requirement(NONZERO, r.expression)) if CUTS[r.relation].inside else []


def by_factors(r: Requirement) -> list[Requirement]:
    """A requirement on the factors of a product or power, each by itself."""
    if r.relation != NONZERO:
        return [r]
    factors = _factors(r.expression)
    return [r] if factors == [r.expression] else [Requirement(NONZERO, f, r.unless) for f in factors]


def _put(r: Requirement, values: dict[Any, Any]) -> Requirement:
    """A requirement with values put for the variables of substitutions."""
    unless = tuple((substituted(u, values), quality) for u, quality in r.unless)
    return Requirement(r.relation, substituted(r.expression, values), unless)


class Place(NamedTuple):
    """A subexpression where it stands.

    Parameters
    ----------
    bound : the variables that are bound around it
    put : what is put for variables there
    around : the sums, products and integrals in which it stands, and what binds other variables, outermost first
    """

    node: Any
    bound: frozenset[Any] = frozenset()
    put: dict[Any, Any] = {}
    around: tuple[Any, ...] = ()


def places(e: Any, *, cases: bool = True) -> Iterator[Place]:
    """Every subexpression once, with what is bound around it."""
    seen: set[Any] = set()
    stack = [Place(e)]
    while stack:
        node, bound, put, around = item = stack.pop()
        key = node, bound, tuple(put.items()), around
        if key in seen:
            continue
        seen.add(key)
        if not cases and isinstance(node, Piecewise):
            continue
        yield item
        if isinstance(node, Subs):
            points = [substituted(p, put) for p in node.point]
            stack += [Place(p, bound, put, around) for p in node.point if p.args]
            inside = put | dict(zip(node.variables, points, strict=True))
            stack.append(Place(node.expr, bound - {*node.variables}, inside, around))
            continue
        names = bound_variables(node)
        inside = {x: p for x, p in put.items() if x not in names}
        binders = (*around, node) if names else around
        stack.extend(Place(a, bound.union(names), inside, binders) for a in reversed(node.args) if a.args)


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
    if type(d) in _ZERO_WITH_THEIR_ARGUMENT:
        return _factors(d.args[0])
    if (zeros := ZEROS_OF.get(type(d))) is not None:
        return [apply(zeros, *d.args)]
    if type(d) is sympy.log and len(d.args) == 1:
        return [add(d.args[0], MINUS_ONE)]
    return [d]
