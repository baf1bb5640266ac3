"""Expression to text, in the syntax that the reader reads: read again, a tree that was read is the same tree.

Notes
-----
Nothing is reordered or evaluated, unlike in SymPy's own printer, which sorts terms and compares them on the way.
"""

from __future__ import annotations

import re
from math import gcd
from typing import Any

from sympy import Add, Derivative, Heaviside, Integer, Limit, Mul, Order, Pow, Rational, S, Symbol, Tuple
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.function import AppliedUndef, Subs
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair

from symrules.errors import NotationError
from symrules.notation import Notation
from symrules.text.functions import CONSTANTS, FUNCTIONS, HALF
from symrules.text.tokens import MAX_DIGITS

SUM, PRODUCT, POWER, ATOM = range(4)
Text = tuple[str, int]

_NAMES: dict[Any, str] = {reading.node: name for name, reading in FUNCTIONS.items() if reading.node is not None}
_CONSTANTS = {value: name for name, value in CONSTANTS.items()}
_READABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


def print_expression(expression: Any, notation: Notation | None = None) -> str:
    """The text of an expression.

    Parameters
    ----------
    expression : a tree of nodes that the reader can make; evaluated SymPy trees come back with the same value
    notation : with it, a constant or function whose name it declares otherwise is refused, not misread

    Raises
    ------
    NotationError
        The expression holds what the syntax cannot say: a floating-point number, a symbol whose name cannot be read,
        one name for two things, a class outside the allow-list.

    Examples
    --------
    >>> x = Symbol("x")
    >>> print_expression(x / 2 - 1)
    '-1 + 1/2*x'
    """
    order: list[Any] = []
    seen: set[int] = set()
    stack = [(expression, False)]
    while stack:
        e, ready = stack.pop()
        if ready:
            order.append(e)
        elif id(e) not in seen:
            seen.add(id(e))
            stack.append((e, True))
            stack.extend((a, False) for a in _children(e))
    printer = _Printer(notation, order)
    for e in order:
        printer.done[id(e)] = printer.text(e)
    return printer.done[id(expression)][0]


def _children(e: Any) -> Any:
    return e.args[:3] if isinstance(e, Limit) else e.args


class _Printer:
    """Writes one node after another, arguments first, and watches that no name means two things."""

    def __init__(self, notation: Notation | None, nodes: list[Any]) -> None:
        self.notation = notation
        self.done: dict[int, Text] = {}
        self.meaning: dict[str, Any] = {}
        for e in nodes:
            if e.is_Symbol:
                self.named(e.name, e)
            elif isinstance(e, AppliedUndef):
                self.named(e.func.__name__, e.func)

    def text(self, e: Any) -> Text:
        if e.is_Symbol:
            return self.symbol(e), ATOM
        if isinstance(e, Rational):
            return _number(e)
        if not e.args:
            return self.constant(e)
        if isinstance(e, Add):
            return _sum([self.done[id(a)] for a in e.args]), SUM
        if isinstance(e, Mul):
            return self.product(e), PRODUCT
        if isinstance(e, Pow):
            base, exponent = (self.done[id(a)] for a in e.args)
            if e.exp == HALF and self.free("sqrt"):
                return f"sqrt({base[0]})", ATOM
            return f"{_within(base, ATOM)}**{_within(exponent, ATOM)}", POWER
        return self.call(e, [self.done[id(a)][0] for a in _children(e)]), ATOM

    def free(self, name: str) -> bool:
        """Whether a function of the reader can be written under this name."""
        return not isinstance(self.meaning.get(name, ""), (Symbol, type)) and not self.declares(name)

    def declares(self, name: str) -> bool:
        return self.notation is not None and name in self.notation

    def named(self, name: str, meaning: Any) -> str:
        """The name, which must mean the same wherever it is written."""
        if self.meaning.setdefault(name, meaning) != meaning:
            raise NotationError(f"{name!r} would stand for two different things", hint="rename one of them")
        if isinstance(meaning, str) and self.declares(name):
            raise NotationError(f"{name!r} is declared, so that the constant or function cannot be written")
        return name

    def symbol(self, e: Any) -> str:
        if type(e) is not Symbol or not _READABLE.fullmatch(e.name):
            raise NotationError(f"the symbol {str(e)[:40]!r} has no name that can be read again")
        if self.notation is not None and e.name in self.notation and self.notation[e.name].is_function:
            raise NotationError(f"the symbol {e.name!r} would be read as the function of that name")
        return self.named(e.name, e)

    def constant(self, e: Any) -> Text:
        if e is S.NegativeInfinity:
            return "-" + self.named("oo", "oo"), PRODUCT
        if e is S.true:
            return "True", ATOM
        name = _CONSTANTS.get(e)
        if name is None:
            raise NotationError(f"{str(e)[:40]!r} cannot be written as text", hint="only exact numbers are written")
        return self.named(name, name), ATOM

    def product(self, e: Any) -> str:
        """Factors in order, a reciprocal as a division unless that would be read as part of a fraction in front."""
        first, *others = e.args
        text = self.done[id(first)]
        pieces = [text[0] if first.is_Number else _within(text, POWER)]
        for index, factor in enumerate(others):
            if isinstance(factor, Pow) and factor.exp is S.NegativeOne and (index or not _fraction(first, factor.base)):
                pieces.append("/" + _within(self.done[id(factor.base)], POWER))
            else:
                pieces.append("*" + _within(self.done[id(factor)], POWER))
        if (
            first is S.NegativeOne
            and pieces[1][0] == "*"
            and not pieces[1][1].isdigit()
            and others[0] is not S.Infinity
        ):
            pieces[:2] = ["-" + pieces[1][1:]]
        return "".join(pieces)

    def call(self, e: Any, parts: list[str]) -> str:
        if isinstance(e, Tuple) and not isinstance(e, ExprCondPair):
            return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
        if isinstance(e, Relational):
            return f"{parts[0]} {e.rel_op} {parts[1]}"
        if isinstance(e, ExprCondPair):
            return f"({parts[0]}, {parts[1]})"
        if isinstance(e, AppliedUndef):
            return f"{self.function(e)}({', '.join(parts)})"
        name = _NAMES.get(e.func)
        if name is None:
            raise NotationError(f"{type(e).__name__} cannot be written as text")
        if name == "O" and not self.free("O"):
            name = "Order"
        return f"{self.named(name, name)}({', '.join(_arguments(e, parts))})"

    def function(self, e: Any) -> str:
        name: str = e.func.__name__
        if not _READABLE.fullmatch(name):
            raise NotationError(f"the function {name[:40]!r} has no name that can be read again")
        if self.notation is not None and name in self.notation and not self.notation[name].is_function:
            raise NotationError(f"the function {name!r} would be read as the symbol of that name")
        return name


def _within(part: Text, at_least: int) -> str:
    return part[0] if part[1] >= at_least else f"({part[0]})"


def _sum(parts: list[Text]) -> str:
    pieces = [_within(parts[0], PRODUCT)]
    for part in parts[1:]:
        text = _within(part, PRODUCT)
        pieces.append(f" - {text[1:]}" if text[0] == "-" else f" + {text}")
    return "".join(pieces)


def _number(e: Any) -> Text:
    """A whole number or fraction; with very many digits, as a decimal number with an exponent."""
    p, q = int(e.p), int(e.q)
    if max(abs(p), q) < 10**MAX_DIGITS:
        return (str(p), ATOM if p >= 0 else PRODUCT) if q == 1 else (f"{p}/{q}", PRODUCT)
    sign, p, scale = ("-" if p < 0 else ""), abs(p), 0
    while q != 1 and scale > -20_000:
        p, scale = p * 10, scale - 1
        common = gcd(p, q)
        p, q = p // common, q // common
    while p and p % 10 == 0:
        p, scale = p // 10, scale + 1
    if q != 1 or p >= 10**MAX_DIGITS or abs(scale) > 4_000:
        raise NotationError(f"a number of more than {MAX_DIGITS:,} digits cannot be written as text")
    return f"{sign}{p}e{scale}", PRODUCT if sign else ATOM


def _fraction(first: Any, divisor: Any) -> bool:
    """Whether ``first/divisor`` would be read as a rational number."""
    if not (isinstance(first, Integer) and isinstance(divisor, Integer)):
        return False
    return bool(divisor.p > 1 and gcd(int(first.p), int(divisor.p)) == 1)


def _arguments(e: Any, parts: list[str]) -> list[str]:
    """The arguments of a node that is written otherwise than it is kept."""
    if isinstance(e, Derivative):
        return [
            parts[0],
            *(_variable(count[0], count[1], part) for count, part in zip(e.args[1:], parts[1:], strict=True)),
        ]
    if isinstance(e, Limit):
        direction = str(e.args[3])
        plain = direction == "+-" or e.args[2] in (S.Infinity, S.NegativeInfinity)
        return parts if plain else [*parts, repr(direction)]
    if isinstance(e, ExprWithLimits):
        return [parts[0], *(_limits(limit, part) for limit, part in zip(e.args[1:], parts[1:], strict=True))]
    if isinstance(e, Subs) and len(e.args[1]) == 1:
        return [parts[0], *(part[1:-2] for part in parts[1:])]
    if isinstance(e, Order) and len(e.args) == 2 and e.args[0].free_symbols == {e.args[1][0]} and e.args[1][1] == 0:
        return parts[:1]
    if isinstance(e, Heaviside) and len(e.args) == 2 and e.args[1] == HALF:
        return parts[:1]
    return parts


def _variable(variable: Any, count: Any, part: str) -> str:
    if not isinstance(variable, Symbol) or not isinstance(count, Integer):
        raise NotationError("only a derivative of whole order by a symbol can be written as text")
    return str(variable.name) if count == 1 else part


def _limits(limit: Any, part: str) -> str:
    if len(limit) == 2:
        raise NotationError("an integral, sum or product is written with both limits")
    return str(limit[0].name) if len(limit) == 1 else part
