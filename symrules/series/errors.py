"""What stands in the way of an expansion."""

from __future__ import annotations

from symrules.errors import SymrulesError


class SeriesError(SymrulesError):
    """An essential singularity, an unknown branch, a zero test that is not certain, or an order beyond the budget."""


class Restart(Exception):
    """The expansion met a kernel or a ramification that the coefficient field lacks; it begins again with it."""
