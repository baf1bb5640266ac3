"""Reasons about limits: a limit taken under an integral sign, and the value of a limit found by the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Integral, Limit

from symrules.decide.replacement import replaced
from symrules.errors import DerivationError
from symrules.justify.rule import Applied
from symrules.notation import Notation
from symrules.series import limit
from symrules.text import read_expression
from symrules.text.nodes import apply, integral, symbol
from symrules.vocabulary import free_symbols


@dataclass(frozen=True)
class _LimitUnderIntegral:
    """lim ∫ f dx = ∫ lim f dx over a bounded range, where f is bounded uniformly (dominated convergence)."""

    name: str = "limit under the integral sign"

    def apply(self, expression: Any, notation: Notation) -> Applied:
        result, found = expression, False
        for node in sympy.preorder_traversal(expression):
            if isinstance(node, Limit) and isinstance(node.args[0], Integral):
                body, t, point, direction = node.args
                if any(t in free_symbols(end) for _, *ends in body.limits for end in ends):
                    raise DerivationError(f"the range of {body} depends on {t}")
                if any(limit[0] == t for limit in body.limits):
                    raise DerivationError(f"{t} is bound in {body}: the limit does not reach the integrand")
                inner = sympy.Basic.__new__(Limit, body.function, t, point, direction)
                result, found = replaced(result, node, integral(inner, *body.limits)), True
        if not found:
            raise DerivationError(f"there is no limit of an integral in {expression}")
        granted = ("the integrand is dominated by an integrable function",)
        return Applied(result, side_conditions=granted, regularity=True)


limit_under_integral = _LimitUnderIntegral()


@dataclass(frozen=True)
class LimitingValue:
    """The limit for a symbol approaching a value, computed from the engine's own series."""

    variable: str
    point: Any
    direction: str | None = None

    @property
    def name(self) -> str:
        return f"limit {self.variable} -> {self.point}{self.direction or ''}"

    def apply(self, expression: Any, notation: Notation) -> Applied:
        conditions: list[str] = []
        point = read_expression(str(self.point), notation)
        value = limit(expression, sympy.Symbol(self.variable), point, self.direction, notation=notation,
                      conditions=conditions)  # fmt: skip
        return Applied(value, side_conditions=tuple(conditions))

    def of(self, expression: Any, notation: Notation) -> Any:
        """The limit of an expression, not yet taken."""
        point = read_expression(str(self.point), notation)
        direction = {sympy.oo: "-", -sympy.oo: "+"}.get(point, self.direction or "+-")
        return apply(Limit, expression, symbol(self.variable), point, symbol(direction))


def limiting_value(variable: str, point: Any, direction: str | None = None) -> LimitingValue:
    """The step takes the limit of the whole expression for `variable` approaching `point`."""
    return LimitingValue(variable, point, direction)
