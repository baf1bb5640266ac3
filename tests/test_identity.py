"""Identities: nothing is lost when a claim is stated, and dimensions are compared at once."""

from __future__ import annotations

import pytest
from sympy import Integer, Symbol, oo

from symrules.errors import DimensionError, StatementError
from symrules.identity import Condition, Identity, Relation
from symrules.justify import Reader
from symrules.notation import Notation

n = Notation("numbers")
for name in "xyz":
    n.symbol(name)
n.symbol("E", dimension="energy")
n.symbol("T", dimension="temperature")
n.function("f", ["x"])
read = Reader(n)


def test_a_claim_of_the_obvious_is_still_a_claim() -> None:
    """x = x and x/x = 1 keep both sides as they are written."""
    claim = read.claim("x/x = 1")
    assert "x/x" == str(claim.lhs) or Symbol("x") in claim.lhs.free_symbols
    assert (Symbol("x"),) == claim.symbols


def test_the_symbols_are_the_free_ones_by_name() -> None:
    """Those of the conditions too, those that are bound not."""
    claim = read.claim("Integral(f(x)*z, (x, 0, 1)) = z", "y > 0")
    assert (Symbol("y"), Symbol("z")) == claim.symbols


def test_sides_of_different_dimension_are_refused_with_the_label() -> None:
    """The equation is named in the message."""
    with pytest.raises(DimensionError, match=r"Eq\. \(7\)"):
        Identity(Symbol("E"), Symbol("T"), n, label="7")


@pytest.mark.parametrize("side", [Integer(0), oo, -oo])
def test_zero_and_infinity_have_every_dimension(side: object) -> None:
    """E = 0 is a statement."""
    assert side == Identity(Symbol("E"), side, n).rhs


def test_a_condition_of_different_dimension_is_refused() -> None:
    """E > T means nothing."""
    with pytest.raises(DimensionError, match="condition"):
        Identity(Symbol("x"), Symbol("x"), n, where=(Condition(Symbol("E"), Relation.GT, Symbol("T")),))


@pytest.mark.parametrize("side", ["x", 1, None, True])
def test_what_is_no_expression_is_refused(side: object) -> None:
    """A text, a Python number and a truth value are no sides."""
    with pytest.raises(StatementError):
        Identity(side, Symbol("x"), n)
