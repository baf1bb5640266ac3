"""Polylogarithm, gamma, zeta, Bessel, error function and Lambert's W, from their own series and recurrences."""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import TYPE_CHECKING, Any

import sympy
from flint import fmpq

from symrules.series import arithmetic, constants
from symrules.series.arithmetic import inverse, logarithm
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.inverses import large_sign
from symrules.series.local import Local, add, derivative, integral, monomial, mul, negate, scale
from symrules.series.sectors import Sectors, Value, exp_of, growth, log_of, plus, times, times_scalar
from symrules.series.signs import sign
from symrules.series.singular_points import erfc_at_infinity, polygamma_series, polylog_at_one, zeta_at
from symrules.series.special import horner, inner, terms_needed

if TYPE_CHECKING:
    from symrules.series.walk import Walk


def _value(name: str, arguments: tuple[Scalar, ...], walk: Walk) -> Scalar:
    from symrules.series.walk import constant_value

    return constant_value(name, arguments, walk.setting)


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
    from symrules.series.sectors import DEPTH, power_sum

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
    total = _finite_sum(weights, square, walk) if not falling else horner(weights, square, walk)
    head = field.ratio(-1) / gamma_value(s + 1, walk)
    result = scale(mul(arithmetic.power(w, s, setting), total, setting.terms), head)
    return Sectors(((Local(0, None, True), result),), negate(z.parts[0][0]))


def _finite_sum(weights: list[Scalar], u: Local, walk: Walk) -> Local:
    total = Local(0, None, True)
    power = monomial(fmpq(1))
    for c in weights:
        if c:
            total = add(total, scale(power, c), walk.setting.terms)
        power = mul(power, u, walk.setting.terms)
    return total


def _twice_eta(n: int) -> fmpq:
    """2η(n)/πⁿ for an even n: 2(1 − 2¹⁻ⁿ)ζ(n)/πⁿ."""
    if n == 0:
        return fmpq(1)
    zeta = abs(fmpq.bernoulli(n)) * fmpq(2 ** (n - 1), factorial(n))
    return 2 * (1 - fmpq(2, 2**n)) * zeta


# -- gamma function


def gamma(e: Any, walk: Walk) -> Value:
    """Γ(c₀ + u): the exponential of the Taylor series of its logarithm, after a shift to a point without poles."""
    return _gamma_series(e.args[0], walk)


def factorial_of(e: Any, walk: Walk) -> Value:
    return _gamma_series(e.args[0] + 1, walk)


def loggamma(e: Any, walk: Walk) -> Value:
    """log Γ(c + u) for c > 0, and −log u + log Γ(1 + u) at 0; it is not the logarithm of Γ elsewhere."""
    c0, u = inner(e.args[0], walk)
    setting = walk.setting
    if isinstance(c0, Ratio) or c0 < 0:
        raise SeriesError("the branch of loggamma at a negative or symbolic argument is unknown",
                          hint="expand about a positive number")  # fmt: skip
    start = _regular_point(c0)
    value: Value = monomial(constants.logarithm(setting.field, gamma_value(start, walk)))
    if not u.is_zero:
        value = plus(value, horner(_log_gamma_coefficients(start, terms_needed(u, walk), walk), u, walk), setting)
    while start < c0:
        value = plus(value, logarithm(add(monomial(start), u, setting.terms), setting), setting)
        start += 1
    if start > c0:
        argument = add(monomial(c0), u, setting.terms)
        value = plus(value, negate(logarithm(argument, setting)), setting)
    return value


def _gamma_series(argument: Any, walk: Walk) -> Value:
    c0, u = inner(argument, walk)
    setting = walk.setting
    if u.is_zero:
        return monomial(gamma_value(c0, walk))
    if isinstance(c0, Ratio):
        raise SeriesError("the gamma function about a symbolic point", hint="expand about a number")
    start = _regular_point(c0)
    result = exp_of(horner(_log_gamma_coefficients(start, terms_needed(u, walk), walk), u, walk), setting)
    step = fmpq(1)
    value: Value = times_scalar(result, gamma_value(start, walk), setting)
    while start < c0:
        value = times(value, add(monomial(start), u, setting.terms), setting)
        start += step
    while start > c0:
        start -= step
        value = times(value, inverse(add(monomial(start), u, setting.terms), setting), setting)
    return value


def _regular_point(c: fmpq) -> fmpq:
    """The point that differs from c by an integer, where log Γ is expanded."""
    if c.q <= 2:
        return fmpq(1, int(c.q))
    return c - (c - fmpq(1, 2)).floor()


def polygamma(e: Any, walk: Walk) -> Value:
    """ψ⁽ⁿ⁾ at a number, which may be a pole."""
    n = walk.constant(e.args[0]) if len(e.args) == 2 else fmpq(0)
    c0, u = inner(e.args[-1], walk)
    if isinstance(n, Ratio) or n.q != 1 or n < 0:
        raise SeriesError("the polygamma function of an order that is no natural number")
    if isinstance(c0, Ratio):
        raise SeriesError("the polygamma function about a symbolic point", hint="expand about a number")
    start, order = _regular_point(c0), int(n.p)
    count = terms_needed(u, walk) + order + 1
    return polygamma_series(order, c0, start, _log_gamma_coefficients(start, count, walk), u, walk)


def gamma_value(c: Scalar, walk: Walk) -> Scalar:
    field = walk.setting.field
    if not isinstance(c, Ratio):
        if c.q == 1:
            if c <= 0:
                raise SeriesError("a pole of the gamma function")
            return fmpq(factorial(int(c.p) - 1))
        if c.q == 2:
            value: Scalar = constants.power(field, constants.named(field, sympy.pi), fmpq(1, 2))
            start = fmpq(1, 2)
            while start < c:
                value, start = value * start, start + 1
            while start > c:
                start -= 1
                value = value / start
            return value
    return _value("gamma", (c,), walk)


def _log_gamma_coefficients(c: fmpq, count: int, walk: Walk) -> list[Scalar]:
    """log(Γ(c + u)/Γ(c)): ψ(c)u + Σ ψ⁽ᵏ⁻¹⁾(c)uᵏ/k!."""
    field = walk.setting.field
    found: list[Scalar] = [fmpq(0)]
    for k in range(1, count):
        if c.q > 2:
            order = _value("polygamma", (fmpq(k - 1), c), walk)
            found.append(order * fmpq(1, factorial(k)))
        elif k == 1:
            gamma = constants.named(field, sympy.EulerGamma)
            found.append(-gamma if c == 1 else -gamma - constants.logarithm(field, fmpq(2)) * fmpq(2))
        else:
            weight = fmpq(1) if c == 1 else fmpq(2**k - 1)
            found.append(zeta_at(fmpq(k), walk) * (weight * fmpq((-1) ** k, k)))
    return found


def zeta(e: Any, walk: Walk) -> Value:
    """ζ at a constant."""
    c = walk.constant(e.args[0])
    if len(e.args) > 1:
        raise SeriesError("the Hurwitz zeta function has no expansion rule")
    return monomial(zeta_at(c, walk))


def dirichlet_eta(e: Any, walk: Walk) -> Value:
    """η(s) = (1 − 2¹⁻ˢ)ζ(s) at a constant, log 2 at 1."""
    c = walk.constant(e.args[0])
    field = walk.setting.field
    if len(e.args) > 1:
        raise SeriesError("the generalised eta function has no expansion rule")
    if c == 1:
        return monomial(constants.logarithm(field, fmpq(2)))
    return monomial((1 - constants.power(field, fmpq(2), 1 - c)) * zeta_at(c, walk))


# -- Bessel functions


def besselj(e: Any, walk: Walk) -> Value:
    return _bessel(e, walk, fmpq(-1, 4))


def besseli(e: Any, walk: Walk) -> Value:
    return _bessel(e, walk, fmpq(1, 4))


def _bessel(e: Any, walk: Walk, step: fmpq) -> Value:
    """(u/2)^ν/Γ(ν + 1) · Σ (±u²/4)ᵏ/(k!(ν + 1)(ν + 2)…(ν + k))."""
    order = walk.constant(e.args[0])
    c0, u = inner(e.args[1], walk)
    if isinstance(order, Ratio) or c0:
        raise SeriesError("a Bessel function is expanded at 0, with a number as its order")
    negative = order.q == 1 and order < 0
    nu = -order if negative else order
    setting = walk.setting
    if u.is_zero:
        return monomial(fmpq(0 if nu else 1))
    found = [fmpq(1)]
    for k in range(1, setting.terms + 2):
        found.append(found[-1] * step / (k * (nu + k)))
    square = mul(u, u, setting.terms)
    half = arithmetic.power(scale(u, fmpq(1, 2)), nu, setting)
    series = mul(half, horner(found, square, walk), setting.terms)
    flip = fmpq(-1) if negative and int(nu.p) % 2 and step < 0 else fmpq(1)
    return scale(series, setting.field.ratio(flip) / gamma_value(nu + 1, walk))


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
    if len(e.args) > 1 or c0:
        raise SeriesError("Lambert's W is expanded at 0, on its principal branch")
    count = terms_needed(u, walk)
    return horner([fmpq(0)] + [fmpq((-k) ** (k - 1), factorial(k)) for k in range(1, count)], u, walk)


RULES: dict[str, Callable[[Any, Any], Value]] = {
    "polylog": polylog, "gamma": gamma, "factorial": factorial_of, "loggamma": loggamma, "zeta": zeta,
    "besselj": besselj, "besseli": besseli, "polygamma": polygamma, "digamma": polygamma,
    "dirichlet_eta": dirichlet_eta,
    "erf": erf, "erfc": erfc, "LambertW": lambert_w,
}  # fmt: skip
