"""Integrands that are polynomials in x times rational functions of one real exponential, y = exp(c x + d)."""

from __future__ import annotations

from math import gcd
from typing import Any

from flint import fmpq

from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.generators import Generator
from symrules.decide.partial_fractions import Series
from symrules.decide.refusals import NeedsSign, Unsupported
from symrules.decide.roots import rational_power
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of


class Integrand:
    """Σ_n x^n N_n(y) / (k y^e Π (y + a_j)^{M_j}) with y = exp(c x + d)."""

    def __init__(
        self, tower: Tower, f: Fraction, x: Generator, y: Generator, slope: Fraction, offset: Fraction
    ) -> None:
        self.tower, self.slope, self.offset = tower, slope, offset
        step = _common_degree(f, y.index)
        if step > 1:
            self.slope, self.offset = (tower.reduce(g * tower.constant(step)) for g in (slope, offset))
        self.numerators = _by_powers(tower, _compressed(tower, f.numerator, y.index, step), x.index, y.index)
        self.constant, self.low = tower.one, 0
        self.poles: list[tuple[Fraction, int]] = []
        if f.denominator is not None:
            # factored after y**step has become the variable: its factors need not be polynomials in that
            self._read_denominator(_compressed(tower, f.denominator, y.index, step), y.index)

    def _read_denominator(self, d: Any, y: int) -> None:
        tower = self.tower
        content, factors = factored(d)
        self.constant = tower.constant(content)
        for p, m in factors:
            coefficients = _coefficients(tower, p, y)
            if len(coefficients) == 1:
                self.constant = self.constant * tower.integer_power(coefficients[0], m)
                continue
            if len(coefficients) == 2 and coefficients[0].is_zero():
                self.low += m
            elif len(coefficients) == 3 and coefficients[1].is_zero():
                square = tower.reduce(coefficients[0] * coefficients[2].inverse())
                if tower.is_real(square):
                    known_sign(tower, square, "poles that may be real or not")
                root = tower.reduce(rational_power(tower, square, fmpq(1, 2)) * tower.imaginary)
                self.poles += [(root, m), (-root, m)]
            elif len(coefficients) == 2:
                self.poles.append((coefficients[0] * coefficients[1].inverse(), m))
            else:
                raise Unsupported("a pole that is not rational in the exponential")
            self.constant = self.constant * tower.integer_power(coefficients[-1], m)


def _compressed(tower: Tower, p: Any, y: int, step: int) -> Any:
    """The polynomial with y in place of y**step."""
    if step == 1:
        return p
    return tower.context.from_dict(
        {tuple(e // step if i == y else e for i, e in enumerate(monomial)): c for monomial, c in p.to_dict().items()}
    )


def _common_degree(f: Fraction, y: int) -> int:
    """The greatest g such that only powers of y^g occur."""
    g = 0
    for p in (f.numerator, f.denominator):
        for monomial in p.monoms() if p is not None else ():
            g = gcd(g, int(monomial[y]))
    return max(g, 1)


def _coefficients(tower: Tower, p: Any, y: int) -> Series:
    parts: dict[int, dict[Any, Any]] = {}
    for monomial, c in p.to_dict().items():
        rest = tuple(0 if i == y else e for i, e in enumerate(monomial))
        parts.setdefault(int(monomial[y]), {})[rest] = c
    return [Fraction(tower.context.from_dict(parts.get(k, {}))) for k in range(max(parts, default=0) + 1)]


def _by_powers(tower: Tower, p: Any, x: int, y: int) -> dict[int, Series]:
    """The coefficients in y of each power of x."""
    parts: dict[int, dict[Any, Any]] = {}
    for monomial, c in p.to_dict().items():
        rest = tuple(0 if i == x else e for i, e in enumerate(monomial))
        parts.setdefault(int(monomial[x]), {})[rest] = c
    return {n: _coefficients(tower, tower.context.from_dict(d), y) for n, d in sorted(parts.items())}


def straight_line(tower: Tower, f: Fraction, x: Generator, dependent: set[int]) -> tuple[Fraction, Fraction] | None:
    """(c, d) where f = c x + d."""
    below = tower.one if f.denominator is None else Fraction(f.denominator).inverse()
    if f.denominator is not None and any(i in dependent for i in support(f.denominator)):
        return None
    slope = f.numerator.derivative(x.index)
    rest = f.numerator - slope * tower.gens[x.index]
    if any(i in dependent for p in (slope, rest) for i in support(p)):
        return None
    return Fraction(slope) * below, Fraction(rest) * below


def known_sign(tower: Tower, f: Fraction, what: str) -> str:
    """ "+" or "-"; a sign that is not known asks for a case analysis."""
    sign = sign_of(tower, f)
    if sign not in ("+", "-"):
        raise NeedsSign(what, expression_of(tower, f))
    return sign
