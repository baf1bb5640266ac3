"""One nucleus of an equation, with its scripts."""

from __future__ import annotations

from dataclasses import dataclass, field

from symrules.tex.source import Token


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
