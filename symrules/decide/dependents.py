"""What depends on a variable, and a fraction taken apart by it."""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symrules.decide.fraction import Fraction, support
from symrules.decide.tower import Tower


def dependents(tower: Tower, variable: Any) -> set[int]:
    """The indices of the generators whose value depends on a variable."""
    result: set[int] = set()
    symbol = tower.by_key.get(variable)
    if symbol is None:
        return result
    result.add(symbol.index)
    grew = True
    while grew:
        grew = False
        for generator in tower.generators.values():
            if generator.index not in result and generator.depends(result, variable):
                result.add(generator.index)
                grew = True
    return result


def split_denominator(tower: Tower, d: Any, dependent: set[int]) -> tuple[Fraction, Any]:
    """1/d as (a fraction free of the variable) and (the polynomial that is left below, or None)."""
    if d is None:
        return tower.one, None
    constant, varying = tower.one.numerator, tower.one.numerator
    content, factors = d.factor()
    for p, multiplicity in factors:
        if any(i in dependent for i in support(p)):
            varying = varying * p**multiplicity
        else:
            constant = constant * p**multiplicity
    return Fraction(constant * content).inverse(), None if varying.is_one() else varying


def by_monomial(tower: Tower, n: Any, dependent: set[int]) -> list[tuple[Any, Any]]:
    """n as a sum of (coefficient free of the variable) × (monomial in generators that depend on it)."""
    groups: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
    for monomial, c in n.to_dict().items():
        inside = tuple(d if i in dependent else 0 for i, d in enumerate(monomial))
        outside = tuple(0 if i in dependent else d for i, d in enumerate(monomial))
        groups.setdefault(inside, {})[outside] = c
    context = tower.context
    return [
        (context.from_dict(outside), context.from_dict({inside: fmpq(1)}))
        for inside, outside in sorted(groups.items(), reverse=True)
    ]
