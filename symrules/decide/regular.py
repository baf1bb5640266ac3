"""Whether an integrand is regular enough to be differentiated under its sign, or at an end that moves.

Notes
-----
d/dx ∫ g(t) h(x, t) dt = ∫ g ∂h/∂x dt over a bounded range, where h is smooth on the closed range for every x: g is
integrable where the integral exists, and ∂h/∂x is bounded near every x (dominated convergence). At an end the integral
has the integrand for its derivative where that is continuous; a single value that a sign, a case or the two sides of a
branch cut give counts for nothing in an integral, but would in the derivative.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy
from sympy import Integral
from sympy.core.function import AppliedUndef

from symrules.decide.complex_parts import is_real
from symrules.decide.cuts import NEGATIVE, WITH_CUTS, Cut, cut_of
from symrules.decide.differentiate import substituted
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.rationals import rational_value
from symrules.decide.required import nodes
from symrules.decide.smooth import is_smooth
from symrules.text.nodes import apply, multiply
from symrules.vocabulary import factors_of, free_symbols

_CONTINUOUS = (
    sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.erf, sympy.erfc, sympy.Abs, sympy.re, sympy.im,
    sympy.conjugate, sympy.Max, sympy.Min, sympy.tan, sympy.cot, sympy.sec, sympy.csc, sympy.tanh, sympy.coth,
    sympy.sech, sympy.csch, sympy.gamma, sympy.digamma, sympy.polygamma, sympy.factorial, sympy.zeta, sympy.beta,
)  # fmt: skip
"""Where they have values, of any complex argument."""


def is_smooth_under(facts: Facts, e: Any, x: Any) -> bool:
    """Whether the factors of an integrand that depend on x are smooth on the closed ranges of the integral."""
    for variable in e.variables:
        domain = facts.domain(variable)
        closed = replace(domain, lower_open=domain.lower is None, upper_open=domain.upper is None)
        facts = facts.binding(variable.name, closed)
    return all(_depends_smoothly(facts, term, x) for term in sympy.Add.make_args(e.function))


def _depends_smoothly(facts: Facts, term: Any, x: Any) -> bool:
    return all(is_smooth(facts, f) for f in factors_of(term) if x in free_symbols(f))


def meets_a_cut(facts: Facts, e: Any, x: Any, point: Any) -> bool:
    """Whether a parameter may lie on a branch cut that an expression crosses as x tends to the point."""
    for node in nodes(e):
        if (found := cut_of(node)) is None:
            continue
        cut, u = found
        others = (free_symbols(u) | free_symbols(point)) - {x}
        complex_ = (others and u.has(sympy.I)) or any(facts.domain(s).complex_ for s in others)
        if x in free_symbols(u) and complex_ and not is_real(facts, u) and not _is_away(facts, cut, u, x, point):
            return True
    return False


def _is_away(facts: Facts, cut: Cut, u: Any, x: Any, point: Any) -> bool:
    """Whether an argument is on an axis at the point, where series look at its sign, or lies off a cut on the left."""
    if point.has(sympy.oo, -sympy.oo):
        return False
    at = substituted(u, {x: point})
    if is_real(facts, at) or is_real(facts, multiply(sympy.I, at)):
        return True
    return cut is NEGATIVE and expression_sign(facts, apply(sympy.re, at)) == "+"


def is_continuous(facts: Facts, e: Any, t: Any) -> bool:
    """Whether an expression is continuous in a real variable wherever it has a value; unknown functions are."""
    if t not in free_symbols(e) or e == t:
        return True
    if isinstance(e, Integral):
        parts = (e.function, *(end for _, *ends in e.limits for end in ends))
    else:
        parts = e.args
    if not all(is_continuous(facts, a, t) for a in parts):
        return False
    if e.is_Add or e.is_Mul or isinstance(e, (Integral, AppliedUndef, *_CONTINUOUS)):
        return True
    if e.is_Pow:
        r = rational_value(e.args[1])
        return e.args[0] is sympy.E or (r is not None and r.q == 1) or is_real(facts, e.args[0])
    if not isinstance(e, WITH_CUTS):
        return False
    if (found := cut_of(e)) is None:
        return True
    cut, u = found
    return all(is_real(facts, a) for a in e.args) and (not cut.inside or expression_sign(facts, u) in NOT_ZERO)
