"""The deadline of the decision that a thread is at work on, which whatever may take long looks at."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from symrules.errors import BudgetExceeded

_clock = threading.local()


@contextmanager
def until(deadline: float | None) -> Iterator[None]:
    """Within, what is computed has to be ready by this time, on `time.monotonic()`'s clock; None is without end."""
    before = current()
    _clock.deadline = deadline
    try:
        yield
    finally:
        _clock.deadline = before


def current() -> float | None:
    """The deadline that is in force, if any."""
    found: float | None = getattr(_clock, "deadline", None)
    return found


def check() -> None:
    """Stop where the deadline has passed.

    Raises
    ------
    BudgetExceeded
        It has.
    """
    stop_after(current())


def stop_after(deadline: float | None) -> None:
    """As `check`, for a deadline that is handed on."""
    if deadline is not None and time.monotonic() > deadline:
        raise BudgetExceeded
