"""Antiderivative identities: d/dx F = f with hyperbolic and exponential functions and parameters."""

from __future__ import annotations

import random

import pytest
import sympy
from sympy import Derivative, Rational, Symbol, asinh, atan, atanh, cosh, coth, exp, log, sin, sinh, sqrt, tanh

from symrules.decide import decide
from symrules.identity import Identity
from symrules.notation import Notation

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
