"""How equations rest on each other: what each cites and defines, in which order they are taken, what they grant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from symrules.errors import StatementError
from symrules.identity import Condition
from symrules.manuscript.checked import Checked
from symrules.manuscript.claims import shown
from symrules.manuscript.declarations import Declarations
from symrules.manuscript.directives import Directive
from symrules.manuscript.equations import Equation
from symrules.manuscript.findings import unreadable
from symrules.manuscript.premises import Premises, check_definition, condition_of, name_of
from symrules.manuscript.readings import Library, moved
from symrules.manuscript.understanding import Understanding
from symrules.tex import Reading

_MOST_NAMED = 6  # equations of a circle


class Citations(Understanding):
    """The equations of one document, with what each takes from others.

    Parameters
    ----------
    labels : the positions of the equations that have a label
    defined : for each symbol that is defined, the name of the equation that does
    """

    def __init__(self, library: Library, declarations: Declarations, equations: Sequence[Equation]) -> None:
        super().__init__(library, declarations, equations)
        self.defined: dict[str, str] = {}
        self.labels: dict[str, list[int]] = {}
        for k, equation in enumerate(equations):
            for label in filter(None, (*equation.labels, *equation.outer, equation.tag)):
                self.labels.setdefault(label, []).append(k)

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
        self.defined = defined

    def definitions(self, item: Checked) -> list[int]:
        """The links that define: the one of that line, else the first of each chain."""
        found = []
        reading = item.reading
        assert reading is not None
        for directive in item.has("definition"):
            lines = item.relation_lines
            for k, link in enumerate(reading.links):
                first = k == 0 or reading.links[k - 1].chain != link.chain
                first_here = first or lines[k - 1] != lines[k]
                if (lines[k] == directive.line and first_here) or (directive.line not in lines and first):
                    found.append(k)
        return sorted(set(found))

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
