r"""What has no single reading is refused with its place, or read with a warning that names the other reading."""

from __future__ import annotations

import pytest

from symrules.errors import Place, ReadError
from symrules.tex import read_equation
from symrules.text import read_expression
from tests.tex.declared import notation
from tests.tex.same import value

SYMBOLS = notation(
    r"k_B T e V x y a b c n mu t L k E_F=E_F N U_0 m omega D tau=\mathcal{T} xp=x' DN=\Delta~N "
    r"f(x) g(x,a)=g|g(x,a) h_t(t)=h_{\rm~t}|h_{\rm~t}(t)"
)

REFUSED: list[tuple[str, int, str]] = [
    # names
    ("x_1", 1, "'x_1' is not declared: a subscript is part of a name"),
    (r"y_{\rm max}", 1, "a subscript is part of a name"),
    ("k_b T", 1, "'k_b' is not declared"),
    ("K_B T", 1, "'K_B' is not declared"),
    (r"k_{\rm B}T", 1, "a subscript is part of a name"),
    ("a+z", 3, "'z' is not declared"),
    (r"a+\alpha", 3, r"the command '\alpha' is not declared"),
    (r"\foo x", 1, r"the command '\foo' is not declared"),
    (r"\mathrm{foo}(x)", 1, r"'\mathrm{foo}' is not declared"),
    (r"\mathbf{x}", 1, "is not declared"),
    (r"\vec x", 1, "is not declared"),
    (r"\dot{x}", 1, "is not declared"),
    (r"U_0'", 4, "a prime is no part of a declared name"),
    ("x''", 3, "a prime is no part of a declared name"),
    (r"\Gamma x", 1, "a function only before a bracket"),
    ("J_1", 1, "'J_1' is not declared"),
    ("x²", 2, "the character '²' is not read"),
    ("α", 1, "the character 'α' is not read"),
    ("x−y", 2, "the character '−' is not read"),
    # superscripts that are no powers
    ("x^{*}", 3, "is no power"),
    (r"x^\dagger", 3, "is no power"),
    ("x^{(2)}", 3, "a superscript in brackets is a label"),
    ("x^10", 4, "a number behind another factor"),
    ("x^-1", 3, "is no power"),
    ("a^b^c", 4, "a second superscript"),
    ("x_a_b", 4, "a second subscript"),
    ("{a+b}^2", 6, "braces print nothing"),
    (r"\cos(x)^2", 8, r"a power of the argument or of \cos?"),
    ("f^{-1}(x)", 7, "an inverse function or one over it?"),
    ("x^n!", 4, "a factorial behind a power"),
    ("n!!!", 4, "a factorial behind a power or another factorial"),
    # numbers
    ("2 3", 3, "a blank inside a number, or two numbers side by side"),
    ("a 2", 3, "a number behind another factor"),
    ("(a+b)2", 6, "a number behind another factor"),
    ("1,5", 2, "a comma outside brackets"),
    (r"2\,3", 4, "a blank inside a number, or two numbers side by side"),
    ("1.5.2", 4, "a second decimal point"),
    (r"2\frac{1}{2}", 2, "a sum or a product?"),
    ("9^{9^{9^9}}", 5, "more than 3,000 digits"),
    # what leaves something out, or is no expression
    (r"a\pm b", 2, "two statements"),
    (r"a+\dots", 3, "dots leave out what is meant"),
    (r"a\otimes b", 2, "vectors, fields and operators"),
    (r"\nabla x", 1, "vectors, fields and operators"),
    (r"\Tr x", 1, "traces and determinants"),
    (r"\{a,b\}", 1, "an anticommutator or a Poisson bracket"),
    (r"[a,b]_+", 6, "with an index is not read"),
    (r"\langle x|y\rangle", 12, "stands where '|' is expected"),
    (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", 1, "the environment 'pmatrix' is not read"),
    (r"x\in[0,1]", 2, "sets and quantifiers"),
    (r"a\ll b", 2, "claims nothing that is checked"),
    (r"a \over b", 3, "stands in no braces"),
    (r"{a \over b \over c}", 12, "stands twice in one group"),
    (r"{\over b}", 2, "stands beside nothing"),
    (r"{\rm a \over b}", 8, "changes its font"),
    (r"\underbrace{a}_{b}", 1, "is not read"),
    ("$x$", 1, "'$' is not part of an equation"),
    ("x#y", 2, "no macro is defined here"),
    # functions
    (r"\ln x/y", 6, r"is the argument of \ln x or all of the quotient?"),
    (r"\sin x/2", 7, r"is the argument of \sin x or all of the quotient?"),
    (r"\sin x(a+b)", 7, r"where does the argument of \sin end?"),
    (r"\exp -x", 6, "begins with a sign"),
    (r"\sin{x+y}", 5, "braces print nothing"),
    (r"\operatorname{sech}{x+y}", 20, "braces print nothing"),
    (r"\sin", 1, r"\sin has no argument"),
    ("g(x)", 2, "g has 1 argument here; its arguments are (x, a)"),
    ("g(x-a)", 2, "g has 1 argument here; its arguments are (x, a)"),
    ("g'(x)", 3, "g' has 1 argument here"),
    (r"h_{\rm t}[x]", 10, "applied to the bracket behind it, or a factor?"),
    (r"\max_x f", 5, r"a subscript on \max is not read"),
    (r"\delta_{ab}", 11, "separated by a comma"),
    # integrals, sums, derivatives
    (r"\int_0^1 x", 1, "an integral without its differential"),
    (r"\int_0^1 x+\int_0^1 y\,dx", 1, "an integral without its differential"),
    (r"\int^1 x dx", 1, "with an upper end only"),
    (r"\int d^3x\, f", 6, "a measure such as d^3r is declared with its variable"),
    (r"\int du\,u+u", 12, "'u' is not declared"),
    (r"\int_{\rm BZ}dx\,f", 1, "not the one that is declared for x"),
    (r"\sum_n x", 6, r"\sum without its range"),
    (r"\sum_{n}^a x", 7, r"\sum without its range"),
    (r"\lim f", 6, r"\lim without its point"),
    ("dx", 1, "'d' is not declared"),
    (r"\frac{dx}{x}", 7, "'d' is not declared"),
    (r"\frac{d^2f}{dx}", 8, "the orders above and below differ"),
    (r"\frac{d f}{d x^2}", 9, "a derivative of order 1 above, 2 below"),
    (r"\frac{df}{dx}(0)", 14, "a derivative at that point, or a product?"),
    (r"df/dx(a)", 6, "a derivative at that point, or a product?"),
    (r"\mathit{ab}", 1, "is not declared"),
    (r"\frac{d}{dx}", 1, "a derivative acts on nothing"),
    ("(x+y)_a", 6, "no derivative stands in it"),
    (r"\left.f\right|", 15, "an evaluation bar says below itself"),
    (r"x|_{a=1}", 2, "stands behind a derivative only"),
    # brackets and lines
    ("(a+b", 1, "'(' is not closed"),
    ("a+b)", 4, "never opened"),
    (r"\left(a+b\right]", 10, "']' stands where ')' is expected"),
    (r"\frac{a}{", 9, "'{' is not closed"),
    ("a}", 2, "never opened"),
    ("(a,b)", 3, "a comma inside '('"),
    ("a=", 3, "the equation ends where a value is expected"),
    ("=a", 1, "a value is expected, not '='"),
    ("a==b", 3, "two relations meet"),
    ("a+-b", 3, "two signs meet"),
    (r"a=b\\-c=x", 6, "does it continue the line before?"),
    (r"x\quad y", 1, "no relation sign"),
    ("", 1, "the equation is empty"),
    ("% a=b", 1, "the equation is empty"),
]


@pytest.mark.parametrize(("tex", "column", "message"), REFUSED, ids=[case[0] or "empty" for case in REFUSED])
def test_what_has_no_single_reading_is_refused_at_its_place(tex: str, column: int, message: str) -> None:
    """The error says what is wrong and where."""
    with pytest.raises(ReadError) as caught:
        read_equation(tex, SYMBOLS)
    assert message in caught.value.message
    assert caught.value.place == Place("", 1, column)


def test_many_texts_are_refused() -> None:
    """The list does not shrink unnoticed."""
    assert len({case[0] for case in REFUSED}) == len(REFUSED) >= 60


DOUBTFUL: list[tuple[str, str, str]] = [
    ("1/2k_BT", "AMB-SOLIDUS", "1/(2*k_B*T)"),
    ("eV/k_BT", "AMB-APS", "e*V/(k_B*T)"),
    ("a/b(c+x)", "AMB-SOLIDUS", "a/(b*(c+x))"),
    (r"a/b\frac{c}{x}", "AMB-SOLIDUS", "a/(b*(c/x))"),
    ("a/b/c", "AMB-SOLIDUS", "a/b/c"),
    (r"a/b\cdot c", "AMB-SOLIDUS", "a/b*c"),
    (r"\ln x y", "AMB-ARGUMENT", "log(x*y)"),
    (r"\cos 2\pi x", "AMB-ARGUMENT", "cos(2*pi*x)"),
    (r"\sin\omega t\,\cos x", "AMB-ARGUMENT", "sin(omega*t)*cos(x)"),
    (r"\sin^{-1}x", "AMB-INVERSE", "asin(x)"),
    (r"\log x", "AMB-LOG", "log(x)"),
    (r"\Delta N^2", "AMB-POWER", "DN**2"),
    ("f^2(x)", "AMB-POWER", "f(x)**2"),
    ("f(1-f)", "AMB-CALL", "f(x)*(1-f(x))"),
    ("f(1-f(x))", "AMB-CALL", "f(1-f(x))"),
    ("f[x+1]", "AMB-CALL", "f(x)*(x+1)"),
    ("e^{-x}", "AMB-EULER", "e**(-x)"),
    ("[a,b]", "AMB-BRACKET", "Bracket(a, b)"),
    ("{a+b}c", "AMB-BRACES", "a+b*c"),
    ("{a+b}/{c+x}", "AMB-BRACES", "a+b/c+x"),
    ("n!!", "AMB-FACTORIAL", "factorial2(n)"),
    (r"\overline{a}", "AMB-BAR", "conjugate(a)"),
    (r"\frac{d}{dx}xf", "AMB-OPERATOR", "Derivative(x*f(x), x)"),
    (r"\frac{d}{dx}(x)f", "AMB-OPERATOR", "Derivative(x, x)*f(x)"),
    (r"\frac{dg(x,a)}{dx}", "AMB-TOTAL", "Derivative(g(x, a), x)"),
    (r"\int f\,dx\,y", "AMB-INTEGRAL", "Integral(f(x), (x,))*y"),
    (r"\prod_{q=1}^n xy", "AMB-PRODUCT", "Product(x*y, (q, 1, n))"),
    (r"\frac{df}{dx}(a+b)", "AMB-POINT", "Derivative(f(x), x)*(a+b)"),
    (r"f\,(x+1)", "AMB-CALL", "f(x+1)"),
    (r"\int_0^1\int_0^a dx\,dy\,xy", "AMB-INTEGRAL", "Integral(x*y, (x, 0, a), (y, 0, 1))"),
    (r"\int dx-x", "AMB-INTEGRAL", "Integral(1, (x,))-x"),
    (r"J_1(x)", "NOTE-FUNCTION", "besselj(1, x)"),
    (r"\Gamma(x)", "NOTE-FUNCTION", "gamma(x)"),
    (r"\delta(x)", "NOTE-FUNCTION", "DiracDelta(x)"),
    (r"\delta_{a,b}", "NOTE-FUNCTION", "KroneckerDelta(a, b)"),
]


@pytest.mark.parametrize(("tex", "code", "said"), DOUBTFUL, ids=[case[0] for case in DOUBTFUL])
def test_a_second_reading_is_named(tex: str, code: str, said: str) -> None:
    """The reading taken is the documented one, and the warning stands beside it."""
    reading = read_equation(tex, SYMBOLS)
    assert code in {warning.code for warning in reading.warnings}
    assert value(read_expression(said, SYMBOLS)) == value(reading.expression)


PLAIN = [
    (r"\sin x\cos y", "sin(x)*cos(y)"),
    (r"\sinh^2x", "sinh(x)**2"),
    (r"x\,\coth x", "x*coth(x)"),
    ("|x|a|y|", "Abs(x)*a*Abs(y)"),
    (r"\mathcal T^2k_BT", "tau**2*k_B*T"),
    (r"\mathcal{T}\,T", "tau*T"),
    ("x'^2", "xp**2"),
    ("x^{\\prime}x", "xp*x"),
    (r"h_{\mathrm t}(2t)", "h_t(2*t)"),
    (r"{\textstyle\frac12}x", "x/2"),
    ("-x^2", "-x**2"),
    ("2n!", "2*factorial(n)"),
    (r"\sqrt2x", "sqrt(2)*x"),
    (r"\sqrt[3]{x}", "root(x, 3)"),
    (r"\tfrac{a}{b}c", "a/b*c"),
    (r"\bigl(a+b\bigr)^{2}", "(a+b)**2"),
    (r"\left|x\right|^2", "Abs(x)**2"),
    (r"\frac{d}{dx}\left[x^2\right]", "Derivative(x**2, x)"),
    (r"\partial_xf", "Derivative(f(x), x)"),
    ("df/dx", "Derivative(f(x), x)"),
    ("f''(a)", "Subs(Derivative(f(x), x, 2), x, a)"),
    (r"\int\!\!\int dx\,dy\,xy", "Integral(x*y, (x,), (y,))"),
    (r"\int_0^1\frac{dx}{1+x}", "Integral(1/(1+x), (x, 0, 1))"),
    (r"\int_0^1\frac{x\,dx}{1+x}", "Integral(x/(1+x), (x, 0, 1))"),
    (r"\int_0^1\ln x\,\frac{dx}{x}", "Integral(log(x)/x, (x, 0, 1))"),
    (r"\int_0^1dx/x", "Integral(1/x, (x, 0, 1))"),
    (r"\int_0^1 a+bx\,\mathrm dx+c", "Integral(a+b*x, (x, 0, 1))+c"),
    (r"\int_0^1dx\int_0^xdy\,y", "Integral(y, (y, 0, x), (x, 0, 1))"),
    (r"\int_0^1\int_0^2xy\,dx\,dy", "Integral(x*y, (x, 0, 2), (y, 0, 1))"),
    (r"\lim_{x\to0^+}f", "Limit(f(x), x, 0, '+')"),
    (r"\frac{\partial f}{\partial x}\Big|_{x=0}", "Subs(Derivative(f(x), x), x, 0)"),
    (r"1.5\times10^{-3}", "3/2*10**(-3)"),
    (r"10\,000x", "10000*x"),
]


@pytest.mark.parametrize(("tex", "said"), PLAIN, ids=[case[0] for case in PLAIN])
def test_what_is_plain_is_read_without_a_warning(tex: str, said: str) -> None:
    """Nothing is doubted that every reader reads alike."""
    reading = read_equation(tex, SYMBOLS)
    assert reading.warnings == ()
    assert value(read_expression(said, SYMBOLS)) == value(reading.expression)


@pytest.mark.parametrize("tex", ["e^2", r"\frac{e^2}{2}", "eV", "e", "e^{-2}"])
def test_a_charge_that_is_not_declared_is_no_number(tex: str) -> None:
    """An italic e alone, or a whole power of it, is refused where e is not declared."""
    with pytest.raises(ReadError, match="'e' is not declared"):
        read_equation(tex, notation("V x"))


def test_the_exponential_is_read_where_no_charge_is_declared() -> None:
    """e^{-x} is the exponential, and so is an upright e in every notation."""
    free = notation("x")
    assert value(read_expression("exp(-x)", free)) == value(read_equation("e^{-x}", free).expression)
    assert value(read_expression("exp(-x)", SYMBOLS)) == value(read_equation(r"\mathrm{e}^{-x}", SYMBOLS).expression)


def test_a_hint_names_what_looks_alike() -> None:
    """A wrong subscript leads to the declared name."""
    with pytest.raises(ReadError) as caught:
        read_equation("k_b", SYMBOLS)
    assert caught.value.hint == "did you mean k_{B} (k_B)?"


def test_a_place_counts_lines_from_where_the_text_begins() -> None:
    """The file, line and column are those of the manuscript."""
    with pytest.raises(ReadError) as caught:
        read_equation("a=b\\\\\n  &=c+z", SYMBOLS, place=Place("paper.tex", 10, 5))
    assert caught.value.place == Place("paper.tex", 11, 7)
    with pytest.raises(ReadError) as caught:
        read_equation("a=z", SYMBOLS, place=Place("paper.tex", 10, 5))
    assert caught.value.place == Place("paper.tex", 10, 7)


def test_a_declared_sign_of_change_before_a_name_is_doubted() -> None:
    """Where a gap Delta is declared, Delta E is a product by declaration, and the warning says so."""
    reading = read_equation(r"\Delta E", notation("Delta E"))
    assert [warning.code for warning in reading.warnings] == ["AMB-CHANGE"]
    assert read_equation(r"2\Delta/E", notation("Delta E")).warnings == ()


def test_two_names_that_print_alike_are_doubted() -> None:
    """The first one declared is read, and the others are named."""
    reading = read_equation("N", notation("a b N(a,b)=N M(a)=N"))
    (warning,) = reading.warnings
    assert (warning.code, warning.message) == ("AMB-NAME", "N is declared for N and for M; it is read as N")


def test_a_derivative_picks_the_name_that_depends_on_its_variable() -> None:
    """Of two names that print alike, the derivative by b is of the one that depends on b."""
    reading = read_equation(r"\frac{\partial N}{\partial b}", notation("a b M(a)=N N(a,b)=N"))
    assert reading.warnings == ()
    assert value(read_expression("Derivative(N(a, b), b)", notation("a b N(a,b)"))) == value(reading.expression)


def test_a_declared_measure_and_its_region() -> None:
    """An integral over the whole range has the declared measure and region; anything else is refused."""
    declared = notation("x f(x)")
    declared.symbol("k", "k", None, measure=r"\frac{dk}{(2\pi)^3}", region=r"\mathrm{BZ}")
    whole = read_equation(r"\int_{\rm BZ}\frac{dk}{(2\pi)^3}k", declared)
    assert value(read_expression("Integral(k, (k,))", declared)) == value(whole.expression)
    assert whole.warnings == ()
    for tex in (r"\int_{\rm BZ}dk\,k", r"\int_{\rm FS}\frac{dk}{(2\pi)^3}k", r"\int_0^1\frac{dk}{(2\pi)^3}k"):
        with pytest.raises(ReadError):
            read_equation(tex, declared)
    ended = read_equation(r"\int_0^1dk\,k", declared)
    assert value(read_expression("Integral(k, (k, 0, 1))", declared)) == value(ended.expression)
