"""Polygamma functions at their poles."""

from __future__ import annotations

from math import factorial

from flint import fmpq

from symrules.series import arithmetic
from symrules.series.arithmetic import inverse
from symrules.series.field import Scalar
from symrules.series.local import Local, add, monomial, scale
from symrules.series.special import horner
from symrules.series.walk import Walk


def polygamma_series(n: int, c0: fmpq, start: fmpq, coefficients: list[Scalar], u: Local, walk: Walk) -> Local:
    """ψ⁽ⁿ⁾(c₀ + u) from the Taylor coefficients of log Γ at `start`, and ψ⁽ⁿ⁾(z + 1) = ψ⁽ⁿ⁾(z) + (−1)ⁿn!/zⁿ⁺¹."""
    setting = walk.setting
    weights = [c * fmpq(factorial(k), factorial(k - n - 1)) for k, c in enumerate(coefficients) if k > n]
    value = horner(weights, u, walk)
    step = fmpq((-1) ** n * factorial(n))
    while start != c0:
        forward = start < c0
        start = start if forward else start - 1
        pole = inverse(add(monomial(start), u, setting.terms), setting)
        term = scale(arithmetic.integer_power(pole, n + 1, setting), step if forward else -step)
        value = add(value, term, setting.terms)
        start = start + 1 if forward else start
    return value
