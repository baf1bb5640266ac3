"""Each part of an expression at a candidate point, classified from the inside out."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from symrules.series import germs
from symrules.series.arithmetic import EssentialSingularity
from symrules.series.balls import enclose, precision
from symrules.series.candidates import BESSEL, BRANCH, ENTIRE, RECIPROCAL
from symrules.series.core import Engine
from symrules.series.errors import SeriesError
from symrules.series.germs import (
    ANALYTIC,
    MEROMORPHIC,
    MIXED,
    MIXED_UNIT,
    ROOT,
    TRANSCENDENTAL,
    UNIT,
    Germ,
    Undecided,
    of_order,
)
from symrules.series.local import Local
from symrules.series.one_sheet import GAMMAS, WITH_POLES, even_in_a_root, single_valued
from symrules.series.special_germs import SpecialGerms

_ZERO_AT = {"log": 1, "asin": 0, "atan": 0, "asinh": 0, "atanh": 0, "LambertW": 0, "acos": 1, "acosh": 1}
_SECONDS = 5.0


class Classifier(SpecialGerms):
    """The germs of the parts at x₀ + p.

    Parameters
    ----------
    at : the point x₀ + p
    near : values of x and the parameters close to x₀, where the principal branches are those that are expanded
    along : a part as a function of τ > 0 on a path that ends at the point with τ → 0, where the path was found to stay
        on the principal sheets; None where sheets are not followed
    start, circled : x₀, and whether it may be a branch point, so that every sheet around it counts
    """

    def __init__(self, x: Any, at: Any, notation: Any, near: dict[Any, Any],
                 along: Callable[[Any], tuple[Any, Any]] | None = None, start: Any = None,
                 circled: bool = False) -> None:  # fmt: skip
        self.x, self.at, self.notation, self.near = x, at, notation, near
        self.along, self.start, self.circled = along, start, circled
        self.seen: dict[Any, Germ] = {}
        self.even = False

    def singular(self, e: Any) -> bool | None:
        """Whether the expression is singular there; None where that is not decided."""
        self.even = even_in_a_root(e, self.x)
        try:
            found = self.germ(e)
            if found.singular is None:
                found = self.ordered(e)
        except Undecided:
            return None
        return found.singular

    def germ(self, e: Any) -> Germ:
        if e not in self.seen:
            self.seen[e] = self._germ(e)
        return self.seen[e]

    def _germ(self, e: Any) -> Germ:
        if e == self.x:
            return ANALYTIC
        if not e.has(self.x):
            self._not_zero(e)
            return UNIT
        if e.is_Add:
            return self._sum(e)
        if e.is_Mul:
            for a in e.args:
                self._not_zero(a)
            found = germs.product([self.germ(a) for a in e.args])
            return found if found.singular is not None else germs.product([self._ordered_or_not(a) for a in e.args])
        if e.is_Pow:
            return self._power(e.base, e.exp)
        if e.is_Function and len(e.args) <= 2:
            return self._function(e.func.__name__, e)
        raise Undecided

    def _sum(self, e: Any) -> Germ:
        parts = [a for a in e.args if a.has(self.x)]
        found = germs.total([self._told(a) for a in parts] + ([ANALYTIC] if len(parts) < len(e.args) else []))
        if found.kind == ROOT:
            self._not_zero(e)
        return found

    def _ordered_or_not(self, e: Any) -> Germ:
        try:
            return self.ordered(e)
        except Undecided:
            return self.germ(e)

    def _told(self, e: Any) -> Germ:
        """The germ, with its exact order where it may have a pole and that can be told."""
        try:
            return self.settled(e)
        except Undecided:
            return self.germ(e)

    def _power(self, base: Any, exponent: Any) -> Germ:
        if base == sympy.E:
            return germs.exponential(self.settled(exponent))
        if exponent.has(self.x):
            factors = [self.settled(exponent), germs.logarithm(self.ordered(base))]
            return germs.exponential(germs.product(factors))
        if exponent.is_Integer:
            inner = self.germ(base) if int(exponent) > 0 else self.ordered(base)
            return germs.integer_power(inner, int(exponent))
        return germs.real_power(self.ordered(base), exponent)

    def _function(self, name: str, e: Any) -> Germ:
        u = e.args[-1]
        if name in BESSEL:
            return self.bessel(name, e.args[0], u)
        if name in ENTIRE:
            g = self.settled(u)
            return germs.exponential(g) if name == "exp" else germs.entire_of(name, g)
        if name in WITH_POLES:
            g = self.settled(u)
            return Germ(MEROMORPHIC) if g.kind == MEROMORPHIC and g.analytic else germs.of_root(name, g)
        if name in (*GAMMAS, "loggamma"):
            return self.gamma(name, u)
        if name == "log":
            return germs.logarithm(self.ordered(u))
        if name in RECIPROCAL:
            return self.germ(RECIPROCAL[name](1 / u, evaluate=False))
        if name in BRANCH:
            return self._branched(name, e, u)
        raise Undecided

    def _branched(self, name: str, e: Any, u: Any) -> Germ:
        g = self.settled(u)
        if g.kind == ROOT:
            return germs.of_root(name, g, self.along is not None)
        if g.kind != MEROMORPHIC:
            raise Undecided
        if not g.analytic:
            return self._at_pole(name, g)
        if name == "polylog":
            return self.polylog(e.args[0], e, u)
        if name == "LambertW":
            if len(e.args) > 1:
                raise Undecided
            return self.lambert(u)
        for value in BRANCH[name]:
            order = self._order_of_equality(u, value)
            if order > 0:
                return self._at_branch_point(name, value, order)
        return ANALYTIC

    def _order_of_equality(self, u: Any, value: Any) -> Fraction:
        """The order of u − c; on any sheet of u = ±√w, which takes both values ±c, that of w − c²."""
        square = sympy.expand(u**2)
        if self.along is None and not single_valued(u, self.x) and single_valued(square, self.x):
            return self.order(square - value**2)
        return self.order(u - value)

    def _at_branch_point(self, name: str, value: Any, order: Fraction) -> Germ:
        """A logarithm of (u − c), or a constant and an odd function of √(u − c)."""
        if name in ("atan", "acot", "atanh", "acoth"):
            return Germ(TRANSCENDENTAL)
        if name in ("acos", "acosh") and value == 1 and self.along is not None:
            return of_order(order / 2)
        if order % 2 == 0:
            return ANALYTIC
        return MIXED_UNIT if name in ("asin", "asinh") or value == -1 else Germ(MIXED)

    def _at_pole(self, name: str, g: Germ) -> Germ:
        if g.order is None or g.order >= 0:
            raise Undecided
        if name in ("atan", "acot", "atanh", "acoth"):
            return ANALYTIC
        if name in ("asin", "acos", "asinh", "acosh"):
            return Germ(TRANSCENDENTAL)
        raise Undecided

    # -- exact orders, from expansions

    def settled(self, e: Any) -> Germ:
        """The germ, with its exact order where it may have a pole, or is a root."""
        g = self.germ(e)
        return g if g.kind == MEROMORPHIC and g.analytic else self.ordered(e)

    def ordered(self, e: Any) -> Germ:
        """The germ with its exact order, where it has one."""
        g = self.germ(e)
        if g.order is not None or g.kind not in (MEROMORPHIC, ROOT):
            return g
        order = self.order(e)
        if g.kind == MEROMORPHIC and order.denominator > 1:
            raise Undecided
        return Germ(g.kind, order, order >= 0, g.beta)

    def order(self, e: Any) -> Fraction:
        """The exponent of the leading term of a part that is meromorphic, or a root."""
        zero_at = _ZERO_AT.get(e.func.__name__)
        if zero_at is not None and self.along is None and not single_valued(e, self.x):
            if self.order(e.args[0] - zero_at) == 0:
                return Fraction(0)  # on every sheet
            raise Undecided
        if e.is_Pow and e.exp.is_Integer:
            return self.order(e.base) * int(e.exp)
        value, setting = self._leading(e)
        if value.c is None:
            raise Undecided
        return Fraction(value.v, setting.ramification)

    def value(self, e: Any) -> Any:
        """The value of an analytic part."""
        value, setting = self._leading(e)
        if value.v or value.c is None:
            return sympy.Integer(0)
        return setting.field.expression(value.c[0])

    def _leading(self, e: Any) -> tuple[Local, Any]:
        if self.even or single_valued(e, self.x):
            tree, x, at = e, self.x, self.at
        elif self.along is not None:
            (tree, x), at = self.along(e), sympy.Integer(0)
        else:
            raise Undecided
        try:
            value, setting = Engine(tree, x, at, 1, self.notation, _SECONDS).leading()
            if isinstance(value, Local) and value.c is not None:
                setting.leading(value)  # certainly not zero
        except (SeriesError, EssentialSingularity):
            raise Undecided from None
        if not isinstance(value, Local) or any(not c.endswith(" != 0") for c in setting.conditions):
            raise Undecided
        return value, setting

    def _not_zero(self, e: Any) -> None:
        """Make sure that a part does not vanish identically: it does not close to the point of expansion."""
        if e.is_Rational and e != 0:
            return
        with precision(256):
            try:
                if 0 not in enclose(e, self.near):
                    return
            except (SeriesError, ZeroDivisionError):
                pass
        raise Undecided
