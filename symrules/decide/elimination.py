"""Equations among the hypotheses: each is solved for a symbol in which it is linear, and the symbol is replaced."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as Rational
from math import prod
from typing import Any

from flint import fmpq
from sympy import Add, Mul, Pow, Symbol
from sympy import Rational as Number

from symrules.decide.build import build
from symrules.decide.dependents import dependents
from symrules.decide.differentiate import substituted
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.integrality import is_integer
from symrules.decide.kinds import kinds
from symrules.decide.points import ROUNDED
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.required import required
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of
from symrules.domain import Domain
from symrules.vocabulary import free_symbols

_ARITHMETIC = frozenset({Add, Mul, Pow})


def eliminate(
    facts: Facts, expressions: list[Any], keep: frozenset[Any] = frozenset()
) -> tuple[list[Any], Facts, list[tuple[Symbol, Any]], list[Any]]:
    """Use the equations among the facts, but solve none for the symbols to keep.

    Returns
    -------
    the expressions with symbols replaced; the facts without the equations used; the replacements, in an order in
    which they can be evaluated; the equations that could not be used
    """
    solved: list[tuple[Symbol, Any]] = []
    unused: list[Any] = []
    pending = list(facts.equations)
    bare = replace(facts, equations=())
    while pending:
        equation = substituted(pending.pop(0), dict(solved))
        found = _solve_for_some_symbol(bare, equation, keep)
        if found is None:
            if not _vanishes_everywhere(bare, equation):
                unused.append(equation)
            continue
        symbol, value = found
        solved = [(s, substituted(v, {symbol: value})) for s, v in solved] + [(symbol, value)]
    replacements = dict(solved)
    signs = tuple((substituted(e, replacements), sign) for e, sign in facts.signs)
    for symbol, value in solved:
        signs = (*signs, *_from_domain(facts.domain(symbol), value))
    ordered = tuple(substituted(e, replacements) for e in facts.ordered)
    remaining = replace(facts, signs=signs, equations=(), ordered=ordered)
    return [substituted(e, replacements) for e in expressions], remaining, solved, unused


def _from_domain(domain: Domain, value: Any) -> tuple[tuple[Any, str], ...]:
    """What the domain of a symbol says of its value."""
    if domain.complex_:
        return ()
    found = [(value, domain.sign)] if domain.sign else []
    for end, is_open, sign in ((domain.lower, domain.lower_open, 1), (domain.upper, domain.upper_open, -1)):
        if end and end.denominator < ROUNDED:  # that of zero is said already
            distance = Mul(sign, Add(value, Number(-end.numerator, end.denominator)), evaluate=False)
            found.append((distance, "+" if is_open else "0+"))
    return tuple(found)


def _solve_for_some_symbol(facts: Facts, equation: Any, keep: frozenset[Any]) -> tuple[Symbol, Any] | None:
    """A symbol in which the equation is linear, with a coefficient that does not vanish, and its value."""
    try:
        tower, (f,) = build(facts, [equation])
        numerator = _vanishing_part(tower, f)
        candidates = []
        dependent = {s for pair in facts.dependences for s in pair}  # their derivatives would change their meaning
        for symbol in sorted(free_symbols(equation) - dependent - keep, key=lambda s: s.name):
            generator = tower.by_key.get(symbol)
            if generator is None:
                continue
            value = _linear_solution(tower, numerator, generator.index)
            domain = facts.domain(symbol)
            if value is not None and (not domain.integer or _is_member(tower, value, domain)):
                candidates.append(((not domain.complex_, len(value.numerator), symbol.name), symbol, value))
        if not candidates:
            return None
        _, symbol, value = min(candidates, key=lambda c: c[0])
        return symbol, expression_of(tower, value)
    except (Meaningless, Unsupported):
        return None


def without_idle(facts: Facts) -> Facts:
    """The facts without equations that hold and have values everywhere: what stands in them is not tied to anything."""
    pairs = list(zip(facts.equations, facts.ties, strict=True)) if len(facts.ties) == len(facts.equations) else []
    kept = [(e, tie) for e, tie in pairs if not _is_idle(facts, e)]
    if len(kept) == len(pairs):
        return facts
    return replace(facts, equations=tuple(e for e, _ in kept), ties=tuple(tie for _, tie in kept))


def _is_idle(facts: Facts, e: Any) -> bool:
    return kinds(e) <= _ARITHMETIC and not any(required(facts, e)) and _vanishes_everywhere(facts, e)


def _vanishes_everywhere(facts: Facts, equation: Any) -> bool:
    """Whether an equation says nothing, where it has a value."""
    try:
        _, (f,) = build(facts, [equation])
        return f.is_zero()
    except (Meaningless, Unsupported):
        return False


def _linear_solution(tower: Tower, n: Any, index: int) -> Fraction | None:
    degrees = n.degrees()
    if degrees[index] != 1 or _hidden(tower, index, n):
        return None
    slope = n.derivative(index)
    rest = n - slope * tower.gens[index]
    if sign_of(tower, Fraction(slope)) not in NOT_ZERO:
        return None
    return -Fraction(rest) * Fraction(slope).inverse()


def _vanishing_part(tower: Tower, f: Fraction) -> Any:
    """What vanishes where a fraction does: its numerator, each irreducible factor once, less those that never do."""
    factors = [p for p, _ in factored(f.numerator)[1]]
    left = [p for p in factors if sign_of(tower, Fraction(p)) not in NOT_ZERO]
    return prod(left, start=tower.context.constant(1)) if left else f.numerator


def _is_member(tower: Tower, value: Fraction, domain: Domain) -> bool:
    """Whether a value is a number that lies in a domain of integers, or an integer; its ends are looked at apart."""
    if not value.is_constant():
        return is_integer(tower, value) and not domain.excluded
    c = fmpq(0) if value.is_zero() else value.numerator.leading_coefficient()
    return Rational(int(c.p), int(c.q)) in domain


def _hidden(tower: Tower, index: int, n: Any) -> bool:
    """Whether the symbol also stands inside another generator of the polynomial (an exponent, a root, …)."""
    symbol = tower.generators[index].data
    return any(i != index and i in dependents(tower, symbol) for i in support(n))
