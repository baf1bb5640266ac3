"""An expression as a polynomial plus monomials times members of known families, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.arithmetic import EssentialSingularity, integer_power
from symrules.series.errors import Restart, SeriesError
from symrules.series.families import FAMILIES, Family, binomial_family
from symrules.series.field import Ratio, Scalar
from symrules.series.local import Local, add, monomial, mul, scale
from symrules.series.rules import new_walk
from symrules.series.setting import Setting, Vanishing


@dataclass(frozen=True)
class Member:
    """weight(t)·F(slope·t) with an exact Laurent polynomial as weight."""

    family: Family
    slope: Scalar
    weight: Local


@dataclass(frozen=True)
class Decomposition:
    """f = polynomial + Σ members, with t the distance to the point."""

    polynomial: Local
    members: tuple[Member, ...]


WITH_U = {"coth": ("u*coth(u)", -1), "cot": ("u*cot(u)", -1), "csch": ("u/sinh(u)", -1), "csc": ("u/sin(u)", -1),
           "tanh": ("tanh(u)/u", 1), "tan": ("tan(u)/u", 1), "sech": ("sech(u)", 0), "sec": ("sec(u)", 0),
           "exp": ("exp(u)", 0), "cosh": ("cosh(u)", 0), "sinh": ("sinh(u)/u", 1), "cos": ("cos(u)", 0),
           "sin": ("sin(u)/u", 1), "atan": ("atan(u)/u", 1), "atanh": ("atanh(u)/u", 1), "asin": ("asin(u)/u", 1),
           "asinh": ("asinh(u)/u", 1)}  # fmt: skip
RECIPROCAL = {"tanh": "coth", "tan": "cot", "sinh": "csch", "sin": "csc", "cosh": "sech", "cos": "sec",
               "coth": "tanh", "cot": "tan"}  # fmt: skip
PRODUCTS = {frozenset(("cosh(u)", "u/sinh(u)")): "u*coth(u)", frozenset(("sinh(u)/u", "sech(u)")): "tanh(u)/u",
             frozenset(("cos(u)", "u/sin(u)")): "u*cot(u)", frozenset(("sin(u)/u", "sec(u)")): "tan(u)/u"}  # fmt: skip
_BIG = 10**6
_LARGEST_POWER = 400


class _Unmatched(Exception):
    pass


def decompose(expression: Any, setting: Setting) -> Decomposition | None:
    """The decomposition; None where the expression is no linear combination of families."""
    if setting.ramification != 1 or setting.at_infinity:
        return None
    try:
        setting.table.clock.restart()  # what is asked of a series long after its expansion has time of its own
        return _Decomposer(setting).node(expression)
    except (_Unmatched, Restart, SeriesError, Vanishing, EssentialSingularity):
        return None


class _Decomposer:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.walk = new_walk(setting)

    def node(self, e: Any) -> Decomposition:
        if not e.has(self.setting.variable) or e == self.setting.variable:
            value = self.walk(e)
            if not isinstance(value, Local) or not value.exact:
                raise _Unmatched
            return Decomposition(value, ())
        if e.is_Add:
            return self._sum([self.node(a) for a in e.args])
        if e.is_Mul:
            total = Decomposition(monomial(fmpq(1)), ())
            for a in e.args:
                total = self._product(total, self.node(a))
            return total
        if e.is_Pow:
            return self._power(e)
        return self._function(e)

    def _sum(self, parts: list[Decomposition]) -> Decomposition:
        polynomial = Local(0, None, True)
        found: dict[Any, Member] = {}
        for d in parts:
            polynomial = add(polynomial, d.polynomial, _BIG)
            for m in d.members:
                key = (m.family.name, self.setting.field.ratio(m.slope).key)
                old = found.get(key)
                found[key] = m if old is None else Member(m.family, m.slope, add(old.weight, m.weight, _BIG))
        return Decomposition(polynomial, tuple(m for m in found.values() if not m.weight.is_zero))

    def _product(self, a: Decomposition, b: Decomposition) -> Decomposition:
        if a.members and b.members:
            return self._family_product(a, b)
        if a.members:
            a, b = b, a
        factor = a.polynomial
        members = tuple(Member(m.family, m.slope, mul(m.weight, factor, _BIG)) for m in b.members)
        return Decomposition(mul(b.polynomial, factor, _BIG), members)

    def _family_product(self, a: Decomposition, b: Decomposition) -> Decomposition:
        """cosh·csch = coth and its like."""
        if len(a.members) != 1 or len(b.members) != 1 or not (a.polynomial.is_zero and b.polynomial.is_zero):
            raise _Unmatched
        m, n = a.members[0], b.members[0]
        name = PRODUCTS.get(frozenset((m.family.name, n.family.name)))
        if name is None or self.setting.field.ratio(m.slope) != self.setting.field.ratio(n.slope):
            raise _Unmatched
        member = Member(FAMILIES[name], m.slope, mul(m.weight, n.weight, _BIG))
        return Decomposition(Local(0, None, True), (member,))

    def _power(self, e: Any) -> Decomposition:
        base, exponent = e.base, e.exp
        if base == sympy.E:
            return self._member("exp", exponent)
        if exponent.is_Integer and int(exponent) < 0 and exponent == -1 and base.func.__name__ in RECIPROCAL:
            return self._member(RECIPROCAL[base.func.__name__], base.args[0])
        inner = self.node(base)
        if inner.members or exponent.has(self.setting.variable):
            raise _Unmatched
        if exponent.is_Integer and (int(exponent) >= 0 or inner.polynomial.is_monomial()):
            return Decomposition(self._exact_power(inner.polynomial, int(exponent)), ())
        if exponent.is_Rational:
            return self._binomial(inner.polynomial, fmpq(int(exponent.p), int(exponent.q)))
        raise _Unmatched

    def _exact_power(self, p: Local, n: int) -> Local:
        """pⁿ without any truncation: what is a polynomial here is all of it."""
        if p.is_monomial() or p.is_zero:
            return integer_power(p, n, self.setting)
        if not p.exact or n * p.n > _LARGEST_POWER:
            raise _Unmatched
        total = monomial(fmpq(1))
        for _ in range(n):
            total = mul(total, p, _BIG)
        return total

    def _binomial(self, p: Local, exponent: fmpq) -> Decomposition:
        """(c₀ + c₁t)ᵅ = c₀ᵅ(1 + (c₁/c₀)t)ᵅ."""
        if p.v != 0 or p.c is None or p.n < 2 or any(p.c[k] for k in range(2, p.n)):
            raise _Unmatched
        self.setting.leading(p)
        head = constants.power(self.setting.field, p.c[0], exponent)
        slope = self.setting.field.simplified(p.c[1] / p.c[0])
        return Decomposition(Local(0, None, True), (Member(binomial_family(exponent), slope, monomial(head)),))

    def _function(self, e: Any) -> Decomposition:
        name = e.func.__name__
        if name == "log":
            return self._logarithm(e.args[0])
        if name not in WITH_U:
            raise _Unmatched
        return self._member(name, e.args[0])

    def _logarithm(self, argument: Any) -> Decomposition:
        p = self.node(argument)
        q = p.polynomial
        if p.members or q.c is None or q.v != 0 or q.n < 2 or any(q.c[k] for k in range(2, q.n)):
            raise _Unmatched
        self.setting.leading(q)
        slope = self.setting.field.simplified(q.c[1] / q.c[0])
        head = constants.logarithm(self.setting.field, q.c[0])
        return Decomposition(monomial(head), (Member(FAMILIES["log(1 + u)/u"], slope, monomial(slope, 1)),))

    def _member(self, name: str, argument: Any) -> Decomposition:
        inner = self.node(argument)
        u, head = inner.polynomial, fmpq(1)
        if inner.members or u.c is None:
            raise _Unmatched
        if name == "exp" and u.v == 0 and u.n == 2:
            head = constants.exponential(self.setting.field, u.c[0])
            u = Local(1, u.c.shift(-1), True)
        if not u.is_monomial() or u.v != 1:
            raise _Unmatched
        slope = self.setting.field.simplified(u.c[0])  # type: ignore[index]
        family, power = WITH_U[name]
        weight = integer_power(monomial(slope, 1), power, self.setting)
        return Decomposition(Local(0, None, True), (Member(FAMILIES[family], slope, scale(weight, head)),))


__all__ = ["Decomposition", "Member", "Ratio", "decompose"]
