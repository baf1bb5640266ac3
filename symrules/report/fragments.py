r"""The LaTeX of the equations: fragments for ``\input`` in a manuscript, and the macros that they use.

The macros are those of the whole library, whichever equations are written, so that the files of one run always fit
those of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sympy import Symbol, preorder_traversal
from sympy.core.function import AppliedUndef

from symrules.derivation import Equation
from symrules.latex import Macros, Style, fragment, symbol_table
from symrules.notation import Declaration, Notation

_HEAD = "% Written by symrules; changes made here are lost when it runs again.\n"

# What REVTeX sets across both columns stands in `widetext`, which article does not know and does not need.
_WIDETEXT = r"""\makeatletter
\@ifundefined{widetext}{\newenvironment{widetext}{}{}}{}
\makeatother
"""


def macros_of(equations: Iterable[Equation]) -> Macros:
    """The macros for every symbol of the equations' notations."""
    notations: dict[int, Notation] = {id(equation.notation): equation.notation for equation in equations}
    return Macros(*notations.values())


def macros_file(macros: Macros) -> str:
    """The file of macros, which a manuscript reads before any fragment."""
    return _HEAD + macros.file() + _WIDETEXT


def fragment_file(equation: Equation, macros: Macros, style: Style = Style.REVTEX, em: float | None = None) -> str:
    """The fragment of an equation as a file."""
    return _HEAD + equation_latex(equation, macros, style, em)


def equation_latex(
    equation: Equation, macros: Macros | None = None, style: Style = Style.REVTEX, em: float | None = None
) -> str:
    """The equation as it is printed, numbered; empty where it is not printed but only derived.

    Without macros, every symbol stands as it is declared, and the text can be used by itself.
    """
    chains = list(_chains(equation.members))
    printed = [fragment(equation.label, chain, equation.notation, style, macros=macros, em=em) for chain in chains]
    return printed[0] if len(printed) == 1 else _gathered(printed, equation.label) if printed else ""


def exported(
    equations: Sequence[Equation],
    library: Sequence[Equation],
    style: str,
    *,
    symbols: bool = False,
    em: float | None = None,
) -> dict[str, bytes]:
    """The files of `symrules export`: the fragments asked for, and the macros of the whole library.

    Parameters
    ----------
    em : the width of the lines in em, where it is not that of the style's column
    symbols : with a table of the symbols that occur in the fragments
    """
    macros = macros_of(library)
    files = {"macros.tex": macros_file(macros)}
    for equation in equations:
        files[f"eq-{equation.label}.tex"] = fragment_file(equation, macros, Style[style.upper()], em)
    if symbols:
        files["symbols.tex"] = _HEAD + symbol_table(_declared(equations), macros)
    return {name: text.encode() for name, text in files.items()}


def _declared(equations: Iterable[Equation]) -> Iterator[Declaration]:
    """The declarations of the symbols and functions that stand in some equations, in their order."""
    for equation in equations:
        names: set[str] = set()
        for _, member in equation.members:
            for node in preorder_traversal(member):
                if isinstance(node, Symbol):
                    names.add(node.name)
                elif isinstance(node, AppliedUndef):
                    names.add(node.func.__name__)
        yield from (d for d in equation.notation if d.name in names)


def _chains(members: Sequence[tuple[str, Any]]) -> Iterator[list[tuple[str, Any]]]:
    """The chains of an equation: each begins at a member without a relation sign."""
    chain: list[tuple[str, Any]] = []
    for sign, expression in members:
        if not sign and chain:
            yield chain
            chain = []
        chain.append((sign, expression))
    if chain:
        yield chain


def _gathered(printed: Sequence[str], label: str) -> str:
    """Several equations under one number, below one another."""
    bodies = []
    for latex in printed:
        _, _, rest = latex.partition("\\begin{equation}\n")
        body, _, _ = rest.rpartition("\n\\tag{")
        bodies.append(body.replace("{split}", "{aligned}"))
    wide = any(latex.startswith("\\begin{widetext}") for latex in printed)
    inside = " \\\\[6pt]\n".join(bodies)
    whole = (f"\\begin{{equation}}\n\\begin{{gathered}}\n{inside}\n\\end{{gathered}}\n"
             f"\\tag{{{label}}}\\label{{eq:{label}}}\n\\end{{equation}}\n")  # fmt: skip
    return f"\\begin{{widetext}}\n{whole}\\end{{widetext}}\n" if wide else whole
