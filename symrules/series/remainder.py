"""What bounds the error of a truncated series."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from symrules.series.errors import SeriesError

Piece = tuple[Any, Fraction]
"""A factor and a power: size·|x − x₀|**power."""


@dataclass(frozen=True)
class Remainder:
    """|f − truncation| ≤ `bound` for every x in `valid`.

    Parameters
    ----------
    order : the truncation stops after this power
    bound : an expression in the variable and the parameters
    sign : "+" or "-" where the error f − truncation is ≥ 0 or ≤ 0 on all of `valid`; "" where that is not known
    next_term : what the error has the sign of, and is at most the modulus of; None where the bound is a ball's
    valid : the set of x, in words
    method : how the bound is proved
    pieces : the bound as a sum of size·|x − x₀|**power
    """

    order: int
    bound: Any
    sign: str
    valid: str
    method: str
    next_term: Any = None
    lower: Any = -sympy.oo
    upper: Any = sympy.oo
    pieces: tuple[Piece, ...] = ()


def ends(interval: tuple[Any, Any]) -> tuple[Any, Any]:
    """The ends of an interval as rational numbers; a text is refused, never evaluated.

    Raises
    ------
    SeriesError
        They are no rational numbers in increasing order.
    """
    try:
        low, high = (sympy.sympify(x, strict=True) for x in interval)
    except sympy.SympifyError:
        low = high = sympy.nan
    if not (low.is_Rational and high.is_Rational and low < high):
        raise SeriesError("a bound on an interval needs rational ends in increasing order", hint="such as [-1/2, 1/2]")
    return low, high
