"""Remainders: proved bounds of the error of a truncated series, and the range in which it is good enough."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from flint import acb, fmpq

from symrules.series.balls import enclose, precision, rational
from symrules.series.decomposition import Decomposition, Member, decompose
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio
from symrules.series.signs import sign, times


@dataclass(frozen=True)
class Remainder:
    """|f − truncation| ≤ `bound` for every x in `valid`.

    Parameters
    ----------
    order : the truncation stops after this power
    bound : an expression in the variable and the parameters
    sign : "+" or "-" where the error f − truncation is ≥ 0 or ≤ 0 on all of `valid`; "" where that is not known
    next_term : what the error has the sign of, and is at most the modulus of; None where the bound is a ball's
    valid : the set of x, in words
    method : how the bound is proved
    """

    order: int
    bound: Any
    sign: str
    valid: str
    method: str
    next_term: Any = None
    lower: Any = -sympy.oo
    upper: Any = sympy.oo


def remainder(series: Any, order: int, interval: tuple[Any, Any] | None = None) -> Remainder:
    """The bound from enveloping families, or from Cauchy's estimate in balls on an interval.

    Raises
    ------
    SeriesError
        No bound is known; with an interval, one may be.
    """
    found = _enveloped(series, order)
    if found is not None and (interval is None or _inside(interval, found)):
        return found
    if interval is None:
        raise SeriesError("no bound for all real values is known for this expansion",
                          hint="give an interval around the point")  # fmt: skip
    from symrules.series import cauchy

    return cauchy.cauchy_remainder(series, order, interval)


def _inside(interval: tuple[Any, Any], found: Remainder) -> bool:
    low, high = (sympy.sympify(x, strict=True) for x in interval)  # numbers only, never a text
    return bool(low >= found.lower) and bool(high <= found.upper)


def _enveloped(series: Any, order: int) -> Remainder | None:
    decomposition = decompose(series.expression, series.setting)
    if decomposition is None or not _stops(decomposition, order):
        return None
    bounds, signs, halves, terms, names = [], [], set(), [], []
    for member in decomposition.members:
        part = _member_bound(member, series, order)
        if part is None:
            return None
        bound, known, half, term = part
        bounds.append(bound)
        signs.append(known)
        halves.add(half)
        terms.append(term)
        names.append(member.family.name)
    halves.discard("")
    if len(halves) > 1:
        return None
    half = halves.pop() if halves else ""
    known = signs[0] if len(set(signs)) == 1 else "" if signs else "0"
    return _remainder(series, order, bounds, known, half, terms, names)


def _stops(d: Decomposition, order: int) -> bool:
    """Whether the polynomial part lies within the order."""
    return d.polynomial.v + d.polynomial.n - 1 <= order or d.polynomial.c is None


def _remainder(series: Any, order: int, bounds: list[Any], known: str, half: str, terms: list[Any],
               names: list[str]) -> Remainder:  # fmt: skip
    lower = series.point if half == "+" else -sympy.oo
    upper = series.point if half == "-" else sympy.oo
    x = series.variable
    valid = f"all real {x}" if not half else f"{x} >= {lower}" if half == "+" else f"{x} <= {upper}"
    method = "enveloping series of " + ", ".join(dict.fromkeys(names)) if names else "finite series"
    next_term = terms[0] if len(terms) == 1 else sympy.Add(*terms) if known else None
    strict = {"0+": "+", "0-": "-"}.get(known, known)
    return Remainder(order, sympy.Add(*bounds), strict, valid, method, next_term, lower, upper)


def _member_bound(m: Member, series: Any, order: int) -> tuple[Any, str, str, Any] | None:
    """(bound, sign, half line, next term) of one enveloping member c·tᵖ·F(a t)."""
    field, setting = series.setting.field, series.setting
    if not m.weight.is_monomial() or not m.family.envelops or setting.direction < 0:
        return None
    c, p = m.weight.c[0], m.weight.v  # type: ignore[index]
    if not (field.is_real(c) and field.is_real(m.slope)) or (isinstance(c, Ratio) and setting.has_log(c)):
        return None
    if order - p < m.family.least:
        return None
    found = m.family.next_power(order - p)
    if found is None:
        return sympy.Integer(0), "0", "", sympy.Integer(0)
    half = _half_line(m, sign(m.slope))
    if half is None:
        return None
    j, g = found
    coefficient = field.simplified(c * m.slope**j * g)
    t = series.variable - series.point
    known = sign(coefficient)
    power = p + j
    if power % 2:
        known = times(known, {"+": "+", "-": "-"}.get(half, "")) if known else ""
    value = field.expression(coefficient)
    size = _modulus(value, sign(coefficient))
    base = t if power % 2 == 0 else t if half == "+" else -t if half == "-" else sympy.Abs(t)
    return size * base**power, known, half, value * t**power


def _modulus(value: Any, known: str) -> Any:
    if known in ("+", "0+", "0"):
        return value
    return -value if known in ("-", "0-") else sympy.Abs(value)


def _half_line(m: Member, slope: str) -> str | None:
    """Where u = a t has the sign that the family needs; None where the sign of a is not known."""
    if m.family.envelops == "real":
        return ""
    if slope not in ("+", "-"):
        return None
    wanted = m.family.envelops
    return "+" if (slope == "+") == (wanted == "+") else "-"


# -- within a tolerance


def range_within(series: Any, tolerance: Fraction, order: int) -> Fraction:
    """A rational r: for every x of the remainder's range with 0 < |x − x₀| ≤ r, |f − truncation| ≤ tolerance·|f|.

    Notes
    -----
    With |f − S| ≤ B and |f| ≥ |S| − B, it is enough that (1 + tolerance)·B ≤ tolerance·|S|. Both sides are divided by
    the leading power of t and enclosed in balls on pieces that cover (0, r]: a proof for every t in between.

    Raises
    ------
    SeriesError
        The coefficients contain parameters, or no remainder is known.
    """
    if series.expression.free_symbols - {series.variable}:
        raise SeriesError("a range within a tolerance needs numbers for the parameters", hint="substitute values first")
    if not len(series.terms):
        raise SeriesError("the series has no term")
    kept = [(k, c) for k, c in series.terms if k <= order]
    if not kept:
        raise SeriesError(f"no term is kept up to order {order}")
    found = remainder(series, order)
    sides = [s for s, end in ((1, found.upper), (-1, found.lower)) if end != series.point]
    with precision(128):
        condition = _Condition(kept, found, series, tolerance, sides)
        return _largest(condition.holds)


class _Condition:
    """(1 + tolerance)·B ≤ tolerance·|S| on (0, r], tested in balls."""

    def __init__(self, kept: list[Any], found: Remainder, series: Any, tolerance: Fraction, sides: list[int]) -> None:
        valuation = kept[0][0]
        self.kept = [(rational(k - valuation), enclose(c, {}).real) for k, c in kept]
        power, size = _single_power(found.bound, series)
        self.power, self.size = rational(power) - rational(valuation), size
        self.tolerance = acb(rational(tolerance)).real
        self.sides = sides

    def holds(self, r: Fraction) -> bool:
        pieces = 256
        step = fmpq(r.numerator, r.denominator) / pieces
        return all(self._on(acb(step * i).union(acb(step * (i + 1))).real, s)
                   for i in range(pieces) for s in self.sides)  # fmt: skip

    def _on(self, t: Any, side: int) -> bool:
        total = sum((c * (t * side) ** int(k.p) if k.q == 1 else c * t**k for k, c in self.kept), acb(0).real)
        return bool((1 + self.tolerance) * self.size * t**self.power <= self.tolerance * abs(total))


def _single_power(bound: Any, series: Any) -> tuple[Any, Any]:
    """The bound as size·|t|**power with the lowest power; sums are bounded for |t| ≤ 1 only, and are refused."""
    t = sympy.Symbol("t", positive=True)
    size, rest = bound.subs(series.variable, series.point + t).as_independent(t)
    base, power = rest.as_base_exp()
    if base not in (t, -t) and rest != 1:
        raise SeriesError("a range within a tolerance needs a bound that is a single power")
    return sympy.Rational(power), abs(enclose(size, {}))


def _largest(holds: Any) -> Fraction:
    """The largest r with three digits, by bisection on a monotone condition."""
    high = Fraction(1)
    while holds(high) and high < 2**40:
        high *= 2
    low = high / 2
    while not holds(low):
        low /= 2
        if low < Fraction(1, 2**60):
            raise SeriesError("the truncation is not within the tolerance on any range that could be found")
    high = 2 * low
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
