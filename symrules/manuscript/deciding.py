"""The decision of a claim of a manuscript, kept by all that it depends on."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Symbol, preorder_traversal
from sympy.core.function import AppliedUndef

from symrules.decide import decide
from symrules.errors import SymrulesError
from symrules.identity import Asymptotic, Identity
from symrules.manuscript.cache import Cache, digest, engine
from symrules.manuscript.outcomes import read_verdict, verdict_record
from symrules.notation import Notation
from symrules.text import print_expression
from symrules.verdict import Verdict


@dataclass(frozen=True)
class Setting:
    """What all claims of a manuscript share.

    Parameters
    ----------
    defined : for each symbol that the manuscript defines, the name of the equation that does
    """

    notation: Notation
    cache: Cache
    seconds: float = 10.0
    defined: Mapping[str, str] = field(default_factory=dict)


def decided(identity: Identity, setting: Setting, *, seconds: float | None = None) -> Verdict:
    """The verdict on a claim, from the cache where it is known."""
    seconds = setting.seconds if seconds is None else min(seconds, setting.seconds)
    key = claim_key(identity, seconds)
    if key is None:
        return decide(identity, seconds=seconds)
    record = setting.cache.get(key)
    if record is not None:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            return read_verdict(record)
    verdict = decide(identity, seconds=seconds)
    lasting = not verdict.undecided or verdict.method not in ("budget", "internal error")
    setting.cache.put(key, verdict_record(verdict), lasting=lasting)
    return verdict


def claim_key(identity: Identity, seconds: float) -> str | None:
    """What identifies a claim: its sides, relation, hypotheses, the declarations that it uses, budget and engine.

    None where an expression has no text that tells it from every other one.
    """
    try:
        return _key(identity, seconds)
    except SymrulesError:
        return None


def _key(identity: Identity, seconds: float) -> str:
    relation = identity.relation
    how = (
        f"O {relation.variable.name} {print_expression(relation.point)} {relation.order}"
        if isinstance(relation, Asymptotic)
        else str(relation)
    )
    where = [[print_expression(c.lhs), str(c.relation), print_expression(c.rhs), str(c)] for c in identity.where]
    trees = [identity.lhs, identity.rhs, *(e for c in identity.where for e in (c.lhs, c.rhs))]
    sides = [print_expression(identity.lhs), how, print_expression(identity.rhs)]
    return digest(engine(), json.dumps([*sides, where, seconds]), *_declared(trees, identity.notation))


def _declared(trees: list[Any], notation: Notation) -> list[str]:
    names = {name_in(node) for tree in trees for node in preorder_traversal(tree) if isinstance(node, Basic)} - {""}
    for name in list(names):
        if name in notation and (arguments := notation[name].arguments) is not None:
            names.update(arguments)
    return [repr(notation[name]) if name in notation else name for name in sorted(names)]


def name_in(node: Any) -> str:
    if isinstance(node, AppliedUndef):
        return str(node.func.__name__)
    return str(node.name) if isinstance(node, Symbol) else ""
