"""Physical dimension: an exponent for each base dimension, and the text that names it.

Notes
-----
A dimension is a vector of rational exponents over named base dimensions, so that it can be compared exactly; an
expression system for units (such as SymPy's) accepts ``exp(energy)``.
"""

from __future__ import annotations

import ast
import difflib
from dataclasses import dataclass
from fractions import Fraction

from symrules.errors import DimensionError


@dataclass(frozen=True, slots=True)
class Dimension:
    """A product of powers of base dimensions, kept as sorted pairs (base, exponent ≠ 0)."""

    powers: tuple[tuple[str, Fraction], ...] = ()

    def __mul__(self, other: Dimension) -> Dimension:
        total = dict(self.powers)
        for base, exponent in other.powers:
            total[base] = total.get(base, Fraction(0)) + exponent
        return Dimension(tuple(sorted((base, e) for base, e in total.items() if e)))

    def __pow__(self, exponent: Fraction | int) -> Dimension:
        return Dimension(tuple((base, e * exponent) for base, e in self.powers)) if exponent else DIMENSIONLESS

    def __truediv__(self, other: Dimension) -> Dimension:
        return self * other**-1

    def __str__(self) -> str:
        if not self.powers:
            return "1"
        for name in ("energy", "charge", "voltage", "power", "conductance", "velocity", "momentum", "force"):
            if NAMED[name] == self:
                return name
        return "*".join(
            base if e == 1 else f"{base}**{e}" if e.denominator == 1 and e > 0 else f"{base}**({e})"
            for base, e in self.powers
        )


DIMENSIONLESS = Dimension()


def base_dimension(name: str) -> Dimension:
    """A dimension independent of all others, such as a volume in an unspecified number of space dimensions."""
    return Dimension(((name, Fraction(1)),))


_MASS, _LENGTH, _TIME, _CURRENT, _TEMPERATURE, _AMOUNT = map(
    base_dimension, ("mass", "length", "time", "current", "temperature", "amount")
)
_ENERGY = _MASS * _LENGTH**2 / _TIME**2
_CHARGE = _CURRENT * _TIME

NAMED: dict[str, Dimension] = {
    "1": DIMENSIONLESS,
    "number": DIMENSIONLESS,
    "dimensionless": DIMENSIONLESS,
    "angle": DIMENSIONLESS,
    "mass": _MASS,
    "length": _LENGTH,
    "time": _TIME,
    "current": _CURRENT,
    "temperature": _TEMPERATURE,
    "amount": _AMOUNT,
    "energy": _ENERGY,
    "charge": _CHARGE,
    "area": _LENGTH**2,
    "volume": _LENGTH**3,
    "frequency": _TIME**-1,
    "velocity": _LENGTH / _TIME,
    "acceleration": _LENGTH / _TIME**2,
    "momentum": _MASS * _LENGTH / _TIME,
    "force": _ENERGY / _LENGTH,
    "power": _ENERGY / _TIME,
    "action": _ENERGY * _TIME,
    "entropy": _ENERGY / _TEMPERATURE,
    "pressure": _ENERGY / _LENGTH**3,
    "voltage": _ENERGY / _CHARGE,
    "conductance": _CHARGE**2 / (_ENERGY * _TIME),
    "resistance": _ENERGY * _TIME / _CHARGE**2,
    "capacitance": _CHARGE**2 / _ENERGY,
    "inductance": _ENERGY / _CURRENT**2,
    "electric_field": _ENERGY / _CHARGE / _LENGTH,
    "magnetic_field": _MASS / _CURRENT / _TIME**2,
    "wavenumber": _LENGTH**-1,
    "kg": _MASS,
    "m": _LENGTH,
    "s": _TIME,
    "A": _CURRENT,
    "K": _TEMPERATURE,
    "mol": _AMOUNT,
    "J": _ENERGY,
    "eV": _ENERGY,
    "C": _CHARGE,
    "V": _ENERGY / _CHARGE,
    "W": _ENERGY / _TIME,
    "S": _CHARGE**2 / (_ENERGY * _TIME),
    "ohm": _ENERGY * _TIME / _CHARGE**2,
    "F": _CHARGE**2 / _ENERGY,
    "Hz": _TIME**-1,
    "N": _ENERGY / _LENGTH,
    "Pa": _ENERGY / _LENGTH**3,
    "T": _MASS / _CURRENT / _TIME**2,
}


def parse_dimension(text: str, bases: tuple[str, ...] = ()) -> Dimension:
    """Read a dimension such as ``energy/charge`` or ``kg*m**2/s**2``; `bases` names further base dimensions.

    Raises
    ------
    DimensionError
        The text is not a product of powers of known dimensions.
    """
    hint = "write a product of powers, for example 'energy/charge' or 'kg*m**2/s**2'; '1' is dimensionless"
    if len(text) > 200:
        raise DimensionError("a dimension is longer than 200 characters", hint=hint)
    try:
        tree = ast.parse(text.strip().replace("^", "**"), mode="eval").body
        return _dimension_of_tree(tree, bases)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise DimensionError(f"{text!r} is not a dimension", hint=hint) from None


def _dimension_of_tree(node: ast.expr, bases: tuple[str, ...]) -> Dimension:
    match node:
        case ast.Constant(value=int(value)) if value == 1 and value is not True:
            return DIMENSIONLESS
        case ast.Name(id=name):
            if name in bases:
                return base_dimension(name)
            if name not in NAMED:
                close = difflib.get_close_matches(name, [*NAMED, *bases], n=1)
                raise DimensionError(
                    f"unknown dimension {name!r}",
                    hint=f"did you mean {close[0]!r}?"
                    if close
                    else "known are " + ", ".join(sorted(n for n in NAMED if len(n) > 3)),
                )
            return NAMED[name]
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _dimension_of_tree(left, bases) * _dimension_of_tree(right, bases)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _dimension_of_tree(left, bases) / _dimension_of_tree(right, bases)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            exponent = _exponent_of_tree(right)
            if abs(exponent) > 100:
                raise ValueError("exponent too large")
            return _dimension_of_tree(left, bases) ** exponent
    raise ValueError("not a product of powers")


def _exponent_of_tree(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return Fraction(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_exponent_of_tree(operand)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            divisor = _exponent_of_tree(right)
            if not divisor:
                raise ValueError("division by zero")
            return _exponent_of_tree(left) / divisor
    raise ValueError("not a rational exponent")


Known = Dimension | None
"""None stands for "not declared", which agrees with every dimension."""
