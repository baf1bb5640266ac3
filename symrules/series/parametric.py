"""Truncated power series whose coefficients are rational functions of the kernels.

Notes
-----
The k-th coefficient is numₖ / (d · gᵏ) with polynomials numₖ and two common denominators d and g. Division, exponential
function, logarithm and powers then need polynomial products only, and no greatest common divisors: the powers of a
leading coefficient that a division brings in all go into gᵏ. A coefficient is reduced when it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import fmpq, fmpq_mpoly

from symrules.series.field import Field, Ratio, Scalar


class ParametricSeries:
    """c₀ + c₁ s + … + O(sⁿ) over a `Field`."""

    __slots__ = ("d", "field", "g", "nums")

    def __init__(self, field: Field, nums: list[fmpq_mpoly], d: fmpq_mpoly | None = None,
                 g: fmpq_mpoly | None = None) -> None:  # fmt: skip
        self.field = field
        self.nums = nums
        self.d = field.one if d is None else d
        self.g = field.one if g is None else g

    @staticmethod
    def of(field: Field, coefficients: Sequence[Scalar]) -> ParametricSeries:
        """From fractions, over their common denominator."""
        ratios = [field.ratio(c) for c in coefficients]
        d = field.one
        for r in ratios:
            if not r.den.is_one():
                d = d * divmod(r.den, d.gcd(r.den))[0]
        if d.is_one():
            return ParametricSeries(field, [r.num for r in ratios])
        return ParametricSeries(field, [r.num * divmod(d, r.den)[0] for r in ratios], d)

    @property
    def n(self) -> int:
        return len(self.nums)

    @property
    def coefficients(self) -> list[Scalar]:
        return [self[k] for k in range(self.n)]

    def __getitem__(self, k: int) -> Scalar:
        p = self.nums[k]
        if self.d.is_one() and self.g.is_one():
            return Ratio(p, self.field.one, self.field)
        return self.field.quotient(p, self.d * self.g**k)

    def _like(self, nums: list[fmpq_mpoly]) -> ParametricSeries:
        return ParametricSeries(self.field, self._reduced(nums), self.d, self.g)

    def truncate(self, n: int) -> ParametricSeries:
        return self if n >= self.n else ParametricSeries(self.field, self.nums[:n], self.d, self.g)

    def extend(self, n: int) -> ParametricSeries:
        return ParametricSeries(self.field, self.nums + [self.field.zero] * (n - self.n), self.d, self.g)

    def shift(self, k: int) -> ParametricSeries:
        """s**k times the series, or the division by s**(-k) for k < 0."""
        if k >= 0:
            nums = [self.field.zero] * k + self.nums
            return ParametricSeries(self.field, self._times_power(nums, k), self.d, self.g)
        return ParametricSeries(self.field, self.nums[-k:], self.d * self.g**-k, self.g)

    def _times_power(self, nums: list[fmpq_mpoly], k: int) -> list[fmpq_mpoly]:
        if self.g.is_one():
            return nums
        factor = self.g**k
        return self._reduced([p * factor if p else p for p in nums])

    def _over(self, d: fmpq_mpoly, g: fmpq_mpoly) -> ParametricSeries:
        """The same series over multiples of its denominators."""
        nums = self.nums
        if g != self.g:
            ratio, power, scaled = divmod(g, self.g)[0], self.field.one, []
            for p in nums:
                scaled.append(p * power)
                power = power * ratio
            nums = scaled
        if d != self.d:
            factor = divmod(d, self.d)[0]
            nums = [p * factor for p in nums]
        return ParametricSeries(self.field, self._reduced(nums), d, g)

    def _reduced(self, nums: list[fmpq_mpoly]) -> list[fmpq_mpoly]:
        """The numerators with each root kernel below the degree of its relation, so that a zero is a zero."""
        return [self.field.reduce(p) for p in nums] if self.field.relations else nums

    def _aligned(self, other: ParametricSeries, same_d: bool) -> tuple[ParametricSeries, ParametricSeries]:
        g = _multiple(self.g, other.g)
        d = _multiple(self.d, other.d) if same_d else None
        return self._over(d or self.d, g), other._over(d or other.d, g)

    def scale(self, c: Scalar) -> ParametricSeries:
        if isinstance(c, fmpq):
            return ParametricSeries(self.field, [p * c for p in self.nums], self.d, self.g)
        result = self._like([p * c.num if p else p for p in self.nums])
        result.d = self.d * c.den
        return result

    def add(self, other: ParametricSeries) -> ParametricSeries:
        a, b = self._aligned(other, same_d=True)
        return ParametricSeries(self.field, [p + q for p, q in zip(a.nums, b.nums, strict=False)], a.d, a.g)

    def plus_term(self, c: Ratio, k: int) -> ParametricSeries | None:
        """The sum with c·sᵏ; None where that needs another denominator."""
        if not (c.den.is_one() and self.g.is_one()):
            return None
        found = list(self.nums)
        found[k] = found[k] + (c.num if self.d.is_one() else self.field.reduce(c.num * self.d))
        return ParametricSeries(self.field, found, self.d, self.g)

    def mul(self, other: ParametricSeries) -> ParametricSeries:
        a, b = self._aligned(other, same_d=False)
        n = min(a.n, b.n)
        result = a._like(convolve(a.nums, b.nums, n, self.field))
        result.d = a.d * b.d
        return result

    def inverse(self) -> ParametricSeries:
        """1/f for f₀ ≠ 0."""
        lead = self.nums[0]
        if lead.is_constant():
            c = lead.leading_coefficient()
            nums = _inverse([p / c for p in self.nums], self.field)
            return ParametricSeries(self.field, [self.field.reduce(p * self.d / c) for p in nums], None, self.g)
        scaled, power = [self.field.one], self.field.one
        for p in self.nums[1:]:
            scaled.append(self.field.reduce(p * power))
            power = self.field.reduce(power * lead)
        nums = _inverse(scaled, self.field)
        return ParametricSeries(self.field, [self.field.reduce(p * self.d) for p in nums], lead, self.g * lead)

    def absorbed(self) -> ParametricSeries:
        """For a series without constant term: the same with d = 1."""
        if self.d.is_one():
            return self
        nums, power = [self.nums[0]], self.field.one
        for p in self.nums[1:]:
            nums.append(self.field.reduce(p * power))
            power = self.field.reduce(power * self.d)
        return ParametricSeries(self.field, nums, self.field.one, self.g * self.d)

    def exp(self) -> ParametricSeries:
        """exp(u) for u₀ = 0, from e′ = u′e."""
        u = self.absorbed()
        return u._like(power_recurrence(u.nums, u.field, lambda j, k: fmpq(j, k)))

    def power(self, exponent: Scalar) -> ParametricSeries:
        """(1 + u)**exponent for this series 1 + u, from f w′ = exponent·f′ w."""
        rest = self.add(ParametricSeries(self.field, [-self.field.one] + [self.field.zero] * (self.n - 1)))
        u = rest.absorbed()
        if isinstance(exponent, Ratio):
            g = u.g * exponent.den
            u = u._over(u.d, g)
            num, den = exponent.num, exponent.den
            nums = _power_parametric(u.nums, u.field, num, den)
            return u._like(nums)
        nums = power_recurrence(u.nums, u.field, lambda j, k: (exponent * j - (k - j)) / k)
        return u._like(nums)

    def log(self) -> ParametricSeries:
        """log of this series 1 + u, by integrating u′/(1 + u)."""
        return self.derivative().mul(self.inverse().truncate(self.n - 1)).integral() if self.n > 1 else \
            ParametricSeries(self.field, [self.field.zero])  # fmt: skip

    def derivative(self) -> ParametricSeries:
        """The derivative with respect to s, one term shorter."""
        return ParametricSeries(self.field, [p * k for k, p in enumerate(self.nums)][1:], self.d * self.g, self.g)

    def integral(self) -> ParametricSeries:
        """The primitive without constant term, one term longer."""
        nums = [self.field.zero] + [p * fmpq(1, k + 1) for k, p in enumerate(self.nums)]
        return ParametricSeries(self.field, self._times_power(nums, 1), self.d, self.g)

    def is_zero(self) -> bool:
        return self.leading() == self.n

    def leading(self) -> int:
        """The index of the first coefficient that is not formally zero."""
        return next((k for k, p in enumerate(self.nums) if p), self.n)


def _multiple(a: fmpq_mpoly, b: fmpq_mpoly) -> fmpq_mpoly:
    if a == b or b.is_one():
        return a
    if a.is_one():
        return b
    return a * divmod(b, a.gcd(b))[0]


def convolve(a: list[fmpq_mpoly], b: list[fmpq_mpoly], n: int, field: Field) -> list[fmpq_mpoly]:
    """The first n coefficients of a product."""
    left = [(i, p) for i, p in enumerate(a[:n]) if p]
    right = [(j, q) for j, q in enumerate(b[:n]) if q]
    if len(left) > len(right):
        left, right = right, left
    total: list[fmpq_mpoly | None] = [None] * n
    for i, p in left:
        for j, q in right:
            k = i + j
            if k >= n:
                break
            old = total[k]
            total[k] = p * q if old is None else old + p * q
        field.clock.check()
    found = [field.zero if p is None else p for p in total]
    field.clock.check(sum(map(len, found)))
    return found


def power_recurrence(u: list[fmpq_mpoly], field: Field,
                     weight: Callable[[int, int], fmpq | fmpq_mpoly] | None = None) -> list[fmpq_mpoly]:  # fmt: skip
    """wₖ = Σⱼ weight(j, k) uⱼ wₖ₋ⱼ with w₀ = 1, and a weight of 1 where none is given."""
    terms = [(j, p) for j, p in enumerate(u) if p and j]
    found = [field.one]
    for k in range(1, len(u)):
        total = field.zero
        for j, p in terms:
            if j > k:
                break
            if not found[k - j]:
                continue
            c = None if weight is None else weight(j, k)
            if c is None or c:
                total = total + (p * found[k - j] if c is None else (p * found[k - j]) * c)
        found.append(field.reduce(total))
        field.clock.check(len(total))
    return found


def _inverse(f: list[fmpq_mpoly], field: Field) -> list[fmpq_mpoly]:
    """1/f for f₀ = 1: wₖ = −Σⱼ fⱼ wₖ₋ⱼ."""
    return power_recurrence([-p for p in f], field)


def _power_parametric(u: list[fmpq_mpoly], field: Field, num: fmpq_mpoly, den: fmpq_mpoly) -> list[fmpq_mpoly]:
    """(1 + u)**(num/den): u has been scaled by den**k, of which one factor is used up by the weight."""
    scaled = [divmod(p, den)[0] for p in u]
    return power_recurrence(scaled, field, lambda j, k: (num * j - den * (k - j)) * fmpq(1, k))
