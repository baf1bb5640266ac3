"""The error term of a printed series."""

from __future__ import annotations

import pytest
from sympy import O, besseli, besselk, coth, exp, gamma, log, oo, sin, sqrt, symbols

import symrules
from symrules.series import expand
from symrules.series.typeset import first_omitted, series_latex

x = symbols("x")


@pytest.mark.parametrize(("expression", "point", "order", "latex"), [
    (x**3 * exp(x), 0, 1, "O(x^3)"), (sin(x) - x, 0, 2, "O(x^3)"), (x**5, 0, 1, "O(x^5)"), (exp(x) - 1, 0, -3, "O(x)"),
    (1 + x, 0, -1, "O(1)"), (x**40 * exp(x), 0, 2, "O(x^{40})"), (x**3 * log(x), 0, 1, r"O(x^3\ln x)"),
    (1 / x**4, oo, 1, r"O\left(\frac{1}{x^4}\right)"), (sqrt(x) * x**3, 0, 1, "O(x^{7/2})"),
    (x * coth(x) - 1 - x**2 / 3, 0, 3, "O(x^4)"), (x * 0, 0, 2, "0"), (1 / x**2, 0, -3, r"O\left(\frac{1}{x^2}\right)"),
])  # fmt: skip
def test_an_order_below_the_valuation_leaves_the_error(expression, point, order, latex):
    """No term is printed, and the error has the power of the first one."""
    assert series_latex(expand(expression, x, point, order)) == latex


@pytest.mark.parametrize(("expression", "point", "order", "latex"), [
    (exp(-x) / (x + 1), oo, 2, r"\frac{e^{-x}}{x}-\frac{e^{-x}}{x^2}+O\left(\frac{e^{-x}}{x^3}\right)"),
    (exp(-x) / x**5, oo, 2, r"O\left(\frac{e^{-x}}{x^5}\right)"),
    (gamma(x) * exp(x - x * log(x)) * sqrt(x), oo, 1,
     r"\sqrt{2}\sqrt{\pi}+\frac{\sqrt{2}\sqrt{\pi}}{12x}+O\left(\frac{1}{x^2}\right)"),
    (besselk(0, x), 0, 1, r"-(\gamma_{\mathrm{E}}+\ln x-\ln2)+O(x^2\ln x)"),
    (besseli(0, x), oo, 1, r"\frac{\sqrt{2}e^x}{2\sqrt{\pi}\sqrt{x}}+O\left(\frac{e^x}{x^{3/2}}\right)+\cdots"),
    (x * coth(x), oo, 2, r"x+2xe^{-2x}+2xe^{-4x}+2xe^{-6x}+\cdots"),
])  # fmt: skip
def test_errors_beside_exponentials_and_logarithms(expression, point, order, latex):
    """The error of each exponential is of the order of its first term left out."""
    assert series_latex(expand(expression, x, point, order)) == latex


def test_the_error_of_the_input_is_the_error():
    """Nothing smaller is claimed than the input allows, whatever the terms that would come."""
    assert series_latex(expand(1 + x + O(x**3), x, 0, 2)) == "1+x+O(x^3)"
    assert series_latex(expand(exp(x) + O(x**2), x, 0, 0)) == "1+O(x)"
    assert first_omitted(expand(exp(x + O(x**3)), x, 0, 2)) == (3, 0)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("x*coth(x)", "1 + 1/3*x**2 - 1/45*x**4 + O(x**6)"),
        ("(1 + x)**2", "1 + 2*x + x**2"),
        ("-x - x**3*sin(x)", "-x - x**4 + O(x**6)"),
    ],
)
def test_a_series_in_plain_text(expression: str, text: str) -> None:
    """str() of a series is its terms in order and its error, not its parts."""
    assert text == str(symrules.expand(expression, "x", order=4))
