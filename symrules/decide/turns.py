"""Where an expression vanishes, factor by factor; exponentials agree where their exponents differ by whole turns.

A factor ``c exp(u) - d exp(v)`` with rational c and d vanishes where u - v = log(d/c) + 2πi j for an integer j. Where
u - v is real there is one j at most, where it is imaginary its range may leave a few; else j is a new integer.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import sympy
from flint import fmpq
from sympy import Add, Integer, Mul, Symbol

from symrules.decide.build import build
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of
from symrules.domain import Domain
from symrules.vocabulary import free_symbols

_FEW = 4  # turns that are looked at one by one


def zeros(facts: Facts, e: Any) -> list[tuple[Any, Facts]] | None:
    """Equations, one of which holds wherever an expression vanishes, each with what is known beside it.

    None where the expression cannot be read.
    """
    try:
        tower, (f, *_) = build(facts, [e, _period(), *(known for known, _ in facts.signs)])
        _, factors = factored(f.numerator)
        return [found for p, _ in factors for found in _zeros_of_factor(tower, facts, p)]
    except (Meaningless, Unsupported):
        return None


def _period() -> Any:
    """2πi, so that π and i have their places in the tower."""
    return Mul(2, sympy.pi, sympy.I)


def _zeros_of_factor(tower: Tower, facts: Facts, p: Any) -> Iterator[tuple[Any, Facts]]:
    if sign_of(tower, Fraction(p)) in NOT_ZERO:
        return
    difference = _exponents(tower, p)
    if difference is None:
        yield expression_of(tower, Fraction(p)), facts
        return
    if tower.is_real(difference):
        yield expression_of(tower, difference), facts
        return
    turns = tower.reduce(difference * tower.of(_period()).inverse())
    if not tower.is_real(turns):
        yield from _any_turn(tower, facts, turns)
        return
    numbers = _between(tower, turns)
    if numbers is None:
        yield from _any_turn(tower, facts, turns)
        return
    for j in numbers:
        equation = tower.reduce(turns - tower.constant(j))
        if sign_of(tower, equation) not in NOT_ZERO:
            yield expression_of(tower, equation), facts


def _exponents(tower: Tower, p: Any) -> Fraction | None:
    """u - v - log(d/c) for the factor c exp(u) - d exp(v); None for another one."""
    terms = list(p.to_dict().items())
    generators = [tower.generators[i] for i in support(p)]
    if len(terms) != 2 or any(g.kind not in ("exp", "unit") for g in generators):
        return None
    (first, c), (second, d) = terms
    quotient = -d / c
    turn = tower.of(_period())
    total = tower.zero
    for g in generators:
        exponent = g.data if g.kind == "exp" else turn * tower.constant(fmpq(1, 2 * tower.unity))
        total = total + exponent * tower.constant(first[g.index] - second[g.index])
    if quotient < 0:
        total = total - turn * tower.constant(fmpq(1, 2))
    if abs(quotient) != 1:
        total = total - tower.of(sympy.log(sympy.Rational(int(abs(quotient).p), int(quotient.q)), evaluate=False))
    return tower.reduce(total)


def _between(tower: Tower, turns: Fraction) -> range | None:
    """The integers that a quantity may be, where what is known of it leaves few."""
    above = (
        j for j in range(_FEW, -_FEW - 1, -1) if sign_of(tower, tower.reduce(turns - tower.constant(j))) in ("+", "0+")
    )
    below = (
        j for j in range(-_FEW, _FEW + 1) if sign_of(tower, tower.reduce(turns - tower.constant(j))) in ("-", "0-")
    )
    low, high = next(above, None), next(below, None)
    return None if low is None or high is None else range(low, high + 1)


def _any_turn(tower: Tower, facts: Facts, turns: Fraction) -> Iterator[tuple[Any, Facts]]:
    written = expression_of(tower, turns)
    taken = {s.name for s in free_symbols(written)} | set(facts.notation.declarations) | set(facts.bound or {})
    name = next(name for n in count() if (name := f"j{n or ''}") not in taken)
    yield Add(written, Mul(Integer(-1), Symbol(name))), facts.binding(name, Domain(integer=True))
