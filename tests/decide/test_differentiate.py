"""Antiderivative identities: d/dx F = f with hyperbolic and exponential functions and parameters."""

from __future__ import annotations

import random

import pytest
import sympy
from sympy import Derivative, Rational, Symbol, asinh, atan, atanh, cosh, coth, exp, log, sin, sinh, sqrt, tanh

from symrules.decide import decide
from symrules.identity import Identity
from symrules.notation import Notation
from tests.decide.claims import verdict

x, a, b = (Symbol(n) for n in "xab")
PARTS = (
    exp(a * x), sinh(a * x), cosh(b * x), tanh(a * x), log(1 + exp(a * x)), atan(exp(a * x)), x, x**2, x**3,
    1 / (a + b * x), log(cosh(a * x)), sqrt(x**2 + a**2), asinh(x / a), log(x + b), 1 / (exp(x / a) + 1), coth(a * x),
    atanh(tanh(x) / 2), exp(-(x**2) / b), log(tanh(x / 2)), log(sinh(a * x)), sin(b * x) * exp(x),
)  # fmt: skip
FORMS = (lambda e: e, lambda e: e.rewrite(exp), sympy.expand, sympy.together, sympy.factor)


def antiderivatives(count: int) -> list[tuple[sympy.Expr, sympy.Expr]]:
    """Pairs (F, f) with f = dF/dx by SymPy's rules of differentiation, in some other form."""
    r = random.Random(5)
    pairs = []
    for _ in range(count):
        primitive = r.choice(PARTS) * r.choice(PARTS) + r.choice([0, 1, a]) * r.choice(PARTS)
        pairs.append((primitive, r.choice(FORMS)(sympy.diff(primitive, x))))
    return pairs


def notation() -> Notation:
    """x, a, b > 0."""
    found = Notation()
    for name in "xab":
        found.symbol(name, domain="positive")
    return found


@pytest.mark.parametrize("part", range(4))
def test_an_antiderivative_is_proved_and_a_false_one_refuted(part):
    """Every derivative is recognised in whatever form it is written; one that is off by a millionth is refuted."""
    declared = notation()
    for primitive, f in antiderivatives(100)[part::4]:
        assert decide(Identity(Derivative(primitive, x), f, declared), seconds=5).proved, (primitive, f)
        off = f * (1 + Rational(1, 10**6))
        assert decide(Identity(Derivative(primitive, x), off, declared), seconds=5).refuted, (primitive, off)


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("Derivative(Abs(x + z), x) = sign(x + z)", {"x": "real", "z": "complex"}),
        ("Derivative(sign(x + I), x) = 0", {"x": "real"}),
        ("Derivative(Abs(exp(I*x)), x) = I*exp(I*x)*sign(exp(I*x))", {"x": "real"}),
        ("Derivative(sign(x), x) = 0", {"x": "real"}),
        ("Derivative(Integral(sign(y**3 - x), (y, 0, 1)), x) = 0", {"x": "(0, 1)", "y": "real"}),
        ("Derivative(Integral(Abs(y**3 - x), (y, 0, 1)), x, 2) = 0", {"x": "(0, 1)", "y": "real"}),
    ],
)
def test_kinks_and_jumps_are_not_differentiated_across(text: str, domains: dict[str, str]) -> None:
    """The rules of |u| and sign(u) hold for a real u that does not vanish, and not under an integral sign."""
    assert verdict(text, **domains).undecided


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("Derivative(Abs(exp(I*x)), x) = 0", {"x": "real"}),
        ("Derivative(Integral(sign(y - x), (y, 0, 1)), x) = -2", {"x": "(0, 1)", "y": "real"}),
    ],
)
def test_a_true_derivative_across_a_jump_is_not_refuted(text: str, domains: dict[str, str]) -> None:
    """Where the rules do not reach, nothing is refuted either."""
    assert not verdict(text, **domains).refuted


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Derivative(Integral(sign(y - x), (y, 0, 1)), x) = -2", "Derivative(Integral(sign(y - x), (y, 0, 1)), x) = 0"),
        (
            "Derivative(Integral(Abs(y - x), (y, 0, 1)), x, 2) = 2",
            "Derivative(Integral(Abs(y - x), (y, 0, 1)), x, 2) = 0",
        ),
    ],
)
def test_an_integral_split_at_its_jump_is_differentiated(text: str, wrong: str) -> None:
    """The jump moves with x, between the ends: ∫_0^1 sign(y - x) dy = 1 - 2x."""
    assert verdict(text, x="(0, 1)", y="real").proved
    assert verdict(wrong, x="(0, 1)", y="real").refuted


def test_an_absolute_value_is_differentiated_where_its_sign_is_known() -> None:
    """d|x|/dx = 1 for x > 0."""
    assert verdict("Derivative(Abs(x), x) = 1", x="positive").proved
