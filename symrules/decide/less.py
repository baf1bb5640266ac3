"""Less than what is known: what holds on a larger domain, or without a hypothesis, holds where more is known, too.

A rule may know less to do where more is known: with a hypothesis on x, x may lie in two intervals, and there a
derivative that vanishes proves nothing. So a claim that is not decided is tried once more without the inequalities
among its hypotheses, and on larger domains. Only a proof counts there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from symrules.decide.facts import Facts
from symrules.domain import NAMED, Domain

_MOST = 4  # inequalities, each of which is left out in turn


def weaker(facts: Facts, symbols: Iterable[Any], *, follows_ties: bool) -> Iterator[Facts]:
    """Facts that these imply, those that keep the most first.

    Parameters
    ----------
    follows_ties : whether what the equations tie is differentiated: then they are kept
    """
    free = replace(facts, signs=(), ordered=())
    some = tuple(combinations(facts.signs, len(facts.signs) - 1)) if len(facts.signs) in range(2, _MOST + 1) else ()
    yield from (replace(facts, signs=signs) for signs in some)
    if facts.signs:
        yield free
    if facts.equations and not follows_ties:
        yield replace(facts, equations=(), ties=())
        if facts.signs:
            yield replace(free, equations=(), ties=())
    tried: list[dict[str, Domain]] = [{}]
    for widened in (_symmetric, _half_line, _wider, _line):
        larger = {s.name: wider for s in symbols if (wider := widened(d := facts.domain(s))) != d}
        if larger not in tried:
            tried.append(larger)
            bound = {**(facts.bound or {}), **larger}
            yield replace(facts, bound=bound)
            if all(domain == NAMED["real"] for domain in larger.values()):
                yield from (replace(facts, signs=signs, bound=bound) for signs in some)
            if facts.signs:
                yield replace(free, bound=bound)


def _symmetric(domain: Domain) -> Domain:
    """The interval around zero that a bounded one is part of."""
    low, high = domain.lower, domain.upper
    if domain.complex_ or domain.integer or low is None or high is None:
        return domain
    closed = (high >= -low and not domain.upper_open) or (low <= -high and not domain.lower_open)
    end = max(high, -low)
    return Domain(-end, end, not closed, not closed)


def _half_line(domain: Domain) -> Domain:
    """The positive or negative numbers, for an interval among them."""
    if domain.complex_ or domain.integer:
        return domain
    return NAMED["positive"] if domain.sign == "+" else NAMED["negative"] if domain.sign == "-" else domain


def _line(domain: Domain) -> Domain:
    """The whole line."""
    return domain if domain.complex_ else NAMED["real"]


def _wider(domain: Domain) -> Domain:
    """The whole line for a part of it, all integers for some of them."""
    if domain.complex_:
        return domain
    return NAMED["integer"] if domain.integer and domain != NAMED["integer"] else NAMED["real"]
