"""Juxtaposition reads rightly: random trees, printed, and evaluated again from the TeX by a reader of its own.

The reader knows only the printed page: letters, numbers, fractions, powers, brackets, signs, and that a product of
letters and powers behind a solidus stands below it. It shares no code with the printer.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Integer, Mul, Pow, Rational, Symbol, exp, sinh

from symrules.latex import Macros, Order, Style, fragment, to_latex
from symrules.notation import Notation

VALUES = {
    "x": Fraction(3, 7),
    "y": Fraction(-5, 11),
    "a": Fraction(13, 5),
    "m": Fraction(17, 3),
    "T": Fraction(-19, 23),
}
LATEX = {"x": "x", "y": r"\mu", "a": "a", "m": r"m_{\rm eff}", "T": r"\mathcal T"}
NOTATION = Notation("random")
for _name, _latex in LATEX.items():
    NOTATION.symbol(_name, _latex)

_TOKENS = re.compile(
    r"\\sinh|\\frac|\\cdot|\\mathcal T|\\mu|m_\{\\rm eff\}|\\left|\\right|\\!|\\\{|\\\}|[-+/(){}\[\]^]|\d+|[a-z]|\s+"
)
_LETTERS = {latex: VALUES[name] for name, latex in LATEX.items()}
_CLOSING = {"(": ")", "[": "]", r"\{": r"\}", "{": "}"}


class Unreadable(Exception):
    """The TeX is not what this reader understands."""


class Page:
    """A reader of printed arithmetic by recursive descent."""

    def __init__(self, latex: str) -> None:
        found = _TOKENS.findall(latex)
        if "".join(found) != latex:
            raise Unreadable(latex)
        self.tokens = [t for t in found if t.strip() and t not in (r"\left", r"\right", r"\!")]
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            raise Unreadable(f"{expected!r} expected at {self.tokens[self.at :]}")
        self.at += 1
        return token

    def sum(self) -> Fraction:
        sign = -1 if self.peek() == "-" and self.take() else 1
        total = sign * self.term()
        while self.peek() in ("+", "-"):
            sign = -1 if self.take() == "-" else 1
            total += sign * self.term()
        return total

    def term(self) -> Fraction:
        value = self.product()
        if self.peek() == "/":
            self.take()
            value /= self.product()
            if self.peek() == "/":
                raise Unreadable("a second solidus")
        return value

    def product(self) -> Fraction:
        value, number_before = self.power(), self.tokens[self.at - 1].isdigit()
        while self.peek() and self.peek() not in ("+", "-", "/", ")", "]", r"\}", "}"):
            dot = self.peek() == r"\cdot" and bool(self.take())
            fraction_of_numbers = (
                self.tokens[self.at : self.at + 2] == [r"\frac", "{"] and self.tokens[self.at + 2].isdigit()
            )
            if not dot and (self.peek().isdigit() or (number_before and fraction_of_numbers)):
                raise Unreadable("two numbers meet")
            value *= self.power()
            number_before = self.tokens[self.at - 1].isdigit()
        return value

    def power(self) -> Fraction:
        base = self.atom()
        if self.peek() != "^":
            return base
        self.take()
        exponent = self.group() if self.peek() == "{" else Fraction(self.take())
        if self.peek() == "^" or exponent.denominator != 1:
            raise Unreadable("a double or fractional exponent")
        return base ** int(exponent)

    def group(self) -> Fraction:
        closing = _CLOSING[self.take()]
        value = self.sum()
        self.take(closing)
        return value

    def atom(self) -> Fraction:
        token = self.peek()
        if token in _CLOSING and token != "{":
            return self.group()
        self.take()
        if token == r"\frac":
            return self.group() / self.group()
        if token.isdigit():
            return Fraction(token)
        if token in _LETTERS:
            return _LETTERS[token]
        raise Unreadable(token)


def read(latex: str) -> Fraction:
    page = Page(latex)
    value = page.sum()
    if page.peek():
        raise Unreadable(f"left over: {page.tokens[page.at :]}")
    return value


def value_of(e: Any) -> Fraction:
    """The exact value of a tree at the sample point."""
    if isinstance(e, Symbol):
        return VALUES[e.name]
    if isinstance(e, Rational):
        return Fraction(int(e.p), int(e.q))
    parts = [value_of(a) for a in e.args]
    if isinstance(e, Add):
        return sum(parts, Fraction(0))
    if isinstance(e, Mul):
        product = Fraction(1)
        for part in parts:
            product *= part
        return product
    assert isinstance(e, Pow)
    return parts[0] ** int(parts[1])


_leaves = st.one_of(
    st.sampled_from([Symbol(name) for name in VALUES]),
    st.integers(-4, 12).map(Integer),
    st.sampled_from([Rational(1, 2), Rational(-3, 5), Rational(7, 3)]),
)


def _grown(children: Any) -> Any:
    several = st.lists(children, min_size=2, max_size=4)
    return st.one_of(
        several.map(lambda a: Add(*a, evaluate=False)),
        several.map(lambda a: Mul(*a, evaluate=False)),
        children.map(lambda e: Mul(-1, e, evaluate=False)),
        st.tuples(children, children).map(lambda a: Mul(a[0], Pow(a[1], -1, evaluate=False), evaluate=False)),
        st.tuples(several, children).map(lambda a: Mul(*a[0], Pow(a[1], -1, evaluate=False), a[0][0], evaluate=False)),
        st.tuples(children, st.sampled_from([-2, -1, 2, 3])).map(lambda a: Pow(a[0], a[1], evaluate=False)),
    )


TREES = st.recursive(_leaves, _grown, max_leaves=14)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TREES)
def test_a_printed_tree_means_what_the_tree_means(e: Any) -> None:
    """What a reader computes from the printed page is the value of the tree."""
    try:
        expected = value_of(e)
    except ZeroDivisionError:
        return
    assert expected == read(to_latex(e, NOTATION))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TREES)
def test_gathering_and_reordering_keep_the_meaning(e: Any) -> None:
    """The orders for evaluated trees change the form only."""
    try:
        expected = value_of(e)
    except ZeroDivisionError:
        return
    assert expected == read(to_latex(e, NOTATION, order=Order.ASCENDING))
    assert expected == read(to_latex(e, NOTATION, order=Order.POSITIVE_FIRST))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TREES)
def test_an_exponent_on_one_line_means_what_the_tree_means(e: Any) -> None:
    """With a solidus for every fraction, as in an exponent, the brackets still hold."""
    try:
        expected = value_of(e)
    except ZeroDivisionError:
        return
    latex = to_latex(exp(e, evaluate=False), NOTATION).replace(r"\mathrm{e}", "e")
    inside = latex.removeprefix("e^") if latex.startswith("e^") else latex.removeprefix(r"\exp")
    assert expected == read(inside if inside[0] != "{" else "(" + inside[1:-1] + ")")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TREES, TREES)
def test_breaking_into_lines_keeps_the_meaning(lhs: Any, rhs: Any) -> None:
    """With line breaks, alignment and fixed bracket sizes taken out again, the members read as before."""
    plain = fragment("1", [("", lhs), (r"\equiv", rhs)], NOTATION, Style.REVTEX)
    body = re.sub(r"\\tag\{1\}\\label\{eq:1\}|\\(begin|end)\{\w+\}|\\quad|\\\\|&|\{\}|\\times|\n", "", plain)
    body = re.sub(r"\\bigg[lr]", "", body)
    left, right = body.split(r"\equiv")
    assert re.sub(r"\\left(?!\w)|\\right(?!\w)|\s", "", to_latex(lhs, NOTATION)) == re.sub(
        r"\\left(?!\w)|\\right(?!\w)|\s", "", left
    )
    assert re.sub(r"\\left(?!\w)|\\right(?!\w)|\s", "", to_latex(rhs, NOTATION)) == re.sub(
        r"\\left(?!\w)|\\right(?!\w)|\s", "", right
    )


def _balance(latex: str) -> tuple[int, int, int]:
    """How far braces, `\\left` and round brackets are from closing; the depth never falls below zero."""
    depth = 0
    for token in re.findall(r"\\.|[{}]", latex):
        depth += {"{": 1, "}": -1}.get(token, 0)
        assert depth >= 0
    return depth, latex.count(r"\left") - latex.count(r"\right"), latex.count("(") - latex.count(")")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TREES)
def test_braces_and_brackets_close_on_every_line(e: Any) -> None:
    """In the whole, and on each line that TeX sees, every group is closed."""
    e = sinh(Pow(e, 2, evaluate=False), evaluate=False)
    for macros in (None, Macros(NOTATION)):
        text = fragment("1", [("", Symbol("x")), ("=", e)], NOTATION, Style.REVTEX, macros=macros)
        assert _balance(text) == (0, 0, 0)
        for line in text.split(r"\\"):
            if "begin" not in line and "end" not in line:
                assert _balance(line)[:2] == (0, 0)


@pytest.mark.parametrize("latex", ["x2", "2 3", r"2\frac{1}{3}", "x--2", "x/2/3", "x^2^3", "x)"])
def test_the_reader_refuses_what_reads_wrongly(latex: str) -> None:
    """The oracle is awake: numbers that meet, double signs, solidi and exponents are not readable."""
    with pytest.raises(Unreadable):
        read(latex)
