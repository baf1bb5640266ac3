"""An equation of a manuscript: its statements, each a chain of links, with the positions of every side."""

from __future__ import annotations

from typing import Any

from symrules.errors import Place, ReadError
from symrules.notation import Notation
from symrules.tex.commands import QUADS
from symrules.tex.infix import prefixed
from symrules.tex.lexer import tokens
from symrules.tex.lines import Statement, statements
from symrules.tex.macros import Macros, expand
from symrules.tex.names import Names, names
from symrules.tex.normal import canonical
from symrules.tex.parser import Parser
from symrules.tex.primary import GRAMMAR
from symrules.tex.reading import RELATIONS, Caution, Link, Reading, Span
from symrules.tex.source import MAX_TOKENS, Source, Token
from symrules.vocabulary import free_symbols

NO_MACROS = Macros()


def read_equation(tex: str, notation: Notation, *, macros: Macros = NO_MACROS, place: Place | None = None) -> Reading:
    r"""The statements that the LaTeX of one equation makes, or the expression that it is.

    Parameters
    ----------
    tex : what stands between the dollar signs or inside the environment; the environment itself may stand around it
    notation : declares every symbol, by its LaTeX
    macros : the manuscript's own commands
    place : where the text begins

    Raises
    ------
    ReadError
        Something is not declared, not read, or has no single reading; with line and column.
    NotationError
        The LaTeX of a declaration is not mathematics.

    Examples
    --------
    >>> notation = Notation()
    >>> k_B, T = notation.symbol("k_B"), notation.symbol("T")
    >>> read_equation(r"T \neq \frac{1}{k_{B}}", notation).links[0].relation
    '!='
    """
    source = Source(tex, place)
    try:
        stream = canonical(source, prefixed(source, expand(source, tokens(source, MAX_TOKENS), macros)))
        return _read(source, notation, names(notation, macros), stream)
    except RecursionError:
        raise ReadError("the equation is nested too deep", place=source.place(0)) from None


def _read(source: Source, notation: Notation, table: Names, stream: list[Token]) -> Reading:
    links: list[Link] = []
    warnings: list[Caution] = []
    expression: Any = None
    found, notes = statements(source, stream)
    for chain, statement in enumerate(found):
        sides, relations, cautions = _chain(source, notation, table, statement)
        warnings += cautions
        for i, relation in enumerate(relations):
            (lhs, left), (rhs, right) = sides[i], sides[i + 1]
            links.append(Link(lhs, relation, rhs, left, right, chain))
        if not relations:
            expression = sides[0][0]
    if not found:
        raise ReadError("the equation is empty", place=source.place(0))
    if expression is not None and len(found) > 1:
        raise ReadError("one of the equations here has no relation sign", place=source.place(0),
                        hint="write one relation in each")  # fmt: skip
    doubts = [Caution(code, message, source.place(token.start)) for code, message, token in source.doubts]
    return Reading(tuple(links), (*doubts, *warnings, *notes), expression)


def _chain(
    source: Source, notation: Notation, table: Names, statement: Statement
) -> tuple[list[tuple[Any, Span]], list[str], list[Caution]]:
    parser = Parser(source, notation, table, statement.tokens, GRAMMAR)
    sides: list[tuple[Any, Span]] = []
    relations: list[str] = []
    while True:
        start = parser.at
        value = parser.sum()
        _check_bound(parser, notation, value)
        sides.append((value, _span(source, parser.stream[start], parser.stream[parser.at - 1])))
        text = parser.peek()
        if text == "":
            return sides, relations, parser.warnings
        if text == ":" and parser.peek(1) == "=":
            parser.at += 2
            relations.append("≡")
        elif text in RELATIONS:
            parser.at += 1
            relations.append(RELATIONS[text])
            if parser.peek() in RELATIONS:
                parser.fail("two relations meet", parser.token)
        else:
            _refuse_rest(parser)


def _refuse_rest(parser: Parser) -> None:
    token = parser.token
    if token.text in (")", "]", "\\}", "\\rangle", "\\right|", "\\right.", "\\rfloor", "\\rceil"):
        parser.fail("this bracket was never opened", token, "take it away, or open it before")
    if token.text == ",":
        parser.fail("a comma outside brackets", token, "write a decimal number with a point, one statement at a time")
    if token.text in QUADS:
        parser.fail("a wide space between two factors", token, "write a comma between two equations")
    parser.unknown()


def _check_bound(parser: Parser, notation: Notation, value: Any) -> None:
    """No variable that only an integral or a sum binds may stand outside it."""
    for free in sorted(free_symbols(value), key=lambda s: str(s.name)):
        if free.name not in notation:
            token = parser.local.get(free, parser.token)
            parser.fail(f"{free.name!r} is not declared, and stands outside the integral or sum that binds it", token,
                        "declare it in the notation")  # fmt: skip


def _span(source: Source, first: Token, last: Token) -> Span:
    return Span(source.place(first.start), source.place(last.end))
