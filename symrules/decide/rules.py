"""What the tower knows of elementary functions: rewriting through exponentials, logarithms and roots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import fmpq

from symrules.decide.exponentials import exponential_row
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction
from symrules.decide.logarithms import logarithm
from symrules.decide.refusals import NeedsSign
from symrules.decide.roots import rational_power
from symrules.decide.signs import sign_of
from symrules.decide.tower import Rules, Tower, invert, times_i

_HALF = fmpq(1, 2)
OfFraction = Callable[[Tower, Fraction], Fraction]


def _exponential(tower: Tower, e: Any) -> Fraction:
    return exponential_row(tower, e)


def _even(tower: Tower, e: Any) -> Fraction:
    """cosh, or cos: (E + 1/E)/2."""
    u = exponential_row(tower, e)
    return tower.reduce((u + u.inverse()) * tower.constant(_HALF))


def _odd(tower: Tower, e: Any) -> Fraction:
    """sinh: (E - 1/E)/2."""
    u = exponential_row(tower, e)
    return tower.reduce((u - u.inverse()) * tower.constant(_HALF))


def _sine(tower: Tower, e: Any) -> Fraction:
    return tower.reduce(-_odd(tower, e) * tower.imaginary)


def _tanh(tower: Tower, e: Any) -> Fraction:
    square = tower.reduce(exponential_row(tower, e) ** 2)
    return tower.reduce((square - tower.one) * invert(tower, square + tower.one))


def _coth(tower: Tower, e: Any) -> Fraction:
    square = tower.reduce(exponential_row(tower, e) ** 2)
    return tower.reduce((square + tower.one) * invert(tower, square - tower.one))


def _tan(tower: Tower, e: Any) -> Fraction:
    return tower.reduce(-_tanh(tower, e) * tower.imaginary)


def _cot(tower: Tower, e: Any) -> Fraction:
    return tower.reduce(_coth(tower, e) * tower.imaginary)


_EXPONENTIALS: Rules = {
    sympy.exp: _exponential, type(sympy.E): _exponential,
    sympy.cosh: _even, sympy.cos: _even, sympy.sinh: _odd, sympy.sin: _sine,
    sympy.tanh: _tanh, sympy.coth: _coth, sympy.tan: _tan, sympy.cot: _cot,
    sympy.sech: lambda t, e: invert(t, _even(t, e)), sympy.sec: lambda t, e: invert(t, _even(t, e)),
    sympy.csch: lambda t, e: invert(t, _odd(t, e)), sympy.csc: lambda t, e: invert(t, _sine(t, e)),
}  # fmt: skip


# -- logarithms and inverse functions, on SymPy's principal branches


def _log(tower: Tower, e: Any) -> Fraction:
    value = logarithm(tower, tower.of(e.args[0]))
    if len(e.args) == 2:
        value = value * invert(tower, logarithm(tower, tower.of(e.args[1])))
    return value


def _sqrt(tower: Tower, f: Fraction) -> Fraction:
    return rational_power(tower, tower.reduce(f), _HALF)


def _odd_function(rule: OfFraction) -> OfFraction:
    """An odd function, of its argument or of minus its argument, whichever has a positive leading coefficient."""

    def of(tower: Tower, f: Fraction) -> Fraction:
        if not f.is_zero() and f.numerator.leading_coefficient() < 0:
            return tower.reduce(-rule(tower, -f))
        return rule(tower, f)

    return of


@_odd_function
def _asinh_of(tower: Tower, f: Fraction) -> Fraction:
    return logarithm(tower, tower.reduce(f + _sqrt(tower, f * f + tower.one)))


def _acosh_of(tower: Tower, f: Fraction) -> Fraction:
    root = _sqrt(tower, f - tower.one) * _sqrt(tower, f + tower.one)
    return logarithm(tower, tower.reduce(f + root))


def _atanh_of(tower: Tower, f: Fraction) -> Fraction:
    half = tower.constant(_HALF)
    return (logarithm(tower, tower.one + f) - logarithm(tower, tower.one - f)) * half


@_odd_function
def _asin_of(tower: Tower, f: Fraction) -> Fraction:
    return -times_i(tower, logarithm(tower, tower.reduce(times_i(tower, f) + _sqrt(tower, tower.one - f * f))))


def atan_of(tower: Tower, f: Fraction) -> Fraction:
    if f.denominator is not None and tower.is_real(f) and (sign := sign_of(tower, f)) in ("+", "-"):
        inverse = tower.reduce(f.inverse())
        if len(inverse.numerator) > len(f.numerator) or inverse.denominator is None:
            # atan u = ±π/2 - atan(1/u)
            right = tower.of(sympy.pi) * tower.constant(_HALF if sign == "+" else -_HALF)
            return tower.reduce(right - atan_of(tower, inverse))
    i_f = times_i(tower, f)
    difference = logarithm(tower, tower.one - i_f) - logarithm(tower, tower.one + i_f)
    return times_i(tower, difference) * tower.constant(_HALF)


def _acos_of(tower: Tower, f: Fraction) -> Fraction:
    return tower.of(sympy.pi) * tower.constant(_HALF) - _asin_of(tower, f)


def _direct(rule: Any) -> Any:
    return lambda tower, e: tower.reduce(rule(tower, tower.of(e.args[0])))


def _of_inverse(rule: Any) -> Any:
    return lambda tower, e: tower.reduce(rule(tower, invert(tower, tower.of(e.args[0]))))


def _at_zero(rule: Any, value: Any) -> Any:
    """acot and acoth are functions of 1/u, and have a value of their own at u = 0."""

    def at(tower: Tower, e: Any) -> Fraction:
        f = tower.reduce(tower.of(e.args[0]))
        if f.is_zero():
            return tower.of(value)
        if sign_of(tower, f) not in NOT_ZERO:
            raise NeedsSign(f"{type(e).__name__} of an argument that may vanish", e.args[0])
        return tower.reduce(rule(tower, f.inverse()))

    return at


_LOGARITHMS: Rules = {
    sympy.log: _log,
    sympy.asinh: _direct(_asinh_of), sympy.acosh: _direct(_acosh_of), sympy.atanh: _direct(_atanh_of),
    sympy.acoth: _at_zero(_atanh_of, sympy.I * sympy.pi / 2),
    sympy.asech: _of_inverse(_acosh_of), sympy.acsch: _of_inverse(_asinh_of),
    sympy.asin: _direct(_asin_of), sympy.acos: _direct(_acos_of), sympy.atan: _direct(atan_of),
    sympy.acot: _at_zero(atan_of, sympy.pi / 2), sympy.asec: _of_inverse(_acos_of), sympy.acsc: _of_inverse(_asin_of),
}  # fmt: skip

RULES: Rules = {**_EXPONENTIALS, **_LOGARITHMS}
