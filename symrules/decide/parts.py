"""Absolute values, signs, real and imaginary parts, conjugates and extrema in the tower."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symrules.decide.conjugation import conjugated
from symrules.decide.facts import negated
from symrules.decide.fraction import Fraction
from symrules.decide.logarithms import logarithm
from symrules.decide.refusals import NeedsSign, Unsupported
from symrules.decide.roots import absolute
from symrules.decide.signs import sign_of
from symrules.decide.tower import Rules, Tower, invert, times_i

_HALF = fmpq(1, 2)


def _abs(tower: Tower, e: Any) -> Fraction:
    return absolute(tower, tower.of(e.args[0]))


def _sign(tower: Tower, e: Any) -> Fraction:
    f = tower.of(e.args[0])
    sign = sign_of(tower, f)
    if sign in ("+", "-", "0"):
        return tower.constant({"+": 1, "-": -1, "0": 0}[sign])
    if sign == "!0":
        return f * invert(tower, absolute(tower, f))
    return tower.opaque_function("sign", e.args, e, real=tower.is_real(f))


def _heaviside(tower: Tower, e: Any) -> Fraction:
    sign = sign_of(tower, tower.of(e.args[0]))
    if sign in ("+", "-"):
        return tower.one if sign == "+" else tower.zero
    if sign == "0":
        return tower.of(e.args[1])
    raise NeedsSign("Heaviside of an argument of unknown sign", e.args[0])


def _re(tower: Tower, e: Any) -> Fraction:
    f = tower.of(e.args[0])
    return f if tower.is_real(f) else (f + conjugated(tower, f)) * tower.constant(_HALF)


def _im(tower: Tower, e: Any) -> Fraction:
    f = tower.of(e.args[0])
    if tower.is_real(f):
        return tower.zero
    return tower.reduce(-times_i(tower, f - conjugated(tower, f)) * tower.constant(_HALF))


def _arg(tower: Tower, e: Any) -> Fraction:
    """arg u = -i (log u - log|u|)."""
    f = tower.of(e.args[0])
    return tower.reduce(-times_i(tower, logarithm(tower, f) - logarithm(tower, absolute(tower, f))))


def _extremum(direction: int) -> Any:
    """max (or min): nested ones are one set; what another member dominates is left out of it."""

    def rule(tower: Tower, e: Any) -> Fraction:
        kept: list[Fraction] = []
        for f in (tower.of(a) for a in _members(e)):
            if not (tower.is_real(f) or tower.reduce(f - conjugated(tower, f)).is_zero()):
                raise Unsupported("the larger of two expressions that may be complex")
            _insert(tower, kept, f, direction)
        if len(kept) == 1:
            return kept[0]
        if len(kept) == 2:
            # max(a, b) = (a + b + |a - b|)/2
            size = absolute(tower, tower.reduce(kept[1] - kept[0]))
            return tower.reduce((kept[0] + kept[1] + size * tower.constant(direction)) * tower.constant(_HALF))
        return tower.fraction(tower.opaque_generator(type(e).__name__, tuple(sorted(kept, key=str)), e, real=True))

    return rule


def _members(e: Any) -> list[Any]:
    return [m for a in e.args for m in (_members(a) if type(a) is type(e) else [a])]


def _insert(tower: Tower, kept: list[Fraction], f: Fraction, direction: int) -> None:
    """Put a member into the set, unless one there dominates it; those that it dominates leave."""
    for other in list(kept):
        tower.tick()
        sign = sign_of(tower, tower.reduce(f - other))
        if direction < 0:
            sign = negated(sign)
        if sign in ("-", "0-", "0"):
            return
        if sign in ("+", "0+"):
            kept.remove(other)
    kept.append(f)


RULES: Rules = {
    sympy.Abs: _abs, sympy.sign: _sign, sympy.Heaviside: _heaviside, sympy.re: _re, sympy.im: _im, sympy.arg: _arg,
    sympy.conjugate: lambda t, e: conjugated(t, t.of(e.args[0])),
    sympy.Max: _extremum(1), sympy.Min: _extremum(-1),
}  # fmt: skip
