"""Shorthands: names that a model gives to expressions, ``x`` or, with arguments, ``f(E)``.

A shorthand without arguments stands for its text: put into ``Integral(f, (E, 0, oo))``, an E in it is the variable of
the integral. A shorthand with arguments is a function of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Derivative, Limit, Subs, Symbol
from sympy.core.function import AppliedUndef

from symrules.errors import ReadError
from symrules.notation import Declaration, Notation
from symrules.tables import Table
from symrules.text import read_expression
from symrules.text.nodes import rebuild
from symrules.vocabulary import bound_variables, free_symbols

MAX_NODES = 20_000
_HEAD = re.compile(r"\s*(\w+)\s*(?:\(([\w\s,]*)\))?\s*")


@dataclass(frozen=True)
class Definition:
    """One shorthand: its parameters (None without brackets) and its expression, all other shorthands put in."""

    parameters: tuple[Symbol, ...] | None
    expression: Any


class Definitions(dict[str, Definition]):
    """The shorthands of a model by name, with the notation in which a text that uses them is read."""

    notation: Notation

    def expand(self, e: Any) -> Any:
        """The expression with every shorthand put in.

        Raises
        ------
        ReadError
            The result is too large, or a variable would be bound by accident.
        """
        if not self:
            return e
        found = _expanded(e, self, {})
        if _size(found, {}) > MAX_NODES:
            raise ReadError(f"with its definitions put in, the expression has more than {MAX_NODES:,} parts",
                            hint="state the quantity in fewer nested definitions")  # fmt: skip
        return found


def read_definitions(table: Table, notation: Notation) -> Definitions:
    """The table ``[definitions]``, in any order.

    Raises
    ------
    ReadError, NotationError
        A definition cannot be read, redefines a symbol, or rests on itself.
    """
    heads = {key: _head(key, table, notation) for key in table}
    found = Definitions()
    found.notation = Notation(declarations=dict(notation.declarations))
    for key, (name, parameters) in heads.items():
        if name in found.notation:
            what = "a symbol" if name in notation else "defined"
            table.fail(key, f"{name!r} is {what} already", "give the definition another name")
        found.notation._add(Declaration(name, name, arguments=parameters))
    written = {heads[key][0]: _written(key, table, found.notation, heads[key][1], notation) for key in table}
    order = _ordered(written, {heads[key][0]: key for key in heads}, table)
    for key, (name, parameters) in sorted(heads.items(), key=lambda item: order.index(item[1][0])):
        try:
            expression = found.expand(written[name])
        except ReadError as error:
            error.place = table.value_place(key)
            raise
        found[name] = Definition(None if parameters is None else tuple(map(Symbol, parameters)), expression)
    return found


def _head(key: str, table: Table, notation: Notation) -> tuple[str, tuple[str, ...] | None]:
    match = _HEAD.fullmatch(key)
    if match is None or not match[1].isascii():
        table.fail(key, f"{key[:40]!r} cannot name a definition", 'write x = "…" or "f(E)" = "…"')
    if match[2] is None:
        return match[1], None
    parameters = tuple(p.strip() for p in match[2].split(","))
    if not all(parameters) or len(set(parameters)) != len(parameters):
        table.fail(key, "a definition's arguments are distinct names", 'write "f(E)" = "…"')
    return match[1], parameters


def _written(key: str, table: Table, names: Notation, parameters: tuple[str, ...] | None, symbols: Notation) -> Any:
    """The expression as written; a parameter that is no declared symbol is one here."""
    table.text(key)
    scope = Notation(declarations=dict(names.declarations))
    for parameter in parameters or ():
        if parameter in names and parameter not in symbols:
            table.fail(key, f"the argument {parameter!r} is the name of a definition", "give it another name")
        if parameter not in scope:
            scope._add(Declaration(parameter, parameter))
    return table.read(key, read_expression, scope)


def _ordered(written: Mapping[str, Any], keys: Mapping[str, str], table: Table) -> list[str]:
    """The names such that each comes after those it rests on."""
    uses = {name: _names(e) & set(written) for name, e in written.items()}
    order: list[str] = []
    waiting = list(written)
    while waiting:
        ready = [name for name in waiting if uses[name] <= set(order)]
        if not ready:
            name = waiting[0]
            table.fail(keys[name], f"the definition of {name!r} rests on itself"
                       + ("" if name in uses[name] else " by way of " + ", ".join(sorted(uses[name] & set(waiting)))),
                       "write one of the definitions in declared symbols only")  # fmt: skip
        order += ready
        waiting = [name for name in waiting if name not in ready]
    return order


def _names(e: Any) -> set[str]:
    found: set[str] = set()
    stack = [e]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Symbol):
            found.add(node.name)
        elif isinstance(node, AppliedUndef):
            found.add(node.func.__name__)
        stack.extend(node.args)
    return found


def _expanded(e: Any, table: Mapping[str, Definition], bound: Mapping[Symbol, Any]) -> Any:
    """`e` with shorthands of `table` put in, and the parameters in `bound` replaced."""
    if isinstance(e, Symbol):
        if e in bound:
            return bound[e]
        definition = table.get(e.name)
        return definition.expression if definition is not None and definition.parameters is None else e
    if not e.args:
        return e
    if isinstance(e, AppliedUndef) and e.func.__name__ in table:
        definition = table[e.func.__name__]
        arguments = [_expanded(a, table, bound) for a in e.args]
        return _expanded(definition.expression, {}, dict(zip(definition.parameters or (), arguments, strict=True)))
    variables = bound_variables(e)
    if not variables:
        _check_derivative(e, table)
        return rebuild(e, tuple(_expanded(a, table, bound) for a in e.args))
    return _under(e, variables, table, bound)


def _check_derivative(e: Any, table: Mapping[str, Definition]) -> None:
    if isinstance(e, Derivative):
        for variable, _ in e.args[1:]:
            if getattr(variable, "name", None) in table:
                raise ReadError(f"{variable.name!r} is a definition, and nothing is differentiated by one",
                                hint="differentiate by a declared symbol")  # fmt: skip


def _under(e: Any, variables: tuple[Symbol, ...], table: Mapping[str, Definition], bound: Mapping[Symbol, Any]) -> Any:
    """A node that binds variables: they hide shorthands and parameters of the same name inside it."""
    for variable in variables:
        for parameter, value in bound.items():
            if variable in free_symbols(value) and parameter in free_symbols(e):
                raise ReadError(
                    f"{variable.name!r} would be bound by accident when {parameter.name} is put in",
                    hint=f"give the variable {variable.name!r} inside the definition another name",
                )
    inner_table = {name: d for name, d in table.items() if not any(v.name == name for v in variables)}
    inner_bound = {p: value for p, value in bound.items() if p not in variables}
    body = _expanded(e.args[0], inner_table, inner_bound)
    rest: tuple[Any, ...]
    if isinstance(e, Subs):
        rest = (e.args[1], _rebuilt_tuple(e.args[2], table, bound))
    elif isinstance(e, Limit):
        rest = (e.args[1], _expanded(e.args[2], table, bound), e.args[3])
    else:
        # the first limit is innermost: its ends may hold the variables of the later ones
        rest = tuple(_limit(limit, inner_table, inner_bound, table, bound, len(e.limits) > 1) for limit in e.limits)
    return rebuild(e, (body, *rest))


def _rebuilt_tuple(items: Any, table: Mapping[str, Definition], bound: Mapping[Symbol, Any]) -> Any:
    return rebuild(items, tuple(_expanded(a, table, bound) for a in items.args))


def _limit(limit: Any, inner_table: Any, inner_bound: Any, table: Any, bound: Any, several: bool) -> Any:
    variable, *ends = limit.args
    scope = (inner_table, inner_bound) if several else (table, bound)
    return rebuild(limit, (variable, *(_expanded(end, *scope) for end in ends)))


def _size(e: Any, known: dict[int, int]) -> int:
    """The number of nodes of the tree, shared parts counted as often as they occur."""
    if not e.args:
        return 1
    if id(e) not in known:
        known[id(e)] = 1 + sum(_size(a, known) for a in e.args)
    return known[id(e)]
