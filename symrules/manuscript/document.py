r"""A LaTeX document: which equations stand in it, with their labels, macros and remarks, through all files it inputs.

Notes
-----
One pass over the tokens, without recursion but for files that input files. What cannot be told without running TeX
(conditionals other than ``\iffalse``, categories of characters) is not guessed at: both branches are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from symrules.errors import Place, ReadError
from symrules.manuscript.equations import Equation, Remark
from symrules.manuscript.findings import Finding
from symrules.manuscript.formulas import MARK, Formulas
from symrules.manuscript.groups import DEFINES, DISPLAYED, Stop
from symrules.manuscript.passages import skip_address, skip_false, skip_inline_verbatim, skip_verbatim
from symrules.manuscript.sources import SourceFile, Sources
from symrules.manuscript.tokens import Token, Tokens

_VERBATIM = frozenset({"verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "filecontents",
                       "filecontents*", "alltt", "tikzpicture"})  # fmt: skip


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


class _Reader(Formulas):
    """The state of reading: the text around the formulas."""

    def __init__(self, sources: Sources, inline: bool) -> None:
        super().__init__(inline)
        self.sources = sources

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
        except Stop:
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
            skip_verbatim(name, token, tokens)
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
        elif name in DEFINES:
            self.define(token, tokens)
        elif name in ("verb", "lstinline", "verb*"):
            skip_inline_verbatim(token, tokens)
        elif name in ("url", "href", "path"):
            skip_address(tokens)
        elif name == "iffalse":
            skip_false(token, tokens)
        elif name in self.shortcuts:
            kind, environment = self.shortcuts[name]
            if kind == "begin":
                self.begin(environment, token, tokens)
            else:
                self.close(environment, token, source)

    def open_math(self, token: Token, source: SourceFile) -> None:
        closing = {"\\(": "\\)", "\\[": "\\]"}.get(token.text, token.text)
        if token.text in ("\\)", "\\]"):
            self.fail("TEX002", f"{token.text} closes nothing that is open", source.place(token.start))
            return
        self.open_formula(token.text, closing, source, token.stop, token)

    def remark(self, token: Token, source: SourceFile) -> None:
        match = MARK.match(token.text)
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
