"""Generators of the polynomial rings in which towers compute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import sympy
from flint import Ordering, fmpq, fmpq_mpoly_ctx
from sympy import Integral, Sum, Symbol

from symrules.decide.differentiate import substituted
from symrules.decide.fraction import Fraction, support
from symrules.decide.refusals import Unsupported
from symrules.domain import Domain
from symrules.text.nodes import integral, with_limits
from symrules.vocabulary import free_symbols

Write = Callable[..., Any]  # a fraction as an expression, perhaps with more bound variables


@dataclass(slots=True)
class Generator:
    """One generator: its index in the polynomial ring, what it stands for, and what is known of its value.

    data : the symbol, the exponent, the argument, … by kind
    sign : as in `facts`; real : its values are real on the domain
    lower, upper : rational bounds of its values, where known, and whether they may be attained
    """

    kind: ClassVar[str] = ""

    index: int
    data: Any
    sign: str
    real: bool
    lower: Any = None
    upper: Any = None
    lower_attained: bool = True
    upper_attained: bool = True

    def expression(self, tower: Any, write: Write, bound: tuple[Symbol, ...]) -> Any:
        """What the generator stands for; `bound` are variables that are bound around the expression."""
        raise Unsupported("a generator that has no expression")

    def conjugate(self, tower: Any) -> Fraction:
        """The complex conjugate of its value, where it is not real."""
        raise Unsupported("the complex conjugate of an expression that is neither real nor a pure phase")

    def depends(self, indices: set[int], variable: Any) -> bool:
        """Whether its value depends on a variable, or on a generator that does."""
        return mentions(self.data if isinstance(self.data, Fraction) else Fraction(self.data), indices)


class Variable(Generator):
    """A symbol."""

    kind = "symbol"

    def expression(self, tower: Any, write: Write, bound: tuple[Symbol, ...]) -> Any:
        return self.data

    def depends(self, indices: set[int], variable: Any) -> bool:
        return False


class Constant(Variable):
    """π, Euler's γ, …: an independent generator."""

    kind = "constant"


class RootOfUnity(Generator):
    """exp(iπ/m), where `data` is m."""

    kind = "unit"

    def depends(self, indices: set[int], variable: Any) -> bool:
        return False

    def expression(self, tower: Any, write: Write, bound: tuple[Symbol, ...]) -> Any:
        return sympy.I if self.data == 2 else sympy.exp(sympy.I * sympy.pi / self.data)

    def conjugate(self, tower: Any) -> Fraction:
        power: Fraction = tower.integer_power(tower.fraction(self), 2 * self.data - 1)
        return power


class Opaque(Generator):
    """A function without rules; `data` is its name, its arguments and a tree that stands for it."""

    kind = "opaque"

    def depends(self, indices: set[int], variable: Any) -> bool:
        _, fractions, tree = self.data
        if isinstance(tree, (Integral, Sum)) or (isinstance(tree, sympy.Basic) and not fractions):
            return variable in free_symbols(tree)
        return any(mentions(f, indices) for f in fractions)

    def expression(self, tower: Any, write: Write, bound: tuple[Symbol, ...]) -> Any:
        """A function of its fractions, or a node over the first of them.

        Notes
        -----
        The tree that a generator was met in may hold more than the generator, such as a factor that was drawn out of
        it; so only the variable, the ends and the point of a node are taken from it, or where each part of it is a
        fraction.
        """
        _, fractions, tree = self.data
        if not isinstance(tree, sympy.Basic):
            tree = tree(*(write(f) for f in fractions), evaluate=False)
        if isinstance(tree, Integral):
            return _integral_over(write, fractions[0], tree.limits[-1])
        if isinstance(tree, Sum):
            variable = tree.limits[0][0]
            return with_limits(Sum, write(fractions[0], (variable,)), tree.limits[0])
        if isinstance(tree, sympy.Limit):
            return sympy.Basic.__new__(sympy.Limit, write(fractions[0], (tree.args[1],)), *tree.args[1:])
        if any(s.name.startswith("_") for s in free_symbols(tree) - set(bound)):
            raise Unsupported("an expression in a bound variable")
        return tree


def _integral_over(write: Write, kernel: Fraction, limit: Any) -> Any:
    """An integral that stands for itself; a whole region is written over its own variable again."""
    variable, *ends = limit
    function = write(kernel, (variable,))
    if not ends:
        original = region_variable(variable)
        return integral(substituted(function, {variable: original}), (original,))
    return integral(function, (variable, *ends))


def region_variable(variable: Symbol) -> Symbol:
    """The declared variable behind a name by depth, for a variable that runs over its whole region."""
    return Symbol(variable.name.split("_", 2)[2]) if variable.name.startswith("_") else variable


def mentions(f: Fraction, indices: set[int]) -> bool:
    """Whether one of some generators stands in a fraction."""
    return any(i in indices for p in (f.numerator, f.denominator) if p is not None for i in support(p))


def _outward(value: Any, direction: int) -> Any:
    """An end of a domain as a rational; one that was rounded from a multiple of π is moved outward."""
    if value is None:
        return None
    end = fmpq(value.numerator, value.denominator)
    return end if value.denominator < 10**40 else end + fmpq(direction, 10**40)


def bound_by(generator: Generator, domain: Domain) -> None:
    """The bounds of a generator from the domain of its values."""
    if not domain.complex_:
        generator.lower, generator.upper = _outward(domain.lower, -1), _outward(domain.upper, 1)
        generator.lower_attained, generator.upper_attained = not domain.lower_open, not domain.upper_open


_POOL: dict[int, tuple[Any, tuple[Any, ...]]] = {}


def _ring(size: int) -> tuple[Any, tuple[Any, ...]]:
    if size > 400:
        raise Unsupported("more than 400 independent generators")
    if size not in _POOL:
        context = fmpq_mpoly_ctx.get([f"g{i}" for i in range(size)], Ordering.lex)
        _POOL[size] = (context, context.gens())
    return _POOL[size]


def context_of(size: int) -> Any:
    """The ring in so many generators."""
    return _ring(size)[0]


def gens_of(size: int) -> tuple[Any, ...]:
    """The generators of that ring."""
    return _ring(size)[1]
