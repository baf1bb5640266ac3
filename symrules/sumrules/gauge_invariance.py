"""Gauge invariance and conservation of current in a conductor with several terminals, to second order."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import Any

from symrules.models import Model
from symrules.sumrules.rule import Obligation, Rule, claim
from symrules.sumrules.writing import ZERO, total


def _obligations(model: Model) -> tuple[Obligation, ...]:
    found = []
    if "conductance_matrix" in model:
        found += _linear(model, model.observables["conductance_matrix"].items)
    if "second_order_conductance" in model:
        found += _second_order(model, model.observables["second_order_conductance"].items)
    return tuple(found)


def _linear(model: Model, rows: Any) -> list[Obligation]:
    terminals = range(len(rows))
    conserved = [claim(model, f"conservation: column {b + 1} of the conductance matrix sums to zero",
                       total([rows[a][b] for a in terminals]), ZERO) for b in terminals]  # fmt: skip
    gauge = [claim(model, f"gauge invariance: row {a + 1} of the conductance matrix sums to zero",
                   total([rows[a][b] for b in terminals]), ZERO) for a in terminals]  # fmt: skip
    return [*conserved, *gauge]


def _second_order(model: Model, g: Any) -> list[Obligation]:
    """Only g_abc + g_acb stands in a current, so no claim is made of its parts."""
    terminals = range(len(g))
    conserved = []
    for b, c in combinations_with_replacement(terminals, 2):
        terms = [g[a][b][c] for a in terminals] + ([g[a][c][b] for a in terminals] if b != c else [])
        conserved.append(
            claim(model, f"conservation: the coefficients of V_{b + 1} V_{c + 1} sum to zero", total(terms), ZERO)
        )
    gauge = [
        claim(model, f"gauge invariance: the sum over c of G_{a + 1}{b + 1}c + G_{a + 1}c{b + 1} is zero",
              total([e for c in terminals for e in (g[a][b][c], g[a][c][b])]), ZERO)
        for a in terminals for b in terminals
    ]  # fmt: skip
    return [*conserved, *gauge]


RULE = Rule(
    name="gauge_invariance",
    title="Gauge invariance and conservation of current",
    meaning="The currents that enter at all terminals sum to zero, and when all voltages are shifted by the same "
    "amount no current changes. In I_a = sum over b of G_ab V_b + sum over b, c of G_abc V_b V_c this makes the "
    "columns and the rows of the linear matrix sum to zero, and likewise at second order, where only the symmetric "
    "part of G_abc in b and c has a meaning.",
    identities=(
        "sum over a of G_ab = 0,  sum over b of G_ab = 0",
        "sum over a of (G_abc + G_acb) = 0,  sum over c of (G_abc + G_acb) = 0",
    ),
    sources=(
        "M. Buttiker, Phys. Rev. Lett. 57, 1761 (1986)",
        "T. Christen and M. Buttiker, Europhys. Lett. 35, 523 (1996)",
    ),
    needs=(("conductance_matrix",), ("second_order_conductance",)),
    obligations=_obligations,
)
