"""The gamma function and its relatives in the tower: factorials, binomial coefficients, zeta, polylogarithms.

Notes
-----
The generator is 1/Γ, which is entire: so a fraction is defined wherever no generator below it vanishes, also a binomial
coefficient, which is zero where Γ(n - k + 1) has a pole.
"""

from __future__ import annotations

from math import comb
from typing import Any

import sympy
from flint import fmpq
from sympy import Add, Pow

from symrules.decide.exponentials import exponential
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, rational_constant
from symrules.decide.generators import Generator
from symrules.decide.logarithms import logarithm
from symrules.decide.powers import power
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, NeedsSign, Unsupported
from symrules.decide.roots import rational_power
from symrules.decide.signs import sign_of
from symrules.decide.tower import Rules, Tower, invert

_HALF = fmpq(1, 2)


def gamma_of(tower: Tower, f: Fraction) -> Fraction:
    """Γ, with Γ(u + n) = u (u + 1) … Γ(u) for integer n, and its values at integers and half-integers."""
    if f.is_constant():
        q = f.numerator.leading_coefficient() if not f.numerator.is_zero() else fmpq(0)
        if q.q == 1:
            n = int(q.p)
            if n <= 0:
                raise Meaningless("the gamma function at a pole")
            if n > 3000:
                raise Unsupported("a factorial of more than 3000")
            return tower.constant(fmpq(sympy.factorial(n - 1).p))
        if q.q == 2 and abs(q) < 1000:
            root = rational_power(tower, tower.of(sympy.pi), _HALF)
            return _shift(tower, tower.constant(_HALF), int((q - _HALF).p)) * root
    for (known,), _, generator in tower.opaque.get("gamma", ()):
        difference = tower.reduce(f - known)
        if difference.is_constant():
            c = difference.numerator.leading_coefficient() if not difference.is_zero() else fmpq(0)
            if c.q == 1 and abs(c) <= 200:
                return _value_of(tower, generator) * _shift(tower, known, int(c.p))
    if (value := _by_reflection(tower, f) or _by_duplication(tower, f)) is not None:
        return value
    sign = sign_of(tower, f)
    positive = "+" if sign == "+" else ""
    return _value_of(tower, tower.opaque_generator("gamma", (f,), _reciprocal, sign=positive, real=tower.is_real(f)))


def _value_of(tower: Tower, generator: Generator) -> Fraction:
    """Γ, for the generator that stands for 1/Γ."""
    return tower.fraction(generator).inverse()


def _reciprocal(z: Any, evaluate: bool) -> Any:
    return Pow(sympy.gamma(z, evaluate=evaluate), -1)


def gamma(tower: Tower, f: Fraction) -> Fraction:
    """The gamma function."""
    return gamma_of(tower, tower.reduce(f))


def _by_reflection(tower: Tower, f: Fraction) -> Fraction | None:
    """Γ(f) = π/(sin(πf) Γ(1-f)), where Γ(1-f) is known up to a shift."""
    for (known,), _, generator in tower.opaque.get("gamma", ()):
        total = tower.reduce(f + known)
        if total.is_constant():
            c = total.numerator.leading_coefficient() if not total.is_zero() else fmpq(0)
            if c.q == 1 and abs(c - 1) <= 200:
                pi = tower.of(sympy.pi)
                e = exponential(tower, tower.reduce(f * pi * tower.imaginary))
                sine = tower.reduce((e.inverse() - e) * tower.imaginary * tower.constant(_HALF))
                # 1 - f = known + (1 - c)
                below = sine * _value_of(tower, generator) * _shift(tower, known, int((1 - c).p))
                return tower.reduce(pi * invert(tower, below))
    return None


def _by_duplication(tower: Tower, f: Fraction) -> Fraction | None:
    """Γ(z) Γ(z + 1/2) = 2^(1-2z) √π Γ(2z), where two of the three are known up to shifts."""
    known = [(u, _value_of(tower, g)) for (u,), _, g in tower.opaque.get("gamma", ())]

    def shifted(z: Fraction) -> Fraction | None:
        for u, g in known:
            difference = tower.reduce(z - u)
            if difference.is_constant():
                c = difference.numerator.leading_coefficient() if not difference.is_zero() else fmpq(0)
                if c.q == 1 and abs(c) <= 200:
                    return g * _shift(tower, u, int(c.p))
        return None

    half = tower.constant(_HALF)
    double = shifted(tower.reduce(f * tower.constant(2)))
    other = None if double is None else shifted(tower.reduce(f + half))
    if double is not None and other is not None:
        return tower.reduce(_duplication_factor(tower, f) * double * invert(tower, other))
    z = tower.reduce(f * half)
    first = shifted(z)
    second = None if first is None else shifted(tower.reduce(z + half))
    if first is not None and second is not None:
        return tower.reduce(first * second * invert(tower, _duplication_factor(tower, z)))
    return None


def _duplication_factor(tower: Tower, z: Fraction) -> Fraction:
    """2^(1-2z) √π."""
    root = rational_power(tower, tower.of(sympy.pi), _HALF)
    return root * power(tower, tower.constant(2), tower.reduce(tower.one - z * tower.constant(2)))


def _shift(tower: Tower, u: Fraction, n: int) -> Fraction:
    """Γ(u + n)/Γ(u)."""
    value = tower.one
    for k in range(n):
        value = value * (u + tower.constant(k))
    for k in range(n, 0):
        value = value * invert(tower, u + tower.constant(k))
    return value


def _factorial_of(tower: Tower, f: Fraction) -> Fraction:
    return gamma_of(tower, f + tower.one)


def _binomial(tower: Tower, e: Any) -> Fraction:
    n, k = rational_value(e.args[0]), rational_value(e.args[1])
    if n is not None and k is not None and n.q == 1 and k.q == 1 and 0 <= n < 3000:
        return tower.constant(comb(int(n.p), int(k.p)) if k >= 0 else 0)
    upper, lower = tower.of(e.args[0]), tower.of(e.args[1])
    if k is not None and k.q == 1 and 0 <= k < 100:
        value = tower.one
        for j in range(int(k.p)):
            value = value * (upper - tower.constant(j)) * tower.constant(fmpq(1, j + 1))
        return value
    if sign_of(tower, upper) not in ("+", "0+") or not tower.is_real(lower):
        # only there is binomial(n, k) the continuous function Γ(n+1)/(Γ(k+1) Γ(n-k+1)) of k
        raise NeedsSign("a binomial coefficient whose upper number may be negative", e.args[0])
    below = _reciprocal_factorial(tower, lower) * _reciprocal_factorial(tower, tower.reduce(upper - lower))
    return _factorial_of(tower, upper) * below


def _reciprocal_factorial(tower: Tower, f: Fraction) -> Fraction:
    """1/Γ(f + 1), zero at the poles of the gamma function."""
    c = rational_constant(tower.reduce(f))
    return tower.zero if c is not None and c.q == 1 and c < 0 else invert(tower, _factorial_of(tower, f))


def _zeta(tower: Tower, e: Any) -> Fraction:
    """ζ at even positive and at negative integers; other values are independent constants."""
    if len(e.args) != 1:
        raise Unsupported("the Hurwitz zeta function")
    s = rational_value(e.args[0])
    if s is None or s.q != 1 or abs(s) > 500:
        of_s = tower.of(e.args[0])
        positive = tower.is_real(of_s) and sign_of(tower, tower.reduce(of_s - tower.one)) == "+"
        return tower.opaque_function("zeta", e.args, e, sign="+" if positive else "", real=tower.is_real(of_s))
    n = int(s.p)
    if n == 1:
        raise Meaningless("the zeta function at its pole")
    if n <= 0:
        sign = -1 if n % 2 else 1
        return tower.constant(fmpq(-1, 2) if n == 0 else sign * _bernoulli_number(1 - n) / (1 - n))
    if n % 2 == 0:
        c = abs(_bernoulli_number(n)) * fmpq(2) ** (n - 1) / fmpq(int(sympy.factorial(n)))
        return tower.constant(c) * tower.integer_power(tower.of(sympy.pi), n)
    return tower.opaque_function("zeta", e.args, e, sign="+", real=True)


def _bernoulli_number(n: int) -> Any:
    return fmpq.bernoulli(n)


def _bernoulli(tower: Tower, e: Any) -> Fraction:
    n = rational_value(e.args[0])
    if len(e.args) != 1 or n is None or n.q != 1 or not 0 <= n <= 5000:
        return tower.opaque_function("bernoulli", e.args, e)
    return tower.constant(_bernoulli_number(int(n.p)) if n != 1 else _HALF)  # SymPy's sign: B_1 = +1/2


def _polylog(tower: Tower, e: Any) -> Fraction:
    return polylog_of(tower, e.args[0], tower.of(e.args[1]))


def polylog_of(tower: Tower, order: Any, z: Fraction) -> Fraction:
    """Li_s for integer s <= 1 is elementary, and at z = ±1 a zeta value; otherwise it is opaque."""
    s = rational_value(order)
    if s is not None and s.q == 1 and s <= 1:
        n = int(s.p)
        if n == 1:
            return -logarithm(tower, tower.reduce(tower.one - z))
        if n < -50:
            raise Unsupported("a polylogarithm of order below -50")
        return _polylog_negative(tower, z, -n)
    if z.numerator.is_zero():
        return tower.zero
    if z.is_constant() and z.numerator.leading_coefficient() in (1, -1):
        value = _polylog_at_unit(tower, order, bool(z.numerator.is_one()))
        if value is not None:
            return value
    of_order = tower.of(order)
    real = tower.is_real(z) and sign_of(tower, z) in ("-", "0-") and tower.is_real(of_order)
    return tower.fraction(tower.opaque_generator("polylog", (of_order, z), sympy.polylog, real=real))


def _polylog_at_unit(tower: Tower, order: Any, plus: bool) -> Fraction | None:
    """Li_s(1) = ζ(s) for s > 1, and Li_s(-1) = (2^(1-s) - 1) ζ(s) for s != 1."""
    beyond = tower.reduce(tower.of(order) - tower.one)
    sign = sign_of(tower, beyond)
    if plus and sign != "+":
        return None
    if sign not in NOT_ZERO:
        raise NeedsSign("a polylogarithm whose order may be one", Add(order, -1))
    zeta = _zeta(tower, sympy.zeta(order, evaluate=False))
    return zeta if plus else zeta * (power(tower, tower.constant(2), -beyond) - tower.one)


def _polylog_negative(tower: Tower, z: Fraction, n: int) -> Fraction:
    """Li_{-n}(z) = (z d/dz)^n z/(1 - z), as Σ_k k! S(n+1, k+1) (z/(1-z))^{k+1}."""
    stirling = [0, 1]
    for row in range(2, n + 2):
        stirling = [0] + [k * (stirling[k] if k < len(stirling) else 0) + stirling[k - 1] for k in range(1, row + 1)]
    w = z * invert(tower, tower.one - z)
    total, power, factorial = tower.zero, tower.one, 1
    for k in range(n + 1):
        factorial *= max(k, 1)
        power = power * w
        total = total + tower.constant(factorial * stirling[k + 1]) * power
    return tower.reduce(total)


RULES: Rules = {
    sympy.gamma: lambda t, e: gamma_of(t, t.of(e.args[0])),
    sympy.factorial: lambda t, e: _factorial_of(t, t.of(e.args[0])),
    sympy.binomial: _binomial, sympy.zeta: _zeta, sympy.bernoulli: _bernoulli, sympy.polylog: _polylog,
}  # fmt: skip
