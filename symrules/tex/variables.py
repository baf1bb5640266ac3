"""Variables that a sign binds or differentiates by, and the differentials of integrals."""

from __future__ import annotations

import re
from typing import Any

from sympy import Symbol

from symrules.tex.names import MEASURE, SYMBOL
from symrules.tex.parser import Parser
from symrules.text.nodes import symbol

DIFFERENTIALS = ("d", "\\mathrm{d}")


def variable_at(p: Parser, at: int) -> tuple[int, Any]:
    """A symbol at an index, declared or bound, alone or in round brackets: the index behind it and it, or None."""
    if p.stream[at].text == "(":
        behind, variable = variable_at(p, at + 1)
        return (behind + 1, variable) if variable is not None and p.stream[behind].text == ")" else (at, None)
    bound_end, bound = p.lookup(at)
    behind, entries = p.names.match(p.stream, at)
    symbols = [e for e in entries if e.role == SYMBOL]
    if bound is not None and bound_end >= behind:
        return bound_end, bound
    if symbols:
        return behind, Symbol(symbols[0].name)
    return at, None


def differential(p: Parser, at: int) -> tuple[int, Any, bool] | None:
    """A differential at an index: the index behind it, its variable, and whether it is the declared measure."""
    behind, entries = p.names.match(p.stream, at)
    measures = [e for e in entries if e.role == MEASURE]
    if measures:
        return behind, symbol(measures[0].name), True
    if p.stream[at].text not in DIFFERENTIALS or (entries and behind > at + 1):
        return None
    end, variable = variable_at(p, at + 1)
    return None if variable is None else (end, variable, False)


_LETTER = re.compile(r"[A-Za-z]|\\[A-Za-z]+|\\mathbf\{[A-Za-z]\}|\\mathcal\{[A-Za-z]\}")
_GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "varepsilon",
        "zeta",
        "eta",
        "theta",
        "vartheta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "rho",
        "varrho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "varphi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Pi",
        "Sigma",
        "Upsilon",
        "Phi",
        "Psi",
        "Omega",
        "ell",
        "hbar",
    ]
)


def local_name(p: Parser, at: int) -> tuple[tuple[str, ...], Any] | None:
    """A letter at an index that is not declared, with its subscript and primes, and the local symbol it becomes."""
    text = p.stream[at].text
    if not _LETTER.fullmatch(text):
        return None
    if text[0] == "\\" and "{" not in text and text[1:] not in _GREEK:
        return None
    end = at + 1
    if p.stream[end].text == "_":
        end = p.partner[end + 1] + 1
    while p.stream[end].text == "'":
        end += 1
    if p.names.match(p.stream, at)[0] >= end:
        return None
    texts = tuple(t.text for t in p.stream[at:end])
    name = re.sub(r"\\math[a-z]+|[\\{}]", "", "".join(t.replace("'", "_prime") for t in texts))
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name):
        return None
    while name in p.notation:
        name += "_"
    return texts, Symbol(name)


def bound_variable(p: Parser, token: Any) -> tuple[tuple[str, ...], Any]:
    """The variable that a sign binds: a letter of its own, or a declared symbol."""
    local = local_name(p, p.at)
    if local is not None:
        p.at += len(local[0])
        return local
    behind, entries = p.names.match(p.stream, p.at)
    symbols = [e for e in entries if e.role == SYMBOL]
    if not symbols:
        p.fail(f"{token.text} binds a letter here", p.token, "write n=0, or declare the letter as a symbol")
    texts = tuple(t.text for t in p.stream[p.at : behind])
    p.at = behind
    return texts, symbol(symbols[0].name)


def holds_differential(p: Parser, at: int) -> bool:
    """Whether a differential begins at an index, or stands in the numerator of the fraction that begins there."""
    if differential(p, at) is not None:
        return True
    if p.stream[at].text != "\\frac":
        return False
    return any(differential(p, i) is not None for i in range(at + 2, p.partner[at + 1]))
