"""Whether poles of an integrand or a summand may coincide."""

from __future__ import annotations

from symrules.decide.conjugation import conjugated
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower


def doubtful_distance(tower: Tower, points: list[Fraction]) -> Fraction | None:
    """The distance of two points that may coincide, squared where it is complex; None where all are distinct."""
    for i, p in enumerate(points):
        for q in points[:i]:
            difference = tower.reduce(p - q)
            if not tower.is_real(difference):
                difference = tower.reduce(difference * conjugated(tower, difference))
            if sign_of(tower, difference) not in NOT_ZERO:
                return difference
    return None
