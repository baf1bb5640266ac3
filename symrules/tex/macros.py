r"""A manuscript's own commands: `\newcommand` and its relatives, read as data and expanded within bounds.

Notes
-----
Nothing of TeX runs: a definition is a name, a number of arguments and a list of tokens. What needs TeX itself to be
understood (`\let`, `\edef`, delimited arguments, conditionals) is kept as a refusal, which is raised where an equation
uses it and not before: a preamble is full of such things that no equation needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from symrules.errors import Place
from symrules.tex.lexer import tokens
from symrules.tex.source import MAX_TOKENS, Source, Token

MAX_CALLS = 10_000
MAX_CHAIN = 40


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


@dataclass(frozen=True)
class Macros:
    """The commands that are defined at one point of a manuscript; adding more gives a new set."""

    table: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))

    def __contains__(self, name: str) -> bool:
        return name in self.table

    def __len__(self) -> int:
        return len(self.table)

    def read(self, tex: str, *, place: Place | None = None) -> Macros:
        """These commands, and those that a text defines; the text's other content is passed over.

        Raises
        ------
        ReadError
            The text is longer than is read, or a definition does not close its braces.

        Examples
        --------
        >>> macros = Macros().read(r"\\newcommand{\\kB}{k_B} \\newcommand\\avg[1]{\\langle #1\\rangle}")
        >>> sorted(macros.table)
        ['\\\\avg', '\\\\kB']
        """
        return Macros(MappingProxyType(_Definitions(Source(tex, place), dict(self.table)).read()))


_DEFINING = {"\\newcommand": "new", "\\renewcommand": "again", "\\providecommand": "keep", "\\def": "primitive",
             "\\DeclareRobustCommand": "again", "\\DeclareMathOperator": "operator", "\\gdef": "primitive"}  # fmt: skip
_REFUSED = {"\\let", "\\edef", "\\xdef", "\\futurelet", "\\newif", "\\NewDocumentCommand", "\\RenewDocumentCommand",
            "\\newcommandx", "\\DeclarePairedDelimiter"}  # fmt: skip


class _Definitions:
    """A cursor over a text that picks the definitions out of it."""

    def __init__(self, source: Source, table: dict[str, Macro]) -> None:
        self.source = source
        self.tokens = tokens(source)
        self.at = 0
        self.table = table

    def read(self) -> dict[str, Macro]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.text in _REFUSED:
                name = self.name()
                if name:
                    self.refuse(name, token, f"it is defined by {token.text}, which is not read")
            elif token.text in _DEFINING:
                self.define(token, _DEFINING[token.text])
        return self.table

    def peek(self) -> str:
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
        body = group(self.source, self.tokens, self.at)
        self.at += len(body) + 2
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
        while self.at < len(self.tokens) and self.peek() not in ("{", "\\par"):
            text += self.peek()
            self.at += 1
        count = text.count("#")
        return count, text == "".join(f"#{i}" for i in range(1, count + 1)) and count < 10

    def bracket(self) -> tuple[Token, ...]:
        close = closing_bracket(self.tokens, self.at)
        if close is None:
            self.source.fail("'[' is not closed", self.tokens[self.at])
        inside = tuple(self.tokens[self.at + 1 : close])
        self.at = close + 1
        return inside


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


def group(source: Source, stream: list[Token], at: int) -> list[Token]:
    """The tokens inside the braces that open at an index.

    Raises
    ------
    ReadError
        The braces do not close.
    """
    depth = 0
    for i in range(at, len(stream)):
        text = stream[i].text
        depth += (text == "{") - (text == "}")
        if depth == 0:
            return stream[at + 1 : i]
    source.fail("'{' is not closed", stream[at], "write the missing '}'")


def closing_bracket(stream: list[Token], at: int) -> int | None:
    """The index of the ``]`` that closes an optional argument; braces hide brackets."""
    depth = 0
    for i in range(at + 1, min(len(stream), at + 2_000)):
        text = stream[i].text
        depth += (text == "{") - (text == "}")
        if text == "]" and depth == 0:
            return i
    return None


def expand(source: Source, stream: list[Token], macros: Macros) -> list[Token]:
    """The tokens with every command of the manuscript expanded; each expanded token stands at its call.

    Raises
    ------
    ReadError
        A command lacks an argument, calls itself, is refused, or the expansion grows beyond the limits.
    """
    if not macros.table:
        return stream
    return _Expansion(source, macros).run(stream)


class _Expansion:
    def __init__(self, source: Source, macros: Macros) -> None:
        self.source = source
        self.table = macros.table
        self.rest: list[Token] = []  # what is still to be read, the next token last
        self.calls = 0

    def run(self, stream: list[Token]) -> list[Token]:
        self.rest = stream[::-1]
        found: list[Token] = []
        while self.rest:
            token = self.rest.pop()
            macro = self.table.get(token.text)
            if macro is None:
                found.append(token)
            else:
                self.call(macro, token)
            if len(found) + len(self.rest) > 5 * MAX_TOKENS:
                self.source.fail("the macros of this equation print too many tokens", token)
        return found

    def call(self, macro: Macro, token: Token) -> None:
        self.calls += 1
        if macro.refusal:
            where = f" (at {macro.place})" if macro.place and str(macro.place) else ""
            self.source.fail(f"the macro {macro.name} is not read: {macro.refusal}{where}", token,
                             "write \\newcommand, or what it stands for")  # fmt: skip
        if token.depth >= MAX_CHAIN:
            self.source.fail(f"the macro {macro.name} calls itself, or more than {MAX_CHAIN} macros call each other",
                             token)  # fmt: skip
        if self.calls > MAX_CALLS:
            self.source.fail(f"more than {MAX_CALLS:,} macros are called", token)
        given = self.arguments(macro, token)
        printed: list[Token] = []
        for part in macro.body:
            if len(part.text) == 2 and part.text[0] == "#" and part.text[1].isdigit():
                number = int(part.text[1])
                if not 1 <= number <= len(given):
                    self.source.fail(f"the macro {macro.name} has no argument {part.text}", token)
                printed.extend(given[number - 1])
            else:
                printed.append(self.placed(part, token))
        if len(printed) > MAX_TOKENS:
            self.source.fail(f"the macro {macro.name} prints too many tokens", token)
        if printed and token.spaced:
            printed[0] = printed[0]._replace(spaced=True)
        self.rest.extend(reversed(printed))

    def placed(self, part: Token, call: Token) -> Token:
        """A token of a macro's body, at the call and in the name of the outermost macro."""
        return Token(part.text, call.start, call.end, call.macro or call.text, part.spaced, call.depth + 1)

    def arguments(self, macro: Macro, token: Token) -> list[list[Token]]:
        found: list[list[Token]] = []
        if macro.default is not None:
            if self.rest and self.rest[-1].text == "[":
                close = closing_bracket(self.rest[-2_000:][::-1], 0)
                if close is None:
                    self.source.fail(f"the optional argument of {macro.name} is not closed", token, "write ']'")
                inside = self.rest[len(self.rest) - close : len(self.rest) - 1][::-1]
                del self.rest[len(self.rest) - close - 1 :]
                found.append(inside)
            else:
                found.append([self.placed(part, token) for part in macro.default])
        while len(found) < macro.arguments:
            found.append(self.argument(macro, token))
        return found

    def argument(self, macro: Macro, token: Token) -> list[Token]:
        if not self.rest or self.rest[-1].text in ("}", "&", "\\\\"):
            many = "1 argument" if macro.arguments == 1 else f"{macro.arguments} arguments"
            self.source.fail(f"the macro {macro.name} takes {many}", token, f"write {macro.name}{{…}}")
        first = self.rest.pop()
        if first.text != "{":
            return [first]
        found: list[Token] = []
        depth = 1
        while self.rest:
            part = self.rest.pop()
            depth += (part.text == "{") - (part.text == "}")
            if depth == 0:
                return found
            found.append(part)
        self.source.fail("'{' is not closed", first, "write the missing '}'")


def read_macros(tex: str, *, place: Place | None = None) -> Macros:
    """The commands that a preamble, or a file of definitions, defines; see `Macros.read`."""
    return Macros().read(tex, place=place)
