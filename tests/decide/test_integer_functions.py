"""Functions of integers, and parts of numbers, against arithmetic on Python's fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from tests.decide.claims import verdict

NUMBERS = [Fraction(p, q) for p in range(-7, 8) for q in (1, 2, 3)]


def falling(x, n):
    return math.prod((x - k for k in range(n)), start=Fraction(1))


VALUES = [
    *((f"floor({x})", math.floor(x)) for x in NUMBERS), *((f"ceiling({x})", math.ceil(x)) for x in NUMBERS),
    *((f"harmonic({n})", sum((Fraction(1, k) for k in range(1, n + 1)), Fraction(0))) for n in range(9)),
    *((f"factorial2({n})", math.prod(range(n, 0, -2))) for n in range(-1, 12)),
    *((f"ff({x}, {n})", falling(x, n)) for x in NUMBERS[::4] for n in range(5)),
    *((f"rf({x}, {n})", falling(-x, n) * (-1) ** n) for x in NUMBERS[::4] for n in range(5)),
    *((f"KroneckerDelta({i}, {j})", int(i == j)) for i in range(3) for j in range(3)),
]  # fmt: skip


def test_values_at_numbers_are_proved_and_others_refuted():
    """Each value, and the next number."""
    wrong = [text for text, value in VALUES if not verdict(f"{text} = {value}").proved]
    assert wrong == []
    assert [text for text, value in VALUES if not verdict(f"{text} = {value + 1}").refuted] == []


@pytest.mark.parametrize(("statement", "domains"), [
    ("floor(n) + ceiling(n) = 2*n", {"n": "integer"}),
    ("KroneckerDelta(n, n + 1) = 0", {"n": "integer"}),
    ("rf(x, 3) = -ff(-x, 3)", {"x": "complex"}),
    ("Integral(cos(m*x)*cos(n*x), (x, 0, 2*pi)) = pi*KroneckerDelta(m, n)",
     {"m": "positive integer", "n": "positive integer", "x": "real"}),
])  # fmt: skip
def test_symbols(statement, domains):
    """Identities in integers, and their twins."""
    assert verdict(statement, **domains).proved
    assert verdict(f"{statement} + 1", **domains).refuted


def test_a_delta_about_a_point_without_a_value():
    """Elsewhere it is zero, and where it is not, the other terms have no value."""
    assert verdict("zeta(s) + KroneckerDelta(s, 1) = zeta(s)", s="positive").undecided
