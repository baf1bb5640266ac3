"""When two trees say the same, up to the grouping and order of factors and terms.

An expression gets an exact rational value: sums, products and whole powers are calculated, everything else stands for
a number that its name and the values of its arguments fix. It shares no code with the reader.
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from typing import Any

from sympy import Derivative, Integer, Integral, Product, Rational, S, Sum

LARGE = 60


def value(e: Any) -> Fraction:
    """The value of a tree at a point that its names fix.

    Raises
    ------
    ZeroDivisionError
        The tree divides by zero.
    """
    if isinstance(e, Rational):
        return Fraction(int(e.p), int(e.q))
    if getattr(e, "is_Symbol", False):
        return _number("symbol", str(e.name))
    if getattr(e, "is_Add", False):
        return sum((value(a) for a in e.args), Fraction(0))
    if getattr(e, "is_Mul", False):
        product = Fraction(1)
        for a in e.args:
            product *= value(a)
        return product
    if getattr(e, "is_Pow", False) and isinstance(e.args[1], Integer) and abs(int(e.args[1])) < LARGE:
        base = value(e.args[0])
        return base ** int(e.args[1])
    if isinstance(e, Derivative):
        counts: dict[str, int] = {}
        for variable, count in e.args[1:]:
            counts[str(variable.name)] = counts.get(str(variable.name), 0) + int(count)
        return _number("Derivative", value(e.args[0]), sorted(counts.items()))
    if e is S.NegativeInfinity:
        return -value(S.Infinity)
    arguments = list(e.args)
    if isinstance(e, Integral | Sum | Product) and type(arguments[0]) is type(e):  # one sign inside another
        arguments[:1] = arguments[0].args
    name = e.func.__name__ if e.args else str(e)
    return _number(name, *(value(a) for a in arguments))


def _number(*parts: Any) -> Fraction:
    digest = hashlib.sha256(repr(parts).encode()).digest()
    return Fraction(int.from_bytes(digest[:4], "big") + 1, int.from_bytes(digest[4:8], "big") + 1)
