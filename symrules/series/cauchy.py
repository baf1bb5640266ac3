"""Cauchy's estimate: a remainder bound on an interval, from a ball around the function's values on a circle.

Notes
-----
Where f is analytic for |t| ≤ ρ and |f| ≤ M on the circle |t| = ρ, the coefficients obey |aₖ| ≤ M/ρᵏ, and so for |t| < ρ
the error after the n-th term is at most M·(|t|/ρ)ⁿ⁺¹/(1 − |t|/ρ). That f is analytic follows from the nearest
singularity. No branch cut meets the circle (the balls would not be finite there), and no branch point lies inside: then
no cut runs inside either, since an arc of it would have to end, and the formula's values are those of one branch.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from flint import acb, arb, fmpq

from symrules.series.balls import enclose, precision
from symrules.series.errors import SeriesError
from symrules.series.local import Local
from symrules.series.remainders import Remainder

_ARCS = 192


def cauchy_remainder(series: Any, order: int, interval: tuple[Any, Any]) -> Remainder:
    """The bound for x in the interval, as K·|x − x₀|ⁿ⁺¹ with a rational K.

    Raises
    ------
    SeriesError
        Parameters without values, a singularity within reach, or a branch cut that cannot be watched.
    """
    low, high = (sympy.sympify(x, strict=True) for x in interval)  # numbers only, never a text
    value = series.value
    if series.expression.free_symbols - {series.variable} or not (low.is_Rational and high.is_Rational):
        raise SeriesError("a bound on an interval needs numbers for the parameters and rational ends",
                          hint="substitute values first")  # fmt: skip
    if not isinstance(value, Local) or series.setting.ramification > 1 or value.v < 0 or series.conditions:
        raise SeriesError("a bound on an interval is for a Taylor series", hint="take out the power in front")
    if not series.point.is_Rational or not low <= series.point <= high:
        raise SeriesError(f"the interval does not contain the point {series.point}")
    if series.radius is None:
        raise SeriesError(f"no bound on an interval: {series.singularity.reason}")
    reach = max(high - series.point, series.point - low)
    best = _with_known_terms(series, order, Fraction(int(reach.p), int(reach.q)))
    constant = sympy.Rational(best.numerator, best.denominator)
    x, t = series.variable, series.variable - series.point
    power = sympy.Abs(t) ** (order + 1) if (order + 1) % 2 else t ** (order + 1)
    return Remainder(order, constant * power, "", f"{low} <= {x} <= {high}", "Cauchy's estimate in balls", None, low,
                     high)  # fmt: skip


def _with_known_terms(series: Any, order: int, reach: Fraction) -> Fraction:
    """K for the order asked for: the known coefficients above it by themselves, Cauchy's estimate beyond them."""
    last = max(series.order, order)
    total = arb(0)
    r = fmpq(reach.numerator, reach.denominator)
    with precision(128):
        tail = _best_constant(series, last, reach)
        total += fmpq(tail.numerator, tail.denominator) * r ** (last - order)
        for k in range(order + 1, last + 1):
            total += abs(enclose(series.coefficient(k), {})) * r ** (k - order - 1)
        return _rounded_up(total)


def _best_constant(series: Any, order: int, reach: Fraction) -> Fraction:
    found: list[Fraction] = []
    with precision(96):
        limit = None if series.radius == sympy.oo else enclose(series.radius, {}).real
        for step in (9, 10, 11, 12, 14, 16, 20, 24, 32, 48, 64, 96):
            rho = reach * step / 8
            if limit is not None and not arb(fmpq(rho.numerator, rho.denominator)) < limit:
                break
            size = largest_on_circle(series, rho)
            if size is not None:
                found.append(_constant(size, order, reach, rho))
        if limit is not None:
            found += _near_the_radius(series, order, reach, limit)
    if not found:
        raise SeriesError("no circle around the interval avoids singularities and branch cuts",
                          hint="ask for a smaller interval")  # fmt: skip
    return min(found)


def _near_the_radius(series: Any, order: int, reach: Fraction, limit: Any) -> list[Fraction]:
    """Circles between the interval and the singularity."""
    edge = Fraction(int((limit * 4096).floor().unique_fmpz() or 0), 4096)
    found = []
    for share in (Fraction(1, 2), Fraction(3, 4), Fraction(7, 8)):
        rho = reach + (edge - reach) * share
        size = largest_on_circle(series, rho) if edge > reach else None
        if size is not None:
            found.append(_constant(size, order, reach, rho))
    return found


def _constant(size: Any, order: int, reach: Fraction, rho: Fraction) -> Fraction:
    """M/(ρⁿ⁺¹(1 − r/ρ)), rounded up to three digits."""
    radius = arb(fmpq(rho.numerator, rho.denominator))
    return _rounded_up(size / radius ** (order + 1) / (1 - fmpq((reach / rho).numerator, (reach / rho).denominator)))


def _rounded_up(value: Any) -> Fraction:
    """A decimal of three or four digits that is certainly not smaller."""
    scale = Fraction(1)
    while not value * fmpq(scale.numerator, scale.denominator) > 100:
        scale *= 10
    top = (value * fmpq(scale.numerator, scale.denominator)).upper().ceil().unique_fmpz()
    return Fraction(int(top) + 1) / scale


def largest_on_circle(series: Any, rho: Fraction) -> Any:
    """A bound of |f| on |t| = ρ; None where a ball is not finite."""
    radius = acb(fmpq(rho.numerator, rho.denominator))
    centre = acb(fmpq(int(series.point.p), int(series.point.q)))
    largest = arb(0)
    for i in range(_ARCS):
        angle = acb(fmpq(2 * i, _ARCS)).union(acb(fmpq(2 * i + 2, _ARCS)))
        at = centre + radius * angle.exp_pi_i()
        try:
            value = enclose(series.expression, {series.variable: at}, analytic=True)
        except ZeroDivisionError:
            return None
        if not value.is_finite():
            return None
        largest = largest.max(abs(value).upper())
    return largest
