"""One JSON object a line to a claim."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Symbol

from symrules.errors import Place, ReadError
from symrules.identity import Asymptotic, Relation
from symrules.text.jsonl import line_id, read_line

GOOD: dict[str, Any] = {
    "id": "k1", "lhs": "coth(x/2)", "rhs": "1 + 2/(exp(x)-1)",
    "symbols": {"x": {"domain": "nonzero", "dimension": "1"}, "a": "positive"}, "where": ["x != 0", "a > 1"],
}  # fmt: skip


def test_a_line_gives_id_sides_domains_and_conditions() -> None:
    """The example of the batch command is read."""
    name, claim = read_line(json.dumps(GOOD))
    assert name == "k1"
    assert str(claim.lhs) == "coth(x/2)"
    assert claim.relation is Relation.EQ
    assert [str(condition) for condition in claim.where] == ["x != 0", "a > 1"]
    assert claim.notation["x"].domain.name == "nonzero"
    assert claim.notation["a"].domain.name == "positive"
    assert str(claim.notation["x"].dimension) == "1"
    assert claim.notation["a"].dimension is None


def test_a_statement_stands_for_both_sides() -> None:
    """`statement` carries the relation; an integer id stays one."""
    name, claim = read_line('{"id": 7, "statement": "x**2 >= 0", "symbols": {"x": "real"}}')
    assert (name, claim.relation, claim.rhs) == (7, Relation.GE, 0)


def test_an_asymptotic_claim_names_variable_point_and_order() -> None:
    """The optional object becomes the relation."""
    line = {"lhs": "sin(x)", "rhs": "x", "symbols": {"x": "real"}, "asymptotic": {"in": "x", "at": "0", "order": 3}}
    name, claim = read_line(json.dumps(line))
    assert (name, claim.relation) == (None, Asymptotic(Symbol("x"), 0, 3))


BAD: list[tuple[Any, str, str]] = [
    ("{", "the line is not JSON", ""),
    ("", "the line is not JSON", "one object a line"),
    ("[1]", "the line must be an object, not a list", ""),
    ("NaN", "NaN is not a JSON value", ""),
    ("[" * 100_000, "not JSON that can be read", ""),
    ("1" * 5_000, "not JSON that can be read", ""),
    ('{"id": "a", "id": "b"}', "'id' stands twice", ""),
    (GOOD | {"hwere": []}, "unknown key 'hwere'", "did you mean 'where'?"),
    (GOOD | {"id": ["k"]}, "id must be a string, not a list", ""),
    (GOOD | {"id": True}, "id must be a string, not a boolean", ""),
    (GOOD | {"lhs": 3}, "lhs must be a string, not a number", ""),
    (GOOD | {"lhs": "2x"}, "lhs, column 2: an operator is missing", "write 2*x"),
    (GOOD | {"lhs": "x +\n2x"}, "lhs, line 2, column 2: an operator is missing", "write 2*x"),
    (GOOD | {"rhs": "y"}, "rhs, column 1: 'y' is not a declared symbol", ""),
    (GOOD | {"rhs": "\ud800"}, "rhs, column 1: the character '\\ud800'", ""),
    (GOOD | {"statement": "x = 1"}, "statement stands beside lhs or rhs", ""),
    ({"lhs": "1"}, "rhs is missing", ""),
    ({"rhs": "1"}, "lhs is missing", ""),
    ({"statement": "1"}, "statement, column 2: a relation such as", ""),
    (GOOD | {"symbols": []}, "symbols must be an object, not a list", ""),
    (GOOD | {"symbols": {"x": 1}}, "symbols.x must be an object, not a number", ""),
    (GOOD | {"symbols": {"x": "unreal"}}, "symbols.x: 'unreal' is not a domain", "real"),
    (GOOD | {"symbols": {"x": {"domian": "real"}}}, "symbols.x has an unknown key", "'domain'"),
    (GOOD | {"symbols": {"x": {"domain": 1}}}, "symbols.x.domain must be a string", ""),
    (GOOD | {"symbols": {"x": {"dimension": 1}}}, "symbols.x.dimension must be a string", ""),
    (GOOD | {"symbols": {"x": {"dimension": "enrgy"}}}, "symbols.x: unknown dimension", "energy"),
    (GOOD | {"symbols": {"x\n": "real"}}, "symbols.'x\\n': ", "a letter"),
    (GOOD | {"symbols": {f"s{i}": "real" for i in range(1001)}}, "at most 1,000", ""),
    (GOOD | {"where": "x != 0"}, "where must be a list of conditions, not a string", "["),
    (GOOD | {"where": ["x != 0", None]}, "where[1] must be a string, not null", ""),
    (GOOD | {"where": ["x"]}, "where[0], column 2: a relation", ""),
    (GOOD | {"asymptotic": "x"}, "asymptotic must be an object", ""),
    (GOOD | {"asymptotic": {"in": "x", "at": "0"}}, "asymptotic.order is missing", ""),
    (GOOD | {"asymptotic": {"in": "y", "at": "0", "order": 1}}, "asymptotic.in: 'y' is not a declared", ""),
    (GOOD | {"asymptotic": {"in": "x", "at": "0", "order": "4"}}, "asymptotic.order must be an integer", ""),
    (GOOD | {"asymptotic": {"in": "x", "at": "0", "order": True}}, "asymptotic.order must be an integer", ""),
    (GOOD | {"asymptotic": {"in": "x", "at": "?", "order": 1}}, "asymptotic.at, column 1: the character", ""),
    (GOOD | {"label": 3}, "label must be a string", ""),
    ({"statement": "x = t", "symbols": {"x": {"dimension": "energy"}, "t": {"dimension": "time"}}}, "dimension", ""),
]


@pytest.mark.parametrize(("line", "message", "hint"), BAD, ids=[message for _, message, _ in BAD])
def test_a_malformed_line_names_the_field(line: Any, message: str, hint: str) -> None:
    """Each malformed line is refused with its place, the field at fault and a hint."""
    place = Place("claims.jsonl", 3, 0)
    with pytest.raises(ReadError) as caught:
        read_line(line if isinstance(line, str) else json.dumps(line), place=place)
    assert place == caught.value.place
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_the_id_of_a_bad_line_is_found_where_there_is_one() -> None:
    """So that the answer to a bad line can carry it."""
    assert line_id('{"id": "k9", "lhs": 3}') == "k9"
    assert line_id('{"id": 4}') == 4
    assert [line_id(line) for line in ("{", "[]", '{"id": []}', "[" * 100_000)] == [None] * 4


_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.sampled_from(["x", "real", "x = 1", "0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["x", "in", "at", "order"]), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "statement", "lhs", "rhs", "symbols", "where", "asymptotic"]), _values))
@settings(derandomize=True, max_examples=500, deadline=None)
def test_any_object_is_a_claim_or_refused(value: Any) -> None:
    """No object makes anything but a claim or a `ReadError`."""
    try:
        name, _ = read_line(json.dumps(value))
    except ReadError as caught:
        error = caught
    else:
        assert name == value.get("id")
        return
    assert error.message
