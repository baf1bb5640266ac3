"""An expression about a branch point, rewritten in a variable in which it has none: t = ±s**q."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from symrules.series.candidates import Finder
from symrules.series.polynomial_zeros import Unlisted
from symrules.text.nodes import rebuild


def folded(e: Any) -> Any:
    """The tree with its rational numbers carried out, such as 2**-1."""
    if e.is_Atom or not e.args:
        return e
    arguments = tuple(folded(a) for a in e.args)
    if all(a.is_Rational for a in arguments):
        if e.is_Add:
            return sympy.Add(*arguments)
        if e.is_Mul:
            return sympy.Mul(*arguments)
        if e.is_Pow and arguments[1].is_Integer and (arguments[0] != 0 or arguments[1] > 0):
            return arguments[0] ** arguments[1]
    return e if arguments == e.args else rebuild(e, arguments)


def in_roots(e: Any, finder: Finder, side: int, s: Any, q: int) -> Any:
    """The tree in s, t = ±s**q: (c·tᵏ)ʳ becomes cʳ·s**(q k r).

    Raises
    ------
    Unlisted
        A root of anything else, or a logarithm, that is branched at x₀.
    """
    if e == finder.x:
        return finder.point + side * s**q
    if not e.has(finder.x):
        return e
    if e.is_Pow and e.exp.is_Rational and not e.exp.is_Integer:
        c = finder.coefficients(e.base)
        if c is None:
            raise Unlisted("the sheets around a branch point at the point of expansion are not known")
        low = next(k for k, a in enumerate(c) if a != 0)
        power = Fraction(int(e.exp.p), int(e.exp.q)) * low * q
        if low:
            if power.denominator > 1:
                raise Unlisted("the sheets around a branch point at the point of expansion are not known")
            rest = sympy.Add(*(a * side**k * s ** (q * (k - low)) for k, a in enumerate(c) if k >= low))
            return sympy.Mul(s ** int(power), sympy.Pow(rest, e.exp, evaluate=False), evaluate=False)
    return rebuild(e, tuple(in_roots(a, finder, side, s, q) for a in e.args))
