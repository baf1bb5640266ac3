"""Integrands as products: powers of polynomials in the variable of integration times one exponential."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import fmpq

from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.generators import Generator
from symrules.decide.polynomials import Polynomial, added, polynomial_in
from symrules.decide.tower import Tower


@dataclass
class Product:
    """constant · Π base_i(x)**power_i · exp(exponent(x)), every power free of x."""

    constant: Fraction
    factors: list[tuple[Polynomial, Fraction]]
    exponent: Polynomial


def read_product(tower: Tower, f: Fraction, x: Generator, dependent: set[int]) -> Product | None:
    """A fraction as a product, or None where it is none."""
    reading = _Reading(tower, x, dependent)
    return reading.product if reading.of(f) else None


class _Reading:
    def __init__(self, tower: Tower, x: Generator, dependent: set[int]) -> None:
        self.tower, self.x, self.dependent = tower, x, dependent
        self.product = Product(tower.one, [], [])

    def of(self, f: Fraction) -> bool:
        for polynomial, direction in ((f.numerator, 1), (f.denominator, -1)):
            if polynomial is None:
                continue
            content, factors = factored(polynomial)
            self._times(self.tower.constant(content), direction)
            if not all(self._factor(p, direction * m) for p, m in factors):
                return False
        merged: dict[str, tuple[Polynomial, Fraction]] = {}
        for base, power in self.product.factors:
            key = str(base)
            merged[key] = (base, self.tower.reduce(merged[key][1] + power) if key in merged else power)
        self.product.factors = [(b, e) for b, e in merged.values() if not e.is_zero()]
        return True

    def _times(self, f: Fraction, power: int) -> None:
        self.product.constant = self.product.constant * self.tower.integer_power(f, power)

    def _factor(self, p: Any, m: int) -> bool:
        tower, inside = self.tower, [i for i in support(p) if i in self.dependent]
        if not inside:
            self._times(Fraction(p), m)
            return True
        generator = tower.generators[inside[0]] if len(p) == 1 and p.total_degree() == 1 else None
        if generator is None or generator is self.x:
            return self._base(p, tower.constant(fmpq(m)))
        if generator.kind == "exp":
            return self._exponent(tower.reduce(generator.data * tower.constant(m)))
        if generator.kind == "root" and generator.data.denominator is None:
            return self._base(generator.data.numerator, tower.constant(fmpq(m, tower.root_index)))
        return False

    def _base(self, p: Any, power: Fraction) -> bool:
        coefficients = polynomial_in(self.tower, p, self.x, self.dependent)
        if coefficients is None:
            return False
        self.product.factors.append((coefficients, power))
        return True

    def _exponent(self, e: Fraction) -> bool:
        """A polynomial in x and, with coefficients free of x, logarithms of polynomials in x."""
        if e.denominator is not None and any(i in self.dependent for i in support(e.denominator)):
            return False
        below = self.tower.one if e.denominator is None else Fraction(e.denominator).inverse()
        plain, logs = split_logarithms(self.tower, e.numerator, self.dependent)
        coefficients = polynomial_in(self.tower, plain, self.x, self.dependent)
        if coefficients is None or logs is None:
            return False
        for argument, coefficient in logs:
            if argument.denominator is not None or not self._base(argument.numerator, coefficient * below):
                return False
        self.product.exponent = added(self.product.exponent, [c * below for c in coefficients])
        return True


def split_logarithms(tower: Tower, p: Any, dependent: set[int]) -> tuple[Any, list[tuple[Fraction, Fraction]] | None]:
    """p = (what has no logarithm of the variable) + Σ coefficient · log(argument); None where that is not so."""
    plain: dict[Any, Any] = {}
    logs: dict[int, dict[Any, Any]] = {}
    for monomial, c in p.to_dict().items():
        found = [i for i, d in enumerate(monomial) if d and i in dependent and tower.generators[i].kind == "log"]
        if not found:
            plain[monomial] = c
            continue
        if len(found) > 1 or monomial[found[0]] != 1:
            return p, None
        rest = tuple(0 if i == found[0] else d for i, d in enumerate(monomial))
        if any(d and i in dependent for i, d in enumerate(rest)):
            return p, None
        logs.setdefault(found[0], {})[rest] = c
    context = tower.context
    pairs = [(tower.generators[i].data, Fraction(context.from_dict(d))) for i, d in sorted(logs.items())]
    return context.from_dict(plain), pairs
