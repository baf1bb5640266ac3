"""Rational numbers, as they may be written in an unevaluated tree."""

from __future__ import annotations

from typing import Any

from flint import fmpq


def rational_value(e: Any) -> Any:
    """The value of a constant rational expression (written perhaps as an unevaluated quotient), or None."""
    if e.is_Rational:
        return fmpq(int(e.p), int(e.q))
    if e.is_Add or e.is_Mul:
        total = fmpq(0 if e.is_Add else 1)
        for argument in e.args:
            value = rational_value(argument)
            if value is None:
                return None
            total = total + value if e.is_Add else total * value
        return total
    if e.is_Pow:
        base, exponent = rational_value(e.args[0]), rational_value(e.args[1])
        if base is None or exponent is None or exponent.q != 1 or abs(exponent) > 1000 or (base == 0 and exponent < 0):
            return None
        n = int(exponent.p)
        return base**n if base.height_bits() * abs(n) < 100_000 else None
    return None
