"""``symrules read``: equations as they are understood."""

import json

import pytest
from click.testing import CliRunner

from symrules.cli import group, main

NOTATION = """
[symbols]
x = {}
k_B = { dimension = "energy/temperature" }
Theta = { latex = "T", dimension = "temperature" }
V = {}
e = {}
"""


@pytest.fixture
def paper(tmp_path):
    (tmp_path / "notation.toml").write_text(NOTATION)
    path = tmp_path / "paper.tex"
    path.write_text(
        "\\newcommand{\\kT}{k_B T}\n\\begin{equation}\n  x = \\frac{eV}{2\\kT} \\approx 1 + O(x^2) \\label{eq:x}\n"
        "\\end{equation}\ntext $x > 0$\n\\[ x = q \\]\n"
    )
    return path


def run(*arguments, text=None):
    result = CliRunner().invoke(group, ["read", *map(str, arguments)], input=text, standalone_mode=False)
    return result.return_value, result.stdout, result.stderr


def test_text_shows_label_place_and_links_as_prove_reads_them(paper):
    """Each equation with file, line and label, and each link in plain syntax; the rest goes to standard error."""
    status, out, err = run(paper)
    assert (
        f"{paper}:3: eq:x\n    x = e*V/(2*(k_B*Theta))\n    e*V/(2*(k_B*Theta)) ≈ 1 + O(x**2)\n"
        f"{paper}:6: (no label)\n    (not read)\n"
    ).replace("2*(k_B*Theta)", "2*k_B*Theta") == out
    assert f"{paper}:6:8: SYM001 'q' is not declared" in err
    assert 2 == status


def test_json_has_label_line_links_and_warnings(paper):
    """The documented shape."""
    paper.write_text(paper.read_text().replace("x = q", "x = x"))
    status, out, _ = run(paper, "--format", "json")
    first, second = json.loads(out)
    assert {"label", "line", "links", "warnings"} == set(first)
    assert ("eq:x", 3, []) == (first["label"], first["line"], first["warnings"])
    assert {"lhs": "x", "relation": "=", "rhs": "e*V/(2*k_B*Theta)"} == first["links"][0]
    assert "≈" == first["links"][1]["relation"]
    assert {"label": "", "line": 6, "links": [{"lhs": "x", "relation": "=", "rhs": "x"}], "warnings": []} == second
    assert 0 == status


def test_inline_formulas_on_request(paper):
    """--inline shows formulas in the text, too."""
    assert "    x > 0\n" not in run(paper)[1]
    assert "    x > 0\n" in run(paper, "--inline")[1]


def test_one_equation_from_standard_input(paper):
    """Without a file one equation is read, with the notation that is named; a warning says what is doubtful."""
    status, out, _ = run("--notation", paper.parent / "notation.toml", text="x = eV/2k_BT \\label{eq:y}")
    assert (0, "<stdin>:1: eq:y\n    x = e*V/(2*k_B*Theta)\n") == (status, out)
    _, out, _ = run("-", "--notation", paper.parent / "notation.toml", "--format", "json", text="x = eV/2k_BT")
    (record,) = json.loads(out)
    assert 1 == len(record["warnings"])
    assert "is read as" in record["warnings"][0]


def test_a_document_from_standard_input_inputs_nothing(paper):
    """With environments in it standard input is a document; it has no folder."""
    notation = paper.parent / "notation.toml"
    text = "\n\\begin{equation} x = x \\end{equation} \\input{paper}"
    status, out, err = run("-", "--notation", notation, text=text)
    assert "<stdin>:2: (no label)\n    x = x\n" == out
    assert 2 == status
    assert "TEX003" in err


@pytest.mark.parametrize("text", [b"\xff", b"x" * 1_000_001, b"x = {", b"", b"x = \\nothing"])
def test_broken_input_is_bad_input(paper, text):
    """Text that is not UTF-8, too long, unbalanced or empty: exit status 2."""
    result = CliRunner().invoke(
        group, ["read", "--notation", str(paper.parent / "notation.toml")], input=text, standalone_mode=False
    )
    assert result.exception is not None or 2 == result.return_value


def test_a_missing_file_is_bad_input(tmp_path, capsys):
    """The file and the notation that are named must exist."""
    assert 2 == main(["read", str(tmp_path / "nothing.tex")])
    assert "nothing.tex: cannot be read" in capsys.readouterr().err
    assert 2 == main(["read", "--notation", str(tmp_path / "nothing.toml")])
    assert "nothing.toml: cannot be read" in capsys.readouterr().err
