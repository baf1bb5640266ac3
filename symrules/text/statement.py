"""Statements and conditions: two expressions and one relation between them."""

from __future__ import annotations

from typing import Any

from symrules.errors import Place
from symrules.identity import Condition, Relation
from symrules.notation import Notation
from symrules.text.reader import read_sides
from symrules.text.tokens import Source


def read_statement(text: str, notation: Notation, *, place: Place | None = None) -> tuple[Any, Relation, Any]:
    """Both sides of a statement as written, and the relation: ``=`` or ``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``.

    Raises
    ------
    ReadError
        A side is not an expression, or there is not exactly one relation.

    Examples
    --------
    >>> notation = Notation()
    >>> x = notation.symbol("x")
    >>> read_statement("x/x = 1", notation)[1:]
    (<Relation.EQ: '='>, 1)
    """
    lhs, relation, rhs = read_sides(Source(text, place), notation, relation=True)
    return lhs, Relation("=" if relation == "==" else relation), rhs


def read_condition(text: str, notation: Notation, *, place: Place | None = None) -> Condition:
    """A hypothesis, with its text as the user wrote it.

    Raises
    ------
    ReadError
        A side is not an expression, or there is not exactly one relation.
    """
    lhs, relation, rhs = read_statement(text, notation, place=place)
    return Condition(lhs, relation, rhs, " ".join(text.split()))
