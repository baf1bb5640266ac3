"""On a terminal: progress and a coloured table, neither of which a pipe ever sees."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def _on_terminal(arguments: list[str], folder: Path) -> str:
    """What the command writes to a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "100", "NO_COLOR": ""}
    command = [sys.executable, "-m", "symrules", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # the other side has closed: how Linux ends a terminal
            break
        if not chunk:
            break
        seen += chunk
    os.close(ours)
    assert 0 == process.wait()
    return seen.decode()


def test_terminal_sees_progress_and_a_coloured_table(small_library, tmp_path):
    """Each equation is named while it is at work, and the statuses are coloured."""
    seen = _on_terminal(["derive", "--from", str(small_library), "--no-tex"], tmp_path)
    assert "\x1b[" in seen
    assert "A difference" in seen
    assert "method, and what it rests on" in seen
    assert "every status as recorded" in seen


def test_json_is_plain_on_a_terminal_too(small_library, tmp_path):
    """JSON is for a program, wherever it is printed."""
    seen = _on_terminal(["derive", "--from", str(small_library), "--no-tex", "--format", "json"], tmp_path)
    assert "\x1b" not in seen
    assert seen.startswith("{")
