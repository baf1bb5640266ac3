"""From a fraction in the tower back to an expression."""

from __future__ import annotations

from typing import Any

from sympy import Add, Integer, Mul, Pow, Rational, Symbol

from symrules.decide.fraction import Fraction
from symrules.decide.generators import Generator
from symrules.decide.tower import Tower


def expression_of(tower: Tower, f: Fraction, *, factored: bool = False, bound: tuple[Symbol, ...] = ()) -> Any:
    """The fraction as an evaluated SymPy expression; with `factored`, as a product of irreducible factors.

    Parameters
    ----------
    bound : variables that are bound around the expression, which may then stand in it

    Raises
    ------
    Unsupported
        A generator has no expression.
    """
    write = _factored if factored else _polynomial
    above = write(tower, f.numerator, bound)
    return above if f.denominator is None else Mul(above, Pow(write(tower, f.denominator, bound), -1))


def _polynomial(tower: Tower, p: Any, bound: tuple[Symbol, ...]) -> Any:
    terms = []
    for monomial, c in p.to_dict().items():
        factors = [Pow(generator_expression(tower, tower.generators[i], bound), d) for i, d in enumerate(monomial) if d]
        terms.append(Mul(_number(c), *factors))
    return Add(*terms) if terms else Integer(0)


def _factored(tower: Tower, p: Any, bound: tuple[Symbol, ...]) -> Any:
    if p.is_zero():
        return Integer(0)
    content, factors = p.factor()
    return Mul(_number(content), *(Pow(_polynomial(tower, q, bound), k) for q, k in factors))


def _number(c: Any) -> Any:
    return Rational(int(c.p), int(c.q))


def generator_expression(tower: Tower, generator: Generator, bound: tuple[Symbol, ...] = ()) -> Any:
    """What a generator stands for."""

    def write(f: Fraction, more: tuple[Symbol, ...] = ()) -> Any:
        return expression_of(tower, f, bound=(*bound, *more))

    return generator.expression(tower, write, bound)
