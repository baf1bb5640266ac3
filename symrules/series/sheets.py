"""Paths on which an expression stays on its principal sheet: no argument meets a branch cut, proved in balls.

Notes
-----
From the candidate p the path is x = x₀ + p − p(1 + iκ)τ, and from its middle it goes straight to x₀; it lies inside the
disc |x − x₀| < |p|, where the expanded function is analytic, so that every κ continues it to the same germ. Close to p
an argument that vanishes there is τᵏ times a mean value of its k-th derivative, which a ball contains.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import Any

import sympy
from flint import acb, fmpq

from symrules.series.balls import enclose, off_the_cut, precision
from symrules.series.candidates import BESSEL, BRANCH, RECIPROCAL
from symrules.series.errors import SeriesError
from symrules.series.germs import Undecided
from symrules.text.nodes import rebuild

_BENDS = (fmpq(0), fmpq(1, 2), fmpq(-1, 2))
_DEPTH = 9
_T = sympy.Symbol("tau on the path")

Along = Callable[[Any], tuple[Any, Any]]
"""A part of the expression as a tree in τ, and τ."""


def principal_approach(e: Any, x: Any, start: Any, step: Any,
                       order_along: Callable[[Along], Callable[[Any], Fraction]]) -> Along | None:  # fmt: skip
    """A part of e as a function of τ → 0⁺ on a path from start to start + step that meets no branch cut of e.

    Parameters
    ----------
    start, step : numbers
    order_along : the exact order of a part at the end of such a path

    Returns
    -------
    None where no such path is found.
    """
    try:
        arguments = branched_arguments(e, x)
        for bend in _BENDS:
            turn = 1 + sympy.I * sympy.Rational(int(bend.p), int(bend.q))
            along = _along(x, sympy.expand(start + step) - sympy.expand(step * turn) * _T)
            with precision(128):
                path = _Path(x, enclose(start, {}), enclose(step, {}), bend, order_along(along))
                if path.stays(arguments):
                    return along
    except (SeriesError, ZeroDivisionError, Undecided):
        return None
    return None


def _along(x: Any, image: Any) -> Along:
    return lambda part: (replaced(part, x, image), _T)


def replaced(e: Any, x: Any, image: Any) -> Any:
    """The tree with another expression in the place of x."""
    if e == x:
        return image
    if not e.has(x):
        return e
    return rebuild(e, tuple(replaced(a, x, image) for a in e.args))


def branched_arguments(e: Any, x: Any) -> list[tuple[str, Any]]:
    """Pairs (function, argument) of all parts that have a branch cut; a power is the "log" of its base."""
    found: dict[tuple[str, Any], None] = {}
    for part in sympy.preorder_traversal(e):
        if part.is_Atom or not part.has(x):
            continue
        name = part.func.__name__
        if part.is_Pow and part.base != sympy.E and not part.exp.is_Integer:
            found["log", part.base] = None
        elif name in BRANCH or name in RECIPROCAL or name == "loggamma":
            found[name, part.args[-1]] = None
        elif name in BESSEL and not (name in BESSEL[:2] and part.args[0].is_Integer):
            found["log", part.args[-1]] = None
        elif not (part.is_Add or part.is_Mul or part.is_Pow or part.is_Function):
            raise SeriesError(f"the branches of {name} are not watched")
        elif name in ("Abs", "conjugate", "sign", "re", "im", "arg"):
            raise SeriesError(f"{name} is not analytic")
    return list(found)


class _Path:
    """The two straight pieces from the candidate to the point of expansion."""

    def __init__(self, x: Any, start: acb, step: acb, bend: fmpq, order: Callable[[Any], Fraction]) -> None:
        self.x, self.order = x, order
        turn = acb(1, bend)
        self.end, self.slope = start + step, -step * turn
        self.middle, self.start = self.end + self.slope / 2, start

    def stays(self, arguments: list[tuple[str, Any]]) -> bool:
        half = fmpq(1, 2)
        return all(
            self._piece(name, u, self.middle, self.start - self.middle, fmpq(0), fmpq(1), 0)
            and self._piece(name, u, self.end, self.slope, fmpq(1, 256), half, 0)
            and self._last(name, u, fmpq(1, 256))
            for name, u in arguments
        )

    def _piece(self, name: str, u: Any, origin: acb, slope: acb, low: fmpq, high: fmpq, depth: int) -> bool:
        """Whether u keeps off the cut on origin + slope·[low, high]."""
        at = origin + slope * acb(low).union(acb(high))
        if off_the_cut(name, enclose(u, {self.x: at})):
            return True
        if depth == _DEPTH:
            return False
        middle = (low + high) / 2
        return self._piece(name, u, origin, slope, low, middle, depth + 1) and self._piece(
            name, u, origin, slope, middle, high, depth + 1)  # fmt: skip

    def _last(self, name: str, u: Any, length: fmpq) -> bool:
        """The same next to the candidate, where u may take the value at which the cut begins."""
        at = self.end + self.slope * acb(0).union(acb(length))
        if off_the_cut(name, enclose(u, {self.x: at})):
            return True
        for ray in _rays(name, u):
            at_end = enclose(ray, {self.x: self.end})
            if at_end.is_finite() and 0 in at_end:
                order = self.order(ray)
                if order.denominator == 1 and order > 0 and self._leaves_along(name, ray, int(order), at):
                    return True
        return False

    def _leaves_along(self, name: str, ray: Any, k: int, at: acb) -> bool:
        slope = enclose(sympy.diff(ray, self.x, k), {self.x: at}) * self.slope**k / factorial(k)
        return 0 not in slope.imag if name == "acosh" else off_the_cut("log", slope)


def _rays(name: str, u: Any) -> list[Any]:
    """Functions of u that are real and not positive exactly on a cut, and vanish where it begins.

    That of acosh is all of the real line below 1, so that off the real line is off the cut, at −1 too.
    """
    i = sympy.I
    return {
        "log": [u], "acosh": [u - 1, u + 1], "asin": [1 - u, 1 + u], "acos": [1 - u, 1 + u], "atanh": [1 - u, 1 + u],
        "atan": [1 + i * u, 1 - i * u], "asinh": [1 + i * u, 1 - i * u], "polylog": [1 - u],
        "LambertW": [1 + sympy.E * u],
    }.get(name, [])  # fmt: skip
