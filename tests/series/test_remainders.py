"""Bounds hold at a thousand points in Arb, whose values share no code with the proofs of the bounds."""

from __future__ import annotations

import math
from fractions import Fraction

import flint
import pytest
import sympy
from flint import acb, fmpq
from sympy import Rational, atan, cos, cosh, coth, exp, log, sech, sin, sinh, sqrt, symbols, tanh

from symrules.notation import Notation
from symrules.series import SeriesError, expand

x, a, T = symbols("x a T")

# expression, the same in Arb, the orders of the truncation, from where to where it is tested
ENVELOPED = [
    (x * coth(x), lambda z: z * z.coth(), (0, 2, 3, 6), -9, 9),
    (x * cosh(x) / sinh(x), lambda z: z * z.coth(), (4,), -9, 9),
    (x / tanh(x) / 3 - 5 * x, lambda z: z * z.coth() / 3 - 5 * z, (2,), -9, 9),
    (tanh(x), lambda z: z.tanh(), (1, 3, 6), -5, 5),
    (tanh(2 * x) / x, lambda z: (2 * z).tanh() / z, (0, 4), -5, 5),
    (x / sinh(x), lambda z: z / z.sinh(), (0, 2, 4), -9, 9),
    (sech(x), lambda z: 1 / z.cosh(), (0, 2, 4), -9, 9),
    (exp(-x), lambda z: (-z).exp(), (0, 1, 5), 0, 9),
    (exp(x / 2), lambda z: (z / 2).exp(), (2,), -9, 0),
    (sin(x), lambda z: z.sin(), (1, 4), -9, 9),
    (cos(3 * x) * x, lambda z: z * (3 * z).cos(), (3,), -9, 9),
    (log(1 + x), lambda z: (1 + z).log(), (1, 2, 5), 0, 9),
    (log(1 + 3 * x / 2), lambda z: (1 + 3 * z / 2).log(), (2,), 0, 9),
    (atan(x), lambda z: z.atan(), (1, 4), -9, 9),
    (sqrt(1 + x), lambda z: (1 + z).sqrt(), (0, 1, 4), 0, 9),
    ((1 + x) ** Rational(-3, 2), lambda z: (1 + z).rsqrt() ** 3, (0, 2), 0, 9),
    (x * coth(x) + 2 * tanh(x) / x, lambda z: z * z.coth() + 2 * z.tanh() / z, (2,), -3, 3),
    (coth(x) - 1 / x, lambda z: z.coth() - 1 / z, (1, 3), -5, 5),
]  # fmt: skip


def points(low, high, count=1000):
    """Rationals strictly inside an interval, none of them zero."""
    return [q for k in range(1, count) if (q := low + fmpq(high - low) * fmpq(2 * k + 1, 2 * count + 1))]


def polynomial(series, order):
    """The truncation as pairs of FLINT numbers."""
    return [(int(k), fmpq(int(c.p), int(c.q))) for k, c in series.terms if k <= order]


@pytest.fixture(autouse=True)
def digits():
    """A hundred bits more than the errors need."""
    before, flint.ctx.prec = flint.ctx.prec, 333
    yield
    flint.ctx.prec = before


@pytest.mark.parametrize(("expression", "value", "orders", "low", "high"), ENVELOPED,
                         ids=[str(row[0]) for row in ENVELOPED])  # fmt: skip
def test_an_enveloping_bound_and_its_sign_hold_everywhere(expression, value, orders, low, high):
    """|f − S| ≤ bound, and f − S has the sign of the next term, at a thousand points."""
    series = expand(expression, x, 0, 8)
    for order in orders:
        found = series.remainder(order)
        kept = polynomial(series, order)
        for q in points(low, high):
            error = (value(acb(q)) - sum((c * q**k for k, c in kept), fmpq(0))).real
            assert abs(error) <= flint.arb(at(found.bound, q))
            if found.next_term is not None:
                assert error * at(found.next_term, q) >= 0
            if found.sign:
                assert (error >= 0) if found.sign == "+" else (error <= 0)


def at(expression, q):
    """The exact value of a bound, built from rationals, x, sums, products, integer powers and moduli."""
    if expression == x:
        return q
    if expression.is_Rational:
        return fmpq(int(expression.p), int(expression.q))
    values = [at(argument, q) for argument in expression.args]
    if expression.is_Add:
        return sum(values, fmpq(0))
    if expression.is_Mul:
        return math.prod(values, start=fmpq(1))
    return abs(values[0]) if isinstance(expression, sympy.Abs) else values[0] ** int(expression.exp)


INTERVALS = [
    (exp(sin(x)), lambda z: z.sin().exp(), (2, 5)),
    (x * coth(x) * cos(x), lambda z: z * z.coth() * z.cos(), (2, 5)),
    (sqrt(x * coth(x)), lambda z: (z * z.coth()).sqrt(), (2,)),
    (log(1 + x) * exp(x), lambda z: (1 + z).log() * z.exp(), (1, 5)),
    (1 / (1 + exp(x)), lambda z: 1 / (1 + z.exp()), (3,)),
    (exp(x), lambda z: z.exp(), (2,)),
    (1 / (1 + x**2 / 2), lambda z: 1 / (1 + z * z / 2), (4,)),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "value", "orders"), INTERVALS, ids=[str(row[0]) for row in INTERVALS])
def test_a_ball_bound_holds_on_its_interval(expression, value, orders):
    """Cauchy's estimate bounds the error at a thousand points of [−1/2, 1/2]."""
    series = expand(expression, x, 0, 9)
    half = Rational(1, 2)
    for order in orders:
        found = series.remainder(order, (-half, half))
        constant = found.bound.subs(x, 1)
        kept = polynomial(series, order)
        for q in points(fmpq(-1, 2), fmpq(1, 2)):
            error = abs(value(acb(q)) - sum((c * q**k for k, c in kept), fmpq(0)))
            assert error <= flint.arb(fmpq(int(constant.p), int(constant.q)) * abs(q) ** (order + 1))


def test_a_smaller_bound_would_be_wrong():
    """The enveloping bound is sharp: nine tenths of it fail near the point."""
    found = expand(x * coth(x), x, 0, 4).remainder(2)
    q = fmpq(1, 10)
    z = acb(q)
    error = abs(z * z.coth() - 1 - q * q / 3)
    bound = found.bound.subs(x, Rational(1, 10))
    assert error <= flint.arb(fmpq(int(bound.p), int(bound.q)))
    assert error > flint.arb(fmpq(9, 10) * fmpq(int(bound.p), int(bound.q)))


def test_the_bound_of_the_paper_bracket():
    """T + T(1 − T)(x coth x − 1) lies below its second-order truncation by at most T(1 − T)x⁴/45."""
    notation = Notation()
    notation.symbol("T", domain="[0, 1]")
    found = expand(T + T * (1 - T) * (x * coth(x) - 1), x, 0, 6, notation=notation).remainder(2)
    assert sympy.expand(found.bound - T * (1 - T) * x**4 / 45) == 0
    assert found.sign == "-"
    assert found.valid == "all real x"


def test_the_sign_is_not_claimed_for_an_unrestricted_parameter():
    """Without a domain of T the sign of T(1 − T) is open, and the bound carries a modulus."""
    found = expand(T * (1 - T) * x * coth(x), x, 0, 4).remainder(2)
    assert found.sign == ""
    assert found.bound.has(sympy.Abs)


@pytest.mark.parametrize("expression", [x * sympy.cot(x), exp(x) * coth(x), exp(x) + exp(-x), 1 / (1 + exp(x))])
def test_no_bound_on_the_whole_line_is_invented(expression):
    """What does not envelop has no bound without an interval."""
    with pytest.raises(SeriesError, match="no bound for all real values"):
        expand(expression, x, 0, 4).remainder(2)


@pytest.mark.parametrize("expression", [exp(x), log(1 - x), exp(x) - 1 / (1 - x)])
def test_half_a_line_is_said_to_be_half_a_line(expression):
    """These envelop on the left of the point only."""
    assert expand(expression, x, 0, 4).remainder(2).valid == "x <= 0"


@pytest.mark.parametrize("order", [0, 2, 4, 6])
def test_the_truncation_is_within_one_per_cent_up_to_the_range(order):
    """Within r the relative error is at most 1 %, and at 1.1 r it is not."""
    series = expand(x * coth(x), x, 0, 10)
    r = series.range_within(Fraction(1, 100), order)
    kept = polynomial(series, order)

    def relative(q):
        truth = (acb(q) * acb(q).coth()).real
        return abs(truth - sum((c * q**k for k, c in kept), fmpq(0))) / truth

    reach = fmpq(r.numerator, r.denominator)
    assert all(relative(reach * fmpq(k, 1000)) <= fmpq(1, 100) for k in range(1, 1001))
    assert relative(reach * fmpq(11, 10)) > fmpq(1, 100)


def test_a_range_needs_numbers():
    """With a parameter there is no rational range."""
    with pytest.raises(SeriesError, match="numbers for the parameters"):
        expand(x * coth(a * x), x, 0, 4).range_within(Fraction(1, 100), 2)


@pytest.mark.parametrize(("expression", "point", "declared"), [
    (exp(-x), sympy.I, "real"), (x**3, 1 + sympy.I, "real"), (exp(x), a, "complex"), (x**3, a, "complex"),
])  # fmt: skip
def test_no_bound_for_real_values_about_a_complex_point(expression, point, declared):
    """There t = x − x₀ is complex for a real x: about i, exp(−x) − exp(−i)(1 − t) is not at most t²/2 for x ≥ i."""
    notation = Notation()
    notation.symbol("a", domain=declared)
    with pytest.raises(SeriesError, match="real point"):
        expand(expression, x, point, 6, notation=notation).remainder(1)


def test_a_symbolic_real_point_keeps_its_bound():
    """exp(−x) about a real a has the bound e^(−a)(x − a)³/6 on its right."""
    notation = Notation()
    notation.symbol("a", domain="real")
    found = expand(exp(-x), x, a, 6, notation=notation).remainder(2)
    assert sympy.expand(found.bound - (x - a) ** 3 * exp(-a) / 6) == 0
    assert (found.sign, found.valid) == ("-", "x >= a")
