"""Generators of the polynomial rings in which towers compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from symrules.decide.refusals import Unsupported
from symrules.domain import Domain


@dataclass(slots=True)
class Generator:
    """One generator: its index in the polynomial ring, what it stands for, and what is known of its value.

    kind : symbol, constant, unit (root of unity), exp, log, root, abs, opaque
    data : the symbol, the exponent, the argument, … by kind
    sign : as in `facts`; real : its values are real on the domain
    lower, upper : rational bounds of its values, where known, and whether they may be attained
    """

    index: int
    kind: str
    data: Any
    sign: str
    real: bool
    lower: Any = None
    upper: Any = None
    lower_attained: bool = True
    upper_attained: bool = True


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
