"""Coefficients as SymPy expressions, in the factored form that a paper would print."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import gcd, lcm
from typing import Any

import sympy
from flint import fmpq, fmpq_mpoly

_FACTORED = 400
"""A longer polynomial is not worth the seconds that its factors take."""


def quotient(num: fmpq_mpoly, den: fmpq_mpoly, names: Sequence[Any]) -> Any:
    """A fraction of polynomials in factored form; the i-th name stands for the i-th generator of their ring."""
    if num.is_zero():
        return sympy.Integer(0)
    sign, factors = _factors(names, num)
    below, divisors = _factors(names, den)
    return product(number(sign / below), factors + [(e, -n) for e, n in divisors])


def number(c: fmpq) -> Any:
    """A FLINT rational in SymPy; it is in lowest terms already."""
    p, q = int(c.p), int(c.q)
    return sympy.Integer(p) if q == 1 else sympy.Rational.from_coprime_ints(p, q)


def _factors(names: Sequence[Any], p: fmpq_mpoly) -> tuple[fmpq, list[tuple[Any, int]]]:
    if p.is_constant():
        return p.leading_coefficient(), []
    content, factors = p.factor() if len(p) <= _FACTORED else _content(p)
    content = fmpq(content)
    found = []
    for q, n in factors:
        constant = q.to_dict().get((0,) * max(len(names), 1), fmpq(0))
        if constant < 0 or (constant == 0 and q.leading_coefficient() < 0):
            q, content = -q, content * (-1) ** int(n)
        found.append((_sum(names, q), int(n)))
    return content, sorted(found, key=lambda item: sympy.default_sort_key(item[0]))


def _content(p: fmpq_mpoly) -> tuple[fmpq, list[tuple[fmpq_mpoly, int]]]:
    """The common numerical factor alone."""
    numbers = p.coeffs()
    content = fmpq(reduce(gcd, (int(c.p) for c in numbers)), reduce(lcm, (int(c.q) for c in numbers)))
    return content, [(p / content, 1)]


def _sum(names: Sequence[Any], p: fmpq_mpoly) -> Any:
    terms = []
    for exponents, c in p.to_dict().items():
        powers = [sympy.Pow(names[i], int(e)) for i, e in enumerate(exponents) if e]
        terms.append(sympy.Mul(number(c), *powers))
    return sympy.Add(*terms)


def product(head: Any, parts: list[tuple[Any, int]]) -> Any:
    """A product that keeps a numerical factor in front of a single sum, as a paper would."""
    factors = [sympy.Pow(e, n) for e, n in parts]
    result = sympy.Mul(*factors)
    if head == 1:
        return result
    if result.is_Add:
        return sympy.Mul(head, result, evaluate=False)
    return sympy.Mul(head, result)
