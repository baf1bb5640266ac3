"""What the exact methods refuse, and why."""

from __future__ import annotations

from typing import Any


class Meaningless(Exception):
    """The expression divides by something that vanishes identically, or is nowhere defined."""


class Vacuous(Meaningless):
    """The hypotheses contradict each other: there is no point where the statement says anything."""


class Unsupported(Exception):
    """The expression lies outside what the tower has rules for; the message says what stands in the way."""


class NoLimit(Unsupported):
    """A limit does not exist: those from the two sides differ."""


class NeedsSign(Unsupported):
    """A rule holds only where the sign of an expression is known; a case analysis over it may help."""

    def __init__(self, message: str, expression: Any) -> None:
        super().__init__(message)
        self.expression = expression


class Larger(Unsupported):
    """A guess about the size of the tower failed; carries the parameters to build it with."""
