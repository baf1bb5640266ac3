"""Sums with infinitely many terms, as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sympy

from symrules.series.families import Family, K
from symrules.series.field import Field, Scalar

_ZERO, _ONE = sympy.Integer(0), sympy.Integer(1)


class Unmatched(Exception):
    """No rule takes this part of the expression apart."""


@dataclass(frozen=True)
class ClosedRule:
    """F(u) = Σ term(k)·u^(step·k + offset) for k ≥ `first`, where `equation` names the rule that gives the term."""

    name: str
    term: Any
    offset: int
    step: int
    first: int
    equation: str


@dataclass(frozen=True)
class Summand:
    """factor·t^shift·u^lift·Σₖ extra(k)·c(k)·u^(step·k + offset) with u = slope·t^degree and the c(k) of a rule.

    Parameters
    ----------
    extra : a polynomial in k, which derivatives bring
    start : the first k; that of the rule, or a later one where the coefficients between vanish
    """

    factor: Scalar
    rule: Family | ClosedRule
    slope: Scalar
    degree: Any
    shift: Any = _ZERO
    lift: int = 0
    extra: Any = _ONE
    start: int = -1

    @property
    def first(self) -> int:
        return max(self.rule.first, self.start)

    @property
    def power(self) -> Any:
        """The power of u as a function of k."""
        return self.rule.step * K + self.rule.offset + self.lift

    def exponent(self, k: Any = K) -> Any:
        """The power of t."""
        return sympy.expand(self.degree * self.power.subs(K, k) + self.shift)

    def index_of(self, exponent: Any) -> int | None:
        """The k whose term has this power of t."""
        k = (exponent - self.shift) / self.degree - self.rule.offset - self.lift
        if not k.is_Integer or int(k) % self.rule.step or int(k) // self.rule.step < self.first:
            return None
        return int(k) // self.rule.step

    def coefficient(self, field: Field) -> Any:
        """The k-th coefficient, with the numbers to the power k gathered in one."""
        number, rest = field.expression(self.slope).as_coeff_Mul()
        base, others = number**self.rule.step, []
        for part in sympy.Mul.make_args(self.rule.term):
            b, e = part.as_base_exp()
            c = e.coeff(K)
            if b.is_Rational and c.is_Integer and e == c * K:
                base *= b ** int(c)
            else:
                others.append(part)
        above, below = rest.as_numer_denom()
        head = field.expression(self.factor) * number ** (self.rule.offset + self.lift)
        return sympy.Mul(head, base**K, above**self.power, below**-self.power, self.extra, *others)

    def derivative(self) -> Summand:
        """d/du of a summand that depends on u alone."""
        first = self.first
        while (self.extra * self.power).subs(K, first) == 0:
            first += 1
        return replace(self, extra=self.extra * self.power, lift=self.lift - 1, start=first)


@dataclass(frozen=True)
class Termwise:
    """A finite sum Σ finite[e]·t^e and infinite ones."""

    finite: dict[Any, Scalar]
    summands: tuple[Summand, ...] = ()
