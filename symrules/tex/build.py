"""Products, quotients and negatives as the plain-text reader builds them: the same mathematics gives the same tree."""

from __future__ import annotations

from math import gcd
from typing import Any

from sympy import Integer, Pow, Rational, S

from symrules.text.nodes import MINUS_ONE, add, multiply, negate, power


def is_whole(e: Any) -> bool:
    return isinstance(e, Integer)


def product(factors: list[Any]) -> Any:
    return factors[0] if len(factors) == 1 else multiply(*factors)


def over(above: list[Any], below: Any) -> list[Any]:
    """The factors of a quotient; two whole numbers in lowest terms are a rational number."""
    if len(above) == 1 and is_whole(above[0]) and is_whole(below):
        p, q = int(above[0].p), int(below.p)
        if q > 1 and p > 0 and gcd(p, q) == 1:
            return [Rational(p, q)]
    return [*above, power(below, MINUS_ONE)]


def quotient(above: Any, below: Any) -> Any:
    """``above/below``; factors above are kept in one product with the reciprocal."""
    factors = list(above.args) if above.is_Mul and not _is_nested_sign(above) else [above]
    return product(over(factors, below))


def _is_nested_sign(e: Any) -> bool:
    return bool(e.args[0] is S.NegativeOne and len(e.args) == 2 and e.args[1].is_Mul)


def negative(e: Any) -> Any:
    """``-e``: the minus goes into a leading number if there is one."""
    if e.is_Rational and e.is_positive:
        return -e
    if e is S.Infinity:
        return S.NegativeInfinity
    if e.is_Mul:
        first, *rest = e.args
        if first.is_Rational and first.is_positive:
            return multiply(-first, *rest)
        return multiply(MINUS_ONE, *e.args)
    return negate(e)


def total(terms: list[Any]) -> Any:
    return terms[0] if len(terms) == 1 else add(*terms)


def reciprocal(e: Any) -> Any:
    return power(e, MINUS_ONE)


def is_power(e: Any) -> bool:
    return isinstance(e, Pow)
