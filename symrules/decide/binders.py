"""Integrals, sums and products that an expression asks for, with their variables named by depth."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Add, Mul, Sum

from symrules.decide.breakpoints import pieces
from symrules.decide.dependence import check_bound
from symrules.decide.differentiate import substituted
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import NOT_ZERO
from symrules.decide.generators import region_variable
from symrules.decide.genericity import Generic
from symrules.decide.intervals import exact_fraction, is_minus_infinity, rises, values_of
from symrules.decide.limits import holds_beside
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Unsupported
from symrules.decide.summation import closed_sum, is_sum_of_unknowns
from symrules.decide.unfold import Unfolding
from symrules.domain import NAMED, Domain
from symrules.text.nodes import integral, with_limits
from symrules.text.readable import readable
from symrules.vocabulary import free_symbols

_MAX_TERMS = 2000


def integral_node(unfolding: Unfolding, e: Any) -> Any:
    """One variable at a time, outermost first, renamed by its depth, so that only the structure counts.

    A bound variable gets a name of its own before anything inside is read: a declared symbol of the same name
    says nothing about it. A variable that runs over its whole region keeps its name behind the depth, since the
    region and its measure belong to it.
    """
    variable, *ends = e.limits[-1]
    check_bound(unfolding.facts.dependences, e.function, variable)
    inner = integral(e.function, *e.limits[:-1]) if len(e.limits) > 1 else e.function
    ends = [unfolding.of(end) for end in ends]
    domain = _range(unfolding, ends) if ends else unfolding.facts.domain(variable)
    fresh = unfolding.fresh(domain)
    unfolding.integrated.add(fresh)
    function = unfolding.of(substituted(inner, {variable: fresh}))
    split = pieces(unfolding.facts, function, fresh, *ends) if len(ends) == 2 else None
    if split is not None:
        return unfolding.of(Add(*(integral(f, (fresh, a, b)) for f, a, b in split), evaluate=False))
    kind = unfolding.kind(domain) if ends else region_variable(variable).name
    function, name = unfolding.named(function, fresh, kind, domain)
    return integral(function, (name, *ends))


def _range(unfolding: Unfolding, ends: list[Any]) -> Domain:
    """The reals between the ends, as far as they are rational and their order is known."""
    if len(ends) != 2:
        raise Unsupported("an integral with a single end")
    low, high = (exact_fraction(end) for end in ends)
    if low is not None and high is not None:
        return Domain(min(low, high), max(low, high))  # the ends themselves carry no weight
    if not all(_is_real_end(unfolding, end) for end in ends):
        return Domain(complex_=True)  # the path is a line in the plane
    upward = low is not None and (ends[1] == sympy.oo or rises(expression_sign, unfolding.facts, *ends))
    downward = high is not None and (is_minus_infinity(ends[0]) or rises(expression_sign, unfolding.facts, *ends))
    if not (upward or downward):
        signs = {expression_sign(unfolding.facts, end) for end in ends}
        return NAMED["positive" if signs == {"+"} else "negative" if signs == {"-"} else "real"]
    return Domain(low if upward else None, high if downward else None)


def _is_real_end(unfolding: Unfolding, end: Any) -> bool:
    if end == sympy.oo or is_minus_infinity(end) or exact_fraction(end) is not None:
        return True
    domain = unfolding.facts.domain(end) if end.is_Symbol else values_of(end, unfolding.facts)
    return not domain.complex_


def finite_sum(unfolding: Unfolding, e: Any) -> Any:
    return _folded(unfolding, e, Add)


def finite_product(unfolding: Unfolding, e: Any) -> Any:
    return _folded(unfolding, e, Mul)


def _folded(unfolding: Unfolding, e: Any, combine: Any) -> Any:
    (variable, low, high), *outer = e.limits
    check_bound(unfolding.facts.dependences, e.function, variable)
    first, last = rational_value(unfolding.of(low)), rational_value(unfolding.of(high))
    if first is None or last is None or first.q != 1 or last.q != 1:
        if combine is Add and (found := closed_sum(unfolding.facts, e)) is not None:
            _require_generic(unfolding, found[1])
            return unfolding.of(found[0])
        if combine is Add and not outer and is_sum_of_unknowns(unfolding.facts, e):
            return _sum_of_unknowns(unfolding, e)
        raise Unsupported(_why_not_summed(e))
    if last - first > _MAX_TERMS:
        raise Unsupported(f"a sum or product of more than {_MAX_TERMS} terms")
    if last < first - 1:
        raise Unsupported(f"a sum or product that runs backwards: {readable(e)}")
    terms = [substituted(e.function, {variable: sympy.Integer(n)}) for n in range(int(first.p), int(last.p) + 1)]
    inner = combine(*terms, evaluate=False) if terms else combine()
    return unfolding.of(with_limits(type(e), inner, *outer) if outer else inner)


def _require_generic(unfolding: Unfolding, conditions: dict[str, Generic]) -> None:
    """Conditions on parameters under which a sum has its value; those on bound variables hold for all of these.

    Raises
    ------
    Unsupported
        They may fail at some values of a bound variable.
    """
    for text, condition in _at_points(unfolding, conditions).items():
        bound = {s for e, _ in condition.signs for s in free_symbols(e) if s.name.startswith("_")}
        if not bound:
            unfolding.generic[text] = condition
        elif bound & unfolding.near.keys():
            unfolding.generic |= {g.text: g for g in holds_beside(unfolding, condition)}
        elif not all(_fails_on_a_null_set(unfolding, e) for e, _ in condition.signs):
            raise Unsupported(f"a sum whose value is known only where {text}, with a bound variable in it")


def _fails_on_a_null_set(unfolding: Unfolding, e: Any) -> bool:
    """Whether an analytic expression in nothing but one variable of integration vanishes at single points only."""
    symbols = free_symbols(e)
    return len(symbols) == 1 and symbols <= unfolding.integrated


def _at_points(unfolding: Unfolding, conditions: dict[str, Generic]) -> dict[str, Generic]:
    """The conditions with what is put for variables of substitutions, less those that hold there.

    Raises
    ------
    Unsupported
        One of them fails there.
    """
    found: dict[str, Generic] = {}
    for text, condition in conditions.items():
        if any(free_symbols(e) & unfolding.put.keys() for e, _ in condition.signs):
            there = condition.with_values(unfolding.put)
            sign = expression_sign(unfolding.facts, there.signs[0][0])
            if sign == "0":
                raise Unsupported(f"a value that is known where {there.text} only")
            found |= {} if sign in NOT_ZERO else {there.text: there}
        else:
            found[text] = condition
    return found


def _sum_of_unknowns(unfolding: Unfolding, e: Any) -> Any:
    """A finite sum that stays, with its variable named as that of an integral is."""
    variable, low, high = e.limits[0]
    domain = Domain(integer=True)
    fresh = unfolding.fresh(domain)
    function = unfolding.of(substituted(e.function, {variable: fresh}))
    function, name = unfolding.named(function, fresh, unfolding.kind(domain), domain)
    return with_limits(Sum, function, (name, unfolding.of(low), unfolding.of(high)))


def _why_not_summed(e: Any) -> str:
    if any(end.has(sympy.oo, -sympy.oo) for _, *ends in e.limits for end in ends):
        return f"no value is known of a sum or product without end, nor whether it converges: {readable(e)}"
    return f"a sum or product whose ends are not numbers: {readable(e)}"
