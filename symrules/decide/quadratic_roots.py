"""Definite integrals of P(x) q(x)^(k/2), q quadratic, k odd >= -1: P/√q = (Q √q)' + λ/√q, and the last term is known.

    ∫ dx/√q = arctan(-(2cx + b)/(2 √(-c) √q))/√(-c),      c < 0, between the real roots of q,
    ∫ dx/√q = log(2 √c √q + 2cx + b)/√c,                  c > 0, where q has no real roots,

for q = a + b x + c x². Where q vanishes the arctangent is ±π/2.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.generators import Generator
from symrules.decide.logarithms import logarithm
from symrules.decide.polynomials import Polynomial, added, polynomial_in, stripped, value_at
from symrules.decide.roots import rational_power
from symrules.decide.rules import atan_of
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower

_HALF = fmpq(1, 2)
_MAX_DEGREE = 20


def quadratic_root(
    tower: Tower, f: Fraction, x: Generator, ends: tuple[Any, ...], dependent: set[int]
) -> Fraction | None:
    """∫ f dx between finite ends for f a polynomial in x times an odd power of the root of one quadratic, or None."""
    if any(isinstance(end, sympy.Basic) for end in ends):
        return None
    used = {i for p in (f.numerator, f.denominator) if p is not None for i in support(p)} & dependent
    roots = sorted(i for i in used if i != x.index)
    if not _are_roots(tower, roots):
        return None
    q: Polynomial = [tower.one]
    for i in roots:
        p = polynomial_in(tower, tower.generators[i].data.numerator, x, dependent)
        if p is None or (len(roots) == 2 and not _is_nowhere_negative(tower, p, ends)):
            return None
        q = _times(tower, q, p)
    read = None if len(q) != 3 else _over_root(tower, f, x, roots, q, dependent)
    if read is None:
        return None
    above, scale = read
    found = _reduced(tower, above, q)
    ends_of = _at_ends(tower, q, ends)
    if found is None or ends_of is None:
        return None
    polynomial, rest = found
    total = tower.zero
    for (end, value, angle), direction in zip(ends_of, (-1, 1), strict=True):
        part = value_at(tower, polynomial, end) * value + rest * angle
        total = total + part * tower.constant(direction)
    return tower.reduce(total * scale)


def _are_roots(tower: Tower, indices: list[int]) -> bool:
    """Whether the generators are one root, or two."""
    generators = [tower.generators[i] for i in indices]
    if tower.root_index % 2 or any(g.kind != "root" or g.data.denominator is not None for g in generators):
        return False
    return len(indices) in (1, 2)


def _is_nowhere_negative(tower: Tower, p: Polynomial, ends: tuple[Any, ...]) -> bool:
    """Whether a linear function is not negative at either end, and so nowhere between: then √p √q = √(pq)."""
    values = [value_at(tower, p, end) for end in ends]
    return len(p) == 2 and all(tower.is_real(v) and sign_of(tower, v) in ("+", "0+", "0") for v in values)


def _over_root(
    tower: Tower, f: Fraction, x: Generator, roots: list[int], q: Polynomial, dependent: set[int]
) -> tuple[Polynomial, Fraction] | None:
    """(P, c) where f = c P(x)/√q, and √q is the product of the roots."""
    scale, shifts = tower.one, dict.fromkeys(roots, 0)
    if f.denominator is not None:
        content, factors = factored(f.denominator)
        scale = tower.constant(content).inverse()
        for p, m in factors:
            if not any(i in dependent for i in support(p)):
                scale = scale * tower.integer_power(Fraction(p), -m)
            elif len(p) == 1 and p.total_degree() == 1 and support(p)[0] in roots:
                shifts[support(p)[0]] += m
            else:
                return None
    total: Polynomial = []
    for monomial, c in f.numerator.to_dict().items():
        term = tower.context.from_dict({tuple(0 if i in roots else d for i, d in enumerate(monomial)): c})
        for i in roots:
            power, left = divmod(monomial[i] - shifts[i], tower.root_index // 2)
            if left or power % 2 == 0 or power < -1:
                return None
            term = term * tower.generators[i].data.numerator ** ((power + 1) // 2)
        p = polynomial_in(tower, term, x, dependent)
        if p is None or len(p) > _MAX_DEGREE:
            return None
        total = added(total, p)
    return total, scale


def _times(tower: Tower, p: Polynomial, q: Polynomial) -> Polynomial:
    result = [tower.zero] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] = tower.reduce(result[i + j] + a * b)
    return result


def _reduced(tower: Tower, p: Polynomial, q: Polynomial) -> tuple[Polynomial, Fraction] | None:
    """(Q, λ) with P = Q' q + Q q'/2 + λ."""
    a, b, c = q
    if sign_of(tower, c) not in ("+", "-"):
        return None
    rest = stripped(tower, p)
    result = [tower.zero] * max(len(rest) - 1, 0)
    while len(rest) > 1:
        n = len(rest) - 2  # of the leading term of Q: (n + 1) c Q_n = P_{n+1}
        value = tower.reduce(rest[-1] * (c * tower.constant(n + 1)).inverse())
        result[n] = value
        rest[n + 1] = tower.zero
        rest[n] = rest[n] - value * b * tower.constant(fmpq(2 * n + 1, 2))
        if n:
            rest[n - 1] = rest[n - 1] - value * a * tower.constant(n)
        rest = stripped(tower, rest)
    return result, rest[0] if rest else tower.zero


def _at_ends(tower: Tower, q: Polynomial, ends: tuple[Any, ...]) -> list[tuple[Fraction, Fraction, Fraction]] | None:
    """At each end: the end, √q there, and the antiderivative of 1/√q."""
    a, b, c = q
    sign = sign_of(tower, c)
    if sign == "+":
        discriminant = tower.reduce(b * b - a * c * tower.constant(4))
        if sign_of(tower, discriminant) != "-":
            return None
    size = rational_power(tower, c if sign == "+" else -c, _HALF)
    found = []
    for end in ends:
        square = value_at(tower, q, end)
        slope = tower.reduce(b + c * end * tower.constant(2))
        if square.is_zero():
            of_slope = sign_of(tower, slope)
            if of_slope not in ("+", "-"):
                return None
            angle = tower.of(sympy.pi) * tower.constant(-_HALF if of_slope == "+" else _HALF)
            found.append((end, tower.zero, tower.reduce(angle * size.inverse())))
            continue
        if not tower.is_real(square) or sign_of(tower, square) != "+":
            return None
        root = rational_power(tower, square, _HALF)
        if sign == "+":
            inside = tower.reduce(root * size * tower.constant(2) + slope)
            value = logarithm(tower, inside)
        else:
            value = atan_of(tower, tower.reduce(-slope * (root * size * tower.constant(2)).inverse()))
        found.append((end, root, tower.reduce(value * size.inverse())))
    return found
