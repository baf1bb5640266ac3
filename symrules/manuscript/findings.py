"""What is found in a manuscript: a rule's code, a place, what is the matter, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from symrules.errors import Place

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Parameters
    ----------
    width : how many characters of the line are meant; 0 where only the beginning is known
    bad_input : whether the manuscript could not be read here, rather than hold something false
    """

    code: str
    message: str
    place: Place
    level: Level = "error"
    width: int = 0
    notes: tuple[str, ...] = ()
    bad_input: bool = False


def unreadable(code: str, message: str, place: Place, hint: str = "", width: int = 0) -> Finding:
    """Something that cannot be read: bad input."""
    return Finding(code, message, place, width=width, notes=(f"hint: {hint}",) if hint else (), bad_input=True)
