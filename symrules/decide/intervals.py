"""Where a bound variable lies: between the ends of an integral, beside the point of a limit, around a value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from sympy import Add, Integral, Limit, Mul, Product, Sum

from symrules.decide.build import build
from symrules.decide.facts import Facts
from symrules.decide.kinds import INFINITE, kinds
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.signs import sign_of
from symrules.domain import NAMED, Domain


def rises(sign: Any, facts: Facts, low: Any, high: Any) -> bool:
    """Whether finite ends are known to be in order."""
    if any(end.has(sympy.oo, sympy.zoo, sympy.nan) for end in (low, high)):
        return False
    return sign(facts, Add(high, Mul(-1, low))) in ("+", "0+", "0")


_OPEN = {"+": "positive", "-": "negative", "!0": "nonzero"}


def values_of(point: Any, facts: Facts) -> Domain:
    """Around the value that is put for a variable: a part of the line, if that is certain of the value."""
    try:
        tower, (f, *_) = build(facts, [point, *(known for known, _ in facts.signs)])
        return NAMED[_OPEN.get(sign_of(tower, f), "real") if tower.is_real(f) else "complex"]
    except (Meaningless, Unsupported):
        return NAMED["complex"]


def beside(point: Any, side: str) -> Domain:
    """The reals on the side of a point from which a limit is taken."""
    if point == sympy.oo:
        return NAMED["positive"]
    if is_minus_infinity(point):
        return NAMED["negative"]
    at = exact_fraction(point)
    if at is None:
        return NAMED["real"]
    return Domain(excluded=(at,)) if side == "+-" else Domain(lower=at) if side == "+" else Domain(upper=at)


def is_minus_infinity(e: Any) -> bool:
    """Whether an end is -∞, however it is written."""
    return e == -sympy.oo or (e.is_Mul and set(e.args) == {sympy.Integer(-1), sympy.oo})


def infinity_as_number(e: Any) -> Any | None:
    """An infinity within an expression that is calculated with: neither the end of a range nor the point of a limit."""
    if kinds(e).isdisjoint(INFINITE) or is_infinity(e):
        return None
    stack = [e]
    while stack:
        node = stack.pop()
        if is_infinity(node):
            return node
        if isinstance(node, Limit):
            stack += [node.args[0], *(p for p in node.args[2:3] if not is_infinity(p))]
        elif isinstance(node, (Integral, Sum, Product)):
            stack += [node.function, *(end for _, *ends in node.limits for end in ends if not is_infinity(end))]
        else:
            stack += node.args
    return None


def is_infinity(e: Any) -> bool:
    """Whether an expression is ∞, -∞ or no number at all."""
    return type(e) in INFINITE or is_minus_infinity(e)


def exact_fraction(e: Any) -> Any:
    """The rational number that an expression is, or None."""
    value = rational_value(e)
    return None if value is None else Fraction(int(value.p), int(value.q))


def is_unbounded(e: Any) -> bool:
    """Whether an end of an integral is infinite."""
    return any(end.has(sympy.oo, -sympy.oo) for _, *ends in e.limits for end in ends)
