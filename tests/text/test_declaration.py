"""Declarations in plain text."""

from __future__ import annotations

import pytest

from symrules.errors import NotationError
from symrules.notation import Notation
from symrules.text.declaration import declare, from_mapping, read_declarations


def _notation(*texts: str) -> Notation:
    notation = Notation()
    declare(notation, [entry for text in texts for entry in read_declarations(text)])
    return notation


@pytest.mark.parametrize(
    ("text", "names", "domain", "dimension"),
    [
        ("x", ["x"], "real", None),
        ("x: nonzero", ["x"], "nonzero", None),
        ("a, b,c : positive integer", ["a", "b", "c"], "positive integer", None),
        ("T: [0, 1]", ["T"], "[0, 1]", None),
        ("T: (-oo, 1/2], energy/charge", ["T"], "(-oo, 1/2]", "voltage"),
        ("E: real, energy", ["E"], "real", "energy"),
        ("lambda: positive, 1", ["lambda"], "positive", "1"),
    ],
)
def test_symbols(text, names, domain, dimension):
    """Names, then a domain, then a dimension; a comma in an interval is the interval's."""
    notation = _notation(text)
    assert names == [declared.name for declared in notation]
    for declared in notation:
        assert domain == str(declared.domain)
        assert dimension == (None if declared.dimension is None else str(declared.dimension))


def test_function_may_stand_before_its_arguments():
    """A function is declared once the symbols that it depends on are."""
    notation = _notation("f(x, t): positive, energy", "x, t: real")
    assert ("x", "t") == notation["f"].arguments
    assert "energy" == str(notation["f"].dimension)


@pytest.mark.parametrize("text", ["", ": real", "x y: real", "x;y", "(x): real", "x,,y: real", "[0, 1]", "x" * 2000])
def test_what_declares_nothing_is_refused(text):
    """A text that names no symbol is an error with an example, not an empty declaration."""
    with pytest.raises(NotationError, match="declares no symbol") as caught:
        read_declarations(text)
    assert "'x: nonzero'" in caught.value.hint


@pytest.mark.parametrize(
    ("symbols", "message"),
    [
        ({"x": "energy"}, "x: 'energy' is not a domain"),
        ({"x": "real, nonsense"}, "x: unknown dimension 'nonsense'"),
        ({"f(x)": "real"}, "f: the function f depends on 'x'"),
        ({"f()": "real"}, "f: the function f depends on ''"),
        ({"1x": "real"}, "'1x' cannot name a symbol"),
        ({"import": "real"}, "'import' cannot name a symbol"),
    ],
)
def test_bad_declaration_names_the_symbol(symbols, message):
    """The message begins with the name at fault."""
    with pytest.raises(Exception, match=r".") as caught:
        declare(Notation(), from_mapping(symbols))
    assert message in str(caught.value)
