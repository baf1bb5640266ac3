"""Whether what stands under sums and integrals has values: of which a closed form may have nothing left.

Notes
-----
A sum has no value where one of its terms has none, as that of x**k over negative k at x = 0. An integrand may have none
here and there; but an analytic function that vanishes on an interval vanishes identically, and what is divided by it is
defined nowhere. So one value of the variable at which a divisor differs from zero, or two at which it differs, are
enough, and where there are kinks between, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import sympy
from sympy import Integral, Piecewise, Product, Sum
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from symrules.decide.conditions import EXISTS, Side, sides_of_requirements
from symrules.decide.differentiate import substituted
from symrules.decide.expression_sign import truth
from symrules.decide.facts import Facts
from symrules.decide.intervals import exact_fraction, is_infinity
from symrules.decide.kinds import kinds
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless
from symrules.decide.required import by_factors, places
from symrules.decide.singularities import NO_POLE, NONZERO, Requirement, requirements
from symrules.domain import Domain
from symrules.text.nodes import MINUS_ONE, add, integer, multiply, rebuild
from symrules.text.readable import readable
from symrules.vocabulary import bound_variables, free_symbols

_RANGING = (Integral, Product, Sum)
_SPELLED_OUT = frozenset({Sum, Product, Piecewise})
_MOST_TERMS = 4096
_NOT_ANALYTIC = frozenset({
    sympy.Abs, sympy.sign, sympy.Heaviside, sympy.Max, sympy.Min, sympy.floor, sympy.ceiling, sympy.Piecewise,
    sympy.arg, sympy.re, sympy.im, sympy.conjugate, sympy.KroneckerDelta, sympy.DiracDelta, sympy.atan2,
})  # fmt: skip
_SAMPLES = (sympy.Rational(1, 3), sympy.Rational(2, 5))


def required_of_terms(facts: Facts, e: Any) -> Iterator[Requirement]:
    """What terms of sums and integrands require of what depends on no bound variable, as x**k of x for negative k."""
    for node, bound, put, around in places(e, cases=False) if not kinds(e).isdisjoint(_RANGING) else ():
        for r in requirements(node) if around else ():
            of, unless = substituted(r.expression, put), tuple((substituted(u, put), q) for u, q in r.unless)
            if free_symbols(of) & bound or not any(free_symbols(u) & bound for u, _ in unless):
                continue
            if sides_of_requirements(_within(facts, around, put), [Requirement(r.relation, of, unless)]):
                yield Requirement(r.relation, of)


def written_out(facts: Facts, e: Any, *, bound: bool = False, most: int = _MOST_TERMS) -> Any:
    """An expression with finite sums and products term by term, and without cases that are known not to apply.

    Parameters
    ----------
    bound : whether it stands where variables are bound, of which nothing is known
    most : how many terms a sum may have, those of sums inside it counted; a longer one stays
    """
    if kinds(e).isdisjoint(_SPELLED_OUT):
        return e
    if isinstance(e, (Sum, Product)) and len(e.limits) == 1 and len(e.limits[0]) == 3:
        variable, *ends = e.limits[0]
        low, high = (rational_value(end) for end in ends)
        if low is not None and high is not None and low.q == high.q == 1 and 0 <= high - low < most:
            numbers = range(int(low.p), int(high.p) + 1)
            terms = [
                written_out(
                    facts, substituted(e.function, {variable: integer(n)}), bound=bound, most=most // len(numbers)
                )
                for n in numbers
            ]
            return terms[0] if len(terms) == 1 else (add if isinstance(e, Sum) else multiply)(*terms)
    inside = bound or bool(bound_variables(e))
    parts = tuple(written_out(facts, a, bound=inside, most=most) if a.args else a for a in e.args)
    if isinstance(e, Piecewise) and not bound:
        parts = tuple(_possible(facts, parts))
        if not parts or parts[0].args[1] == sympy.true:
            return parts[0].args[0] if parts else e
    return e if parts == e.args else rebuild(e, parts)


def _possible(facts: Facts, cases: tuple[Any, ...]) -> Iterator[Any]:
    """The cases that may apply: the last of them where its condition is known to hold."""
    for case in cases:
        value, condition = case.args
        lhs, rhs = condition.args if isinstance(condition, Relational) else (None, None)
        known = None if lhs is None else truth(facts, lhs, condition.rel_op, rhs)
        if known:
            yield rebuild(case, (value, sympy.true))
            return
        if known is None:
            yield case


def existence_of_integrands(facts: Facts, e: Any) -> Iterator[Side]:
    """Of integrals over something that may have no value anywhere in a part of the range, that they exist.

    What is divided by may vanish here and there: an integral rule looks for that. But where it vanishes identically in
    the variable, for some values of the parameters or between two kinks, and cancels, nothing of it would be left.
    """
    if Integral not in kinds(e):
        return
    for node, _, put, around in places(e, cases=False):
        integrals = [i for i in around if isinstance(i, Integral)]
        if not integrals:
            continue
        variables = tuple(dict.fromkeys(v for i in integrals for v in i.variables))
        for r in (part for whole in requirements(node) if not whole.unless for part in by_factors(whole)):
            of = substituted(r.expression, put)
            plain = (
                r.relation in (NONZERO, NO_POLE)
                and not free_symbols(of).isdisjoint(variables)
                and not of.atoms(AppliedUndef)
            )
            if plain and not _has_values(_within(facts, around, put), of, r.relation, variables):
                outermost = substituted(next(i for i in around if isinstance(i, _RANGING)), put)
                yield Side(f"{readable(outermost)} exists", outermost, EXISTS)


def _has_values(facts: Facts, e: Any, relation: str, variables: tuple[Any, ...]) -> bool:
    """Whether an expression is seen to satisfy a requirement for almost all values of the variables of integrals."""
    if not sides_of_requirements(facts, [Requirement(relation, e)]):
        return True
    if not _is_analytic(e):
        return False
    samples = [substituted(e, dict.fromkeys(variables, value)) for value in _SAMPLES]
    difference = add(samples[0], multiply(MINUS_ONE, samples[1]))  # where it is not zero, e is no constant
    for of, what in ((relation, samples[0]), (relation, samples[1]), (NONZERO, difference)):
        with suppress(Meaningless):
            if not sides_of_requirements(facts, [Requirement(of, what)]):
                return True
    return False


def _is_analytic(e: Any) -> bool:
    """Whether an expression is built of functions that are analytic where they have a value."""
    roots = any(n.is_Pow and not n.args[1].is_Integer and n.args[0] is not sympy.E for n, *_ in places(e))
    return not roots and kinds(e).isdisjoint(_NOT_ANALYTIC)


def _within(facts: Facts, around: tuple[Any, ...], put: dict[Any, Any]) -> Facts:
    """What is known inside sums and integrals, of their variables too."""
    for node in around:
        ranges = reversed(node.limits) if isinstance(node, _RANGING) else ((x,) for x in bound_variables(node))
        for variable, *ends in ranges:
            facts = _ranging(facts, variable, [substituted(end, put) for end in ends], isinstance(node, (Sum, Product)))
    return facts


def _ranging(facts: Facts, variable: Any, ends: list[Any], discrete: bool) -> Facts:
    signs = tuple((e, s) for e, s in facts.signs if variable not in free_symbols(e))
    equations = tuple(e for e in facts.equations if variable not in free_symbols(e))
    low, high = [exact_fraction(end) for end in ends] if len(ends) == 2 else (None, None)
    if low is not None and high is not None and high < low:
        low, high = high, low
    domain = Domain(low, high, low is None, high is None, integer=discrete)
    facts = replace(facts, signs=signs, equations=equations).binding(variable.name, domain)
    if discrete and not any(variable in free_symbols(end) or is_infinity(end) for end in ends):
        low_end, high_end = ends
        facts = facts.assuming(add(variable, multiply(MINUS_ONE, low_end)), "0+")
        facts = facts.assuming(add(high_end, multiply(MINUS_ONE, variable)), "0+")
    return facts
