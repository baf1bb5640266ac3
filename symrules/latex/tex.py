"""TeX text as a sequence of atoms: tokens, joining without gluing, scripts, balance.

Notes
-----
A control word swallows the letters that follow it (``\\mu`` and ``x`` must not meet as ``\\mux``), so text is only
ever put together by `join`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from symrules.errors import SymrulesError

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_ENDS_IN_WORD = re.compile(r"(?<!\\)(?:\\\\)*\\[A-Za-z]+$")

ARGUMENTS = {
    "\\frac": 2, "\\dfrac": 2, "\\tfrac": 2, "\\binom": 2, "\\sqrt": 1, "\\mathcal": 1, "\\mathrm": 1, "\\mathbf": 1,
    "\\mathit": 1, "\\mathsf": 1, "\\mathbb": 1, "\\mathfrak": 1, "\\boldsymbol": 1, "\\text": 1, "\\textrm": 1,
    "\\mbox": 1, "\\operatorname": 1, "\\overline": 1, "\\underline": 1, "\\hat": 1, "\\bar": 1, "\\tilde": 1,
    "\\vec": 1, "\\dot": 1, "\\ddot": 1, "\\check": 1, "\\widehat": 1, "\\widetilde": 1, "\\begin": 1, "\\end": 1,
    "\\pmod": 1,
}  # fmt: skip
"""How many arguments a control word takes; every other one takes none."""

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho varrho sigma "
    "tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
GREEK = frozenset("\\" + name for name in _GREEK_NAMES.split())
"""The control words of Greek letters."""

_DELIMITERS = {"\\left", "\\right", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr", "\\biggl", "\\biggr", "\\Biggl", "\\Biggr"}


class LatexError(SymrulesError):
    """An expression, or a declared symbol, that cannot be printed."""


def tokens(latex: str) -> list[str]:
    """The TeX tokens: control words and symbols whole, runs of blanks as one, anything else single."""
    return _TOKEN.findall(latex)


def join(*parts: str) -> str:
    """Put pieces of TeX side by side, with a blank only where a control word would swallow a letter."""
    out = ""
    for part in parts:
        if part and out and part[0].isascii() and part[0].isalpha() and _ENDS_IN_WORD.search(out):
            out += " "
        out += part
    return out


@dataclass(frozen=True, slots=True)
class Atom:
    """One nucleus with its arguments and scripts.

    Parameters
    ----------
    head : the nucleus: a character, a control word, a whole ``{…}`` group, or a delimiter such as ``\\left(``
    arguments : of a control word that takes some, without their braces
    sub, sup : the scripts, without their braces; primes count as a superscript
    text : the whole as it was written, with the blanks behind it
    """

    head: str
    arguments: tuple[str, ...] = ()
    sub: str = ""
    sup: str = ""
    text: str = ""


@dataclass
class _Reader:
    """A cursor over the tokens."""

    rest: list[str]
    at: int = 0
    out: list[Atom] = field(default_factory=list)

    def group(self) -> str:
        """The next token, or the inside of the next ``{…}``."""
        self.skip_blanks()
        if self.at >= len(self.rest):
            return ""
        first = self.rest[self.at]
        self.at += 1
        if first != "{":
            return first
        start, depth = self.at, 1
        while self.at < len(self.rest) and depth:
            depth += {"{": 1, "}": -1}.get(self.rest[self.at], 0)
            self.at += 1
        return "".join(self.rest[start : self.at - 1])

    def skip_blanks(self) -> None:
        while self.at < len(self.rest) and self.rest[self.at].isspace():
            self.at += 1

    def head(self) -> tuple[str, tuple[str, ...]]:
        head = self.rest[self.at]
        if head == "{":
            return "{" + self.group() + "}", ()
        self.at += 1
        if head in _DELIMITERS:
            return head + self.group(), ()
        if head == "\\begin":
            return self.environment()
        if head == "\\sqrt" and self.at < len(self.rest) and self.rest[self.at] == "[":
            close = self.rest.index("]", self.at)
            degree = "".join(self.rest[self.at + 1 : close])
            self.at = close + 1
            return head, (self.group(), degree)
        return head, tuple(self.group() for _ in range(ARGUMENTS.get(head, 0)))

    def environment(self) -> tuple[str, tuple[str, ...]]:
        name, start = self.group(), self.at
        depth = 1
        while self.at < len(self.rest) and depth:
            depth += {"\\begin": 1, "\\end": -1}.get(self.rest[self.at], 0)
            self.at += 1
        inside = "".join(self.rest[start : max(start, self.at - 1)])
        self.group()
        return "\\begin", (name, inside)

    def scripts(self) -> tuple[str, str]:
        sub = sup = ""
        while self.at < len(self.rest):
            mark = self.rest[self.at]
            if mark == "'":
                self.at += 1
                sup += "'"
            elif mark == "_":
                self.at += 1
                sub += self.group()
            elif mark == "^":
                self.at += 1
                sup += self.group()
            else:
                break
        return sub, sup

    def atoms(self) -> Iterator[Atom]:
        self.skip_blanks()
        while self.at < len(self.rest):
            start = self.at
            head, arguments = self.head()
            sub, sup = self.scripts()
            self.skip_blanks()
            yield Atom(head, arguments, sub, sup, "".join(self.rest[start : self.at]))


@lru_cache(maxsize=4096)
def atoms(latex: str) -> tuple[Atom, ...]:
    """The atoms of a piece of TeX."""
    return tuple(_Reader(tokens(latex)).atoms())


def balanced(latex: str) -> bool:
    """Whether braces close in order, and every ``\\left`` has its ``\\right`` in the same group."""
    open_: list[str] = []
    partner = {"}": "{", "\\right": "\\left", "\\end": "\\begin"}
    for token in tokens(latex):
        if token in ("{", "\\left", "\\begin"):
            open_.append(token)
        elif token in partner and (not open_ or open_.pop() != partner[token]):
            return False
    return not open_


_PROGRAMMING = re.compile(
    r"input|include|write|openin|openout|read|catcode|csname|command|package|document|bibliography|expandafter|"
    r"special|lua|shell|environment|let$|def$|edef|gdef|xdef|file|loop|end$|begin$|aftergroup|afterassignment|"
    r"scantokens|string$|lowercase|uppercase|char$|meaning|immediate|output|every"
)
_ENVIRONMENTS = frozenset(("cases", "matrix", "pmatrix", "bmatrix", "vmatrix", "smallmatrix", "array", "aligned"))


def check_declared(latex: str, name: str) -> None:
    """Refuse a declared TeX that is not a closed piece of mathematics.

    A declaration can come from someone else's file and goes into a manuscript: it prints, it neither reads or writes
    files nor defines anything.

    Raises
    ------
    LatexError
        The TeX is empty, its groups do not close, or it holds a command or character that does more than print.
    """
    if not latex.strip() or not balanced(latex):
        raise LatexError(f"the LaTeX of {name}, {latex[:60]!r}, does not close its braces or \\left…\\right",
                         hint="close every brace and every \\left")  # fmt: skip
    bare = re.sub(r"\\(?:begin|end)\{(\w+)\*?\}", lambda m: "" if m[1] in _ENVIRONMENTS else m[0], latex)
    for token in tokens(bare):
        if token in ("%", "#", "$", "~", "\\$") or (token[0] == "\\" and _PROGRAMMING.search(token)):
            raise LatexError(f"the LaTeX of {name} holds {token!r}, which does more than print a symbol",
                             hint="declare a symbol by mathematical commands only")  # fmt: skip
    if "^^" in latex or "\n\n" in latex or not latex.isprintable():
        raise LatexError(f"the LaTeX of {name} holds characters that TeX does not print")


def script(mark: str, latex: str) -> str:
    """A subscript or superscript, in braces unless it is one character or one plain letter command."""
    single = len(latex) == 1 or latex in GREEK or latex == "\\infty"
    return mark + (latex if single else "{" + latex + "}")
