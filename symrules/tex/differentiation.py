"""What a derivative is made of: its variables with their orders, what it acts on, and its tree."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Integer
from sympy.core.function import AppliedUndef

from symrules.tex.build import product
from symrules.tex.parser import Parser
from symrules.tex.variables import variable_at
from symrules.text.nodes import apply, derivative
from symrules.vocabulary import Average, Variation, free_symbols

SIGNS = {"d": "d", "\\mathrm{d}": "d", "\\partial": "\\partial", "\\delta": "\\delta"}

Counts = list[tuple[Any, int]]
"""Variables, each with its order."""


def variables_of(p: Parser, at: int, end: int, sign: str) -> Counts | None:
    """The variables ``\\partial x^2\\partial y`` between two indices; None where anything else stands there."""
    found: Counts = []
    while at < end:
        if SIGNS.get(p.stream[at].text) != sign:
            return None
        behind, variable = variable_at(p, at + 1)
        if variable is None:
            return _logarithm(p, at, end, sign)
        at, count = behind, 1
        if p.stream[at].text == "^":
            close = p.partner[at + 1]
            digits = "".join(t.text for t in p.stream[at + 2 : close])
            if not digits.isdigit() or not 1 <= int(digits[:4]) <= 1_000:
                p.fail("the order of a derivative is a whole number", p.stream[at], "write \\frac{d^{2}f}{dx^{2}}")
            at, count = close + 1, int(digits)
        if found and found[0][0] == variable:
            found[0] = (variable, found[0][1] + count)
        else:
            found.insert(0, (variable, count))
    return found or None


def _logarithm(p: Parser, at: int, end: int, sign: str) -> Counts | None:
    """``d\\ln D`` as the only variable."""
    if p.stream[at + 1].text not in ("\\ln", "\\log", "\\mathrm{ln}") or sign == "\\delta":
        return None
    behind, variable = variable_at(p, at + 2)
    if variable is None or behind != end:
        return None
    return [(apply(sympy.log, variable), 1)]


def order_of(p: Parser, counts: Counts) -> int:
    """The order behind the sign above, which must be that of the variables below."""
    below = sum(count for _, count in counts)
    if p.peek() != "^":
        if below != 1:
            p.fail(f"a derivative of order 1 above, {below} below", p.token, f"write ^{{{below}}} above")
        return 1
    token = p.token
    order = p.exponent()
    if not isinstance(order, Integer) or order != below:
        p.fail(f"the orders above and below differ ({below} below)", token, "write \\frac{d^{2}f}{dx^{2}}")
    return int(order.p)


def wanted(counts: Counts) -> list[Any]:
    """The symbols by which is differentiated."""
    return [v if v.is_Symbol else v.args[0] for v, _ in counts]


def operand_of(p: Parser, counts: Counts) -> Any:
    """What is differentiated: the product above, its names read as those that depend on the variables."""
    kept, p.wanted = p.wanted, wanted(counts)
    value = p.term()
    p.wanted = kept
    return value


def operated(p: Parser, start: int, sign: str, counts: Counts, order: int) -> Any:
    """An operator ``\\frac{d}{dx}`` before what it acts on: one bracket, or the product up to the next sign."""
    token = p.stream[start]
    shown = p.text(start, p.at)
    if p.stops() or p.finished():
        p.fail("a derivative acts on nothing", token, "write what is differentiated behind it")
    kept, p.wanted = p.wanted, wanted(counts)
    begin = p.at
    if p.peek() in ("(", "[", "\\{"):
        operand = p.factor()
        if p.stream[p.at - 1].text == "}" and p.stream[begin].text != "\\frac":
            p.warn("AMB-OPERATOR", f"{p.text(start, p.at)}: the power is differentiated", token)
        if not p.stops() and not p.finished():
            p.warn("AMB-OPERATOR", f"{shown} before a bracket is read as acting on that bracket only", token)
    else:
        factors = p.juxtaposed()
        operand = product(factors)
        if len(factors) > 1:
            p.warn("AMB-OPERATOR", f"{shown} is read as acting on the whole product {p.text(begin, p.at)}", token)
        if p.peek() in ("/", "\\cdot", "\\times"):
            p.fail(f"{shown} acts on how much of what follows?", token, "write brackets around what is differentiated")
    p.wanted = kept
    return made(p, sign, operand, counts, order, token)


def made(p: Parser, sign: str, operand: Any, counts: Counts, order: int, token: Any) -> Any:
    if sign == "\\delta":
        if len(counts) != 1 or order != 1:
            p.fail("a variation of higher order is not read", token, "write one variation of another")
        return apply(Variation, operand, counts[0][0])
    if sign == "d" and isinstance(operand, AppliedUndef) and len(operand.args) > 1:
        p.warn("AMB-TOTAL", f"the derivative of {operand.func.__name__}, which has {len(operand.args)} arguments, "
               "is read as a partial one", token)  # fmt: skip
    if not counts[0][0].is_Symbol:
        return _by_logarithm(p, operand, counts[0][0].args[0], token)
    for variable, _ in counts:
        if variable not in free_symbols(operand) and not operand.has(Average, Variation):
            p.warn("AMB-CONSTANT", f"what is differentiated does not hold {variable.name}; declare what depends on it "
                   f'with arguments = ["{variable.name}"]', token)  # fmt: skip
    return derivative(operand, *counts)


def _by_logarithm(p: Parser, operand: Any, variable: Any, token: Any) -> Any:
    """``d/d\\ln x``, which is x d/dx."""
    p.warn("NOTE-DERIVATIVE", f"the derivative by the logarithm of {variable.name} is read as {variable.name} times "
           f"the one by {variable.name}", token)  # fmt: skip
    p.joined = product([variable, derivative(operand, (variable, 1))])
    return p.joined
