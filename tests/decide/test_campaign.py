"""Campaigns of random claims: no verdict that an independent referee contradicts, and nearly everything decided.

The environment variable SYMRULES_CAMPAIGN sets the number of claims in all.
"""

from __future__ import annotations

import random

import pytest

from symrules.decide import decide
from tests.decide.campaign import excluded, kinks, narrowing, rereading, suffices, sums, written_back
from tests.decide.campaign.judging import Claim, identity_of, is_wrong, judged, share
from tests.decide.claims import verdict
from tests.decide.corpus import cases

# a generator of claims, its share of all claims in percent, and what of its true and false ones is decided at least
CAMPAIGNS = {
    "integrals over kinks": (kinks.with_numbers, 20, 0.9, 0.9),
    "kinks at symbols": (kinks.with_symbols, 2.5, 0.85, 0.9),
    "sums and products": (sums.claims, 22, 0.55, 0.85),
    "excluded parameters": (excluded.claims, 6, 0.65, 0.75),
    "written back": (written_back.claims, 40, 0.75, 0.65),
}
PARTS = 2


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", CAMPAIGNS)
def test_no_verdict_is_wrong(name, part):
    """What is proved holds by the referee, what is refuted fails; and most claims are decided."""
    claims, percent, true, false = CAMPAIGNS[name]
    tally = judged(claims(part + 1, share(percent / PARTS)))
    assert [] == tally.wrong
    assert tally.decided(True) >= true
    assert tally.decided(False) >= false


def test_more_knowledge_loses_no_proof():
    """With a narrower domain, or a hypothesis that holds anyway, what was proved stays proved."""
    r, lost = random.Random(5), []
    for identity, domains in narrowing.proved(5, share(6)):
        for how, other in narrowing.narrowed(identity, domains, r):
            if not decide(other, seconds=5).proved:
                lost.append(f"{identity.lhs} = {identity.rhs} {domains}: {how}")
    assert [] == lost


def test_side_conditions_suffice():
    """Where hypotheses and side conditions hold both sides are defined and agree; and somewhere they hold."""
    r, wrong, proofs = random.Random(6), [], 0
    for identity in suffices.claims(6, share(4)):
        found = decide(identity, seconds=2)
        if not found.proved:
            continue
        proofs += 1
        covered = suffices.coverage(identity, found, r)
        statement = f"{identity.lhs} = {identity.rhs} {[str(c) for c in identity.where]} {found.side_conditions}"
        wrong += [f"{statement}: no value, {place}" for place in covered.undefined[:1]]
        wrong += [f"{statement}: {place}" for place in covered.different[:1]]
        if not covered.met:
            wrong.append(f"{statement}: hold nowhere")
    assert [] == wrong
    assert proofs > share(4) / 2


def _identities(seed, count):
    yield from (case.identity for case in cases(seed, count))
    for claims, _, _, _ in CAMPAIGNS.values():
        yield from map(identity_of, claims(seed, count // 4))


def test_what_is_written_reads_back_to_itself():
    """An expression, and each generator of its tower, has the same value when read again, and is the same element.

    That two elements are equal may need cases, or a root of a complex number that nothing else is made of.
    """
    r, writings, seen = random.Random(7), rereading.Writings(), set()
    for identity in _identities(7, share(0.6)):
        for part in rereading.parts(identity):
            if part not in seen:
                seen.add(part)
                rereading.reread(identity, part, r, writings)
    assert [] == writings.changed
    assert writings.count > 20 * share(0.6)
    assert len(writings.unrecognised) < max(writings.count / 300, 3), writings.unrecognised


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_the_same_claims_on_every_run(name):
    """The same seed gives the same claims, some true and some false."""
    first, second = (list(CAMPAIGNS[name][0](3, 60)) for _ in range(2))
    assert [str(c) for c in first] == [str(c) for c in second]
    assert {c.holds for c in first} == {True, False}


def test_a_wrong_verdict_is_found_out():
    """A proof of a claim that the referee finds false is reported, and so is the refutation of a true one."""
    text, domains = "Integral(Abs(x), (x, -1, 1)) = 1", {"x": "real"}
    proof = verdict(text, **domains)
    assert proof.proved
    assert is_wrong(Claim(text, False, domains), proof)
    refutation = verdict(text + " + 1", **domains)
    assert is_wrong(Claim(text, True, domains), refutation)
