"""Statements with an error term: ``f = 1 + x**2/3 + O(x**4)`` says that both sides agree up to that order."""

from __future__ import annotations

from typing import Any

from sympy import Integer, Order, oo

from symrules.identity import Asymptotic
from symrules.text.nodes import add


def asymptotic_claim(rhs: Any) -> tuple[Any, Asymptotic] | None:
    """The right side without its error term, and the claim that it makes; None where it has none of that form.

    The error term is O(xⁿ) about 0, or O(x⁻ⁿ) at infinity. Anything else, such as ``O((x - 1)**2)``, whose point is 0
    where none is given, is left as it is.
    """
    terms = rhs.args if rhs.is_Add else (rhs,)
    errors = [term for term in terms if isinstance(term, Order)]
    if len(errors) != 1 or len(errors[0].args) != 2:
        return None
    body, (variable, point) = errors[0].args
    exponent = _exponent(body, variable)
    if exponent is None or point not in (0, oo, -oo):
        return None
    rest = [term for term in terms if term is not errors[0]]
    total = add(*rest) if len(rest) > 1 else rest[0] if rest else Integer(0)
    return total, Asymptotic(variable, point, exponent if point == 0 else -exponent)


def _exponent(body: Any, variable: Any) -> int | None:
    """n, where the body is written as the n-th power of the variable."""
    if body == variable:
        return 1
    if body.is_Mul and len(body.args) == 2 and body.args[0] == 1:
        return _exponent(body.args[1], variable)
    if body.is_Pow and body.args[1].is_Integer:
        inner = _exponent(body.args[0], variable)
        return None if inner is None else inner * int(body.args[1])
    return None
