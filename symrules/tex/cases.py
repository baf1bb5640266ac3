"""Values by cases, and error terms."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Order, S, Tuple

from symrules.tex.parser import Parser
from symrules.tex.variables import bound_variable
from symrules.text.nodes import apply, piecewise
from symrules.vocabulary import free_symbols


def cases(p: Parser) -> tuple[Any, bool]:
    """Rows of a value and its condition."""
    token = p.take("\\begin{cases}")
    kept = p.enter(token.text)
    rows: list[tuple[Any, Any]] = []
    while p.peek() != "\\end{cases}":
        value = p.sum()
        _skip(p, (",", "&", "\\quad", ";"))
        rows.append((value, _condition(p)))
        _skip(p, (",", ".", ";"))
        if p.peek() != "\\end{cases}":
            p.take("\\\\", "a row of cases ends with \\\\")
    p.at += 1
    p.leave(kept)
    if not rows:
        p.fail("cases without a row", token)
    if any(condition is S.true for _, condition in rows[:-1]):
        p.fail("'otherwise' stands in the last row", token)
    return piecewise(*rows), False


def _skip(p: Parser, texts: tuple[str, ...]) -> None:
    while p.peek() in texts:
        p.at += 1


_WORDS = {"\\mathrm{if}", "\\mathrm{for}", "\\mathrm{when}", "\\mathrm{where}", "\\mathrm{If}", "\\mathrm{For}"}
_OTHERWISE = {"\\mathrm{otherwise}", "\\mathrm{else}", "\\mathrm{elsewhere}", "\\mathrm{Otherwise}"}
_CONDITIONS: dict[str, Any] = {"=": sympy.Eq, "\\neq": sympy.Ne, "<": sympy.StrictLessThan, "\\leq": sympy.LessThan,
                               ">": sympy.StrictGreaterThan, "\\geq": sympy.GreaterThan}  # fmt: skip


def _condition(p: Parser) -> Any:
    token = p.token
    if token.text in _OTHERWISE:
        p.at += 1
        return S.true
    if token.text in _WORDS:
        p.at += 1
    lhs = p.sum()
    cls = _CONDITIONS.get(p.peek())
    if cls is None:
        p.fail("the condition of a case is one relation, or 'otherwise'", p.token, "write x>0")
    p.at += 1
    rhs = p.sum()
    if p.peek() in _CONDITIONS:
        p.fail("the condition of a case is one relation", p.token, "write x>0")
    return apply(cls, lhs, rhs)


def order(p: Parser) -> tuple[Any, bool]:
    """``O(x^4)`` about 0; with several symbols in it, it names no variable, as a warning says."""
    token, start = p.token, p.at
    at = p.names.match(p.stream, p.at)[1]
    if at or p.peek(1) not in ("(", "[", "\\{", "_"):
        p.unknown()
    p.at += 1
    points: list[Any] = []
    if p.peek() == "_":
        p.at += 1
        points = _order_points(p)
    values = p.arguments()
    if len(values) != 1:
        p.fail("O(…) holds one expression", token)
    if not points:
        symbols = free_symbols(values[0])
        if len(symbols) == 1:
            points = [Tuple(next(iter(symbols)), S.Zero)]
        else:
            p.warn("NOTE-ORDER", f"{p.text(start, p.at)}: the error term names no variable", token)
    return apply(Order, values[0], *points), False


def _order_points(p: Parser) -> list[Any]:
    """The variables and points of ``O_{x\\to 1}``."""
    p.take("{")
    found = []
    while True:
        _, variable = bound_variable(p, p.token)
        p.take("\\to", "an error term names its variable and point", "write O_{x\\to 1}(…)")
        found.append(Tuple(variable, p.sum()))
        if p.peek() != ",":
            break
        p.at += 1
    p.take("}")
    return found
