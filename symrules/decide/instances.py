"""Concrete functions for unknown ones: polynomials in their declared ranges, put where the unknown functions stand.

A variable that is integrated over an unspecified region gets the unit interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy
from sympy import Add, Derivative, Integer, Integral, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.build import build
from symrules.decide.carry_out import new_unfolding
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.points import simplest_members
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.domain import Domain
from symrules.notation import Notation
from symrules.text.nodes import integral, rebuild


def concrete(
    facts: Facts, expressions: list[Any], given: Mapping[str, tuple[tuple[Symbol, ...], Any]], variant: int
) -> dict[str, tuple[tuple[Symbol, ...], Any]]:
    """A concrete function for each unknown one in the expressions: the given ones, else polynomials by rule."""
    chosen = dict(given)
    names = sorted({(f.func.__name__, len(f.args)) for e in expressions for f in e.atoms(AppliedUndef)})
    for k, (name, arity) in enumerate(names):
        if name not in chosen:
            parameters = tuple(Symbol(f"a{i + 1}") for i in range(arity))
            chosen[name] = (parameters, _body(parameters, _range(facts.notation, name), k + 2 * variant))
    return chosen


def _range(notation: Notation, name: str) -> Domain:
    return notation[name].domain if name in notation else Domain()


def _body(parameters: tuple[Symbol, ...], domain: Domain, k: int) -> Any:
    """A polynomial (or a rational function, in a bounded range) that distinguishes its arguments."""
    if domain.integer or (domain.excluded and (domain.lower, domain.upper) != (None, None)):
        members = simplest_members(domain)
        return Rational(*members[k % len(members)].as_integer_ratio())
    linear = Add(Integer(k + 1), *(Mul(Integer(i + k + 2), p) for i, p in enumerate(parameters)))
    free = Add(linear, *(Mul(Integer(i + 1), Pow(p, 2)) for i, p in enumerate(parameters)))
    square = Add(Integer(1), Pow(linear, 2))
    if domain.complex_ or (domain.lower is None and domain.upper is None):
        if not domain.excluded:
            return free
        return Add(max(Rational(*x.as_integer_ratio()) for x in domain.excluded), square)
    if domain.lower is not None and domain.upper is not None:
        low, high = (Rational(end.numerator, end.denominator) for end in (domain.lower, domain.upper))
        return Add(low, Mul(Add(high, -low), Pow(Add(Integer(1), square), -1)))
    if domain.lower is not None:
        return Add(Rational(domain.lower.numerator, domain.lower.denominator), square)
    assert domain.upper is not None
    return Add(Rational(domain.upper.numerator, domain.upper.denominator), Mul(-1, square))


def instantiated(e: Any, functions: Mapping[str, tuple[tuple[Symbol, ...], Any]], facts: Facts) -> Any:
    """The expression with concrete functions put for the unknown ones; derivatives are taken by `Unfolding` later."""
    if isinstance(e, AppliedUndef) and e.func.__name__ in functions:
        parameters, body = functions[e.func.__name__]
        arguments = [instantiated(a, functions, facts) for a in e.args]
        _check_arguments(facts, e)
        return substituted(body, dict(zip(parameters, arguments, strict=True)))
    if not e.args or not (e.atoms(AppliedUndef) or e.has(Integral)):
        return e
    if isinstance(e, Derivative):
        return Derivative(
            instantiated(e.expr, functions, facts),
            *(v for v, n in e.variable_count for _ in range(int(n))),
            evaluate=False,
        )
    if isinstance(e, Integral):
        limits = [(v, *ends) if ends else (v, *_unit_interval(facts.domain(v))) for v, *ends in e.limits]
        return integral(
            instantiated(e.function, functions, facts),
            *((v, *(instantiated(end, functions, facts) for end in ends)) for v, *ends in limits),
        )
    arguments = [instantiated(a, functions, facts) if isinstance(a, sympy.Basic) else a for a in e.args]
    return rebuild(e, tuple(arguments))


def _check_arguments(facts: Facts, applied: Any) -> None:
    """A polynomial has its values in a range of reals at real arguments only."""
    if facts.domain(applied).complex_:
        return
    try:
        tower, fractions = build(facts, applied.args)
    except Meaningless:
        return
    if not all(tower.is_real(f) for f in fractions):
        raise Unsupported("a function with values on the line, at an argument that may be complex")


def _unit_interval(domain: Domain) -> tuple[Any, Any]:
    """A region for a variable that is integrated over its whole range, within its domain."""
    if domain.lower is None and domain.upper is None:
        return Integer(0), Integer(1)
    if domain.lower is None:
        assert domain.upper is not None
        low, high = domain.upper - 1, domain.upper
    else:
        low = domain.lower
        high = low + 1 if domain.upper is None else domain.upper
    return Rational(low.numerator, low.denominator), Rational(high.numerator, high.denominator)


def unfolded(facts: Facts, expressions: list[Any]) -> tuple[list[Any], tuple[tuple[Any, str], ...]]:
    """Each expression with its derivatives and sums carried out, and the signs of parameters that this supposes.

    Raises
    ------
    Unsupported
        One of them cannot be.
    """
    unfolding = new_unfolding(facts)
    return [unfolding.whole(e) for e in expressions], unfolding.generic_signs
