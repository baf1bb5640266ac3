"""A manuscript checked: every link of every equation decided, in the order in which equations rest on each other.

Notes
-----
What became of an equation is kept by its content: its LaTeX, the macros that it uses, its directives, the notation,
and the content of the equations that it cites. On a second look only what changed is read and decided again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from symrules.manuscript.cache import Cache, digest
from symrules.manuscript.checked import Checked
from symrules.manuscript.citations import Citations
from symrules.manuscript.claims import outcome, outcome_of, shown
from symrules.manuscript.deciding import Setting
from symrules.manuscript.declarations import Declarations
from symrules.manuscript.directives import Directive
from symrules.manuscript.document import Document
from symrules.manuscript.drift import against_derivation, find_derivation, library_digest
from symrules.manuscript.outcomes import FALSE, HOLDS, EquationOutcome, LinkOutcome, Status
from symrules.manuscript.premises import Premises
from symrules.manuscript.readings import Library
from symrules.manuscript.understanding import Understanding


@dataclass
class Checker:
    """The state that is kept from one check of a manuscript to the next."""

    cache: Cache
    seconds: float = 10.0
    known: dict[str, EquationOutcome] = field(default_factory=dict)
    library: Library | None = None
    decided: int = 0  # equations that were decided, not known already, in the last check

    def check(self, document: Document, declarations: Declarations) -> list[Checked]:
        """Every equation of a document with its outcome and findings."""
        if self.library is None or self.library.digest != declarations.digest:
            self.library = Library(declarations.notation, declarations.digest)
        return _Check(self, self.library, declarations, document).run()


def read_all(document: Document, declarations: Declarations) -> list[Checked]:
    """Every equation of a document as it is understood, nothing decided."""
    library = Library(declarations.notation, declarations.digest)
    return Understanding(library, declarations, document.equations).reading()


class _Check(Citations):
    """One pass over one document."""

    def __init__(self, checker: Checker, library: Library, declarations: Declarations, document: Document) -> None:
        super().__init__(library, declarations, document.equations)
        self.checker = checker

    def run(self) -> list[Checked]:
        self.reading()
        self.read_citations()
        self.collect_definitions()
        self.checker.decided = 0
        fresh: dict[str, EquationOutcome] = {}
        for k in self.in_order():
            item = self.all[k]
            item.key = self.content_key(item)
            found = self.checker.known.get(item.key)
            if found is None:
                found = self.decide(item)
                self.checker.decided += 1
            item.outcome = fresh[item.key] = found
        self.checker.known = fresh
        return self.all

    @property
    def setting(self) -> Setting:
        """What all claims share."""
        return Setting(self.declarations.notation, self.checker.cache, self.checker.seconds, self.defined)

    def content_key(self, item: Checked) -> str:
        equation = item.equation
        first = equation.place.line
        directives = [f"{d.word} {d.values} {d.line and d.line - first}" for d in item.directives]
        cited = [self.all[k].key or self.all[k].equation.name for k in item.cites]
        derivations = library_digest() if item.has("derivation") else ""
        settings = f"{sorted(self.declarations.small)} {sorted(self.declarations.large)} {self.checker.seconds}"
        names = f"{equation.name if equation.label else ''} {item.unread} {sorted(self.uncited(item))}"
        return digest(equation.tex, self.library.used_macros(equation), self.library.digest, derivations, settings,
                      names, *directives, "|", *cited)  # fmt: skip

    def uncited(self, item: Checked) -> set[str]:
        """Definitions elsewhere of symbols that occur here: a message may name them."""
        if item.reading is None or not self.defined:
            return set()
        written = " ".join(shown(e) for link in item.reading.links for e in (link.lhs, link.rhs))
        return {f"{name} {by}" for name, by in self.defined.items() if name in written}

    def decide(self, item: Checked) -> EquationOutcome:
        name = item.equation.name
        if item.is_ignored:
            return EquationOutcome(open=(name,))
        if item.unread or item.reading is None:
            return EquationOutcome(open=(name,))
        derivations = item.has("derivation")
        premises = [self.premises_of(item, k) for k in range(len(item.reading.links))]
        if derivations:
            links = against_derivation(item.reading.links, find_derivation(*derivations[0].values), self.setting)
        else:
            links = tuple(self.link(item, k, premises[k]) for k in range(len(item.reading.links)))
        granted = dict.fromkeys(w for p in premises for w in (*p.words, *(str(c) for c in p.conditions)))
        false = {f: None for p in premises for f in p.false}
        open_ = {o: None for p in premises for o in p.open}
        if any(link.status in FALSE or link.false for link in links):
            false[name] = None
        if any(link.status not in HOLDS for link in links):
            open_[name] = None
        return EquationOutcome(links, tuple(granted), tuple(false), tuple(open_))

    def link(self, item: Checked, index: int, premises: Premises) -> LinkOutcome:
        assert item.reading is not None
        link = item.reading.links[index]
        about = item.about(index)
        words = {d.word for d in about}
        if any(d.word == "ignore" and not d.values for d in about):
            return outcome(link, Status.IGNORED)
        if index in self.definitions(item):
            return outcome(link, Status.DEFINITION)
        if "postulate" in words:
            return outcome(
                link, Status.POSTULATE, notes=tuple(v for d in about if d.word == "postulate" for v in d.values)
            )
        found = outcome_of(link, premises, self.setting, *self.limits(about), item.equation.name)
        codes = {code for d in about if d.word == "ignore" for code in d.values}
        if not found.code or found.code not in codes:
            return found
        return replace(outcome(link, Status.IGNORED), verdict=found.verdict, false=found.status in FALSE)

    def limits(self, about: list[Directive]) -> tuple[frozenset[str], frozenset[str]]:
        small = frozenset(v for d in about if d.word == "small" for v in d.values)
        large = frozenset(v for d in about if d.word == "large" for v in d.values)
        if small or large:
            return small, large
        return self.declarations.small, self.declarations.large
