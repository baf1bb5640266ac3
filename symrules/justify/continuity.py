"""Continuity of a primitive on the range of integration: without it, its increment is not the integral.

1/x**2 has the primitive -1/x everywhere but at zero, and its increment from -1 to 1 is no integral. So every divisor
must be seen not to vanish on the range, and every root and logarithm to stay off its branch cut.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from sympy import Abs, Add, Max, Min, Mul, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.cases import expression_sign
from symrules.decide.facts import Facts
from symrules.decide.signs import sign_of
from symrules.decide.tower import Meaningless, Tower, Unsupported, build, rational_value
from symrules.domain import Domain
from symrules.notation import Notation
from symrules.text import print_expression
from symrules.vocabulary import free_symbols

_SMOOTH = (
    sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.sech, sympy.asinh, sympy.atan,
    sympy.erf, sympy.erfc, Abs, Max, Min, Add, Mul, AppliedUndef,
)  # fmt: skip
_STRICT = ("+", "-", "!0")


def discontinuity(primitive: Any, variable: Symbol, low: Any, high: Any, notation: Notation) -> str:
    """Where a primitive may fail to be continuous between the ends, in words; empty where it is continuous."""
    facts = _on_range(Facts(notation), variable, low, high)
    nodes = [n for n in sympy.preorder_traversal(primitive) if variable in free_symbols(n) and n.args]
    delicate = [n for n in nodes if not isinstance(n, _SMOOTH)]
    parts = [p for n in delicate for p in n.args if isinstance(p, sympy.Expr)]
    try:
        tower, _ = build(facts, [*parts, *(e for e, _ in facts.signs)])
        failing = next((n for n in delicate if not _is_continuous(tower, n, variable)), None)
    except (Meaningless, Unsupported) as error:
        return str(error)
    return "" if failing is None else f"{print_expression(failing)} may be singular on the range"


def _on_range(facts: Facts, variable: Symbol, low: Any, high: Any) -> Facts:
    """The facts, with the variable between the ends (included); nothing more where their order is not known."""
    whole = facts.binding(variable.name, Domain())
    finite = [not end.has(sympy.oo, -sympy.oo) for end in (low, high)]
    if all(finite):
        order = expression_sign(facts, Add(high, Mul(-1, low)))
        if order in ("-", "0-"):
            low, high = high, low
        elif order not in ("+", "0+", "0"):
            return whole
    facts = facts.binding(variable.name, Domain(_number(low), _number(high), False, False))
    if finite[0]:
        facts = facts.assuming(Add(variable, Mul(-1, low)), "0+")
    if finite[1]:
        facts = facts.assuming(Add(high, Mul(-1, variable)), "0+")
    return facts


def _number(end: Any) -> Fraction | None:
    value = rational_value(end)
    return None if value is None else Fraction(int(value.p), int(value.q))


def _is_continuous(tower: Tower, node: Any, variable: Symbol) -> bool:
    if node.is_Pow:
        return _power_is_continuous(tower, node, variable)
    sign = sign_of(tower, tower.of(node.args[0]))
    if isinstance(node, sympy.log):
        return len(node.args) == 1 and sign in ("+", "-")
    return isinstance(node, (sympy.coth, sympy.csch)) and sign in _STRICT


def _power_is_continuous(tower: Tower, node: Any, variable: Symbol) -> bool:
    base, exponent = node.args
    if variable not in free_symbols(base):
        return sign_of(tower, tower.of(base)) == "+"
    sign = sign_of(tower, tower.of(base))
    r = rational_value(exponent)
    if r is not None and r.q == 1:
        return bool(r >= 0) or sign in _STRICT
    if variable in free_symbols(exponent):
        return sign == "+"
    positive = sign_of(tower, tower.of(exponent)) == "+"
    return sign == "+" or (sign == "0+" and positive)
