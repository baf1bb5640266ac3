"""A name before a bracket: a function of what it holds, or a factor before it?"""

from __future__ import annotations

from typing import Any

from symrules.notation import Declaration
from symrules.tex.functions import BRACKETED
from symrules.tex.names import DEFAULT
from symrules.tex.parser import Parser
from symrules.text.nodes import symbol
from symrules.vocabulary import free_symbols


def bare_functions(p: Parser, opening: int) -> list[Any]:
    """The functions without their arguments in the bracket that has just been read; those of an index have theirs."""
    found: list[Any] = []
    i = opening
    while i < p.at:
        behind, entries = p.names.match(p.stream, i)
        last = p.stream[behind].text
        for e in entries:
            if e.role == DEFAULT and last not in ("(", "_") and p.stream[behind - 1].text != ")":
                found += [] if p.names.has_index(e.declaration) else [p.notation.expression(e.name)]
        i = max(behind, i + 1)
    return found


def is_product(bracket: Any, bare: list[Any], heads: list[Declaration]) -> bool:
    """Whether the bracket holds functions without arguments, and no argument of the function before it."""
    if not bare:
        return False
    own = {symbol(name) for head in heads for name in head.arguments or ()}
    return not _outside(bracket, bare) & own


def _outside(e: Any, bare: list[Any]) -> frozenset[Any]:
    """The symbols of a tree that stand in none of the given functions."""
    if e in bare:
        return frozenset()
    if not e.args:
        return free_symbols(e)
    return frozenset[Any]().union(*(_outside(a, bare) for a in e.args))


def doubt_factor(p: Parser, start: int) -> None:
    """A symbol before a bracket that holds one symbol, one number, or arguments: a function that is not declared so?"""
    opening = p.partner[p.at + 1] + 1 if p.peek() == "^" else p.at
    if p.stream[opening].text != "(":
        return
    close, comma = _bracket(p, opening)
    name, shown = p.text(start, p.at), p.text(start, close + 1)
    if comma:
        p.fail(f"{shown}: {name} has arguments, and is declared without", p.stream[opening],
               "declare it as a function, with arguments = [\"…\"]")  # fmt: skip
    if p.stream[start].text in (*BRACKETED, "O", "\\mathcal{O}") and p.names.match(p.stream, start)[0] == start + 1:
        p.warn("AMB-CALL", f"{shown} is read as a product with the declared {name}, not as a value of the function",
               p.stream[start])  # fmt: skip
        return
    inside = opening + 1 + (p.stream[opening + 1].text in ("+", "-"))
    behind = max(p.names.match(p.stream, inside)[0], p.lookup(inside)[0])
    number = inside < close and all(t.text.isdigit() or t.text == "." for t in p.stream[inside:close])
    if number or (behind > inside and behind == close):
        p.warn("AMB-CALL", f"{shown} is read as a product; declare {name} with arguments if it is a function",
               p.stream[start])  # fmt: skip


def _bracket(p: Parser, opening: int) -> tuple[int, bool]:
    """Where a round bracket closes, and whether a comma stands in it."""
    depth, comma = 0, False
    for i in range(opening, len(p.stream) - 1):
        text = p.stream[i].text
        depth += (text in ("(", "[", "{", "\\{")) - (text in (")", "]", "}", "\\}"))
        comma = comma or (depth == 1 and text == ",")
        if depth == 0:
            return i, comma
    return len(p.stream) - 1, False
