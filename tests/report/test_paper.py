"""The paper as a document, and its typesetting."""

from __future__ import annotations

import re
import subprocess

import pytest

from symrules.errors import OutputError
from symrules.report import typeset
from symrules.report.output import all_files
from symrules.report.paper import _condition, _reason, paper

# All in Debian's texlive-latex-base.
_BASE_PACKAGES = {
    "amsmath", "amssymb", "geometry", "array", "longtable", "graphicx", "color", "hyperref",
}  # fmt: skip


@pytest.fixture
def files(results) -> dict[str, bytes]:
    return all_files([], [result.equation for result in results], results)


def test_document_needs_the_packages_of_a_minimal_tex_only(files):
    """Nothing is loaded that texlive-latex-base does not hold."""
    loaded = re.findall(r"\\usepackage(?:\[[^]]*\])?\{([^}]*)\}", files["paper.tex"].decode())
    assert {name for group in loaded for name in group.split(",")} <= _BASE_PACKAGES


def test_document_shows_each_link_with_status_and_evidence(results):
    """Status, witness, side condition, remainder, remark and the derivation with its reasons are printed."""
    text = paper(results)
    assert 6 == text.count(r"\hfill\status{")
    assert r"\field{requires}{$x\neq 0$}" in text.replace(r" \neq ", r"\neq ")
    assert r"$\mathcal{T} = 1/2$, $x = 1$" in text
    assert r"4.1\times10^{-9}" in text
    assert "expanding coth x at x $\\to$ 0" in text
    assert r"\textbf{undecided} (recorded: proved)" in text
    assert r"\input{equations/eq-10}" in text
    assert r"\input{equations/eq-open-1}" not in text


def test_the_number_of_an_equation_keeps_its_parentheses(results):
    """A reason that names an equation is words; one that names an expression is mathematics."""
    notation = results[0].equation.notation
    assert _reason("using (4)", notation) == "using (4)"
    assert _reason("antiderivative x**2/2", notation).startswith(r"antiderivative \fit{")


def test_existence_is_stated_of_a_formula(results):
    """What exists or converges is printed as mathematics; other words stay words."""
    notation = results[0].equation.notation
    assert r"$\lim_{x\to\infty}e^{-x}$ exists" == _condition("Limit(exp(-x), x, oo) exists", notation)
    assert "the inverse exists" == _condition("the inverse exists", notation)


def test_words_of_the_author_cannot_break_the_document(files):
    """A percent sign and an ampersand in a title are escaped."""
    assert r"50\% \& more" in files["paper.tex"].decode()


def test_paper_compiles_to_the_same_bytes_twice(files, pdflatex):
    """pdflatex accepts the document and the fragments; a second run gives the same file, which knows its sources."""
    first = typeset.typeset(files)
    assert first == typeset.typeset(files)
    assert typeset.is_paper_of(first, typeset.key(files))
    assert not typeset.is_paper_of(first, typeset.key({**files, "paper.tex": b"other"}))
    assert not typeset.is_paper_of(first[:-50], typeset.key(files))


def test_no_line_of_the_paper_is_too_wide(files, tmp_path, pdflatex):
    """TeX reports no overfull line, and no undefined reference."""
    for name, content in typeset.sources(files).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    command = [pdflatex, "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    for _ in range(3):
        log = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout.decode(errors="replace")
    assert "Overfull \\hbox" not in log
    assert "undefined" not in log


def test_error_of_latex_is_quoted(files, pdflatex):
    """A macro that does not exist stops the typesetting with TeX's own message and line."""
    with pytest.raises(OutputError, match=r"Undefined control sequence.*nosuchmacro"):
        typeset.typeset({**files, "equations/eq-10.tex": b"\\nosuchmacro\n"})


@pytest.mark.parametrize("document", [
    r"\documentclass[aps,prb,twocolumn]{revtex4-2}\usepackage{amsmath}",
    r"\documentclass{article}\usepackage{amsmath}",
])  # fmt: skip
def test_fragments_compile_in_a_manuscript(files, tmp_path, document, pdflatex):
    """The fragments and the macros compile under REVTeX 4.2 and under article with amsmath, and can be referred to."""
    for name, content in files.items():
        if name.startswith("equations/"):
            (tmp_path / name.removeprefix("equations/")).write_bytes(content)
    body = r"\input{macros}\begin{document}\input{eq-3}\input{eq-10}\input{eq-13}See \eqref{eq:10}.\end{document}"
    (tmp_path / "manuscript.tex").write_text(document + body)
    command = [pdflatex, "-interaction=nonstopmode", "-halt-on-error", "manuscript.tex"]
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert 0 == done.returncode, done.stdout.decode(errors="replace")[-2000:]
    assert b"undefined" not in done.stdout
