"""What an expression is at a point: meromorphic, of which order, or provably branched, from its structure.

Notes
-----
In the local variable τ every part is, where it can be told,

- ``meromorphic``: a convergent Laurent series in τ, with its exact order where that is known;
- ``root``: τ**β times a meromorphic series, 0 < β < 1;
- ``mixed``: a meromorphic series and a root that does not vanish, so that it is certainly not meromorphic;
- ``transcendental``: no polynomial equation over the meromorphic series holds for it, such as log τ or τ**a;
- ``essential``: an isolated essential singularity.

The statements hold on every sheet of the part, unless `principal` is set: then they hold on the principal sheet, which
the caller has followed from the point of expansion to here. No number of coefficients proves that a branch is absent:
a root is removed by structure alone (the square of a root of order 1/2, an even function of it), else it stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

MEROMORPHIC, ROOT, MIXED, TRANSCENDENTAL, ESSENTIAL = "meromorphic", "root", "mixed", "transcendental", "essential"
_HALF = Fraction(1, 2)


class Undecided(Exception):
    """The structure does not tell."""


@dataclass(frozen=True)
class Germ:
    """What a part is at a point.

    Parameters
    ----------
    order : the exact exponent of the leading power; None where it is not known
    analytic : whether it is meromorphic without a pole, or a root that vanishes or stays finite
    beta : of a root, its exponent modulo 1
    unit : of a mixed part, whether it is c + r with a constant c that is not zero, and r → 0 led by a root
    """

    kind: str
    order: Fraction | None = None
    analytic: bool = False
    beta: Fraction = Fraction(0)
    unit: bool = False

    @property
    def singular(self) -> bool | None:
        """Whether the part is certainly singular (True), or certainly analytic (False)."""
        if self.kind != MEROMORPHIC:
            return True
        if self.analytic or self.order is None:
            return False if self.analytic else None
        return self.order < 0


ANALYTIC = Germ(MEROMORPHIC, None, True)
UNIT = Germ(MEROMORPHIC, Fraction(0), True)
MIXED_UNIT = Germ(MIXED, Fraction(0), True, unit=True)
"""c + r: its powers, exponential and logarithm have the part n·cⁿ⁻¹·r, … that nothing else cancels."""


def of_order(order: Fraction | None, analytic: bool = False) -> Germ:
    """A power τ**order times a unit."""
    if order is None:
        return Germ(MEROMORPHIC, None, analytic)
    beta = order % 1
    return Germ(ROOT if beta else MEROMORPHIC, order, order >= 0, beta)


def total(germs: list[Germ]) -> Germ:
    """The sum of parts; the order of a meromorphic one is known where a single part has the lowest, a pole."""
    branched = [g for g in germs if g.kind != MEROMORPHIC]
    if len(branched) == 1:
        found = branched[0]
        if len(germs) == 1 or found.kind not in (ROOT, MIXED):
            return found
        constant = len(germs) == 2 and sum(g.kind == MEROMORPHIC and g.order == 0 for g in germs) == 1
        return MIXED_UNIT if constant and found.kind == ROOT and found.order and found.order > 0 else Germ(MIXED)
    if _one_beside_roots(branched):
        return Germ(TRANSCENDENTAL)
    if branched:
        if all(g.kind == ROOT and g.beta == branched[0].beta for g in branched) and len(branched) == len(germs):
            return Germ(ROOT, None, all(g.analytic for g in germs), branched[0].beta)
        raise Undecided
    if all(g.analytic for g in germs):
        return ANALYTIC
    poles = sorted(g.order for g in germs if not g.analytic and g.order is not None)
    if any(not g.analytic and g.order is None for g in germs) or len(set(poles)) < len(poles):
        return Germ(MEROMORPHIC)
    return Germ(MEROMORPHIC, poles[0])


def product(germs: list[Germ]) -> Germ:
    """The product of parts, none of which vanishes identically."""
    branched = [g for g in germs if g.kind != MEROMORPHIC]
    order = sum((g.order for g in germs if g.order is not None), Fraction(0))
    known = all(g.order is not None for g in germs)
    if all(g.kind == ROOT for g in branched):
        beta = sum((g.beta for g in branched), Fraction(0)) % 1
        analytic = order >= 0 if known else all(g.analytic for g in germs)
        return Germ(ROOT if beta else MEROMORPHIC, order if known else None, analytic, beta)
    if len(branched) == 1 and branched[0].unit:
        return MIXED_UNIT if all(g.unit or g.order == 0 for g in germs) else Germ(MIXED)
    if len(branched) == 1 or _one_beside_roots(branched):
        return next(g for g in branched if g.kind != ROOT)
    raise Undecided


def _one_beside_roots(germs: list[Germ]) -> bool:
    """Whether all are algebraic but for one that is transcendental, and stays so."""
    return [g.kind for g in germs if g.kind != ROOT] == [TRANSCENDENTAL]


def integer_power(g: Germ, n: int) -> Germ:
    """gⁿ."""
    if n == 0:
        return UNIT
    if g.kind in (TRANSCENDENTAL, ESSENTIAL) or n == 1 or g.unit:
        return g
    if g.kind == MIXED:
        raise Undecided
    beta = g.beta * n % 1
    order = None if g.order is None else g.order * n
    analytic = order >= 0 if order is not None else g.analytic and n > 0
    return Germ(ROOT if beta else MEROMORPHIC, order, analytic, beta)


def real_power(g: Germ, exponent: Any) -> Germ:
    """g**α for a constant α that is not an integer; a parameter is generic."""
    if g.unit or (g.kind in (TRANSCENDENTAL, ESSENTIAL) and exponent.is_Rational):
        return g
    if g.kind not in (MEROMORPHIC, ROOT) or g.order is None:
        raise Undecided
    if g.order == 0 and g.kind == MEROMORPHIC:
        return UNIT
    if exponent.is_Rational:
        return of_order(g.order * Fraction(int(exponent.p), int(exponent.q)))
    if not exponent.free_symbols:
        raise Undecided
    return Germ(TRANSCENDENTAL)


def exponential(g: Germ) -> Germ:
    """exp g."""
    if g.kind == MEROMORPHIC:
        if g.analytic:
            return UNIT
        if g.order is None:
            raise Undecided
        return Germ(ESSENTIAL) if g.order < 0 else UNIT
    if g.unit or (g.kind == ROOT and g.order is not None and g.order > 0):
        return MIXED_UNIT
    raise Undecided


def logarithm(g: Germ) -> Germ:
    """log g: branched wherever g has a zero or a pole, of whatever order."""
    if g.unit:
        return Germ(MIXED)
    if g.kind not in (MEROMORPHIC, ROOT) or g.order is None:
        raise Undecided
    return ANALYTIC if g.order == 0 else Germ(TRANSCENDENTAL)


_EVEN = ("cos", "cosh", "sec", "sech")
_ODD = ("sin", "sinh", "tan", "tanh", "erf", "asin", "atan", "asinh", "atanh")
_ODD_POLE = ("cot", "coth", "csc", "csch")


def entire_of(name: str, g: Germ) -> Germ:
    """An entire function, not a polynomial, of a part."""
    if g.kind == MEROMORPHIC:
        if g.analytic:
            return UNIT if name == "exp" else ANALYTIC
        if g.order is not None:
            return Germ(ESSENTIAL)
        raise Undecided
    return of_root(name, g)


def of_root(name: str, g: Germ, principal: bool = True) -> Germ:
    """A function of a root of order 1/2 that vanishes: an even one has no branch left, an odd one is such a root."""
    if g.kind != ROOT or g.order is None or g.order <= 0:
        raise Undecided
    if name in ("exp", "erfc") or (not principal and name.startswith("a")):
        return Germ(MIXED)
    if g.beta != _HALF:
        raise Undecided
    if name in _EVEN:
        return UNIT
    if name in _ODD:
        return replace(g)
    if name in _ODD_POLE:
        return of_order(-g.order)
    raise Undecided
