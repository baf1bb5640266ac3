"""``symrules derive`` as a process, on a small library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def _all(target: Path) -> dict[str, bytes]:
    return {str(p.relative_to(target)): p.read_bytes() for p in sorted(target.rglob("*")) if p.is_file()}


def _edit(folder: Path, old: str, new: str) -> None:
    path = folder / "__init__.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_complete_run_writes_the_folder_and_prints_the_ledger(symrules, small_library, tmp_path):
    """A true and a false equation, each recorded as what it is: status 0, and a plain ledger in the pipe."""
    done = symrules("derive", "--from", small_library, "--out", tmp_path / "out", "--no-tex")
    assert (0, "") == (done.returncode, done.stderr)
    assert "\x1b" not in done.stdout
    assert done.stdout.endswith("2 links: 1 proved, 1 refuted, 0 undecided; every status as recorded\n")
    assert {"certificates/eq-1.json", "certificates/eq-two.json", "equations/eq-1.tex", "equations/eq-two.tex",
            "equations/macros.tex", "ledger.json", "ledger.md", "manifest.json", "paper.tex"} == set(
                _all(tmp_path / "out"))  # fmt: skip


def test_second_run_changes_no_byte_and_check_agrees(symrules, small_library, tmp_path):
    """The output repeats, and ``--check`` finds it up to date, then stale when a file is edited."""
    run = ("derive", "--from", small_library, "--out", tmp_path / "out", "--no-tex")
    symrules(*run)
    before = _all(tmp_path / "out")
    symrules(*run)
    assert before == _all(tmp_path / "out")
    assert 0 == symrules(*run, "--check").returncode
    (tmp_path / "out" / "ledger.md").write_text("edited")
    done = symrules(*run, "--check")
    assert (1, f"symrules: stale: {tmp_path / 'out' / 'ledger.md'}\n") == (done.returncode, done.stderr)
    assert "edited" == (tmp_path / "out" / "ledger.md").read_text()


def test_output_does_not_depend_on_the_hash_seed(symrules, small_library, tmp_path):
    """The order of sets and dictionaries in the interpreter leaves no trace."""
    import os
    import sys

    trees = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        out = tmp_path / seed
        symrules("derive", "--from", small_library, "--out", out, "--no-tex", env=environment)
        trees.append(_all(out))
    assert trees[0]
    assert trees[0] == trees[1]


def test_json_has_the_documented_shape(symrules, small_library, tmp_path):
    """``--format json`` prints one document and nothing else."""
    done = symrules("derive", "--from", small_library, "--out", tmp_path / "out", "--no-tex", "--format", "json")
    record = json.loads(done.stdout)
    assert (0, 0) == (done.returncode, record["undecided"])
    first, second = record["equations"]
    assert {
        "label": "1",
        "links": [{"from": "line 1", "to": "line 2", "status": "proved",
                   "statement": "(a + b)**2 = a**2 + b**2 + 2*a*b", "method": first["links"][0]["method"],
                   "hypotheses": [], "order": None}],
        "latex": first["latex"],
    } == first  # fmt: skip
    assert r"\tag{1}\label{eq:1}" in first["latex"]
    assert "refuted" == second["links"][0]["status"]


def test_false_statement_recorded_as_proved_is_status_1(symrules, small_library, tmp_path):
    """A mutated twin: one sign changed in a proved statement is refuted, with status 1 and the link named."""
    _edit(small_library, "a**2 + 2*a*b", "a**2 - 2*a*b")
    done = symrules("derive", "--from", small_library, "--out", tmp_path / "out", "--no-tex")
    assert 1 == done.returncode
    assert "refuted (!)" in done.stdout
    assert "recorded as proved; false at " in done.stdout
    assert "NOT as recorded: (1) line 1 → line 2" in done.stdout


def test_only_writes_that_equation_and_nothing_else(symrules, small_library, tmp_path):
    """``--only`` over a complete folder leaves ledger, paper and the other equations as they were."""
    run = ("derive", "--from", small_library, "--out", tmp_path / "out", "--no-tex")
    symrules(*run)
    before = _all(tmp_path / "out")
    _edit(small_library, "The square of a sum", "Binomial")
    done = symrules(*run, "--only", "1")
    assert 0 == done.returncode
    assert "(two)" not in done.stdout
    after = _all(tmp_path / "out")
    assert {"certificates/eq-1.json"} == {name for name in after if after[name] != before.get(name)}
    assert set(before) == set(after)


def test_only_in_an_empty_place_writes_three_files(symrules, small_library, tmp_path):
    """Without a complete folder, the equation's fragment and certificate and the macros are written."""
    symrules("derive", "--from", small_library, "--out", tmp_path / "out", "--only", "two")
    assert {"certificates/eq-two.json", "equations/eq-two.tex", "equations/macros.tex"} == set(_all(tmp_path / "out"))


def test_unknown_label_is_status_2(symrules, small_library, tmp_path):
    """A wrong label is one message that lists the labels; nothing is written."""
    done = symrules("derive", "--from", small_library, "--out", tmp_path / "out", "--only", "tow")
    assert 2 == done.returncode
    assert (
        "symrules: error: there is no equation 'tow'\n  hint: did you mean two? the labels are 1, two\n" == done.stderr
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ('notation = Notation("numbers")', "notation = Notation('numbers') + 1", "cannot be imported: TypeError", 9),
        ('b", r"b_{\\mathrm{x}}"', 'b", "b", "energy"', "in a + b: a is [1], but b is [energy]", 13),
        ("SECTIONS = (", "SECTIONS = ((", "cannot be imported: SyntaxError", 0),
    ],
)
def test_bad_derivation_is_one_message_with_its_place(symrules, small_library, tmp_path, old, new, message, line):
    """A file that cannot be imported or states nonsense: its place, status 2, and earlier output is whole."""
    run = ("derive", "--from", small_library, "--out", tmp_path / "out", "--no-tex")
    symrules(*run)
    before = _all(tmp_path / "out")
    _edit(small_library, old, new)
    done = symrules(*run)
    assert (2, "") == (done.returncode, done.stdout)
    assert f"symrules: error: {small_library / '__init__.py'}:{line or ''}" in done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert before == _all(tmp_path / "out")


@pytest.mark.parametrize("target", ["/proc/symrules", "/dev/null/out"])
def test_unwritable_folder_is_status_2(symrules, small_library, target):
    """A folder that cannot be made is named, before anything is derived."""
    done = symrules("derive", "--from", small_library, "--out", target)
    assert (2, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith(f"symrules: error: {target.removesuffix('/out')}")
    assert "cannot be written" in done.stderr


def test_default_target_is_output_in_the_working_folder(symrules, small_library, tmp_path):
    """Without ``--out`` the files stand in ./output."""
    symrules("derive", "--from", small_library, "--no-tex")
    assert (tmp_path / "workplace" / "output" / "ledger.json").is_file()


def test_no_argument_derives_the_paper(symrules):
    """The shipped library is found from any folder and knows the paper's fourteen equations."""
    done = symrules("derive", "--only", "nothing")
    assert 2 == done.returncode
    labels = done.stderr.split("the labels are ")[1].strip().split(", ")
    assert [str(n) for n in range(1, 15)] == [label for label in labels if label.isdigit()]
