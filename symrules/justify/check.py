"""Carrying derivations out: each link gets the status that the engine computes for it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from sympy.core.function import AppliedUndef

from symrules.decide.exact import proof_by_normal_form
from symrules.decide.refutation import Instances
from symrules.derivation import Equation, EquationResult, Link, LinkResult, Status, StepResult
from symrules.errors import DerivationError
from symrules.identity import Asymptotic, Condition, Relation
from symrules.justify.expansion import without_order
from symrules.justify.rule import settled
from symrules.justify.run import Run
from symrules.text import print_expression, read_expression
from symrules.verdict import Verdict, undecided


def check(equation: Equation) -> EquationResult:
    """Every link of an equation, decided or derived.

    Raises
    ------
    DerivationError
        A derivation cannot be carried out as it is written; the message names the equation and the link.
    """
    _hold_printed_form_to_links(equation)
    results = []
    for link in equation.links:
        try:
            results.append(_once(link))
        except DerivationError as error:
            raise DerivationError(
                f"Eq. ({equation.label}), {link.start} -> {link.end}: {error.message}",
                place=error.place,
                hint=error.hint,
            ) from error
    return EquationResult(equation, tuple(results))


def _hold_printed_form_to_links(equation: Equation) -> None:
    """Each relation that is printed is the statement of a link, so that nothing is printed that nobody decides.

    Raises
    ------
    DerivationError
        Two members stand side by side that no link relates.
    """
    stated = {(without_order(k.statement.lhs), without_order(k.statement.rhs)) for k in equation.links}
    for (_, left), (sign, right) in pairwise(equation.members):
        if sign and (without_order(left), without_order(right)) not in stated:
            raise DerivationError(
                f"Eq. ({equation.label}) prints {print_expression(left)} {sign} {print_expression(right)}, "
                "and no link states it",
                hint="state it as a link: a postulate, a definition, or with its derivation",
            )


def check_link(link: Link) -> LinkResult:
    """One link: its status, verdict and the lines of its derivation as the engine carried them out."""
    instances = read_instances(link)
    steps: tuple[StepResult, ...] = ()
    if link.expected is Status.POSTULATE and link.proof is None:
        verdict = _postulated(link)
    elif link.proof is None:
        verdict = settled(link.statement, instances)
    else:
        run = Run(link.statement, instances, read_values(link), _once)
        verdict, steps = run.of(link.proof), tuple(run.steps)
    verdict = _with_hypotheses(verdict, link)
    return LinkResult(link, _status(link, verdict), verdict, steps)


@lru_cache(maxsize=1024)
def _once(link: Link) -> LinkResult:
    """What became of a link, which others may use as a lemma: it is decided once."""
    return check_link(link)


def _postulated(link: Link) -> Verdict:
    """A postulate is physics: it must not follow from the exact methods alone (then it would be a theorem)."""
    attempt = proof_by_normal_form(link.statement)
    if attempt is not None:
        return attempt
    return undecided("postulate", "physics that is assumed; no exact method derives it from the notation alone")


def read_values(link: Link) -> tuple[Condition, ...]:
    """The values that a link gives to symbols where a witness is sought."""
    notation = link.statement.notation
    heads = [
        (read_expression(text, notation), read_expression(value, notation)) for text, value in link.instances.items()
    ]
    return tuple(Condition(head, Relation.EQ, value) for head, value in heads if head.is_Symbol)


def _with_hypotheses(verdict: Verdict, link: Link) -> Verdict:
    named = tuple(str(h) for h in link.hypotheses)
    return verdict.with_(hypotheses=tuple(dict.fromkeys((*named, *verdict.hypotheses))))


def _status(link: Link, verdict: Verdict) -> Status:
    """What the verdict makes of the link. A postulate is one only as long as nothing proves it."""
    if verdict.method == "postulate":
        return Status.POSTULATE
    if verdict.undecided:
        return Status.UNDECIDED
    if verdict.refuted:
        return Status.REFUTED
    if isinstance(link.statement.relation, Asymptotic):
        return Status.ASYMPTOTIC
    return Status.PROVED_UNDER_HYPOTHESES if verdict.hypotheses else Status.PROVED


def read_instances(link: Link) -> Instances:
    """The concrete functions that a link gives, as pairs (parameters, body)."""
    notation = link.statement.notation
    result = {}
    for text, body in link.instances.items():
        head = read_expression(text, notation)
        if head.is_Symbol:
            continue
        if not isinstance(head, AppliedUndef) or not all(a.is_Symbol for a in head.args):
            raise DerivationError(f"an instance is given for {text!r}, which is not a function of plain symbols")
        result[head.func.__name__] = (tuple(head.args), read_expression(body, notation))
    return result
