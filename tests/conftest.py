"""What several tests need: the command line as a process, and a small library of derivations in a folder.

Notes
-----
The tests run side by side, on machines that do other things too: no test depends on how fast its examples are drawn,
what is computed here is timed in CPU time, and what is awaited gets many times the time that it takes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")

SMALL_LIBRARY = '''
"""Two equations about two numbers."""
from sympy import Integer, Symbol

from symrules.derivation import Equation, Hypothesis, Link, Section, Status
from symrules.identity import Identity
from symrules.notation import Notation

notation = Notation("numbers")
a = notation.symbol("a", meaning="a number")
b = notation.symbol("b", r"b_{\\mathrm{x}}", meaning="another number")

square = Identity((a + b)**2, a**2 + 2*a*b + b**2, notation, label="1")
swapped = Identity(a - b, b - a, notation, label="two")

SECTIONS = (
    Section("Numbers", equations=(
        Equation("1", "The square of a sum", notation, (("", square.lhs), ("=", square.rhs)),
                 (Link("line 1", "line 2", square, Status.PROVED),)),
        Equation("two", "A difference", notation, (("", a - b), ("=", b - a)),
                 (Link("left", "right", swapped, Status.REFUTED, remark="false unless a = b"),)),
    )),
)
'''


@pytest.fixture
def small_library(tmp_path: Path) -> Path:
    """A folder of derivations with one true and one false equation, each recorded as what it is."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "__init__.py").write_text(SMALL_LIBRARY, encoding="utf-8")
    return folder


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C interrupts this process and those that it starts, also where a shell began it in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def pdflatex() -> str:
    """The path of pdflatex; a test that typesets is skipped where none is installed. Continuous integration has one."""
    found = shutil.which("pdflatex")
    if found is None:
        pytest.skip("no pdflatex on this machine (Debian: texlive-latex-base texlive-publishers)")
    return found


@pytest.fixture
def symrules(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``symrules`` of this checkout as a process in an empty folder, its output captured."""
    workplace = tmp_path / "workplace"
    workplace.mkdir()

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "symrules", *map(str, arguments)]
        settings = {"cwd": workplace, "env": environment, "capture_output": True, "text": True, "encoding": "utf-8"}
        return subprocess.run(command, **{**settings, **options}, check=False)  # type: ignore[call-overload,no-any-return]

    return run
