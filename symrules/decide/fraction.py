"""Fractions of FLINT multivariate polynomials over ℚ, kept in lowest terms.

Notes
-----
Sums and products cancel as they go (Henrici's scheme): the greatest common divisor of the denominators is taken
before they are multiplied, which keeps sums of many Fermi functions from exploding. A denominator of one is stored as
None, so that polynomial arithmetic pays nothing for it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import gcd, lcm
from typing import Any

from flint import fmpq


def support(p: Any) -> list[int]:
    """The indices of the generators that occur in a polynomial."""
    return [i for i, d in enumerate(p.degrees()) if d > 0]


class Heavy(Exception):
    """A polynomial on which native arithmetic may take long: the claim belongs into a process that can be stopped."""


_HEAVY_DEGREE, _HEAVY_LENGTH = 600, 4_000
_guard = threading.local()


@contextmanager
def guarded() -> Iterator[None]:
    """Within, heavy polynomials are not worked on in this thread."""
    before = getattr(_guard, "on", False)
    _guard.on = True
    try:
        yield
    finally:
        _guard.on = before


def weigh(p: Any) -> None:
    """Look at a polynomial before it is factored or divided.

    Raises
    ------
    Heavy
        That may take long, and nothing could stop it here.
    """
    if (p.total_degree() > _HEAVY_DEGREE or len(p) > _HEAVY_LENGTH) and getattr(_guard, "on", False):
        raise Heavy


def factored(p: Any) -> tuple[Any, list[tuple[Any, int]]]:
    """The content of a polynomial and its irreducible factors, primitive over ℤ with a positive leading coefficient.

    Notes
    -----
    What is linear with rational coefficients is irreducible; most polynomials that come here are, and FLINT takes
    thirty microseconds to find out.
    """
    if p.total_degree() != 1:
        weigh(p)
        return p.factor()  # type: ignore[no-any-return]
    coefficients = p.coeffs()
    above, below = gcd(*[int(c.p) for c in coefficients]), lcm(*[int(c.q) for c in coefficients])
    content = fmpq(above if coefficients[0] > 0 else -above, below)
    return content, [(p if content == 1 else p / content, 1)]


class Fraction:
    """A quotient of polynomials `numerator / denominator`; `denominator` is None where it is one."""

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: Any, denominator: Any = None) -> None:
        self.numerator = numerator
        self.denominator = denominator

    def __repr__(self) -> str:
        return f"({self.numerator})/({self.denominator})" if self.denominator is not None else f"{self.numerator}"

    def is_zero(self) -> bool:
        return bool(self.numerator.is_zero())

    def is_constant(self) -> bool:
        return self.denominator is None and bool(self.numerator.is_constant())

    def __neg__(self) -> Fraction:
        return Fraction(-self.numerator, self.denominator)

    def __add__(self, other: Fraction) -> Fraction:
        n1, d1, n2, d2 = self.numerator, self.denominator, other.numerator, other.denominator
        if d1 is None:
            return Fraction(n1 + n2, None) if d2 is None else Fraction(n1 * d2 + n2, d2)
        if d2 is None:
            return Fraction(n1 + n2 * d1, d1)
        if d1 == d2:
            return reduced(n1 + n2, d1)
        g = d1.gcd(d2)
        if g.is_one():
            return Fraction(n1 * d2 + n2 * d1, d1 * d2)
        e1, e2 = d1 // g, d2 // g
        n = n1 * e2 + n2 * e1
        h = n.gcd(g)
        if h.is_one():
            return _monic(n, d1 * e2)
        return _monic(n // h, (d1 // h) * e2)

    def __sub__(self, other: Fraction) -> Fraction:
        return self + (-other)

    def __mul__(self, other: Fraction) -> Fraction:
        n1, d1, n2, d2 = self.numerator, self.denominator, other.numerator, other.denominator
        if d1 is None and d2 is None:
            return Fraction(n1 * n2, None)
        if d2 is not None:
            n1, d2 = _cancel(n1, d2)
        if d1 is not None:
            n2, d1 = _cancel(n2, d1)
        if d1 is None or d2 is None:
            d = d2 if d1 is None else d1
        else:
            d = d1 * d2
        weigh(n1)
        return Fraction(n1 * n2, d)

    def inverse(self) -> Fraction:
        """One over this fraction.

        Raises
        ------
        ZeroDivisionError
            The numerator is the zero polynomial.
        """
        if self.numerator.is_zero():
            raise ZeroDivisionError
        one = self.numerator * 0 + 1
        return _monic(one if self.denominator is None else self.denominator, self.numerator)

    def __pow__(self, n: int) -> Fraction:
        if n < 0:
            return self.inverse() ** -n
        if n > 1 and len(self.numerator) > 1:
            weigh(self.numerator)
        return Fraction(self.numerator**n, None if self.denominator is None else self.denominator**n)


def _cancel(n: Any, d: Any) -> tuple[Any, Any]:
    g = n.gcd(d)
    if g.is_one():
        return n, d
    n, d = n // g, d // g
    return _normal(n, d)


def _normal(n: Any, d: Any) -> tuple[Any, Any]:
    if d.is_constant():
        c = d.leading_coefficient()
        return (n if c == 1 else n / c), None
    c = d.leading_coefficient()
    return (n, d) if c == 1 else (n / c, d / c)


def _monic(n: Any, d: Any) -> Fraction:
    return Fraction(*_normal(n, d))


def reduced(n: Any, d: Any) -> Fraction:
    """The quotient n/d in lowest terms with a monic denominator."""
    if n.is_zero():
        return Fraction(n, None)
    weigh(n)
    return Fraction(*_normal(*((n // g, d // g) if not (g := n.gcd(d)).is_one() else (n, d))))


def rational_constant(f: Fraction) -> Any:
    """The rational number that a fraction is, or None."""
    if not f.is_constant():
        return None
    return fmpq(0) if f.is_zero() else f.numerator.leading_coefficient()
