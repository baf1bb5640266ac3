"""Limits: by the engine's series, by continuity, and under integral signs.

Inside a limit, another one is about values of the outer variable close to its point and different from it. So what is
asked of that variable needs to hold there only: it is read off the leading power at the point, never at a sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sympy
from sympy import Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.build import build
from symrules.decide.continuity import Continuity
from symrules.decide.dependence import check_bound
from symrules.decide.differentiate import substituted
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.fraction import Fraction as Quotient
from symrules.decide.genericity import Generic, generic_conditions
from symrules.decide.intervals import beside, exact_fraction, is_infinity, is_minus_infinity
from symrules.decide.kinds import ENTIRE, QUOTIENTS
from symrules.decide.oscillation import oscillates
from symrules.decide.refusals import Meaningless, NoLimit, Unsupported
from symrules.decide.regular import meets_a_cut
from symrules.decide.replacement import replaced
from symrules.decide.unfold import Unfolding
from symrules.decide.writing import expression_of
from symrules.domain import NAMED, Domain
from symrules.errors import SymrulesError
from symrules.series import leading_coefficient, limit
from symrules.series.errors import SidesDiffer
from symrules.text import print_expression
from symrules.text.readable import readable
from symrules.vocabulary import free_symbols


class _Differ(Exception):
    """The limits from above and from below, which are not the same."""


# what has to be positive for functions of real arguments to be real, of those that are not so everywhere
_REAL_WHERE: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    sympy.atanh: lambda u: (1 - u, 1 + u), sympy.acosh: lambda u: (u - 1,), sympy.acoth: lambda u: (u**2 - 1,),
    sympy.asech: lambda u: (u, 1 - u), sympy.asin: lambda u: (1 - u, 1 + u), sympy.acos: lambda u: (1 - u, 1 + u),
    sympy.asec: lambda u: (u**2 - 1,), sympy.acsc: lambda u: (u**2 - 1,), sympy.polylog: lambda u: (1 - u,),
    **dict.fromkeys(
        (sympy.log, sympy.besseli, sympy.besselj, sympy.besselk, sympy.bessely, sympy.Ci, sympy.LambertW, sympy.li,
         sympy.loggamma), lambda u: (u,)),
}  # fmt: skip
_SIGNS_OF = {">": ("+",), ">=": ("+",), "<": ("-",), "<=": ("-",), "!=": ("+", "-"), "==": ()}


def limit_node(unfolding: Unfolding, e: Any) -> Any:
    """A limit is infinite where it stands alone; as a number it is finite."""
    value = value_of_limit(unfolding, e)
    if is_infinity(value) and e is not unfolding.side:
        raise Unsupported(f"an infinite limit as a number: {readable(e)}")
    return value


def value_of_limit(unfolding: Unfolding, e: Any) -> Any:
    """The limit; one that no method reaches stays as it is, an opaque number.

    The variable is bound: it lies near the point, and nothing that is declared or assumed of its name holds of it.

    Raises
    ------
    NoLimit
        The limits from the two sides are known, and they differ.
    """
    variable, direction = e.args[1], e.args[3]
    check_bound(unfolding.facts.dependences, e.args[0], variable)
    if unfolding.facts.domain(variable).complex_ and not is_meromorphic(e.args[0], variable, e.args[2]):
        raise Unsupported(f"a limit in the complex variable {variable}: declare it real for the limit along the line")
    point, side = unfolding.of(e.args[2]), str(direction)
    if not _is_limit_point(unfolding.facts, unfolding.facts.domain(variable), point, side):
        raise NoLimit(f"{print_expression(point)} is no limit point of the domain of {variable} on that side")
    if side == "+-" and e.args[0].has(sympy.Piecewise):
        return _of_both_sides(unfolding, e)
    domain = beside(point, side)
    fresh = unfolding.fresh(domain)
    unfolding.near[fresh] = (point, side)
    written = unfolding.of(substituted(e.args[0], {variable: fresh}))
    body = unfolding.closed(written)
    if meets_a_cut(unfolding.facts, body, fresh, point):
        raise Unsupported("a limit across a branch cut, on which a parameter may lie")
    sums = {node: Symbol(f"_sum{i}") for i, node in enumerate(sorted(_sums_free_of(body, fresh), key=str))}
    for node, symbol in sums.items():
        body = replaced(body, node, symbol)
    try:
        value, generic = _value(unfolding, written, body, fresh)
    except _Differ as error:
        raise NoLimit(_no_limit(variable, point, *error.args)) from None
    except (SymrulesError, Unsupported):
        if point.is_infinite and oscillates(body, fresh):
            raise NoLimit(f"{readable(e)} does not exist") from None
        bound = any(s.name.startswith("_") and s not in unfolding.near for s in free_symbols(e))
        if bound and not e.atoms(AppliedUndef):
            raise Unsupported("a limit that may not exist for all values of a bound variable") from None
        unfolding.assumed.add(f"{readable(e)} exists")
        return _opaque_limit(unfolding, _restored(body, sums), fresh, domain, point, direction)
    if value.has(sympy.oo, -sympy.oo, sympy.zoo):
        if unfolding.facts.domain(variable).complex_:
            raise Unsupported(f"an infinite limit in the complex variable {variable}, which has no direction")
        if not all(_is_real_beside(unfolding, node) for node in sympy.preorder_traversal(body)):
            raise Unsupported("an infinite limit of values that may be complex")
    unfolding.generic.update({g.text: g for g in generic})
    for f in body.atoms(AppliedUndef):
        if fresh in free_symbols(f):  # its Taylor coefficients were taken
            unfolding.assumed.add(smoothness(substituted(f, {fresh: variable}), variable, point))
    return unfolding.of(_restored(value, sums))


def _opaque_limit(unfolding: Unfolding, body: Any, fresh: Symbol, domain: Domain, point: Any, direction: Any) -> Any:
    """A limit that stays, with its variable named as that of an integral is."""
    body, name = unfolding.named(body, fresh, unfolding.kind(domain), domain)
    return sympy.Basic.__new__(sympy.Limit, body, name, point, direction)


def _is_limit_point(facts: Facts, domain: Domain, point: Any, side: str) -> bool:
    """Whether a domain is known to come close to a point from the sides from which a limit is taken."""
    if domain.complex_ or domain == NAMED["real"]:
        return True
    if point == sympy.oo or is_minus_infinity(point):
        return (domain.lower if is_minus_infinity(point) else domain.upper) is None
    at = exact_fraction(point)
    if at is None:
        ends = [(1, domain.lower), (-1, domain.upper)]
        distances = [s * (point - sympy.Rational(e.numerator, e.denominator)) for s, e in ends if e is not None]
        return not domain.integer and all(expression_sign(facts, d) == "+" for d in distances)
    return set(side) <= set(domain.ways_to(at))


def smoothness(f: Any, variable: Any, point: Any) -> str:
    """What a Taylor expansion takes for granted of an unknown function at some argument, where a variable tends."""
    name, towards = f.func.__name__, print_expression(point)
    if f.args == (variable,):
        return f"{name} is smooth at {variable} = {towards}"
    arguments = ", ".join(readable(a) for a in f.args)
    return f"{name} is smooth at the limit of {arguments} as {variable} -> {towards}"


def is_meromorphic(e: Any, z: Any, point: Any) -> bool:
    """Whether an expression is a quotient of entire functions of z, or rational if the point is infinite.

    Then a finite limit along a line is that from everywhere.
    """
    if z not in free_symbols(e) or e == z:
        return True
    if e.is_Pow and e.args[1].is_Integer:
        return is_meromorphic(e.args[0], z, point)
    if e.is_Add or e.is_Mul:
        return all(is_meromorphic(a, z, point) for a in e.args)
    if isinstance(e, QUOTIENTS):
        return not point.has(sympy.oo, -sympy.oo) and _is_entire(e.args[0], z)
    return not point.has(sympy.oo, -sympy.oo) and _is_entire(e, z)


def _is_entire(e: Any, z: Any) -> bool:
    if z not in free_symbols(e) or e == z:
        return True
    if e.is_Pow:
        whole = e.args[1].is_Integer and e.args[1] >= 0
        return (whole and _is_entire(e.args[0], z)) or (e.args[0] is sympy.E and _is_entire(e.args[1], z))
    return (e.is_Add or e.is_Mul or isinstance(e, (*ENTIRE, sympy.erf))) and all(_is_entire(a, z) for a in e.args)


def _of_both_sides(unfolding: Unfolding, e: Any) -> Any:
    """The limit of cases, which may read differently on the two sides."""
    above, below = (
        value_of_limit(unfolding, sympy.Basic.__new__(sympy.Limit, *e.args[:3], Symbol(side))) for side in "+-"
    )
    opaque = above.has(sympy.Limit) or below.has(sympy.Limit)
    if above == below and not opaque:
        return above
    difference = "" if opaque else expression_sign(unfolding.facts, above - below)
    if difference == "0":
        return above
    if difference in NOT_ZERO and not unfolding.generic:
        raise NoLimit(_no_limit(e.args[1], e.args[2], above, below))
    raise Unsupported("a limit whose two sides are not seen to agree")


def _no_limit(variable: Any, point: Any, above: Any, below: Any) -> str:
    at = f"{variable} = {print_expression(point)}"
    return (
        f"the limit at {at} does not exist: {print_expression(above)} from above, {print_expression(below)} from below"
    )


def _value(unfolding: Unfolding, written: Any, body: Any, x: Symbol) -> tuple[Any, list[Generic]]:
    """The value by series, else by continuity, and the conditions on parameters under which it is that.

    The series need integrals in closed form; continuity keeps integrands whole, which decay where parts of them do not.
    """
    point, side = unfolding.near[x]
    conditions: list[str] = []
    try:
        value = limit(body, x, point, None if side == "+-" else side, notation=unfolding.facts.notation,
                      conditions=conditions)  # fmt: skip
        if any("_sum" in text for text in conditions):
            raise Unsupported("a limit that depends on a sum of unknown terms")
        return value, _conditions(unfolding, conditions)
    except SidesDiffer as error:
        if not conditions and _differ(unfolding.facts, error.above, error.below):
            raise _Differ(error.above, error.below) from None
        raise
    except (SymrulesError, Unsupported):
        return _by_continuity(unfolding, written, x)


def _differ(facts: Facts, above: Any, below: Any) -> bool:
    if above.is_infinite or below.is_infinite:
        return bool(above != below)
    return expression_sign(facts, above - below) in NOT_ZERO


def _conditions(unfolding: Unfolding, texts: Iterable[str]) -> list[Generic]:
    return generic_conditions(unfolding.facts, texts, lambda e, sign: _holds_nearby(unfolding, e, sign))


def _by_continuity(unfolding: Unfolding, body: Any, x: Symbol) -> tuple[Any, list[Generic]]:
    generic: list[Generic] = []

    def require_nonzero(e: Any) -> None:
        generic.extend(_nonzero(unfolding, e))

    return Continuity(unfolding.facts, x, unfolding.near[x][0], require_nonzero).value(body), generic


def _nonzero(unfolding: Unfolding, e: Any) -> list[Generic]:
    """The conditions under which an expression does not vanish, one for each factor of its numerator.

    Raises
    ------
    Unsupported
        It vanishes, or a condition would be on a bound variable.
    """
    facts, bound = unfolding.facts, tuple(unfolding.near)
    found: list[Generic] = []
    while isinstance(e, sympy.Abs):
        (e,) = e.args
    try:
        tower, (f, *_) = build(facts, [e, *(known for known, _ in facts.signs)])
        if f.is_zero():
            raise Unsupported("continuity where something vanishes")
        factors = [expression_of(tower, Quotient(p), bound=bound) for p, _ in f.numerator.factor()[1]]
    except Meaningless as error:
        raise Unsupported(str(error)) from None
    for factor in factors:
        if expression_sign(facts, factor) in NOT_ZERO:
            continue
        if any(s.name.startswith("_") for s in free_symbols(factor)):
            found += _holds_nearby(unfolding, factor, "!0")
        elif free_symbols(factor):
            found.append(Generic(f"{print_expression(factor)} != 0", ((factor, "!0"),)))
        else:
            raise Unsupported("a number that is not seen to differ from zero")
    return found


def _holds_nearby(unfolding: Unfolding, e: Any, sign: str) -> list[Generic]:
    """Conditions under which an expression has a sign for all values of its bound variable beside the point of it.

    Raises
    ------
    Unsupported
        That is not seen, or the bound variable is not that of a limit around this one.
    """
    bound = [s for s in free_symbols(e) if s.name.startswith("_")]
    if len(bound) != 1 or bound[0] not in unfolding.near:
        raise Unsupported("a limit that depends on a bound variable")
    point, side = unfolding.near[bound[0]]
    found: list[Generic] = []
    for direction in side if side == "+-" else (side,):
        conditions: list[str] = []
        try:
            lead = leading_coefficient(e, bound[0], point, direction, notation=unfolding.facts.notation,
                                       conditions=conditions)  # fmt: skip
        except SymrulesError as error:
            raise Unsupported(str(error)) from None
        if sign != "!0" and expression_sign(unfolding.facts, lead) != sign:
            raise Unsupported("a sign beside the point that is not known")
        found += generic_conditions(unfolding.facts, conditions)
    return found


def holds_beside(unfolding: Unfolding, condition: Generic) -> list[Generic]:
    """Conditions on parameters under which one on the variable of a limit holds beside the point of the limit."""
    return [found for e, sign in condition.signs for found in _holds_nearby(unfolding, e, sign)]


def holds_nearby(unfolding: Unfolding, lhs: Any, relation: str, rhs: Any) -> bool | None:
    """Whether a relation holds for all values of the limit's variable beside its point, for none, or neither is known.

    A difference that does not vanish identically has one strict sign there.
    """
    e = sympy.Add(lhs, sympy.Mul(-1, rhs, evaluate=False), evaluate=False)
    for sign in ("+", "-"):
        try:
            if not _holds_nearby(unfolding, e, sign):
                return sign in _SIGNS_OF[relation]
        except Unsupported:
            continue
    return None


def _is_real_beside(unfolding: Unfolding, node: Any) -> bool:
    """Whether a node is known to be real beside the point of a limit, once its arguments are."""
    if node.is_Symbol:
        return not unfolding.facts.domain(node).complex_
    if node is sympy.I or (isinstance(node, sympy.LambertW) and len(node.args) > 1):
        return False
    if node.is_Pow and not node.args[1].is_Integer and node.args[0] is not sympy.E:
        return _is_positive_beside(unfolding, node.args[0])
    where = _REAL_WHERE.get(type(node))
    return where is None or all(_is_positive_beside(unfolding, u) for u in where(node.args[-1]))


def _is_positive_beside(unfolding: Unfolding, u: Any) -> bool:
    if expression_sign(unfolding.facts, u) in ("+", "0+"):
        return True
    try:
        return not _holds_nearby(unfolding, u, "+")
    except Unsupported:
        return False


def _sums_free_of(e: Any, x: Any) -> list[Any]:
    """The sums in an expression that do not depend on a variable."""
    return [node for node in e.atoms(sympy.Sum) if x not in free_symbols(node)]


def _restored(e: Any, sums: dict[Any, Symbol]) -> Any:
    """The expression with the sums put back for the symbols that stood for them."""
    for node, symbol in sums.items():
        e = replaced(e, symbol, node)
    return e
