"""Asymptotic claims where the parameters are not those for which the expansion was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sympy import Integer

from symrules.decide.conditions import Side
from symrules.decide.differentiate import substituted
from symrules.decide.excluded import Excluded, completed, says_nothing
from symrules.decide.facts import RELATION_OF_SIGN, Facts, facts_of
from symrules.decide.genericity import generic_conditions
from symrules.decide.refusals import Unsupported
from symrules.errors import SymrulesError
from symrules.identity import Asymptotic, Condition, Identity, Relation
from symrules.verdict import Verdict, Witness, proved, refuted, undecided

_ZERO = Integer(0)
Decide = Callable[[Identity], Verdict]


def completed_asymptotic(verdict: Verdict, identity: Identity, relation: Asymptotic, decide: Decide) -> Verdict:
    """A proof by the expansion for generic parameters, once the cases that they exclude are decided too."""
    facts = facts_of(identity.notation, identity.where)
    try:
        conditions = generic_conditions(facts, verdict.side_conditions)
    except Unsupported:
        return undecided(verdict.method, f"proved for {verdict.side_conditions[0]} only")

    def decide_case(case: Excluded, otherwise: Side) -> Verdict | None:
        if says_nothing(case):
            return proved("no value in this case", side_conditions=(otherwise,))
        return _decided(case, identity, relation, facts, decide)

    sides = (identity.lhs, identity.rhs)
    return completed(verdict, conditions, sides, facts, decide_case, frozenset({relation.variable}))


def _decided(case: Excluded, identity: Identity, relation: Asymptotic, facts: Facts, decide: Decide) -> Verdict | None:
    try:
        verdict = decide(_in_case(case, identity, relation))
    except SymrulesError:
        return None
    if verdict.witness is None:
        return verdict if verdict.proved else None
    if not all(_lies_in_domain(facts, symbol, value) for symbol, value in case.solved):
        return None
    witness = verdict.witness
    at = tuple(sorted((*witness.at, *((s.name, str(value)) for s, value in case.solved))))
    return refuted(verdict.method, Witness(at, witness.lhs, witness.rhs), evidence=verdict.evidence)


def _in_case(case: Excluded, identity: Identity, relation: Asymptotic) -> Identity:
    """The claim with the value of the case put in, and what is known there for its hypotheses."""
    signs = (Condition(e, RELATION_OF_SIGN[s], _ZERO) for e, s in case.facts.signs if s in RELATION_OF_SIGN)
    equations = (Condition(e, Relation.EQ, _ZERO) for e in case.facts.equations)
    equations_of_signs = (Condition(e, Relation.EQ, _ZERO) for e, s in case.facts.signs if s == "0")
    point = substituted(relation.point, dict(case.solved))
    lhs, rhs = case.sides
    return replace(
        identity,
        lhs=lhs,
        rhs=rhs,
        relation=replace(relation, point=point, remainder=None),
        where=(*signs, *equations, *equations_of_signs),
    )


def _lies_in_domain(facts: Facts, symbol: Any, value: Any) -> bool:
    if not value.is_Rational:
        return False
    domain = facts.domain(symbol)
    return domain.complex_ or Fraction(int(value.p), int(value.q)) in domain
