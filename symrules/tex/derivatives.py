"""Derivatives: ``\\frac{\\partial f}{\\partial x}``, ``\\frac{d}{dx}[…]``, ``df/dx``, and total variations with δ."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Integer
from sympy.core.function import AppliedUndef

from symrules.tex.build import product
from symrules.tex.names import DEFAULT, SYMBOL
from symrules.tex.parser import Parser
from symrules.tex.source import is_digit
from symrules.tex.variables import differential, variable_at
from symrules.text.nodes import apply, derivative
from symrules.vocabulary import Average, Variation, free_symbols

SIGNS = {"d": "d", "\\mathrm{d}": "d", "\\partial": "\\partial", "\\delta": "\\delta"}

Counts = list[tuple[Any, int]]


def at_cursor(p: Parser) -> Any:
    """The derivative that begins at the cursor; None where none does."""
    if p.peek() == "\\frac":
        return _fraction(p)
    if p.peek() in SIGNS and not (p.integrals and _is_differential(p)):
        return _on_one_line(p)
    return None


def _is_differential(p: Parser) -> bool:
    return differential(p, p.at) is not None


def _fraction(p: Parser) -> Any:
    """A derivative with a fraction line; nothing is taken where the two groups do not both begin with one sign."""
    start = p.at
    top = start + 2
    bottom = p.partner[start + 1] + 2
    sign = SIGNS.get(p.stream[top].text)
    if sign is None or SIGNS.get(p.stream[bottom].text) != sign:
        return None
    declared = p.names.match(p.stream, start)[1]
    if declared and not p.holding:
        shown = p.text(start, p.partner[bottom - 1] + 1)
        p.warn("AMB-NAME", f"{shown} is read as the declared {declared[0].name}, not as a derivative", p.token)
        return None
    end = p.partner[bottom - 1]
    counts = _variables(p, bottom, end, sign)
    if counts is None:
        _refuse_variable(p, start, top, bottom, end)
        return None
    _doubtful(p, top, bottom, end)
    p.at = top + 1
    order = _order(p, counts)
    if p.peek() == "}":
        p.at = end + 1
        return _operate(p, start, sign, counts, order)
    operand = _operand(p, counts)
    bare = p.stream[p.at - 1].text != ")"
    p.take("}", "a derivative's numerator holds one product", "write brackets around a sum")
    p.at = end + 1
    if bare and p.peek() == "(":
        _at_point(p, start, operand)
    return _made(p, sign, operand, counts, order, p.stream[top])


def _refuse_variable(p: Parser, start: int, top: int, bottom: int, end: int) -> None:
    """Name what is no variable below a fraction line, unless the two signs are declared names, and make a quotient."""
    if p.names.match(p.stream, top)[1] and p.names.match(p.stream, bottom)[1]:
        return
    at = bottom + 1 + (p.stream[bottom + 1].text == "(")
    what = "is no declared symbol" if at < end else "is missing"
    p.fail(f"{p.text(start, end + 1)}: the variable of the derivative {what}", p.stream[at],
           p.hint(at) if at < end else "write \\frac{df}{dx}")  # fmt: skip


def _wanted(counts: Counts) -> list[Any]:
    """The symbols by which is differentiated."""
    return [v if v.is_Symbol else v.args[0] for v, _ in counts]


def _at_point(p: Parser, start: int, operand: Any) -> None:
    """A bracket behind the derivative of a function without its arguments: a factor, or the point where it is taken?"""
    if not isinstance(operand, AppliedUndef):
        return
    shown = p.text(start, p.at)
    behind = p.end_of_name(p.at + 1)
    if p.stream[behind].text == ")" or (is_digit(p.peek(1)) and p.peek(2) == ")"):
        p.fail(f"{shown}(…): a derivative at that point, or a product?", p.token,
               "write \\left.…\\right|_{x=0}, or \\cdot before the bracket")  # fmt: skip
    p.warn("AMB-POINT", f"{shown} before a bracket is read as a factor, not as a derivative at that point", p.token)


def _doubtful(p: Parser, top: int, bottom: int, end: int) -> None:
    """Name the quotient of two declared symbols that begin with the sign of a change."""
    behind, declared = p.names.match(p.stream, bottom)
    sign, letter = p.names.match(p.stream, top)
    whole = letter and sign > top + 1 and sign == p.partner[top - 1]
    if (declared and behind == end) or whole or (p.stream[top].text == "d" and letter and sign == top + 1):
        shown = p.text(top - 2, end + 1)
        p.warn("AMB-DERIVATIVE", f"{shown} is read as a derivative, not as a quotient", p.stream[top])


def _variables(p: Parser, at: int, end: int, sign: str) -> Counts | None:
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


def _order(p: Parser, counts: Counts) -> int:
    """The order behind the sign above, which must be that of the variables below."""
    wanted = sum(count for _, count in counts)
    if p.peek() != "^":
        if wanted != 1:
            p.fail(f"a derivative of order 1 above, {wanted} below", p.token, f"write ^{{{wanted}}} above")
        return 1
    token = p.token
    order = p.exponent()
    if not isinstance(order, Integer) or order != wanted:
        p.fail(f"the orders above and below differ ({wanted} below)", token, "write \\frac{d^{2}f}{dx^{2}}")
    return int(order.p)


def _operand(p: Parser, counts: Counts) -> Any:
    """What is differentiated: the product above, its names read as those that depend on the variables."""
    kept, p.wanted = p.wanted, _wanted(counts)
    value = p.term()
    p.wanted = kept
    return value


def _operate(p: Parser, start: int, sign: str, counts: Counts, order: int) -> Any:
    """An operator ``\\frac{d}{dx}`` before what it acts on: one bracket, or the product up to the next sign."""
    token = p.stream[start]
    shown = p.text(start, p.at)
    if p.stops() or p.finished():
        p.fail("a derivative acts on nothing", token, "write what is differentiated behind it")
    kept, p.wanted = p.wanted, _wanted(counts)
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
    return _made(p, sign, operand, counts, order, token)


def _made(p: Parser, sign: str, operand: Any, counts: Counts, order: int, token: Any) -> Any:
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


# -- on one line


def _on_one_line(p: Parser) -> Any:
    """``df/dx``, ``\\partial^2 f/\\partial x\\partial y`` and ``\\partial_x f``; None where no derivative stands."""
    start, token = p.at, p.token
    sign = SIGNS[token.text]
    behind, entries = p.names.match(p.stream, start)
    whole = [e for e in entries if e.role in (SYMBOL, DEFAULT)]
    if whole and behind > start + 1 and p.stream[behind].text != "/":
        return None
    slash = _slash(p, start)
    if slash is None or SIGNS.get(p.stream[slash + 1].text) != sign:
        return _with_index(p, start, sign) if p.peek(1) == "_" and sign == "\\partial" and not whole else None
    end = _end_of_variables(p, slash + 1, sign)
    counts = _variables(p, slash + 1, end, sign) if end > slash + 1 else None
    if counts is None:
        return None
    if whole:
        p.warn("AMB-DERIVATIVE", f"{p.text(start, end)} is read as a derivative, not as a quotient", token)
    p.at = start + 1
    order = _order(p, counts)
    if p.at == slash:
        p.at = end
        return _operate(p, start, sign, counts, order)
    kept, p.wanted = p.wanted, _wanted(counts)
    operand = p.factor()
    p.wanted = kept
    if p.at != slash:
        p.fail("a derivative on one line differentiates one symbol, function or bracket", token, "write \\frac{…}{…}")
    bare = p.stream[slash - 1].text != ")"
    p.at = end
    if bare and p.peek() == "(":
        _at_point(p, start, operand)
    if not p.stops():
        p.warn("AMB-SOLIDUS", f"{p.text(start, end)} is read as one derivative, a factor before what follows", token)
    return _made(p, sign, operand, counts, order, token)


def _slash(p: Parser, start: int) -> int | None:
    """The solidus of a derivative on one line: behind the sign, its order, and one factor."""
    kept = p.at
    p.at = start + 1
    if p.peek() == "^":
        p.at = p.partner[p.at + 1] + 1
    found = p.at if p.peek() == "/" else None
    if found is None and not p.stops():
        at = p.end_of_first()
        if p.stream[at].text == "(" and p.names.match(p.stream, p.at)[1]:
            at = _behind_bracket(p, at)
        found = at if p.stream[at].text == "/" else None
    p.at = kept
    return found


def _behind_bracket(p: Parser, at: int) -> int:
    depth = 0
    while at < len(p.stream) - 1:
        depth += (p.stream[at].text == "(") - (p.stream[at].text == ")")
        at += 1
        if depth == 0:
            break
    return at


def _end_of_variables(p: Parser, at: int, sign: str) -> int:
    """Behind the last variable below a solidus."""
    while SIGNS.get(p.stream[at].text) == sign:
        behind, variable = variable_at(p, at + 1)
        if variable is None:
            break
        at = behind
        if p.stream[at].text == "^":
            at = p.partner[at + 1] + 1
    return at


def _with_index(p: Parser, start: int, sign: str) -> Any:
    """``\\partial_x f``."""
    close = p.partner[start + 2]
    behind, variable = variable_at(p, start + 3)
    if variable is None or behind != close:
        return None
    p.at = close + 1
    count = 1
    if p.peek() == "^":
        order = p.exponent()
        if not isinstance(order, Integer) or not 1 <= order <= 1_000:
            p.fail("the order of a derivative is a whole number", p.stream[start])
        count = int(order.p)
    return _operate(p, start, sign, [(variable, count)], count)


def operator_in_brackets(p: Parser) -> Any:
    """``(d/dx)[…]``, an operator in brackets before what it acts on; None where the bracket holds anything else."""
    start = p.at
    if p.peek() != "(" or p.peek(1) not in SIGNS:
        return None
    sign = SIGNS[p.peek(1)]
    at = start + 2
    if p.stream[at].text == "^":
        at = p.partner[at + 1] + 1
    if p.stream[at].text != "/" or SIGNS.get(p.stream[at + 1].text) != sign:
        return None
    end = _end_of_variables(p, at + 1, sign)
    if end == at + 1 or p.stream[end].text != ")":
        return None
    counts = _variables(p, at + 1, end, sign)
    if counts is None:
        return None
    p.at = start + 2
    order = _order(p, counts)
    p.at = end + 1
    return _operate(p, start, sign, counts, order)
