"""Reasons by expansion: the engine's own exact series, with order and, where it is proved, the remainder."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy import Add, Integral, Mul, Order
from sympy.core.function import AppliedUndef

from symrules.decide.carry_out import new_unfolding
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.rationals import rational_value
from symrules.domain import Domain
from symrules.errors import DerivationError, SymrulesError
from symrules.identity import Asymptotic
from symrules.justify.ranges import doubt, in_range, is_infinite
from symrules.justify.rule import Applied
from symrules.notation import Notation
from symrules.series import expand
from symrules.text import print_expression, read_expression
from symrules.text.nodes import integral
from symrules.vocabulary import free_symbols


@dataclass(frozen=True)
class Expansion:
    """Expansion in a variable about a point, up to but not including the power `order`."""

    variable: str
    order: int
    point: str = "0"

    @property
    def name(self) -> str:
        return f"expansion in {self.variable} about {self.point} to O({self.variable}**{self.order})"

    def at(self, notation: Notation) -> Any:
        """The point of expansion."""
        return read_expression(self.point, notation)

    def apply(self, expression: Any, notation: Notation) -> Applied:
        unfolding = new_unfolding(Facts(notation))
        unfolded = unfolding.of(without_order(expression))
        variable, point = read_expression(self.variable, notation), self.at(notation)
        evidence: list[str] = []
        assumed: dict[str, None] = {}

        def expanded(e: Any) -> Any:
            """Under an integral sign over a fixed bounded range, term by term."""
            if e.has(Integral) and e.is_Add:
                return Add(*(expanded(a) for a in e.args))
            if isinstance(e, Integral) and variable in free_symbols(e):
                _refuse_unless_uniform(e, variable, point, unfolding.facts)
                return integral(expanded(e.function), *e.limits)
            if e.has(Integral) and e.is_Mul:
                _refuse_poles([a for a in e.args if not a.has(Integral)], variable, point, notation)
                return Mul(*(expanded(a) if a.has(Integral) else a for a in e.args))
            if isinstance(e, Integral):
                return e
            series = expand(e, variable, point, self.order - 1, notation=notation)
            evidence.extend(_evidence(series))
            assumed.update(dict.fromkeys(series.conditions))
            return series.as_expression()

        result = expanded(unfolded)
        smooth = sorted({f.func.__name__ for f in unfolded.atoms(AppliedUndef) if variable in free_symbols(f)})
        granted = tuple(f"{name} is {self.order} times continuously differentiable" for name in smooth)
        conditions = (*unfolding.assumptions, *assumed, *granted)
        return Applied(result, (), (), conditions, tuple(evidence), self.order, variable)


def _refuse_unless_uniform(e: Any, v: Any, point: Any, facts: Facts) -> None:
    """The remainder under an integral sign is of the same order when the range is fixed and compact and the integrand
    smooth on it at the point of expansion."""
    if any(v in free_symbols(end) or is_infinite(end) for _, *ends in e.limits for end in ends):
        raise DerivationError(f"{e} cannot be expanded under the integral sign: its range is not fixed and bounded")
    if any(len(limit) != 3 for limit in e.limits) or is_infinite(point):
        if e.atoms(AppliedUndef) and not is_infinite(point):
            return  # a whole region: what is declared is smooth and decays there
        raise DerivationError(f"{e} cannot be expanded under the integral sign")
    there = substituted(e.function, {v: point})
    for variable, low, high in reversed(e.limits):
        facts = in_range(facts, variable, low, high)
    for variable in (v, *(limit[0] for limit in e.limits)):
        body, known = (e.function, facts.binding(v.name, Domain(*_point(point)))) if variable == v else (there, facts)
        if reason := doubt(body, variable, known):
            raise DerivationError(f"{e} cannot be expanded under the integral sign: {reason}")


def _point(point: Any) -> tuple[Any, Any, bool, bool]:
    value = rational_value(point)
    if value is None:
        raise DerivationError(f"an integral is expanded about {point}, which is not a rational number")
    exact = Fraction(int(value.p), int(value.q))
    return exact, exact, False, False


def _refuse_poles(factors: list[Any], variable: Any, point: Any, notation: Notation) -> None:
    """A factor that is unbounded at the point lowers the order of what is left out."""
    for factor in factors:
        if variable in free_symbols(factor):
            valuation = expand(factor, variable, point, 0, notation=notation).valuation
            if valuation is not None and valuation < 0:
                raise DerivationError(f"{factor} is unbounded at {variable} = {point}: expand the product with it")


def _evidence(series: Any) -> list[str]:
    lines = []
    try:
        lines.append(f"coefficients confirmed by {series.confirmed_by}")
    except SymrulesError as error:
        lines.append(f"no second route: {error.message}")
    try:
        remainder = series.remainder()
        lines.append(
            f"remainder at most {print_expression(remainder.bound)} for {remainder.valid} ({remainder.method})"
        )
    except SymrulesError as error:
        lines.append(f"no explicit remainder: {error.message}")
    return lines


def expansion(variable: str, order: int, point: str = "0") -> Expansion:
    """The step expands the expression; what is left out is O((variable - point)**order)."""
    return Expansion(variable, order, point)


def without_order(e: Any) -> Any:
    """The expression without its O() term."""
    if isinstance(e, Order):
        return Add()
    if not e.has(Order):
        return e
    arguments = [without_order(a) for a in e.args if not isinstance(a, Order)]
    if e.is_Add:
        return Add(*arguments, evaluate=False) if len(arguments) > 1 else arguments[0]
    return e.func(*arguments, evaluate=False) if e.is_Mul or e.is_Pow else e.func(*arguments)


def order_as_written(e: Any, claim: Asymptotic, notation: Notation) -> int:
    """The power of the distance from the point that the O() in an expression stands for, factors before it included.

    Raises
    ------
    DerivationError
        The O() stands inside something that is neither a sum nor a product, or is about something else.
    """

    def order(f: Any) -> int:
        series = expand(f, claim.variable, claim.point, claim.order + 8, notation=notation)
        if series.valuation is None:
            raise DerivationError(f"O({f}) says nothing that can be compared with the order claimed")
        return int(series.valuation)

    if isinstance(e, Order):
        if any(variable != claim.variable for variable in e.variables):
            raise DerivationError(f"{e} is not about {claim.variable}, as the claim is")
        return order(e.args[0])
    if e.is_Add:
        return min(order_as_written(a, claim, notation) for a in e.args if a.has(Order))
    if e.is_Mul:
        return sum(order_as_written(a, claim, notation) if a.has(Order) else order(a) for a in e.args)
    raise DerivationError(f"an O() stands inside {type(e).__name__}: write it as a term or a factor")
