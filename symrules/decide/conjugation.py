"""Complex conjugates in the tower, generator by generator."""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symrules.decide.fraction import Fraction, support
from symrules.decide.tower import Tower, invert


def conjugated(tower: Tower, f: Fraction) -> Fraction:
    """The complex conjugate, generator by generator (see `complex_parts`)."""
    images: list[Any] = []
    used = {i for p in (f.numerator, f.denominator) if p is not None for i in support(p)}
    for i in range(tower.size):
        generator = tower.generators.get(i)
        if i not in used or generator is None or generator.real:
            images.append(tower.fraction(generator) if generator else tower.zero)
        else:
            images.append(generator.conjugate(tower))
    above = put_for_generators(tower, f.numerator, images)
    return above if f.denominator is None else above * invert(tower, put_for_generators(tower, f.denominator, images))


def put_for_generators(tower: Tower, p: Any, images: list[Any]) -> Fraction:
    """A polynomial with a fraction put for each generator."""
    total = tower.zero
    for monomial, c in p.to_dict().items():
        term = tower.constant(c)
        for i, d in enumerate(monomial):
            if d:
                term = term * tower.integer_power(images[i], d)
        total = total + term
    return tower.reduce(total)


def real_part(tower: Tower, f: Fraction) -> Fraction:
    """The real part of a fraction whose conjugate is known."""
    if tower.is_real(f):
        return f
    return tower.reduce((f + conjugated(tower, f)) * tower.constant(fmpq(1, 2)))
