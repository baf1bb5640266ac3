"""The decision: the one verb of the project."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Add, Integer, Mul, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.balls import Undefined, evaluate
from symrules.decide.cases import split, turning_points
from symrules.decide.conditions import side_conditions
from symrules.decide.elimination import eliminate
from symrules.decide.facts import Facts, facts_of
from symrules.decide.signs import sign_of
from symrules.decide.tower import Meaningless, Unsupported, build
from symrules.decide.unfold import Unfolding
from symrules.decide.witness import Claim, concrete, find_witness, instantiated, points, unfolded
from symrules.errors import BudgetExceeded
from symrules.identity import Asymptotic, Identity, Relation
from symrules.verdict import Verdict, proved, refuted, undecided

Instances = Mapping[str, tuple[tuple[Symbol, ...], Any]]

_PROVING_SIGNS = {
    Relation.GT: ("+",), Relation.GE: ("+", "0+", "0"), Relation.LT: ("-",), Relation.LE: ("-", "0-", "0"),
    Relation.NE: ("+", "-", "!0"),
}  # fmt: skip


_ZERO = Integer(0)
_RELATION_OF_SIGN = {"+": Relation.GT, "-": Relation.LT, "0+": Relation.GE, "0-": Relation.LE, "!0": Relation.NE}


@dataclass(frozen=True)
class _Sides:
    lhs: Any
    rhs: Any
    relation: Relation


def decide(identity: Identity, *, seconds: float = 10.0, instances: Instances | None = None) -> Verdict:
    """Decide whether an identity holds on the domain of its symbols, under its conditions.

    Parameters
    ----------
    seconds : time budget; an exhausted budget is "undecided"
    instances : concrete functions (parameters, body) to put for unknown ones where a witness is sought

    Returns
    -------
    Verdict
        Proved means: at every point of the domain that satisfies the conditions, and where both sides are defined,
        they agree. Refuted means: they differ at the witness, which is such a point.
    """
    deadline = time.monotonic() + seconds
    if isinstance(identity.relation, Asymptotic):
        from symrules.decide.asymptotic import decide_asymptotic

        return decide_asymptotic(identity, deadline)
    sides = _Sides(identity.lhs, identity.rhs, identity.relation)
    facts = facts_of(identity.notation, identity.where)
    hypotheses = tuple(str(c) for c in identity.where)
    try:
        verdict = _decide(sides, facts, deadline, instances or {}, splits=3)
    except BudgetExceeded:
        return undecided("budget", f"undecided: budget of {seconds:g} s exhausted")
    except RecursionError:
        return undecided("budget", "the expression is nested too deeply")
    return verdict.with_(hypotheses=hypotheses) if not verdict.undecided else verdict


def _decide(sides: _Sides, facts: Facts, deadline: float, instances: Instances, splits: int) -> Verdict:
    reason, verdict = "", None
    try:
        verdict, reason = _prove(sides, facts, deadline)
    except Meaningless as error:
        return undecided("normal form", f"the statement has no meaning: {error}")
    except Unsupported as error:
        reason = f"no exact method reaches it: {error}"
    if verdict is not None:
        return verdict
    witness = _refute(sides, facts, deadline, instances)
    if witness is not None:
        return witness
    if splits:
        by_cases = _decide_by_cases(sides, facts, deadline, instances, splits)
        if by_cases is not None:
            return by_cases
    return undecided("normal form and balls", reason or "the difference does not reduce to zero, "
                     "and no point was found where the sides differ")


def _prove(sides: _Sides, facts: Facts, deadline: float) -> tuple[Verdict | None, str]:
    """A proof by normal form; or None and what is left over."""
    unfolding = Unfolding(facts)
    equations = tuple(unfolding.of(e) for e in facts.equations)
    signs = tuple((unfolding.of(e), s) for e, s in facts.signs)
    trees = [unfolding.of(sides.lhs), unfolding.of(sides.rhs)]
    known = Facts(facts.notation, signs, equations, unfolding.facts.bound)
    (lhs, rhs), known, solved, unused = eliminate(known, trees)
    tower, (left, right, *_) = build(known, [lhs, rhs, *(e for e, _ in known.signs), *unused], deadline=deadline)
    difference = tower.reduce(left - right)
    if not _holds(tower, difference, sides.relation, unused):
        return None, ""
    if not _meaningful(known, lhs, rhs, comparable=sides.relation is Relation.EQ and not known.signs and not unused):
        return None, "no point was found where both sides are defined and the enclosures agree with the normal form"
    conditions = side_conditions(tower, [*trees])
    assumed = tuple(sorted(unfolding.assumed))
    method = "normal form" if sides.relation is Relation.EQ else "sign of the difference"
    if solved or unused:
        method += ", hypotheses eliminated"
    return proved(method, side_conditions=(*conditions, *assumed)), ""


def _holds(tower: Any, difference: Any, relation: Relation, unused: list[Any]) -> bool:
    if relation is not Relation.EQ:
        return sign_of(tower, difference) in _PROVING_SIGNS[relation]
    if difference.is_zero():
        return True
    numerator = difference.numerator
    for equation in unused:
        divisor = tower.of(equation).numerator
        if not divisor.is_zero() and not divisor.is_constant():
            numerator = tower.reduce_polynomial(divmod(numerator, divisor)[1])
    return bool(numerator.is_zero())


def _meaningful(facts: Facts, lhs: Any, rhs: Any, *, comparable: bool) -> bool:
    """Whether some point of the domain gives both sides a value.

    Where no condition restricts the points, the values there must also agree: a second method, which shares no code
    with the tower, has to concur before anything is called proved.
    """
    if lhs.atoms(AppliedUndef) or rhs.atoms(AppliedUndef):
        return True
    symbols = sorted(lhs.free_symbols | rhs.free_symbols, key=lambda s: s.name)
    for point in points([facts.domain(s) for s in symbols], 24):
        values = dict(zip(symbols, point, strict=True))
        try:
            left, right = evaluate(lhs, values), evaluate(rhs, values)
            if left.is_finite() and right.is_finite():
                return not comparable or bool(left.overlaps(right))
        except (Undefined, ArithmeticError, ValueError) as error:
            if "no value for" in str(error) or "unbounded" in str(error):
                return True
    return False


def _refute(sides: _Sides, facts: Facts, deadline: float, instances: Instances) -> Verdict | None:
    conditions = [*((e, s) for e, s in facts.signs), *((e, "0") for e in facts.equations)]
    everything = [sides.lhs, sides.rhs, *(e for e, _ in conditions)]
    for variant in range(3 if any(e.atoms(AppliedUndef) for e in everything) else 1):
        functions = concrete(facts, everything, instances, variant)
        try:
            lhs, rhs, *rest = unfolded(facts, [instantiated(e, functions) for e in everything])
            bare = Facts(facts.notation, tuple((e, s) for e, (_, s) in zip(rest, conditions, strict=True) if s != "0"),
                         tuple(e for e, (_, s) in zip(rest, conditions, strict=True) if s == "0"), facts.bound)
            (lhs, rhs), left, solved, unused = eliminate(bare, [lhs, rhs])
            if not all(_vanishes(left, e, deadline) for e in unused):
                continue
        except (Unsupported, Meaningless):
            continue
        claim = Claim(lhs, rhs, sides.relation, tuple((e, _RELATION_OF_SIGN[s], _ZERO) for e, s in left.signs),
                      left, tuple(solved), _record(functions, everything))
        witness = find_witness(claim, deadline=deadline)
        if witness is not None:
            return refuted("rigorous enclosures at a point", witness)
    return None


def _vanishes(facts: Facts, e: Any, deadline: float) -> bool:
    tower, (f,) = build(facts, [e], deadline=deadline)
    return f.is_zero()


def _record(functions: Instances, expressions: list[Any]) -> tuple[tuple[str, str], ...]:
    used = {f.func.__name__ for e in expressions for f in e.atoms(AppliedUndef)}
    return tuple((f"{name}({', '.join(p.name for p in parameters)})", str(body))
                 for name, (parameters, body) in sorted(functions.items()) if name in used)


def _decide_by_cases(sides: _Sides, facts: Facts, deadline: float, instances: Instances, splits: int
                     ) -> Verdict | None:
    for turning in turning_points(facts, [sides.lhs, sides.rhs]):
        cases = split(facts, turning)
        verdicts = []
        for _, assumed in cases:
            verdict = _decide(sides, assumed, deadline, instances, splits - 1)
            if verdict.refuted:
                return verdict
            if verdict.undecided:
                break
            verdicts.append(verdict)
        if len(verdicts) == len(cases):
            conditions = {c: None for v in verdicts for c in v.side_conditions}
            named = ", ".join(name for name, _ in cases)
            return proved("normal form, by cases", side_conditions=tuple(conditions), evidence=(f"cases: {named}",))
    return None


def difference(identity: Identity) -> Any:
    """lhs - rhs, unevaluated."""
    return Add(identity.lhs, Mul(-1, identity.rhs, evaluate=False), evaluate=False)
