"""Laurent and Puiseux series: sᵛ(c₀ + c₁ s + …), exact, or up to O(sᵖ)."""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symrules.series.field import Field, Ratio, Scalar
from symrules.series.parametric import ParametricSeries
from symrules.series.rational import RationalSeries

Coefficients = RationalSeries | ParametricSeries


class Local:
    """A series in the local variable s.

    Parameters
    ----------
    v : the exponent of the first coefficient
    c : the coefficients; None where none is known to be non-zero
    exact : whether nothing follows; otherwise the series is known up to O(sᵖ) with p = `v` + number of coefficients
    """

    __slots__ = ("c", "exact", "v")

    def __init__(self, v: int, c: Coefficients | None, exact: bool = False) -> None:
        self.v, self.c, self.exact = v, c, exact
        if c is not None:
            k = c.leading()
            if k == c.n:
                self.v, self.c = v + k, None
            elif k:
                self.v, self.c = v + k, c.shift(-k)

    @property
    def n(self) -> int:
        return 0 if self.c is None else self.c.n

    @property
    def known_below(self) -> int | None:
        """p of the error O(sᵖ); None for an exact series."""
        return None if self.exact else self.v + self.n

    @property
    def is_zero(self) -> bool:
        """Whether it is exactly zero."""
        return self.c is None and self.exact

    def coefficient(self, k: int) -> Scalar:
        """The coefficient of sᵏ, which must lie below the error."""
        if self.c is None or not 0 <= k - self.v < self.n:
            return fmpq(0)
        return self.c[k - self.v]

    def is_constant(self) -> bool:
        return self.exact and (self.c is None or (self.v == 0 and self.is_monomial()))

    def is_monomial(self) -> bool:
        """Whether it is c·sᵛ and nothing else."""
        if not self.exact or self.c is None:
            return False
        if isinstance(self.c, ParametricSeries):
            return not any(self.c.nums[1:])
        return self.c.n == 1 or not any(self.c.coefficients[1:])


def monomial(c: Scalar, v: int = 0) -> Local:
    """The exact series c·sᵛ."""
    if isinstance(c, Ratio):
        if not c:
            return Local(0, None, True)
        return Local(v, ParametricSeries(c.field, [c.num], c.den), True)
    return Local(v, RationalSeries.of([fmpq(c)]), True) if c else Local(0, None, True)


def error(p: int) -> Local:
    """O(sᵖ), and nothing known above it."""
    return Local(p, None)


def lifted(c: Coefficients, field: Field) -> ParametricSeries:
    """Coefficients over the field of the kernels."""
    if isinstance(c, ParametricSeries):
        return c
    constant = field.context.constant
    return ParametricSeries(field, [constant(x) if x else field.zero for x in c.coefficients])


def same_kind(a: Coefficients, b: Coefficients) -> tuple[Any, Any]:
    """Both over ℚ, or both over the field that one of them needs."""
    if isinstance(a, RationalSeries) and isinstance(b, RationalSeries):
        return a, b
    field = a.field if isinstance(a, ParametricSeries) else b.field  # type: ignore[union-attr]
    return lifted(a, field), lifted(b, field)


def scale(f: Local, c: Scalar) -> Local:
    """c·f for a scalar c."""
    if f.c is None or not c:
        return Local(0, None, True) if not c else f
    if isinstance(c, Ratio):
        number = c.rational()
        if number is None:
            if isinstance(f.c, RationalSeries):
                zero = c.field.zero
                products = [c.num * x if x else zero for x in f.c.coefficients]
                return Local(f.v, ParametricSeries(c.field, products, c.den), f.exact)
            return Local(f.v, f.c.scale(c), f.exact)
        c = number
    return f if c == 1 else Local(f.v, f.c.scale(fmpq(c)), f.exact)


def add(f: Local, g: Local, terms: int) -> Local:
    """f + g."""
    if f.c is None and f.exact:
        return g
    if g.c is None and g.exact:
        return f
    found = _plus_monomial(f, g, terms) or _plus_monomial(g, f, terms)
    if found is not None:
        return found
    ends = [h.known_below for h in (f, g) if h.known_below is not None]
    v = min(f.v, g.v)
    exact = not ends
    end = max(h.v + h.n for h in (f, g)) if exact else min(ends)
    if end - v > terms and v < end:
        end, exact = v + terms, False
    if end <= v:
        return error(end)
    a, b = (_placed(h, v, end) for h in (f, g))
    if a is None or b is None:
        return Local(v, a if a is not None else b, exact) if a is not None or b is not None else error(end)
    x, y = same_kind(a, b)
    return Local(v, x.add(y), exact)


def _plus_monomial(f: Local, g: Local, terms: int) -> Local | None:
    """f + c·sᵏ where c·sᵏ falls before or among the coefficients of an inexact series f; None otherwise."""
    if f.exact or f.c is None or not g.exact or g.c is None or g.c.n != 1:
        return None
    c, k = g.c[0], g.v - f.v
    if k >= f.n or max(f.n, f.n - k) > terms:
        return None
    if k < 0:
        f, k = _with_zeros(f, -k), 0
    if isinstance(f.c, RationalSeries):
        return None if isinstance(c, Ratio) else Local(f.v, f.c.plus_term(c, k))
    assert f.c is not None
    total = f.c.plus_term(f.c.field.ratio(c), k)
    return None if total is None else Local(f.v, total)


def _with_zeros(f: Local, k: int) -> Local:
    """The same series, written from k powers lower on."""
    found = Local(f.v, f.c, f.exact)
    found.v, found.c = f.v - k, found.c.shift(k)  # type: ignore[union-attr]
    return found


def _placed(f: Local, v: int, end: int) -> Coefficients | None:
    """The coefficients of f from sᵛ up to s**(end - 1)."""
    if f.c is None or f.v >= end:
        return None
    c = f.c.shift(f.v - v) if f.v > v else f.c
    return c.truncate(end - v) if c.n >= end - v else c.extend(end - v)


def negate(f: Local) -> Local:
    return scale(f, fmpq(-1))


def mul(f: Local, g: Local, terms: int) -> Local:
    """f·g."""
    v = f.v + g.v
    if f.c is None or g.c is None:
        return Local(0, None, True) if f.is_zero or g.is_zero else error(v)
    for a, b in ((g, f), (f, g)):
        if a.exact and a.is_monomial():
            return scale(b if a.v == 0 else Local(v, b.c, b.exact), a.c[0])  # type: ignore[index]
    if f.exact and g.exact:
        n = f.n + g.n - 1
        exact = n <= terms
        n = min(n, terms)
    else:
        n, exact = min([h.n for h in (f, g) if not h.exact] + [terms]), False
    x, y = same_kind(*(_resized(h.c, n) for h in (f, g) if h.c is not None))
    return Local(v, x.mul(y), exact)


def _resized(c: Coefficients, n: int) -> Coefficients:
    return c.extend(n) if c.n < n else c.truncate(n)


def padded(f: Local, terms: int) -> Local:
    """An exact series with its zeros written out to `terms` coefficients, so that it can be divided by."""
    if f.c is None or not f.exact:
        return f
    c = f.c.extend(terms) if f.n < terms else f.c.truncate(terms)
    return Local(f.v, c)


def unit_part(f: Local) -> tuple[Scalar, Coefficients]:
    """c₀ and 1 + u of f = c₀ sᵛ(1 + u)."""
    assert f.c is not None
    lead = f.c[0]
    if isinstance(lead, Ratio):
        number = lead.rational()
        if number is None:
            assert isinstance(f.c, ParametricSeries)
            inverse = lead.field.ratio(1) / lead
            c = f.c.scale(inverse)
            return lead, _monic(c)
        lead = number
    return lead, f.c if lead == 1 else f.c.scale(1 / lead)


def _monic(c: ParametricSeries) -> ParametricSeries:
    """The common denominator cancelled against numerators where it divides them all."""
    if c.d.is_one():
        return c
    g = c.d
    for k, p in enumerate(c.nums):
        if p:
            g = g.gcd(p)
        if g.is_one() or k > 8:
            break
    if not g.is_one():
        quotients = [divmod(p, g) for p in c.nums]
        if all(r.is_zero() for _, r in quotients):
            return ParametricSeries(c.field, [q for q, _ in quotients], divmod(c.d, g)[0], c.g)
    return c


def derivative(f: Local) -> Local:
    """df/ds."""
    if f.c is None:
        return f if f.exact else error(f.v - 1)
    c = f.c
    if isinstance(c, RationalSeries):
        nums = RationalSeries.of([(f.v + k) * x for k, x in enumerate(c.coefficients)])
        return Local(f.v - 1, nums, f.exact)
    return Local(f.v - 1, ParametricSeries(c.field, [p * (f.v + k) for k, p in enumerate(c.nums)], c.d, c.g), f.exact)


def integral(f: Local) -> Local:
    """A primitive with respect to s; the coefficient of 1/s must vanish."""
    if f.c is None:
        return f if f.exact else error(f.v + 1)
    c = f.c
    if isinstance(c, RationalSeries):
        nums = RationalSeries.of([x / (f.v + k + 1) if x else x for k, x in enumerate(c.coefficients)])
        return Local(f.v + 1, nums, f.exact)
    polys = [p * fmpq(1, f.v + k + 1) if p else p for k, p in enumerate(c.nums)]
    return Local(f.v + 1, ParametricSeries(c.field, polys, c.d, c.g), f.exact)
