"""What a decision may cost, estimated from the form of the expressions before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import comb, inf, prod
from typing import Any

import sympy
from sympy import Derivative, Integral, Product, Sum

from symrules.decide.kinds import QUOTIENTS
from symrules.decide.rationals import rational_value

_DOUBTFUL_TERMS = 4_000.0
_DOUBTFUL_BITS = 200_000
_DOUBTFUL_ORDER = 8
_DOUBTFUL_SUM = 60
_DOUBTFUL_NODES = 3_000
_SLOW = (
    sympy.zeta, sympy.polylog, sympy.polygamma, sympy.besselj, sympy.bessely, sympy.besseli, sympy.besselk,
)  # fmt: skip
"""Functions whose enclosures may take minutes in native code, where an argument is large or a wide ball."""
_LARGE = 10_000
_TWO = (sympy.sinh, sympy.cosh, sympy.sin, sympy.cos)


def is_doubtful(expressions: Iterable[Any]) -> bool:
    """Whether deciding about these expressions may take long inside native code or a SymPy constructor."""
    try:
        return any(_is_doubtful(e) for e in expressions)
    except RecursionError:
        return True


@lru_cache(maxsize=4096)
def _is_doubtful(e: Any) -> bool:
    estimate = _Estimate()
    above, below = estimate.of(e)
    return estimate.doubtful or above * estimate.product(below) > _DOUBTFUL_TERMS


_NONE: frozenset[Any] = frozenset()
_LEAF = (1.0, _NONE)


class _Estimate:
    """The number of terms of a numerator, and the distinct denominators, by node.

    Notes
    -----
    Nothing cancels in the estimate, so that it errs on the side of caution.
    """

    def __init__(self) -> None:
        self.memo: dict[Any, tuple[float, frozenset[Any]]] = {}
        self.doubtful = False

    def product(self, denominators: Iterable[Any]) -> float:
        return prod(2.0 if isinstance(d, QUOTIENTS) else self.of(d)[0] for d in denominators)

    def of(self, e: Any) -> tuple[float, frozenset[Any]]:
        if not e.args:
            return _LEAF
        found = self.memo.get(e)
        if found is None:
            found = self.memo[e] = self._of(e)
            self.doubtful = self.doubtful or len(self.memo) > _DOUBTFUL_NODES or found[0] > _DOUBTFUL_TERMS
        return found

    def _of(self, e: Any) -> tuple[float, frozenset[Any]]:
        if e.is_Pow:
            return self._power(e)
        parts = [self.of(a) for a in e.args if a.args]
        leaves = len(e.args) - len(parts)
        if e.is_Add:
            below = _NONE.union(*[d for _, d in parts])
            if not below:
                return sum([n for n, _ in parts], start=leaves), below
            return sum([n * self.product(below - d) for n, d in parts], start=leaves * self.product(below)), below
        if e.is_Mul:
            return prod([n for n, _ in parts], start=1.0), _NONE.union(*[d for _, d in parts])
        self._operation(e)
        if isinstance(e, QUOTIENTS):
            return 2.0, frozenset({e})
        if isinstance(e, (Sum, Product)):
            return self._folded(e, self.of(e.args[0]))
        return (2.0 if isinstance(e, _TWO) else 1.0), frozenset()

    def _power(self, e: Any) -> tuple[float, frozenset[Any]]:
        base, exponent = e.args
        n, below = self.of(base)
        r = rational_value(exponent)
        if r is None:
            self.of(exponent)
        if r is None or r.q != 1:
            return 1.0, frozenset()
        k = abs(int(r.p))
        if k > 1 and base.is_Rational and k * max(int(base.p).bit_length(), int(base.q).bit_length()) > _DOUBTFUL_BITS:
            self.doubtful = True
        if k > 100_000:
            self.doubtful = True
            return inf, below
        terms = (
            n if k == 1 else float(comb(int(min(n, 1e4)) + k - 1, min(k, int(min(n, 1e4)) - 1) or 0)) if n < 40 else inf
        )
        if n >= 40 and k > 1:
            terms = n**k if n ** min(k, 6) < 1e12 and k < 6 else inf
        return (terms, below) if r > 0 else (1.0, below | {base if k == 1 else e})

    def _operation(self, e: Any) -> None:
        if isinstance(e, sympy.Limit) or (isinstance(e, Derivative) and len(e.variables) > _DOUBTFUL_ORDER):
            self.doubtful = True
        if isinstance(e, Integral) and e.function.has(Integral):
            self.doubtful = True
        if isinstance(e, Integral) and len(e.limits) > 1 and all(len(limit) == 3 for limit in e.limits):
            self.doubtful = True
        if isinstance(e, Integral) and e.function.has(*_SLOW):
            self.doubtful = True
        if isinstance(e, _SLOW) and any(_is_large(n) for n in e.atoms(sympy.Rational, sympy.Pow)):
            self.doubtful = True
        if isinstance(e, (sympy.factorial, sympy.gamma, sympy.binomial)) and e.args[0].is_Rational and e.args[0] > 500:
            self.doubtful = True

    def _folded(self, e: Any, inside: tuple[float, frozenset[Any]]) -> tuple[float, frozenset[Any]]:
        count = 1.0
        for _, low, high in e.limits:
            first, last = rational_value(low), rational_value(high)
            if first is None or last is None:
                self.doubtful = True  # at points it may have ten thousand terms
                return inside
            count *= max(float(last - first) + 1, 1.0)
        if count > _DOUBTFUL_SUM:
            self.doubtful = True
        return (inside[0] * count if isinstance(e, Sum) else inside[0] ** min(count, 60.0)), inside[1]


def _is_large(e: Any) -> bool:
    """Whether an expression is a number with a numerator or denominator that is long for an argument."""
    value = rational_value(e)
    return value is not None and bool(max(abs(value.p), value.q) > _LARGE)
