"""Diagnostics: what a person, GitHub and SARIF are told of one finding."""

import json

import pytest

from symrules.report.diagnostics import Diagnostic, as_github, as_records, as_sarif, as_text, in_order

LINE = r"  \Delta N = 2 k_BT \coth x"


def finding(**changes):
    fields = {
        "file": "paper.tex",
        "line": 88,
        "column": 14,
        "end_column": 20,
        "code": "ALG001",
        "level": "error",
        "message": "refuted: a = b",
        "source_line": LINE,
        "notes": ("at x = 1: 2 against 3",),
    }
    return Diagnostic(**{**fields, **changes})


def test_text_has_place_code_message_line_caret_and_notes():
    """One finding as a linter prints it, the caret under what is meant."""
    expected = (
        "paper.tex:88:14: ALG001 refuted: a = b\n"
        "    \\Delta N = 2 k_BT \\coth x\n"
        "               ^^^^^^\n"
        "  at x = 1: 2 against 3\n"
    )
    assert expected == as_text([finding(column=14, end_column=20, source_line=LINE)])
    shown, caret = expected.splitlines()[1:3]
    assert LINE[13:19] == shown[caret.index("^") : caret.index("^") + 6]


def test_without_a_known_end_the_caret_is_one_character():
    """Where only the beginning is known, one caret stands under it."""
    assert "    ^\n" in as_text([finding(column=3, end_column=0)])


@pytest.mark.parametrize(("column", "end"), [(1, 5), (200, 203), (500, 504), (1000, 0), (5000, 0)])
def test_a_long_line_is_quoted_around_the_caret(column, end):
    """Of a long line the part that is meant is shown, and no line is much wider than a terminal."""
    line = "".join(chr(ord("a") + i % 26) for i in range(1000))
    _, shown, caret, *_ = as_text([finding(column=column, end_column=end, source_line=line)]).splitlines()
    assert max(len(shown), len(caret)) < 125
    if column <= len(line):
        assert line[column - 1] == shown[caret.index("^")]


def test_wide_and_combining_characters_keep_the_caret_in_its_column():
    """The caret counts the cells of a terminal, not characters."""
    _, shown, caret, *_ = as_text([finding(column=4, end_column=5, source_line="量a\u0301x")]).splitlines()
    assert "    量a\u0301x" == shown
    assert "       ^" == caret


def test_control_characters_never_reach_the_terminal():
    """Escape sequences in a message, a file name or a source line are shown as replacement characters."""
    text = as_text([finding(file="a\x1b]0;b", message="c\x07\u202ed", source_line="e\x1b[31mf", notes=("g\x9bh",))])
    assert not set(text) & set("\x1b\x07\u202e\x9b")


def test_order_is_by_place():
    """Findings are sorted by file, line, column and code, whatever order they come in."""
    a, b, c = finding(line=2), finding(line=10), finding(line=10, code="DIM001")
    assert [a, b, c] == in_order([c, b, a]) == in_order([b, c, a])


def test_github_escapes_what_would_end_the_command():
    """Percent signs and line ends in a message, and commas and colons in a file's name, are escaped."""
    text = as_github([finding(file="a,b:c.tex", message="50%\nnext", notes=())])
    assert "::error file=a%2Cb%3Ac.tex,line=88,col=14,endColumn=20,title=ALG001::ALG001 50%25%0Anext\n" == text


def test_github_has_a_word_for_each_level():
    """Errors, warnings and notes are GitHub's error, warning and notice; a finding about a file has no line."""
    lines = as_github([finding(level=level, line=0) for level in ("error", "warning", "note")]).splitlines()
    assert ["::error file=paper.tex,t", "::warning file=paper.tex,t", "::notice file=paper.tex,t"] == [
        line[: line.index(",t") + 2] for line in lines
    ]


def test_sarif_describes_the_rules_that_occur_and_places_each_result():
    """A log with one run: rules sorted and indexed, results with region and level."""
    log = as_sarif([finding(), finding(code="DIM001", line=0, file="a b.tex")], {"ALG001": "refuted"}, "1.0")
    (run,) = log["runs"]
    assert [{"id": "ALG001", "shortDescription": {"text": "refuted"}},
            {"id": "DIM001", "shortDescription": {"text": "DIM001"}}] == run["tool"]["driver"]["rules"]  # fmt: skip
    first, second = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert {"startLine": 88, "startColumn": 14, "endColumn": 20} == first["region"]
    assert {"artifactLocation": {"uri": "a%20b.tex"}} == second
    assert [0, 1] == [result["ruleIndex"] for result in run["results"]]
    assert "2.1.0" == log["version"]
    assert json.loads(json.dumps(log)) == log


def test_records_are_json_values():
    """JSON has one object a finding, with the notes as a list."""
    (record,) = json.loads(json.dumps(as_records([finding()])))
    assert {"file": "paper.tex", "line": 88, "column": 14, "end_column": 20, "code": "ALG001", "level": "error",
            "message": "refuted: a = b", "notes": ["at x = 1: 2 against 3"]} == record  # fmt: skip
