"""Derivatives: ``\\frac{\\partial f}{\\partial x}``, ``\\frac{d}{dx}[…]``, ``df/dx``, and total variations with δ."""

from __future__ import annotations

from typing import Any

from sympy import Integer
from sympy.core.function import AppliedUndef

from symrules.tex.differentiation import SIGNS, made, operand_of, operated, order_of, variables_of, wanted
from symrules.tex.names import DEFAULT, SYMBOL
from symrules.tex.parser import Parser
from symrules.tex.source import is_digit
from symrules.tex.variables import differential, variable_at


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
    counts = variables_of(p, bottom, end, sign)
    if counts is None:
        _refuse_variable(p, start, top, bottom, end)
        return None
    _doubtful(p, top, bottom, end)
    p.at = top + 1
    order = order_of(p, counts)
    if p.peek() == "}":
        p.at = end + 1
        return operated(p, start, sign, counts, order)
    operand = operand_of(p, counts)
    bare = p.stream[p.at - 1].text != ")"
    p.take("}", "a derivative's numerator holds one product", "write brackets around a sum")
    p.at = end + 1
    if bare and p.peek() == "(":
        _at_point(p, start, operand)
    return made(p, sign, operand, counts, order, p.stream[top])


def _refuse_variable(p: Parser, start: int, top: int, bottom: int, end: int) -> None:
    """Name what is no variable below a fraction line, unless the two signs are declared names, and make a quotient."""
    if p.names.match(p.stream, top)[1] and p.names.match(p.stream, bottom)[1]:
        return
    at = bottom + 1 + (p.stream[bottom + 1].text == "(")
    what = "is no declared symbol" if at < end else "is missing"
    p.fail(f"{p.text(start, end + 1)}: the variable of the derivative {what}", p.stream[at],
           p.hint(at) if at < end else "write \\frac{df}{dx}")  # fmt: skip


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
    counts = variables_of(p, slash + 1, end, sign) if end > slash + 1 else None
    if counts is None:
        return None
    if whole:
        p.warn("AMB-DERIVATIVE", f"{p.text(start, end)} is read as a derivative, not as a quotient", token)
    p.at = start + 1
    order = order_of(p, counts)
    if p.at == slash:
        p.at = end
        return operated(p, start, sign, counts, order)
    kept, p.wanted = p.wanted, wanted(counts)
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
    return made(p, sign, operand, counts, order, token)


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
    return operated(p, start, sign, [(variable, count)], count)


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
    counts = variables_of(p, at + 1, end, sign)
    if counts is None:
        return None
    p.at = start + 2
    order = order_of(p, counts)
    p.at = end + 1
    return operated(p, start, sign, counts, order)
