"""Expansions: the series of an expression about a point, as data and its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import sympy

from symrules.notation import Notation
from symrules.series.budget import SECONDS
from symrules.series.core import Engine
from symrules.series.errors import SeriesError
from symrules.series.local import Local
from symrules.series.logs import by_powers, slope_in_log
from symrules.series.parametric import ParametricSeries
from symrules.series.sectors import Sectors, Value
from symrules.series.setting import Setting
from symrules.series.signs import sign

_DIRECTIONS = {None: 0, "+": 1, "-": -1}


class Term(NamedTuple):
    """coefficient · base**exponent · log(|base|)**log_power · exp(exponential), with the base of its `Series`.

    In a two-sided expansion the logarithm is the principal log(base), which is log|base| on the right only.
    """

    coefficient: Any
    exponent: Fraction
    log_power: int
    exponential: Any


class Terms(Sequence[tuple[Fraction, Any]]):
    """The non-zero terms (exponent, coefficient) of one power series, in order of decreasing size.

    A coefficient becomes a SymPy expression, in factored form, the first time it is looked at.
    """

    def __init__(self, local: Local, setting: Setting, end: int) -> None:
        self._local, self._setting, self._end = local, setting, end
        self._indices = [k for k in _nonzero(local) if local.v + k < end]
        self._built: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._indices)

    @property
    def exact(self) -> bool:
        """Whether nothing follows these terms."""
        local = self._local
        return local.exact and self._end > local.v + local.n - 1

    def exponent(self, i: int) -> Fraction:
        power = Fraction(self._local.v + self._indices[i], self._setting.ramification)
        return -power if self._setting.at_infinity else power

    def raw(self, i: int) -> Any:
        """The coefficient as FLINT has it, as a multiple of a power of the base."""
        assert self._local.c is not None
        k = self._indices[i]
        c = self._local.c[k]
        if _mirrored(self._setting) and (self._local.v + k) % 2:
            return -c
        return c

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        i = range(len(self))[i]
        if i not in self._built:
            self._built[i] = self._setting.field.expression(self._setting.field.simplified(self.raw(i)))
        return self.exponent(i), self._built[i]

    def __iter__(self) -> Iterator[tuple[Fraction, Any]]:
        return (self[i] for i in range(len(self)))


def _nonzero(local: Local) -> list[int]:
    if local.c is None:
        return []
    values = local.c.nums if isinstance(local.c, ParametricSeries) else local.c.coefficients
    return [k for k, c in enumerate(values) if c]


def _mirrored(setting: Setting) -> bool:
    """Whether integer powers of the distance are rewritten as powers of x − x₀, or of x at −∞."""
    return setting.ramification == 1 and (setting.direction < 0 or setting.point == -sympy.oo)


@dataclass(frozen=True)
class Sector:
    """exp(`exponential`) times a power series; `factor` is that exponential, written t**α for α·log t."""

    exponential: Any
    terms: Terms
    factor: Any


@dataclass(frozen=True, eq=False)
class Expansion:
    """The expansion of an expression about a point, exact up to and including the power `order`.

    Parameters
    ----------
    expression, variable, point, direction : what was expanded, where, and from which side (0: both)
    order : n; every term up to base**n is exact, and the error is of higher order. At ±∞ n counts powers of 1/x
    conditions : what the expansion assumed, such as ``x > 0`` at a branch point, or ``a != 0``

    Notes
    -----
    The parameters are generic: a coefficient that is divided by is taken to be different from zero, and is listed in
    `conditions` where its domain does not exclude zero.
    """

    expression: Any
    variable: Any
    point: Any
    order: int
    direction: int
    notation: Notation | None
    conditions: tuple[str, ...]
    value: Value = field(repr=False)
    setting: Setting = field(repr=False)

    @property
    def base(self) -> Any:
        """What the exponents are powers of: x − x₀, x at infinity, or |x − x₀| on the left of a branch point."""
        s = self.setting
        if s.at_infinity:
            return self.variable if self.point == sympy.oo or s.ramification == 1 else -self.variable
        if s.direction < 0 and s.ramification > 1:
            return self.point - self.variable
        return self.variable - self.point

    @property
    def distance(self) -> Any:
        """t: x − x₀, or x₀ − x on the left, or 1/|x| at infinity."""
        if self.setting.at_infinity:
            return 1 / self.variable if self.point == sympy.oo else -1 / self.variable
        return self.point - self.variable if self.setting.direction < 0 else self.variable - self.point

    @property
    def exact(self) -> bool:
        """Whether the series is finite, and equal to the expression."""
        return isinstance(self.value, Local) and self.value.exact and self._end > self.value.v + self.value.n - 1

    @property
    def _end(self) -> int:
        return self.order * self.setting.ramification + 1

    @cached_property
    def sectors(self) -> tuple[Sector, ...]:
        """The power series of each exponential factor, dominant first; one with exponential 0 is the usual case."""
        parts = self.value.parts if isinstance(self.value, Sectors) else ((Local(0, None, True), self.value),)
        found = []
        for exponent, series in parts:
            exponential, factor = self._exponential(exponent)
            found.append(Sector(exponential, Terms(series, self.setting, self._end), factor))
        return tuple(found)

    def _exponential(self, exponent: Local) -> tuple[Any, Any]:
        """λ, a sum of powers of 1/t and perhaps α·log t, and exp(λ)."""
        terms = Terms(exponent, self.setting, 1)
        parts = [(k, c * self.base ** sympy.Rational(k.numerator, k.denominator)) for k, c in terms]
        found = sympy.Add(*(part for _, part in parts))
        constant = exponent.coefficient(0)
        if not self.setting.has_log(constant):
            return found, sympy.exp(found)
        slope = self.setting.field.expression(slope_in_log(constant, self.setting)[0])
        power = (1 / self.distance) ** -slope if self.setting.at_infinity else self.distance**slope
        return found, power * sympy.exp(sympy.Add(*(part for k, part in parts if k != 0)))

    @property
    def terms(self) -> Sequence[tuple[Fraction, Any]]:
        """Pairs (exponent, coefficient) of the part without exponentials; a log of the base stands in coefficients."""
        for sector in self.sectors:
            if sector.exponential == 0:
                return sector.terms
        return ()

    @property
    def generalised_terms(self) -> tuple[Term, ...]:
        """Every term with its power of log|base| and its exponential taken out of the coefficient.

        Raises
        ------
        SeriesError
            A logarithm stands in a denominator, or a symbolic power in front.
        """
        if isinstance(self.value, Sectors) and any(self.setting.has_log(e.coefficient(0)) for e, _ in self.value.parts):
            raise SeriesError("a symbolic power of the variable stands in front of the terms")
        return tuple(term for sector in self.sectors for term in self.split(sector))

    def split(self, sector: Sector) -> list[Term]:
        """The terms of one sector, with the powers of log|base| taken out of the coefficients."""
        s, terms = self.setting, sector.terms
        found = []
        for i in range(len(terms)):
            for power, c in by_powers(terms.raw(i), s):
                c = -c if s.at_infinity and power % 2 else c  # the kernel is log(1/x)
                found.append(Term(s.field.expression(c), terms.exponent(i), power, sector.exponential))
        return found

    @property
    def valuation(self) -> Fraction | None:
        """The exponent of the leading term; None for zero, as far as the order reaches."""
        return self.terms[0][0] if len(self.terms) else None

    def coefficient(self, k: int | Fraction) -> Any:
        """The coefficient of base**k in the part without exponentials.

        Raises
        ------
        SeriesError
            The exponent lies beyond the order.
        """
        k = Fraction(k)
        if (-k if self.setting.at_infinity else k) > self.order:
            raise SeriesError(f"the coefficient of power {k} lies beyond the order {self.order}",
                              hint="expand to a higher order")  # fmt: skip
        return next((c for exponent, c in self.terms if exponent == k), sympy.Integer(0))

    def as_expression(self) -> Any:
        """The truncated series as a SymPy sum, without its error term."""
        total = []
        for sector in self.sectors:
            for exponent, c in sector.terms:
                total.append(c * self.base ** sympy.Rational(exponent.numerator, exponent.denominator) * sector.factor)
        return sympy.Add(*total)


def expanded(expression: Any, variable: Any, point: Any = 0, order: int = 6, *, notation: Notation | None = None,
           direction: str | None = None, seconds: float = SECONDS,
           symbolic_powers: bool = False) -> Expansion:  # fmt: skip
    """The expansion that `series.expand` returns as a `Series`."""
    if not isinstance(variable, sympy.Symbol):
        raise SeriesError(f"{variable} is not a symbol", hint="expand in a symbol")
    if direction not in _DIRECTIONS:
        raise SeriesError(f"there is no side {str(direction)[:20]!r} of a point", hint="direction is '+', '-' or None")
    expression = sympy.Integer(expression) if isinstance(expression, int) else expression
    point = _point(point)
    if not point.is_Rational and point.has(variable):
        raise SeriesError("the point contains the variable", hint="expand about a point that does not")
    engine = Engine(expression, variable, point, _DIRECTIONS[direction], notation, seconds)
    value, setting = engine.upto(order)
    if not symbolic_powers:
        _refuse_unbounded(value, setting)
    return Expansion(expression, variable, point, order, setting.direction, notation, tuple(setting.conditions), value,
                  setting)  # fmt: skip


def _point(point: Any) -> Any:
    if isinstance(point, int):
        return sympy.Integer(point)
    return sympy.Rational(point) if isinstance(point, float) else point


def _refuse_unbounded(value: Value, setting: Setting) -> None:
    """A symbolic power in front that may be infinite at the point makes the error larger than its order says."""
    for exponent, _ in value.parts if isinstance(value, Sectors) else ():
        if not setting.has_log(exponent.coefficient(0)):
            continue
        slope, _ = slope_in_log(exponent.coefficient(0), setting)
        if exponent.v >= 0 and sign(slope) not in ("+", "0+"):
            text = setting.field.expression(-slope if setting.at_infinity else slope)
            raise SeriesError(f"a power of the variable with the symbolic exponent {text}, whose sign is not known",
                              hint="declare its domain, take the power out, or pass symbolic_powers=True")  # fmt: skip
