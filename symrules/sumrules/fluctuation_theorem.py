"""The fluctuation theorem: counting backward is counting forward, less the entropy that is produced."""

from __future__ import annotations

from symrules.decide.differentiate import substituted
from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, claim, unstated
from symrules.text.nodes import add, divide, multiply, negate

_NAME = "fluctuation_theorem"


def _obligations(model: Model) -> tuple[Obligation, ...]:
    name = "the generating function is unchanged under chi -> -chi - e V/(k_B T)"
    if len(model.drives) != 1:
        return (unstated(name, f"the model has {len(model.drives)} drives, and the rule is about one"),)
    field = model.quantity("counting field", _NAME)
    work = multiply(model.quantity("charge", _NAME), model.drives[0])
    reversed_field = add(negate(field), negate(divide(work, model.thermal_energy(_NAME))))
    function = model.expression("generating_function")
    return (claim(model, name, substituted(function, {field: reversed_field}), function, drives=()),)


RULE = Rule(
    name=_NAME,
    title="Fluctuation theorem",
    meaning="A charge e that passes against a voltage V is less probable than one that passes with it by the factor "
    "exp(-e V/(k_B T)). The generating function of the cumulants of the charge, log of the average of exp(chi n) for n "
    "charges that pass, is therefore symmetric about -e V/(2 k_B T). Its second derivative at zero drive gives the "
    "fluctuation-dissipation theorem, the higher ones relations between nonlinear responses.",
    identities=("F(-chi - e V/(k_B T)) = F(chi)",),
    sources=(
        "J. Tobiska and Yu. V. Nazarov, Phys. Rev. B 72, 235328 (2005)",
        "K. Saito and Y. Utsumi, Phys. Rev. B 78, 115429 (2008)",
    ),
    needs=(("generating_function",),),
    obligations=_obligations,
)
