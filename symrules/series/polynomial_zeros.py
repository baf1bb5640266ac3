"""The zeros of polynomials, in square roots; where these do not suffice, a disc that is free of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy
from flint import arb, fmpq, fmpq_poly

from symrules.series.balls import enclose, floor, precision


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
    if not any(c[1:-1]) and len(c) % 2 == 0 and not (c[0] / c[-1]).free_symbols:
        return found + Listed(_roots_of_unity(-c[0] / c[-1], len(c) - 1))
    if all(x == 0 for x in c[1::2]):
        squares = polynomial_zeros(c[::2])
        return found + Listed([s * root(y) for y in squares.points for s in (1, -1)],
                              [root(y) for y in squares.horizon])  # fmt: skip
    return found + _by_factors(c)


def _roots_of_unity(y: Any, n: int) -> list[Any]:
    """The solutions of tⁿ = y for an odd n."""
    first = -((-y) ** sympy.Rational(1, n)) if y.is_negative else y ** sympy.Rational(1, n)
    turns = [2 * sympy.pi * j / n for j in range(n)]
    return [first * (sympy.cos(a) + sympy.I * sympy.sin(a)) for a in turns]


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
        if len(k) > 3 and any(k[1::2]) and any(k[1:-1]):
            with precision(128):
                least = min(abs(z).lower() for z, _ in factor.complex_roots())
                digits = floor((least * 10**6).lower())
            found += Listed([], [sympy.Rational(digits, 10**6)])
        else:
            found += polynomial_zeros(k)
    return found


# -- where a polynomial, or a quotient of linear ones, takes the values of an infinite progression

_KEPT = 8
_FAR = "where the argument of a periodic function takes its values is not known"


def far_progression(value: Callable[[int], Any], p: list[Any], q: list[Any]) -> Listed:
    """t where P(t)/Q(t) = value(k), whose modulus grows with |k|; what is left out is at the horizon, or beyond.

    Raises
    ------
    Unlisted
        A degree that is too high, or no horizon.
    """
    linear = len(p) <= 2 and len(q) == 2
    if not (linear or (len(q) == 1 and len(p) <= 3)):
        raise Unlisted(_FAR)
    p, q = ([*v, *[sympy.Integer(0)] * (3 - len(v))] for v in (p, q))
    found = Listed()
    for k in range(-_KEPT, _KEPT + 1):
        found += polynomial_zeros([sympy.expand(a - value(k) * b) for a, b in zip(p, q, strict=True)])
    with precision(128):
        sizes = {k: abs(enclose(value(k), {})) for k in (-_KEPT - 1, -_KEPT, _KEPT, _KEPT + 1)}
        if not (sizes[-_KEPT - 1] > sizes[-_KEPT] and sizes[_KEPT + 1] > sizes[_KEPT]):
            raise Unlisted(_FAR)
        least = min(sizes[-_KEPT - 1].lower(), sizes[_KEPT + 1].lower())
        (a, b, c), (d, e, _) = ([abs(enclose(v, {})) for v in values] for values in (p, q))
        if linear:
            spread = abs(enclose(p[0] * q[1] - p[1] * q[0], {})) / (e * (least * e - b))
            reach = (d / e - spread).lower() if least * e > b else arb(0)
        else:
            reach = _reached(a / d, b / d, c / d, least)
        digits = floor((reach * 10**6).lower())
    if digits <= 0:
        raise Unlisted(_FAR)
    return found + Listed([], [sympy.Rational(digits, 10**6)])


def _reached(a: arb, b: arb, c: arb, least: arb) -> arb:
    """An r with a + b r + c r² < least, so that the polynomial stays below that value for |t| ≤ r."""
    r = arb(1024)
    while not a + b * r + c * r**2 < least:
        r = r * 7 / 8
        if r < arb(1) / 1024:
            return arb(0)
    return r.lower()
