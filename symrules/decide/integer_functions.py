"""Functions of integers and of parts of numbers, where arithmetic gives their values; opaque elsewhere.

`floor` and `ceiling` of numbers, Kronecker's delta, harmonic numbers and double factorials of integers, and the rising
and falling factorials of any number of factors that is known.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import sympy
from flint import fmpq

from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, rational_constant
from symrules.decide.integrality import is_integer
from symrules.decide.signs import sign_of
from symrules.decide.tower import Rules, Tower

_MOST_FACTORS, _LARGEST = 64, 1000


def _opaque(tower: Tower, e: Any) -> Fraction:
    return tower.opaque_function(type(e).__name__, e.args, e)


def _whole(f: Fraction, least: int, most: int) -> int | None:
    """The integer between two others that a fraction is, or None."""
    c = rational_constant(f)
    return int(c.p) if c is not None and c.q == 1 and least <= c <= most else None


def _rounded(round_: Callable[[Any], Any]) -> Callable[[Tower, Any], Fraction]:
    def rule(tower: Tower, e: Any) -> Fraction:
        f = tower.of(e.args[0])
        if is_integer(tower, f):
            return f
        c = rational_constant(f)
        return _opaque(tower, e) if c is None else tower.constant(fmpq(round_(c)))

    return rule


def _of_integer(least: int, value: Callable[[int], Any]) -> Callable[[Tower, Any], Fraction]:
    """A function of one argument with rational values at the integers from the least one on."""

    def rule(tower: Tower, e: Any) -> Fraction:
        n = _whole(tower.of(e.args[0]), least, _LARGEST) if len(e.args) == 1 else None
        return _opaque(tower, e) if n is None else tower.constant(fmpq(value(n)))

    return rule


def _factorial_power(step: int) -> Callable[[Tower, Any], Fraction]:
    """x (x + step) (x + 2 step) … of a known number of factors."""

    def rule(tower: Tower, e: Any) -> Fraction:
        n = _whole(tower.of(e.args[1]), 0, _MOST_FACTORS)
        if n is None:
            return _opaque(tower, e)
        x, value = tower.of(e.args[0]), tower.one
        for k in range(n):
            value = tower.reduce(value * (x + tower.constant(fmpq(step * k))))
        return value

    return rule


def _kronecker_delta(tower: Tower, e: Any) -> Fraction:
    i, j = (tower.of(a) for a in e.args)
    difference = tower.reduce(i - j)
    if difference.is_zero():
        return tower.one
    return tower.zero if sign_of(tower, difference) in NOT_ZERO else _opaque(tower, e)


RULES: Rules = {
    sympy.floor: _rounded(lambda c: c.floor()), sympy.ceiling: _rounded(lambda c: c.ceil()),
    sympy.harmonic: _of_integer(0, lambda n: sum((fmpq(1, k) for k in range(1, n + 1)), fmpq(0))),
    sympy.factorial2: _of_integer(-1, lambda n: prod(range(n, 0, -2))),
    sympy.rf: _factorial_power(1), sympy.ff: _factorial_power(-1), sympy.KroneckerDelta: _kronecker_delta,
}  # fmt: skip
