"""Exact power series: coefficients, general terms, radii, remainders, limits."""

from __future__ import annotations

from symrules.series.errors import SeriesError
from symrules.series.expansion import expand
from symrules.series.limits import limit
from symrules.series.result import Sector, Series, Term

__all__ = ["Sector", "Series", "SeriesError", "Term", "expand", "limit"]
