"""Special functions in the tower: their recurrences, reflections and values, so that equal ones have one form.

Notes
-----
Each function of one kind is expressed through those that were met first, whose arguments (or orders) differ from its
own by integers. Every relation that is used holds wherever both of its sides have a value.
"""

from __future__ import annotations

from math import factorial
from typing import Any

import sympy
from flint import fmpq, fmpq_poly

from symrules.decide.exponentials import exponential
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, rational_constant
from symrules.decide.gamma_functions import gamma
from symrules.decide.logarithms import logarithm
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, NeedsSign, Unsupported
from symrules.decide.roots import rational_power
from symrules.decide.signs import sign_of
from symrules.decide.tower import Rules, Tower
from symrules.decide.writing import expression_of

_HALF = fmpq(1, 2)
_MAX_SHIFT = 60
_MAX_ORDER = 30
_MAX_DENOMINATOR = 12


def _integer(f: Fraction) -> int | None:
    """The integer that a fraction is, or None."""
    c = rational_constant(f)
    return int(c.p) if c is not None and c.q == 1 else None


# -- polygamma functions


def polygamma_of(tower: Tower, m: int, z: Fraction) -> Fraction:
    """ψ^(m)(z), by ψ^(m)(z+1) = ψ^(m)(z) + (-1)^m m!/z^(m+1), reflection, and values at rational numbers."""
    if not 0 <= m <= _MAX_ORDER:
        raise Unsupported(f"a polygamma function of order {m}")
    z = tower.reduce(z)
    if (c := rational_constant(z)) is not None:
        if c.q == 1 and c <= 0:
            raise Meaningless("a polygamma function at a pole")
        if (value := _polygamma_at(tower, m, c)) is not None:
            return value
    for (known, order), _, generator in tower.opaque.get("polygamma", ()):
        if _integer(order) != m:
            continue
        g = tower.fraction(generator)
        if (n := _integer(tower.reduce(z - known))) is not None and abs(n) <= _MAX_SHIFT:
            return tower.reduce(g + _polygamma_shift(tower, m, known, n))
        if (n := _integer(tower.reduce(z + known))) is not None and abs(n - 1) <= _MAX_SHIFT:
            # ψ(1 - u) = (-1)^m (ψ(u) + d^m/du^m π cot(πu)), and z = 1 - u with u = known + (1 - n)
            u = tower.reduce(known + tower.constant(1 - n))
            at_u = g + _polygamma_shift(tower, m, known, 1 - n) + _cotangents(tower, m, u)
            return tower.reduce(at_u * tower.constant((-1) ** m))
    real = tower.is_real(z)
    sign = ("+" if m % 2 else "-") if m and real and sign_of(tower, z) == "+" else ""
    order = tower.constant(m)
    return tower.fraction(tower.opaque_generator("polygamma", (z, order), _tree(tower, m, z), sign=sign, real=real))


def _tree(tower: Tower, m: int, z: Fraction) -> Any:
    argument = expression_of(tower, z)
    return sympy.polygamma(m, argument, evaluate=False) if m else sympy.digamma(argument, evaluate=False)


def _polygamma_shift(tower: Tower, m: int, u: Fraction, n: int) -> Fraction:
    """ψ^(m)(u + n) - ψ^(m)(u)."""
    total, c = tower.zero, tower.constant((-1) ** m * factorial(m))
    for k in range(n) if n > 0 else range(n, 0):
        term = tower.reduce(u + tower.constant(k))
        if term.is_zero():
            raise Meaningless("a polygamma function at a pole")
        total = total + tower.integer_power(term, -m - 1) * c * tower.constant(1 if n > 0 else -1)
    return total


def _cotangents(tower: Tower, m: int, u: Fraction) -> Fraction:
    """d^m/du^m π cot(πu), a polynomial in c = cot(πu): dc/du = -π (1 + c²)."""
    pi = tower.of(sympy.pi)
    e = exponential(tower, tower.reduce(tower.imaginary * pi * u * tower.constant(2)))
    below = tower.reduce(e - tower.one)
    if below.is_zero():
        raise Meaningless("a reflection at a pole")
    c = tower.reduce(tower.imaginary * (e + tower.one) * below.inverse())
    polynomial = fmpq_poly([0, 1])
    for _ in range(m):
        polynomial = -polynomial.derivative() * fmpq_poly([1, 0, 1])
    total = tower.zero
    for coefficient in reversed(polynomial.coeffs()):
        total = tower.reduce(total * c + tower.constant(coefficient))
    return tower.reduce(total * tower.integer_power(pi, m + 1))


def _polygamma_at(tower: Tower, m: int, c: Any) -> Fraction | None:
    """ψ^(m) at integers and half-integers, and ψ at all rationals of small denominator (Gauss)."""
    start = c - c.floor() if c.q > 1 else fmpq(1)
    n = int((c - start).p)
    if abs(n) > 2000 or (c.q > 2 and (m or c.q > _MAX_DENOMINATOR)):
        return None
    if m == 0:
        value = _gauss(tower, int(start.p), int(start.q))
    else:
        weight = fmpq((-1) ** (m + 1) * factorial(m)) * (2 ** (m + 1) - 1 if start.q == 2 else 1)
        value = tower.of(sympy.zeta(m + 1, evaluate=False)) * tower.constant(weight)
    return tower.reduce(value + _polygamma_shift(tower, m, tower.constant(start), n))


def _gauss(tower: Tower, p: int, q: int) -> Fraction:
    """ψ(p/q) = -γ - log 2q - (π/2) cot(πp/q) + 2 Σ_{0<n<q/2} cos(2πnp/q) log sin(πn/q), and ψ(1) = -γ."""
    value = -tower.of(sympy.EulerGamma)
    if q == 1:
        return value
    value = value - logarithm(tower, tower.constant(2 * q))
    if 2 * p != q:
        value = value - _cotangents(tower, 0, tower.constant(fmpq(p, q))) * tower.constant(_HALF)
    for n in range(1, (q + 1) // 2):
        root = tower.root_of_unity(fmpq(2 * n * p, q))
        twice_cosine = tower.reduce(root + tower.root_of_unity(fmpq(-2 * n * p, q)))
        sine = (tower.root_of_unity(fmpq(n, q)) - tower.root_of_unity(fmpq(-n, q))) * tower.constant(_HALF)
        value = value + twice_cosine * logarithm(tower, tower.reduce(-sine * tower.imaginary))
    return tower.reduce(value)  # the term n = q/2 would be log sin(π/2) = 0


def _polygamma(tower: Tower, e: Any) -> Fraction:
    m = rational_value(e.args[0])
    if m is None or m.q != 1 or m < 0:
        return tower.opaque_function("polygamma of any order", e.args, e)
    return polygamma_of(tower, int(m.p), tower.of(e.args[1]))


# -- gamma and beta, error functions


def _beta(tower: Tower, e: Any) -> Fraction:
    a, b = (tower.of(u) for u in (e.args if len(e.args) == 2 else (*e.args, *e.args)))
    above = gamma(tower, a) * gamma(tower, b)
    total = _integer(tower.reduce(a + b))
    if total is not None and total <= 0:
        return tower.zero  # 1/Γ vanishes at the poles of Γ
    return tower.reduce(above * gamma(tower, a + b).inverse())


def _lambert_w(tower: Tower, e: Any) -> Fraction:
    """W on its principal branch has one form, with the branch written or not."""
    x, *branch = e.args
    if branch and rational_value(branch[0]) == 0:
        return tower.of(sympy.LambertW(x, evaluate=False))
    return tower.opaque_function("LambertW", e.args, e)


def _loggamma(tower: Tower, e: Any) -> Fraction:
    z = tower.of(e.args[0])
    if tower.is_real(z) and sign_of(tower, z) == "+":
        return logarithm(tower, gamma(tower, z))
    return tower.opaque_function("loggamma", e.args, e)


def _erf_of(tower: Tower, z: Fraction) -> Fraction:
    """erf, an odd function."""
    z = tower.reduce(z)
    if z.is_zero():
        return tower.zero
    if z.numerator.leading_coefficient() < 0:
        return -_erf_of(tower, -z)
    real = tower.is_real(z)
    sign = sign_of(tower, z) if real else ""
    tree = sympy.erf(expression_of(tower, z), evaluate=False)
    return tower.fraction(tower.opaque_generator("erf", (z,), tree, sign=sign, real=real))


# -- Bessel functions

# the sign s and the sign t in C_{ν+1} = s C_{ν-1} + t (2ν/z) C_ν
_RECURRENCES = {
    sympy.besselj: (-1, 1), sympy.bessely: (-1, 1), sympy.besseli: (1, -1), sympy.besselk: (1, 1),
}  # fmt: skip


def _bessel(tower: Tower, e: Any) -> Fraction:
    kind = type(e)
    order, z = (tower.reduce(tower.of(a)) for a in e.args)
    if z.is_zero():
        return _at_zero(tower, kind, order, e)
    c = rational_constant(order)
    if c is not None and c.q <= 2:
        base = tower.constant(0 if c.q == 1 else -_HALF)
        return _from_base(tower, kind, base, z, int((c - rational_constant(base)).p))
    for (known, argument, _), _, _ in tower.opaque.get(kind.__name__, ()):
        n = _integer(tower.reduce(order - known))
        if n is not None and abs(n) <= _MAX_SHIFT and tower.equal(z, argument):
            return _from_base(tower, kind, known, z, n)
    return _basic(tower, kind, order, z)


def _at_zero(tower: Tower, kind: Any, order: Fraction, e: Any) -> Fraction:
    """J_0 and I_0 are 1; J and I of positive or whole order vanish, of any other negative order they are infinite."""
    if kind in (sympy.bessely, sympy.besselk):
        raise Meaningless("a Bessel function of the second kind at 0")
    if order.is_zero():
        return tower.one
    integer = _integer(order) is not None
    sign = sign_of(tower, order) if tower.is_real(order) else ""
    if integer or sign == "+":
        return tower.zero
    if sign == "-" and rational_constant(order) is not None:
        raise Meaningless("a Bessel function of negative order at 0")
    raise NeedsSign("a Bessel function of any order at 0", e.args[0])


def _from_base(tower: Tower, kind: Any, base: Fraction, z: Fraction, n: int) -> Fraction:
    """C_{base + n} by recurrence from C_base and C_{base + 1}."""
    if abs(n) > _MAX_SHIFT:
        raise Unsupported("a Bessel function of large order")
    if n in (0, 1):
        return _basic(tower, kind, tower.reduce(base + tower.constant(n)), z)
    s, t = (tower.constant(v) for v in _RECURRENCES[kind])
    lower, upper = (_basic(tower, kind, tower.reduce(base + tower.constant(k)), z) for k in (0, 1))
    inverse = z.inverse() * tower.constant(2)
    for k in range(1, n) if n > 0 else range(0, n, -1):
        factor = t * (base + tower.constant(k)) * inverse
        if n > 0:
            lower, upper = upper, tower.reduce(s * lower + factor * upper)
        else:
            lower, upper = tower.reduce(s * (upper - factor * lower)), lower
    return upper if n > 0 else lower


def _basic(tower: Tower, kind: Any, order: Fraction, z: Fraction) -> Fraction:
    """A function of half-integer order ±1/2 is elementary; any other one is a generator."""
    c = rational_constant(order)
    if c is not None and c in (_HALF, -_HALF) and (value := _elementary(tower, kind, c > 0, z)) is not None:
        return value
    tree = kind(expression_of(tower, order), expression_of(tower, z), evaluate=False)
    positive = tower.is_real(z) and sign_of(tower, z) == "+" and tower.is_real(order)
    grows = kind in (sympy.besseli, sympy.besselk) and positive
    sign = "+" if grows and (kind is sympy.besselk or sign_of(tower, order) in ("+", "0+", "0")) else ""
    marker = tower.constant(1)
    return tower.fraction(tower.opaque_generator(kind.__name__, (order, z, marker), tree, sign=sign, real=positive))


def _elementary(tower: Tower, kind: Any, upper: bool, z: Fraction) -> Fraction | None:
    """√(2/πz) times a sine, cosine or exponential."""
    if sign_of(tower, z) not in NOT_ZERO:
        return None
    half = tower.constant(_HALF)
    root = rational_power(tower, z, _HALF)
    scale = rational_power(tower, tower.constant(2) * tower.of(sympy.pi).inverse(), _HALF) * root.inverse()
    if kind is sympy.besselk:
        pi = rational_power(tower, tower.of(sympy.pi) * half, _HALF)
        return tower.reduce(pi * root.inverse() * exponential(tower, -z))
    if kind is sympy.besseli:
        e = exponential(tower, z)
        return tower.reduce(scale * half * (e - e.inverse() if upper else e + e.inverse()))
    e = exponential(tower, tower.reduce(z * tower.imaginary))
    cosine = tower.reduce((e + e.inverse()) * half)
    sine = tower.reduce(-(e - e.inverse()) * half * tower.imaginary)
    if kind is sympy.besselj:
        return tower.reduce(scale * (sine if upper else cosine))
    return tower.reduce(-scale * cosine if upper else scale * sine)


RULES: Rules = {
    sympy.digamma: lambda t, e: polygamma_of(t, 0, t.of(e.args[0])),
    sympy.trigamma: lambda t, e: polygamma_of(t, 1, t.of(e.args[0])),
    sympy.polygamma: _polygamma, sympy.beta: _beta, sympy.loggamma: _loggamma,
    sympy.LambertW: _lambert_w,
    sympy.erf: lambda t, e: _erf_of(t, t.of(e.args[0])),
    sympy.erfc: lambda t, e: t.one - _erf_of(t, t.of(e.args[0])),
    **dict.fromkeys(_RECURRENCES, _bessel),
}  # fmt: skip
