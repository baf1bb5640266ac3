"""Physical dimension: an exponent for each base dimension, and the walker that finds it for an expression.

Notes
-----
A dimension is a vector of rational exponents over named base dimensions, so that it can be compared exactly; an
expression system for units (such as SymPy's) accepts ``exp(energy)``.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

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


# None stands for "not declared", which agrees with every dimension.
Known = Dimension | None
Lookup = Callable[[Any], Known]


def dimension_of(expression: Any, lookup: Lookup) -> Known:
    """The dimension of an expression, or None where a symbol in it has none declared.

    Parameters
    ----------
    expression : any SymPy expression
    lookup : gives the dimension of a symbol, of an applied unknown function (its value), and of a variable's
        integration measure (asked for as ``("measure", variable)``)

    Raises
    ------
    DimensionError
        Two terms disagree, or `exp`, `log`, `coth`, … is applied to something dimensional.
    """
    return _Walker(lookup).of(expression)


class _Walker:
    """One walk over one expression; the zero constant has every dimension and is skipped where terms are compared."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup

    def of(self, e: Any) -> Known:
        if e.is_Symbol:
            return self.lookup(e)
        if not e.args and e.is_number:
            return DIMENSIONLESS
        if isinstance(e, sympy.core.function.AppliedUndef):
            self._check_arguments(e)
            return self.lookup(e)
        method = getattr(self, "_" + type(e).__name__.lower(), None)
        if method is not None:
            return method(e)  # type: ignore[no-any-return]
        if isinstance(e, (sympy.Function, sympy.Pow)):
            for argument in e.args:
                self._dimensionless(argument, e)
            return DIMENSIONLESS
        return self._common(e.args, e)

    def _check_arguments(self, e: Any) -> None:
        for i, argument in enumerate(e.args):
            expected, found = self.lookup((e.func, i)), self.of(argument)
            if expected is not None and found is not None and expected != found and not _is_zero(argument):
                raise DimensionError(
                    f"argument {i + 1} of {e.func.__name__} is [{expected}], but {argument} is [{found}]"
                )

    def _common(self, terms: Any, where: Any) -> Known:
        first: Known = None
        first_term: Any = None
        for term in terms:
            if _is_zero(term) or _is_infinite(term):
                continue
            found = self.of(term)
            if found is None:
                continue
            if first is None:
                first, first_term = found, term
            elif found != first:
                raise DimensionError(
                    f"in {_short(where)}: {_short(first_term)} is [{first}], but {_short(term)} is [{found}]"
                )
        return first

    def _dimensionless(self, e: Any, where: Any) -> None:
        found = self.of(e)
        if found is not None and found.powers and not _is_zero(e):
            raise DimensionError(
                f"in {_short(where)}: the argument must be dimensionless, but {_short(e)} is [{found}]",
                hint="divide it by a quantity of the same dimension, such as k_B*T for an energy",
            )

    def _times(self, factors: Any) -> Known:
        total: Known = DIMENSIONLESS
        for factor in factors:
            found = self.of(factor)
            total = None if found is None or total is None else total * found
        return total

    def _add(self, e: Any) -> Known:
        return self._common(e.args, e)

    _max = _min = _add

    def _mul(self, e: Any) -> Known:
        return self._times(e.args)

    _bracket = _mul

    def _pow(self, e: Any) -> Known:
        base, exponent = e.args
        self._dimensionless(exponent, e)
        found = self.of(base)
        value = _rational(exponent)
        if found is None:
            return None
        if value is not None:
            return found**value
        if found.powers:
            raise DimensionError(f"in {_short(e)}: {_short(base)} is [{found}] and the exponent is not a number")
        return DIMENSIONLESS

    def _first(self, e: Any) -> Known:
        return self.of(e.args[0])

    _abs = _re = _im = _conjugate = _average = _held = _first

    def _sign(self, e: Any) -> Known:
        self.of(e.args[0])
        return DIMENSIONLESS

    _heaviside = _sign

    def _diracdelta(self, e: Any) -> Known:
        found = self.of(e.args[0])
        return None if found is None else found**-1

    def _atan2(self, e: Any) -> Known:
        self._common(e.args, e)
        return DIMENSIONLESS

    def _variation(self, e: Any) -> Known:
        above, below = self.of(e.args[0]), self.of(e.args[1])
        return None if above is None or below is None else above / below

    def _derivative(self, e: Any) -> Known:
        total = self.of(e.expr)
        for variable, count in e.variable_count:
            found = self.of(variable)
            if total is None or found is None or not getattr(count, "is_Integer", False):
                return None
            total = total / found ** int(count)
        return total

    def _integral(self, e: Any) -> Known:
        if _is_zero(e.function):
            return None  # zero has every dimension
        total = self.of(e.function)
        for variable, *ends in e.limits:
            measure = self.lookup(("measure", variable)) if not ends else self.of(variable)
            self._common([variable, *ends], e) if ends else None
            total = None if total is None or measure is None else total * measure
        return total

    def _sum(self, e: Any) -> Known:
        for variable, *ends in e.limits:
            self._common([variable, *ends], e)
        return self.of(e.function)

    def _product(self, e: Any) -> Known:
        return self.of(e.function)

    def _limit(self, e: Any) -> Known:
        self._common(e.args[1:3], e)
        return self.of(e.args[0])

    def _order(self, e: Any) -> Known:
        return self.of(e.args[0])

    def _subs(self, e: Any) -> Known:
        """The bound variable takes the dimension of what is put for it."""
        point = dict(zip(e.variables, e.point, strict=True))
        outer = self.lookup

        def lookup(x: Any) -> Known:
            if x in point:
                return dimension_of(point[x], outer)
            return outer(x)

        return _Walker(lookup).of(e.expr)

    def _piecewise(self, e: Any) -> Known:
        for _, condition in e.args:
            for relation in condition.atoms(sympy.core.relational.Relational):
                self._common(relation.args, relation)
        return self._common([value for value, _ in e.args], e)


def _is_zero(e: Any) -> bool:
    """Whether a term is written as zero: 0, 0**2, 0*x."""
    if e.is_Mul:
        return any(_is_zero(factor) for factor in e.args)
    if e.is_Pow:
        return _is_zero(e.args[0]) and (_rational(e.args[1]) or 0) > 0
    return e.is_Number and e == 0  # type: ignore[no-any-return]


def _is_infinite(e: Any) -> bool:
    return e in (sympy.oo, -sympy.oo, sympy.zoo) or (e.is_Mul and sympy.oo in e.args)


def _rational(e: Any) -> Fraction | None:
    """The value of a constant exponent, written as a number or as an unevaluated quotient of numbers."""
    if e.is_Rational:
        return Fraction(int(e.p), int(e.q))
    if e.is_Mul:
        factors = [_rational(factor) for factor in e.args]
        return None if None in factors else _prod(factors)
    if e.is_Pow:
        base, exponent = _rational(e.args[0]), _rational(e.args[1])
        if base and exponent is not None and exponent.denominator == 1 and abs(exponent) < 100:
            return base ** int(exponent)
    if e.is_Add:
        terms = [_rational(term) for term in e.args]
        known = [term for term in terms if term is not None]
        return sum(known, Fraction(0)) if len(known) == len(terms) else None
    return None


def _prod(values: list[Any]) -> Fraction:
    total = Fraction(1)
    for value in values:
        total *= value
    return total


def _short(e: Any) -> str:
    text = str(e)
    return text if len(text) <= 80 else text[:77] + "..."
