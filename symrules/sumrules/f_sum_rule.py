"""The f-sum rule: far above all its own frequencies, every system responds as free particles do."""

from __future__ import annotations

from sympy import oo

from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, claim, unstated
from symrules.sumrules.writing import density, limit
from symrules.text.nodes import divide, integer, multiply, power


def _obligations(model: Model) -> tuple[Obligation, ...]:
    name = "omega^2 times the density response goes to n q^2/m at high frequency"
    for quantity in ("frequency", "wave number", "mass"):
        if not model.has(quantity):
            return (unstated(name, f"no symbol of the model is the {quantity}"),)
    omega, q = model.quantity("frequency"), model.quantity("wave number")
    squared = multiply(power(omega, integer(2)), model.expression("density_response"))
    strength = divide(multiply(density(model), power(q, integer(2))), model.quantity("mass"))
    return (claim(model, name, limit(squared, omega, oo, "-"), strength, drives=(q,)),)


RULE = Rule(
    name="f_sum_rule",
    title="f-sum rule",
    meaning="chi(q, omega) is the density that a potential energy of unit strength induces, negative at low frequency. "
    "At frequencies far above all others the carriers respond as free ones, whatever their interaction and whatever "
    "scatters them: chi goes to n q^2/(m omega^2). It is conservation of particles, and says the same as the integral "
    "over omega of omega times the absorptive part of chi.",
    identities=("omega^2 chi(q, omega) -> n q^2/m as omega -> oo",),
    sources=(
        "P. Nozieres and D. Pines, Phys. Rev. 109, 741 (1958)",
        "D. Pines and P. Nozieres, The Theory of Quantum Liquids (Benjamin, 1966)",
    ),
    needs=(("density_response", "density"), ("density_response", "number")),
    obligations=_obligations,
)
