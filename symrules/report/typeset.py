"""Typesetting the paper with pdflatex, where one is installed, so that the same source gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from symrules.errors import OutputError, Place

SOURCE = "paper.tex"
_PASSES = 4
_SECONDS = 120
_ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": "0",
    "FORCE_SOURCE_DATE": "1",
    "openin_any": "p",
    "openout_any": "p",
    "LC_ALL": "C",
}


def sources(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that the paper is typeset from."""
    return {name: content for name, content in files.items() if name.endswith(".tex")}


def key(files: Mapping[str, bytes]) -> str:
    """What identifies the typeset paper: all of its sources."""
    digest = hashlib.sha256()
    for name, content in sorted(sources(files).items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return "symrules:" + digest.hexdigest()


def is_paper_of(content: bytes, wanted: str) -> bool:
    """Whether a file is a whole PDF that was typeset from the sources with this key."""
    return content.rstrip().endswith(b"%%EOF") and wanted.encode() in content


def has_tex() -> bool:
    """Whether a pdflatex is installed."""
    return shutil.which("pdflatex") is not None


def typeset(files: Mapping[str, bytes]) -> bytes:
    """The paper as PDF.

    Raises
    ------
    OutputError
        LaTeX stops at an error, which is quoted with its line.
    """
    with tempfile.TemporaryDirectory(prefix="symrules-tex-") as folder:
        for name, content in sources(files).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        earlier = None
        for _ in range(_PASSES):
            _run(Path(folder), key(files))
            auxiliary = (Path(folder) / "paper.aux").read_bytes()
            if auxiliary == earlier:
                break
            earlier = auxiliary
        return (Path(folder) / "paper.pdf").read_bytes()


def _run(folder: Path, mark: str) -> None:
    start = rf"\def\symruleskey{{{mark}}}\input{{{SOURCE}}}"
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "-jobname=paper", start]
    try:
        done = subprocess.run(command, cwd=folder, env={**os.environ, **_ENVIRONMENT}, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=_SECONDS, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        raise OutputError(f"pdflatex did not finish within {_SECONDS} s", place=Place(SOURCE)) from None
    if done.returncode:
        raise OutputError(f"pdflatex stopped: {_complaint(done.stdout.decode(errors='replace'))}", place=Place(SOURCE),
                          hint="run with --no-tex to write the sources without typesetting them")  # fmt: skip


def _complaint(log: str) -> str:
    """The first error of a TeX log, with the line that TeX shows for it."""
    lines = log.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("!"):
            at = next((rest for rest in lines[number:] if rest.startswith("l.")), "")
            return f"{line[1:].strip()} {at}".strip()
    return "no error in its log"
