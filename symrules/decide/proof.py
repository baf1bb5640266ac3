"""Proofs: a claim is prepared once (unfolded, its equations eliminated), and exact methods are tried in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sympy import Derivative, Integral, Limit, Piecewise, Symbol, oo

from symrules.decide import constants
from symrules.decide.build import build
from symrules.decide.carry_out import new_unfolding
from symrules.decide.complex_parts import with_real_parts
from symrules.decide.conditions import Side, side_conditions, sides_of
from symrules.decide.dependence import dependences
from symrules.decide.differentiate import substituted
from symrules.decide.elimination import eliminate
from symrules.decide.existence import convergence, convergence_as_stated, operations
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.fraction import Fraction
from symrules.decide.genericity import Generic
from symrules.decide.kinds import kinds
from symrules.decide.refusals import Meaningless, NeedsSign, Unsupported, Vacuous
from symrules.decide.replacement import replaced
from symrules.decide.required import differentiated, required
from symrules.decide.signs import known_polynomials, sign_of
from symrules.decide.singularities import Requirement
from symrules.decide.tower import Tower
from symrules.decide.under_binders import existence_of_integrands, required_of_terms, written_out
from symrules.decide.unfold import Unfolding
from symrules.decide.writing import expression_of
from symrules.domain import Domain
from symrules.identity import Relation
from symrules.verdict import Verdict, proved
from symrules.vocabulary import Held, Variation

_PROVING_SIGNS = {
    Relation.GT: ("+",), Relation.GE: ("+", "0+", "0"), Relation.LT: ("-",), Relation.LE: ("-", "0-", "0"),
    Relation.NE: NOT_ZERO,
}  # fmt: skip


@dataclass(frozen=True)
class Sides:
    """What is claimed: two expressions and the relation between them."""

    lhs: Any
    rhs: Any
    relation: Relation


@dataclass(frozen=True)
class Prepared:
    """A claim with its operations carried out and its equations used.

    Parameters
    ----------
    trees : both sides unfolded, before elimination (what side conditions are read from)
    facts : what is known after elimination
    solved : symbols that the equations express through the others
    unused : equations that could not be solved
    assumed : what the unfolding took for granted
    generic : signs of parameters for which alone a limit in it has the value found (they stand among the assumptions)
    conditions : the same, as the limits were found, before elimination
    written : the sides and the hypotheses before anything was carried out, where that made a difference
    stated : the sides before anything was carried out
    ranges : the numbers that the domains of bound variables have
    """

    sides: Sides
    trees: tuple[Any, Any]
    facts: Facts
    solved: tuple[tuple[Symbol, Any], ...]
    unused: tuple[Any, ...]
    assumed: tuple[str, ...]
    generic: tuple[tuple[Any, str], ...] = ()
    written: tuple[Any, ...] = ()
    conditions: tuple[Generic, ...] = ()
    stated: tuple[Any, ...] = ()
    ranges: dict[Domain, int] | None = None


def prepare(sides: Sides, facts: Facts, *, keep: frozenset[Any] = frozenset()) -> Prepared:
    """Unfold both sides and the hypotheses, and eliminate the equations.

    Parameters
    ----------
    keep : symbols that no equation is solved for

    Raises
    ------
    Unsupported, Meaningless
        Something cannot be unfolded, or the hypotheses exclude every point.
    """
    facts = with_dependences(sides, facts)
    before = _everything(sides, facts)
    unfolding = new_unfolding(facts)
    equations = tuple(unfolding.whole(e) for e in facts.equations)
    signs = tuple((unfolding.whole(e), s) for e, s in facts.signs)
    trees = (unfolding.whole(sides.lhs), unfolding.whole(sides.rhs))
    known = replace(unfolding.facts, signs=signs, equations=equations)
    if not equations:
        carried_out = (*trees, *(e for e, _ in signs))
        written = tuple(a for a, b in zip(before, carried_out, strict=True) if a is not b)
        return Prepared(
            Sides(*trees, sides.relation), trees, known, (), (), unfolding.assumptions, unfolding.generic_signs,
            written, unfolding.conditions, (sides.lhs, sides.rhs), unfolding.ranges,
        )  # fmt: skip
    (lhs, rhs), known, solved, unused = eliminate(known, list(trees), keep)
    # what was put for a symbol may settle the cases of a piecewise expression
    after = new_unfolding(known, unfolding.ranges)
    lhs, rhs = after.whole(lhs), after.whole(rhs)
    known = after.facts
    replacements = dict(solved)
    generic = tuple((substituted(e, replacements), s) for e, s in unfolding.generic_signs) + after.generic_signs
    return Prepared(
        Sides(lhs, rhs, sides.relation), trees, known, tuple(solved), tuple(unused),
        tuple(sorted({*unfolding.assumptions, *after.assumptions})), generic, before,
        (*unfolding.conditions, *after.conditions), (sides.lhs, sides.rhs), unfolding.ranges,
    )  # fmt: skip


def _everything(sides: Sides, facts: Facts) -> tuple[Any, ...]:
    return (sides.lhs, sides.rhs, *(e for e, _ in facts.signs), *facts.equations)


def with_dependences(sides: Sides, facts: Facts) -> Facts:
    """The facts and which symbols depend on which, as the claim and its hypotheses write it."""
    found = dependences(_everything(sides, facts))
    return replace(facts, dependences=facts.dependences | found) if found else facts


def in_closed_form(claim: Prepared, deadline: float | None, *, bounded: bool = False) -> Prepared | None:
    """The claim with each integral over an unbounded range replaced by its value, where all have one.

    Only the integrals are replaced: what else stands in the sides is still evaluated as it was written.

    Parameters
    ----------
    bounded : integrals over bounded ranges, too (quadrature does not reach those that are singular at an end)
    """
    replacements: dict[Any, Any] = {}
    for e in (claim.sides.lhs, claim.sides.rhs):
        for node in _outermost_integrals(e) if Integral in kinds(e) else ():
            if bounded or any(end.has(oo, -oo) for _, *ends in node.limits for end in ends):
                try:
                    tower, (f, *_) = build(claim.facts, [node, *(k for k, _ in claim.facts.signs)], deadline=deadline)
                    replacements[node] = expression_of(tower, f)
                except (Unsupported, Meaningless):
                    return None
    if not replacements or any(e.has(Integral) for e in replacements.values()):
        return None
    lhs, rhs = claim.sides.lhs, claim.sides.rhs
    for node, value in replacements.items():
        lhs, rhs = replaced(lhs, node, value), replaced(rhs, node, value)
    return replace(claim, sides=Sides(lhs, rhs, claim.sides.relation))


def _outermost_integrals(e: Any) -> list[Any]:
    """The integrals in an expression that stand in no other one, in the order in which they are met."""
    if isinstance(e, Integral):
        return [e]
    return [node for a in e.args for node in _outermost_integrals(a)]


@dataclass
class Attempt:
    """The outcome of the exact methods: a proof, or why there is none and what a case analysis might split on."""

    verdict: Verdict | None = None
    reason: str = ""
    split_on: Any = None


def prove(claim: Prepared, deadline: float | None) -> Attempt:
    """A proof by normal form; or why there is none.

    Raises
    ------
    Meaningless
        There is no point where the claim says anything.
    """
    attempt = Attempt()
    if (
        claim.sides.lhs == claim.sides.rhs
        and claim.sides.relation is Relation.EQ
        and not (claim.facts.signs or claim.unused)
    ):
        # still a claim about a value: whether there is one is confirmed at a point
        attempt.verdict = _identical(claim, deadline)
        return attempt
    for each in _readings(claim):
        try:
            attempt.verdict = by_normal_form(each, deadline)
        except NeedsSign as error:
            attempt.reason, attempt.split_on = f"no exact method reaches it: {error}", error.expression
        except Unsupported as error:
            attempt.reason = f"no exact method reaches it: {error}"
        if attempt.verdict is not None:
            break
    return attempt


def _readings(claim: Prepared) -> Iterator[Prepared]:
    """The claim as it is, and where that may help with real and imaginary parts for its complex symbols."""
    yield claim
    parts = with_real_parts(claim.facts, [claim.sides.lhs, claim.sides.rhs, *claim.unused])
    if parts is not None:
        (lhs, rhs, *unused), facts = parts
        yield replace(claim, sides=Sides(lhs, rhs, claim.sides.relation), facts=facts, unused=tuple(unused))


def _identical(claim: Prepared, deadline: float | None) -> Verdict:
    try:
        tower, _ = build(claim.facts, [claim.sides.lhs, *claim.unused], deadline=deadline)
        return proved("both sides come to the same", side_conditions=conditions_of(tower, claim))
    except Unsupported:
        return proved("both sides come to the same", side_conditions=conditions_unread(claim))


def conditions_of(tower: Tower, claim: Prepared) -> tuple[str, ...]:
    """What must not vanish for the sides to mean something, and what was taken for granted."""
    ordered = () if claim.sides.relation in (Relation.EQ, Relation.NE) else claim.trees
    unfolding = new_unfolding(claim.facts, claim.ranges)
    trees, further = _trees_and_bodies(claim), _required_as_stated(claim, unfolding)
    sides = side_conditions(tower, trees, further, ordered)
    existing = (
        *convergence(tower, [claim.sides.lhs, claim.sides.rhs]),
        *convergence_as_stated(unfolding, _carried_out(claim)),
    )
    return (*sides, *dict.fromkeys((*existing, *_integrands(claim))), *claim.assumed)


def _integrands(claim: Prepared) -> Iterator[Side]:
    for e in dict.fromkeys((*claim.stated, *claim.written)):
        yield from existence_of_integrands(claim.facts, substituted(e, dict(claim.solved)))


def conditions_unread(claim: Prepared) -> tuple[str, ...]:
    """The same for sides that no tower reads."""
    unfolding = new_unfolding(claim.facts, claim.ranges)
    sides = sides_of(claim.facts, _trees_and_bodies(claim), _required_as_stated(claim, unfolding))
    existing = convergence_as_stated(unfolding, _carried_out(claim) or [claim.sides.lhs], inner=False)
    return (*sides, *dict.fromkeys((*existing, *_integrands(claim))), *claim.assumed)


def _trees_and_bodies(claim: Prepared) -> list[Any]:
    """The unfolded sides, and what stood under derivatives in the hypotheses.

    Of cases that the equations settle, the one that applies: in another one something may have no value.
    """
    solved = dict(claim.solved)
    pairs = zip((substituted(t, solved) for t in claim.trees), (claim.sides.lhs, claim.sides.rhs), strict=True)
    settled = [e if Piecewise in kinds(tree) and Piecewise not in kinds(e) else tree for tree, e in pairs]
    assumed = (e for e in claim.written if e not in claim.stated)
    return [*settled, *(body for e in assumed for body in differentiated(e))]


def _carried_out(claim: Prepared) -> list[Any]:
    """The sides as they were stated, where something in them was carried out."""
    return [e for e in dict.fromkeys(claim.stated) if e in claim.written]


def _required_as_stated(claim: Prepared, unfolding: Unfolding) -> Iterator[Requirement]:
    """What the sides require as they were stated: of what is carried out, nothing may be left behind."""
    solved = dict(claim.solved)
    for stated in _carried_out(claim):
        e = written_out(claim.facts, stated)
        inner = []
        for node in operations(e):
            with suppress(Unsupported):
                inner.append(unfolding.whole(node))
        # where a case stands beside a derivative or a limit, nothing need be left of it either
        cases = not kinds(e).isdisjoint(_LEAVING_NOTHING)
        yield from (
            _put(r, solved, unfolding) for part in (e, *inner) for r in required(claim.facts, part, cases=cases)
        )
    for e in dict.fromkeys((*claim.stated, *claim.written)):
        yield from (_put(r, solved, unfolding) for r in required_of_terms(claim.facts, e))


_LEAVING_NOTHING = frozenset({Derivative, Limit, Variation, Held})


def _put(r: Requirement, solved: dict[Any, Any], unfolding: Unfolding) -> Requirement:
    """A requirement with the values of symbols put in, and everything carried out."""
    there = substituted(r.expression, solved)
    with suppress(Unsupported):
        there = unfolding.whole(there)
    return Requirement(r.relation, there, tuple((substituted(u, solved), q) for u, q in r.unless))


def by_normal_form(claim: Prepared, deadline: float | None) -> Verdict | None:
    """Both sides in one tower; the numerator of their difference is zero, or its sign follows."""
    sides, facts = claim.sides, claim.facts
    if claim.generic:
        facts = replace(facts, signs=(*facts.signs, *claim.generic))
    if claim.unused:
        facts = replace(facts, signs=(*facts.signs, *((e, "0") for e in claim.unused)))
    tower, left, right = _read(claim, facts, deadline)
    _check_equations([tower.of(e) for e in claim.unused])
    difference = tower.reduce(left - right)
    if not _holds(tower, difference, sides.relation, claim.unused):
        return None
    method = "normal form" if sides.relation is Relation.EQ else "sign of the difference"
    if claim.solved or claim.unused:
        method += ", hypotheses eliminated"
    return proved(method, side_conditions=conditions_of(tower, claim))


def _read(claim: Prepared, facts: Facts, deadline: float | None) -> tuple[Tower, Fraction, Fraction]:
    """Both sides in one tower; hypotheses that contradict each other are found here."""
    everything = [claim.sides.lhs, claim.sides.rhs, *(e for e, _ in facts.signs), *claim.unused]
    try:
        tower, (left, right, *_) = build(facts, everything, deadline=deadline)
        if facts.signs:
            known_polynomials(tower)
    except Vacuous:
        if claim.generic:
            raise Unsupported("a value that is known for generic parameters only, which these may not be") from None
        raise
    return tower, left, right


def _check_equations(fractions: list[Any]) -> None:
    """Each numerator modulo the ones before: a number other than zero that would have to vanish is a contradiction."""
    for i, f in enumerate(fractions):
        n = f.numerator
        for other in (g.numerator for g in fractions[:i]):
            if not n.is_constant() and not other.is_constant():
                n = divmod(n, other)[1]
        if n.is_constant() and not n.is_zero():
            raise Vacuous("the equations among the hypotheses contradict each other")


def _holds(tower: Tower, difference: Any, relation: Relation, unused: tuple[Any, ...]) -> bool:
    if relation is not Relation.EQ:
        return sign_of(tower, difference) in _PROVING_SIGNS[relation]
    if difference.is_zero():
        return True
    numerator = difference.numerator
    for equation in unused:
        divisor = tower.of(equation).numerator
        if not divisor.is_zero() and not divisor.is_constant():
            numerator = tower.reduce_polynomial(divmod(numerator, divisor)[1])
    return bool(numerator.is_zero()) or _vanishes_by_constants(tower, numerator)


def _vanishes_by_constants(tower: Tower, numerator: Any) -> bool:
    """Whether relations between algebraic numbers, or between their logarithms, make a numerator vanish."""
    try:
        return constants.is_zero(tower, constants.without_related_logarithms(tower, numerator))
    except Unsupported:  # there is no room left in the tower
        return False
