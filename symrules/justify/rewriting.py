"""Reasons that rewrite: using an equation, carrying derivatives out, putting concrete functions for unknown ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Derivative

from symrules.decide.carry_out import new_unfolding
from symrules.decide.facts import Facts
from symrules.errors import DerivationError
from symrules.justify.rule import Applied, Rule, algebra, rewritten
from symrules.notation import Notation
from symrules.vocabulary import Held, Variation


@dataclass(frozen=True)
class Using:
    """Equations used from left to right, one after the other, in both lines that they connect."""

    rules: tuple[Rule, ...]

    @property
    def name(self) -> str:
        return "using " + ", ".join(rule.name or str(rule.lhs) for rule in self.rules)

    def apply(self, expression: Any, notation: Notation) -> Applied:
        result = expression
        conditions = []
        for rule in self.rules:
            if rule.replaces:
                result = rewritten(result, rule)
            else:
                conditions.append(rule.condition())
        hypotheses = tuple(rule.hypothesis for rule in self.rules if rule.hypothesis is not None)
        return Applied(result, tuple(conditions), hypotheses)


def using(*rules: Rule) -> Using:
    """The step follows from the given equations, used from left to right."""
    return Using(rules)


@dataclass(frozen=True)
class _Differentiation:
    name: str = "derivatives carried out"

    def apply(self, expression: Any, notation: Notation) -> Applied:
        if not expression.has(Derivative, Variation, Held):
            raise DerivationError(f"there is no derivative in {expression}")
        unfolding = new_unfolding(Facts(notation))
        return Applied(unfolding.of(expression), side_conditions=unfolding.assumptions)


differentiation = _Differentiation()


@dataclass(frozen=True)
class Instance(Using):
    """Unknown functions replaced by concrete ones: what follows holds for that example."""

    @property
    def name(self) -> str:
        return "for " + ", ".join(rule.name or f"{rule.lhs} = {rule.rhs}" for rule in self.rules)


def instance(*rules: Rule) -> Instance:
    """The step puts concrete functions for unknown ones."""
    return Instance(rules)


__all__ = ["Instance", "Using", "algebra", "differentiation", "instance", "using"]
