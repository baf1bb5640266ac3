"""Derivatives, variations and substitutions that an expression asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy
from sympy import Derivative, Integral, Product, Subs, Sum, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.build import build
from symrules.decide.dependence import check_bound, lone, tied, total_derivative
from symrules.decide.differentiate import derivative, substituted
from symrules.decide.facts import NOT_ZERO
from symrules.decide.intervals import is_unbounded, values_of
from symrules.decide.kinds import kinds
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, NeedsSign, Unsupported
from symrules.decide.regular import is_continuous, is_smooth_under
from symrules.decide.replacement import replaced
from symrules.decide.signs import sign_of
from symrules.decide.unfold import Unfolding
from symrules.domain import NAMED
from symrules.text.nodes import substitution
from symrules.vocabulary import Held, Variation, free_symbols

_OPERATIONS = frozenset({Derivative, Variation, Held, Subs, Integral, sympy.Limit, Sum, Product})


def derivative_node(unfolding: Unfolding, e: Any) -> Any:
    symbol, variables = lone(e)
    if variables and all((symbol, v) in unfolding.facts.dependences for v in variables):
        return Derivative(symbol, *sorted(variables, key=lambda v: str(v.name)), evaluate=False)
    if any(len(limit) == 1 and limit[0] in e.variables for i in e.expr.atoms(Integral) for limit in i.limits):
        raise Unsupported("the derivative of an integral without ends with respect to its variable")
    result = _beside(unfolding, e.expr, set(e.variables))
    for variable, count in e.variable_count:
        n = rational_value(count)
        if n is None or n.q != 1 or not 0 <= n <= 64:
            raise Unsupported(f"the derivative of order {count}")
        for _ in range(int(n.p)):
            result = differentiated(unfolding, result, variable)
    return result


def _beside(unfolding: Unfolding, e: Any, variables: set[Any]) -> Any:
    """What is to be differentiated, carried out as it is on both sides of each point.

    A hypothesis such as x >= 0 says nothing of the other side of zero; a declared domain ends there.
    """
    weak = [k for k, sign in unfolding.facts.signs if sign in ("0+", "0-") and variables & free_symbols(k)]
    if not weak:
        return unfolding.of(e)
    known, memo = unfolding.facts, unfolding.memo
    unfolding.facts = replace(known, signs=tuple(pair for pair in known.signs if pair[0] not in weak))
    unfolding.memo = {}
    try:
        return unfolding.of(e)
    finally:
        unfolding.facts, unfolding.memo = replace(unfolding.facts, signs=known.signs), memo


def differentiated(unfolding: Unfolding, e: Any, x: Any) -> Any:
    """One derivative."""
    if isinstance(x, AppliedUndef) or not x.is_Symbol:
        return _by_expression(unfolding, e, x)
    if _is_opaque_derivative(e, x):
        return Derivative(e, x, evaluate=False)
    if tied_here := tied(unfolding.facts.ties, x) & free_symbols(e):
        settled = {s for s, on in unfolding.facts.dependences if on == x}
        if rest := sorted(s.name for s in tied_here - settled):
            raise Unsupported(f"the derivative with respect to {x} of {rest[0]}, which a hypothesis ties to {x}")
    _refuse_jumps(unfolding, e, x)
    if any(is_unbounded(i) and x in free_symbols(i) for i in e.atoms(Integral)):
        e = unfolding.closed(e)
    inside = [i for i in e.atoms(Integral) if x in free_symbols(i.function)]
    if inside:
        if any(is_unbounded(i) and not i.atoms(AppliedUndef) for i in inside):
            raise Unsupported("differentiation under an integral sign over an unbounded range")
        _differentiate_under(unfolding, inside, x)
    _refuse_jumps_at_ends(unfolding, e, x)
    slope = total_derivative(e, x, unfolding.facts.dependences) if unfolding.facts.dependences else derivative(e, x)
    if slope.has(sympy.nan, sympy.zoo):
        raise Unsupported("a derivative that the rules write with a division by zero")
    return unfolding.of(slope)


def _differentiate_under(unfolding: Unfolding, integrals: list[Any], x: Any) -> None:
    """Of unknown functions it is assumed that one may; of others it is seen."""
    for i in integrals:
        if i.atoms(AppliedUndef):
            unfolding.assumed.add("differentiation under the integral sign")
        elif not is_smooth_under(unfolding.facts, i, x):
            raise Unsupported("differentiation under an integral sign, of what is not seen to be smooth there")


def _refuse_jumps_at_ends(unfolding: Unfolding, e: Any, x: Any) -> None:
    """At an end that moves, the integrand has to be continuous."""
    moving = {x, *(s for s, on in unfolding.facts.dependences if on == x)}
    for i in e.atoms(Integral):
        for variable, *ends in i.limits:
            moves = any(moving & free_symbols(end) for end in ends)
            if moves and not is_continuous(unfolding.facts, i.function, variable):
                raise Unsupported("the derivative at an end of an integral, where the integrand may jump")


def _refuse_jumps(unfolding: Unfolding, e: Any, x: Any) -> None:
    """|u| and sign(u) are differentiated where u is real and does not vanish, and not under an integral sign."""
    moving = {x, *(s for s, on in unfolding.facts.dependences if on == x)}
    kinks = [n for n in e.atoms(sympy.Abs, sympy.sign, sympy.Heaviside, sympy.Max, sympy.Min)
             if moving & free_symbols(n)]  # fmt: skip
    if not kinks:
        return
    under = {n for i in e.atoms(Integral) for n in i.function.atoms(*(type(k) for k in kinks))}
    if any(k in under for k in kinks):
        raise Unsupported("the derivative of an integral over a kink or a jump")
    for kink in kinks:
        if isinstance(kink, (sympy.Abs, sympy.sign)):
            _require_nonzero(unfolding, kink.args[0])


def _require_nonzero(unfolding: Unfolding, u: Any) -> None:
    try:
        tower, (f, *_) = build(unfolding.facts, [u, *(known for known, _ in unfolding.facts.signs)])
        known = tower.is_real(f) and sign_of(tower, f) in NOT_ZERO
        real = tower.is_real(f)
    except (Meaningless, Unsupported):
        known = real = False
    if not real:
        raise Unsupported("the derivative of the absolute value or sign of what may be complex")
    if not known:
        raise NeedsSign("the derivative of an absolute value or sign at a kink", u)


def _by_expression(unfolding: Unfolding, e: Any, x: Any) -> Any:
    """d/dn for an applied function n: through a fresh symbol that takes its place."""
    fresh = unfolding.fresh(unfolding.facts.domain(x) if isinstance(x, AppliedUndef) else NAMED["real"])
    inside = replaced(e, x, fresh)
    if fresh not in free_symbols(inside):
        raise Unsupported(f"the derivative with respect to {x} of an expression that does not contain it")
    _refuse_jumps(unfolding, inside, fresh)
    return replaced(unfolding.of(derivative(inside, fresh)), fresh, x)


def variation(unfolding: Unfolding, e: Any) -> Any:
    return differentiated(unfolding, _beside(unfolding, e.args[0], {e.args[1]}), e.args[1])


def held(unfolding: Unfolding, e: Any) -> Any:
    """A derivative at something held fixed: that something becomes a constant while it is taken."""
    inner, fixed = e.args
    if not isinstance(inner, (Derivative, Variation)):
        raise Unsupported("something is held fixed outside a derivative")
    if lone(inner)[1]:
        raise Unsupported("what a symbol depends on besides is not known: declare it as a function of both")
    constant = Symbol("_held")
    return replaced(unfolding.of(replaced(inner, fixed, constant)), constant, fixed)


def subs(unfolding: Unfolding, e: Any) -> Any:
    """A value put for a variable, after what is done with respect to the variable; that is bound by it."""
    points = [unfolding.of(p) for p in e.point]
    for v in e.variables:
        check_bound(unfolding.facts.dependences, e.expr, v)
    if _OPERATIONS.isdisjoint(kinds(e.expr)):
        return unfolding.of(substituted(e.expr, dict(zip(e.variables, points, strict=True))))
    fresh = [unfolding.fresh(values_of(p, unfolding.facts)) for p in points]
    unfolding.put |= dict(zip(fresh, points, strict=True))
    inner = unfolding.of(substituted(e.expr, dict(zip(e.variables, fresh, strict=True))))
    return _put(unfolding, inner, tuple(fresh), tuple(points))


def _put(unfolding: Unfolding, inner: Any, variables: tuple[Any, ...], points: tuple[Any, ...]) -> Any:
    if not any(set(d.variables) & set(variables) for d in inner.atoms(Derivative)):
        return unfolding.of(substituted(inner, dict(zip(variables, points, strict=True))))
    if inner.is_Add or inner.is_Mul:
        return type(inner)(*(_put(unfolding, a, variables, points) for a in inner.args), evaluate=False)
    if isinstance(inner, Derivative):
        return substitution(inner, variables, points)
    raise Unsupported("a substitution into a derivative of an unknown function")


def _is_opaque_derivative(e: Any, x: Any) -> bool:
    """The derivative of an unknown function at plain arguments stays."""
    if isinstance(e, AppliedUndef):
        return x in e.args and x.is_Symbol and sum(x in free_symbols(a) for a in e.args) == 1
    return isinstance(e, Derivative) and _is_opaque_derivative(e.expr, x)
