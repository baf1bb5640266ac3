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


def _transcripts() -> list[list[tuple[str, str]]]:
    """For each console block of the README, its commands ``$ symrules …`` with the output shown below each."""
    found = []
    for block in _blocks("console"):
        parts = (part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:])
        found.append([(command, shown) for command, _, shown in parts])
    return [transcript for transcript in found if transcript]


def _files() -> dict[str, str]:
    """The files that the README shows: blocks whose first line is a comment with a name."""
    found = {}
    for language in ("toml", "python", "latex"):
        for body in _blocks(language):
            name, _, content = body.partition("\n")
            if re.fullmatch(r"[#%] [\w-]+\.(toml|py|tex)", name):
                found[name[2:]] = content
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


@pytest.mark.parametrize("transcript", _transcripts(), ids=[transcript[0][0] for transcript in _transcripts()])
def test_transcript_prints_what_is_shown(transcript, tmp_path):
    """The commands of a block, run in a folder that holds the README's files, print what stands below them."""
    program = tmp_path / "bin" / "symrules"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m symrules "$@"\n')
    program.chmod(0o755)
    workplace = tmp_path / "workplace"
    workplace.mkdir()
    for name, content in _files().items():
        (workplace / name).write_text(content, encoding="utf-8")
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
                   "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}  # fmt: skip
    shell = shutil.which("bash") or "/bin/sh"
    for command, shown in transcript:
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
