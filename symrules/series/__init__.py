"""Exact power series: coefficients, general terms, radii, remainders, limits."""

from __future__ import annotations

from symrules.series.errors import SeriesError
from symrules.series.expansion import Sector, Term
from symrules.series.limits import leading_coefficient, limit
from symrules.series.record import to_json_dict
from symrules.series.result import Series, expand
from symrules.series.several import coefficients, expand_total, revert

__all__ = [
    "Sector",
    "Series",
    "SeriesError",
    "Term",
    "coefficients",
    "expand",
    "expand_total",
    "leading_coefficient",
    "limit",
    "revert",
    "to_json_dict",
]
