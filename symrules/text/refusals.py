"""What to say of a text that is not an expression: the message, the offset and the hint."""

from __future__ import annotations

import difflib
import re

from symrules.errors import ReadError
from symrules.notation import Notation
from symrules.text.functions import CONSTANTS, ELSEWHERE, FUNCTIONS
from symrules.text.tokens import Token

Refusal = tuple[str, int, str]

_WORDS = {
    "lambda": "declare a function in the notation; none is written inline",
    "and": "give conditions one by one",
    "or": "give conditions one by one",
    "not": "write the opposite relation",
    "if": "write Piecewise((value, condition), …)",
    "else": "write Piecewise((value, condition), …)",
    "for": "write Sum(f, (n, a, b))",
    "in": "write Sum(f, (n, a, b))",
}


def operand_refusal(tokens: list[Token], index: int) -> Refusal:
    """A token stands where a number, a name or an opening bracket is expected."""
    kind, word, offset = tokens[index]
    before = tokens[index - 1][1] if index else ""
    if kind == "end":
        what = f"the text ends after {before!r}, where a value is expected" if index else "the text is empty"
        return what, offset, "" if index else "write an expression such as x*coth(x)"
    if kind == "string":
        return "strings are not part of an expression", offset, ""
    if before == word == "/":
        return "'//' is not part of an expression", offset - 1, "write floor(a/b) for the whole part of a/b"
    if kind == ")" and before == "(":
        return "the bracket is empty", offset, "write what is multiplied, or a function's arguments"
    if kind in (",", ")") or not index:
        return f"a value is expected before {word!r}", offset, ""
    return f"a value is expected after {before!r}, not {word!r}", offset, ""


def operator_refusal(tokens: list[Token], index: int) -> Refusal:
    """A token stands where an operator or the end is expected."""
    kind, word, offset = tokens[index]
    before_kind, before, _ = tokens[index - 1]
    if kind == ")":
        return "this bracket was never opened", offset, "take ')' away, or write '(' before"
    if kind == ",":
        return "a comma outside brackets", offset, "write a decimal number with a point, one expression at a time"
    if kind == "string":
        return "strings are not part of an expression", offset, ""
    for phrase in (word, before):
        if phrase in _WORDS:
            return f"{phrase!r} is not part of an expression", offset, _WORDS[phrase]
    right = "(…)" if kind == "(" else _short(word)
    left = "(…)" if before_kind == ")" else _short(before)
    if before_kind == "name" and before in FUNCTIONS:
        return f"an operator is missing before {_short(word)!r}", offset, f"write {before}({right.strip('()')})"
    return f"an operator is missing before {_short(word)!r}", offset, f"write {left}*{right}"


def count_refusal(name: str, arguments: str, count: int, offset: int) -> Refusal:
    """A function has too few or too many arguments."""
    has = "no argument" if not count else "1 argument" if count == 1 else f"{count} arguments"
    return f"{name} has {has} here; its arguments are ({arguments})", offset, f"write {name}({arguments})"


def name_refusal(notation: Notation, word: str, offset: int, *, called: bool) -> Refusal:
    """A name that nothing declares."""
    if called and word in CONSTANTS:
        return f"{word!r} is a constant, not a function", offset, f"write {word}*(…) for a product"
    if not called and word in FUNCTIONS:
        arguments = FUNCTIONS[word].arguments
        return f"{word!r} is a function, and has no arguments here", offset, f"write {word}({arguments})"
    what = "function" if called else "symbol"
    return f"{_short(word)!r} is not a declared {what}", offset, _suggestion(notation, word, called)


def _suggestion(notation: Notation, word: str, called: bool) -> str:
    if word in _WORDS:
        return _WORDS[word]
    if word in ELSEWHERE and ELSEWHERE[word] not in notation:
        return f"write {ELSEWHERE[word]}"
    declared = [d.name for d in notation if d.is_function or not called]
    known = [*declared, *FUNCTIONS] if called else [*declared, *CONSTANTS]
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return _DECLARE


_DECLARE = "declare it in the notation, with its domain"
_UNDECLARED = re.compile(r"'(\w+)' is not a declared (symbol|function)")


def in_field(error: ReadError, field: str, how_to_declare: str) -> tuple[str, str]:
    """Message and hint of an error in a text that stands in a field; the position becomes part of the message.

    Where a name is undeclared, the hint shows how to declare it: `how_to_declare` with the name in place of ``{}``.
    """
    at = f", column {error.place.column}" if error.place else ""
    if error.place and error.place.line > 1:
        at = f", line {error.place.line}{at}"
    return f"{field}{at}: {error.message}", hint_to_declare(error, how_to_declare)


def hint_to_declare(error: ReadError, how_to_declare: str) -> str:
    """The hint of an error; where a name is undeclared, with how to declare it, ``{}`` standing for the name."""
    match = _UNDECLARED.fullmatch(error.message)
    if match is None:
        return error.hint
    declaration = how_to_declare.format(match[1] if match[2] == "symbol" else f"{match[1]}(x)")
    known = "" if error.hint == _DECLARE else f"{error.hint} Or " if error.hint.endswith("?") else f"{error.hint}, or "
    return f"{known}declare it: {declaration}"


def _short(word: str) -> str:
    return word if len(word) <= 40 else word[:40] + "…"
