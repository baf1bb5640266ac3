"""The commands that a preamble defines: `\\newcommand` and its relatives, picked out of a text and read as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from symrules.errors import Place
from symrules.tex.lexer import lazily
from symrules.tex.source import MAX_TOKENS, Source, Token

_DEFINING = {"\\newcommand": "new", "\\renewcommand": "again", "\\providecommand": "keep", "\\def": "primitive",
             "\\DeclareRobustCommand": "again", "\\DeclareMathOperator": "operator", "\\gdef": "primitive"}  # fmt: skip
_REFUSED = {"\\let", "\\edef", "\\xdef", "\\futurelet", "\\newif", "\\NewDocumentCommand", "\\RenewDocumentCommand",
            "\\newcommandx", "\\DeclarePairedDelimiter"}  # fmt: skip
_LONGEST = 100_000  # characters of one definition
_COMMAND = re.compile(r"\\[A-Za-z@]+|\\.|%[^\n]*", re.DOTALL)


@dataclass(frozen=True)
class Macro:
    """One command of the manuscript.

    Parameters
    ----------
    name : with its backslash
    arguments : how many it takes
    body : its tokens, ``#1`` as one token
    default : the first argument where it is left out; None where none may be
    place : where it is defined
    refusal : why it is not read; empty for one that is
    """

    name: str
    arguments: int
    body: tuple[Token, ...]
    default: tuple[Token, ...] | None = None
    place: Place | None = None
    refusal: str = ""


def read_definitions(source: Source, known: Mapping[str, Macro]) -> dict[str, Macro]:
    """The commands that are known, and those that a text defines.

    Raises
    ------
    ReadError
        A definition does not close its braces.
    """
    table = dict(known)
    at = 0
    while (match := _COMMAND.search(source.text, at)) is not None:
        at = match.end()
        if match[0] in _DEFINING or match[0] in _REFUSED:
            definition = _Definition(source, match.start(), table)
            definition.read()
            at = max(at, definition.end)
    return table


class _Definition:
    """A cursor over the text of one definition; its tokens are cut as they are needed."""

    def __init__(self, source: Source, start: int, table: dict[str, Macro]) -> None:
        self.source = source
        self.rest: Iterator[Token] = lazily(source.text[start : start + _LONGEST], start)
        self.tokens: list[Token] = []
        self.at = 0
        self.table = table

    @property
    def end(self) -> int:
        """Behind the last token that has been taken."""
        return self.tokens[self.at - 1].end if self.at else 0

    def read(self) -> None:
        token = self.take()
        if token.text in _REFUSED:
            name = self.name()
            if name:
                self.refuse(name, token, f"it is defined by {token.text}, which is not read")
        else:
            self.define(token, _DEFINING[token.text])

    def take(self) -> Token:
        self.peek()
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self) -> str:
        """The next token's text; nothing at the end, or where the definition is longer than any is."""
        while self.at >= len(self.tokens) and len(self.tokens) < MAX_TOKENS:
            token = next(self.rest, None)
            if token is None:
                break
            self.tokens.append(token)
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def name(self) -> str:
        """The command that is defined, with or without braces around it; empty where there is none."""
        if self.peek() == "*":
            self.at += 1
        braced = self.peek() == "{"
        if braced:
            self.at += 1
        name = self.peek()
        if len(name) < 2 or name[0] != "\\":
            return ""
        self.at += 1
        if braced and self.peek() == "}":
            self.at += 1
        return name

    def refuse(self, name: str, token: Token, why: str) -> None:
        self.table[name] = Macro(name, 0, (), place=self.source.place(token.start), refusal=why)

    def define(self, token: Token, kind: str) -> None:
        name = self.name()
        if not name:
            return
        count, default = 0, None
        if kind == "primitive":
            count, plain = self.parameters()
            if not plain:
                self.refuse(name, token, "its arguments are delimited by other text")
                return
        elif kind != "operator" and self.peek() == "[":
            digits = "".join(t.text for t in self.bracket())
            if not digits.isdigit() or int(digits) > 9:
                self.refuse(name, token, f"{digits[:20]!r} is no number of arguments")
                return
            count = int(digits)
            default = self.bracket() if self.peek() == "[" else None
        if self.peek() != "{":
            self.refuse(name, token, "it has no body in braces")
            return
        body = self.group()
        self.keep(Macro(name, count, _body(body, kind), default, self.source.place(token.start)), kind)

    def keep(self, macro: Macro, kind: str) -> None:
        known = self.table.get(macro.name)
        if kind == "keep" and known is not None:
            return
        if kind == "new" and known is not None and not _same(known, macro):
            where = f" (first at {known.place})" if known.place and str(known.place) else ""
            why = f"it is defined twice, differently{where}"
            macro = Macro(macro.name, 0, (), place=macro.place, refusal=why)
        self.table[macro.name] = macro

    def parameters(self) -> tuple[int, bool]:
        r"""The parameters ``#1#2…`` of a `\def`, and whether nothing else stands between them."""
        text = ""
        while self.peek() not in ("", "{", "\\par") and len(text) < 100:
            text += self.take().text
        count = text.count("#")
        return count, text == "".join(f"#{i}" for i in range(1, count + 1)) and count < 10

    def group(self) -> list[Token]:
        """The tokens inside the braces that open at the cursor."""
        opening = self.take()
        return self.until("}", opening)

    def bracket(self) -> tuple[Token, ...]:
        """The tokens of the optional argument that opens at the cursor."""
        opening = self.take()
        return tuple(self.until("]", opening))

    def until(self, closing: str, opening: Token) -> list[Token]:
        found: list[Token] = []
        depth = 0
        while self.peek():
            token = self.take()
            if depth == 0 and token.text == closing:
                return found
            depth += (token.text == "{") - (token.text == "}")
            found.append(token)
        self.source.fail(f"{opening.text!r} is not closed", opening, f"write the missing {closing!r}")


def _same(a: Macro, b: Macro) -> bool:
    def shown(body: Iterable[Token] | None) -> list[str] | None:
        return None if body is None else [t.text for t in body]

    return (a.arguments, shown(a.body), shown(a.default), a.refusal) == (
        b.arguments, shown(b.body), shown(b.default), b.refusal)  # fmt: skip


def _body(body: list[Token], kind: str) -> tuple[Token, ...]:
    """The tokens of a body, each parameter ``#1`` as one; an operator's name is set upright."""
    found: list[Token] = []
    for token in body:
        if found and found[-1].text == "#" and token.text.isdigit():
            found[-1] = found[-1]._replace(text="#" + token.text)
        else:
            found.append(token)
    if kind == "operator":
        first = body[0] if body else Token("{", 0, 0)
        head = [first._replace(text=text) for text in ("\\operatorname", "{")]
        return (*head, *found, first._replace(text="}"))
    return tuple(found)
