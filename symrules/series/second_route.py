"""Every coefficient once more, by a route that shares no code with the expansion: a recurrence, or Bernoulli numbers.

Notes
-----
The expansion of coth, tanh, tan and their like uses FLINT's Bernoulli numbers; of other functions, FLINT's or our own
power-series arithmetic. So an expression in which one of the former stands is confirmed by the recurrence of the
families' differential equations, and one whose general term has Bernoulli numbers without them (1/(exp(x) − 1), say) by
that closed form, with SymPy's Bernoulli numbers. Both are compared exactly, over the field of the parameters.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symrules.series.errors import SeriesError
from symrules.series.families import Family, K
from symrules.series.field import Field, Scalar
from symrules.series.general_terms import termwise_of
from symrules.series.local import Local
from symrules.series.summands import Summand, Termwise

_ORDER_LIMIT = 256
_BY_BERNOULLI_NUMBERS = frozenset(("coth", "csch", "tanh", "cot", "csc", "tan"))


def second_route(series: Any) -> str | None:
    """The name of the route, after every coefficient has agreed; None where there is none.

    Raises
    ------
    SeriesError
        A coefficient disagrees.
    """
    if series.order > _ORDER_LIMIT or not isinstance(series.value, Local):
        return None
    if (found := termwise_of(series)) is None:
        return None
    parts, field = found
    if not parts.summands or not all(isinstance(s.rule, Family) for s in parts.summands):
        return None
    closed = any(s.rule.term.has(sympy.bernoulli) for s in parts.summands) and not _uses_bernoulli(series.expression)
    wrong = disagreement(series, parts, field, closed)
    if wrong is not None:
        raise SeriesError(f"the coefficient of power {wrong} disagrees with a second route: this is a defect",
                          hint="please report the expression")  # fmt: skip
    if closed:
        return "the closed form in Bernoulli numbers, every coefficient exactly"
    equations = ", ".join(dict.fromkeys(s.rule.equation for s in parts.summands))
    return f"the recurrence from {equations}, every coefficient exactly"


def _uses_bernoulli(expression: Any) -> bool:
    names = {node.func.__name__ for node in sympy.preorder_traversal(expression)}
    return bool(names & _BY_BERNOULLI_NUMBERS)


def disagreement(series: Any, parts: Termwise, field: Field, closed: bool) -> Any:
    """The first power whose coefficient differs; None where there is none."""
    q, value, own = series.setting.ramification, series.value, series.setting.field
    end = series.order * q + 1 if value.known_below is None else min(series.order * q + 1, value.known_below)
    tables = {s: _table(s, sympy.Rational(end, q), closed) for s in parts.summands}
    for n in range(min(value.v, 0), end):
        exponent = sympy.Rational(n, q)
        total: Scalar = parts.finite.get(exponent, fmpq(0))
        for s in parts.summands:
            k = s.index_of(exponent)
            if k is not None:
                total = total + _term(s, k, tables[s])
        found = field.from_key(own.ratio(value.coefficient(n)).key)
        if field.ratio(total - found):
            return exponent
    return None


def _term(s: Summand, k: int, table: list[fmpq]) -> Scalar:
    power = s.rule.step * k + s.rule.offset
    extra = s.extra.subs(K, k)
    return s.factor * s.slope ** (power + s.lift) * (table[power] * fmpq(int(extra.p), int(extra.q)))


def _table(s: Summand, end: Any, closed: bool) -> list[fmpq]:
    """The coefficients of the family from u⁰ on, as far as t^end needs them."""
    family = s.rule
    assert isinstance(family, Family)
    count = max(int(sympy.ceiling((end - s.shift) / s.degree)) - s.lift + 1, family.seeds)
    if not closed:
        found = family.coefficients(family.seeds)
        while len(found) < count:
            found.append(family.recurrence(found, len(found)))
        return found
    found = [fmpq(0)] * count
    for k in range(family.first, (count - 1 - family.offset) // family.step + 1):
        value = family.term.subs(K, k)
        found[family.step * k + family.offset] = fmpq(int(value.p), int(value.q))
    return found
