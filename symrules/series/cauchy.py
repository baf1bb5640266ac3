"""Remainders on an interval, for any function, from Cauchy's estimate with the function enclosed in balls on a circle.

Notes
-----
Where f is analytic for 0 < |t| ≤ ρ, with at most a pole at 0, and |f| ≤ M on the circle |t| = ρ, the coefficients obey
|aₖ| ≤ M/ρᵏ, and so for |t| < ρ the error after the n-th term is at most M·(|t|/ρ)ⁿ⁺¹/(1 − |t|/ρ). About a branch point
t = ±s**q the same holds in s.

That the disc holds no singularity is known from the candidates of `singularities`, each of which lies beyond or is
proved to be removable. With parameters, which stand for all values of their domains, only the first counts.

The expression is followed on its principal branch. Let u be the argument of a branched function, analytic in the disc.
Where u avoids on the circle a branch cut that goes to infinity, the winding number of u(circle) around the points of
the cut is that around infinity, zero, so that u takes none of them inside either: the principal branch is analytic in
the whole disc, and is what was expanded. Functions with a finite cut (acot) are refused. An expression that is even in
its only root has no cut: either sign of the root gives its value.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from flint import acb, arb, fmpq

from symrules.series.balls import enclose, floor, precision, rational
from symrules.series.candidates import RECIPROCAL
from symrules.series.errors import SeriesError
from symrules.series.expansion import expanded
from symrules.series.local import Local
from symrules.series.one_sheet import even_in_a_root
from symrules.series.remainder import Remainder
from symrules.series.setting import LOG
from symrules.series.sheets import branched_arguments
from symrules.series.singularities import free_disc, nearest

_ARCS = 192
_STEPS = (9, 10, 11, 12, 14, 16, 20, 24, 32, 48, 64, 96)


def cauchy_remainder(series: Any, order: int, low: Any, high: Any) -> Remainder:
    """The bound for low ≤ x ≤ high, as K·|x − x₀|ᵏ with a rational K and the first power k beyond the order.

    Raises
    ------
    SeriesError
        An expansion that is no power series, an unbounded parameter, a singularity within reach, or a branch cut that
        cannot be watched.
    """
    value, point = series.value, series.point
    if not isinstance(value, Local) or LOG in series.setting.table.index or series.setting.at_infinity:
        raise SeriesError("a bound on an interval is for a power series, without logarithms or exponentials")
    if not point.is_Rational or not low <= point <= high:
        raise SeriesError(f"the interval does not contain the point {point}, or that is no rational number")
    if series.conditions or series.setting.direction or series.setting.ramification > 1:
        _require_the_side(series, low, high)
    circle = _Circle.of(series)
    reach = max(high - point, point - low)
    best = _with_known_terms(series, circle, order, Fraction(int(reach.p), int(reach.q)))
    power = Fraction(order * circle.q + 1, circle.q)
    size = sympy.Rational(best.numerator, best.denominator)
    x, t, exponent = series.variable, series.variable - point, sympy.Rational(power.numerator, power.denominator)
    bound = size * (t if exponent.is_Integer and exponent % 2 == 0 else sympy.Abs(t)) ** exponent
    valid = f"{low} <= {x} <= {high}" + (f", {x} != {point}" if value.v < 0 else "")
    return Remainder(order, bound, "", valid, "Cauchy's estimate in balls", None, low, high, ((size, power),))


def _require_the_side(series: Any, low: Any, high: Any) -> None:
    """An expansion on one side is bounded on that side."""
    side = -1 if series.setting.direction < 0 else 1
    if any(c != f"{series.variable} > {series.point}" for c in series.conditions):
        raise SeriesError("a bound on an interval is for an expansion without conditions")
    if (low if side > 0 else high) != series.point:
        raise SeriesError(f"the expansion holds for {series.variable} {'>' if side > 0 else '<'} {series.point} only",
                          hint="let the interval begin at the point")  # fmt: skip


@dataclass(frozen=True)
class _Circle:
    """What is evaluated on circles about 0: the expression in t, or in s with t = ±s**q.

    Parameters
    ----------
    values : balls that contain all values of the parameters
    limit : no singularity lies below this distance; None where there is none at all
    cut : whether branch cuts have to be avoided
    """

    tree: Any
    variable: Any
    centre: acb
    q: int
    values: dict[Any, acb]
    limit: arb | None
    cut: bool

    @classmethod
    def of(cls, series: Any) -> _Circle:
        values = {p: _all_values(p, series.notation) for p in
                  sorted(series.expression.free_symbols - {series.variable}, key=str)}  # fmt: skip
        tree, x, point, q, least = free_disc(series)
        limit = None
        if least != sympy.oo:
            limit = enclose(least, {}).real.lower()
            if not limit > 0:
                raise SeriesError("no disc around the point is known to be free of singularities: "
                                  + (nearest(series).reason or "it depends on the parameters"))  # fmt: skip
        cut = not even_in_a_root(tree, x)
        if cut:
            _require_analytic_arguments(tree, x, point, series.notation, limit)
        return cls(tree, x, acb(rational(point)), q, values, limit, cut)

    def largest(self, rho: Fraction) -> arb | None:
        """A bound of |f| on the circle with radius ρ; None where a ball is not finite, or meets a cut."""
        largest = arb(0)
        for i in range(_ARCS):
            angle = acb(fmpq(2 * i, _ARCS)).union(acb(fmpq(2 * i + 2, _ARCS)))
            at = self.centre + acb(rational(rho)) * angle.exp_pi_i()
            try:
                value = enclose(self.tree, {**self.values, self.variable: at}, analytic=self.cut)
            except (ZeroDivisionError, SeriesError):
                return None
            if not value.is_finite():
                return None
            largest = largest.max(abs(value).upper())
        return largest if largest < arb(2) ** 1000 else None


def _all_values(parameter: Any, notation: Any) -> acb:
    """A ball around the domain of a real parameter.

    Raises
    ------
    SeriesError
        The domain is not bounded.
    """
    domain = notation.domain(parameter) if notation is not None and parameter.name in notation else None
    if domain is None or domain.complex_ or domain.lower is None or domain.upper is None:
        raise SeriesError(f"a bound on an interval needs a number, or a bounded domain, for {parameter}",
                          hint=f"declare it, such as '{parameter}: [0, 1]', or substitute a value")  # fmt: skip
    return acb(rational(domain.lower)).union(acb(rational(domain.upper)))


def _require_analytic_arguments(tree: Any, x: Any, point: Any, notation: Any, limit: arb | None) -> None:
    """Make sure that the argument of each branched function is analytic in the disc."""
    for name, u in branched_arguments(tree, x):
        if name in RECIPROCAL or name in ("acot", "acoth"):
            raise SeriesError(f"the branch cut of {name} is not watched on circles", hint="write it as a logarithm")
        inner = expanded(u, x, point, 1, notation=notation, direction="+")
        least = free_disc(inner)[4]
        if not isinstance(inner.value, Local) or inner.value.v < 0 or inner.setting.ramification > 1 or (
                least != sympy.oo and not (limit is not None and enclose(least, {}).real >= limit)):  # fmt: skip
            raise SeriesError(f"the argument of {name} is not known to be analytic around the point")


def _with_known_terms(series: Any, circle: _Circle, order: int, reach: Fraction) -> Fraction:
    """K for the order asked for: the known coefficients above it by themselves, Cauchy's estimate beyond them."""
    last = max(series.order, order)
    q = circle.q
    with precision(128):
        r = arb(rational(reach)) ** fmpq(1, q)
        tail = _best_constant(circle, last * q, reach)
        total = arb(rational(tail)) * r ** ((last - order) * q)
        for k in range(order * q + 1, last * q + 1):
            size = abs(enclose(series.coefficient(Fraction(k, q)), circle.values))
            total += size * r ** (k - order * q - 1)
        return _rounded_up(total)


def _best_constant(circle: _Circle, order: int, reach: Fraction) -> Fraction:
    """The least of M/(ρⁿ⁺¹(1 − r/ρ)) over circles between the interval and the nearest singularity."""
    found: list[Fraction] = []
    with precision(96):
        near = _inner_radius(reach, circle.q)
        radii = [near * step / 8 for step in _STEPS]
        if circle.limit is not None:
            edge = Fraction(floor((circle.limit * 4096).lower()), 4096)
            radii = [rho for rho in radii if arb(rational(rho)) < circle.limit]
            radii += [near + (edge - near) * share for share in (Fraction(1, 2), Fraction(3, 4), Fraction(7, 8))
                      if edge > near]  # fmt: skip
        for rho in radii:
            size = circle.largest(rho)
            if size is not None:
                outer, ratio = arb(rational(rho)), arb(rational(near / rho))
                found.append(_rounded_up(size / outer ** (order + 1) / (1 - ratio)))
    if not found:
        raise SeriesError("no circle around the interval avoids singularities and branch cuts",
                          hint="ask for a smaller interval")  # fmt: skip
    return min(found)


def _inner_radius(reach: Fraction, q: int) -> Fraction:
    """reach**(1/q), rounded up."""
    if q == 1:
        return reach
    root = (arb(rational(reach)) ** fmpq(1, q) * 4096).upper()
    return Fraction(floor(root) + 2, 4096)


def _rounded_up(value: arb) -> Fraction:
    """A decimal of three or four digits that is certainly not smaller."""
    top, scale = value.upper(), Fraction(1)
    if not top.is_finite():
        raise SeriesError("the function could not be enclosed on the circles around the interval",
                          hint="ask for a smaller interval")  # fmt: skip
    while top > 0 and not top * rational(scale) > 100:
        scale *= 10
    return Fraction(floor((top * rational(scale)).upper()) + 2) / scale
