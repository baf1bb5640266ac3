"""A LaTeX document: which equations stand in it, with their labels, macros and remarks, through all files it inputs.

Notes
-----
One pass over the tokens, without recursion but for files that input files. What cannot be told without running TeX
(conditionals other than ``\\iffalse``, categories of characters) is not guessed at: both branches are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from symrules.errors import Place, ReadError
from symrules.manuscript.equations import SEPARATE_ROWS, Body, Definition, Equation, Remark, equations_of
from symrules.manuscript.findings import Finding, unreadable
from symrules.manuscript.sources import SourceFile, Sources
from symrules.manuscript.tokens import Token, Tokens

MAX_EQUATIONS = 5_000
MAX_DEFINITIONS = 2_000
MAX_NESTING = 200

DISPLAYED = SEPARATE_ROWS | {"equation", "multline", "displaymath", "dmath", "math"}
INSIDE = frozenset({"split", "aligned", "alignedat", "gathered", "multlined"})
_VERBATIM = frozenset({"verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "filecontents",
                       "filecontents*", "alltt", "tikzpicture"})  # fmt: skip
_DEFINES = frozenset({"newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "DeclareMathOperator",
                      "def", "gdef", "edef", "xdef", "let", "NewDocumentCommand", "RenewDocumentCommand",
                      "DeclarePairedDelimiter", "newenvironment", "renewenvironment"})  # fmt: skip
_GLOBAL = frozenset({"gdef", "xdef"})
_SHORTCUT = re.compile(r"\s*\\(begin|end)\s*\{([A-Za-z]+\*?)\}\s*")
_MARK = re.compile(r"\s*symrules:\s*(.*?)\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Document:
    """What was read of a manuscript.

    Parameters
    ----------
    findings : what could not be read, each at its place
    """

    equations: tuple[Equation, ...]
    findings: tuple[Finding, ...]
    files: dict[str, SourceFile] = field(repr=False)


def read_document(sources: Sources, *, inline: bool = False) -> Document:
    """The equations of a manuscript, in order.

    Parameters
    ----------
    inline : whether ``$…$`` and ``\\(…\\)`` are equations too

    Raises
    ------
    ReadError
        The manuscript itself cannot be read. What is wrong inside it is among the findings.
    """
    main = sources.open_main()
    reader = _Reader(sources, inline)
    reader.file(main)
    reader.end(main)
    return Document(tuple(reader.equations), tuple(reader.findings), sources.files)


def read_one(text: str) -> Document:
    """One equation that is given as such, without an environment around it."""
    source = SourceFile("<stdin>", text)
    reader = _Reader(Sources(Path("<stdin>")), inline=False)
    reader.open_formula("equation", "", source, 0, Token("begin", "equation", 0, 0))
    reader.file(source)
    if reader.body is not None:
        if reader.groups:
            reader.fail("TEX002", "a brace or an environment is never closed", reader.groups[-1].place)
        reader.close_formula(Token("end", "equation", len(text), len(text)), source)
    return Document(tuple(reader.equations), tuple(reader.findings), {source.name: source})


@dataclass
class _Group:
    """An open brace, environment or inner ``$``, and the macros that hold again when it closes."""

    kind: str  # the environment's name, "{" or "$"
    place: Place
    source: SourceFile
    definitions: tuple[Definition, ...]
    outer: tuple[str, ...] = ()
    transparent: bool = False  # an alignment inside a formula whose rows are the formula's


class _Stop(Exception):
    """``\\end{document}``."""


class _Reader:
    def __init__(self, sources: Sources, inline: bool) -> None:
        self.sources, self.inline = sources, inline
        self.equations: list[Equation] = []
        self.findings: list[Finding] = []
        self.groups: list[_Group] = []
        self.definitions: tuple[Definition, ...] = ()
        self.shortcuts: dict[str, tuple[str, str]] = {}
        self.aliases: dict[str, str] = {}  # environments of the author's own that only stand for displayed ones
        self.waiting: list[Remark] = []
        self.outer: tuple[str, ...] = ()
        self.body: Body | None = None
        self.delimiter = ""  # what closes the formula that is open: "$", "\\]", or an environment's name
        self.depth = 0  # groups that were open when the formula began
        self.closed: tuple[SourceFile, int] | None = None  # where the last formula ended
        self.known: dict[str, Place] = {}

    # -- files

    def file(self, source: SourceFile) -> None:
        """All tokens of a file."""
        tokens = Tokens(source)
        try:
            for token in tokens:
                if self.body is not None:
                    self.in_formula(token, tokens)
                else:
                    self.in_text(token, tokens)
        except _Stop:
            if source.path != self.sources.main and len(self.sources.files) > 1:
                raise
        except ReadError as error:
            self.report("TEX001", error)
            self.body = None
        self.waits_for_nothing()

    def end(self, source: SourceFile) -> None:
        """What is still open when the manuscript ends."""
        if self.body is not None:
            self.fail("TEX002", f"{self.opening()} is never closed", self.body.opened, "write what closes it")
        for group in self.groups[:20] if self.body is None else ():
            if group.kind != "document":
                what = "this brace" if group.kind == "{" else f"\\begin{{{group.kind}}}"
                self.fail("TEX002", f"{what} is never closed", group.place)

    def waits_for_nothing(self) -> None:
        for remark in self.waiting:
            self.fail("TEX005", "no equation follows this directive in its file", remark.place,
                      "write it before the equation that it is about, or inside")  # fmt: skip
        self.waiting = []

    def fail(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.findings.append(unreadable(code, message, place, hint))

    def report(self, code: str, error: ReadError) -> None:
        self.fail(code, error.message, error.place or Place(str(self.sources.main)), error.hint)

    # -- text

    def in_text(self, token: Token, tokens: Tokens) -> None:
        source = tokens.source
        if token.kind == "comment":
            self.remark(token, source)
        elif token.kind == "{":
            self.open_group("{", token, source)
        elif token.kind == "}":
            self.close_brace(token, source)
        elif token.kind == "begin":
            self.begin(token.text, token, tokens)
        elif token.kind == "end":
            self.close(token.text, token, source)
        elif token.kind == "math":
            self.open_math(token, source)
        elif token.kind == "command":
            self.command(token, tokens)

    def begin(self, name: str, token: Token, tokens: Tokens) -> None:
        kind = self.aliases.get(name, name)
        if name in _VERBATIM:
            self.skip_verbatim(name, token, tokens)
        elif kind != name:
            self.open_formula(kind, name, tokens.source, tokens.at, token)
        elif name.removesuffix("*") in DISPLAYED:
            if name.removesuffix("*") in ("alignat", "xalignat", "IEEEeqnarray"):
                tokens.group()
            self.open_formula(name, name, tokens.source, tokens.at, token)
        else:
            self.open_group(name, token, tokens.source)
            if name == "subequations":
                self.outer = (*self.outer, *self.label_behind(tokens))

    def label_behind(self, tokens: Tokens) -> tuple[str, ...]:
        tokens.spaces()
        text = tokens.source.text
        if not text.startswith("\\label", tokens.at):
            return ()
        tokens.at += len("\\label")
        found = tokens.group()
        return () if found is None else (text[slice(*found)].strip(),)

    def command(self, token: Token, tokens: Tokens) -> None:
        name, source = token.text, tokens.source
        if name in ("input", "include", "subfile"):
            self.input(token, tokens)
        elif name in _DEFINES:
            self.define(token, tokens)
        elif name in ("verb", "lstinline", "verb*"):
            self.skip_inline_verbatim(token, tokens)
        elif name in ("url", "href", "path"):
            self.skip_address(tokens)
        elif name == "iffalse":
            self.skip_false(token, tokens)
        elif name in self.shortcuts:
            kind, environment = self.shortcuts[name]
            if kind == "begin":
                self.begin(environment, token, tokens)
            else:
                self.close(environment, token, source)

    # -- groups

    def open_group(self, kind: str, token: Token, source: SourceFile, *, transparent: bool = False) -> None:
        if len(self.groups) >= MAX_NESTING:
            raise ReadError(f"groups nest more than {MAX_NESTING} deep", place=source.place(token.start))
        self.groups.append(
            _Group(kind, source.place(token.start), source, self.definitions, self.outer, transparent)
        )  # fmt: skip

    def close_brace(self, token: Token, source: SourceFile) -> None:
        if not self.groups or self.groups[-1].kind != "{":
            opened = f" before \\end{{{self.groups[-1].kind}}}" if self.groups else ""
            self.fail("TEX002", f"this brace closes nothing{opened}", source.place(token.start))
            return
        self.leave(self.groups.pop())

    def leave(self, group: _Group) -> None:
        self.definitions, self.outer = group.definitions, group.outer

    def close(self, name: str, token: Token, source: SourceFile) -> None:
        if name == "document":
            raise _Stop
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

    # -- formulas

    def open_math(self, token: Token, source: SourceFile) -> None:
        closing = {"\\(": "\\)", "\\[": "\\]"}.get(token.text, token.text)
        if token.text in ("\\)", "\\]"):
            self.fail("TEX002", f"{token.text} closes nothing that is open", source.place(token.start))
            return
        self.open_formula(token.text, closing, source, token.stop, token)

    def open_formula(self, name: str, closing: str, source: SourceFile, start: int, token: Token) -> None:
        self.body = Body(name, source, start, source.place(token.start), self.definitions, self.outer)
        self.delimiter, self.depth = closing, len(self.groups)

    def opening(self) -> str:
        assert self.body is not None
        name = self.body.environment
        return name if name[0] in "$\\" else f"\\begin{{{name}}}"

    def in_formula(self, token: Token, tokens: Tokens) -> None:
        body, source = self.body, tokens.source
        assert body is not None
        if source is not body.source:
            self.fail("TEX002", f"{self.opening()} is not closed in its file", body.opened)
            self.abandon()
            self.in_text(token, tokens)
        elif token.kind == "comment":
            body.blanks.append((token.start, token.stop))
            if (match := _MARK.match(token.text)) is not None:
                body.remarks.append((match[1], token.start))
        elif token.kind in ("{", "begin"):
            self.open_inside(token, tokens)
        elif token.kind in ("}", "end"):
            self.close_inside(token, source)
        elif token.kind == "math":
            self.math_inside(token, source)
        elif token.kind == "paragraph":
            if self.delimiter in ("$", "\\)"):
                raise ReadError(f"{self.opening()} is not closed in its paragraph", place=body.opened)
        elif token.kind == "&":
            if self.at_rows():
                body.marks.append(("&", token.start, token.stop))
        else:
            self.command_inside(token, tokens)

    def at_rows(self) -> bool:
        """Whether what stands here belongs to the formula's own rows."""
        return all(group.transparent for group in self.groups[self.depth :])

    def open_inside(self, token: Token, tokens: Tokens) -> None:
        assert self.body is not None
        name = token.text.removesuffix("*")
        if token.kind == "begin" and name in DISPLAYED and name != "math":
            place = tokens.source.place(token.start)
            self.fail("TEX002", f"\\begin{{{token.text}}} stands inside {self.opening()}", place)
        transparent = token.kind == "begin" and name in INSIDE and self.at_rows()
        self.open_group(token.text, token, tokens.source, transparent=transparent)
        if transparent:
            tokens.option()
            if name == "alignedat":
                tokens.group()
            self.body.blanks.append((token.start, tokens.at))

    def close_inside(self, token: Token, source: SourceFile) -> None:
        body = self.body
        assert body is not None
        inner = self.groups[self.depth :]
        if inner and inner[-1].kind == ("{" if token.kind == "}" else token.text):
            self.groups.pop()
            if inner[-1].transparent:
                body.blanks.append((token.start, token.stop))
        elif token.kind == "end" and token.text == self.delimiter and not inner:
            self.close_formula(token, source)
        else:
            what = "this brace" if token.kind == "}" else f"\\end{{{token.text}}}"
            opened = f", which stands open since line {body.opened.line}" if token.kind == "end" else ""
            self.fail("TEX002", f"{what} does not close {self.innermost()}{opened}", source.place(token.start))
            if token.kind == "end":
                self.abandon()
                if token.text == "document":
                    raise _Stop

    def innermost(self) -> str:
        if len(self.groups) == self.depth:
            return self.opening()
        group = self.groups[-1]
        what = "the brace" if group.kind == "{" else "$" if group.kind == "$" else f"\\begin{{{group.kind}}}"
        return f"{what} of line {group.place.line}"

    def math_inside(self, token: Token, source: SourceFile) -> None:
        inner = self.groups[self.depth :]
        if token.text == self.delimiter and not inner:
            self.close_formula(token, source)
        elif inner and inner[-1].kind == "$" and token.text in ("$", "\\)"):
            self.groups.pop()
        elif inner and token.text in ("$", "\\("):  # inside the braces of \text or \mbox
            self.open_group("$", token, source)
        else:
            self.fail("TEX002", f"{token.text} does not close {self.innermost()}", source.place(token.start))
            self.abandon()

    def abandon(self) -> None:
        """Give the open formula up, after an error in it."""
        del self.groups[self.depth :]
        self.closed, self.body = None, None

    def close_formula(self, token: Token, source: SourceFile) -> None:
        body = self.body
        assert body is not None
        self.body = None
        self.closed = (source, token.start)
        inline = self.delimiter in ("$", "\\)", "math")
        if inline and not self.inline:
            return
        waiting, self.waiting = ([], self.waiting) if inline else (self.waiting, [])
        found = equations_of(body, token.start, waiting)
        for equation in found:
            for label, offset in body.labels:
                if label in equation.labels:
                    self.check_label(label, source.place(offset))
        self.equations += found
        if len(self.equations) > MAX_EQUATIONS:
            raise ReadError(f"the manuscript has more than {MAX_EQUATIONS:,} equations", place=body.opened)

    def check_label(self, label: str, place: Place) -> None:
        if label in self.known and self.known[label] != place:
            self.fail("TEX006", f"the label {label[:60]!r} stands at {self.known[label]} too", place,
                      "give each equation a label of its own")  # fmt: skip
        self.known.setdefault(label, place)

    def command_inside(self, token: Token, tokens: Tokens) -> None:
        body, source, name = self.body, tokens.source, token.text
        assert body is not None
        if name == "\\" and self.at_rows():
            if source.text.startswith("*", tokens.at):
                tokens.at += 1
            if source.text.startswith("[", tokens.at):
                tokens.option()
            body.marks.append(("row", token.start, tokens.at))
        elif name in ("label", "tag"):
            tokens.at += name == "tag" and source.text.startswith("*", tokens.at)
            found = tokens.group()
            if found is not None:
                (body.labels if name == "label" else body.tags).append(
                    (source.text[slice(*found)].strip(), token.start)
                )
            body.blanks.append((token.start, tokens.at))
        elif name in ("nonumber", "notag", "allowdisplaybreaks", "displaybreak", "nobreak"):
            tokens.option()
            body.blanks.append((token.start, tokens.at))
        elif name in ("intertext", "shortintertext") and self.at_rows():
            tokens.group()
            body.marks.append(("text", token.start, tokens.at))
        elif name in ("input", "include"):
            raise ReadError(f"\\{name} inside a formula is not read", place=source.place(token.start),
                            hint="put the whole equation into that file")  # fmt: skip
        elif name in _DEFINES:
            self.define(token, tokens)
            body.definitions = self.definitions
            body.blanks.append((token.start, tokens.at))
        elif name in self.shortcuts:
            kind, environment = self.shortcuts[name]
            inside = Token(kind, environment, token.start, token.stop)
            if kind == "end":
                self.close_inside(inside, source)
            else:
                self.open_inside(inside, tokens)

    # -- remarks, macros, files, and what is passed over

    def remark(self, token: Token, source: SourceFile) -> None:
        match = _MARK.match(token.text)
        if match is None:
            return
        place = source.place(token.start)
        if source.before(token.start).strip() and self.closed is not None:
            where, offset = self.closed
            if where is source and source.line_of(offset) == place.line and self.equations:
                last = self.equations[-1]
                self.equations[-1] = replace(last, remarks=(*last.remarks, Remark(match[1], place, place.line)))
                return
        self.waiting.append(Remark(match[1], place))

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

    def input(self, token: Token, tokens: Tokens) -> None:
        source = tokens.source
        place = source.place(token.start)
        found = tokens.group()
        if found is None:
            match = re.compile(r"\s*([^\s{}\\%$]+)").match(source.text, tokens.at)
            if match is None:
                self.fail("TEX003", f"\\{token.text} names no file", place)
                return
            tokens.at = match.end()
        name = source.text[slice(*found)] if found is not None else match[1] if match is not None else ""
        try:
            opened = self.sources.open_input(name, place)
        except ReadError as error:
            self.report("TEX003", error)
            return
        self.file(opened)
        self.sources.close()

    def skip_verbatim(self, name: str, token: Token, tokens: Tokens) -> None:
        ending = f"\\end{{{name}}}"
        stop = tokens.source.text.find(ending, token.stop)
        if stop < 0:
            raise ReadError(f"\\begin{{{name}}} is never closed", place=tokens.source.place(token.start))
        tokens.at = stop + len(ending)

    def skip_inline_verbatim(self, token: Token, tokens: Tokens) -> None:
        text, at = tokens.source.text, tokens.at
        at += text.startswith("*", at)
        delimiter = text[at : at + 1]
        if delimiter == "{" or delimiter == "[":
            tokens.option()
            tokens.group()
            return
        stop = text.find(delimiter, at + 1) if delimiter else -1
        if stop < 0 or "\n" in text[at:stop]:
            raise ReadError(f"\\{token.text} is not closed on its line", place=tokens.source.place(token.start))
        tokens.at = stop + 1

    def skip_address(self, tokens: Tokens) -> None:
        """The address in braces, in which a percent sign begins no comment."""
        text = tokens.source.text
        if not text.startswith("{", tokens.at):
            return
        stop = text.find("}", tokens.at)
        line = text.find("\n", tokens.at)
        if 0 <= stop and (line < 0 or stop < line):
            tokens.at = stop + 1

    def skip_false(self, token: Token, tokens: Tokens) -> None:
        """What stands between ``\\iffalse`` and its ``\\fi`` or ``\\else``."""
        depth = 0
        for match in re.compile(r"\\(if[A-Za-z]*|else|fi)(?![A-Za-z])").finditer(tokens.source.text, token.stop):
            word = match[1]
            if depth == 0 and word in ("fi", "else"):
                tokens.at = match.end()
                return
            depth += word.startswith("if") - (word == "fi")
        raise ReadError("\\iffalse has no \\fi", place=tokens.source.place(token.start))
