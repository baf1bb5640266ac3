"""Asymptotic claims, lhs - rhs = O((x - x0)**order): decided from the exact series of the difference.

Notes
-----
The expansion is unique, so a single coefficient of lower order that does not vanish refutes the claim, and when all of
them vanish identically in the parameters it is proved. A claimed bound |lhs - rhs| <= remainder is an inequality on
the whole domain; where that is out of reach of the exact methods, it may follow from the series' proved remainder.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from flint import arb
from sympy import Abs, Add, Integer, Mul, Rational
from sympy.core.function import AppliedUndef

from symrules.decide.asymptotic_cases import completed_asymptotic
from symrules.decide.balls import Undefined, evaluate
from symrules.decide.calculus import interval_end
from symrules.decide.clock import until
from symrules.decide.complex_parts import is_real
from symrules.decide.conditions import Side, merged
from symrules.decide.exact import decide_claim
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import Facts, facts_of
from symrules.decide.genericity import generic_conditions
from symrules.decide.limits import is_meromorphic, smoothness
from symrules.decide.points import ROUNDED
from symrules.decide.proof import Prepared, Sides, by_normal_form, conditions_unread, prepare
from symrules.decide.refusals import Meaningless, Unsupported, Vacuous
from symrules.decide.refutation import claim_of
from symrules.decide.regular import meets_a_cut
from symrules.decide.satisfiable import have_a_point, satisfiable
from symrules.decide.witness import find_witness
from symrules.errors import SymrulesError
from symrules.identity import Asymptotic, Condition, Identity, Relation
from symrules.series import Series, SeriesError, expand, limit
from symrules.text import print_expression, read_condition
from symrules.verdict import Verdict, Witness, proved, refuted, undecided
from symrules.vocabulary import free_symbols

_METHOD = "exact series"
_ZERO = Integer(0)


def decide_asymptotic(identity: Identity, deadline: float) -> Verdict:
    """Decide an asymptotic claim.

    Returns
    -------
    Verdict
        Proved means: for every value of the parameters that satisfies the conditions, the difference of the sides is of
        the claimed order (and within the claimed remainder, on the whole domain). Refuted means: for the parameters of
        the witness, a coefficient of lower order is the number given as its left side, and not zero.
    """
    with until(deadline):
        return _decided(identity, deadline)


def _decided(identity: Identity, deadline: float) -> Verdict:
    relation = identity.relation
    assert isinstance(relation, Asymptotic)
    facts = facts_of(identity.notation, identity.where)
    try:
        claim = prepare(Sides(identity.lhs, identity.rhs, Relation.EQ), facts, keep=frozenset({relation.variable}))
        direction = _approach(claim, relation)
    except Meaningless as error:
        return undecided(_METHOD, f"the statement has no meaning: {error}")
    except Unsupported as error:
        return undecided(_METHOD, f"no exact method reaches it: {error}")
    if any(on == relation.variable for _, on in claim.facts.dependences):
        return undecided(_METHOD, f"a symbol in it depends on {relation.variable}, in a way that is not known")
    verdict = _of_order(identity, relation, claim, direction, deadline)
    if relation.remainder is None or not verdict.proved:
        return verdict
    bounded = _within_remainder(identity, relation, claim.facts, deadline)
    if not bounded.proved:
        return bounded
    conditions = merged(claim.facts, (*verdict.side_conditions, *bounded.side_conditions))
    return bounded.with_(side_conditions=conditions, evidence=(*verdict.evidence, *bounded.evidence))


def _of_order(
    identity: Identity, relation: Asymptotic, claim: Prepared, direction: str | None, deadline: float
) -> Verdict:
    difference = Add(claim.sides.lhs, Mul(-1, claim.sides.rhs, evaluate=False), evaluate=False)
    x, point = relation.variable, relation.point
    if claim.facts.domain(x).complex_ and not is_meromorphic(difference, x, point):
        return undecided(_METHOD, f"{x} is complex, and the expansion is known along a line only")
    if meets_a_cut(claim.facts, difference, x, point):
        return undecided(_METHOD, "a parameter may lie on a branch cut")
    try:
        series = expand(difference, relation.variable, relation.point, relation.order, notation=identity.notation,
                        direction=direction)  # fmt: skip
        offending = _offending(claim.facts, series, relation.order)
    except SeriesError as error:
        return undecided(_METHOD, f"no expansion: {error.message}")
    surviving = []
    for name, c in offending:
        coefficient = Prepared(Sides(c, _ZERO, Relation.EQ), (c, _ZERO), claim.facts, claim.solved, claim.unused, ())
        vanishes = _vanishes(coefficient, deadline)
        if vanishes is None:
            return undecided(_METHOD, f"the coefficient of {name} cannot be tested for zero")
        if not vanishes:
            surviving.append((name, coefficient))
    if not surviving:
        if not _is_tame(difference, relation, identity, direction):
            return undecided(_METHOD, "exponentials in it may outgrow every power, and its limit is not known")
        conditions = tuple(c for c in series.conditions if not _implied(identity, claim.facts, c, relation, deadline))
        one_sided = [c for c in conditions if _mentions(identity, c, relation.variable)]
        if one_sided:
            return undecided(_METHOD, f"proved for {one_sided[0]} only, which the domain does not imply")
        if conditions and not _possible(identity, claim.facts, conditions, deadline):
            return undecided(_METHOD, f"proved for {conditions[0]} only, and no such point was found")
        verdict = proved(_METHOD, side_conditions=conditions,
                         evidence=(f"every coefficient below order {relation.order} vanishes",))  # fmt: skip
        found = completed_asymptotic(verdict, identity, relation, lambda case: decide_asymptotic(case, deadline))
        unknown = sorted({smoothness(f, x, point) for f in difference.atoms(AppliedUndef) if x in free_symbols(f)})
        if not found.proved:
            return found
        try:
            required = _required(claim, x)
            stated = merged(claim.facts, (*required, *found.side_conditions, *unknown))
        except Meaningless as error:
            return undecided(_METHOD, f"the statement has no meaning: {error}")
        if not have_a_point([c for c in required if isinstance(c, Side)], claim.facts, deadline):
            return undecided(_METHOD, f"it holds provided that {required[0]}; no point was found where that is so")
        return found.with_(side_conditions=stated)
    for name, coefficient in surviving:
        witness = _witness(identity, series, coefficient, deadline, relation)
        if witness is not None:
            return refuted(_METHOD, witness, evidence=(f"the coefficient of {name} of the difference does not vanish",))
    return undecided(
        _METHOD,
        "a coefficient of lower order does not vanish identically, and no point was found where "
        "it is certainly different from zero",
    )


def _mentions(identity: Identity, text: str, variable: Any) -> bool:
    """Whether an assumption of the expansion is about the variable itself; one that cannot be read counts as such."""
    try:
        condition = read_condition(text, identity.notation)
    except SymrulesError:
        return True
    return variable in free_symbols(condition.lhs) | free_symbols(condition.rhs)


def _is_tame(difference: Any, relation: Asymptotic, identity: Identity, direction: str | None) -> bool:
    """Whether no exponential in the difference can outgrow the powers that the expansion is counted in.

    An expansion drops terms by their power; exp(x)/x**5 is dropped with x**(-5), though it grows. So wherever the
    argument of an exponential may grow, the difference over the claimed power must have a finite limit.
    """
    v, point = relation.variable, relation.point
    arguments = [a for node in sympy.preorder_traversal(difference) for a in _exponents(node) if v in free_symbols(a)]

    def value(e: Any, side: str | None) -> Any:
        try:
            return limit(e, v, point, side, notation=identity.notation)
        except SymrulesError:
            return None

    sides = [direction] if direction or point in (sympy.oo, -sympy.oo) else ["+", "-"]
    if all((at := value(a, side)) is not None and at.is_finite for a in arguments for side in sides):
        return True
    power = relation.order if point in (sympy.oo, -sympy.oo) else -relation.order
    base = v if point in (sympy.oo, -sympy.oo) else Add(v, Mul(-1, point))
    scaled = Mul(difference, sympy.Pow(base, power, evaluate=False), evaluate=False)
    return all((at := value(scaled, side)) is not None and at.is_finite for side in sides)


def _exponents(node: Any) -> tuple[Any, ...]:
    """What an exponential, or a function that may grow like one, is taken of."""
    if node.is_Pow:
        return () if node.args[1].is_Rational else tuple(node.args)
    if isinstance(node, (sympy.Add, sympy.Mul)) or not isinstance(node, sympy.Function):
        return ()
    return () if isinstance(node, (sympy.log, sympy.Abs, sympy.sign)) else tuple(node.args)


def _required(claim: Prepared, x: Any) -> list[str]:
    """What must hold of the parameters for the sides to have values, whatever the variable is."""
    about = [(c, c.expression if isinstance(c, Side) else None) for c in conditions_unread(claim)]
    return [c for c, e in about if e is None or x not in free_symbols(e)]


def _possible(identity: Identity, facts: Facts, conditions: tuple[str, ...], deadline: float) -> bool:
    """Whether a point is found that satisfies the hypotheses and what the expansion took for granted."""
    try:
        assumed = tuple(pair for g in generic_conditions(facts, conditions) for pair in g.signs)
    except Unsupported:
        return False
    return satisfiable(facts_of(identity.notation, identity.where), assumed, deadline)


def _approach(claim: Prepared, relation: Asymptotic) -> str | None:
    """The side from which the point is approached, where domain and hypotheses lie on one side of it only.

    Raises
    ------
    Vacuous
        The point is no limit point of the values that the variable may take.
    Unsupported
        A hypothesis restricts the variable in another way than to an interval.
    """
    x, point = relation.variable, relation.point
    if any(x in free_symbols(e) for e in claim.unused):
        raise Unsupported(f"an equation among the hypotheses restricts {x}")
    for symbol, value in claim.solved:
        if x in free_symbols(value) and not (claim.facts.domain(symbol).complex_ or is_real(claim.facts, value)):
            raise Unsupported(f"{symbol}, which is real, restricts {x}")
    domain = claim.facts.domain(x)
    ends = [(domain.lower, 1), (domain.upper, -1)]
    for e, sign in claim.facts.signs:
        if x in free_symbols(e) and sign != "!0":
            end = interval_end(e, x)
            if end is None or sign not in ("+", "-", "0+", "0-"):
                raise Unsupported(f"a hypothesis restricts {x} to more than an interval")
            value, slope = end
            ends.append((value, slope if sign[-1] == "+" else -slope))
    low = max((c for c, side in ends if side > 0 and c is not None), default=None)
    high = min((c for c, side in ends if side < 0 and c is not None), default=None)
    if point in (sympy.oo, -sympy.oo):
        if (high if point == sympy.oo else low) is not None:
            raise Vacuous(f"{x} does not tend to {point} in its domain")
        return None
    if domain.integer:
        raise Vacuous(f"an integer tends to {point} only by being equal to it")
    if not getattr(point, "is_Rational", False):
        return _beside_end(claim.facts, point, low, high)
    at = Fraction(int(point.p), int(point.q))
    if (low is not None and (at < low or low == high)) or (high is not None and at > high):
        raise Vacuous(f"{point} is no limit point of the domain of {x}")
    return "+" if low == at else "-" if high == at else None


def _beside_end(facts: Facts, point: Any, low: Any, high: Any) -> str | None:
    """The side from which a point that is no rational number is approached: it lies within the domain, or is its end.

    Raises
    ------
    Unsupported
        Neither is seen.
    """
    if low == high is not None:
        raise Vacuous(f"the domain is one point, and {point} is no limit point of it")
    for end, side in ((low, "+"), (high, "-")):
        if end is None:
            continue
        distance = Add(point, Rational(-end.numerator, end.denominator)) if side == "+" else \
            Add(Rational(end.numerator, end.denominator), Mul(-1, point))  # fmt: skip
        if end.denominator >= ROUNDED and _is_tiny(distance):
            return side
        if expression_sign(facts, distance) != "+":
            raise Unsupported(f"whether {point} lies inside the domain is not known")
    return None


def _is_tiny(e: Any) -> bool:
    """Whether a number is no greater than what an end of a domain is rounded by."""
    try:
        return bool(abs(evaluate(e, {}, 256)) < arb(10) ** -38)
    except (Undefined, ArithmeticError, ValueError):
        return False


def _offending(facts: Facts, series: Series, order: int) -> list[tuple[str, Any]]:
    """The terms that are not O((x - x0)**order), as pairs (what is multiplied, coefficient).

    Raises
    ------
    SeriesError
        The growth of an exponential factor is not known.
    """
    found = []
    for c, exponent, log_power, exponential in series.generalised_terms:
        if exponential != 0 and expression_sign(facts, exponential) == "-":
            continue  # its powers all diverge, so it falls off faster than any power
        if exponential != 0:
            raise SeriesError(f"an exponential exp({exponential}) beside the powers", hint="expand on one side")
        size = -exponent if series.setting.at_infinity else exponent
        if size < order or (size == order and log_power > 0):
            logarithm = f"*log({series.base})**{log_power}" if log_power else ""
            power = series.base ** Rational(exponent.numerator, exponent.denominator)
            found.append((f"{print_expression(power)}{logarithm}", c))
    return found


def _vanishes(coefficient: Prepared, deadline: float) -> bool | None:
    try:
        return by_normal_form(coefficient, deadline) is not None
    except Meaningless:
        return None
    except Unsupported:
        return None


def _conditions(identity: Identity, series: Series) -> list[Condition] | None:
    """What the expansion took for granted about the parameters; None where it cannot be read."""
    try:
        return [read_condition(text, identity.notation) for text in series.conditions]
    except SymrulesError:
        return None


def _witness(identity: Identity, series: Series, coefficient: Prepared, deadline: float, relation: Asymptotic
             ) -> Witness | None:  # fmt: skip
    assumed = _conditions(identity, series)
    if assumed is None:
        return None
    extra = [c for c in assumed if relation.variable not in (c.lhs.free_symbols | c.rhs.free_symbols)]
    facts = coefficient.facts
    for condition in extra:
        known = facts_of(identity.notation, (condition,))
        if known.equations:
            return None
        facts = facts.assuming(*known.signs[0])
    restricted = Prepared(coefficient.sides, coefficient.trees, facts, coefficient.solved, (), ())
    return None if coefficient.unused else find_witness(claim_of(restricted), deadline=deadline)


def _implied(identity: Identity, facts: Facts, text: str, relation: Asymptotic, deadline: float) -> bool:
    """Whether an assumption of the expansion follows from the domains, or only says where the variable is."""
    try:
        condition = read_condition(text, identity.notation)
    except SymrulesError:
        return False
    sides = Sides(condition.lhs, condition.rhs, condition.relation)
    return decide_claim(sides, facts, deadline, {}).proved


def _within_remainder(identity: Identity, relation: Asymptotic, facts: Facts, deadline: float) -> Verdict:
    """|lhs - rhs| <= remainder on the whole domain."""
    size = Abs(Add(identity.lhs, Mul(-1, identity.rhs, evaluate=False), evaluate=False), evaluate=False)
    full = facts_of(identity.notation, identity.where)
    direct = decide_claim(Sides(size, relation.remainder, Relation.LE), full, deadline, {})
    if not direct.undecided:
        return direct
    try:
        found = _by_series_remainder(identity, relation, full, deadline)
    except (SeriesError, Unsupported, Meaningless):
        return direct
    return direct if found is None else found


def _by_series_remainder(identity: Identity, relation: Asymptotic, facts: Facts, deadline: float) -> Verdict | None:
    """The claimed bound from the proved one, where the right side is the truncated series of the left."""
    x = relation.variable
    series = expand(identity.lhs, x, relation.point, relation.order - 1, notation=identity.notation)
    truncated = Sides(series.as_expression(), identity.rhs, Relation.EQ)
    if not decide_claim(truncated, facts, deadline, {}).proved:
        return None
    bound = series.remainder(relation.order - 1)
    domain = facts.domain(x)
    for end, given, above in ((domain.lower, bound.lower, True), (domain.upper, bound.upper, False)):
        inside = -sympy.oo if above and end is None else sympy.oo if end is None else Rational(str(end))
        if not (bool(given <= inside) if above else bool(given >= inside)):
            return None
    smaller = decide_claim(Sides(bound.bound, relation.remainder, Relation.LE), facts, deadline, {})
    if not smaller.proved:
        return None
    return proved("remainder of the series", side_conditions=smaller.side_conditions,
                  evidence=(f"|error| <= {bound.bound} for {bound.valid}: {bound.method}",))  # fmt: skip
