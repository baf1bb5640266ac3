"""Rules of the user's own, from a TOML file: observables, and the identities that they owe.

``[rule]`` holds `name`, `title`, `meaning`, `source`, the list `observables` without which the rule does not apply, and
the list `identities`. An identity is written in the syntax of all statements, with the names of observables, the usual
quantities (`temperature`, `chemical_potential`, `Boltzmann_constant`, …), and `drive` and `transport`, for which each
symbol of that role stands in turn.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

from sympy import Derivative, Integer, Symbol

from symrules.decide.required import nodes
from symrules.errors import ReadError
from symrules.identity import Relation
from symrules.models import Model
from symrules.models.observables import MEANINGS, SCALARS
from symrules.notation import Notation
from symrules.sumrules.registry import RULES
from symrules.sumrules.rule import Obligation, Rule, claim, unstated
from symrules.sumrules.writing import replaced, unused
from symrules.tables import Table, read_document
from symrules.tables.symbols import USUAL_NAMES
from symrules.text import read_statement
from symrules.vocabulary import bound_variables, free_symbols

MAX_IDENTITIES = 100
ROLES = ("drive", "transport")
_QUANTITIES = {quantity.replace(" ", "_"): quantity for quantity in USUAL_NAMES}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")

Statement = tuple[str, Any, Relation, Any]


def read_rule(path: str | Path) -> Rule:
    """The rule in a TOML file.

    Raises
    ------
    ReadError, NotationError
        With file, line and column.
    """
    root = read_document(path)
    if "rule" not in root:
        raise ReadError("the file has no table [rule]", place=root.document.key(()),
                        hint='a rule begins with [rule] and name = "…"')  # fmt: skip
    root.only("rule")
    return _rule(root.table("rule"))


def _rule(table: Table) -> Rule:
    table.only("name", "title", "meaning", "source", "observables", "identities")
    name = table.text("name")
    if not _NAME.fullmatch(name) or name in RULES:
        why = "is the name of a shipped rule" if name in RULES else "is no name"
        table.fail("name", f"{name[:40]!r} {why}", "write small letters, digits and underscores", at_value=True)
    observables = _observables(table)
    notation = Notation()
    for declared in (*observables, *(q for q in (*_QUANTITIES, *ROLES) if q not in observables)):
        notation.symbol(declared, dimension=None, domain="complex")
    texts = table.texts("identities")
    if not 1 <= len(texts) <= MAX_IDENTITIES:
        table.fail("name", f"a rule states between 1 and {MAX_IDENTITIES} identities", 'write identities = ["…"]')
    statements = tuple(_statement(table, k, notation, observables) for k in range(len(texts)))
    several = isinstance(table.values.get("source"), list)
    sources = table.texts("source") if several else tuple(filter(None, [table.text("source", "")]))
    return Rule(
        name=name,
        title=table.text("title", name.replace("_", " ").capitalize()),
        meaning=table.text("meaning", ""),
        identities=tuple(text for text, *_ in statements),
        sources=sources,
        needs=(observables,),
        obligations=lambda model: tuple(o for s in statements for o in _obligations(model, s, observables)),
    )


def _observables(table: Table) -> tuple[str, ...]:
    names = table.texts("observables")
    if not names:
        table.fail("name", "the rule names no observables", 'write observables = ["conductance"]')
    for k, name in enumerate(names):
        place = table.value_place("observables", k)
        if not _NAME.fullmatch(name) or name in _QUANTITIES or name in ROLES or names.count(name) > 1:
            raise ReadError(f"{name[:40]!r} cannot name an observable", place=place,
                            hint="write each once, in small letters, and no quantity or role")  # fmt: skip
        if name in MEANINGS and name not in SCALARS:
            raise ReadError(f"{name} is not one expression, and no identity can be written with it", place=place)
    return names


def _statement(table: Table, k: int, notation: Notation, observables: tuple[str, ...]) -> Statement:
    lhs, relation, rhs = table.read("identities", read_statement, notation, more=(k,))
    for side in (lhs, rhs):
        for node in nodes(side):
            variables = tuple(v for v, _ in node.args[1:]) if isinstance(node, Derivative) else bound_variables(node)
            for variable in variables:
                if variable.name in observables:
                    raise ReadError(f"{variable.name} is an observable, and no variable",
                                    place=table.value_place("identities", k))  # fmt: skip
    return " ".join(table.texts("identities")[k].split()), lhs, relation, rhs


def _obligations(model: Model, statement: Statement, observables: tuple[str, ...]) -> list[Obligation]:
    text, lhs, relation, rhs = statement
    names = {
        s.name for side in (lhs, rhs) for node in nodes(side) for s in (*free_symbols(node), *bound_variables(node))
    }
    values: dict[Symbol, Any] = {Symbol(name): model.expression(name) for name in observables}
    for name, quantity in _QUANTITIES.items():
        if name not in names or name in observables:
            continue
        if model.has(quantity):
            values[Symbol(name)] = model.quantity(quantity)
        elif quantity == "Boltzmann constant":
            values[Symbol(name)] = Integer(1)  # temperature in units of energy
        else:
            return [unstated(text, f"no symbol of the model is the {quantity}")]
    taken = {*(d.name for d in model.notation), *names}
    for name in sorted(names - {s.name for s in values} - set(ROLES)):
        if name in model.notation:  # a variable bound in the rule must not catch a symbol of the model
            values[Symbol(name)] = Symbol(unused(name, taken))
    roles = [role for role in ROLES if role in names]
    symbols = [model.with_role(role) for role in roles]
    if not all(symbols):
        return [unstated(text, f"no symbol of the model has the role {roles[symbols.index(())]}")]
    found = []
    for chosen in product(*symbols):
        put = {**values, **{Symbol(role): s for role, s in zip(roles, chosen, strict=True)}}
        where = f" ({', '.join(f'{role} {s.name}' for role, s in zip(roles, chosen, strict=True))})" if chosen else ""
        found.append(claim(model, text + where, replaced(lhs, put), replaced(rhs, put), relation=relation))
    return found
