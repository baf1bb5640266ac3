"""One derivation as it is carried out: each step applied, compared with the next line, and its premises kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sympy import Add, Integer, Mul, Order, Symbol, oo

from symrules.decide.refutation import Instances
from symrules.derivation import Hypothesis, Link, LinkResult, StepResult
from symrules.errors import DerivationError
from symrules.identity import Asymptotic, Condition, Identity, Relation
from symrules.justify.calculation import Calculation
from symrules.justify.expansion import Expansion, order_as_written, without_order
from symrules.justify.limits import LimitingValue
from symrules.justify.premises import Premises
from symrules.justify.rewriting import Using
from symrules.justify.rule import rewritten, settled
from symrules.justify.solving import Solving
from symrules.notation import Notation
from symrules.series import expand
from symrules.text import nodes, print_expression, read_expression
from symrules.verdict import Outcome, Verdict, proved, undecided


@dataclass
class Run:
    """One derivation as it is carried out.

    Parameters
    ----------
    lemma : decides a link that a step uses
    """

    statement: Identity
    instances: Instances
    values: tuple[Condition, ...]
    lemma: Callable[[Link], LinkResult]
    premises: Premises = field(init=False)
    steps: list[StepResult] = field(default_factory=list)
    limits: list[LimitingValue] = field(default_factory=list)
    hypotheses: dict[Hypothesis, None] = field(default_factory=dict)
    side_conditions: dict[str, None] = field(default_factory=dict)
    evidence: dict[str, None] = field(default_factory=dict)
    inherited: dict[str, None] = field(default_factory=dict)
    regularity: bool = False
    truncated: bool = False

    def __post_init__(self) -> None:
        self.premises = Premises(self.statement)

    @property
    def notation(self) -> Notation:
        return self.statement.notation

    def of(self, proof: Calculation) -> Verdict:
        """The verdict on the statement that the calculation claims to prove."""
        relation = self.statement.relation
        if not isinstance(relation, Asymptotic) and relation not in (Relation.EQ, Relation.LE, Relation.GE):
            return undecided("derivation", f"a chain of equations does not prove a claim with {relation}")
        if not proof.steps:
            return undecided("derivation", "the calculation has no steps")
        current = proof.start
        self._foresee(proof)
        for step in proof.steps:
            verdict = self._step(current, step)
            if not verdict.proved:
                detail = verdict.reason or f"they differ {verdict.witness}"
                return undecided(
                    "derivation",
                    f"the step to {print_expression(step.expression)} ({step.by.name}) is not proved: {detail}",
                )
            current = step.expression
        if proof.reverse and self.limits:
            return undecided("derivation", "a limit is taken in a calculation that runs from right to left")
        start = self._in_the_limit(proof.start)
        ends = (current, start) if proof.reverse else (start, current)
        if reason := self.premises.contradiction():
            return undecided("derivation", reason)
        return self._conclude(*ends)

    def _foresee(self, proof: Calculation) -> None:
        """Take note of every equation first: what is expanded in one step may be defined in a later one."""
        for step in proof.steps:
            if isinstance(step.by, Using):
                rules = tuple(rule for rule in step.by.rules if rule.replaces)
                self.premises.add(rules, tuple(rule.condition() for rule in step.by.rules if not rule.replaces))

    def _in_the_limit(self, start: Any) -> Any:
        """What a chain in which limits are taken is about: the limit of its first line."""
        for taken in self.limits:
            start = taken.of(start, self.notation)
        return start

    def _step(self, current: Any, step: Any) -> Verdict:
        if reason := self._out_of_place(current, step.by):
            return undecided("derivation", reason)
        if reason := self._unfounded(step.by):
            return undecided("derivation", reason)
        applied = step.by.apply(current, self.notation)
        if isinstance(step.by, LimitingValue):
            self.limits.append(step.by)
        if isinstance(step.by, Solving):
            self.premises.solve(step.by.equations, applied.values)
        self.premises.add((), applied.conditions)
        self.regularity = self.regularity or applied.regularity
        self.hypotheses |= dict.fromkeys(applied.hypotheses)
        expected = without_order(step.expression)
        if isinstance(step.by, Using):
            expected = self._by_rules(expected, step.by)
            if applied.expression == current and expected == step.expression and not applied.conditions:
                raise DerivationError(f"{step.by.name}: there is nothing to replace")
        verdict = self._equal(applied.expression, expected, tuple(applied.conditions))
        self.side_conditions |= dict.fromkeys((*applied.side_conditions, *verdict.side_conditions))
        self.evidence |= dict.fromkeys(applied.evidence)
        self.truncated = self.truncated or applied.order is not None
        shown = self._with_order(step.expression) if self.truncated else step.expression
        self.steps.append(StepResult(shown, step.by.name, verdict.with_(evidence=applied.evidence)))
        return verdict

    def _with_order(self, e: Any) -> Any:
        """An expanded line with the O() of what it leaves out, where the author has not written it."""
        claim = self.statement.relation
        if e.has(Order) or not isinstance(claim, Asymptotic):
            return e
        point = print_expression(claim.point)
        size = f"({claim.variable.name} - {point})" if claim.point not in (0, oo, -oo) else claim.variable.name
        power = claim.order if claim.point not in (oo, -oo) else -claim.order
        left_out = read_expression(f"O({size}**({power}), ({claim.variable.name}, {point}))", self.notation)
        return nodes.add(*(e.args if e.is_Add else (e,)), left_out)

    def _unfounded(self, reason: Any) -> str:
        """Why an equation that a step uses may not be used; empty where it is a definition, a hypothesis or proved."""
        rules = reason.rules if isinstance(reason, Using) else getattr(reason, "equations", ())
        for rule in rules:
            if rule.proved_by is not None:
                result = self.lemma(rule.proved_by)
                if not result.verdict.proved:
                    return f"the lemma {rule.name} is not proved: {result.verdict.reason or result.verdict.witness}"
                self.inherited |= dict.fromkeys(result.verdict.hypotheses)
                self.side_conditions |= dict.fromkeys(result.verdict.side_conditions)
            elif rule.is_computed and rule.hypothesis is None and not self._equal(rule.lhs, rule.rhs).proved:
                return f"{rule.name or rule.lhs} is neither a definition, nor a hypothesis, nor a lemma that is proved"
        return ""

    def _out_of_place(self, current: Any, reason: Any) -> str:
        """Why an expansion or a limit proves nothing here; empty where it does."""
        if isinstance(reason, Expansion):
            claim = self.statement.relation
            if not isinstance(claim, Asymptotic):
                return "an expansion leaves terms out, and the claim is exact"
            if reason.variable != claim.variable.name or reason.at(self.notation) != claim.point:
                return f"the claim is about {claim.variable} at {print_expression(claim.point)}"
            if reason.order < claim.order:
                return f"the claim is made to order {claim.order}"
        elif not isinstance(reason, LimitingValue):
            return ""
        return self.premises.dependence(current, Symbol(reason.variable))

    @staticmethod
    def _by_rules(e: Any, reason: Using) -> Any:
        for rule in reason.rules:
            e = rewritten(e, rule) if rule.replaces else e
        return e

    def _equal(self, a: Any, b: Any, conditions: tuple[Condition, ...] = ()) -> Verdict:
        if a == b:
            return proved("identical")
        where = (*self.statement.where, *conditions, *self.premises.within)
        claim = Identity(a, b, self.notation, where=where, label=self.statement.label)
        verdict = settled(claim, self.instances)
        if verdict.undecided and self.values:
            # a claim that fails at some value of a symbol fails; one that holds there is not thereby proved
            special = settled(replace(claim, where=(*where, *self.values)), self.instances)
            return special if special.refuted else verdict
        return verdict

    def _conclude(self, start: Any, end: Any) -> Verdict:
        """The chain begins at the left side and ends at the right one, up to the order that is claimed."""
        first, second = self._meets(self.statement.lhs, start), self._meets(self.statement.rhs, end)
        if {first.outcome, second.outcome} == {Outcome.PROVED, Outcome.REFUTED}:
            # what is equal to one side differs from the other
            return (first if first.refuted else second).with_(hypotheses=self._named())
        for verdict, does, reached in ((first, "begins", start), (second, "ends", end)):
            if not verdict.proved:
                # nothing follows for the statement from a derivation of something else
                detail = verdict.reason or f"it differs from what the statement says {verdict.witness}"
                return undecided("derivation", f"the derivation {does} at {print_expression(reached)}: {detail}")
            self.side_conditions |= dict.fromkeys(verdict.side_conditions)
        for further in (self._order_as_written(), self._remainder(), self._at_a_point()):
            if further is not None and not further.proved:
                return further.with_(hypotheses=self._named()) if further.refuted else further
        reasons = dict.fromkeys(step.reason for step in self.steps)
        self.side_conditions |= dict.fromkeys(self.premises.requirements)
        self.evidence |= {f"{name}: {text}": None for name, text in self.premises.granted.items() if name != text}
        return proved(
            "derivation: " + "; ".join(reasons) if reasons else "derivation",
            hypotheses=self._named(),
            side_conditions=tuple(self.side_conditions),
            evidence=tuple(self.evidence),
        )

    def _named(self) -> tuple[str, ...]:
        conditions = (*(str(c) for c in self.statement.where), *(str(h) for h in self.hypotheses), *self.inherited)
        return tuple(dict.fromkeys(conditions))

    def _meets(self, side: Any, reached: Any) -> Verdict:
        side, reached = without_order(side), without_order(reached)
        if side == reached:
            return proved("identical")
        conditions = tuple(self.premises.conditions)
        verdict = self._equal(side, reached, conditions)
        if verdict.proved:
            return verdict
        if self.premises.rules:
            verdict = self._equal(self._expanded(side), self._expanded(reached), conditions)
        claim = self.statement.relation
        if not verdict.refuted or not isinstance(claim, Asymptotic):
            return verdict
        verdict = self._low_orders(side, reached, claim, claim.order)
        if verdict.proved and claim.remainder is not None:
            return undecided("derivation", "they agree up to the order; a bound of the remainder is about all of it")
        return verdict

    def _expanded(self, e: Any) -> Any:
        """An expression in terms of what the rules of the derivation leave: both sides are compared there."""
        for rule in self.premises.rules:
            e = rewritten(e, rule)
        return e

    def _low_orders(self, side: Any, reached: Any, claim: Asymptotic, order: int) -> Verdict:
        """The two sides agree up to the order claimed: their difference, expanded to below it, vanishes."""
        difference = Add(self._expanded(side), Mul(-1, self._expanded(reached), evaluate=False), evaluate=False)
        if reason := self.premises.dependence(difference, claim.variable):
            return undecided("derivation", reason)
        name, point = claim.variable.name, print_expression(claim.point)
        # a polynomial of lower degree that is not zero somewhere is not O() of the order claimed
        below = Expansion(name, order, point).apply(difference, self.notation)
        self.side_conditions |= dict.fromkeys(below.side_conditions)
        return self._equal(below.expression, Integer(0), tuple(self.premises.conditions))

    def _order_as_written(self) -> Verdict | None:
        """An O() in the statement that claims more than its relation is held to what it says."""
        claim = self.statement.relation
        written = [side for side in (self.statement.lhs, self.statement.rhs) if side.has(Order)]
        if not written:
            return None
        if not isinstance(claim, Asymptotic):
            return undecided("derivation", "the claim is exact, and an O() stands in it")
        highest = max(order_as_written(side, claim, self.notation) for side in written)
        if highest <= claim.order:
            return None
        left, right = without_order(self.statement.lhs), without_order(self.statement.rhs)
        return self._low_orders(left, right, claim, highest)

    def _remainder(self) -> Verdict | None:
        """A claimed bound of the remainder, against the one that the engine proves."""
        claim = self.statement.relation
        if not isinstance(claim, Asymptotic) or claim.remainder is None:
            return None
        left, right = (self._expanded(without_order(side)) for side in (self.statement.lhs, self.statement.rhs))
        series = expand(left, claim.variable, claim.point, claim.order - 1, notation=self.notation)
        truncated = self._equal(series.as_expression(), right, tuple(self.premises.conditions))
        if not truncated.proved:
            return undecided("derivation", "the bound is that of the truncated series, and the right side is not that")
        found = series.remainder()
        if (found.lower, found.upper) != (-oo, oo):
            return undecided("derivation", f"the remainder is bounded for {found.valid} only")
        verdict = settled(Identity(found.bound, claim.remainder, self.notation, Relation.LE, self.statement.where))
        if verdict.proved:
            self.evidence[f"|remainder| <= {print_expression(found.bound)} for all real {claim.variable}"] = None
        return verdict

    def _at_a_point(self) -> Verdict | None:
        """A derivation that takes regularity for granted is held against values of the statement itself."""
        if not self.regularity or self.premises.rules or isinstance(self.statement.relation, Asymptotic):
            return None  # what definitions say of the symbols, the statement alone does not
        direct = settled(self.statement, self.instances)
        return direct if direct.refuted else None
