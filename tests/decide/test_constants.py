"""Algebraic numbers, nested roots and the logarithms of numbers: true relations are proved, near misses refuted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decide.claims import occurring, verdict
from tests.decide.quadrature import agree

NUMBERS = [
    ("sqrt(3+2*sqrt(2))", "1+sqrt(2)", "2+sqrt(2)"),
    ("sqrt(5-2*sqrt(6))", "sqrt(3)-sqrt(2)", "sqrt(2)-sqrt(3)"),
    ("(2+sqrt(5))**(1/3)", "(1+sqrt(5))/2", "(1+sqrt(5))/3"),
    ("(2**(1/3)-1)**(1/3)", "(1/9)**(1/3)-(2/9)**(1/3)+(4/9)**(1/3)", "(1/9)**(1/3)-(2/9)**(1/3)+(5/9)**(1/3)"),
    ("2*cos(pi/16)", "sqrt(2+sqrt(2+sqrt(2)))", "sqrt(2+sqrt(2-sqrt(2)))"),
    ("sqrt(16-2*sqrt(29)+2*sqrt(55-10*sqrt(29)))", "sqrt(22+2*sqrt(5))-sqrt(11+2*sqrt(29))+sqrt(5)",
     "sqrt(22+2*sqrt(5))-sqrt(11+2*sqrt(29))-sqrt(5)"),
    ("cos(2*pi/17)",
     "(-1+sqrt(17)+sqrt(34-2*sqrt(17))+2*sqrt(17+3*sqrt(17)-sqrt(34-2*sqrt(17))-2*sqrt(34+2*sqrt(17))))/16",
     "(-1+sqrt(17)+sqrt(34-2*sqrt(17))-2*sqrt(17+3*sqrt(17)-sqrt(34-2*sqrt(17))-2*sqrt(34+2*sqrt(17))))/16"),
    ("exp(sqrt(3+2*sqrt(2)))", "exp(1+sqrt(2))", "exp(2+sqrt(2))"),
    ("log(3+2*sqrt(2))", "2*log(1+sqrt(2))", "3*log(1+sqrt(2))"),
    ("log(2+sqrt(3))+log(2-sqrt(3))", "0", "1"),
    ("asinh(1)", "log(3+2*sqrt(2))/2", "log(3+2*sqrt(2))"),
    ("atan(1/2)+atan(1/3)", "pi/4", "3*pi/4"),
    ("atan(1)+atan(2)+atan(3)", "pi", "0"),
    ("4*atan(1/5)-atan(1/239)", "pi/4", "-3*pi/4"),
    ("12*atan(1/18)+8*atan(1/57)-5*atan(1/239)", "pi/4", "5*pi/4"),
    ("asin(3/5)+asin(4/5)", "pi/2", "pi/3"),
    ("2*atan(2-sqrt(3))", "pi/6", "pi/3"),
    ("acos(-1/3)", "pi-acos(1/3)", "acos(1/3)-pi"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "value", "wrong"), NUMBERS, ids=[n[0] for n in NUMBERS])
def test_a_number_written_in_two_ways(number, value, wrong):
    """Both forms are the same number; a third one is not."""
    assert agree(number, value, {})
    assert verdict(f"{number} = {value}").proved
    assert verdict(f"{number} = {wrong}").refuted


@pytest.mark.parametrize(("near", "far"), [
    ("sqrt(2)+sqrt(3)", "3146264369941972342329135/10**24"), ("1+sqrt(2)", "sqrt(3+2*sqrt(2)+10**(-60))"),
    ("4*atan(1/5)-atan(1/239)", "pi/4+10**(-50)"),
])  # fmt: skip
def test_what_agrees_to_many_digits_only_is_refuted(near, far):
    """No number of equal digits proves anything."""
    assert verdict(f"{near} = {far}").refuted


SYMBOLIC = [
    ("sqrt(a+b+2*sqrt(a*b))", "sqrt(a)+sqrt(b)", "sqrt(a)-sqrt(b)"),
    ("sqrt(1+2*a+2*sqrt(a*(1+a)))", "sqrt(a)+sqrt(1+a)", "2*sqrt(a)+sqrt(1+a)"),
    ("sqrt(1+2*a-2*sqrt(a*(1+a)))", "sqrt(1+a)-sqrt(a)", "sqrt(a)-sqrt(1+a)"),
    ("x*sqrt(3+2*sqrt(2))", "x+sqrt(2)*x", "x-sqrt(2)*x"),
    ("atan(1/2)+atan(1/3)+x", "pi/4+x", "pi/4-x"),
    ("atan(a)-atan(b)", "atan((a-b)/(1+a*b))", "atan((a+b)/(1+a*b))"),
]


@pytest.mark.parametrize(("expression", "value", "wrong"), SYMBOLIC, ids=[n[0] for n in SYMBOLIC])
def test_nested_roots_and_angles_with_symbols(expression, value, wrong):
    """The same with symbols whose signs are known."""
    used = {n: d for n, d in {"x": "real", "a": "positive", "b": "positive"}.items() if n in expression}
    assert agree(expression, value, used)
    assert verdict(f"{expression} = {value}", **used).proved
    assert verdict(f"{expression} = {wrong}", **used).refuted


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.integers(-9, 9), st.integers(-5, 5).filter(bool), st.sampled_from([2, 3, 5, 6, 7]), st.sampled_from([2, 3]))
def test_the_root_of_a_power(a, b, c, n):
    """(|a + b√c|^n)^(1/n) = |a + b√c|, after the power has been multiplied out."""
    rational, irrational = a, b
    for _ in range(n - 1):
        rational, irrational = rational * a + irrational * b * c, rational * b + irrational * a
    size = a + b * c**0.5
    power, root = f"({rational})+({irrational})*sqrt({c})", f"({a})+({b})*sqrt({c})"
    if n == 3 and size < 0:
        power, root = f"-({power})", f"-({root})"
    sign = "-" if n == 2 and size < 0 else ""
    assert verdict(f"({power})**(1/{n}) = {sign}({root})").proved
    assert verdict(f"({power})**(1/{n}) = {sign}({root})+1/10**9").refuted


ANGLES = [
    ("sin(104*pi/105)", "sin(pi/105)", "sin(2*pi/105)"),
    ("sin(52*pi/105)", "sin(53*pi/105)", "-sin(53*pi/105)"),
    ("cos(pi/165)", "-cos(164*pi/165)", "cos(164*pi/165)"),
    ("sin(pi/241)", "sin(240*pi/241)", "sin(239*pi/241)"),
    ("sin(pi/1001)", "sin(1000*pi/1001)", "sin(999*pi/1001)"),
    ("sin(pi/360)", "2*sin(pi/720)*cos(pi/720)", "sin(pi/720)*cos(pi/720)"),
    ("cos(5*pi/1009)", "16*cos(pi/1009)**5 - 20*cos(pi/1009)**3 + 5*cos(pi/1009)", "16*cos(pi/1009)**5"),
    ("exp(I*pi/500)**500", "-1", "1"),
    ("tan(pi/1013)*tan(2*pi/1013)*tan(3*pi/1013)", "tan(3*pi/1013) - tan(2*pi/1013) - tan(pi/1013)", "0"),
    ("Sum(cos(2*pi*k/105), (k, 1, 104))", "-1", "1"),
    ("sqrt(105)*sin(pi/105)", "sqrt(3)*sqrt(35)*sin(104*pi/105)", "sqrt(3)*sqrt(5)*sin(104*pi/105)"),
    ("exp(pi + I*pi/105)", "exp(pi)*exp(I*pi/105)", "exp(pi)*exp(-I*pi/105)"),
    ("exp(pi*x + I*pi/105)", "exp(pi*x)*exp(I*pi/105)", "exp(pi*x)*exp(-I*pi/105)"),
    ("sin(x + pi/241)", "sin(240*pi/241 - x)", "sin(240*pi/241 + x)"),
    ("exp(I*pi*n)*sin(pi/105)", "(-1)**n*sin(104*pi/105)", "sin(104*pi/105)"),
    ("exp(I*pi*n*m + n*pi + I*pi*x)*sin(pi/105)", "(-1)**(n*m)*exp(n*pi)*sin(104*pi/105)*exp(I*pi*x)", "sin(pi/105)"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "value", "wrong"), ANGLES, ids=[a[0] for a in ANGLES])
def test_rational_multiples_of_pi(expression, value, wrong):
    """In cyclotomic fields of any shape: where i is a short power of the root of unity, and where it is a sum."""
    used = occurring({"x": "real", "n": "integer", "m": "integer"}, expression, value)
    assert verdict(f"{expression} = {value}", **used).proved
    assert verdict(f"{expression} = {wrong}", **used).refuted


@pytest.mark.parametrize("q", [*range(3, 60), 85, 91, 105, 165, 210, 330, 420, 1155, 1260, 2310, 2520])
def test_the_sine_is_symmetric_about_half_a_turn(q):
    """For denominators up to the largest one that is always decided."""
    assert verdict(f"sin({q - 1}*pi/{q}) = sin(pi/{q})").proved
    assert verdict(f"sin({q - 1}*pi/{q}) = -sin(pi/{q})").refuted


def test_a_field_that_is_too_large_is_named():
    """Beyond it, the claim is undecided, and the reason says why."""
    found = verdict("sin(pi/2521) = sin(2520*pi/2521)")
    assert found.undecided
    assert "a root of unity of order 5042" in found.reason
