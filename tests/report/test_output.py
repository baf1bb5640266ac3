"""The folder that `derive` writes: what is in it, what a second run does, and what counts as stale."""

from __future__ import annotations

from pathlib import Path

import pytest
from sympy import Symbol

from symrules.decide import evaluate
from symrules.derivation import Expansion, Section
from symrules.errors import DerivationError
from symrules.notation import Notation
from symrules.report import output, plot, typeset
from symrules.report.output import Content


@pytest.fixture
def content(sections, results) -> Content:
    equations = output.equations_of(sections)
    figures = output.sampled_figures(sections, evaluate, output.limit_by_series)
    return Content(output.all_files(sections, equations, results), figures, with_tex=False)


def _all(target: Path) -> dict[str, bytes]:
    return {str(p.relative_to(target)): p.read_bytes() for p in sorted(target.rglob("*")) if p.is_file()}


def test_folder_holds_everything(content, tmp_path):
    """Fragments, macros, certificates, both ledgers, paper, and each figure as PDF, SVG and data."""
    output.store(tmp_path, content)
    assert {
        "certificates/eq-10.json", "certificates/eq-13.json", "certificates/eq-3.json", "certificates/eq-open-1.json",
        "equations/eq-10.tex", "equations/eq-13.tex", "equations/eq-3.tex", "equations/eq-open-1.tex",
        "equations/macros.tex", "figures/ratio.csv", "figures/ratio.pdf", "figures/ratio.svg",
        "ledger.json", "ledger.md", "manifest.json", "paper.tex",
    } == set(_all(tmp_path))  # fmt: skip


def test_second_run_changes_no_byte_and_is_not_stale(content, tmp_path):
    """The same content again changes nothing and draws nothing."""
    output.store(tmp_path, content)
    before, told = _all(tmp_path), []
    written = output.store(tmp_path, content, told.append)
    assert ((), []) == (written.changed, told)
    assert before == _all(tmp_path)
    assert [] == output.stale(tmp_path, content)


@pytest.mark.parametrize("name", ["ledger.md", "certificates/eq-10.json", "equations/macros.tex", "figures/ratio.csv"])
def test_changed_or_missing_text_is_stale(content, tmp_path, name):
    """One byte more in a text, or its absence, is found by its name."""
    output.store(tmp_path, content)
    with (tmp_path / name).open("ab") as file:
        file.write(b" ")
    assert [name] == output.stale(tmp_path, content)
    (tmp_path / name).unlink()
    assert [name] == output.stale(tmp_path, content)


def test_drawing_by_another_renderer_is_not_stale(content, tmp_path):
    """Other bytes that draw the same data are left as they are; a drawing of other data is stale, and drawn again."""
    output.store(tmp_path, content)
    drawing = tmp_path / "figures" / "ratio.svg"
    elsewhere = drawing.read_bytes().replace(b"<svg ", b"<svg  ", 1)
    drawing.write_bytes(elsewhere)
    assert [] == output.stale(tmp_path, content)
    output.store(tmp_path, content)
    assert elsewhere == drawing.read_bytes()
    drawing.write_bytes(elsewhere.replace(b"symrules:", b"symrules:0"))
    assert ["figures/ratio.svg"] == output.stale(tmp_path, content)
    output.store(tmp_path, content)
    assert plot.is_drawing_of(drawing.read_bytes(), plot.key(content.figures[0]))


def test_run_without_figures_leaves_them(content, tmp_path):
    """Figures that are not asked for stay, stay listed, and are not stale."""
    output.store(tmp_path, content)
    before = _all(tmp_path)
    without = Content(content.texts, (), with_figures=False, with_tex=False)
    output.store(tmp_path, without)
    assert before == _all(tmp_path)
    assert [] == output.stale(tmp_path, without)


def test_equation_that_is_gone_takes_its_files_along(content, tmp_path):
    """What only an earlier run wrote is stale, and removed by the next run."""
    output.store(tmp_path, content)
    fewer = {name: text for name, text in content.texts.items() if "open-1" not in name}
    less = Content(fewer, content.figures, with_tex=False)
    assert ["certificates/eq-open-1.json", "equations/eq-open-1.tex"] == output.stale(tmp_path, less)
    output.store(tmp_path, less)
    assert not (tmp_path / "equations" / "eq-open-1.tex").exists()


def test_selected_equations_leave_the_rest_of_a_complete_folder(content, tmp_path, sections, results):
    """Writing one equation over a complete folder changes that equation's files only."""
    output.store(tmp_path, content)
    before = _all(tmp_path)
    (tmp_path / "certificates" / "eq-10.json").write_bytes(b"old")
    files = output.equation_files(output.equations_of(sections), results[1:2])
    assert {"certificates/eq-10.json", "equations/eq-10.tex", "equations/macros.tex"} == set(files)
    output.store(tmp_path, Content(files, complete=False))
    assert before == _all(tmp_path)


def test_typeset_paper_follows_its_sources(content, tmp_path, pdflatex):
    """The PDF is made with TeX, kept while it fits, stale when its sources change, and removed rather than left."""
    with_tex = Content(content.texts, content.figures)
    output.store(tmp_path, with_tex)
    first = (tmp_path / "paper.pdf").read_bytes()
    assert [] == output.stale(tmp_path, with_tex)
    output.store(tmp_path, content)  # without typesetting: it still fits
    assert first == (tmp_path / "paper.pdf").read_bytes()
    changed = {**content.texts, "paper.tex": content.texts["paper.tex"].replace(b"As printed.", b"As it is printed.")}
    assert ["paper.pdf", "paper.tex"] == output.stale(tmp_path, Content(changed, content.figures))
    output.store(tmp_path, Content(changed, content.figures, with_tex=False))
    assert not (tmp_path / "paper.pdf").exists()


def test_missing_paper_is_not_stale_where_no_tex_is(content, tmp_path, monkeypatch):
    """A machine without TeX writes no PDF and finds none missing."""
    monkeypatch.setattr(typeset, "has_tex", lambda: False)
    with_tex = Content(content.texts, content.figures)
    output.store(tmp_path, with_tex)
    assert not (tmp_path / "paper.pdf").exists()
    assert [] == output.stale(tmp_path, with_tex)


def test_equations_know_their_section(sections):
    """An equation without a section of its own takes the title of the one that it stands in."""
    from dataclasses import replace

    bare = Section("Title", tuple(replace(equation, section="") for equation in sections[0].equations))
    assert {"Title"} == {equation.section for equation in output.equations_of([bare])}


@pytest.mark.parametrize("asked", [["10"], ["(10)"], [" 10 "], ["10", "10"]])
def test_equations_are_selected_by_label(sections, asked):
    """A label may be given in parentheses, and more than once."""
    assert ["10"] == [equation.label for equation in output.select(output.equations_of(sections), asked)]


def test_selection_keeps_the_order_of_the_paper(sections):
    """Equations are derived in their own order, whatever the order in which they were asked for."""
    equations = output.equations_of(sections)
    assert ["3", "13"] == [equation.label for equation in output.select(equations, ["13", "3"])]


def test_unknown_label_is_refused_with_the_known_ones(sections):
    """A wrong label names the nearest one and lists them all."""
    with pytest.raises(DerivationError, match="no equation '12'") as caught:
        output.select(output.equations_of(sections), ["10", "12"])
    assert "the labels are 3, 10, 13, open-1" in caught.value.hint


def test_series_are_tabulated():
    """An expansion becomes a JSON file with its exact coefficients."""
    import json

    notation = Notation()
    u = notation.symbol("u")
    expansion = Expansion("geometric", "A geometric series", 1 / (1 - u), Symbol("u"), notation, order=5)
    files = output.all_files([Section("S", expansions=(expansion,))], [], [])
    record = json.loads(files["series/geometric.json"])
    assert ("geometric", "u", 5) == (record["name"], record["variable"], record["order"])
    assert [[n, "1"] for n in range(6)] == record["coefficients"]
