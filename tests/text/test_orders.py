"""Error terms in statements."""

from __future__ import annotations

import pytest
from sympy import Symbol, oo

from symrules import prove
from symrules.errors import ReadError
from symrules.notation import Notation
from symrules.text import print_expression, read_expression
from symrules.text.jsonl import read_claim
from symrules.text.orders import asymptotic_claim


def _notation() -> Notation:
    notation = Notation()
    for name in "xa":
        notation.symbol(name)
    return notation


@pytest.mark.parametrize(
    ("text", "rest", "point", "order"),
    [
        ("1 + x**2/3 + O(x**4)", "1 + x**2/3", 0, 4),
        ("O(x)", "0", 0, 1),
        ("a*x + O(x**2)", "a*x", 0, 2),
        ("x + O(1/x**2, (x, oo))", "x", oo, 2),
        ("x + O(x**(-3), (x, -oo))", "x", -oo, 3),
    ],
)
def test_error_term_is_taken_off(text, rest, point, order):
    """What is left is compared up to the order of the error term."""
    found = asymptotic_claim(read_expression(text, _notation()))
    assert found is not None
    assert rest == print_expression(found[0])
    assert (Symbol("x"), point, order) == (found[1].variable, found[1].point, found[1].order)


@pytest.mark.parametrize("text", ["1 + x", "1 + O((x-1)**2)", "O(x**2)*2 + 1", "O(x) + O(x**2)", "O(x**a, (x, 0))",
                                  "O(sin(x))", "O(x**2, (x, 1))"])  # fmt: skip
def test_other_error_terms_are_left_alone(text):
    """Nothing is guessed of a point or a product."""
    assert asymptotic_claim(read_expression(text, _notation())) is None


def test_truncation_is_proved_to_its_order_and_not_beyond():
    """x coth x = 1 + x²/3 + O(x⁴), but not O(x⁵)."""
    assert prove("x*coth(x) = 1 + x**2/3 + O(x**4)", x="real").proved
    assert prove("x*coth(x) = 1 + x**2/3 + O(x**5)", x="real").refuted
    assert not prove("x*coth(x) = 1 + x**2/3", x="nonzero").proved


def test_error_term_beside_the_field_is_refused():
    """Two orders at once are a contradiction, or nothing new."""
    claim = {"statement": "x = x + O(x**2)", "symbols": {"x": "real"}, "asymptotic": {"in": "x", "at": 0, "order": 3}}
    with pytest.raises(ReadError, match="the statement has an error term"):
        read_claim(claim)
