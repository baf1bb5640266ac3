"""The fluctuation-dissipation theorem: in equilibrium, noise is conductance."""

from __future__ import annotations

from typing import Any

from sympy import Integer, Integral, oo

from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, claim, unstated
from symrules.sumrules.writing import ZERO, at_zero_drive, keeps_from_zero
from symrules.text.nodes import divide, integer, multiply, power, with_limits

_NAME = "fluctuation_dissipation"


def _obligations(model: Model) -> tuple[Obligation, ...]:
    reason = keeps_from_zero(model)
    if reason:
        return (unstated("noise at zero drive = 4 k_B T G", reason),)
    thermal = model.thermal_energy(_NAME)
    conductance = at_zero_drive(model.expression("conductance"), model)
    found = []
    if "current_noise" in model:
        noise = at_zero_drive(model.expression("current_noise"), model)
        factors = thermal.args if thermal.is_Mul else (thermal,)
        found.append(
            claim(model, "noise at zero drive = 4 k_B T G", noise, multiply(Integer(4), *factors, conductance))
        )
    if "current_correlation" in model:
        found.append(_from_correlation(model, thermal, conductance))
    return tuple(found)


def _from_correlation(model: Model, thermal: Any, conductance: Any) -> Obligation:
    name = "conductance = time integral of the current correlation"
    for quantity in ("time", "length"):
        if not model.has(quantity):
            return unstated(name, f"no symbol of the model is the {quantity}")
    time, length = model.quantity("time"), model.quantity("length")
    correlation = at_zero_drive(model.expression("current_correlation"), model)
    area = with_limits(Integral, correlation, (time, ZERO, oo))
    return claim(model, name, conductance, divide(area, multiply(power(length, integer(2)), thermal)))


RULE = Rule(
    name=_NAME,
    title="Fluctuation-dissipation theorem",
    meaning="What agitates the carriers in equilibrium is what damps them when they are driven. As every drive goes to "
    "zero, the one-sided noise of the current at zero frequency is 4 k_B T times the conductance there (Johnson and "
    "Nyquist); the conductance is the time integral of the correlation of the current, the symmetrised product that is "
    "written [j(t), j(0)].",
    identities=("S(V -> 0) = 4 k_B T G(V -> 0)", "G = 1/(L^2 k_B T) * integral over t from 0 to oo of <[j(t), j(0)]>"),
    sources=(
        "J. B. Johnson, Phys. Rev. 32, 97 (1928)",
        "H. Nyquist, Phys. Rev. 32, 110 (1928)",
        "R. Kubo, J. Phys. Soc. Jpn. 12, 570 (1957)",
    ),
    needs=(("current_noise", "conductance"), ("current_correlation", "conductance")),
    obligations=_obligations,
)
