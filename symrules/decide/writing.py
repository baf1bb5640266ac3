"""From a fraction in the tower back to an expression."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Add, Integer, Mul, Pow, Rational

from symrules.decide.fraction import Fraction
from symrules.decide.tower import Generator, Tower, Unsupported


def expression_of(tower: Tower, f: Fraction, *, factored: bool = False) -> Any:
    """The fraction as an evaluated SymPy expression; with `factored`, as a product of irreducible factors.

    Raises
    ------
    Unsupported
        A generator has no expression.
    """
    write = _factored if factored else _polynomial
    above = write(tower, f.numerator)
    return above if f.denominator is None else Mul(above, Pow(write(tower, f.denominator), -1))


def _polynomial(tower: Tower, p: Any) -> Any:
    terms = []
    for monomial, c in p.to_dict().items():
        factors = [Pow(generator_expression(tower, tower.generators[i]), d) for i, d in enumerate(monomial) if d]
        terms.append(Mul(_number(c), *factors))
    return Add(*terms) if terms else Integer(0)


def _factored(tower: Tower, p: Any) -> Any:
    if p.is_zero():
        return Integer(0)
    content, factors = p.factor()
    return Mul(_number(content), *(Pow(_polynomial(tower, q), k) for q, k in factors))


def _number(c: Any) -> Any:
    return Rational(int(c.p), int(c.q))


def generator_expression(tower: Tower, generator: Generator) -> Any:
    """What a generator stands for."""
    kind, data = generator.kind, generator.data
    if kind in ("symbol", "constant"):
        return data
    if kind == "unit":
        return sympy.I if tower.unity == 2 else sympy.exp(sympy.I * sympy.pi / tower.unity)
    if kind == "exp":
        return sympy.exp(expression_of(tower, data))
    if kind == "log":
        return sympy.log(expression_of(tower, data))
    if kind == "root":
        return Pow(expression_of(tower, data), Rational(1, tower.root_index))
    if kind == "abs":
        return sympy.Abs(_polynomial(tower, data))
    tree = data[2]
    if tree is None:
        return sympy.Abs(expression_of(tower, data[1][0]))
    if any(s.name.startswith("_") for s in tree.free_symbols):
        raise Unsupported("an expression in a bound variable")
    return tree
