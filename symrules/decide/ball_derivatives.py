"""Enclosures of derivatives as they are written, from values of the function alone: no rule of differentiation is used.

Where f is analytic on the disc of radius R around a point and bounded by M there, its Taylor coefficients are at most
M/R^k in size (Cauchy). The mean of f(r ω^j) ω^(-jn) over the m-th roots of unity ω^j is a_n r^n + a_(n+m) r^(n+m) + …;
so a_n is known up to M/R^n q/(1-q) with q = (r/R)^m. See Henrici, Applied and Computational Complex Analysis, volume 3,
§13.1.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import Any

import flint
from flint import acb, arb, fmpq
from sympy import Derivative, Subs

from symrules.decide.ball_binders import Evaluator, is_analytic
from symrules.decide.ball_functions import Undefined, Unevaluable, as_ball
from symrules.decide.rationals import rational_value
from symrules.text.readable import readable

_RADII = tuple(Fraction(1, n) for n in (2, 16, 256, 4096))
_RATIO = 16  # log2 of R/r
_POINTS = 8  # more than the order of the derivative
_MAX_ORDER = 4


def _derivative(v: Evaluator, e: Any) -> acb:
    """One variable after the other, innermost first."""
    *before, (x, count) = e.variable_count
    order = rational_value(count)
    inner = Derivative(e.expr, *before, evaluate=False) if before else e.expr
    if inner.is_Symbol or not x.is_Symbol or x not in v.values or not is_analytic(inner, x):
        raise Unevaluable(f"no enclosure of the derivative of {readable(inner)}")
    if order is None or order.q != 1 or not 0 <= order <= _MAX_ORDER:
        raise Unevaluable("a derivative of high order")
    return _coefficient(v, inner, x, int(order.p), *_disc(v, inner, x))


def _disc(v: Evaluator, f: Any, x: Any) -> tuple[arb, arb]:
    """The radius of a disc on which a function is analytic, and a bound of it there."""
    values = {s: as_ball(value) for s, value in v.values.items()}
    for size in _RADII:
        radius = arb(fmpq(size.numerator, size.denominator))
        spread = arb(0, radius)
        try:
            value = v.inside({**values, x: values[x] + acb(spread, spread)}, True).of(f)
        except Unevaluable:
            raise
        except Undefined:
            continue
        if value.is_finite():
            return radius, abs(value).upper()
    raise Undefined("a derivative at a point around which the function is not seen to be analytic")


def _coefficient(v: Evaluator, f: Any, x: Any, order: int, radius: arb, bound: arb) -> acb:
    """n! times the n-th Taylor coefficient, with the bits that the division by r^n takes."""
    precision = v.precision + _RATIO * (order + 1) + 32
    before, flint.ctx.prec = flint.ctx.prec, precision
    try:
        values = {s: as_ball(value) for s, value in v.values.items()}
        r, m = radius / 2**_RATIO, _POINTS + order
        total = acb(0)
        for j in range(m):
            root = acb(arb(fmpq(2 * j, m))).exp_pi_i()
            inside = v.inside({**values, x: values[x] + r * root}, v.analytic, precision)
            total += inside.of(f) * acb(arb(fmpq(-2 * j * order, m))).exp_pi_i()
        q = arb(2) ** (-_RATIO * m)
        error = (bound / radius**order * q / (1 - q)).upper()
        return (total / m / r**order + acb(arb(0, error), arb(0, error))) * factorial(order)
    finally:
        flint.ctx.prec = before


def _substitution(v: Evaluator, e: Any) -> acb:
    points = {x: v.of(p) for x, p in zip(e.variables, e.point, strict=True)}
    return v.with_values(points).of(e.expr)


DERIVATIVES: dict[type, Callable[[Evaluator, Any], acb]] = {Derivative: _derivative, Subs: _substitution}
