"""Products of exponentials, sines and hyperbolic functions as sums; Bose and Fermi functions to any power."""

from __future__ import annotations

from math import comb
from typing import Any, NamedTuple

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.algebra import Algebra
from symrules.series.decomposition import PRODUCTS
from symrules.series.families import FAMILIES, K
from symrules.series.field import Scalar
from symrules.series.summands import ClosedRule, Summand, Termwise, Unmatched

_HALF = fmpq(1, 2)
_ZERO = sympy.Integer(0)


# -- products


def product(a: Termwise, b: Termwise, rules: Algebra) -> Termwise | None:
    """The product of two values with infinite sums, where every pair of sums is known to be a sum again."""
    total = []
    for e, c in b.finite.items():
        total.append(rules.scaled(a, c, e))
    finite = Termwise(a.finite)
    for t in b.summands:
        total += [rules.scaled(Termwise({}, (t,)), c, e) for e, c in finite.finite.items()]
        for s in a.summands:
            found = _joined(s, t, rules) or _multiplied(s, t, rules)
            if found is None:
                return None
            total.append(found)
    return rules.sum(total)


def _joined(s: Summand, t: Summand, rules: Algebra) -> Termwise | None:
    """cosh·csch = coth and its like."""
    name = PRODUCTS.get(frozenset((s.rule.name, t.rule.name)))
    plain = s.extra == 1 and t.extra == 1 and s.degree == t.degree
    if name is None or not plain or rules.field.ratio(s.slope) != rules.field.ratio(t.slope):
        return None
    return Termwise({}, (Summand(rules.simple(s.factor * t.factor), FAMILIES[name], s.slope, s.degree,
                                 s.shift + t.shift, s.lift + t.lift),))  # fmt: skip


class _Exponentials(NamedTuple):
    """t^shift·Σ weight·exp(rate·t^degree)."""

    shift: Any
    degree: Any
    parts: list[tuple[Scalar, Scalar]]


def _multiplied(s: Summand, t: Summand, rules: Algebra) -> Termwise | None:
    a, b = _exponentials(s, rules), _exponentials(t, rules)
    if a is None or b is None or a.degree != b.degree:
        return None
    found: dict[Any, tuple[Scalar, Scalar]] = {}
    for w, rate in a.parts:
        for v, other in b.parts:
            total = rules.simple(rate + other)
            key = rules.field.ratio(total).key
            old = found.get(key, (fmpq(0), total))[0]
            found[key] = (rules.simple(old + w * v), total)
    return _recombined(_Exponentials(sympy.expand(a.shift + b.shift), a.degree, list(found.values())), rules)


def _exponentials(s: Summand, rules: Algebra) -> _Exponentials | None:
    """A summand as a sum of exponentials; None for other families."""
    if s.extra != 1:
        return None
    circular = s.rule.name in ("cos(u)", "sin(u)/u")
    rate = s.slope * constants.imaginary(rules.field) if circular else s.slope
    odd = s.rule.name in ("sinh(u)/u", "sin(u)/u")
    lift = s.lift - 1 if odd else s.lift
    factor = s.factor * s.slope**lift if lift else s.factor
    if s.rule.name == "exp(u)":
        parts = [(factor, rate)]
    elif s.rule.name in ("cosh(u)", "cos(u)"):
        parts = [(factor * _HALF, rate), (factor * _HALF, -rate)]
    elif odd:
        half = factor * _HALF / constants.imaginary(rules.field) if circular else factor * _HALF
        parts = [(half, rate), (-half, -rate)]
    else:
        return None
    return _Exponentials(s.shift + s.degree * lift, s.degree, parts)


def _recombined(value: _Exponentials, rules: Algebra) -> Termwise:
    """Pairs of opposite rates as hyperbolic functions or sines, where that leaves one of them; real where possible."""
    field = rules.field
    left = {field.ratio(rate).key: (w, rate) for w, rate in value.parts if w}
    finite: dict[Any, Scalar] = {}
    found: list[Termwise] = []
    while left:
        w, rate = left.pop(next(iter(left)))
        if not rate:
            finite[value.shift] = w
            continue
        v, _ = left.pop(field.ratio(-rate).key, (fmpq(0), None))
        if field.is_real(rate):
            found += _hyperbolic(w, v, rate, value, rules)
            continue
        i = constants.imaginary(field)
        angle = rules.simple(rate / i)
        if field.is_real(angle):
            found += [rules.member("cos", angle, value.degree, rules.simple(w + v)),
                      rules.member("sin", angle, value.degree, rules.simple((w - v) * i))]  # fmt: skip
        else:
            found += [rules.member("exp", rate, value.degree, w), rules.member("exp", -rate, value.degree, v)]
    shifted = [rules.scaled(part, fmpq(1), value.shift) for part in found]
    return rules.sum([Termwise(finite), *shifted])


def _hyperbolic(w: Scalar, v: Scalar, rate: Scalar, value: _Exponentials, rules: Algebra) -> list[Termwise]:
    if not rules.simple(w - v):
        return [rules.member("cosh", rate, value.degree, rules.simple(w + v))]
    if not rules.simple(w + v):
        return [rules.member("sinh", rate, value.degree, rules.simple(w - v))]
    return [rules.member("exp", rate, value.degree, w), rules.member("exp", -rate, value.degree, v)]


# -- Bose and Fermi functions


class Denominator(NamedTuple):
    """a + b·exp(u), u = slope·t^degree."""

    a: Scalar
    b: Scalar
    slope: Scalar
    degree: Any


def denominator(base: Any, rules: Algebra) -> Denominator | None:
    """A constant plus one exponential; None for other expressions."""
    if not base.is_Add:
        return None
    try:
        value = rules.node(base)
    except Unmatched:
        return None
    return denominator_of(value)


def denominator_of(value: Termwise) -> Denominator | None:
    if len(value.summands) != 1 or set(value.finite) != {_ZERO}:
        return None
    s = value.summands[0]
    if s.rule is not FAMILIES["exp(u)"] or s.lift or s.shift != 0 or s.extra != 1:
        return None
    return Denominator(value.finite[_ZERO], s.factor, s.slope, s.degree)


def is_bose_fermi(e: Any, rules: Algebra) -> bool:
    """Whether a factor is a negative power of a constant plus an exponential."""
    return bool(e.is_Pow and e.exp.is_Integer and -6 <= int(e.exp) < 0 and denominator(e.base, rules) is not None)


def reciprocal_power(base: Any, exponent: Any, rules: Algebra) -> Termwise | None:
    """(a + b·eᵘ)⁻ʲ."""
    if not (exponent.is_Integer and -6 <= int(exponent) < 0):
        return None
    d = denominator(base, rules)
    return None if d is None else quotient(0, -int(exponent), d, rules)


def bose_fermi_product(nodes: list[tuple[Any, Termwise | None]], rules: Algebra) -> Termwise | None:
    """A finite sum and exponentials e^(n u) times one (a + b·eᵘ)⁻ʲ; None where no such factor occurs."""
    powers = [f for f, n in nodes if n is None]
    if not powers:
        return None
    others = rules.constant(fmpq(1))
    for _, factor in nodes:
        others = others if factor is None else rules.product(others, factor)
    if len(powers) > 1:
        for f in powers:
            d = denominator(f.base, rules)
            assert d is not None
            others = rules.product(others, quotient(0, -int(f.exp), d, rules))
        return others
    d = denominator(powers[0].base, rules)
    j = -int(powers[0].exp)
    assert d is not None
    found = [rules.scaled(quotient(0, j, d, rules), c, e) for e, c in others.finite.items()]
    for s in others.summands:
        n = _multiple(s, d, rules)
        found.append(rules.scaled(quotient(n, j, d, rules), s.factor, s.shift))
    return rules.sum(found)


def _multiple(s: Summand, d: Denominator, rules: Algebra) -> int:
    """n where the summand is exp(n u)."""
    ratio = rules.field.ratio(s.slope / d.slope).rational()
    plain = s.rule is FAMILIES["exp(u)"] and s.lift == 0 and s.extra == 1 and s.degree == d.degree
    if not plain or ratio is None or ratio.q != 1 or abs(ratio) > 12:
        raise Unmatched
    return int(ratio.p)


def quotient(n: int, j: int, d: Denominator, rules: Algebra) -> Termwise:
    """e^(n u)·(a + b·eᵘ)⁻ʲ, from powers of D = a + b·eᵘ by the binomial theorem for eᵘ = (D − a)/b."""
    if n < 0:
        return quotient(j - n, j, Denominator(d.b, d.a, rules.simple(-d.slope), d.degree), rules)
    found = []
    for i in range(n + 1):
        weight = (-d.a) ** (n - i) * fmpq(comb(n, i)) / d.b**n
        if i < j:
            found.append(rules.scaled(_reciprocal(j - i, d, rules), weight / d.a ** (j - i)))
            continue
        for m in range(i - j + 1):
            c = rules.simple(weight * fmpq(comb(i - j, m)) * d.a ** (i - j - m) * d.b**m)
            found.append(rules.constant(c) if m == 0 else
                         rules.member("exp", rules.simple(d.slope * fmpq(m)), d.degree, c))  # fmt: skip
    return rules.sum(found)


def _reciprocal(r: int, d: Denominator, rules: Algebra) -> Termwise:
    """(1 − w)⁻ʳ for w = −(b/a)eᵘ: from r = 1 by (1 − w)⁻ʳ⁻¹ = (1 + (1/r)·d/du)(1 − w)⁻ʳ."""
    value = _first_reciprocal(rules.simple(-d.b / d.a), d, rules)
    for k in range(1, r):
        slope = rules.scaled(rules.derivative(value, d.slope, d.degree), fmpq(1, k))
        value = rules.sum([value, slope])
    return value


def _first_reciprocal(w: Scalar, d: Denominator, rules: Algebra) -> Termwise:
    """1/(1 − w·eᵘ): by coth(u/2) and tanh(u/2) for w = ±1, else by 1 + Σ Li₋ₖ(w)uᵏ/k!."""
    half = rules.simple(d.slope * _HALF)
    if w == 1:
        return rules.sum([rules.constant(_HALF), rules.member("coth", half, d.degree, -_HALF)])
    if w == -1:
        return rules.sum([rules.constant(_HALF), rules.member("tanh", half, d.degree, -_HALF)])
    return rules.sum([rules.constant(fmpq(1)), polylogarithms(_ZERO, w, d.slope, d.degree, rules)])


def polylogarithms(s: Any, w: Scalar, slope: Scalar, degree: Any, rules: Algebra, first: int = 0) -> Termwise:
    """Li_s(w·eᵘ) = Σ Li_{s−k}(w)uᵏ/k!, by Taylor's formula with d/du Li_s(w·eᵘ) = Li_{s−1}(w·eᵘ)."""
    at = rules.field.expression(w)
    value = -sympy.dirichlet_eta(s - K) if at == -1 else sympy.polylog(s - K, at, evaluate=False)
    rule = ClosedRule(f"polylog({s}, {at}*exp(u))", value / sympy.factorial(K), 0, 1, first,
                      "d/du polylog(s, w exp(u)) = polylog(s - 1, w exp(u))")  # fmt: skip
    return Termwise({}, (Summand(fmpq(1), rule, slope, degree),))


def hyperbolic_at(name: str, c0: Scalar, slope: Scalar, degree: Any, rules: Algebra) -> Termwise:
    """tanh(c₀ + u) = −1 + 2/(1 + e^(−2c₀ − 2u))·… = 1 − 2/(1 + w), coth(c₀ + u) = 1 − 2/(1 − w), w = e^(2c₀ + 2u)."""
    w = constants.exponential(rules.field, c0 * fmpq(2))
    b = w if name == "tanh" else -w
    d = Denominator(fmpq(1), rules.simple(b), rules.simple(slope * fmpq(2)), degree)
    return rules.sum([rules.constant(fmpq(1)), rules.scaled(quotient(0, 1, d, rules), fmpq(-2))])
