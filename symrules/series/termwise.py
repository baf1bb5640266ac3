"""An expression as a finite sum and members of known families, by exact rules for sums, products and addition theorems.

Every rule is an identity: u = slope·t^degree is the argument without its constant part, the constant part goes into the
factors by an addition theorem, and products of exponentials, sines and hyperbolic functions become sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sympy
from flint import fmpq

from symrules.series import constants, exponentials, special_terms
from symrules.series.algebra import Algebra
from symrules.series.arithmetic import EssentialSingularity
from symrules.series.decomposition import RECIPROCAL
from symrules.series.errors import Restart, SeriesError
from symrules.series.families import FAMILIES, K, binomial_family
from symrules.series.field import Field, Ratio, Scalar
from symrules.series.rules import new_walk
from symrules.series.setting import Setting, Vanishing
from symrules.series.summands import ClosedRule, Summand, Termwise, Unmatched

_RESTARTS = 60
_POWER_LIMIT = 64
_UNIT = fmpq(1)


def taken_apart(series: Any) -> tuple[Termwise, Field] | None:
    """The structure of an expansion, over a field that holds all constants needed; None where no rule matches."""
    s, table = series.setting, series.setting.table.renewed()
    for _ in range(_RESTARTS):
        setting = Setting(s.variable, s.point, s.direction, table, 4, 1)
        try:
            rules = Rules(setting, new_walk(setting))
            return rules.gathered(rules.node(series.expression)), setting.field
        except Restart:
            continue
        except (Unmatched, SeriesError, Vanishing, EssentialSingularity, ZeroDivisionError):
            return None
    return None


class Rules(Algebra):
    """The rules for each kind of node, in one setting."""

    # -- nodes

    def node(self, e: Any) -> Termwise:
        if not e.has(self.setting.variable):
            return self.constant(self.scalar(e))
        if e == self.setting.variable:
            return self._variable()
        if e.is_Add:
            return self.sum([self.node(a) for a in e.args])
        if e.is_Mul:
            return self._product_of(list(_factors(e)))
        if e.is_Pow:
            return self._power(e.base, e.exp)
        return special_terms.function(e, self)

    def _variable(self) -> Termwise:
        setting = self.setting
        if setting.at_infinity:
            return Termwise({sympy.Integer(-1): fmpq(1 if setting.point == sympy.oo else -1)})
        point = self.scalar(setting.point)
        found = {sympy.Integer(1): fmpq(-1 if setting.direction < 0 else 1)}
        return Termwise({sympy.Integer(0): point, **found} if point else found)

    def product(self, a: Termwise, b: Termwise) -> Termwise:
        """A finite sum times anything, or a product of exponentials."""
        if a.summands and b.summands:
            found = exponentials.product(a, b, self)
            if found is None:
                raise Unmatched
            return found
        if a.summands:
            a, b = b, a
        return self.sum([self.scaled(b, c, e) for e, c in a.finite.items()])

    def _product_of(self, factors: list[Any]) -> Termwise:
        nodes = []
        for f in factors:
            nodes.append((f, None if exponentials.is_bose_fermi(f, self) else self.node(f)))
        found = exponentials.bose_fermi_product(nodes, self)
        if found is not None:
            return found
        return self._combined([n for _, n in nodes if n is not None])

    def _combined(self, nodes: list[Termwise]) -> Termwise:
        """The product, with pairs such as cosh·csch = coth put together first."""
        total = self.constant(fmpq(1))
        for n in sorted(nodes, key=lambda n: len(n.summands)):
            total = self.product(total, n)
        return total

    # -- powers

    def _power(self, base: Any, exponent: Any) -> Termwise:
        if base == sympy.E:
            return self.exponential(self.node(exponent))
        if exponent.has(self.setting.variable):
            if base.has(self.setting.variable):
                raise Unmatched
            return self.exponential(self.scaled(self.node(exponent), self.scalar(sympy.log(base, evaluate=False))))
        name = base.func.__name__
        if exponent == -1 and name in RECIPROCAL:
            return special_terms.elementary(RECIPROCAL[name], self.node(base.args[0]), self)
        if exponent in (2, -2) and not base.is_Add:
            found = special_terms.square(name, int(exponent), base, self)
            if found is not None:
                return found
        bose = exponentials.reciprocal_power(base, exponent, self)
        if bose is not None:
            return bose
        inner = self.node(base)
        if inner.summands:
            return self._power_of_series(inner, exponent)
        return self._power_of_finite(inner, exponent)

    def _power_of_series(self, inner: Termwise, exponent: Any) -> Termwise:
        if len(inner.summands) == 1 and not inner.finite and inner.summands[0].rule is FAMILIES["exp(u)"]:
            s = inner.summands[0]
            p = self.scalar(exponent)
            if not exponent.is_Integer and not (self.field.is_real(s.slope) and s.lift == 0 and s.shift == 0):
                raise Unmatched
            head = constants.power(self.field, s.factor, p)
            return Termwise({}, (replace(s, factor=head, slope=self.simple(s.slope * p), shift=s.shift * exponent),))
        if exponent.is_Integer and 2 <= int(exponent) <= 6:
            total = inner
            for _ in range(int(exponent) - 1):
                total = self.product(total, inner)
            return total
        raise Unmatched

    def _power_of_finite(self, inner: Termwise, exponent: Any) -> Termwise:
        """(a t^e + b t^f)^p = aᵖ t^(e p)·(1 + (b/a)t^(f − e))^p; a polynomial to a natural number is multiplied out."""
        if exponent.is_Integer and 0 <= int(exponent) <= _POWER_LIMIT:
            total = self.constant(fmpq(1))
            for _ in range(int(exponent)):
                total = self.product(total, inner)
            return total
        if not 1 <= len(inner.finite) <= 2 or not all(e.is_Rational for e in inner.finite):
            raise Unmatched
        terms = sorted(inner.finite.items(), key=lambda item: item[0])
        p = self.scalar(exponent)
        low, lead = terms[0]
        head = constants.power(self.field, lead, p)
        if len(terms) == 1:
            return Termwise({sympy.expand(low * exponent): self.simple(head)})
        rule = self._binomial(p, exponent)
        s = Summand(self.simple(head), rule, self.simple(terms[1][1] / lead), terms[1][0] - low,
                    sympy.expand(low * exponent))  # fmt: skip
        return Termwise({}, (s,))

    def _binomial(self, p: Scalar, exponent: Any) -> Any:
        if isinstance(p, Ratio):
            return ClosedRule(f"(1 + u)**({exponent})", sympy.binomial(exponent, K), 0, 1, 0,
                              f"(1 + u) w' = ({exponent}) w")  # fmt: skip
        return binomial_family(p)


def _factors(e: Any) -> Iterator[Any]:
    """The factors of a product, with products inside it opened."""
    for a in e.args:
        if a.is_Mul:
            yield from _factors(a)
        else:
            yield a
