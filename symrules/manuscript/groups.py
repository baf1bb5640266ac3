"""Open braces and environments, the macros that hold inside them, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symrules.errors import Place, ReadError
from symrules.manuscript.equations import SEPARATE_ROWS, Definition
from symrules.manuscript.findings import Finding, unreadable
from symrules.manuscript.sources import SourceFile
from symrules.manuscript.tokens import Token, Tokens

MAX_DEFINITIONS = 2_000
MAX_NESTING = 200

DISPLAYED = SEPARATE_ROWS | {"equation", "multline", "displaymath", "dmath", "math"}
DEFINES = frozenset({"newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "DeclareMathOperator",
                     "def", "gdef", "edef", "xdef", "let", "NewDocumentCommand", "RenewDocumentCommand",
                     "DeclarePairedDelimiter", "newenvironment", "renewenvironment"})  # fmt: skip
_GLOBAL = frozenset({"gdef", "xdef"})
_SHORTCUT = re.compile(r"\s*\\(begin|end)\s*\{([A-Za-z]+\*?)\}\s*")


@dataclass
class Group:
    """An open brace, environment or inner ``$``, and the macros that hold again when it closes."""

    kind: str  # the environment's name, "{" or "$"
    place: Place
    source: SourceFile
    definitions: tuple[Definition, ...]
    outer: tuple[str, ...] = ()
    transparent: bool = False  # an alignment inside a formula whose rows are the formula's


class Stop(Exception):
    """``\\end{document}``."""


class Groups:
    """What is open at one point of a document, and what was found up to there."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.groups: list[Group] = []
        self.definitions: tuple[Definition, ...] = ()
        self.shortcuts: dict[str, tuple[str, str]] = {}
        self.aliases: dict[str, str] = {}  # environments of the author's own that only stand for displayed ones
        self.outer: tuple[str, ...] = ()
        self.around: tuple[Definition, ...] = ()  # the macros that hold again when the formula that is open closes

    def fail(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.findings.append(unreadable(code, message, place, hint))

    def open_group(self, kind: str, token: Token, source: SourceFile, *, transparent: bool = False) -> None:
        if len(self.groups) >= MAX_NESTING:
            raise ReadError(f"groups nest more than {MAX_NESTING} deep", place=source.place(token.start))
        self.groups.append(
            Group(kind, source.place(token.start), source, self.definitions, self.outer, transparent)
        )  # fmt: skip

    def close_brace(self, token: Token, source: SourceFile) -> None:
        if not self.groups or self.groups[-1].kind != "{":
            opened = f" before \\end{{{self.groups[-1].kind}}}" if self.groups else ""
            self.fail("TEX002", f"this brace closes nothing{opened}", source.place(token.start))
            return
        self.leave(self.groups.pop())

    def leave(self, group: Group) -> None:
        self.definitions, self.outer = group.definitions, group.outer

    def close(self, name: str, token: Token, source: SourceFile) -> None:
        if name == "document":
            raise Stop
        if self.groups and self.groups[-1].kind == name:
            self.leave(self.groups.pop())
            return
        place = source.place(token.start)
        if all(group.kind != name for group in self.groups):
            self.fail("TEX002", f"\\end{{{name}}} closes nothing that is open", place)
            return
        while (group := self.groups.pop()).kind != name:
            what = "this brace" if group.kind == "{" else f"\\begin{{{group.kind}}}"
            self.fail("TEX002", f"{what} is not closed before \\end{{{name}}} of line {place.line}", group.place)
        self.leave(group)

    # -- macros

    def define(self, token: Token, tokens: Tokens) -> None:
        """Pass over a definition, and keep it for the equations behind it."""
        text, start = tokens.source.text, token.start
        if text.startswith("*", tokens.at):
            tokens.at += 1
        braced = tokens.group()
        name = text[slice(*braced)].strip() if braced is not None else self.defined_name(tokens)
        if token.text == "let":
            tokens.spaces()
            if text.startswith("=", tokens.at):
                tokens.at += 1
            self.defined_name(tokens)
            bodies: list[tuple[int, int]] = []
        elif token.text in ("def", "gdef", "edef", "xdef"):
            brace = text.find("{", tokens.at)
            tokens.at = brace if 0 <= brace - tokens.at < 200 else tokens.at
            bodies = [g for g in (tokens.group(),) if g is not None]
        else:
            while tokens.option() is not None:
                pass
            several = "nvironment" in token.text or "Document" in token.text or "Paired" in token.text
            bodies = [g for _ in range(2 if several else 1) if (g := tokens.group()) is not None]
        if "nvironment" in token.text:
            match = _SHORTCUT.fullmatch(text[slice(*bodies[0])]) if bodies else None
            if match is not None and match[2].removesuffix("*") in DISPLAYED:
                self.aliases[name] = match[2]
            return
        self.keep(name, token, tokens, bodies, start)

    def keep(self, name: str, token: Token, tokens: Tokens, bodies: list[tuple[int, int]], start: int) -> None:
        text = tokens.source.text
        if bodies and (match := _SHORTCUT.fullmatch(text[slice(*bodies[-1])])) is not None:
            self.shortcuts[name.removeprefix("\\")] = (match[1], match[2])
            return
        definition = Definition(text[start : tokens.at], tokens.source.place(start))
        self.definitions = (*self.definitions, definition)
        if token.text in _GLOBAL:
            for group in self.groups:
                group.definitions = (*group.definitions, definition)
            self.around = (*self.around, definition)
        if len(self.definitions) > MAX_DEFINITIONS:
            raise ReadError(f"more than {MAX_DEFINITIONS:,} macros are defined", place=definition.place)

    def defined_name(self, tokens: Tokens) -> str:
        tokens.spaces()
        text = tokens.source.text
        if not text.startswith("\\", tokens.at):
            tokens.at += 1
            return ""
        token = tokens.following()
        return f"\\{token.text}" if token is not None and token.kind == "command" else ""
