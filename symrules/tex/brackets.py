"""Brackets: groups, absolute values, averages, brackets of two observables, derivatives with something held fixed."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Derivative, Symbol
from sympy.core.function import AppliedUndef

from symrules.tex.derivatives import operator_in_brackets
from symrules.tex.grouping import CLOSING
from symrules.tex.parser import Parser
from symrules.text.nodes import apply, substitution
from symrules.vocabulary import Average, Bracket, Held, Variation

OPENING = frozenset(CLOSING)


def bracketed(p: Parser) -> tuple[Any, bool]:
    """The value of what begins with a bracket, and whether a power may stand on it."""
    token = p.token
    applied = operator_in_brackets(p)
    if applied is not None:
        return applied, True
    p.at += 1
    kept = p.enter(token.text)
    held, p.holding = p.holding, token.text in ("(", "[", "\\left.") and _holds(p)
    value = _inside(p, token)
    p.holding = held
    p.leave(kept)
    if p.peek() == "_" and token.text in ("(", "["):
        value = _held(p, value)
    return value, True


def _holds(p: Parser) -> bool:
    """Whether a subscript stands on the bracket that has just been opened, and says what is held fixed."""
    depth = 1
    for i in range(p.at, len(p.stream) - 1):
        text = p.stream[i].text
        depth += (text in ("(", "[", "\\left.")) - (text in (")", "]", "\\right|"))
        if depth == 0:
            return p.stream[i + 1].text == "_"
    return False


def _inside(p: Parser, token: Any) -> Any:
    if token.text == "|":
        p.bars.append(p.level)
    value = p.sum()
    if token.text in ("[", "\\{") and p.peek() in (",", ";"):
        return _pair(p, value, token)
    closing = CLOSING[token.text]
    if p.peek() == ",":
        p.fail(f"a comma inside {p.shown(token)}", p.token, "declare the function, or write one expression")
    if p.peek() != closing:
        what = (
            f"{p.shown(token)} is not closed"
            if p.peek() == ""
            else f"{p.shown(p.token)} stands where {closing!r} is expected"
        )
        p.fail(what, p.token if p.peek() else token, "close the bracket as it was opened")
    p.at += 1
    if token.text in ("|", "\\left|"):
        return apply(sympy.Abs, value)
    if token.text == "\\lfloor":
        return apply(sympy.floor, value)
    if token.text == "\\lceil":
        return apply(sympy.ceiling, value)
    if token.text == "\\langle":
        return _average(p, value)
    if token.text == "\\left.":
        return _held(p, value)
    return value


def _pair(p: Parser, first: Any, token: Any) -> Any:
    """``[A, B]``, the symmetrised product of two observables."""
    if token.text == "\\{" or p.peek() == ";":
        p.fail("an anticommutator or a Poisson bracket is not read", token, "write [A,B], or declare it as a symbol")
    p.at += 1
    second = p.sum()
    p.take("]", "'[A, B' is not closed by ']'", "write [A,B]")
    if p.peek() == "_":
        p.fail("a bracket [A,B] with an index is not read", p.token, "write [A,B]")
    p.warn("AMB-BRACKET", "[A,B] is read as the symmetrised product of two observables, not as a commutator", token)
    return apply(Bracket, first, second)


def _average(p: Parser, value: Any) -> Any:
    """``\\langle A\\rangle_I``; the state is a label."""
    if p.peek() != "_":
        return apply(Average, value)
    p.at += 1
    return apply(Average, value, p.group())


def _held(p: Parser, value: Any) -> Any:
    """A derivative at something held fixed, or at a point: ``\\left.…\\right|_{x=0}``."""
    token = p.token
    if p.peek() != "_":
        p.fail("an evaluation bar says below itself where, or at what fixed", token, "write \\right|_{x=0}")
    p.take("_")
    if _has_equals(p):
        return _at_point(p, value)
    inside = p.token
    if any(t.text == "," for t in p.stream[p.at : p.partner[p.at]]):
        p.fail("one thing is held fixed, and several are named", inside,
               "leave away what the function does not depend on, or declare the derivative as a symbol")  # fmt: skip
    below = p.group()
    if not isinstance(value, (Derivative, Variation)):
        p.fail("a subscript on a bracket holds something fixed in a derivative, and no derivative stands in it", token,
               "declare the symbol with its subscript")  # fmt: skip
    if not isinstance(below, (Symbol, AppliedUndef)):
        p.fail("one symbol is held fixed", inside, "write one derivative at one thing fixed")
    return apply(Held, value, below)


def evaluation(p: Parser, value: Any) -> Any:
    """An evaluation bar behind a derivative: ``\\frac{df}{dx}\\Big|_{x=0}``."""
    token = p.token
    if not isinstance(value, (Derivative, Variation)):
        p.fail("an evaluation bar without \\left. stands behind a derivative only", token,
               "write \\left. before what is evaluated, and \\right|_{x=0}")  # fmt: skip
    p.at += 1
    return _held(p, value)


def _has_equals(p: Parser) -> bool:
    return any(t.text == "=" for t in p.stream[p.at + 1 : p.partner[p.at]])


def _at_point(p: Parser, value: Any) -> Any:
    p.take("{")
    variables: list[Any] = []
    points: list[Any] = []
    while True:
        at = p.token
        variable = p.factor()
        if not isinstance(variable, Symbol) or variable in variables:
            p.fail("a symbol is expected before '='", at, "write \\right|_{x=0}")
        p.take("=")
        variables.append(variable)
        points.append(p.sum())
        if p.peek() != ",":
            break
        p.at += 1
    p.take("}")
    return substitution(value, tuple(variables), tuple(points))
