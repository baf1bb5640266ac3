r"""Functions of an index: ``T_n`` under ``\\sum_n``, ``T_{n+1}``, ``t_{ij}``, where the argument is the subscript.

Notes
-----
A function has an index where the LaTeX at its declared arguments shows one of them in the subscript. A symbol whose
subscript is the variable of a sum around it would be a constant there, which no author means: it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Integer

from symrules.tex.names import Entry, Indexed
from symrules.tex.parser import Parser
from symrules.tex.source import is_digit
from symrules.text.nodes import apply
from symrules.vocabulary import free_symbols

_COMPONENTS = frozenset("xyz")


@dataclass(frozen=True)
class _Found:
    """A function of an index at the cursor: its form, and where each index begins and ends."""

    form: Indexed
    holes: tuple[tuple[int, int, int], ...]
    end: int


def indexed(p: Parser, behind: int) -> Any:
    """The function of an index at the cursor; None unless it is longer than the plain name that ends at `behind`."""
    for form in p.names.indexed.get(p.peek(), ()):
        found = _fits(p, form)
        if found is not None and (found.end > behind or (found.end == behind and _calls(p, found))):
            return _read(p, found)
    return _with_own_index(p, behind)


def _calls(p: Parser, found: _Found) -> bool:
    """Whether the arguments that do not stand in the subscript follow in brackets."""
    return not found.form.whole and p.stream[found.end].text == "("


def _fits(p: Parser, form: Indexed) -> _Found | None:
    size = len(form.before)
    texts = [t.text for t in p.stream[p.at : p.at + size]]
    if tuple(texts) != form.before or p.peek(size) != "_":
        return None
    opening = p.at + size + 1
    close = p.partner[opening]
    behind = close + 1 + len(form.after)
    if tuple(t.text for t in p.stream[close + 1 : behind]) != form.after:
        return None
    parts = _parts(p, opening + 1, close)
    index = form.index
    if len(parts) > 1 and len(index) == 1 and len(parts) == len(index[0]):
        index = tuple((item,) for item in index[0])  # t_{i+1,j} for t_{ij}
    if len(parts) != len(index):
        return None
    holes: list[tuple[int, int, int]] = []
    for (start, stop), pattern in zip(parts, index, strict=True):
        found = _component(p, start, stop, pattern)
        if found is None:
            return None
        holes += found
    return _Found(form, tuple(holes), behind)


def _parts(p: Parser, start: int, stop: int) -> list[tuple[int, int]]:
    """The stretches between the commas of a subscript."""
    found, depth, begin = [], 0, start
    for i in range(start, stop):
        text = p.stream[i].text
        depth += (text in ("{", "(", "[")) - (text in ("}", ")", "]"))
        if text == "," and depth == 0:
            found.append((begin, i))
            begin = i + 1
    return [*found, (begin, stop)]


def _component(p: Parser, start: int, stop: int, pattern: tuple[int | str, ...]) -> list[tuple[int, int, int]] | None:
    """Where the indices of one component stand: all of it, or one sign for each of several."""
    if len(pattern) == 1 and isinstance(pattern[0], int):
        return [(pattern[0], start, stop)] if _begins(p, start) and start < stop else None
    holes: list[tuple[int, int, int]] = []
    at = start
    for item in pattern:
        if isinstance(item, str):
            if at >= stop or p.stream[at].text != item:
                return None
            at += 1
            continue
        behind = max(p.lookup(at)[0], p.names.match(p.stream, at)[0])
        behind = at + 1 if behind == at and p.stream[at].text.isdigit() else behind
        if behind == at or behind > stop:
            return None
        holes.append((item, at, behind))
        at = behind
    return holes if at == stop else None


def _begins(p: Parser, at: int) -> bool:
    """Whether a number, a sign, a bracket or a name that is declared or bound stands at an index."""
    text = p.stream[at].text
    known = p.lookup(at)[0] > at or p.names.match(p.stream, at)[0] > at
    return known or text.isdigit() or text in ("-", "+", "(", "\\frac")


def _read(p: Parser, found: _Found) -> Any:
    """The function at its indices, and at what stands in the brackets behind them."""
    start, form = p.at, found.form
    declaration = form.entry.declaration
    wanted = declaration.arguments or ()
    values: dict[int, Any] = {}
    kept = p.enter("{")
    for hole, begin, end in found.holes:
        values[hole] = _index(p, begin, end)
        if p.at != end:
            p.unknown()
    p.leave(kept)
    p.at = found.end
    rest = [i for i in range(len(wanted)) if i not in values]
    name = p.text(start, p.at)
    _refuse_several(p, start, form.entry, list(values.values()))
    _doubted(p, start, form.entry, list(values.values()), name)
    if rest and p.peek() == "(":
        given = p.arguments(semicolons=True)
        own = all(value == p.notation.expression(wanted[i]) for i, value in values.items())
        if own and len(given) == len(wanted):
            rest = list(range(len(wanted)))  # as it is printed, the index among the arguments
        if len(given) != len(rest):
            p.fail(f"{name} has {len(given)} arguments in brackets here, not {len(rest)}", p.stream[found.end],
                   f"write {name}\\cdot(…) for a product")  # fmt: skip
        values |= dict(zip(rest, given, strict=True))
    else:
        values |= {i: p.notation.expression(wanted[i]) for i in rest}
    return apply(p.notation.function_class(declaration.name), *(values[i] for i in range(len(wanted))))


def _refuse_several(p: Parser, start: int, entry: Entry, values: list[Any]) -> None:
    """``E_{nm}`` has two indices and is no value of a function of one, at the product of both."""
    terms = [t for value in values for t in (value.args if value.is_Add else (value,))]
    if any(t.is_Mul and sum(1 for f in t.args if not f.is_number) > 1 for t in terms):
        p.fail(f"{p.text(start, p.at)} has several indices side by side, and {entry.name} has not", p.stream[start],
               "declare the name that has both")  # fmt: skip


def _index(p: Parser, begin: int, end: int) -> Any:
    """One index; a digit beside another one is an index of its own."""
    p.at = begin
    if end == begin + 1 and is_digit(p.peek()):
        p.at = end
        return Integer(int(p.stream[begin].text))
    return p.sum() if p.stream[end].text in (",", "}") and p.stream[begin - 1].text in (",", "{") else p.factor()


def _doubted(p: Parser, start: int, entry: Entry, values: list[Any], name: str) -> None:
    """A subscript that is no number, no variable of a sum and not the declared one may be a label."""
    bound = {variable for _, variable in p.bound}
    own = {p.notation.expression(a) for a in entry.declaration.arguments or ()}
    for value in values:
        free = free_symbols(value)
        if free and not free & (bound | own):
            p.warn("AMB-INDEX", f"{name} is read as the function {entry.name} of its index, not as another symbol",
                   p.stream[start])  # fmt: skip
            return


def _with_own_index(p: Parser, behind: int) -> Any:
    """``T_n`` for a function that is declared as T of n, under a sum over n; None for anything else."""
    start = p.at
    entries = p.names.match(p.stream, start)[1]
    if behind == start or p.stream[behind].text != "_":
        return None
    close = p.partner[behind + 1]
    bound = {variable for _, variable in p.bound}
    for entry in entries:
        arguments = entry.declaration.arguments or ()
        if len(arguments) != 1 or p.notation.expression(arguments[0]) not in bound:
            continue
        texts = p.names.texts[arguments[0]]
        if not _stands(p, texts, behind + 2, close):
            continue
        p.at = behind + 1
        value = p.group()
        _refuse_several(p, start, entry, [value])
        return apply(p.notation.function_class(entry.name), value)
    return None


# -- symbols whose subscript is a variable


def _stands(p: Parser, texts: tuple[str, ...], start: int, stop: int) -> bool:
    """Whether a variable stands between two indices, and not one with a further prime or subscript."""
    size = len(texts)
    for i in range(start, stop - size + 1):
        whole = tuple(t.text for t in p.stream[i : i + size]) == texts
        if whole and p.stream[i + size].text not in ("'", "_"):
            return True
    return False


def hidden(p: Parser, texts: tuple[str, ...], name: str, start: int, stop: int) -> tuple[int, int] | None:
    """The first declared name between two indices that has a variable in a script, and does not depend on it."""
    i = start
    while i < stop:
        behind, entries = p.names.match(p.stream, i)
        scripts = [j for j in range(i + 1, behind) if p.stream[j].text in ("_", "^")]
        depends = any(name in (e.declaration.arguments or ()) for e in entries)
        if entries and not depends and any(_stands(p, texts, j + 2, p.partner[j + 1]) for j in scripts):
            return i, behind
        i = max(behind, i + 1)
    return None


def refuse_hidden(p: Parser, texts: tuple[str, ...], variable: Any, start: int, stop: int) -> None:
    """No name under a sum has its variable in the subscript unless it depends on it."""
    found = hidden(p, texts, variable.name, start, stop)
    if found is not None:
        shown = p.text(*found)
        index = "".join(texts)
        p.fail(f"{shown} is declared as one value, but its subscript holds {index}, which varies here",
               p.stream[found[0]],
               f'declare {variable.name}, and {shown} with arguments = ["{variable.name}"]')  # fmt: skip


def doubt_hidden(p: Parser, variables: list[Any], start: int, stop: int) -> None:
    """A name with the variable of an integral or a derivative in its subscript, on which it does not depend."""
    for variable in variables:
        texts = p.names.texts.get(variable.name) or next((t for t, v in p.bound if v == variable), ())
        if not texts or texts[0] in _COMPONENTS:
            continue
        found = hidden(p, texts, variable.name, start, stop)
        if found is not None:
            shown = p.text(*found)
            p.warn("AMB-INDEX", f"{shown} is declared as one value, so it does not change with {variable.name}; "
                   f'declare it with arguments = ["{variable.name}"] if it does', p.stream[found[0]])  # fmt: skip
