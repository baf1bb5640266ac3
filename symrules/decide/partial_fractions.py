"""Partial fractions over the field of everything that does not depend on the variable of integration or summation."""

from __future__ import annotations

from math import comb
from typing import Any

from flint import fmpq

from symrules.decide.fraction import Fraction
from symrules.decide.tower import Tower

Series = list[Fraction]


def taylor_at(tower: Tower, p: Series, a: Fraction, count: int) -> Series:
    """The first Taylor coefficients of p at the point a."""
    result = []
    for k in range(count):
        total = tower.zero
        for j in range(len(p) - 1, k - 1, -1):
            total = tower.reduce(total * a + p[j] * tower.constant(comb(j, k)))
        result.append(total)
    return result


def principal_parts(tower: Tower, p: Series, poles: list[tuple[Fraction, int]]) -> list[Series]:
    """A with p(y)/Π (y - y_j)^{M_j} = Σ A[j][m-1]/(y - y_j)^m + a polynomial."""
    parts = []
    for j, (point, order) in enumerate(poles):
        series = taylor_at(tower, p, point, order)
        for i, (other, multiplicity) in enumerate(poles):
            if i != j:
                inverse = tower.reduce(point - other).inverse()
                for _ in range(multiplicity):
                    series = _divided(tower, series, inverse)
        parts.append([series[order - m] for m in range(1, order + 1)])
    return parts


def _divided(tower: Tower, series: Series, inverse: Fraction) -> Series:
    """A power series in t divided by (t + 1/inverse)."""
    result: Series = []
    for k, c in enumerate(series):
        rest = c if k == 0 else c - result[k - 1]
        result.append(tower.reduce(rest * inverse))
    return result


def quotient(tower: Tower, p: Series, monic: Series) -> Series:
    """The polynomial part of p divided by a polynomial with leading coefficient one."""
    rest, degree, result = list(p), len(monic) - 1, []
    for k in range(len(rest) - 1, degree - 1, -1):
        c = tower.reduce(rest[k])
        result.append(c)
        for j in range(degree + 1):
            rest[k - degree + j] = rest[k - degree + j] - c * monic[j]
    return result[::-1]


def rising(m: int) -> list[Any]:
    """The coefficients in k of C(k + m - 1, m - 1)."""
    result = [fmpq(1)]
    for j in range(1, m):
        shifted = [fmpq(0), *result]
        result = [(shifted[i] + (result[i] * j if i < len(result) else 0)) / j for i in range(len(shifted))]
    return result
