"""Functions of an index: the LaTeX at the declared arguments, ``T_n`` or ``t_{ij}``, with other indices put in."""

from __future__ import annotations

import re

from symrules.notation import Declaration, Notation

_SUBSCRIPT = re.compile(r"_(?:\{(?P<group>(?:[^{}]|\{[^{}]*\})*)\}|(?P<one>\\[A-Za-z]+|[A-Za-z0-9]))")
_GROUP = re.compile(r"\{[^{}]*\}")
_UNIT = re.compile(r"\\math[a-z]+\{[^{}]*\}|\\(?:bf|rm|cal) *[A-Za-z]+|\\[A-Za-z]+|\{[^{}]*\}|[^\s{}\\]")
"""One sign of a subscript."""
_BOLD = re.compile(r"\\(?:bf|bm|boldsymbol)(?![A-Za-z])")


def with_indices(declaration: Declaration, notation: Notation, indices: list[str]) -> str | None:
    """The function's LaTeX at other indices; None where not all of its arguments stand in the subscript, and alone.

    Parameters
    ----------
    indices : the LaTeX of each argument
    """
    latex = declaration.latex_default or declaration.latex
    arguments = [_plain(notation[name].latex) for name in declaration.arguments or ()]
    found = _SUBSCRIPT.search(latex)
    if found is None or "(" in _GROUP.sub("", latex) or "," in "".join(arguments):
        return None
    inside = found["group"] if found["group"] is not None else found["one"]
    parts = [_UNIT.findall(part) for part in inside.split(",")]
    if sorted(unit for part in parts for unit in map(_plain, part) if unit in arguments) != sorted(arguments):
        return None
    put: list[str] = []
    for part in parts:
        filled = [indices[arguments.index(_plain(u))] if _plain(u) in arguments else u for u in part]
        if len(part) == 1 or all(_UNIT.fullmatch(unit) for unit in filled):
            put.append("".join(filled))
        elif len(parts) == 1 and len(part) == len(arguments):
            put += filled
        else:
            return None
    return f"{latex[: found.start()]}_{{{','.join(put)}}}{latex[found.end() :]}"


def _plain(latex: str) -> str:
    """The LaTeX of an index without its braces and blanks."""
    return re.sub(r"[{}\s]", "", _BOLD.sub(r"\\mathbf", latex))
