"""The bound of an error: of enveloping families for all real x, else of Cauchy in balls on an interval."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.series.cauchy import cauchy_remainder
from symrules.series.errors import SeriesError
from symrules.series.remainder import Remainder, ends
from symrules.series.remainders import enveloped


def remainder(series: Any, order: int, interval: tuple[Any, Any] | None = None) -> Remainder:
    """The bound from enveloping families, or from Cauchy's estimate in balls on an interval.

    Raises
    ------
    SeriesError
        No bound is known; with an interval, one may be.
    """
    if interval is None:
        return enveloped(series, order)
    low, high = ends(interval)
    try:
        found = enveloped(series, order)
        if _inside(low, high, found):
            return found
    except SeriesError:
        pass
    return cauchy_remainder(series, order, low, high)


def _inside(low: Any, high: Any, found: Remainder) -> bool:
    return all(
        given in (sympy.oo, -sympy.oo) or (given.is_Rational and holds)
        for given, holds in ((found.lower, found.lower.is_number and low >= found.lower),
                             (found.upper, found.upper.is_number and high <= found.upper))
    )  # fmt: skip
