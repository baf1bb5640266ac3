"""Polylogarithm, gamma, zeta, Bessel, error function and Lambert's W, from their own series and recurrences."""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symrules.series import arithmetic, constants
from symrules.series.arithmetic import inverse, logarithm
from symrules.series.bessel import bessel
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.gamma_function import factorial_of, gamma, gamma_value, loggamma, polygamma
from symrules.series.inverses import large_sign
from symrules.series.local import Local, add, derivative, integral, monomial, mul, negate, scale
from symrules.series.sectors import DEPTH, Sectors, Value, growth, log_of, plus, power_sum, times_scalar
from symrules.series.signs import sign
from symrules.series.singular_points import erfc_at_infinity, polylog_at_one
from symrules.series.special import finite_sum, horner, inner, terms_needed
from symrules.series.walk import Walk
from symrules.series.zeta_values import zeta_at


def _value(name: str, arguments: tuple[Scalar, ...], walk: Walk) -> Scalar:

    return walk.value(name, arguments)


# -- polylogarithm


def polylog(e: Any, walk: Walk) -> Value:
    """Li_s(z): its power series at 0, z·Li_s′ = Li_{s−1} elsewhere, Sommerfeld's expansion at −∞."""
    s = walk.constant(e.args[0])
    z = walk(e.args[1])
    if isinstance(z, Sectors):
        if growth(z.parts[0][0], walk.setting) > 0:
            return _sommerfeld(s, z, walk)
        return _small_polylog(s, z, walk)
    c0, u = inner(e.args[1], walk)
    if c0 == 1 and not isinstance(s, Ratio) and (s > 1 or s.q != 1):
        return polylog_at_one(s, z, walk)
    if not c0:
        field = walk.setting.field
        count = terms_needed(u, walk)
        return horner([fmpq(0)] + [constants.power(field, fmpq(k), -s) for k in range(1, count)], u, walk)
    if isinstance(s, Ratio) or s.q != 1:
        raise SeriesError(f"{str(e)[:40]}: only an integer order is expanded about a non-zero argument")
    return _integer_polylog(int(s.p), z, c0, walk)


def _small_polylog(s: Scalar, z: Sectors, walk: Walk) -> Value:
    """Li_s of an exponentially small argument."""
    weights = [fmpq(0)] + [constants.power(walk.setting.field, fmpq(k), -s) for k in range(1, DEPTH + 2)]
    return power_sum(weights, z, walk.setting)


def _integer_polylog(s: int, z: Local, c0: Scalar, walk: Walk) -> Local:
    setting = walk.setting
    one = monomial(fmpq(1))
    if s == 1:
        return negate(logarithm(add(one, negate(z), setting.terms), setting))
    if s == 0:
        return mul(z, inverse(add(one, negate(z), setting.terms), setting), setting.terms)
    if s < 0:
        higher = _integer_polylog(s + 1, z, c0, walk)
        return mul(z, mul(derivative(higher), inverse(derivative(z), setting), setting.terms), setting.terms)
    _off_the_cut(c0, walk)
    if z.is_constant():
        return monomial(_value("polylog", (fmpq(s), c0), walk))
    lower = _integer_polylog(s - 1, z, c0, walk)
    slope = mul(lower, mul(derivative(z), inverse(z, setting), setting.terms), setting.terms)
    return add(monomial(_value("polylog", (fmpq(s), c0), walk)), integral(slope), setting.terms)


def _off_the_cut(c0: Scalar, walk: Walk) -> None:
    """Refuse an argument on the cut from 1 to ∞; where that depends on a parameter, state the condition."""
    setting = walk.setting
    if not setting.field.is_real(c0) or sign(1 - c0) == "+":
        return
    if sign(1 - c0) == "-":
        raise SeriesError("the polylogarithm on its cut", hint="expand at another point")
    condition = f"{setting.field.expression(c0)} < 1"
    if condition not in setting.conditions:
        setting.conditions.append(condition)


def _sommerfeld(s: Scalar, z: Sectors, walk: Walk) -> Value:
    """Li_s(−eʷ) = −(wˢ/Γ(s + 1)) Σ 2η(2k) s(s−1)…(s−2k+1) w⁻²ᵏ, up to terms of order e⁻ʷ."""
    setting = walk.setting
    if isinstance(s, Ratio):
        raise SeriesError("the polylogarithm of a large argument needs a number as its order")
    if sign(setting.leading(z.parts[0][1])) != "-":
        raise SeriesError("the polylogarithm of a large argument that is not negative lies on its cut")
    w = log_of(times_scalar(z, fmpq(-1), setting), setting)
    if not isinstance(w, Local):
        raise SeriesError("the polylogarithm of a sum of exponentials", hint="write it with a single exponential")
    field = setting.field
    pi = constants.named(field, sympy.pi)
    over = inverse(w, setting)
    square = mul(over, over, setting.terms)
    weights: list[Scalar] = []
    falling = fmpq(1)
    for k in range(setting.terms // (2 * max(1, -w.v)) + 2):
        weights.append(_twice_eta(2 * k) * falling * pi ** (2 * k))
        falling *= (s - 2 * k) * (s - 2 * k - 1)
    total = finite_sum(weights, square, walk) if not falling else horner(weights, square, walk)
    head = field.ratio(-1) / gamma_value(s + 1, walk)
    result = scale(mul(arithmetic.power(w, s, setting), total, setting.terms), head)
    return Sectors(((Local(0, None, True), result),), negate(z.parts[0][0]))


def _twice_eta(n: int) -> fmpq:
    """2η(n)/πⁿ for an even n: 2(1 − 2¹⁻ⁿ)ζ(n)/πⁿ."""
    if n == 0:
        return fmpq(1)
    zeta = abs(fmpq.bernoulli(n)) * fmpq(2 ** (n - 1), factorial(n))
    return 2 * (1 - fmpq(2, 2**n)) * zeta


# -- zeta function


def zeta(e: Any, walk: Walk) -> Value:
    """ζ at a constant, and about its pole: 1/u + Σ (−1)ᵏγₖuᵏ/k! with Stieltjes' constants γₖ."""
    if len(e.args) > 1:
        raise SeriesError("the Hurwitz zeta function has no expansion rule")
    c, u = inner(e.args[0], walk)
    if u.is_zero:
        return monomial(zeta_at(c, walk))
    if c != 1:
        raise SeriesError("the derivatives of the zeta function have no name here except about 1",
                          hint="expand about 1, or keep the value as a constant")  # fmt: skip
    field, setting = walk.setting.field, walk.setting
    pole = inverse(u, setting)
    weights = [_stieltjes(k, walk) * fmpq((-1) ** k, factorial(k)) for k in range(terms_needed(u, walk))]
    return add(pole, horner([field.simplified(w) for w in weights], u, walk), setting.terms)


def _stieltjes(k: int, walk: Walk) -> Scalar:
    if k == 0:
        return constants.named(walk.setting.field, sympy.EulerGamma)
    return constants.value(walk.setting.field, sympy.stieltjes(k), real=True)


def dirichlet_eta(e: Any, walk: Walk) -> Value:
    """η(s) = (1 − 2¹⁻ˢ)ζ(s) at a constant, log 2 at 1."""
    c = walk.constant(e.args[0])
    field = walk.setting.field
    if len(e.args) > 1:
        raise SeriesError("the generalised eta function has no expansion rule")
    if c == 1:
        return monomial(constants.logarithm(field, fmpq(2)))
    return monomial((1 - constants.power(field, fmpq(2), 1 - c)) * zeta_at(c, walk))


# -- error function, Lambert's W


def erf(e: Any, walk: Walk) -> Value:
    """erf f = erf c₀ + (2/√π)∫exp(−f²)f′; ±(1 − erfc|f|) where f grows without bound."""
    f, setting = walk(e.args[0]), walk.setting
    if isinstance(f, Local) and f.v < 0:
        direction = large_sign(f, setting)
        tail = erfc_at_infinity(scale(f, fmpq(direction)), walk)
        return times_scalar(plus(monomial(fmpq(1)), times_scalar(tail, fmpq(-1), setting), setting), fmpq(direction),
                            setting)  # fmt: skip
    c0, u = inner(e.args[0], walk)
    head = monomial(_value("erf", (c0,), walk) if c0 else fmpq(0))
    if u.is_zero or not isinstance(f, Local):
        return head
    slope = mul(arithmetic.exponential(negate(mul(f, f, setting.terms)), setting), derivative(f), setting.terms)
    weight = fmpq(2) / constants.power(setting.field, constants.named(setting.field, sympy.pi), fmpq(1, 2))
    return add(head, scale(integral(slope), weight), setting.terms)


def erfc(e: Any, walk: Walk) -> Value:
    f, setting = walk(e.args[0]), walk.setting
    if isinstance(f, Local) and f.v < 0 and large_sign(f, setting) > 0:
        return erfc_at_infinity(f, walk)
    return plus(monomial(fmpq(1)), times_scalar(erf(e, walk), fmpq(-1), setting), setting)


def lambert_w(e: Any, walk: Walk) -> Value:
    """W(u) = Σ (−k)ᵏ⁻¹uᵏ/k! at 0."""
    c0, u = inner(e.args[0], walk)
    if c0 or any(branch != 0 for branch in e.args[1:]):
        raise SeriesError("Lambert's W is expanded at 0, on its principal branch")
    count = terms_needed(u, walk)
    return horner([fmpq(0)] + [fmpq((-k) ** (k - 1), factorial(k)) for k in range(1, count)], u, walk)


RULES: dict[str, Callable[[Any, Any], Value]] = {
    "polylog": polylog, "gamma": gamma, "factorial": factorial_of, "loggamma": loggamma, "zeta": zeta,
    "besselj": bessel, "besseli": bessel, "besselk": bessel, "bessely": bessel,
    "polygamma": polygamma, "digamma": polygamma, "dirichlet_eta": dirichlet_eta,
    "erf": erf, "erfc": erfc, "LambertW": lambert_w,
}  # fmt: skip
