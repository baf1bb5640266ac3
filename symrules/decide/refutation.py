"""Refutations and confirmations: the claim at concrete points, with concrete functions for the unknown ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from sympy import Derivative, Integer, Integral, Subs, Symbol
from sympy.core.function import AppliedUndef, UndefinedFunction

from symrules.decide.build import build
from symrules.decide.elimination import eliminate
from symrules.decide.facts import RELATION_OF_SIGN, Facts
from symrules.decide.instances import concrete, instantiated, unfolded
from symrules.decide.kinds import kinds
from symrules.decide.proof import Prepared, Sides, in_closed_form
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.witness import Claim, find_witness
from symrules.verdict import Witness
from symrules.vocabulary import Held, Variation, free_symbols

Instances = Mapping[str, tuple[tuple[Symbol, ...], Any]]

_ZERO = Integer(0)


def claim_of(prepared: Prepared) -> Claim:
    """A prepared claim without unknown functions, for evaluation at points."""
    signs = (*prepared.facts.signs, *prepared.generic)
    conditions = tuple((e, RELATION_OF_SIGN[s], _ZERO) for e, s in signs)
    return Claim(
        prepared.sides.lhs, prepared.sides.rhs, prepared.sides.relation, conditions, prepared.facts, prepared.solved,
        written=prepared.written,
    )  # fmt: skip


def has_unknowns(expressions: list[Any]) -> bool:
    """Whether unknown functions occur."""
    return any(UndefinedFunction in kinds(e) for e in expressions)


class Claims:
    """Claims that are made when they are looked at, and kept for the next look."""

    def __init__(self, source: Iterable[Claim]) -> None:
        self._source = iter(source)
        self._made: list[Claim] = []

    def __iter__(self) -> Iterator[Claim]:
        yield from self._made
        for claim in self._source:
            self._made.append(claim)
            yield claim


def claims(sides: Sides, facts: Facts, deadline: float | None, instances: Instances) -> Iterator[Claim]:
    """The claim with concrete functions put for unknown ones, in up to three ways."""
    conditions = [*((e, s) for e, s in facts.signs), *((e, "0") for e in facts.equations)]
    everything = [sides.lhs, sides.rhs, *(e for e, _ in conditions)]
    if _is_ambiguous(facts, everything):
        return
    for variant in range(3 if has_unknowns(everything) else 1):
        functions = concrete(facts, everything, instances, variant)
        try:
            written = [instantiated(e, functions, facts) for e in everything]
            (lhs, rhs, *rest), generic = _evaluable(facts, written)
            paired = [*zip(rest, (s for _, s in conditions), strict=True), *generic]
            bare = replace(
                facts,
                signs=tuple((e, s) for e, s in paired if s != "0"),
                equations=tuple(e for e, s in paired if s == "0"),
            )
            (lhs, rhs), left, solved, unused = eliminate(bare, [lhs, rhs])
            if not all(_vanishes(left, e, deadline) for e in unused):
                continue
        except (Unsupported, Meaningless):
            continue
        assumed = tuple((e, RELATION_OF_SIGN[s], _ZERO) for e, s in left.signs)
        record = _record(functions, everything)
        yield Claim(lhs, rhs, sides.relation, assumed, left, tuple(solved), record, tuple(written))


def _is_ambiguous(facts: Facts, expressions: list[Any]) -> bool:
    """Whether a variable of an integral without ends also stands free: the integral over a region, or a primitive?"""
    bound = {v for e in expressions for i in e.atoms(Integral) for v, *ends in i.limits if not ends}
    regions = {v for v in bound if (d := facts.notation.declarations.get(v.name)) and (d.region or d.measure)}
    return any(free_symbols(e) & (bound - regions) for e in expressions)


def _evaluable(facts: Facts, expressions: list[Any]) -> tuple[list[Any], tuple[tuple[Any, str], ...]]:
    """The expressions unfolded, where that can be done; a sum with symbolic ends can still be evaluated at points."""
    try:
        return unfolded(facts, expressions)
    except Unsupported:
        if any(e.has(Derivative, Subs, Integral, Variation, Held) for e in expressions):
            raise
        return expressions, ()


def refute(candidates: Iterable[Claim], deadline: float | None, *, thorough: bool = True) -> Witness | None:
    """The first witness among the candidates' points: a few of them, or all, to many digits."""
    for claim in candidates:
        closed = _closed(claim, deadline)
        if thorough:
            witness = find_witness(closed, deadline=deadline)
        else:
            witness = find_witness(closed, deadline=deadline, count=8, precisions=(64, 192))
        if witness is not None:
            return witness
    return None


def _closed(claim: Claim, deadline: float | None) -> Claim:
    """The claim with its integrals over unbounded ranges carried out, where all of them can be."""
    sides = Sides(claim.lhs, claim.rhs, claim.relation)
    prepared = Prepared(sides, (claim.lhs, claim.rhs), claim.facts, claim.solved, (), ())
    try:
        closed = in_closed_form(prepared, deadline)
    except (Unsupported, Meaningless):
        closed = None
    return claim if closed is None else replace(claim, lhs=closed.sides.lhs, rhs=closed.sides.rhs)


def _vanishes(facts: Facts, e: Any, deadline: float | None) -> bool:
    _, (f,) = build(facts, [e], deadline=deadline)
    return f.is_zero()


def _record(functions: Instances, expressions: list[Any]) -> tuple[tuple[str, str], ...]:
    used = {f.func.__name__ for e in expressions for f in e.atoms(AppliedUndef)}
    return tuple(
        (f"{name}({', '.join(p.name for p in parameters)})", str(body))
        for name, (parameters, body) in islice(sorted(functions.items()), 1000)
        if name in used
    )
