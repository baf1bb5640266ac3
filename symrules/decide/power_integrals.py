"""Definite integrals of products of powers and an exponential: Euler's integrals of both kinds, and Gauss's.

    ∫_0^∞ t^(α-1) e^(-c t^m) dt = Γ(α/m) c^(-α/m)/m,      Re α > 0, Re c > 0,
    ∫_0^L t^(α-1) (L - t)^(β-1) dt = L^(α+β-1) Γ(α) Γ(β)/Γ(α+β),      Re α, β > 0, L > 0,
    ∫_0^∞ t^(α-1) (t + c)^(-β) dt = c^(α-β) Γ(α) Γ(β-α)/Γ(β),      0 < Re α < Re β, c > 0,
    ∫_{-∞}^∞ x^n e^(-A x² + B x) dx = √(π/A) e^(B²/4A) Σ_k C(n,2k) (2k-1)!! (2A)^(-k) (B/2A)^(n-2k),   Re A > 0,

each on the principal branch. Both ends are brought to these by t = x - a, or t = b - x.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symrules.decide.exponentials import exponential
from symrules.decide.fraction import Fraction, rational_constant
from symrules.decide.gamma_functions import gamma
from symrules.decide.generators import Generator
from symrules.decide.kernels import Product, read_product
from symrules.decide.polynomials import Polynomial, composed, stripped
from symrules.decide.powers import power
from symrules.decide.refusals import NeedsSign
from symrules.decide.signs import has_positive_real_part, sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of

_MAX_DEGREE = 40


def power_integral(
    tower: Tower, f: Fraction, x: Generator, ends: tuple[Any, ...], dependent: set[int]
) -> Fraction | None:
    """∫ f dx where f is a product of powers and an exponential, and Euler or Gauss knew the value; else None."""
    low, high = ends
    upward, downward = low == -sympy.oo, high == sympy.oo
    if (upward and isinstance(high, sympy.Basic) and not downward) or high == -sympy.oo or low == sympy.oo:
        return None
    product = read_product(tower, f, x, dependent)
    if product is None:
        return None
    if upward and downward:
        return _over_line(tower, product)
    start, direction = (high, -1) if upward else (low, 1)
    moved = _moved(tower, product, start, direction)
    if moved is None:
        return None
    if upward or downward:
        return _over_half_line(tower, *moved)
    return _between(tower, *moved, tower.reduce(high - low))


def _moved(
    tower: Tower, product: Product, start: Fraction, direction: int
) -> tuple[Fraction, Fraction, list[tuple[Polynomial, Fraction]], Polynomial] | None:
    """Constant, exponent of t, the other factors, and the exponential's argument, in t = ±(x - start)."""
    constant, at_zero, others = product.constant, tower.zero, []
    for base, exponent in product.factors:
        p = stripped(tower, composed(tower, base, start, direction))
        if len(p) > 1 and p[0].is_zero():
            # a power of a product is the product of powers: t is positive, and a whole power may be of anything
            shift = next(k for k, c in enumerate(p) if not c.is_zero())
            at_zero = at_zero + exponent * tower.constant(shift)
            p = p[shift:]
        if len(p) == 1:
            constant = constant * power(tower, p[0], exponent)
        else:
            others.append((p, exponent))
    e = stripped(tower, composed(tower, product.exponent, start, direction))
    if e and not e[0].is_zero():
        constant = constant * exponential(tower, e[0])
    return constant, tower.reduce(at_zero), others, e[:1] and [tower.zero, *e[1:]]


def _over_half_line(
    tower: Tower, constant: Fraction, exponent: Fraction, others: list[tuple[Polynomial, Fraction]], e: Polynomial
) -> Fraction | None:
    alpha = tower.reduce(exponent + tower.one)
    terms = [k for k, c in enumerate(e) if not c.is_zero()]
    if not has_positive_real_part(tower, alpha):
        return None
    if not others and len(terms) == 1:
        (m,) = terms
        rate = -e[m]
        if not _is_positive(tower, rate):
            return None
        share = tower.reduce(alpha * tower.constant(fmpq(1, m)))
        value = gamma(tower, share) * power(tower, rate, -share) * tower.constant(fmpq(1, m))
        return tower.reduce(constant * value)
    if not terms and len(others) == 1 and len(others[0][0]) == 2:
        (offset, slope), exponent = others[0]
        beta = tower.reduce(-exponent)
        c = tower.reduce(offset * slope.inverse())
        if sign_of(tower, c) != "+" or not has_positive_real_part(tower, tower.reduce(beta - alpha)):
            return None
        value = power(tower, c, alpha - beta) * power(tower, slope, -beta) * _beta(tower, alpha, beta - alpha)
        return tower.reduce(constant * value)
    return None


def _is_positive(tower: Tower, rate: Fraction) -> bool:
    """Whether exp(-rate t) decays; a rate whose sign is not known asks for a case analysis."""
    if has_positive_real_part(tower, rate):
        return True
    if tower.is_real(rate) and sign_of(tower, rate) in ("", "!0", "0+"):
        raise NeedsSign("an exponential rate of unknown sign", expression_of(tower, rate))
    return False


def _beta(tower: Tower, a: Fraction, b: Fraction) -> Fraction:
    """Γ(a) Γ(b)/Γ(a+b)."""
    return gamma(tower, a) * gamma(tower, b) * gamma(tower, a + b).inverse()


def _between(
    tower: Tower,
    constant: Fraction,
    exponent: Fraction,
    others: list[tuple[Polynomial, Fraction]],
    e: Polynomial,
    length: Fraction,
) -> Fraction | None:
    """From 0 to the length, where all that is left vanishes at no point but the ends."""
    alpha, beta = tower.reduce(exponent + tower.one), tower.one
    if stripped(tower, e) or (rational_constant(alpha) == 1 and not others):
        return None
    for p, at in others:
        q = stripped(tower, composed(tower, p, length, -1))
        if len(q) != 2 or not q[0].is_zero():
            return None
        constant = constant * power(tower, q[1], at)
        beta = beta + at
    beta = tower.reduce(beta)
    if not (has_positive_real_part(tower, alpha) and has_positive_real_part(tower, beta)):
        return None
    sign = sign_of(tower, length)
    if sign != "+":
        if sign in ("", "0+", "!0") and tower.is_real(length):
            raise NeedsSign("an interval that may be empty or run backwards", expression_of(tower, length))
        return None
    value = power(tower, length, alpha + beta - tower.one) * _beta(tower, alpha, beta)
    return tower.reduce(constant * value)


def _over_line(tower: Tower, product: Product) -> Fraction | None:
    """Moments of a Gaussian: the factors are whole powers of polynomials, that is a polynomial."""
    e = stripped(tower, product.exponent)
    if len(e) != 3 or not _is_positive(tower, -e[2]):
        return None
    polynomial: Polynomial = [tower.one]
    for base, exponent in product.factors:
        n = rational_constant(exponent)
        if n is None or n.q != 1 or n < 0 or n * (len(base) - 1) + len(polynomial) > _MAX_DEGREE:
            return None
        for _ in range(int(n.p)):
            polynomial = _times(tower, polynomial, base)
    a = tower.reduce(-e[2])
    half = (tower.constant(2) * a).inverse()
    centre = tower.reduce(e[1] * half)
    total = tower.zero
    for k, c in enumerate(composed(tower, polynomial, centre, 1)):
        if k % 2 == 0:
            odd = tower.constant(fmpq(_double_factorial(k - 1)))
            total = total + c * odd * tower.integer_power(half, k // 2)
    norm = power(tower, tower.reduce(tower.of(sympy.pi) * a.inverse()), tower.constant(fmpq(1, 2)))
    shift = tower.reduce(e[0] + e[1] * centre * tower.constant(fmpq(1, 2)))
    weight = tower.one if shift.is_zero() else exponential(tower, shift)
    return tower.reduce(product.constant * norm * weight * total)


def _times(tower: Tower, p: Polynomial, q: Polynomial) -> Polynomial:
    result = [tower.zero] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] = result[i + j] + a * b
    return result


def _double_factorial(n: int) -> int:
    return 1 if n <= 0 else n * _double_factorial(n - 2)
