"""What begins a factor: a declared name, a number, a constant, a fraction, a bracket, a function, an operator."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Integer, Rational, S

from symrules.tex import brackets, cases, derivatives, integrals, sums
from symrules.tex.applied import named
from symrules.tex.build import over, product
from symrules.tex.functions import INDEXED_HEADS, NAMED, function, indexed
from symrules.tex.parser import Grammar, Parser
from symrules.tex.source import is_digit
from symrules.text.functions import HALF
from symrules.text.nodes import apply, power

CONSTANTS = {
    "\\pi": S.Pi, "\\infty": S.Infinity, "i": S.ImaginaryUnit, "\\mathrm{i}": S.ImaginaryUnit,
    "\\gamma_{\\mathrm{E}}": S.EulerGamma,
}  # fmt: skip


def primary(p: Parser) -> tuple[Any, bool]:
    """The value that begins at the cursor, and whether a power may stand on it."""
    text = p.peek()
    derivative = derivatives.at_cursor(p)
    if derivative is not None:
        return derivative, True
    found = named(p)
    if found is not None:
        return found
    if is_digit(text) or (text == "." and is_digit(p.peek(1))):
        return p.number(), True
    if text in _HANDLERS:
        return _HANDLERS[text](p)
    if text in brackets.OPENING:
        return brackets.bracketed(p)
    if text in NAMED:
        return function(p), False
    if text in INDEXED_HEADS:
        value = indexed(p)
        if value is not None:
            return value, True
    if text in CONSTANTS:
        p.at += 1
        return CONSTANTS[text], True
    p.unknown()


def _fraction(p: Parser) -> tuple[Any, bool]:
    """A fraction, in whose numerator the differential of an integral may stand."""
    start = p.at
    p.take("\\frac")
    _doubt_material(p)
    waiting = [i for i in p.integrals if i.level == p.level and not i.variables]
    for integration in waiting:
        integration.level += 1
    above = p.group()
    for integration in waiting:
        integration.level -= 1
        if integration.variables:
            integration.first = integration.begin == start
    return product(over(list(above.args) if above.is_Mul else [above], p.group())), False


def _doubt_material(p: Parser) -> None:
    """``\\frac{Dv}{Dt}`` with a declared D is a quotient, in which nobody would leave D."""
    below = p.partner[p.at] + 2
    if p.peek(1) == "D" == p.stream[below].text and "}" not in (p.peek(2), p.stream[below + 1].text):
        p.warn("AMB-DERIVATIVE", "a quotient with D above and below is read as one, not as a derivative", p.token)


def _root(p: Parser) -> tuple[Any, bool]:
    p.take("\\sqrt")
    degree: Any = None
    if p.peek(1) == "}":
        p.at += 2
    else:
        token = p.token
        degree = p.group()
        if not (isinstance(degree, Integer) and degree > 1):
            p.fail("the degree of a root is a whole number above 1", token)
    inside = p.group()
    return power(inside, HALF if degree is None else Rational(1, int(degree.p))), True


def _binomial(p: Parser) -> tuple[Any, bool]:
    p.take("\\binom")
    above = p.group()
    return apply(sympy.binomial, above, p.group()), False


def _conjugate(p: Parser) -> tuple[Any, bool]:
    token = p.take("\\overline")
    value = p.group()
    p.warn("AMB-BAR", "\\overline is read as the complex conjugate, not as a mean", token)
    return apply(sympy.conjugate, value), True


def _euler(p: Parser) -> tuple[Any, bool]:
    """``e^{…}`` and, upright, Euler's number; a letter e alone may be a charge that is not declared."""
    token = p.token
    p.at += 1
    upright = token.text == "\\mathrm{e}"
    if p.peek() == "^":
        exponent = p.exponent()
        if not upright and isinstance(exponent, Integer):
            p.fail("'e' is not declared, and a whole power of it may be one of the charge", token,
                   "declare e, or write \\mathrm{e}^{2} or \\exp(2)")  # fmt: skip
        return apply(sympy.exp, exponent), False
    if not upright:
        p.fail("'e' is not declared", token, "declare the charge e; Euler's number is \\mathrm{e}, or \\exp(1)")
    return S.Exp1, True


_HANDLERS = {
    "\\frac": _fraction, "\\sqrt": _root, "\\binom": _binomial, "\\overline": _conjugate, "e": _euler,
    "\\mathrm{e}": _euler, "\\int": integrals.integral, "\\iint": integrals.integral, "\\iiint": integrals.integral,
    "\\sum": sums.iterated, "\\prod": sums.iterated, "\\lim": sums.limit,
    "\\begin{cases}": cases.cases, "O": cases.order, "\\mathcal{O}": cases.order,
}  # fmt: skip


GRAMMAR = Grammar(primary, integrals.take_differential, brackets.evaluation)
"""The grammar of an equation."""
