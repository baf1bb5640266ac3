"""What an expansion returns, and what it refuses."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Add,
    Derivative,
    Function,
    I,
    Mul,
    O,
    Pow,
    Rational,
    Subs,
    atan,
    cos,
    cosh,
    cot,
    coth,
    exp,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)  # fmt: skip

from symrules.notation import Notation
from symrules.series import SeriesError, expand
from symrules.series.families import FAMILIES, K, satisfies_recurrence
from symrules.series.record import to_json_dict

BY_VALUE = "Arb evaluation of the expression at distance 1e-40, agreeing to the order of the error"
x, a, b, mu, e, V, phi, T = symbols("x a b mu e V phi T")
n = Function("n")


@pytest.fixture(name="notation")
def declared():
    """a is positive, and T a transmission."""
    notation = Notation()
    notation.symbol("a", domain="positive")
    notation.symbol("T", domain="[0, 1]")
    return notation


def test_x_coth_x_to_order_eight():
    """1 + x²/3 − x⁴/45 + 2x⁶/945 − x⁸/4725, and nothing beyond the order."""
    series = expand(x * coth(x), x, 0, 8)
    assert list(series.terms) == [
        (0, 1), (2, Rational(1, 3)), (4, Rational(-1, 45)), (6, Rational(2, 945)), (8, Rational(-1, 4725)),
    ]  # fmt: skip
    assert series.valuation == 0
    assert series.as_expression() == 1 + x**2 / 3 - x**4 / 45 + 2 * x**6 / 945 - x**8 / 4725


@pytest.mark.parametrize("order", [0, 1, 2, 11, 60, 200])
def test_coefficients_obey_the_differential_equation(order):
    """x c′ = c + x² − c² up to the order: the recurrence shares no code with the Bernoulli numbers."""
    series = expand(x * coth(x), x, 0, order)
    c = [Fraction(0)] * (order + 1)
    for k, value in series.terms:
        c[int(k)] = Fraction(int(value.p), int(value.q))
    for k in range(order + 1):
        square = sum(c[i] * c[k - i] for i in range(k + 1))
        assert k * c[k] == c[k] + (1 if k == 2 else 0) - square


def test_the_order_is_exact_and_included():
    """The coefficient at the order is there, the one beyond is refused."""
    series = expand(exp(x), x, 0, 5)
    assert series.coefficient(5) == Rational(1, 120)
    with pytest.raises(SeriesError, match="beyond the order"):
        series.coefficient(6)


def test_the_paper_bracket_in_factored_form(notation):
    """The coefficient of x² is T(1 − T)/3 as the paper prints it."""
    series = expand(T + T * (1 - T) * (x * coth(x) - 1), x, 0, 4, notation=notation)
    assert str(series.coefficient(2)) == "T*(1 - T)/3"
    assert str(series.coefficient(0)) == "T"


def test_unknown_function_at_a_symbol():
    """n(μ − eVφ) has the derivatives of n at μ."""
    series = expand(n(mu - e * V * phi), V, 0, 2)
    assert series.coefficient(0) == n(mu)
    assert series.coefficient(1) == -e * phi * Derivative(n(mu), mu)
    assert series.coefficient(2) == e**2 * phi**2 * Derivative(n(mu), (mu, 2)) / 2


def test_unknown_function_at_an_expression():
    """At μ² the derivative is a Subs."""
    xi = symbols("xi")
    assert expand(n(mu**2 + x), x, 0, 1).coefficient(1) == Subs(Derivative(n(xi), xi), xi, mu**2)


def test_an_unevaluated_tree_gives_the_same_series():
    """x·cosh(x)/sinh(x) as a reader builds it, with quotients as powers and nested products."""
    below = Pow(sinh(Add(x, 0, evaluate=False)), -1, evaluate=False)
    tree = Mul(Mul(x, cosh(x), evaluate=False), below, evaluate=False)
    assert list(expand(tree, x, 0, 10).terms) == list(expand(x * coth(x), x, 0, 10).terms)


def test_exponentially_small_terms_are_named():
    """x·coth(x) = x(1 + 2e⁻²ˣ + …) at infinity."""
    series = expand(x * coth(x), x, oo, 3)
    assert [(s.exponential, list(s.terms)) for s in series.sectors[:2]] == [(0, [(1, 1)]), (-2 * x, [(1, 2)])]


def test_the_error_term_of_the_input_is_respected():
    """What the input hides cannot be expanded."""
    assert expand(exp(x + O(x**3)), x, 0, 2).coefficient(2) == Rational(1, 2)
    with pytest.raises(SeriesError, match="error term"):
        expand(exp(x + O(x**3)), x, 0, 3)


def test_square_roots_of_numbers_are_reduced():
    """√2·√2 = 2, i² = −1 and √8 = 2√2 in coefficients and in zero tests."""
    assert expand((sqrt(2) + x) ** 2, x, 0, 2).coefficient(0) == 2
    assert expand((I + x) ** 2, x, 0, 2).coefficient(0) == -1
    assert expand(1 / (sqrt(8) - 2 * sqrt(2) + x), x, 0, 1).valuation == -1
    assert expand(1 / (sqrt(6) - sqrt(2) * sqrt(3) + x), x, 0, 1).valuation == -1
    assert expand(1 / (exp(log(2)) - 2 + x), x, 0, 1).valuation == -1


def test_a_generic_parameter_is_said_to_be_non_zero(notation):
    """Dividing by b is a condition; dividing by a positive a is none."""
    assert expand(1 / (b + x), x, 0, 1, notation=notation).conditions == ("b != 0",)
    assert expand(1 / (a + x), x, 0, 1, notation=notation).conditions == ()


def test_a_branch_point_is_expanded_on_one_side():
    """√(x² + x³) = x√(1 + x) for x > 0 only, and that is said."""
    assert expand(sqrt(x**2 + x**3), x, 0, 2).conditions == ("x > 0",)
    assert expand(sqrt(x**2 + x**3), x, 0, 1, direction="-").coefficient(1) == -1


@pytest.mark.parametrize(("expression", "point", "order", "message"), [
    (exp(1 / x), 0, 3, "essential singularity"),
    (sin(1 / x), 0, 3, "essential singularity"),
    (exp(exp(x)), oo, 3, "growing exponential"),
    (exp(x), 0, 10**6, "beyond the budget"),
    (1 / (sin(x) ** 2 + cos(x) ** 2 - 1), 0, 3, "vanish"),
    (1 / (x - x * exp(0 * x)), 0, 3, "division by zero"),
    (sympy.asin(x), 2, 3, "branch cut"),
    (sympy.acosh(x), -oo, 3, "branch"),
    (sympy.Heaviside(x), 0, 3, "cannot be expanded"),
    (sympy.Integral(exp(x * b), (b, 0, 1)), 0, 3, "cannot be expanded"),
    (x**a, 0, 3, "symbolic exponent"),
    (log(log(x)), 0, 3, "logarithm of a logarithm"),
    (sympy.Abs(Rational(1, 3) + I * x, evaluate=False), 0, 3, "modulus of a complex"),
])  # fmt: skip
def test_what_stands_in_the_way_is_said(expression, point, order, message):
    """An error names the obstacle; there is never a wrong coefficient."""
    with pytest.raises(SeriesError, match=message):
        expand(expression, x, point, order)


def test_an_uncertain_zero_test_is_refused():
    """√(a²) − a vanishes or not by the sign of a; cos²(1) + sin²(1) − 1 vanishes always."""
    with pytest.raises(SeriesError):
        expand(1 / (sin(2) - 2 * sin(1) * cos(1) + x), x, 0, 2)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda f: f.name)
def test_closed_forms_solve_their_recurrences(family):
    """The coefficients in FLINT, and the closed form in k, both solve the recurrence of the differential equation."""
    assert satisfies_recurrence(family, 24)
    closed = family.coefficients(20)
    for index in range(family.first, 8):
        value = closed[family.step * index + family.offset]
        assert family.term.subs(K, index) == Rational(int(value.p), int(value.q))


def test_a_wrong_closed_form_fails_its_recurrence():
    """Bernoulli coefficients with one sign changed are noticed."""
    from dataclasses import replace

    family = FAMILIES["u*coth(u)"]
    wrong = replace(family, coefficients=lambda n: [-c if k == 6 else c for k, c in enumerate(family.coefficients(n))])
    assert not satisfies_recurrence(wrong, 12)


@pytest.mark.parametrize("expression", [x * coth(x), tanh(a * x), exp(-b * x) + x**2, log(1 + x), x**2 / sinh(x),
                                        x / (1 + x), sqrt(4 + x), 3 * cos(x) + atan(2 * x)])  # fmt: skip
def test_the_general_term_gives_the_coefficients(expression):
    """Summing the general term over k reproduces the expansion."""
    series = expand(expression, x, 0, 7)
    general = series.general_term
    total = sympy.expand(general.polynomial + sum(general.term(k) for k in range(10)))
    for power in range(8):
        assert sympy.expand(total.coeff(x, power) - series.coefficient(power)) == 0


def test_no_general_term_is_invented():
    """A product of two families has none."""
    assert expand(exp(x) * tan(x), x, 0, 4).general_term is None


@pytest.mark.parametrize(("expression", "point", "radius", "singular"), [
    (x * coth(x), 0, pi, I * pi), (tanh(x), 0, pi / 2, I * pi / 2), (x * cot(x), 0, pi, pi), (log(1 + x), 0, 1, -1),
    (1 / (1 - x - x**2), 0, sqrt(5) / 2 - Rational(1, 2), sqrt(5) / 2 - Rational(1, 2)), (exp(x), 0, oo, None),
    (sin(x) / x, 0, oo, None), (1 / (exp(x) + 1), 0, pi, I * pi), (x / (exp(x) - 1), 0, 2 * pi, 2 * I * pi),
    (sqrt(x * coth(x)), 0, pi / 2, I * pi / 2), (atan(x), 0, 1, I), (coth(x), 1, 1, 0), (x * coth(a * x), 0, pi / a,
     I * pi / a), (sqrt(x * coth(x)) * exp(tanh(x)) * log(1 + x), 0, 1, -1), (log(2 + 3 * x), 0, Rational(2, 3),
     Rational(-2, 3)), (x / (x * (1 - x)), 0, 1, 1), ((1 - x) / (1 - x**2), 0, 1, -1),
])  # fmt: skip
def test_radius_and_nearest_singularity(expression, point, radius, singular, notation):
    """The disc ends at the nearest true singularity; removable ones do not count."""
    series = expand(expression, x, point, 4, notation=notation)
    assert sympy.simplify(series.radius - radius) == 0 if radius != oo else series.radius == oo
    assert series.nearest_singularity == singular


def test_an_unknown_radius_has_a_reason():
    """The zeros of x − sin(x) have no closed form."""
    found = expand(x**3 / (x - sin(x)), x, 0, 4).singularity
    assert found.radius is None
    assert "zeros" in found.reason


def test_the_record_is_the_documented_json(notation):
    """The shape of the command line's JSON, key by key, and the same bytes on a second run."""
    expression = T + T * (1 - T) * (x * coth(x) - 1)
    record = to_json_dict(expand(expression, x, 0, 20, notation=notation))
    assert record["coefficients"][:2] == [[0, "T"], [2, "T*(1 - T)/3"]]
    assert (record["variable"], record["point"], record["order"]) == ("x", "0", 20)
    assert (record["radius"], record["nearest_singularity"]) == ("pi", "I*pi")
    remainder = record["remainder"]
    assert (remainder["order"], remainder["sign"], remainder["valid"]) == (2, "-", "all real x")
    assert record["confirmed_by"].startswith("the recurrence from u c' = c + u^2 - c^2")
    assert record["confirmed_by"].endswith(BY_VALUE)
    again = to_json_dict(expand(expression, x, 0, 20, notation=notation))
    assert json.dumps(record) == json.dumps(again)


def test_the_record_of_an_input_with_an_error_term():
    """It has no value to compare with, and says so by a null."""
    assert to_json_dict(expand(1 + x + O(x**3), x, 0, 2))["confirmed_by"] is None


def test_a_polylogarithm_on_its_cut_is_refused():
    """Li₂ has two values at 2, and for large positive arguments."""
    with pytest.raises(SeriesError, match="cut"):
        expand(sympy.polylog(2, 2 + x), x, 0, 2)
    with pytest.raises(SeriesError, match="cut"):
        expand(sympy.polylog(2, exp(x)), x, oo, 2)
    assert expand(sympy.polylog(2, b + x), x, 0, 1).conditions[0] == "b < 1"


def test_a_wrong_coefficient_is_not_confirmed():
    """The second route notices a coefficient that is off by one part in a million."""
    from dataclasses import replace

    series = expand(tanh(x) * exp(x), x, 0, 12)
    assert series.confirmed_by.endswith(BY_VALUE)
    other = expand(tanh(x) * exp(x * Rational(1000001, 1000000)), x, 0, 12)
    with pytest.raises(SeriesError, match="disagrees"):
        _ = replace(series, value=other.value, setting=other.setting).confirmed_by


ATOMS = st.sampled_from([x, 1 + x, 2 - x, exp(x), sin(x), cosh(x), 1 + x**2, log(1 + x), tanh(x), sqrt(4 + x)])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(ATOMS, ATOMS, st.integers(0, 7))
def test_expansion_is_a_homomorphism(f, g, order):
    """The series of a product is the product of the series, and likewise of a sum."""
    left, right = (expand(h, x, 0, order).as_expression() for h in (f, g))
    product, total = (expand(h, x, 0, order).as_expression() for h in (Mul(f, g, evaluate=False), f + g))
    for k in range(order + 1):
        assert sympy.expand(left * right).coeff(x, k) == sympy.expand(product).coeff(x, k)
        assert sympy.expand(left + right).coeff(x, k) == sympy.expand(total).coeff(x, k)


@pytest.mark.parametrize(("expression", "coefficient"), [
    (cosh(x - 2), -sinh(2)), (sympy.sech(x + 1), -sinh(1) / cosh(1) ** 2), (sympy.csch(x - 1), -cosh(1) / sinh(1) ** 2),
    (1 / (exp(-2 - x) + 1), exp(-2) / (1 + exp(-2)) ** 2),
])  # fmt: skip
def test_negative_exponents_in_coefficients(expression, coefficient):
    """exp(−2) and its inverse are not mixed up: the slope at 0 is the derivative there."""
    found = expand(expression, x, 0, 3).coefficient(1)
    assert abs((found - coefficient).evalf(40)) < 10**-35


def test_a_pole_at_an_imaginary_zero_is_seen():
    """cosh(iπ/2 + t) vanishes: e^(iπ/2) + e^(−iπ/2) is zero, not merely small."""
    series = expand(sympy.sech(x), x, I * pi / 2, 1)
    assert series.valuation == -1
    assert series.coefficient(-1) == -I


def test_an_inverse_function_with_small_corrections_ends():
    """atan(e⁻ˣ) has its exponentials, asin(tanh(x)) at its branch point is refused: neither runs for ever."""
    assert expand(atan(exp(-x)), x, oo, 2).sectors[0].exponential == -x
    with pytest.raises(SeriesError, match="exponentially small corrections"):
        expand(sympy.asin(tanh(x)), x, oo, 2)


LEAVES = st.sampled_from([x, 1 + x, -x, a * x, a + x, b * x, 1 / x, Rational(1, 3), sqrt(2), pi, I * x, exp(-2)])
HEADS = st.sampled_from([
    exp, log, sin, cos, tan, tanh, coth, sinh, cosh, atan, sqrt, sympy.asinh, sympy.sech, sympy.erf,
    lambda z: 1 / z, lambda z: z ** Rational(-2, 3),
])  # fmt: skip


def grown(inner):
    """Functions, sums and products of what is there."""
    pairs = (inner, inner)
    return st.one_of(
        st.builds(lambda head, u: head(u), HEADS, inner),
        st.builds(lambda u, v: u + v, *pairs),
        st.builds(lambda u, v: u * v, *pairs),
    )


NODES = st.recursive(LEAVES, grown, max_leaves=4)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(NODES, st.sampled_from([0, 0, 1, oo, -oo]), st.sampled_from([1, 3]))
def test_no_random_expression_is_expanded_wrongly(expression, point, order):
    """Every expansion that comes back agrees with the expression's own value in balls; the others are refused."""
    notation = Notation()
    notation.symbol("a", domain="positive")
    direction = "+" if point in (0, 1) else None
    if expression.has(sympy.zoo, sympy.nan) or not expression.has(x):
        return
    try:
        series = expand(expression, x, point, order, direction=direction, notation=notation)
    except SeriesError:
        return
    try:
        assert series.confirmed_by.endswith(BY_VALUE)
    except SeriesError as why:
        if "enclosed well enough" not in why.message:
            raise


def test_a_logarithm_that_sympy_works_out_is_no_base():
    """log(1 − i) is written log(√2) − iπ/4: (1 − x)ᵇ about i has the coefficient (1 − i)ᵇ all the same."""
    series = expand((1 - x) ** b, x, I, 2)
    for power, value in ((Rational(3, 2), (1 - I) ** Rational(3, 2)), (Rational(-1, 3), (1 - I) ** Rational(-1, 3))):
        assert abs((series.coefficient(0).subs(b, power) - value).evalf(40)) < 10**-35
    assert series.confirmed_by.endswith(BY_VALUE)


@pytest.mark.parametrize("order", [0, 1, 3])
@pytest.mark.parametrize(("expression", "point"), [
    (log(1 + I * x), I * pi / 2), (log(x * sqrt(-1 - x) - 1), 0), (log(x**5 * log(x - 2) - 1), 0),
    (sqrt(sin(x) + I * x**20 - 2), 0), (exp(I * x) * log(sin(x) - 2), 0),
], ids=str)  # fmt: skip
def test_a_complex_correction_beyond_the_order_is_not_overlooked(expression, point, order):
    """On which side of the cut a negative number lies is decided by terms that a low order does not show."""
    with pytest.raises(SeriesError, match="complex correction"):
        expand(expression, x, point, order)


@pytest.mark.parametrize(("expression", "first"), [
    (log(sin(x) - 1), I * pi), (log(x - 2) * exp(I * x), log(2) + I * pi), (sqrt(cos(x) - 2), I),
])  # fmt: skip
def test_a_real_argument_on_the_cut_has_the_principal_value(expression, first):
    """A real negative argument lies on the cut, where the principal branch is that from above."""
    assert sympy.expand(expand(expression, x, 0, 0).coefficient(0) - first) == 0


def test_an_unknown_side_is_refused():
    """Sides are "+" and "-"."""
    with pytest.raises(SeriesError, match="no side 'left'"):
        expand(sqrt(x), x, 0, 2, direction="left")
