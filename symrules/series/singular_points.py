"""Special functions at their own branch points, poles and at infinity: Li_s at 1, erfc at infinity, polygamma."""

from __future__ import annotations

from math import factorial

import sympy
from flint import fmpq

from symrules.series import arithmetic, constants
from symrules.series.arithmetic import inverse, logarithm
from symrules.series.errors import SeriesError
from symrules.series.field import Scalar
from symrules.series.gamma_function import gamma_value
from symrules.series.local import Local, add, monomial, mul, negate, scale
from symrules.series.sectors import Value, exp_of, times
from symrules.series.signs import sign
from symrules.series.special import horner, terms_needed
from symrules.series.walk import Walk
from symrules.series.zeta_values import zeta_at


def polylog_at_one(s: fmpq, z: Local, walk: Walk) -> Local:
    """Li_s(eʷ) for w → 0⁻, s ≠ 1.

    Notes
    -----
    Li_s(eʷ) = Γ(1 − s)(−w)ˢ⁻¹ + Σ ζ(s − k)wᵏ/k!, and for an integer s the pole of Γ and that of ζ at k = s − 1 leave
    (H₍ₛ₋₁₎ − log(−w))·wˢ⁻¹/(s − 1)! together. It holds for |w| < 2π off the cut w > 0.
    """
    setting = walk.setting
    if z.is_constant():
        if s <= 1:
            raise SeriesError("the polylogarithm diverges at 1", hint="expand at another point")
        return monomial(zeta_at(s, walk))
    w = logarithm(z, setting)
    if sign(setting.leading(w)) != "-":
        raise SeriesError("the polylogarithm at its branch point 1, from the side of its cut",
                          hint="approach 1 from below, with direction='-', or declare the signs")  # fmt: skip
    if w.v % 2 or setting.ramification > 1:
        setting.assume_positive_distance("polylog")
    whole = int(s.p) if s.q == 1 else 0
    weights: list[Scalar] = []
    for k in range(terms_needed(w, walk)):
        if whole and k == whole - 1:
            weights.append(sum((fmpq(1, j) for j in range(1, whole)), fmpq(0)) / factorial(k))
        else:
            weights.append(zeta_at(s - k, walk) * fmpq(1, factorial(k)))
    regular = horner(weights, w, walk)
    if whole:
        power = arithmetic.integer_power(w, whole - 1, setting)
        singular = scale(mul(power, logarithm(negate(w), setting), setting.terms), fmpq(-1, factorial(whole - 1)))
    else:
        singular = scale(arithmetic.power(negate(w), s - 1, setting), gamma_value(1 - s, walk))
    return add(regular, singular, setting.terms)


def erfc_at_infinity(f: Local, walk: Walk) -> Value:
    """erfc f ~ exp(−f²)/(f√π)·Σ (−1)ᵏ(2k − 1)!!/(2f²)ᵏ for f → +∞."""
    setting = walk.setting
    over = inverse(f, setting)
    square = mul(over, over, setting.terms)
    weights = [fmpq(1)]
    for k in range(1, terms_needed(square, walk)):
        weights.append(weights[-1] * fmpq(1 - 2 * k, 2))
    root = constants.power(setting.field, constants.named(setting.field, sympy.pi), fmpq(-1, 2))
    head = scale(mul(over, horner(weights, square, walk), setting.terms), root)
    return times(exp_of(negate(mul(f, f, setting.terms)), setting), head, setting)
