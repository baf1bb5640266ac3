"""The table ``[symbols]``: each symbol with its LaTeX, dimension, domain and role, declared once."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from symrules.dimension import parse_dimension
from symrules.domain import parse_domain
from symrules.errors import NotationError, Place, ReadError, SymrulesError
from symrules.notation import Notation
from symrules.tables.document import Table

ROLES = ("transport", "drive", "equilibrium", "constant")
USUAL_NAMES = {
    "temperature": (),
    "chemical potential": ("mu",),
    "Boltzmann constant": ("k_B",),
    "time": ("t",),
    "length": ("L",),
    "volume": ("Omega",),
    "wave number": ("q",),
    "frequency": ("omega",),
    "mass": ("m",),
    "charge": ("e",),
    "counting field": (),
}
"""What a rule may have to know, and the names that imply it where no symbol says ``quantity``."""
_DIMENSIONS = {
    "chemical potential": ("energy",),
    "Boltzmann constant": ("energy/temperature",),
    "time": ("time", "1/energy"),
    "length": ("length", "1/energy"),
    "volume": ("volume", "area", "length"),
    "wave number": ("wavenumber", "momentum", "energy"),
    "frequency": ("frequency", "energy"),
    "mass": ("mass", "energy"),
    "charge": ("charge",),
}
"""What a usual name may have for a dimension, in some system of units, to imply its quantity; 1 it may always have."""

_KEYS = ("latex", "dimension", "domain", "role", "quantity", "meaning", "arguments")


@dataclass(frozen=True)
class Symbols:
    """What a table of symbols declares.

    Parameters
    ----------
    notation : the declarations
    roles : of the symbols that have one: transport, drive, equilibrium or constant
    quantities : the name of the symbol that is the temperature, the chemical potential, …
    places : where each is declared
    """

    notation: Notation
    roles: dict[str, str] = field(default_factory=dict)
    quantities: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def read_symbols(table: Table, *, more: tuple[str, ...] = ()) -> Symbols:
    """The declarations of ``[symbols]``; symbols first, then the functions of them.

    A symbol without a dimension has none, and is not checked for it; without a domain it is real.

    Parameters
    ----------
    more : further keys that the caller reads itself

    Raises
    ------
    ReadError, NotationError, DimensionError
        With line and column of the entry at fault.
    """
    found = Symbols(Notation())
    entries = list(table.tables())
    for functions in (False, True):
        for name, entry in entries:
            if ("arguments" in entry) is functions:
                entry.only(*_KEYS, *more)
                _declare(found, name, entry, table)
    for quantity, names in USUAL_NAMES.items():
        implied = [n for n in names if n not in found.quantities.values() and _may_be(n, quantity, found.notation)]
        if implied and quantity not in found.quantities:
            found.quantities[quantity] = implied[0]
    return found


def _may_be(name: str, quantity: str, notation: Notation) -> bool:
    """Whether a symbol of a usual name is declared such that it may be the quantity."""
    if name not in notation or notation[name].is_function:
        return False
    dimension = notation[name].dimension
    return dimension is None or dimension in map(parse_dimension, ("1", *_DIMENSIONS[quantity]))


def _declare(found: Symbols, name: str, entry: Table, table: Table) -> None:
    place = table.key_place(name)
    dimension = entry.text("dimension") if "dimension" in entry else None
    domain = entry.text("domain", "real")
    if dimension is not None:
        entry.read("dimension", parse_dimension)
    if "domain" in entry:
        entry.read("domain", parse_domain)
    common = (entry.text("latex", ""), dimension, domain, entry.text("meaning", ""))
    try:
        if "arguments" in entry:
            found.notation.function(name, entry.texts("arguments"), *common)
        else:
            found.notation.symbol(name, *common)
    except SymrulesError as error:
        error.place = place
        raise
    found.places[name] = place
    _read_role(found, name, entry)


def _read_role(found: Symbols, name: str, entry: Table) -> None:
    if "role" in entry:
        role = entry.text("role")
        if role not in ROLES:
            raise NotationError(f"unknown role {role[:40]!r}", place=entry.value_place("role"),
                                hint=_known(role, ROLES))  # fmt: skip
        found.roles[name] = role
    if "quantity" in entry:
        wanted = " ".join(entry.text("quantity").replace("_", " ").split())
        quantity = next((q for q in USUAL_NAMES if q.lower() == wanted.lower()), None)
        if quantity is None:
            raise ReadError(f"unknown quantity {wanted[:40]!r}", place=entry.value_place("quantity"),
                            hint=_known(wanted, tuple(USUAL_NAMES)))  # fmt: skip
        if quantity in found.quantities:
            raise ReadError(f"{found.quantities[quantity]!r} is the {quantity} already",
                            place=entry.value_place("quantity"))  # fmt: skip
        found.quantities[quantity] = name


def _known(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else "known are " + ", ".join(known)
