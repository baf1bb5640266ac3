"""Points of a product of domains, simplest first: what a person can check by hand, and the same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Any

from symrules.domain import Domain

ROUNDED = 10**40  # denominators beyond this one belong to ends of domains that were rounded
_ZERO = Fraction(0)
_SYSTEMATIC = 6  # points with neighbouring samples, before the seeded draw


def points(domains: list[Domain], count: int, hints: tuple[Fraction, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Members of the product of the domains, simplest first, with distinct coordinates early on.

    Parameters
    ----------
    hints : further numbers to try as coordinates, such as those beside the constants of the hypotheses
    """
    if not domains:
        yield ()
        return
    samples = [with_hints(d, hints) if hints else simplest_members(d) for d in domains]
    if any(not s for s in samples):
        return
    seen = set()
    generator = random.Random(20071123)
    for n in range(count):
        if n < _SYSTEMATIC:
            found = [tuple(s[(n + i) % len(s)] for i, s in enumerate(samples))]
        else:
            found = [tuple(s[generator.randrange(len(s) if hints else min(len(s), 4 + n))] for s in samples)]
        if n == _SYSTEMATIC:  # a form may vanish at the origin alone, or on the diagonal
            found += [tuple(_ZERO if _ZERO in s else s[0] for s in samples), tuple(s[0] for s in samples)]
        for point in found:
            if point not in seen:
                seen.add(point)
                yield point


@lru_cache(maxsize=1024)
def with_hints(domain: Domain, hints: tuple[Fraction, ...]) -> tuple[Any, ...]:
    """Some members of a domain, those among the hints last."""
    simplest = simplest_members(domain)
    known = set(simplest)
    return simplest + tuple(h for h in hints if domain.complex_ or (h in domain and h not in known))


@lru_cache(maxsize=1024)
def simplest_members(domain: Domain) -> tuple[Any, ...]:
    """Some members of a domain, simplest first."""
    members = list(islice(_samples(domain), 60))
    # what holds inside may fail at zero and at the ends: they come early
    special = _special(domain)
    ordinary = [x for x in members if x not in special]
    return tuple(dict.fromkeys((ordinary[:5] + special + ordinary[5:])[:40]))


def _special(domain: Domain) -> list[Any]:
    """Zero and the ends; in the plane zero, i, -i, and one beyond iπ, where exp is no longer one to one."""
    if domain.complex_:
        return [_ZERO, (_ZERO, Fraction(1)), (_ZERO, Fraction(-1)), (_ZERO, Fraction(4))]
    ends = (Fraction(0), domain.lower, domain.upper)
    return [x for x in ends if x is not None and x.denominator < ROUNDED and x in domain]


def _samples(domain: Domain) -> Iterator[Any]:
    if not domain.complex_:
        # an end that was rounded from a multiple of π is not a member with certainty
        yield from (x for x in domain.samples() if x.denominator < ROUNDED)
        return
    for x in domain.samples():
        yield x
        yield (x, Fraction(1))
        yield (Fraction(1, 2), x)
