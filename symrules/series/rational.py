"""Truncated power series over ℚ: FLINT's `fmpq_series`, beside the plain list of coefficients where that is cheaper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flint
from flint import fmpq, fmpq_series, fmpz


class RationalSeries:
    """c₀ + c₁ s + … + O(sⁿ) over ℚ.

    Notes
    -----
    A list of Bernoulli coefficients is never brought over a common denominator unless it is multiplied by another
    series: that conversion costs more than the numbers themselves. A series without its first terms remembers the one
    it comes from, so that shifting it back costs nothing.
    """

    __slots__ = ("_list", "_parent", "_series", "n")

    def __init__(self, n: int, *, coefficients: list[fmpq] | None = None, series: Any = None) -> None:
        self.n = n
        self._list = coefficients
        self._series = series
        self._parent: tuple[RationalSeries, int] | None = None

    @staticmethod
    def of(coefficients: Sequence[fmpq]) -> RationalSeries:
        return RationalSeries(len(coefficients), coefficients=list(coefficients))

    @staticmethod
    def line(c: fmpq, n: int) -> RationalSeries:
        """c·s + O(sⁿ)."""
        with _cap(n):
            return RationalSeries(n, series=fmpq_series([0, c], prec=n))

    @property
    def coefficients(self) -> list[fmpq]:
        if self._list is None:
            if self._series is None and self._parent is not None:
                parent, k = self._parent
                self._list = parent.coefficients[k : k + self.n]
                return self._list
            found = self._series.coeffs()[: self.n]
            self._list = found + [fmpq(0)] * (self.n - len(found))
        return self._list

    @property
    def series(self) -> fmpq_series:
        if self._series is None:
            with _cap(self.n):
                self._series = fmpq_series(self.coefficients, prec=self.n)
        return self._series

    def __getitem__(self, k: int) -> fmpq:
        if self._list is not None:
            return self._list[k]
        if self._series is None and self._parent is not None:
            return self._parent[0][k + self._parent[1]]
        return self.series[k]

    def truncate(self, n: int) -> RationalSeries:
        if n >= self.n:
            return self
        if self._list is not None or self._series is None:
            return RationalSeries(n, coefficients=self.coefficients[:n])
        return self._apply(lambda: fmpq_series(self._series, prec=n), n)

    def extend(self, n: int) -> RationalSeries:
        """The same polynomial, with zeros up to n coefficients."""
        return RationalSeries(n, coefficients=self.coefficients + [fmpq(0)] * (n - self.n)) if n > self.n else self

    def shift(self, k: int) -> RationalSeries:
        """s**k times the series, or the division by s**(-k) for k < 0."""
        if k == 0:
            return self
        if k < 0 and self._series is not None:
            found = RationalSeries(max(self.n + k, 0))
            found._parent = (self, -k)
            return found
        if k > 0 and self._parent is not None and self._parent[1] == k and k < 8:
            return self._restored(k)
        c = self.coefficients
        return RationalSeries.of([fmpq(0)] * k + c if k >= 0 else c[-k:])

    def _restored(self, k: int) -> RationalSeries:
        """s**k times this series: the one that it was cut from, without its first k terms."""
        assert self._parent is not None
        whole = self._parent[0]
        low = [whole[i] for i in range(k)]
        if not any(low):
            return whole
        return self._apply(lambda: whole.series - fmpq_series(low, prec=whole.n), whole.n)

    def scale(self, c: fmpq) -> RationalSeries:
        if self._series is not None:
            return self._apply(lambda: self._series * c, self.n)
        return RationalSeries.of([c * x if x else x for x in self.coefficients])

    def add(self, other: RationalSeries) -> RationalSeries:
        n = min(self.n, other.n)
        if self._series is not None and other._series is not None:
            return self._apply(lambda: self.series + other.series, n)
        if self._series is not None and all(not c for c in other.coefficients[1:]):
            return self._apply(lambda: self.truncate(n).series + other[0], n)
        if other._series is not None and all(not c for c in self.coefficients[1:]):
            return self._apply(lambda: other.truncate(n).series + self[0], n)
        return RationalSeries.of([a + b for a, b in zip(self.coefficients, other.coefficients, strict=False)])

    def plus_term(self, c: fmpq, k: int) -> RationalSeries:
        """The sum with c·sᵏ."""
        if k == 0 and self._series is not None:
            return self._apply(lambda: self._series + c, self.n)
        found = list(self.coefficients)
        found[k] = found[k] + c
        return RationalSeries(self.n, coefficients=found)

    def mul(self, other: RationalSeries) -> RationalSeries:
        n = min(self.n, other.n)
        return self._apply(lambda: self.truncate(n).series * other.truncate(n).series, n)

    def _apply(self, f: Callable[[], fmpq_series], n: int) -> RationalSeries:
        context = flint.ctx
        before, context.cap = context.cap, max(n, 1)
        try:
            return RationalSeries(n, series=f())
        finally:
            context.cap = before

    def inverse(self) -> RationalSeries:
        return self._apply(lambda: 1 / self.series, self.n)

    def divide(self, other: RationalSeries) -> RationalSeries:
        n = min(self.n, other.n)
        return self._apply(lambda: self.truncate(n).series / other.truncate(n).series, n)

    def function(self, name: str) -> RationalSeries:
        """FLINT's exp, log, sin, … of the series; the constant term must fit the function."""
        return self._apply(lambda: getattr(self.series, name)(), self.n)

    def power(self, exponent: fmpq) -> RationalSeries:
        """(1 + u)**exponent for a series 1 + u."""
        if exponent == fmpq(1, 2):
            return self.function("sqrt")
        if exponent == fmpq(-1, 2):
            return self.function("rsqrt")
        if exponent.q == 1 and 0 <= int(exponent.p) <= 2 * self.n:
            return self._apply(lambda: self.series ** int(exponent.p), self.n)
        return self._apply(lambda: (self.series.log() * exponent).exp(), self.n)

    def derivative(self) -> RationalSeries:
        return RationalSeries.of([k * c for k, c in enumerate(self.coefficients)][1:])

    def reversion(self) -> RationalSeries:
        return self._apply(lambda: self.series.reversion(), self.n)

    def is_zero(self) -> bool:
        return self.leading() == self.n

    def leading(self) -> int:
        """The index of the first non-zero coefficient; n where all are zero."""
        if self.n and self[0]:
            return 0
        if self._list is None and self._series is not None:
            return min(int(self._series.valuation()), self.n) if self._series.length() else self.n
        return next((k for k, c in enumerate(self.coefficients) if c), self.n)


class _cap:
    """FLINT truncates at a global cap; it is raised where the series is longer, and put back."""

    def __init__(self, n: int) -> None:
        self.n = n

    def __enter__(self) -> None:
        self.before = flint.ctx.cap
        flint.ctx.cap = max(self.n, 1)

    def __exit__(self, *exc: object) -> None:
        flint.ctx.cap = self.before


# -- Taylor coefficients over ℚ of the functions themselves, by their closed forms or recurrences


def coth_coefficients(n: int) -> list[fmpq]:
    """x·coth(x) up to xⁿ⁻¹: 2²ᵏB₂ₖ/(2k)! at x²ᵏ, from FLINT's Bernoulli numbers."""
    return _bernoulli(n, lambda k: fmpz(1) << (2 * k))


_BERNOULLI_CACHE = (400, 20_100)
"""Between these FLINT keeps its table of Bernoulli numbers, 110 MB at the end; one by one is faster below."""


def _bernoulli(n: int, weight: Callable[[int], Any]) -> list[fmpq]:
    found = [fmpq(0)] * n
    factorial = fmpz(1)
    cached = _BERNOULLI_CACHE[0] <= n <= _BERNOULLI_CACHE[1]
    if cached:
        fmpq.bernoulli(n + n % 2, cache=True)  # all of them at once are four times as fast as one by one
    for k in range((n + 1) // 2):
        found[2 * k] = fmpq.bernoulli(2 * k, cache=cached) * fmpq(weight(k), factorial)
        factorial *= (2 * k + 1) * (2 * k + 2)
    return found


def tanh_coefficients(n: int) -> list[fmpq]:
    """tanh(x): 2²ᵏ(2²ᵏ−1)B₂ₖ/(2k)! at x²ᵏ⁻¹."""
    return _bernoulli(n + 1, lambda k: ((fmpz(1) << (2 * k)) - 1) << (2 * k))[1:]


def csch_coefficients(n: int) -> list[fmpq]:
    """x/sinh(x): −2(2²ᵏ⁻¹−1)B₂ₖ/(2k)! at x²ᵏ."""
    return _bernoulli(n, lambda k: 2 - (fmpz(1) << (2 * k)))


def geometric(terms: int, ratio: Callable[[int], fmpq], start: int = 0, step: int = 1, first: int = 1) -> list[fmpq]:
    """A hypergeometric list: c at `start`, each next non-zero one `step` later is ratio(k) times the one before."""
    found = [fmpq(0)] * terms
    value = fmpq(first)
    for k, i in enumerate(range(start, terms, step), 1):
        found[i] = value
        value = value * ratio(k)
    return found


def alternating_signs(coefficients: list[fmpq]) -> list[fmpq]:
    """The list with the sign of x² flipped: cosh becomes cos, x·coth(x) becomes x·cot(x)."""
    return [-c if (k // 2) % 2 else c for k, c in enumerate(coefficients)]


DIRECT = frozenset(("exp", "sin", "cos", "sinh", "cosh", "atan", "atanh"))
"""Of c·s FLINT has these at once, as fast as by recurrence, with no common denominator to be found afterwards."""


def outer(name: str, n: int) -> list[fmpq] | None:
    """Taylor coefficients at 0 of a function known over ℚ, n of them; None where FLINT does better from its series."""
    if name == "exp":
        return geometric(n, lambda k: fmpq(1, k))
    if name == "sinh":
        return geometric(n, lambda k: fmpq(1, 2 * k * (2 * k + 1)), 1, 2)
    if name == "cosh":
        return geometric(n, lambda k: fmpq(1, 2 * k * (2 * k - 1)), 0, 2)
    if name == "tanh":
        return tanh_coefficients(n)
    if name == "log1p":
        return [fmpq(0)] + [fmpq((-1) ** (k + 1), k) for k in range(1, n)]
    if name == "atanh":
        return [fmpq(1, k) if k % 2 else fmpq(0) for k in range(n)]
    if name == "asin":
        return [c / k if c else c for k, c in enumerate([fmpq(0), *_arcsine(n - 1)])] if n > 1 else [fmpq(0)] * n
    if name in _SIGNED:
        base = outer(_SIGNED[name], n)
        return None if base is None else alternating_signs(base)
    return None


_SIGNED = {"sin": "sinh", "cos": "cosh", "tan": "tanh", "atan": "atanh", "asinh": "asin"}


def _arcsine(n: int) -> list[fmpq]:
    return geometric(n, lambda k: fmpq(2 * k - 1, 2 * k), 0, 2)
