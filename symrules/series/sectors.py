"""Exponentials beyond every power: sums of exp(λ)·(series), with λ a polynomial in 1/s that grows without bound.

Notes
-----
At infinity, or on one side of an essential singularity, exp(x) is neither a power nor small: it is kept as a sector of
its own. Sectors are ordered by λ; a function of a sum is expanded about its dominant sector. How many sectors are kept
is fixed; `cut` says below which λ nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import fmpq

from symrules.series import arithmetic
from symrules.series.arithmetic import EssentialSingularity
from symrules.series.branch_cut import is_real
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.local import Local, add, monomial, mul, negate, scale
from symrules.series.logs import leading_in_log, slope_in_log
from symrules.series.parametric import ParametricSeries
from symrules.series.setting import Setting, Vanishing
from symrules.series.signs import sign

DEPTH = 3
"""How many sectors are kept beyond the dominant one."""


@dataclass(frozen=True)
class Sectors:
    """Σ exp(λ)·S, dominant first; sectors at or below exp(cut) are unknown."""

    parts: tuple[tuple[Local, Local], ...]
    cut: Local | None = None


Value = Local | Sectors
_ZERO = Local(0, None, True)


def as_sectors(value: Value) -> Sectors:
    return value if isinstance(value, Sectors) else Sectors(((_ZERO, value),))


def growth(exponent: Local, setting: Setting) -> int:
    """+1 where exp(λ) is large, −1 where it is small, 0 for λ = 0.

    Raises
    ------
    SeriesError
        The sign of λ is not known, or it is not real: the function oscillates.
    """
    if exponent.is_zero:
        return 0
    lead = setting.leading(exponent)
    if is_power(exponent):
        raise SeriesError("powers of the variable with different symbolic exponents are not ordered",
                          hint="expand the terms one by one, or give the exponents numbers")  # fmt: skip
    lead, degree = leading_in_log(lead, setting)
    known = sign(lead) if degree % 2 == 0 else sign(-lead)
    if known in ("+", "-"):
        return 1 if known == "+" else -1
    text = setting.field.expression(lead)
    raise SeriesError(
        f"whether an exponential grows or decays depends on the sign of {text}",
        hint=f"declare the domain of its symbols so that {text} is positive or negative",
    )


def exact_difference(a: Local, b: Local) -> Local:
    return add(a, negate(b), 10**9)


def gathered(parts: list[tuple[Local, Local]], cut: Local | None, setting: Setting) -> Value:
    """Sectors sorted and merged; a single power series as itself."""
    found: list[tuple[Local, Local]] = []
    for exponent, series in parts:
        _insert(found, exponent, series, setting)
    found = [(e, s) for e, s in found if not s.is_zero]
    if cut is not None:
        found = [(e, s) for e, s in found if growth(exact_difference(e, cut), setting) > 0]
    if len(found) > DEPTH + 1:
        cut = found[DEPTH + 1][0]
        found = found[: DEPTH + 1]
    if not found and cut is None:
        return _ZERO
    if len(found) == 1 and found[0][0].is_zero and cut is None:
        return found[0][1]
    return Sectors(tuple(found), cut)


def _insert(found: list[tuple[Local, Local]], exponent: Local, series: Local, setting: Setting) -> None:
    for i, (e, s) in enumerate(found):
        order = growth(exact_difference(exponent, e), setting)
        if order == 0:
            found[i] = (e, add(s, series, setting.terms))
            return
        if order > 0:
            found.insert(i, (exponent, series))
            return
    found.append((exponent, series))


def _lower(a: Local | None, b: Local | None, setting: Setting) -> Local | None:
    """The larger of two cuts, below which the less is known."""
    if a is None or b is None:
        return a if b is None else b
    return a if growth(exact_difference(a, b), setting) >= 0 else b


def plus(a: Value, b: Value, setting: Setting) -> Value:
    """a + b."""
    if isinstance(a, Local) and isinstance(b, Local):
        return add(a, b, setting.terms)
    x, y = as_sectors(a), as_sectors(b)
    return gathered([*x.parts, *y.parts], _lower(x.cut, y.cut, setting), setting)


def times(a: Value, b: Value, setting: Setting) -> Value:
    """a·b."""
    if isinstance(a, Local) and isinstance(b, Local):
        return mul(a, b, setting.terms)
    x, y = as_sectors(a), as_sectors(b)
    if not x.parts or not y.parts:
        raise Vanishing(False)
    parts = [(add(e, f, 10**9), mul(s, t, setting.terms)) for e, s in x.parts for f, t in y.parts]
    cuts = [add(p.cut, q.parts[0][0], 10**9) for p, q in ((x, y), (y, x)) if p.cut is not None]
    cut = cuts[0] if len(cuts) == 1 else _lower(cuts[0], cuts[1], setting) if cuts else None
    return gathered(parts, cut, setting)


def times_scalar(a: Value, c: Scalar, setting: Setting) -> Value:
    if isinstance(a, Local):
        return scale(a, c)
    if not c:
        return _ZERO
    return Sectors(tuple((e, scale(s, c)) for e, s in a.parts), a.cut)


def _relative(a: Sectors, setting: Setting) -> tuple[Local, Local, Value]:
    """λ₀, S₀ and ε of exp(λ₀)·S₀·(1 + ε)."""
    if not a.parts:
        raise Vanishing(False)
    exponent, series = a.parts[0]
    setting.leading(series)
    inverse = arithmetic.inverse(series, setting)
    rest = [(exact_difference(e, exponent), mul(s, inverse, setting.terms)) for e, s in a.parts[1:]]
    cut = None if a.cut is None else exact_difference(a.cut, exponent)
    return exponent, series, gathered(rest, cut, setting)


def power_sum(weights: list[Scalar], small: Value, setting: Setting) -> Value:
    """Σ weights[k]·εᵏ up to εᴰᴱᴾᵀᴴ, the rest below the cut."""
    total: Value = monomial(weights[0])
    if isinstance(small, Local) and small.is_zero:
        return total
    if isinstance(small, Sectors) and not small.parts:
        return gathered([(_ZERO, monomial(weights[0]))], small.cut, setting)
    term: Value = monomial(fmpq(1))
    for k in range(1, DEPTH + 1):
        term = times(term, small, setting)
        total = plus(total, times_scalar(term, weights[k], setting), setting)
    parts = as_sectors(small)
    top = parts.parts[0][0] if parts.parts else parts.cut
    assert top is not None
    if not any(weights[DEPTH + 1 :]):
        return total
    x = as_sectors(total)
    return gathered(list(x.parts), _lower(x.cut, scale(top, fmpq(DEPTH + 1)), setting), setting)


def is_power(exponent: Local) -> bool:
    """Whether exp(λ) is a symbolic power of the variable: λ = α·log t, with a real α."""
    return exponent.v >= 0 and not exponent.is_zero


def _require_real(exponent: Local, setting: Setting) -> None:
    """Refuse an oscillating exponential, whose logarithm and roots have no fixed branch."""
    if not is_power(exponent):
        growth(exponent, setting)
        if not is_real(exponent, setting):
            raise SeriesError("a logarithm or root of an exponential whose phase turns without end",
                              hint="expand what it is taken of")  # fmt: skip


def _shifted(exponent: Local, value: Value, setting: Setting) -> Value:
    """exp(λ)·value."""
    if exponent.is_zero:
        return value
    return times(Sectors(((exponent, monomial(fmpq(1))),)), value, setting)


def reciprocal(a: Value, setting: Setting) -> Value:
    """1/a."""
    if isinstance(a, Local):
        return arithmetic.inverse(a, setting)
    exponent, series, small = _relative(a, setting)
    sums = power_sum([fmpq((-1) ** k) for k in range(DEPTH + 2)], small, setting)
    head = times(arithmetic.inverse(series, setting), sums, setting)
    return _shifted(negate(exponent), head, setting)


def raised(a: Value, exponent: Scalar, setting: Setting) -> Value:
    """a**exponent for an exponent that does not depend on the variable."""
    if isinstance(a, Local):
        return _raised_local(a, setting.field.simplified(exponent), setting)
    if isinstance(exponent, fmpq) and exponent == 1:
        return a
    weights: list[Scalar] = [fmpq(1)]
    for k in range(1, DEPTH + 2):
        weights.append(weights[-1] * (exponent - (k - 1)) * fmpq(1, k))
    lam, series, small = _relative(a, setting)
    if not isinstance(exponent, fmpq) or exponent.q != 1:
        _require_real(lam, setting)
    head = times(arithmetic.power(series, exponent, setting), power_sum(weights, small, setting), setting)
    return _shifted(scale(lam, exponent), head, setting)


def _raised_local(a: Local, exponent: Scalar, setting: Setting) -> Value:
    """a**exponent; a symbolic power of the variable, t^α = exp(α·log t), is kept as a factor in front."""
    if not isinstance(exponent, Ratio) or a.c is None or not a.v:
        return arithmetic.power(a, exponent, setting)
    setting.leading(a)
    setting.assume_positive_distance("power")
    unit = arithmetic.power(Local(0, a.c, a.exact), exponent, setting)
    return _power_in_front(exponent * fmpq(a.v, setting.ramification), unit, setting)


def _power_in_front(exponent: Ratio, rest: Local, setting: Setting) -> Value:
    """t**exponent times a series."""
    if not setting.field.is_real(exponent):
        raise SeriesError("a complex power of the variable", hint="declare the domain of its exponent")
    if exponent.den.is_one():  # x**(a + 1) is x times x**a, so that both can be added
        whole = exponent.num.to_dict().get((0,) * setting.field.size, fmpq(0))
        exponent = exponent - whole
        rest = mul(rest, monomial(fmpq(1), arithmetic.distance_power(whole, setting)), setting.terms)
    return Sectors(((monomial(setting.log() * exponent), rest),))


def exp_of(a: Value, setting: Setting) -> Value:
    """exp(a)."""
    if isinstance(a, Local):
        try:
            return _exp_of_local(a, setting)
        except EssentialSingularity:
            return _new_sector(a, setting)
    base: Local = _ZERO
    small: list[tuple[Local, Local]] = []
    for exponent, series in a.parts:
        order = growth(exponent, setting)
        if order > 0:
            raise SeriesError("an exponential of a growing exponential", hint="take its logarithm first")
        if order == 0:
            base = series
        else:
            small.append((exponent, series))
    if a.cut is not None and growth(a.cut, setting) >= 0:
        raise Vanishing(False)
    weights: list[Scalar] = [fmpq(1)]
    for k in range(1, DEPTH + 2):
        weights.append(weights[-1] * fmpq(1, k))
    return times(exp_of(base, setting), power_sum(weights, gathered(small, a.cut, setting), setting), setting)


def _exp_of_local(a: Local, setting: Setting) -> Value:
    """exp of a series without a pole; α·log t with a symbolic α in it is a power in front."""
    if a.c is None or a.v or not setting.has_log(a.c[0]):
        return arithmetic.exponential(a, setting)
    slope, rest = slope_in_log(setting.field.simplified(a.c[0]), setting)
    if not isinstance(slope, Ratio):
        return arithmetic.exponential(a, setting)
    setting.assume_positive_distance("power")
    remaining = add(a, monomial(rest - a.c[0]), setting.terms)
    return _power_in_front(slope, arithmetic.exponential(remaining, setting), setting)


def _new_sector(a: Local, setting: Setting) -> Value:
    """exp of a series with a pole: its growing part becomes a sector."""
    if not setting.one_sided:
        raise SeriesError(
            f"an essential singularity at {setting.variable} = {setting.point}",
            hint="ask for one side of the point, direction='+' or '-'",
        )
    known = a.known_below
    if known is not None and known <= 0:
        raise Vanishing(False)
    assert a.c is not None
    count = -a.v
    polar = Local(a.v, a.c.truncate(count), True)
    rest = Local(0, a.c.shift(-count), a.exact) if a.n > count else (_ZERO if a.exact else Local(0, None))
    return times(Sectors(((_trimmed(polar), monomial(fmpq(1))),)), _exp_of_local(rest, setting), setting)


def _trimmed(polar: Local) -> Local:
    """The exponent with its trailing zeros removed, so that equal exponents are equal."""
    c = polar.c
    assert c is not None
    values = c.nums if isinstance(c, ParametricSeries) else c.coefficients
    n = max(k for k, x in enumerate(values) if x) + 1
    return Local(polar.v, c.truncate(n), True)


def log_of(a: Value, setting: Setting) -> Value:
    """log(a)."""
    if isinstance(a, Local):
        return arithmetic.logarithm(a, setting)
    exponent, series, small = _relative(a, setting)
    _require_real(exponent, setting)
    weights: list[Scalar] = [fmpq(0)] + [fmpq((-1) ** (k + 1), k) for k in range(1, DEPTH + 2)]
    head = add(exponent, arithmetic.logarithm(series, setting), setting.terms)
    return plus(head, power_sum(weights, small, setting), setting)
