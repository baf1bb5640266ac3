"""A model against the rules: every obligation is decided, and what breaks a refuted one is shown."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symrules.decide import decide
from symrules.errors import SymrulesError
from symrules.identity import Identity
from symrules.latex import LatexError, to_latex
from symrules.models import Model
from symrules.sumrules.breaking import Prover, Written, breaking_term
from symrules.sumrules.registry import RULES
from symrules.sumrules.rule import Obligation, Rule
from symrules.text import print_expression
from symrules.verdict import NOT_APPLICABLE, Verdict, is_as_expected, overall

MAX_STATEMENT = 4_000
_RELATIONS = {"=": "=", "!=": r"\neq", "<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq"}


@dataclass(frozen=True)
class ObligationResult:
    """One obligation, decided.

    Parameters
    ----------
    statement, latex : the identity as plain text and as LaTeX; empty where the model says too little to state it
    verdict : None where there is nothing to decide; `reason` then says what is missing
    residual : of a refuted claim, the difference of its sides
    beginnings : how the residual begins in each drive
    """

    name: str
    statement: str
    latex: str
    verdict: Verdict | None
    reason: str = ""
    residual: Written | None = None
    beginnings: tuple[Written, ...] = ()

    @property
    def outcome(self) -> str:
        return NOT_APPLICABLE if self.verdict is None else self.verdict.outcome.value


@dataclass(frozen=True)
class RuleResult:
    """A rule's verdict on a model: refuted if any obligation is, else undecided if any is, else proved.

    Parameters
    ----------
    expected : the verdict that the model's author records; empty where none is
    """

    model: str
    file: str
    rule: str
    obligations: tuple[ObligationResult, ...]
    hypotheses: tuple[str, ...]
    seconds: float
    expected: str = ""

    @property
    def verdict(self) -> str:
        return overall([o.outcome for o in self.obligations])

    @property
    def ok(self) -> bool:
        return is_as_expected(self.verdict, self.expected)


def check_model(
    model: Model, rules: Sequence[Rule] = tuple(RULES.values()), *, seconds: float = 10.0
) -> list[RuleResult]:
    """The verdict of each rule on a model.

    Parameters
    ----------
    seconds : time budget of each obligation

    Raises
    ------
    ReadError, DimensionError
        The model lacks a quantity that a rule needs, or an observable has the wrong dimension.
    """
    return [check_rule(model, rule, seconds=seconds) for rule in rules]


def check_rule(model: Model, rule: Rule, *, seconds: float = 10.0) -> RuleResult:
    """The verdict of one rule on a model."""
    start = time.perf_counter()
    found = []
    for obligation in obligations_of(model, rule):
        result = decide_obligation(obligation, _prover, seconds)
        found.append(with_breaking_term(result, obligation, _prover, seconds))
    return RuleResult(model.name, model.file, rule.name, tuple(found), hypotheses_of(model),
                      time.perf_counter() - start, model.expect.get(rule.name, ""))  # fmt: skip


def _prover(identity: Identity, seconds: float) -> Verdict:
    return decide(identity, seconds=seconds)


def obligations_of(model: Model, rule: Rule) -> tuple[Obligation, ...]:
    """What the model owes by a rule; nothing where the rule does not apply.

    Raises
    ------
    ReadError, DimensionError
        The model lacks a quantity that the rule needs, or an observable has the wrong dimension.
    """
    if not rule.applies(model):
        return ()
    try:
        return rule.obligations(model)
    except SymrulesError as error:
        concerned = [name for names in rule.needs for name in names if name in model]
        error.at(model.observables[concerned[0]].place)
        error.message = f"{rule.name}: {error.message}"
        raise


def hypotheses_of(model: Model) -> tuple[str, ...]:
    """What the verdicts rest on: the physics that the author names, and the conditions of the model."""
    return (*(f"{name}: {text}" for name, text in model.hypotheses.items()), *(str(c) for c in model.where))


def decide_obligation(obligation: Obligation, prover: Prover, seconds: float,
                      statement: tuple[str, str] | None = None) -> ObligationResult:  # fmt: skip
    """The verdict on one obligation; what `stated` gives of it may be handed over, where it is known."""
    text, latex = stated(obligation) if statement is None else statement
    verdict = None if obligation.identity is None else prover(obligation.identity, seconds)
    return ObligationResult(obligation.name, text, latex, verdict, obligation.reason)


def with_breaking_term(
    result: ObligationResult, obligation: Obligation, prover: Prover, seconds: float
) -> ObligationResult:
    """The same result; of a refuted claim with what breaks it."""
    if result.verdict is None or not result.verdict.refuted:
        return result
    residual, beginnings = breaking_term(obligation, prover, seconds)
    return ObligationResult(
        result.name, result.statement, result.latex, result.verdict, result.reason, residual, beginnings
    )


def stated(obligation: Obligation) -> tuple[str, str]:
    """The identity as plain text and as LaTeX."""
    identity = obligation.identity
    if identity is None:
        return "", ""
    relation: Any = identity.relation
    text = f"{print_expression(identity.lhs)} {relation} {print_expression(identity.rhs)}"
    try:
        sides = [to_latex(side, identity.notation) for side in (identity.lhs, identity.rhs)]
    except (LatexError, SymrulesError):
        return _shortened(text), ""
    return _shortened(text), f"{sides[0]} {_RELATIONS[relation]} {sides[1]}"


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_STATEMENT else text[:MAX_STATEMENT] + " …"
