"""The physicist's operations that SymPy has no node for, and which symbols stand free in an expression.

Each is an inert SymPy function: it carries structure and never evaluates. What it means is said here once; readers,
printers, the dimension walker and the provers treat it alike.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Basic, Function, Integral, Limit, Product, Subs, Sum


class Average(Function):  # type: ignore[misc]
    """The average ⟨A⟩ over a state, ``Average(A)`` or ``Average(A, state)``; linear in A.

    The state is a label: the current I for the driven state, 0 for equilibrium.
    """

    nargs = (1, 2)


class Bracket(Function):  # type: ignore[misc]
    """The symmetrised product [A, B] of two observables, bilinear; inside an `Average` it is their correlation."""

    nargs = 2


class Variation(Function):  # type: ignore[misc]
    """The total variation δA/δa, ``Variation(A, a)``: every dependence of A on the parameter a is followed."""

    nargs = 2


class Held(Function):  # type: ignore[misc]
    """A derivative at something held fixed, ``Held(Derivative(A, a), b)``: (∂A/∂a) at constant b."""

    nargs = 2


PHYSICS_NODES = (Average, Bracket, Variation, Held)


def bound_variables(e: Any) -> tuple[Any, ...]:
    """The variables that a node itself binds."""
    if isinstance(e, (Integral, Sum, Product)):
        return tuple(limit[0] for limit in e.limits)
    if isinstance(e, Subs):
        return tuple(e.variables)
    return (e.args[1],) if isinstance(e, Limit) else ()


@lru_cache(maxsize=8192)
def free_symbols(e: Any) -> frozenset[Any]:
    """The symbols that stand free in a tree, as it is written.

    Notes
    -----
    SymPy's own attribute evaluates what stands under an integral sign before it looks, and so loses symbols that
    cancel there.
    """
    if e.is_Symbol:
        return frozenset((e,))
    if not e.args:
        return frozenset()
    if isinstance(e, (Integral, Sum, Product)):
        found = free_symbols(e.function)
        for variable, *ends in e.limits:
            found = (found - {variable}).union(*map(free_symbols, ends))
        return found
    if isinstance(e, Subs):
        return (free_symbols(e.expr) - set(e.variables)).union(*map(free_symbols, e.point))
    if isinstance(e, Limit):
        return (free_symbols(e.args[0]) - {e.args[1]}) | free_symbols(e.args[2])
    return frozenset[Any]().union(*(free_symbols(a) for a in e.args if isinstance(a, Basic)))


def factors_of(e: Any) -> list[Any]:
    """The factors of a product, those of products inside it among them."""
    return [f for a in e.args for f in factors_of(a)] if e.is_Mul else [e]
