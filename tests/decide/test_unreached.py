"""The reason why no point is looked at names what has no rule."""

from __future__ import annotations

import pytest
import sympy
from sympy import Integral, Sum, oo, symbols

from symrules.decide.ball_functions import FUNCTIONS
from symrules.decide.unreached import functions_without_enclosure, why_unreached
from tests.decide.claims import claim, occurring

x, k, n = symbols("x k n")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bernoulli(n) = x", ("bernoulli",)),
        ("Integral(exp(DiracDelta(x)), (x, 1, 2)) + sin(x) = euler(n)*DiracDelta(x)", ("DiracDelta", "euler")),
        ("Piecewise((euler(n), x > 0), (1, True)) = 1", ("euler",)),
        ("Sum(bernoulli(n), (n, 1, 4)) = 1", ("bernoulli",)),
    ],
)
def test_functions_are_named_as_they_are_written(text, names):
    """Wherever they stand."""
    stated = claim(text, **occurring({"x": "real", "n": "integer"}, text))
    assert functions_without_enclosure([stated.lhs, stated.rhs]) == names
    assert why_unreached([stated.lhs, stated.rhs]).startswith(f"no rule for {', '.join(names)}:")


def test_a_function_that_no_text_knows():
    """It has SymPy's name."""
    assert why_unreached([sympy.airyai(x)]).startswith("no rule for airyai")
    assert why_unreached([x, sympy.fresnels(x) + sympy.airybi(2)]).startswith("no rule for airybi, fresnels")


def test_what_has_rules_is_reached():
    """Functions with rules, unknown functions, sums, cases and integrals are no reason."""
    arguments = {sympy.Max: 3, sympy.Min: 2, sympy.polygamma: 2, sympy.beta: 2, sympy.binomial: 2, sympy.Heaviside: 2}
    arguments |= dict.fromkeys((sympy.rf, sympy.ff, sympy.atan2, sympy.KroneckerDelta), 2)
    bessel = {sympy.besselj: 2, sympy.bessely: 2, sympy.besseli: 2, sympy.besselk: 2}
    for cls in FUNCTIONS:
        count = (arguments | bessel).get(cls, 1)
        assert functions_without_enclosure([cls(*([x] * count), evaluate=False)]) == ()
    for e in (sympy.Function("f")(x), Sum(x**k, (k, 0, 3)), Integral(sympy.exp(x), (x, 0, 1)), sympy.pi * sympy.E * x,
              sympy.Piecewise((sympy.log(x), x > 0), (sympy.factorial(x), True)), sympy.polylog(2, x)):  # fmt: skip
        assert functions_without_enclosure([e]) == ()
    assert why_unreached([Integral(sympy.exp(x), (x, 0, 1)), sympy.LambertW(x, -1), 1 / (x - 2)]) == ""


@pytest.mark.parametrize(
    ("e", "reason"),
    [
        (Integral(sympy.exp(-(x**4)), (x, 0, oo)), "an integral over an unbounded range"),
        (sympy.LambertW(x, n), "Lambert's W on a branch"),
        (Sum(1 / k**x, (k, 1, oo)), "a sum or product without end"),
        (Sum(x, (k, 1, n), (n, 1, 3)), "a multiple sum"),
    ],
)
def test_other_things_that_have_no_value(e, reason):
    """The message of the evaluator is handed on."""
    assert reason in why_unreached([x, e])
