"""Limits from our own leading terms, against values known by hand."""

from __future__ import annotations

import pytest
import sympy
from sympy import E, I, Rational, atan, coth, exp, log, oo, pi, polylog, sin, sinh, sqrt, symbols, tanh

from symrules.notation import Notation
from symrules.series import SeriesError, limit

x, a, b = symbols("x a b")


@pytest.fixture(name="notation")
def signs():
    """a is positive, b is not declared."""
    notation = Notation()
    notation.symbol("a", domain="positive")
    return notation


KNOWN = [
    (coth(x) - 1 / x, 0, 0), ((x * coth(x) - 1) / x**2, 0, Rational(1, 3)), (coth(1 / x) - x, oo, 0),
    (x * exp(-x), oo, 0), (x * exp(-x), -oo, -oo), (log(1 + exp(x)) - x, oo, 0), (log(1 + exp(x)) - x, -oo, oo),
    (log(1 + exp(x)), -oo, 0), (tanh(x), oo, 1), (tanh(x), -oo, -1), (coth(x), oo, 1), (coth(x), -oo, -1),
    (x**2 * exp(x) / (exp(x) + 1) ** 2, oo, 0), (x**2 * exp(x) / (exp(x) + 1) ** 2, -oo, 0), (exp(-x / a), oo, 0),
    (exp(-a * x**2), -oo, 0), (x**50 * exp(-a * x), oo, 0), (a * x, oo, oo), (sin(x) / x, 0, 1), (x * log(a * x), 0, 0),
    ((1 + 1 / x) ** x, oo, E), ((1 + a / x) ** x, oo, exp(a)), (log(x) / x, oo, 0), (atan(x), -oo, -pi / 2),
    (sqrt(x**2 + x) - x, oo, Rational(1, 2)), (x * coth(x) - x, oo, 0), (x * coth(x) / x, -oo, -1),
    ((coth(x) - 1) * exp(2 * x), oo, 2), (1 / (exp((x - b) / a) + 1), oo, 0), (1 / (exp((x - b) / a) + 1), -oo, 1),
    (sinh(x) / exp(x), oo, Rational(1, 2)), (polylog(2, -exp(x)) / x**2, oo, Rational(-1, 2)), (exp(a), 0, exp(a)),
    (log(x) ** 3 * x, 0, 0), (sin(x) ** 2 + sympy.cos(x) ** 2 - 1, 0, 0), ((exp(a * x) - 1) / x, 0, a),
    (log((x + exp(a)) / (x + exp(b))), oo, 0),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "point", "expected"), KNOWN, ids=str)
def test_known_limits(expression, point, expected, notation):
    """The limit is exact."""
    direction = "+" if expression.has(log) and point == 0 else None
    assert limit(expression, x, point, direction, notation=notation) == expected


@pytest.mark.parametrize(("expression", "point"), [
    (1 / x, 0), (exp(1 / x), 0), (exp(I * x), oo), (sin(x), oo), (b * x, oo), (exp(b * x), oo), (atan(1 / x), 0),
    (sympy.Function("f")(x), oo), (1 / (x - x), 0),
])  # fmt: skip
def test_what_has_no_certain_limit_is_refused(expression, point, notation):
    """Two different sides, oscillation, an unknown sign or an unknown function: never a guess."""
    with pytest.raises(SeriesError):
        limit(expression, x, point, notation=notation)


def test_an_unevaluated_tree_is_read(notation):
    """Nested products and quotients as a reader builds them."""
    difference = sympy.Add(x, sympy.Mul(-1, x, evaluate=False), sympy.Pow(x, -1), evaluate=False)
    tree = sympy.Mul(-1, difference, evaluate=False)
    assert limit(tree, x, oo, notation=notation) == 0


def test_assumptions_on_parameters_are_handed_out():
    """b ≠ 0 was used, and is said."""
    conditions = []
    assert limit(sin(b * x) / sinh(b * x), x, 0, conditions=conditions) == 1
    assert conditions == ["b != 0"]


def test_one_sided_limits_differ():
    """1/x has a sign on each side."""
    assert limit(1 / x, x, 0, "+") == oo
    assert limit(1 / x, x, 0, "-") == -oo
    assert limit(exp(1 / x), x, 0, "-") == 0
