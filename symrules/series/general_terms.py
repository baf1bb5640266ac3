"""General terms: an expression as a finite sum plus Σₖ c(k)·t^e(k), each coefficient proved by its family's equation.

Notes
-----
Nothing is guessed from coefficients. An expression is taken apart by exact rules (`termwise`); what they leave is a
finite sum and members of families, whose coefficients follow from a differential equation (`families`) or from Taylor's
formula where all derivatives are known (`ClosedRule`). In the end the sum is compared, in balls, with the coefficients
that the expansion itself has found, so that a defect of either leaves no general term.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy
from flint import acb, fmpq

from symrules.series.balls import enclose, precision
from symrules.series.core import Engine
from symrules.series.errors import SeriesError
from symrules.series.families import Family, K, satisfies_recurrence
from symrules.series.field import Field, Ratio, Scalar
from symrules.series.local import Local
from symrules.series.summands import Termwise

_CHECKED = 12
_SECONDS = 3.0
_ZERO, _ONE = sympy.Integer(0), sympy.Integer(1)
_LETTERS = ("k", "m", "n", "j", "l", "p", "q", "r")


@dataclass(frozen=True)
class GeneralTerm:
    """The expansion as a finite sum and sums over k = first, first + 1, … of `summands`, one for each family.

    Parameters
    ----------
    polynomial : the finite sum; the whole expansion where there is no summand
    summands : pairs (first, the k-th term in the variable)
    equations : the differential equation, or the rule, by which each family's coefficients are proved
    index : the letter k, or another where the expression has one of that name
    """

    polynomial: Any
    summands: tuple[tuple[int, Any], ...]
    equations: tuple[str, ...]
    index: Any

    @property
    def finite(self) -> bool:
        """Whether the expansion ends."""
        return not self.summands

    def __str__(self) -> str:
        if self.finite:
            return f"{self.polynomial}, a finite sum"
        parts = [f"Sum({term}, ({self.index}, {first}, oo))" for first, term in self.summands]
        head = [] if self.polynomial == 0 else [str(self.polynomial)]
        return " + ".join(head + parts)

    def term(self, k: int) -> Any:
        """The sum of the k-th terms, without the finite part."""
        return sympy.Add(*(term.subs(self.index, k) for first, term in self.summands if k >= first))


def general_term(series: Any) -> GeneralTerm | None:
    """The general term; None where no rule reaches the expression, or the expansion itself does not agree."""
    found = termwise_of(series)
    if found is None:
        return None
    parts, field = found
    distance = _powers_of(series)
    polynomial = sympy.Add(*(field.expression(c) * distance(e) for e, c in parts.finite.items()))
    index = _index_of(series)
    summands = tuple((s.first, (s.coefficient(field) * distance(s.exponent())).xreplace({K: index}))
                     for s in parts.summands)  # fmt: skip
    return GeneralTerm(polynomial, summands, tuple(dict.fromkeys(s.rule.equation for s in parts.summands)), index)


def _index_of(series: Any) -> Any:
    """A letter that names nothing in the expression, the point or its unknown functions."""
    used = [*sympy.preorder_traversal(series.expression), *sympy.preorder_traversal(series.point), series.variable]
    names = {str(e) if e.is_Symbol else e.func.__name__ for e in used if e.is_Symbol or e.is_Function}
    numbered = (f"k_{n}" for n in range(1, len(names) + 2))
    return sympy.Symbol(next(letter for letter in (*_LETTERS, *numbered) if letter not in names))


def _powers_of(series: Any) -> Any:
    """e ↦ t^e, written by the variable itself at infinity."""
    if series.setting.at_infinity:
        base = series.variable if series.point == sympy.oo else -series.variable
        return lambda e: base ** sympy.expand(-e)
    return lambda e: series.distance**e


@lru_cache(maxsize=8)
def termwise_of(series: Any) -> tuple[Termwise, Field] | None:
    """The structure of a series, after it has agreed with the expansion's own coefficients."""
    from symrules.series.termwise import taken_apart  # only when asked for: see `result`

    found = taken_apart(series)
    if found is None:
        return None
    parts, field = found
    for s in parts.summands:
        if isinstance(s.rule, Family) and not satisfies_recurrence(s.rule, min(series.order, 40) + 6):
            return None
    return found if _agrees(parts, field, series) else None


def _agrees(parts: Termwise, field: Field, series: Any) -> bool:
    """Whether the expansion has these coefficients, as far as it is known or soon found."""
    try:
        engine = Engine(series.expression, series.variable, series.point, series.setting.direction, series.notation,
                        _SECONDS)  # fmt: skip
        value, setting = engine.upto(max(_CHECKED, min(series.order, 2 * _CHECKED)))
    except SeriesError:
        value, setting = series.value, series.setting
    if not isinstance(value, Local):
        return False
    known = value.v + value.n if value.known_below is None else value.known_below
    with precision(512):
        values = {**setting.field.sample(0), **field.sample(0)}
        for n in range(min(value.v, 0), known):
            expected = _ball(value.coefficient(n), setting.field)
            exponent = sympy.Rational(n, setting.ramification)
            error = coefficient_ball(parts, field, exponent, values) - expected
            if not error.is_finite() or 0 not in error:
                return False
    return True


def _ball(c: Scalar, field: Field) -> acb:
    if not isinstance(c, Ratio):
        return acb(c)
    return field.ball(c.num, 0, 512) / field.ball(c.den, 0, 512)


def coefficient_ball(parts: Termwise, field: Field, exponent: Any, values: Any) -> acb:
    """A ball around the coefficient of t^exponent."""
    total = _ball(parts.finite.get(exponent, fmpq(0)), field)
    for s in parts.summands:
        k = s.index_of(exponent)
        if k is not None:
            total += enclose(_carried_out(s.coefficient(field), k), values)
    return total


def _carried_out(coefficient: Any, k: int) -> Any:
    """The k-th coefficient, with binomials as products: by gamma functions they are 0·∞ at natural numbers."""
    found = coefficient.replace(sympy.binomial, lambda n, m: sympy.ff(n, m, evaluate=False) / sympy.factorial(m))
    return found.subs(K, k).replace(
        sympy.ff, lambda n, m: sympy.Mul(*(n - j for j in range(int(m)))) if m.is_Integer else sympy.ff(n, m)
    )
