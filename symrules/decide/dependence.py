"""Symbols that depend on others: a claim that writes ``Derivative(N, mu)`` of a lone symbol says that N depends on mu.

Distinct symbols are independent variables otherwise. In such a claim, N counts as an unknown function of mu wherever
something is differentiated with respect to mu; what it is a function of besides is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Derivative, Function, Symbol

from symrules.decide.differentiate import derivative, substituted
from symrules.decide.kinds import kinds
from symrules.decide.refusals import Unsupported
from symrules.text.nodes import rebuild
from symrules.vocabulary import Variation, free_symbols

Dependences = frozenset[tuple[Any, Any]]  # pairs (what depends, on what)
NONE: Dependences = frozenset()


def dependences(expressions: Iterable[Any]) -> Dependences:
    """The pairs (N, mu) for which a derivative of the lone symbol N with respect to mu is written."""
    found: set[tuple[Any, Any]] = set()
    for e in expressions:
        if not kinds(e).isdisjoint((Derivative, Variation)):
            for node in e.atoms(Derivative, Variation):
                base, variables = lone(node)
                found.update((base, v) for v in variables if base != v)
    return frozenset(found)


def lone(e: Any) -> tuple[Any, tuple[Any, ...]]:
    """(N, the variables) of a derivative of the lone symbol N, perhaps of several; no variables where it is none."""
    variables: tuple[Any, ...] = ()
    while isinstance(e, (Derivative, Variation)):
        variables += tuple(e.variables) if isinstance(e, Derivative) else (e.args[1],)
        e = e.args[0]
    return (e, variables) if e.is_Symbol else (None, ())


def tied(ties: Iterable[frozenset[Any]], x: Any) -> set[Any]:
    """The symbols that equations tie to x, directly or through others."""
    found, pending = {x}, list(ties)
    while touching := [s for s in pending if s & found]:
        pending = [s for s in pending if not s & found]
        found = found.union(*touching)
    return found - {x}


def check_bound(known: Dependences, e: Any, variable: Any) -> None:
    """A variable that is bound in an expression must not be one that a symbol there depends on.

    Raises
    ------
    Unsupported
        It is: what the symbol is at another value of the variable is not known.
    """
    for symbol, on in known:
        if on == variable and symbol in free_symbols(e):
            raise Unsupported(f"{symbol}, which depends on {on}, where {on} is a bound variable")


def total_derivative(e: Any, x: Any, known: Dependences) -> Any:
    """d e/d x, where symbols may depend on x.

    Raises
    ------
    Unsupported
        A symbol depends on x through another one only, or a rule is missing.
    """
    names = sorted(free_symbols(e) - {x}, key=lambda s: s.name)
    direct = [s for s in names if (s, x) in known]
    for s in names:
        if s not in direct and x in _reached(s, known):
            raise Unsupported(f"the derivative with respect to {x} of {s}, which depends on {x} through other symbols")
    nodes = [n for n in e.atoms(Derivative) if lone(n)[1]]
    for n in nodes:
        if lone(n)[0] == x or set(lone(n)[1]) & set(direct):
            raise Unsupported(f"the derivative with respect to {x} of {n}")
    if not direct:
        return derivative(e, x)
    unknown = {s: Function(f"_{s.name}")(x) for s in direct}
    values = {n: Function(f"_d{i}")(x) for i, n in enumerate(nodes) if lone(n)[0] in direct}
    marked = substituted(_exchanged(e, values), unknown)
    back: dict[Any, Any] = {Derivative(f, x, evaluate=False): _of(s, (x,)) for s, f in unknown.items()}
    back |= {Derivative(f, x, evaluate=False): _of(lone(n)[0], (*lone(n)[1], x)) for n, f in values.items()}
    back |= {f: s for s, f in (unknown | values).items()}
    return _exchanged(derivative(marked, x), back)


def _of(symbol: Any, variables: tuple[Any, ...]) -> Any:
    return Derivative(symbol, *sorted(variables, key=lambda v: v.name), evaluate=False)


def _reached(symbol: Any, known: Dependences) -> set[Any]:
    """What a symbol depends on, directly or through others."""
    found: set[Any] = set()
    pending = {symbol}
    while pending:
        pending = {on for s, on in known if s in pending} - found
        found |= pending
    return found


def _exchanged(e: Any, values: dict[Any, Any]) -> Any:
    """Whole subexpressions exchanged for others, outermost first."""
    if e in values:
        return values[e]
    if not e.args or isinstance(e, Symbol):
        return e
    arguments = tuple([_exchanged(a, values) for a in e.args])
    return e if all(a is b for a, b in zip(arguments, e.args, strict=True)) else rebuild(e, arguments)
