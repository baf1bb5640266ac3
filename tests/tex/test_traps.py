r"""Second readings of spaces, solidi and variables: what a manuscript means must not be lost without a word."""

from __future__ import annotations

import pytest

from symrules.errors import ReadError
from symrules.tex import read_equation
from symrules.text import read_expression
from tests.tex.declared import notation
from tests.tex.same import value

SYMBOLS = notation("x y a b c n N k t D mu e_i v(x,t) f(x) g(x) eps(n)=\\varepsilon_n")


@pytest.mark.parametrize(
    "space", [r"\quad", r"\hspace{1cm}", r"\hspace*{2em}", r"\ \ \ ", r"\;\;\;\;", "~~~", r"\hfill", r"\,\;\;\;\:"]
)
def test_a_wide_space_parts_two_statements(space: str) -> None:
    """It is as wide as a quad, however it is typed."""
    reading = read_equation(f"a=b{space} c=x", SYMBOLS)
    assert [(str(link.lhs), str(link.rhs)) for link in reading.links] == [("a", "b"), ("c", "x")]


@pytest.mark.parametrize(
    "space", [r"\,", r"\ ", r"\ \ ", r"\hspace{2pt}", r"\hspace{-2em}", r"\;\;\!", "~", r"\!\!\!\!"]
)
def test_a_narrow_space_stands_in_a_product(space: str) -> None:
    """It counts for nothing."""
    reading = read_equation(f"a=b{space}c", SYMBOLS)
    assert value(reading.links[0].rhs) == value(read_expression("b*c", SYMBOLS))


@pytest.mark.parametrize("tex", [r"\int x\,dx/(1+x)", r"\int_0^1 f\,dx/g", r"\int_0^1\left[\int_0^1f\,dx/x\right]dy"])
def test_a_quotient_behind_a_differential_is_refused(tex: str) -> None:
    """The integral ends at its differential, but no denominator holds the variable outside it."""
    with pytest.raises(ReadError, match="below the solidus holds the variable"):
        read_equation(tex, SYMBOLS)


READ = [
    (r"\int_0^1f\,dx/2", "Integral(f(x), (x, 0, 1))/2", ""),
    (r"\sin x/x", "sin(x)/x", "AMB-ARGUMENT"),
    (r"\tanh x^2/x^2+1", "tanh(x**2)/x**2+1", "AMB-ARGUMENT"),
    (r"\frac{Dv}{Dt}", "D*v(x,t)/(D*t)", "AMB-DERIVATIVE"),
    (r"\int_0^1f\,dy", "Integral(f(x), (y, 0, 1))", "AMB-CONSTANT"),
    (r"\frac{dy}{dx}", "Derivative(y, x)", "AMB-CONSTANT"),
    (r"\left<x^2\right>", "Average(x**2)", ""),
    (r"{a\over b}{n\choose k}", "a/b*binomial(n, k)", ""),
    (r"\left(a\over b\right)^2", "(a/b)**2", ""),
    (r"\sqrt{a\over b}x_{\null}", "", ""),
    (r"{1\over{a\over b}+1}", "1/(a/b+1)", ""),
]


@pytest.mark.parametrize(("tex", "said", "code"), READ, ids=[case[0] for case in READ])
def test_a_second_reading_carries_its_warning(tex: str, said: str, code: str) -> None:
    """What is plain carries none."""
    if not said:
        with pytest.raises(ReadError):
            read_equation(tex, SYMBOLS)
        return
    reading = read_equation(tex, SYMBOLS)
    assert value(reading.expression) == value(read_expression(said, SYMBOLS))
    assert {w.code for w in reading.warnings} == ({code} if code else set())


def test_the_index_i_in_an_exponential_may_be_the_imaginary_unit() -> None:
    """A subscript i is none, an i in the exponent may be one."""
    reading = read_equation(r"\sum_{i=1}^N\mathrm{e}^{ikx}", SYMBOLS)
    assert "AMB-INDEX" in {w.code for w in reading.warnings}
    reading = read_equation(r"\sum_{i=1}^N\mathrm{e}^{-\varepsilon_{i}x}", SYMBOLS)
    assert reading.warnings == ()


@pytest.mark.parametrize("tex", [r"\sin x/xy", r"\sin x/2", r"\sin nx/L", r"\sinh x/y", r"\coth x/x(a+b)"])
def test_a_solidus_behind_a_bare_argument_is_refused(tex: str) -> None:
    """Only the very argument is read as the divisor of the function."""
    with pytest.raises(ReadError, match="is the argument of"):
        read_equation(tex, SYMBOLS)
