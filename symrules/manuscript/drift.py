"""Equations that are linked to a derivation: whether they still say what was proved there.

Notes
-----
Such an equation is read in the derivation's own notation. Each of its links must be one that the derivation states:
the same relation between the same sides, letter for letter or provably. Its status is then the derivation's, carried
out again. Only the library that is installed is looked into: nothing beside a manuscript is ever run.
"""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sympy import Order

from symrules import derivation, library
from symrules.errors import DerivationError, SymrulesError
from symrules.identity import Asymptotic, Identity
from symrules.justify.check import check_link
from symrules.latex import LatexError, to_latex
from symrules.manuscript.approximate import has_order, without_orders
from symrules.manuscript.cache import digest, engine
from symrules.manuscript.claims import outcome, shown
from symrules.manuscript.deciding import Setting, decided
from symrules.manuscript.outcomes import LinkOutcome, Status, read_verdict, verdict_record
from symrules.notation import Notation
from symrules.tex import Link, read_equation
from symrules.tex.reading import RELATIONS
from symrules.verdict import Verdict

_SECONDS = 2.0  # for the question whether two sides are equal


@dataclass(frozen=True)
class _Stated:
    """What a derivation states: the sides, the relation as it is printed, and the link that stands for it."""

    lhs: Any
    relation: str
    rhs: Any
    link: derivation.Link


def find_derivation(file: str, label: str) -> derivation.Equation:
    """The equation of the installed library that ``derivations/file:label`` names.

    Raises
    ------
    DerivationError
        There is none; with what was probably meant.
    """
    library.sections()
    module = sys.modules.get(f"{library.SHIPPED}.{file}")
    section = getattr(module, "SECTION", None)
    if not isinstance(section, derivation.Section):
        prefix = f"{library.SHIPPED}."
        known = [name.removeprefix(prefix) for name in sys.modules if name.startswith(prefix)]
        raise DerivationError(f"there is no derivations/{file}", hint=_meant(file, known))
    for equation in section.equations:
        if equation.label == label:
            return equation
    raise DerivationError(f"derivations/{file} has no equation {label!r}",
                          hint=_meant(label, [e.label for e in section.equations]))  # fmt: skip


def _meant(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else "known are " + ", ".join(sorted(known))


def against_derivation(links: tuple[Link, ...], equation: derivation.Equation, setting: Setting
                       ) -> tuple[LinkOutcome, ...]:  # fmt: skip
    """Each link with the status that the derivation gives it, or the finding that it is another one."""
    stated = _stated(equation)
    return tuple(_compared(link, k, len(links), stated, equation, setting) for k, link in enumerate(links))


def _stated(equation: derivation.Equation) -> list[_Stated]:
    """What the derivation prints, in order, then what else it states."""
    printed = []
    for (_, lhs), (sign, rhs) in pairwise(equation.members):
        if sign:
            sides = (without_orders(lhs), without_orders(rhs))
            link = next(k for k in equation.links
                        if (without_orders(k.statement.lhs), without_orders(k.statement.rhs)) == sides)  # fmt: skip
            printed.append(_Stated(lhs, RELATIONS.get(sign, sign), rhs, link))
    taken = {id(s.link) for s in printed}
    others = [_Stated(k.statement.lhs, _sign(k), k.statement.rhs, k) for k in equation.links if id(k) not in taken]
    return [*printed, *others]


def _sign(link: derivation.Link) -> str:
    relation = link.statement.relation
    return "=" if isinstance(relation, Asymptotic) else str(relation)


def _compared(link: Link, index: int, count: int, stated: list[_Stated], equation: derivation.Equation,
              setting: Setting) -> LinkOutcome:  # fmt: skip
    name = f"derivations:{equation.label}"
    for found in stated:
        if found.relation == link.relation and _is_written(link, found, equation.notation):
            return _with_status(link, found, equation, setting)
    nearest = [s for s in stated if s.relation == link.relation] or stated
    expected = stated[index] if index < len(stated) else nearest[0]
    for found in dict.fromkeys([expected, *nearest]) if count else ():
        if found.relation == link.relation and _equal(link, found, equation.notation, setting):
            return _with_status(link, found, equation, setting)
    written = f"{shown(link.lhs)} {link.relation} {shown(link.rhs)}"
    wanted = f"{shown(expected.lhs)} {expected.relation} {shown(expected.rhs)}"
    return outcome(link, Status.ERROR, code="STALE001",
                   message=f"not what {name} proves: {_difference(link, expected)}",
                   notes=(f"derived: {wanted}", f"written: {written}"))  # fmt: skip


def _difference(link: Link, expected: _Stated) -> str:
    if link.relation != expected.relation:
        return f"the relation is {expected.relation} there"
    if has_order(expected.rhs) != has_order(link.rhs):
        return "the error term is missing" if has_order(expected.rhs) else "there is no error term there"
    left, right = _same(link.lhs, expected.lhs), _same(link.rhs, expected.rhs)
    return "the right side differs" if left else "the left side differs" if right else "both sides differ"


def _is_written(link: Link, found: _Stated, notation: Notation) -> bool:
    """Whether the sides are those of the derivation, or read as what it prints: two of its quantities may share a name
    on paper, such as a number of carriers and its value at equilibrium."""
    if _same(link.lhs, found.lhs) and _same(link.rhs, found.rhs):
        return True
    return all(_same(a, b) or _same(a, reread(b, notation))
               for a, b in ((link.lhs, found.lhs), (link.rhs, found.rhs)))  # fmt: skip


@lru_cache(maxsize=1024)
def reread(e: Any, notation: Notation) -> Any:
    """The expression as it is read back from the LaTeX that it is printed in; as it is where it cannot be."""
    try:
        found = read_equation(to_latex(e, notation), notation).expression
    except (SymrulesError, LatexError):
        return e
    return e if found is None else found


def _same(a: Any, b: Any) -> bool:
    """Whether two expressions are the same as written; of an error term only the size counts."""
    if isinstance(a, Order) and isinstance(b, Order):
        return bool(a.args[0] == b.args[0])
    if a == b:
        return True
    if not (has_order(a) and has_order(b)) or a.func != b.func or len(a.args) != len(b.args):
        return False
    return all(_same(p, q) for p, q in zip(a.args, b.args, strict=True))


def _equal(link: Link, found: _Stated, notation: Notation, setting: Setting) -> bool:
    """Whether both sides are provably those of the derivation, with the same error terms."""
    pairs = [(link.lhs, found.lhs), (link.rhs, found.rhs)]
    return all(
        _orders_agree(a, b, notation, setting) and _provably(without_orders(a), without_orders(b), notation, setting)
        for a, b in pairs
    )


def _orders_agree(a: Any, b: Any, notation: Notation, setting: Setting) -> bool:
    left, right = _orders(a), _orders(b)
    return len(left) == len(right) and all(_provably(p, q, notation, setting) for p, q in zip(left, right, strict=True))


def _orders(e: Any) -> list[Any]:
    return [e.args[0]] if isinstance(e, Order) else [found for a in e.args for found in _orders(a)]


def _provably(a: Any, b: Any, notation: Notation, setting: Setting) -> bool:
    if a == b:
        return True
    try:
        return decided(Identity(a, b, notation), setting, seconds=_SECONDS).proved
    except SymrulesError:
        return False


def _with_status(link: Link, found: _Stated, equation: derivation.Equation, setting: Setting) -> LinkOutcome:
    status, verdict = _checked(found.link, equation, setting)
    if status in (Status.REFUTED, Status.UNDECIDED):
        code = "ALG001" if status is Status.REFUTED else "ALG002"
        notes = (str(verdict.witness) if verdict.witness is not None else verdict.reason,
                 f"by derivations:{equation.label}", *filter(None, (found.link.remark,)))  # fmt: skip
        return outcome(link, status, code=code, verdict=verdict, notes=notes,
                       message=f"{status.value}: {shown(link.lhs)} {link.relation} {shown(link.rhs)}")  # fmt: skip
    return outcome(link, status, verdict=verdict, notes=(f"by derivations:{equation.label}",))


def _checked(link: derivation.Link, equation: derivation.Equation, setting: Setting) -> tuple[Status, Verdict]:
    """The status that the derivation's link gets when it is carried out, kept like any verdict."""
    position = next(k for k, other in enumerate(equation.links) if other is link)
    key = digest(engine(), library_digest(), equation.label, str(position))
    record = setting.cache.get(key)
    if record is not None:
        try:
            return Status(record["status"]), read_verdict(record["verdict"])
        except (ValueError, KeyError, TypeError):
            pass
    result = check_link(link)
    if not result.verdict.undecided or result.verdict.method == "postulate":
        setting.cache.put(key, {"status": result.status.value, "verdict": verdict_record(result.verdict)})
    return Status(result.status.value), result.verdict


@lru_cache(maxsize=1)
def library_digest() -> str:
    """What identifies the derivations: their files."""
    folder = library.shipped_folder()
    files = sorted(folder.glob("*.py"))
    return digest(*(part for path in files for part in (path.name, path.read_text(encoding="utf-8"))))
