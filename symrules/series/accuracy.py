"""Where a truncated series is within a relative tolerance of the function: proved in balls."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from flint import acb, arb

from symrules.series.balls import enclose, precision, rational
from symrules.series.bound import remainder
from symrules.series.errors import SeriesError
from symrules.series.remainder import Remainder, ends

_PIECES = 256
_LARGEST = 2**40


@dataclass(frozen=True)
class Accuracy:
    """|f − truncation| ≤ tolerance·|f| for 0 < |x − x₀| ≤ `distance` and lower ≤ x ≤ upper.

    Parameters
    ----------
    distance : None where the truncation is exact
    lower, upper : the ends of the set of x for which that is proved, x₀ among it or at its end
    """

    distance: Fraction | None
    lower: Any
    upper: Any
    point: Any
    variable: Any

    def __str__(self) -> str:
        x, x0 = self.variable, self.point
        r = sympy.oo if self.distance is None else sympy.Rational(*self.distance.as_integer_ratio())
        low, high = max(self.lower, x0 - r), min(self.upper, x0 + r)
        if (low, high) == (-sympy.oo, sympy.oo):
            return f"all real {x}"
        if high - x0 == x0 - low:
            return f"0 < |{x}| <= {high - x0}" if x0 == 0 else f"0 < |{x} - ({x0})| <= {high - x0}"
        if low == x0:
            return f"{x0} < {x} <= {high}" if high != sympy.oo else f"{x} > {x0}"
        if high == x0:
            return f"{low} <= {x} < {x0}" if low != -sympy.oo else f"{x} < {x0}"
        return f"{low} <= {x} <= {high}, {x} != {x0}"


def accuracy(series: Any, tolerance: Fraction, order: int, interval: tuple[Any, Any] | None = None) -> Accuracy:
    """How far from the point the truncation after `order` is within a relative tolerance, 0 < tolerance < 1.

    Notes
    -----
    With |f − S| ≤ B and |f| ≥ |S| − B, it is enough that (1 + tolerance)·B ≤ tolerance·|S|. Both sides are divided by
    the leading power of t and enclosed in balls on pieces that cover (0, r]: a proof for every t in between. The range
    is that of the remainder, and the interval where one is given.

    Raises
    ------
    SeriesError
        The coefficients contain parameters, or no remainder is known.
    """
    if not 0 < tolerance < 1:
        raise SeriesError("a relative tolerance lies between 0 and 1", hint="such as 1/100")
    if series.expression.free_symbols - {series.variable}:
        raise SeriesError("a range within a tolerance needs numbers for the parameters", hint="substitute values first")
    if not series.point.is_Rational:
        raise SeriesError("a range within a tolerance is for an expansion about a rational point")
    kept = [(k, c) for k, c in series.terms if k <= order]
    if not kept:
        raise SeriesError(f"no term is kept up to order {order}", hint="keep the first power that occurs")
    found = remainder(series, order, interval)
    lower, upper = found.lower, found.upper
    if interval is not None:
        low, high = ends(interval)
        lower, upper = max(lower, low), min(upper, high)
    if not any(size != 0 for size, _ in found.pieces):
        return Accuracy(None, lower, upper, series.point, series.variable)
    reach = {s: end for s, end in ((1, upper - series.point), (-1, series.point - lower)) if end != 0}
    farthest = max(reach.values())
    end = Fraction(_LARGEST) if farthest == sympy.oo else Fraction(int(farthest.p), int(farthest.q))
    with precision(128):
        distance = _largest(_Condition(series, kept, found, tolerance, reach).holds, end)
    return Accuracy(distance, lower, upper, series.point, series.variable)


class _Condition:
    """(1 + tolerance)·B ≤ tolerance·|S| on (0, r] and on the sides that are reached, tested in balls."""

    def __init__(self, series: Any, kept: list[Any], found: Remainder, tolerance: Fraction,
                 reach: dict[int, Any]) -> None:  # fmt: skip
        lowest = kept[0][0]
        signed = series.base == series.variable - series.point  # else the powers are those of |x − x₀|
        self.kept = [(k - lowest, enclose(c, {}), signed and k.denominator == 1 and k % 2 == 1) for k, c in kept]
        self.pieces = [(k - lowest, abs(enclose(size, {}))) for size, k in found.pieces]
        self.tolerance = arb(rational(tolerance))
        self.reach = {s: None if end == sympy.oo else rational(end) for s, end in reach.items()}

    def holds(self, r: Fraction) -> bool:
        for side, end in self.reach.items():
            whole = rational(r) if end is None else min(rational(r), end)
            step = whole / _PIECES
            if not all(self._on(arb(step * i).union(arb(step * (i + 1))), side) for i in range(_PIECES)):
                return False
        return True

    def _on(self, t: arb, side: int) -> bool:
        total = sum((c * _power(t, k) * (side if odd else 1) for k, c, odd in self.kept), acb(0))
        bound = sum((size * _power(t, k) for k, size in self.pieces), arb(0))
        return bool((1 + self.tolerance) * bound <= self.tolerance * abs(total))


def _power(t: arb, k: Fraction) -> arb:
    """tᵏ for t ≥ 0, k ≥ 0."""
    whole, rest = divmod(k, 1)
    found = t ** int(whole)
    if rest:
        exponent = rational(rest)
        found *= t**exponent if t > 0 else arb(0).union(t.upper() ** exponent)
    return found


def _largest(holds: Any, end: Fraction) -> Fraction:
    """The largest r ≤ end with four digits, by bisection on a monotone condition."""
    if end < _LARGEST and holds(end):
        return end
    high = min(Fraction(1), end)
    while high < _LARGEST and holds(high):
        high *= 2
    low = high / 2
    while not holds(low):
        low /= 2
        if low < Fraction(1, 2**60):
            raise SeriesError("the truncation is not within the tolerance on any range that could be found")
    high = min(2 * low, end)
    while (high - low) * 2000 > low:
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return _shortest_below(low)


def _shortest_below(r: Fraction) -> Fraction:
    """r rounded down to four significant digits."""
    scale = Fraction(1)
    while r * scale < 1000:
        scale *= 10
    return Fraction(int(r * scale)) / scale


def range_within(series: Any, tolerance: Fraction, order: int) -> Fraction:
    """The distance of `accuracy.accuracy`."""
    found = accuracy(series, tolerance, order).distance
    if found is None:
        raise SeriesError("the truncation is exact: it is within the tolerance everywhere")
    return found
