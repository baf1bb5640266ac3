"""Side conditions: what must not vanish for the statement to mean something, where the domain does not say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy
from sympy import Add, Derivative, Integer, Integral, Limit, Pow, Product, Subs, Sum
from sympy.core.function import AppliedUndef

from symrules.decide.kinds import kinds
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.text.nodes import rebuild
from symrules.text.printer import print_expression
from symrules.vocabulary import Variation, free_symbols

_ONE = Integer(1)
_BINDERS = (Integral, Limit, Product, Subs, Sum)


def _cosine(u: Any) -> Any:
    return sympy.cos(u, evaluate=False)


def _sine(u: Any) -> Any:
    return sympy.sin(u, evaluate=False)


def _hyperbolic_cosine(u: Any) -> Any:
    return sympy.cosh(u, evaluate=False)


def _itself(*arguments: Any) -> Any:
    return arguments[-1]


def _from_one(u: Any) -> Any:
    return Add(u, Integer(-1), evaluate=False)


def _from_plus_and_minus_one(u: Any) -> Any:
    return Add(Pow(u, 2), Integer(-1), evaluate=False)


# what must not vanish for a function to have a value
_VANISHING: dict[type, Callable[..., Any]] = {
    sympy.coth: _itself, sympy.csch: _itself, sympy.log: lambda u, *_: u, sympy.tan: _cosine, sympy.sec: _cosine,
    sympy.cot: _sine, sympy.csc: _sine, sympy.tanh: _hyperbolic_cosine, sympy.sech: _hyperbolic_cosine,
    sympy.asec: _itself, sympy.acsc: _itself, sympy.asech: _itself, sympy.acsch: _itself,
    sympy.atanh: _from_plus_and_minus_one, sympy.acoth: _from_plus_and_minus_one,
    sympy.Ei: _itself, sympy.Ci: _itself, sympy.li: _from_one, sympy.bessely: _itself, sympy.besselk: _itself,
    sympy.zeta: lambda u, *_: _from_one(u),
}  # fmt: skip

# arguments that must be none of 0, -1, -2, …
_POLES: dict[type, Callable[..., tuple[Any, ...]]] = {
    sympy.gamma: lambda u: (u,), sympy.loggamma: lambda u: (u,), sympy.digamma: lambda u: (u,),
    sympy.polygamma: lambda _, u: (u,), sympy.beta: lambda u, v: (u, v),
    sympy.factorial: lambda u: (Add(u, _ONE),), sympy.harmonic: lambda u, *_: (Add(u, _ONE),),
}  # fmt: skip


def nodes(e: Any) -> Iterator[Any]:
    """Every subexpression once, in the order in which they stand."""
    seen, stack = set(), [e]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            yield node
            stack.extend(reversed(node.args))


def divisors(e: Any) -> list[Any]:
    """Subexpressions that must not vanish for the expression to be defined, in the order in which they stand."""
    found: dict[Any, None] = {}
    for node in nodes(e):
        if node.is_Pow:
            exponent = rational_value(node.args[1])
            if exponent is not None and exponent < 0:
                found.setdefault(node.args[0])
        elif (rule := _VANISHING.get(type(node))) is not None:
            found.setdefault(rule(*node.args))
    return [d for d in found if d.has(Integral) or not d.is_number]


def differentiated(e: Any) -> Iterator[Any]:
    """What stands under derivatives, but not under a sign that binds a variable."""
    if isinstance(e, (Derivative, Variation)):
        yield from _unbound(e.args[0])
    elif not isinstance(e, _BINDERS):
        for a in e.args:
            yield from differentiated(a)


def _unbound(e: Any) -> Iterator[Any]:
    """The largest parts of an expression in which no variable is bound."""
    if kinds(e).isdisjoint(_BINDERS):
        yield e
    elif not isinstance(e, _BINDERS):
        for a in e.args:
            yield from _unbound(a)


def side_conditions(tower: Tower, expressions: list[Any]) -> tuple[str, ...]:
    """The conditions ``d != 0`` that are not implied by the domain, as text."""
    result: dict[str, None] = {}
    for e in expressions:
        for d in divisors(e):
            if any(s.name.startswith("_") for s in free_symbols(d)) or d.has(Integral):
                continue
            for factor in _factors(d):
                if not _nonzero(tower, factor):
                    result.setdefault(f"{print_expression(factor)} != 0")
        for u in _gamma_arguments(e):
            if not _positive(tower, u):
                result.setdefault(f"{print_expression(u)} is none of 0, -1, -2, …")
    for name, known in tower.opaque.items():
        if name.startswith("∫") and "i" in name.split(":")[0]:  # an end is infinite, and no rule gave a value
            result |= {f"{readable(tree)} converges": None for _, tree, _ in known if not tree.atoms(AppliedUndef)}
    return tuple(result)


def readable(e: Any) -> str:
    """An expression with letters for the variables that are named by depth, or that are fresh."""
    symbols = e.atoms(sympy.Symbol)
    names = {s.name for s in symbols}
    letters = (c for c in "xtuvwyzabcdfghjklmnopqrs" if c not in names)
    hidden = sorted((s for s in symbols if s.name.startswith("_")), key=lambda s: str(s.name))
    return print_expression(_renamed(e, dict(zip(hidden, map(sympy.Symbol, letters), strict=False))))


def _renamed(e: Any, names: dict[Any, Any]) -> Any:
    if e in names:
        return names[e]
    return rebuild(e, tuple(_renamed(a, names) for a in e.args)) if e.args else e


def _gamma_arguments(e: Any) -> list[Any]:
    """What must be none of 0, -1, -2, …, in the order in which gamma functions and their relatives stand."""
    found = [u for n in sympy.preorder_traversal(e) if (rule := _POLES.get(type(n))) for u in rule(*n.args)]
    return [u for u in found if not u.is_number and not any(s.name.startswith("_") for s in free_symbols(u))]


def _positive(tower: Tower, u: Any) -> bool:
    try:
        return sign_of(tower, tower.of(u)) == "+"
    except (Meaningless, Unsupported):
        return False


def _factors(d: Any) -> list[Any]:
    if d.is_Mul:
        return [f for a in d.args for f in _factors(a)]
    if d.is_Pow and (r := rational_value(d.args[1])) is not None and r > 0:
        return _factors(d.args[0])
    return [] if d.is_number else [d]


def _nonzero(tower: Tower, d: Any) -> bool:
    try:
        return sign_of(tower, tower.of(d)) in ("+", "-", "!0")
    except (Meaningless, Unsupported):
        return False
