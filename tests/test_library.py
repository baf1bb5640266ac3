"""Finding and loading derivations, and where an error in one is reported."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from symrules import library
from symrules.errors import DerivationError, DimensionError, SymrulesError


def _folder(path: Path, **files: str) -> Path:
    folder = path / "mine"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_sections_of_a_folder_are_read_in_order(small_library):
    """A user's folder gives its sections with their equations."""
    sections = library.load(small_library)
    assert ["1", "two"] == [equation.label for section in sections for equation in section.equations]


def test_loading_leaves_no_global_module(small_library):
    """No module named as the folder is imported, and the import path is as it was."""
    path = list(sys.path)
    library.load(small_library)
    assert "small" not in sys.modules
    assert path == sys.path


def test_relative_imports_work(tmp_path):
    """The files of a folder import one another relatively."""
    folder = _folder(tmp_path, __init__="from .part import SECTIONS\n",
                     part="from symrules.derivation import Section\nSECTIONS = (Section('A'),)\n")  # fmt: skip
    assert ["A"] == [section.title for section in library.load(folder)]


def test_a_second_folder_does_not_see_the_first(tmp_path, small_library):
    """Folders loaded one after the other do not share modules."""
    library.load(small_library)
    other = _folder(tmp_path, __init__="from symrules.derivation import Section\nSECTIONS = [Section('B')]\n")
    assert ["B"] == [section.title for section in library.load(other)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("import nothing_of_this_name\n", 1, "ModuleNotFoundError"),
        ("x = 1\ny = x / 0\n", 2, "ZeroDivisionError: division by zero"),
        ("x = (1,\n\n", 1, "SyntaxError"),
        ("raise SystemExit(3)\n", 1, "SystemExit: 3"),
    ],
)
def test_file_that_fails_to_import_is_named_with_its_line(tmp_path, text, line, message):
    """An error of any kind is one message with file and line of the innermost frame in the folder."""
    folder = _folder(tmp_path, __init__="from . import part\n", part=text)
    with pytest.raises(DerivationError, match="cannot be imported") as caught:
        library.load(folder)
    assert caught.value.place is not None
    assert (str(folder / "part.py"), line) == (caught.value.place.file, caught.value.place.line)
    assert message in caught.value.message
    assert "\n" not in caught.value.message


def test_ill_dimensioned_identity_is_placed_at_its_line(tmp_path):
    """Energy set equal to temperature is an error at the line that states it."""
    text = """from symrules.identity import Identity
from symrules.notation import Notation
notation = Notation()
E = notation.symbol("E", dimension="energy")
T = notation.symbol("T", dimension="temperature")
claim = Identity(
    E, T, notation, label="7")
"""
    folder = _folder(tmp_path, __init__="from . import thermal\n", thermal=text)
    with pytest.raises(DimensionError, match=r"Eq\. \(7\).*\[energy\] against \[temperature\]") as caught:
        library.load(folder)
    assert caught.value.place is not None
    assert str(folder / "thermal.py") == caught.value.place.file
    assert caught.value.place.line in (6, 7)


def test_a_folder_can_be_mended_and_loaded_again(tmp_path):
    """A failed import leaves nothing behind that a second attempt would find."""
    folder = _folder(tmp_path, __init__="SECTIONS = 1 / 0\n")
    with pytest.raises(DerivationError):
        library.load(folder)
    (folder / "__init__.py").write_text("SECTIONS = ()  # nothing divided by nothing\n", encoding="utf-8")
    assert [] == library.load(folder)


@pytest.mark.parametrize("text", ["", "SECTIONS = 3\n", "SECTIONS = ('A',)\n"])
def test_sections_must_be_sections(tmp_path, text):
    """A folder without a tuple of sections says what to write."""
    with pytest.raises(DerivationError, match="SECTIONS") as caught:
        library.load(_folder(tmp_path, __init__=text))
    assert "SECTIONS = (" in caught.value.hint


@pytest.mark.parametrize("name", ["missing", "file.py"])
def test_what_is_no_folder_of_derivations_is_refused(tmp_path, name):
    """A missing folder and a file are refused with the path as it was given."""
    (tmp_path / "file.py").write_text("")
    with pytest.raises(DerivationError) as caught:
        library.load(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("label", ["../10", "", "a b", "-x", "10\n", "é"])
def test_labels_that_cannot_name_a_file_are_refused(tmp_path, label):
    """A label becomes a file name, so it may hold no path and no blank."""
    text = f"""from symrules.derivation import Equation, Section
from symrules.notation import Notation
SECTIONS = (Section("A", (Equation({label!r}, "", Notation(), (), ()),)),)
"""
    with pytest.raises(SymrulesError, match="cannot name a file"):
        library.load(_folder(tmp_path, __init__=text))


def test_a_label_used_twice_is_refused(tmp_path):
    """Two equations of one label would overwrite each other's files."""
    text = """from symrules.derivation import Equation, Section
from symrules.notation import Notation
one = Equation("1", "", Notation(), (), ())
SECTIONS = (Section("A", (one,)), Section("B", (one,)))
"""
    with pytest.raises(DerivationError, match="used twice"):
        library.load(_folder(tmp_path, __init__=text))
