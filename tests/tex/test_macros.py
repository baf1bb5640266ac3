r"""The manuscript's own commands: definitions are read as data, expanded within bounds, and keep their places."""

from __future__ import annotations

import contextlib
import time
from itertools import pairwise

import pytest

from symrules.errors import Place, ReadError
from symrules.tex import Macros, read_equation, read_macros
from symrules.text import print_expression
from tests.tex.declared import notation

SYMBOLS = notation(r"k_B=k_{\rm~B} T e V x y mu_up=\mu_{\rm~up} n(mu_up)")


def read(tex: str, definitions: str) -> str:
    """The plain syntax of an expression."""
    return print_expression(read_equation(tex, SYMBOLS, macros=read_macros(definitions)).expression)


@pytest.mark.parametrize(
    ("definitions", "tex", "said"),
    [
        (r"\newcommand{\kB}{k_{\mathrm{B}}}", r"\kB T", "k_B*T"),
        (r"\newcommand\kB{k_{\rm B}}", r"2\kB T", "2*k_B*T"),
        (r"\def\kT{k_{\rm B}T}", r"\frac{eV}{2\kT}", "e*V/(2*k_B*T)"),
        (r"\newcommand{\ratio}[2]{\frac{#1}{#2}}", r"\ratio{e V}{T}", "e*V/T"),
        (r"\newcommand{\ratio}[2]{\frac{#1}{#2}}", r"\ratio xy", "x/y"),
        (r"\newcommand{\pow}[2][2]{#2^{#1}}", r"\pow{x}+\pow[3]{y}", "x**2 + y**3"),
        (r"\def\over#1#2{#1/#2}", r"\over xy", "x/y"),
        (r"\DeclareMathOperator{\sech}{sech}", r"\sech^2 x", "sech(x)**2"),
        (r"\DeclareMathOperator*{\sech}{sech}", r"\sech(x)", "sech(x)"),
        (r"\providecommand{\mup}{\mu_{\mathrm{up}}}", r"n(\mup)", "n(mu_up)"),
        (r"\newcommand{\a}{x}\providecommand{\a}{y}", r"\a", "x"),
        (r"\newcommand{\a}{x}\renewcommand{\a}{y}", r"\a", "y"),
        (r"\newcommand{\a}{x}\newcommand{\a}{x}", r"\a", "x"),
        (r"\newcommand{\a}{\b y}\newcommand{\b}{x}", r"\a", "x*y"),
        ("\\newcommand{\\a}{x} % \\renewcommand{\\a}{y}", r"\a", "x"),
        (r"\renewcommand{\vec}[1]{#1}", r"\vec{x}", "x"),
        (r"\newcommand{\half}{\tfrac12}", r"\half x", "1/2*x"),
        (r"\newcommand{\kT}{k_{\rm B}T}", r"\frac{x}\kT", "x/(k_B*T)"),
        (r"\newcommand{\kT}{k_{\rm B}T}", r"x^\kT", "x**(k_B*T)"),
        (r"\newcommand{\kT}{\kB T}\newcommand{\kB}{k_{\rm B}}", r"\frac\kT\kB", "k_B*T/k_B"),
        (r"\newcommand{\kT}{k_{\rm B}T}\newcommand{\r}{\frac\kT x}", r"\r y", "k_B*T/x*y"),
        (r"\newcommand{\r}[2]{\frac#1#2}", r"\r{xy}{V}", "x/y*V"),
        (r"\newcommand{\br}[1]{(#1)}", r"x^\br{y+V}", "x**(y + V)"),
        (r"\newcommand{\od}[3][]{\frac{d^{#1}#2}{d#3^{#1}}}", r"\od{x}{y}", "Derivative(x, y)"),
        (r"\newcommand{\sub}{_{\rm B}}", r"k\sub T", "k_B*T"),
    ],
)
def test_a_definition_is_read_and_expanded(definitions: str, tex: str, said: str) -> None:
    """Arguments, optional arguments, operators, and the order of definitions."""
    assert read(tex, definitions) == said


@pytest.mark.parametrize(
    ("definitions", "tex", "message"),
    [
        (r"\newcommand{\a}{\a x}", r"\a", "calls itself"),
        (r"\newcommand{\a}{\b}\newcommand{\b}{\a}", r"\a", "calls itself, or more than"),
        (r"\newcommand{\a}[1]{\a{#1#1}}", r"\a{x}", "too many tokens"),
        (r"\let\a\b", r"x\a", r"it is defined by \let"),
        (r"\edef\a{x}", r"\a", r"it is defined by \edef"),
        (r"\def\a#1.#2{x}", r"\a", "its arguments are delimited"),
        (r"\newcommand{\a}{x}\newcommand{\a}{y}", r"\a", "it is defined twice, differently"),
        (r"\newcommand{\a}[2]{#1#2}", r"\a{x}", r"the macro \a takes 2 arguments"),
        (r"\newcommand{\a}[1]{#1#2}", r"\a{x}", "has no argument #2"),
        (r"\newcommand{\a}[x]{y}", r"\a", "is no number of arguments"),
        (r"\newcommand{\a}{x}", r"\newcommand{\b}{y}\a", "a definition is not read inside an equation"),
    ],
)
def test_what_is_no_plain_macro_is_refused_where_it_is_used(definitions: str, tex: str, message: str) -> None:
    """A preamble is read; only an equation that needs the macro is refused."""
    macros = read_macros(definitions)
    with pytest.raises(ReadError) as caught:
        read_equation(tex, SYMBOLS, macros=macros)
    assert message in caught.value.message


def test_an_error_inside_an_expansion_stands_at_the_call() -> None:
    """The place is the call's in the source, and the message names the macro."""
    macros = read_macros(r"\newcommand{\outer}{\inner}\newcommand{\inner}{x+q}")
    with pytest.raises(ReadError) as caught:
        read_equation("x=\n  y+\\outer", SYMBOLS, macros=macros, place=Place("p.tex", 3, 7))
    assert caught.value.place == Place("p.tex", 4, 5)
    assert r"(inside the macro \outer)" in caught.value.message


def test_an_error_in_an_argument_stands_at_the_argument() -> None:
    """What the author wrote keeps its own place."""
    macros = read_macros(r"\newcommand{\ratio}[2]{\frac{#1}{#2}}")
    with pytest.raises(ReadError) as caught:
        read_equation(r"\ratio{x}{q}", SYMBOLS, macros=macros)
    assert caught.value.place == Place("", 1, 11)
    assert "macro" not in caught.value.message


def test_macros_grow_file_by_file() -> None:
    """Reading more gives a new set, and the old one stays as it was."""
    first = read_macros(r"\newcommand{\a}{x}")
    second = first.read(r"\newcommand{\b}{y}")
    assert (len(first), len(second)) == (1, 2)
    assert r"\b" in second
    assert r"\b" not in first


def test_a_declared_name_may_be_a_macro() -> None:
    """The LaTeX of a declaration is expanded like the equation."""
    macros = read_macros(r"\newcommand{\kB}{k_{\mathrm{B}}}")
    declared = notation(r"kappa=\kB T")
    reading = read_equation(r"\kB T", declared, macros=macros)
    assert print_expression(reading.expression) == "kappa*T"
    assert print_expression(read_equation(r"\kB T", declared, macros=Macros()).expression) == "kappa*T"


def test_an_unclosed_definition_is_refused_at_its_brace() -> None:
    """The place is that of the brace."""
    with pytest.raises(ReadError) as caught:
        read_macros("\\newcommand{\\a}{x\n", place=Place("p.sty", 1, 1))
    assert caught.value.place == Place("p.sty", 1, 16)


HOSTILE = {
    "braces": "{" * 900_000,
    "closed braces": "{" * 9_000 + "}" * 9_000,
    "brackets": "(" * 15_000,
    "functions": "n(" * 6_000,
    "fractions": r"\frac" * 9_000,
    "roots": r"\sqrt{" * 3_000 + "}" * 3_000,
    "powers": "x^{" * 3_000 + "}" * 3_000,
    "signs": "-" * 19_000,
    "bars": "|" * 19_000,
    "sines": r"\sin" * 19_000,
    "integrals": r"\int dx" * 4_000,
    "sums": r"\sum_{k=0}^1" * 1_900,
    "primes": "n" + "'" * 19_000,
    "factorials": "x" + "!" * 19_000,
    "operators": "(d/dx)" * 3_000,
    "products with the function inside": "n(1-" * 70 + "n" + ")" * 70,
    "solidi": "x/" * 9_000 + "x",
    "relations": "x=" * 9_000 + "x",
    "digits": "9" * 19_000,
    "cases": r"\begin{cases}" * 900,
    "too long": "x" * 1_000_001,
}


@pytest.mark.parametrize("tex", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_answered_soon(tex: str) -> None:
    """Nothing overflows, and nothing takes long: a reading or one placed error."""
    start = time.process_time()
    with contextlib.suppress(ReadError):
        read_equation(tex, SYMBOLS)
    assert time.process_time() - start < 10.0


def test_a_macro_bomb_is_answered_soon() -> None:
    """Doubling macros stop at a limit."""
    names = "abcdefghijklmnopqrstuvwxyz"
    bomb = "".join(f"\\newcommand{{\\z{a}}}{{\\z{b}\\z{b}}}" for a, b in pairwise(names))
    start = time.process_time()
    with pytest.raises(ReadError, match="macros are called"):
        read_equation(r"\za", SYMBOLS, macros=read_macros(bomb))
    assert time.process_time() - start < 5.0


def test_an_equation_is_a_text() -> None:
    """Anything else is refused by its type."""
    with pytest.raises(ReadError, match="not of type int"):
        read_equation(5, SYMBOLS)  # type: ignore[arg-type]
