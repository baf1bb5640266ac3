"""TOML with positions: where keys and values stand, and what is refused."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symrules.errors import Place, ReadError
from symrules.tables import parse_document

TEXT = """\
# a comment with [brackets] = "and quotes"
[model]
name = "Drude"   # here
where = ["a > b", 'c > 0']
[symbols.T]
latex = '\\mathcal{T}'
[symbols]
a = { domain = "real", role = "drive" }
"f(E)" = "1/E"
[observables]
n = \"\"\"
 a +
   b*q\"\"\"
m = [["1", "2"],
  ["3", "4"]]
[[part]]
x = 1
[part.y]
z = 2
[[part]]
x = 3
"""


def _line_and_column(place: Place) -> tuple[int, int]:
    return place.line, place.column


def test_positions_of_keys_and_values() -> None:
    """The position of a text is that of its first character, inside the quotes."""
    root = parse_document(TEXT, "f.toml")
    assert (3, 1) == _line_and_column(root.table("model").key_place("name"))
    assert (3, 9) == _line_and_column(root.table("model").value_place("name"))
    assert (4, 20) == _line_and_column(root.table("model").value_place("where", 1))
    assert (8, 17) == _line_and_column(root.table("symbols").table("a").value_place("domain"))
    assert (9, 1) == _line_and_column(root.table("symbols").key_place("f(E)"))
    assert (15, 10) == _line_and_column(root.table("observables").value_place("m", 1, 1))
    assert (21, 5) == _line_and_column(root.document.value(("part", 1, "x")))
    assert (19, 5) == _line_and_column(root.document.value(("part", 0, "y", "z")))


def test_a_position_inside_a_text_of_several_lines() -> None:
    """A place inside a text, counted from its start, becomes a place in the file."""
    table = parse_document(TEXT, "f.toml").table("observables")
    assert (12, 5) == _line_and_column(table.value_place("n", inside=Place("", 1, 5)))
    assert (13, 6) == _line_and_column(table.value_place("n", inside=Place("", 2, 6)))


def test_a_text_with_escapes_is_placed_at_its_start() -> None:
    """Columns of a text with escapes cannot be counted through, and are not made up."""
    table = parse_document('[a]\nb = "\\u0061 + c"\n')
    assert (2, 6) == _line_and_column(table.table("a").value_place("b", inside=Place("", 1, 5)))


def _messages(text: str) -> str:
    with pytest.raises(ReadError) as error:
        parse_document(text, "f.toml")
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("[model\nname = 1\n", "f.toml:1:7", "not TOML"),
        ('a = "1"\na = "2"\n', "f.toml:2:", "not TOML"),
        ("a = \n", "f.toml:1:5", "not TOML"),
        ("a = [" + "[" * 100, "f.toml:1:", "nest"),
        (".".join("a" * 40) + " = 1", "f.toml:1:", "parts"),
        ("a = " + "9" * 5000, "f.toml", "bounds"),
        ("\n".join(f"k{n} = 1" for n in range(20_001)), "f.toml:20001:1", "entries"),
        ('a = "open', "f.toml:1:", "not TOML"),
    ],
)
def test_what_is_not_toml_is_refused_at_its_place(text: str, place: str, word: str) -> None:
    """A malformed or excessive file gets a message with its line, not a traceback."""
    message = _messages(text)
    assert message.startswith(place)
    assert word in message


def test_an_unknown_key_is_refused_with_the_name_meant() -> None:
    """A misspelt key is never ignored."""
    table = parse_document('[model]\nnmae = "x"\n', "f.toml").table("model")
    with pytest.raises(ReadError, match=r"f\.toml:2:1: unknown key 'nmae' in \[model\]\n  hint: did you mean 'name'\?"):
        table.only("name", "reference")


@pytest.mark.parametrize(
    ("value", "kind"), [("1", "an integer"), ("1.5", "a decimal number"), ("true", "true or false"), ("[]", "a list"),
                        ("1979-05-27", "a date or time"), ("{}", "a table")]
)  # fmt: skip
def test_a_value_of_another_type_is_refused(value: str, kind: str) -> None:
    """A text is expected: the message names what stands there instead."""
    with pytest.raises(ReadError, match=rf"f\.toml:1:5: a is a text, not {kind}"):
        parse_document(f"a = {value}\n", "f.toml").text("a")


def test_a_missing_entry_is_named() -> None:
    """A required entry that is absent is named with its table."""
    with pytest.raises(ReadError, match=r"\[model\] has no 'name'"):
        parse_document("[model]\n", "f.toml").table("model").text("name")


_KEYS = st.text("abc-_. \"'é=[]{}#\\", min_size=1, max_size=6)
_VALUES = st.recursive(
    st.text("ab\"'\\\n#]}é= ", max_size=8) | st.integers(-9, 9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(f"\\u{ord(c):04x}" if c in '"\\\n' else c for c in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    return str(value)


def _paths(value: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return ({path} if path else set()).union(*(_paths(inner, (*path, key)) for key, inner in items))


@settings(derandomize=True, max_examples=150)
@given(st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=4))
def test_every_entry_has_a_position(values: dict[str, object]) -> None:
    """The scanner finds an entry for exactly the paths that the parser finds, whatever quotes and brackets stand in."""
    text = "".join(f"{_toml(key)} = {_toml(value)}  # c\n" for key, value in values.items())
    assert tomllib.loads(text) == values
    assert _paths(values) == set(parse_document(text).document.marks)
