"""Dimensions: a homomorphism, and a refusal wherever terms or arguments disagree."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from symrules.dimension import DIMENSIONLESS, NAMED, Dimension, parse_dimension
from symrules.errors import DimensionError
from symrules.identity import Identity
from symrules.justify import Reader
from symrules.notation import Notation

FRACTIONS = st.fractions(-3, 3, max_denominator=4)
DIMENSIONS = st.sampled_from(sorted(NAMED)).map(NAMED.__getitem__)

gas = Notation("a gas")
for name, dimension in {
    "E": "energy", "mu": "energy", "V": "voltage", "e": "charge", "k_B": "energy/temperature", "T": "temperature",
    "x": "length", "L": "length", "t": "time", "tau": "time", "m": "mass", "N": "1", "s": "1", "I": "current",
    "G": "conductance", "Omega": "volume", "kappa": "volume/energy", "DN": "1",
}.items():  # fmt: skip
    gas.symbol(name, dimension=dimension, domain="positive")
gas.symbol("unknown", dimension=None)
gas.function("f", ["E"])
gas.function("n", ["mu"], dimension="1/length")
read = Reader(gas)


@settings(derandomize=True, max_examples=60)
@given(DIMENSIONS, DIMENSIONS, FRACTIONS, FRACTIONS)
def test_dimensions_form_a_vector_space(a: Dimension, b: Dimension, p: Fraction, q: Fraction) -> None:
    """Product and power obey the laws of exponents."""
    assert a * b == b * a
    assert (a * b) ** p == a**p * b**p
    assert a**p * a**q == a ** (p + q)
    assert (a**p) ** q == a ** (p * q)
    assert a / a == DIMENSIONLESS
    assert a / b == a * b**-1


@st.composite
def products(draw: st.DrawFn) -> tuple[sympy.Expr, Dimension]:
    """An unevaluated product of powers, and its dimension by hand."""
    e, total = sympy.Integer(1), DIMENSIONLESS
    for name in draw(st.lists(st.sampled_from(["E", "V", "e", "T", "x", "t", "m", "N"]), min_size=1, max_size=5)):
        power = draw(st.integers(-3, 3))
        e = sympy.Mul(e, sympy.Pow(sympy.Symbol(name), power, evaluate=False), evaluate=False)
        total = total * gas[name].dimension ** power  # type: ignore[operator]
    return e, total


@settings(derandomize=True, max_examples=60)
@given(products(), products())
def test_the_dimension_of_an_expression_is_a_homomorphism(
    first: tuple[sympy.Expr, Dimension], second: tuple[sympy.Expr, Dimension]
) -> None:
    """Products multiply, sums keep and refuse, quotients divide."""
    (a, da), (b, db) = first, second
    assert da * db == gas.dimension(sympy.Mul(a, b, evaluate=False))
    assert da / db == gas.dimension(sympy.Mul(a, sympy.Pow(b, -1, evaluate=False), evaluate=False))
    assert da == gas.dimension(sympy.Add(a, sympy.Mul(3, a, evaluate=False), evaluate=False))
    if da != db:
        with pytest.raises(DimensionError):
            gas.dimension(sympy.Add(a, b, evaluate=False))


@settings(derandomize=True, max_examples=40)
@given(DIMENSIONS)
def test_a_dimension_reads_what_it_prints(a: Dimension) -> None:
    """Printing and parsing are inverse."""
    assert a == parse_dimension(str(a))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "energi",
        "energy+charge",
        "2",
        "energy**x",
        "energy**1000",
        "energy/0",
        "m**(1/0)",
        "f(energy)",
        "energy**2.5",
        "1.0*energy",
        "__import__('os')",
        "kg m",
        "a" * 300,
        "energy**(2**3)",
        "-energy",
        "True",
        "energy if 1 else charge",
    ],
)
def test_what_is_no_dimension_is_refused(text: str) -> None:
    """Sums, unknown names, floats, calls, unbounded exponents."""
    with pytest.raises(DimensionError):
        parse_dimension(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("kg*m**2/s**2", "energy"),
        ("A*s", "charge"),
        ("J/C", "voltage"),
        ("eV^2/eV", "energy"),
        ("1/s", "frequency"),
        ("energy**(1/2)*energy**(1/2)", "J"),
        ("1", "angle"),
    ],
)
def test_names_and_units_agree(text: str, same: str) -> None:
    """By the definitions of the SI."""
    assert parse_dimension(text) == parse_dimension(same)


FUNCTIONS = ["exp", "log", "sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "coth", "sech", "csch", "asin", "acos",
             "atan", "asinh", "acosh", "atanh", "erf", "erfc", "gamma"]  # fmt: skip


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_refuses_a_dimensional_argument(function: str) -> None:
    """exp(E) has no meaning; exp(E/(k_B T)) has."""
    cls = getattr(sympy, function)
    energy, k_t = sympy.Symbol("E"), sympy.Symbol("k_B") * sympy.Symbol("T")
    assert DIMENSIONLESS == gas.dimension(cls(energy / k_t, evaluate=False))
    for bad in (energy, energy / sympy.Symbol("T"), 2 * energy * sympy.Symbol("e")):
        with pytest.raises(DimensionError):
            gas.dimension(cls(bad, evaluate=False))


@pytest.mark.parametrize(
    "text",
    [
        "2**E",
        "E**N",
        "E**x",
        "s**E",
        "polylog(2, E)",
        "besselj(0, x)",
        "f(x)",
        "Max(E, x)",
        "Min(E, 1)",
        "E + 1",
        "Integral(E, (E, 0, x))",
        "Integral(x, (x, 0, t))",
        "Limit(E, x, t)",
        "atan2(E, x)",
        "Abs(E) + x",
        "Derivative(E, x) + E",
        "1 + exp(s) + E",
        "Subs(f(E), E, x)",
    ],
)
def test_an_ill_dimensioned_expression_is_refused(text: str) -> None:
    """Exponents, arguments, ends of integrals, extrema."""
    with pytest.raises(DimensionError):
        gas.dimension(read(text))


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("Integral(f(E), (E, 0, oo))", "energy"),
        ("Derivative(n(mu), mu)", "1/energy/length"),
        ("sqrt(E)*sqrt(E)", "energy"),
        ("E**(3/2)", "energy**(3/2)"),
        ("Abs(V)*e", "energy"),
        ("sign(E)", "1"),
        ("Limit(E*s, s, 0)", "energy"),
        ("E + 0", "energy"),
        ("N*k_B*T + mu", "energy"),
        ("Max(E, 0)", "energy"),
    ],
)
def test_operations_have_their_dimension(text: str, dimension: str) -> None:
    """By hand."""
    assert parse_dimension(dimension) == gas.dimension(read(text))


def test_what_has_no_declared_dimension_agrees_with_everything() -> None:
    """Nothing is known of it, so nothing is claimed."""
    assert gas.dimension(read("unknown*E")) is None
    Identity(read("unknown"), read("E"), gas)


# Equations of the paper as they are printed, and with one factor dropped.
PAPER = [
    ("G*V**2 = V*I", "G*V = V*I"),
    ("kappa = Omega/N**2*Derivative(N, mu)", "kappa = 1/N**2*Derivative(N, mu)"),
    ("kappa = Omega/(N*k_B*T)*(DN/N)", "kappa = Omega/(N*T)*(DN/N)"),
    ("f(E) = 1/(1 + exp((E - mu)/(k_B*T)))", "f(E) = 1/(1 + exp((E - mu)/T))"),
    ("Derivative(f(E), E) = -f(E)*(1 - f(E))/(k_B*T)", "Derivative(f(E), E) = -f(E)*(1 - f(E))/k_B"),
    ("DN = k_B*T*Derivative(N, mu)", "DN = T*Derivative(N, mu)"),
    ("DN = L*n(mu)/(2*mu)*(s**2*k_B*T + s*(1 - s)*(e*V/2)*coth(e*V/(2*k_B*T)))",
     "DN = L*n(mu)/(2*mu)*(s**2*T + s*(1 - s)*(e*V/2)*coth(e*V/(2*k_B*T)))"),
    ("DN = L*n(mu)/(2*mu)*(e*V/2)*coth(e*V/(2*k_B*T))", "DN = L*n(mu)/(2*mu)*(e*V/2)*coth(V/(2*k_B*T))"),
    ("DN/N = k_B*T/(2*mu)*(s + s*(1 - s)/3*(e*V/(2*k_B*T))**2)",
     "DN/N = k_B*T/(2*mu)*(s + s*(1 - s)/3*(e*V/(2*T))**2)"),
    ("G = N*e**2*tau/(m*L**2)", "G = N*e**2*tau/(m*L)"),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "dropped"), PAPER)
def test_a_dropped_factor_is_an_error_as_soon_as_it_is_stated(whole: str, dropped: str) -> None:
    """The equation stands; without one of its factors it is refused."""
    read.claim(whole)
    with pytest.raises(DimensionError):
        read.claim(dropped)


def test_the_hint_names_the_dimension_of_the_dropped_factor() -> None:
    """Dropping k_B leaves energy/temperature."""
    with pytest.raises(DimensionError, match="dropped factor") as caught:
        read.claim("E = T")
    assert "temperature" in caught.value.hint
