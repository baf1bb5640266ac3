"""The loop around one expansion: restarts for new kernels, and more terms until the order asked for is exact."""

from __future__ import annotations

from time import monotonic
from typing import Any

import sympy

from symrules.notation import Notation
from symrules.series.arithmetic import Ramified
from symrules.series.budget import BYTES_OF_A_TERM, SECONDS, Clock, ladder, refuse_size, refuse_time
from symrules.series.errors import Restart, SeriesError
from symrules.series.kernels import KernelTable
from symrules.series.local import Local
from symrules.series.parametric import ParametricSeries
from symrules.series.rules import new_walk
from symrules.series.sectors import Sectors, Value
from symrules.series.setting import Setting, Vanishing, too_deep

ORDER_LIMIT = 20_000
_RESTARTS = 200
_WITHOUT_PILOT = 128
"""Up to this order the first run has all terms; beyond, a short one first finds out how many are lost on the way."""


class Engine:
    """Expands one expression at one point, with ever more terms."""

    def __init__(self, expression: Any, variable: Any, point: Any, direction: int, notation: Notation | None,
                 seconds: float = SECONDS) -> None:  # fmt: skip
        self.expression = expression
        self.variable, self.point, self.direction = variable, point, direction
        self.table = KernelTable(notation, clock=Clock(seconds))
        self.table.complex_input = expression.has(sympy.I) or point.has(sympy.I)
        self.ramification = 1
        free: set[Any] = set()
        _collect_symbols(expression, free)
        if not point.is_Rational:
            _collect_symbols(point, free)
        free.discard(variable)
        for symbol in sorted(free, key=lambda s: s.name):
            self.table.add_symbol(symbol)

    def run(self, terms: int) -> tuple[Value, Setting]:
        """The series with a number of working terms.

        Raises
        ------
        Vanishing
            More terms are needed to see a leading one.
        """
        for _ in range(_RESTARTS):
            setting = Setting(self.variable, self.point, self.direction, self.table, terms, self.ramification)
            try:
                return new_walk(setting)(self.expression), setting
            except Ramified as need:
                self.ramification = need.q
            except Restart:
                continue
        raise SeriesError("the coefficients need ever more kernels", hint="simplify the expression")

    def leading(self) -> tuple[Value, Setting]:
        """A short series, long enough for its limit: its leading term, or an error that vanishes at the point."""
        terms = 3
        while True:
            try:
                value, setting = self.run(terms)
                if _decides_limit(value):
                    return value, setting
            except Vanishing as zero:
                _refuse_zero(zero)
            if terms >= 96:
                raise too_deep(terms)
            terms *= 2

    def upto(self, order: int) -> tuple[Value, Setting]:
        """The series with every term up to t**order (s**(order·q)).

        Raises
        ------
        SeriesError
            The order is beyond the budget.
        """
        if order > ORDER_LIMIT:
            raise SeriesError(f"the order {order} is beyond the budget of {ORDER_LIMIT}", hint="ask for a lower order")
        self._approach(order)
        terms = max(order * self.ramification + 1, 1) if order <= _WITHOUT_PILOT else 4
        loss: int | None = None
        for _ in range(24):
            try:
                value, setting = self.run(terms)
            except Vanishing as zero:
                _refuse_zero(zero)
                terms = max(2 * terms, 8)
                if terms > max(256, 8 * (order + 8) * self.ramification):
                    raise too_deep(terms) from None
                continue
            missing = self._missing(value, order * setting.ramification + 1)
            if missing <= 0:
                return value, setting
            if missing == loss:
                raise SeriesError(
                    f"the error term of the input does not reach order {order}", hint="ask for a lower order"
                )
            loss = missing if terms > order * setting.ramification else None
            terms += missing
        raise too_deep(order)

    def _approach(self, order: int) -> None:
        """Smaller orders first, which tell what the order itself would cost.

        Raises
        ------
        SeriesError
            The order is beyond the time or the memory budget.
        """
        clock, half = self.table.clock, 0
        for step in ladder(order, bool(self.table.kernels)):
            start = monotonic()
            try:
                value, _ = self.run(step)
            except Vanishing:
                continue
            refuse_time(step, order, monotonic() - start, clock.seconds)
            bytes_ = _size(value)
            refuse_size(step, order, bytes_, half)
            half = bytes_ if self.table.kernels else 0

    def _missing(self, value: Value, wanted: int) -> int:
        """How many more terms are needed so that s**wanted is the first one unknown."""
        if isinstance(value, Sectors):
            return max((self._missing(s, wanted) for _, s in value.parts), default=wanted)
        known = value.known_below
        return 0 if known is None else wanted - known


def _collect_symbols(e: Any, found: set[Any]) -> None:
    """The free symbols, without a set for each node."""
    if e.is_Symbol:
        found.add(e)
    elif e.is_Add or e.is_Mul or e.is_Pow or e.is_Function:
        for a in e.args:
            if not a.is_Rational:
                _collect_symbols(a, found)
    else:
        found |= e.free_symbols


def _size(value: Value) -> int:
    """About how many bytes the coefficients of a series take."""
    if isinstance(value, Sectors):
        return sum(_size(series) for _, series in value.parts)
    if isinstance(value.c, ParametricSeries):
        return BYTES_OF_A_TERM * sum(len(p) for p in value.c.nums)
    if value.c is None:
        return 0
    return sum(int(c.p.bit_length()) + int(c.q.bit_length()) for c in value.c.coefficients) // 8


def _refuse_zero(zero: Vanishing) -> None:
    if zero.exactly:
        raise SeriesError("a division by zero, or a logarithm of zero",
                          hint="a part of the expression vanishes identically") from None  # fmt: skip


def _decides_limit(value: Value) -> bool:
    if isinstance(value, Local):
        return value.c is not None or value.exact or value.v > 0
    return bool(value.parts) and value.parts[0][1].c is not None
