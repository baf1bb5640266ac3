"""Elementary operations on local series: inverse, power, exponential, logarithm, and composition."""

from __future__ import annotations

from math import lcm
from typing import Any

from flint import fmpq

from symrules.series import constants
from symrules.series.branch_cut import is_real, refuse_cut
from symrules.series.errors import Restart, SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.local import (
    Local,
    add,
    error,
    lifted,
    monomial,
    mul,
    negate,
    padded,
    scale,
    unit_part,
)
from symrules.series.logs import slope_in_log
from symrules.series.parametric import ParametricSeries
from symrules.series.rational import RationalSeries, geometric
from symrules.series.setting import Setting, Vanishing
from symrules.series.signs import sign


class EssentialSingularity(Exception):
    """exp of a series with a pole: at one side it may be large or small, but it is no Laurent series."""


def inverse(f: Local, setting: Setting) -> Local:
    """1/f."""
    lead = setting.leading(f)
    if f.is_monomial():
        return monomial(1 / lead, -f.v)
    c = padded(f, setting.terms).c
    assert c is not None
    return Local(-f.v, c.inverse())


def split_constant(f: Local, setting: Setting) -> tuple[Scalar, Local]:
    """f = c₀ + u with u → 0."""
    if f.c is None:
        if not f.exact and f.v <= 0:
            raise Vanishing(False)
        return fmpq(0), f
    if f.v < 0:
        raise EssentialSingularity
    if f.v > 0:
        return fmpq(0), f
    c = setting.field.simplified(f.c[0])
    if f.n == 1:
        return c, Local(0, None, True) if f.exact else error(1)
    return c, Local(1, f.c.shift(-1), f.exact)


def at_zero(argument: Any, setting: Setting) -> Local | None:
    """The argument where it is a series that vanishes at the point."""
    if not isinstance(argument, Local):
        return None
    try:
        c0, u = split_constant(argument, setting)
    except EssentialSingularity:
        return None
    return u if not c0 else None


def is_rational_line(u: Local) -> bool:
    """Whether a monomial is c·s with a rational number c."""
    return u.v == 1 and isinstance(u.c, RationalSeries)


def compose(coefficients: list[fmpq], u: Local, setting: Setting) -> Local:
    """Σ cₖ uᵏ for a monomial u = c·sᵛ, v > 0: each coefficient times a power."""
    terms = setting.terms
    lead = u.c[0]  # type: ignore[index]
    step = u.v
    if step == 1 and len(coefficients) >= terms and isinstance(u.c, RationalSeries) and lead == 1:
        return Local(0, RationalSeries.of(coefficients[:terms]))
    if isinstance(lead, Ratio):
        lead = setting.field.simplified(lead)
    n = len(coefficients) * step if len(coefficients) < terms else terms
    if not isinstance(lead, Ratio):
        found, power = [fmpq(0)] * n, fmpq(1)
        for k, c in enumerate(coefficients):
            if k * step >= n:
                break
            if lead == 1:
                found[k * step] = c
                continue
            found[k * step] = c * power
            power *= lead
        return Local(0, RationalSeries.of(found))
    field = setting.field
    nums, power, below = [field.zero] * n, field.one, field.one
    fill = lead.den ** (step - 1)
    for k, c in enumerate(coefficients):
        if k * step >= n:
            break
        if c:
            nums[k * step] = power * below * c
        power = field.reduce(power * lead.num)
        below = below * fill
    return Local(0, ParametricSeries(field, nums, None, lead.den))


def exponential(f: Local, setting: Setting) -> Local:
    """exp(f), where f has no pole; a term α·log t in it becomes t**α."""
    c0, u = split_constant(f, setting)
    factor = monomial(fmpq(1))
    if isinstance(c0, Ratio) and setting.has_log(c0):
        c0, factor = _power_of_distance(c0, setting)
    head = constants.exponential(setting.field, c0) if c0 else fmpq(1)
    return scale(mul(factor, exp_small(u, setting), setting.terms), head)


def _power_of_distance(c: Ratio, setting: Setting) -> tuple[Scalar, Local]:
    """exp(α log t + c) = t**α·exp(c) for a rational α."""
    slope, rest = slope_in_log(c, setting)
    if isinstance(slope, Ratio):
        raise SeriesError(
            f"a power of the variable with the symbolic exponent {setting.field.expression(slope)}",
            hint="give the exponent a rational value",
        )
    return rest, monomial(fmpq(1), distance_power(slope, setting))


def distance_power(exponent: fmpq, setting: Setting) -> int:
    """The power of s that is t**exponent; a new ramification begins the expansion again."""
    q = setting.ramification
    if q % int(exponent.q):
        raise Ramified(lcm(q, int(exponent.q)))
    return int((exponent * q).p)


class Ramified(Restart):
    """The expansion needs s = t**(1/q) with a larger q."""

    def __init__(self, q: int) -> None:
        super().__init__()
        self.q = q


def exp_small(u: Local, setting: Setting) -> Local:
    """exp(u) for u → 0."""
    if u.c is None:
        return monomial(fmpq(1)) if u.exact else add(monomial(fmpq(1)), u, setting.terms)
    if u.is_monomial() and not is_rational_line(u):
        return compose(geometric(-(-setting.terms // u.v), lambda k: fmpq(1, k)), u, setting)
    c = from_zero(u, setting)
    return Local(0, c.function("exp") if isinstance(c, RationalSeries) else c.exp())


def from_zero(u: Local, setting: Setting) -> Any:
    """The coefficients of u from s⁰ on."""
    terms = setting.terms
    c = u.c
    assert c is not None
    if u.exact:
        if u.v == 1 and u.n == 1 and isinstance(c, RationalSeries) and terms > 1:
            return RationalSeries.line(c[0], terms)
        n = terms - u.v
        if n <= 0:
            return RationalSeries.of([fmpq(0)] * terms)
        c = c.extend(n) if c.n < n else c.truncate(n)
    return c.shift(u.v).truncate(terms)


def logarithm(f: Local, setting: Setting) -> Local:
    """log f: v·log t + log c₀ + log(1 + u)."""
    lead = setting.leading(f)
    if isinstance(lead, Ratio) and setting.has_log(lead):
        raise SeriesError("the logarithm of a logarithm of the variable", hint="expand at another point")
    refuse_cut(f, lead, setting)
    head = setting.field.simplified(constants.logarithm(setting.field, lead))
    if f.v:
        if f.v != setting.ramification or sign(lead) != "+" or not is_real(f, setting):
            setting.assume_positive_distance("log")
        head = setting.field.simplified(setting.log() * fmpq(f.v, setting.ramification) + head)
    if f.is_monomial():
        return monomial(head)
    u = None if f.n == 2 and isinstance(f.c, RationalSeries) and setting.terms < 256 else relative(f)
    if u is not None:
        return add(monomial(head), compose(_log_coefficients(setting.terms, u.v), u, setting), setting.terms)
    _, c = unit_part(padded(f, setting.terms))
    small = Local(0, c.function("log") if isinstance(c, RationalSeries) else c.log())
    return small if isinstance(head, fmpq) and not head else add(monomial(head), small, setting.terms)


def _log_coefficients(terms: int, step: int) -> list[fmpq]:
    n = -(-terms // step)
    return [fmpq(0)] + [fmpq((-1) ** (k + 1), k) for k in range(1, n)]


def relative(f: Local) -> Local | None:
    """u of f = c₀sᵛ(1 + u) where u is one exact term; None otherwise."""
    if not f.exact or f.c is None:
        return None
    c = f.c
    nonzero = [k for k in range(1, c.n) if (c.nums[k] if isinstance(c, ParametricSeries) else c[k])]
    if len(nonzero) != 1:
        return None
    k = nonzero[0]
    return monomial(c[k] / c[0], k)


def power(f: Local, exponent: Scalar, setting: Setting) -> Local:
    """f**exponent for an exponent that does not depend on the variable."""
    exponent = setting.field.simplified(exponent)
    if isinstance(exponent, fmpq) and exponent.q == 1:
        return integer_power(f, int(exponent.p), setting)
    lead = setting.leading(f)
    if isinstance(lead, Ratio) and setting.has_log(lead):
        raise SeriesError("a root of a logarithm of the variable")
    refuse_cut(f, lead, setting)
    v = 0
    if f.v:
        if isinstance(exponent, Ratio):
            raise SeriesError(
                f"a power of the variable with the symbolic exponent {setting.field.expression(exponent)}",
                hint="give the exponent a rational value",
            )
        if f.v != setting.ramification or sign(lead) != "+" or not is_real(f, setting):
            setting.assume_positive_distance("power")
        v = distance_power(exponent * fmpq(f.v, setting.ramification), setting)
    head = constants.power(setting.field, lead, exponent)
    if f.is_monomial():
        return monomial(head, v)
    return scale(Local(v, binomial(f, exponent, setting)), head)


def binomial(f: Local, exponent: Scalar, setting: Setting) -> Any:
    """The coefficients of (1 + u)**exponent, f = c₀sᵛ(1 + u)."""
    if isinstance(exponent, fmpq):
        u = relative(f)
        if u is not None:
            n = -(-setting.terms // u.v)
            return compose(geometric(n, lambda k: (exponent - k + 1) / k), u, setting).c
    _, c = unit_part(padded(f, setting.terms))
    if isinstance(exponent, Ratio):
        return lifted(c, setting.field).power(exponent)
    return c.power(exponent)


def integer_power(f: Local, n: int, setting: Setting) -> Local:
    """fⁿ for an integer n."""
    if n == 0:
        return monomial(fmpq(1))
    if n < 0:
        return integer_power(inverse(f, setting), -n, setting)
    if n == 1:
        return f
    if f.is_zero:
        return f
    if f.c is None:
        return error(f.v * n)
    if f.is_monomial():
        return monomial(f.c[0] ** n, f.v * n)
    if n > 4 and f.v + f.n > 0 and not (f.exact and f.n * n <= setting.terms):
        lead = setting.leading(f)
        return scale(Local(f.v * n, binomial(f, fmpq(n), setting)), lead**n)
    half = integer_power(f, n // 2, setting)
    square = mul(half, half, setting.terms)
    return mul(square, f, setting.terms) if n % 2 else square


def subtract(f: Local, g: Local, setting: Setting) -> Local:
    """f − g."""
    return add(f, negate(g), setting.terms)
