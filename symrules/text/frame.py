"""One open bracket of a text that is being read: the sum, the product and the power that are under way in it."""

from __future__ import annotations

from math import gcd
from typing import Any

from sympy import Rational

from symrules.text.nodes import MINUS_ONE, add, multiply, negate, power

# What the first factor of a product is: anything, a number as written, or a whole number as written.
ANYTHING, LITERAL, WHOLE = 0, 1, 2


class Frame:
    """The state between an opening bracket (or the start of the text) and its end.

    Parameters
    ----------
    kind : "text", "group" (a bare bracket) or "call"
    offset, begin : where the bracket opens, and where the present argument begins
    name, reading : for a call, the function and how the call is read
    """

    __slots__ = (
        "arguments", "begin", "factors", "inverse", "kind", "lead", "left", "name", "negative", "offset", "offsets",
        "other", "pending", "reading", "relation", "signed", "terms",
    )  # fmt: skip

    def __init__(self, kind: str, offset: int, name: str = "", reading: Any = None) -> None:
        self.kind = kind
        self.offset = self.begin = offset
        self.name = name
        self.reading = reading
        self.arguments: list[Any] = []
        self.offsets: list[int] = []
        self.left: Any = None
        self.relation = ""
        self.start_sum()

    def start_sum(self) -> None:
        """Begin an argument, or one side of a relation."""
        self.terms: list[Any] = []
        self.negative = self.signed = False
        self.other: Any = None  # a value that is no expression, such as limits or a condition
        self.start_product()

    def start_product(self) -> None:
        self.factors: list[Any] = []
        self.lead = ANYTHING
        self.inverse = False
        self.pending: list[Any] = []  # signs (None) and bases of powers that wait for the operand

    @property
    def empty(self) -> bool:
        """Whether nothing of the argument has been read yet."""
        return not (self.terms or self.signed or self.factors or self.pending)

    def sign(self, negative: bool) -> bool:
        """Take a sign in front of an operand; whether it waits for that operand."""
        if self.signed or self.factors or self.pending:
            if negative:
                self.pending.append(None)
            return negative
        self.signed, self.negative = True, negative
        return False

    def take(self, value: Any, literal: int) -> None:
        """Take a factor, after the signs and powers that wait for it; p/q in lowest terms is a rational number."""
        while self.pending:
            base = self.pending.pop()
            if base is not None:
                value, literal = power(base, value), ANYTHING
            elif literal:
                value, literal = -value, ANYTHING
            else:
                value = negate(value)
        factors = self.factors
        if not factors:
            factors.append(value)
            self.lead = literal
        elif not self.inverse:
            factors.append(value)
        elif literal == self.lead == WHOLE and len(factors) == 1 and value.p > 1 and gcd(factors[0].p, value.p) == 1:
            factors[0], self.lead = Rational(factors[0].p, value.p), LITERAL
        else:
            factors.append(power(value, MINUS_ONE))

    def end_product(self) -> None:
        """Close the product; a minus goes into a leading number, else -1 is put in front."""
        factors = self.factors
        if self.negative:
            if self.lead:
                factors[0] = -factors[0]
            else:
                factors.insert(0, MINUS_ONE)
        self.terms.append(multiply(*factors) if len(factors) > 1 else factors[0])

    def next_term(self, negative: bool) -> None:
        self.end_product()
        self.start_product()
        self.signed, self.negative = True, negative

    def value(self) -> Any:
        """The argument or side that has been read."""
        if self.other is not None:
            return self.other
        self.end_product()
        terms = self.terms
        return add(*terms) if len(terms) > 1 else terms[0]
