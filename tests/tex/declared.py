"""Notations from one line of text, for the tests of the LaTeX reader."""

from __future__ import annotations

import re

from symrules.notation import Notation

_FUNCTION = re.compile(r"(\w+)\(([\w,]+)\)(?:=([^|]*)(?:\|(.*))?)?")
_USUAL = {"hbar": r"\hbar"}


def notation(line: str) -> Notation:
    """``name``, ``name=LaTeX``, ``f(x)``, ``f(x)=head`` and ``f(x)=head|at its arguments``, apart by blanks."""
    found = Notation()
    words = line.replace("\\ln D", "\\ln~D").split()
    for word in words:
        function = _FUNCTION.fullmatch(word)
        if function is None:
            name, _, latex = word.partition("=")
            found.symbol(name, latex.replace("~", " ") or _USUAL.get(name, ""), None)
    for word in words:
        function = _FUNCTION.fullmatch(word)
        if function is not None:
            name, arguments, latex, default = function.groups()
            found.function(name, arguments.split(","), (latex or "").replace("~", " "), None,
                           latex_default=(default or "").replace("~", " "))  # fmt: skip
    return found
