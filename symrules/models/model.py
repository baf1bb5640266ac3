"""A model: symbols with their roles, what it predicts, and what it assumes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Symbol

from symrules.errors import Place, ReadError
from symrules.identity import Condition
from symrules.models.definitions import Definitions
from symrules.notation import Notation
from symrules.tables.symbols import USUAL_NAMES
from symrules.text.nodes import multiply


@dataclass(frozen=True, eq=False)
class Observable:
    """One prediction.

    Parameters
    ----------
    name : which
    expression : with all definitions put in; for a matrix or tensor None
    items : the entries of a matrix or tensor, nested tuples of expressions
    written : the text (of a matrix, empty)
    place : where its text begins
    """

    name: str
    expression: Any
    written: str = ""
    place: Place = field(default_factory=Place)
    items: Any = None


@dataclass(frozen=True, eq=False)
class Model:
    """What one model file says.

    Parameters
    ----------
    file : as it was named
    notation : the declared symbols; definitions are not among them
    roles : of symbols: transport, drive, equilibrium, constant
    quantities : name of the symbol that is the temperature, the chemical potential, …
    definitions : shorthands, put into the observables already
    where : conditions under which everything is claimed
    hypotheses : physics that the verdicts rest on, by name
    expect : the author's own claim about rules: rule to verdict
    """

    name: str
    file: str
    notation: Notation
    observables: dict[str, Observable]
    reference: str = ""
    roles: dict[str, str] = field(default_factory=dict)
    quantities: dict[str, str] = field(default_factory=dict)
    definitions: Definitions = field(default_factory=Definitions)
    where: tuple[Condition, ...] = ()
    hypotheses: dict[str, str] = field(default_factory=dict)
    expect: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def __contains__(self, observable: str) -> bool:
        return observable in self.observables

    def expression(self, observable: str) -> Any:
        """A scalar observable."""
        return self.observables[observable].expression

    def with_role(self, role: str) -> tuple[Symbol, ...]:
        """The symbols of a role, in the order of their declarations."""
        return tuple(Symbol(name) for name in self.notation.declarations if self.roles.get(name) == role)

    @property
    def drives(self) -> tuple[Symbol, ...]:
        return self.with_role("drive")

    @property
    def transports(self) -> tuple[Symbol, ...]:
        return self.with_role("transport")

    def has(self, quantity: str) -> bool:
        """Whether a symbol is declared to be that quantity."""
        return quantity in self.quantities

    def quantity(self, quantity: str, needed_by: str = "") -> Symbol:
        """The symbol that is the temperature, the chemical potential, the time, ….

        Raises
        ------
        ReadError
            No symbol is; the message says how to name one.
        """
        if quantity in self.quantities:
            return Symbol(self.quantities[quantity])
        usual = USUAL_NAMES[quantity]
        by = f"{needed_by} needs the {quantity}, and " if needed_by else ""
        named = f", or name it {usual[0]}" if usual else ""
        raise ReadError(
            f"{by}no symbol of the model is the {quantity}",
            place=Place(self.file),
            hint=f'write quantity = "{quantity}" in the table of the symbol that is{named}',
        )

    def thermal_energy(self, needed_by: str = "") -> Any:
        """k_BT; the temperature alone where no Boltzmann constant is declared (temperature in units of energy)."""
        temperature = self.quantity("temperature", needed_by)
        if not self.has("Boltzmann constant"):
            return temperature
        return multiply(self.quantity("Boltzmann constant"), temperature)
