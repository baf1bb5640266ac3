"""Expressions with one sheet: no part is branched, or the whole does not change with the sign of the only root."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.series.candidates import BESSEL, ENTIRE

WITH_POLES = ("tan", "cot", "sec", "csc", "tanh", "coth", "sech", "csch")
GAMMAS = ("gamma", "digamma", "polygamma", "factorial")
_SINGLE_VALUED = (*ENTIRE, *WITH_POLES, *GAMMAS)
_EVEN = ("cos", "cosh", "sec", "sech")
_ODD = ("sin", "sinh", "tan", "tanh", "cot", "coth", "csc", "csch", "erf")


def single_valued(e: Any, x: Any) -> bool:
    """Whether no part of it has more than one sheet."""
    if not e.has(x) or e.is_Atom:
        return True
    if e.is_Pow:
        return single_valued(e.base, x) and (e.exp.is_Integer or (e.base == sympy.E and single_valued(e.exp, x)))
    name = e.func.__name__
    known = e.is_Add or e.is_Mul or name in _SINGLE_VALUED or (
        name in BESSEL[:2] and e.args[0].is_Integer) or (
        name == "polylog" and e.args[0].is_Integer and e.args[0] <= 0)  # fmt: skip
    return known and all(single_valued(a, x) for a in e.args)


def even_in_a_root(e: Any, x: Any) -> bool:
    """Whether e is a function of √w and x with one sheet that is even in √w, for a w with one sheet."""
    roots = {p for p in sympy.preorder_traversal(e) if p.is_Pow and p.has(x) and p.base != sympy.E
             and not p.exp.is_Integer}  # fmt: skip
    bases = {p.base for p in roots}
    if len(bases) != 1 or not single_valued(next(iter(bases)), x):
        return False
    if any(not (p.exp.is_Rational and p.exp.q == 2) for p in roots):
        return False
    return _parity(e, x, roots) == 1


def _parity(e: Any, x: Any, roots: set[Any]) -> int:
    """+1 for even, −1 for odd, 0 where neither is seen."""
    if e in roots:
        return -1
    if single_valued(e, x):
        return 1
    found = [_parity(a, x, roots) for a in e.args]
    if 0 in found:
        return 0
    if e.is_Add:
        return found[0] if len(set(found)) == 1 else 0
    if e.is_Mul:
        return -1 if found.count(-1) % 2 else 1
    if e.is_Pow and e.exp.is_Integer:
        return -1 if found[0] < 0 and int(e.exp) % 2 else 1
    name = e.func.__name__
    if name in BESSEL[:2] and e.args[0].is_Integer:
        return -1 if found[1] < 0 and int(e.args[0]) % 2 else 1
    return found[0] if name in _ODD else 1 if name in _EVEN or (found[0] == 1 and name in _SINGLE_VALUED) else 0
