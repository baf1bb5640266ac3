"""Witnesses: simple points, exact values where arithmetic gives them, decimals that mpmath confirms."""

from __future__ import annotations

import mpmath
import pytest
from flint import acb, arb

from symrules.decide.balls import working_precision
from symrules.decide.numerals import numeral, told_apart
from symrules.questions import prove


@pytest.mark.parametrize(("statement", "where", "symbols", "witness"), [
    ("1/(x + 2) = x", (), {"x": "positive"}, "at x = 1: 1/3 against 1"),
    ("sqrt((a - b)**2) = a - b", (), {"a": "real", "b": "real"}, "at a = -1, b = 1/2: 3/2 against -3/2"),
    ("z*conjugate(z) = z**2", (), {"z": "complex"}, "at z = 1 + I: 2 against 2*I"),
    ("log(x**2) = 2*log(x)", (), {"x": "real"}, "at x = -1: 0 against ≈ 6.28319*I"),
    ("exp(-I*x) = 1", (), {"x": "real"}, "at x = 1: ≈ 0.540302 - 0.841471*I against 1"),
    ("y = x", ("x*y = cos(x)",), {"x": "positive", "y": "real"}, "at x = 1, y ≈ 0.540302: ≈ 0.540302 against 1"),
    ("y**2 = y", ("2*y = x",), {"x": "positive", "y": "positive"}, "at x = 1, y = 1/2: 1/4 against 1/2"),
    ("exp(pi*sqrt(163)) = 262537412640768744", (), {},
     "≈ 262537412640768743.999999999999 against 262537412640768744"),
])  # fmt: skip
def test_a_witness_is_read_at_a_glance(statement, where, symbols, witness):
    """Few digits, exact numbers plainly, signs of complex numbers in place."""
    assert str(prove(statement, where=list(where), symbols=symbols).witness) == witness


def test_the_record_keeps_all_digits():
    """What a machine reads is exact or has eighteen digits, which mpmath confirms."""
    witness = prove("y = x*y", where=["x*y = cos(x)", "x > 1"], symbols={"x": "positive", "y": "real"}).witness
    x, y = (mpmath.mpf(value) for _, value in witness.at)
    assert mpmath.almosteq(x * y, mpmath.cos(x), 1e-14)
    assert (witness.at[1][1], mpmath.almosteq(mpmath.mpf(witness.rhs), mpmath.cos(x), 1e-14)) == (witness.lhs, True)


@pytest.mark.parametrize(("real", "imaginary", "text"), [
    (arb(3), arb(0), "3"),
    (arb(-0.375), arb(0), "-3/8"),
    (arb(0), arb(1), "I"),
    (arb(1), arb(-1), "1 - I"),
    (arb(0), arb(-2), "-2*I"),
    (arb(1, 1e-30), arb(0, 1e-20), "1.00000000000000000"),
    (arb(0, 1e-20), arb(0), "0.0"),
    (arb(0, 1e-20), arb(3), "3*I"),
    (arb(1.25, 0.3), arb(0), "1.25"),
    (arb(5, 4), arb(0), "5.00"),
    (arb(10) ** 40, arb(0), "1.0000000000000000e+40"),
])  # fmt: skip
def test_numbers_are_never_printed_as_balls(real, imaginary, text):
    """Exact ones as integers and fractions, others as decimals, as far as they are known."""
    assert numeral(acb(real, imaginary)) == text


def test_sides_that_are_close_are_printed_with_more_digits():
    """Two balls that do not meet have different texts, also where few digits are known."""
    assert told_apart(acb(arb(1, 0.1)), acb(arb(1.25, 0.1))) == ("1.00", "1.25")
    with working_precision(192), mpmath.workdps(60):
        a, b = told_apart(acb(arb(1)), acb(arb(1) + arb(2) ** -60))
        assert a == "1"
        assert mpmath.almosteq(mpmath.mpf(b) - 1, mpmath.mpf(2) ** -60, 1e-12)
