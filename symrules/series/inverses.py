"""Inverse trigonometric and hyperbolic functions: their derivative is algebraic, and is integrated."""

from __future__ import annotations

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.arithmetic import at_zero, compose, from_zero, is_rational_line, split_constant
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.local import Local, add, derivative, integral, monomial, mul, scale
from symrules.series.rational import DIRECT, outer
from symrules.series.sectors import (
    DEPTH,
    Sectors,
    Value,
    growth,
    log_of,
    plus,
    power_sum,
    raised,
    reciprocal,
    times,
    times_scalar,
)
from symrules.series.setting import Setting, Vanishing
from symrules.series.signs import sign
from symrules.series.walk import Walk

_ONE = monomial(fmpq(1))


def _slope(name: str, f: Value, setting: Setting) -> Value:
    """F′(f) for an inverse function F: algebraic in f."""
    square = times(f, f, setting)
    minus = times_scalar(square, fmpq(-1), setting)
    if name in ("atan", "acot"):
        return reciprocal(plus(_ONE, square, setting), setting)
    if name in ("atanh", "acoth"):
        return reciprocal(plus(_ONE, minus, setting), setting)
    if name == "asinh":
        return raised(plus(_ONE, square, setting), fmpq(-1, 2), setting)
    if name in ("asin", "acos"):
        return raised(plus(_ONE, minus, setting), fmpq(-1, 2), setting)
    down, up = plus(f, monomial(fmpq(-1)), setting), plus(f, _ONE, setting)
    return times(raised(down, fmpq(-1, 2), setting), raised(up, fmpq(-1, 2), setting), setting)


_SIGNS = {"acos": -1, "acot": -1}
_RECIPROCAL = {"asec": "acos", "acsc": "asin", "asech": "acosh", "acsch": "asinh"}
INVERSE = ("atan", "acot", "atanh", "acoth", "asinh", "asin", "acos", "acosh", *_RECIPROCAL)


def inverse_function(name: str, argument: Value, walk: Walk) -> Value:
    setting = walk.setting
    if name in _RECIPROCAL:
        return inverse_function(_RECIPROCAL[name], reciprocal(argument, setting), walk)
    if name in ("acot", "acoth") and not _is_large(argument, setting):
        return _through_reciprocal(name, argument, walk)
    if _is_large(argument, setting):
        return _inverse_at_infinity(name, argument, walk)
    if isinstance(argument, Sectors):
        return _of_sectors(name, argument, walk)
    if name in ("asin", "atan", "asinh", "atanh"):
        u = at_zero(argument, setting)
        if u is not None and u.is_monomial():
            if name in DIRECT and is_rational_line(u):
                return Local(0, from_zero(u, setting).function(name))
            found = outer(name, -(-setting.terms // u.v) + 1)
            if found is not None:
                return compose(found, u, setting)
    c0, _ = split_constant(argument, setting)
    if c0 in (fmpq(1), fmpq(-1)) and name in ("atanh", "asin", "acos", "acosh"):
        return _at_branch_point(name, argument, c0, setting)
    _off_the_cut(name, c0, setting)
    return add(monomial(_value_at(name, c0, walk)), primitive(name, argument, setting), setting.terms)


def _off_the_cut(name: str, c0: Scalar, setting: Setting) -> None:
    """Refuse a constant term on a branch cut; where that depends on a parameter, state the condition."""
    if name in ("asinh", "atan") and setting.field.is_real(c0):
        return
    margin = c0 - 1 if name == "acosh" else 1 - c0 * c0
    if name in ("asinh", "atan"):
        margin = 1 + c0 * c0
    known = sign(margin) if setting.field.is_real(margin) else ""
    if known == "+":
        return
    text = setting.field.expression(c0)
    if known == "-" or not (isinstance(c0, Ratio) and setting.field.is_real(c0)):
        raise SeriesError(f"{name}({text}) may lie on its branch cut", hint="write it as a logarithm")
    condition = f"{text} > 1" if name == "acosh" else f"-1 < {text} < 1"
    if condition not in setting.conditions:
        setting.conditions.append(condition)


def primitive(name: str, f: Local, setting: Setting) -> Local:
    """∫F′(f)f′ds without the constant."""
    slope = _slope(name, f, setting)
    assert isinstance(slope, Local)
    result = integral(mul(slope, derivative(f), setting.terms))
    return scale(result, fmpq(_SIGNS.get(name, 1)))


def _is_large(argument: Value, setting: Setting) -> bool:
    if isinstance(argument, Sectors):
        exponent, series = argument.parts[0] if argument.parts else (argument.cut, None)
        assert exponent is not None
        order = growth(exponent, setting)
        return order > 0 or (order == 0 and series is not None and series.v < 0)
    return argument.v < 0


def _of_sectors(name: str, argument: Sectors, walk: Walk) -> Value:
    """The function of a constant and exponentially small terms, from its Taylor coefficients."""
    setting = walk.setting
    weights: list[Scalar] | None = None
    if argument.parts and growth(argument.parts[0][0], setting) < 0:
        weights = outer(name, DEPTH + 2)
    elif argument.parts and argument.parts[0][1].is_constant() and argument.parts[0][0].is_zero:
        weights = _taylor(name, argument.parts[0][1], walk)
        argument = Sectors(argument.parts[1:], argument.cut)
    if weights is None:
        raise SeriesError(f"{name} of a series with exponentially small corrections", hint="expand its argument first")
    return power_sum(weights, argument, setting)


def _taylor(name: str, constant: Local, walk: Walk) -> list[Scalar] | None:
    """The first Taylor coefficients at a constant; None at a branch point."""
    if constant.c is not None and constant.c[0] in (fmpq(1), fmpq(-1)) and name not in ("atan", "asinh"):
        return None
    value = inverse_function(name, add(constant, monomial(fmpq(1), 1), DEPTH + 2), walk)
    if not isinstance(value, Local):
        return None
    if value.known_below is not None and value.known_below < DEPTH + 2:
        raise Vanishing(False)
    return [value.coefficient(k) for k in range(DEPTH + 2)]


def _value_at(name: str, c0: Scalar, walk: Walk) -> Scalar:

    return walk.value(name, (c0,))


def _at_branch_point(name: str, f: Local, c0: Scalar, setting: Setting) -> Value:
    """At ±1: atanh by its logarithms, acosh from the right, asin by its primitive in the square root."""
    if name != "acosh":
        _refuse_beyond(name, f, c0, setting)
    if name == "atanh":
        up = log_of(plus(_ONE, f, setting), setting)
        down = log_of(plus(_ONE, scale(f, fmpq(-1)), setting), setting)
        return times_scalar(plus(up, times_scalar(down, fmpq(-1), setting), setting), fmpq(1, 2), setting)
    if name == "acosh" and c0 == -1:
        raise SeriesError("acosh at -1 lies on its cut", hint="write it as a logarithm")
    if name == "acosh":
        return primitive(name, f, setting)
    half_pi = constants.named(setting.field, sympy.pi) * fmpq(1, 2)
    at = half_pi * c0 if name == "asin" else half_pi * (1 - c0)
    return add(monomial(at), primitive(name, f, setting), setting.terms)


def _refuse_beyond(name: str, f: Local, c0: Scalar, setting: Setting) -> None:
    """At ±1, only the side towards 0 is off the cut; the other side of a two-sided expansion is excluded."""
    inward = add(_ONE, scale(f, -c0), setting.terms)
    if sign(setting.leading(inward)) != "+":
        raise SeriesError(f"{name} on its branch cut beyond {setting.field.expression(c0)}",
                          hint="approach that point from the other side, or declare the signs")  # fmt: skip
    if inward.v % 2 or setting.ramification > 1:
        setting.assume_positive_distance(name)


def _through_reciprocal(name: str, f: Value, walk: Walk) -> Value:
    """SymPy's acot(f) = atan(1/f) and acoth(f) = atanh(1/f)."""
    setting = walk.setting
    return inverse_function("atan" if name == "acot" else "atanh", reciprocal(f, setting), walk)


def _inverse_at_infinity(name: str, f: Value, walk: Walk) -> Value:
    setting = walk.setting
    over = reciprocal(f, setting)
    if name in ("acot", "acoth"):
        return inverse_function("atan" if name == "acot" else "atanh", over, walk)
    direction = large_sign(f, setting)
    if name == "atan":
        head = monomial(constants.named(setting.field, sympy.pi) * fmpq(direction, 2))
        return plus(head, times_scalar(inverse_function("atan", over, walk), fmpq(-1), setting), setting)
    if name == "asinh":
        g = times_scalar(f, fmpq(direction), setting)
        root = raised(plus(times(g, g, setting), _ONE, setting), fmpq(1, 2), setting)
        return times_scalar(log_of(plus(g, root, setting), setting), fmpq(direction), setting)
    if name == "acosh" and direction > 0:
        root = raised(plus(times(f, f, setting), monomial(fmpq(-1)), setting), fmpq(1, 2), setting)
        return log_of(plus(f, root, setting), setting)
    raise SeriesError(f"the branch of {name} at infinity is unknown", hint="write it as a logarithm")


def large_sign(f: Value, setting: Setting) -> int:
    """The sign of a function that grows without bound."""
    series = f.parts[0][1] if isinstance(f, Sectors) else f
    if isinstance(f, Sectors):
        growth(f.parts[0][0], setting)
    known = sign(setting.leading(series))
    if known not in ("+", "-"):
        raise SeriesError("the sign of a growing argument is not known", hint="declare the domain of the parameters")
    if not setting.one_sided:
        setting.assume_positive_distance("sign")
    return 1 if known == "+" else -1
