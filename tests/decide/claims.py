"""Claims from text, for the tests of the prover."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sympy

from symrules.decide import decide
from symrules.identity import Asymptotic, Identity
from symrules.notation import Notation
from symrules.text import read_condition, read_expression, read_statement
from symrules.verdict import Verdict


def occurring(domains: Mapping[str, str], *texts: str) -> dict[str, str]:
    """Of declared domains, those of the names that stand in some texts."""
    names = set(re.findall(r"[A-Za-z_]+", " ".join(texts)))
    return {name: domain for name, domain in domains.items() if name in names}


def claim(text: str, where: tuple[str, ...] = (), functions: dict[str, str] | None = None, **domains: str) -> Identity:
    """The identity that a text states; `functions` maps a name to its argument."""
    notation = Notation()
    for name, domain in domains.items():
        notation.symbol(name, domain=domain)
    for name, argument in (functions or {}).items():
        notation.function(name, (argument,))
    lhs, relation, rhs = read_statement(text, notation)
    return Identity(lhs, rhs, notation, relation, tuple(read_condition(w, notation) for w in where))


def verdict(
    text: str,
    where: tuple[str, ...] = (),
    *,
    seconds: float = 10.0,
    functions: dict[str, str] | None = None,
    **domains: str,
) -> Verdict:
    """The verdict on a text."""
    return decide(claim(text, where, functions, **domains), seconds=seconds)


def asymptotic(
    lhs: str, rhs: str, variable: str, point: str, order: int, remainder: str | None = None, **domains: str
) -> Verdict:
    """The verdict on an asymptotic claim."""
    notation = Notation()
    for name, domain in domains.items():
        notation.symbol(name, domain=domain)

    def read(text: str) -> sympy.Expr:
        return sympy.oo if text == "oo" else read_expression(text, notation)

    bound = None if remainder is None else read(remainder)
    relation = Asymptotic(read(variable), read(point), order, bound)
    return decide(Identity(read(lhs), read(rhs), notation, relation))
