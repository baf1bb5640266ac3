"""The static limit of the density response is the compressibility of equilibrium."""

from __future__ import annotations

from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, claim
from symrules.sumrules.writing import ZERO, density, limit, slope
from symrules.text.nodes import negate

_NAME = "static_limit"


def _obligations(model: Model) -> tuple[Obligation, ...]:
    static = model.expression("density_response")
    for quantity in ("frequency", "wave number"):
        if model.has(quantity):
            static = limit(static, model.quantity(quantity), ZERO, "+")
    response = negate(slope(density(model), model.quantity("chemical potential", _NAME)))
    name = "density response at omega = 0, q -> 0 = minus the slope of the density in the chemical potential"
    return (claim(model, name, static, response, drives=()),)


RULE = Rule(
    name=_NAME,
    title="Static limit of the density response",
    meaning="A potential that varies slowly in space and not in time shifts the local chemical potential, and the "
    "density follows as in equilibrium. First omega goes to zero, then q; the response to the total potential then is "
    "minus the slope of the density in the chemical potential. (The response to the external potential alone, which a "
    "charged system screens, is another function, and goes to zero.)",
    identities=("chi(q -> 0, omega = 0) = -dn/dmu",),
    sources=(
        "D. Pines and P. Nozieres, The Theory of Quantum Liquids (Benjamin, 1966), compressibility sum rule",
        "N. D. Mermin, Phys. Rev. B 1, 2362 (1970)",
    ),
    needs=(("density_response", "density"), ("density_response", "number")),
    obligations=_obligations,
)
