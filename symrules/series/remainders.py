"""Remainders: proved bounds of the error of a truncated series.

Notes
-----
An error is put together from pieces θ·c·tᵏ with 0 ≤ θ ≤ 1: a term of the polynomial part that was left out (θ = 1), and
the next term of a family that envelops, with its sign. So the error is at most Σ|c||t|ᵏ, and has the common sign of the
pieces where they have one.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from symrules.series.core import Engine
from symrules.series.decomposition import Decomposition, Member, decompose
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.local import Local
from symrules.series.remainder import Remainder
from symrules.series.signs import plus, sign, times

# -- enveloping families


@dataclass(frozen=True)
class _Part:
    """Pieces θ·c·tᵏ of the error, and the half line on which they hold: "+" or "-", or "" for all real x."""

    pieces: list[tuple[Scalar, int]]
    half: str
    name: str


def enveloped(series: Any, order: int) -> Remainder:
    if not _is_real(series):
        raise SeriesError("a bound for real values is for an expansion about a real point")
    found = decompose(series.expression, series.setting)
    if found is None or series.setting.direction < 0 or not _is_exact(found):
        raise SeriesError("no bound for all real values is known for this expansion",
                          hint="give an interval around the point")  # fmt: skip
    parts = [_tail(found.polynomial, order)]
    for member in found.members:
        assert member.weight.c is not None
        parts += [_of_member(member, c, member.weight.v + i, series, order)
                  for i, c in enumerate(member.weight.c.coefficients) if c]  # fmt: skip
    halves = {p.half for p in parts if p.pieces} - {""}
    if len(halves) > 1:
        raise SeriesError("no bound for all real values is known: the parts have theirs on different sides",
                          hint="give an interval around the point")  # fmt: skip
    names = dict.fromkeys(p.name for p in parts if p.name)
    return _summed(series, order, [x for p in parts for x in p.pieces], "".join(halves), list(names))


def _is_real(series: Any) -> bool:
    """Whether x₀ is known to be real, so that t = x − x₀ is where x is."""
    value, setting = Engine(series.variable, series.variable, series.point, 1, series.notation).leading()
    return isinstance(value, Local) and (value.v != 0 or value.c is None or setting.field.is_real(value.c[0]))


def _is_exact(found: Decomposition) -> bool:
    return all(part.exact for part in (found.polynomial, *(m.weight for m in found.members)))


def _tail(polynomial: Local, order: int) -> _Part:
    """The terms of an exact polynomial beyond the order."""
    coefficients = [] if polynomial.c is None else polynomial.c.coefficients
    return _Part([(c, k) for k, c in enumerate(coefficients, polynomial.v) if c and k > order], "", "")


def _of_member(m: Member, c: Scalar, p: int, series: Any, order: int) -> _Part:
    """The error of c·tᵖ·F(a t): the terms up to the first from which F envelops, and the next one after those."""
    field, setting = series.setting.field, series.setting
    if not m.family.envelops or not field.is_real(m.slope) or (isinstance(c, Ratio) and setting.has_log(c)):
        raise SeriesError("no bound for all real values is known for this expansion",
                          hint="give an interval around the point")  # fmt: skip
    stop = max(order - p, m.family.least)
    known = [] if stop == order - p else m.family.coefficients(stop + 1)[max(order - p + 1, 0) :]
    powers = list(enumerate(known, max(order - p + 1, 0)))
    following = m.family.next_power(stop)
    if following is not None:
        powers.append(following)
    pieces = [(field.simplified(c * m.slope**j * g), p + j) for j, g in powers if g]
    return _Part(pieces, _half_line(m, series) if pieces else "", m.family.name)


def _half_line(m: Member, series: Any) -> str:
    """Where u = a t has the sign that the family needs."""
    if m.family.envelops == "real":
        return ""
    slope = sign(m.slope)
    if slope not in ("+", "-"):
        text = series.setting.field.expression(m.slope)
        raise SeriesError(f"no bound is known without the sign of {text}",
                          hint="declare its symbols, such as 'b: positive', or give an interval")  # fmt: skip
    return "+" if slope == m.family.envelops else "-"


def _summed(series: Any, order: int, pieces: list[tuple[Scalar, int]], half: str, names: list[str]) -> Remainder:
    x, t, field = series.variable, series.variable - series.point, series.setting.field
    outward = t if half == "+" else -t if half == "-" else sympy.Abs(t)
    bounds, terms, sizes, known = [], [], [], "0"
    for c, k in pieces:
        value = field.expression(c)
        size = _modulus(value, sign(c))
        bounds.append(size * (t if k % 2 == 0 else outward) ** k)
        terms.append(value * t**k)
        sizes.append((size, Fraction(k)))
        here = times(sign(c), "+" if k % 2 == 0 else half)
        known = plus(known, here) if known and here else ""
    lower = series.point if half == "+" else -sympy.oo
    upper = series.point if half == "-" else sympy.oo
    valid = f"all real {x}" if not half else f"{x} >= {lower}" if half == "+" else f"{x} <= {upper}"
    method = "enveloping series of " + ", ".join(names) if names else "finite series"
    next_term = sympy.Add(*terms) if known or len(terms) == 1 else None
    return Remainder(order, sympy.Add(*bounds), {"0+": "+", "0-": "-"}.get(known, known), valid, method, next_term,
                     lower, upper, tuple(sizes))  # fmt: skip


def _modulus(value: Any, known: str) -> Any:
    if known in ("+", "0+", "0"):
        return value
    return -value if known in ("-", "0-") else sympy.Abs(value)
