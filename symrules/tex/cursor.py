"""A cursor over the canonical tokens of one statement: looking, taking, refusing, warning, and numerals."""

from __future__ import annotations

import difflib
from typing import Any, NoReturn

from sympy import Integer, Rational

from symrules.notation import Notation
from symrules.tex.commands import ARGUMENTS, ENDS
from symrules.tex.names import Names, letters
from symrules.tex.reading import Caution
from symrules.tex.source import Source, Token, is_digit
from symrules.text.tokens import MAX_DIGITS


class Cursor:
    """A place in the tokens, with what is declared and what has been doubtful so far."""

    def __init__(self, source: Source, notation: Notation, names: Names, stream: list[Token]) -> None:
        self.source = source
        self.notation = notation
        self.names = names
        end = stream[-1].end if stream else 0
        self.stream = [*stream, Token("", end, end)]
        self.partner = _partners(stream)
        self.at = 0
        self.warnings: list[Caution] = []
        self.bound: list[tuple[tuple[str, ...], Any]] = []  # variables that are not declared, and their tokens
        self.local: dict[Any, Token] = {}  # where each of them is used first
        self.inside_integral = False

    def peek(self, ahead: int = 0) -> str:
        i = self.at + ahead
        return self.stream[i].text if i < len(self.stream) else ""

    @property
    def token(self) -> Token:
        return self.stream[self.at]

    def take(self, text: str, why: str = "", hint: str = "") -> Token:
        token = self.token
        if token.text != text:
            self.fail(why or f"{text!r} is expected here, not {self.shown(token)}", token, hint)
        self.at += 1
        return token

    def fail(self, message: str, token: Token, hint: str = "") -> NoReturn:
        self.source.fail(message, token, hint)

    def warn(self, code: str, message: str, token: Token) -> None:
        inside = f" (inside the macro {token.macro})" if token.macro else ""
        self.warnings.append(Caution(code, message + inside, self.source.place(token.start)))

    def shown(self, token: Token) -> str:
        return f"{token.text[:40]!r}" if token.text else "the end"

    def text(self, start: int, stop: int) -> str:
        """The source between two tokens' indices."""
        return self.source.written(self.stream[start : max(start + 1, stop)])

    # -- names that are not declared

    def undeclared(self, start: int, subscript: bool = False) -> str:
        shown = self.spelled(start)
        if subscript and start < self.at:
            return f"{shown} is not declared: a subscript is part of a name"
        return f"{shown} is not declared"

    def spelled(self, start: int) -> str:
        """The nucleus at an index with its scripts, as one writes it."""
        return f"'{self.text(start, self.end_of_name(start))}'"

    def end_of_name(self, start: int) -> int:
        """Behind the nucleus at an index, its arguments, subscript and primes."""
        i = start + 1
        if self.stream[start].text in ARGUMENTS:
            while self.stream[i].text == "{":
                i = self.partner[i] + 1
        while self.stream[i].text in ("_", "'"):
            i = self.partner[i + 1] + 1 if self.stream[i].text == "_" else i + 1
        return i

    def hint(self, start: int) -> str:
        """A declared name that looks alike, compared by its letters."""
        written = letters("".join(t.text for t in self.stream[start : self.end_of_name(start)]))
        close = difflib.get_close_matches(written, self.names.alike, n=1, cutoff=0.6)
        if not close:
            return "declare it in the notation"
        declaration = self.notation[self.names.alike[close[0]]]
        return f"did you mean {declaration.latex_default or declaration.latex} ({declaration.name})?"

    def unknown(self) -> NoReturn:
        token = self.token
        if token.text in ENDS:
            self.fail(f"{token.text}: {ENDS[token.text][0]}", token, ENDS[token.text][1])
        if not token.text.isascii():
            self.fail(f"the character {token.text!r} is not read", token, "write the command of LaTeX for it")
        if token.text in ("d", "\\mathrm{d}") and self.inside_integral:
            self.fail("no differential of a symbol: a measure such as d^3r is declared with its variable", token,
                      "declare the measure of the variable")  # fmt: skip
        kind = "the command " if token.text[0] == "\\" and token.text[1:].isalpha() else ""
        self.fail(kind + self.undeclared(self.at), token, self.hint(self.at))

    # -- numbers

    def number(self) -> Any:
        """A numeral: digits without blanks between them, a decimal number as the exact rational."""
        start = self.at
        whole = self.digits()
        fraction = ""
        if self.peek() == "." and is_digit(self.peek(1)) and not self.stream[self.at + 1].spaced:
            self.at += 1
            fraction = self.digits()
        if self.peek() == "." and is_digit(self.peek(1)):
            self.fail("a second decimal point", self.token)
        if is_digit(self.peek()):
            self.fail("a blank inside a number, or two numbers side by side", self.token, "write 23, or 2\\cdot 3")
        if len(whole) + len(fraction) > MAX_DIGITS:
            self.fail(f"a number of more than {MAX_DIGITS:,} digits", self.stream[start])
        if not fraction:
            return Integer(int(whole))
        return Rational(int(whole + fraction), 10 ** len(fraction))

    def digits(self) -> str:
        found = ""
        while is_digit(self.peek()) and not (found and (self.token.spaced or self.is_apart())):
            found += self.peek()
            self.at += 1
        return found or "0"

    def is_apart(self) -> bool:
        """Whether a thin space stands before the digit at the cursor that does not divide thousands, as in 10\\,000."""
        if self.token.start not in self.source.gaps:
            return False
        run = 1
        while is_digit(self.peek(run)) and self.stream[self.at + run].start not in self.source.gaps:
            run += 1
        return run != 3

    # -- bound names

    def lookup(self, start: int) -> tuple[int, Any]:
        """A bound variable that is not declared, at an index: the index behind it and its symbol."""
        best, symbol = start, None
        for texts, bound in self.bound:
            stop = start + len(texts)
            if stop > best and tuple(t.text for t in self.stream[start:stop]) == texts:
                best, symbol = stop, bound
        return best, symbol


def _partners(stream: list[Token]) -> dict[int, int]:
    found: dict[int, int] = {}
    open_: list[int] = []
    for i, token in enumerate(stream):
        if token.text == "{":
            open_.append(i)
        elif token.text == "}" and open_:
            found[open_.pop()] = i
    return found
