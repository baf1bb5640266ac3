"""Shot noise: at a large drive, noise counts the charges that pass."""

from __future__ import annotations

from sympy import Integer, oo

from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, claim, unstated
from symrules.sumrules.writing import keeps_from_infinity, limit
from symrules.text.nodes import divide, multiply

_NAME = "shot_noise"


def _obligations(model: Model) -> tuple[Obligation, ...]:
    name = "noise over 2 e times the current goes to the Fano factor at large drive"
    if len(model.drives) != 1:
        return (unstated(name, f"the model has {len(model.drives)} drives, and the rule is about one"),)
    drive = model.drives[0]
    if model.notation.domain(drive).upper is not None:
        return (unstated(name, f"the domain of the drive {drive.name} is bounded"),)
    reason = keeps_from_infinity(drive, model)
    if reason:
        return (unstated(name, reason),)
    charge = model.quantity("charge", _NAME)
    poisson = multiply(Integer(2), charge, model.expression("conductance"), drive)
    ratio = divide(model.expression("current_noise"), poisson)
    return (claim(model, name, limit(ratio, drive, oo, "-"), model.expression("fano_factor"), drives=()),)


RULE = Rule(
    name=_NAME,
    title="Shot noise",
    meaning="When the drive is much larger than the temperature, the one-sided noise of the current at zero frequency "
    "is the Fano factor times that of independent charges, 2 e I with I = G V. Independent charges have the Fano "
    "factor 1; the exclusion principle lowers it to 1 - T in a channel of transmission T, to 1/3 in a diffusive wire.",
    identities=("S/(2 e G V) -> F as V -> oo",),
    sources=(
        "W. Schottky, Ann. Phys. (Leipzig) 57, 541 (1918)",
        "Ya. M. Blanter and M. Buttiker, Phys. Rep. 336, 1 (2000)",
    ),
    needs=(("current_noise", "conductance", "fano_factor"),),
    obligations=_obligations,
)
