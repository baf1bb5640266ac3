"""What is known more than before must not lose a proof: narrower domains, and hypotheses that hold anyway."""

from __future__ import annotations

import random
from collections.abc import Iterator

from symrules.decide import decide
from symrules.identity import Identity
from symrules.notation import Notation
from symrules.text import read_condition
from tests.decide.corpus import cases

_NARROWER = {
    "real": ("positive", "nonzero", "negative", "(0, 1)", "integer", "nonnegative"),
    "nonzero": ("positive", "negative"),
    "nonnegative": ("positive", "[1, 5]", "(0, 1)"), "complex": ("real", "positive", "nonzero"),
    "integer": ("positive integer", "nonnegative integer"), "positive": ("(0, 1)", "[1, 5]", "positive integer"),
    "(-1, 1)": ("(0, 1)",), "(0, pi/2)": ("(0, 1)",), "[1, 5]": ("[2, 3]",), "negative": ("[-3, -1]",),
    "nonnegative integer": ("positive integer",), "(0, 1)": ("[1/4, 1/2]",),
}  # fmt: skip
_POSITIVE = ("positive", "[1, 5]", "(0, 1)", "(0, pi/2)", "positive integer", "[2, 3]", "[1/4, 1/2]")


def narrowed(identity: Identity, domains: dict[str, str], r: random.Random) -> Iterator[tuple[str, Identity]]:
    """The same claim with one domain narrowed, and with one hypothesis added that its domain implies."""
    name = r.choice(sorted(domains))
    if domains[name] in _NARROWER:
        other = {**domains, name: r.choice(_NARROWER[domains[name]])}
        yield f"{name}: {domains[name]} -> {other[name]}", _declared(identity, other)
    given = _implied(domains, r)
    notation = _notation(domains)
    where = (*identity.where, read_condition(given, notation))
    yield f"given {given}", Identity(identity.lhs, identity.rhs, notation, identity.relation, where)


def _implied(domains: dict[str, str], r: random.Random) -> str:
    name = r.choice(sorted(domains))
    domain = domains[name]
    if domain in _POSITIVE and r.random() < 0.7:
        return r.choice([f"{name} > 0", f"{name} != 0", f"{name} >= 0", f"{name} + 1 > 0", f"1/{name} > 0"])
    if domain == "nonzero" and r.random() < 0.7:
        return r.choice([f"{name} != 0", f"{name}**2 > 0"])
    if domain == "complex":
        return r.choice([f"Abs({name})**2 + 1 > 0", "2 > 1"])
    return r.choice([f"{name}**2 + 1 > 0", f"{name}**2 >= 0", f"exp({name}) > 0", f"{name}**2 + 1 != 0"])


def _notation(domains: dict[str, str]) -> Notation:
    notation = Notation()
    for name, domain in domains.items():
        notation.symbol(name, domain=domain)
    return notation


def _declared(identity: Identity, domains: dict[str, str]) -> Identity:
    return Identity(identity.lhs, identity.rhs, _notation(domains), identity.relation, identity.where)


def proved(seed: int, count: int) -> Iterator[tuple[Identity, dict[str, str]]]:
    """Claims of the corpus that are proved."""
    for case in cases(seed, count):
        used = {s.name: case.domains[s.name] for s in case.identity.symbols}
        if used and decide(case.identity, seconds=2).proved:
            yield _declared(case.identity, used), used
