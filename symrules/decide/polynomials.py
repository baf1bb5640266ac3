"""Polynomials in one variable with coefficients in the tower."""

from __future__ import annotations

from math import comb
from typing import Any

from symrules.decide.fraction import Fraction, support
from symrules.decide.generators import Generator
from symrules.decide.tower import Tower

Polynomial = list[Fraction]  # coefficients that are free of the variable, the constant one first


def polynomial_in(tower: Tower, p: Any, x: Generator, dependent: set[int]) -> Polynomial | None:
    """The coefficients of a polynomial in x, or None where anything else in it depends on x."""
    if any(i in dependent and i != x.index for i in support(p)):
        return None
    parts: dict[int, dict[Any, Any]] = {}
    for monomial, c in p.to_dict().items():
        rest = tuple(0 if i == x.index else d for i, d in enumerate(monomial))
        parts.setdefault(int(monomial[x.index]), {})[rest] = c
    return [Fraction(tower.context.from_dict(parts.get(k, {}))) for k in range(max(parts, default=-1) + 1)]


def added(p: Polynomial, q: Polynomial) -> Polynomial:
    """The sum of two polynomials."""
    if len(p) < len(q):
        p, q = q, p
    return [c + q[k] if k < len(q) else c for k, c in enumerate(p)]


def stripped(tower: Tower, p: Polynomial) -> Polynomial:
    """Without leading coefficients that vanish."""
    p = [tower.reduce(c) for c in p]
    while p and p[-1].is_zero():
        p.pop()
    return p


def composed(tower: Tower, p: Polynomial, start: Fraction, direction: int) -> Polynomial:
    """p(start + direction·t) as a polynomial in t."""
    result = []
    for k in range(len(p)):
        total = tower.zero
        for j in range(len(p) - 1, k - 1, -1):
            total = tower.reduce(total * start + p[j] * tower.constant(comb(j, k)))
        result.append(total if direction > 0 or k % 2 == 0 else -total)
    return result


def value_at(tower: Tower, p: Polynomial, point: Fraction) -> Fraction:
    """p(point)."""
    total = tower.zero
    for c in reversed(p):
        total = tower.reduce(total * point + c)
    return total
