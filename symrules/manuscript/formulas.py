"""Formulas while they are read: their rows, labels, tags and remarks, up to where they close."""

from __future__ import annotations

import re

from symrules.errors import Place, ReadError
from symrules.manuscript.equations import SEPARATE_ROWS, Body, Equation, Remark
from symrules.manuscript.groups import DEFINES, DISPLAYED, Groups, Stop
from symrules.manuscript.rows import blanked, equations_of
from symrules.manuscript.sources import SourceFile
from symrules.manuscript.tokens import Token, Tokens

MAX_EQUATIONS = 5_000
INSIDE = frozenset({"split", "aligned", "alignedat", "gathered", "multlined"})
MARK = re.compile(r"\s*symrules:\s*(.*?)\s*\Z", re.DOTALL)


class Formulas(Groups):
    """The equations that were read, and the formula that is open."""

    def __init__(self, inline: bool) -> None:
        super().__init__()
        self.inline = inline
        self.equations: list[Equation] = []
        self.waiting: list[Remark] = []
        self.body: Body | None = None
        self.delimiter = ""  # what closes the formula that is open: "$", "\\]", or an environment's name
        self.depth = 0  # groups that were open when the formula began
        self.closed: tuple[SourceFile, int] | None = None  # where the last formula ended
        self.known: dict[str, Place] = {}

    def in_text(self, token: Token, tokens: Tokens) -> None:
        """A token outside of formulas."""
        raise NotImplementedError

    def open_formula(self, name: str, closing: str, source: SourceFile, start: int, token: Token) -> None:
        self.body = Body(name, source, start, source.place(token.start), self.definitions, self.outer)
        self.delimiter, self.depth = closing, len(self.groups)
        self.around = self.definitions

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
            if (match := MARK.match(token.text)) is not None:
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
                    raise Stop

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

    def define_inside(self, token: Token, tokens: Tokens) -> None:
        """A definition inside a formula, which is read with one meaning of each macro: that at its beginning."""
        body, source = self.body, tokens.source
        assert body is not None
        before = blanked(source.text, body.start, token.start, body.blanks).strip()
        self.define(token, tokens)
        if before or len(self.groups) > self.depth or body.environment.removesuffix("*") in SEPARATE_ROWS:
            self.fail("TEX002", "a macro is defined where it does not hold for the whole formula",
                      source.place(token.start), "define it before the formula")  # fmt: skip
        body.definitions = self.definitions
        body.blanks.append((token.start, tokens.at))

    def abandon(self) -> None:
        """Give the open formula up, after an error in it."""
        del self.groups[self.depth :]
        self.definitions = self.around
        self.closed, self.body = None, None

    def close_formula(self, token: Token, source: SourceFile) -> None:
        body = self.body
        assert body is not None
        self.body = None
        self.definitions = self.around  # what is defined in a formula ends with it
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
        elif name in DEFINES:
            self.define_inside(token, tokens)
        elif name in self.shortcuts:
            kind, environment = self.shortcuts[name]
            inside = Token(kind, environment, token.start, token.stop)
            if kind == "end":
                self.close_inside(inside, source)
            else:
                self.open_inside(inside, tokens)
