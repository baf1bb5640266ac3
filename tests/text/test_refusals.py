"""What is not an expression is refused, with its place and with what to write instead."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symrules.errors import Place, ReadError
from symrules.notation import Notation
from symrules.text import read_condition, read_expression, read_statement
from tests.text.trees import make_notation

# text: (column, part of the message, part of the hint)
REFUSED: dict[str, tuple[int, str, str]] = {
    "": (1, "empty", "x*coth(x)"),
    "   ": (4, "empty", ""),
    "2x": (2, "operator is missing", "write 2*x"),
    "2(x)": (2, "operator is missing", "write 2*(…)"),
    "(x)(y)": (4, "operator is missing", "write (…)*(…)"),
    "(x)y": (4, "operator is missing", "write (…)*y"),
    "x y": (3, "operator is missing", "write x*y"),
    "coth x": (6, "operator is missing", "write coth(x)"),
    "x(3)": (1, "is a symbol", "write x*(…)"),
    "coth + 1": (1, "is a function", "write coth(x)"),
    "pi(x)": (1, "is a constant", "write pi*(…)"),
    "x = 1": (3, "not a statement", "one side"),
    "x > 1": (3, "not a statement", "one side"),
    "coth(x=1)": (7, "inside brackets", "not by keyword"),
    "(x := 1)": (4, "':' is not part", ""),
    "x.real": (2, "attribute access", ""),
    "x.__class__": (2, "attribute access", ""),
    "().__class__": (3, "attribute access", ""),
    "x[0]": (2, "indexing", ""),
    "{x}": (1, "braces", ""),
    "'x'": (1, "strings", ""),
    "f'{x}'": (2, "strings", ""),
    "'+'": (1, "strings", ""),
    "x '+'": (3, "strings", ""),
    "coth('+')": (6, "strings", ""),
    "__import__('os')": (12, "strings", ""),
    "__import__(x)": (1, "not a declared function", ""),
    "lambda x: x": (9, "':' is not part", ""),
    "lambda x": (8, "'lambda' is not part", "declare a function"),
    "f(x for x in y)": (5, "'for' is not part", "Sum"),
    "x if x else y": (3, "'if' is not part", "Piecewise"),
    "x # y": (3, "comment", ""),
    "x//y": (2, "'//'", "floor"),
    "x % y": (3, "'%'", ""),
    "x!": (2, "'!'", "factorial"),
    "|x|": (1, "'|'", "Abs"),
    r"\coth": (1, "LaTeX", ""),
    "x \0": (3, "null byte", ""),
    "x − y": (3, "MINUS SIGN", "write '-'"),
    "x · y": (3, "MIDDLE DOT", "write '*'"),
    "x²": (2, "SUPERSCRIPT TWO", "write '**2'"),
    "α + 1": (1, "GREEK SMALL LETTER ALPHA", "write alpha"),
    "Λ": (1, "LAMDA", "write Lambda"),
    "x + а": (5, "CYRILLIC SMALL LETTER A", "write 'a'"),
    "ｘ": (1, "FULLWIDTH", "write 'x'"),
    "x é": (3, "U+00E9", "ASCII"),
    "x +": (4, "ends after '+'", ""),
    "x * / y": (5, "after '*', not '/'", ""),
    "* x": (1, "expected before '*'", ""),
    "(x": (1, "not closed", "')'"),
    "coth(x, (y)": (1, "not closed", "')'"),
    "x)": (2, "never opened", ""),
    "()": (2, "empty", ""),
    "(x, y)": (1, "calculate with a group", ""),
    "2*(x, y)": (3, "calculate with a group", ""),
    "x, y": (2, "comma outside", ""),
    "1,5": (2, "comma outside", "point"),
    "coth()": (1, "no argument", "coth(x)"),
    "coth(,)": (6, "before ','", ""),
    "coth(x,, y)": (8, "before ','", ""),
    "coth(x, y)": (1, "2 arguments", "coth(x)"),
    "F(x)": (1, "arguments are (mu, T)", "F(mu, T)"),
    "coth((x, y))": (6, "takes an expression", ""),
    "cth(x)": (1, "not a declared function", "coth"),
    "ceil(x)": (1, "not a declared function", "ceiling"),
    "mmu": (1, "not a declared symbol", "'mu'"),
    "unheard": (1, "not a declared symbol", "declare"),
    "True": (1, "not a declared symbol", ""),
    "x + True": (5, "not a declared symbol", ""),
    "9**9**9**9": (10, "3,000 digits", ""),
    "(9**9)**(9**9)": (9, "3,000 digits", ""),
    "(2*3)**10**9": (12, "3,000 digits", ""),
    "(1 + 1)**-1000000": (11, "3,000 digits", ""),
    "0.1**99999": (6, "3,000 digits", ""),
    "1e9999999999": (1, "exponent of a decimal", ""),
    "1." + "0" * 300 + "e4000": (1, "4,200 digits", ""),
    "1e4001": (1, "exponent of a decimal", ""),
    "Derivative(x, 2)": (15, "follows its variable", ""),
    "Derivative(x, x, 2, 2)": (21, "follows its variable", ""),
    "Derivative(x, x**2)": (15, "must be a symbol", ""),
    "Derivative(x, f)": (15, "must be a symbol", ""),
    "Derivative(x, x, 0)": (18, "integer between", ""),
    "Derivative(x, (x, n))": (19, "integer between", ""),
    "Integral(x, (x, 0))": (13, "takes limits", "(x, 0, oo)"),
    "Integral(x, (2, 0, 1))": (14, "must be a symbol", ""),
    "Sum(x, x)": (8, "takes limits", ""),
    "Sum(E, (E, 0, 1))": (9, "must be a symbol", "another name"),
    "Limit(x, x, 0, y)": (16, "direction", ""),
    "Limit(x, x, 0, '--')": (16, "direction", ""),
    "Subs(x, (x, y), 1)": (17, "as many values", ""),
    "Subs(x, (x, x), (1, 2))": (9, "each variable once", ""),
    "Piecewise(x)": (11, "pairs (value, condition)", ""),
    "Piecewise((x, 1))": (15, "a condition", ""),
    "Piecewise((x, y = 1))": (17, "'=='", ""),
    "Piecewise((x, 0 < y < 1))": (21, "second relation", ""),
    "Piecewise((cos(x > 0), True))": (18, "inside brackets", ""),
    "O(a*x)": (1, "names its variable", ""),
    "Held(x, 2)": (9, "must be a symbol", ""),
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_refusal_names_place_cause_and_remedy(text: str, notation: Notation) -> None:
    """Each text is refused with the column, what is wrong, and a hint."""
    column, message, hint = REFUSED[text]
    with pytest.raises(ReadError) as caught:
        read_expression(text, notation)
    assert Place("", 1, column) == caught.value.place
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_the_place_counts_from_that_of_the_text(notation: Notation) -> None:
    """A text inside a file is placed by its file; its later lines start at column 1."""
    place = Place("rules.toml", 7, 12)
    with pytest.raises(ReadError) as caught:
        read_expression("x + ?", notation, place=place)
    assert Place("rules.toml", 7, 16) == caught.value.place
    with pytest.raises(ReadError) as caught:
        read_expression("x +\n  nope", notation, place=place)
    assert Place("rules.toml", 8, 3) == caught.value.place
    assert str(caught.value).startswith("rules.toml:8:3: 'nope' is not a declared symbol\n  hint: ")


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [("x", 2, "relation such as"), ("x = ", 5, "ends after '='"), ("= x", 1, "before '='"), ("x = y = a", 7, "second"),
     ("0 < x < 1", 7, "second"), ("x =< 1", 4, "not '<'"), ("(x = 1)", 4, "inside brackets"), ("x <> 1", 4, "not '>'")],
)  # fmt: skip
def test_a_statement_has_exactly_one_relation(text: str, column: int, message: str, notation: Notation) -> None:
    """None, two, or one inside brackets is refused where it goes wrong."""
    for read in (read_statement, read_condition):
        with pytest.raises(ReadError, match=message) as caught:
            read(text, notation)
        assert Place("", 1, column) == caught.value.place


@pytest.mark.parametrize("value", [None, 3, b"x", ["x"], 2.5])
def test_what_is_no_text_is_refused(value: Any, notation: Notation) -> None:
    """Only a string is read."""
    with pytest.raises(ReadError, match="is a text, not of type"):
        read_expression(value, notation)


HOSTILE = {
    "deep brackets": "(" * 10_000 + "x" + ")" * 10_000,
    "unclosed brackets": "(" * 99_000,
    "deep calls": "coth(" * 10_000 + "x" + ")" * 10_000,
    "signs": "-" * 50_000 + "x",
    "tower": "**".join(["x"] * 10_000),
    "signs in a tower": "x**" + "-" * 10_000 + "x",
    "a megabyte": "x+" * 500_000 + "x",
    "many nodes": "x+" * 30_000 + "x",
    "a long number": "1" * 2_001,
    "a long fraction": "0." + "1" * 2_001,
    "a long name": "q" * 90_000,
    "a long exponent": "1e" + "1" * 90_000,
    "a fraction 250 deep": "1/(1+" * 180 + "x" + ")" * 180,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_quickly(name: str, notation: Notation) -> None:
    """Depth, length and size are bounded before anything is built."""
    start = time.process_time()
    with pytest.raises(ReadError) as caught:
        read_expression(HOSTILE[name], notation)
    assert time.process_time() - start < 2
    assert len(str(caught.value)) < 300


def test_just_inside_the_limits_is_read(notation: Notation) -> None:
    """Deep brackets, long numbers and large powers are read up to the limit."""
    for text in ("(" * 200 + "x" + ")" * 200, "coth(" * 200 + "x" + ")" * 200, "1" * 2000, "2**9999", "x**10**9",
                 "1/(1+" * 90 + "x" + ")" * 90):  # fmt: skip
        assert read_expression(text, notation) is not None


def refusal(read: Any, text: str) -> ReadError | None:
    """The error of reading a text, if any; another exception is a defect."""
    try:
        read(text, make_notation())
    except ReadError as error:
        return error
    return None


@given(st.text(st.characters(codec="utf-8"), max_size=40) | st.text("xyfF()+-*/^=<>,.'0123456789eE \n", max_size=40))
@settings(derandomize=True, max_examples=500, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes anything but an expression or a `ReadError`; its place lies in the text."""
    for read in (read_expression, read_statement):
        error = refusal(read, text)
        if error is not None:
            assert error.place is not None
            assert 1 <= error.place.line <= text.count("\n") + 1
            assert 1 <= error.place.column <= len(text) + 1


WORDS = """x y f F pi oo True Integral Sum Limit Subs Derivative Piecewise O Min log Held t ( ( ( ) ) ) , , , + - * / **
= < == 0 1 2 1.5 '+' '-'"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join))
@settings(derandomize=True, max_examples=1500, deadline=None)
def test_any_sequence_of_words_is_read_or_refused(text: str) -> None:
    """Words of the language in any order never break the parser."""
    error = refusal(read_expression, text)
    assert error is None or error.place is not None
