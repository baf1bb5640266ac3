"""Constants in the tower: their signs, whether an algebraic one is zero, and the relations between their logarithms.

Notes
-----
An algebraic number c is zero or not too small. Every generator g of an algebraic number has an integer L for which L g
is an algebraic integer all of whose conjugates are at most U in modulus: 1 for a root of unity, and for g^Q = n/m with
an algebraic integer n of conjugates at most u, U = (u m^(Q-1))^(1/Q) and L = m. So some integer M makes M c an
algebraic integer with conjugates at most B, in a field whose degree is at most the product D of the degrees of the
generators; its norm is a whole number, and c = 0 or |c| >= 1/(M B^(D-1)). An enclosure decides between the two.

Whether Π u_j^{n_j} = ±1 is decided in this way; then Σ n_j log u_j is a multiple of iπ, and an enclosure tells which.
The integers n_j are guessed by lattice reduction, and only a relation that has been verified is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import Any

import sympy
from flint import acb, arb, fmpq, fmpz, fmpz_mat

from symrules.decide.balls import Undefined, evaluate, working_precision
from symrules.decide.fraction import Fraction, support
from symrules.decide.generators import Generator
from symrules.decide.refusals import Unsupported
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of

_MAX_BITS = 20_000
_MAX_RELATION = 10**5
_GUARD = 32


def is_constant(tower: Tower, p: Any) -> bool:
    """Whether a polynomial has one value, built from numbers, roots, exponentials and logarithms."""
    return all(_is_constant_generator(tower, tower.generators[i]) for i in support(p))


def _is_constant_generator(tower: Tower, g: Generator) -> bool:
    if g.kind in ("constant", "unit"):
        return True
    if g.kind not in ("root", "scaled root", "log", "exp"):
        return False
    return is_constant(tower, g.data.numerator) and (
        g.data.denominator is None or is_constant(tower, g.data.denominator)
    )


def constant_sign(tower: Tower, p: Any) -> str:
    """The sign of a real constant whose enclosure does not contain zero, else ""."""
    if not is_constant(tower, p):
        return ""
    value = _enclosure(tower, Fraction(p), 128)
    if value is None or not value.imag.contains(0):
        return ""
    return "+" if value.real > 0 else "-" if value.real < 0 else ""


def _enclosure(tower: Tower, f: Fraction, bits: int) -> acb | None:
    try:
        value = evaluate(expression_of(tower, f), {}, bits)
    except (Undefined, Unsupported, ArithmeticError, ValueError):
        return None
    return value if value.is_finite() else None


# -- algebraic numbers


@dataclass(frozen=True)
class _Size:
    """L and log2 of U/L for a generator, and its degree over the others."""

    scale: int
    log_size: float
    degree: int


def is_zero(tower: Tower, p: Any) -> bool:
    """Whether a polynomial vanishes because each of its coefficients, an algebraic number, is zero.

    The coefficients are those of the monomials in all generators that are not algebraic numbers.
    """
    algebraic = {i for i in support(p) if _size(tower, tower.generators[i]) is not None}
    if not algebraic:
        return bool(p.is_zero())
    groups: dict[Any, dict[Any, Any]] = {}
    for monomial, c in p.to_dict().items():
        outside = tuple(0 if i in algebraic else d for i, d in enumerate(monomial))
        inside = tuple(d if i in algebraic else 0 for i, d in enumerate(monomial))
        groups.setdefault(outside, {})[inside] = c
    return all(_is_zero_number(tower, tower.context.from_dict(g)) for _, g in sorted(groups.items()))


def _size(tower: Tower, g: Generator) -> _Size | None:
    if g.kind == "unit":
        return _Size(1, 0.0, int(tower.relations[g.index][0]))
    if g.kind not in ("root", "scaled root"):
        return None
    degree, relation = tower.relations[g.index]
    radicand = tower.gens[g.index] ** degree - relation
    if g.index in support(radicand):
        return None
    bound = _bound(tower, radicand)
    if bound is None:
        return None
    scale, log_size, _ = bound
    return _Size(scale, log_size / degree, int(degree))


def _bound(tower: Tower, p: Any) -> tuple[int, float, int] | None:
    """(M, log2 of the largest conjugate of p, degree of the field) with M p an algebraic integer, or None."""
    degrees = p.degrees()
    sizes: dict[int, _Size] = {}
    scale, degree = 1, 1
    for i in support(p):
        size = _size(tower, tower.generators[i])
        if size is None:
            return None
        sizes[i] = size
        scale *= size.scale ** int(degrees[i])
    for i in _field(tower, p):
        size = _size(tower, tower.generators[i])
        degree *= 1 if size is None else size.degree
    total, denominator = arb(0), 1
    for monomial, c in p.to_dict().items():
        log_size = sum(sizes[i].log_size * int(d) for i, d in enumerate(monomial) if d)
        total += arb(abs(c)) * arb(2) ** arb(log_size)
        denominator = lcm(denominator, int(c.q))
    log_total = float((total.upper() + arb(2) ** -60).log().upper()) / 0.6931471805599453
    return scale * denominator, log_total + 1e-6, degree


def _field(tower: Tower, p: Any) -> set[int]:
    """The generators of the field in which an algebraic number lies."""
    found: set[int] = set()
    pending = set(support(p))
    while pending:
        i = pending.pop()
        found.add(i)
        if tower.generators[i].kind != "unit":
            degree, relation = tower.relations[i]
            pending |= set(support(tower.gens[i] ** degree - relation)) - found
    return found


def _is_zero_number(tower: Tower, p: Any) -> bool:
    if p.is_zero():
        return True
    bound = _bound(tower, p)
    if bound is None:
        return False
    scale, log_size, degree = bound
    log_scale = float(fmpz(scale).height_bits())
    # |p| >= 1/(M (M |p|_max)^(D-1)) unless it is zero
    bits = log_scale + (degree - 1) * max(log_scale + log_size, 0.0) + _GUARD
    if bits > _MAX_BITS:
        return False
    early = _enclosure(tower, Fraction(p), 128)
    if early is None or not early.contains(0):
        return False
    value = _enclosure(tower, Fraction(p), int(bits + max(log_size, 0.0)) + 2 * _GUARD)
    return value is not None and bool(value.contains(0)) and bool(abs(value).upper() < arb(2) ** -int(bits))


# -- logarithms of algebraic numbers


def without_related_logarithms(tower: Tower, p: Any) -> Any:
    """The polynomial with logarithms of algebraic numbers expressed through others, as far as relations are found."""
    logs = [i for i in support(p) if _is_log_of_number(tower, tower.generators[i])]
    if not logs or len(logs) > 12:
        return p
    for _ in range(len(logs)):
        relation = _relation(tower, logs)
        if relation is None:
            return p
        integers, turns = relation
        pivot = next(k for k, n in enumerate(integers) if n)
        rest = tower.zero
        for i, n in zip(logs, integers, strict=True):
            if n and i != logs[pivot]:
                rest = rest + Fraction(tower.gens[i]) * tower.constant(n)
        if turns:
            rest = rest + tower.of(sympy.pi) * tower.imaginary * tower.constant(turns)
        value = tower.reduce(rest * tower.constant(fmpq(-1, integers[pivot])))
        images = [value.numerator if i == logs[pivot] else g for i, g in enumerate(tower.gens)]
        p = tower.reduce_polynomial(p.compose(*images, ctx=tower.context))
        del logs[pivot]
    return p


def _is_log_of_number(tower: Tower, g: Generator) -> bool:
    if g.kind != "log":
        return False
    parts = [q for q in (g.data.numerator, g.data.denominator) if q is not None]
    return all(_size(tower, tower.generators[i]) is not None for q in parts for i in support(q))


def _relation(tower: Tower, logs: list[int]) -> tuple[list[int], int] | None:
    """Integers n_j and k with Σ n_j log u_j + k iπ = 0, verified; None where none is found."""
    bits = 160 + 60 * len(logs)
    balls = [_enclosure(tower, Fraction(tower.gens[i]), bits + 64) for i in logs]
    if any(b is None for b in balls):
        return None
    values = [b for b in balls if b is not None]
    with working_precision(bits + 64):
        values.append(acb(0, arb.pi()))
        rows = []
        for k, z in enumerate(values):
            parts = [_rounded(part, bits) for part in (z.real, z.imag)]
            if None in parts:
                return None
            rows.append([int(j == k) for j in range(len(values))] + parts)
        reduced = fmpz_mat(rows).lll().tolist()
    for row in reduced:
        *integers, turns = [int(n) for n in row[: len(values)]]
        if any(integers) and max(abs(n) for n in integers) < _MAX_RELATION and _verified(tower, logs, integers, turns):
            return integers, turns
    return None


def _rounded(x: arb, bits: int) -> Any:
    return (x * arb(2) ** bits + arb(0.5)).floor().mid().unique_fmpz()


def _verified(tower: Tower, logs: list[int], integers: list[int], turns: int) -> bool:
    """Π u_j^{n_j} = ±1 exactly; and the sum of logarithms, then a multiple of iπ, is smaller than that."""
    above, below = tower.one, tower.one
    for i, n in zip(logs, integers, strict=True):
        data = tower.generators[i].data
        argument = data if n > 0 else data.inverse()
        above = above * tower.integer_power(Fraction(argument.numerator), abs(n))
        if argument.denominator is not None:
            below = below * tower.integer_power(Fraction(argument.denominator), abs(n))
    if not is_zero(tower, tower.reduce(above - below if turns % 2 == 0 else above + below).numerator):
        return False
    with working_precision(256):
        total = acb(0, arb.pi()) * turns
        for i, n in zip(logs, integers, strict=True):
            value = _enclosure(tower, Fraction(tower.gens[i]), 256)
            if value is None:
                return False
            total += value * n
        # Π u^n = (-1)^k and so the sum is an even multiple of iπ
        return bool(abs(total) < 1)
