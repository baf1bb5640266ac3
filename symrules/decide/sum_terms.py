"""Sums of single terms p(k) r^k/D(k), perhaps beside factorials or a binomial coefficient.

The formulas stand in `summation`, which splits a summand into such terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, factorial
from typing import Any

import sympy
from flint import fmpq
from sympy import Add, Integer, Mul, Pow, Rational, Symbol, oo

from symrules.decide.conjugation import conjugated, real_part
from symrules.decide.differentiate import derivative, substituted
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, factored, rational_constant
from symrules.decide.genericity import Generic
from symrules.decide.partial_fractions import principal_parts
from symrules.decide.poles import doubtful_distance
from symrules.decide.polynomials import polynomial_in
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Unsupported
from symrules.decide.roots import rational_power
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of
from symrules.text import print_expression
from symrules.vocabulary import free_symbols

_HALF = fmpq(1, 2)
SUMMED = Symbol("_summed")  # the name of every variable that is summed over


@dataclass
class Term:
    """p(k)/D(k) · Π base^(e k): the coefficients of p, D, and the powers of the bases."""

    above: list[Fraction]
    below: Any
    bases: list[tuple[Any, int]]

    def power(self, exponent: Any) -> Any:
        """r^exponent."""
        return Mul(*(_power(b, Mul(n, exponent)) for b, n in self.bases))


def _power(base: Any, exponent: Any) -> Any:
    return sympy.exp(Mul(base.args[0], exponent)) if isinstance(base, sympy.exp) else Pow(base, exponent)


@dataclass
class Range:
    """The ends of a sum, and by their texts the conditions for it to have the value that is found."""

    low: Any
    high: Any
    conditions: dict[str, Generic]

    @property
    def infinite(self) -> bool:
        return bool(self.high == oo)

    def require_nonzero(self, e: Any) -> None:
        """Something must not vanish for the sum to have the value that is found."""
        text = f"{print_expression(e)} != 0"
        self.conditions[text] = Generic(text, ((e, "!0"),))


class TermSum:
    """The sum of one term."""

    def __init__(self, summing: Range, tower: Tower, above: list[Fraction], ratio: Fraction, term: Term) -> None:
        self.summing, self.tower, self.above, self.ratio, self.term = summing, tower, above, ratio, term
        self.low, self.high, self.infinite = summing.low, summing.high, summing.infinite

    def written(self, f: Fraction) -> Any:
        return expression_of(self.tower, self.tower.reduce(f))

    def end(self, e: Any) -> Fraction:
        return self.tower.of(e)

    def start(self) -> int:
        """The lower end, where it is a number."""
        n = rational_value(self.low)
        if n is None:
            raise Unsupported("a sum whose lower end is not a number")
        return int(n.p)

    def converges(self) -> None:
        """|r| < 1."""
        tower, r = self.tower, self.ratio
        if tower.is_real(r):
            known = all(sign_of(tower, tower.reduce(tower.one + s * r)) == "+" for s in (tower.one, -tower.one))
        else:
            known = sign_of(tower, real_part(tower, tower.reduce(tower.one - r * conjugated(tower, r)))) == "+"
        if not known:
            raise Unsupported("a series whose convergence is not known")

    # -- polynomials times powers

    def geometric(self) -> Any:
        tower, term = self.tower, self.term
        if not self.above:
            return Integer(0)
        excess = tower.reduce(self.ratio - tower.one)
        if self.infinite:
            self.converges()
        elif not excess.is_zero() and sign_of(tower, excess) not in NOT_ZERO:
            self.summing.require_nonzero(self.written(excess))
        q = self._primitive(excess)
        at_low = Mul(term.power(self.low), self._value(q, self.end(self.low)))
        if self.infinite:
            return Mul(-1, at_low)
        beyond = Add(self.high, 1)
        return Add(Mul(term.power(beyond), self._value(q, self.end(beyond))), Mul(-1, at_low))

    def _primitive(self, excess: Fraction) -> list[Fraction]:
        """q with r q(k+1) - q(k) = p(k)."""
        tower, p, r = self.tower, self.above, self.ratio
        flat = excess.is_zero()
        q = [tower.zero] * (len(p) + flat)
        inverse = None if flat else excess.inverse()
        for i in range(len(p) - 1, -1, -1):
            rest = p[i]
            for j in range(i + 1 + flat, len(q)):
                rest = rest - r * q[j] * tower.constant(comb(j, i))
            q[i + flat] = tower.reduce(rest * (tower.constant(fmpq(1, i + 1)) if inverse is None else inverse))
        return q

    def _value(self, q: list[Fraction], at: Fraction) -> Any:
        total = self.tower.zero
        for c in reversed(q):
            total = self.tower.reduce(total * at + c)
        return self.written(total)

    # -- rational functions

    def rational(self, below: Any, k: Any) -> Any:
        tower = self.tower
        scale, poles = self._poles(below, k)
        degree = sum(m for _, m in poles)
        flat = tower.reduce(self.ratio - tower.one).is_zero()
        alternating = tower.reduce(self.ratio + tower.one).is_zero()
        if len(self.above) > degree or (self.infinite and flat and len(self.above) > degree - 1):
            raise Unsupported("a sum over a rational function that does not fall off")
        if not flat and not self.infinite:
            raise Unsupported("a finite sum over a rational function and a power")
        parts = principal_parts(tower, self.above, poles)
        total = []
        for (point, _), part in zip(poles, parts, strict=True):
            for m, c in enumerate(part, start=1):
                c = tower.reduce(c * scale.inverse())
                if c.is_zero():
                    continue
                shift = tower.reduce(-point)
                value = self._hurwitz if flat else self._alternating if alternating else self._polylogarithm
                total.append(Mul(self.written(c), value(m, shift)))
        return Add(*total)

    def _poles(self, below: Any, k: Any) -> tuple[Fraction, list[tuple[Fraction, int]]]:
        tower = self.tower
        content, factors = factored(below)
        scale, poles = tower.constant(content), []
        for p, m in factors:
            q = polynomial_in(tower, p, k, {k.index})
            assert q is not None
            scale = scale * tower.integer_power(q[-1], m)
            if sign_of(tower, q[-1]) not in NOT_ZERO:
                raise Unsupported("a leading coefficient that may vanish")
            if len(q) == 2:
                poles.append((tower.reduce(-q[0] * q[1].inverse()), m))
            elif len(q) == 3:
                half = (q[2] * tower.constant(2)).inverse()
                root = rational_power(tower, tower.reduce(q[1] * q[1] - q[0] * q[2] * tower.constant(4)), _HALF) * half
                poles += [(tower.reduce(-q[1] * half + s * root), m) for s in (tower.one, -tower.one)]
            elif len(q) > 3:
                raise Unsupported("a pole that is not known")

        if doubtful_distance(self.tower, [point for point, _ in poles]) is not None:
            raise Unsupported("poles that may coincide")
        return scale, poles

    def _hurwitz(self, m: int, c: Fraction) -> Any:
        """Σ 1/(k+c)^m, for m = 1 less what is the same for every c."""
        first = self.tower.reduce(self.end(self.low) + c)
        value = _polygamma(m, self.written(first))
        if self.infinite:
            return value
        n = rational_constant(first)
        if n is not None and n.q == 1 and n <= 0:
            raise Unsupported("a finite sum that may end before a pole of its terms")
        return Add(value, Mul(-1, _polygamma(m, self.written(self.end(self.high) + self.tower.one + c))))

    def _alternating(self, m: int, c: Fraction) -> Any:
        """Σ_{k>=a} (-1)^k/(k+c)^m."""
        half = self.tower.constant(_HALF)
        first = self.tower.reduce((self.end(self.low) + c) * half)
        value = Add(_polygamma(m, self.written(first)), Mul(-1, _polygamma(m, self.written(first + half))))
        return Mul(value, Rational((-1) ** self.start(), 2**m))

    def _polylogarithm(self, m: int, c: Fraction) -> Any:
        """Σ_{k>=a} r^k/(k+c)^m for an integer c."""
        tower, start = self.tower, self.start()
        self.converges()
        if not c.is_constant():
            raise Unsupported("a Lerch function")
        shift = fmpq(0) if c.is_zero() else c.numerator.leading_coefficient()
        if shift.q != 1 or start + int(shift.p) < 1 or (shift != 0 and sign_of(tower, self.ratio) not in NOT_ZERO):
            raise Unsupported("a Lerch function")
        r = self.term.power(1)
        finite = [Mul(-1, Pow(r, i), Rational(1, i**m)) for i in range(1, start + int(shift.p))]
        return Mul(Pow(r, -int(shift.p)), Add(sympy.polylog(m, r, evaluate=False), *finite))

    # -- factorials and binomial coefficients

    def weighted(self, weight: Any) -> Any:
        if isinstance(weight, sympy.binomial):
            return self._binomial(*weight.args)
        if isinstance(weight.args[0], sympy.binomial):
            return self._squares(*weight.args[0].args)
        argument = weight.args[0].args[0]
        slope, rest = (
            rational_value(derivative(argument, SUMMED)),
            rational_value(substituted(argument, {SUMMED: Integer(0)})),
        )
        if not self.infinite or slope is None or rest is None or slope.q != 1 or rest.q != 1:
            raise Unsupported("a sum over this factorial")
        if slope == 1:
            return self._exponential(int(rest.p))
        if slope == 2 and rest in (0, 1) and self.start() == 0 and len(self.above) <= 1:
            return self._hyperbolic(int(rest.p))
        raise Unsupported("a sum over this factorial")

    def _exponential(self, shift: int) -> Any:
        """Σ_{k>=a} p(k) r^k/(k+s)! = r^(-s) Σ_{i>=a+s} p(i-s) r^i/i!."""
        tower, start = self.tower, self.start() + shift
        if start < 0 or (shift and sign_of(tower, self.ratio) not in NOT_ZERO):
            raise Unsupported("a sum over factorials of negative numbers")
        r = self.term.power(1)
        moved = [tower.zero] * len(self.above)
        for j, c in enumerate(self.above):
            for i in range(j + 1):
                moved[i] = moved[i] + c * tower.constant(comb(j, i) * (-shift) ** (j - i))
        falling = _falling(tower, moved)
        total = [Mul(self.written(c), Pow(r, j), sympy.exp(r)) for j, c in enumerate(falling)]
        for i in range(start):
            value = tower.zero
            for c in reversed(moved):
                value = value * tower.constant(i) + c
            total.append(Mul(-1, self.written(value), Pow(r, i), Rational(1, factorial(i))))
        return Mul(Pow(r, -shift), Add(*total))

    def _hyperbolic(self, odd: int) -> Any:
        """Σ r^k/(2k)! = cosh √r and Σ r^k/(2k+1)! = sinh(√r)/√r, whichever root it is."""
        root = Mul(*(_half_power(b, n) for b, n in self.term.bases))
        if odd and sign_of(self.tower, self.ratio) not in NOT_ZERO:
            self.summing.require_nonzero(self.written(self.ratio))
        c = self.written(self.above[0]) if self.above else Integer(0)
        return Mul(c, sympy.sinh(root), Pow(root, -1)) if odd else Mul(c, sympy.cosh(root))

    def _whole_range(self, upper: Any, lower: Any) -> None:
        """The binomial coefficients C(N, k) for k from 0 to N."""
        tower = self.tower
        if lower != SUMMED or SUMMED in free_symbols(upper) or self.infinite or self.start() != 0:
            raise Unsupported("a sum over some binomial coefficients")
        if not tower.reduce(tower.of(upper) - self.end(self.high)).is_zero():
            raise Unsupported("a sum over some binomial coefficients")
        count = tower.reduce(self.end(self.high) + tower.one)
        if sign_of(tower, count) not in NOT_ZERO:  # over an empty range the sum is zero
            self.summing.require_nonzero(self.written(count))

    def _binomial(self, upper: Any, lower: Any) -> Any:
        self._whole_range(upper, lower)
        r, total = self.term.power(1), []
        for j, c in enumerate(_falling(self.tower, self.above)):
            falling = Mul(*(Add(upper, -i) for i in range(j)))
            total.append(Mul(self.written(c), falling, Pow(r, j), Pow(Add(1, r), Add(upper, -j))))
        return Add(*total)

    def _squares(self, upper: Any, lower: Any) -> Any:
        """Σ C(N, k)² = C(2N, N)."""
        self._whole_range(upper, lower)
        if self.term.bases or len(self.above) != 1:
            raise Unsupported("a sum over squares of binomial coefficients")
        return Mul(self.written(self.above[0]), sympy.binomial(Mul(2, upper), upper, evaluate=False))


def _polygamma(m: int, z: Any) -> Any:
    """(-1)^m ψ^(m-1)(z)/(m-1)!: the sum of 1/(k+z)^m over k >= 0, for m = 1 up to a constant."""
    value = sympy.digamma(z, evaluate=False) if m == 1 else sympy.polygamma(m - 1, z, evaluate=False)
    return Mul(value, Rational((-1) ** m, factorial(m - 1)))


def _falling(tower: Tower, p: list[Fraction]) -> list[Fraction]:
    """The coefficients of a polynomial over k(k-1)…(k-l+1)."""
    rest, result = list(p), []
    for point in range(len(p)):
        # synthetic division by (k - point)
        for i in range(len(rest) - 2, -1, -1):
            rest[i] = tower.reduce(rest[i] + rest[i + 1] * tower.constant(point))
        result.append(rest[0])
        rest = rest[1:]
    return result


def _half_power(base: Any, n: int) -> Any:
    if base == -1 and n % 2:
        return Mul(sympy.I, Pow(-1, (n - 1) // 2))
    return Pow(base, Rational(n, 2))
