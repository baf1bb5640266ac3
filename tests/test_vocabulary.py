"""Free symbols of trees as they are written."""

from __future__ import annotations

import pytest
from sympy import Symbol

from symrules.justify import Reader
from symrules.notation import Notation
from symrules.vocabulary import free_symbols

n = Notation("numbers")
for name in "abxyzt":
    n.symbol(name)
n.function("f", ["x"])
n.function("g", ["x", "y"])
read = Reader(n)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x - x", "x"),
        ("0*x", "x"),
        ("x**0", "x"),
        ("Integral(y - y, (x, 0, 1))", "y"),
        ("Integral(x*y, (x, 0, a))", "ay"),
        ("Integral(x, (x, 0, x))", "x"),
        ("Integral(x*y, (x, 0, y), (y, 0, 1))", ""),
        ("Integral(x*y, (y, 0, 1), (x, 0, y))", "y"),
        ("Integral(f(x), x)", ""),
        ("Sum(a*x, (x, 1, b))", "ab"),
        ("Limit(x*y, x, a)", "ay"),
        ("Limit(x, x, x)", "x"),
        ("Subs(g(x, y), x, a)", "ay"),
        ("Derivative(g(x, y), x)", "xy"),
        ("f(a + b)", "ab"),
        ("3", ""),
    ],
)
def test_the_free_symbols_are_those_that_are_not_bound(text: str, names: str) -> None:
    """By hand; nothing cancels before it is looked at."""
    assert frozenset(map(Symbol, names)) == free_symbols(read(text))
