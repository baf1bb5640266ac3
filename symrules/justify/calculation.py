"""Calculations: a chain of expressions, each reached from the one before for a named reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from symrules.derivation import Hypothesis, Link
from symrules.errors import DerivationError, StatementError
from symrules.identity import Asymptotic, Identity, Relation
from symrules.justify.rule import Justification, Rule, algebra
from symrules.notation import Notation
from symrules.text import read_condition, read_expression, read_statement


@dataclass(frozen=True)
class Step:
    """The next expression, and the reason for it."""

    expression: Any
    by: Justification


@dataclass(frozen=True)
class Calculation:
    """A chain of expressions in one notation, as the author writes it; nothing is checked yet.

    With `reverse` it begins at the right side of the claim and ends at the left one.
    """

    notation: Notation
    start: Any
    reverse: bool = False
    steps: tuple[Step, ...] = ()

    def then(self, expression: str | Any, by: Justification = algebra) -> Calculation:
        """The chain with one more line."""
        if not callable(getattr(by, "apply", None)):
            raise DerivationError(f"{by!r} is not a reason", hint="write algebra, using(rule), expansion('x', 4), …")
        return replace(self, steps=(*self.steps, Step(as_expression(expression, self.notation), by)))

    @property
    def end(self) -> Any:
        """The last expression of the chain."""
        return self.steps[-1].expression if self.steps else self.start


def as_expression(expression: str | Any, notation: Notation) -> Any:
    """An expression, read through the notation where it is a text."""
    return read_expression(expression, notation) if isinstance(expression, str) else expression


@dataclass(frozen=True)
class Reader:
    """Reads expressions, claims and rules of a derivation through one notation."""

    notation: Notation
    source: str = ""

    def __call__(self, text: str) -> Any:
        return read_expression(text, self.notation)

    def claim(
        self,
        text: str,
        *where: str,
        about: tuple[str, str | int, int] | None = None,
        remainder: str | None = None,
        label: str = "",
    ) -> Identity:
        """A claim ``lhs = rhs`` under conditions; with `about` = (variable, point, order) an asymptotic one."""
        lhs, relation, rhs = read_statement(text, self.notation)
        conditions = tuple(read_condition(condition, self.notation) for condition in where)
        if about is None:
            return Identity(lhs, rhs, self.notation, relation, conditions, label, self.source)
        if relation is not Relation.EQ:
            raise StatementError(f"an asymptotic claim is an equation: {text}")
        variable, point, order = about
        asymptotic = Asymptotic(self(variable), self(str(point)), order, None if remainder is None else self(remainder))
        return Identity(lhs, rhs, self.notation, asymptotic, conditions, label, self.source)

    def rule(self, text: str, name: str = "", hypothesis: Hypothesis | None = None) -> Rule:
        """An equation that steps may use from left to right."""
        lhs, relation, rhs = read_statement(text, self.notation)
        if relation is not Relation.EQ:
            raise StatementError(f"a rule is an equation: {text}")
        Identity(lhs, rhs, self.notation, label=name)  # the sides must agree in dimension
        return Rule(lhs, rhs, name or (hypothesis.name if hypothesis else ""), hypothesis)

    def lemma(self, link: Link, name: str = "") -> Rule:
        """The statement of a link, for use once that link is proved; its hypotheses go with it."""
        statement = link.statement
        if statement.relation is not Relation.EQ:
            raise StatementError(f"a lemma is an equation: {link.start} -> {link.end}")
        return Rule(statement.lhs, statement.rhs, name or f"{link.start} -> {link.end}", proved_by=link)

    def calc(self, text: str | Any, *, reverse: bool = False) -> Calculation:
        """The beginning of a calculation."""
        return Calculation(self.notation, as_expression(text, self.notation), reverse)
