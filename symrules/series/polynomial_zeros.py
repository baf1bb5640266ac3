"""The zeros of polynomials, in square roots; where these do not suffice, a disc that is free of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy
from flint import fmpq, fmpq_poly

from symrules.series.balls import precision


class Unlisted(Exception):
    """The singular points of a part, or the zeros of a divisor, have no closed form here."""


@dataclass
class Listed:
    """Values of t = x − x₀; no singular point is missing below the least modulus of `horizon`."""

    points: list[Any] = field(default_factory=list)
    horizon: list[Any] = field(default_factory=list)

    def __add__(self, other: Listed) -> Listed:
        return Listed(self.points + other.points, self.horizon + other.horizon)


def stripped(c: list[Any]) -> list[Any]:
    c = list(c)
    while c and c[-1] == 0:
        c.pop()
    return c


def polynomial_zeros(c: list[Any]) -> Listed:
    """The zeros of Σ cₖtᵏ; of those without a closed form a distance below which there is none.

    Raises
    ------
    Unlisted
        They depend on parameters and have no closed form in square roots.
    """
    c = stripped(c)
    low = 0
    while low < len(c) and c[low] == 0:
        low += 1
    found = Listed([sympy.Integer(0)] if low else [])
    c = c[low:]
    if len(c) <= 1:
        return found
    if len(c) == 2:
        return found + Listed([-c[0] / c[1]])
    if len(c) == 3:
        return found + Listed(_quadratic(*c))
    if all(x == 0 for x in c[1::2]):
        squares = polynomial_zeros(c[::2])
        return found + Listed([s * root(y) for y in squares.points for s in (1, -1)],
                              [root(y) for y in squares.horizon])  # fmt: skip
    return found + _by_factors(c)


def _quadratic(c: Any, b: Any, a: Any) -> list[Any]:
    if b == 0:
        r = root(-c / a)
        return [r, -r]
    r = root(sympy.factor_terms(sympy.expand(b**2 - 4 * a * c)))
    return [(-b + r) / (2 * a), (-b - r) / (2 * a)]


def root(e: Any) -> Any:
    """A square root, either of the two; squares of parameters come out of it."""
    if not e.free_symbols:
        found = sympy.sqrt(e)
        real, imaginary = found.as_real_imag()
        plain = not (real.has(sympy.Function) or imaginary.has(sympy.Function))
        return real + sympy.I * imaginary if plain else found
    number, factors = sympy.factor_list(sympy.together(e).as_numer_denom()[0])
    below, divisors = sympy.factor_list(sympy.together(e).as_numer_denom()[1])
    outside, inside = sympy.Integer(1), number / below
    for sign, parts in ((1, factors), (-1, divisors)):
        for f, n in parts:
            outside *= f ** (sign * (n // 2))
            inside *= f ** (sign * (n % 2))
    return outside * sympy.sqrt(inside)


def _by_factors(c: list[Any]) -> Listed:
    """The zeros of a rational polynomial, factor by factor."""
    if not all(x.is_Rational for x in c):
        raise Unlisted("the zeros of a polynomial have no closed form here")
    factors = fmpq_poly([fmpq(int(x.p), int(x.q)) for x in c]).numer().factor()[1]
    found = Listed()
    for factor, _ in factors:
        k = [sympy.Integer(int(x)) for x in factor.coeffs()]
        if len(k) > 3 and any(k[1::2]):
            with precision(128):
                least = min(abs(z).lower() for z, _ in factor.complex_roots())
                digits = int((least * 10**6).floor().unique_fmpz() or 0)
            found += Listed([], [sympy.Rational(digits, 10**6)])
        else:
            found += polynomial_zeros(k)
    return found
