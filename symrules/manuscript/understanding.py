"""What the equations of a document say: their links, directives and conditions, before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence

from symrules.errors import Place, ReadError, SymrulesError
from symrules.identity import Condition
from symrules.manuscript.checked import Checked, Given
from symrules.manuscript.declarations import Declarations, digest_of
from symrules.manuscript.directives import Directive, read_directives
from symrules.manuscript.drift import find_derivation
from symrules.manuscript.equations import Equation
from symrules.manuscript.findings import Finding, unreadable
from symrules.manuscript.premises import read_given
from symrules.manuscript.readings import Failure, Library, moved
from symrules.tex import Caution, Reading


class Understanding:
    """The equations of one document, read."""

    def __init__(self, library: Library, declarations: Declarations, equations: Sequence[Equation]) -> None:
        self.library, self.declarations = library, declarations
        self.all = [Checked(equation, ignored=declarations.ignored) for equation in equations]

    def reading(self) -> list[Checked]:
        """Every equation read, with its directives."""
        for item in self.all:
            self.read_directives(item)
            self.read_conditions(item)
            self.read(item)
        return self.all

    def read_directives(self, item: Checked) -> None:
        found: list[Directive] = []
        for remark in item.equation.remarks:
            try:
                found += read_directives(remark)
            except ReadError as error:
                item.findings.append(unreadable("TEX005", error.message, remark.place, error.hint))
                item.unread = True
        item.directives = tuple(found)

    def read_conditions(self, item: Checked) -> None:
        """What is given, and the names of what becomes small."""
        notation = self.declarations.notation
        try:
            for directive in item.has("given"):
                item.given[directive] = self.given(item, directive)
            for directive in [*item.has("small"), *item.has("large")]:
                for name in directive.values:
                    if name not in notation or notation[name].is_function:
                        raise ReadError(f"{name[:40]!r} is not a declared symbol", place=directive.place,
                                        hint=notation.suggestion(name))  # fmt: skip
        except ReadError as error:
            item.findings.append(unreadable("TEX005", error.message, error.place or item.equation.place, error.hint))
            item.unread = True

    def given(self, item: Checked, directive: Directive) -> Given:
        conditions: list[Condition] = []
        words: list[str] = []
        for text in directive.values:
            try:
                macros = self.library.macros(item.equation.definitions)
                found = read_given(text, self.declarations.notation, macros, directive.place)
            except SymrulesError as error:
                raise ReadError(error.message, place=directive.place, hint=error.hint) from None
            conditions += found
            words += [] if found else [text]
        return tuple(conditions), tuple(words)

    def read(self, item: Checked) -> None:
        if item.is_ignored:
            return
        derivations = item.has("derivation")
        if derivations:
            self.read_with_derivation(item, derivations[0])
            return
        found = self.library.read(item.equation)
        self.take(item, found)

    def read_with_derivation(self, item: Checked, directive: Directive) -> None:
        try:
            notation = find_derivation(*directive.values).notation
        except SymrulesError as error:
            item.findings.append(unreadable("STALE002", error.message, directive.place, error.hint))
            item.unread = True
            return
        self.take(item, self.library.read_with(item.equation, notation, digest_of(notation)))

    def take(self, item: Checked, found: Reading | Failure) -> None:
        start = item.equation.place
        if isinstance(found, Failure) and any(not d.values for d in item.has("ignore")):
            return
        if isinstance(found, Failure):
            code = "SYM001" if found.names_nothing else "TEX001"
            width = len(found.undeclared)
            item.findings.append(unreadable(code, found.message, moved(found.place, start), found.hint, width))
            item.unread = True
            return
        item.reading = found
        item.findings += [self.caution(c, start) for c in found.warnings if c.code != "NOTE-ORDER"]
        for line in item.equation.joined:
            place = Place(item.equation.source.name, line, 1)
            item.findings.append(Finding("AMB001", "this row is read as a continuation of the one before", place,
                                         "warning", notes=("hint: begin it with a relation sign or an operator, or "
                                                           "write it as an equation of its own",)))  # fmt: skip

    def caution(self, caution: Caution, start: Place) -> Finding:
        code = "AMB001" if caution.code.startswith("AMB") else "AMB002"
        return Finding(code, caution.message, moved(caution.place, start), "warning")
