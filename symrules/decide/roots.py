"""Rational powers and absolute values, split over irreducible factors as far as signs allow.

For p >= 0 and any complex u, (p u)^r = p^r u^r holds on the principal branch; a factor of unknown sign is split only
where it stands in an even power. Everything else stays together as one generator g with g^Q = u.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq, fmpz
from sympy import Mul, Pow, Rational, Symbol

from symrules.decide.conjugation import conjugated
from symrules.decide.denesting import denested
from symrules.decide.fraction import Fraction, factored
from symrules.decide.generators import Generator, Write
from symrules.decide.refusals import Larger, Unsupported
from symrules.decide.signs import factor_sign
from symrules.decide.tower import Tower

_LARGEST_TO_FACTOR = 10**18


class Split:
    """A fraction as content · ζ-power · Π positive^e · Π |even|^e · rest, exponents counted in whole powers."""

    def __init__(self, tower: Tower, f: Fraction) -> None:
        self.tower = tower
        self.content = fmpq(1)
        self.angle = fmpq(0)
        self.positive: list[tuple[Any, int]] = []
        self.absolute: list[tuple[Any, int]] = []
        self.rest: list[tuple[Any, int]] = []
        for polynomial, direction in ((f.numerator, 1), (f.denominator, -1)):
            if polynomial is not None:
                content, factors = factored(polynomial)
                self.content *= content**direction
                for factor, multiplicity in factors:
                    self._place(factor, direction * multiplicity)
        if self.content < 0:
            self.content, self.angle = -self.content, self.angle + 1

    def _place(self, p: Any, e: int) -> None:
        tower = self.tower
        if not tower.is_real(Fraction(p)):
            unit = tower.by_key.get("unit")
            if unit is not None and p == tower.gens[unit.index]:
                self.angle += fmpq(e, tower.unity)
            else:
                self.rest.append((p, e))
            return
        sign = factor_sign(tower, p)
        if sign in ("-", "0-"):
            p, sign = -p, "+" if sign == "-" else "0+"
            self.angle += e
        if sign in ("+", "0+"):
            self.positive.append((p, e))
            return
        half, odd = divmod(e, 2)
        if half:
            self.absolute.append((p, 2 * half))
        if odd:
            self.rest.append((p, odd))

    @property
    def principal_angle(self) -> Any:
        """The argument of the root-of-unity factor over π, in (-1, 1]."""
        angle = self.angle - 2 * ((self.angle + 1) / 2).floor()
        return angle if angle != -1 else fmpq(1)

    @property
    def phase_is_free(self) -> bool:
        """Whether the phase may be taken out: it is one, or nothing of unknown phase is left beside it."""
        return self.principal_angle == 0 or not self.rest

    def rest_fraction(self) -> Fraction:
        f = self.tower.one
        for p, e in self.rest:
            f = f * self.tower.integer_power(Fraction(p), e)
        if not self.phase_is_free:
            f = f * self.tower.root_of_unity(self.principal_angle)
        return self.tower.reduce(f)


class Root(Generator):
    """`data`**(1/Q), where Q is the index of all roots in the tower."""

    kind = "root"

    def expression(self, tower: Tower, write: Write, bound: tuple[Symbol, ...]) -> Any:
        return Pow(write(self.data), Rational(1, tower.root_index))

    def conjugate(self, tower: Tower) -> Fraction:
        size = rational_power(tower, absolute(tower, self.data), fmpq(2, tower.root_index))
        return tower.reduce(size * tower.fraction(self).inverse())


class ScaledRoot(Generator):
    """d u**(1/Q) for `data` u = n/d."""

    kind = "scaled root"

    def expression(self, tower: Tower, write: Write, bound: tuple[Symbol, ...]) -> Any:
        return Mul(write(Fraction(self.data.denominator)), Pow(write(self.data), Rational(1, tower.root_index)))


class AbsoluteValue(Generator):
    """|`data`| for an irreducible real polynomial."""

    kind = "abs"

    def expression(self, tower: Tower, write: Write, bound: tuple[Symbol, ...]) -> Any:
        return sympy.Abs(write(Fraction(self.data)))


def _as_sum(tower: Tower, p: Any) -> Fraction | None:
    """√p as a sum or difference of two simpler roots, or None."""
    found = denested(tower, p)
    if found is None:
        return None
    larger, smaller, sign = found
    first, second = (rational_power(tower, f, fmpq(1, 2)) for f in (larger, smaller))
    return tower.reduce(first + second if sign == "+" else first - second)


def rational_power(tower: Tower, f: Fraction, r: Any) -> Fraction:
    """The principal value of f**r for a rational r."""
    if f.numerator.is_zero():
        if r > 0:
            return tower.zero
        raise Unsupported("a negative power of an expression that vanishes identically")
    if tower.root_index % int(r.q):
        index = tower.root_index * int(r.q) // int(fmpz(tower.root_index).gcd(r.q))
        if index > 60:
            raise Unsupported(f"a root of index {index}")
        raise Larger({"root_index": index})
    split = Split(tower, tower.rationalised(f))
    value = _power_of_number(tower, split.content, r)
    for p, e in split.positive:
        value = value * _power_of_factor(tower, p, e * r)
    for p, e in split.absolute:
        value = value * _power_of_absolute(tower, p, e * r)
    if split.phase_is_free and split.principal_angle != 0:
        value = value * tower.root_of_unity(split.principal_angle * r)
    if split.rest:
        value = value * _power_of_rest(tower, split, r)
    return tower.reduce(value)


def _root(tower: Tower, key: Any, radicand: Fraction, sign: str, real: bool) -> Fraction:
    """The generator g = radicand**(1/Q), with g**Q = radicand."""
    generator = tower.by_key.get(key)
    if generator is None:
        if radicand.denominator is not None:
            raise Unsupported("a root of a fraction whose denominator has no known sign")
        generator = tower.new(Root, radicand, sign, real, key=key, algebraic=True)
        if sign:
            generator.lower = fmpq(0)
        g = tower.gens[generator.index]
        tower.relations[generator.index] = (tower.root_index, g**tower.root_index - radicand.numerator)
    return tower.fraction(generator)


def _power_of_factor(tower: Tower, p: Any, e: Any) -> Fraction:
    """p**e for an irreducible p >= 0."""
    whole = e.floor()
    value = tower.integer_power(Fraction(p), int(whole))
    rest = (e - whole) * tower.root_index
    if rest:
        if 2 * rest == tower.root_index and (simpler := _as_sum(tower, p)) is not None:
            return value * simpler
        sign = "+" if factor_sign(tower, p) == "+" else "0+"
        g = _root(tower, ("root", str(p)), Fraction(p), sign, True)
        value = value * tower.integer_power(g, int(rest.p))
    return value


def _power_of_absolute(tower: Tower, p: Any, e: Any) -> Fraction:
    """|p|**e for an irreducible real p of unknown sign."""
    if e.q == 1 and int(e.p) % 2 == 0:
        return tower.integer_power(Fraction(p), int(e.p))
    a = absolute_of_factor(tower, p)
    whole = e.floor()
    value = tower.integer_power(a, int(whole))
    rest = (e - whole) * tower.root_index
    if rest:
        sign = "0+"
        g = _root(tower, ("root|", str(_up_to_sign(p))), a, sign, True)
        value = value * tower.integer_power(g, int(rest.p))
    return value


def _power_of_rest(tower: Tower, split: Split, r: Any) -> Fraction:
    u = split.rest_fraction()
    if u.denominator is None and r.q == 2 and (simpler := _as_sum(tower, u.numerator)) is not None:
        return tower.integer_power(simpler, int(r.p))
    if u.denominator is not None:
        d = u.denominator
        if tower.root_index % 2 == 0 and tower.is_real(Fraction(d)):
            # (a/b)^(1/Q) = (a b^(Q-1))^(1/Q) / |b| for real b, since b^Q > 0
            q = tower.root_index
            top = tower.reduce(Fraction(u.numerator) * tower.integer_power(Fraction(d), q - 1))
            below = absolute(tower, Fraction(d))
            power = int((r * q).p)
            g = _root(tower, ("rest", str(top)), top, "", False)
            return tower.integer_power(g, power) * tower.integer_power(below, -power)
        return tower.integer_power(_scaled_root(tower, u), int((r * tower.root_index).p))
    g = _root(tower, ("rest", str(u)), u, "", False)
    return tower.integer_power(g, int((r * tower.root_index).p))


def _scaled_root(tower: Tower, u: Fraction) -> Fraction:
    """The principal root of u = n/d as g/d, where g = d u**(1/Q) is a generator with g**Q = n d**(Q-1)."""
    key = ("scaled root", str(u))
    generator = tower.by_key.get(key)
    if generator is None:
        q = tower.root_index
        generator = tower.new(ScaledRoot, u, "", False, key=key, algebraic=True)
        radicand = tower.reduce_polynomial(u.numerator * u.denominator ** (q - 1))
        tower.relations[generator.index] = (q, tower.gens[generator.index] ** q - radicand)
    return Fraction(tower.gens[generator.index], u.denominator)


def _power_of_number(tower: Tower, c: Any, r: Any) -> Fraction:
    """c**r for a rational c > 0, over the prime factors of c."""
    value = tower.one
    for number, direction in ((c.p, 1), (c.q, -1)):
        for prime, e in prime_factors(number):
            exponent = e * r * direction
            whole = exponent.floor()
            value = value * tower.integer_power(tower.constant(fmpq(prime)), int(whole))
            rest = (exponent - whole) * tower.root_index
            if rest:
                value = value * _power_of_prime(tower, int(prime), int(rest.p))
    return tower.reduce(value)


def prime_factors(n: Any) -> list[tuple[Any, int]]:
    """The prime factors of a whole number; a very large one counts as prime, or as the square of one."""
    if n == 1:
        return []
    if n <= _LARGEST_TO_FACTOR:
        return [(p, int(e)) for p, e in n.factor()]
    root = n.isqrt()
    return [(root, 2)] if root * root == n else [(n, 1)]


def _power_of_prime(tower: Tower, prime: int, power: int) -> Fraction:
    """prime**(power/Q); a square root that lies in the cyclotomic field in use is expressed there (Gauss sum)."""
    if 2 * power == tower.root_index and (2 * tower.unity) % (8 if prime == 2 else prime) == 0 and tower.unity > 2:
        found = _gauss_sum(tower, prime)
        if found is not None:
            return found
    radicand = tower.constant(fmpq(prime))
    g = _root(tower, ("prime", prime), radicand, "+", True)
    generator = tower.by_key[("prime", prime)]
    if generator.upper is None:
        generator.lower, generator.upper = fmpq(1), fmpq(prime)
    return tower.integer_power(g, power)


def _gauss_sum(tower: Tower, prime: int) -> Fraction | None:
    if prime == 2:
        if tower.unity % 4:
            return None
        return tower.root_of_unity(fmpq(1, 4)) + tower.root_of_unity(fmpq(-1, 4))
    if (2 * tower.unity) % prime:
        return None
    total = tower.zero
    for a in range(1, prime):
        symbol = 1 if pow(a, (prime - 1) // 2, prime) == 1 else -1
        total = total + tower.constant(fmpq(symbol)) * tower.root_of_unity(fmpq(2 * a, prime))
    if prime % 4 == 3:
        total = total * tower.root_of_unity(fmpq(-1, 2))
    return tower.reduce(total)


def _up_to_sign(p: Any) -> Any:
    return p if p.leading_coefficient() > 0 else -p


def absolute_of_factor(tower: Tower, p: Any) -> Fraction:
    """|p| for an irreducible real p: the generator a with a**2 = p**2 where the sign is not known."""
    sign = factor_sign(tower, p)
    if sign == "0":
        return tower.zero
    if sign in ("+", "0+"):
        return Fraction(p)
    if sign in ("-", "0-"):
        return Fraction(-p)
    key = ("abs", str(_up_to_sign(p)))
    generator = tower.by_key.get(key)
    if generator is None:
        generator = tower.new(AbsoluteValue, p, "+" if sign == "!0" else "0+", key=key, algebraic=True, lower=fmpq(0))
        tower.relations[generator.index] = (2, tower.gens[generator.index] ** 2 - p**2)
    return tower.fraction(generator)


def absolute(tower: Tower, f: Fraction) -> Fraction:
    """|f|, multiplicative over the irreducible factors; defined here for real f and roots of unity."""
    value = tower.one
    for polynomial, direction in ((f.numerator, 1), (f.denominator, -1)):
        if polynomial is None:
            continue
        if polynomial.is_zero():
            return tower.zero
        content, factors = factored(polynomial)
        value = value * tower.constant(abs(content) ** direction)
        for p, e in factors:
            if not tower.is_real(Fraction(p)):
                unit = tower.by_key.get("unit")
                if unit is not None and p == tower.gens[unit.index]:
                    continue
                value = value * tower.integer_power(_absolute_of_complex(tower, p), direction * e)
                continue
            base = Fraction(p) if e % 2 == 0 else absolute_of_factor(tower, p)
            value = value * tower.integer_power(base, direction * e)
    return tower.reduce(value)


def _absolute_of_complex(tower: Tower, p: Any) -> Fraction:
    """|p| = √(p conj p) for an irreducible p, where the conjugate is known; else a quantity of its own."""
    try:
        square = tower.reduce(Fraction(p) * conjugated(tower, Fraction(p)))
        return rational_power(tower, square, fmpq(1, 2))
    except Larger:
        raise
    except Unsupported:
        monic = p / p.leading_coefficient()
        size = tower.fraction(tower.opaque_generator("modulus", (Fraction(monic),), sympy.Abs, sign="0+", real=True))
        return size * tower.constant(abs(p.leading_coefficient()))
