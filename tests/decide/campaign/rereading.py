"""What the tower writes for an expression, or for one of its generators, read again in a tower beside the original."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import mpmath
from sympy import Expr, Integral, Limit, Piecewise, Product, Subs, Sum

from symrules.decide.build import build
from symrules.decide.facts import facts_of
from symrules.decide.proof import Sides, prepare
from symrules.decide.refusals import Meaningless, NeedsSign, Unsupported
from symrules.decide.writing import expression_of, generator_expression
from symrules.errors import SymrulesError
from symrules.identity import Identity
from tests.decide.campaign.referee import DIGITS, close, value
from tests.decide.campaign.suffices import members
from tests.decide.corpus import NoValue

_FEW, _MANY = 2, 12  # points at which values are compared
_REFUSED = (Unsupported, Meaningless, NeedsSign, SymrulesError)


def parts(identity: Identity) -> Iterator[Any]:
    """The subexpressions of a claim in which no variable is bound, before and after its operations are carried out."""
    sides = [identity.lhs, identity.rhs, *(e for c in identity.where for e in (c.lhs, c.rhs))]
    facts = facts_of(identity.notation, ())
    with contextlib.suppress(*_REFUSED):
        sides += prepare(Sides(identity.lhs, identity.rhs, identity.relation), facts).trees
    seen: set[Any] = set()
    while sides:
        e = sides.pop()
        if e in seen:
            continue
        seen.add(e)
        if e.args and isinstance(e, Expr):
            yield e
        if not isinstance(e, (Integral, Limit, Piecewise, Product, Subs, Sum)):
            sides.extend(a for a in e.args if isinstance(a, Expr))


@dataclass
class Writings:
    """How many writings were read again; those with another value; those of the same value but not seen to be equal."""

    count: int = 0
    changed: list[str] = field(default_factory=list)
    unrecognised: list[str] = field(default_factory=list)


def reread(identity: Identity, e: Any, r: random.Random, into: Writings) -> None:
    """What is written from the tower of an expression, and for each of its generators, read again."""
    facts = facts_of(identity.notation, ())
    try:
        tower, (f,) = build(facts, [e])
    except _REFUSED:
        return
    writings: list[tuple[Any, Any]] = []
    try:
        writings.append((e, expression_of(tower, f)))
        writings.append((e, expression_of(tower, f, factored=True)))
    except Unsupported:
        pass
    for generator in list(tower.generators.values()):
        try:
            once = generator_expression(tower, generator)
            again, (g,) = build(facts, [once])
            writings.append((once, expression_of(again, g)))
        except _REFUSED:
            continue
    into.count += len(writings)
    for a, b in writings:
        _compare(identity, facts, a, b, r, into)


def _compare(identity: Identity, facts: Any, a: Any, b: Any, r: random.Random, into: Writings) -> None:
    try:
        tower, (f, g) = build(facts, [a, b])
    except _REFUSED as error:
        into.changed.append(f"{a} is written {b}, which cannot be read: {error}")
        return
    same = tower.reduce(f - g).is_zero()
    problem = _other_value(identity, a, b, r, _FEW if same else _MANY)
    if problem:
        into.changed.append(problem)
    elif not same:
        into.unrecognised.append(f"{a} is written {b}, another element")


def _other_value(identity: Identity, a: Any, b: Any, r: random.Random, points: int) -> str:
    symbols = [s for s in identity.symbols if s in a.free_symbols]
    for _ in range(points):
        with mpmath.workdps(DIGITS):
            at = {s: r.choice(members(identity.notation.domain(s))) for s in symbols}
            try:
                left, right = value(a, at), value(b, at)
            except (NoValue, KeyError):
                continue
            if not close(left, right):
                return f"{a} is written {b}; at {at}: {mpmath.nstr(left, 12)} against {mpmath.nstr(right, 12)}"
    return ""
