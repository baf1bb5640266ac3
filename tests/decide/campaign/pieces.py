"""Functions on the line that are a sum of p(x) exp(r x + s) on each of finitely many intervals, p, r and s rational.

They are closed under sums, products, antiderivatives, and, where no exponential stands in them and the roots of the
polynomials are rational, under absolute values, signs, maxima and minima. The integral of one is a sum of q exp(r) with
rational q and r. Such sums are equal only where they are the same (Lindemann and Weierstrass), so each comparison is
exact.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import Any

Polynomial = tuple[Fraction, ...]
Terms = dict[tuple[Fraction, Fraction], Polynomial]
Number = dict[Fraction, Fraction]
"""A sum of q exp(r), by r."""

ZERO, ONE = Fraction(0), Fraction(1)


class Irrational(Exception):
    """A kink would stand at a point that is not rational."""


class Divergent(Exception):
    """An integral has no finite value."""


def _trimmed(p: list[Fraction]) -> Polynomial:
    while p and not p[-1]:
        p.pop()
    return tuple(p)


def _plus(p: Polynomial, q: Polynomial) -> Polynomial:
    size = max(len(p), len(q))
    return _trimmed([(p[i] if i < len(p) else ZERO) + (q[i] if i < len(q) else ZERO) for i in range(size)])


def _times(p: Polynomial, q: Polynomial) -> Polynomial:
    result = [ZERO] * max(len(p) + len(q) - 1, 0)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return _trimmed(result)


def _at(p: Polynomial, x: Fraction) -> Fraction:
    value = ZERO
    for c in reversed(p):
        value = value * x + c
    return value


def _roots(p: Polynomial) -> list[Fraction]:
    if len(p) <= 1:
        return []
    if len(p) == 2:
        return [-p[0] / p[1]]
    if len(p) > 3:
        raise Irrational
    square = p[1] ** 2 - 4 * p[2] * p[0]
    if square < 0:
        return []
    above, below = isqrt(square.numerator), isqrt(square.denominator)
    if above**2 != square.numerator or below**2 != square.denominator:
        raise Irrational
    root = Fraction(above, below)
    return [(-p[1] - root) / (2 * p[2]), (-p[1] + root) / (2 * p[2])]


def _added(a: Terms, b: Terms) -> Terms:
    result = dict(a)
    for key, p in b.items():
        result[key] = _plus(result.get(key, ()), p)
    return {key: p for key, p in result.items() if p}


def _multiplied(a: Terms, b: Terms) -> Terms:
    result: Terms = {}
    for (r, s), p in a.items():
        for (t, u), q in b.items():
            result = _added(result, {(r + t, s + u): _times(p, q)})
    return result


class Pieces:
    """A function by its cuts and by what it is between them; its values at the cuts are left open."""

    def __init__(self, cuts: list[Fraction], terms: list[Terms]) -> None:
        self.cuts, self.terms = cuts, terms

    @classmethod
    def polynomial(cls, *coefficients: Fraction) -> Pieces:
        """A polynomial, from the constant term up."""
        p = _trimmed(list(coefficients))
        return cls([], [{(ZERO, ZERO): p} if p else {}])

    @classmethod
    def exponential(cls, rate: Fraction, shift: Fraction) -> Pieces:
        """exp(rate x + shift)"""
        return cls([], [{(rate, shift): (ONE,)}])

    def _with(self, other: Pieces, operation: Callable[[Terms, Terms], Terms]) -> Pieces:
        cuts = sorted({*self.cuts, *other.cuts})
        return Pieces(cuts, [operation(self._on(i, cuts), other._on(i, cuts)) for i in range(len(cuts) + 1)])

    def _on(self, i: int, cuts: list[Fraction]) -> Terms:
        return self.terms[bisect_right(self.cuts, cuts[i - 1])] if i else self.terms[0]

    def __add__(self, other: Pieces) -> Pieces:
        return self._with(other, _added)

    def __mul__(self, other: Pieces) -> Pieces:
        return self._with(other, _multiplied)

    def sign(self) -> Pieces:
        """1 where it is positive, -1 where it is negative; 0 where it is zero all along an interval."""
        ends: list[Any] = [None, *self.cuts, None]
        cuts: list[Fraction] = []
        signs: list[int] = []
        for i, terms in enumerate(self.terms):
            p = _polynomial_of(terms)
            low, high = ends[i], ends[i + 1]
            inside = [x for x in sorted(set(_roots(p))) if (low is None or x > low) and (high is None or x < high)]
            points = [low, *inside, high]
            for j in range(len(points) - 1):
                if signs:
                    cuts.append(points[j])
                value = _at(p, _between(points[j], points[j + 1]))
                signs.append((value > 0) - (value < 0))
        return Pieces(cuts, [{(ZERO, ZERO): (Fraction(s),)} if s else {} for s in signs])

    def integral(self, low: Fraction | None, high: Fraction | None) -> Number:
        """Between two ends; None is minus infinity below, and infinity above."""
        if low is not None and high is not None and low > high:
            return {r: -q for r, q in self.integral(high, low).items()}
        total: Number = {}
        ends: list[Any] = [None, *self.cuts, None]
        for i, terms in enumerate(self.terms):
            a = low if ends[i] is None or (low is not None and low > ends[i]) else ends[i]
            b = high if ends[i + 1] is None or (high is not None and high < ends[i + 1]) else ends[i + 1]
            if a is None or b is None or a < b:
                for (rate, shift), p in terms.items():
                    _accumulate(total, p, rate, shift, b, 1)
                    _accumulate(total, p, rate, shift, a, -1)
        return {r: q for r, q in total.items() if q}

    def from_(self, low: Fraction) -> Pieces:
        """The integral from a point to x, for a function without exponentials."""
        terms = [{(ZERO, ZERO): _antiderivative(_polynomial_of(t))} for t in self.terms]
        result, total = [terms[0]], ZERO
        for cut, left, right in zip(self.cuts, terms, terms[1:], strict=False):
            total += _at(left[ZERO, ZERO], cut) - _at(right[ZERO, ZERO], cut)
            result.append({(ZERO, ZERO): _plus(right[ZERO, ZERO], (total,))})
        at_low = _at(result[bisect_right(self.cuts, low)][ZERO, ZERO], low)
        return Pieces(self.cuts, [_added(t, {(ZERO, ZERO): (-at_low,)}) for t in result])


def _polynomial_of(terms: Terms) -> Polynomial:
    if any(key != (ZERO, ZERO) for key in terms):
        raise Irrational
    return terms.get((ZERO, ZERO), ())


def _between(low: Any, high: Any) -> Fraction:
    if low is None:
        return ZERO if high is None else Fraction(high) - 1
    return Fraction(low) + 1 if high is None else (Fraction(low) + Fraction(high)) / 2


def _antiderivative(p: Polynomial) -> Polynomial:
    return _trimmed([ZERO, *(c / (i + 1) for i, c in enumerate(p))])


def _accumulate(total: Number, p: Polynomial, rate: Fraction, shift: Fraction, x: Fraction | None, sign: int) -> None:
    """Add the antiderivative of p(x) exp(rate x + shift) at an end."""
    if x is None:
        if rate * sign >= 0:
            raise Divergent
        return
    if not rate:
        total[shift] = total.get(shift, ZERO) + sign * _at(_antiderivative(p), x)
        return
    value, factor, derivative = ZERO, 1 / rate, p
    while derivative:
        value += factor * _at(derivative, x)
        derivative = tuple(i * c for i, c in enumerate(derivative))[1:]
        factor /= -rate
    exponent = rate * x + shift
    total[exponent] = total.get(exponent, ZERO) + sign * value
