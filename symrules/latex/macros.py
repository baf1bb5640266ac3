"""One LaTeX macro for every declared symbol of more than one token, so that a manuscript restyles it in one place."""

from __future__ import annotations

import re

from symrules.latex.tex import check_declared, tokens
from symrules.notation import Notation

_DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


class Macros:
    """The macros of some notations.

    Parameters
    ----------
    notations : in the order in which names are given out; a symbol that several of them declare alike shares a macro

    Notes
    -----
    A macro is ``\\sr`` and the name in letters only, with a letter appended where two names would meet. Definitions
    use ``\\providecommand``: a manuscript that defines a macro earlier keeps its own, and nothing is redefined.
    """

    def __init__(self, *notations: Notation) -> None:
        self._names: dict[tuple[str, str, str], str] = {}
        self._meanings: dict[str, str] = {}
        self.definitions: dict[str, str] = {}
        for notation in notations:
            for declaration in notation:
                self._define(declaration.name, "", declaration.latex, declaration.meaning)
                self._define(declaration.name, "Default", declaration.latex_default, declaration.meaning)
                self._define(declaration.name, "Measure", declaration.measure, f"measure of {declaration.name}")

    def _define(self, name: str, role: str, latex: str, meaning: str) -> None:
        if len(tokens(latex)) < 2 or (name, role, latex) in self._names:
            return
        if role == "Default" and (name, "", latex) in self._names:
            self._names[name, role, latex] = self._names[name, "", latex]
            return
        check_declared(latex, name)
        base = "\\sr" + _letters(name) + role
        macro = base
        while macro in self.definitions:
            macro += "A"
        self._names[name, role, latex] = macro
        self._meanings[macro] = " ".join(meaning.split())
        self.definitions[macro] = latex

    def call(self, name: str, role: str, latex: str) -> str:
        """What is printed for a declared name in a role: its macro, or the TeX itself where that is one token."""
        return self._names.get((name, role, latex), latex)

    def expanded(self, latex: str) -> str:
        """The TeX with every macro of the table replaced by its definition."""
        if not self.definitions:
            return latex
        return re.sub(r"\\sr[A-Za-z]+ ?", lambda m: self._expansion(m[0]), latex)

    def _expansion(self, macro: str) -> str:
        definition = self.definitions.get(macro.rstrip())
        return macro if definition is None else "{" + definition + "}"

    def file(self) -> str:
        """The definitions as a LaTeX file, one a line with its meaning, in the order of declaration."""
        lines = ["% Symbols. Define a macro before this file is read to print its symbol in another way."]
        for macro, latex in self.definitions.items():
            meaning = self._meanings[macro]
            lines.append(f"\\providecommand{{{macro}}}{{{latex}}}" + (f" % {meaning}" if meaning else ""))
        return "\n".join(lines) + "\n"


def _letters(name: str) -> str:
    """A name in letters only: digits are spelled, and what follows an underscore begins with a capital."""
    spelled = re.sub(r"[0-9]", lambda m: _DIGITS[int(m[0])], name)
    head, *rest = spelled.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def macros(*notations: Notation) -> str:
    """The macro file of one or several notations; see `Macros`."""
    return Macros(*notations).file()
