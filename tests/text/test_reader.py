"""Text to expression: the tree as written, and nothing evaluated."""

from __future__ import annotations

import ast
import operator
import subprocess
import sys
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Integer, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef

from symrules.errors import ReadError
from symrules.identity import Relation
from symrules.notation import Notation
from symrules.text import read_condition, read_expression, read_statement
from tests.text.trees import make_notation, same

x, y, a, b = (Symbol(name) for name in "xyab")


def plus(*terms: Any) -> Any:
    return Add(*terms, evaluate=False)


def times(*factors: Any) -> Any:
    return Mul(*factors, evaluate=False)


def to(base: Any, exponent: Any) -> Any:
    return Pow(base, exponent, evaluate=False)


TREES = {
    "x + a - b": plus(x, a, times(-1, b)),
    "x + a - 2*b": plus(x, a, times(-2, b)),
    "x - 3": plus(x, Integer(-3)),
    "a*b/x*y": times(a, b, to(x, -1), y),
    "a*(b*x)": times(a, times(b, x)),
    "a + (b + x)": plus(a, plus(b, x)),
    "a - (b - x)": plus(a, times(-1, plus(b, times(-1, x)))),
    "b + a + b": plus(b, a, b),
    "-x**2": times(-1, to(x, 2)),
    "-2**2": times(-1, to(Integer(2), 2)),
    "(-2)**2": to(Integer(-2), 2),
    "x**y**2": to(x, to(y, 2)),
    "x^2": to(x, 2),
    "2**-x": to(Integer(2), times(-1, x)),
    "x**-y**2": to(x, times(-1, to(y, 2))),
    "a*-b*x": times(a, times(-1, b), x),
    "1/x": times(1, to(x, -1)),
    "1/2": Rational(1, 2),
    "-1/2*x": times(Rational(-1, 2), x),
    "2/4": times(2, to(Integer(4), -1)),
    "x*1/2": times(x, 1, to(Integer(2), -1)),
    "1/0": times(1, to(Integer(0), -1)),
    "0*oo": times(0, sympy.oo),
    "-oo": -sympy.oo,
    "x/x": times(x, to(x, -1)),
    "x - x": plus(x, times(-1, x)),
    "2 + 3": plus(Integer(2), Integer(3)),
    "2**10": to(Integer(2), 10),
    "sqrt(4)": to(Integer(4), Rational(1, 2)),
    "cbrt(x)": to(x, Rational(1, 3)),
    "root(x, 4)": to(x, Rational(1, 4)),
    "0.1": Rational(1, 10),
    "1e-30": Rational(1, 10**30),
    "1.5e2": Integer(150),
    ".5*x": times(Rational(1, 2), x),
    "E + pi": plus(sympy.E, sympy.pi),
    "I*EulerGamma*Catalan": times(sympy.I, sympy.EulerGamma, sympy.Catalan),
    "+x": x,
    "\n x\n+ a ": plus(x, a),
}


@pytest.mark.parametrize("text", TREES)
def test_text_becomes_the_tree_as_written(text: str, notation: Notation) -> None:
    """Each text gives its tree, in order, unevaluated."""
    assert same(TREES[text], read_expression(text, notation))


def test_evaluate_goes_through_the_constructors_of_sympy(notation: Notation) -> None:
    """With evaluate=True the same text is rewritten by SymPy."""
    assert read_expression("x - x + 2**3", notation, evaluate=True) == 8


ONE = """exp log ln sin cos tan cot sec csc sinh cosh tanh coth sech csch asin acos atan acot asec acsc asinh acosh
atanh acoth asech acsch Abs sign floor ceiling re im conjugate arg Heaviside DiracDelta factorial factorial2 gamma
loggamma digamma zeta bernoulli euler harmonic erf erfc erfi LambertW Ei li Si Ci Min Max"""
TWO = "atan2 binomial polygamma polylog beta besselj bessely besseli besselk KroneckerDelta rf ff Min Max"


@pytest.mark.parametrize("argument", ["0", "1", "-3", "oo"])
@pytest.mark.parametrize("name", ONE.split())
def test_functions_of_one_argument_stay_as_written(name: str, argument: str, notation: Notation) -> None:
    """No function of a number is evaluated."""
    tree = read_expression(f"{name}({argument})", notation)
    assert tree.func is getattr(sympy, name)
    assert tree.args[0] == read_expression(argument, notation)


@pytest.mark.parametrize("name", TWO.split())
def test_functions_of_two_arguments_stay_as_written(name: str, notation: Notation) -> None:
    """No function of two numbers is evaluated, and the order of its arguments is kept."""
    tree = read_expression(f"{name}(4, 2)", notation)
    assert (tree.func, tree.args) == (getattr(sympy, name), (4, 2))


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("Derivative(N, mu)", "(N, (mu, 1))"),
        ("Derivative(x, x)", "(x, (x, 1))"),
        ("Derivative(x**2, x, 2, y)", "(x**2, (x, 2), (y, 1))"),
        ("Derivative(x, x, x)", "(x, (x, 2))"),
        ("Derivative(x, (x, 3))", "(x, (x, 3))"),
        ("Integral(0, (x, 0, 1))", "(0, (x, 0, 1))"),
        ("Integral(x, x)", "(x, (x,))"),
        ("Integral(x, (x,))", "(x, (x,))"),
        ("Integral(1, (x, 0, y), (y, 0, 1))", "(1, (x, 0, y), (y, 0, 1))"),
        ("Sum(0, (n, 3, 1))", "(0, (n, 3, 1))"),
        ("Product(1, (n, 1, 2))", "(1, (n, 1, 2))"),
        ("Limit(x, x, 0)", "(x, x, 0, +-)"),
        ("Limit(x, x, 0, '+')", "(x, x, 0, +)"),
        ("Limit(x, x, 0, '-')", "(x, x, 0, -)"),
        ("Limit(x, x, 0, '+-')", "(x, x, 0, +-)"),
        ("Limit(x, x, oo)", "(x, x, oo, -)"),
        ("Subs(x, x, 0)", "(x, (x,), (0,))"),
        ("Subs(x*y, (x, y), (a, 1))", "(x*y, (x, y), (a, 1))"),
        ("O(x**4)", "(x**4, (x, 0))"),
        ("O(5*x**4)", "(5*x**4, (x, 0))"),
        ("Order(a/x, (x, oo))", "(a/x, (x, oo))"),
        ("Average(a, 0)", "(a, 0)"),
        ("Average(a)", "(a,)"),
        ("Bracket(a, b)", "(a, b)"),
        ("Variation(a, T)", "(a, T)"),
        ("Held(Derivative(N, mu), T)", "(Derivative(N, mu), T)"),
        ("Piecewise((x, x > 0), (1, x == 0), (0, True))", "((x, x > 0), (1, Eq(x, 0)), (0, True))"),
        ("Piecewise((1, True))", "((1, True),)"),
        ("Piecewise((1, 2 < 1))", "((1, 2 < 1),)"),
    ],
)
def test_calculus_and_physics_nodes_stay_as_written(text: str, args: str, notation: Notation) -> None:
    """Derivatives, integrals, sums, limits and the rest are nodes, also where SymPy knows a value."""
    tree = read_expression(text, notation)
    name = text.partition("(")[0]
    assert type(tree).__name__ == {"O": "Order"}.get(name, name)
    assert str(tree.args) == args


def test_a_declared_function_is_applied_or_stands_at_its_arguments(notation: Notation) -> None:
    """`F(a, b)` applies the function, the bare name stands at its declared arguments."""
    applied, bare = read_expression("F(a, b)", notation), read_expression("F", notation)
    assert isinstance(applied, AppliedUndef)
    assert str(applied) == "F(a, b)"
    assert bare == notation.expression("F")


SHADOWING = "E I N S Q O pi oo beta gamma zeta lambda coth sqrt Sum Integral"


@pytest.mark.parametrize("name", SHADOWING.split())
def test_a_declared_name_goes_before_everything_else(name: str) -> None:
    """Constants, functions and keywords are ordinary symbols once declared."""
    notation = Notation()
    notation.symbol(name)
    assert read_expression(f"2*{name}", notation).args == (2, Symbol(name))
    with pytest.raises(ReadError, match="is a symbol, not a function"):
        read_expression(f"{name}(2)", notation)


def test_a_declared_function_goes_before_that_of_sympy() -> None:
    """A declared function named gamma is not Euler's."""
    notation = Notation()
    notation.symbol("t")
    notation.function("gamma", ["t"])
    tree = read_expression("gamma(3)", notation)
    assert isinstance(tree, AppliedUndef)
    assert not isinstance(tree, sympy.gamma)


@pytest.mark.parametrize(
    "text",
    ["Integral(exp(-t), (t, 0, oo))", "Sum(k, (k, 0, n))", "Limit(h/h, h, 0)", "Subs(s + q, (s, q), (1, 2))",
     "Integral(t*s, (t, 0, s), (s, 0, 1))", "Subs(Derivative(s**2, s), s, x)", "Product(gamma, (gamma, 1, 3))"],
)  # fmt: skip
def test_a_bound_variable_need_not_be_declared(text: str, notation: Notation) -> None:
    """A variable that a node binds is local to it."""
    tree = read_expression(text, notation)
    assert {s.name for s in tree.free_symbols} <= {"x", "n"}


@pytest.mark.parametrize(
    ("text", "column"),
    [("Integral(t, (t, 0, t))", 20), ("Integral(t, (t, 0, 1)) + t", 26), ("t + Sum(t, (t, 0, 1))", 1),
     ("Integral(t, t)", 10), ("Integral(t, (t,))", 10), ("Derivative(s, s)", 12), ("O(s)", 3),
     ("Subs(s, s, s)", 12), ("Integral(1, (s, 0, t), (t, 0, s))", 31)],
)  # fmt: skip
def test_a_name_outside_its_binding_is_not_declared(text: str, column: int, notation: Notation) -> None:
    """Outside the node that binds it, or where it stays free, a name must be declared."""
    with pytest.raises(ReadError, match="not a declared symbol") as caught:
        read_expression(text, notation)
    assert caught.value.place is not None
    assert caught.value.place.column == column


_OPERATIONS: dict[type, Any] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip
_VALUES = {"x": Fraction(7, 3), "y": Fraction(-5, 2), "z": Fraction(11, 13)}


def python_value(node: ast.expr) -> Fraction:
    """The value by Python's own grammar."""
    match node:
        case ast.Constant(value=value):
            return Fraction(str(value))
        case ast.Name(id=name):
            return _VALUES[name]
        case ast.UnaryOp(op=op, operand=operand):
            return _OPERATIONS[type(op)](python_value(operand))
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATIONS[type(op)](python_value(left), python_value(right))
    raise AssertionError(ast.dump(node))


def tree_value(tree: Any) -> Fraction:
    """The value of a tree, node by node."""
    if isinstance(tree, Symbol):
        return _VALUES[tree.name]
    if not tree.args:
        return Fraction(int(tree.p), int(tree.q))
    values = [tree_value(argument) for argument in tree.args]
    if isinstance(tree, Pow):
        return Fraction(values[0] ** values[1])
    total = Fraction(0) if isinstance(tree, Add) else Fraction(1)
    for value in values:
        total = total + value if isinstance(tree, Add) else total * value
    return total


_atoms = st.sampled_from(["x", "y", "z", "1", "2", "3", "4", "6", "0.5", "1e1", "2.50"])
_arithmetic = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" + ", " - ", "*", "/", "-", " / -", "*-", "--"]), inner).map("".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        st.tuples(_atoms, st.sampled_from(["2", "3", "-1", "-2"])).map("**".join),
    ),
    max_leaves=10,
)


@given(_arithmetic)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_the_value_is_that_of_the_grammar_of_python(text: str) -> None:
    """A text means what it means in exact Python arithmetic."""
    expected = python_value(ast.parse(text, mode="eval").body)
    assert expected == tree_value(read_expression(text, make_notation()))


def test_statements_have_two_sides_and_a_relation(notation: Notation) -> None:
    """Each relation is read; '==' is '='."""
    for sign, relation in [("=", "="), ("==", "="), ("!=", "!="), ("<", "<"), ("<=", "<="), (">", ">"), (">=", ">=")]:
        assert (x, Relation(relation), times(2, y)) == read_statement(f"x {sign} 2*y", notation)


def test_a_trivial_statement_is_not_evaluated(notation: Notation) -> None:
    """`x/x = 1` stays a claim about a quotient."""
    lhs, _, rhs = read_statement("x/x = 1", notation)
    assert (lhs, rhs) == (times(x, to(x, -1)), 1)


def test_a_condition_keeps_its_text(notation: Notation) -> None:
    """A hypothesis is printed as it was written."""
    condition = read_condition(" 1 + a*b  != 0", notation)
    assert str(condition) == "1 + a*b != 0"
    assert (plus(Integer(1), times(a, b)), Relation.NE, 0) == (condition.lhs, condition.relation, condition.rhs)


def test_a_sum_of_5000_terms_is_one_sum(notation: Notation) -> None:
    """Long chains are flat and cost no stack."""
    assert len(read_expression("+".join(["x"] * 5000), notation).args) == 5000
    assert len(read_expression("-x" * 5000, notation).args) == 5000
    assert len(read_expression("/".join(["x"] * 5000), notation).args) == 5000


def test_nothing_beyond_the_core_is_imported() -> None:
    """Reading needs SymPy and the foundations, no prover and no parser of SymPy's."""
    code = (
        "import sys, sympy; before = set(sys.modules); import symrules.text; print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    layers = ("errors", "identity", "notation", "dimension", "dimensional_analysis", "domain", "vocabulary", "text")
    allowed = {"symrules", *(f"symrules.{name}" for name in layers)}
    new = {name for name in run.stdout.split() if not name.startswith("symrules.text.")}
    assert {name for name in new if name.startswith("symrules.")} <= allowed
    assert not {name for name in new if name.startswith("sympy.parsing")}
