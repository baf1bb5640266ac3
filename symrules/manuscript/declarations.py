"""What a manuscript's ``notation.toml`` declares: symbols as in a model file, and what is small or large in it.

::

    [symbols]
    mu_up = { latex = '\\mu_{\\rm up}', dimension = "energy" }
    n     = { arguments = ["mu_up"], dimension = "1/length", domain = "positive" }

    [manuscript]
    small = ["x"]
    ignore = ["AMB001"]
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from symrules.errors import ReadError
from symrules.manuscript.codes import CODES
from symrules.notation import Notation
from symrules.tables import parse_document, read_symbols, read_text_file

FILE = "notation.toml"


@dataclass(frozen=True)
class Declarations:
    """The notation of a manuscript.

    Parameters
    ----------
    small, large : the names of what becomes small or large wherever an equation is approximate
    ignored : codes of warnings that are not listed
    digest : of all that is declared
    """

    notation: Notation = field(default_factory=Notation)
    small: frozenset[str] = frozenset()
    large: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    digest: str = ""


def read_notation(path: Path, *, required: bool = False) -> Declarations:
    """The declarations of a file; none where it does not exist and is not required.

    Raises
    ------
    ReadError, NotationError, DimensionError
        With file, line and column.
    """
    if not required and not path.exists() and not path.is_symlink():
        return Declarations(digest=_digest(Notation()))
    return parse_notation(read_text_file(path), str(path))


def parse_notation(text: str, file: str) -> Declarations:
    """The same of a text."""
    root = parse_document(text, file)
    notation = read_symbols(root.table("symbols")).notation
    table = root.table("manuscript")
    table.only("small", "large", "ignore")
    named: dict[str, frozenset[str]] = {}
    for key in ("small", "large"):
        names = table.texts(key)
        for k, name in enumerate(names):
            if name not in notation or notation[name].is_function:
                raise ReadError(f"{name[:40]!r} is not a declared symbol", place=table.value_place(key, k),
                                hint=notation.suggestion(name))  # fmt: skip
        named[key] = frozenset(names)
    for k, code in enumerate(table.texts("ignore")):
        if code not in CODES:
            raise ReadError(f"there is no code {code[:40]!r}", place=table.value_place("ignore", k))
    return Declarations(notation, named["small"], named["large"], frozenset(table.texts("ignore")), _digest(notation))


def digest_of(notation: Notation) -> str:
    """What tells two notations apart: every declaration in its order."""
    return _digest(notation)


def _digest(notation: Notation) -> str:
    lines = [repr(declaration) for declaration in notation]
    return hashlib.sha256("\n".join([*notation.bases, *lines]).encode()).hexdigest()
