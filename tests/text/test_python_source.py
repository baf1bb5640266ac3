"""A function's source as an expression: what is followed agrees with what Python computes, and the rest is refused."""

from __future__ import annotations

import ast
import cmath
import math
import operator

import mpmath
import pytest
import sympy
from flint import acb, fmpq
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symrules.decide import decide
from symrules.decide.balls import Imprecise, Undefined, evaluate
from symrules.errors import ReadError
from symrules.identity import Identity
from symrules.latex.program import program_latex
from symrules.notation import Notation
from symrules.text import read_expression
from symrules.text.python_module import find_function, parse_source
from symrules.text.python_source import read_function

NOTATION = Notation()
X, Y = NOTATION.symbol("x"), NOTATION.symbol("y", domain="positive")


def _read(body, head="def f(x, y):", before="import math\nimport cmath\nimport numpy as np\nimport mpmath as mp\n"):
    lines = "\n".join("    " + line for line in body.splitlines())
    return read_function(f"{before}{head}\n{lines}\n", "f", NOTATION, file="code.py")


@pytest.mark.parametrize(
    ("body", "expression"),
    [
        ("return x + 2*y - x/y", "x + 2*y - x/y"),
        ("return x**2*y**0.5", "x**2*sqrt(y)"),
        ("return -x**2 + +y", "-x**2 + y"),
        ("return 0.1*x + 1e-3", "x/10 + 1/1000"),
        ("z = x*y\nz += 1\nz *= 2\nz -= x\nz /= y\nz **= 2\nreturn z", "((2*(x*y + 1) - x)/y)**2"),
        ("a, b = x, y\na, b = b, a\nreturn a - b", "y - x"),
        ("z: float = x\nreturn z", "x"),
        ('"""What it does."""\npass\nreturn x', "x"),
        ("return x if x > 0 else -x", "Abs(x)"),
        ("if x < 0:\n    return -x\nreturn x", "Abs(x)"),
        ("if x < 0:\n    z = -x\nelse:\n    z = x\nreturn z", "Abs(x)"),
        ("if not x < 0:\n    return x\nelif x == 0:\n    return 0\nelse:\n    return -x", "Abs(x)"),
        ("if x > 0 and y > x:\n    return y - x\nreturn 0", "Piecewise((0, x <= 0), (Max(y - x, 0), True))"),
        ("if x > 0 or x < 0:\n    return x*x\nreturn 0", "x**2"),
        ("return 1 if 0 < x < y else 0", "Piecewise((Piecewise((1, x < y), (0, True)), x > 0), (0, True))"),
        ("return math.exp(x) + np.exp(-x)", "2*cosh(x)"),
        ("return np.log(y) + math.log(y, 2) + np.log10(y)", "log(y) + log(y)/log(2) + log(y)/log(10)"),
        ("return math.log1p(y) + np.expm1(x)", "log(1 + y) + exp(x) - 1"),
        ("return mp.coth(x)*mp.tanh(x)", "coth(x)*tanh(x)"),
        ("return math.lgamma(x)", "log(Abs(gamma(x)))"),
        ("return math.hypot(x, y)**2 + np.square(x)", "2*x**2 + y**2"),
        ("return max(x, y) + min(x, y)", "x + y"),
        ("return abs(x)*np.sign(x)", "x"),
        ("return math.pi*np.e*math.tau", "2*pi**2*E"),
        ("return pow(y, 3) + np.power(y, 2)", "y**3 + y**2"),
        ("return np.arctan(x) + math.atan(x)", "2*atan(x)"),
        ("return (x*2j)**2", "-4*x**2"),
    ],
)
def test_what_is_read_is_what_is_computed(body, expression):
    """The value read is proved equal to the same formula written by hand."""
    verdict = decide(Identity(_read(body), read_expression(expression, NOTATION), NOTATION))
    assert verdict.proved, verdict


@pytest.mark.parametrize(
    ("body", "expression"),
    [("return x - y", "y - x"), ("return x**0.5*y", "x*y**0.5"), ("return math.exp(x)", "exp(-x)"),
     ("return x if x > 0 else x", "Abs(x)"), ("return 0.1*x", "x/5")],
)  # fmt: skip
def test_what_is_computed_otherwise_is_refuted(body, expression):
    """A sign, an exponent or a factor makes the difference."""
    assert decide(Identity(_read(body), read_expression(expression, NOTATION), NOTATION)).refuted


@pytest.mark.parametrize(
    ("body", "message", "place"),
    [
        ("for k in range(3):\n    x += k\nreturn x", "a loop", (6, 5)),
        ("while x > 0:\n    x -= 1\nreturn x", "a loop", (6, 5)),
        ("return foo(x)", "foo of 1 is not followed", (6, 12)),
        ("return x*BAD", "'BAD' comes from outside", (6, 14)),
        ("return math.floor(x)", "math.floor of 1", (6, 12)),
        ("return np.log(x, 2)", "np.log of 2", (6, 12)),
        ("return math.coth(x)", "math.coth of 1", (6, 12)),
        ("return np.cbrt(x)", "np.cbrt of 1", (6, 12)),
        ("return x // 2", "FloorDiv", (6, 12)),
        ("return x % 2", "Mod", (6, 12)),
        ("return [x]", "a list", (6, 12)),
        ("return x[0]", "an item", (6, 12)),
        ("return lambda: x", "an inner function", (6, 12)),
        ("return (z := x)", "an assignment inside", (6, 13)),
        ("return 'x'", "a text", (6, 12)),
        ("return True", "is no number", (6, 12)),
        ("return x > 0", "a truth value", (6, 12)),
        ("return", "returns nothing", (6, 5)),
        ("x + 1", "without effect", (6, 5)),
        ("if x > 0:\n    return x", "may end without", (6, 5)),
        ("if x:\n    return x\nreturn y", "a condition compares", (6, 8)),
        ("if x is y:\n    return x\nreturn y", "comparison is not followed", (6, 8)),
        ("if x > 0:\n    z = 1\nreturn z", "may be used before", (8, 12)),
        ("import os\nreturn x", "an import inside", (6, 5)),
        ("global x\nreturn x", "a global variable", (6, 5)),
        ("x.y = 1\nreturn x", "only names", (6, 5)),
        ("a, b = x\nreturn a", "only names", (6, 5)),
        ("return __import__('os').system('echo')", "is not followed", (6, 12)),
        ("return eval('x')", "eval of 1", (6, 12)),
        ("return (1).__class__", "is not followed", (6, 12)),
        ("math = x\nreturn math.exp(y)", "math.exp is not followed", (7, 12)),
        ("return math.exp(*x)", "plain arguments", (6, 12)),
        ("return 1e999", "this number", (6, 12)),
        ("yield x", "without effect", (6, 5)),
        ("return x\nyield x", "a function that yields", (7, 5)),
        ("try:\n    return x\nexcept: pass", "a try block", (6, 5)),
    ],
)  # fmt: skip
def test_what_is_not_followed_has_its_place(body, message, place):
    """Everything else is refused where it stands."""
    with pytest.raises(ReadError, match=message) as raised:
        _read(body)
    assert ("code.py", *place) == (raised.value.place.file, raised.value.place.line, raised.value.place.column)


@pytest.mark.parametrize(
    "before",
    ["import os as math\n", "import math\nmath = 3\n", "import math\ndef math(): pass\n",
     "from os import path as math\n",
     "import math\nmath.exp = math.sin\n", "import math\ndef g():\n    global math\n    math = 1\n",
     "import math\nif 1:\n    import os as math\n", "import math\nfor math in []: pass\n",
     "import math\ntry: pass\nexcept ValueError as math: pass\n", "import math\nmatch 1:\n    case math: pass\n",
     "import math\nmatch {}:\n    case {**math}: pass\n", ""],
)  # fmt: skip
def test_name_that_means_something_else_is_not_followed(before):
    """A module that was bound anew, or never imported, is no module of functions."""
    with pytest.raises(ReadError, match=r"math\.exp is not followed"):
        _read("return math.exp(x)", before=before)


def test_built_in_that_was_bound_anew_is_not_followed():
    """An ``abs`` of the program's own is not Python's."""
    with pytest.raises(ReadError, match="abs is not followed"):
        _read("return abs(x)", before="def abs(x): return 0\n")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(x: pass", "not Python"),
        ("def g(x): return x", "no function 'f'"),
        ("f = lambda x: x", "no function 'f'"),
        ("@cache\ndef f(x): return x", "a decorator"),
        ("def f(x): return x\nf = vectorize(f)", "bound to something else"),
        ("def f(x): return x\nif 1:\n    from g import f", "bound to something else"),
        ("def f(x): return x\nif 1:\n    def f(x): return 2*x", "bound to something else"),
        ("def f(*x): return x", "any number of values"),
        ("def f(z): return z", "no declared symbol"),
        ("from math import *\ndef f(x): return exp(x)", "a star"),
        ("async def f(x): return x", "no function 'f'"),
        ("def f(x): return " + "(" * 500 + "x" + ")" * 500, "not Python"),
        ("def f(x): return " + "-" * 50_000 + "x", ""),
        ("\0", "not Python"),
        ("#" * 300_000, "longer than"),
    ],
)
def test_source_that_cannot_be_read_is_refused(source, message):
    """No function, no Python, or more than is followed."""
    with pytest.raises(ReadError) as raised:
        read_function(source, "f", NOTATION, file="code.py")
    assert message in raised.value.message


def test_conditions_in_a_row_are_limited():
    """Doubling paths end in a message, not in a hanging program."""
    with pytest.raises(ReadError, match="conditions follow"):
        _read("z = x\n" + "if z > 0:\n    z += 1\n" * 40 + "return z")


def test_long_sum_is_read():
    """A chain of a thousand terms is one sum."""
    assert 1000 == len(_read("return " + " + ".join(["x"] * 1000)).args)


def test_function_is_shown_by_latexify():
    """latexify shows the syntax tree; where it cannot, the reason is given."""
    source = "import math\ndef f(x, y):\n    '''Doc.'''\n    z = math.sqrt(x)\n    return z/y\n"
    latex, remark = program_latex(find_function(parse_source(source), "f"))
    assert r"\frac{z}{y}" in latex
    assert "sqrt" in latex
    assert "" == remark
    latex, remark = program_latex(find_function(parse_source("def f(x):\n    with x: pass\n"), "f"))
    assert "" == latex
    assert remark.startswith("latexify cannot")


def test_function_is_shown_by_cases():
    """A function with cases is shown line by line, in what a notebook can typeset."""
    source = "def f(x):\n    if x > 0:\n        y = 1\n    else:\n        y = 2\n    return y\n"
    latex, _ = program_latex(find_function(parse_source(source), "f"))
    assert r"\mathbf{if}" in latex


LEAVES = st.sampled_from(["x", "y", "2", "0.5", "3"])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda a: f"math.tanh({a})"),
        inner.map(lambda a: f"(-{a})**2"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} > {t[2]} else {t[1]})"),
    ),
    max_leaves=8,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(TREES, st.sampled_from([-1.5, 0.25, 2.0]), st.sampled_from([0.75, 1.5]))
def test_value_is_what_python_computes(text, x, y):
    """Evaluated as a number, the expression read gives what Python's own arithmetic gives."""
    expression = _read(f"return {text}")
    try:
        computed = _computed(ast.parse(text, mode="eval").body, {"x": x, "y": y})
        point = {X: acb(fmpq(*x.as_integer_ratio())), Y: acb(fmpq(*y.as_integer_ratio()))}
        found = evaluate(expression, point, 128)
    except (ZeroDivisionError, Undefined, Imprecise):
        assume(False)
    assert mpmath.almosteq(float(found.real.mid()), computed, 1e-9, 1e-9)
    assert found.imag.contains(0)


def _computed(node, values):
    """Python's own value of an expression of the kinds above."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.UnaryOp):
        return -_computed(node.operand, values)
    if isinstance(node, ast.Call):
        return math.tanh(_computed(node.args[0], values))
    if isinstance(node, ast.IfExp):
        left, right = (_computed(e, values) for e in (node.test.left, node.test.comparators[0]))
        return _computed(node.body if left > right else node.orelse, values)
    a, b = _computed(node.left, values), _computed(node.right, values)
    operations = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Pow: operator.pow,
                  ast.Div: operator.truediv}  # fmt: skip
    return operations[type(node.op)](a, b)


def test_principal_values_are_those_of_cmath():
    """A square root of a negative number is the principal one, as cmath has it."""
    found = sympy.N(_read("return cmath.sqrt(x)").subs(X, -2), 20)
    assert mpmath.almosteq(mpmath.mpmathify(cmath.sqrt(-2)), mpmath.mpmathify(complex(found)), 1e-12)
