"""Ranges of integration: what is known of a variable that is integrated over, and continuity of an integrand there.

A function that the notation declares is taken to be smooth; everything else is looked at, and a divisor, a logarithm
or a root must have a known sign on the whole range. A primitive must be continuous there, too, for its increment to be
the integral: 1/x**2 has the primitive -1/x everywhere but at zero, and its increment from -1 to 1 is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import sympy
from sympy import Add, Derivative, Integer, Integral, Mul, Subs
from sympy.core.function import AppliedUndef

from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.kinds import ENTIRE
from symrules.decide.rationals import rational_value
from symrules.domain import Domain
from symrules.text import print_expression
from symrules.vocabulary import free_symbols

_ENTIRE = (*ENTIRE, sympy.erf, sympy.erfc, sympy.Abs)
_CONTINUOUS_ON_THE_LINE = (sympy.tanh, sympy.sech, sympy.atan, sympy.asinh, sympy.Max, sympy.Min)
_DIVISOR: dict[type, Callable[[Any], Any]] = {
    sympy.coth: lambda u: u, sympy.csch: lambda u: u, sympy.sign: lambda u: u,
    sympy.tan: lambda u: sympy.cos(u, evaluate=False), sympy.sec: lambda u: sympy.cos(u, evaluate=False),
    sympy.cot: lambda u: sympy.sin(u, evaluate=False), sympy.csc: lambda u: sympy.sin(u, evaluate=False),
}  # fmt: skip


def is_infinite(end: Any) -> bool:
    """Whether an end of a range is ±∞, however it is written."""
    return bool(end.has(sympy.oo, -sympy.oo))


def in_range(facts: Facts, v: Any, low: Any, high: Any) -> Facts:
    """The facts where `v` runs from `low` to `high`, as far as the order of the ends is known.

    What the notation declares of a symbol of the same name says nothing about a variable of integration.
    """
    facts = facts.binding(v.name, Domain())
    if v in free_symbols(low) | free_symbols(high) or (is_infinite(low) and is_infinite(high)):
        return facts
    if not (is_infinite(low) or is_infinite(high)):
        sign = expression_sign(facts, Add(high, Mul(-1, low)))
        if sign in ("-", "0-"):
            low, high = high, low
        elif sign not in ("+", "0+", "0"):
            return facts
    elif low == sympy.oo or (is_infinite(high) and high != sympy.oo):
        return facts  # runs backwards from infinity
    if not is_infinite(low):
        facts = _at_least(facts, v, low)
    return facts if is_infinite(high) else _at_most(facts, v, high)


def _at_least(facts: Facts, v: Any, low: Any) -> Facts:
    if (value := _fraction(low)) is not None:
        return facts.binding(v.name, Domain(value, None, False, True))
    return facts.assuming(Add(v, Mul(-1, low)), "0+")


def _at_most(facts: Facts, v: Any, high: Any) -> Facts:
    if (value := _fraction(high)) is not None:
        known = facts.domain(v)
        return facts.binding(v.name, Domain(known.lower, value, known.lower_open, False))
    return facts.assuming(Add(high, Mul(-1, v)), "0+")


def _fraction(e: Any) -> Fraction | None:
    value = rational_value(e)
    return None if value is None else Fraction(int(value.p), int(value.q))


def enclosing(expression: Any, node: Any) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """For each place where `node` stands: the limits of the integrals around it, outermost first."""
    if expression == node:
        yield ()
    elif isinstance(expression, Integral):
        around = tuple(tuple(limit) for limit in reversed(expression.limits))
        for inner in enclosing(expression.function, node):
            yield (*around, *inner)
    else:
        for a in expression.args:
            if isinstance(a, sympy.Basic):
                yield from enclosing(a, node)


def facts_around(facts: Facts, limits: tuple[tuple[Any, ...], ...]) -> Facts:
    """The facts inside integrals with the given limits, outermost first."""
    for variable, *ends in limits:
        if len(ends) == 2:
            facts = in_range(facts, variable, *ends)
    return facts


def doubt(e: Any, x: Any, facts: Facts) -> str:
    """Why the expression may fail to be continuous in `x` on its range; empty where it is continuous."""
    if x not in free_symbols(e) or e.is_Symbol:
        return ""
    if e.is_Pow:
        return _doubt_of_power(e, x, facts)
    if isinstance(e, (Integral, Derivative, Subs)):
        return "" if e.atoms(AppliedUndef) else f"{print_expression(e)} is not known to be continuous in {x}"
    for a in e.args:
        if isinstance(a, sympy.Expr) and (reason := doubt(a, x, facts)):
            return reason
    if e.is_Add or e.is_Mul or isinstance(e, (*_ENTIRE, AppliedUndef)):
        return ""
    if e.has(sympy.I):
        return f"{print_expression(e)} has an argument that is not real"
    return _doubt_of_function(e, x, facts)


def _doubt_of_function(e: Any, x: Any, facts: Facts) -> str:
    if isinstance(e, _CONTINUOUS_ON_THE_LINE):
        return ""
    if isinstance(e, sympy.log):
        good = len(e.args) == 1 and expression_sign(facts, e.args[0]) in ("+", "-")
    elif isinstance(e, sympy.polylog):
        order, z = e.args
        good = x not in free_symbols(order) and expression_sign(facts, Add(Integer(1), Mul(-1, z))) == "+"
    elif (divisor := _DIVISOR.get(type(e))) is not None:
        good = expression_sign(facts, divisor(e.args[0])) in NOT_ZERO
    else:
        good = False
    return "" if good else f"{print_expression(e)} may be singular or jump where {x} runs"


def _doubt_of_power(e: Any, x: Any, facts: Facts) -> str:
    base, exponent = e.args
    if reason := doubt(base, x, facts) or doubt(exponent, x, facts):
        return reason
    value = rational_value(exponent)
    if value is not None and value.q == 1 and value >= 0:
        return ""
    sign = expression_sign(facts, base)
    if value is not None and value.q == 1:
        good = sign in NOT_ZERO
    else:
        rising = value > 0 if value is not None else expression_sign(facts, exponent) == "+"
        good = sign == "+" or (sign in ("0+", "0") and rising and x not in free_symbols(exponent))
    return "" if good else f"{print_expression(e)} may be singular or jump where {x} runs"
