"""Whether integrals exist: what a proof leaves unevaluated, or leaves nothing of, may have no value.

Notes
-----
An integral that a rule carries out exists, since the rule has looked for poles in its range. Of the others, one over a
finite range exists where nothing in the integrand has a singular point on the closed range; one to an infinite end
diverges where x f(x) tends to something other than zero. What is not seen is stated as a condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sympy import Derivative, Integral, Limit, Product, Subs, Sum, oo
from sympy.core.function import AppliedUndef

from symrules.decide.conditions import CONVERGES, Side, is_met, places, sides_of_requirements
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.fraction import Heavy
from symrules.decide.intervals import exact_fraction, is_unbounded
from symrules.decide.kinds import kinds
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.singularities import NONZERO, requirements
from symrules.decide.tower import Tower, build
from symrules.decide.unfold import Unfolding
from symrules.errors import SymrulesError
from symrules.series import limit
from symrules.text.nodes import multiply
from symrules.text.readable import readable
from symrules.vocabulary import Held, Variation, free_symbols

_OUTER = (Derivative, Variation, Held, Integral, Limit, Product, Subs, Sum)


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
    """The same for the integrals under other signs, of which nothing may be left when these are carried out.

    Parameters
    ----------
    inner : whether those under no other sign are left to a tower in which they stand
    """
    for i in dict.fromkeys(i for e in expressions for i in _integrals(e, inner=inner)):
        try:
            tree = unfolding.whole(i)
            tower, _ = build(unfolding.facts, [tree])
        except (Unsupported, Heavy):
            yield Side(f"{readable(i)} converges", i, CONVERGES)
        else:
            yield from convergence(tower)


def _integrals(e: Any, *, inner: bool) -> Iterator[Any]:
    """The integrals that depend on no variable that is bound around them."""
    if kinds(e).isdisjoint((Integral,)):
        return
    for part in _under_other_signs(e) if inner else (e,):
        for node, bound, put in places(part):
            if isinstance(node, Integral) and not (inner and node is part) and not node.atoms(AppliedUndef):
                i = substituted(node, put)
                if free_symbols(i) and not free_symbols(i) & bound and all(len(ends) == 2 for _, *ends in i.limits):
                    yield i


def _under_other_signs(e: Any) -> Iterator[Any]:
    """The largest parts of an expression that begin with a sign under which something else may stand."""
    if isinstance(e, _OUTER):
        yield e
    else:
        for a in e.args:
            yield from _under_other_signs(a)


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
    """Whether the integrand has a value, so that it is bounded, on the whole closed range."""
    for variable, *ends in i.limits:
        domain, known = facts.domain(variable), [exact_fraction(end) for end in ends]
        closed = replace(domain, lower_open=domain.lower not in known, upper_open=domain.upper not in known)
        facts = facts.binding(variable.name, closed)
    names = set(i.variables)
    found = dict.fromkeys(
        r for node, _, _ in places(i.function) for r in requirements(node) if names & free_symbols(r.expression)
    )
    with suppress(Meaningless):
        return not found or not sides_of_requirements(facts, list(found))
    return False


def _diverges(facts: Facts, i: Any) -> bool:
    """Whether x f(x) is seen to tend to something other than zero at an infinite end of an integral over x."""
    x, *ends = i.limits[0]
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
