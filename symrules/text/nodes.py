"""Nodes that are never evaluated: what the author wrote, argument by argument.

Notes
-----
SymPy's own constructors rewrite (`coth(0)`, `Min(2, 1)`, `Derivative(N, mu)` of a plain symbol, `Order`) or reorder,
some even with ``evaluate=False``. Each node is therefore allocated directly and given the attributes that SymPy's
constructor gives it, so that nothing SymPy believes enters before a prover has looked.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from sympy import Add, Basic, Derivative, Expr, Integer, Integral, Max, Min, Mul, Pow, Rational, S, Symbol, Tuple
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.function import Application, Subs
from sympy.functions.elementary.piecewise import ExprCondPair, Piecewise

MINUS_ONE = S.NegativeOne
symbol = lru_cache(maxsize=65536)(Symbol)
integer = lru_cache(maxsize=4096)(Integer)


@lru_cache(maxsize=4096)
def _nargs(cls: Any) -> Any:
    return cls.nargs


def add(*terms: Any) -> Any:
    """The sum of the terms in their order."""
    return Add._from_args(terms, True)


def multiply(*factors: Any) -> Any:
    """The product of the factors in their order."""
    return Mul._from_args(factors, True)


def power(base: Any, exponent: Any) -> Any:
    """``base**exponent``."""
    node = Expr.__new__(Pow, base, exponent)
    node.is_commutative = True
    return node


def divide(numerator: Any, denominator: Any) -> Any:
    """``numerator/denominator`` as a product with a reciprocal."""
    return multiply(numerator, power(denominator, MINUS_ONE))


def negate(e: Any) -> Any:
    """``-e`` as a product with -1."""
    return multiply(MINUS_ONE, e)


def apply(cls: Any, *arguments: Any) -> Any:
    """A function at its arguments, in their order."""
    node = Expr.__new__(cls, *arguments)
    if cls is Min or cls is Max:
        node._argset = frozenset(arguments)
    elif issubclass(cls, Application):
        node.nargs = _nargs(cls)
    return node


def derivative(e: Any, *counts: tuple[Any, int]) -> Any:
    """The derivative in the order given; also of a plain symbol, which stands for an unknown function."""
    return Expr.__new__(Derivative, e, *(Tuple(variable, integer(count)) for variable, count in counts))


def with_limits(cls: Any, e: Any, *limits: tuple[Any, ...]) -> Any:
    """An `Integral`, `Sum` or `Product`; each limit is ``(x, a, b)``, or ``(x,)`` for an integral.

    Innermost variable first. SymPy's constructors would besides fold cases out of what stands inside, and evaluate
    their conditions.
    """
    node = Expr.__new__(cls, e, *(Tuple(*limit) for limit in limits))
    node.is_commutative = True
    return node


def integral(e: Any, *limits: tuple[Any, ...]) -> Any:
    """An integral; one over another integral is one node with it."""
    if isinstance(e, Integral):
        e, limits = e.function, (*e.limits, *limits)
    return with_limits(Integral, e, *limits)


def piecewise(*pairs: tuple[Any, Any]) -> Any:
    """The value of the first pair whose condition holds."""
    return Basic.__new__(Piecewise, *(Basic.__new__(ExprCondPair, *pair) for pair in pairs))


def substitution(e: Any, variables: tuple[Any, ...], point: tuple[Any, ...]) -> Any:
    """`e` at the point, kept as a substitution.

    SymPy compares two substitutions by an expression in which each variable is renamed after its value; the renaming
    here keeps the tree as it is.
    """
    node = Expr.__new__(Subs, e, Tuple(*variables), Tuple(*point))
    node._expr = _renamed(e, {v: Symbol(f"_{_spelling(p)}") for v, p in zip(variables, point, strict=True)})
    return node


def _spelling(e: Any) -> str:
    """A spelling of the tree that is the same for equal trees only."""
    if not e.args:
        return str(e)
    return f"{type(e).__name__}({', '.join([_spelling(a) for a in e.args])})"


def rebuild(e: Any, arguments: tuple[Any, ...]) -> Any:
    """A node like `e` with other arguments, not evaluated either."""
    return node_of(e.func, arguments)


def node_of(cls: Any, arguments: tuple[Any, ...]) -> Any:
    """A node of a class, not evaluated."""
    if issubclass(cls, Add):
        return add(*arguments)
    if issubclass(cls, Mul):
        return multiply(*arguments)
    if issubclass(cls, Pow):
        return power(*arguments)
    if issubclass(cls, Subs):
        return substitution(arguments[0], arguments[1].args, arguments[2].args)
    if issubclass(cls, Expr) and not issubclass(cls, Piecewise):
        node = apply(cls, *arguments)
        if issubclass(cls, ExprWithLimits):
            node.is_commutative = True
        return node
    return Basic.__new__(cls, *arguments)


def _renamed(e: Any, names: dict[Any, Any]) -> Any:
    if e in names:
        return names[e]
    if not e.args:
        return e
    return rebuild(e, tuple([_renamed(a, names) for a in e.args]))


def magnitude(e: Any) -> float | None:
    """An upper bound of log2 of the size of a number built of literals; None where anything else stands in it.

    The size of p/q is that of the larger of p and q.
    """
    if isinstance(e, Rational):
        return math.log2(max(abs(int(e.p)), int(e.q)))
    if isinstance(e, Pow):
        return magnitude_of_power(e.base, e.exp)
    if not isinstance(e, (Add, Mul)):
        return None
    sizes: list[float] = []
    for argument in e.args:
        size = magnitude(argument)
        if size is None:
            return None
        sizes.append(size)
    return math.fsum(sizes) + (len(sizes) if isinstance(e, Add) else 0)


def magnitude_of_power(base: Any, exponent: Any) -> float | None:
    """The same of ``base**exponent``, without building it."""
    size = magnitude(base)
    if size is None:
        return None
    if isinstance(exponent, Rational):
        log_exponent: float | None = math.log2(abs(int(exponent.p)) or 1) - math.log2(int(exponent.q))
    else:
        log_exponent = magnitude(exponent)
    return None if log_exponent is None else size * 2.0 ** min(log_exponent, 500.0)
