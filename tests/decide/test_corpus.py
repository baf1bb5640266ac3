"""Soundness over the generated corpus: no verdict that mpmath, at 50 digits and more, contradicts."""

from __future__ import annotations

import os
import random

import pytest

from symrules.decide import decide
from tests.decide.corpus import Case, NoValue, cases, referee, witness_holds

SEED = 20071123
CLAIMS = int(os.environ.get("SYMRULES_CORPUS", "20000"))
PARTS = 10


def contradiction(case: Case, r: random.Random) -> str:
    """Why a verdict is wrong; empty where nothing speaks against it."""
    found = decide(case.identity, seconds=5)
    if found.method == "internal error":
        return found.reason
    if found.proved and referee(case, r, points=2) == "different":
        return "proved, and false"
    if found.refuted:
        if case.kind == "true":
            return "refuted, and true by construction"
        try:
            if not witness_holds(case, found.witness.at):
                return f"no witness: {found.witness}"
        except NoValue:
            return ""  # beyond the referee's reach
    return ""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_verdict_is_wrong(part):
    """Whatever is proved holds at random points, whatever is refuted fails at its witness."""
    r = random.Random(SEED + part)
    wrong = []
    for case in cases(SEED + part, CLAIMS // PARTS):
        if problem := contradiction(case, r):
            wrong.append((problem, str(case.identity.lhs), str(case.identity.rhs), case.domains))
    assert [] == wrong


def test_the_corpus_is_decided():
    """What is true by rewriting is proved; a generator of undecidable claims would test nothing."""
    outcomes = [decide(case.identity).outcome.value for case in cases(7, 1500) if case.kind == "true"]
    assert outcomes.count("proved") == len(outcomes)
    mutants = [decide(case.identity).outcome.value for case in cases(7, 1500) if case.kind == "mutated"]
    assert mutants.count("refuted") >= 0.88 * len(mutants)


def test_the_corpus_is_the_same_on_every_run():
    """The same seed gives the same claims."""
    texts = [[f"{c.identity.lhs} = {c.identity.rhs} {c.domains}" for c in cases(3, 50)] for _ in range(2)]
    assert texts[0] == texts[1]


def test_the_referee_can_object():
    """A false identity that were called proved would be found out."""
    false = [case for case in cases(5, 200) if case.kind == "mutated" and decide(case.identity).refuted]
    assert sum(referee(case, random.Random(1)) == "different" for case in false) > 0.9 * len(false)
