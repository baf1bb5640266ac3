"""What an approximate equality claims, once it is known what becomes small or large.

=============================  =====================================================================================
as written                     what is decided, with x small (large: the same with 1/x)
=============================  =====================================================================================
``a = b + O(x^n)``             a - b = O(xⁿ)
``a \\approx b``, ``\\simeq``    b a polynomial in x with highest power n: a - b = o(xⁿ), every term written is right;
                               else a/b → 1
``a \\sim b``                   a/b → 1
``a \\to b``                    b free of x: a → b; else a/b → 1
=============================  =====================================================================================

Notes
-----
Where a and b have power series, a - b = o(xⁿ) is a - b = O(xⁿ⁺¹), which the exact series decides; that is tried first,
and where it does not prove the claim, the limit of (a - b)/xⁿ has the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Integer, Limit, Order, oo

from symrules.errors import StatementError
from symrules.identity import Asymptotic, Condition, Relation
from symrules.notation import Notation
from symrules.text import nodes, print_expression
from symrules.text.calculus import approached_from
from symrules.vocabulary import free_symbols

_ZERO, _ONE = Integer(0), Integer(1)
_MOST_POWERS = 60
_ORDERED = (Relation.GT, Relation.GE, Relation.LT, Relation.LE)
APPROXIMATE = "≈≃∼→"


@dataclass(frozen=True)
class Statement:
    """Two sides, and the relation between them."""

    lhs: Any
    rhs: Any
    relation: Relation | Asymptotic


@dataclass(frozen=True)
class Approximation:
    """What an approximate link claims.

    Parameters
    ----------
    statements : readings of one meaning, each implying the next one; the first that is proved proves the claim
    words : the claim, in plain syntax
    """

    statements: tuple[Statement, ...]
    words: str


class Unclear(StatementError):
    """What becomes small is not said."""


def has_order(e: Any) -> bool:
    """Whether an O() stands in an expression."""
    return isinstance(e, Order) or any(has_order(a) for a in e.args)


def approximation(lhs: Any, relation: str, rhs: Any, notation: Notation, small: frozenset[str], large: frozenset[str],
                  conditions: tuple[Condition, ...] = ()) -> Approximation:  # fmt: skip
    """The claim of a link whose relation is approximate, or that has an error term, under some conditions.

    Raises
    ------
    Unclear
        It is not said what becomes small or large, or the error term has a form that is not read.
    """
    if relation in APPROXIMATE and has_order(lhs) and not has_order(rhs):
        return _shortened(lhs, relation, rhs, notation, (small, large), conditions)
    if has_order(lhs) or has_order(rhs):
        return _to_order(lhs, rhs, small, large)
    v, point = _variable(lhs, rhs, small, large)
    towards = f"as {v.name} -> {point}"
    direction = _direction(v, point, notation, conditions)

    def limit(e: Any) -> Any:
        return nodes.apply(Limit, e, v, point, nodes.symbol(direction))

    if relation in "≈≃":
        powers = exponents(rhs, v)
        if powers is None:
            powers = exponents(lhs, v)
        if powers is not None:
            n = max(powers) if point == 0 else min(powers)
            return _agreement(lhs, rhs, v, point, n, limit)
    if relation == "→" and v not in free_symbols(rhs):
        return Approximation((Statement(limit(lhs), rhs, Relation.EQ),), f"{_text(lhs)} -> {_text(rhs)} {towards}")
    if rhs == 0:
        raise Unclear(f"nothing but 0 itself is asymptotic to 0 {towards}",
                      hint="write the term that vanishes last, or \\approx")  # fmt: skip
    ratio = Statement(limit(nodes.divide(lhs, rhs)), _ONE, Relation.EQ)
    return Approximation((ratio,), f"({_text(lhs)})/({_text(rhs)}) -> 1 {towards}")


def _shortened(lhs: Any, relation: str, rhs: Any, notation: Notation, limits: tuple[frozenset[str], frozenset[str]],
               conditions: tuple[Condition, ...]) -> Approximation:  # fmt: skip
    """``a + O(x^5) \\approx b``: b says less than the left side, and nothing of what that leaves open."""
    v, point = _variable_of_orders(_bodies(lhs), *limits)
    known, left_open = without_orders(lhs), _order(lhs, v, point)
    said = exponents(rhs, v) if relation in "≈≃" else exponents(known, v)
    if relation == "→" and v not in free_symbols(rhs):
        said = frozenset({0})
    if said is None or left_open is None:
        raise Unclear("whether the error term is smaller than what is kept cannot be read off",
                      hint="write the error term on the right side too")  # fmt: skip
    highest = (relation in "≈≃") == (point == 0)
    kept = max(said) if highest else min(said)
    if kept >= left_open if point == 0 else kept <= left_open:
        raise Unclear(f"the right side says more than the left one, which leaves O({v.name}**{left_open}) open")
    if v not in free_symbols(known) | free_symbols(rhs):
        return Approximation((Statement(known, rhs, Relation.EQ),), f"{_text(known)} = {_text(rhs)}")
    return approximation(known, relation, rhs, notation, frozenset() if point == oo else frozenset({v.name}),
                         frozenset({v.name}) if point == oo else frozenset(), conditions)  # fmt: skip


def _agreement(lhs: Any, rhs: Any, v: Any, point: Any, n: int, limit: Any) -> Approximation:
    """Every power that is written is right: the difference is of higher order."""
    order = n + 1 if point == 0 else 1 - n
    difference = nodes.add(lhs, nodes.negate(rhs))
    scaled = difference if n == 0 else nodes.multiply(difference, nodes.power(v, nodes.integer(-n)))
    size = "o(1)" if n == 0 else f"o({v.name})" if n == 1 else f"o({v.name}**{n if n > 0 else f'({n})'})"
    return Approximation(
        (
            Statement(lhs, rhs, Asymptotic(v, point, order)),
            Statement(limit(scaled), _ZERO, Relation.EQ),
        ),
        f"{_text(lhs)} = {_text(rhs)} + {size} as {v.name} -> {point}",
    )


def _variable(lhs: Any, rhs: Any, small: frozenset[str], large: frozenset[str]) -> tuple[Any, Any]:
    found = sorted(s.name for s in free_symbols(lhs) | free_symbols(rhs) if s.name in small | large)
    if not found:
        raise Unclear("not decidable: what is small?", hint="write '% symrules: small x', or small = [\"x\"] under "
                      "[manuscript] in notation.toml")  # fmt: skip
    if len(found) > 1:
        raise Unclear(f"not decidable: which of {' and '.join(found)} becomes small first?",
                      hint="write '% symrules: small x' at this equation")  # fmt: skip
    return nodes.symbol(found[0]), oo if found[0] in large else _ZERO


def _direction(v: Any, point: Any, notation: Notation, conditions: tuple[Condition, ...]) -> str:
    """From where the point is approached: from both sides, where domain and conditions of the variable allow it."""
    if point == oo:
        return "-"
    for c in conditions:
        if {c.lhs, c.rhs} == {v, _ZERO} and c.relation in _ORDERED:
            return "+" if (c.lhs == v) == (c.relation in (Relation.GT, Relation.GE)) else "-"
    return approached_from(notation, v, point)


def _text(e: Any) -> str:
    return print_expression(e)


# -- error terms


def _to_order(lhs: Any, rhs: Any, small: frozenset[str], large: frozenset[str]) -> Approximation:
    """``a = b + O(x^n)``: the sides agree up to the lowest order that is left open on either of them."""
    bodies = [*_bodies(lhs), *_bodies(rhs)]
    v, point = _variable_of_orders(bodies, small, large)
    orders = [n for e in (lhs, rhs) if has_order(e) for n in (_order(e, v, point),)]
    if any(n is None for n in orders):
        raise Unclear("the order that is left open is not a power that can be read off",
                      hint=f"write + O({v.name}^n) as the last term")  # fmt: skip
    exact = [n for n in orders if n is not None]
    n = min(exact) if point == 0 else max(exact)
    left, right = without_orders(lhs), without_orders(rhs)
    statement = Statement(left, right, Asymptotic(v, point, n if point == 0 else -n))
    power = f"O({v.name}**{n if n >= 0 else f'({n})'})"
    return Approximation((statement,), f"{_text(left)} = {_text(right)} + {power} as {v.name} -> {point}")


def _bodies(e: Any) -> list[Any]:
    if isinstance(e, Order):
        return [e.args[0]]
    return [body for a in e.args for body in _bodies(a)]


def _variable_of_orders(bodies: list[Any], small: frozenset[str], large: frozenset[str]) -> tuple[Any, Any]:
    """What the O() is about: what is declared small or large in it; else its only symbol, which becomes small
    where it has a positive power."""
    symbols = frozenset[Any]().union(*map(free_symbols, bodies))
    named = sorted((s for s in symbols if s.name in small | large), key=lambda s: s.name)
    if len(named) == 1:
        return named[0], oo if named[0].name in large else _ZERO
    if not named and len(symbols) == 1:
        v = next(iter(symbols))
        if any(min(exponents(body, v) or {0}) < 0 for body in bodies):
            raise Unclear(f"not decidable: does {v.name} become large, or small, in the O()?",
                          hint=f"write '% symrules: large {v.name}', or small, at this equation")  # fmt: skip
        return v, _ZERO
    raise Unclear("not decidable: what becomes small in the O()?",
                  hint="write '% symrules: small x', with the symbol that becomes small")  # fmt: skip


def _order(e: Any, v: Any, point: Any) -> int | None:
    """The power of v that an expression leaves open, factors in front included; None where it cannot be read off."""
    largest = min if point == 0 else max
    if isinstance(e, Order):
        return _single(exponents(e.args[0], v))
    if e.is_Add:
        found = [_order(a, v, point) for a in e.args if has_order(a)]
        return None if any(n is None for n in found) else largest(n for n in found if n is not None)
    if e.is_Mul:
        sizes = [_leading(a, v, point) for a in e.args]
        errors = [(k, _order(a, v, point)) for k, a in enumerate(e.args) if has_order(a)]
        if any(n is None for n in (*sizes, *(order for _, order in errors))):
            return None
        whole = sum(n for n in sizes if n is not None)
        return largest(whole - (sizes[k] or 0) + order for k, order in errors if order is not None)
    return None


def _leading(e: Any, v: Any, point: Any) -> int | None:
    """The power of v that is the largest one of an expression near the point, its error terms included."""
    known = without_orders(e)
    powers = frozenset[int]() if known == 0 else exponents(known, v)
    if powers is None:
        return None
    left_open = _order(e, v, point) if has_order(e) else None
    if has_order(e) and left_open is None:
        return None
    found = {*powers, *(() if left_open is None else (left_open,))}
    return (min if point == 0 else max)(found, default=0)


def _single(powers: frozenset[int] | None) -> int | None:
    return next(iter(powers)) if powers is not None and len(powers) == 1 else None


def without_orders(e: Any) -> Any:
    """The expression with every O() taken away."""
    if not has_order(e):
        return e
    if isinstance(e, Order):
        return _ZERO
    if e.is_Add:
        terms = [without_orders(a) for a in e.args if not isinstance(a, Order)]
        return nodes.add(*terms) if len(terms) > 1 else terms[0] if terms else _ZERO
    return nodes.rebuild(e, tuple(without_orders(a) for a in e.args))


def exponents(e: Any, v: Any) -> frozenset[int] | None:
    """The powers of v in a polynomial, or Laurent polynomial, as it is written; None for anything else."""
    if v not in free_symbols(e):
        return frozenset({0})
    if e == v:
        return frozenset({1})
    if e.is_Add:
        parts = [exponents(a, v) for a in e.args]
        return None if any(p is None for p in parts) else frozenset[int]().union(*(p for p in parts if p is not None))
    if e.is_Mul:
        total: frozenset[int] | None = frozenset({0})
        for a in e.args:
            total = _sums(total, exponents(a, v))
        return total
    if e.is_Pow and e.args[1].is_Integer:
        return _power(exponents(e.args[0], v), int(e.args[1]))
    return None


def _power(base: frozenset[int] | None, n: int) -> frozenset[int] | None:
    single = _single(base)
    if single is not None:
        return frozenset({single * n})
    if not 0 < n <= 8:
        return None
    total: frozenset[int] | None = frozenset({0})
    for _ in range(n):
        total = _sums(total, base)
    return total


def _sums(a: frozenset[int] | None, b: frozenset[int] | None) -> frozenset[int] | None:
    if a is None or b is None:
        return None
    found = frozenset(p + q for p in a for q in b)
    return found if len(found) <= _MOST_POWERS else None


__all__ = ["APPROXIMATE", "Approximation", "Statement", "Unclear", "approximation", "exponents",
           "has_order", "without_orders"]  # fmt: skip
