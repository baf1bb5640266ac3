"""Definite integrals of x^n R(e^{cx}) over the line or a half-line, R rational: Fermi and Bose integrals, exactly.

Notes
-----
On the line, y = e^{cx+d} runs through (0, ∞), and in partial fractions everything rests on

    Σ_n z^n/n! ∫_0^Y log(y)^n/(y+a) dy = (e^{z log Y} - 1)/z + 1/z - e^{z log a} π/sin(πz) + o(1),   |arg a| < π,

which is Mellin's ∫_0^∞ t^z/(1+t) dt = -π/sin(πz) with its tail; higher poles follow by derivatives with respect to a,
and the terms in log Y cancel when the integral converges. On a half-line, w = e^{-|c|t} runs through (0, 1), and the
power series of 1/(1 - sw)^m integrates to polylogarithms of s, by continuation for every s outside [1, ∞); s = 1 is
allowed where the series converges there.
"""

from __future__ import annotations

from math import comb, factorial
from typing import Any

import sympy
from flint import fmpq, fmpq_poly

from symrules.decide.conjugation import conjugated
from symrules.decide.exponential_integrand import Integrand, known_sign, straight_line
from symrules.decide.exponentials import exponential
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, support
from symrules.decide.gamma_functions import polylog_of
from symrules.decide.generators import Generator
from symrules.decide.logarithms import logarithm
from symrules.decide.partial_fractions import Series, principal_parts, quotient, rising
from symrules.decide.refusals import Larger, NeedsSign, Unsupported
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of

_MAX_POWER, _MAX_DEGREE = 20, 24


def over_line(
    tower: Tower, f: Fraction, x: Generator | None, ends: tuple[Any, ...], dependent: set[int]
) -> Fraction | None:
    """∫ f dx where an end is infinite and f is a polynomial in x times a rational function of one exponential."""
    used = {i for p in (f.numerator, f.denominator) if p is not None for i in support(p)} & dependent
    exponentials = [i for i in used if x is None or i != x.index]
    if x is None or len(exponentials) != 1 or (f.denominator is not None and x.index in support(f.denominator)):
        return None
    y = tower.generators[exponentials[0]]
    if y.kind != "exp" or not y.real:
        return None
    line = straight_line(tower, y.data, x, dependent)
    if (
        line is None
        or max(f.numerator.degrees()[x.index], 0) > _MAX_POWER
        or f.numerator.degrees()[y.index] > _MAX_DEGREE
    ):
        return None
    try:
        integrand = Integrand(tower, f, x, y, *line)
        infinite = [isinstance(end, sympy.Basic) for end in ends]
        if all(infinite):
            return _whole_line(integrand) if ends == (-sympy.oo, sympy.oo) else None
        if infinite[1] and ends[1] == sympy.oo:
            return _half_line(integrand, ends[0], 1)
        if infinite[0] and ends[0] == -sympy.oo:
            return _half_line(integrand, ends[1], -1)
    except (NeedsSign, Larger):
        raise
    except Unsupported:
        return None
    return None


def _check_distinct(tower: Tower, logs: Series) -> None:
    """Poles whose logarithms may coincide need a case of their own."""
    for i, a in enumerate(logs):
        for b in logs[:i]:
            difference = tower.reduce(a - b)
            if sign_of(tower, difference) not in NOT_ZERO and tower.is_real(difference):
                raise NeedsSign("poles that may coincide", expression_of(tower, difference))


# -- the whole line


def _whole_line(g: Integrand) -> Fraction | None:
    tower = g.tower
    degree = sum(m for _, m in g.poles)
    if g.low or not g.poles:
        return None
    sign = known_sign(tower, g.slope, "an exponential rate of unknown sign")
    logs = [_log_of_pole(tower, a) for a, _ in g.poles]
    _check_distinct(tower, logs)
    total = tower.zero
    for n, series in g.numerators.items():
        if len(series) - 1 >= degree or not series[0].is_zero():
            return None  # it does not tend to zero at an end
        parts = principal_parts(tower, series[1:], [(-a, m) for a, m in g.poles])
        for i in range(n + 1):
            weight = tower.constant(comb(n, i)) * tower.integer_power(-g.offset, n - i)
            for (a, _), log, part in zip(g.poles, logs, parts, strict=True):
                for value, c in zip(_log_moments(tower, i, a, log, len(part)), part, strict=True):
                    total = total + weight * value * c * tower.integer_power(g.slope, -n)
    scale = (g.constant * g.slope * tower.constant(1 if sign == "+" else -1)).inverse()
    return tower.reduce(total * scale)


def _log_of_pole(tower: Tower, a: Fraction) -> Fraction:
    """log a for the pole at y = -a, which must not lie on the path from 0 to infinity."""
    if not _is_off_the_path(tower, a):
        raise Unsupported("a pole that may lie on the path of integration")
    return tower.reduce(logarithm(tower, a))


def _is_off_the_path(tower: Tower, a: Fraction) -> bool:
    """Whether a is certainly neither negative nor zero: positive, or with an imaginary part that does not vanish."""
    if tower.is_real(a):
        return sign_of(tower, a) == "+"

    try:
        double = tower.reduce((a - conjugated(tower, a)) * tower.imaginary)
    except Unsupported:
        return False
    return tower.is_real(double) and sign_of(tower, double) in NOT_ZERO


def _log_moments(tower: Tower, n: int, a: Fraction, log: Fraction, count: int) -> Series:
    """∫_0^∞ log(y)^n/(y+a)^m dy for m = 1 … count (for m = 1, without its divergent part)."""
    pi = tower.of(sympy.pi)
    sine = fmpq_poly([fmpq((-1) ** (k // 2), factorial(k + 1)) if k % 2 == 0 else 0 for k in range(n + 2)])
    inverse = fmpq_poly([1]) if n < 0 else _inverse_series(sine, n + 2)
    polynomial = []  # of log a: -n! Σ_k inverse[k] π^k (log a)^(n+1-k)/(n+1-k)!
    for j in range(n + 2):
        c = inverse[n + 1 - j] * fmpq(-factorial(n), factorial(j))
        polynomial.append(tower.constant(c) * tower.integer_power(pi, n + 1 - j))
    values, below = [], tower.one
    for m in range(1, count + 1):
        total = tower.zero
        for c in reversed(polynomial):
            total = total * log + c
        values.append(tower.reduce(total * below * tower.constant(fmpq((-1) ** (m - 1), factorial(m - 1)))))
        # d/da (a^(1-m) P(log a)) = a^(-m) (P' - (m-1) P)
        slope = [c * tower.constant(k + 1) for k, c in enumerate(polynomial[1:])] + [tower.zero]
        polynomial = [d - c * tower.constant(m - 1) for c, d in zip(polynomial, slope, strict=True)]
        below = below * a.inverse()
    return values


def _inverse_series(p: Any, length: int) -> list[Any]:
    """The coefficients of 1/p up to the given length: here of u/sin u."""
    coefficients, result = [p[k] for k in range(length)], [fmpq(1)]
    for k in range(1, length):
        result.append(-sum((coefficients[j] * result[k - j] for j in range(1, k + 1)), fmpq(0)))
    return result


# -- half a line


def _half_line(g: Integrand, end: Fraction, direction: int) -> Fraction | None:
    """x = end + direction·t with t from 0 to infinity, w = exp(-|c| t) from 1 to 0."""
    tower = g.tower
    rate = tower.reduce(g.slope * tower.constant(direction))
    grows = known_sign(tower, rate, "an exponential rate of unknown sign") == "+"
    speed = rate if grows else -rate
    at_end = exponential(tower, tower.reduce(g.slope * end + g.offset))
    if any(not tower.is_real(a) for a, _ in g.poles):
        return None
    degree = g.low + sum(m for _, m in g.poles)
    points = [image_of_pole(tower, a, at_end, grows) for a, _ in g.poles]
    check_off_path(tower, points)
    totals: dict[tuple[int, int], Fraction] = {}  # (pole, order of the polylogarithm) -> coefficient
    total = tower.zero
    for n, series in g.numerators.items():
        in_w, scale, power = in_decay(g, series, at_end, grows, degree)
        laurent = split_at_infinity(
            tower, in_w, [(s.inverse(), m) for s, (_, m) in zip(points, g.poles, strict=True)], power
        )
        if laurent is None:
            return None
        polynomial, parts = laurent
        for i in range(n + 1):
            weight = tower.constant(comb(n, i) * direction**i) * tower.integer_power(end, n - i) * scale
            weight = weight * tower.constant(factorial(i)) * tower.integer_power(speed, -(i + 1))
            for k, c in enumerate(polynomial[1:], start=1):
                total = total + weight * c * tower.constant(fmpq(1, k ** (i + 1)))
            for j, (s, part) in enumerate(zip(points, parts, strict=True)):
                for m, c in enumerate(part, start=1):
                    c = c * tower.integer_power(-s, m)  # 1/(w - 1/s)^m = (-s)^m/(1 - s w)^m
                    for r, share in enumerate(rising(m)):
                        key = (j, i + 1 - r)
                        totals[key] = totals.get(key, tower.zero) + weight * c * tower.constant(share)
    for (j, order), c in sorted(totals.items()):
        c = tower.reduce(c)
        if not c.is_zero():
            total = total + c * polylog(tower, order, points[j])
    return tower.reduce(total)


def image_of_pole(tower: Tower, a: Fraction, at_end: Fraction, grows: bool) -> Fraction:
    """s, where 1/s is the value of w at the pole y = -a."""
    return tower.reduce(-a * at_end.inverse() if grows else -at_end * a.inverse())


def check_off_path(tower: Tower, points: Series) -> None:
    """No pole 1/s may lie between 0 and 1, and no two may coincide.

    Raises
    ------
    Unsupported, NeedsSign
        One may, or two may.
    """
    for i, s in enumerate(points):
        if sign_of(tower, tower.one - s) not in ("+", "0+", "0"):
            raise Unsupported("a pole that may lie on the path of integration")
        for other in points[:i]:
            if sign_of(tower, difference := tower.reduce(s - other)) not in NOT_ZERO:
                raise NeedsSign("poles that may coincide", expression_of(tower, difference))


def in_decay(g: Integrand, series: Series, at_end: Fraction, grows: bool, degree: int) -> tuple[Series, Fraction, int]:
    """N(y)/(k y^e Π (y + a_j)^M_j) as scale · w^power · p(w)/Π (w - w_j)^M_j."""
    tower = g.tower
    scaled = [c * tower.integer_power(at_end, k) for k, c in enumerate(series)]
    scale = (g.constant * tower.integer_power(at_end, g.low)).inverse()
    if not grows:  # y = y0 w, and y + a = y0 (w - w_j)
        return scaled, scale * tower.integer_power(at_end, g.low - degree), -g.low
    for a, m in g.poles:  # y = y0/w, and y + a = (a/w) (w - w_j)
        scale = scale * tower.integer_power(a.inverse(), m)
    return scaled[::-1], scale, degree - (len(series) - 1)


def split_at_infinity(
    tower: Tower, p: Series, poles: list[tuple[Fraction, int]], power: int
) -> tuple[Series, list[Series]] | None:
    """w^power p(w)/Π (w - w_j)^M_j as a polynomial without constant term at w = 0 and principal parts."""
    while power < 0 and p and p[0].is_zero():
        p, power = p[1:], power + 1
    if power < 0 or not p or (power == 0 and not p[0].is_zero()):
        return None  # it does not decay
    p = [tower.zero] * power + p
    parts = principal_parts(tower, p, poles)
    product: Series = [tower.one]
    for point, m in poles:
        for _ in range(m):
            product = [
                (product[k - 1] if k else tower.zero) - (product[k] * point if k < len(product) else tower.zero)
                for k in range(len(product) + 1)
            ]
    return quotient(tower, p, product), parts


def polylog(tower: Tower, order: int, z: Fraction) -> Fraction:
    """Li_order(z) in the tower, for z where it is finite."""
    if order <= 1 and tower.reduce(z - tower.one).is_zero():
        raise Unsupported("an integral that diverges at an end")
    return polylog_of(tower, sympy.Integer(order), z)
