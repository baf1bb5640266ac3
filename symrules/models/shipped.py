"""The shipped models, the zoo: one TOML file each."""

from __future__ import annotations

from pathlib import Path

ZOO = Path(__file__).resolve().parent / "zoo"


def shipped_models() -> tuple[Path, ...]:
    """The files of the zoo, by name."""
    return tuple(sorted(ZOO.glob("*.toml")))
