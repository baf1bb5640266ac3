"""The gamma function, its logarithm and its logarithmic derivatives, from the Taylor series of log Γ."""

from __future__ import annotations

from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.arithmetic import inverse, logarithm
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.local import Local, add, monomial, negate
from symrules.series.polygamma_poles import polygamma_series
from symrules.series.sectors import Value, exp_of, plus, times, times_scalar
from symrules.series.special import horner, inner, terms_needed
from symrules.series.stirling import log_gamma_at_infinity, polygamma_at_infinity
from symrules.series.walk import Walk
from symrules.series.zeta_values import zeta_at

_MOST_TERMS = 32
"""Of the exponential of log Γ: the 30th coefficient has 5604 terms, and each four orders more double that."""


def _value(name: str, arguments: tuple[Scalar, ...], walk: Walk) -> Scalar:

    return walk.value(name, arguments)


def gamma(e: Any, walk: Walk) -> Value:
    """Γ(c₀ + u): the exponential of the Taylor series of its logarithm, after a shift to a point without poles."""
    return _gamma_series(e.args[0], walk)


def factorial_of(e: Any, walk: Walk) -> Value:
    return _gamma_series(e.args[0] + 1, walk)


def loggamma(e: Any, walk: Walk) -> Value:
    """log Γ(c + u) for c > 0, and −log u + log Γ(1 + u) at 0; it is not the logarithm of Γ elsewhere."""
    z = walk(e.args[0])
    if isinstance(z, Local) and z.v < 0:
        return log_gamma_at_infinity(z, walk)
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
    z = walk(argument)
    if isinstance(z, Local) and z.v < 0:
        return exp_of(log_gamma_at_infinity(z, walk), walk.setting)
    c0, u = inner(argument, walk)
    setting = walk.setting
    if u.is_zero:
        return monomial(gamma_value(c0, walk))
    if isinstance(c0, Ratio):
        raise SeriesError("the gamma function about a symbolic point", hint="expand about a number")
    start = _regular_point(c0)
    if terms_needed(u, walk) > _MOST_TERMS:
        raise SeriesError(
            f"the gamma function beyond order {_MOST_TERMS - 2} is beyond the budget: each coefficient is a polynomial "
            "in Euler's constant and zeta values with as many terms as its order has partitions",
            hint="expand loggamma, whose coefficients are single zeta values, or ask for a lower order",
        )
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
    if isinstance(n, Ratio) or n.q != 1 or n < 0:
        raise SeriesError("the polygamma function of an order that is no natural number")
    z = walk(e.args[-1])
    if isinstance(z, Local) and z.v < 0:
        return polygamma_at_infinity(int(n.p), z, walk)
    c0, u = inner(e.args[-1], walk)
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
