"""The families of integrals with a known value, in the order in which they are tried."""

from __future__ import annotations

from typing import Any

from symrules.decide.fermi_powers import fermi_power
from symrules.decide.fraction import Fraction
from symrules.decide.generators import Generator
from symrules.decide.power_integrals import power_integral
from symrules.decide.quadratic_roots import quadratic_root
from symrules.decide.rational_integrals import rational_integral
from symrules.decide.refusals import Larger, NeedsSign, Unsupported
from symrules.decide.tower import Tower

_FAMILIES = (power_integral, fermi_power, rational_integral, quadratic_root)


def known_integral(
    tower: Tower, f: Fraction, x: Generator, ends: tuple[Any, ...], dependent: set[int]
) -> Fraction | None:
    """∫ f dx by the first family that knows it, or None."""
    for family in _FAMILIES:
        try:
            if (value := family(tower, f, x, ends, dependent)) is not None:
                return value
        except (NeedsSign, Larger):
            raise
        except Unsupported:
            continue
    return None
