"""``symrules check paper.tex``: formats, exit statuses, stubs for symbols, and watching."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from symrules.cli import group

ROOT = Path(__file__).resolve().parents[2]
NOTATION = """
[symbols]
x = { domain = "real" }
a = {}
b = {}
"""
GOOD = "\\[ (a+b)^2 = a^2 + 2ab + b^2 \\]\n"
FALSE = "\\begin{equation}\n  x = \\tanh x + b \\label{eq:false}\n\\end{equation}\n"
OPEN = "\\[ \\tanh x \\approx x \\]\n"
BROKEN = "\\[ a = \\frac{b \\]\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    Path("notation.toml").write_text(NOTATION)
    return tmp_path


def check(text, *options):
    Path("paper.tex").write_text(text)
    result = CliRunner().invoke(group, ["check", "paper.tex", *options], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, result.stdout


@pytest.mark.parametrize(
    ("text", "status"),
    [("", 0), (GOOD, 0), (GOOD + FALSE, 1), (GOOD + OPEN, 1), (GOOD + BROKEN, 2), (FALSE + BROKEN, 2)],
)
def test_exit_status(folder, text, status):
    """0 when all holds, 1 when something is false or undecided, 2 when something cannot be read."""
    assert status == check(text)[0]
    assert (0 if status == 1 else status) == check(text, "--exit-zero")[0]


def test_text_is_a_linter_s(folder):
    """Place, code, message, source line, caret, witness and residual; then the count."""
    status, out = check(GOOD + FALSE)
    lines = out.splitlines()
    assert "paper.tex:3:7: ALG001 refuted: x = tanh(x) + b" == lines[0]
    assert "    x = \\tanh x + b \\label{eq:false}" == lines[1]
    assert "        ^^^^^^^^^^^" == lines[2]
    assert re.fullmatch(r"  at b = .*, x = .*: .* against .*", lines[3])
    assert "  residual: " in lines[4]
    assert "paper.tex: 2 equations, 2 links: 1 proved, 1 refuted" == lines[-1]
    assert 1 == status


def test_verbose_shows_what_holds(folder):
    """With --verbose each link that holds is listed with its method."""
    assert "OK proved: " in check(GOOD, "--verbose")[1]
    assert "OK" not in check(GOOD)[1]


def test_json_has_equations_and_findings(folder):
    """One object a manuscript: each link with its status, each finding with its place."""
    _, out = check(GOOD + FALSE + OPEN, "--format", "json")
    record = json.loads(out)
    assert {"file", "equations", "findings"} == set(record)
    assert ["proved", "refuted", "undecided"] == [e["links"][0]["status"] for e in record["equations"]]
    false = record["equations"][1]
    assert ("eq:false", 3) == (false["label"], false["line"])
    assert {"at", "lhs", "rhs"} == set(false["links"][0]["witness"])
    assert {"lhs", "relation", "rhs", "line", "status", "read_as", "code", "method", "hypotheses", "side_conditions",
            "witness", "residual", "reason", "notes"} == set(false["links"][0])  # fmt: skip
    assert [("ALG001", 3), ("ASY003", 5)] == [(f["code"], f["line"]) for f in record["findings"]]


def test_sarif_and_github(folder):
    """The same findings for a code scanner, with titles, and as workflow commands."""
    run = json.loads(check(FALSE, "--format", "sarif")[1])["runs"][0]
    assert "refuted" == run["tool"]["driver"]["rules"][0]["shortDescription"]["text"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert {"startLine": 2, "startColumn": 7, "endColumn": 18} == region
    out = check(FALSE, "--format", "github")[1]
    assert out.startswith("::error file=paper.tex,line=2,col=7,endColumn=18,title=ALG001::ALG001 refuted")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_output_is_the_same_on_every_run(folder, form):
    """Byte by byte, with verdicts kept and without."""
    first = check(GOOD + FALSE + OPEN + BROKEN, "--format", form)
    assert first == check(GOOD + FALSE + OPEN + BROKEN, "--format", form)
    assert first == check(GOOD + FALSE + OPEN + BROKEN, "--format", form, "--no-cache")


def test_a_file_that_another_one_inputs_is_checked_there(folder):
    """Of a folder, the parts of a manuscript are no manuscripts of their own."""
    Path("part.tex").write_text("\\[ \\A = b \\]")
    Path("paper.tex").write_text("\\newcommand{\\A}{b}\\input{part}")
    result = CliRunner().invoke(group, ["check", "."], standalone_mode=False)
    assert 0 == result.return_value
    assert "paper.tex: 1 equation, 1 link: 1 proved\n" == result.stdout


def test_a_notation_that_cannot_be_read_is_bad_input(folder):
    """The entry at fault is named with line and column."""
    Path("notation.toml").write_text('[symbols]\nx = { domian = "real" }\n')
    status, out = check(GOOD)
    assert 2 == status
    assert "notation.toml:2:7: SYM002" in out
    assert "did you mean 'domain'?" in out


def test_another_notation_may_be_named(folder):
    """--notation takes a file that must exist."""
    Path("other.toml").write_text(NOTATION + "q = {}\n")
    text = "\\[ q + a = a + q \\]"
    assert 2 == check(text)[0]
    assert 0 == check(text, "--notation", "other.toml")[0]
    assert 2 == check(text, "--notation", "nothing.toml")[0]


def test_stubs_for_symbols(folder):
    """--add-symbols declares what is not declared yet by name and LaTeX, keeps the rest, and does it once."""
    Path("notation.toml").write_text("# mine\n" + NOTATION + '\n[manuscript]\nsmall = ["x"]\n')
    text = "\\[ \\mu_{\\rm up} + U_0' = a + q \\]\n\\[ q = \\frac{1}{\\mathcal{T}} \\]"
    status, _ = check(text, "--add-symbols")
    added = Path("notation.toml").read_text()
    assert added.startswith("# mine\n" + NOTATION.rstrip("\n"))
    assert added.endswith('\n[manuscript]\nsmall = ["x"]\n')
    assert "mu_up = { latex = '\\mu_{\\rm up}' }" in added
    assert 'U_0_prime = { latex = "U_0\'" }' in added
    assert "q = { latex = 'q' }" in added
    assert "T = { latex = '\\mathcal{T}' }" in added
    assert 1 == status
    check(text, "--add-symbols")
    assert added == Path("notation.toml").read_text()


def test_a_command_with_arguments_gets_no_stub(folder):
    """\\dv{a}{b} of a package is no symbol: it stays an error, and is not read as a product."""
    before = Path("notation.toml").read_text()
    status, out = check("\\[ \\dv{a}{b} = a \\]", "--add-symbols")
    assert 2 == status
    assert "the command '\\dv' is not declared" in out
    assert before == Path("notation.toml").read_text()


def test_stubs_begin_a_notation(folder):
    """Without a notation file one is begun."""
    Path("notation.toml").unlink()
    assert 0 == check("\\[ q + q = 2q \\]", "--add-symbols")[0]
    assert Path("notation.toml").read_text().startswith("[symbols]\n")


def test_codes_are_explained(folder):
    """Every code has an explanation on the command line."""
    from symrules.manuscript.codes import CODES

    for code in CODES:
        result = CliRunner().invoke(group, ["explain", code], standalone_mode=False)
        assert 0 == result.return_value
        assert result.stdout.startswith(f"{code}: ")
    assert {"TEX", "SYM", "AMB", "DIM", "ALG", "ASY", "STALE"} == {code.rstrip("0123456789") for code in CODES}


def test_watching_checks_again_on_save(folder, interruptible):
    """A saved change is checked at once, and only what changed is decided; Ctrl-C ends with the last status."""
    Path("paper.tex").write_text(GOOD + FALSE)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen([sys.executable, "-m", "symrules", "check", "--watch", "paper.tex"], text=True,
                               stdout=subprocess.PIPE, env=environment)  # fmt: skip
    try:
        assert "2 of 2 decided anew" in _until_watching(process)[1]
        Path("paper.tex").write_text(GOOD + FALSE.replace("+ b", "+ (x - \\tanh x)"))
        start = time.monotonic()
        out, last = _until_watching(process)
        assert "1 of 2 decided anew" in last
        assert "2 proved" in out
        assert 30 > time.monotonic() - start  # a second on a machine that is not shared
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        process.stdout.close()
    assert 0 == process.returncode


def _until_watching(process):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "watching" in line:
            return "".join(lines), line
    raise AssertionError("".join(lines))
