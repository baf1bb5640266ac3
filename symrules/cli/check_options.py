"""What ``symrules check`` is asked for, besides the files: from the command line, else from ``[tool.symrules]``."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

FORMATS = ("text", "json", "sarif", "github")
_LARGEST = 300_000  # bytes of a pyproject.toml
_KEYS = {"rule": list, "rules": list, "format": str, "jobs": int, "timeout": (int, float), "exit-zero": bool}


@dataclass(frozen=True)
class CheckOptions:
    """The options that all kinds of files share, and those of models.

    Parameters
    ----------
    form : text, json, sarif or github
    exit_zero : exit with 0 although something does not hold; bad input still exits with 2
    seconds : time budget of each decision
    jobs : worker processes; None leaves the number to the command
    rules : names of rules
    rule_files : rules of the user's own
    against : what a Python function is held against
    shard, resume : the part of the campaign, and the file that it is resumed from
    verbose : show what is proved, too
    """

    form: str = "text"
    exit_zero: bool = False
    seconds: float = 10.0
    jobs: int | None = None
    rules: tuple[str, ...] = ()
    rule_files: tuple[str, ...] = ()
    against: str = ""
    shard: str = ""
    resume: str = ""
    verbose: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def status_of(status: int, options: CheckOptions) -> int:
    """The exit status; with --exit-zero only bad input fails."""
    return 0 if options.exit_zero and status == 1 else status


def processors() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def defaults(folder: Path) -> dict[str, Any]:
    """The table ``[tool.symrules]`` of the ``pyproject.toml`` in a folder; empty where there is none.

    Raises
    ------
    UsageError
        The file cannot be read, or an entry is unknown or of the wrong type.
    """
    import tomllib

    path = folder / "pyproject.toml"
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise ValueError("it is too large")
        found = tomllib.loads(content.decode()).get("tool", {}).get("symrules", {})
    except (ValueError, OSError, RecursionError, AttributeError) as error:
        raise click.UsageError(f"pyproject.toml: cannot be read: {str(error)[:200]}") from None
    if not isinstance(found, dict):
        raise click.UsageError("pyproject.toml: tool.symrules is a table")
    for key, value in found.items():
        expected = _KEYS.get(key)
        if expected is None:
            raise click.UsageError(f"pyproject.toml: [tool.symrules] has no option {str(key)[:40]!r}; it has "
                                   + ", ".join(_KEYS))  # fmt: skip
        if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):  # type: ignore[arg-type]
            raise click.UsageError(f"pyproject.toml: tool.symrules.{key} is of the wrong type")
    if found.get("format", "text") not in FORMATS:
        raise click.UsageError("pyproject.toml: tool.symrules.format is one of " + ", ".join(FORMATS))
    if found.get("jobs", 1) < 1 or found.get("timeout", 1) <= 0:
        raise click.UsageError("pyproject.toml: tool.symrules.jobs and timeout are positive")
    return found
