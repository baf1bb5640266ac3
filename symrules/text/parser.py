"""The parser: tokens to an unevaluated tree, with a stack of open brackets in place of recursion."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NoReturn

from sympy import Expr, S
from sympy.core.relational import (
    Equality,
    GreaterThan,
    LessThan,
    StrictGreaterThan,
    StrictLessThan,
    Unequality,
)

from symrules.notation import Notation
from symrules.text.call import Call, Group, described
from symrules.text.frame import LITERAL, Frame
from symrules.text.functions import CONSTANTS, FUNCTIONS, Reading, applied
from symrules.text.nodes import apply, magnitude_of_power, power, symbol
from symrules.text.numerals import read_number
from symrules.text.refusals import count_refusal, name_refusal, operand_refusal, operator_refusal
from symrules.text.tokens import Source, Token

MAX_BRACKETS = 200
MAX_BITS = 10_000  # of a power of literals: such a number can still be printed

RELATIONS = frozenset(("=", "==", "!=", "<", "<=", ">", ">="))
_CONDITIONS: dict[str, Any] = {
    "==": Equality, "!=": Unequality, "<": StrictLessThan, "<=": LessThan, ">": StrictGreaterThan, ">=": GreaterThan,
}  # fmt: skip


@lru_cache(maxsize=4096)
def _declared(cls: Any, arguments: tuple[str, ...]) -> Reading:
    """How a call of a declared function is read."""
    return Reading(len(arguments), len(arguments), ", ".join(arguments), applied(cls))


class Parser:
    """One pass over the tokens of one text; `relation` says whether one is expected between two sides."""

    def __init__(self, source: Source, notation: Notation, relation: bool) -> None:
        self.source = source
        self.notation = notation
        self.relation = relation
        self.tokens = source.tokens()
        self.index = 0
        self.frame = Frame("text", 0)
        self.frames: list[Frame] = []  # the frames around the present one
        self.deepest = 0
        self.waiting = 0  # signs and bases in the frames around that wait for their operand
        self.unknown: list[tuple[int, str]] = []  # undeclared names that a variable may still bind

    def fail(self, message: str, offset: int, hint: str = "") -> NoReturn:
        self.source.fail(message, offset, hint)

    def read(self) -> tuple[Any, str, Any]:
        wants_operand = True
        while True:
            token = self.tokens[self.index]
            self.index += 1
            if wants_operand:
                wants_operand = self.operand(token)
            elif token[0] == "end":
                return self.finish(token)
            else:
                wants_operand = self.operator(token)

    def finish(self, token: Token) -> tuple[Any, str, Any]:
        frame = self.frame
        if self.frames:
            self.fail("this bracket is not closed", frame.offset, "a ')' is missing")
        value = self.side()
        for offset, word in self.unknown:
            self.fail(*name_refusal(self.notation, word, offset, called=False))
        if self.relation and not frame.relation:
            self.fail("a relation such as '=' is expected", token[2], "write both sides: lhs = rhs")
        return (frame.left, frame.relation, value) if frame.relation else (value, "", None)

    # -- where an operand is expected; each says whether one is still expected

    def operand(self, token: Token) -> bool:
        kind, word, offset = token
        if kind == "name":
            return self.name(word, offset)
        if kind == "number":
            return self.primary(*read_number(self.source, word, offset), offset)
        if kind == "(":
            return self.open(Frame("group", offset))
        frame = self.frame
        if kind == "-" or kind == "+":
            if frame.sign(kind == "-"):
                self.deepen(offset)
            return True
        if kind == ")" and frame.empty and not frame.relation and (frame.arguments or frame.kind == "call"):
            return self.close(offset)
        if kind == "string" and frame.name == "Limit" and frame.empty:
            return self.special(word[1:-1])
        self.fail(*operand_refusal(self.tokens, self.index - 1))

    def name(self, word: str, offset: int) -> bool:
        declared = self.notation.declarations.get(word)
        if self.tokens[self.index][0] == "(":
            self.index += 1
            return self.open(Frame("call", offset, word, self.reading(word, offset)))
        if declared is not None:
            value = symbol(word) if declared.arguments is None else self.notation.expression(word)
            return self.primary(value, 0, offset)
        if word in CONSTANTS:
            return self.primary(CONSTANTS[word], LITERAL if word == "oo" else 0, offset)
        if word == "True" and self.frame.empty and self.frames and self.frames[-1].name == "Piecewise":
            return self.special(S.true)
        self.unknown.append((offset, word))
        return self.primary(symbol(word), 0, offset)

    def reading(self, word: str, offset: int) -> Reading:
        """How a call of this name is read."""
        declared = self.notation.declarations.get(word)
        if declared is not None:
            if declared.arguments is None:
                self.fail(f"{word!r} is a symbol, not a function", offset, f"write {word}*(…) for a product")
            return _declared(self.notation.function_class(word), declared.arguments)
        found = FUNCTIONS.get(word)
        if found is None:
            self.fail(*name_refusal(self.notation, word, offset, called=True))
        return found

    def open(self, frame: Frame) -> bool:
        self.waiting += len(self.frame.pending)
        self.frames.append(self.frame)
        self.frame = frame
        frame.begin = self.tokens[self.index][2]
        self.deepen(frame.offset)
        return True

    def deepen(self, offset: int) -> None:
        depth = len(self.frames) + len(self.frame.pending) + self.waiting
        if depth > self.deepest:
            self.deepest = depth
            if depth > MAX_BRACKETS:
                self.fail(f"brackets, signs and powers are nested more than {MAX_BRACKETS} deep", offset,
                          "give a part of it a name")  # fmt: skip

    def primary(self, value: Any, literal: int, offset: int) -> bool:
        """Take an operand, as the base of a power if ``**`` follows."""
        frame = self.frame
        if self.tokens[self.index][0] == "**":
            self.index += 1
            frame.pending.append(value)
            self.deepen(offset)
            return True
        if frame.pending:
            self.check_power(value, offset)
        frame.take(value, literal)
        return False

    def check_power(self, exponent: Any, offset: int) -> None:
        """Refuse a tower of numbers that nobody could write down, so that nothing that big is ever built."""
        for base in reversed(self.frame.pending):
            if base is None:
                continue
            size = magnitude_of_power(base, exponent)
            if size is not None and size > MAX_BITS:
                self.fail("a power of numbers with more than 3,000 digits", offset, "use a symbol for a large number")
            exponent = power(base, exponent)

    def special(self, value: Any) -> bool:
        """Take a value that is no expression: limits, a condition, a direction."""
        self.frame.other = value
        token = self.tokens[self.index]
        if token[0] != "," and token[0] != ")":
            self.fail(f"one cannot calculate with {described(value)}", token[2], "close the bracket or write a comma")
        return False

    # -- where an operator is expected

    def operator(self, token: Token) -> bool:
        kind, _, offset = token
        frame = self.frame
        if kind == "*" or kind == "/":
            frame.inverse = kind == "/"
            return True
        if kind == "+" or kind == "-":
            frame.next_term(kind == "-")
            return True
        if self.frames and kind == ")":
            self.end_argument()
            return self.close(offset)
        if self.frames and kind == ",":
            self.end_argument()
            return True
        if kind in RELATIONS:
            return self.relate(kind, offset)
        self.fail(*operator_refusal(self.tokens, self.index - 1))

    def relate(self, kind: str, offset: int) -> bool:
        frame = self.frame
        condition = frame.kind == "group" and any(f.name == "Piecewise" for f in self.frames)
        if self.frames and not condition:
            hint = "arguments are given by position, not by keyword" if kind == "=" and frame.kind == "call" else ""
            self.fail(f"{kind!r} cannot stand inside brackets", offset, hint)
        if not self.frames and not self.relation:
            self.fail(f"an expression is expected, not a statement with {kind!r}", offset, "write one side only")
        if frame.relation:
            self.fail(f"a second relation, {kind!r}", offset, "state one relation at a time")
        if condition and kind == "=":
            self.fail("a condition is written with '=='", offset, "write x == 0")
        frame.left, frame.relation = self.side(), kind
        frame.start_sum()
        frame.begin = self.tokens[self.index][2]
        return True

    def side(self) -> Any:
        """One side of a relation, or the whole of an expression."""
        value = self.frame.value()
        if not isinstance(value, Expr):
            self.fail(f"an expression is expected, not {described(value)}", self.frame.begin)
        return value

    def end_argument(self) -> None:
        frame = self.frame
        if frame.relation:
            value = apply(_CONDITIONS[frame.relation], frame.left, self.side())
            frame.relation = ""
        else:
            value = frame.value()
        frame.arguments.append(value)
        frame.offsets.append(frame.begin)
        frame.start_sum()
        frame.begin = self.tokens[self.index][2]

    def close(self, offset: int) -> bool:
        """End a bracket or a call, and take its value in the frame around it."""
        frame = self.frame
        trailing_comma = self.tokens[self.index - 2][0] == ","
        self.frame = self.frames.pop()
        self.waiting -= len(self.frame.pending)
        value: Any
        if frame.kind == "call":
            value = self.called(frame)
        elif len(frame.arguments) == 1 and not trailing_comma:
            value = frame.arguments[0]
        else:
            value = Group(tuple(frame.arguments), tuple(frame.offsets))
        if isinstance(value, Expr):
            return self.primary(value, 0, frame.offset)
        if self.frame.kind == "text" or not self.frame.empty:
            self.fail(f"one cannot calculate with {described(value)}", frame.offset, "write one expression")
        return self.special(value)

    def called(self, frame: Frame) -> Any:
        """The node of a call whose arguments are complete."""
        reading, count = frame.reading, len(frame.arguments)
        if count < reading.fewest or (reading.most is not None and count > reading.most):
            self.fail(*count_refusal(frame.name, reading.arguments, count, frame.offset))
        return reading.build(
            Call(
                self.source,
                frame.name,
                frame.offset,
                tuple(frame.arguments),
                tuple(frame.offsets),
                self.notation,
                self.bind,
            )
        )

    def bind(self, name: str, start: int, end: int) -> None:
        """Let an undeclared name between two offsets be a bound variable."""
        if self.unknown:
            self.unknown = [(at, word) for at, word in self.unknown if word != name or not start <= at <= end]
