"""Orders that cannot be reached are refused quickly, and say why."""

from __future__ import annotations

import time

import pytest
from sympy import coth, exp, gamma, sqrt, symbols, tanh

from symrules.series import SeriesError, expand
from symrules.series.budget import ladder, refuse_size, refuse_time

x, T, a, b, c, d = symbols("x T a b c d")


def test_low_orders_are_not_approached():
    """Up to 64 with parameters, and 512 without, nothing is tried first; beyond, an eighth of the order is."""
    assert ladder(64, True) == ladder(512, False) == []
    assert ladder(800, False) == [100]
    assert ladder(320, True) == [20, 40]


def test_the_time_of_an_order_is_foreseen():
    """Eight times the order costs 181 times the time."""
    refuse_time(100, 800, 0.5, 60)
    with pytest.raises(SeriesError, match=r"beyond the time budget.* about 181 s"):
        refuse_time(100, 800, 1.0, 60)


def test_the_size_of_an_order_is_foreseen():
    """A size that grows as the fourth power reaches 4096 times its value at eight times the order."""
    refuse_size(100, 800, 2**20, 2**16)
    with pytest.raises(SeriesError, match=r"memory budget.* 8 GB"):
        refuse_size(100, 800, 2**21, 2**17)


@pytest.mark.parametrize(("expression", "order", "seconds"), [
    (gamma(1 + x), 300, 0.5),
    (sqrt(a + b * x + c * x**2 + d * x**3) * exp(T * x), 400, 0.5),
    (exp(tanh(x)), 20_000, 1.0),
    (T * x * coth(a * x) + (1 - T) * sqrt(1 + b * x) * exp(c * x), 5_000, 1.0),
])  # fmt: skip
def test_a_hopeless_order_ends_soon(expression, order, seconds):
    """The budget is met but for one FLINT call."""
    start = time.process_time()
    with pytest.raises(SeriesError, match="budget"):
        expand(expression, x, 0, order, seconds=seconds)
    assert time.process_time() - start < 20


def test_high_orders_within_the_budget_are_exact():
    """The smaller orders tried first leave no trace in the result."""
    series = expand(T + T * (1 - T) * (x * coth(x) - 1), x, 0, 600)
    assert len(series.terms) == 301
    assert series.coefficient(598) == expand(T + T * (1 - T) * (x * coth(x) - 1), x, 0, 598).coefficient(598)
    assert expand(x * coth(x), x, 0, 1100).coefficient(500) == expand(x * coth(x), x, 0, 500).coefficient(500)
