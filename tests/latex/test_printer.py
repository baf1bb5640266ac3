"""Single constructions: what the author wrote, and how it is printed."""

from __future__ import annotations

from typing import Any

import pytest
import sympy
from sympy import Dummy, Float, Rational, Symbol, symbols

from symrules.latex import LatexError, Order, to_latex
from symrules.notation import Notation
from symrules.text import read_expression
from symrules.vocabulary import Held

NOTATION = Notation("letters")
for _name in "x y a b c d t k m z L V T".split():  # noqa: SIM905  (one letter each)
    NOTATION.symbol(_name)
NOTATION.symbol("mu")
NOTATION.symbol("k_B", "k_B")
NOTATION.symbol("xp", "x'")
NOTATION.symbol("sigma2", r"\sigma^2")
NOTATION.symbol("dndmu", r"\partial n/\partial\mu")
NOTATION.symbol("DN", r"\Delta N")
NOTATION.function("f", ["x"])
NOTATION.function("g", ["x", "y"])
NOTATION.function("h", ["x"], "h", latex_default="h(x)")

CASES = {
    # products and fractions in written order
    "a*b/c*d": r"\frac{ab}{c}d",
    "a*(b/c)*d": r"a\frac{b}{c}d",
    "a/b/c": r"\frac{a}{bc}",
    "a/(b*c)": r"\frac{a}{bc}",
    "1/x": r"\frac{1}{x}",
    "1/2*m*V**2": r"\frac{1}{2}mV^2",
    "3/2*x/y": r"\frac{3}{2}\frac{x}{y}",
    "1 + 1/(1 + x/y)": r"1+\frac{1}{1+x/y}",
    "a*x**(-2)": r"ax^{-2}",
    # numbers
    "2*3": r"2\cdot3",
    "2*x*3": r"2x\cdot3",
    "x*2": r"x\cdot2",
    "2**3*5": r"2^3\cdot5",
    "2*(1/3)": r"2\cdot\frac{1}{3}",
    "1.5*x": r"\frac{3}{2}x",
    # signs and brackets
    "a - (b - c)": "a-(b-c)",
    "a + (b + c)": "a+(b+c)",
    "-a*b": "-ab",
    "a*(-b)": "a(-b)",
    "(-a)*b": "(-a)b",
    "-(-x)": "-(-x)",
    "x - (-y)": "x-(-y)",
    "((a + b)*c - 1)*x": "[(a+b)c-1]x",
    "(((a + b)*c - 1)*x + 1)*y": r"\{[(a+b)c-1]x+1\}y",
    "(1 + a/b)*c": r"\left(1+\frac{a}{b}\right)c",
    # powers and roots
    "(-x)**2": "(-x)^2",
    "(x**2)**3": "(x^2)^3",
    "(a/b)**2": r"\left(\frac{a}{b}\right)^2",
    "a**b**c": "a^{b^c}",
    "x**(a/b)": "x^{a/b}",
    "xp**2": "(x')^2",
    "sigma2**2": r"(\sigma^2)^2",
    "DN**2": r"(\Delta N)^2",
    "dndmu*x": r"(\partial n/\partial\mu)x",
    "sqrt(x + 1)": r"\sqrt{x+1}",
    "cbrt(x)": r"\sqrt[3]{x}",
    "sqrt(x)**3": r"(\sqrt{x})^3",
    # adjacency
    "mu*x": r"\mu x",
    "a*DN": r"a\,\Delta N",
    "k_B*T": "k_BT",
    # named functions
    "sinh(x)**2": r"\sinh^2 x",
    "sinh(x)*y": r"\sinh(x)y",
    "a*sinh(x)*cosh(x)": r"a\sinh x\cosh x",
    "cos(x)*exp(a)": r"\cos(x)e^a",
    "x*coth(x)*exp(-a)": r"x\coth(x)e^{-a}",
    "(a*sinh(x))*y": r"a\sinh(x)y",
    "sinh(2*x)": r"\sinh(2x)",
    "sinh(x)**a": r"[\sinh(x)]^a",
    "sinh(x)**(-1)": r"\frac{1}{\sinh x}",
    "log(1 + x)": r"\ln(1+x)",
    "atanh(x)": r"\operatorname{artanh}x",
    "x*coth(x)": r"x\coth x",
    "coth((a + b)/(2*c))": r"\coth\!\left(\frac{a+b}{2c}\right)",
    "exp(-x)": "e^{-x}",
    "exp(-x/L)": "e^{-x/L}",
    "exp((x + a)/(k_B*T))": r"\exp[(x+a)/k_BT]",
    "exp(x/(y*(a + b)))": r"\exp\{x/[y(a+b)]\}",
    "exp(a/b*c)": r"\exp[(a/b)c]",
    "exp(x/(a*sinh(y)))": r"\exp[x/(a\sinh y)]",
    "exp(sinh(x)/y)": r"\exp[\sinh(x)/y]",
    # further functions
    "Abs(x - y)": "|x-y|",
    "factorial(2*k)": "(2k)!",
    "factorial(factorial(k))": "(k!)!",
    "binomial(a, b)": r"\binom{a}{b}",
    "Max(a, b)": r"\max(a,b)",
    "re(z)": r"\operatorname{Re}z",
    "conjugate(z)": r"\overline{z}",
    "polylog(3/2, -z)": r"\mathrm{Li}_{3/2}(-z)",
    "zeta(3)": r"\zeta(3)",
    "gamma(a + 1)": r"\Gamma(a+1)",
    "besselj(a, x)": "J_a(x)",
    "bernoulli(2*k)": "B_{2k}",
    "harmonic(k, 2)": "H_k^{(2)}",
    "polygamma(1, x)": r"\psi^{(1)}(x)",
    "Heaviside(x)": r"\theta(x)",
    "Heaviside(x, 1)": r"\theta_1(x)",
    "DiracDelta(x - a)": r"\delta(x-a)",
    "pi*I*x": r"\pi ix",
    "-oo": r"-\infty",
    "Piecewise((x, x > 0), (-x, True))": r"\begin{cases} x, & x>0 \\ -x, & \text{otherwise} \end{cases}",
    # unknown functions
    "f": "f",
    "f(y)": "f(y)",
    "f(y)**2": "[f(y)]^2",
    "h**2": "[h(x)]^2",
    "h(y)": "h(y)",
    "g(x, 1)": "g(x,1)",
    # derivatives
    "Derivative(f, x)": r"\frac{df}{dx}",
    "Derivative(g, x)": r"\frac{\partial g}{\partial x}",
    "Derivative(g, x, 2)": r"\frac{\partial^2g}{\partial x^2}",
    "Derivative(g, x, y)": r"\frac{\partial^2g}{\partial y\partial x}",
    "Derivative(x*coth(x), x)": r"\frac{d}{dx}[x\coth x]",
    "Derivative(a*x**2 + b, x)": r"\frac{\partial}{\partial x}[ax^2+b]",
    "exp(a*Derivative(g, x)/b)": r"\exp[a(\partial g/\partial x)/b]",
    "Subs(Derivative(f(u), u), u, a)": "f'(a)",
    "Subs(Derivative(f(u), u, 4), u, a)": "f^{(4)}(a)",
    "Subs(Derivative(g(u, y), u), u, a)": r"\left.\frac{\partial g}{\partial x}\right|_{x=a}",
    "Subs(Derivative(g(u, a), u), u, b)": r"\left.\frac{\partial g(u,a)}{\partial u}\right|_{u=b}",
    "Subs(1 + u, u, a)": r"\left.(1+u)\right|_{u=a}",
    "Variation(f, mu)": r"\frac{\delta f}{\delta\mu}",
    "Variation(f*g, mu)": r"\frac{\delta}{\delta\mu}[fg]",
    "Held(Derivative(g, x), y)": r"\left.\frac{\partial g}{\partial x}\right|_y",
    # integrals, limits, sums
    "Integral(f, (x, 0, L))": r"\int_0^L dx\,f",
    "Integral(f*g, (x, 0, L), (t, 0, oo))": r"\int_0^\infty dt\int_0^L dx\,fg",
    "Integral(x + 1, (x, 0, L))": r"\int_0^L dx\,(x+1)",
    "Integral(-x, (x, 0, L))": r"\int_0^L dx\,(-x)",
    "Integral(u**2, (u, 0, 1))": r"\int_0^1 du\,u^2",
    "Integral(1, (x, 0, L))": r"\int_0^L dx",
    "Integral(f, (x, 0, L))*a": r"\left(\int_0^L dx\,f\right)a",
    "a*Integral(f, (x, 0, L))": r"a\int_0^L dx\,f",
    "Limit(f, x, oo)": r"\lim_{x\to\infty}f",
    "Limit(x + 1, x, 0, '+-')": r"\lim_{x\to0}(x+1)",
    "Limit(f, x, 0, '-')": r"\lim_{x\to0^-}f",
    "Sum(a/k**2, (k, 1, oo))": r"\sum_{k=1}^\infty\frac{a}{k^2}",
    "Product(k, (k, 1, t))": r"\prod_{k=1}^t k",
    "x + O(x**4)": "x+O(x^4)",
    "O(1/x, (x, oo))": r"O_{x\to\infty}(1/x)",
    # averages
    "Average(x*y/L, 0)": r"\langle xy/L\rangle_0",
    "Average(x)**2": r"\langle x\rangle^2",
    "Average(Bracket(x/L, y))": r"\langle[x/L, y]\rangle",
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_written_is_printed_in_its_form_and_order(text: str) -> None:
    """Text read without evaluation prints as the author wrote it."""
    assert CASES[text] == to_latex(read_expression(text, NOTATION), NOTATION)


x, y, a, b = symbols("x y a b")
EVALUATED: list[tuple[Any, str, str]] = [
    (b - x, r"b-x", r"b-x"),
    (x**2 * a / 2 + 1 - 3 * x / 2, r"1+\frac{ax^2}{2}-\frac{3x}{2}", r"1-\frac{3x}{2}+\frac{ax^2}{2}"),
    (a / b**2, r"\frac{a}{b^2}", r"\frac{a}{b^2}"),
    (1 / sympy.sqrt(x), r"\frac{1}{\sqrt{x}}", r"\frac{1}{\sqrt{x}}"),
    (x * (a + b) / y, r"\frac{x}{y}(a+b)", r"\frac{x}{y}(a+b)"),
    (-x - y, "-x-y", "-x-y"),
    (x**4 / 45 + x**2 / 3 + sympy.Order(x**6), r"\frac{x^4}{45}+\frac{x^2}{3}+O(x^6)",
     r"\frac{x^2}{3}+\frac{x^4}{45}+O(x^6)"),
]  # fmt: skip


@pytest.mark.parametrize(("e", "positive_first", "ascending"), EVALUATED)
def test_an_evaluated_tree_is_printed_in_a_chosen_order(e: Any, positive_first: str, ascending: str) -> None:
    """A positive term or the lowest power comes first, a product is one fraction, and the O-term stays last."""
    assert ascending == to_latex(e, NOTATION, order=Order.ASCENDING)
    if not e.has(sympy.Order):
        assert positive_first == to_latex(e, NOTATION, order=Order.POSITIVE_FIRST)


def test_a_decimal_number_shows_its_power_of_ten() -> None:
    """A float is printed as a decimal, not in computer notation, and a negative one has its sign in front."""
    assert r"1\times 10^{-20}x" == to_latex(Float("1e-20") * x, NOTATION)
    assert "-0.5x" == to_latex(Float(-0.5) * x, NOTATION)


def test_the_base_of_the_exponential_is_upright_beside_the_elementary_charge() -> None:
    """Where a declared symbol prints as e, Euler's number is told apart from it."""
    charged = Notation("charge")
    charged.symbol("e")
    charged.symbol("x")
    assert r"e\mathrm{e}^{-x}" == to_latex(read_expression("e*exp(-x)", charged), charged)


def test_a_bound_dummy_takes_a_letter_that_nothing_else_prints() -> None:
    """SymPy's own dummy variables are named by a letter that stands for nothing else in the expression."""
    crowded = Notation("crowded")
    crowded.symbol("x")
    crowded.symbol("u")
    dummy = Dummy("xi_1")
    e = sympy.Integral(sympy.Mul(Symbol("u"), dummy, evaluate=False), (dummy, 0, Symbol("x")))
    assert r"\int_0^x dv\,uv" == to_latex(e, crowded)


class Unknown(sympy.Function):  # type: ignore[misc]
    """A node that no table knows."""


REFUSED = {
    "an unknown function": Unknown(x),
    "not a number": sympy.nan,
    "complex infinity": sympy.zoo,
    "an undeclared symbol": Symbol("q") + 1,
    "an undeclared function": sympy.Function("q")(x),
    "a symbol applied as a function": sympy.Function("x")(a),
    "a free dummy": Dummy("x"),
    "something held fixed that is no derivative": Held(x, y),
    "a derivative of symbolic order": sympy.Derivative(sympy.Function("f")(x), (x, Symbol("k"))),
    "a matrix": sympy.Matrix([[1]]),
    "a string": "x",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_has_no_printed_form_is_an_error(what: str) -> None:
    """Nothing is guessed and nothing falls back on SymPy's own printer."""
    with pytest.raises(LatexError):
        to_latex(REFUSED[what], NOTATION)


def test_an_undeclared_symbol_is_met_with_a_suggestion() -> None:
    """The message names the symbol that comes close."""
    with pytest.raises(LatexError, match="did you mean 'k_B'"):
        to_latex(Symbol("kB"), NOTATION)


def test_too_deep_an_expression_is_an_error_and_no_crash() -> None:
    """Nesting beyond what the interpreter can follow is refused."""
    e: Any = x
    for _ in range(3000):
        e = sympy.Pow(sympy.Add(1, e, evaluate=False), Rational(1, 2), evaluate=False)
    with pytest.raises(LatexError, match="too deep"):
        to_latex(e, NOTATION)


@pytest.mark.parametrize(
    "latex",
    [r"\frac{a", r"\left(a", "}", r"\input{x}", r"\csname x\endcsname", r"a%", r"\write18{x}", "a^^41", r"\def\x{y}",
     r"\newcommand\x{}", "$x$", "a\n\nb", r"\usepackage{x}", r"\catcode`\@=11", r"\end{equation}"],
)  # fmt: skip
def test_a_declared_latex_must_be_closed_mathematics(latex: str) -> None:
    """A declaration from someone else's file can neither break the manuscript nor run anything in it."""
    notation = Notation()
    notation.symbol("x", latex)
    with pytest.raises(LatexError):
        to_latex(Symbol("x"), notation)
