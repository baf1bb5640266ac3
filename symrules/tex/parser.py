"""The parser: canonical tokens to unevaluated trees, by precedence, with every second reading named.

Conventions
-----------
- Juxtaposition binds tighter than the solidus, as in the journals of the American Physical Society: ``a/bc`` is
  a/(bc). A warning names the other reading.
- A superscript is a power unless it belongs to a declared name; a subscript always belongs to a name.
- A declared function before a bracket is applied, a symbol before a bracket is a factor.
- The argument of ``\\sin`` and its like without brackets is the product that follows, up to a sign, a relation, a
  bracket or the next function's name.
- An integral, a sum sign, a product sign and a limit take in the product behind them, an integral whose differential
  stands last all that stands before the differential.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import Any, NoReturn

import sympy
from sympy import Integer, Rational, S

from symrules.notation import Notation
from symrules.tex.build import is_power, negative, over, product, total
from symrules.tex.commands import ARGUMENTS, ENDS
from symrules.tex.names import Names, letters
from symrules.tex.reading import RELATIONS, Caution
from symrules.tex.source import MAX_DEPTH, Source, Token
from symrules.text.nodes import apply, magnitude_of_power, power
from symrules.text.tokens import MAX_DIGITS

TIMES = frozenset(("\\cdot", "\\times", "*"))
STOPS = frozenset(
    ("", "+", "-", ")", "]", "\\}", "}", ",", ";", ".", "/", "\\div", "&", "\\\\", "\\rangle", "\\right|", "\\right.",
     "\\rfloor", "\\rceil", "\\quad", "\\end{cases}", ":", "!")
) | TIMES | frozenset(RELATIONS)  # fmt: skip
"""Tokens that end a product of juxtaposed factors."""

MAX_BITS = 10_000


@dataclass
class Integration:
    """An integral sign that waits for its differential, or has found it."""

    level: int
    token: Token
    limits: tuple[Any, ...]
    region: list[str]
    begin: int = -1
    """Where the integrand begins."""
    variables: list[Any] = field(default_factory=list)
    first: bool = False
    """Whether the differential stands before the integrand, or in its first factor."""


class Parser:
    """A cursor over the canonical tokens of one statement."""

    def __init__(self, source: Source, notation: Notation, names: Names, stream: list[Token]) -> None:
        self.source = source
        self.notation = notation
        self.names = names
        end = stream[-1].end if stream else 0
        self.stream = [*stream, Token("", end, end)]
        self.at = 0
        self.level = 0  # of brackets and groups around the cursor
        self.nested = 0  # factors inside one another
        self.bars: list[int] = []
        self.integrals: list[Integration] = []
        self.bound: list[tuple[tuple[str, ...], Any]] = []
        self.local: dict[Any, Token] = {}
        self.wanted: list[Any] = []  # the variables of the derivative around the cursor
        self.holding = False  # inside a bracket that holds something fixed, where a derivative stands
        self.warnings: list[Caution] = []
        self.partner = _partners(stream)

    # -- the cursor

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

    def deeper(self) -> None:
        self.level += 1

    # -- sums

    def sum(self) -> Any:
        """Terms up to what cannot continue a sum."""
        terms = [self.signed()]
        while self.peek() in ("+", "-"):
            terms.append(self.signed())
        return total(terms)

    def signed(self) -> Any:
        """A term with the sign before it."""
        sign = self.peek()
        if sign in ("+", "-"):
            self.at += 1
            if self.peek() in ("+", "-"):
                self.fail("two signs meet", self.token, "write brackets: a-(-b)")
        term = self.term()
        return negative(term) if sign == "-" else term

    # -- products and quotients

    def term(self) -> Any:
        """Juxtaposed factors, joined by signs of multiplication and division from left to right."""
        start = self.at
        factors = self.juxtaposed(front=True)
        divided = False
        while self.peek() in TIMES or self.peek() in ("/", "\\div"):
            if self.finished():
                break
            sign = self.token
            self.at += 1
            begin = self.at
            if divided:
                self.warn("AMB-SOLIDUS", f"a second sign behind a solidus: {self.text(start, begin)}… is read from left "
                          "to right, (a/b)/c and (a/b)*c", sign)  # fmt: skip
            if sign.text in TIMES:
                factors += self.juxtaposed()
            else:
                below = self.denominator(start, begin, sign)
                factors = over(factors or [S.One], below)
                divided = True
        return product(factors) if factors else S.One

    def denominator(self, start: int, begin: int, sign: Token) -> Any:
        """What stands below a solidus: all juxtaposed factors."""
        first_end = self.end_of_first()
        factors = self.juxtaposed()
        if len(factors) > 1 and first_end < self.at:
            whole, head = self.text(begin, self.at), self.text(begin, first_end)
            above, rest = self.text(start, begin - 1), self.text(first_end, self.at)
            plain = all(f.is_Symbol or (is_power(f) and f.base.is_Symbol) for f in factors)
            taken, other = f"{above}/({whole})", f"({above}/{head}) {rest}"
            code = "AMB-APS" if plain else "AMB-SOLIDUS"
            self.warn(code, f"{above}/{whole} is read as {taken}, not as {other}", sign)
        return product(factors)

    def end_of_first(self) -> int:
        """Where the first factor at the cursor ends, found without reading it as mathematics."""
        i, depth = self.at, 0
        behind, entries = self.names.match(self.stream, i)
        if entries:
            i = behind
        else:
            while i < len(self.stream) - 1:
                text = self.stream[i].text
                depth += (text in _OPEN) - (text in _CLOSE)
                i += 1
                if depth == 0 and not (text.isdigit() and self.stream[i].text.isdigit()):
                    break
            while self.stream[self.at].text in ARGUMENTS and self.stream[i].text == "{":
                i = self.partner[i] + 1
        while self.stream[i].text in ("^", "_", "'", "!"):
            i = self.partner[i + 1] + 1 if self.stream[i].text in ("^", "_") else i + 1
        return i

    def juxtaposed(self, front: bool = False) -> list[Any]:
        """Factors side by side; differentials among them go to the integral that waits for one.

        In front of a term, the factors of a fraction are factors of the term, and a differential may stand alone.
        """
        from symrules.tex.calculus import take_differential

        factors: list[Any] = []
        start = self.at
        numeric = False
        while True:
            if self.finished():
                break
            if take_differential(self, not factors and self.at == start):
                continue
            if self.stops():
                break
            token = self.token
            if factors and (token.text.isdigit() or (token.text == "." and self.peek(1).isdigit())):
                self.fail("a number behind another factor", token,
                          "write a subscript x_2, a power x^{2}, or the number in front")  # fmt: skip
            if numeric and token.text == "\\frac" and self.stream[self.at + 2].text.isdigit():
                self.fail(
                    "a number stands before a fraction of numbers: a sum or a product?", token, "write \\cdot or +"
                )
            numeric = token.text.isdigit()
            value = self.factor()
            is_fraction = front and not factors and token.text == "\\frac" and self.stream[self.at - 1].text == "}"
            factors += value.args if is_fraction and value.is_Mul else [value]
        if not factors:
            if front and self.integrals and self.integrals[-1].variables and self.integrals[-1].level == self.level:
                return []
            self.missing()
        return factors

    def finished(self) -> bool:
        """Whether the differential at the end of an integrand has just been read."""
        if not self.integrals:
            return False
        last = self.integrals[-1]
        return bool(last.variables) and not last.first and last.level == self.level

    def stops(self) -> bool:
        """Whether no factor begins here."""
        text = self.peek()
        if text == "|" and self.bars and self.bars[-1] == self.level:
            return True
        if text == "." and self.peek(1).isdigit():
            return False
        return text in STOPS or text.startswith("\\text{") or text in ("\\begin{}", "\\end{}")

    def missing(self) -> NoReturn:
        token = self.token
        if token.text == "":
            self.fail("the equation ends where a value is expected", token)
        if token.text in ("_", "^"):
            self.fail(f"{token.text!r} stands on nothing", token)
        self.fail(f"a value is expected, not {self.shown(token)}", token)

    # -- factors

    def factor(self) -> Any:
        """A value with its factorials and powers."""
        from symrules.tex.primary import primary

        start = self.at
        self.nested += 1
        if self.nested > MAX_DEPTH:
            self.fail(f"the expression is nested more than {MAX_DEPTH} deep", self.token, "give a part of it a name")
        value, base = primary(self)
        self.nested -= 1
        return self.postfixed(value, start, base)

    def postfixed(self, value: Any, start: int, base: bool) -> Any:
        """Factorials, primes and powers behind a value; `base` says whether a power may stand on it."""
        raised = False
        while self.peek() in ("!", "^", "_", "'") or self.evaluated():
            token = self.token
            if token.text == "|":
                from symrules.tex.brackets import evaluation

                value = evaluation(self, value)
            elif token.text == "!":
                if raised:
                    self.fail("a factorial behind a power", token, "write brackets")
                self.at += 1
                if self.peek() == "!":
                    self.at += 1
                    value = apply(sympy.factorial2, value)
                    self.warn("AMB-FACTORIAL", f"{self.text(start, self.at)} is read as the double factorial", token)
                else:
                    value = apply(sympy.factorial, value)
            elif token.text == "^":
                if raised or not base:
                    self.fail("a superscript on what carries none", token, "write brackets: (a^b)^c")
                value = self.raised(value, token)
                raised = True
            elif token.text == "_":
                self.fail(self.undeclared(start, subscript=True), token, self.hint(start))
            else:
                self.fail("a prime is no part of a declared name here, and no derivative of a declared function", token,
                          "declare the primed symbol")  # fmt: skip
        return value

    def evaluated(self) -> bool:
        """Whether an evaluation bar without ``\\left.`` stands here."""
        open_ = self.bars and self.bars[-1] == self.level
        return self.peek() in ("|", "\\right|") and self.peek(1) == "_" and not open_

    def raised(self, value: Any, token: Token) -> Any:
        exponent = self.exponent()
        size = magnitude_of_power(value, exponent)
        if size is not None and size > MAX_BITS:
            self.fail("a power of numbers with more than 3,000 digits", token, "use a symbol for a large number")
        return power(value, exponent)

    def exponent(self) -> Any:
        """The group behind a ``^``, which must be a power and no label."""
        self.take("^")
        inside = self.token
        close = self.partner[self.at]
        content = [t.text for t in self.stream[self.at + 1 : close]]
        if content in (["*"], ["+"], ["-"], ["\\dagger"], ["\\star"], ["\\circ"]) or not content:
            self.fail(f"the superscript {' '.join(content)!r} is no power, and no part of a declared name", inside,
                      "declare the symbol with its superscript")  # fmt: skip
        if content[0] == "(" and content[-1] == ")" and len(content) == 3:
            self.fail("a superscript in brackets is a label, and no part of a declared name", inside,
                      "declare the symbol with its superscript, or write the power without brackets")  # fmt: skip
        return self.group()

    def group(self) -> Any:
        """The expression between braces."""
        opening = self.take("{")
        self.deeper()
        kept, self.bars = self.bars, []
        if self.peek() == "}":
            self.fail("empty braces", opening, "write what belongs there")
        value = self.sum()
        self.take("}", f"{self.shown(self.token)} is not expected here")
        self.bars = kept
        self.level -= 1
        return value

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
        if token.text in ("d", "\\mathrm{d}") and self.integrals:
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
        if self.peek() == "." and self.peek(1).isdigit() and not self.stream[self.at + 1].spaced:
            self.at += 1
            fraction = self.digits()
        if self.peek() == "." and self.peek(1).isdigit():
            self.fail("a second decimal point", self.token)
        if self.peek().isdigit():
            self.fail("a blank inside a number, or two numbers side by side", self.token, "write 23, or 2\\cdot 3")
        if len(whole) + len(fraction) > MAX_DIGITS:
            self.fail(f"a number of more than {MAX_DIGITS:,} digits", self.stream[start])
        if not fraction:
            return Integer(int(whole))
        return Rational(int(whole + fraction), 10 ** len(fraction))

    def digits(self) -> str:
        found = ""
        while self.peek().isdigit() and len(self.peek()) <= MAX_DIGITS and not (found and self.token.spaced):
            if not self.peek().isascii():
                self.unknown()
            found += self.peek()
            self.at += 1
        return found or "0"

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


_OPEN = frozenset(("{", "(", "[", "\\{", "\\langle", "\\left|", "\\left.", "\\lfloor", "\\lceil"))
_CLOSE = frozenset(("}", ")", "]", "\\}", "\\rangle", "\\right|", "\\right.", "\\rfloor", "\\rceil"))
