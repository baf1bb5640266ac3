"""One claim on known facts: proved, refuted by a witness, split into cases, or undecided."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

from sympy import Add, Derivative, Mul

from symrules.decide.calculus import by_derivative, by_monotonicity
from symrules.decide.carry_out import has_operations
from symrules.decide.cases import inner, is_about, opposite, split, turning
from symrules.decide.clock import until
from symrules.decide.conditions import Side, merged
from symrules.decide.confirmation import as_written, has_edges, look_at_edges
from symrules.decide.elimination import without_idle
from symrules.decide.excluded import Excluded, completed, says_nothing, solved_first
from symrules.decide.facts import Facts, facts_of
from symrules.decide.induction import by_induction
from symrules.decide.kinds import kinds
from symrules.decide.less import weaker
from symrules.decide.proof import Attempt, Prepared, Sides, in_closed_form, prepare, prove, with_dependences
from symrules.decide.refusals import Meaningless, NeedsSign, NoLimit, Unsupported, Vacuous
from symrules.decide.refutation import Claims, Instances, claim_of, claims, has_unknowns, refute
from symrules.decide.satisfiable import have_a_point, not_looked_at, satisfiable
from symrules.decide.unreached import why_unreached
from symrules.decide.witness import Claim, Look, holds_strictly, look
from symrules.errors import BudgetExceeded
from symrules.identity import Asymptotic, Identity, Relation
from symrules.text.readable import readable
from symrules.verdict import Verdict, proved, refuted, undecided
from symrules.vocabulary import Held, Variation, free_symbols

_SPLITS = 3
_DERIVATIVES = frozenset({Derivative, Variation, Held})
_NO_POINT = (
    "no point was found that satisfies the hypotheses: they may contradict "
    "each other, and then the statement says nothing"
)
_NOT_TOLD_APART = "the difference does not reduce to zero, and no point was found where the sides differ"
_NO_POINT_IN_CASE, _NO_VALUE_IN_CASE = _SAYS_NOTHING = ("no point in this case", "no value in this case")
_NOWHERE = Side("")
_ENCLOSURES = "rigorous enclosures at a point"


def decide_claim(sides: Sides, facts: Facts, deadline: float, instances: Instances) -> Verdict:
    """Decide two expressions in a relation, on known facts; the budget is the caller's affair."""
    with until(deadline):
        decision = _Decision(sides, without_idle(facts), deadline, instances)
        return _with_a_point(decision.verdict(), decision.facts, deadline)


def _with_a_point(verdict: Verdict, facts: Facts, deadline: float) -> Verdict:
    """A proof, if its side conditions hold anywhere together with what is known; else it says nothing."""
    sides = [c for c in verdict.side_conditions if isinstance(c, Side)]
    if not verdict.proved or not sides or have_a_point(sides, facts, deadline):
        return verdict
    conditions = ", ".join(verdict.side_conditions)
    return undecided(verdict.method, f"it holds provided that {conditions}; no point was found where that is so")


def proof_by_normal_form(identity: Identity, *, seconds: float = 1.0) -> Verdict | None:
    """The proof that the exact methods find by themselves, or None; no witness is sought."""
    if isinstance(identity.relation, Asymptotic):
        return None
    sides = Sides(identity.lhs, identity.rhs, identity.relation)
    try:
        claim = prepare(sides, facts_of(identity.notation, identity.where))
        if claim.conditions:  # what generic parameters exclude is left to the full decision
            return None
        deadline = time.monotonic() + seconds
        found = prove(claim, deadline).verdict
        if found is not None:
            found = _with_a_point(found, claim.facts, deadline)
        return found if found is not None and found.proved else None
    except (Unsupported, Meaningless, NeedsSign, BudgetExceeded):
        return None


class _Decision:
    """One decision of one claim; cases of it are decided by the same methods."""

    def __init__(self, sides: Sides, facts: Facts, deadline: float, instances: Instances) -> None:
        self.sides, self.facts = sides, with_dependences(sides, facts)
        self.deadline, self.instances = deadline, instances
        self.candidates: Claims | None = None

    def verdict(self) -> Verdict:
        claim, reason = self._prepared(self.facts)
        glance = self._glance(claim)
        if glance.witness is not None:
            return refuted(_ENCLOSURES, glance.witness)
        try:
            attempt = prove(claim, self.deadline) if claim is not None else Attempt(reason=reason)
        except Meaningless as error:
            found = self._equations_first()
            return undecided("normal form", _nothing_said(error)) if found is None else found
        if claim is None and (found := self._equations_first()) is not None:
            return found
        if attempt.verdict is not None:
            return self._complete(self._confirmed(attempt.verdict, glance, claim), claim, self.facts)
        witness = refute(self._claims(), self.deadline, thorough=False) or refute(self._closed(claim), self.deadline)
        if witness is not None:
            return refuted(_ENCLOSURES, witness)
        found = self._further(claim)
        if found is not None:
            return self._complete(self._confirmed(found, glance, claim), claim, self.facts)
        by_cases = self._by_cases(self.facts, attempt.split_on, _SPLITS)
        if by_cases is not None:
            return by_cases if by_cases.refuted else self._confirmed(by_cases, glance, claim)
        witness = refute(self._claims(), self.deadline)
        if witness is not None:
            return refuted(_ENCLOSURES, witness)
        if (by_less := self._by_less()) is not None:
            return self._confirmed(by_less, glance, claim)
        unfolded = self.sides if claim is None else claim.sides
        reason = attempt.reason or why_unreached([unfolded.lhs, unfolded.rhs]) or self._not_told_apart(claim)
        return undecided("normal form and balls", reason)

    def _not_told_apart(self, claim: Prepared | None) -> str:
        if claim is None or not claim.unused:
            return _NOT_TOLD_APART
        equations = ", ".join(f"{readable(e)} = 0" for e in claim.unused)
        return f"{_NOT_TOLD_APART}; of the hypotheses, {equations} is not solved for a symbol"

    def _glance(self, claim: Prepared | None) -> Look:
        """A first look: at two points with everything carried out, and at the edges as the claim was written."""
        if self._has_unknowns or (claim.unused if claim is not None else self.facts.equations):
            return Look()
        found = Look()
        if claim is not None:
            carried_out = claim_of(claim)
            self.candidates = Claims([carried_out])
            if claim.sides.lhs is self.sides.lhs and claim.sides.rhs is self.sides.rhs and not self.facts.equations:
                if has_edges(carried_out):
                    return look_at_edges(carried_out, self.deadline)
                return look(carried_out, count=2, deadline=self.deadline)
            found = look(carried_out, count=2, deadline=self.deadline)
        if found.witness is not None or self._follows_ties:
            return found
        edges = look_at_edges(as_written(self.sides, self.facts, claim), self.deadline)
        return replace(edges, qualified=edges.qualified or found.qualified)

    @cached_property
    def _follows_ties(self) -> bool:
        """Whether a derivative is taken where symbols depend on each other: a point does not show how."""
        derivatives = any(not kinds(e).isdisjoint(_DERIVATIVES) for e in (self.sides.lhs, self.sides.rhs))
        return derivatives and bool(self.facts.dependences or self.facts.equations)

    def _by_less(self) -> Verdict | None:
        """A proof from less than what is known."""
        symbols = sorted(self._symbols, key=lambda s: str(s.name))
        for facts in weaker(self.facts, symbols, follows_ties=self._follows_ties):
            found = _Decision(self.sides, facts, self.deadline, self.instances)._case(facts, _SPLITS, _NOWHERE)
            if found is not None and found.proved and found.method not in _SAYS_NOTHING:
                conditions = merged(self.facts, found.side_conditions)
                if _NOWHERE not in conditions:
                    return found.with_(side_conditions=conditions)
        return None

    @cached_property
    def _has_operations(self) -> bool:
        return any(has_operations(e) for e in (self.sides.lhs, self.sides.rhs))

    def _equations_first(self) -> Verdict | None:
        """The claim with its equations put in before anything is carried out: a closed form may have no value there."""
        case = self._solved_first(self.facts) if self._has_operations else None
        found = None if case is None or says_nothing(case) else self._excluded(case, _NOWHERE)
        if found is None or found.method in _SAYS_NOTHING:
            return None
        return self._confirmed(found, Look()) if found.proved else found

    def _solved_first(self, facts: Facts) -> Excluded | None:
        """The claim with equations put in as it was written; None where there are none to put in.

        A derivative follows what the hypotheses tie; so where one is taken, only the equations of a case are put in.
        """
        sides = (self.sides.lhs, self.sides.rhs)
        equations = facts.equations
        if any(not kinds(e).isdisjoint(_DERIVATIVES) for e in sides):
            equations = tuple(e for e in equations if e not in self.facts.equations)
        return solved_first(sides, facts, equations) if equations else None

    @cached_property
    def _has_unknowns(self) -> bool:
        return has_unknowns([self.sides.lhs, self.sides.rhs, *self.facts.equations, *(e for e, _ in self.facts.signs)])

    def _prepared(self, facts: Facts) -> tuple[Prepared | None, str]:
        try:
            return prepare(self.sides, facts), ""
        except NeedsSign as error:
            return None, f"no exact method reaches it: {error}"
        except NoLimit as error:
            return None, str(error)
        except Unsupported as error:
            return None, f"no exact method reaches it: {error}"

    def _claims(self) -> Claims:
        if self.candidates is None:
            self.candidates = Claims(claims(self.sides, self.facts, self.deadline, self.instances))
        return self.candidates

    def _confirmed(self, verdict: Verdict, glance: Look, claim: Prepared | None = None) -> Verdict:
        """The proof, once some point that satisfies the hypotheses gives both sides values that agree."""
        if glance.qualified:
            return verdict
        generic = claim.generic if claim is not None else ()
        conditional = bool(self.facts.signs or self.facts.equations or generic)
        if self._has_unknowns and not conditional:
            return verdict
        unreachable, met = False, False
        for candidate in self._claims():
            met = True
            found = look(candidate, count=400 if conditional else 60, deadline=self.deadline)
            if found.witness is not None:
                return undecided("internal error", "a defect of the prover: a proof and a witness contradict")
            if found.qualified:
                return verdict
            unreachable = unreachable or found.unreachable
        if unreachable or not met or self._has_unknowns:
            if not conditional:
                return verdict
            if satisfiable(self.facts, generic, self.deadline):
                unseen = (f"not looked at: whether {e} holds anywhere" for e in not_looked_at(self.facts))
                return verdict.with_(evidence=(*verdict.evidence, *unseen))
            return undecided(verdict.method, _NO_POINT)
        for candidate in self._closed(self._prepared(self.facts)[0]):
            if look(candidate, count=60, deadline=self.deadline).qualified:
                return verdict
        if conditional:
            return undecided(verdict.method, _NO_POINT)
        return undecided(verdict.method, "no point was found where both sides are defined")

    # -- cases

    def _by_cases(self, facts: Facts, split_on: Any, splits: int, otherwise: Side | None = None) -> Verdict | None:
        """A proof in each case of the sign of some expression, or a witness in one of them.

        Inside a case, `otherwise` is the side condition that excludes it.
        """
        if not splits:
            return None
        sides = (self.sides.lhs, self.sides.rhs)
        for expression in islice(turning(facts, sides, split_on), 5):
            cases = split(facts, expression)
            verdicts = []
            for relation, assumed in cases:
                verdict = self._case(assumed, splits, inner(otherwise, opposite(expression, relation)))
                if verdict is None or verdict.refuted:
                    break
                if relation == "=" and verdict.method == _NO_VALUE_IN_CASE and is_about(facts, sides, expression):
                    verdict = None
                    break
                verdicts.append(verdict)
            if verdict is not None and verdict.refuted:
                return verdict
            if len(verdicts) == len(cases):
                conditions = merged(facts, (c for v in verdicts for c in v.side_conditions))
                # what is proved inside a case is named by that case
                named = "cases: " + ", ".join(f"{expression} {relation} 0" for relation, _ in cases)
                evidence = (named,) if splits == _SPLITS else ()
                return proved("normal form, by cases", side_conditions=conditions, evidence=evidence)
        return None

    def _case(self, facts: Facts, splits: int, otherwise: Side) -> Verdict | None:
        """A proof in one case, a refutation, or None; where the sides have no value in it, a side condition says so."""
        try:
            claim, _ = self._prepared(facts)
            if claim is None:
                return None
            attempt = prove(claim, self.deadline)
        except Vacuous:
            return proved(_NO_POINT_IN_CASE)
        except Meaningless:
            # a closed form may have no value where the claim has one
            if self._has_operations and (case := self._solved_first(facts)) is not None:
                return self._excluded(case, otherwise)
            if self._has_operations and not says_nothing(Excluded((self.sides.lhs, self.sides.rhs), facts)):
                return None
            return proved(_NO_VALUE_IN_CASE, side_conditions=(otherwise,))
        if attempt.verdict is not None:
            complete = self._complete(attempt.verdict, claim, facts)
            return None if complete.undecided else complete
        witness = refute(self._closed(claim), self.deadline)
        if witness is not None:
            return refuted(_ENCLOSURES, witness)
        found = self._further(claim)
        if found is None:
            return self._by_cases(facts, attempt.split_on, splits - 1, otherwise)
        complete = self._complete(found, claim, facts)
        return None if complete.undecided else complete

    def _complete(self, verdict: Verdict, claim: Prepared | None, facts: Facts) -> Verdict:
        """A proof for generic parameters, once what they exclude is proved too, or refutes the claim."""
        if claim is None or not claim.conditions or not verdict.proved:
            return verdict
        return completed(verdict, claim.conditions, (self.sides.lhs, self.sides.rhs), facts, self._excluded)

    def _excluded(self, case: Excluded, otherwise: Side) -> Verdict | None:
        """A proof in a case that generic parameters exclude, a refutation, or None."""
        if says_nothing(case):
            return proved(_NO_VALUE_IN_CASE, side_conditions=(otherwise,))
        inner = _Decision(Sides(*case.sides, self.sides.relation), case.facts, self.deadline, self.instances)
        found = inner._case(inner.facts, _SPLITS, otherwise)
        if found is not None and found.proved:
            return found
        with contextlib.suppress(Meaningless):
            candidates = [*inner._claims(), *inner._closed(inner._prepared(inner.facts)[0])]
            solved = [replace(c, solved=(*c.solved, *case.solved)) for c in candidates]
            if (witness := refute(solved, self.deadline)) is not None:
                return refuted(_ENCLOSURES, witness)
        return None

    def _further(self, claim: Prepared | None) -> Verdict | None:
        """A proof by calculus, by enclosures of numbers, or by induction where a sum could not be carried out."""
        if self._has_unknowns:
            return None
        if self.sides.relation is not Relation.EQ and not self._symbols and self._numbers_compare():
            return proved("rigorous enclosures")
        if claim is None:
            try:
                return by_induction(self.sides, self.facts, self.deadline)
            except (Unsupported, Meaningless):
                return None
        for method in (by_derivative, by_monotonicity):
            try:
                if (found := method(claim, self.deadline)) is not None:
                    return found
            except (Unsupported, Meaningless):
                continue
        return None

    @cached_property
    def _symbols(self) -> frozenset[Any]:
        return frozenset[Any]().union(*(free_symbols(e) for e in (self.sides.lhs, self.sides.rhs)))

    def _numbers_compare(self) -> bool:
        """Whether the claim, which is one about numbers, is seen to hold."""
        claim = Claim(self.sides.lhs, self.sides.rhs, self.sides.relation, (), self.facts)
        return any(holds_strictly(claim, precision) for precision in (64, 512, 4096))

    def _closed(self, claim: Prepared | None) -> Iterator[Claim]:
        """The claim with integrals over unbounded ranges, and then with all, in closed form, where they have one."""
        if claim is None or claim.unused or self._has_unknowns:
            return
        for bounded in (False, True):
            closed = in_closed_form(claim, self.deadline, bounded=bounded)
            if closed is not None:
                yield claim_of(closed)
                return


def _nothing_said(error: Meaningless) -> str:
    if isinstance(error, Vacuous):
        return f"the statement is vacuous: {error}"
    return f"the statement has no meaning: {error}"


def difference(identity: Identity) -> Any:
    """lhs - rhs, unevaluated."""
    return Add(identity.lhs, Mul(-1, identity.rhs, evaluate=False), evaluate=False)
