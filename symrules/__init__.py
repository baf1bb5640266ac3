"""symrules: sum rules as identities that are proved, refuted with a witness, or left undecided.

The names below are imported when they are first used, so that ``import symrules`` costs nothing. The function `decide`
is not among them, for its package has that name: ``from symrules.decide import decide``.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

_EXPORTS = {
    "Asymptotic": "symrules.identity",
    "Condition": "symrules.identity",
    "Identity": "symrules.identity",
    "Relation": "symrules.identity",
    "Notation": "symrules.notation",
    "Outcome": "symrules.verdict",
    "Verdict": "symrules.verdict",
    "Witness": "symrules.verdict",
    "SymrulesError": "symrules.errors",
    "check": "symrules.report.checked",
    "expand": "symrules.questions",
    "prove": "symrules.questions",
    "print_expression": "symrules.text",
    "read_condition": "symrules.text",
    "read_expression": "symrules.text",
    "read_statement": "symrules.text",
    "to_latex": "symrules.latex",
}

__all__ = ["__version__", *sorted(_EXPORTS)]


def __getattr__(name: str) -> Any:
    """Import an exported name from its home (PEP 562)."""
    home = _EXPORTS.get(name)
    if home is None:
        raise AttributeError(f"module 'symrules' has no attribute {name!r}")
    from importlib import import_module  # here, since it is no name of this package

    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
