"""What is asked of a worker, and what it answers: plain values that any executor can carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
"""A rule's verdict on a model, or an error, as JSON values."""

ERROR = "error"
IMPLEMENTATION = "implementation"

NO_EVIDENCE: Record = {
    "verdict": "undecided", "method": "", "reason": "", "side_conditions": [], "residual": None,
    "residual_latex": None, "leading": [], "witness": None,
}  # fmt: skip
"""What is said of an obligation about which nothing was found."""


@dataclass(frozen=True)
class Job:
    """One file to check.

    Parameters
    ----------
    file : a model; of a function in Python, ``code.py::name``
    rules : names of rules; all where none is given
    rule_files : rules of the user's own
    seconds : time budget of each obligation
    against : for a function, the ``model.toml:observable`` that it implements
    """

    file: str
    rules: tuple[str, ...] = ()
    rule_files: tuple[str, ...] = ()
    seconds: float = 10.0
    against: str = ""


def error_record(file: str, message: str, *, line: int = 0, column: int = 0, hint: str = "", place: str = "") -> Record:
    """What is reported of a file that cannot be checked; `place` names the file at fault, where it is another one."""
    return {
        "model": "", "file": file, "rule": "", "verdict": ERROR, "message": message, "place": place or file,
        "line": line, "column": column, "hint": hint, "expected": "", "obligations": [], "hypotheses": [],
        "seconds": 0.0,
    }  # fmt: skip
