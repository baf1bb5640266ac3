"""The claim as it was written, at edges and at a few plain points, by enclosures that share no rule with a proof.

What is carried out before a proof (an integral split at a kink, a sum in closed form) is not carried out here: an
integral is enclosed by quadrature over the integrand as it stands, a finite sum term by term. What goes wrong at one
value goes wrong at an edge: at the least integers, where two integers are equal, at the closed end of an interval.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import count, islice
from typing import Any

from flint import acb
from sympy import Integer, Symbol

from symrules.decide import clock
from symrules.decide.balls import Imprecise, Undefined, Unevaluable, as_ball, evaluate
from symrules.decide.facts import RELATION_OF_SIGN, Facts
from symrules.decide.points import ROUNDED, simplest_members
from symrules.decide.proof import Prepared, Sides
from symrules.decide.witness import AGREES, CLOSER, NO_VALUE, Claim, Look, try_point
from symrules.domain import Domain
from symrules.verdict import Witness
from symrules.vocabulary import free_symbols

_LEAST = 3  # of the integers that the hypotheses allow, so many from the least one on
_SEARCHED = 16  # integers that are looked through for these
_POINTS, _ENOUGH = 40, 16
_INTEGRANDS = 3_000  # evaluations of an integrand at one point, before it is given up


def as_written(sides: Sides, facts: Facts, claim: Prepared | None) -> Claim:
    """Both sides and the hypotheses before anything is carried out.

    What the equations make of symbols is that of the prepared claim, and holds under its conditions.
    """
    solved = () if claim is None else claim.solved
    signs = (*facts.signs, *(claim.generic if claim is not None and solved else ()))
    conditions = tuple((e, RELATION_OF_SIGN[s], Integer(0)) for e, s in signs if s in RELATION_OF_SIGN)
    return Claim(sides.lhs, sides.rhs, sides.relation, conditions, facts, solved, written=facts.equations)


def has_edges(claim: Claim) -> bool:
    """Whether a symbol has values at which a rule may fail that holds elsewhere."""
    return any(_edge(claim.facts.domain(s)) for s in claim.free)


def look_at_edges(claim: Claim, deadline: float | None) -> Look:
    """What the first points show, those at the edges of the domains among them."""
    wanted = _wanted(claim)
    qualified, unreachable = 0, False
    for values in _edge_points(claim):
        clock.stop_after(deadline)
        if claim.facts.equations and not _satisfies_equations(claim, values):
            continue
        outcome = try_point(claim, values, 64, _INTEGRANDS)
        if isinstance(outcome, Witness):
            return Look(outcome)
        if outcome is NO_VALUE:
            unreachable = True
            break
        qualified += outcome in (AGREES, CLOSER)
        if qualified == wanted:
            break
    return Look(None, bool(qualified), unreachable)


def _wanted(claim: Claim) -> int:
    """How many points that satisfy the hypotheses are enough: each edge counts, and each pair of integers."""
    domains = [claim.facts.domain(s) for s in claim.free]
    edges = sum(len(_edge(d)[:_LEAST]) for d in domains)
    return _ENOUGH if any(d.integer for d in domains) else 1 + edges


def _satisfies_equations(claim: Claim, values: Mapping[Symbol, Any]) -> bool:
    """Whether no equation among the hypotheses is seen to fail where it was solved."""
    balls: dict[Any, acb] = {s: as_ball(v) for s, v in values.items()}
    try:
        for symbol, expression in claim.solved:
            balls[symbol] = evaluate(expression, balls)
        return all(evaluate(e, balls, 64).contains(0) for e in claim.facts.equations)
    except (Imprecise, Unevaluable):
        return True
    except (Undefined, ArithmeticError, ValueError):
        return False


def _edge_points(claim: Claim) -> Iterator[dict[Symbol, Any]]:
    """Points with every coordinate at an edge, nearest edges first; plain values stand for symbols without one."""
    symbols = claim.free
    if any(s.name.startswith("_") for s in symbols):
        return  # a bound variable has no value of its own
    choices = [_choices(claim, s) for s in symbols]
    if any(not c for c in choices):
        return
    for ranks in islice(_by_total([len(c) for c in choices]), _POINTS):
        yield {s: c[rank] for s, c, rank in zip(symbols, choices, ranks, strict=True)}


def _by_total(sizes: list[int]) -> Iterator[tuple[int, ...]]:
    """Tuples of indices below the sizes, those of a small total first."""
    for total in range(sum(size - 1 for size in sizes) + 1):
        yield from _of_total(sizes, total)


def _of_total(sizes: list[int], total: int) -> Iterator[tuple[int, ...]]:
    if not sizes:
        if total == 0:
            yield ()
        return
    for first in range(min(sizes[0] - 1, total) + 1):
        for rest in _of_total(sizes[1:], total - first):
            yield first, *rest


def _choices(claim: Claim, symbol: Symbol) -> list[Any]:
    """The least integers that the hypotheses on a symbol alone allow, or closed ends; and plain members."""
    domain = claim.facts.domain(symbol)
    edge, plain = _edge(domain), _plain(domain)
    if claim.conditions:
        edge, plain = (tuple(x for x in members if _is_allowed(claim, symbol, x)) for members in (edge, plain))
    if domain.integer:
        return list(edge[:_LEAST])
    return [*plain[:1], *edge] if edge else list(plain[:2])


@lru_cache(maxsize=256)
def _edge(domain: Domain) -> tuple[Any, ...]:
    """Members at the edge of a domain: integers from the least one on, or the closed ends of an interval."""
    if domain.complex_:
        return ()
    if domain.integer:
        return tuple(islice((n for n in _integers(domain) if n in domain), _SEARCHED))
    ends = ((domain.lower, domain.lower_open), (domain.upper, domain.upper_open))
    return tuple(end for end, is_open in ends if end is not None and not is_open and end.denominator < ROUNDED)


@lru_cache(maxsize=256)
def _plain(domain: Domain) -> tuple[Any, ...]:
    """Members that are no edge."""
    return tuple(x for x in simplest_members(domain)[:_SEARCHED] if x not in _edge(domain))


def _integers(domain: Domain) -> Iterator[Fraction]:
    if domain.lower is not None:
        last = None if domain.upper is None else int(domain.upper)
        first = -(-domain.lower.numerator // domain.lower.denominator)
        yield from (Fraction(n) for n in (count(first) if last is None else range(first, last + 1)))
    elif domain.upper is not None:
        yield from (Fraction(n) for n in count(domain.upper.numerator // domain.upper.denominator, -1))
    else:
        yield from (Fraction(n * s) for n in count() for s in ((1, -1) if n else (1,)))


def _is_allowed(claim: Claim, symbol: Symbol, value: Any) -> bool:
    """Whether no hypothesis about nothing but the symbol excludes a value."""
    for e, relation, _ in claim.conditions:
        if free_symbols(e) == {symbol}:
            claim_here = Claim(e, Integer(0), relation, (), claim.facts)
            if isinstance(try_point(claim_here, {symbol: value}, 64), Witness):
                return False
    return True
