"""Whether a fraction is an integer at every point, or at none: polynomials in integer symbols."""

from __future__ import annotations

from math import lcm
from typing import Any

from flint import fmpq

from symrules.decide.fraction import Fraction, support
from symrules.decide.tower import Tower


def rational_polynomial(tower: Tower, f: Fraction) -> Any:
    """The coefficients by monomial of a polynomial in integer symbols; None for anything else."""
    if f.denominator is not None:
        return None
    generators = (tower.generators[i] for i in support(f.numerator))
    if not all(g.kind == "symbol" and tower.facts.domain(g.data).integer for g in generators):
        return None
    return f.numerator.to_dict()


def is_integer(tower: Tower, f: Fraction) -> bool:
    coefficients = rational_polynomial(tower, f)
    return coefficients is not None and all(c.q == 1 for c in coefficients.values())


def is_never_integer(tower: Tower, f: Fraction) -> bool:
    """Whether the constant term is no multiple of what the other terms are multiples of, 1/q."""
    coefficients = rational_polynomial(tower, f)
    if coefficients is None:
        return False
    constant = sum(c for monomial, c in coefficients.items() if not any(monomial))
    q = lcm(*[int(c.q) for monomial, c in coefficients.items() if any(monomial)])
    return (constant * q + fmpq(0)).q != 1  # type: ignore[no-any-return]
