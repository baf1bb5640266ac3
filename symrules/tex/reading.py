"""What an equation says: the links of its chains, what was doubtful in it, and under which words it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symrules.errors import Place

RELATIONS = {
    "=": "=", "\\neq": "!=", "<": "<", "\\leq": "<=", ">": ">", "\\geq": ">=", "\\equiv": "≡", "\\approx": "≈",
    "\\simeq": "≃", "\\sim": "∼", "\\to": "→", "\\propto": "∝",
}  # fmt: skip
"""The relations that are read, and how a link names them."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a piece of mathematics stands: its first character, and the place just behind its last one."""

    start: Place
    end: Place


@dataclass(frozen=True, slots=True)
class Caution:
    """Something in an equation that has a second reading, or that is not read.

    Parameters
    ----------
    code : one word for its kind; every code of a second reading begins with AMB
    message : both readings, and which one is taken; or what is not read
    place : where it stands
    """

    code: str
    message: str
    place: Place

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class Link:
    """Two neighbours in a chain and the relation between them; `chain` counts the chains of the equation from 0."""

    lhs: Any
    relation: str
    rhs: Any
    lhs_span: Span
    rhs_span: Span
    chain: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """An equation as it is read.

    Parameters
    ----------
    links : one for each relation sign, in order; for ``a = b = c`` the second is ``b = c``
    warnings : second readings, and what stands beside the equation and is not read
    expression : what is read where no relation stands in the text; None otherwise
    """

    links: tuple[Link, ...]
    warnings: tuple[Caution, ...] = ()
    expression: Any = None
