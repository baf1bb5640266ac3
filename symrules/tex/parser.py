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

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import sympy
from sympy import S

from symrules.notation import Notation
from symrules.tex.build import is_power, negative, over, product, total
from symrules.tex.commands import ARGUMENTS
from symrules.tex.grouping import Grouping
from symrules.tex.names import Names
from symrules.tex.reading import RELATIONS
from symrules.tex.source import MAX_DEPTH, Source, Token, is_digit
from symrules.text.nodes import apply, magnitude_of_power, power

TIMES = frozenset(("\\cdot", "\\times", "*"))
STOPS = frozenset(
    ("", "+", "-", ")", "]", "\\}", "}", ",", ";", ".", "/", "\\div", "&", "\\\\", "\\rangle", "\\right|", "\\right.",
     "\\rfloor", "\\rceil", "\\quad", "\\end{cases}", ":", "!")
) | TIMES | frozenset(RELATIONS)  # fmt: skip
"""Tokens that end a product of juxtaposed factors."""

MAX_BITS = 10_000


@dataclass(frozen=True)
class Grammar:
    """What the parser is told of the signs that begin a factor.

    Parameters
    ----------
    primary : reads the value at the cursor, and says whether a power may stand on it
    take_differential : gives a differential at the cursor to the integral that waits for it, and says whether one stood
        there; told whether it stands first
    evaluation : reads an evaluation bar behind a value
    """

    primary: Callable[[Parser], tuple[Any, bool]]
    take_differential: Callable[[Parser, bool], bool]
    evaluation: Callable[[Parser, Any], Any]


class Parser(Grouping):
    """Sums, products, quotients and powers over the tokens of one statement."""

    def __init__(self, source: Source, notation: Notation, names: Names, stream: list[Token], grammar: Grammar) -> None:
        super().__init__(source, notation, names, stream)
        self.grammar = grammar

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
        divided = doubted = False
        while self.peek() in TIMES or self.peek() in ("/", "\\div"):
            if self.finished():
                break
            sign = self.token
            self.at += 1
            begin = self.at
            if divided and not doubted:
                doubted = True
                shown = self.text(start, begin)
                self.warn("AMB-SOLIDUS", f"{shown}… is read from left to right, as (a/b)/c and (a/b)*c", sign)
            if sign.text in TIMES:
                self.between_vectors(sign)
                factors += self.juxtaposed()
            else:
                below = self.denominator(start, begin, sign)
                factors = over(factors or [S.One], below)
                divided = True
        return product(factors) if factors else S.One

    def between_vectors(self, sign: Token) -> None:
        """A product of two bold letters or letters under arrows may be one of vectors."""
        i = self.at - 2
        while i > 0 and self.stream[i].text == "}":
            i = next(opening for opening, closing in self.partner.items() if closing == i) - 1
            i -= self.stream[i].text == "_"
        signs = (self.stream[max(i, 0)].text, self.peek())
        if not all(text.startswith(("\\mathbf{", "\\vec")) for text in signs):
            return
        if sign.text == "\\times":
            self.fail("a cross product of vectors is not read", sign, "declare its value as a symbol")
        self.warn("AMB-VECTOR", "a product of two vectors is read as one of numbers", sign)

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
                if depth == 0 and not (is_digit(text) and is_digit(self.stream[i].text)):
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
        factors: list[Any] = []
        start = self.at
        numeric = False
        while True:
            if self.finished():
                break
            if self.grammar.take_differential(self, not factors and self.at == start):
                continue
            if self.stops() and (factors or self.peek() != "|"):
                break
            token = self.token
            if factors and (is_digit(token.text) or (token.text == "." and is_digit(self.peek(1)))):
                self.fail("a number behind another factor", token,
                          "write a subscript x_2, a power x^{2}, or the number in front")  # fmt: skip
            if numeric and token.text == "\\frac" and self.is_number_fraction():
                self.fail(
                    "a number stands before a fraction of numbers: a sum or a product?", token, "write \\cdot or +"
                )
            numeric = is_digit(token.text)
            value = self.factor()
            several = front and not factors and token.text == "\\frac" and self.stream[self.at - 1].text == "}"
            factors += value.args if value.is_Mul and (several or value is self.joined) else [value]
        if not factors:
            if front and self.integrals and self.integrals[-1].variables and self.integrals[-1].level == self.level:
                return []
            self.missing()
        return factors

    def is_number_fraction(self) -> bool:
        """Whether the fraction at the cursor is one of two whole numbers."""
        above = self.partner[self.at + 1]
        below = self.partner[above + 1]
        both = [*self.stream[self.at + 2 : above], *self.stream[above + 2 : below]]
        return all(is_digit(token.text) for token in both)

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
        if text == "." and is_digit(self.peek(1)):
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
        start = self.at
        self.nested += 1
        if self.nested > MAX_DEPTH:
            self.fail(f"the expression is nested more than {MAX_DEPTH} deep", self.token, "give a part of it a name")
        value, base = self.grammar.primary(self)
        self.nested -= 1
        return self.postfixed(value, start, base)

    def postfixed(self, value: Any, start: int, base: bool) -> Any:
        """Factorials, primes and powers behind a value; `base` says whether a power may stand on it."""
        raised = False
        while self.peek() in ("!", "^", "_", "'") or self.evaluated():
            token = self.token
            if token.text in ("|", "\\right|"):
                value = self.grammar.evaluation(self, value)
            elif token.text == "!":
                if raised or self.stream[self.at - 1].text == "!":
                    self.fail("a factorial behind a power or another factorial", token, "write brackets")
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
                self.fail(self.undeclared(start, subscript=True), self.stream[start], self.hint(start))
            else:
                self.fail("a prime is no part of a declared name here, and no derivative of a declared function", token,
                          "declare the primed symbol")  # fmt: skip
        return value

    def evaluated(self) -> bool:
        """Whether an evaluation bar without ``\\left.`` stands here."""
        if self.peek(1) != "_":
            return False
        if self.peek() == "|":
            return not (self.bars and self.bars[-1] == self.level)
        return self.peek() == "\\right|" and (self.around or ["("])[-1] not in ("\\left.", "\\left|")

    def raised(self, value: Any, token: Token) -> Any:
        exponent = self.exponent()
        size = magnitude_of_power(value, exponent)
        if size is not None and size > MAX_BITS:
            self.fail("a power of numbers with more than 3,000 digits", token, "use a symbol for a large number")
        return power(value, exponent)


_OPEN = frozenset(("{", "(", "[", "\\{", "\\langle", "\\left|", "\\left.", "\\lfloor", "\\lceil"))
_CLOSE = frozenset(("}", ")", "]", "\\}", "\\rangle", "\\right|", "\\right.", "\\rfloor", "\\rceil"))
