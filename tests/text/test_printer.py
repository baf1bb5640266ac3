"""Expression to text, and back to the same tree."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Dummy, Float, Function, Rational, Symbol

from symrules.errors import NotationError, ReadError
from symrules.notation import Notation
from symrules.text import print_expression, read_expression
from tests.text.trees import make_notation, same

x, y = Symbol("x"), Symbol("y")

WRITTEN = [
    "x - 2*x/4", "-x**2", "2**(-x)", "1/2*x", "x*1/2", "1/0", "0*oo", "-oo", "-1*oo", "-1*2*x", "x - 1*2", "-(1/2)",
    "3*2**(-1)", "x*(-y)*T", "x/(-2)", "x - (-2)", "(x*y)*(a*b)", "(-x)*y", "x/y**2", "(x/y)**2", "x/sqrt(y)",
    "x/y**(-1)", "1e-4000", "1e3000*x", "Derivative(N, (mu, 2), x)", "Integral(exp(-t)*t, (t, 0, oo), x)",
    "Limit(sin(h)/h, h, 0, '-')", "Limit(h, h, oo)", "Piecewise((x, x > 0), (-x, x == 1), (1, True))", "O(x**4)",
    "O(x**4*a, (x, oo))", "Subs(Derivative(s**2, s), s, x)", "Subs((s + p)*(s - p), (s, p), (x, y))",
    "sqrt(4)*x**(1/3)",
    "F(mu, T)*Average(Bracket(N, N), 0)", "Heaviside(x) + Heaviside(x, 0)", "E**x + exp(x)", "a - (-b)", "x**(y**2)",
    "(x**y)**2", "1/2/3", "4/2/3", "Sum(k, (k, 1, n))", "oo - oo", "1/2*3", "Min(2, 1)", "(a + b) + (a - b)",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_text_in_the_printed_style_is_printed_as_it_was(text: str, notation: Notation) -> None:
    """Nothing is reordered, regrouped or evaluated on the way."""
    assert text == print_expression(read_expression(text, notation), notation)


ATOMS = "x y a b pi I E oo f F 0 1 2 3 6 12 0.25 1e3 1/2 -1 -2 (-2) (1/3) 7"
CALLS = "exp log coth sqrt Abs floor gamma zeta Heaviside Average f"
_atoms = st.sampled_from(ATOMS.split())


def _compound(inner: Any) -> Any:
    call = st.sampled_from(CALLS.split())
    return st.one_of(
        st.tuples(inner, st.sampled_from([" + ", " - ", "*", "/", "**", "*-", "/-", " - -", "**-"]), inner).map(
            "".join
        ),
        st.tuples(inner, st.sampled_from(["*", "/", "-"]), inner, st.sampled_from(["*", "/"]), inner).map("".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        st.tuples(call, inner).map(lambda p: f"{p[0]}({p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"Min({p[0]}, {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"Integral({p[0]}, (t, 0, {p[1]}))"),
        st.tuples(inner, inner).map(lambda p: f"Sum(k*({p[0]}), (k, 1, {p[1]}), (x, 0, 1))"),
        st.tuples(inner, inner).map(lambda p: f"Limit(({p[0]})/h, h, {p[1]}, '+-')"),
        st.tuples(inner, inner).map(lambda p: f"Subs(s + ({p[0]}), (s, x), ({p[1]}, y))"),
        st.tuples(inner, inner).map(lambda p: f"Piecewise(({p[0]}, x >= {p[1]}), ({p[1]}, True))"),
        st.tuples(inner, inner).map(lambda p: f"Held(Derivative({p[0]}, x, 2, y), b)*O({p[1]}, (x, oo))"),
    )


def read_within_limits(text: str, notation: Notation) -> Any:
    """The tree; a tower of numbers is passed over."""
    try:
        return read_expression(text, notation)
    except ReadError as error:
        assume("3,000 digits" not in error.message)
        raise


@given(st.recursive(_atoms, _compound, max_leaves=14))
@settings(derandomize=True, max_examples=600, deadline=None)
def test_reading_what_was_printed_gives_the_same_tree(text: str) -> None:
    """read(print(e)) is e, node by node, and printing is stable."""
    notation = make_notation()
    tree = read_within_limits(text, notation)
    printed = print_expression(tree, notation)
    again = read_expression(printed, notation)
    assert same(tree, again), printed
    assert printed == print_expression(again, notation)


EVALUATED = [
    x / 2 - y / 3, -x / 2, 1 / x - 1 / y**2, sympy.exp(-x) / (1 + sympy.exp(x)), sympy.sqrt(x) / sympy.sqrt(y),
    (x + y) ** -2 * (x - y), -(x + y), 2 * (x + y) / 3, sympy.coth(x / 2) - 1, x ** Rational(-3, 2), sympy.E**2 * x,
    sympy.pi * x - sympy.EulerGamma, sympy.polygamma(1, x), sympy.Max(x, y, 1), sympy.log(x) / sympy.log(2),
    x**-y, Rational(-7, 3) * x**2, sympy.binomial(x + 5, 2), sympy.atan2(y, x), 3 * x - Rational(1, 2) + x**2 * y,
]  # fmt: skip


@pytest.mark.parametrize("expression", EVALUATED, ids=str)
def test_an_evaluated_expression_keeps_its_value(expression: Any, notation: Notation) -> None:
    """What SymPy has built is read again with the same value, seen at a point to 40 digits."""
    again = read_expression(print_expression(expression), notation)
    point = {x: Rational(13, 7), y: Rational(5, 11)}
    with mpmath.workdps(40):
        first, second = (mpmath.mpmathify(e.subs(point).evalf(40)) for e in (expression, again))
        assert abs(first - second) < mpmath.mpf(10) ** -35


@pytest.mark.parametrize(
    "expression",
    [Float("0.1"), x + 1.5, sympy.zoo, sympy.nan, sympy.GoldenRatio, Dummy("t") + 1, Symbol("a b"), Symbol("x'"),
     Symbol("x") + Symbol("x", positive=True), Function("x")(y) + x, Symbol("coth") * sympy.coth(x),
     Symbol("pi") * sympy.pi, sympy.Integer(10) ** 5000 + 7, sympy.hyper((1,), (2,), x), sympy.Integral(x, (x, 1)),
     sympy.Derivative(Function("g")(x), (x, y)), sympy.And(x > 0, y > 0)],
    ids=lambda e: type(e).__name__,
)  # fmt: skip
def test_what_the_syntax_cannot_say_is_refused(expression: Any) -> None:
    """Inexact numbers, unreadable or ambiguous names and foreign classes are refused, not approximated."""
    with pytest.raises(NotationError):
        print_expression(expression)


def test_a_constant_that_the_notation_declares_otherwise_is_refused() -> None:
    """With E declared as an energy, Euler's number is not printed as E."""
    notation = Notation()
    notation.symbol("E")
    assert print_expression(sympy.E) == "E"
    with pytest.raises(NotationError, match="'E' is declared"):
        print_expression(sympy.E, notation)


def test_names_that_shadow_functions_are_printed_around() -> None:
    """With sqrt and O declared as symbols, a root and an order are still readable."""
    notation = Notation()
    for name in ("sqrt", "O", "x"):
        notation.symbol(name)
    tree = read_expression("sqrt*x**(1/2) + O*Order(x)", notation)
    assert print_expression(tree) == "sqrt*x**(1/2) + O*Order(x)"
    assert same(tree, read_expression(print_expression(tree), notation))


def test_long_and_deep_trees_are_printed(notation: Notation) -> None:
    """Printing costs no stack."""
    for text in ("+".join(["x*y"] * 5000), "coth(" * 200 + "x" + ")" * 200):
        tree = read_expression(text, notation)
        assert text.replace("+", " + ") == print_expression(tree)
