"""Questions put in plain text: does it hold, and what is its expansion. What one types at a prompt.

Each symbol is declared by a keyword, ``x="nonzero"`` or ``E="real, energy"``, or, where its name is not a keyword or
stands for a parameter of the function already, in the mapping `symbols`: ``symbols={"f(x)": "real"}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Basic, Symbol

from symrules.decide import decide
from symrules.errors import NotationError, ReadError
from symrules.notation import Notation
from symrules.series import Series
from symrules.series import expand as expand_expression
from symrules.text import read_expression
from symrules.text.declaration import declare, from_mapping
from symrules.text.jsonl import read_claim
from symrules.text.refusals import in_field
from symrules.verdict import Verdict
from symrules.vocabulary import free_symbols

_AS_KEYWORD = '{}="real"'


def prove(statement: str, *, where: str | Sequence[str] = (), asymptotic: tuple[str, str | int, int] | None = None,
          seconds: float = 10.0, symbols: Mapping[str, str] | None = None, **domains: str) -> Verdict:  # fmt: skip
    """Decide whether a statement holds on the domains of its symbols.

    Parameters
    ----------
    statement : such as ``coth(x/2) = 1 + 2/(exp(x) - 1)``
    where : conditions under which it is claimed
    asymptotic : (x, x₀, n) for the claim that both sides agree up to O((x − x₀)**n)
    seconds : time budget
    symbols, domains : what the statement is about

    Raises
    ------
    ReadError
        A text cannot be read; the message names the column.

    Examples
    --------
    >>> print(prove("x/x = 1", x="real"))
    proved: normal form
      provided that x != 0
    """
    claim: dict[str, Any] = {
        "statement": statement,
        "symbols": _merged(symbols, domains),
        "where": [where] if isinstance(where, str) else list(where),
    }
    if asymptotic is not None:
        claim["asymptotic"] = dict(zip(("in", "at", "order"), asymptotic, strict=True))
    return decide(read_claim(claim, how_to_declare=_AS_KEYWORD), seconds=seconds)


def expand(
    expression: Any,
    variable: Any,
    point: Any = 0,
    order: int = 6,
    *,
    notation: Notation | None = None,
    direction: str | None = None,
    symbols: Mapping[str, str] | None = None,
    **domains: str,
) -> Series:
    """The expansion of an expression in a variable about a point, exact up to and including the power `order`.

    Parameters
    ----------
    expression, variable, point : texts, or SymPy expressions
    notation : declares the domains of the parameters; where none is given, `symbols` and `domains` do. The variable is
        real where nothing declares it

    Raises
    ------
    ReadError
        A text cannot be read; the message names the column.
    SeriesError
        There is no expansion, and the message says what stands in the way.

    Examples
    --------
    >>> expand("x*coth(x)", "x", order=4).terms[1]
    (Fraction(2, 1), 1/3)
    """
    declared = _merged(symbols, domains)
    if notation is None and (declared or isinstance(expression, str) or isinstance(point, str)):
        notation = notation_for(expression, variable, declared)
    return expand_expression(
        read_in(expression, "expression", notation),
        Symbol(variable) if isinstance(variable, str) else variable,
        read_in(point, "point", notation, evaluate=True),
        order,
        notation=notation,
        direction=direction,
        symbolic_powers=True,
    )


def notation_for(expression: Any, variable: Any, symbols: Mapping[str, str]) -> Notation:
    """The notation that declares the symbols, the variable and, for a SymPy expression, what stands free in it."""
    symbols = dict(symbols)
    names = [str(variable)]
    if isinstance(expression, Basic):
        names += sorted(s.name for s in free_symbols(expression))
    for name in names:
        symbols.setdefault(name, "real")
    notation = Notation()
    declare(notation, from_mapping(symbols))
    return notation


def read_in(value: Any, field: str, notation: Notation | None, *, evaluate: bool = False,
            how_to_declare: str = _AS_KEYWORD) -> Any:  # fmt: skip
    """A value as it is, or a text read; an error names the field that it stands in."""
    if notation is None or not isinstance(value, str):
        return value
    try:
        return read_expression(value, notation, evaluate=evaluate)
    except ReadError as error:
        message, hint = in_field(error, field, how_to_declare)
        raise ReadError(message, hint=hint) from None


def _merged(symbols: Mapping[str, str] | None, domains: Mapping[str, str]) -> dict[str, str]:
    merged = {**(symbols or {}), **domains}
    for name, text in merged.items():
        if not isinstance(text, str):
            raise NotationError(f"{name}: a domain is a text, not of type {type(text).__name__}",
                                hint=f'write {name}="real"')  # fmt: skip
    return merged
