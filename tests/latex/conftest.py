"""A real LaTeX run for the tests that need one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

PREAMBLES = {
    "REVTEX": r"\documentclass[aps,prb,twocolumn,10pt]{revtex4-2}\usepackage{amsmath}",
    "ARTICLE": r"\documentclass{article}\usepackage{amsmath}",
}

Compile = Callable[[str, str, str], str]


@pytest.fixture
def compile_tex(tmp_path: Path) -> Compile:
    """A function of a document class, further preamble and body that runs LaTeX twice and returns its log."""
    program = shutil.which("pdflatex")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("pdflatex is missing: install texlive-latex-base and texlive-publishers")
        pytest.skip("pdflatex is not installed")

    def run(style: str, preamble: str, body: str) -> str:
        text = f"{PREAMBLES[style]}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
        (tmp_path / "paper.tex").write_text(text, encoding="utf-8")
        command = [program, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "paper.tex"]
        for _ in range(2):
            done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
        log = (tmp_path / "paper.log").read_text(encoding="latin-1")
        assert done.returncode == 0, log[-3000:]
        return log

    return run
