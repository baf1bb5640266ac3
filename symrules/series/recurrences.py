"""Recurrences that differential equations give: for coefficients over ℚ of whole families, and over polynomials.

A recurrence of a family takes its coefficients before the n-th and returns the n-th. It shares no code with the closed
forms, and no code with the arithmetic of power series.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial

from flint import fmpq

from symrules.series.parametric import ParametricSeries
from symrules.series.rational import alternating_signs


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


# -- families


def _square(a: list[fmpq], n: int, start: int) -> fmpq:
    """The coefficient Σ aₖaₙ₋ₖ over start ≤ k ≤ n − start."""
    total = fmpq(0)
    for k in range(start, n - start + 1):
        if a[k] and a[n - k]:
            total += a[k] * a[n - k]
    return total


def coth(a: list[fmpq], n: int) -> fmpq:
    """From u c′ = c + u² − c²: (n + 1)aₙ = −Σ_{0<k<n} aₖaₙ₋ₖ + [n = 2]."""
    return ((1 if n == 2 else 0) - _square(a, n, 1)) / (n + 1)


def tanh(a: list[fmpq], n: int) -> fmpq:
    """For w = tanh(u)/u: u w′ = 1 − w − u²w², (n + 1)aₙ = −Σ aₖaₙ₋₂₋ₖ."""
    return -_square(a, n - 2, 0) / (n + 1)


def csch(a: list[fmpq], n: int) -> fmpq:
    """w·sinh(u)/u = 1 for w = u/sinh u."""
    return _divided(a, n, lambda j: fmpq(1, factorial(2 * j + 1)))


def sech(a: list[fmpq], n: int) -> fmpq:
    """w·cosh(u) = 1 for w = sech u."""
    return _divided(a, n, lambda j: fmpq(1, factorial(2 * j)))


def _divided(a: list[fmpq], n: int, divisor: Callable[[int], fmpq]) -> fmpq:
    total = fmpq(0)
    for j in range(1, n // 2 + 1):
        total -= a[n - 2 * j] * divisor(j)
    return total


def log_cosh(a: list[fmpq], n: int) -> fmpq:
    """From w'' = 1 − w′²: n(n − 1)aₙ = [n = 2] − Σ k aₖ (n − k)aₙ₋ₖ."""
    square = sum((k * a[k] * (n - k) * a[n - k] for k in range(1, n)), fmpq(0))
    return ((1 if n == 2 else 0) - square) / (n * (n - 1))


def log_sinh(a: list[fmpq], n: int) -> fmpq:
    """From u w'' = u − 2w′ − u w′²: n(n + 1)aₙ = [n = 2] − Σ k aₖ (n − k)aₙ₋ₖ."""
    square = sum((k * a[k] * (n - k) * a[n - k] for k in range(1, n)), fmpq(0))
    return ((1 if n == 2 else 0) - square) / (n * (n + 1))


def lambert(a: list[fmpq], n: int) -> fmpq:
    """From (1 + v)u v′ = v, v = Σ aₖuᵏ⁺¹: n aₙ = −Σ (j + 1)aⱼ aₙ₋₁₋ⱼ."""
    return -sum(((j + 1) * a[j] * a[n - 1 - j] for j in range(n)), fmpq(0)) / n


def two_term(step: int, ratio: Callable[[int], fmpq]) -> Callable[[list[fmpq], int], fmpq]:
    """aₙ = ratio(n)·aₙ₋ₛₜₑₚ."""
    return lambda a, n: a[n - step] * ratio(n)


def mirrored(recurrence: Callable[[list[fmpq], int], fmpq]) -> Callable[[list[fmpq], int], fmpq]:
    """The recurrence after u → iu."""
    return lambda a, n: alternating_signs([*([fmpq(0)] * n), recurrence(alternating_signs(a), n)])[n]
