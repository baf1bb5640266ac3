"""The declared names as they are looked for in an equation: the longest one that stands at a place.

Notes
-----
Names are kept in a tree over canonical tokens, so that ``f^{\\rm eq}_{\\bf k}`` is found however its fonts and scripts
are written. A superscript behind a name is no part of it unless it is declared so: it is a power.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from symrules.errors import NotationError, ReadError
from symrules.notation import Declaration, Notation
from symrules.tex.lexer import tokens
from symrules.tex.macros import Macros, expand
from symrules.tex.normal import canonical
from symrules.tex.source import Source, Token

SYMBOL, HEAD, DEFAULT, MEASURE = "symbol", "head", "default", "measure"


@dataclass(frozen=True, slots=True)
class Entry:
    """One way in which a declaration is written.

    Parameters
    ----------
    declaration : of the symbol or function
    role : the symbol; a function's head before its arguments; the function at its declared arguments; a measure
    compound : several letters side by side, so that a power behind it may stand on the last one only
    """

    declaration: Declaration
    role: str
    compound: bool

    @property
    def name(self) -> str:
        return self.declaration.name


@dataclass(frozen=True, slots=True)
class Indexed:
    """A function with arguments in its subscript, as ``t_{ij}`` or ``T_n(E)``.

    Parameters
    ----------
    before, after : the tokens before the subscript and behind it
    index : for each part of the subscript between commas, its tokens, an argument as its number
    """

    entry: Entry
    before: tuple[str, ...]
    index: tuple[tuple[int | str, ...], ...]
    after: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether all arguments stand in the subscript."""
        holes = {item for part in self.index for item in part if isinstance(item, int)}
        return len(holes) == len(self.entry.declaration.arguments or ())


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


class Names:
    """All names of a notation.

    Raises
    ------
    NotationError
        The LaTeX of a declaration is no mathematics that can be read.
    """

    def __init__(self, notation: Notation, macros: Macros) -> None:
        self.notation = notation
        self.root = _Node()
        self.alike: dict[str, str] = {}
        self.regions: dict[str, list[str]] = {}
        self.texts: dict[str, tuple[str, ...]] = {}
        """The tokens of each symbol."""
        self.indexed: dict[str, list[Indexed]] = {}
        """The functions of an index, by their first token."""
        for declaration in notation:
            for role, latex in _written(declaration):
                self._add(declaration, role, self._canonical(latex, declaration.name, macros))
            if declaration.region:
                region = self._canonical(declaration.region, declaration.name, macros)
                self.regions[declaration.name] = [t.text for t in region]

    def _canonical(self, latex: str, name: str, macros: Macros) -> list[Token]:
        source = Source(latex)
        try:
            return canonical(source, expand(source, tokens(source), macros))
        except ReadError as error:
            raise NotationError(f"the LaTeX of {name}, {latex[:60]!r}, is not read: {error.message}",
                                hint=error.hint) from None  # fmt: skip

    def _add(self, declaration: Declaration, role: str, pattern: list[Token]) -> None:
        texts = [t.text for t in pattern]
        if not texts:
            return
        forms = [texts]
        if role == SYMBOL:
            self.texts[declaration.name] = tuple(texts)
        if role == DEFAULT:
            self._add_indexed(Entry(declaration, role, False), texts)
        if role in (SYMBOL, DEFAULT):
            self.alike.setdefault(letters("".join(texts)), declaration.name)
            forms += _as_fraction(texts)
        for form in forms:
            node = self.root
            for text in form:
                node = node.children.setdefault(text, _Node())
            entry = Entry(declaration, role, _is_compound(form))
            if entry not in node.entries:
                node.entries.append(entry)

    def _add_indexed(self, entry: Entry, texts: list[str]) -> None:
        """Keep a function whose arguments stand in its subscript."""
        if "_" not in texts:
            return
        at = texts.index("_")
        close = _closing(texts, at + 1)
        arguments = [self.texts.get(name, ()) for name in entry.declaration.arguments or ()]
        index = tuple(_index_parts(texts[at + 2 : close], arguments))
        behind = texts[close + 1 :]
        depths = [behind[:i].count("{") - behind[:i].count("}") for i in range(len(behind))]
        bracket = next((i for i, text in enumerate(behind) if text == "(" and depths[i] == 0), len(behind))
        after = tuple(behind[:bracket])
        if any(isinstance(item, int) for part in index for item in part):
            found = self.indexed.setdefault(texts[0], [])
            found.append(Indexed(entry, tuple(texts[:at]), index, after))

    def has_index(self, declaration: Declaration) -> bool:
        """Whether all arguments of a function stand in its subscript."""
        return any(f.whole and f.entry.declaration is declaration for fs in self.indexed.values() for f in fs)

    def match(self, stream: list[Token], at: int) -> tuple[int, list[Entry]]:
        """The index behind the longest name at a place, and what it may stand for; nothing found is (at, [])."""
        node: _Node | None = self.root
        best, entries, i = at, [], at
        while i < len(stream):
            node = node.children.get(stream[i].text) if node else None
            if node is None:
                break
            i += 1
            if node.entries:
                best, entries = i, node.entries
        return best, entries

    def alone(self, stream: list[Token], at: int, stop: int) -> bool:
        """Whether declared names other than one single name cover a stretch of tokens."""
        i = at
        while i < stop:
            node: _Node | None = self.root
            best, j = i, i
            while j < stop and node is not None:
                node = node.children.get(stream[j].text)
                j += 1
                if node is not None and (i > at or j < stop) and any(e.role != MEASURE for e in node.entries):
                    best = j
            if best == i:
                return False
            i = best
        return True

    def starts_with(self, text: str) -> bool:
        """Whether a declared name begins with a token."""
        return text in self.root.children


def _closing(texts: list[str], at: int) -> int:
    """The index of the brace that closes the one at an index."""
    depth = 0
    for i in range(at, len(texts)):
        depth += (texts[i] == "{") - (texts[i] == "}")
        if depth == 0:
            return i
    return len(texts)


def _index_parts(texts: list[str], arguments: list[tuple[str, ...]]) -> list[tuple[int | str, ...]]:
    """A subscript cut at its commas, each argument as its number."""
    parts: list[list[int | str]] = [[]]
    i = 0
    while i < len(texts):
        fitting = [n for n, a in enumerate(arguments) if a and tuple(texts[i : i + len(a)]) == a]
        if fitting:
            number = max(fitting, key=lambda n: len(arguments[n]))
            parts[-1].append(number)
            i += len(arguments[number])
            continue
        if texts[i] == ",":
            parts.append([])
        else:
            parts[-1].append(texts[i])
        i += 1
    return [tuple(part) for part in parts]


def letters(canonical_text: str) -> str:
    """A name without its fonts and braces, to be compared with what looks alike."""
    return re.sub(r"\\math[a-z]+|[{}\\]", "", canonical_text)


def _written(declaration: Declaration) -> list[tuple[str, str]]:
    if declaration.is_function:
        found = [(HEAD, declaration.latex), (DEFAULT, declaration.latex_default or declaration.latex)]
    else:
        found = [(SYMBOL, declaration.latex)]
    if declaration.measure:
        found.append((MEASURE, declaration.measure))
    return found


_D = ("d", "\\mathrm{d}", "\\partial", "\\delta")


def _as_fraction(texts: list[str]) -> list[list[str]]:
    """A derivative that is declared with a solidus, with a fraction line; and the other way round."""
    if texts[0] in _D and texts.count("/") == 1:
        at = texts.index("/")
        if at + 1 < len(texts) and texts[at + 1] == texts[0]:
            return [["\\frac", "{", *texts[:at], "}", "{", *texts[at + 1 :], "}"]]
    return []


_SCRIPTS = ("_", "^", "'")


def _is_compound(texts: list[str]) -> bool:
    """Whether several nuclei stand side by side, the last of them no closing bracket."""
    nuclei, depth, last = 0, 0, ""
    for text in texts:
        if text == "{":
            depth += 1
        elif text == "}":
            depth -= 1
        elif depth == 0 and text not in _SCRIPTS:
            nuclei += 1
            last = text
    return nuclei > 1 and last not in (")", "]", "\\}", "|", "\\right|", "\\rangle")


_BUILT: WeakKeyDictionary[Notation, tuple[tuple[Any, ...], Names]] = WeakKeyDictionary()


def names(notation: Notation, macros: Macros) -> Names:
    """The names of a notation, built once for it and the manuscript's commands."""
    key = (tuple(notation.declarations.values()), tuple(macros.table.items()))
    found = _BUILT.get(notation)
    if found is None or len(found[0][0]) != len(key[0]) or found[0] != key:
        found = (key, Names(notation, macros))
        _BUILT[notation] = found
    return found[1]
