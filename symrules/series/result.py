"""Series: what a caller holds: the expansion, and what is proved beyond its coefficients.

Notes
-----
What a proof beyond the coefficients needs is imported when one is asked for: a decision takes limits by series, and
starts without it.
"""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from symrules.notation import Notation
from symrules.series.budget import SECONDS
from symrules.series.expansion import Expansion, expanded

if TYPE_CHECKING:
    from symrules.series.field import Field
    from symrules.series.general_terms import GeneralTerm
    from symrules.series.remainder import Remainder
    from symrules.series.singularities import Singularity
    from symrules.series.summands import Termwise


class Series(Expansion):
    """An expansion, and what is proved beyond its coefficients; each is found when it is asked for."""

    def __str__(self) -> str:
        from symrules.series.typeset import series_text  # only when asked for

        return series_text(self)

    def _repr_latex_(self) -> str | None:
        from symrules.series.typeset import notebook_latex  # only when asked for

        return notebook_latex(self)

    # -- what is proved beyond the coefficients

    @cached_property
    def general_term(self) -> GeneralTerm | None:
        """The k-th term, proved by the family's differential equation; None where no rule reaches the expression."""
        from symrules.series.general_terms import general_term  # only when asked for

        return general_term(self)

    @cached_property
    def termwise(self) -> tuple[Termwise, Field] | None:
        """The finite sum and the families that the general term is made of."""
        from symrules.series.general_terms import termwise_of  # only when asked for

        return termwise_of(self)

    @cached_property
    def singularity(self) -> Singularity:
        """The nearest singularity, or the reason why it is not known."""
        from symrules.series.singularities import nearest  # only when asked for

        return nearest(self)

    @property
    def radius(self) -> Any:
        """The radius of convergence, exact; None where it is not known."""
        return self.singularity.radius

    @property
    def nearest_singularity(self) -> Any:
        """The singular point that limits the radius; None where none is known, or there is none."""
        return self.singularity.point

    def remainder(self, order: int | None = None, interval: tuple[Any, Any] | None = None) -> Remainder:
        """A proved bound of the error that is made by stopping after the term of power `order`."""
        from symrules.series.bound import remainder  # only when asked for

        return remainder(self, self.order if order is None else order, interval)

    def range_within(self, tolerance: Fraction, order: int | None = None) -> Fraction:
        """A rational r such that for 0 < |x − x₀| ≤ r the truncation is within the relative tolerance: proved."""
        from symrules.series.accuracy import range_within  # only when asked for

        return range_within(self, tolerance, self.order if order is None else order)

    @cached_property
    def confirmed_by(self) -> str:
        """The second route, which is run now and shares no code with the first.

        Raises
        ------
        SeriesError
            The two routes disagree.
        """
        from symrules.series.confirm import confirm  # only when asked for

        return confirm(self)


def expand(expression: Any, variable: Any, point: Any = 0, order: int = 6, *, notation: Notation | None = None,
           direction: str | None = None, seconds: float = SECONDS,
           symbolic_powers: bool = False) -> Series:  # fmt: skip
    """The expansion of an expression, exact up to and including the power `order` of (variable − point).

    Parameters
    ----------
    expression : a SymPy expression, evaluated or not
    variable : a plain symbol; every other symbol is a parameter
    point : a number, a symbolic expression, ``oo`` or ``-oo``
    order : the error is O((variable − point)**(order + 1)); at ±oo the order counts powers of 1/variable
    notation : declares the domains of the parameters, from which signs are taken
    direction : "+" or "-" for an expansion on one side, where exponentials such as exp(-1/x) are allowed
    seconds : time budget; a high order that would clearly exceed it, or the memory, is refused before it is tried

    symbolic_powers : whether the order may be counted beside a factor (variable − point)**a with a symbolic a. Without
        it such a factor is let through where a is known not to be negative, so that the error is as small as it says

    Raises
    ------
    SeriesError
        An essential singularity, an unknown branch, a zero test that is not certain, or an order beyond the budget.
    """
    found = expanded(expression, variable, point, order, notation=notation, direction=direction, seconds=seconds,
                     symbolic_powers=symbolic_powers)  # fmt: skip
    return Series(*(getattr(found, f.name) for f in fields(found)))
