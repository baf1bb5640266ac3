"""Enclosures of derivatives as they are written, against mpmath's differences."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from flint import acb, arb

from symrules.decide.balls import Undefined, evaluate
from symrules.notation import Notation
from symrules.text import read_expression

NOTATION = Notation()
for name in "xya":
    NOTATION.symbol(name, domain="real")
X, Y = (read_expression(name, NOTATION) for name in "xy")
AT = {X: Fraction(7, 5), Y: Fraction(1, 3)}

CASES = [
    ("Derivative(sin(x)*exp(x*y), x)", lambda x, y: mpmath.diff(lambda t: mpmath.sin(t) * mpmath.exp(t * y), x)),
    ("Derivative(log(x)*x**y, x, x)", lambda x, y: mpmath.diff(lambda t: mpmath.log(t) * t**y, x, 2)),
    ("Derivative(x**3*y**2/(1+x*y), x, y)",
     lambda x, y: mpmath.diff(lambda s, t: s**3 * t**2 / (1 + s * t), (x, y), (1, 1))),
    ("Subs(Derivative(tanh(x)**2, x), x, y)", lambda x, y: mpmath.diff(lambda t: mpmath.tanh(t) ** 2, y)),
    ("Derivative(Integral(exp(x*a)/(1+a), (a, 0, y)), x)",
     lambda x, y: mpmath.quad(lambda a: a * mpmath.exp(x * a) / (1 + a), [0, y])),
    ("Derivative(x*coth(x), x, x, x)", lambda x, y: mpmath.diff(lambda t: t * mpmath.coth(t), x, 3)),
    ("x*Derivative(sqrt(x + y), x)", lambda x, y: x / (2 * mpmath.sqrt(x + y))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CASES, ids=[text for text, _ in CASES])
def test_an_enclosure_holds_the_derivative_and_little_else(text, value):
    """The ball contains mpmath's value, and its radius is small."""
    with mpmath.workdps(40):
        expected = str(value(*(mpmath.mpf(v.numerator) / v.denominator for v in AT.values())))
    found = evaluate(read_expression(text, NOTATION), AT)
    assert found.overlaps(acb(arb(expected)))
    assert found.real.rad() < 1e-12


@pytest.mark.parametrize("text", ["Derivative(sqrt(x - 7/5), x)", "Derivative(1/(x - 7/5), x)", "Derivative(Abs(x), x)",
                                  "Derivative(y, x)", "Derivative(x, x, x, x, x, x)"])  # fmt: skip
def test_where_nothing_shows_that_a_function_is_analytic_there_is_no_value(text):
    """At branch points and poles, of a function with kinks, of a lone symbol and of high order."""
    with pytest.raises(Undefined):
        evaluate(read_expression(text, NOTATION), AT)
