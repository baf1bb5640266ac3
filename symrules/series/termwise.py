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
from symrules.series.arithmetic import EssentialSingularity
from symrules.series.decomposition import RECIPROCAL, WITH_U
from symrules.series.errors import Restart, SeriesError
from symrules.series.families import FAMILIES, K, binomial_family
from symrules.series.field import Field, Ratio, Scalar
from symrules.series.general_terms import ClosedRule, Summand, Termwise, Unmatched
from symrules.series.setting import Setting, Vanishing
from symrules.series.walk import Walk

_RESTARTS = 60
_POWER_LIMIT = 64
_UNIT = fmpq(1)


def taken_apart(series: Any) -> tuple[Termwise, Field] | None:
    """The structure of an expansion, over a field that holds all constants needed; None where no rule matches."""
    s, table = series.setting, series.setting.table.renewed()
    for _ in range(_RESTARTS):
        setting = Setting(s.variable, s.point, s.direction, table, 4, 1)
        try:
            rules = Rules(setting)
            return rules.gathered(rules.node(series.expression)), setting.field
        except Restart:
            continue
        except (Unmatched, SeriesError, Vanishing, EssentialSingularity, ZeroDivisionError):
            return None
    return None


class Rules:
    """The rules for each kind of node, in one setting."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.field = setting.field
        self.walk = Walk(setting)

    # -- constants

    def scalar(self, e: Any) -> Scalar:
        """A constant expression as an element of the field."""
        return self.walk.constant(e)

    def simple(self, c: Scalar) -> Scalar:
        return self.field.simplified(c)

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

    def constant(self, c: Scalar) -> Termwise:
        return Termwise({sympy.Integer(0): c} if c else {})

    def _variable(self) -> Termwise:
        setting = self.setting
        if setting.at_infinity:
            return Termwise({sympy.Integer(-1): fmpq(1 if setting.point == sympy.oo else -1)})
        point = self.scalar(setting.point)
        found = {sympy.Integer(1): fmpq(-1 if setting.direction < 0 else 1)}
        return Termwise({sympy.Integer(0): point, **found} if point else found)

    # -- sums and products

    def sum(self, parts: list[Termwise]) -> Termwise:
        finite: dict[Any, Scalar] = {}
        for part in parts:
            for e, c in part.finite.items():
                finite[e] = self.simple(finite[e] + c) if e in finite else c
        return self.gathered(
            Termwise({e: c for e, c in finite.items() if c}, tuple(s for p in parts for s in p.summands))
        )

    def gathered(self, value: Termwise) -> Termwise:
        """Equal summands added up."""
        found: dict[Any, Summand] = {}
        for s in value.summands:
            key = (s.rule.name, self.field.ratio(s.slope).key, s.degree, s.shift, s.lift, s.extra, s.first)
            old = found.get(key)
            found[key] = s if old is None else replace(old, factor=self.simple(old.factor + s.factor))
        return Termwise(value.finite, tuple(s for s in found.values() if s.factor))

    def scaled(self, value: Termwise, c: Scalar, power: Any = 0) -> Termwise:
        """c·t^power times the value."""
        finite = {sympy.expand(e + power): self.simple(x * c) for e, x in value.finite.items()}
        summands = (replace(s, factor=self.simple(s.factor * c), shift=sympy.expand(s.shift + power))
                    for s in value.summands)  # fmt: skip
        return Termwise(finite, tuple(summands))

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

    # -- arguments

    def argument(self, value: Termwise) -> tuple[Scalar, Scalar, Any]:
        """c₀, slope and degree of an argument c₀ + slope·t^degree.

        Raises
        ------
        Unmatched
            It has another form, or no power of the variable in it.
        """
        if value.summands:
            raise Unmatched
        rest = {e: c for e, c in value.finite.items() if e != 0}
        if len(rest) != 1:
            raise Unmatched
        ((degree, slope),) = rest.items()
        if not (degree.is_Rational and degree > 0):
            raise Unmatched
        return value.finite.get(sympy.Integer(0), fmpq(0)), slope, degree

    def exponential(self, argument: Termwise) -> Termwise:
        """exp(c₀ + u) = exp(c₀)·exp(u)."""
        c0, slope, degree = self.argument(argument)
        head = constants.exponential(self.field, c0) if c0 else fmpq(1)
        return Termwise({}, (Summand(head, FAMILIES["exp(u)"], slope, degree),))

    def member(self, name: str, slope: Scalar, degree: Any, factor: Scalar = _UNIT) -> Termwise:
        """factor·F(u) for an elementary function F at 0."""
        family, lift = WITH_U[name]
        return Termwise({}, (Summand(factor, FAMILIES[family], slope, degree, lift=lift),))

    def derivative(self, value: Termwise, slope: Scalar, degree: Any) -> Termwise:
        """d/du of a value that depends on u = slope·t^degree alone."""
        finite = {sympy.expand(e - degree): self.simple(c * _fraction(e / degree) / slope)
                  for e, c in value.finite.items() if e != 0}  # fmt: skip
        inner = ((s.derivative(), self.simple(s.slope / slope)) for s in value.summands)
        return Termwise(finite, tuple(replace(s, factor=self.simple(s.factor * c)) for s, c in inner))


def _fraction(e: Any) -> fmpq:
    return fmpq(int(e.p), int(e.q))


def _factors(e: Any) -> Iterator[Any]:
    """The factors of a product, with products inside it opened."""
    for a in e.args:
        if a.is_Mul:
            yield from _factors(a)
        else:
            yield a
