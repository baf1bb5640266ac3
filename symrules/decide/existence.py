"""Whether integrals exist: what a proof leaves unevaluated, or leaves nothing of, may have no value.

Notes
-----
An integral that a rule carries out exists, since the rule has looked for poles in its range. Of the others, one over a
finite range exists where nothing in the integrand has a singular point on the closed range; one to an infinite end
diverges where x f(x) tends to something other than zero, and where f is made of powers of x, sines and cosines of real
frequencies, which come back to the same size again and again. What is not seen is stated as a condition. An unknown
function is one for which the integrals that a statement writes exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import sympy
from sympy import Derivative, Integral, Limit, Product, Subs, Sum, oo
from sympy.core.function import AppliedUndef

from symrules.decide.build import build
from symrules.decide.carry_out import new_unfolding
from symrules.decide.conditions import CONVERGES, EXISTS, Side, sides_of_requirements
from symrules.decide.definedness import exists
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.fraction import Fraction, Heavy, support
from symrules.decide.intervals import exact_fraction, is_infinity, is_unbounded
from symrules.decide.oscillation import oscillates
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, NoLimit, Unsupported
from symrules.decide.required import is_met, places
from symrules.decide.singularities import NONZERO, requirements
from symrules.decide.tower import Tower
from symrules.decide.unfold import Unfolding
from symrules.domain import Domain
from symrules.errors import SymrulesError
from symrules.series import limit
from symrules.text.nodes import MINUS_ONE, add, integer, multiply
from symrules.text.readable import readable
from symrules.vocabulary import Held, Variation, free_symbols

_OPERATIONS = (Derivative, Variation, Held, Integral, Limit, Product, Subs, Sum)


def convergence(tower: Tower, sides: Iterable[Any] = ()) -> tuple[Side, ...]:
    """Of the integrals for which no rule gave a value, that they have one, where that is not seen.

    Where an integrand is split, each part for which there is no rule has a generator of its own; so integrals that have
    one such part in common exist together, and one exists that has only parts that are those of others.

    Parameters
    ----------
    sides : what was read in the tower

    Raises
    ------
    Meaningless
        One of them is seen to have none.
    """
    known = [(g.index, tree) for name, of in tower.opaque.items() if name.startswith("∫") for _, tree, g in of]
    if not known:
        return ()
    parts = frozenset(index for index, tree in known if not _is_seen_to_exist(tower, tree, index))
    values = {i: _value(tower, i) for e in sides for i in operations(e, inner=False) if _has_ends(i)}
    stated = {i: (found, f) for i, f in values.items() if (found := _support(f) & parts)}
    left = [(i, index) for index, i in known if index in parts and not any(index in k for k, _ in stated.values())]
    stated |= {i: (frozenset({index}), None) for i, index in left}
    exist: dict[Any, Any] = {}
    for i, (found, f) in sorted(stated.items(), key=lambda item: len(item[1][0])):
        if len(found) == 1:
            exist.setdefault(found, i)
        elif not all(frozenset({index}) in exist for index in found):
            exist.setdefault(_up_to_a_number(f), i)
    return tuple(side for i in exist.values() if not i.atoms(AppliedUndef) for side in _convergence_of(tower.facts, i))


def _has_ends(i: Any) -> bool:
    return isinstance(i, Integral) and all(len(ends) == 2 for _, *ends in i.limits)


def _is_seen_to_exist(tower: Tower, tree: Any, index: int) -> bool:
    """Whether an integral that has one part for which there is no rule has a value."""
    with suppress(Meaningless):
        return _support(_value(tower, tree)) == {index} and not _convergence_of(tower.facts, tree)
    return False


def _value(tower: Tower, e: Any) -> Fraction:
    """The fraction of an expression that was read."""
    try:
        return tower.of(e)
    except Unsupported:
        return tower.zero


def _support(f: Fraction) -> frozenset[int]:
    return frozenset(i for p in (f.numerator, f.denominator) if p is not None for i in support(p))


def _up_to_a_number(f: Fraction) -> tuple[str, str]:
    return str(f.numerator / f.numerator.leading_coefficient()), str(f.denominator)


def convergence_as_stated(unfolding: Unfolding, expressions: Iterable[Any], *, inner: bool = True) -> Iterator[Side]:
    """The same for the operations under other signs, of which nothing may be left when these are carried out.

    Parameters
    ----------
    inner : whether those under no other sign are left to a tower in which they stand
    """
    alone = list(expressions)
    for i in dict.fromkeys(i for e in alone for i in operations(e, inner=inner)):
        if isinstance(i, Limit) and i not in alone and not i.atoms(AppliedUndef):
            yield from _existence_of_limit(unfolding, i)
        elif not i.atoms(AppliedUndef):
            if isinstance(i, Integral):
                yield from _convergence_as_stated(unfolding, i)
            elif isinstance(i, (Sum, Product)) and free_symbols(i):
                yield from _existence_of_terms(unfolding, i)


def _convergence_as_stated(unfolding: Unfolding, i: Any) -> tuple[Side, ...]:
    tree = i
    try:
        tree = unfolding.whole(i)
        tower, _ = build(unfolding.facts, [tree])
    except (Unsupported, Heavy):
        return (Side(f"{readable(tree)} converges", tree, CONVERGES),)
    return convergence(tower, [tree])


def has_no_value(facts: Facts, i: Any) -> bool:
    """Whether an integral is seen to diverge."""
    try:
        _convergence_as_stated(new_unfolding(facts), i)
    except Meaningless:
        return True
    return False


def _existence_of_limit(unfolding: Unfolding, i: Any) -> tuple[Side, ...]:
    """Of a limit, that it is a finite number."""
    try:
        value = unfolding.whole(i)
    except NoLimit as error:
        raise Meaningless(str(error)) from None
    except Unsupported:
        return (Side(f"{readable(i)} exists", i, EXISTS),)
    if is_infinity(value):
        raise Meaningless("an infinite limit as a number")
    return ()


def _existence_of_terms(unfolding: Unfolding, i: Any) -> tuple[Side, ...]:
    """Of a sum that no rule carries out, that each term has a value."""
    try:
        unfolding.whole(i)
    except Unsupported:
        facts = unfolding.facts
        for variable, *ends in i.limits:
            low, high = (exact_fraction(end) for end in ends)
            facts = facts.binding(variable.name, Domain(low, high, low is None, high is None, integer=True))
        if not _is_bounded(facts, i):
            return (Side(f"{readable(i)} exists", i, EXISTS),)
    return ()


def operations(e: Any, *, inner: bool = True) -> Iterator[Any]:
    """The operations in an expression that depend on no variable that is bound around them, values put for variables.

    Parameters
    ----------
    inner : only those under another one
    """
    for part in _outermost(e) if inner else (e,):
        for node, bound, put, _ in places(part):
            if isinstance(node, _OPERATIONS) and not (inner and node is part):
                found = substituted(node, put)
                if not free_symbols(found) & bound:
                    yield found


def _outermost(e: Any) -> Iterator[Any]:
    """The operations in an expression that stand under no other one."""
    if isinstance(e, _OPERATIONS):
        yield e
    else:
        for a in e.args:
            yield from _outermost(a)


def _convergence_of(facts: Facts, i: Any) -> tuple[Side, ...]:
    if not _has_ends(i):
        if not free_symbols(i.function).intersection(i.variables):  # the size of the range, times a constant
            return ()
        return (Side(f"{readable(i)} converges over its whole range", i, CONVERGES),)
    if _diverges(facts, i):
        raise Meaningless("an integral that does not converge")
    if not is_unbounded(i) and (_is_regular(facts, i) if free_symbols(i) else exists(i, {}, 64)):
        return ()
    return (Side(f"{readable(i)} converges", i, CONVERGES),)


def _is_regular(facts: Facts, i: Any) -> bool:
    """Whether the integrand is bounded on the whole closed range."""
    for variable, *ends in i.limits:
        domain, known = facts.domain(variable), [exact_fraction(end) for end in ends]
        closed = replace(domain, lower_open=domain.lower not in known, upper_open=domain.upper not in known)
        facts = facts.binding(variable.name, closed)
    return _is_bounded(facts, i)


def _is_bounded(facts: Facts, i: Any) -> bool:
    """Whether what a sign binds variables in has a value for all of theirs."""
    names = set(i.variables)
    found = dict.fromkeys(
        r for node, *_ in places(i.function) for r in requirements(node) if names & free_symbols(r.expression)
    )
    with suppress(Meaningless):
        return not found or not sides_of_requirements(facts, list(found))
    return False


def _diverges(facts: Facts, i: Any) -> bool:
    """Whether an integral over one variable is seen to have no value, for how its integrand grows towards an end."""
    if len(i.limits) != 1:
        return False
    x, *ends = i.limits[0]
    if is_unbounded(i) and oscillates(i.function, x):
        return True
    singular = list(zip(ends, "+-", strict=True))
    singular += [(c, side) for c in _zeros_between(_divisors(i.function, x), x, ends) for side in "+-"]
    return any(_grows_too_fast(facts, i.function, x, point, side) for point, side in singular)


def _grows_too_fast(facts: Facts, f: Any, x: Any, end: Any, side: str) -> bool:
    """Whether f times the distance from an end, or x f for an infinite one, tends to something other than zero."""
    infinite = is_infinity(end)
    if not infinite and not _may_be_singular(f, x, end):
        return False
    distance = x if infinite else add(x, multiply(MINUS_ONE, end))
    conditions: list[str] = []
    try:
        towards = limit(multiply(distance, f), x, end, None if infinite else side, notation=facts.notation,
                        conditions=conditions)  # fmt: skip
    except (SymrulesError, Heavy, Meaningless, Unsupported, NotImplementedError):
        return False
    return not conditions and (towards in (oo, -oo) or (towards.is_number and is_met(towards, NONZERO)))


def _may_be_singular(f: Any, x: Any, end: Any) -> bool:
    """Whether something that must not vanish at an end vanishes there."""
    return any(not is_met(substituted(e, {x: end}), NONZERO) for e in _divisors(f, x))


def _divisors(f: Any, x: Any) -> list[Any]:
    """What must not vanish for a function of x to have a value."""
    found = (r.expression for node, *_ in places(f) for r in requirements(node))
    return [e for e in dict.fromkeys(found) if x in free_symbols(e)]


def _zeros_between(expressions: Iterable[Any], x: Any, ends: list[Any]) -> Iterator[Any]:
    """The rational zeros strictly between two ends of those expressions that are linear in x."""
    low, high = (None if is_infinity(end) else rational_value(end) for end in ends)
    if None in (low, high) and not all(is_infinity(end) for end in ends if rational_value(end) is None):
        return
    for e in expressions:
        at_zero, at_one = (rational_value(substituted(e, {x: integer(n)})) for n in (0, 1))
        if at_zero is None or at_one is None or at_zero == at_one:
            continue
        c = at_zero / (at_zero - at_one)
        root = sympy.Rational(int(c.p), int(c.q))
        if rational_value(substituted(e, {x: root})) == 0 and (low is None or low < c) and (high is None or c < high):
            yield root
