"""Proofs by calculus: a vanishing derivative and one value prove an identity, monotonicity proves an inequality.

Both need the two sides to be differentiable on an interval; that is read off their structure, with the signs of what
stands under a root, a logarithm or a quotient.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sympy import Add, Mul, Rational

from symrules.decide.build import build
from symrules.decide.differentiate import derivative, substituted
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import Facts, combined, negated, product_sign
from symrules.decide.fraction import Fraction as Quotient
from symrules.decide.proof import Prepared, Sides, conditions_of
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.smooth import is_smooth
from symrules.decide.writing import expression_of
from symrules.domain import Domain
from symrules.identity import Relation
from symrules.verdict import Verdict, proved
from symrules.vocabulary import free_symbols


def _interval(facts: Facts, x: Any) -> Domain | None:
    """The interval in which a variable lies, from its domain and from hypotheses on its own sign."""
    domain = facts.domain(x)
    if domain.complex_ or domain.integer:
        return None
    low, high, low_open, high_open = domain.lower, domain.upper, domain.lower_open, domain.upper_open
    excluded = set(domain.excluded)
    for e, sign in facts.signs:
        if x not in free_symbols(e):
            continue
        found = interval_end(e, x)
        if found is None or sign not in ("+", "-", "0+", "0-"):
            return None
        end, slope = found
        sign = sign if slope > 0 else negated(sign)
        if sign[-1] == "+" and (low is None or end >= low):
            low, low_open = end, sign == "+" or (end == low and low_open)
        if sign[-1] == "-" and (high is None or end <= high):
            high, high_open = end, sign == "-" or (end == high and high_open)
    interval = Domain(low, high, low_open or low in excluded, high_open or high in excluded)
    return None if any(c in interval for c in excluded) else interval


def interval_end(e: Any, x: Any) -> tuple[Fraction, int] | None:
    """(c, ±1) where e = ±(x - c)."""
    for slope in (1, -1):
        rest = rational_value(Add(Mul(slope, e), Mul(-1, x)))
        if rest is not None:
            return -Fraction(int(rest.p), int(rest.q)), slope
    return None


def _anchors(interval: Domain) -> Iterator[Any]:
    candidates = [c for c in (interval.lower, interval.upper) if c is not None and c.denominator < 10**12]
    candidates += [c for c in (Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(2)) if c in interval]
    yield from (Rational(c.numerator, c.denominator) for c in dict.fromkeys(candidates))


def _closed(interval: Domain) -> Domain:
    return replace(interval, lower_open=interval.lower is None, upper_open=interval.upper is None)


def by_derivative(claim: Prepared, deadline: float | None) -> Verdict | None:
    """Both sides are differentiable on an interval, their derivatives agree, and so do their values at one point."""
    sides, facts = claim.sides, claim.facts
    if sides.relation is not Relation.EQ or claim.unused:
        return None
    for x in sorted(free_symbols(sides.lhs) | free_symbols(sides.rhs), key=lambda s: s.name):
        interval = _interval(facts, x)
        if interval is None or not all(is_smooth(facts, side, continuous=True) for side in (sides.lhs, sides.rhs)):
            continue
        # what agrees inside agrees at the ends, by continuity
        inside = facts.binding(x.name, replace(interval, lower_open=True, upper_open=True))
        if not (is_smooth(inside, sides.lhs) and is_smooth(inside, sides.rhs)):
            continue
        slopes = [derivative(sides.lhs, x), derivative(sides.rhs, x)]
        if not _agree(inside, slopes[0], slopes[1], deadline):
            continue
        for point in _anchors(interval):
            if Fraction(int(point.p), int(point.q)) not in interval:
                continue
            left, right = (substituted(side, {x: point}) for side in (sides.lhs, sides.rhs))
            there = replace(claim, sides=Sides(left, right, Relation.EQ), trees=(left, right))
            if _agree(facts, left, right, deadline) or by_derivative(there, deadline) is not None:
                tower, _ = build(facts, [sides.lhs, sides.rhs], deadline=deadline)
                return proved(
                    "vanishing derivative",
                    side_conditions=conditions_of(tower, claim),
                    evidence=(f"the derivatives with respect to {x} agree, and so do the values at {x} = {point}",),
                )
    return None


def _agree(facts: Facts, a: Any, b: Any, deadline: float | None) -> bool:
    try:
        tower, (left, right, *_) = build(facts, [a, b, *(e for e, _ in facts.signs)], deadline=deadline)
        return bool(tower.reduce(left - right).is_zero())
    except (Unsupported, Meaningless):
        return False


_WANTED = {
    Relation.GT: ("+",), Relation.GE: ("+", "0+", "0"), Relation.LT: ("-",), Relation.LE: ("-", "0-", "0"),
    Relation.NE: ("+", "-"),
}  # fmt: skip


def by_monotonicity(claim: Prepared, deadline: float | None) -> Verdict | None:
    """The difference has its extremum at a point where its sign is known."""
    sides, facts = claim.sides, claim.facts
    if sides.relation is Relation.EQ or claim.unused:
        return None
    e = Add(sides.lhs, Mul(-1, sides.rhs))
    for x in sorted(free_symbols(e), key=lambda s: s.name):
        if _sign_by_monotonicity(facts, e, x, 3) in _WANTED[sides.relation]:
            tower, _ = build(facts, [sides.lhs, sides.rhs], deadline=deadline)
            return proved(
                "monotonicity",
                side_conditions=conditions_of(tower, claim),
                evidence=(f"sign of the difference from its derivatives with respect to {x}",),
            )
    return None


def _sign_by_monotonicity(facts: Facts, e: Any, x: Any, depth: int) -> str:
    """The sign of e on the interval of x, from the sign of its derivative on both sides of some point."""
    sign = expression_sign(facts, e)
    if sign in ("+", "-", "0") or not depth:
        return sign
    interval = _interval(facts, x)
    if interval is None:
        return sign
    closed = facts.binding(x.name, _closed(interval))
    closed = replace(closed, signs=tuple((k, s) for k, s in facts.signs if x not in free_symbols(k)))
    try:
        if not is_smooth(closed, e):
            return combined(sign, _sign_of_quotient(facts, e, x, depth))
        slope = derivative(e, x)
    except Unsupported:
        return sign
    for point in _anchors(interval):
        found = _around(closed, interval, e, slope, x, point, depth)
        if found:
            return combined(sign, found)
    return sign


def _sign_of_quotient(facts: Facts, e: Any, x: Any, depth: int) -> str:
    """The sign of e from those of its numerator and denominator, which have no poles of their own."""
    tower, (f, *_) = build(facts, [e, *(k for k, _ in facts.signs)])
    if f.denominator is None or not tower.is_real(f):
        return ""
    parts = (expression_of(tower, Quotient(p)) for p in (f.numerator, f.denominator))
    above, below = (_sign_by_monotonicity(facts, p, x, depth) for p in parts)
    # where e is defined, its denominator does not vanish
    return product_sign(above, {"0+": "+", "0-": "-"}.get(below, below))


def _around(facts: Facts, interval: Domain, e: Any, slope: Any, x: Any, point: Any, depth: int) -> str:
    at = expression_sign(facts, substituted(e, {x: point}))
    if at not in ("+", "-", "0", "0+", "0-"):
        return ""
    here, slopes = Fraction(int(point.p), int(point.q)), []
    if interval.upper is None or interval.upper > here:
        right = facts.binding(x.name, replace(_closed(interval), lower=here, lower_open=True))
        slopes.append(_sign_by_monotonicity(right, slope, x, depth - 1))
    if interval.lower is None or interval.lower < here:
        left = facts.binding(x.name, replace(_closed(interval), upper=here, upper_open=True))
        slopes.append(negated(_sign_by_monotonicity(left, slope, x, depth - 1)))
    for up in ("+", "-"):
        weak = (up, "0" + up, "0")
        if at in weak and all(s in weak for s in slopes):
            strict = at == up or (here not in interval and all(s == up for s in slopes))
            return up if strict else "0" + up
    return ""
