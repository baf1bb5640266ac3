"""Definite integrals of rational functions of x, or of one real exponential e^(cx+d) with y = e^(cx+d), dx = dy/(c y).

In partial fractions over linear and quadratic factors, a real pole r gives log|x - r|, and a pair u ± iv of poles with
residues α ± iβ gives α log((x-u)² + v²) - 2β arctan((x-u)/v). At infinity the logarithms cancel where the integral
converges there. No pole may lie between the ends, or on one of them.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symrules.decide.conjugation import real_part
from symrules.decide.exponential_integrand import straight_line
from symrules.decide.exponentials import exponential
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.generators import Generator
from symrules.decide.logarithms import logarithm
from symrules.decide.partial_fractions import principal_parts
from symrules.decide.poles import doubtful_distance
from symrules.decide.polynomials import Polynomial, polynomial_in, value_at
from symrules.decide.refusals import NeedsSign
from symrules.decide.roots import rational_power
from symrules.decide.rules import atan_of
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of

_HALF = fmpq(1, 2)
_MAX_DEGREE = 12
Poles = list[tuple[Fraction, int]]


def rational_integral(
    tower: Tower, f: Fraction, x: Generator, ends: tuple[Any, ...], dependent: set[int]
) -> Fraction | None:
    """∫ f dx for f rational in x alone, or in one real exponential alone; None where it is not, or a pole is met."""
    if f.denominator is None:
        return None
    used = {i for p in (f.numerator, f.denominator) for i in support(p)} & dependent
    if len(used) != 1:
        return None
    (index,) = used
    variable, low, high = tower.generators[index], ends[0], ends[1]
    if variable is not x:
        if variable.kind != "exp" or not variable.real:
            return None
        line = straight_line(tower, variable.data, x, dependent)
        if line is None:
            return None
        slope, offset = line
        sign = _known(tower, slope, "an exponential rate of unknown sign")
        low, high = (_exponential_at(tower, end, slope, offset, sign) for end in (low, high))
        f = f * Fraction(tower.gens[index]).inverse() * slope.inverse()
        if f.denominator is None:
            return None
    return _between(tower, f, variable, low, high, {index})


def _exponential_at(tower: Tower, end: Any, slope: Fraction, offset: Fraction, sign: str) -> Any:
    if isinstance(end, sympy.Basic):
        return sympy.oo if (end == sympy.oo) == (sign == "+") else tower.zero
    value = tower.reduce(slope * end + offset)
    return tower.one if value.is_zero() else exponential(tower, value)


def _known(tower: Tower, f: Fraction, what: str) -> str:
    """The sign of a real fraction that has to be known."""
    sign = sign_of(tower, f)
    if sign not in ("+", "-"):
        raise NeedsSign(what, expression_of(tower, f))
    return sign


def _check_distinct(tower: Tower, points: list[Fraction]) -> None:
    """Poles that may coincide need a case of their own."""
    distance = doubtful_distance(tower, points)
    if distance is not None:
        _known(tower, distance, "poles that may coincide")


def _vary(tower: Tower, points: list[Fraction]) -> bool:
    """Whether no two of the points are known to be the same."""
    return not any(tower.reduce(p - q).is_zero() for i, p in enumerate(points) for q in points[:i])


def _between(tower: Tower, f: Fraction, x: Generator, low: Any, high: Any, dependent: set[int]) -> Fraction | None:
    content, factors = factored(f.denominator)
    scale, plain, quadratic = tower.constant(content), [], []
    degree = 0
    for p, m in factors:
        q = polynomial_in(tower, p, x, dependent)
        assert q is not None
        if len(q) == 1:
            scale = scale * tower.integer_power(q[0], m)
            continue
        degree += m * (len(q) - 1)
        if sign_of(tower, q[-1]) not in NOT_ZERO:
            _known(tower, q[-1], "a leading coefficient that may vanish")
        for part in _halves(tower, q):
            scale = scale * tower.integer_power(part[-1], m)
            if len(part) == 2:
                plain.append((tower.reduce(-part[0] * part[1].inverse()), m))
            elif len(part) == 3:
                quadratic.append((part, m))
            else:
                return None
    above = polynomial_in(tower, f.numerator, x, dependent)
    assert above is not None
    if degree > _MAX_DEGREE or len(above) > 2 * _MAX_DEGREE:
        return None
    pairs: list[tuple[Fraction, Fraction, int]] = []
    for (c, b, a), m in quadratic:
        below = (a * tower.constant(2)).inverse()
        u, discriminant = tower.reduce(-b * below), tower.reduce(b * b - a * c * tower.constant(4))
        if not tower.is_real(discriminant):
            return None
        if _known(tower, discriminant, "poles that may be real or not") == "+" or not tower.is_real(u):
            root = tower.reduce(rational_power(tower, discriminant, _HALF) * below)
            plain += [(tower.reduce(u + root), m), (tower.reduce(u - root), m)]
        else:
            v = tower.reduce(rational_power(tower, -discriminant, _HALF) * below)
            pairs.append((u, v if _known(tower, a, "a leading coefficient of unknown sign") == "+" else -v, m))
    return _Sum(tower, low, high).total(above, scale, plain, pairs)


def _halves(tower: Tower, q: Polynomial) -> list[Polynomial]:
    """a x⁴ + b x² + c with a, c > 0 as a (x² + s x + t)(x² - s x + t), where t² = c/a and s² = 2t - b/a > 0."""
    if len(q) != 5 or not (q[1].is_zero() and q[3].is_zero()):
        return [q]
    c, b = (tower.reduce(q[k] * q[4].inverse()) for k in (0, 2))
    if sign_of(tower, c) != "+":
        return [q]
    t = rational_power(tower, c, _HALF)
    square = tower.reduce(t * tower.constant(2) - b)
    if sign_of(tower, square) != "+":
        return [q]
    s = rational_power(tower, square, _HALF)
    return [[t * q[4], s * q[4], q[4]], [t, -s, tower.one]]


class _Sum:
    """The contributions of the poles between two ends."""

    def __init__(self, tower: Tower, low: Any, high: Any) -> None:
        self.tower, self.low, self.high = tower, low, high
        self.ends = [(end, direction) for end, direction in ((high, 1), (low, -1))]

    def total(
        self, above: Polynomial, scale: Fraction, plain: Poles, pairs: list[tuple[Fraction, Fraction, int]]
    ) -> Fraction | None:
        tower = self.tower
        poles = list(plain)
        for u, v, m in pairs:
            i_v = tower.reduce(v * tower.imaginary)
            poles += [(tower.reduce(u + i_v), m), (tower.reduce(u - i_v), m)]
        degree = sum(m for _, m in poles)
        infinite = any(isinstance(end, sympy.Basic) for end, _ in self.ends)
        if infinite and len(above) > degree - 1:
            return None
        if any(not self._is_off_path(r) for r, _ in plain):
            return None
        _check_distinct(tower, [r for r, _ in plain])
        _check_distinct(tower, [u if _vary(tower, [u for u, _, _ in pairs]) else v for u, v, _ in pairs])
        parts = principal_parts(tower, above, [(r, m) for r, m in poles])
        value = self._polynomial_part(above, poles) if len(above) > degree else tower.zero
        for (r, _), part in zip(poles, parts, strict=True):
            for m, c in enumerate(part[1:], start=2):
                if not c.is_zero():
                    value = value + c * self._power(r, m - 1)
        for (r, _), part in zip(plain, parts, strict=False):
            value = value + part[0] * self._logarithm(r)
        rest = parts[len(plain) :]
        for (u, v, _), up, down in zip(pairs, rest[::2], rest[1::2], strict=True):
            value = value + self._pair(u, v, up[0], down[0])
        return tower.reduce(value * scale.inverse())

    def _is_off_path(self, r: Fraction) -> bool:
        """Whether a pole is known to be complex, or to lie beyond both ends on the same side."""
        tower, signs = self.tower, []
        if not tower.is_real(r):
            ends = (end for end, _ in self.ends if not isinstance(end, sympy.Basic))
            return all(tower.is_real(end) for end in ends) and self._side(r) in ("+", "-")
        for end, _ in self.ends:
            if isinstance(end, sympy.Basic):
                signs.append("+" if end == sympy.oo else "-")
                continue
            distance = tower.reduce(end - r)
            if not tower.is_real(distance) or distance.is_zero():
                return False
            signs.append(_known(tower, distance, "a pole that may lie on the path of integration"))
        return signs[0] == signs[1]

    def _side(self, r: Fraction) -> str:
        """The sign of the imaginary part of a pole."""
        tower = self.tower
        return sign_of(tower, tower.reduce((real_part(tower, r) - r) * tower.imaginary))

    def _power(self, r: Fraction, n: int) -> Fraction:
        """∫ dx/(x - r)^(n+1) = -(x - r)^(-n)/n."""
        tower, total = self.tower, self.tower.zero
        for end, direction in self.ends:
            if not isinstance(end, sympy.Basic):
                total = total + tower.integer_power(tower.reduce(end - r), -n) * tower.constant(fmpq(-direction, n))
        return total

    def _logarithm(self, r: Fraction) -> Fraction:
        tower, total = self.tower, self.tower.zero
        for end, direction in self.ends:
            if isinstance(end, sympy.Basic):
                if end == -sympy.oo and not tower.is_real(r):
                    # arg(x - r) tends to -π for a pole above the line, and to π for one below
                    half_turn = tower.reduce(tower.of(sympy.pi) * tower.imaginary * tower.constant(direction))
                    total = total - half_turn if self._side(r) == "+" else total + half_turn
                continue
            distance = tower.reduce(end - r)
            if tower.is_real(distance) and sign_of(tower, distance) == "-":
                distance = -distance
            total = total + logarithm(tower, distance) * tower.constant(direction)
        return total

    def _pair(self, u: Fraction, v: Fraction, up: Fraction, down: Fraction) -> Fraction:
        """α log((x-u)² + v²) - 2β arctan((x-u)/v) with α = (A + A')/2, β = (A - A')/2i."""
        tower, total = self.tower, self.tower.zero
        alpha = tower.reduce((up + down) * tower.constant(_HALF))
        twice_beta = tower.reduce(-(up - down) * tower.imaginary)
        for end, direction in self.ends:
            if isinstance(end, sympy.Basic):
                angle = tower.of(sympy.pi) * tower.constant(_HALF if end == sympy.oo else -_HALF)
                total = total - twice_beta * angle * tower.constant(direction)
                continue
            from_centre = tower.reduce(end - u)
            if not twice_beta.is_zero():
                angle = atan_of(tower, tower.reduce(from_centre * v.inverse()))
                total = total - twice_beta * angle * tower.constant(direction)
            if not alpha.is_zero():
                size = tower.reduce(from_centre * from_centre + v * v)
                total = total + alpha * logarithm(tower, size) * tower.constant(direction)
        return total

    def _polynomial_part(self, above: Polynomial, poles: Poles) -> Fraction:
        tower, monic = self.tower, [self.tower.one]
        for r, m in poles:
            for _ in range(m):
                shifted = [tower.zero, *monic]
                monic = [c - (monic[k] * r if k < len(monic) else tower.zero) for k, c in enumerate(shifted)]
        rest, quotient = list(above), []
        for k in range(len(rest) - 1, len(monic) - 2, -1):
            c = tower.reduce(rest[k])
            quotient.append(c)
            for j, d in enumerate(monic):
                rest[k - len(monic) + 1 + j] = rest[k - len(monic) + 1 + j] - c * d
        primitive = [tower.zero] + [c * tower.constant(fmpq(1, k + 1)) for k, c in enumerate(reversed(quotient))]
        return value_at(tower, primitive, self.high) - value_at(tower, primitive, self.low)
