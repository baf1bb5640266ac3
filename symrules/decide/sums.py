"""Sums in the tower that have no closed form: linear, and for the rest one opaque generator for each summand."""

from __future__ import annotations

from typing import Any

from sympy import Sum

from symrules.decide.dependents import by_monomial, dependents, split_denominator
from symrules.decide.fraction import Fraction, support
from symrules.decide.refusals import Unsupported
from symrules.decide.tower import Rules, Tower


def _sum(tower: Tower, e: Any) -> Fraction:
    """Σ_k Σ_i c_i f_i(k) = Σ_i c_i Σ_k f_i(k), and Σ_k 1 is the number of terms."""
    if len(e.limits) != 1:
        raise Unsupported("a multiple sum")
    variable, low, high = e.limits[0]
    f, start, end = (tower.of(part) for part in (e.function, low, high))
    dependent = dependents(tower, variable)
    below, varying = split_denominator(tower, f.denominator, dependent)
    total = tower.zero
    for coefficient, monomial in by_monomial(tower, f.numerator, dependent):
        kernel = Fraction(monomial, varying)
        if varying is None and not any(i in dependent for i in support(monomial)):
            value = tower.reduce((end - start + tower.one) * kernel)
        else:
            real = all(tower.is_real(part) for part in (kernel, start, end))
            value = tower.fraction(tower.opaque_generator(f"Σ:{variable}", (kernel, start, end), e, real=real))
        total = total + Fraction(coefficient) * value
    return tower.reduce(total * below)


RULES: Rules = {Sum: _sum}
