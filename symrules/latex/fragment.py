"""An equation environment for a manuscript, broken to the width of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

from symrules.latex.layout import broken, width, without_marks
from symrules.latex.macros import Macros
from symrules.latex.printer import Order, Printer
from symrules.latex.tex import LatexError, check_declared, join
from symrules.notation import Notation

_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .:'()+-]*")
_INDENT = 1.0
_LONG_LEFT_SIDE = 0.3


class Style(Enum):
    """The document class, with the widths in em of a column and of the page."""

    REVTEX = (24.6, 51.0)
    ARTICLE = (34.5, 34.5)

    @property
    def column(self) -> float:
        return self.value[0]

    @property
    def page(self) -> float:
        return self.value[1]


def fragment(
    label: str,
    members: Sequence[tuple[str, Any]],
    notation: Notation,
    style: Style = Style.REVTEX,
    *,
    macros: Macros | None = None,
    order: Order = Order.WRITTEN,
    em: float | None = None,
) -> str:
    """A numbered equation, to be read with ``\\input``.

    Parameters
    ----------
    label : the paper's number; the equation is tagged with it and labelled ``eq:`` and the number
    members : the first with an empty relation, each further one with the TeX of the relation before it
    notation : declares every symbol
    style : the document class whose column the lines must fit
    macros : prints symbols through macros, whose file the manuscript reads first; as declared where None
    order : the order of sums and products
    em : the width that the lines must fit, in em of the text size; that of the document class where None

    Raises
    ------
    LatexError
        A member cannot be printed, there are fewer than two, or the label holds more than letters, digits and . : ' ( )
    """
    if not _LABEL.fullmatch(label):
        raise LatexError(f"{label[:40]!r} cannot number an equation", hint="use letters, digits, and . : ' ( ) + -")
    if len(members) < 2 or members[0][0]:
        raise LatexError("an equation has a left side without a relation and at least one further member",
                         hint='write [("", lhs), ("=", rhs)]')  # fmt: skip
    for relation, _ in members[1:]:
        check_declared(relation, "a relation")
    printed = [(relation, Printer(notation, macros, order).printed(e)) for relation, e in members]
    table = macros or Macros()
    reserved = width(label, "roman") + 0.8 + 1.0
    column, page = (style.column, style.page) if em is None else (em, em)
    body, excess = _body(printed, column - reserved, table)
    wide = excess > 0 and page > column
    if wide:
        body, _ = _body(printed, page - reserved, table)
    numbered = f"\\begin{{equation}}\n{body}\n\\tag{{{label}}}\\label{{eq:{label}}}\n\\end{{equation}}"
    return (f"\\begin{{widetext}}\n{numbered}\n\\end{{widetext}}" if wide else numbered) + "\n"


def _body(members: list[tuple[str, str]], room: float, macros: Macros) -> tuple[str, float]:
    """The equation in one line where it fits, else divided; and by how much its widest line overruns."""
    whole = join(*(join(relation, latex) for relation, latex in members))
    if width(macros.expanded(whole)) <= room:
        return without_marks(whole), 0.0
    return _divided(members, room, macros)


def _divided(members: list[tuple[str, str]], room: float, macros: Macros) -> tuple[str, float]:
    """Members below one another, the relations aligned; a long left side has its own lines."""
    members = _packed(members, room, macros)
    lhs = members[0][1]
    indent = width(macros.expanded(lhs))
    hanging = indent > _LONG_LEFT_SIDE * room
    lines: list[str] = []
    worst = 0.0
    if hanging:
        rows, worst = broken(lhs, room, room - _INDENT, macros.expanded)
        lines = [join("&" + ("\\quad" if i else ""), row) for i, row in enumerate(rows)]
        indent = _INDENT
    for number, (relation, latex) in enumerate(members[1:]):
        first = room - indent - width(relation)
        rows, excess = broken(latex, first, room - indent - _INDENT, macros.expanded)
        worst = max(worst, excess)
        lead = join("&\\quad", relation) if hanging else join("" if number else without_marks(lhs), "&", relation)
        lines.append(join(lead, rows[0]))
        lines += [join("&\\quad\\quad" if hanging else "&\\quad", row) for row in rows[1:]]
    inside = " \\\\\n".join(lines)
    return f"\\begin{{split}}\n{inside}\n\\end{{split}}", worst


def _packed(members: list[tuple[str, str]], room: float, macros: Macros) -> list[tuple[str, str]]:
    """The members, the second drawn up to a long left side where both fit in one line and more members follow."""
    (_, lhs), (relation, second), *rest = members
    both = join(lhs, relation, second)
    long = width(macros.expanded(lhs)) > _LONG_LEFT_SIDE * room
    if not rest or not long or width(macros.expanded(both)) > room:
        return members
    return [("", both), *rest]
