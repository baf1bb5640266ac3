"""How wide a formula prints, and where a long one is broken into lines.

Notes
-----
Widths are in em of the text size, from the metrics of Computer Modern (`cmmi10`, `cmr10`). Lines are broken before a
plus or minus sign, or between factors where the printer left a mark; a break inside brackets counts as worse the
deeper it lies. Brackets that a break divides are drawn in a fixed size, as a
``\\left`` cannot be parted from its ``\\right``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from symrules.latex.tex import GREEK, Atom, atoms, join

MARK = "\ue000"
"""Left by the printer between two factors: here a line may be broken. Never printed."""

_LETTERS = {
    "italic": dict(zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        (75, 81, 79, 86, 80, 78, 79, 91, 52, 65, 92, 68, 108, 91, 79, 78, 79, 77, 67, 72, 79, 81, 108, 91, 80, 75,
         53, 43, 43, 52, 47, 60, 51, 58, 34, 47, 55, 32, 88, 60, 48, 50, 48, 48, 47, 36, 57, 52, 74, 57, 53, 51),
        strict=True)),
    "roman": dict(zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        (75, 71, 72, 76, 68, 65, 78, 75, 36, 51, 78, 63, 92, 75, 78, 68, 78, 74, 56, 72, 75, 75, 103, 75, 75, 61,
         50, 56, 44, 56, 44, 31, 50, 56, 28, 31, 53, 28, 83, 56, 50, 56, 53, 39, 39, 39, 56, 53, 72, 53, 53, 44),
        strict=True)),
}  # fmt: skip
_SIGNS = {
    "+": 1.22, "-": 1.22, "\\pm": 1.22, "\\cdot": 0.72, "\\times": 1.22, "=": 1.34, "<": 1.34, ">": 1.34,
    "\\neq": 1.34, "\\leq": 1.34, "\\geq": 1.34, "\\equiv": 1.34, "\\to": 1.56, "\\sim": 1.34, "\\approx": 1.34,
    "(": 0.39, ")": 0.39, "[": 0.28, "]": 0.28, "|": 0.28, "/": 0.5, ",": 0.45, ";": 0.45, ".": 0.28, "!": 0.28,
    "\\langle": 0.39, "\\rangle": 0.39, "\\{": 0.5, "\\}": 0.5, "\\,": 0.17, "\\!": -0.17, "\\;": 0.28, "\\:": 0.22,
    "\\ ": 0.33, "\\quad": 1.0, "\\qquad": 2.0, "\\int": 1.1, "\\sum": 1.61, "\\prod": 1.45, "\\lim": 1.56,
    "\\infty": 1.0, "\\partial": 0.59, "\\hbar": 0.54, "\\ell": 0.42, "\\nabla": 0.83, "\\rm": 0.0, MARK: 0.0,
}  # fmt: skip
_ROMAN = {"\\mathrm", "\\text", "\\textrm", "\\mbox", "\\operatorname"}
_BINARY = {"+", "-", "\\pm", "\\mp", "\\cdot", "\\times"}
_OPENING = {"(", "[", "\\{", "\\langle"}
_CLOSING = {")", "]", "\\}", "\\rangle"}


@lru_cache(maxsize=8192)
def width(latex: str, font: str = "italic") -> float:
    """The estimated width of a formula in em of the text size.

    >>> round(width(r"x+y"), 1)
    2.3
    """
    return sum(_atom_width(atom, font) for atom in atoms(latex))


def _atom_width(atom: Atom, font: str) -> float:
    nucleus = _nucleus_width(atom, font)
    below, above = 0.8 * width(atom.sub, font), 0.8 * width(atom.sup, font)
    if atom.head in ("\\sum", "\\prod", "\\lim"):
        return max(nucleus, below, above)
    return nucleus + max(below, above) + (0.05 if atom.sub or atom.sup else 0.0)


def _nucleus_width(atom: Atom, font: str) -> float:
    head, arguments = atom.head, atom.arguments
    if head.startswith(("\\left", "\\right", "\\bigg")):
        return 0.12 if head.endswith(".") else 0.8
    if head.startswith("{"):
        return width(head[1:-1], font)
    if head in ("\\frac", "\\dfrac", "\\tfrac", "\\binom"):
        return max(width(a, font) for a in arguments) + (0.24 if head != "\\binom" else 1.6)
    if head == "\\sqrt":
        return width(arguments[0], font) + 1.0
    if head == "\\begin":
        rows = arguments[1].split("\\\\")
        return max(width(row, "roman" if "\\text" in row else font) for row in rows) + 2.0
    if arguments:
        return sum(width(a, "roman" if head in _ROMAN else font) for a in arguments) * 1.05
    return _character_width(head, font)


def _character_width(head: str, font: str) -> float:
    if head in _SIGNS:
        return _SIGNS[head]
    if head == "'":
        return 0.28
    if head.startswith("\\"):
        return _LETTER_COMMANDS.get(head) or 0.55 * len(head[1:]) + 0.17
    return _LETTERS[font].get(head, 50) / 100


_LETTER_COMMANDS = {name: 0.78 if name[1].isupper() else 0.57 for name in GREEK}


# -- lines


@dataclass(frozen=True, slots=True)
class _Break:
    """A place where a line may end: before which atom, how bad it is, and how the next line begins."""

    before: int
    penalty: float
    lead: str = ""


def without_marks(latex: str) -> str:
    """The printer's output without the marks between factors."""
    return join(*latex.split(MARK))


def broken(latex: str, first: float, rest: float, expand: Callable[[str], str]) -> tuple[list[str], float]:
    """Divide a formula into lines, and tell by how much its widest line overruns (0 where all fit).

    Parameters
    ----------
    latex : the printer's output, with its marks
    first, rest : the width in em that the first line, and every further one, may have
    expand : puts for each macro in a formula what it stands for
    """
    parts = atoms(latex)
    widths = [width(expand(part.text)) for part in parts]
    breaks = [_Break(0, 0.0), *_breaks(parts), _Break(len(parts), 0.0)]
    chosen, excess = _best(breaks, widths, first, rest)
    cuts = [breaks[i] for i in chosen]
    shown = _resized(parts, {cut.before for cut in cuts[1:-1]})
    lines = []
    for start, stop in pairwise(cuts):
        pieces = [text for text in shown[start.before : stop.before] if text != MARK]
        lines.append(join(start.lead, *pieces).removesuffix("\\,").rstrip())
    return lines, excess


def _breaks(parts: tuple[Atom, ...]) -> list[_Break]:
    found = []
    depth = 0
    for i, atom in enumerate(parts):
        if atom.head in _OPENING or atom.head.startswith("\\left"):
            depth += 3 if atom.head.endswith((".", "|")) else 1
        elif atom.head in _CLOSING or atom.head.startswith("\\right"):
            depth -= 3 if _closes_bar(parts, i) else 1
        elif depth > 2 or i == 0:
            continue
        elif atom.head in ("+", "-") and _is_operand_end(parts[i - 1]):
            found.append(_Break(i, 20.0 * depth * depth, "{}"))
        elif atom.head == MARK and i + 1 < len(parts):
            found.append(_Break(i, _penalty_before(parts[i + 1].head) + 30.0 * depth, "{}\\times"))
    return found


def _penalty_before(head: str) -> float:
    """How bad a break before a factor is: little before a bracket, much before a single letter."""
    if head in _OPENING or head.startswith("\\left"):
        return 15.0
    return 30.0 if head in ("\\int", "\\frac", "\\sum", "\\sqrt") else 75.0


def _closes_bar(parts: tuple[Atom, ...], at: int) -> bool:
    """Whether the delimiter at a place closes a ``\\left.`` or ``\\left|``."""
    depth = 0
    for atom in reversed(parts[: at + 1]):
        if atom.head.startswith("\\right") and atom.head != "\\rightarrow":
            depth += 1
        elif atom.head.startswith("\\left"):
            depth -= 1
            if depth == 0:
                return atom.head.endswith((".", "|"))
    return False


def _is_operand_end(atom: Atom) -> bool:
    return atom.head not in _BINARY and atom.head not in _OPENING and not atom.head.startswith("\\left")


def _best(breaks: list[_Break], widths: list[float], first: float, rest: float) -> tuple[list[int], float]:
    """The cheapest way through the breaks: no overrun, then few lines and good places."""
    best: list[tuple[float, int]] = [(0.0, -1)] + [(float("inf"), -1)] * (len(breaks) - 1)
    for j in range(1, len(breaks)):
        for i in range(j):
            room = first if i == 0 else rest
            spare = room - _line_width(breaks[i], breaks[j], widths)
            unfilled = 0.5 * max(0.0, spare) if j < len(breaks) - 1 else 0.0
            cost = best[i][0] + breaks[j].penalty + 40.0 + unfilled + 1000.0 * max(0.0, -spare)
            if cost < best[j][0]:
                best[j] = (cost, i)
    chosen = [len(breaks) - 1]
    while chosen[-1]:
        chosen.append(best[chosen[-1]][1])
    chosen.reverse()
    excess = max(_line_width(breaks[i], breaks[j], widths) - (first if i == 0 else rest) for i, j in pairwise(chosen))
    return chosen, max(0.0, excess)


def _line_width(start: _Break, stop: _Break, widths: list[float]) -> float:
    return width(start.lead) + sum(widths[start.before : stop.before])


def _resized(parts: tuple[Atom, ...], cuts: set[int]) -> list[str]:
    """The atoms as text; a growing bracket that a cut divides gets a fixed size."""
    shown = [part.text for part in parts]
    open_: list[int] = []
    for i, atom in enumerate(parts):
        if atom.head.startswith("\\left") and atom.head != "\\leftarrow":
            open_.append(i)
        elif atom.head.startswith("\\right") and atom.head != "\\rightarrow" and open_:
            start = open_.pop()
            if any(start < cut <= i for cut in cuts):
                shown[start] = shown[start].replace("\\left", "\\biggl", 1)
                shown[i] = shown[i].replace("\\right", "\\biggr", 1)
    return shown
