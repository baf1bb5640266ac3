"""Branch cuts of SymPy's principal branches: on which half-lines and segments a function of one argument jumps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from flint import acb


@dataclass(frozen=True)
class Cut:
    """A part of the real or of the imaginary axis.

    Parameters
    ----------
    relation : that a number does not lie on it, in words
    imaginary : whether it lies on the imaginary axis
    left, right : whether it goes on from the ends to the left and to the right (down and up)
    inside : whether it lies between the ends instead, around zero; then the function jumps at zero on the real line
    low, high : the ends, as multiples of 1 or i
    """

    relation: str
    low: int = -1
    high: int = 1
    left: bool = True
    right: bool = True
    inside: bool = False
    imaginary: bool = False

    def is_avoided(self, z: acb) -> bool:
        """Whether no number in a ball lies on the cut."""
        along, across = (z.imag, z.real) if self.imaginary else (z.real, z.imag)
        if not across.contains(0):
            return True
        if self.inside:
            return bool(along < self.low or along > self.high)
        return bool((not self.left or along > self.low) and (not self.right or along < self.high))


NEGATIVE = Cut("is off (-oo, 0]", low=0, right=False)
_BELOW_ONE = Cut("is off (-oo, 1]", low=1, right=False)
_FROM_ONE = Cut("is off [1, oo)", left=False)
_OUTSIDE = Cut("is off (-oo, -1] and [1, oo)")
_OUTSIDE_UNIT = Cut("is off (-oo, 0] and [1, oo)", low=0)
_SEGMENT = Cut("is off [-1, 1]", inside=True)
_IMAGINARY_OUTSIDE = Cut("is off the imaginary axis from I and -I outwards", imaginary=True)
_IMAGINARY_SEGMENT = Cut("is off the segment from -I to I", imaginary=True, inside=True)

_CUTS: dict[type, Cut] = {
    sympy.log: NEGATIVE, sympy.loggamma: NEGATIVE, sympy.LambertW: NEGATIVE,
    sympy.besselj: NEGATIVE, sympy.bessely: NEGATIVE, sympy.besseli: NEGATIVE, sympy.besselk: NEGATIVE,
    sympy.asin: _OUTSIDE, sympy.acos: _OUTSIDE, sympy.atanh: _OUTSIDE, sympy.acosh: _BELOW_ONE,
    sympy.polylog: _FROM_ONE, sympy.asech: _OUTSIDE_UNIT, sympy.acoth: _SEGMENT, sympy.asec: _SEGMENT,
    sympy.acsc: _SEGMENT, sympy.atan: _IMAGINARY_OUTSIDE, sympy.asinh: _IMAGINARY_OUTSIDE,
    sympy.acot: _IMAGINARY_SEGMENT, sympy.acsch: _IMAGINARY_SEGMENT,
}  # fmt: skip
WITH_CUTS: tuple[Any, ...] = tuple(_CUTS)
CUTS = {cut.relation: cut for cut in _CUTS.values()}  # by relation


def cut_of(node: Any) -> tuple[Cut, Any] | None:
    """The branch cut of the function at the root of an expression, and the argument that may lie on it; or None."""
    if node.is_Pow:
        base, exponent = node.args
        return None if base is sympy.E or exponent.is_Integer else (NEGATIVE, base)
    cut = _CUTS.get(type(node))
    if cut is None or (type(node) in (sympy.besselj, sympy.besseli) and node.args[0].is_Integer):
        return None
    return cut, node.args[0 if isinstance(node, sympy.LambertW) else -1]
