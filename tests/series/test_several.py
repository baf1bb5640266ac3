"""Several variables, reversion, and endless expansions."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import mpmath
import pytest
import sympy
from mpmath import mp
from sympy import (
    Add,
    Mul,
    O,
    Pow,
    Rational,
    besselj,
    besselk,
    bessely,
    cos,
    coth,
    exp,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
    zeta,
)

from symrules.notation import Notation
from symrules.series import SeriesError, coefficients, expand, expand_total, revert
from tests.series import oracle

x, y, a = symbols("x y a")


def test_a_total_degree_in_two_variables():
    """exp(x) cos(y) up to degree two is 1 + x + (x² − y²)/2."""
    parts = dict(expand_total(exp(x) * cos(y), {x: 0, y: 0}, 2))
    assert sympy.expand(parts[2] - (x**2 - y**2) / 2) == 0
    assert (parts[0], parts[1]) == (1, x)


def test_a_total_degree_about_another_point():
    """x·y about (1, 2)."""
    parts = dict(expand_total(x * y, {x: 1, y: 2}, 3))
    assert sympy.expand(sum(parts.values()) - x * y) == 0
    assert sympy.expand(parts[2] - (x - 1) * (y - 2)) == 0


def test_a_direction_dependent_part_is_refused():
    """√(x² + y²) has no expansion in polynomials."""
    with pytest.raises(SeriesError):
        expand_total(sqrt(x**2 + y**2), {x: 0, y: 0}, 2)


def test_reversion_of_known_functions():
    """sin and arcsin, exp − 1 and log(1 + y), x eˣ and Lambert's W."""
    assert revert(sin(x), x, 5) == ((1, 1), (3, Rational(1, 6)), (5, Rational(3, 40)))
    assert revert(exp(x) - 1, x, 4) == ((1, 1), (2, -Rational(1, 2)), (3, Rational(1, 3)), (4, -Rational(1, 4)))
    assert revert(x * exp(x), x, 3) == ((1, 1), (2, -1), (3, Rational(3, 2)))
    assert revert(x + x**2, x, 3) == ((1, 1), (2, -1), (3, 2))


def test_reversion_with_a_parameter():
    """log(1 + a x)/a is inverted by (e^(a y) − 1)/a."""
    assert revert(log(1 + a * x) / a, x, 3) == ((1, 1), (2, a / 2), (3, a**2 / 6))


def test_reversion_needs_a_simple_zero():
    """x² has no inverse function at 0 without a root."""
    with pytest.raises(SeriesError, match="first order"):
        revert(x**2, x, 3)


def test_terms_without_end():
    """The fortieth term of x·coth(x) comes as the first does; a polynomial ends."""
    assert next(coefficients(x * coth(x), x)) == (0, 1)
    exponent, value = next(islice(coefficients(x * coth(x), x), 40, None))
    assert exponent == Fraction(80)
    assert value == 4**40 * sympy.bernoulli(80) / sympy.factorial(80)
    assert list(coefficients(x**3 - 2, x)) == [(0, -2), (3, 1)]


@pytest.mark.parametrize(("expression", "point"), [
    (exp(x) * cos(y), (0, 0)), (sin(x * y) + x, (0, 0)), (1 / (1 - x - y), (0, 0)), (log(1 + x + y**2), (0, 0)),
    (sqrt(1 + x) * sympy.tanh(y), (0, 0)), (x * coth(x) * exp(a * y), (0, 0)), (sympy.atan(x + y), (1, 0)),
    (exp(x * y), (1, 2)), (sympy.besselj(0, x + y), (0, 0)), (sympy.gamma(1 + x - y), (0, 0)),
    (1 / (x**2 + y), (1, 1)), (sympy.polylog(2, x * y), (0, 0)), (sympy.asin(x / 2) * y**2, (0, 1)),
])  # fmt: skip
def test_total_degrees_agree_with_values_close_by(expression, point):
    """On a line through the point, at a distance 1e-70, the parts up to degree three leave an error of degree four."""
    parts = expand_total(expression, {x: point[0], y: point[1]}, 3)
    with mp.workdps(350):
        h = mpmath.mpf(10) ** -70
        at = {x: point[0] + 2 * h, y: point[1] - 3 * h, a: mpmath.mpf(3) / 2}
        total = sum((oracle.evaluate(part, at) for _, part in parts), mpmath.mpf(0))
        assert abs(oracle.evaluate(expression, at) - total) <= 10**4 * h**4


@pytest.mark.parametrize("expression", [
    x + O(x**4), 1 / (1 + x + O(x**4)), exp(x + O(x**4)), log(1 + x + O(x**4)), sqrt(1 + x + O(x**4)),
    sin(x + O(x**4)), (1 + O(x**4)) * coth(x), sympy.tanh(x + O(x**4)), sympy.atan(x + O(x**4)), x**2 * (a + O(x**2)),
], ids=str)  # fmt: skip
def test_an_error_term_in_the_input_is_kept(expression):
    """Every term below the error agrees with the input without it, and no term beyond is given."""
    known = expression.xreplace({o: sympy.Integer(0) for o in expression.atoms(sympy.Order)})
    last = max(k for k in range(5) if _reaches(expression, k))
    assert last in (2, 3)
    given, whole = expand(expression, x, 0, last), expand(known, x, 0, last)
    assert all(sympy.expand(given.coefficient(k) - whole.coefficient(k)) == 0 for k in range(-1, last + 1))


def _reaches(expression, order):
    try:
        expand(expression, x, 0, order)
    except SeriesError:
        return False
    return True


def raw(function, *arguments):
    """The function of arguments with error terms, which SymPy would work on itself."""
    return function(*arguments, evaluate=False)


def error(n):
    return raw(Add, x, O(x**n))


NESTED = [
    (raw(Mul, raw(Add, 1, O(x**2)), error(3)), 2), (raw(Mul, O(x**2), 1 / x), 0),
    (raw(Pow, error(2), -1), -1), (raw(Mul, error(3), raw(Pow, raw(Add, x**2, O(x**3)), -1)), -1),
    (raw(Mul, raw(sympy.coth, error(3)), x), 1), (raw(sympy.tan, raw(Add, pi / 2, error(3))), 0),
    (raw(besselk, 0, error(2)), 0), (raw(bessely, 1, error(3)), 0), (raw(sympy.gamma, error(3)), 0),
    (raw(besselj, 0, raw(Add, 1, O(x**2))), 1), (raw(sympy.loggamma, raw(Add, 1, error(3))), 2),
    (raw(zeta, raw(Add, 1, error(3))), 0), (raw(sympy.polygamma, 1, error(3)), -1),
    (raw(Mul, raw(exp, O(x)), x**-3), -3), (raw(Pow, raw(sinh, error(3)), 3), 4),
    (raw(log, raw(Add, 1, x * log(x), O(x**2))), 1), (raw(Mul, error(3), log(x)), 2),
    (raw(Pow, raw(Add, 1, error(2)), raw(Add, 1, x)), 1),
    (raw(Add, raw(Mul, x**-2, raw(Add, 1, O(x**3))), O(x**2)), 0),
    (raw(Pow, raw(Add, 2, x), raw(Add, 1, O(x))), 0), (raw(Mul, O(x), O(x)), 1),
    (raw(Mul, x**a, raw(Add, 1, O(x**2))), 1), (raw(besselj, a, error(3)), 1),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "last"), NESTED, ids=str)
def test_what_an_error_term_hides_is_not_given(expression, last):
    """The terms up to the last one that is known do not change with what O() stands for; the next is refused."""
    notation = Notation()
    notation.symbol("a", domain="positive")

    def terms(e, order):
        return expand(e, x, 0, order, notation=notation, direction="+").as_expression()

    for weight in (3, Rational(-7, 5)):
        assert sympy.simplify(terms(expression, last) - terms(standing_for(expression, weight), last)) == 0
    with pytest.raises(SeriesError, match="error term"):
        terms(expression, last + 1)


def standing_for(e, weight):
    """The expression with weight·g for each O(g)."""
    if isinstance(e, sympy.Order):
        return weight * e.expr
    return raw(e.func, *(standing_for(a, weight) for a in e.args)) if e.has(sympy.Order) else e


@pytest.mark.parametrize(("expression", "point"), [
    (x**5 + O(x**2), oo), (1 + x + O((x - 1) ** 2, (x, 1)), 0), (x**2 + O(x**2), 1), (x + O(y**2), 0),
    (x + O(x * y), 0), (sympy.Derivative(raw(Add, exp(x), O(x**3)), x), 0),
])  # fmt: skip
def test_an_error_term_of_something_else_is_refused(expression, point):
    """O(x²) is about x → 0: it says nothing at infinity, at 1, of y, or of its derivative."""
    with pytest.raises(SeriesError, match="error term"):
        expand(expression, x, point, -3)


def test_error_terms_at_their_own_points():
    """O((x − 1)²) at 1, and O(1/x) at infinity."""
    assert sympy.expand(expand(x + O((x - 1) ** 2, (x, 1)), x, 1, 1).as_expression() - x) == 0
    assert expand(x + O(1 / x, (x, oo)), x, oo, 0).as_expression() == x


@pytest.mark.parametrize(("expression", "order", "parts"), [
    (1 + x * y + O(x**3), 2, {0: 1, 2: x * y}), (exp(x) * (1 + y + O(y**2)), 1, {0: 1, 1: x + y}),
    ((1 + O(x**2)) * (y + O(y**3)), 2, {1: y}), (x + O(x * y), 1, {1: x}), ((x**2 - y**2) / (x - y), 3, {1: x + y}),
])  # fmt: skip
def test_error_terms_in_several_variables(expression, order, parts):
    """Each O() counts by the total degree of what it contains, and the next degree is refused."""
    found = dict(expand_total(expression, {x: 0, y: 0}, order))
    assert {k: sympy.expand(p - parts[k]) for k, p in found.items()} == dict.fromkeys(parts, 0)
    if expression.has(sympy.Order):
        with pytest.raises(SeriesError, match="error term"):
            expand_total(expression, {x: 0, y: 0}, order + 1)


def test_an_error_term_at_another_point_is_refused_in_several_variables():
    """O(x²) says nothing about x = 1."""
    with pytest.raises(SeriesError, match="not about the variables"):
        expand_total(y + O(x**2), {x: 1, y: 0}, 1)


@pytest.mark.parametrize("point", [{x: y, y: 0}, {x: 1 + y, y: 0}, {x: oo, y: 0}, {x: 0, y: -oo}])
def test_a_point_that_contains_a_variable_is_refused(point):
    """About x = y nothing says which y is meant; at infinity there are no distances."""
    with pytest.raises(SeriesError, match="contains none of them"):
        expand_total(x + y + x * y, point, 2)


@pytest.mark.parametrize("order", [0, -3])
def test_a_reversion_has_a_first_order(order):
    """The inverse function begins with the first power: lower orders are refused."""
    with pytest.raises(SeriesError, match="first power"):
        revert(x * exp(x), x, order)
