"""Whether integrals exist: what a proof leaves unevaluated, or leaves nothing of, may have no value.

Notes
-----
An integral that a rule carries out exists, since the rule has looked for poles in its range. Of the others, one over a
finite range exists where nothing in the integrand has a singular point on the closed range; one to an infinite end
diverges where x f(x) tends to something other than zero, and where f is made of powers of x, sines and cosines of real
frequencies, which come back to the same size again and again. What is not seen is stated as a condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sympy import Derivative, Integral, Limit, Product, Subs, Sum, oo
from sympy.core.function import AppliedUndef

from symrules.decide.conditions import CONVERGES, EXISTS, Side, sides_of_requirements
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.fraction import Heavy
from symrules.decide.intervals import exact_fraction, is_infinity, is_unbounded
from symrules.decide.oscillation import oscillates
from symrules.decide.refusals import Meaningless, NoLimit, Unsupported
from symrules.decide.required import is_met, places
from symrules.decide.singularities import NONZERO, requirements
from symrules.decide.tower import Tower, build
from symrules.decide.unfold import Unfolding
from symrules.domain import Domain
from symrules.errors import SymrulesError
from symrules.series import limit
from symrules.text.nodes import multiply
from symrules.text.readable import readable
from symrules.vocabulary import Held, Variation, free_symbols

_OPERATIONS = (Derivative, Variation, Held, Integral, Limit, Product, Subs, Sum)


def convergence(tower: Tower) -> tuple[Side, ...]:
    """Of the integrals for which no rule gave a value, that they have one, where that is not seen.

    Raises
    ------
    Meaningless
        One of them is seen to have none.
    """
    trees = (tree for name, known in tower.opaque.items() if name.startswith("∫") for _, tree, _ in known)
    return tuple(side for i in trees if not i.atoms(AppliedUndef) for side in _convergence_of(tower.facts, i))


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
        elif free_symbols(i) and not i.atoms(AppliedUndef):
            if isinstance(i, Integral) and all(len(ends) == 2 for _, *ends in i.limits):
                yield from _convergence_as_stated(unfolding, i)
            elif isinstance(i, (Sum, Product)):
                yield from _existence_of_terms(unfolding, i)


def _convergence_as_stated(unfolding: Unfolding, i: Any) -> tuple[Side, ...]:
    tree = i
    try:
        tree = unfolding.whole(i)
        tower, _ = build(unfolding.facts, [tree])
    except (Unsupported, Heavy):
        return (Side(f"{readable(tree)} converges", tree, CONVERGES),)
    return convergence(tower)


def has_no_value(facts: Facts, i: Any) -> bool:
    """Whether an integral is seen to diverge."""
    try:
        _convergence_as_stated(Unfolding(facts), i)
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
        for node, bound, put in places(part):
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
    if any(len(ends) != 2 for _, *ends in i.limits):
        return ()
    if is_unbounded(i):
        if _diverges(facts, i):
            raise Meaningless("an integral that does not converge")
    elif not free_symbols(i) or _is_regular(facts, i):
        return ()  # what holds no symbol is looked at as a number
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
        r for node, _, _ in places(i.function) for r in requirements(node) if names & free_symbols(r.expression)
    )
    with suppress(Meaningless):
        return not found or not sides_of_requirements(facts, list(found))
    return False


def _diverges(facts: Facts, i: Any) -> bool:
    """Whether an integral over one variable to an infinite end is seen to have no value."""
    x, *ends = i.limits[0]
    if len(i.limits) == 1 and oscillates(i.function, x):
        return True
    for end in ends if len(i.limits) == 1 else ():
        if end.has(oo, -oo):
            conditions: list[str] = []
            try:
                towards = limit(multiply(x, i.function), x, end, notation=facts.notation, conditions=conditions)
            except (SymrulesError, Heavy, Meaningless, Unsupported, NotImplementedError):
                continue
            if not conditions and (towards in (oo, -oo) or (towards.is_number and is_met(towards, NONZERO))):
                return True
    return False
