"""A sum rule: a function from a model to the identities that the model owes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sympy import Symbol

from symrules.identity import Condition, Identity, Relation
from symrules.models import Model
from symrules.notation import Declaration, Notation
from symrules.sumrules.writing import renamed, unused
from symrules.text import print_expression
from symrules.vocabulary import free_symbols


@dataclass(frozen=True, eq=False)
class Obligation:
    """One identity that a model owes by a rule.

    Parameters
    ----------
    name : what is claimed, in words
    identity : the claim; None where the model says too little to state it, and then `reason` says what is missing
    drives : in which powers the breaking term is expanded, when the claim fails
    departs : for a claim that an observable depends not at all on one symbol, the observable; its breaking term is
        expanded without the constant part
    """

    name: str
    identity: Identity | None
    drives: tuple[Symbol, ...] = ()
    departs: Any = None
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule, and where it comes from.

    Parameters
    ----------
    name : as it is asked for
    meaning : what it means, in a few sentences
    identities : what is owed, in mathematics, one line each
    sources : where it is derived
    needs : alternatives of observables; a model without all those of any one owes nothing
    obligations : what a model owes
    """

    name: str
    title: str
    meaning: str
    identities: tuple[str, ...]
    sources: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    obligations: Callable[[Model], tuple[Obligation, ...]] = field(repr=False)

    def applies(self, model: Model) -> bool:
        """Whether the model predicts what the rule is about."""
        return any(all(name in model for name in names) for names in self.needs)


def unstated(name: str, reason: str) -> Obligation:
    """An obligation that the model says too little to state."""
    return Obligation(name, None, reason=reason)


def claim(model: Model, name: str, lhs: Any, rhs: Any, *, drives: tuple[Symbol, ...] | None = None,
          relation: Relation = Relation.EQ) -> Obligation:  # fmt: skip
    """The obligation that two expressions agree, under the model's own conditions.

    Raises
    ------
    DimensionError
        The two sides differ in dimension.
    """
    identity = Identity(lhs, rhs, model.notation, relation, model.where)
    return Obligation(name, identity, model.drives if drives is None else drives)


def independence(model: Model, observable: str, symbol: Symbol) -> Obligation:
    """The obligation that an observable has the same value at any two values of a symbol, all others the same.

    Notes
    -----
    Stated of two values and not of a derivative, it needs no smoothness, and what refutes it is two values of the
    observable itself.
    """
    expression = model.expression(observable)
    other = Symbol(unused(f"{symbol.name}_prime", model.notation.declarations))
    declared = model.notation[symbol.name]
    notation = Notation(model.notation.title, model.notation.bases, dict(model.notation.declarations))
    notation.declarations[other.name] = Declaration(
        other.name, f"{{{declared.latex}}}'", declared.dimension, declared.domain, declared.meaning
    )
    there = [_at(c, symbol, other) for c in model.where if symbol in free_symbols(c.lhs) | free_symbols(c.rhs)]
    name = f"{observable} does not depend on {symbol.name}"
    elsewhere = renamed(expression, symbol, other)
    identity = Identity(expression, elsewhere, notation, where=(*model.where, *there))
    return Obligation(name, identity, (symbol,) if symbol in model.drives else (), departs=expression)


def _at(condition: Condition, symbol: Symbol, other: Symbol) -> Condition:
    lhs, rhs = (renamed(side, symbol, other) for side in (condition.lhs, condition.rhs))
    text = f"{print_expression(lhs)} {condition.relation} {print_expression(rhs)}"
    return Condition(lhs, condition.relation, rhs, text)
