"""One JSON object a line to a claim: the input of ``symrules prove --batch``.

An object holds ``statement``, or ``lhs`` and ``rhs``; ``symbols``, which maps each name (``f(x)`` for an unknown
function) to a domain, to a domain and a dimension as in ``real, energy``, or to an object with ``domain`` and
``dimension``; optionally ``id``, ``where`` (a list of conditions), ``label``, and ``asymptotic`` with ``in``, ``at``
and ``order``; an error term on the right side, ``+ O(x**4)``, says the same. A symbol without a dimension has none, and
then no dimension is checked for it.
"""

from __future__ import annotations

import difflib
import json
from typing import Any, NoReturn

from symrules.errors import Place, ReadError, SymrulesError
from symrules.identity import Asymptotic, Condition, Identity, Relation
from symrules.notation import Notation
from symrules.text.declaration import Declared, declare, split_domain
from symrules.text.nodes import symbol
from symrules.text.orders import asymptotic_claim
from symrules.text.reader import read_expression
from symrules.text.refusals import in_field
from symrules.text.statement import read_condition, read_statement

MAX_LINE = 1_000_000
MAX_SYMBOLS = 1_000
MAX_ORDER = 1_000

Id = str | int | None

_KEYS = ("id", "statement", "lhs", "rhs", "symbols", "where", "asymptotic", "label")
_SYMBOL_KEYS = ("domain", "dimension")
_ASYMPTOTIC_KEYS = ("in", "at", "order")
_IN_JSON = '"symbols": {{"{}": "real"}}'


def read_line(line: str, *, place: Place | None = None) -> tuple[Id, Identity]:
    """The id and the claim that one line states.

    Parameters
    ----------
    line : one JSON object
    place : the line's place in its file

    Raises
    ------
    ReadError
        The line is malformed; the message names the field.

    Examples
    --------
    >>> read_line('{"id": "k1", "statement": "x/x = 1", "symbols": {"x": "nonzero"}}')[0]
    'k1'
    """
    claim = _Claim(place)
    claim.fields = claim.object(claim.parsed(line), "the line", _KEYS)
    return claim.read()


def read_claim(fields: dict[str, Any], *, how_to_declare: str = _IN_JSON) -> Identity:
    """The claim that an object states, whose fields are those of a line.

    Parameters
    ----------
    how_to_declare : what the hint of an undeclared name says, with ``{}`` for the name

    Raises
    ------
    ReadError
        The message names the field, and the column in it.
    """
    claim = _Claim(None, how_to_declare)
    claim.fields = claim.object(fields, "the claim", _KEYS)
    return claim.read()[1]


def line_id(line: str) -> Id:
    """The id of a line that may be malformed otherwise; None where it has none that can be read."""
    try:
        found = json.loads(line) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError):
        return None
    name = found.get("id") if isinstance(found, dict) else None
    return name if isinstance(name, str) or type(name) is int else None


class _Claim:
    """One object, whose every failure names the field at fault."""

    fields: dict[str, Any]

    def __init__(self, place: Place | None, how_to_declare: str = _IN_JSON) -> None:
        self.place = place
        self.how_to_declare = how_to_declare

    def fail(self, message: str, hint: str = "") -> NoReturn:
        raise ReadError(message, place=self.place, hint=hint)

    def parsed(self, line: str) -> Any:
        if len(line) > MAX_LINE:
            self.fail(f"the line has {len(line):,} characters; at most {MAX_LINE:,} are read")
        try:
            return json.loads(line, object_pairs_hook=self.unique, parse_constant=self.constant)
        except json.JSONDecodeError as error:
            self.fail(f"the line is not JSON: {error.msg} at column {error.colno}", "write one object a line")
        except (ValueError, RecursionError):
            self.fail("the line is not JSON that can be read", "write one object a line")

    def unique(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self.fail(f"the key {key[:40]!r} stands twice in one object")
            found[key] = value
        return found

    def constant(self, word: str) -> NoReturn:
        self.fail(f"{word} is not a JSON value")

    def object(self, value: Any, field: str, keys: tuple[str, ...] | None) -> dict[str, Any]:
        """The value, which must be an object with no other keys."""
        if not isinstance(value, dict):
            self.fail(f"{field} must be an object, not {_kind(value)}")
        for key in value:
            if keys is not None and key not in keys:
                close = difflib.get_close_matches(key, keys, n=1)
                self.fail(f"{field} has an unknown key {key[:40]!r}",
                          f"did you mean {close[0]!r}?" if close else "known are " + ", ".join(keys))  # fmt: skip
        return value

    def string(self, value: Any, field: str) -> str:
        if not isinstance(value, str):
            self.fail(f"{field} must be a string, not {_kind(value)}")
        return value

    def read(self) -> tuple[Id, Identity]:
        claim = self.fields
        name = claim.get("id")
        if name is not None and type(name) is not int:
            name = self.string(name, "id")
        notation = self.notation()
        lhs, relation, rhs = self.sides(notation)
        asymptotic = self.asymptotic(notation, relation)
        found = asymptotic_claim(rhs) if relation is Relation.EQ else None
        if found is not None:
            if asymptotic is not None:
                self.fail("the statement has an error term, and asymptotic stands beside it", "give one of them")
            rhs, asymptotic = found
        where = self.conditions(notation)
        label = self.string(claim.get("label", ""), "label")
        try:
            return name, Identity(lhs, rhs, notation, asymptotic or relation, where, label)
        except SymrulesError as error:
            self.fail(error.message, error.hint)

    def notation(self) -> Notation:
        symbols = self.object(self.fields.get("symbols", {}), "symbols", None)
        if len(symbols) > MAX_SYMBOLS:
            self.fail(f"symbols declares {len(symbols):,} names; at most {MAX_SYMBOLS:,} are read")
        notation = Notation()
        declared = [self.declared(name, value) for name, value in symbols.items()]
        try:
            declare(notation, declared)
        except SymrulesError as error:
            self.fail(f"symbols.{error.message}", error.hint)
        return notation

    def declared(self, name: str, value: Any) -> Declared:
        field = f"symbols.{name[:40] if name.isidentifier() else ascii(name[:40])}"
        if isinstance(value, str):
            return name, *split_domain(value)
        declared = self.object(value, field, _SYMBOL_KEYS)
        domain = self.string(declared.get("domain", "real"), f"{field}.domain")
        dimension = declared.get("dimension")
        return name, domain, None if dimension is None else self.string(dimension, f"{field}.dimension")

    def sides(self, notation: Notation) -> tuple[Any, Relation, Any]:
        claim = self.fields
        if "statement" in claim:
            if "lhs" in claim or "rhs" in claim:
                self.fail("statement stands beside lhs or rhs", "give the statement, or both sides")
            return self.within("statement", read_statement, claim["statement"], notation)  # type: ignore[no-any-return]
        for side in ("lhs", "rhs"):
            if side not in claim:
                self.fail(f"{side} is missing", "give lhs and rhs, or a statement")
        lhs, rhs = (self.within(side, read_expression, claim[side], notation) for side in ("lhs", "rhs"))
        return lhs, Relation.EQ, rhs

    def within(self, field: str, read: Any, value: Any, notation: Notation) -> Any:
        """Read a text; its position in the field becomes part of the message."""
        text = self.string(value, field)
        try:
            return read(text, notation)
        except ReadError as error:
            self.fail(*in_field(error, field, self.how_to_declare))

    def conditions(self, notation: Notation) -> tuple[Condition, ...]:
        where = self.fields.get("where", [])
        if not isinstance(where, list):
            self.fail(f"where must be a list of conditions, not {_kind(where)}", 'write "where": ["x != 0"]')
        return tuple(self.within(f"where[{i}]", read_condition, text, notation) for i, text in enumerate(where))

    def asymptotic(self, notation: Notation, relation: Relation) -> Asymptotic | None:
        if self.fields.get("asymptotic") is None:
            return None
        if relation is not Relation.EQ:
            self.fail("asymptotic goes with '=' only", "take asymptotic away, or state an equation")
        found = self.object(self.fields["asymptotic"], "asymptotic", _ASYMPTOTIC_KEYS)
        for key in _ASYMPTOTIC_KEYS:
            if key not in found:
                self.fail(f"asymptotic.{key} is missing", 'write {"in": "x", "at": "0", "order": 4}')
        name = self.string(found["in"], "asymptotic.in")
        if name not in notation:
            self.fail(f"asymptotic.in: {name[:40]!r} is not a declared symbol", notation.suggestion(name))
        order = found["order"]
        if type(order) is not int or not -MAX_ORDER <= order <= MAX_ORDER:
            self.fail(f"asymptotic.order must be an integer of at most {MAX_ORDER:,}")
        at = str(found["at"]) if type(found["at"]) is int else found["at"]
        return Asymptotic(symbol(name), self.within("asymptotic.at", read_expression, at, notation), order)


def _kind(value: Any) -> str:
    """A JSON value's kind, as JSON calls it."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return "a string" if isinstance(value, str) else "a list" if isinstance(value, list) else "an object"
