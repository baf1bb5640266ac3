"""Perfect screening: the conductor stays neutral, so that however it is driven its carriers are as many as at rest."""

from __future__ import annotations

from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, independence, unstated


def _obligations(model: Model) -> tuple[Obligation, ...]:
    if not model.drives:
        return (unstated("number does not depend on the drive", "no symbol of the model has the role drive"),)
    return tuple(independence(model, "number", drive) for drive in model.drives)


RULE = Rule(
    name="perfect_screening",
    title="Perfect screening",
    meaning="A conductor between ideal reservoirs is neutral as a whole: whatever current is driven through it, the "
    "carriers inside compensate the same fixed background. The number of carriers, integrated over the driven "
    "distribution, is therefore that of equilibrium, and depends on no drive.",
    identities=("N(V) = N(V') for every drive V",),
    sources=(
        "D. Pines and P. Nozieres, The Theory of Quantum Liquids (Benjamin, 1966), perfect screening sum rule",
        "G. D. Mahan, Many-Particle Physics (Plenum, 1990), sum rules of the electron gas",
    ),
    needs=(("number",),),
    obligations=_obligations,
)
