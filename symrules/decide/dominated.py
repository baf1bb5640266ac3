"""Limits under an integral sign, by dominated convergence.

The integrand is a fraction whose numerator is a sum of monomials in the variable of integration, exponentials of linear
functions of it, and unknown functions of it of bounded range; and whose denominator is a sum of positive monomials in
such exponentials. Each term of the denominator is a lower bound of it, so a term of the numerator over the whole
denominator is at most its quotient by any one of them. Where some quotient decays at each infinite end, at a rate that
does not depend on the parameter of the limit, the integrand is bounded by one integrable function for all parameters
in a compact neighbourhood of the point, and it is continuous in the parameter there.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.build import build
from symrules.decide.dependents import dependents
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.fraction import Fraction, support
from symrules.decide.generators import Generator
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of
from symrules.text.nodes import integral
from symrules.vocabulary import free_symbols

Monomial = tuple[int, ...]


def limit_of_integral(facts: Facts, e: Any, x: Symbol, point: Any) -> Any:
    """The integral of the limit of the integrand, as x tends to a finite point.

    Raises
    ------
    Unsupported
        No integrable bound was found.
    """
    if len(e.limits) != 1 or len(e.limits[0]) != 3:
        raise Unsupported("the limit of an integral that is not over one range")
    t, low, high = e.limits[0]
    if any(x in free_symbols(e) for e in (low, high, point)):
        raise Unsupported("the limit of an integral whose ends move")
    if point.has(sympy.oo, -sympy.oo, sympy.zoo, sympy.nan):
        raise Unsupported("the limit of an integral at infinity")
    try:
        tower, (f, *_) = build(facts, [e.function, *(known for known, _ in facts.signs)])
        integrand = _Integrand(tower, f, t, x)
        if t in tower.by_key:
            for end, towards in ((low, -1), (high, 1)):
                if end.has(sympy.oo, -sympy.oo):
                    integrand.require_decay(towards)
        function = substituted(expression_of(tower, f, bound=(t, x)), {x: point})
    except Meaningless as error:
        raise Unsupported(str(error)) from None
    return integral(function, (t, low, high))


class _Integrand:
    """A fraction in a tower, read as a function of the variable of integration t and the parameter x."""

    def __init__(self, tower: Tower, f: Fraction, t: Symbol, x: Symbol) -> None:
        self.tower, self.f = tower, f
        self.of_t, self.of_x = dependents(tower, t), dependents(tower, x)
        self.t, self.x = tower.by_key.get(t), tower.by_key.get(x)
        self.below = self._terms_below()
        self.above: list[Monomial] = list(f.numerator.to_dict())
        for m in self.above:
            self._check(m)

    def _terms_below(self) -> list[Monomial]:
        """The terms of the denominator's part that moves; each of them is positive, and a lower bound of that part."""
        d, moving = self.f.denominator, self.of_t | self.of_x
        product = self.tower.one.numerator
        for p, k in () if d is None else d.factor()[1]:
            if moving.isdisjoint(support(p)):
                continue
            for i in support(p):
                g = self.tower.generators[i]
                if not (g.real and g.sign == "+") or (i in moving and g.kind != "exp"):
                    raise Unsupported("a denominator that is not a sum of positive exponentials")
            signs = {c > 0 for c in p.to_dict().values()}
            if len(signs) > 1:
                raise Unsupported("a denominator whose terms differ in sign")
            product = product * p**k
        terms: list[Monomial] = list(product.to_dict())
        for m in terms:
            self._check(m)
        return terms

    def _check(self, m: Monomial) -> None:
        """Each factor of a term is continuous in x, and bounded but for powers of t and exponentials in it."""
        for i, d in enumerate(m):
            if not d or (i not in self.of_t and i not in self.of_x):
                continue
            g = self.tower.generators[i]
            if g is self.t or g is self.x:
                continue
            if g.kind == "exp" and g.real:
                self._slope(g)
            elif not (self._is_bounded(g) and i not in self.of_x):
                raise Unsupported("an integrand with more than exponentials and bounded functions")

    def _is_bounded(self, g: Generator) -> bool:
        if g.kind != "opaque" or not isinstance(g.data[2], AppliedUndef):
            return False
        return g.real and g.lower is not None and g.upper is not None

    def _slope(self, g: Generator) -> Fraction:
        """c, where the exponent of an exponential is c t and a polynomial in x; c does not depend on x."""
        numerator, denominator = g.data.numerator, g.data.denominator
        moving = self.of_t | self.of_x
        if denominator is not None and not moving.isdisjoint(support(denominator)):
            raise Unsupported("an exponent that divides by a variable")
        variables = {v.index for v in (self.t, self.x) if v is not None}
        if not {i for i in support(numerator) if i in moving} <= variables:
            raise Unsupported("an exponent that is not linear")
        if self.t is None:
            return self.tower.zero
        slope = numerator.derivative(self.t.index)
        if not moving.isdisjoint(support(slope)):
            raise Unsupported("an exponent that is not linear, or whose rate depends on the parameter")
        return Fraction(slope) if denominator is None else Fraction(slope) * Fraction(denominator).inverse()

    def _rate(self, m: Monomial) -> Fraction:
        total = self.tower.zero
        for i, d in enumerate(m):
            if d and (i in self.of_t) and self.tower.generators[i].kind == "exp":
                total = total + self._slope(self.tower.generators[i]) * self.tower.constant(d)
        return self.tower.reduce(total)

    def require_decay(self, towards: int) -> None:
        """Each term of the numerator decays exponentially beside some term of the denominator.

        Raises
        ------
        Unsupported
            One of them is not seen to.
        """
        wanted = "-" if towards > 0 else "+"
        below = [self._rate(m) for m in self.below]
        for m in self.above:
            rate = self._rate(m)
            if not any(sign_of(self.tower, self.tower.reduce(rate - other)) == wanted for other in below):
                raise Unsupported("an integrand that is not seen to decay at an infinite end")
