"""The exception tree: what went wrong, where, what was expected, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a text: file (empty for the command line), line and column, both counted from 1."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file or "", str(self.line) if self.line else "", str(self.column) if self.column else ""]
        return ":".join(part for part in parts if part)


class SymrulesError(Exception):
    """Base of every error that a user of symrules can cause and mend.

    Parameters
    ----------
    message : what is wrong, in one sentence
    place : where it stands
    hint : what to write instead
    """

    exit_status = 2

    def __init__(self, message: str, *, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place and str(self.place) else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"

    def at(self, place: Place) -> SymrulesError:
        """The same error, placed; a place that is known already is kept."""
        if self.place is None:
            self.place = place
        return self


class ReadError(SymrulesError):
    """A text that is not an expression, or names something that is not declared."""


class NotationError(SymrulesError):
    """A symbol is declared twice, under a reserved name, or with a value that does not parse."""


class DimensionError(SymrulesError):
    """Two sides, two terms, or the argument of a function disagree in dimension."""


class StatementError(SymrulesError):
    """A statement that claims nothing: no relation, a side that is nowhere defined, an impossible hypothesis."""


class DerivationError(SymrulesError):
    """A derivation that cannot be carried out as it is written."""


class OutputError(SymrulesError):
    """A file or folder that cannot be written."""


class BudgetExceeded(BaseException):
    """The time or memory budget of one decision is exhausted.

    Notes
    -----
    Derived from `BaseException` so that no ``except Exception`` in a library between the alarm and the decision can
    swallow it.
    """
