"""The conditions on parameters under which a limit or an expansion has the value that was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sympy import Symbol

from symrules.decide.conditions import Side
from symrules.decide.differentiate import substituted
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import RELATION_OF_SIGN, SIGN_OF_RELATION, Facts, combined
from symrules.decide.refusals import Unsupported
from symrules.errors import SymrulesError
from symrules.notation import Declaration, Notation
from symrules.text import print_expression, read_condition
from symrules.vocabulary import free_symbols

_CHAIN = re.compile(r"(.+?) < (.+) < (.+)")
_BOUND = re.compile(r"(?<!\w)_(\w+)")
_READABLE = "bound_variable_"
_IMPLIED = {"+": ("+", "0+", "!0"), "-": ("-", "0-", "!0"), "0": ("0", "0+", "0-")}


@dataclass(frozen=True)
class Generic:
    """What is assumed of parameters: as text, and as expressions of known sign."""

    text: str
    signs: tuple[tuple[Any, str], ...]

    def with_values(self, values: dict[Symbol, Any]) -> Generic:
        """A condition on one expression, with others put for its symbols."""
        ((e, sign),) = self.signs
        e = substituted(e, values)
        return Generic(f"{print_expression(e)} {RELATION_OF_SIGN[sign].value} 0", ((e, sign),))

    @property
    def side(self) -> Side:
        """The same as a side condition."""
        if len(self.signs) > 1:
            return Side(self.text)
        ((e, sign),) = self.signs
        return Side(self.text, e, RELATION_OF_SIGN[sign].value)


def generic_conditions(
    facts: Facts, texts: Iterable[str], nearby: Callable[[Any, str], list[Generic]] | None = None
) -> list[Generic]:
    """The conditions among the texts that do not follow from the facts.

    Parameters
    ----------
    nearby : turns a condition on a bound variable, which lies near the point of a limit, into conditions on parameters

    Raises
    ------
    Unsupported
        One of them cannot be read, holds nowhere, or is about a bound variable.
    """
    found = []
    for text in texts:
        kept = []
        for e, sign in _read(facts.notation, text):
            known = expression_sign(facts, e)
            if known == sign or sign in _IMPLIED.get(known, ()):
                continue
            is_bound = any(s.name.startswith("_") for s in free_symbols(e))
            if is_bound and nearby is not None:
                found += nearby(e, sign)
                continue
            if "0" in (known, combined(known, sign)) or is_bound:
                raise Unsupported(f"a limit that is known for {text} only")
            kept.append((e, sign))
        if kept:
            found.append(Generic(text, tuple(kept)))
    return found


def _read(notation: Notation, text: str) -> list[tuple[Any, str]]:
    """A condition, or a chain of two, as expressions of known sign; bound variables have names of their own."""
    names = sorted({m[1] for m in _BOUND.finditer(text)})
    aliases = {_READABLE + name: Symbol("_" + name) for name in names}
    declared = {name: Declaration(name, name, None) for name in aliases}
    extended = Notation(notation.title, notation.bases, {**notation.declarations, **declared})
    text = _BOUND.sub(_READABLE + r"\1", text)
    chain = _CHAIN.fullmatch(text)
    parts = [f"{chain[1]} < {chain[2]}", f"{chain[2]} < {chain[3]}"] if chain else [text]
    found = []
    for part in parts:
        try:
            condition = read_condition(part, extended)
        except SymrulesError:
            raise Unsupported(f"a condition that cannot be read: {text}") from None
        sign = SIGN_OF_RELATION.get(condition.relation)
        if sign is None:
            raise Unsupported(f"a condition that is an equation: {text}")
        back = {Symbol(alias): symbol for alias, symbol in aliases.items()}
        found.append((substituted(condition.lhs - condition.rhs, back), sign))
    return found
