"""Reasons by expansion: the engine's own exact series, with order and, where it is proved, the remainder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Add, Integral, Mul, Order

from symrules.decide.facts import Facts
from symrules.decide.unfold import Unfolding
from symrules.errors import SymrulesError
from symrules.justify.rule import Applied
from symrules.notation import Notation
from symrules.text import print_expression, read_expression
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

    def apply(self, expression: Any, notation: Notation) -> Applied:
        from symrules.series import expand

        unfolded = Unfolding(Facts(notation)).of(without_order(expression))
        variable, point = (read_expression(text, notation) for text in (self.variable, self.point))
        evidence: list[str] = []

        def expanded(e: Any) -> Any:
            """Under an integral sign over a fixed bounded range, term by term."""
            if e.has(Integral) and e.is_Add:
                return Add(*(expanded(a) for a in e.args))
            if isinstance(e, Integral) and variable in free_symbols(e.function):
                return Integral(expanded(e.function), *e.limits)
            if e.has(Integral) and e.is_Mul:
                return Mul(*(expanded(a) if a.has(Integral) else a for a in e.args))
            series = expand(e, variable, point, self.order - 1, notation=notation)
            evidence.extend(_evidence(series))
            return series.as_expression()

        return Applied(expanded(unfolded), evidence=tuple(evidence), order=self.order, variable=variable)


def _evidence(series: Any) -> list[str]:
    lines = []
    try:
        lines.append(f"coefficients confirmed by {series.confirmed_by}")
    except (SymrulesError, ImportError) as error:
        lines.append(f"no second route: {error}")
    try:
        remainder = series.remainder()
        lines.append(
            f"remainder at most {print_expression(remainder.bound)} for {remainder.valid} ({remainder.method})"
        )
    except (SymrulesError, ImportError) as error:
        lines.append(f"no explicit remainder: {error}")
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
