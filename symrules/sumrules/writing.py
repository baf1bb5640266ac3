"""How obligations are written: limits, derivatives and renamings of observables, never evaluated."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from sympy import Derivative, Integer, Limit, Symbol

from symrules.decide import decide
from symrules.errors import ReadError, SymrulesError
from symrules.identity import Identity, Relation
from symrules.models import Model
from symrules.notation import Notation
from symrules.text.nodes import add, apply, derivative, divide, multiply, negate, rebuild, symbol
from symrules.vocabulary import free_symbols

ZERO = Integer(0)
_SECONDS = 1.0  # for the question whether a condition excludes a limit
_FAILS = {
    Relation.GT: Relation.LT, Relation.GE: Relation.LT, Relation.LT: Relation.GT, Relation.LE: Relation.GT,
    Relation.EQ: Relation.NE,
}  # fmt: skip


def renamed(e: Any, old: Symbol, new: Symbol) -> Any:
    """The expression with one symbol called another everywhere, also where it is bound; the other occurs nowhere."""
    return replaced(e, {old: new})


def unused(name: str, used: Collection[str]) -> str:
    """The name, lengthened until it is none of those in use."""
    while name in used:
        name += "_"
    return name


def replaced(e: Any, values: Mapping[Symbol, Any]) -> Any:
    """The expression with values in place of symbols, wherever they stand: a variable is bound in the values too."""
    known: dict[int, Any] = {}

    def visit(node: Any) -> Any:
        if isinstance(node, Symbol):
            return values.get(node, node)
        if not node.args:
            return node
        if id(node) not in known:
            arguments = tuple(visit(a) for a in node.args)
            same = all(a is b for a, b in zip(arguments, node.args, strict=True))
            if isinstance(node, Derivative):
                arguments = (_of_its_own(arguments[0]), *arguments[1:])
            known[id(node)] = node if same else rebuild(node, arguments)
        return known[id(node)]

    return visit(e)


def total(terms: list[Any]) -> Any:
    """The sum of the terms in their order."""
    return terms[0] if len(terms) == 1 else add(*terms)


def slope(e: Any, variable: Symbol) -> Any:
    """The derivative, to be taken."""
    return derivative(_of_its_own(e), (variable, 1))


def _of_its_own(e: Any) -> Any:
    """What is differentiated: a single symbol stands in a product with 1.

    The symbols of a model depend on each other nowhere, but the derivative of a single symbol is read as that of an
    unknown quantity.
    """
    return multiply(Integer(1), e) if isinstance(e, Symbol) else e


def limit(e: Any, variable: Symbol, point: Any, direction: str) -> Any:
    """The limit, to be taken; the expression itself where the variable does not occur in it."""
    return apply(Limit, e, variable, point, symbol(direction)) if variable in free_symbols(e) else e


def at_zero_drive(e: Any, model: Model) -> Any:
    """The limit in which every drive that occurs goes to zero, one after the other, from inside its domain.

    Raises
    ------
    ReadError
        A domain does not come near zero.
    """
    for drive in model.drives:
        if drive in free_symbols(e):
            e = limit(e, drive, ZERO, _way_to_zero(drive, model))
    return e


def keeps_from_zero(model: Model) -> str:
    """Why the conditions of the model leave no way to zero drive; empty where they do not exclude it."""
    there = dict.fromkeys(model.drives, ZERO)
    for condition in model.where:
        sides = [replaced(side, there) for side in (condition.lhs, condition.rhs)]
        opposite = _FAILS.get(condition.relation)
        if opposite is None or all(a is b for a, b in zip(sides, (condition.lhs, condition.rhs), strict=True)):
            continue
        if _is_proved(sides[0], sides[1], opposite, model):
            return f"the condition {condition} does not hold near zero drive"
    return ""


def keeps_from_infinity(drive: Symbol, model: Model) -> str:
    """Why a drive may not become large; empty where every condition that holds it in is weaker the larger it is."""
    for condition in model.where:
        lhs, rhs = condition.lhs, condition.rhs
        if drive not in free_symbols(lhs) | free_symbols(rhs) or condition.relation is Relation.NE:
            continue
        grows = condition.relation in (Relation.GT, Relation.GE)
        room = add(lhs, negate(rhs)) if grows else add(rhs, negate(lhs))
        if condition.relation is Relation.EQ or not _is_proved(slope(room, drive), ZERO, Relation.GE, model):
            return f"under the condition {condition} the drive {drive.name} may not become large"
    return ""


def _is_proved(lhs: Any, rhs: Any, relation: Relation, model: Model) -> bool:
    plain = {d.name: dataclasses.replace(d, dimension=None) for d in model.notation}  # 0 stands for a voltage here
    try:
        return decide(Identity(lhs, rhs, Notation(declarations=plain), relation), seconds=_SECONDS).proved
    except SymrulesError:
        return False


def _way_to_zero(drive: Symbol, model: Model) -> str:
    direction = model.notation.domain(drive).ways_to(Fraction(0))
    if not direction:
        raise ReadError(
            f"the drive {drive.name} cannot go to zero: its domain is {model.notation.domain(drive)}",
            place=model.places.get(drive.name),
            hint="declare a domain that reaches zero, such as real or [0, oo)",
        )
    return direction


def density(model: Model) -> Any:
    """The density; where it is not stated, the number over the volume.

    Raises
    ------
    ReadError
        There is neither a density nor a volume.
    """
    if "density" in model:
        return model.expression("density")
    return divide(model.expression("number"), model.quantity("volume"))
