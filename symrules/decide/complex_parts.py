"""Complex symbols by their real and imaginary parts, where conjugates, moduli, parts or arguments are taken of them.

z = x + iy with real x and y, and then every symbol is its own conjugate. What is left is the conjugate of each
generator: a root of unity and an exponential go with their exponents; and for any complex u != 0

    conj(u^(1/Q)) = |u|^(2/Q)/u^(1/Q),      conj(log u) = 2 log|u| - log u,

on the principal branch, also on its cut.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy
from sympy import Add, Mul, Symbol

from symrules.decide.build import build
from symrules.decide.conjugation import conjugated
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.kinds import kinds
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.domain import Domain
from symrules.vocabulary import free_symbols

PARTS = frozenset({sympy.re, sympy.im, sympy.conjugate, sympy.Abs, sympy.arg, sympy.sign})


def with_real_parts(facts: Facts, expressions: list[Any]) -> tuple[list[Any], Facts] | None:
    """The expressions with x + iy for each complex symbol, and the facts about the parts; None where it is no use."""
    if all(PARTS.isdisjoint(kinds(e)) for e in expressions):
        return None
    symbols = frozenset[Any]().union(*map(free_symbols, expressions))
    chosen = sorted((s for s in symbols if facts.domain(s).complex_), key=lambda s: s.name)
    if not chosen:
        return None
    values = {}
    for z in chosen:
        real, imaginary = Symbol(f"_re_{z.name}"), Symbol(f"_im_{z.name}")
        for part in (real, imaginary):
            facts = facts.binding(part.name, Domain())
        values[z] = Add(real, Mul(sympy.I, imaginary, evaluate=False), evaluate=False)
    signs = tuple((substituted(e, values), s) for e, s in facts.signs)
    known = replace(facts, signs=signs, dependences=frozenset(), ties=(), ordered=())
    return [substituted(e, values) for e in expressions], known


def is_real(facts: Facts, e: Any) -> bool:
    """Whether an expression is known to be real wherever its symbols lie: it is its own complex conjugate."""
    try:
        tower, (f, *_) = build(facts, [e, *(known for known, _ in facts.signs)])
        return tower.is_real(f) or tower.reduce(f - conjugated(tower, f)).is_zero()
    except (Meaningless, Unsupported):
        return False
