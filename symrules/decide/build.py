"""Expressions become elements of a tower: the rules for each kind of node in one list, and the loop that makes room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy
from flint import fmpq
from sympy import Symbol

from symrules.decide import clock, gamma_functions, integer_functions, integrals, parts, special, sums
from symrules.decide import rules as elementary
from symrules.decide.exponentials import prepare
from symrules.decide.facts import Facts
from symrules.decide.fraction import Fraction
from symrules.decide.generators import Constant
from symrules.decide.powers import power_node
from symrules.decide.refusals import Larger, Unsupported
from symrules.decide.tower import Rules, Tower

_CONSTANTS = {
    sympy.pi: (fmpq(333, 106), fmpq(22, 7)),
    sympy.EulerGamma: (fmpq(57, 100), fmpq(58, 100)),
    sympy.Catalan: (fmpq(91, 100), fmpq(92, 100)),
    sympy.GoldenRatio: (fmpq(16, 10), fmpq(17, 10)),
}


def transcendental(tower: Tower, e: Any) -> Fraction:
    """A constant that is treated as an independent generator: π, Euler's γ, …"""
    generator = tower.by_key.get(e)
    if generator is None:
        low, high = _CONSTANTS[e]
        generator = tower.new(Constant, e, "+", key=e, lower=low, upper=high)
        generator.lower_attained = generator.upper_attained = False
    return tower.fraction(generator)


def add(tower: Tower, e: Any) -> Fraction:
    total = tower.zero
    for term in e.args:
        total = total + tower.of(term)
    return tower.reduce(total)


def mul(tower: Tower, e: Any) -> Fraction:
    total = tower.one
    for factor in e.args:
        total = total * tower.of(factor)
        if tower.relations:
            total = tower.reduce(total)
    return total


RULES: Rules = {
    sympy.Add: add, sympy.Mul: mul, sympy.Pow: power_node,
    type(sympy.pi): transcendental, type(sympy.EulerGamma): transcendental, type(sympy.Catalan): transcendental,
    type(sympy.I): lambda tower, _: tower.imaginary, Symbol: lambda tower, e: tower.symbol(e),
    **elementary.RULES, **parts.RULES, **gamma_functions.RULES, **integer_functions.RULES,
    **special.RULES, **integrals.RULES, **sums.RULES,
}  # fmt: skip


def build(facts: Facts, expressions: Iterable[Any], *, deadline: float | None = None) -> tuple[Tower, list[Fraction]]:
    """A tower over the given expressions, and their fractions.

    Raises
    ------
    Meaningless, Unsupported
        As the rules find.
    """
    expressions = list(expressions)
    parameters: dict[str, Any] = {}
    for _attempt in range(12):
        tower = Tower(facts, RULES, deadline=deadline, **parameters)
        clock.stop_after(tower.deadline)
        try:
            prepare(tower, expressions)
            return tower, [tower.of(e) for e in expressions]
        except Larger as larger:
            parameters |= larger.args[0]
    raise Unsupported("the expression needs too many generators")
