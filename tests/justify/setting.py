"""A small notation, and what a test of a justification does: state a claim, derive it, look at what comes out."""

from __future__ import annotations

from typing import Any

from symrules.derivation import Link, LinkResult, Status
from symrules.justify import Calculation, Reader, check_link
from symrules.notation import Notation

NOTATION = Notation("plain numbers and functions")
for name in "xyzabcstuvw":
    NOTATION.symbol(name)
NOTATION.symbol("p", domain="positive")
NOTATION.symbol("q", domain="[0, 1]")
NOTATION.symbol("h", domain="nonzero")
NOTATION.symbol("n", domain="integer")
NOTATION.function("f", ["x"])
NOTATION.function("g", ["x", "y"])
NOTATION.function("k", ["y"])
NOTATION.function("m", ["x"], domain="positive")
read = Reader(NOTATION)


def derive(
    claim: str,
    proof: Calculation | None,
    *where: str,
    about: tuple[str, str | int, int] | None = None,
    remainder: str | None = None,
    expected: Status = Status.PROVED,
    **options: Any,
) -> LinkResult:
    """The result of one link."""
    statement = read.claim(claim, *where, about=about, remainder=remainder)
    return check_link(Link("left", "right", statement, expected, proof, **options))


HOLDS = (Status.PROVED, Status.PROVED_UNDER_HYPOTHESES, Status.ASYMPTOTIC)


def is_proved(result: LinkResult) -> bool:
    """Whether the link counts as established in any way."""
    return result.status in HOLDS
