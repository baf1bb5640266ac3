"""Finite sums and members of families, added, scaled and differentiated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.decomposition import WITH_U
from symrules.series.families import FAMILIES
from symrules.series.field import Scalar
from symrules.series.setting import Setting
from symrules.series.summands import Summand, Termwise, Unmatched
from symrules.series.walk import Walk

_UNIT = fmpq(1)


class Algebra(ABC):
    """The operations on expressions that are taken apart, in one setting."""

    def __init__(self, setting: Setting, walk: Walk) -> None:
        self.setting = setting
        self.field = setting.field
        self.walk = walk

    @abstractmethod
    def node(self, e: Any) -> Termwise:
        """An expression taken apart."""

    @abstractmethod
    def product(self, a: Termwise, b: Termwise) -> Termwise:
        """The product of two values."""

    def scalar(self, e: Any) -> Scalar:
        """A constant expression as an element of the field."""
        return self.walk.constant(e)

    def simple(self, c: Scalar) -> Scalar:
        return self.field.simplified(c)

    def constant(self, c: Scalar) -> Termwise:
        return Termwise({sympy.Integer(0): c} if c else {})

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
