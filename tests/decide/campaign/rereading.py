"""What the tower writes for an expression, or for one of its generators, read again in a tower beside the original."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from typing import Any

import mpmath
from sympy import Expr, Integral, Limit, Piecewise, Product, Subs, Sum

from symrules.decide.facts import facts_of
from symrules.decide.proof import Sides, prepare
from symrules.decide.refusals import Meaningless, NeedsSign, Unsupported
from symrules.decide.tower import build
from symrules.decide.writing import expression_of, generator_expression
from symrules.errors import SymrulesError
from symrules.identity import Identity
from tests.decide.campaign.referee import DIGITS, close, value
from tests.decide.campaign.suffices import members
from tests.decide.corpus import NoValue

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


def changed(identity: Identity, e: Any, r: random.Random) -> tuple[int, list[str]]:
    """How often something was written from the tower of an expression, and what of it is another element or value."""
    facts = facts_of(identity.notation, ())
    try:
        tower, (f,) = build(facts, [e])
    except _REFUSED:
        return 0, []
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
    return len(writings), [problem for a, b in writings if (problem := _difference(identity, facts, a, b, r))]


def _difference(identity: Identity, facts: Any, a: Any, b: Any, r: random.Random) -> str:
    try:
        tower, (f, g) = build(facts, [a, b])
    except _REFUSED as error:
        return f"{a} is written {b}, which cannot be read: {error}"
    if not tower.reduce(f - g).is_zero():
        return f"{a} is written {b}, another element"
    return _other_value(identity, a, b, r)


def _other_value(identity: Identity, a: Any, b: Any, r: random.Random) -> str:
    symbols = [s for s in identity.symbols if s in a.free_symbols]
    for _ in range(2):
        with mpmath.workdps(DIGITS):
            at = {s: r.choice(members(identity.notation.domain(s))) for s in symbols}
            try:
                left, right = value(a, at), value(b, at)
            except (NoValue, KeyError):
                continue
            if not close(left, right):
                return f"{a} is written {b}; at {at}: {mpmath.nstr(left, 12)} against {mpmath.nstr(right, 12)}"
    return ""
