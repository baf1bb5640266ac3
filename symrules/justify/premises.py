"""Premises: what a derivation takes from elsewhere, whether it can all hold at once, and what the reader must grant.

Notes
-----
An equation that is used without a hypothesis is a definition. It adds nothing to the statement where it only
abbreviates: where its left side stands neither in the statement nor in anything else that is granted, and its right
side lies in the left side's domain. Any other one is named beside the verdict. Equations that contradict each other,
the conditions or the domains prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Derivative, Integer, Integral, Limit, Rational, Subs, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.expression_sign import expression_sign, truth
from symrules.decide.facts import facts_of
from symrules.domain import NAMED
from symrules.errors import DerivationError
from symrules.identity import Condition, Identity, Relation
from symrules.justify.rule import Rule, rewritten, settled
from symrules.text import print_expression
from symrules.vocabulary import PHYSICS_NODES, free_symbols

_LARGE = 10**9  # a bound with larger terms is a rounded multiple of pi


def symbols_and_functions(*expressions: Any) -> set[Any]:
    """The free symbols and the names of the unknown functions."""
    found: set[Any] = set()
    for e in expressions:
        found |= free_symbols(e)
        found |= {f.func.__name__ for f in e.atoms(AppliedUndef)}
    return found


def head(rule: Rule) -> Any:
    """The symbol or the name of the function that a rule gives a value to; None for any other left side."""
    if not rule.replaces:
        return None
    if isinstance(rule.lhs, AppliedUndef):
        return rule.lhs.func.__name__
    return rule.lhs if isinstance(rule.lhs, Symbol) else None


def content(rule: Rule) -> set[Any]:
    """What stands free in a rule; the arguments of a function that it defines do not."""
    bound = set(rule.lhs.args) if isinstance(rule.lhs, AppliedUndef) else set()
    return symbols_and_functions(rule.lhs, rule.rhs) - bound


def equation_of(rule: Rule) -> str:
    """The rule as a text."""
    return f"{print_expression(rule.lhs)} = {print_expression(rule.rhs)}"


@dataclass
class Premises:
    """The equations and conditions that one derivation has used so far."""

    statement: Identity
    rules: list[Rule] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    within: list[Condition] = field(default_factory=list)
    solved: list[Rule] = field(default_factory=list)
    in_words: dict[str, None] = field(default_factory=dict)

    def add(self, rules: tuple[Rule, ...], conditions: tuple[Condition, ...]) -> None:
        """Take note of what a step uses.

        Raises
        ------
        DerivationError
            An equation gives something a second value, or one outside its domain.
        """
        for rule in rules:
            if not any(rule.lhs == known.lhs and rule.rhs == known.rhs for known in self.rules):
                self._check_second_value(rule)
                self.rules.append(rule)
                if head(rule) is not None:
                    self._keep_within_domain(rule)
        self.conditions += [c for c in conditions if c not in self.conditions]

    def solve(self, equations: tuple[Rule, ...], values: tuple[Rule, ...]) -> None:
        """Take note of equations that were solved, and of the values of their unknowns."""
        self.solved += [rule for rule in equations if rule not in self.solved]
        for value in values:
            if head(value) is not None:
                self._keep_within_domain(value)

    def _check_second_value(self, rule: Rule) -> None:
        if isinstance(rule.lhs, Symbol):
            return  # two values of a symbol are a condition, and the conditions are checked together
        for known in self.rules:
            other = known.rhs
            if isinstance(rule.lhs, AppliedUndef) and head(known) == head(rule):
                other = rewritten(rule.lhs, known)
            elif known.lhs != rule.lhs:
                continue
            if rule.replaces and not settled(Identity(rule.rhs, other, self.statement.notation)).proved:
                raise DerivationError(f"{equation_of(rule)} gives a second value to what {equation_of(known)} gives")

    def _keep_within_domain(self, rule: Rule) -> None:
        """The value lies where the left side is declared to lie; else that is a condition of all that follows."""
        notation = self.statement.notation
        domain = notation.domain(rule.lhs)
        if domain.complex_ or domain == NAMED["real"]:
            return
        facts = facts_of(notation, self.statement.where)
        claims = [(Relation.GT if domain.lower_open else Relation.GE, domain.lower),
                  (Relation.LT if domain.upper_open else Relation.LE, domain.upper),
                  *((Relation.NE, point) for point in domain.excluded)]  # fmt: skip
        for relation, bound in claims:
            if bound is None:
                continue
            end = Rational(bound.numerator, bound.denominator)
            known = truth(facts, rule.rhs, str(relation), end)
            if known is False:
                raise DerivationError(f"{equation_of(rule)} contradicts the domain of {rule.lhs}, which is {domain}")
            if known is None:
                self._assume_within(rule, relation, end)
        if domain.integer and expression_sign(facts, rule.rhs) != "0" and not rule.rhs.is_Integer:
            self.in_words[f"{print_expression(rule.rhs)} is an integer"] = None

    def _assume_within(self, rule: Rule, relation: Relation, end: Any) -> None:
        dimension = self.statement.notation.dimension(rule.rhs)
        comparable = end == 0 or dimension is None or not dimension.powers
        text = f"{print_expression(rule.rhs)} {relation} {print_expression(end)}"
        if isinstance(rule.lhs, Symbol) and comparable and max(abs(end.p), end.q) < _LARGE:
            self.within.append(Condition(rule.rhs, relation, end, text))
        else:
            self.in_words[text] = None

    # -- what is granted

    @property
    def granted(self) -> dict[str, str]:
        """Name and equation of each definition that says something about what the statement names."""
        reach = symbols_and_functions(self.statement.lhs, self.statement.rhs,
                                      *(side for c in self.statement.where for side in (c.lhs, c.rhs)))  # fmt: skip
        defined: list[Any] = []
        open_rules: list[Rule] = []
        named: list[Rule] = []
        for rule in self.rules:
            first = head(rule) is not None and head(rule) not in defined
            defined.append(head(rule))
            (open_rules if first and rule.hypothesis is None else named).append(rule)
        reach = reach.union(*(content(rule) for rule in (*named, *self.solved)))
        while further := [rule for rule in open_rules if head(rule) in reach]:
            named += further
            open_rules = [rule for rule in open_rules if rule not in further]
            reach = reach.union(*(content(rule) for rule in further))
        definitions = [rule for rule in self.rules if rule in named] + list(self.solved)
        definitions = [rule for rule in definitions if rule.hypothesis is None and rule.proved_by is None]
        return {rule.name or equation_of(rule): equation_of(rule) for rule in definitions}

    @property
    def requirements(self) -> tuple[str, ...]:
        """What the reader must grant beside the hypotheses."""
        stated = {str(c) for c in self.statement.where}
        conditions = (str(c) for c in (*self.conditions, *self.within) if str(c) not in stated)
        return tuple(dict.fromkeys((*self.granted, *conditions, *self.in_words)))

    # -- whether it can all hold

    def contradiction(self) -> str:
        """Why nothing follows from the premises, or nothing is known to; empty where a point satisfies them all."""
        where = (*self.statement.where, *self.conditions, *self.within)
        values = [rule for rule in self.rules if isinstance(rule.lhs, Symbol)]
        heads = [rule.lhs for rule in values]
        tangled = len(set(heads)) < len(heads) or any(free_symbols(rule.rhs) & set(heads) for rule in values)
        if not where and not tangled:
            return ""
        where = (*where, *(rule.condition() for rule in values))
        verdict = settled(Identity(Integer(0), Integer(1), self.statement.notation, where=where))
        if verdict.refuted or verdict.reason.startswith("the time budget"):
            return ""
        opaque = (AppliedUndef, Integral, Derivative, Limit, Subs, *PHYSICS_NODES)
        if "vacuous" not in verdict.reason and any(c.lhs.has(*opaque) or c.rhs.has(*opaque) for c in where):
            return ""  # no point can be tried where functions are unknown
        return "no point is known that satisfies the premises together: " + "; ".join(str(c) for c in where)

    def dependence(self, e: Any, v: Symbol) -> str:
        """Why a quantity in `e` may vary with `v` while it is treated as fixed; empty where none does."""
        fixed = symbols_and_functions(e, self.statement.lhs, self.statement.rhs) - {v}
        here = symbols_and_functions(e)
        varying = {v}
        for _ in self.rules:
            varying |= {head(r) for r in self.rules if head(r) not in (None, v) and content(r) - {head(r)} & varying}
        if hidden := sorted(str(s) for s in here & varying - {v}):
            return f"{', '.join(hidden)} varies with {v}"
        equations = [content(rule) for rule in self.rules if head(rule) == v]
        equations += [symbols_and_functions(c.lhs, c.rhs) for c in (*self.statement.where, *self.conditions)
                      if c.relation is Relation.EQ]  # fmt: skip
        if any(v in names and names - {v} <= fixed for names in equations if v in here):
            return f"an equation ties {v} to quantities that stand in the expression"
        return ""
