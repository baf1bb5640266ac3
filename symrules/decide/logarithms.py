"""Logarithms, split over irreducible factors as far as signs allow.

log(p u) = log p + log u for p > 0 and any complex u, on the principal branch. A factor of unknown sign is split off
only where it stands in an even power; what is left is one logarithm.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import arb, fmpq
from sympy import Symbol

from symrules.decide.balls import evaluate, working_precision
from symrules.decide.conjugation import conjugated
from symrules.decide.fraction import Fraction, support
from symrules.decide.generators import Generator, Write
from symrules.decide.refusals import Meaningless
from symrules.decide.roots import Split, absolute, absolute_of_factor, prime_factors, rational_power
from symrules.decide.signs import polynomial_sign
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of


class Logarithm(Generator):
    """log(`data`)."""

    kind = "log"

    def expression(self, tower: Tower, write: Write, bound: tuple[Symbol, ...]) -> Any:
        return sympy.log(write(self.data))

    def conjugate(self, tower: Tower) -> Fraction:
        size = logarithm(tower, absolute(tower, self.data))
        return tower.reduce(size * tower.constant(2) - tower.fraction(self))


def logarithm(tower: Tower, f: Fraction) -> Fraction:
    """The principal logarithm, as a sum over factors as far as the signs allow."""
    if f.numerator.is_zero():
        raise Meaningless("the logarithm of an expression that vanishes identically")
    f = tower.rationalised(f)
    constant = _log_of_constant(tower, f)
    if constant is not None:
        return constant
    split = Split(tower, f)
    total = _log_of_number(tower, split.content)
    for p, e in split.positive:
        total = total + tower.constant(fmpq(e)) * _log_of_positive(tower, p)
    for p, e in split.absolute:
        total = total + tower.constant(fmpq(e)) * _log_generator(tower, absolute_of_factor(tower, p).numerator, True)
    if split.phase_is_free and split.principal_angle != 0:
        pi = tower.of(sympy.pi)
        total = total + tower.constant(split.principal_angle) * pi * tower.imaginary
    if split.rest:
        total = total + _log_of_rest(tower, split.rest_fraction())
    return tower.reduce(total)


def _log_of_constant(tower: Tower, f: Fraction) -> Fraction | None:
    """log z = log|z| + iπa for an algebraic constant z whose argument is a rational multiple of π.

    The multiple is read off an enclosure and then confirmed exactly, by z² = |z|² exp(2πia).
    """
    indices = [i for p in (f.numerator, f.denominator) if p is not None for i in support(p)]
    kinds = {tower.generators[i].kind for i in indices}
    if "unit" not in kinds or any(
        tower.generators[i].kind != "unit" and not _is_prime_root(tower.generators[i]) for i in indices
    ):
        return None

    size = tower.reduce(f * conjugated(tower, f))
    value = evaluate(expression_of(tower, f), {}, 192)
    if not tower.is_real(size) or size.is_zero() or value.contains(0):
        return None
    with working_precision(192):
        ratio = value.arg() / arb.pi()
        candidates = [fmpq(int(p), q) for q in range(1, 25) if (p := (ratio * q).unique_fmpz()) is not None]
    for angle in candidates:
        if tower.unity > 60 and (2 * tower.unity) % int((2 * angle).q):
            return None
        # the enclosure tells the argument from its opposite, the square tells it exactly
        if abs(ratio - arb(angle)) < 1 and tower.reduce(f * f - size * tower.root_of_unity(2 * angle)).is_zero():
            modulus = logarithm(tower, size) * tower.constant(fmpq(1, 2))
            return tower.reduce(modulus + tower.of(sympy.pi) * tower.imaginary * tower.constant(angle))
    return None


def _is_prime_root(generator: Generator) -> bool:
    return generator.kind == "root" and bool(generator.data.is_constant())


def _log_of_number(tower: Tower, c: Any) -> Fraction:
    total = tower.zero
    for number, direction in ((c.p, 1), (c.q, -1)):
        for prime, e in prime_factors(number):
            generator = tower.fraction(_log_of_prime(tower, prime))
            total = total + tower.constant(fmpq(direction * e)) * generator
    return total


def _log_of_prime(tower: Tower, prime: Any) -> Generator:
    key = ("log", int(prime))
    found = tower.by_key.get(key)
    if found is None:
        found = tower.new(Logarithm, tower.constant(fmpq(prime)), "+", key=key, lower=fmpq(1, 2))
    return found


def _log_of_positive(tower: Tower, p: Any) -> Fraction:
    if len(p) == 1 and p.total_degree() == 1:
        generator = tower.generators[support(p)[0]]
        if generator.kind == "exp" and generator.real:
            return generator.data  # type: ignore[no-any-return]
        if generator.kind == "root" and generator.sign == "+":
            return logarithm(tower, generator.data) * tower.constant(fmpq(1, tower.root_index))
    return _log_generator(tower, p, True)


def _log_generator(tower: Tower, p: Any, positive: bool) -> Fraction:
    key = ("log", str(p))
    generator = tower.by_key.get(key)
    if generator is None:
        sign = polynomial_sign(tower, p - 1) if positive else ""
        generator = tower.new(Logarithm, Fraction(p), sign if positive else "", positive, key=key)
    return tower.fraction(generator)


def _log_of_rest(tower: Tower, u: Fraction) -> Fraction:
    key = ("log", str(u))
    generator = tower.by_key.get(key)
    if generator is None:
        generator = tower.new(Logarithm, u, "", False, key=key)
    return tower.fraction(generator)


def power_of_log(tower: Tower, generator: Generator, c: Any) -> Fraction:
    """exp(c log u) = u**c for the argument u of a logarithm generator."""
    if c.q == 1:
        return tower.integer_power(generator.data, int(c.p))
    return rational_power(tower, generator.data, c)
