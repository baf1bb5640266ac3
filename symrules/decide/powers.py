"""Powers on the principal branch."""

from __future__ import annotations

from typing import Any

from symrules.decide.exponentials import exponential, exponential_row
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, rational_constant
from symrules.decide.logarithms import logarithm
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Unsupported
from symrules.decide.roots import rational_power
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower


def power(tower: Tower, base: Fraction, exponent: Fraction) -> Fraction:
    """base**exponent on the principal branch."""
    r = rational_constant(tower.reduce(exponent))
    if r is not None:
        return tower.integer_power(base, int(r.p)) if r.q == 1 else rational_power(tower, base, r)
    if sign_of(tower, base) not in NOT_ZERO:
        raise Unsupported("a symbolic power of what may vanish")
    return exponential(tower, tower.reduce(exponent * logarithm(tower, base)))


def power_node(tower: Tower, e: Any) -> Fraction:
    """The rule for a node u**v."""
    base, exponent = e.args
    value = rational_value(exponent)
    if value is None:
        return exponential_row(tower, e)
    f = tower.of(base)
    return tower.integer_power(f, int(value.p)) if value.q == 1 else rational_power(tower, f, value)
