"""``symrules export``: fragments and macros for a manuscript."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("style", ["revtex", "article"])
def test_fragments_and_macros_are_written(symrules, small_library, tmp_path, style):
    """The equations asked for and the macros are written, and their paths printed."""
    out = tmp_path / "paper"
    done = symrules("export", "two", "--from", small_library, "--style", style, "--out", out)
    assert (0, f"{out / 'macros.tex'}\n{out / 'eq-two.tex'}\n") == (done.returncode, done.stdout)
    assert {"eq-two.tex", "macros.tex"} == {path.name for path in out.iterdir()}
    assert r"\label{eq:two}" in (out / "eq-two.tex").read_text()
    assert r"\providecommand{\srb}{b_{\mathrm{x}}}" in (out / "macros.tex").read_text()


def test_export_repeats_itself_and_leaves_other_files_alone(symrules, small_library, tmp_path):
    """A second export changes nothing; the author's own files in the folder stay."""
    out = tmp_path / "paper"
    out.mkdir()
    (out / "main.tex").write_text("mine")
    run = ("export", "1", "two", "--from", small_library, "--out", out)
    symrules(*run)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    symrules(*run)
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}
    assert {"main.tex", "macros.tex", "eq-1.tex", "eq-two.tex"} == set(before)


def test_check_finds_a_stale_copy(symrules, small_library, tmp_path):
    """``--check`` says 0 for fresh copies, and 1 with the name of one that was edited, and changes neither."""
    run = ("export", "1", "two", "--from", small_library, "--out", tmp_path)
    symrules(*run)
    assert 0 == symrules(*run, "--check").returncode
    (tmp_path / "eq-two.tex").write_text("edited")
    done = symrules(*run, "--check")
    assert (1, f"symrules: stale: {tmp_path / 'eq-two.tex'}\n") == (done.returncode, done.stderr)
    assert "edited" == (tmp_path / "eq-two.tex").read_text()


def test_unknown_label_is_status_2(symrules, small_library, tmp_path):
    """A label that does not exist writes nothing."""
    done = symrules("export", "1", "99", "--from", small_library, "--out", tmp_path / "new")
    assert 2 == done.returncode
    assert "there is no equation '99'" in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_table_of_the_symbols_that_occur(symrules, small_library, tmp_path):
    """``--symbols`` adds a table with a row for each symbol of the equations asked for."""
    out = tmp_path / "paper"
    done = symrules("export", "1", "--from", small_library, "--symbols", "--out", out)
    assert 0 == done.returncode
    table = (out / "symbols.tex").read_text()
    assert r"$a$ & a number & number & $1$ \\" in table
    assert r"$\srb$ & another number & number & $1$ \\" in table


def test_lines_are_broken_to_a_width(symrules, small_library, tmp_path):
    """A narrow column breaks what fits one line in a wide one, and never asks for the width of the page."""
    for width, rows in (("60", 1), ("11", 3)):
        done = symrules("export", "1", "--from", small_library, "--width", width, "--out", tmp_path / width)
        assert 0 == done.returncode
        text = (tmp_path / width / "eq-1.tex").read_text()
        assert rows == 1 + text.count(r"\\")
        assert "widetext" not in text
