"""Stubs for names that a manuscript uses and its notation does not declare: the name and its LaTeX, nothing guessed."""

from __future__ import annotations

import re

from symrules.manuscript.declarations import Declarations, digest_of
from symrules.manuscript.document import Document
from symrules.manuscript.readings import Failure, Library
from symrules.notation import Notation

_MOST = 500
_FONTS = re.compile(r"\\(?:mathrm|mathit|mathbf|mathcal|mathsf|text|textrm|rm|bf|cal|boldsymbol|operatorname|vec|left"
                    r"|right)(?![A-Za-z])")  # fmt: skip
_COMMAND = re.compile(r"\\[A-Za-z]+")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


def stubs_for(document: Document, declarations: Declarations) -> list[tuple[str, str]]:
    """Names with their LaTeX, in the order in which they are met.

    Notes
    -----
    An equation is read until it meets a name that is not declared, which is then declared as a plain symbol for the
    rest of this search, and so on; an equation that cannot be read for another reason is passed over. A command with
    arguments in braces, such as ``\\dv{n}{x}`` of a package, is no symbol and gets none.
    """
    notation = Notation(bases=declarations.notation.bases, declarations=dict(declarations.notation.declarations))
    found: list[tuple[str, str]] = []
    for equation in document.equations:
        while len(found) < _MOST:
            reading = Library(notation, digest_of(notation)).read(equation)
            if not isinstance(reading, Failure) or not reading.undeclared:
                break
            latex = reading.undeclared
            if any(latex == known for _, known in found) or _takes_arguments(latex, equation.tex):
                break
            name = name_for(latex, notation)
            notation.symbol(name, latex, None)
            found.append((name, latex))
    return found


def _takes_arguments(latex: str, tex: str) -> bool:
    """Whether a command stands before a brace somewhere in an equation."""
    return _COMMAND.fullmatch(latex) is not None and re.search(re.escape(latex) + r"\s*\{", tex) is not None


def name_for(latex: str, taken: Notation) -> str:
    """A name for a piece of LaTeX: ``\\mu_{\\rm up}`` is mu_up, ``f'`` f_prime; numbered where it is taken."""
    text = _FONTS.sub(" ", latex).replace("'", "_prime").replace("^", "_").replace("\\", " ")
    parts = [part for part in re.split(r"[^A-Za-z0-9]+", text) if part]
    name = "_".join(parts)[:50] or "symbol"
    if not name[0].isalpha():
        name = f"s_{name}"
    found, count = name, 1
    while found in taken or _NAME.fullmatch(found) is None:
        count += 1
        found = f"{name}_{count}"
    return found


def with_stubs(text: str, stubs: list[tuple[str, str]]) -> str:
    """A notation file with declarations added, under ``[symbols]``; everything else stays as it is."""
    lines = [f"{name} = {{ latex = {_quoted(latex)} }}" for name, latex in stubs]
    note = "# Added by `symrules check --add-symbols`: give each its dimension, domain and, for a function, arguments."
    block = "\n".join([note, *lines]) + "\n"
    header = re.search(r"^\[symbols\][^\n]*\n?", text, re.MULTILINE)
    if header is None:
        before = text if not text or text.endswith("\n") else f"{text}\n"
        return f"{before}\n[symbols]\n{block}" if before else f"[symbols]\n{block}"
    following = re.compile(r"^\[", re.MULTILINE).search(text, header.end())
    at = following.start() if following is not None else len(text)
    head, rest = text[:at].rstrip("\n"), text[at:]
    return f"{head}\n\n{block}" + (f"\n{rest}" if rest else "")


def _quoted(latex: str) -> str:
    if "'" not in latex:
        return f"'{latex}'"
    escaped = latex.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
