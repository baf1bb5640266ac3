"""Identity: a claim that two expressions agree, on the domain of their symbols, under stated conditions.

Notes
-----
Never a SymPy ``Eq``: ``Eq(x, x)`` becomes ``True`` and the statement is gone. The two sides are kept as they were
written (built unevaluated by the readers); SymPy's own functions never compute on that tree, only the walkers of the
provers, which read its structure. So ``x/x = 1`` is still a statement about a quotient, and its proof names x ≠ 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sympy
from sympy import Symbol

from symrules.errors import DimensionError, StatementError
from symrules.notation import Notation
from symrules.vocabulary import free_symbols


class Relation(StrEnum):
    """How the two sides are claimed to stand to each other."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@dataclass(frozen=True)
class Condition:
    """A hypothesis of a statement: two expressions and a relation, such as ``1 + dU*n_mu != 0``."""

    lhs: Any
    relation: Relation
    rhs: Any
    text: str = ""

    def __str__(self) -> str:
        return self.text or f"{self.lhs} {self.relation} {self.rhs}"


@dataclass(frozen=True)
class Asymptotic:
    """The claim is ``lhs - rhs = O((variable - point)**order)``, and with `remainder`, ``|lhs - rhs| <= remainder``.

    At infinity the order counts powers of 1/variable.
    """

    variable: Symbol
    point: Any
    order: int
    remainder: Any = None


@dataclass(frozen=True, eq=False)
class Identity:
    """One claim.

    Parameters
    ----------
    lhs, rhs : the two sides, as written
    notation : declares every symbol in them
    relation : `=` by default; an inequality, or an asymptotic relation with variable, point and order
    where : conditions under which the claim is made
    label : the equation's number or name
    source : paper and place

    Raises
    ------
    DimensionError
        The sides disagree in dimension, as soon as the claim is stated.
    """

    lhs: Any
    rhs: Any
    notation: Notation
    relation: Relation | Asymptotic = Relation.EQ
    where: tuple[Condition, ...] = ()
    label: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        for side in (self.lhs, self.rhs):
            if not isinstance(side, sympy.Expr):
                raise StatementError(f"{str(side)[:60]!r} is not an expression")
        self._check_dimensions(self.lhs, self.rhs, "the two sides of the claim")
        for condition in self.where:
            self._check_dimensions(condition.lhs, condition.rhs, f"the two sides of the condition {condition}")

    def _check_dimensions(self, lhs: Any, rhs: Any, what: str) -> None:
        left, right = self.notation.dimension(lhs), self.notation.dimension(rhs)
        if left is None or right is None or left == right:
            return
        if any(side in (0, sympy.oo, -sympy.oo) for side in (lhs, rhs)):
            return
        name = f"Eq. ({self.label}): " if self.label else ""
        raise DimensionError(
            f"{name}{what} differ in dimension: [{left}] against [{right}]",
            hint=f"the quotient is [{left / right}]; look for a dropped factor of that dimension",
        )

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The free symbols of the claim and of its conditions, by name."""
        found: frozenset[Any] = free_symbols(self.lhs) | free_symbols(self.rhs)
        for condition in self.where:
            found |= free_symbols(condition.lhs) | free_symbols(condition.rhs)
        return tuple(sorted(found, key=lambda s: s.name))
