"""The decision: the one verb of the project.

The order is: a first look at a few points (most false claims end there), the exact methods, the full search for a
witness, and a case analysis over signs that the claim turns on. Whatever is called proved has also been confirmed at
a point that satisfies the hypotheses, by enclosures that share no code with the proof.
"""

from __future__ import annotations

import contextlib
import time

from symrules.decide.asymptotic import decide_asymptotic
from symrules.decide.budget import Unavailable, decide_apart
from symrules.decide.cost import is_doubtful
from symrules.decide.exact import decide_claim
from symrules.decide.facts import facts_of
from symrules.decide.fraction import Heavy, guarded
from symrules.decide.intervals import infinity_as_number, is_infinity
from symrules.decide.proof import Sides
from symrules.decide.refutation import Instances
from symrules.errors import BudgetExceeded, SymrulesError
from symrules.identity import Asymptotic, Identity
from symrules.text import print_expression
from symrules.verdict import Verdict, undecided


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
    conditions = (e for c in identity.where for e in (c.lhs, c.rhs))
    if isinstance(identity.relation, Asymptotic) or is_doubtful([identity.lhs, identity.rhs, *conditions]):
        with contextlib.suppress(Unavailable):
            return decide_apart(identity, seconds, instances or {})
    try:
        with guarded():
            return decide_here(identity, deadline, instances or {})
    except Heavy:
        with contextlib.suppress(Unavailable):
            return decide_apart(identity, max(deadline - time.monotonic(), 0.0), instances or {})
    return undecided("budget", "a polynomial in it is too large")


def decide_here(identity: Identity, deadline: float, instances: Instances) -> Verdict:
    """Decide in this process, with checks of the deadline (on `time.monotonic()`'s clock) between steps."""
    try:
        relation = identity.relation
        if (refusal := _infinity_in(identity)) is not None:
            return undecided("normal form and balls", refusal)
        if isinstance(relation, Asymptotic):
            return decide_asymptotic(identity, deadline)
        sides = Sides(identity.lhs, identity.rhs, relation)
        verdict = decide_claim(sides, facts_of(identity.notation, identity.where), deadline, instances)
    except BudgetExceeded:
        return undecided("budget", "the time budget is exhausted")
    except (RecursionError, MemoryError):
        return undecided("budget", "the expression is too large or nested too deeply")
    except (SymrulesError, Heavy):
        raise
    except Exception as error:  # a defect of ours must not look like an answer, nor end a batch
        return undecided("internal error", f"a defect of the prover: {type(error).__name__}: {error}")
    hypotheses = tuple(str(c) for c in identity.where)
    if verdict.undecided or not (hypotheses or verdict.side_conditions):
        return verdict
    conditions = tuple(dict.fromkeys(map(str, verdict.side_conditions)))  # without what they say, for another process
    return verdict.with_(hypotheses=hypotheses, side_conditions=conditions)


def _infinity_in(identity: Identity) -> str | None:
    """Why a claim is not looked at in which an infinity is calculated with, or compared."""
    for condition in identity.where:
        if any(is_infinity(e) or infinity_as_number(e) is not None for e in (condition.lhs, condition.rhs)):
            return f"the hypothesis {condition} holds an infinity: what symbols stand for is finite"
    for side in (identity.lhs, identity.rhs):
        if (found := infinity_as_number(side)) is not None:
            return f"no exact method reaches it: {print_expression(found)} as a number"
    return None


__all__ = ["Instances", "decide", "decide_here"]
