"""Readings of the calls that bind a variable or take conditions: derivatives, integrals, sums, limits, cases.

A variable that an integral, sum, product, limit or substitution binds need not be declared; it is then a plain symbol,
local to that node. The variable of a derivative, of an indefinite integral and of O(…) stays free, and is declared.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from sympy import Integer, Integral, Limit, Order, Product, S, Sum, Tuple
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanTrue

from symrules.domain import exact_end
from symrules.notation import Notation
from symrules.text.call import Call, Group
from symrules.text.nodes import apply, derivative, piecewise, substitution, symbol, with_limits
from symrules.vocabulary import free_symbols

MAX_ORDER = 1_000


def read_piecewise(call: Call) -> Any:
    """``Piecewise((value, condition), …)``; the last condition may be True."""
    pairs = []
    for group, offset in zip(call.arguments, call.offsets, strict=True):
        if not isinstance(group, Group) or len(group.items) != 2:
            call.fail("Piecewise takes pairs (value, condition)", offset, "write Piecewise((x, x > 0), (-x, True))")
        value, condition = group.items
        call.expression(value, group.offsets[0])
        if not isinstance(condition, (Relational, BooleanTrue)):
            call.fail("the second item of a pair is a condition", group.offsets[1], "write a relation, or True")
        pairs.append((value, condition))
    return piecewise(*pairs)


def read_derivative(call: Call) -> Any:
    """``Derivative(f, x)``, ``Derivative(f, x, 2)``, ``Derivative(f, (x, 2), y)``; equal neighbours are counted."""
    e = call.expression(call.arguments[0], call.offsets[0])
    counts: list[tuple[Any, int]] = []
    counted = True  # whether an order has been given to the last variable
    for value, offset in zip(call.arguments[1:], call.offsets[1:], strict=True):
        if isinstance(value, Group):
            if len(value.items) != 2:
                call.fail("a derivative takes x or (x, order)", offset)
            variable = call.variable(value.items[0], value.offsets[0])
            _count(counts, variable, _order(call, value.items[1], value.offsets[1]))
            counted = True
        elif isinstance(value, Integer):
            if counted:
                call.fail("an order of differentiation follows its variable", offset, "write Derivative(f, x, 2)")
            variable, one = counts.pop()
            _count(counts, variable, one - 1 + _order(call, value, offset))
            counted = True
        else:
            _count(counts, call.variable(value, offset), 1)
            counted = False
    if sum(order for _, order in counts) > MAX_ORDER:
        call.fail(f"the derivative is of order above {MAX_ORDER:,}")
    return derivative(e, *counts)


def _order(call: Call, value: Any, offset: int) -> int:
    if not isinstance(value, Integer) or not 1 <= value.p <= MAX_ORDER:
        call.fail(f"the order of a derivative is an integer between 1 and {MAX_ORDER:,}", offset)
    return int(value.p)


def _count(counts: list[tuple[Any, int]], variable: Any, order: int) -> None:
    if counts and counts[-1][0] == variable:
        order += counts.pop()[1]
    counts.append((variable, order))


def read_integral(call: Call) -> Any:
    """``Integral(f, (x, a, b), …)``, ``Integral(f, x)``, or ``Integral(f, (x,))`` over the variable's whole range."""
    return with_limits(Integral, *_limits(call, "x"))


def read_sum(call: Call) -> Any:
    """``Sum(f, (n, a, b), …)``."""
    return with_limits(Sum, *_limits(call, "n"))


def read_product(call: Call) -> Any:
    """``Product(f, (n, a, b), …)``."""
    return with_limits(Product, *_limits(call, "n"))


def _limits(call: Call, name: str) -> list[Any]:
    """The function and the limits, innermost first."""
    found: list[Any] = [call.expression(call.arguments[0], call.offsets[0])]
    whole = call.name == "Integral"
    form = f"({name}, lower, upper)" + (f", or {name} alone" if whole else "")
    for value, offset in zip(call.arguments[1:], call.offsets[1:], strict=True):
        items, offsets = (value.items, value.offsets) if isinstance(value, Group) else ((value,), (offset,))
        if len(items) != 3 and not (whole and len(items) == 1):
            call.fail(f"{call.name} takes limits {form}", offset, f"write {call.name}(f, ({name}, 0, oo))")
        variable = call.variable(items[0], offsets[0])
        for end, at in zip(items[1:], offsets[1:], strict=True):
            call.expression(end, at)
        if len(items) == 3:
            call.bind(variable.name, offsets[0])
        found.append(items)
    return found


def read_limit(call: Call) -> Any:
    """``Limit(f, x, point)`` from the sides that the domain of x allows; from above with '+', from below with '-', from
    both sides with '+-'; at ±oo from inside."""
    e, x, point, *rest = call.arguments
    call.expression(e, call.offsets[0])
    call.variable(x, call.offsets[1])
    call.expression(point, call.offsets[2])
    direction = rest[0] if rest else approached_from(call.notation, x, point)
    if not isinstance(direction, str) or direction not in ("+", "-", "+-"):
        call.fail("the direction of a limit is '+', '-' or '+-'", call.offsets[3])
    call.bind(x.name, call.offsets[1])
    if point in (S.Infinity, S.NegativeInfinity):
        direction = approached_from(call.notation, x, point)
    return apply(Limit, e, x, point, symbol(direction))


def approached_from(notation: Notation, variable: Any, point: Any) -> str:
    """The sides from which a point is approached where none is written: what the domain of the variable allows."""
    if point in (S.Infinity, S.NegativeInfinity):
        return "-" if point is S.Infinity else "+"
    at = _number(point)
    return (notation.domain(variable).ways_to(at) if at is not None else "") or "+-"


def _number(e: Any) -> Fraction | None:
    """A rational number, or a rational multiple of π rounded as the ends of domains are; None for anything else."""
    if e.is_Rational:
        return Fraction(int(e.p), int(e.q))
    if e is S.Pi:
        return exact_end(Fraction(0), Fraction(1))
    parts = [_number(a) for a in e.args] if e.is_Mul or e.is_Pow else [None]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts) or (e.is_Pow and (known[1].denominator != 1 or not known[0])):
        return None
    return known[0] ** int(known[1]) if e.is_Pow else prod(known, start=Fraction(1))


def read_substitution(call: Call) -> Any:
    """``Subs(f, x, value)`` or ``Subs(f, (x, y), (a, b))``."""
    e, variables, values = call.arguments
    call.expression(e, call.offsets[0])
    variables, at = _spread(variables, call.offsets[1])
    values, values_at = _spread(values, call.offsets[2])
    if len(variables) != len(values):
        call.fail("Subs takes as many values as variables", call.offsets[2], "write Subs(f, (x, y), (a, b))")
    for variable, offset in zip(variables, at, strict=True):
        call.variable(variable, offset)
    if len(set(variables)) != len(variables):
        call.fail("Subs takes each variable once", call.offsets[1])
    for value, offset in zip(values, values_at, strict=True):
        call.expression(value, offset)
    for variable in variables:
        call.bind(variable.name, at[-1])
    node = substitution(e, variables, values)
    try:
        hash(node)  # SymPy carries out what stands in it, before it compares two substitutions
    except (TypeError, ValueError, ArithmeticError) as error:
        call.fail(f"something in Subs has no value: {error}", call.offsets[0], "write it with the value put in")
    return node


def _spread(value: Any, offset: int) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    return (value.items, value.offsets) if isinstance(value, Group) else ((value,), (offset,))


def read_order(call: Call) -> Any:
    """``O(x**4)`` at 0, where one symbol occurs; ``O(f, x)`` or ``O(f, (x, point), …)``."""
    e = call.expression(call.arguments[0], call.offsets[0])
    points = []
    for value, offset in zip(call.arguments[1:], call.offsets[1:], strict=True):
        items, offsets = _spread(value, offset)
        if len(items) > 2:
            call.fail("O takes (x, point)", offset, "write O(x**4, (x, 0))")
        variable = call.variable(items[0], offsets[0])
        points.append(Tuple(variable, call.expression(items[1], offsets[1]) if len(items) == 2 else S.Zero))
    if not points:
        symbols = set(free_symbols(e))
        if len(symbols) != 1:
            call.fail("O names its variable where not exactly one symbol occurs", hint="write O(a*x**4, (x, 0))")
        points = [Tuple(symbols.pop(), S.Zero)]
    return apply(Order, e, *points)
