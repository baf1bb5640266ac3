"""The dimension of an expression: sums agree, functions take pure numbers, products multiply."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from symrules.dimension import DIMENSIONLESS, Known
from symrules.errors import DimensionError

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
