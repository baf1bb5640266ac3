"""Integrals in the tower: linear, closed where the integrand is a polynomial times an exponential, opaque otherwise.

Also the derivatives of unknown functions, which are opaque generators named by the orders of differentiation.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq
from sympy import Derivative, Integral, Subs
from sympy.core.function import AppliedUndef

from symrules.decide.conjugation import put_for_generators, real_part
from symrules.decide.definite import over_line
from symrules.decide.dependents import by_monomial, dependents, split_denominator
from symrules.decide.differentiate import substituted
from symrules.decide.exponentials import exponential
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, support
from symrules.decide.generators import Generator, mentions
from symrules.decide.known_integrals import known_integral
from symrules.decide.refusals import NeedsSign, Unsupported
from symrules.decide.signs import sign_of
from symrules.decide.tower import Rules, Tower
from symrules.decide.writing import expression_of
from symrules.text.nodes import integral
from symrules.text.readable import readable


def _integral(tower: Tower, e: Any) -> Fraction:
    # SymPy joins nested integrals into one node; the last limit is the outermost integral
    *inner, (variable, *ends) = e.limits
    integrand = tower.of(integral(e.function, *inner) if inner else e.function)
    limits = tuple(_end(tower, end) for end in ends)
    dependent = dependents(tower, variable)
    constant_below, varying_below = split_denominator(tower, integrand.denominator, dependent)
    if len(ends) == 2 and any(isinstance(end, sympy.Basic) for end in limits):
        value = over_line(tower, integrand, tower.by_key.get(variable), limits, dependent)
        if value is not None:
            return value
    symbol = tower.by_key.get(variable)
    terms = [
        (coefficient, Fraction(monomial, varying_below))
        for coefficient, monomial in by_monomial(tower, integrand.numerator, dependent)
    ]
    simple = len(ends) == 2 and (varying_below is None or len(varying_below) == 1)
    values = [_closed(tower, kernel, variable, limits, dependent) if simple else None for _, kernel in terms]
    if None in values and len(ends) == 2 and symbol is not None:
        # the terms may diverge one by one
        value = known_integral(tower, integrand, symbol, limits, dependent)
        if value is not None:
            return value
    total = tower.zero
    for (coefficient, kernel), closed in zip(terms, values, strict=True):
        value = closed
        if value is None and len(ends) == 2 and symbol is not None:
            value = known_integral(tower, kernel, symbol, limits, dependent)
        if value is None:
            value = _opaque(tower, kernel, e.limits[-1], limits, e)
        total = total + Fraction(coefficient) * value
    return tower.reduce(total * constant_below)


def _end(tower: Tower, end: Any) -> Any:
    if end in (sympy.oo, -sympy.oo):
        return end
    if end.is_Mul and set(end.args) == {sympy.Integer(-1), sympy.oo}:
        return -sympy.oo
    return tower.of(end)


def _opaque(tower: Tower, kernel: Fraction, limit: Any, ends: tuple[Any, ...], tree: Any) -> Fraction:
    markers = tuple(
        tower.constant(7919 * (1 if end == sympy.oo else -1)) if isinstance(end, sympy.Basic) else end for end in ends
    )
    infinite = "".join("i" if isinstance(end, sympy.Basic) else "f" for end in ends)
    name = f"∫{infinite}:{limit[0]}"
    real = all(tower.is_real(f) for f in (kernel, *markers))
    return tower.fraction(tower.opaque_generator(name, (kernel, *markers), tree, real=real))


def _closed(
    tower: Tower, kernel: Fraction, variable: Any, ends: tuple[Any, ...], dependent: set[int]
) -> Fraction | None:
    """∫ x^n exp(c x + …) dx between the ends, where the integrand has that form."""
    powers = {i: d for i, d in enumerate(kernel.numerator.degrees()) if d > 0}
    if kernel.denominator is not None:
        for i, d in enumerate(kernel.denominator.degrees()):
            if d > 0:
                powers[i] = powers.get(i, 0) - d
    symbol = tower.by_key.get(variable)
    n = powers.pop(symbol.index, 0) if symbol is not None else 0
    if not 0 <= n <= 40:
        return None
    if not powers:
        return _power_between(tower, n, ends)
    exponent, factor = tower.zero, tower.one
    for i, d in powers.items():
        generator = tower.generators[i]
        if generator.kind != "exp":
            return None
        exponent = tower.reduce(exponent + generator.data * tower.constant(d))
        factor = factor * tower.integer_power(tower.fraction(generator), d)
    slope = _slope(tower, exponent, symbol, dependent)
    if slope is not None and slope.is_zero():
        power = _power_between(tower, n, ends)
        return None if power is None else tower.reduce(factor * power)
    return None if slope is None else _exponential_between(tower, exponent, slope, n, variable, ends)


def _power_between(tower: Tower, n: int, ends: tuple[Any, ...]) -> Fraction | None:
    """∫ x^n dx between finite ends."""
    if any(isinstance(end, sympy.Basic) for end in ends):
        return None
    low, high = ends
    scale = tower.constant(fmpq(1, n + 1))
    return tower.reduce((tower.integer_power(high, n + 1) - tower.integer_power(low, n + 1)) * scale)


def _slope(tower: Tower, f: Fraction, symbol: Generator | None, dependent: set[int]) -> Fraction | None:
    """c where f = c x + (free of x)."""
    if symbol is None or mentions(Fraction(tower.one.numerator if f.denominator is None else f.denominator), dependent):
        return None
    d = f.numerator.derivative(symbol.index)
    if any(i in dependent for i in support(d)):
        return None
    rest = f.numerator - d * tower.gens[symbol.index]
    if any(i in dependent for i in support(rest)):
        return None
    return Fraction(d) if f.denominator is None else Fraction(d) * Fraction(f.denominator).inverse()


def _exponential_between(
    tower: Tower, exponent: Fraction, slope: Fraction, n: int, variable: Any, ends: tuple[Any, ...]
) -> Fraction | None:
    """[exp(c x) Σ_k (-1)^k n!/(n-k)! x^{n-k}/c^{k+1}] between the ends; zero at an end where exp(c x) decays."""
    total = tower.zero
    sign = _rate_sign(tower, slope)
    for end, direction in ((ends[1], 1), (ends[0], -1)):
        if isinstance(end, sympy.Basic):
            if sign != ("-" if end == sympy.oo else "+"):
                return None
            continue
        value = _exp_at(tower, exponent, variable, end)
        if value is None:
            return None
        poly, factor = tower.zero, 1
        for k in range(n + 1):
            term = tower.integer_power(end, n - k) * tower.integer_power(slope, -(k + 1))
            poly = poly + term * tower.constant((-1) ** k * factor)
            factor *= n - k
        total = total + value * poly * tower.constant(direction)
    return tower.reduce(total)


def _rate_sign(tower: Tower, slope: Fraction) -> str:
    """The sign of the real part of a rate, "!0" where only the rate itself is known not to vanish."""
    sign = sign_of(tower, slope)
    if not tower.is_real(slope):
        real = real_part(tower, slope)
        if (of_real := sign_of(tower, real)) in ("+", "-"):
            return of_real
        imaginary = tower.reduce((slope - real) * tower.imaginary)
        if "!0" in (sign, of_real) or sign_of(tower, imaginary) in NOT_ZERO:
            return "!0"
        slope = imaginary if of_real == "0" else real
    if sign not in NOT_ZERO:
        raise NeedsSign("an exponential rate that may vanish", expression_of(tower, slope))
    return sign


def _exp_at(tower: Tower, exponent: Fraction, variable: Any, end: Fraction) -> Fraction | None:
    """exp of the exponent with the variable put at an end, if it lies in the lattice of exponentials in use."""
    symbol = tower.by_key[variable]
    images = [tower.fraction(g) if (g := tower.generators.get(i)) else tower.zero for i in range(tower.size)]
    images[symbol.index] = end

    value = put_for_generators(tower, exponent.numerator, images)
    if exponent.denominator is not None:
        value = value * put_for_generators(tower, exponent.denominator, images).inverse()
    if value.is_zero():
        return tower.one
    return exponential(tower, value)


# -- derivatives of unknown functions


def _unknown_derivative(tower: Tower, e: Any) -> Fraction:
    return _derivative_at(tower, e, {}, e)


def _derivative_at(tower: Tower, e: Any, values: dict[Any, Any], written: Any) -> Fraction:
    """A derivative with values put for its variables, which is what was written."""
    f = e.expr
    if f.is_Symbol:
        variables = sorted(e.variables, key=lambda v: str(v.name))
        return tower.opaque_function(f"d {f.name}", variables, written, real=not tower.facts.domain(f).complex_)
    if not isinstance(f, AppliedUndef):
        raise Unsupported(f"the derivative {readable(e)}")
    orders = [0] * len(f.args)
    for v in e.variables:
        slots = [i for i, a in enumerate(f.args) if a == v]
        if len(slots) != 1:
            raise Unsupported(f"the derivative {readable(e)} of a function at a composite argument")
        orders[slots[0]] += 1
    arguments = [substituted(a, values) for a in f.args]
    name = f"{f.func.__name__}^{tuple(orders)}"
    real = not tower.facts.domain(f).complex_
    return tower.opaque_function(name, arguments, written, real=real)


def _subs(tower: Tower, e: Any) -> Fraction:
    if not isinstance(e.expr, Derivative):
        raise Unsupported(f"the substitution {readable(e)}")
    return _derivative_at(tower, e.expr, dict(zip(e.variables, e.point, strict=True)), e)


def _limit(tower: Tower, e: Any) -> Fraction:
    """A limit that no series reaches: one opaque number for each expression, variable and point."""
    body, variable, point, direction = e.args
    f = tower.of(body)
    dependent = dependents(tower, variable)
    constant_below, varying_below = split_denominator(tower, f.denominator, dependent)
    groups = by_monomial(tower, f.numerator, dependent)
    name = f"lim {variable} {point} {direction}"
    at = () if point.is_infinite else (tower.of(point),)
    if len(groups) != 1:
        return tower.fraction(tower.opaque_generator(name, (f, *at), e))
    # lim (c f) = c lim f for a factor that does not depend on the variable
    ((coefficient, monomial),) = groups
    generator = tower.opaque_generator(name, (Fraction(monomial, varying_below), *at), e)
    return tower.reduce(Fraction(coefficient) * constant_below * tower.fraction(generator))


RULES: Rules = {Integral: _integral, Derivative: _unknown_derivative, Subs: _subs, sympy.Limit: _limit}
