"""Integrals of x^(α-1) R(e^(cx)) over [0, ∞) for any power α > 0 and rational R: polylogarithms of order α.

With w = e^(-|c|t), the power series of R in w is integrated term by term, ∫_0^∞ t^(α-1) w^k dt = Γ(α) (|c| k)^(-α).
It holds by analytic continuation wherever no pole of R lies on the path (see `definite`, where α is an integer).
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symrules.decide.definite import check_off_path, image_of_pole, in_decay, split_at_infinity
from symrules.decide.exponential_integrand import Integrand, known_sign, straight_line
from symrules.decide.exponentials import exponential
from symrules.decide.fraction import Fraction, factored, rational_constant, support
from symrules.decide.gamma_functions import gamma, polylog_of
from symrules.decide.generators import Generator
from symrules.decide.kernels import split_logarithms
from symrules.decide.partial_fractions import rising
from symrules.decide.powers import power
from symrules.decide.refusals import Unsupported
from symrules.decide.signs import has_positive_real_part, sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of


def fermi_power(tower: Tower, f: Fraction, x: Generator, ends: tuple[Any, ...], dependent: set[int]) -> Fraction | None:
    """∫_0^∞ f dx for f a sum of powers of x times rational functions of one real exponential, or None."""
    if ends[1] != sympy.oo or isinstance(ends[0], sympy.Basic) or not tower.reduce(ends[0]).is_zero():
        return None
    if f.denominator is None:
        return None
    reading = _Reading(tower, x, dependent)
    if not reading.find_exponential(f):
        return None
    below = reading.denominator(f.denominator)
    groups = None if below is None else reading.numerator(f.numerator)
    if below is None or groups is None:
        return None
    shift, polynomial = below
    total = tower.zero
    for exponent, above in groups:
        value = _half_line(tower, reading, tower.reduce(exponent - shift), Fraction(above) * polynomial.inverse())
        if value is None:
            return None
        total = total + value
    return tower.reduce(total)


class _Reading:
    """Which generators are powers of x, and which one is the exponential."""

    def __init__(self, tower: Tower, x: Generator, dependent: set[int]) -> None:
        self.tower, self.x, self.dependent = tower, x, dependent
        self.powers: dict[int, Fraction] = {x.index: tower.one}
        self.line: tuple[Fraction, Fraction] = (tower.zero, tower.zero)
        self.exponential: Generator = x

    def find_exponential(self, f: Fraction) -> bool:
        tower = self.tower
        used = sorted({i for p in (f.numerator, f.denominator) for i in support(p)} & self.dependent)
        for generator in (tower.generators[i] for i in used if i != self.x.index):
            if (exponent := self._power(generator)) is not None:
                self.powers[generator.index] = exponent
            elif generator.kind == "exp" and generator.real and self.exponential is self.x:
                line = straight_line(tower, generator.data, self.x, self.dependent)
                if line is None:
                    return False
                self.exponential, self.line = generator, line
            else:
                return False
        return self.exponential is not self.x

    def _power(self, g: Generator) -> Fraction | None:
        """The exponent α of a generator that is x^α."""
        tower, variable = self.tower, self.tower.gens[self.x.index]
        if g.kind == "root" and g.data.denominator is None and g.data.numerator == variable:
            return tower.constant(fmpq(1, tower.root_index))
        if g.kind != "exp" or ((d := g.data.denominator) is not None and any(i in self.dependent for i in support(d))):
            return None
        plain, logs = split_logarithms(tower, g.data.numerator, self.dependent)
        if not plain.is_zero() or logs is None or len(logs) != 1 or logs[0][0].denominator is not None:
            return None
        if logs[0][0].numerator != variable:
            return None
        return logs[0][1] if d is None else logs[0][1] * Fraction(d).inverse()

    def denominator(self, d: Any) -> tuple[Fraction, Fraction] | None:
        """The power of x in a denominator, and the rest of it, a polynomial in the exponential."""
        tower = self.tower
        content, factors = factored(d)
        shift, rest = tower.zero, tower.constant(content)
        for p, m in factors:
            inside = [i for i in support(p) if i in self.powers]
            if not inside:
                rest = rest * tower.integer_power(Fraction(p), m)
            elif len(p) == 1 and p.total_degree() == 1:
                shift = shift + self.powers[inside[0]] * tower.constant(m)
            else:
                return None
        return shift, rest

    def numerator(self, n: Any) -> list[tuple[Fraction, Any]] | None:
        """A numerator as pairs (power of x, polynomial in the exponential)."""
        tower = self.tower
        groups: dict[str, tuple[Fraction, dict[Any, Any]]] = {}
        for monomial, c in n.to_dict().items():
            exponent = tower.zero
            for i, share in self.powers.items():
                exponent = exponent + share * tower.constant(monomial[i])
            rest = tuple(0 if i in self.powers else e for i, e in enumerate(monomial))
            exponent = tower.reduce(exponent)
            groups.setdefault(str(exponent), (exponent, {}))[1][rest] = c
        return [(e, tower.context.from_dict(p)) for _, (e, p) in sorted(groups.items())]


def _half_line(tower: Tower, reading: _Reading, exponent: Fraction, f: Fraction) -> Fraction | None:
    alpha = tower.reduce(exponent + tower.one)
    if not has_positive_real_part(tower, alpha):
        return None
    g = Integrand(tower, f, reading.x, reading.exponential, *reading.line)
    grows = known_sign(tower, g.slope, "an exponential rate of unknown sign") == "+"
    speed = g.slope if grows else -g.slope
    at_end = tower.one if g.offset.is_zero() else exponential(tower, g.offset)
    if any(not tower.is_real(a) for a, _ in g.poles):
        return None
    degree = g.low + sum(m for _, m in g.poles)
    points = [image_of_pole(tower, a, at_end, grows) for a, _ in g.poles]
    check_off_path(tower, points)
    in_w, scale, low = in_decay(g, g.numerators[0], at_end, grows, degree)
    laurent = split_at_infinity(tower, in_w, [(s.inverse(), m) for s, (_, m) in zip(points, g.poles, strict=True)], low)
    if laurent is None:
        return None
    polynomial, parts = laurent
    total = tower.zero
    for k, c in enumerate(polynomial[1:], start=1):
        total = total + c * power(tower, tower.constant(k), -alpha)
    for s, part in zip(points, parts, strict=True):
        orders: dict[int, Fraction] = {}
        for m, c in enumerate(part, start=1):
            c = c * tower.integer_power(-s, m)  # 1/(w - 1/s)^m = (-s)^m/(1 - s w)^m
            for r, share in enumerate(rising(m)):
                orders[r] = orders.get(r, tower.zero) + c * tower.constant(share)
        for r, c in orders.items():
            if not (c := tower.reduce(c)).is_zero():
                total = total + c * _polylog(tower, tower.reduce(alpha - tower.constant(r)), s)
    return tower.reduce(scale * total * gamma(tower, alpha) * power(tower, speed, -alpha))


def _polylog(tower: Tower, order: Fraction, z: Fraction) -> Fraction:
    """Li_order(z), where it is finite."""
    r = rational_constant(order)
    if tower.reduce(z - tower.one).is_zero() and sign_of(tower, tower.reduce(order - tower.one)) != "+":
        raise Unsupported("an integral that diverges at an end")
    return polylog_of(tower, sympy.Rational(int(r.p), int(r.q)) if r is not None else expression_of(tower, order), z)
