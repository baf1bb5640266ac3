"""The cases that a proof for generic parameters leaves out.

A limit or an expansion may be known under conditions on its parameters only, such as ``a != 0``. What is proved there
is proved everywhere only if the claim also holds, or says nothing, where a condition fails. Where the condition is
that something does not vanish, the equation is solved for a symbol, and its value is put into the claim as written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction as Rational
from itertools import chain
from typing import Any

from flint import fmpq
from sympy import Piecewise, Symbol

from symrules.decide.build import build
from symrules.decide.carry_out import new_unfolding
from symrules.decide.conditions import Side, merged, sides_of, sides_of_requirements
from symrules.decide.differentiate import substituted
from symrules.decide.elimination import eliminate
from symrules.decide.existence import convergence_as_stated
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import Facts
from symrules.decide.fraction import support
from symrules.decide.genericity import Generic
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.required import required
from symrules.decide.singularities import NONZERO, Requirement
from symrules.decide.turns import zeros
from symrules.decide.under_binders import required_of_terms
from symrules.verdict import Verdict, undecided
from symrules.vocabulary import free_symbols

_OPPOSITE = {"+": ("0", "-"), "-": ("0", "+"), "!0": ("0",), "0+": ("-",), "0-": ("+",)}
_IMPOSSIBLE = {"0+": ("-",), "0-": ("+",), "!0": ("0",), "+": ("0", "-"), "-": ("0", "+")}


@dataclass(frozen=True)
class Excluded:
    """The claim where a condition fails.

    Parameters
    ----------
    sides : both sides, with the value put for the symbol that the equation is solved for
    facts : what is known there
    solved : that symbol and its value, which has to lie in its domain for a point to belong to the case
    """

    sides: tuple[Any, Any]
    facts: Facts
    solved: tuple[tuple[Symbol, Any], ...] = ()


def excluded_cases(
    condition: Generic, sides: tuple[Any, Any], facts: Facts, keep: frozenset[Any] = frozenset()
) -> Iterator[Excluded | None]:
    """The cases in which a condition fails; None for one that cannot be put into the claim.

    Parameters
    ----------
    keep : symbols that the equation of a case is not solved for
    """
    for e, sign in condition.signs:
        impossible = _IMPOSSIBLE.get(expression_sign(facts, e), ())
        for opposite in _OPPOSITE[sign]:
            if opposite in impossible:
                continue
            if (e, opposite) in facts.signs:  # the condition is stated in the very case that it excludes
                yield None
            elif opposite != "0":
                yield Excluded(sides, facts.assuming(e, opposite))
            elif not (_has_no_integer_root(facts, e) or _is_settled(facts, e)):
                yield from _where_it_vanishes(e, sides, facts, keep)


def _is_settled(facts: Facts, e: Any) -> bool:
    """Whether an expression is known not to vanish."""
    with suppress(Meaningless):
        return not sides_of_requirements(facts, [Requirement(NONZERO, e)])
    return False


def _where_it_vanishes(e: Any, sides: tuple[Any, Any], facts: Facts, keep: frozenset[Any]) -> Iterator[Excluded | None]:
    """The equation solved as it stands, else one factor of it after the other."""
    found = _vanishing(e, sides, facts, keep)
    equations = zeros(facts, e) if found is None else None
    if equations is None:
        yield found
        return
    for equation, known in equations:
        yield _vanishing(equation, sides, known, keep)


def _vanishing(e: Any, sides: tuple[Any, Any], facts: Facts, keep: frozenset[Any]) -> Excluded | None:
    (lhs, rhs, *equations), remaining, solved, unused = eliminate(
        replace(facts, equations=(e,)), [*sides, *facts.equations], keep
    )
    if unused:
        return None
    values = dict(solved)
    signs = tuple((substituted(k, values), s) for k, s in facts.signs)
    if len(remaining.signs) > len(signs) and all(value.is_Rational for value in values.values()):
        remaining = replace(remaining, signs=signs)  # what the domain says of a number is known
    return Excluded((lhs, rhs), replace(remaining, equations=tuple(equations)), tuple(solved))


def solved_first(sides: tuple[Any, Any], facts: Facts, equations: tuple[Any, ...]) -> Excluded:
    """The claim with equations put into it as it was written."""
    others = [e for e in facts.equations if e not in equations]
    (lhs, rhs, *kept), remaining, solved, unused = eliminate(replace(facts, equations=equations), [*sides, *others])
    return Excluded((lhs, rhs), replace(remaining, equations=(*kept, *unused)), tuple(solved))


def _has_no_integer_root(facts: Facts, e: Any) -> bool:
    """Whether an expression is a polynomial in one integer, with rational coefficients, that has no root among them."""
    symbols = free_symbols(e)
    if len(symbols) != 1:
        return False
    (n,) = symbols
    domain = facts.domain(n)
    if not domain.integer:
        return False
    try:
        tower, (f,) = build(facts, [e])
    except (Meaningless, Unsupported):
        return False
    index = tower.by_key[n].index if n in tower.by_key else -1
    if f.is_zero() or set(support(f.numerator)) != {index}:
        return False
    for p, _ in f.numerator.factor()[1]:
        if p.degrees()[index] == 1:
            slope = p.derivative(index)
            root = (p - slope * tower.gens[index]).leading_coefficient() / -slope.leading_coefficient() \
                if p != slope * tower.gens[index] else fmpq(0)  # fmt: skip
            if Rational(int(root.p), int(root.q)) in domain:
                return False
    return True


def completed(
    verdict: Verdict,
    conditions: Iterable[Generic],
    sides: tuple[Any, Any],
    facts: Facts,
    decide: Callable[[Excluded, Side], Verdict | None],
    keep: frozenset[Any] = frozenset(),
) -> Verdict:
    """A proof under conditions on parameters, once each case that they exclude is decided too.

    Where the claim holds in such a case, its condition is dropped; where it fails, it is refuted; where it says nothing
    there, the condition stays; and where that is not known, neither is whether the claim holds.
    """
    stated = dict.fromkeys(verdict.side_conditions)
    doubtful = ""
    for condition in conditions:
        if condition.text not in stated:
            continue
        del stated[condition.text]
        for case in excluded_cases(condition, sides, facts, keep):
            found = None if case is None else decide(case, condition.side)
            if found is None:
                doubtful = doubtful or condition.text
            elif found.refuted:
                return found
            else:
                stated |= dict.fromkeys(found.side_conditions)
    if doubtful:
        return undecided(verdict.method, f"it holds provided that {doubtful}; what holds otherwise is not known")
    return verdict.with_(side_conditions=merged(facts, stated))


def says_nothing(case: Excluded) -> bool:
    """Whether one of the sides as written is seen to have no value anywhere in a case."""
    for side in case.sides:
        with_cases = side.has(Piecewise)  # a case that does not apply may divide by zero
        stated = (required(case.facts, side, cases=not with_cases), required_of_terms(case.facts, side))
        try:
            sides_of(case.facts, [], chain(*stated))
            tuple(convergence_as_stated(new_unfolding(case.facts), [side], inner=False))
            if not with_cases:
                build(case.facts, [side])
        except Meaningless:
            return True
        except Unsupported:
            continue
    return False
