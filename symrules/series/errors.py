"""What stands in the way of an expansion."""

from __future__ import annotations

from typing import Any

from symrules.errors import SymrulesError


class SeriesError(SymrulesError):
    """An essential singularity, an unknown branch, a zero test that is not certain, or an order beyond the budget."""


class SidesDiffer(SeriesError):
    """The limits from above and from below are known, and they are not the same."""

    def __init__(self, variable: Any, point: Any, above: Any, below: Any) -> None:
        super().__init__(f"the limit at {variable} = {point} differs from the two sides: {below} and {above}",
                         hint="give the direction '+' or '-'")  # fmt: skip
        self.above, self.below = above, below


class Restart(Exception):
    """The expansion met a kernel or a ramification that the coefficient field lacks; it begins again with it."""
