"""Values of the zeta function at rational points."""

from __future__ import annotations

from math import factorial

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.walk import Walk


def zeta_at(c: Scalar, walk: Walk) -> Scalar:
    """ζ(c): rational, a rational times a power of π, or a constant of its own.

    Raises
    ------
    SeriesError
        The pole at 1.
    """
    field = walk.setting.field
    if isinstance(c, Ratio) or c.q != 1:
        return walk.value("zeta", (c,))
    n = int(c.p)
    if n == 1:
        raise SeriesError("the pole of the zeta function")
    if n <= 0:
        return fmpq(-1, 2) if n == 0 else -fmpq.bernoulli(1 - n) / (1 - n)
    if n % 2:
        return constants.named(field, sympy.zeta(n))
    rational = abs(fmpq.bernoulli(n)) * fmpq(2 ** (n - 1), factorial(n))
    return constants.named(field, sympy.pi) ** n * rational
