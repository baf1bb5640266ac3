"""Whether hypotheses hold anywhere: a point, or by the intermediate value theorem a small interval that contains one.

What is proved under hypotheses that contradict each other says nothing, so each proof is followed by such a search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

import sympy
from flint import acb, arb, fmpq
from sympy import Derivative, Integer, Integral, Limit, Product, Subs, Sum, Symbol
from sympy.core.function import AppliedUndef, UndefinedFunction

from symrules.decide import clock
from symrules.decide.balls import Undefined, as_ball, evaluate
from symrules.decide.build import build
from symrules.decide.conditions import CONVERGES, EXISTS, Side
from symrules.decide.cuts import CUTS, Cut
from symrules.decide.definedness import is_off_cut
from symrules.decide.differentiate import substituted
from symrules.decide.elimination import eliminate
from symrules.decide.existence import has_no_value
from symrules.decide.facts import RELATION_OF_SIGN, SIGN_OF_RELATION, Facts
from symrules.decide.kinds import kinds
from symrules.decide.points import points, simplest_members
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.singularities import NO_POLE, requirements
from symrules.decide.unreached import why_unreached
from symrules.decide.witness import Claim, guided, holds_at, look
from symrules.identity import Relation
from symrules.text.nodes import add, apply, multiply
from symrules.text.readable import readable
from symrules.vocabulary import Held, Variation, free_symbols

_UNKNOWN = frozenset({UndefinedFunction, Derivative, Integral, Limit, Product, Subs, Sum, Held, Variation})
_JUMPS = frozenset({
    sympy.sign, sympy.Heaviside, sympy.floor, sympy.ceiling, sympy.Piecewise, sympy.arg, sympy.atan2,
})  # fmt: skip
_RELATIONS = frozenset(relation.value for relation in SIGN_OF_RELATION)
_ZERO = Integer(0)
_FEW, _COUNT, _LOOKS = 4, 400, 8
_BISECTIONS = 60


def have_a_point(sides: Iterable[Side], facts: Facts, deadline: float | None) -> bool:
    """Whether a point is found that satisfies side conditions together with what is known."""
    sides = list(sides)
    if not all(_may_converge(s.expression, facts, deadline) for s in sides if s.relation == CONVERGES):
        return False
    if any(s.relation == EXISTS and not free_symbols(s.expression) for s in sides):
        return False
    if not facts.signs and not facts.equations and all(_leaves_most(facts, s) for s in sides):
        return True
    signs = tuple((s.expression, SIGN_OF_RELATION[Relation(s.relation)]) for s in sides if s.relation in _RELATIONS)
    off_poles = tuple(apply(sympy.gamma, s.expression) for s in sides if s.relation == NO_POLE)
    off = tuple((CUTS[s.relation], s.expression) for s in sides if s.relation in CUTS)
    return satisfiable(facts, signs, deadline, off_poles, off)


def _may_converge(i: Any, facts: Facts, deadline: float | None) -> bool:
    """Whether an integral is seen to diverge at none, or not at all, of the first points that satisfy what is known."""
    if facts.equations:
        return True
    conditions = tuple((e, RELATION_OF_SIGN[s], _ZERO) for e, s in facts.signs if kinds(e).isdisjoint(_UNKNOWN))
    claim = Claim(_ZERO, _ZERO, Relation.EQ, conditions, facts)
    symbols = sorted(free_symbols(i).union(claim.free), key=lambda s: str(s.name))
    tried = (dict(zip(symbols, point, strict=True)) for point in points([facts.domain(s) for s in symbols], _COUNT))
    diverges = False
    for values in islice((v for v in tried if holds_at(claim, v)), _LOOKS):
        clock.stop_after(deadline)
        diverges = has_no_value(facts, substituted(i, {s: _exact(v) for s, v in values.items()}))
        if not diverges:
            break
    return not diverges


def _leaves_most(facts: Facts, side: Side) -> bool:
    """Whether a condition takes single values from a symbol that has many."""
    symbol = side.expression
    if side.relation != Relation.NE.value or not symbol.is_Symbol:
        return False
    domain = facts.domain(symbol)
    return not domain.integer and (domain.lower is None or domain.lower != domain.upper)


def not_looked_at(facts: Facts) -> tuple[str, ...]:
    """The hypotheses, as relations to zero, of which `satisfiable` does not see whether they hold anywhere."""
    stated = [(e, RELATION_OF_SIGN[s].value) for e, s in facts.signs] + [(e, "=") for e in facts.equations]
    plain = ((e, relation) for e, relation in stated if not e.atoms(AppliedUndef))
    unseen = ((e, relation) for e, relation in plain if not kinds(e).isdisjoint(_UNKNOWN) or why_unreached([e]))
    return tuple(f"{readable(e)} {relation} 0" for e, relation in unseen)


def satisfiable(
    facts: Facts,
    generic: tuple[tuple[Any, str], ...],
    deadline: float | None,
    defined: tuple[Any, ...] = (),
    off: tuple[tuple[Cut, Any], ...] = (),
) -> bool:
    """Whether a point is found that satisfies those hypotheses that can be evaluated (the others are not looked at).

    Parameters
    ----------
    generic : further signs that are assumed
    defined : what must have a value there
    off : branch cuts, and what must not lie on them
    """
    signs = tuple((e, s) for e, s in (*facts.signs, *generic) if kinds(e).isdisjoint(_UNKNOWN))
    equations = tuple(e for e in facts.equations if kinds(e).isdisjoint(_UNKNOWN))
    defined = tuple(e for e in defined if kinds(e).isdisjoint(_UNKNOWN))
    off = tuple((cut, e) for cut, e in off if kinds(e).isdisjoint(_UNKNOWN))
    if not signs and not equations and not defined and not off:
        return True
    try:
        _, left, solved, unused = eliminate(replace(facts, signs=signs, equations=equations), [])
    except (Unsupported, Meaningless):
        return True
    conditions = tuple((e, RELATION_OF_SIGN[s], _ZERO) for e, s in left.signs)
    written = (*(e for e, _ in signs), *equations, *defined)
    claim = Claim(_ZERO, _ZERO, Relation.EQ, conditions, left, tuple(solved), written=written, off=off)
    if not unused:
        plain = points([left.domain(s) for s in claim.free], _FEW)
        if any(holds_at(claim, dict(zip(claim.free, point, strict=True))) for point in plain):
            return True
        found = look(claim, count=_COUNT, deadline=deadline)
        return found.qualified or found.unreachable
    return any(holds_at(claim, values) for values in _solutions(claim, unused, deadline))


def _solutions(claim: Claim, equations: list[Any], deadline: float | None) -> Iterator[dict[Symbol, Any]]:
    """Values of the symbols that satisfy the equations: exact ones, then balls around roots of a single equation."""
    symbols = claim.free
    domains = [claim.facts.domain(s) for s in symbols]
    tried = [dict(zip(symbols, point, strict=True)) for point in points(domains, 60)]
    for values in tried:
        clock.stop_after(deadline)
        if all(_vanishes(claim.facts, e, values) for e in equations):
            yield values
    tied = replace(claim, conditions=(*claim.conditions, *((e, Relation.EQ, _ZERO) for e in equations)))
    yield from (values for values in guided(tied, deadline) if holds_at(tied, values))
    if len(equations) != 1 or not kinds(equations[0]).isdisjoint(_JUMPS):
        return
    for values in tried[:8]:
        for s in symbols:
            domain = claim.facts.domain(s)
            if not (domain.integer or domain.complex_):
                yield from islice(_roots(claim.facts, equations[0], values, s, sorted(simplest_members(domain))), 3)


def _vanishes(facts: Facts, e: Any, values: dict[Symbol, Any]) -> bool:
    try:
        exact = {s: _exact(v) for s, v in values.items()}
        _, (f,) = build(replace(facts, signs=()), [substituted(e, exact)])
        return f.is_zero()
    except (Unsupported, Meaningless):
        return False


def _exact(value: Any) -> Any:
    """A rational number, or one with an imaginary part, as an expression."""
    if isinstance(value, tuple):
        return add(_exact(value[0]), multiply(_exact(value[1]), sympy.I))
    return sympy.Rational(value.numerator, value.denominator)


def _roots(
    facts: Facts, e: Any, values: dict[Symbol, Any], s: Symbol, members: list[Any]
) -> Iterator[dict[Symbol, Any]]:
    """Small intervals of s, the others kept, on which e is continuous and at whose ends its signs differ."""
    ends = [fmpq(m.numerator, m.denominator) for m in members]
    known = [(x, sign) for x in ends if (sign := _sign(e, {**values, s: x}))]
    for (low, below), (high, above) in pairwise(known):
        if below == above:
            continue
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            sign = _sign(e, {**values, s: middle})
            if not sign:
                break
            low, high = (middle, high) if sign == below else (low, middle)
        near = {**values, s: acb(arb(low).union(arb(high)))}
        if _sign(e, near) is not None and _is_off_cuts(facts, e, s, near):
            yield near


def _is_off_cuts(facts: Facts, e: Any, s: Symbol, values: dict[Symbol, Any]) -> bool:
    """Whether an expression crosses no branch cut where a symbol runs through a ball."""
    try:
        return all(is_off_cut(facts, r, values, 64) for r in requirements(Derivative(e, s, evaluate=False)))
    except (Undefined, ArithmeticError, ValueError):
        return False


def _sign(e: Any, values: dict[Symbol, Any]) -> int | None:
    """1 or -1, 0 where that is open; None where there is no finite real value."""
    try:
        value = evaluate(e, {k: as_ball(v) for k, v in values.items()})
    except (Undefined, ArithmeticError, ValueError):
        return None
    if not (value.is_finite() and value.imag.is_zero()):
        return None
    return 1 if value.real > 0 else -1 if value.real < 0 else 0
