"""Reasons about integrals: change of variable, antiderivatives, splitting the range, improper integrals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Add, Derivative, Integer, Integral, Limit, Mul, Symbol

from symrules.decide.build import build
from symrules.decide.differentiate import derivative, substituted
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import Facts
from symrules.decide.rationals import rational_value
from symrules.decide.replacement import replaced
from symrules.decide.signs import sign_of
from symrules.decide.writing import expression_of
from symrules.domain import Domain
from symrules.errors import DerivationError
from symrules.identity import Condition, Identity, Relation
from symrules.justify.ranges import doubt, enclosing, facts_around, in_range, is_infinite
from symrules.justify.rule import Applied, settled
from symrules.notation import Notation
from symrules.series import limit
from symrules.text import print_expression, read_expression
from symrules.text.nodes import integral
from symrules.vocabulary import free_symbols


def integrals_over(expression: Any, variable: Symbol, *, bounded: bool = True) -> list[Any]:
    """The integrals in an expression that have the variable among their own, outermost first."""
    found = [
        node
        for node in sympy.preorder_traversal(expression)
        if isinstance(node, Integral)
        and any(limit[0] == variable for limit in node.limits)
        and (not bounded or all(len(limit) == 3 for limit in node.limits if limit[0] == variable))
    ]
    if not found:
        raise DerivationError(f"there is no integral over {variable} in {expression}")
    return found


def rebuilt(node: Any, variable: Symbol, inner: Any) -> Any:
    """The integral with the part from `variable` inward replaced by another expression."""
    index = next(i for i, limit in enumerate(node.limits) if limit[0] == variable)
    outer = node.limits[index + 1 :]
    return integral(inner, *outer) if outer else inner


def _ranges(expression: Any, x: Symbol) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Each integral over a variable, with its integrand and ends."""
    for node in integrals_over(expression, x):
        yield node, *within(node, x)


def within(node: Any, variable: Symbol) -> tuple[Any, Any, Any]:
    """The integrand of the integral over `variable` (with the inner integrals still in it), and its two ends."""
    index = next(i for i, limit in enumerate(node.limits) if limit[0] == variable)
    inner = node.limits[:index]
    _, low, high = node.limits[index]
    return (integral(node.function, *inner) if inner else node.function), low, high


@dataclass(frozen=True)
class ChangeOfVariable:
    """New variable u = φ(x), affine in the old variable x: ∫ f(x) dx = ∫ f(φ⁻¹(u)) du/φ′, between φ's ends."""

    old: str
    new: str
    substitution: str

    @property
    def name(self) -> str:
        return f"change of variable {self.new} = {self.substitution}"

    def apply(self, expression: Any, notation: Notation) -> Applied:
        x, u = Symbol(self.old), Symbol(self.new)
        phi = read_expression(self.substitution, notation)
        slope = derivative(phi, x)
        if x in free_symbols(slope) or slope == 0:
            raise DerivationError(f"{self.name}: the new variable must be affine in {self.old}")
        rest = Add(phi, Mul(-1, slope, x))
        tower, (offset, gradient) = build(Facts(notation), [rest, slope])
        sign = sign_of(tower, gradient)
        if sign not in ("+", "-"):
            raise DerivationError(f"{self.name}: the sign of {slope} is not known")
        inverse = Mul(Add(u, Mul(-1, expression_of(tower, offset))), sympy.Pow(expression_of(tower, gradient), -1))
        result = expression
        for node, integrand, low, high in _ranges(expression, x):
            if u in free_symbols(integrand) | free_symbols(phi):
                raise DerivationError(f"{self.name}: {u} stands in the integral already", hint="choose a new name")
            ends = [self._image(phi, x, end, sign) for end in ((low, high) if sign == "+" else (high, low))]
            size = slope if sign == "+" else Mul(-1, slope)
            changed = Mul(substituted(integrand, {x: inverse}), sympy.Pow(size, -1))
            result = replaced(result, node, rebuilt(node, x, integral(changed, (u, *ends))))
        return Applied(result)

    @staticmethod
    def _image(phi: Any, x: Symbol, end: Any, sign: str) -> Any:
        if end in (sympy.oo, -sympy.oo):
            return end if sign == "+" else -end
        image = substituted(phi, {x: end})
        return Add(*image.args) if image.is_Add else image


def change_of_variable(old: str, **new: str) -> ChangeOfVariable:
    """``change_of_variable("t1", t2="t - t1")``: integrate over t2 = t - t1 instead of t1."""
    ((name, substitution),) = new.items()
    return ChangeOfVariable(old, name, substitution)


@dataclass(frozen=True)
class Antiderivative:
    """∫ₐᵇ f dx = F(b) − F(a), for an F that is seen to be continuous on the range and to have F′ = f there.

    F's value at an infinite end is its limit.
    """

    variable: str
    primitive: str

    @property
    def name(self) -> str:
        return f"antiderivative {self.primitive}"

    def apply(self, expression: Any, notation: Notation) -> Applied:
        x = Symbol(self.variable)
        primitive = read_expression(self.primitive, notation)
        result, evidence = expression, [f"d/d{self.variable} of {self.primitive} is the integrand"]
        conditions: tuple[str, ...] = ()
        for node, integrand, low, high in _ranges(expression, x):
            verdict = settled(_on_the_line(Derivative(primitive, x, evaluate=False), integrand, node, notation))
            if not verdict.proved:
                raise DerivationError(
                    f"{self.primitive} is not an antiderivative of {integrand}: {verdict.witness or verdict.reason}"
                )
            if failure := doubt(primitive, x, in_range(Facts(notation), x, low, high)):
                raise DerivationError(f"{self.primitive} is not seen to be continuous from {low} to {high}: {failure}")
            # a condition on the variable itself is settled by continuity on the range
            conditions += tuple(c for c in verdict.side_conditions if not _mentions(c, self.variable))
            assumed: list[str] = []
            values = [self._at(primitive, x, end, notation, assumed) for end in (high, low)]
            conditions += tuple(assumed)
            evidence += [
                f"at {self.variable} = {print_expression(end)}: {print_expression(value)}"
                for end, value in zip((high, low), values, strict=True)
            ]
            result = replaced(result, node, rebuilt(node, x, Add(values[0], Mul(-1, values[1]))))
        return Applied(result, side_conditions=conditions, evidence=tuple(evidence))

    def _at(self, primitive: Any, x: Symbol, end: Any, notation: Notation, assumed: list[str]) -> Any:
        if end in (sympy.oo, -sympy.oo) or (end.is_Mul and end.has(sympy.oo)):
            infinity = sympy.oo if end == sympy.oo else -sympy.oo
            return limit(primitive, x, infinity, notation=notation, conditions=assumed)
        return _without_zero_powers(substituted(primitive, {x: end}), notation)


def _on_the_line(lhs: Any, rhs: Any, node: Any, notation: Notation) -> Identity:
    """A claim inside an integral: its variables run over their ranges, whatever is declared of their names."""
    names = {limit[0]: Symbol(f"{limit[0].name}_") for limit in node.limits if notation.domain(limit[0]) != Domain()}
    where: list[Condition] = []
    for v, *ends in node.limits:
        if v in names and len(ends) == 2 and not any(is_infinite(end) for end in ends):
            low, high = ends
            if expression_sign(Facts(notation), Add(high, Mul(-1, low))) in ("+", "0+"):
                where += [Condition(names[v], Relation.GE, low), Condition(names[v], Relation.LE, high)]
    return Identity(substituted(lhs, names), substituted(rhs, names), notation, where=tuple(where))


def _mentions(condition: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", condition) is not None


def _without_zero_powers(e: Any, notation: Notation) -> Any:
    """0**p is 0 for a positive exponent p; the tower has no logarithm of zero to say so."""
    if not e.args:
        return e
    if e.is_Pow and rational_value(e.args[0]) == 0 and expression_sign(Facts(notation), e.args[1]) == "+":
        return Integer(0)
    arguments = [_without_zero_powers(a, notation) for a in e.args]
    return e.func(*arguments)


def antiderivative(variable: str, primitive: str) -> Antiderivative:
    """The integral over `variable` is the increment of the given primitive."""
    return Antiderivative(variable, primitive)


@dataclass(frozen=True)
class Splitting:
    """∫ₐᵇ = ∫ₐᶜ + ∫꜀ᵇ; on each part the sign of x − c is known, and absolute values of it are opened."""

    variable: str
    point: str

    @property
    def name(self) -> str:
        return f"range split at {self.variable} = {self.point}"

    def apply(self, expression: Any, notation: Notation) -> Applied:
        x = Symbol(self.variable)
        point = read_expression(self.point, notation)
        result = expression
        for node, integrand, low, high in _ranges(expression, x):
            if reason := self._outside(expression, node, point, notation):
                raise DerivationError(f"{self.name}: {reason}")
            below, above = (_opened(integrand, x, point, sign) for sign in (-1, 1))
            both = Add(integral(below, (x, low, point)), integral(above, (x, point, high)))
            result = replaced(result, node, rebuilt(node, x, both))
        return Applied(result)

    def _outside(self, expression: Any, node: Any, point: Any, notation: Notation) -> str:
        """Why the point may lie outside the range, where the parts have other signs; empty where it lies in it."""
        x = Symbol(self.variable)
        if x in free_symbols(point):
            return f"the point depends on {x} itself"
        _, low, high = within(node, x)
        index = next(i for i, limit in enumerate(node.limits) if limit[0] == x)
        outer = tuple(tuple(limit) for limit in reversed(node.limits[index + 1 :]))
        for around in enclosing(expression, node):
            facts = facts_around(Facts(notation), (*around, *outer))
            for smaller, larger in ((low, point), (point, high)):
                if is_infinite(smaller) or is_infinite(larger):
                    if smaller == sympy.oo or (is_infinite(larger) and larger != sympy.oo):
                        return "the range runs backwards from infinity"
                elif expression_sign(facts, Add(larger, Mul(-1, smaller))) not in ("+", "0+", "0"):
                    return f"it is not known that {smaller} <= {larger}"
        return ""


def _opened(e: Any, x: Symbol, point: Any, sign: int) -> Any:
    """|x − c| and |c − x| replaced by sign·(x − c)."""
    for node in e.atoms(sympy.Abs):
        difference = sympy.expand(node.args[0])
        if difference == sympy.expand(x - point) or difference == sympy.expand(point - x):
            e = replaced(e, node, Mul(sign, Add(x, Mul(-1, point))))
    return e


def splitting(variable: str, at: str) -> Splitting:
    """The range of the integral over `variable` is split at a point."""
    return Splitting(variable, at)


@dataclass(frozen=True)
class _ImproperIntegral:
    """lim_{t→∞} ∫₀ᵗ f = ∫₀^∞ f, for an integrable f that does not depend on t: the definition of the right side."""

    name: str = "definition of the improper integral"

    def apply(self, expression: Any, notation: Notation) -> Applied:
        result, found = expression, False
        for node in sympy.preorder_traversal(expression):
            if isinstance(node, Limit) and node.args[2] == sympy.oo:
                t, body = node.args[1], node.args[0]
                if any(t == limit[0] for i in body.atoms(Integral) for limit in i.limits):
                    raise DerivationError(f"{t} is bound under the limit: its integrals do not end at the same {t}")
                for inner in [i for i in sympy.preorder_traversal(body) if isinstance(i, Integral)]:
                    limits = [(v, *(sympy.oo if end == t else end for end in ends)) for v, *ends in inner.limits]
                    body = replaced(body, inner, integral(inner.function, *limits))
                if t in free_symbols(body):
                    raise DerivationError(f"{t} does not only stand at the upper end of an integral in {node.args[0]}")
                result, found = replaced(result, node, body), True
        if not found:
            raise DerivationError(f"there is no limit at infinity in {expression}")
        return Applied(result, side_conditions=("the integrand is absolutely integrable",), regularity=True)


improper_integral = _ImproperIntegral()


@dataclass(frozen=True)
class _FundamentalTheorem:
    """f(b) = f(a) + ∫ₐᵇ f′(s) ds, for a continuously differentiable f."""

    variable: str
    name: str = "fundamental theorem of calculus"

    def apply(self, expression: Any, notation: Notation) -> Applied:
        x = Symbol(self.variable)
        result = expression
        for node, integrand, low, high in _ranges(expression, x):
            if not isinstance(integrand, Derivative) or tuple(integrand.variables) != (x,):
                raise DerivationError(f"{integrand} is not a derivative with respect to {x}")
            if failure := doubt(integrand.expr, x, in_range(Facts(notation), x, low, high)):
                raise DerivationError(f"{integrand.expr} is not seen to be continuous from {low} to {high}: {failure}")
            increment = Add(substituted(integrand.expr, {x: high}), Mul(-1, substituted(integrand.expr, {x: low})))
            result = replaced(result, node, rebuilt(node, x, increment))
        granted = (f"continuously differentiable in {self.variable}",)
        return Applied(result, side_conditions=granted, regularity=True)


def fundamental_theorem(variable: str) -> _FundamentalTheorem:
    """The integral of a derivative over `variable` is the increment."""
    return _FundamentalTheorem(variable)
