"""What has no value at a point excludes that point, whatever sign it stands under and whatever becomes of it."""

from __future__ import annotations

import re

import pytest

from tests.decide.claims import occurring, verdict

# an expression in a, and a point where it has no value
POLES = [
    ("1/a", "0"), ("log(a)", "0"), ("gamma(a)", "-2"), ("factorial(a)", "-1"), ("zeta(a)", "1"), ("digamma(a)", "0"),
    ("tan(a)", "pi/2"), ("coth(a)", "0"), ("atanh(a)", "1"), ("acoth(a)", "-1"), ("asec(a)", "0"), ("Ei(a)", "0"),
    ("polylog(1, a)", "1"), ("besselk(0, a)", "0"), ("beta(a, 1/2)", "-1"), ("binomial(a, 1/2)", "-3"), ("0**a", "-1"),
    ("harmonic(a)", "-1"), ("a**(-1/2)", "0"), ("loggamma(a)", "-1"), ("1/(sqrt(a + 3) - 2)", "1"), ("a/a", "0"),
]  # fmt: skip
# where it stands; {g} - {g} and 0*{g} leave nothing of it behind
CONTEXTS = [
    "Sum(0*({g}), (k, 0, n)) = 0", "Sum(k*({g}), (k, -n, n)) = 0", "Sum(({g}) - ({g}), (k, 0, n)) = 0",
    "Sum((k - n)*({g}), (k, n, n)) = 0", "Product(x + 0*({g}), (k, 1, 2)) = x**2",
    "Integral(t*({g}), (t, -1, 1)) = 0", "Integral(t + 0*({g}), (t, 0, 1)) = 1/2",
    "Integral(Sum(k*({g})*t, (k, -n, n)), (t, 0, 1)) = 0",
    "Limit(x*({g}), x, 0) = 0", "Limit(exp(-x)*({g}), x, oo) = 0", "Limit(1 + t + 0*({g}), t, 0) = 1",
    "Derivative(({g}) + x**2, x) = 2*x", "Derivative(Integral(({g}) + x*t, (t, 0, 1)), x) = 1/2",
    "Derivative(Sum(k*({g}) + x, (k, 0, 1)), x) = 2", "Derivative(Subs(x*y + ({g}), y, 1), x) = 1",
    "Subs(Derivative(x**2*({g}), x), x, 0) = 0", "Subs(y*({g}), y, 0) = 0", "0*({g}) = 0",
]  # fmt: skip
SYMBOLS = {"a": "real", "x": "real", "y": "real", "t": "real", "n": "nonnegative integer"}


def answered(statement, *where):
    return verdict(statement, where, **occurring(SYMBOLS, statement, *where))


@pytest.mark.parametrize(("g", "pole"), POLES, ids=[g for g, _ in POLES])
def test_a_pole_is_excluded_wherever_it_stands(g, pole):
    """A condition on the parameter is printed with each proof, and at the pole nothing is proved."""
    wrong = []
    for context in CONTEXTS:
        statement, there = context.format(g=g), context.format(g=re.sub(r"\ba\b", f"({pole})", g))
        anywhere = answered(statement)
        says = not anywhere.proved or any(re.search(r"\ba\b", c) for c in anywhere.side_conditions)
        if anywhere.refuted or not says or answered(statement, f"a = {pole}").proved or answered(there).proved:
            wrong.append(statement)
    assert wrong == []


@pytest.mark.parametrize("context", CONTEXTS)
def test_what_has_a_value_is_proved(context):
    """Where nothing is excluded, each of these is proved, and a twin is not."""
    statement = context.format(g="exp(a)")
    assert answered(statement).proved
    assert answered(statement).side_conditions == ()
    assert answered(f"{statement} + 1").refuted
