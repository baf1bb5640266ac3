"""The compressibility sum rule: number fluctuations are a response of equilibrium, and nothing else changes them."""

from __future__ import annotations

from typing import Any

from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, claim, independence, unstated
from symrules.sumrules.writing import slope
from symrules.text.nodes import divide, integer, multiply, power

_NAME = "compressibility"
_OF_EQUILIBRIUM = ("number_fluctuation", "compressibility")


def _obligations(model: Model) -> tuple[Obligation, ...]:
    found = []
    if "number_fluctuation" in model and "number" in model:
        found.append(_fluctuation(model))
    if "compressibility" in model and "number" in model:
        found.append(_compressibility(model))
    symbols = (*model.drives, *model.transports)
    found += [independence(model, name, s) for name in _OF_EQUILIBRIUM if name in model for s in symbols]
    return tuple(found) or (unstated("nothing", "the model has no number, drive or transport parameter"),)


def _fluctuation(model: Model) -> Obligation:
    thermal = model.thermal_energy(_NAME)
    factors = thermal.args if thermal.is_Mul else (thermal,)
    response = slope(model.expression("number"), model.quantity("chemical potential", _NAME))
    return claim(model, "number fluctuation = k_B T times the slope of the number in the chemical potential",
                 model.expression("number_fluctuation"), multiply(*factors, response))  # fmt: skip


def _compressibility(model: Model) -> Obligation:
    name = "compressibility = volume/number^2 times the slope of the number in the chemical potential"
    volume = _volume(model)
    if volume is None:
        return unstated(name, "no symbol of the model is the volume or the length")
    number = model.expression("number")
    response = slope(number, model.quantity("chemical potential", _NAME))
    right = multiply(divide(volume, power(number, integer(2))), response)
    return claim(model, name, model.expression("compressibility"), right)


def _volume(model: Model) -> Any:
    """The volume; of a wire, for which none is declared, the length."""
    return next((model.quantity(q) for q in ("volume", "length") if model.has(q)), None)


RULE = Rule(
    name=_NAME,
    title="Compressibility sum rule",
    meaning="The mean square fluctuation of the number of carriers is k_B T times the response of their number to the "
    "chemical potential, a property of equilibrium at fixed volume. In a conductor that screens perfectly it is the "
    "same at every current and whatever scatters the carriers: it depends on no drive and on no transport parameter, "
    "and neither does the compressibility. The volume is the symbol whose quantity is volume, or else length.",
    identities=(
        "Delta N = k_B T dN/dmu",
        "kappa = (Omega/N^2) dN/dmu = (Omega/(N k_B T)) Delta N/N",
        "Delta N and kappa depend on no drive and on no transport parameter",
    ),
    sources=(
        "D. Pines and P. Nozieres, The Theory of Quantum Liquids (Benjamin, 1966), compressibility sum rule",
        "L. D. Landau and E. M. Lifshitz, Statistical Physics, Part 1, paragraph 112",
    ),
    needs=(("number_fluctuation",), ("compressibility",)),
    obligations=_obligations,
)
