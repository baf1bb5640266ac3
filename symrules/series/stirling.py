"""log Γ, Γ and ψ for arguments that tend to +∞: Stirling's series, asymptotic and exact in its coefficients.

References
----------
NIST Digital Library of Mathematical Functions, 5.11.1, 5.11.2 and 5.15.8.
"""

from __future__ import annotations

from math import factorial

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.arithmetic import integer_power, inverse, logarithm
from symrules.series.errors import SeriesError
from symrules.series.field import Scalar
from symrules.series.inverses import large_sign
from symrules.series.local import Local, add, monomial, mul, negate, scale
from symrules.series.special import horner, terms_needed
from symrules.series.walk import Walk


def log_gamma_at_infinity(z: Local, walk: Walk) -> Local:
    """(z − ½)log z − z + ½log 2π + Σ B₂ₖ/(2k(2k − 1)z²ᵏ⁻¹)."""
    _refuse_left(z, walk)
    setting = walk.setting
    field = setting.field
    over = inverse(z, setting)
    square = mul(over, over, setting.terms)
    count = terms_needed(square, walk) + 1
    weights: list[Scalar] = [fmpq.bernoulli(2 * k) / (2 * k * (2 * k - 1)) for k in range(1, count + 1)]
    tail = mul(over, horner(weights, square, walk), setting.terms)
    constant = constants.logarithm(field, fmpq(2)) + constants.logarithm(field, constants.named(field, sympy.pi))
    head = mul(add(z, monomial(fmpq(-1, 2)), setting.terms), logarithm(z, setting), setting.terms)
    head = add(add(head, negate(z), setting.terms), monomial(constant * fmpq(1, 2)), setting.terms)
    return add(head, tail, setting.terms)


def polygamma_at_infinity(n: int, z: Local, walk: Walk) -> Local:
    """ψ: log z − 1/2z − Σ B₂ₖ/(2k z²ᵏ); ψ⁽ⁿ⁾: (−1)ⁿ⁻¹[(n−1)!/zⁿ + n!/2zⁿ⁺¹ + Σ B₂ₖ(2k+n−1)!/((2k)!z²ᵏ⁺ⁿ)]."""
    _refuse_left(z, walk)
    setting = walk.setting
    over = inverse(z, setting)
    square = mul(over, over, setting.terms)
    count = terms_needed(square, walk) + 1
    sign = fmpq(1 if n % 2 else -1)
    weights: list[Scalar] = [fmpq(factorial(n - 1)) * sign if n else fmpq(0)]
    for k in range(1, count + 1):
        weights.append(sign * fmpq.bernoulli(2 * k) * fmpq(factorial(2 * k + n - 1), factorial(2 * k)))
    power = integer_power(over, n, setting)
    total = mul(power, horner(weights, square, walk), setting.terms)
    half = scale(mul(power, over, setting.terms), sign * fmpq(factorial(n), 2))
    total = add(total, half, setting.terms)
    return total if n else add(logarithm(z, setting), total, setting.terms)


def _refuse_left(z: Local, walk: Walk) -> None:
    if large_sign(z, walk.setting) < 0:
        raise SeriesError("the gamma function towards -oo, along its poles", hint="use the reflection formula first")
