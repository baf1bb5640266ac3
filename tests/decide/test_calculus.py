"""Vanishing derivatives and monotonicity."""

from __future__ import annotations

import pytest

from tests.decide.claims import verdict

CONSTANT = [
    ("atan(x)+atan(1/x) = pi/2", "atan(x)+atan(1/x) = pi/3", "positive"),
    ("atan(x)+atan(1/x) = -pi/2", "atan(x)+atan(1/x) = pi/2", "negative"),
    ("atan(x)+atan(1/x) = pi/2*sign(x)", "atan(x)+atan(1/x) = -pi/2*sign(x)", "nonzero"),
    ("asinh(-x) = -asinh(x)", "asinh(-x) = asinh(x)", "real"),
    ("asin(-x) = -asin(x)", "asin(-x) = asin(x)", "[-1, 1]"),
    ("asin(x)+acos(x) = pi/2", "asin(x)-acos(x) = pi/2", "[-1, 1]"),
    ("atan(2*x/(1-x**2)) = 2*atan(x)", "atan(2*x/(1+x**2)) = 2*atan(x)", "(-1, 1)"),
    ("atan(sinh(x)) = 2*atan(tanh(x/2))", "atan(sinh(x)) = atan(tanh(x/2))", "real"),
]


@pytest.mark.parametrize(("true", "false", "domain"), CONSTANT, ids=[c[0] for c in CONSTANT])
def test_equal_derivatives_and_one_common_value(true, false, domain):
    """Two functions with the same derivative on an interval and one common value are the same."""
    assert verdict(true, x=domain).proved
    assert verdict(false, x=domain).refuted


def test_a_gap_in_the_domain_is_not_bridged():
    """Equal derivatives and one common value prove nothing beyond a gap."""
    assert verdict("atan(x)+atan(1/x) = pi/2", x="nonzero").refuted
    assert verdict("atan(2*x/(1-x**2)) = 2*atan(x)", x="real").refuted


INEQUALITIES = [
    ("exp(x) >= 1+x", "exp(x) >= 1+2*x", "real"), ("exp(x) > 1+x", "exp(x) > 1+2*x", "nonzero"),
    ("sinh(x) > x", "sinh(x) < x", "positive"), ("tanh(x) < x", "tanh(x) > x", "positive"),
    ("x*coth(x) >= 1", "x*coth(x) >= 2", "nonzero"), ("log(1+x) <= x", "log(1+x) >= x", "positive"),
    ("cosh(x) >= 1+x**2/2", "cosh(x) >= 1+x**2", "real"), ("x*coth(x) <= 1+x**2/3", "x*coth(x) <= 1+x**2/4", "nonzero"),
    ("x**2-x+1 > 0", "x**2-x > 0", "real"), ("1/(1+exp(x)) < 1", "1/(1+exp(x)) < 1/2", "real"),
]  # fmt: skip


@pytest.mark.parametrize(("true", "false", "domain"), INEQUALITIES, ids=[i[0] for i in INEQUALITIES])
def test_inequalities(true, false, domain):
    """An inequality follows from signs, or from monotonicity; a false one has a witness."""
    assert verdict(true, x=domain).proved
    assert verdict(false, x=domain).refuted


def test_strictness_is_kept():
    """exp(x) >= 1 + x is attained at zero, so the strict inequality fails there and only there."""
    assert verdict("exp(x) > 1+x", x="real").refuted
    assert verdict("exp(x) > 1+x", x="positive").proved
    assert verdict("x**2 >= 0", x="real").proved
    assert verdict("x**2 > 0", x="nonzero").proved
