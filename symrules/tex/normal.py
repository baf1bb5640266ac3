r"""One spelling for what prints alike: the canonical tokens of an equation.

Spaces and invisible commands are gone, ``\left(`` and ``\bigl(`` are ``(``, a letter in a font is one token such as
``\mathbf{k}``, an upright word is one token such as ``\mathrm{eq}`` however it was set upright, every argument and
script stands in braces, and the scripts of a nucleus stand in the order subscript, primes, superscript.

Notes
-----
Braces that only group print nothing, so they are taken away: ``{a+b}c`` is read as it is printed, a + bc.
"""

from __future__ import annotations

from symrules.tex import delimiters, fonts
from symrules.tex.atoms import Atom
from symrules.tex.commands import (
    ALIKE,
    ARGUMENTS,
    CLOSING,
    EMPTY,
    EMPTY_WITH_ARGUMENT,
    FONTS,
    FUNCTION_NAMES,
    GAPS,
    GROWING,
    OPENING,
    REFUSED,
    SWITCHES,
    TRANSPARENT,
)
from symrules.tex.source import MAX_DEPTH, Source, Token
from symrules.tex.spaces import is_wide, run_of_spaces

_CLOSERS = frozenset((")", "]", "\\}", "\\rangle", "\\right|", "\\rfloor", "\\rceil"))
_OPENERS = frozenset(("(", "[", "\\{", "\\langle", "\\left|", "\\lfloor", "\\lceil"))


def canonical(source: Source, stream: list[Token]) -> list[Token]:
    """The canonical tokens.

    Raises
    ------
    ReadError
        Braces do not close or nest too deep, a command lacks its argument, or one is refused.
    """
    _check_braces(source, stream)
    return Reader(source, stream).flat(0, len(stream), "")


def _check_braces(source: Source, stream: list[Token]) -> None:
    open_: list[Token] = []
    for token in stream:
        if token.text == "{":
            open_.append(token)
            if len(open_) > MAX_DEPTH:
                source.fail(f"braces are nested more than {MAX_DEPTH} deep", token, "give a part of it a name")
        elif token.text == "}":
            if not open_:
                source.fail("this brace was never opened", token, "take '}' away, or write '{' before")
            open_.pop()
    if open_:
        source.fail("'{' is not closed", open_[-1], "write the missing '}'")


class Reader:
    """A recursive reader of groups; the depth of groups is checked before."""

    def __init__(self, source: Source, stream: list[Token]) -> None:
        self.source = source
        self.stream = stream
        self.partner: dict[int, int] = {}
        open_: list[int] = []
        for i, token in enumerate(stream):
            if token.text == "{":
                open_.append(i)
            elif token.text == "}":
                self.partner[open_.pop()] = i

    def flat(self, start: int, stop: int, font: str) -> list[Token]:
        return [token for atom in self.atoms(start, stop, font) for token in atom.flat()]

    def atoms(self, start: int, stop: int, font: str) -> list[Atom]:
        """The atoms between two indices; a switch of font holds up to the end."""
        found: list[Atom] = []
        i = start
        while i < stop:
            token = self.stream[i]
            text = ALIKE.get(token.text, token.text)
            if text in REFUSED and not (text == "\\not" and i + 1 < stop and self.stream[i + 1].text == "="):
                message, hint = REFUSED[text]
                self.source.fail(message, token, hint)
            if text in SWITCHES:
                font = SWITCHES[text]
                i += 1
            elif (behind := self.behind_wide_space(i, stop)) > i:
                found.append(Atom([token._replace(text="\\quad")]))
                i = behind
            elif text in EMPTY:
                i += 1
                if text in GAPS and i < stop:
                    self.source.gaps.add(self.stream[i].start)
            elif text in EMPTY_WITH_ARGUMENT:
                i = delimiters.skipped(self, i, stop, EMPTY_WITH_ARGUMENT[text])
            elif text in ("_", "^") or (text == "'" and token.text == "'"):
                i = self.script(found, i, stop, font)
            elif text == "{":
                i = self.grouped(found, i, stop, font)
            else:
                i = self.nucleus(found, i, stop, font, text)
        return found

    def behind_wide_space(self, i: int, stop: int) -> int:
        """The index behind a space that parts two statements; the index itself where none stands."""
        behind, wide = run_of_spaces(self.stream, i, stop)
        if self.stream[i].text == "\\hspace":
            at = i + 2 if i + 1 < stop and self.stream[i + 1].text == "*" else i + 1
            if at < stop and self.stream[at].text == "{":
                behind, wide = self.partner[at] + 1, is_wide(self.stream[at + 1 : self.partner[at]])
        return behind if wide else i

    # -- groups and scripts

    def grouped(self, found: list[Atom], i: int, stop: int, font: str) -> int:
        """Braces that only group: their atoms, where no script stands on a whole that prints no bracket."""
        close = self.partner[i]
        inside = self.atoms(i + 1, close, font)
        if close + 1 < stop and self.stream[close + 1].text in ("_", "^", "'") and not _is_one(inside):
            what = (
                "an empty group" if not inside else "braces print nothing, so the script stands on the last sign only"
            )
            self.source.fail(what, self.stream[close + 1], "write brackets around what is meant: (a+b)^2")
        if not _has_switch(self.stream[i + 1 : close]) and (found or close + 1 < stop):
            self.doubt(found, i, inside)
        found.extend(inside)
        return close + 1

    def doubt(self, found: list[Atom], i: int, inside: list[Atom]) -> None:
        """Braces around a sum, which print no bracket: refused behind a function's name, else read as printed."""
        signs = [atom.nucleus[0].text for atom in inside if atom.nucleus]
        outside, depth = False, 0
        for text in signs:
            depth += (text in _OPENERS) - (text in _CLOSERS)
            outside = outside or (depth == 0 and text in ("+", "-"))
        if not outside:
            return
        token = self.stream[i]
        before = found[-1].nucleus[0].text if found and found[-1].nucleus else ""
        if before in FUNCTION_NAMES or before.startswith("\\mathrm{"):
            self.source.fail("braces print nothing, so the function is printed before the first term only", token,
                             "write brackets around its argument")  # fmt: skip
        self.source.doubts.append(("AMB-BRACES", "braces print nothing: what stands in them is read as it is printed, "
                                   "without brackets", token))  # fmt: skip

    def script(self, found: list[Atom], i: int, stop: int, font: str) -> int:
        token = self.stream[i]
        if not found:
            self.source.fail(f"{token.text!r} stands on nothing", token, "write what carries the script")
        atom = found[-1]
        if token.text == "'":
            if atom.sup is not None:
                self.source.fail("a prime behind a superscript", token, "write the prime before the superscript")
            atom.primes.append(token._replace(text="'"))
            return i + 1
        inside, i = self.argument(i + 1, stop, font, token)
        if len(inside) == 2 and token.chain:  # an argument that a macro was called without
            return i
        if token.text == "_":
            if atom.sub is not None:
                self.source.fail("a second subscript", token, "write one subscript: x_{a,b}")
            atom.sub = [token, *inside]
            return i
        while len(inside) > 2 and inside[1].text == "'":
            atom.primes.append(inside.pop(1))
        if len(inside) > 2 or not atom.primes:
            if atom.sup is not None:
                self.source.fail("a second superscript", token, "write brackets: (a^b)^c")
            atom.sup = [token, *inside]
        return i

    def argument(self, i: int, stop: int, font: str, by: Token) -> tuple[list[Token], int]:
        """The canonical tokens of a script or argument at an index, in braces, and the index behind it."""
        while i < stop and self.stream[i].text in EMPTY:
            i += 1
        if i >= stop or self.stream[i].text in ("_", "^", "&", "\\\\", "}"):
            self.source.fail(f"{by.text} has no argument", self.stream[i - 1], "write it in braces")
        behind = self.end_of_call(i, stop, by)
        if behind > i + 1:
            first, last = self.stream[i], self.stream[behind - 1]
            return [first._replace(text="{"), *self.flat(i, behind, font), last._replace(text="}")], behind
        if self.stream[i].text == "{":
            close = self.partner[i]
            return [self.stream[i], *self.flat(i + 1, close, font), self.stream[close]], close + 1
        one: list[Atom] = []
        text = ALIKE.get(self.stream[i].text, self.stream[i].text)
        if text in REFUSED:
            self.source.fail(REFUSED[text][0], self.stream[i], REFUSED[text][1])
        behind = self.nucleus(one, i, i + 1 if len(text) == 1 else stop, font, text)
        found = [token for atom in one for token in atom.flat()]
        first, last = found[0]._replace(end=found[0].start), found[-1]._replace(start=found[-1].end)
        return [first._replace(text="{"), *found, last._replace(text="}")], behind

    def end_of_call(self, i: int, stop: int, by: Token) -> int:
        """Behind the macro that begins at an index, which is one argument to a command that stands outside it."""
        size = len(by.chain) + 1
        call = self.stream[i].chain[:size]
        behind = i + 1
        while len(call) == size and behind < stop and self.stream[behind].chain[:size] == call:
            behind += 1
        return behind

    # -- nuclei

    def nucleus(self, found: list[Atom], i: int, stop: int, font: str, text: str) -> int:
        token = self.stream[i]
        if text in TRANSPARENT:
            inside, i = self.argument(i + 1, stop, font, token)
            found.append(Atom(inside[1:-1]))
            return i
        if text == "\\mathit":
            return fonts.italic(self, found, i, stop)
        if text in FONTS:
            return fonts.in_font(self, found, i, stop, text)
        if text in ARGUMENTS:
            return self.command(found, i, stop, font, text)
        if text in GROWING or text in OPENING or text in CLOSING:
            return delimiters.delimiter(self, found, i, stop, text)
        if text in ("\\begin", "\\end"):
            return delimiters.environment(self, found, i, stop, text)
        if text == "\\\\":
            found.append(Atom([token._replace(text="\\\\")]))
            return delimiters.after_break(self, i + 1, stop)
        if text == "\\not":
            found.append(Atom([token._replace(text="\\neq", end=self.stream[i + 1].end)]))
            return i + 2
        if text.startswith("\\mathrm{"):
            found.append(Atom([token._replace(text=text)]))
            return i + 1
        if font and len(text) == 1 and text.isascii() and text.isalpha():
            return fonts.letters(self, found, i, stop, font)
        if font == "\\mathbf" and text[0] == "\\" and text[1:].isalpha():
            text = f"\\mathbf{{{text}}}"
        found.append(Atom([token._replace(text=text)]))
        return i + 1

    def spliced(self, found: list[Atom], inside: list[Atom], close: int, stop: int) -> int:
        if close + 1 < stop and self.stream[close + 1].text in ("_", "^", "'") and len(inside) != 1:
            self.source.fail("a script on several signs", self.stream[close + 1], "write brackets around them")
        found.extend(inside)
        return close + 1

    def command(self, found: list[Atom], i: int, stop: int, font: str, text: str) -> int:
        """A command with arguments; the degree of a root stands before what is under it."""
        token = self.stream[i]
        at = i + 1
        pieces = [token._replace(text=text)]
        if text == "\\sqrt":
            degree = [token._replace(text="{"), token._replace(text="}")]
            if at < stop and self.stream[at].text == "[":
                close = next((j for j in range(at, stop) if self.stream[j].text == "]"), None)
                if close is None:
                    self.source.fail("the degree of a root is not closed", self.stream[at], "write \\sqrt[3]{x}")
                degree[1:1] = self.flat(at + 1, close, font)
                at = close + 1
            pieces += degree
        elif text == "\\frac" and at < stop and self.stream[at].text == "[":
            close = next((j for j in range(at, stop) if self.stream[j].text == "]"), at)
            if close - at == 2 and self.stream[at + 1].text in ("l", "r", "c"):
                at = close + 1
        for _ in range(ARGUMENTS[text]):
            inside, at = self.argument(at, stop, font, token)
            pieces += inside
        found.append(Atom(pieces))
        return at


def _has_switch(stretch: list[Token]) -> bool:
    """Whether a group is there for the font or style that is set in it."""
    return any(t.text in SWITCHES or (t.text in EMPTY and t.text.endswith("style")) for t in stretch)


def _is_one(inside: list[Atom]) -> bool:
    """Whether a script behind a group would stand on the same as one inside it."""
    if len(inside) == 1:
        return True
    if not inside:
        return False
    depth = 0
    for atom in inside[:-1]:
        first = atom.nucleus[0].text if atom.nucleus else ""
        depth += (first in _OPENERS) - (first in _CLOSERS)
        if depth == 0:
            return False
    return bool(inside[-1].nucleus) and inside[-1].nucleus[0].text in _CLOSERS
