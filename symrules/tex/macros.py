r"""A manuscript's own commands: `\newcommand` and its relatives, read as data and expanded within bounds.

Notes
-----
Nothing of TeX runs: a definition is a name, a number of arguments and a list of tokens. What needs TeX itself to be
understood (`\let`, `\edef`, delimited arguments, conditionals) is kept as a refusal, which is raised where an equation
uses it and not before: a preamble is full of such things that no equation needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from symrules.errors import Place
from symrules.tex.definitions import Macro, read_definitions
from symrules.tex.source import MAX_TOKENS, Source, Token

MAX_CALLS = 10_000
MAX_CHAIN = 40


@dataclass(frozen=True)
class Macros:
    """The commands that are defined at one point of a manuscript; reading more gives a new set."""

    table: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))

    def __contains__(self, name: str) -> bool:
        return name in self.table

    def __len__(self) -> int:
        return len(self.table)

    def read(self, tex: str, *, place: Place | None = None) -> Macros:
        r"""These commands, and those that a text defines; the text's other content is passed over.

        Raises
        ------
        ReadError
            The text is longer than is read, or a definition does not close its braces.

        Examples
        --------
        >>> sorted(Macros().read(r"\newcommand{\kB}{k_B} \newcommand\avg[1]{\langle #1\rangle}").table)
        ['\\avg', '\\kB']
        """
        return Macros(MappingProxyType(read_definitions(Source(tex, place), self.table)))


def read_macros(tex: str, *, place: Place | None = None) -> Macros:
    """The commands that a preamble, or a file of definitions, defines; see `Macros.read`."""
    return Macros().read(tex, place=place)


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
        if len(token.chain) >= MAX_CHAIN:
            self.source.fail(f"the macro {macro.name} calls itself, or more than {MAX_CHAIN} macros call each other",
                             token)  # fmt: skip
        if self.calls > MAX_CALLS:
            self.source.fail(f"more than {MAX_CALLS:,} macros are called", token)
        given = self.arguments(macro, token)
        printed: list[Token] = []
        chain = (*token.chain, self.calls)
        for part in macro.body:
            if len(part.text) == 2 and part.text[0] == "#" and part.text[1].isdigit():
                number = int(part.text[1])
                if not 1 <= number <= len(given):
                    self.source.fail(f"the macro {macro.name} has no argument {part.text}", token)
                printed.extend(part._replace(chain=chain) for part in given[number - 1])
            else:
                printed.append(self.placed(part, token, chain))
        if len(printed) > MAX_TOKENS:
            self.source.fail(f"the macro {macro.name} prints too many tokens", token)
        if printed and token.spaced:
            printed[0] = printed[0]._replace(spaced=True)
        self.rest.extend(reversed(printed))

    def placed(self, part: Token, call: Token, chain: tuple[int, ...]) -> Token:
        """A token of a macro's body, at the call and in the name of the outermost macro."""
        return Token(part.text, call.start, call.end, call.macro or call.text, part.spaced, chain)

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
                found.append([self.placed(part, token, token.chain) for part in macro.default])
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
