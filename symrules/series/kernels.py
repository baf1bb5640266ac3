"""Kernels: the symbols, constants and values of functions that the coefficients of a series are made of.

Notes
-----
A coefficient is a rational function over ℚ of the kernels. A kernel with a relation (√2, i, the root of a polynomial)
is reduced by it. A formal zero is a true zero, because each relation is a true identity; a formal non-zero is believed
only after a ball has confirmed it at a point (`Field.is_nonzero`), so nothing rests on the kernels being independent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from symrules.domain import Domain
from symrules.notation import Notation
from symrules.series.budget import SECONDS, Clock
from symrules.series.errors import Restart

Portable = tuple[Any, ...]
"""A polynomial that outlives its FLINT context: sorted pairs (((kernel index, power), …), (numerator, denominator))."""


@dataclass(frozen=True)
class Kernel:
    """One generator of the coefficient field.

    Parameters
    ----------
    expression : its value
    key : what it is looked up by
    degree, relation : ``kernel**degree`` equals the polynomial `relation` in earlier kernels; degree 0 is free
    sign : what is known of it: "+", "0+", "-", "0-", "!0" or ""; only a real kernel has a sign
    real : whether it is known to be real
    free : a symbol, a logarithm of the variable, or a value of an unknown function: independent of all others
    """

    expression: Any
    key: tuple[Any, ...]
    degree: int = 0
    relation: Portable = ()
    sign: str = ""
    real: bool = False
    free: bool = False


@dataclass
class KernelTable:
    """The kernels met so far in one expansion, in the order in which they were met."""

    notation: Notation | None = None
    kernels: list[Kernel] = field(default_factory=list)
    index: dict[tuple[Any, ...], int] = field(default_factory=dict)
    exponent_denominator: dict[Any, int] = field(default_factory=dict)
    clock: Clock = field(default_factory=lambda: Clock(SECONDS))
    complex_input: bool = False

    def domain(self, symbol: Any) -> Domain:
        """The declared domain; the reals for what is not declared."""
        return self.notation.domain(symbol) if self.notation is not None else Domain()

    def add(self, kernel: Kernel) -> int:
        """The index of a kernel, which is appended where it is new."""
        found = self.index.get(kernel.key)
        if found is None:
            found = len(self.kernels)
            self.kernels.append(kernel)
            self.index[kernel.key] = found
        return found

    def add_symbol(self, symbol: Any) -> int:
        """A parameter of the expression, or an applied unknown function that does not depend on the variable."""
        found = self.index.get(("free", symbol))
        if found is not None:
            return found
        domain = self.domain(symbol) if isinstance(symbol, (sympy.Symbol, AppliedUndef)) else Domain()
        return self.add(Kernel(symbol, ("free", symbol), sign=domain.sign, real=not domain.complex_, free=True))

    def require(self, kernel: Kernel, available: int) -> int:
        """The index of a kernel that lies within the first `available` ones.

        Raises
        ------
        Restart
            The kernel is new; it is in the table when the expansion begins again.
        """
        found = self.add(kernel)
        if found >= available:
            raise Restart
        return found

    def renewed(self) -> KernelTable:
        """A copy with a clock of its own, for what is asked of a series long after its expansion."""
        return KernelTable(self.notation, list(self.kernels), dict(self.index), dict(self.exponent_denominator),
                           Clock(SECONDS), self.complex_input)  # fmt: skip
