"""Less than what is known: what holds on a larger domain, or without a hypothesis, holds where more is known, too.

A rule may know less to do where more is known: with a hypothesis on x, x may lie in two intervals, and there a
derivative that vanishes proves nothing. So a claim that is not decided is tried once more without the inequalities
among its hypotheses, and on larger domains. Only a proof counts there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from symrules.decide.facts import Facts
from symrules.domain import NAMED, Domain


def weaker(facts: Facts, symbols: Iterable[Any]) -> Iterator[Facts]:
    """Facts that these imply, those that keep the most first."""
    free = replace(facts, signs=())
    if facts.signs:
        yield free
    larger = {s.name: wider for s in symbols if (wider := _wider(d := facts.domain(s))) != d}
    if larger:
        yield replace(facts, bound={**(facts.bound or {}), **larger})
        if facts.signs:
            yield replace(free, bound={**(facts.bound or {}), **larger})


def _wider(domain: Domain) -> Domain:
    """The whole line for a part of it, all integers for some of them."""
    if domain.complex_:
        return domain
    return NAMED["integer"] if domain.integer and domain != NAMED["integer"] else NAMED["real"]
