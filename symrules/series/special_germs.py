"""Polylogarithms, gamma functions, Lambert's W and Bessel functions at a candidate point."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from symrules.series import germs
from symrules.series.balls import enclose, floor, precision
from symrules.series.candidates import BESSEL
from symrules.series.germs import ANALYTIC, MEROMORPHIC, MIXED, ROOT, TRANSCENDENTAL, Germ, Undecided, of_order


class SpecialGerms:
    """The rules of `classification.Classifier` for special functions."""

    x: Any
    start: Any
    circled: bool
    along: Any
    near: dict[Any, Any]

    def settled(self, e: Any) -> Germ:
        raise NotImplementedError

    def order(self, e: Any) -> Fraction:
        raise NotImplementedError

    def value(self, e: Any) -> Any:
        raise NotImplementedError

    def polylog(self, s: Any, e: Any, u: Any) -> Germ:
        """Li_s = analytic + c·(log u)**(s − 1)·(1 or log(1 − u)) at 1; at 0 it is analytic on the principal sheet."""
        if s.has(self.x):
            raise Undecided
        whole = s.is_Integer
        if whole and s <= 0:
            return Germ(MEROMORPHIC)
        order = self.order(u - 1)
        if order > 0:
            if not s.is_Rational or whole:
                return Germ(TRANSCENDENTAL)
            power = order * (Fraction(int(s.p), int(s.q)) - 1)
            return Germ(MIXED) if power % 1 else of_order(power, power >= 0) if power < 0 else ANALYTIC
        if s == 1 or self.along is not None or self.order(u) == 0:
            return ANALYTIC
        if self.circled and self._starts_at(u, sympy.Integer(1)):
            return Germ(TRANSCENDENTAL)  # a turn around u = 1 has added (log u)**(s − 1)
        raise Undecided

    def _starts_at(self, u: Any, value: Any) -> bool:
        """Whether u = value + c·(x − x₀)ⁿ."""
        if self.start is None:
            return False
        t = sympy.Dummy("t")
        power = sympy.expand(u.subs(self.x, self.start + t) - value).as_independent(t)[1]
        return bool(power == t or (power.is_Pow and power.base == t and power.exp.is_Integer))

    def lambert(self, u: Any) -> Germ:
        """A square root at −1/e on the principal sheet, which is reached on the ray from u = 0."""
        order = self.order(u + 1 / sympy.E)
        if order > 0:
            if self.along is None and (self.circled or not self._starts_at(u, sympy.Integer(0))):
                raise Undecided
            return Germ(MIXED) if order % 2 else ANALYTIC
        if self.along is None and self.order(u) > 0:
            raise Undecided
        return ANALYTIC

    def gamma(self, name: str, u: Any) -> Germ:
        g = self.settled(u)
        if g.kind != MEROMORPHIC or not g.analytic:
            raise Undecided
        value = self.value(u)
        first = -1 if name == "factorial" else 0
        with precision(256):
            near = floor(enclose(value, self.near).real.mid())
        poles = [n for n in (near, near + 1) if n <= first and self.order(u - n) > 0]
        if not poles:
            return ANALYTIC
        return Germ(TRANSCENDENTAL if name == "loggamma" else MEROMORPHIC)

    def bessel(self, name: str, nu: Any, u: Any) -> Germ:
        g = self.settled(u)
        if nu.is_Integer and name in BESSEL[:2] and g.kind == ROOT:
            return ANALYTIC if germs.of_root("cos", g) and nu % 2 == 0 else germs.integer_power(g, abs(int(nu)))
        if nu.has(self.x) or g.kind != MEROMORPHIC:
            raise Undecided
        regular = name in BESSEL[:2]
        if regular and nu.is_Integer:
            return germs.entire_of("bessel", g)
        if not g.analytic:
            raise Undecided
        order = self.order(u)
        if order == 0:
            return ANALYTIC
        if nu.is_Integer:
            return Germ(TRANSCENDENTAL)
        if not nu.is_Rational or (regular and not nu.is_Rational):
            raise Undecided
        beta = order * Fraction(int(nu.p), int(nu.q)) % 1
        if regular:
            return Germ(ROOT, order * Fraction(int(nu.p), int(nu.q)), nu > 0, beta) if beta else Germ(MEROMORPHIC)
        if not beta:
            raise Undecided
        return Germ(MIXED)
