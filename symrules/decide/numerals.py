"""Numbers as text: exact ones as integers and fractions, others as decimals, whose point says that they are rounded."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import Any

from flint import acb, arb, fmpq
from sympy import Add, Mul, Pow

from symrules.decide.kinds import kinds

_ARITHMETIC = frozenset({Add, Mul, Pow})
_DIGITS = (18, 40, 100, 250, 1000)
_CLOSE = arb(2) ** -50  # relative distance below which 18 digits may be the same
_LARGEST_POWER = 64
_LONGEST = 24  # of an exact number
_FEWEST_BITS = 10  # in which three digits are known


def exact(value: Any) -> str:
    """A coordinate of a point: a rational number, or a pair of real and imaginary part."""
    return _joined(str(value[0]), str(value[1])) if isinstance(value, tuple) else str(value)


def exact_value(e: Any, values: Mapping[Any, Any]) -> Fraction | None:
    """The rational value of an expression at rational values of its symbols, where arithmetic tells it."""
    return _value(e, values) if not e.args or kinds(e) <= _ARITHMETIC else None


def _value(e: Any, values: Mapping[Any, Any]) -> Fraction | None:
    if e.is_Symbol:
        value = values.get(e)
        return Fraction(value) if isinstance(value, (int, Fraction)) else None
    if e.is_Rational:
        return Fraction(int(e.p), int(e.q))
    if not (e.is_Add or e.is_Mul or (e.is_Pow and e.args[1].is_Integer and abs(e.args[1]) <= _LARGEST_POWER)):
        return None
    parts = [_value(a, values) for a in e.args]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts) or (e.is_Pow and not known[0]):
        return None
    if e.is_Pow:
        return known[0] ** int(known[1])
    return sum(known, Fraction(0)) if e.is_Add else prod(known, start=Fraction(1))


def told_apart(a: acb, b: acb) -> tuple[str, str]:
    """Two numbers, enclosed by balls that do not meet, with as many digits as tell them apart."""
    digits = _DIGITS[0]
    if not abs(a - b) > (abs(a) + abs(b)) * _CLOSE:
        digits = next((d for d in _DIGITS if _decimals(a, d) != _decimals(b, d)), _DIGITS[-1])
    texts = numeral(a, digits), numeral(b, digits)
    return texts if texts[0] != texts[1] else (numeral(a.mid(), digits), numeral(b.mid(), digits))


def _decimals(z: acb, digits: int) -> tuple[str, str]:
    return z.real.mid().str(digits, radius=False), z.imag.mid().str(digits, radius=False)


def numeral(z: acb, digits: int = 18) -> str:
    """The number that a ball encloses, rounded to as many of its digits as are known, at most so many."""
    return _joined(_real(z.real, digits), "0" if z.imag.contains(0) else _real(z.imag, digits))


def _joined(real: str, imaginary: str) -> str:
    """a + b*I, without what is zero or one."""
    if imaginary == "0":
        return real
    size = imaginary.removeprefix("-")
    times = "I" if size == "1" else f"{size}*I"
    sign = "-" if imaginary.startswith("-") else ""
    return f"{sign}{times}" if real in ("0", "0.0") else f"{real} {sign or '+'} {times}"


def _real(x: arb, digits: int) -> str:
    if x.is_exact() and len(text := str(_fraction(x))) <= _LONGEST:
        return text
    if x.contains(0):
        return "0.0"
    if x.rel_accuracy_bits() < _FEWEST_BITS:
        x, digits = x.mid(), 3
    mantissa, e, exponent = str(x.str(digits, radius=False)).partition("e")
    if "." not in mantissa:
        mantissa += ".0"
    return f"{mantissa}0{e}{exponent}" if mantissa.endswith(".") else mantissa + e + exponent


def _fraction(x: arb) -> Fraction:
    if abs(x) > 10**_LONGEST or (x != 0 and abs(x) < arb(fmpq(1, 10**_LONGEST))):
        return Fraction(10**_LONGEST)
    value = x.fmpq()
    return Fraction(int(value.p), int(value.q))
