"""The physicist's operations that SymPy has no node for.

Each is an inert SymPy function: it carries structure and never evaluates. What it means is said here once; readers,
printers, the dimension walker and the provers treat it alike.
"""

from __future__ import annotations

from sympy import Function


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
