"""A manuscript checked: every link of every equation decided, in the order in which equations rest on each other.

Notes
-----
What became of an equation is kept by its content: its LaTeX, the macros that it uses, its directives, the notation,
and the content of the equations that it cites. On a second look only what changed is read and decided again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from symrules.errors import Place, ReadError, StatementError, SymrulesError
from symrules.identity import Condition
from symrules.manuscript.cache import Cache, digest
from symrules.manuscript.claims import Setting, outcome, outcome_of, shown
from symrules.manuscript.declarations import Declarations, digest_of
from symrules.manuscript.directives import Directive, read_directives
from symrules.manuscript.document import Document
from symrules.manuscript.drift import against_derivation, find_derivation, library_digest
from symrules.manuscript.equations import Equation
from symrules.manuscript.findings import Finding, unreadable
from symrules.manuscript.outcomes import FALSE, HOLDS, EquationOutcome, LinkOutcome, Status
from symrules.manuscript.premises import Premises, check_definition, condition_of, name_of, read_given
from symrules.manuscript.readings import Failure, Library, moved
from symrules.tex import Caution, Link, Reading

_MOST_NAMED = 6  # equations of a circle
Given = tuple[tuple[Condition, ...], tuple[str, ...]]
"""Conditions, and hypotheses in words."""


@dataclass
class Checked:
    """One equation, and what became of it.

    Parameters
    ----------
    findings : about the equation itself; those about its links are made from the outcome
    """

    equation: Equation
    directives: tuple[Directive, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    reading: Reading | None = None
    outcome: EquationOutcome = field(default_factory=EquationOutcome)
    cites: tuple[int, ...] = ()
    given: dict[Directive, Given] = field(default_factory=dict)
    key: str = ""
    unread: bool = False
    ignored: frozenset[str] = frozenset()

    def has(self, word: str) -> list[Directive]:
        return [d for d in self.directives if d.word == word]

    @property
    def is_ignored(self) -> bool:
        return any(not d.values and not d.line for d in self.has("ignore"))

    @cached_property
    def relation_lines(self) -> tuple[int, ...]:
        """The line of the file on which each link's relation sign stands."""
        return tuple(self._relation_line(link) for link in self.reading.links) if self.reading is not None else ()

    def _relation_line(self, link: Link) -> int:
        text, at = self.equation.tex, 0
        for _ in range(link.lhs_span.end.line - 1):
            at = text.index("\n", at) + 1
        at += link.lhs_span.end.column - 1
        while at < len(text) and text[at].isspace():
            at += 1
        return self.equation.source.line_of(self.equation.start + at)

    def about(self, index: int) -> list[Directive]:
        """The directives about one link: of the whole equation, or at the end of the line of its relation sign."""
        lines = self.relation_lines
        return [d for d in self.directives if not d.line or d.line not in lines or lines[index] == d.line]


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
        return _Check(self, self.library, declarations, document.equations).run()


def read_all(document: Document, declarations: Declarations) -> list[Checked]:
    """Every equation of a document as it is understood, nothing decided."""
    library = Library(declarations.notation, declarations.digest)
    return _Check(Checker(Cache()), library, declarations, document.equations).reading()


class _Check:
    """One pass over one document."""

    def __init__(self, checker: Checker, library: Library, declarations: Declarations,
                 equations: Sequence[Equation]) -> None:  # fmt: skip
        self.checker, self.library, self.declarations = checker, library, declarations
        self.all = [Checked(equation, ignored=declarations.ignored) for equation in equations]
        self.labels: dict[str, list[int]] = {}
        for k, equation in enumerate(equations):
            for label in (*equation.labels, *equation.outer):
                self.labels.setdefault(label, []).append(k)
        self.setting = Setting(declarations.notation, checker.cache, checker.seconds, {})

    def reading(self) -> list[Checked]:
        """Every equation read, with its directives."""
        for item in self.all:
            self.read_directives(item)
            self.read_conditions(item)
            self.read(item)
        return self.all

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

    # -- reading

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
        if isinstance(found, Failure):
            code = "SYM001" if found.undeclared else "TEX001"
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

    # -- citations

    def read_citations(self) -> None:
        for k, item in enumerate(self.all):
            cited: dict[int, None] = {}
            for directive in item.has("from"):
                for label in directive.values:
                    if label not in self.labels:
                        self.unknown_label(item, directive, label)
                    for other in self.labels.get(label, ()):
                        cited[other] = None
            item.cites = tuple(cited)
            if k in cited:
                self.circular(item, [item])

    def unknown_label(self, item: Checked, directive: Directive, label: str) -> None:
        import difflib

        close = difflib.get_close_matches(label, self.labels, n=1)
        hint = f"did you mean {close[0]!r}?" if close else "write \\label in that equation"
        item.findings.append(unreadable("TEX006", f"no equation has the label {label[:60]!r}", directive.place, hint))
        item.unread = True

    def circular(self, item: Checked, circle: list[Checked]) -> None:
        shown_names = [i.equation.name for i in circle[:_MOST_NAMED]]
        names = " from ".join([*shown_names, *(["…"] if len(circle) > _MOST_NAMED else []), circle[0].equation.name])
        place = item.has("from")[0].place
        item.findings.append(unreadable("TEX007", f"circular: {names}", place, "decide which one comes first"))
        item.unread = True

    def in_order(self) -> list[int]:
        """The equations, each behind those that it cites; circles are reported, and cited there no more."""
        done: list[int] = []
        state = [0] * len(self.all)  # 1 while its citations are looked at, 2 when it is done
        for start in range(len(self.all)):
            path = [start] if state[start] == 0 else []
            while path:
                k = path[-1]
                state[k] = 1
                following = next((c for c in self.all[k].cites if state[c] != 2 and c != k), None)
                if following is None:
                    state[k] = 2
                    done.append(k)
                    path.pop()
                elif state[following] == 1:
                    circle = path[path.index(following) :]
                    for member in circle:
                        self.circular(self.all[member], [self.all[m] for m in circle])
                    self.all[k].cites = tuple(c for c in self.all[k].cites if c != following)
                else:
                    path.append(following)
        return done

    def collect_definitions(self) -> None:
        """Which equation defines which symbol; none is defined twice."""
        defined: dict[str, str] = {}
        for item in self.all:
            if item.reading is None:
                continue
            for k in self.definitions(item):
                link = item.reading.links[k]
                try:
                    check_definition(link)
                    name = name_of(link.lhs)
                    if name in defined:
                        raise StatementError(f"{name} is defined in {defined[name]} already")
                    defined[name] = item.equation.name
                except StatementError as error:
                    place = moved(link.lhs_span.start, item.equation.place)
                    item.findings.append(unreadable("SYM003", error.message, place, error.hint))
                    item.unread = True
        self.setting = Setting(self.setting.notation, self.setting.cache, self.setting.seconds, defined)

    def definitions(self, item: Checked) -> list[int]:
        """The links that define: the one of that line, else the first of each chain."""
        found = []
        reading = item.reading
        assert reading is not None
        for directive in item.has("definition"):
            lines = item.relation_lines
            for k, link in enumerate(reading.links):
                first = k == 0 or reading.links[k - 1].chain != link.chain
                if lines[k] == directive.line or (directive.line not in lines and first):
                    found.append(k)
        return sorted(set(found))

    # -- deciding

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
        if item.reading is None or not self.setting.defined:
            return set()
        written = " ".join(shown(e) for link in item.reading.links for e in (link.lhs, link.rhs))
        return {f"{name} {by}" for name, by in self.setting.defined.items() if name in written}

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
        if any(link.status in FALSE for link in links):
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
        return outcome(link, Status.IGNORED) if found.code in codes and found.code else found

    def limits(self, about: list[Directive]) -> tuple[frozenset[str], frozenset[str]]:
        small = frozenset(v for d in about if d.word == "small" for v in d.values)
        large = frozenset(v for d in about if d.word == "large" for v in d.values)
        if small or large:
            return small, large
        return self.declarations.small, self.declarations.large

    def premises_of(self, item: Checked, index: int) -> Premises:
        """What a link may take for granted."""
        conditions: list[Condition] = []
        words: list[str] = []
        notes: list[str] = []
        false: dict[str, None] = {}
        open_: dict[str, None] = {}
        missing: list[str] = []
        for directive in item.about(index):
            if directive.word == "given":
                conditions += item.given[directive][0]
                words += item.given[directive][1]
            elif directive.word == "from":
                for k in dict.fromkeys(k for label in directive.values for k in self.labels.get(label, ())):
                    other = self.all[k]
                    false |= dict.fromkeys(other.outcome.false)
                    open_ |= dict.fromkeys(other.outcome.open)
                    found, unusable = self.as_conditions(other)
                    missing += [other.equation.name] if other.reading is None else []
                    conditions += found
                    notes += unusable
                    words += other.outcome.premises
        notes += [f"{name} is not decided" for name in open_ if name not in false]
        return Premises(tuple(conditions), tuple(dict.fromkeys(words)), tuple(dict.fromkeys(notes)), tuple(false),
                        tuple(open_), tuple(missing))  # fmt: skip

    def as_conditions(self, item: Checked) -> tuple[list[Condition], list[str]]:
        """The links of a cited equation as hypotheses, and those that cannot be."""
        conditions: list[Condition] = []
        unusable: list[str] = []
        reading = self.library.read(item.equation) if item.has("derivation") else item.reading
        if not isinstance(reading, Reading):
            return [], [f"{item.equation.name} cannot be read in this notation, and is not used"]
        for link in reading.links:
            condition = condition_of(link, item.equation.name)
            if condition is None:
                text = f"{shown(link.lhs)} {link.relation} {shown(link.rhs)}"
                unusable.append(f"{item.equation.name} is approximate, and not used: {text}")
            else:
                conditions.append(condition)
        return conditions, unusable


def findings_of(item: Checked) -> list[Finding]:
    """Everything found in an equation, at its places in the file."""
    start = item.equation.place
    ignored = {*item.ignored, *(code for d in item.has("ignore") for code in d.values)}
    if item.has("derivation") and all(link.code != "STALE001" for link in item.outcome.links):
        ignored.add("AMB001")  # the derivation confirms the reading
    found = [f for f in item.findings if f.code not in ignored or f.level == "error"]
    for link in item.outcome.links:
        if link.code:
            begin, end = moved(link.start, start), moved(link.end, start)
            width = end.column - begin.column if end.line == begin.line else 0
            found.append(Finding(link.code, link.message, begin, width=width, notes=link.notes))
    return found
