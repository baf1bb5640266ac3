"""Functions of an index: the LaTeX at the declared arguments, ``T_n`` or ``t_{ij}``, with other indices put in."""

from __future__ import annotations

import re

from symrules.notation import Declaration, Notation

_SUBSCRIPT = re.compile(r"_(?:\{(?P<group>(?:[^{}]|\{[^{}]*\})*)\}|(?P<one>\\[A-Za-z]+|[A-Za-z0-9]))")
_GROUP = re.compile(r"\{[^{}]*\}")
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
    parts = [_plain(part) for part in inside.split(",")]
    if sorted(parts) == sorted(arguments) and len(set(parts)) == len(parts):
        put = ",".join(indices[arguments.index(part)] for part in parts)
    elif len(parts) == 1 and parts[0] == "".join(arguments) and all(len(a) == 1 for a in arguments):
        single = all(re.fullmatch(r"[A-Za-z0-9]", index) for index in indices)
        put = ("" if single else ",").join(indices)
    else:
        return None
    return f"{latex[: found.start()]}_{{{put}}}{latex[found.end() :]}"


def _plain(latex: str) -> str:
    """The LaTeX of an index without its braces and blanks."""
    return re.sub(r"[{}\s]", "", _BOLD.sub(r"\\mathbf", latex))
