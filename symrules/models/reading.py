"""A model file to a `Model`: every entry is checked, and every message has its line and column."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from symrules.errors import DimensionError, NotationError, Place, ReadError, SymrulesError
from symrules.models.definitions import Definitions, read_definitions
from symrules.models.extent import check_extent
from symrules.models.model import Model, Observable
from symrules.models.observables import MEANINGS, rank
from symrules.notation import Notation
from symrules.tables import Table, parse_document, read_symbols, read_text_file
from symrules.text import read_condition, read_expression
from symrules.vocabulary import free_symbols

_TABLES = ("model", "symbols", "definitions", "observables", "hypotheses", "expect")
_EXPECTED = ("proved", "refuted", "undecided", "not_applicable")
MAX_TERMINALS = 12


def read_model(path: str | Path, *, observables: tuple[str, ...] = (), rules: tuple[str, ...] = ()) -> Model:
    """The model in a TOML file.

    Parameters
    ----------
    observables : names beyond the usual ones, which rules of the user's own ask for
    rules : the names that ``[expect]`` may hold; any where none are given

    Raises
    ------
    ReadError, NotationError, DimensionError
        With file, line and column, and what to write instead.
    """
    return parse_model(read_text_file(path), str(path), observables=observables, rules=rules)


def parse_model(text: str, file: str = "", *, observables: tuple[str, ...] = (), rules: tuple[str, ...] = ()) -> Model:
    """The model in a TOML text; see `read_model`."""
    root = parse_document(text, file)
    if "model" not in root:
        raise ReadError("the file has no table [model]", place=Place(file),
                        hint='a model begins with [model] and name = "…"')  # fmt: skip
    root.only(*_TABLES)
    head = root.table("model")
    head.only("name", "reference", "meaning", "where")
    symbols = read_symbols(root.table("symbols"))
    definitions = read_definitions(root.table("definitions"), symbols.notation)
    where = tuple(_condition(head, k, definitions, symbols.notation) for k in range(len(head.texts("where"))))
    model = Model(
        name=_name(head),
        file=file,
        notation=symbols.notation,
        observables=_observables(root.table("observables"), definitions, symbols.notation, observables),
        reference=head.text("reference", ""),
        roles=symbols.roles,
        quantities=symbols.quantities,
        definitions=definitions,
        where=where,
        hypotheses={key: root.table("hypotheses").text(key) for key in root.table("hypotheses")},
        expect=_expect(root.table("expect"), rules),
        places=symbols.places,
    )
    check_extent(model)
    return model


def _name(head: Table) -> str:
    name = " ".join(head.text("name").split())
    if not name or len(name) > 200 or not name.isprintable():
        head.fail("name", "the model's name is empty, too long or not printable", 'write name = "Drude"', at_value=True)
    return name


def _condition(head: Table, k: int, definitions: Definitions, notation: Notation) -> Any:
    condition = head.read("where", read_condition, definitions.notation, more=(k,))
    place = head.value_place("where", k)
    sides = [_checked(definitions.expand(side), notation, place) for side in (condition.lhs, condition.rhs)]
    return type(condition)(sides[0], condition.relation, sides[1], condition.text)


def _observables(
    table: Table, definitions: Definitions, notation: Notation, more: tuple[str, ...]
) -> dict[str, Observable]:
    if not table:
        raise ReadError(
            "the model predicts nothing: [observables] is missing or empty",
            place=Place(table.document.file),
            hint='write for example [observables] and conductance = "…"',
        )
    table.only(*MEANINGS, *more)
    found = {}
    for name in table:
        depth = rank(name) - 1
        if depth < 1:
            table.text(name)
            expression = _expression(table, name, (), definitions, notation)
            found[name] = Observable(name, expression, table.text(name), table.value_place(name))
        else:
            items = _items(table, name, depth, definitions, notation)
            found[name] = Observable(name, None, "", table.value_place(name), items)
    return found


def _items(table: Table, name: str, depth: int, definitions: Definitions, notation: Notation) -> Any:
    """Nested lists of equal length in every direction, read entry by entry."""
    value = table.values[name]
    count = len(value) if isinstance(value, list) else 0

    def read(part: Any, more: tuple[int, ...]) -> Any:
        if len(more) == depth + 1:
            if not isinstance(part, str):
                raise ReadError("an entry is a text", place=table.value_place(name, *more), hint='write "0" for none')
            return _expression(table, name, more, definitions, notation)
        if not isinstance(part, list) or len(part) != count or not 1 <= count <= MAX_TERMINALS:
            shape = " × ".join(["n"] * (depth + 1))
            raise ReadError(f"{name} is a nested list of {shape} texts, with n at most {MAX_TERMINALS}",
                            place=table.value_place(name, *more))  # fmt: skip
        return tuple(read(item, (*more, k)) for k, item in enumerate(part))

    return read(value, ())


def _expression(table: Table, name: str, more: tuple[int, ...], definitions: Definitions, notation: Notation) -> Any:
    written = table.read(name, read_expression, definitions.notation, more=more)
    place = table.value_place(name, *more)
    try:
        return _checked(definitions.expand(written), notation, place)
    except SymrulesError as error:
        error.at(place)
        raise


def _checked(e: Any, notation: Notation, place: Place) -> Any:
    """An expression in declared symbols, whose terms agree in dimension."""
    for free in sorted(free_symbols(e), key=lambda s: s.name):
        if free.name not in notation:
            raise ReadError(f"{free.name!r} is not a declared symbol here; a definition left it", place=place,
                            hint=f"declare [symbols.{free.name}]")  # fmt: skip
    try:
        notation.dimension(e)
    except DimensionError as error:
        error.place = place
        raise
    return e


def _expect(table: Table, rules: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for rule in table:
        if rules and rule not in rules:
            close = difflib.get_close_matches(rule, rules, n=1)
            hint = f"did you mean {close[0]!r}?" if close else "the rules are " + ", ".join(rules)
            raise NotationError(f"there is no rule {rule[:40]!r}", place=table.key_place(rule), hint=hint)
        verdict = table.text(rule)
        if verdict not in _EXPECTED:
            raise ReadError(f"{verdict[:40]!r} is no verdict", place=table.value_place(rule),
                            hint="write one of " + ", ".join(_EXPECTED))  # fmt: skip
        found[rule] = verdict
    return found
