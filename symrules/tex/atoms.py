"""One nucleus of an equation, with its scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from symrules.tex.source import Source, Token


@dataclass
class Atom:
    """A nucleus and its scripts."""

    nucleus: list[Token]
    sub: list[Token] | None = None
    primes: list[Token] = field(default_factory=list)
    sup: list[Token] | None = None

    def flat(self) -> list[Token]:
        found = list(self.nucleus)
        if self.sub is not None:
            found += self.sub
        found += self.primes
        if self.sup is not None:
            found += self.sup
        return found


class Groups(Protocol):
    """What reads groups of tokens into atoms."""

    source: Source
    stream: list[Token]
    partner: dict[int, int]

    def atoms(self, start: int, stop: int, font: str) -> list[Atom]: ...

    def argument(self, i: int, stop: int, font: str, by: Token) -> tuple[list[Token], int]: ...

    def spliced(self, found: list[Atom], inside: list[Atom], close: int, stop: int) -> int: ...
