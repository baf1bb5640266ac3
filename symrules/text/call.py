"""A call as it was read, before it becomes a node: its name, its arguments and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from sympy import Expr, Symbol

from symrules.notation import Notation
from symrules.text.tokens import Source


@dataclass(frozen=True, slots=True)
class Group:
    """Comma-separated items in brackets, such as the limits ``(x, 0, oo)``."""

    items: tuple[Any, ...]
    offsets: tuple[int, ...]


@dataclass(slots=True)
class Call:
    """``name(arguments)``.

    Parameters
    ----------
    source : the text
    name, offset : the function and where it is written
    arguments, offsets : expressions, groups, conditions or directions, and where each begins
    notation : declares the names
    binder : declares names between two offsets of the text as bound
    """

    source: Source
    name: str
    offset: int
    arguments: tuple[Any, ...]
    offsets: tuple[int, ...]
    notation: Notation
    binder: Callable[[str, int, int], None]

    def fail(self, message: str, offset: int | None = None, hint: str = "") -> NoReturn:
        self.source.fail(message, self.offset if offset is None else offset, hint)

    def bind(self, name: str, end: int) -> None:
        """Let the name, where it is not declared, be a variable of this call, from its beginning up to `end`."""
        self.binder(name, self.offset, end)

    def expressions(self) -> tuple[Any, ...]:
        """The arguments, all of which must be expressions."""
        for value, offset in zip(self.arguments, self.offsets, strict=True):
            if not isinstance(value, Expr):
                self.expression(value, offset)
        return self.arguments

    def expression(self, value: Any, offset: int) -> Any:
        """The value, which must be an expression."""
        if not isinstance(value, Expr):
            self.fail(f"{self.name} takes an expression here, not {described(value)}", offset)
        return value

    def variable(self, value: Any, offset: int) -> Any:
        """The value, which must be a symbol."""
        if not isinstance(value, Symbol):
            what = "a constant or an expression" if isinstance(value, Expr) else described(value)
            self.fail(f"the variable of {self.name} must be a symbol, not {what}", offset,
                      "declare it as a symbol, or choose another name")  # fmt: skip
        return value


def described(value: Any) -> str:
    """What a value that is no expression is, in words."""
    if isinstance(value, Group):
        return "a group of values separated by commas"
    if isinstance(value, str):
        return "a direction in quotes"
    return "a condition"
