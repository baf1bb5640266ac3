"""Square roots of a + b√c that are sums of simpler ones.

For d² = a² - b²c with d in the field, a + d, a - d >= 0, and d >= 0 where b < 0,

    √(a + b√c) = √((a+d)/2) + sign(b) √((a-d)/2),

since the square of the right side is a + sign(b) √(a² - d²) = a + b√c, and it is not negative.
"""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.generators import Generator
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower

_HALF = fmpq(1, 2)
Denested = tuple[Fraction, Fraction, str]
_NOT_NEGATIVE = ("+", "0+", "0")


def denested(tower: Tower, p: Any) -> Denested | None:
    """The two radicands and the sign between their roots, where the formula above gives the square root; else None."""
    if tower.root_index % 2:
        return None
    for i in support(p):
        generator = tower.generators[i]
        if _is_real_root(generator):
            value = _over(tower, p, generator)
            if value is not None:
                return value
    return None


def _is_real_root(g: Generator) -> bool:
    return g.kind == "root" and g.real and g.sign in ("+", "0+")


def _over(tower: Tower, p: Any, g: Generator) -> Denested | None:
    half = tower.root_index // 2
    parts: dict[int, dict[Any, Any]] = {0: {}, half: {}}
    for monomial, coefficient in p.to_dict().items():
        degree = int(monomial[g.index])
        if degree not in parts:
            return None
        parts[degree][tuple(0 if k == g.index else d for k, d in enumerate(monomial))] = coefficient
    a, b = (Fraction(tower.context.from_dict(parts[k])) for k in (0, half))
    norm = tower.reduce(a * a - b * b * g.data)
    d = None if norm.denominator is not None else _exact_root(tower, norm.numerator)
    if d is None:
        return None
    sign = sign_of(tower, b)
    two = tower.constant(_HALF)
    larger, smaller = tower.reduce((a + d) * two), tower.reduce((a - d) * two)
    signed = (larger, smaller) if sign == "+" else (larger, smaller, d)
    if sign not in ("+", "-") or any(sign_of(tower, f) not in _NOT_NEGATIVE for f in signed):
        return None
    return larger, smaller, sign


def _exact_root(tower: Tower, p: Any) -> Fraction | None:
    """A polynomial whose square is p, with a positive leading coefficient, or None."""
    if p.is_zero():
        return tower.zero
    content, factors = factored(p)
    if content < 0 or any(m % 2 for _, m in factors):
        return None
    root = _rational_root(content)
    if root is None:
        return None
    value = tower.constant(root)
    for q, m in factors:
        value = value * tower.integer_power(Fraction(q), m // 2)
    return value if sign_of(tower, value) in _NOT_NEGATIVE else -value


def _rational_root(c: Any) -> Any:
    above, below = c.p.isqrt(), c.q.isqrt()
    return fmpq(above, below) if above * above == c.p and below * below == c.q else None
