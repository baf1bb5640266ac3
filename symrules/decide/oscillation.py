"""Functions that come back to the same sizes again and again as their variable grows."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.decide.differentiate import derivative
from symrules.vocabulary import free_symbols


def oscillates(e: Any, x: Any) -> bool:
    """Whether it is a number times powers of x, sines and cosines of real multiples of it, at least one of these.

    Such a function has no limit at infinity, and its integral up to there does not converge.
    """
    return _is_product(e, x) and any(isinstance(n, (sympy.sin, sympy.cos)) for n in sympy.preorder_traversal(e))


def _is_product(e: Any, x: Any) -> bool:
    if x not in free_symbols(e):
        return bool(e.is_Rational and e != 0)
    if e == x:
        return True
    if e.is_Mul:
        return all(_is_product(a, x) for a in e.args)
    if e.is_Pow:
        return bool(e.args[1].is_Integer and e.args[1] > 0) and _is_product(e.args[0], x)
    if not isinstance(e, (sympy.sin, sympy.cos)):
        return False
    slope = derivative(e.args[0], x)
    return bool(slope.is_Rational) and slope != 0
