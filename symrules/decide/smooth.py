"""Whether an expression is smooth, or only continuous, as far as its structure shows it.

What stands under a root, in a logarithm or below a fraction line has to have a sign that is known.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Add, Mul

from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.kinds import ENTIRE
from symrules.decide.rationals import rational_value

_ENTIRE = (*ENTIRE, sympy.erf, sympy.erfc)
_SMOOTH = (sympy.tanh, sympy.sech, sympy.atan, sympy.asinh)
_NOT_AT_ZERO = (sympy.coth, sympy.csch, sympy.acot, sympy.Abs, sympy.sign, sympy.acsch)


def is_smooth(facts: Facts, e: Any, *, continuous: bool = False) -> bool:
    """Whether an expression is differentiable (or only continuous) in every symbol, all over their domains.

    What is smooth on the real line may have poles and branch cuts beside it, so an argument with an imaginary unit in
    it is allowed in sums, powers and entire functions only.
    """
    if not e.args:
        return bool(e.is_number) or not facts.domain(e).complex_
    if not all(is_smooth(facts, a, continuous=continuous) for a in e.args if isinstance(a, sympy.Expr)):
        return False
    if e.is_Add or e.is_Mul or isinstance(e, _ENTIRE):
        return True
    positive = ("+", "0+", "0") if continuous else ("+",)
    if e.is_Pow:
        return _is_smooth_power(facts, e.args[0], e.args[1], positive)
    u = e.args[0]
    if isinstance(e, sympy.Abs) and continuous:
        return True
    if u.has(sympy.I):
        return False
    if isinstance(e, _SMOOTH):
        return True
    if isinstance(e, _NOT_AT_ZERO):
        return expression_sign(facts, u) in NOT_ZERO
    if isinstance(e, sympy.log) and len(e.args) == 1:
        return expression_sign(facts, u) == "+"
    if isinstance(e, sympy.atanh):
        return expression_sign(facts, Add(1, Mul(-1, u, u))) == "+"
    if isinstance(e, (sympy.asin, sympy.acos)):
        return expression_sign(facts, Add(1, Mul(-1, u, u))) in positive
    if isinstance(e, sympy.acosh):
        return expression_sign(facts, Add(u, -1)) in positive
    if isinstance(e, sympy.acoth):
        return expression_sign(facts, Add(Mul(u, u), -1)) == "+"
    return False


def _is_smooth_power(facts: Facts, base: Any, exponent: Any, positive: tuple[str, ...]) -> bool:
    r = rational_value(exponent)
    if r is not None and r.q == 1:
        return bool(r >= 0) or expression_sign(facts, base) in NOT_ZERO
    if base is sympy.E:
        return True
    return expression_sign(facts, base) in (positive if r is not None and r > 0 else ("+",))
