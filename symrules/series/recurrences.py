"""Recurrences over polynomials in the kernels for the functions that no closed form covers."""

from __future__ import annotations

from flint import fmpq

from symrules.series.parametric import ParametricSeries


def sine_and_cosine(u: ParametricSeries) -> tuple[ParametricSeries, ParametricSeries]:
    """sin u and cos u for u₀ = 0, from s′ = u′c and c′ = −u′s."""
    u = u.absorbed()
    field = u.field
    terms = [(j, p * j) for j, p in enumerate(u.nums) if p and j]
    sine, cosine = [field.zero], [field.one]
    for k in range(1, u.n):
        s, c = field.zero, field.zero
        for j, p in terms:
            if j > k:
                break
            s = s + p * cosine[k - j]
            c = c - p * sine[k - j]
        sine.append(field.reduce(s * fmpq(1, k)))
        cosine.append(field.reduce(c * fmpq(1, k)))
        field.clock.check(len(s) + len(c))
    one = field.one
    return ParametricSeries(field, sine, one, u.g), ParametricSeries(field, cosine, one, u.g)
