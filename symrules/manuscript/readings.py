"""Each equation of a document, read once: its LaTeX as links, with the macros that hold where it stands.

Notes
-----
What is read is kept by its content: the LaTeX, the macros it uses and the notation. So an equation that has only moved
is not read again; its positions are relative to its own beginning until they are reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from symrules.errors import NotationError, Place, ReadError, SymrulesError
from symrules.manuscript.equations import Definition, Equation
from symrules.notation import Notation
from symrules.tex import Macros, Reading, read_equation

_ORIGIN = Place("", 1, 1)
_COMMAND = re.compile(r"\\[A-Za-z@]+")
_UNDECLARED = re.compile(r"(?:the command )?'(.+?)' is not declared")


@dataclass(frozen=True)
class Failure:
    """Why an equation, or a macro that it uses, cannot be read; the place is relative to the equation."""

    message: str
    place: Place
    hint: str

    @property
    def names_nothing(self) -> bool:
        """Whether a name is not declared."""
        return "is not declared" in self.message

    @property
    def undeclared(self) -> str:
        """The LaTeX of the name that is not declared; empty where something else is the matter."""
        match = _UNDECLARED.match(self.message)
        return match[1] if match is not None else ""


Read = Reading | Failure


def moved(place: Place, start: Place) -> Place:
    """A place relative to the beginning of an equation, in its file."""
    column = place.column + start.column - 1 if place.line == 1 else place.column
    return Place(start.file, start.line + place.line - 1, column)


@dataclass
class Library:
    """What has been read already, by content."""

    notation: Notation
    digest: str
    readings: dict[tuple[str, str, str], Read] = field(default_factory=dict)
    _macros: dict[tuple[Definition, ...], Macros] = field(default_factory=dict)

    def read(self, equation: Equation) -> Read:
        """An equation as it is understood, or why it is not."""
        return self.read_with(equation, self.notation, self.digest)

    def read_with(self, equation: Equation, notation: Notation, digest: str) -> Read:
        """The same in another notation, such as that of a derivation."""
        try:
            macros = self.macros(equation.definitions)
        except ReadError as error:
            return Failure(error.message, _ORIGIN, error.hint)
        key = (equation.tex, _used(equation.tex, macros), digest)
        found = self.readings.get(key)
        if found is None:
            found = self.readings[key] = _read(equation.tex, notation, macros)
        return found

    def used_macros(self, equation: Equation) -> str:
        """The macros that an equation uses, and those that these use."""
        try:
            return _used(equation.tex, self.macros(equation.definitions))
        except ReadError as error:
            return error.message

    def macros(self, definitions: tuple[Definition, ...]) -> Macros:
        """The macros that some definitions define, one after the other."""
        found = self._macros.get(definitions)
        if found is None:
            start, found = self._known_part(definitions)
            for definition in definitions[start:]:
                found = found.read(definition.text, place=definition.place)
            if len(self._macros) > 200:
                self._macros.clear()
            self._macros[definitions] = found
        return found

    def _known_part(self, definitions: tuple[Definition, ...]) -> tuple[int, Macros]:
        """The longest beginning that has been read already."""
        for known, macros in reversed(self._macros.items()):
            if len(known) < len(definitions) and definitions[: len(known)] == known:
                return len(known), macros
        return 0, Macros()


def _read(tex: str, notation: Notation, macros: Macros) -> Read:
    try:
        return read_equation(tex, notation, macros=macros, place=_ORIGIN)
    except NotationError:
        raise
    except SymrulesError as error:
        return Failure(error.message, error.place or _ORIGIN, error.hint)
    except Exception as error:  # a defect of ours in one equation must not keep the others from being checked
        return Failure(f"a defect of symrules: {type(error).__name__}: {error}", _ORIGIN, "")


def _used(tex: str, macros: Macros) -> str:
    found: dict[str, str] = {}
    waiting = _COMMAND.findall(tex) if len(macros) else []
    while waiting:
        name = waiting.pop()
        macro = macros.table.get(name)
        if macro is None or name in found:
            continue
        body = [token.text for token in (*macro.body, *(macro.default or ()))]
        found[name] = f"{name} {macro.arguments} {' '.join(body)} {macro.default is None} {macro.refusal}"
        waiting += [text for text in body if text.startswith("\\")]
    return "\n".join(found[name] for name in sorted(found))
