"""Where an observable makes no sense: a division by zero, or a value that is not real on the declared domain."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import acb, fmpq
from sympy import (
    Eq,
    Ge,
    Gt,
    I,
    Integral,
    Le,
    Limit,
    Lt,
    Ne,
    Piecewise,
    Pow,
    Product,
    Rational,
    Subs,
    Sum,
    acos,
    acosh,
    asin,
    atanh,
    false,
    log,
    true,
)

from symrules.decide.balls import Imprecise, Undefined, Unevaluable, evaluate
from symrules.decide.exact import proof_by_normal_form
from symrules.decide.points import points
from symrules.decide.required import divisors
from symrules.errors import ReadError, SymrulesError
from symrules.identity import Condition, Identity, Relation
from symrules.models.model import Model
from symrules.text import print_expression
from symrules.vocabulary import free_symbols

_POINTS = 24
_PRECISION = 96
_BINDERS = (Integral, Sum, Product, Limit, Subs)
_RELATIONS = {Gt: Relation.GT, Ge: Relation.GE, Lt: Relation.LT, Le: Relation.LE, Eq: Relation.EQ, Ne: Relation.NE}
_OPPOSITE = {
    Relation.GT: Relation.LE, Relation.LE: Relation.GT, Relation.LT: Relation.GE, Relation.GE: Relation.LT,
    Relation.EQ: Relation.NE, Relation.NE: Relation.EQ,
}  # fmt: skip


def check_extent(model: Model) -> None:
    """Refuse an observable that divides by zero everywhere, or leaves the reals somewhere on the domain.

    Raises
    ------
    ReadError
        Naming the part at fault, and a point of the domain.

    Notes
    -----
    A point where the value is merely undefined (x coth x at 0) is no fault: such points may be removable. Rigorous
    enclosures at simple points of the domain decide; an observable that passes may still leave the reals elsewhere, and
    then the prover meets it.
    """
    for observable in model.observables.values():
        for e in _leaves(observable.items) if observable.items is not None else (observable.expression,):
            try:
                _check_divisors(e, model)
                check_real(e, model)
            except ReadError as error:
                error.at(observable.place)
                raise


def _leaves(items: Any) -> tuple[Any, ...]:
    if not isinstance(items, tuple):
        return (items,)
    return tuple(leaf for item in items for leaf in _leaves(item))


def _check_divisors(e: Any, model: Model) -> None:
    literal = [node.base for node in _nodes(e, into_binders=True) if isinstance(node, Pow) and node.exp == -1]
    for divisor in [*literal, *divisors(e)]:
        if divisor == 0 or (not free_symbols(divisor) - _declared(model) and _vanishes(divisor, model)):
            what = "" if divisor == 0 else f": {print_expression(divisor)} vanishes everywhere"
            raise ReadError(f"division by zero{what}")


def _declared(model: Model) -> set[Any]:
    return {model.notation.expression(d.name) for d in model.notation if not d.is_function}


def _vanishes(e: Any, model: Model) -> bool:
    try:
        verdict = proof_by_normal_form(Identity(e, Rational(0), model.notation), seconds=0.5)
    except SymrulesError:
        return False
    return verdict is not None and verdict.proved


def check_real(e: Any, model: Model) -> None:
    """Refuse an expression that leaves the reals, in a part that counts, at some point of the model's domain.

    Raises
    ------
    ReadError
        Naming the part, and the point.
    """
    symbols = sorted(free_symbols(e), key=lambda s: str(s.name))
    domains = [model.notation.domain(s) for s in symbols]
    if any(d.complex_ for d in domains) or _mentions_i(e):
        return
    suspects = [node for node in _nodes(e) if _may_leave(node)]
    if not suspects:
        return
    cases = any(isinstance(node, Piecewise) for node in _nodes(e))
    for point in points(domains, _POINTS):
        values = dict(zip(symbols, point, strict=True))
        balls = {s: acb(fmpq(v.numerator, v.denominator)) for s, v in values.items() if isinstance(v, Fraction)}
        if len(balls) != len(values) or not all(_holds(c, balls) for c in model.where):
            continue
        for node in suspects if not cases else _reached(e, balls):
            value = _value(node, balls) if _may_leave(node) else None
            if value is not None and not value.imag.contains(0):
                where = ", ".join(f"{s} = {v}" for s, v in values.items() if s in free_symbols(node))
                raise ReadError(
                    f"{print_expression(node)} is not real at {where}, a point of the declared domain",
                    hint="narrow the domain of a symbol, or add a condition to where in [model]",
                )


def _mentions_i(e: Any) -> bool:
    return any(node is I for node in _nodes(e, into_binders=True))


def _nodes(e: Any, *, into_binders: bool = False) -> list[Any]:
    """The nodes of a tree, innermost first; of what binds a variable only the node itself."""
    found: dict[int, Any] = {}

    def visit(node: Any) -> None:
        if id(node) in found:
            return
        if into_binders or not isinstance(node, _BINDERS):
            for a in node.args:
                visit(a)
        found[id(node)] = node

    visit(e)
    return list(found.values())


def _reached(e: Any, balls: Any) -> list[Any]:
    """The nodes of a tree that count at a point, innermost first: of cases the one that holds, and what decides it."""
    found: dict[int, Any] = {}

    def visit(node: Any) -> None:
        if id(node) in found:
            return
        if isinstance(node, Piecewise):
            for value, condition in node.args:
                for side in condition.args:
                    visit(side)
                holds = _is_true(condition, balls)
                if holds:
                    visit(value)
                if holds is not False:
                    break
        elif not isinstance(node, _BINDERS):
            for a in node.args:
                visit(a)
        found[id(node)] = node

    visit(e)
    return list(found.values())


def _is_true(condition: Any, balls: Any) -> bool | None:
    """Whether a condition of a case surely holds, or surely does not; None where this is open."""
    if condition in (true, false):
        return bool(condition)
    relation = _RELATIONS.get(type(condition))
    if relation is None:
        return None
    holds, fails = (_holds(Condition(condition.args[0], r, condition.args[1], ""), balls)
                    for r in (relation, _OPPOSITE[relation]))  # fmt: skip
    return True if holds else False if fails else None


def _may_leave(node: Any) -> bool:
    if isinstance(node, Pow):
        exponent = node.exp
        return isinstance(exponent, Pow) or not (isinstance(exponent, Rational) and exponent.q == 1)
    return isinstance(node, (log, asin, acos, acosh, atanh))


def _holds(condition: Condition, balls: Any) -> bool:
    """Whether a condition is rigorously true at a point."""
    left, right = _value(condition.lhs, balls), _value(condition.rhs, balls)
    if left is None or right is None or not (left.imag.contains(0) and right.imag.contains(0)):
        return False
    d = (left - right).real
    return bool(
        {
            Relation.GT: d > 0,
            Relation.GE: d >= 0,
            Relation.LT: d < 0,
            Relation.LE: d <= 0,
            Relation.NE: not d.contains(0),
            Relation.EQ: d.contains(0) and d.rad() == 0,
        }[condition.relation]
    )


def _value(e: Any, balls: Any) -> acb | None:
    try:
        return evaluate(e, balls, _PRECISION)
    except (Imprecise, Undefined, Unevaluable):
        return None
