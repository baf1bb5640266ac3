"""The README's examples are run, and print what it shows."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def _blocks(language: str) -> list[str]:
    return [body for found, body in _BLOCK.findall(README) if found == language]


def _transcripts() -> list[tuple[str, str]]:
    """Each ``$ symrules …`` of the README with the output shown below it."""
    found = []
    for block in _blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown))
    return found


def _matches(shown: str, printed: str) -> bool:
    """Whether the output is what is shown; a line of three dots stands for any lines, dots in a line for any text."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else ".*?".join(map(re.escape, line.split("..."))) + "\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def test_first_two_pip_lines_are_the_newcomer_s_commands():
    """Who copies the first two lines that begin with pip gets the main job, and the tests."""
    lines = [line for line in README.splitlines() if line.startswith("pip install")]
    assert ["pip install . && symrules derive", "pip install '.[test]' && pytest"] == lines[:2]


@pytest.mark.parametrize(("command", "shown"), _transcripts(), ids=[command for command, _ in _transcripts()])
def test_transcript_prints_what_is_shown(command, shown, tmp_path):
    """The command of the README, run in an empty folder, prints what stands below it."""
    program = tmp_path / "bin" / "symrules"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m symrules "$@"\n')
    program.chmod(0o755)
    workplace = tmp_path / "workplace"
    workplace.mkdir()
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
                   "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}  # fmt: skip
    shell = shutil.which("bash") or "/bin/sh"
    done = subprocess.run([shell, "-c", command], cwd=workplace, env=environment, capture_output=True, text=True,
                          encoding="utf-8", check=False)  # fmt: skip
    printed = done.stdout + done.stderr
    assert _matches(shown, printed), printed


def test_python_examples_print_what_is_shown():
    """The README's Python sessions hold as doctests, one after the other."""
    text = "\n".join(_blocks("pycon"))
    test = doctest.DocTestParser().get_doctest(text, {}, "README.md", str(ROOT / "README.md"), 0)
    assert test.examples
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    assert 0 == runner.run(test).failed


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a ... c\n", "a b c\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n...\nd\n", "a\nb\n", False),
        ("a\n", "a\nb\n", False),
    ],
)
def test_comparison_of_transcripts_can_fail(shown, printed, same):
    """Dots stand for what is left out; everything else must agree."""
    assert same == _matches(shown, printed)
