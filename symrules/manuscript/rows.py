"""How a formula falls into equations: the rows and columns of its alignment, and the remarks about each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from symrules.manuscript.equations import SEPARATE_ROWS, Body, Definition, Equation, Remark

Cell = tuple[int, int]


def equations_of(body: Body, stop: int, waiting: Iterable[Remark]) -> list[Equation]:
    """The equations of a formula that ends at an offset; remarks that wait for it belong to all of them."""
    shown = blanked(body.source.text, body.start, stop, [*body.blanks, *((a, b) for _, a, b in body.marks)])
    groups = _grouped(body, stop, shown)
    if not groups:
        groups = [([(body.start, stop)], [])]
    before = tuple(waiting)
    result = []
    for k, (cells, joined) in enumerate(groups):
        first, last = cells[0][0], cells[-1][1]
        until = groups[k + 1][0][0][0] if k + 1 < len(groups) else stop + 1
        since = first if k else body.start

        def here(offset: int, since: int = since, until: int = until) -> bool:
            return since <= offset < until

        result.append(
            Equation(
                tuple(name for name, at in body.labels if here(at)),
                body.outer,
                next((tag for tag, at in body.tags if here(at)), ""),
                body.environment,
                _revealed(body.source.text, shown, body.start, cells),
                body.source,
                first,
                body.definitions,
                (*before, *_remarks(body, first, last, since, until, only=len(groups) == 1, final=until > stop)),
                tuple(body.source.line_of(at) for at in joined),
            )
        )
    return result


def _remarks(body: Body, first: int, last: int, since: int, until: int, *, only: bool, final: bool) -> list[Remark]:
    """The remarks about one equation: behind the beginning of the environment, at the end of a line, or before it."""
    found = []
    lines = range(body.source.line_of(first), body.source.line_of(last) + 1)
    for text, offset in body.remarks:
        place = body.source.place(offset)
        trailing = bool(body.source.before(offset).strip())
        if (
            trailing
            and place.line == body.opened.line
            and not blanked(
                body.source.text, body.start, offset, [(a, b) for a, b in body.blanks if b <= offset]
            ).strip()
        ):
            found.append(Remark(text, place))  # behind the beginning of the environment: about all that is in it
            continue
        if trailing and not only:
            mine = place.line in lines and _ends_here(body, offset, since, until)
        else:
            mine = only or since <= offset < until or (final and offset >= until)
        if mine:
            found.append(Remark(text, place, place.line if trailing else 0))
    return found


def _ends_here(body: Body, offset: int, since: int, until: int) -> bool:
    """Whether what stands last on the line before the comment belongs to the cells between two offsets."""
    written = [stop for kind, start, stop in body.marks if kind == "row" and stop <= offset]
    at = offset
    if written and not body.source.text[written[-1] : offset].strip():
        at = written[-1] - 1  # the comment stands right behind a row's end
        at = next(start for kind, start, stop in body.marks if stop == written[-1]) - 1
    return since <= max(at, body.start) < until


def blanked(text: str, start: int, stop: int, blanks: Iterable[tuple[int, int]]) -> str:
    """The text with some parts blank; line ends stay."""
    pieces, at = [], start
    for first, last in sorted(blanks):
        first, last = max(first, at), min(last, stop)
        if last > first:
            pieces += [text[at:first], _BLANK.sub(" ", text[first:last])]
            at = last
    return "".join([*pieces, text[at:stop]])


_BLANK = re.compile(r"[^\n]")


def _revealed(text: str, shown: str, origin: int, cells: list[Cell]) -> str:
    """The part of a blanked text from the first cell to the last, with nothing but the cells in it."""
    pieces, at = [], cells[0][0]
    for start, stop in cells:
        pieces += [_BLANK.sub(" ", text[at:start]), shown[start - origin : stop - origin]]
        at = stop
    return "".join(pieces)


# -- rows


def _grouped(body: Body, stop: int, shown: str) -> list[tuple[list[Cell], list[int]]]:
    """The cells of each equation, in order, and the offsets of rows that were joined without a sign that says so."""
    plain = body.environment.removesuffix("*")
    columns: dict[int, int] = {}  # of the alignment: the equation that was begun there last
    groups: list[tuple[list[Cell], list[int]]] = []
    own = _own_relations(body.definitions) if body.marks else None
    for row in _rows(body, stop):
        for column, cells in _columns(row, plain):
            written = "".join(shown[a - body.start : b - body.start] for a, b in cells)
            if not written.strip():
                continue
            before = groups[columns[column]] if column in columns else None
            how = "new"
            if before is not None:
                aligned = len(cells) > 1 and not shown[cells[0][0] - body.start : cells[0][1] - body.start].strip()
                how = _continues(written, _last(shown, body.start, before[0]), plain, own, aligned=aligned)
            if before is None or how == "new":
                columns[column] = len(groups)
                groups.append((list(cells), []))
                continue
            before[0].extend(cells)
            if how == "joined":
                before[1].append(cells[0][0] + len(written) - len(written.lstrip()))
        if row.ends_with_text:
            columns.clear()
    return groups


@dataclass
class _Row:
    cells: list[Cell]
    ends_with_text: bool = False


def _rows(body: Body, stop: int) -> list[_Row]:
    rows, cells, at = [], [], body.start
    for kind, start, end in body.marks:
        cells.append((at, start))
        at = end
        if kind != "&":
            rows.append(_Row(cells, kind == "text"))
            cells = []
    cells.append((at, stop))
    return [*rows, _Row(cells)]


def _columns(row: _Row, environment: str) -> list[tuple[int, list[Cell]]]:
    """The cells that belong together: in an alignment every second ``&`` separates equations."""
    if environment not in SEPARATE_ROWS or environment in ("eqnarray", "IEEEeqnarray", "gather"):
        return [(0, row.cells)]
    return [(k // 2, row.cells[k : k + 2]) for k in range(0, len(row.cells), 2)]


def _last(shown: str, origin: int, cells: list[Cell]) -> str:
    """What was written last."""
    return next((s for a, b in reversed(cells) if (s := shown[a - origin : b - origin].strip())), "")


_SPACES = (
    r"(?:\s|\{\}|~|\\[,;:!> ]|\\(?:quad|qquad|displaystyle|textstyle|hspace\*?\{[^{}]*\}|phantom\{[^{}]*\}"
    r"|hphantom\{[^{}]*\}|mbox\{\s*\})(?![A-Za-z]))*"
)
_RELATION = (
    r"(?:[=<>]|:=|\\(?:approx|simeq|sim|equiv|cong|to|rightarrow|longrightarrow|Rightarrow|Leftrightarrow|propto"
    r"|leq?|leqslant|geq?|geqslant|neq?|ll|gg|lesssim|gtrsim|doteq|coloneqq|stackrel|overset|underset|mapsto|in)"
    r"(?![A-Za-z]))"
)
_OPERATOR = r"(?:[+\-*/]|\\(?:pm|mp|times|cdot|div|ast|circ|oplus|otimes|wedge)(?![A-Za-z]))"
_GOES_ON = re.compile(rf"{_SPACES}(?:{_RELATION}|\\(?:right|bigr|Bigr|biggr|Biggr)(?![A-Za-z])|[)\]])")
_SIGNED = re.compile(rf"{_SPACES}{_OPERATOR}")
_LEFT_OPEN = re.compile(rf"(?:{_RELATION}|{_OPERATOR}|[(\[]){_SPACES}(?:\\right\.)?{_SPACES}\Z")
_HAS_RELATION = re.compile(_RELATION)


def _continues(written: str, before: str, environment: str, own: re.Pattern[str] | None, *, aligned: bool) -> str:
    """Whether a row goes on with the equation before it: ``new``, ``yes``, or ``joined`` where nothing says so.

    A row that begins with a sign may be a further term, or an equation whose left side is negative: where a relation
    follows, only an empty first cell tells. A row without any relation is no equation.

    Parameters
    ----------
    own : the author's macros that print a relation
    """
    if _GOES_ON.match(written) or _LEFT_OPEN.search(before[-200:]) or (own and own.match(written.lstrip())):
        return "yes"
    outside = _outside_braces(written)
    related = _HAS_RELATION.search(outside) is not None or (own is not None and own.search(outside) is not None)
    if not related:
        return "yes" if _SIGNED.match(written) else "joined"
    if _SIGNED.match(written):
        return "yes" if aligned else "new" if environment in SEPARATE_ROWS else "joined"
    return "new"


_IN_BRACES = re.compile(r"\{[^{}]*\}")


def _outside_braces(text: str) -> str:
    """What stands in no braces: an index n = 1 of a sum is no relation of the row."""
    for _ in range(20):
        text, count = _IN_BRACES.subn(" ", text)
        if not count:
            break
    return text


def _own_relations(definitions: tuple[Definition, ...]) -> re.Pattern[str] | None:
    """The author's macros in whose definition a relation stands."""
    names = {match[1] for d in definitions if (match := _DEFINED.match(d.text)) and _HAS_RELATION.search(d.text)}
    return re.compile(rf"\\(?:{'|'.join(sorted(names))})(?![A-Za-z])") if names else None


_DEFINED = re.compile(r"\\[A-Za-z]+\*?\s*\{?\s*\\([A-Za-z]+)")
