"""From a fraction in the tower back to an expression."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Add, Integer, Integral, Mul, Pow, Rational, Sum, Symbol

from symrules.decide.differentiate import substituted
from symrules.decide.fraction import Fraction
from symrules.decide.generators import Generator
from symrules.decide.refusals import Unsupported
from symrules.decide.tower import Tower
from symrules.vocabulary import free_symbols


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
    kind, data = generator.kind, generator.data
    if kind in ("symbol", "constant"):
        return data
    if kind == "unit":
        return sympy.I if tower.unity == 2 else sympy.exp(sympy.I * sympy.pi / tower.unity)
    if kind == "exp":
        return sympy.exp(expression_of(tower, data, bound=bound))
    if kind == "log":
        return sympy.log(expression_of(tower, data, bound=bound))
    if kind == "root":
        return Pow(expression_of(tower, data, bound=bound), Rational(1, tower.root_index))
    if kind == "scaled root":
        below = _polynomial(tower, data.denominator, bound)
        return Mul(below, Pow(expression_of(tower, data, bound=bound), Rational(1, tower.root_index)))
    if kind == "parity":
        return Pow(Integer(-1), expression_of(tower, data, bound=bound))
    if kind == "abs":
        return sympy.Abs(_polynomial(tower, data, bound))
    _, fractions, tree = data
    return _opaque(tower, fractions, tree, bound)


def _opaque(tower: Tower, fractions: tuple[Fraction, ...], tree: Any, bound: tuple[Symbol, ...]) -> Any:
    """What an opaque generator stands for: a function of its fractions, or a node over the first of them.

    Notes
    -----
    The tree that a generator was met in may hold more than the generator, such as a factor that was drawn out of it;
    so only the variable, the ends and the point of a node are taken from it, or where each part of it is a fraction.
    """
    if not isinstance(tree, sympy.Basic):
        tree = tree(*(expression_of(tower, f, bound=bound) for f in fractions), evaluate=False)
    if isinstance(tree, Integral):
        return _integral_expression(tower, fractions[0], tree.limits[-1], bound)
    if isinstance(tree, Sum):
        variable = tree.limits[0][0]
        return Sum(expression_of(tower, fractions[0], bound=(*bound, variable)), tree.limits[0])
    if isinstance(tree, sympy.Limit):
        body = expression_of(tower, fractions[0], bound=(*bound, tree.args[1]))
        return sympy.Basic.__new__(sympy.Limit, body, *tree.args[1:])
    if any(s.name.startswith("_") for s in free_symbols(tree) - set(bound)):
        raise Unsupported("an expression in a bound variable")
    return tree


def _integral_expression(tower: Tower, kernel: Fraction, limit: Any, bound: tuple[Symbol, ...]) -> Any:
    """The integral that an opaque generator stands for; a whole region is written over its own variable again."""
    variable, *ends = limit
    function = expression_of(tower, kernel, bound=(*bound, variable))
    if not ends:
        original = region_variable(variable)
        return Integral(substituted(function, {variable: original}), original)
    return Integral(function, (variable, *ends))


def region_variable(variable: Symbol) -> Symbol:
    """The declared variable behind a name by depth, for a variable that runs over its whole region."""
    return Symbol(variable.name.split("_", 2)[2]) if variable.name.startswith("_") else variable
