"""Time and memory: an order that cannot be reached is refused, before it is tried where its cost can be foreseen.

Notes
-----
The clock is read between FLINT calls, which cannot be interrupted. So a high order is approached from below: the cost
of an eighth of the order tells that of the whole, since multiplication of series with coefficients of growing size
costs about N**2.5, and no less with parameters. Only what exceeds the budget clearly is refused in advance.
"""

from __future__ import annotations

from math import log2
from time import monotonic

from symrules.series.errors import SeriesError

MEMORY = 4 * 2**30
"""How many bytes the coefficients of one expansion may take."""

SECONDS = 60.0
"""The time budget where none is given."""

STEP = 8
_MARGIN = 2
_OVERHEAD = 0.01
BYTES_OF_A_TERM = 40


def ladder(order: int, parametric: bool) -> list[int]:
    """The smaller orders that are tried first: none where the order is low."""
    lowest = 64 if parametric else 512
    steps = []
    while order > lowest:
        order //= STEP
        steps += [order, order // 2] if parametric else [order]
    return steps[::-1]


def refuse_time(order: int, wanted: int, spent: float, seconds: float) -> None:
    """Refuse an order whose time can be foreseen to exceed the budget.

    Raises
    ------
    SeriesError
        A step towards it took so long that the order itself would exceed the budget by far.
    """
    foreseen = spent * (wanted / order) ** (2.5 if wanted <= 2 * STEP * order else 2.0)
    if spent > _OVERHEAD and foreseen > _MARGIN * seconds:
        raise SeriesError(
            f"the order {wanted} is beyond the time budget: order {order} takes {spent:.1f} s, so that it would take "
            f"about {foreseen:.0f} s, and {seconds:g} s are allowed",
            hint="ask for a lower order, or for more seconds",
        )


def refuse_size(order: int, wanted: int, size: int, half: int) -> None:
    """Refuse an order whose coefficients can be foreseen to exceed the memory budget.

    Parameters
    ----------
    size, half : bytes of the coefficients up to `order`, and up to half of it; 0 for numbers, whose size is about N**2

    Raises
    ------
    SeriesError
        They would take more than `MEMORY` bytes.
    """
    exponent = max(log2(size / half), 2.0) if half and size else 2.0
    foreseen = size * (wanted / order) ** exponent
    if foreseen > MEMORY:
        raise SeriesError(
            f"the order {wanted} is beyond the memory budget: its coefficients would take about "
            f"{foreseen / 2**30:.0f} GB, and {MEMORY // 2**30} GB are allowed",
            hint="ask for a lower order, or give some of the parameters numbers",
        )


class Clock:
    """The time and memory left to one expansion; asked between FLINT calls."""

    __slots__ = ("end", "made", "seconds")

    def __init__(self, seconds: float) -> None:
        self.seconds, self.made = seconds, 0
        self.restart()

    def restart(self) -> None:
        """Give the whole time once more."""
        self.end = monotonic() + self.seconds

    def check(self, terms: int = 0) -> None:
        """Count new terms of polynomials, and stop where the time or the memory is used up.

        Raises
        ------
        SeriesError
            A budget is exhausted.
        """
        self.made += terms
        if self.made * BYTES_OF_A_TERM > MEMORY:
            raise SeriesError(
                f"the memory budget of {MEMORY // 2**30} GB is exhausted: the coefficients have too many terms",
                hint="ask for a lower order, or give some of the parameters numbers",
            )
        if monotonic() > self.end:
            raise SeriesError(
                f"the time budget of {self.seconds:g} s is exhausted", hint="ask for a lower order, or more seconds"
            )
