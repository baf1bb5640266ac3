"""Bessel functions J, Y, I and K: at 0, about other points from their differential equation, and I, K at infinity.

References
----------
NIST Digital Library of Mathematical Functions, 10.2.2, 10.8.1, 10.25.2, 10.31.1 (at 0), 10.40.1, 10.40.2 (at infinity).
"""

from __future__ import annotations

from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.arithmetic import inverse, logarithm
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.gamma_function import gamma_value
from symrules.series.inverses import large_sign
from symrules.series.local import Local, monomial, mul, negate, scale
from symrules.series.sectors import Sectors, Value, exp_of, plus, raised, times, times_scalar
from symrules.series.signs import sign
from symrules.series.special import finite_sum, horner, inner, terms_needed
from symrules.series.walk import Walk

_MODIFIED = ("besseli", "besselk")
_HALF = fmpq(1, 2)


def bessel(e: Any, walk: Walk) -> Value:
    """A Bessel function whose order does not depend on the variable.

    Raises
    ------
    SeriesError
        The argument runs along a branch cut, or J or Y oscillates at infinity.
    """
    name, order = e.func.__name__, walk.constant(e.args[0])
    value = walk(e.args[1])
    if isinstance(value, Local) and value.v < 0:
        return _at_infinity(name, order, value, walk)
    c0, u = inner(e.args[1], walk)
    if c0:
        return _about(name, order, c0, u, walk)
    if u.is_zero:
        return monomial(_value_at_zero(name, order))
    if name in ("besselj", "besseli"):
        return _regular(name, order, u, walk)
    return _singular(name, order, u, walk)


def _is_integer(order: Scalar) -> bool:
    return not isinstance(order, Ratio) and bool(order.q == 1)


def _value_at_zero(name: str, order: Scalar) -> Scalar:
    if name not in ("besselj", "besseli") or (not _is_integer(order) and sign(order) != "+"):
        raise SeriesError(f"{name} is infinite, or not known, at 0")
    return fmpq(0 if order else 1)


# -- at 0


def _regular(name: str, order: Scalar, u: Local, walk: Walk) -> Value:
    """(u/2)^ν/Γ(ν + 1) · Σ (∓u²/4)ᵏ/(k!(ν + 1)(ν + 2)…(ν + k))."""
    if _is_integer(order) and order < 0:
        flip = fmpq(-1 if name == "besselj" and int(order.p) % 2 else 1)
        return times_scalar(_regular(name, -order, u, walk), flip, walk.setting)
    if isinstance(order, Ratio) and sign(order) not in ("+", "0+"):
        raise SeriesError(f"{name} at 0 with an order that may be a negative integer",
                          hint="declare the domain of the order, such as positive")  # fmt: skip
    setting = walk.setting
    square = mul(u, u, setting.terms)
    step = fmpq(1, 4) if name in _MODIFIED else fmpq(-1, 4)
    found: list[Scalar] = [fmpq(1)]
    for k in range(1, terms_needed(square, walk) + 1):
        found.append(found[-1] * step / ((order + k) * fmpq(k)))
    half = raised(scale(u, _HALF), order, setting)
    series = times(half, horner(found, square, walk), setting)
    return times_scalar(series, setting.field.ratio(1) / gamma_value(order + 1, walk), setting)


def _singular(name: str, order: Scalar, u: Local, walk: Walk) -> Value:
    """Y_ν = (J_ν cos νπ − J₋ν)/sin νπ and K_ν = (π/2)(I₋ν − I_ν)/sin νπ; with a logarithm for an integer ν."""
    if isinstance(order, Ratio):
        raise SeriesError(f"{name} at 0 with a symbolic order", hint="give the order a number")
    if order.q == 1:
        flip = fmpq(-1 if name == "bessely" and order < 0 and int(order.p) % 2 else 1)
        return times_scalar(_logarithmic(name, abs(int(order.p)), u, walk), flip, walk.setting)
    setting = walk.setting
    field = setting.field
    sine = constants.cosine_of_pi(field, order - _HALF)
    if name == "bessely":
        up = times_scalar(_regular("besselj", order, u, walk), constants.cosine_of_pi(field, order), setting)
        down = _regular("besselj", -order, u, walk)
        return times_scalar(plus(up, times_scalar(down, fmpq(-1), setting), setting), 1 / field.ratio(sine), setting)
    up, down = (_regular("besseli", s * order, u, walk) for s in (1, -1))
    weight = constants.named(field, sympy.pi) * _HALF / field.ratio(sine)
    return times_scalar(plus(down, times_scalar(up, fmpq(-1), setting), setting), weight, setting)


def _logarithmic(name: str, n: int, u: Local, walk: Walk) -> Value:
    """K_n = (−1)ⁿ⁺¹ log(u/2)·I_n + ½(u/2)⁻ⁿ A + ½(−1)ⁿ(u/2)ⁿ B, πY_n = 2·log(u/2)·J_n − (u/2)⁻ⁿ A − (u/2)ⁿ B.

    A = Σ_{k<n} (n − k − 1)!/k!·(∓u²/4)ᵏ, B = Σ (ψ(k + 1) + ψ(n + k + 1))/(k!(n + k)!)·(±u²/4)ᵏ, the upper sign for K.
    """
    setting = walk.setting
    modified = name == "besselk"
    half = scale(u, _HALF)
    square = scale(mul(half, half, setting.terms), fmpq(1 if modified else -1))
    log = mul(logarithm(half, setting), _as_local(_regular("besseli" if modified else "besselj", fmpq(n), u, walk)),
              setting.terms)  # fmt: skip
    polar = finite_sum([fmpq(factorial(n - k - 1), factorial(k)) for k in range(n)], negate(square), walk)
    gamma = constants.named(setting.field, sympy.EulerGamma)
    weights: list[Scalar] = []
    for k in range(terms_needed(square, walk) + 1):
        harmonic = _harmonic(k) + _harmonic(n + k)
        weights.append((-gamma * fmpq(2) + harmonic) * fmpq(1, factorial(k) * factorial(n + k)))
    power, over = _whole(half, n, walk), _whole(inverse(half, setting), n, walk)
    regular = mul(power, horner(weights, square, walk), setting.terms)
    polar = mul(over, polar, setting.terms)
    if modified:
        parts = [(log, fmpq((-1) ** (n + 1))), (polar, _HALF), (regular, fmpq((-1) ** n, 2))]
        return _combined(parts, walk)
    over_pi = 1 / constants.named(setting.field, sympy.pi)
    return _combined([(log, over_pi * fmpq(2)), (polar, -over_pi), (regular, -over_pi)], walk)


def _combined(parts: list[tuple[Local, Scalar]], walk: Walk) -> Value:
    total: Value = Local(0, None, True)
    for series, weight in parts:
        total = plus(total, scale(series, weight), walk.setting)
    return total


def _as_local(value: Value) -> Local:
    assert isinstance(value, Local)
    return value


def _whole(f: Local, n: int, walk: Walk) -> Local:
    total = monomial(fmpq(1))
    for _ in range(n):
        total = mul(total, f, walk.setting.terms)
    return total


def _harmonic(n: int) -> fmpq:
    return sum((fmpq(1, j) for j in range(1, n + 1)), fmpq(0))


# -- about a point that is not 0


def _about(name: str, order: Scalar, c: Scalar, u: Local, walk: Walk) -> Local:
    """Σ aₖuᵏ from z²w″ + z w′ + (±z² − ν²)w = 0 at z = c + u.

    a₀ = w(c), a₁ = (ν/c)w(c) ∓ w_{ν+1}(c), with the plus sign for I alone.
    """

    setting = walk.setting
    _refuse_cut(name, order, c, walk)
    first = walk.value(name, (order, c))
    if u.is_zero:
        return monomial(first)
    setting.leading(monomial(c))
    above = walk.value(name, (order + 1, c))
    e = fmpq(-1 if name in _MODIFIED else 1)
    found = [first, first * order / c + above * fmpq(1 if name == "besseli" else -1), fmpq(0)]
    over = 1 / (c * c)
    for n in range(max(terms_needed(u, walk) - 2, 0)):
        total = found[n + 1] * c * fmpq((n + 1) * (2 * n + 1)) + found[n] * (c * c * e - order * order + n * n)
        if n:
            total = total + found[n - 1] * c * (2 * e)
        if n > 1:
            total = total + found[n - 2] * e
        found[n + 2 :] = [-total * over * fmpq(1, (n + 1) * (n + 2)), fmpq(0)]
    return horner([setting.field.simplified(a) for a in found[: terms_needed(u, walk)]], u, walk)


def _refuse_cut(name: str, order: Scalar, c: Scalar, walk: Walk) -> None:
    """J and I of an integer order are entire; all others have a cut along the negative numbers."""
    if name in ("besselj", "besseli") and _is_integer(order):
        return
    field = walk.setting.field
    if field.is_real(c) and sign(c) != "+":
        raise SeriesError(f"{name} about {field.expression(c)}, which may lie on its branch cut",
                          hint="declare that the point is positive")  # fmt: skip


# -- at infinity


def _at_infinity(name: str, order: Scalar, z: Local, walk: Walk) -> Value:
    """K_ν ~ √(π/2z)·e⁻ᶻ·Σ aₖ/zᵏ, I_ν ~ eᶻ/√(2πz)·Σ (−1)ᵏaₖ/zᵏ, aₖ = Π (4ν² − (2j − 1)²)/(8j), for z → +∞.

    Raises
    ------
    SeriesError
        J and Y, which oscillate; or z does not tend to +∞.
    """
    setting = walk.setting
    if name not in _MODIFIED:
        raise SeriesError(f"{name} oscillates at infinity and has no expansion in powers",
                          hint="expand it at a finite point, or write it by modulus and phase")  # fmt: skip
    if large_sign(z, setting) < 0:
        raise SeriesError(
            f"{name} of an argument that tends to -oo", hint="write it by its value at the opposite point"
        )
    over = inverse(z, setting)
    alternating = fmpq(1 if name == "besselk" else -1)
    weights: list[Scalar] = [fmpq(1)]
    for k in range(1, terms_needed(over, walk) + 1):
        weights.append(weights[-1] * (order * order * fmpq(4) - (2 * k - 1) ** 2) * (alternating * fmpq(1, 8 * k)))
        if not weights[-1]:
            break
    total = finite_sum(weights, over, walk) if not weights[-1] else horner(weights, over, walk)
    field = setting.field
    pi = constants.named(field, sympy.pi)
    head = constants.power(field, pi * _HALF if name == "besselk" else 1 / (pi * fmpq(2)), _HALF)
    series = times_scalar(times(raised(over, _HALF, setting), total, setting), head, setting)
    if name == "besselk":
        return times(exp_of(negate(z), setting), series, setting)
    large = times(exp_of(z, setting), series, setting)
    assert isinstance(large, Sectors)
    return Sectors(large.parts, negate(large.parts[0][0]))
