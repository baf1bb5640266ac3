"""The setting of one expansion: the variable, the point, the local variable s, and the coefficient field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sympy
from flint import fmpq

from symrules.series.errors import SeriesError
from symrules.series.field import Field, Ratio, Scalar
from symrules.series.kernels import Kernel, KernelTable
from symrules.series.local import Local, add, monomial
from symrules.series.signs import sign

LOG = ("log of the variable",)
"""The key of the kernel log t, where t = sᑫ is the distance to the point, or 1/|x| at infinity."""


@dataclass
class Setting:
    """What the rules of arithmetic need to know.

    Parameters
    ----------
    variable, point : x and x₀, which may be symbolic, ``oo`` or ``-oo``
    direction : +1 for x > x₀, −1 for x < x₀, 0 for both sides; t is x − x₀, or x₀ − x for −1, or 1/|x| at infinity
    terms : how many coefficients each series keeps
    ramification : q, where s = t**(1/q)
    conditions : what the expansion assumed, such as ``x > 0``
    rewriting : functions of constants that are being evaluated through others, such as J through I
    """

    variable: Any
    point: Any
    direction: int
    table: KernelTable
    terms: int
    ramification: int = 1
    conditions: list[str] = field(default_factory=list)
    rewriting: frozenset[str] = frozenset()
    at_infinity: bool = field(init=False)
    field: Field = field(init=False)

    def __post_init__(self) -> None:
        self.field = Field(self.table)
        self.at_infinity = self.point is sympy.oo or self.point is sympy.S.NegativeInfinity

    @contextmanager
    def rewriting_of(self, name: str) -> Iterator[None]:
        """Within, a function is being evaluated through others."""
        before, self.rewriting = self.rewriting, self.rewriting | {name}
        try:
            yield
        finally:
            self.rewriting = before

    @property
    def one_sided(self) -> bool:
        return self.at_infinity or self.direction != 0

    def log(self) -> Ratio:
        """log t as a kernel: negative and large."""
        if self.at_infinity:
            value = -sympy.log(self.variable if self.point == sympy.oo else -self.variable)
        else:
            value = sympy.log(self.variable - self.point if self.direction >= 0 else self.point - self.variable)
        return self.field.kernel(Kernel(value, LOG, sign="-", real=True, free=True))

    def has_log(self, c: Scalar) -> bool:
        return self.field.depends(c, LOG)

    def variable_series(self, point: Scalar | None) -> Local:
        """x itself as a series in s; `point` is x₀ as a coefficient."""
        q = self.ramification
        if self.at_infinity:
            return monomial(fmpq(1 if self.point == sympy.oo else -1), -q)
        distance = fmpq(-1 if self.direction < 0 else 1)
        if not point:
            return monomial(distance, q)
        return add(monomial(point), monomial(distance, q), max(self.terms, q + 1))

    def assume_positive_distance(self, why: str) -> None:
        """Record that t > 0 was used, which a two-sided expansion must state."""
        if not self.one_sided:
            text = f"{self.variable} > {self.point}"
            if text not in self.conditions:
                self.conditions.append(text)

    def leading(self, f: Local) -> Scalar:
        """The leading coefficient, certainly not zero.

        Raises
        ------
        Vanishing
            No coefficient of the series is known to be non-zero.
        """
        if f.c is None:
            raise Vanishing(f.is_zero)
        lead = f.c[0]
        self.field.is_nonzero(lead)
        if isinstance(lead, Ratio) and self.field.size:
            self._assume_nonzero(lead)
        return lead

    def _assume_nonzero(self, lead: Ratio) -> None:
        """Record that a leading coefficient with parameters was taken to be different from zero."""
        if sign(lead) in ("+", "-", "!0") or all(
            not self.field.kernels[i].expression.free_symbols for i in self.field.used(lead.num)
        ):
            return
        if self.has_log(lead):
            return
        for factor in self.field.factors(lead.num):
            if not self.field.expression(factor).free_symbols and self.field.is_nonzero(factor):
                continue  # a number is no condition on parameters
            vanishing = self.field.expression(factor)
            while vanishing.is_Pow and vanishing.exp.is_Rational and vanishing.exp > 0:
                vanishing = vanishing.base
            text = f"{vanishing} != 0"
            if sign(factor) not in ("+", "-", "!0") and text not in self.conditions:
                self.conditions.append(text)


class Vanishing(Exception):
    """A leading coefficient is needed of a series that is zero as far as it is known."""

    def __init__(self, exactly: bool) -> None:
        super().__init__()
        self.exactly = exactly


def too_deep(order: int) -> SeriesError:
    """The error for a leading term that does not show up."""
    return SeriesError(
        f"no non-zero term was found up to order {order} in a part that is divided by, or whose logarithm is taken",
        hint="simplify that part: it may vanish identically",
    )
