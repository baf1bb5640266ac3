"""Declarations in plain text: a symbol or an unknown function, its domain and, after a comma, its dimension.

``T: [0, 1]``, ``x, y: nonzero``, ``E: real, energy``, ``f(x): real``. Without a dimension none is known, and then no
dimension is checked for the symbol; without a domain it is real.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from symrules.dimension import parse_dimension
from symrules.errors import DimensionError, NotationError
from symrules.notation import Notation

Declared = tuple[str, str, str | None]
"""What is declared, its domain, and its dimension where it has one."""

_FUNCTION = re.compile(r"\s*(\w+)\s*\(([\w\s,]*)\)\s*")
_INTERVAL = re.compile(r"\s*([\[(][^\])]*[\])])\s*(?:,(.*))?", re.DOTALL)
_HEAD = re.compile(r"\s*(\w+(?:\s*\([^)]*\))?)\s*(?:,|$)")
_EXAMPLE = "write for example 'x: nonzero', 'T: [0, 1]', 'E: real, energy' or 'f(x): real'"
MAX_TEXT = 1_000


def split_domain(text: str) -> tuple[str, str | None]:
    """Domain and dimension of ``real, energy``; a comma inside an interval belongs to the interval."""
    interval = _INTERVAL.fullmatch(text)
    if interval is not None:
        return interval[1], interval[2]
    domain, comma, dimension = text.partition(",")
    return domain, dimension if comma else None


def read_declarations(text: str) -> list[Declared]:
    """What one text such as ``x, y: nonzero`` declares.

    Raises
    ------
    NotationError
        No name stands before the colon.

    Examples
    --------
    >>> read_declarations("a, b: [0, 1], energy")
    [('a', '[0, 1]', ' energy'), ('b', '[0, 1]', ' energy')]
    """
    heads, colon, rest = text.partition(":")
    domain, dimension = split_domain(rest) if colon else ("real", None)
    found: list[Declared] = []
    at = 0
    while len(text) <= MAX_TEXT and at < len(heads) and (match := _HEAD.match(heads, at)) is not None:
        found.append((match[1], domain, dimension))
        at = match.end()
    if not found or at < len(heads):
        raise NotationError(f"{text[:60]!r} declares no symbol", hint=_EXAMPLE)
    return found


def from_mapping(symbols: Mapping[str, str]) -> list[Declared]:
    """Declarations from names with their domain, and dimension after a comma."""
    return [(head, *split_domain(text)) for head, text in symbols.items()]


def for_claim(declared: Iterable[Declared]) -> dict[str, dict[str, str]]:
    """Declarations as the field ``symbols`` of a claim.

    Raises
    ------
    NotationError
        A name is declared twice.
    """
    symbols: dict[str, dict[str, str]] = {}
    for head, domain, dimension in declared:
        if head in symbols:
            raise NotationError(f"{head[:40]!r} is declared twice")
        symbols[head] = {"domain": domain} if dimension is None else {"domain": domain, "dimension": dimension}
    return symbols


def declare(notation: Notation, declared: Iterable[Declared]) -> None:
    """Declare symbols, and then the functions of them.

    Raises
    ------
    NotationError, DimensionError
        A name, domain or dimension cannot be read, or a name is declared twice; the message names it.
    """
    functions: list[tuple[Declared, str, tuple[str, ...]]] = []
    for entry in declared:
        function = _FUNCTION.fullmatch(entry[0])
        if function is None:
            _declare_one(notation, entry, entry[0], None)
        else:
            functions.append((entry, function[1], tuple(a.strip() for a in function[2].split(","))))
    for entry, name, arguments in functions:
        _declare_one(notation, entry, name, arguments)


def _declare_one(notation: Notation, entry: Declared, name: str, arguments: tuple[str, ...] | None) -> None:
    _, domain, dimension = entry
    try:
        if arguments is None:
            notation.symbol(name, dimension=dimension, domain=domain)
        else:
            notation.function(name, arguments, dimension=dimension, domain=domain)
    except (NotationError, DimensionError) as error:
        error.message = f"{name[:40] if name.isidentifier() else ascii(name[:40])}: {error.message}"
        if dimension is None and _is_dimension(domain):
            error.hint = f"write the domain first: '{name}: real, {domain.strip()}'"
        raise


def _is_dimension(text: str) -> bool:
    try:
        parse_dimension(text)
    except DimensionError:
        return False
    return True
