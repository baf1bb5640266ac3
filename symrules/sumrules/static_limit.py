"""The static limit of the density response is the compressibility of equilibrium."""

from __future__ import annotations

from symrules.dimension import parse_dimension
from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, claim, unstated
from symrules.sumrules.writing import ZERO, density, limit, slope
from symrules.text.nodes import negate
from symrules.vocabulary import free_symbols

_NAME = "static_limit"
_LIMITS = {"frequency": "frequency", "wave number": "wavenumber"}


def _obligations(model: Model) -> tuple[Obligation, ...]:
    name = "density response at omega = 0, q -> 0 = minus the slope of the density in the chemical potential"
    static = model.expression("density_response")
    for symbol in sorted(free_symbols(static), key=lambda s: s.name):
        quantity = _may_be(symbol.name, model)
        if quantity:
            return (unstated(name, f'{symbol.name} may be the {quantity}: write quantity = "{quantity}", or a role'),)
    for quantity in _LIMITS:
        if model.has(quantity):
            static = limit(static, model.quantity(quantity), ZERO, "+")
    response = negate(slope(density(model), model.quantity("chemical potential", _NAME)))
    return (claim(model, name, static, response, drives=()),)


def _may_be(name: str, model: Model) -> str:
    """The quantity, of those that no symbol is, which a symbol without a role may well be."""
    if name in model.roles or name in model.quantities.values():
        return ""
    dimension = model.notation[name].dimension
    return next((quantity for quantity, unit in _LIMITS.items()
                 if not model.has(quantity) and dimension in (None, parse_dimension(unit))), "")  # fmt: skip


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
