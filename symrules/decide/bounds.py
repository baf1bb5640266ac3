"""Signs of polynomials from bounds of their generators, without hypotheses.

A polynomial is positive when each of its monomials is, after every generator with a known rational bound has been
measured from that bound; one in a single generator has the sign of its leading coefficient beyond its last real root;
one of second degree is a sum of squares of one sign, by Lagrange's completion, or takes both signs (F. R. Gantmacher,
The Theory of Matrices, chapter X).
"""

from __future__ import annotations

from typing import Any

from flint import fmpq, fmpq_poly

from symrules.decide.facts import NOT_ZERO, combined, power_sign, product_sign
from symrules.decide.fraction import support
from symrules.decide.generators import Generator
from symrules.decide.tower import Tower

_MOST_SQUARES = 12


def sign_from_terms(tower: Tower, p: Any) -> str:
    """Every monomial of the same sign: then so is the sum."""
    total = ""
    for monomial, c in zip(p.monoms(), p.coeffs(), strict=True):
        sign = "+" if c > 0 else "-"
        for i, d in enumerate(monomial):
            if d:
                sign = product_sign(sign, power_sign(tower.generators[i].sign, d))
                if not sign or sign == "!0":
                    return ""
        total = sum_sign(total, sign)
        if not total:
            return ""
    return total


def sum_sign(a: str, b: str) -> str:
    """The sign of a sum of two terms of the given signs; one that is empty counts as zero."""
    if not a or not b:
        return a or b
    if a[0] == "0" and b[0] == "0":
        return a if a == b else ""
    strict = a if a in "+-" else b
    weak = b if strict == a else a
    return strict if weak in (strict, "0" + strict) else ""


def sign_from_bounds(tower: Tower, p: Any) -> str:
    """Measure each bounded generator from its lower or upper end, and look at the monomials again."""
    indices = support(p)
    bounded = [i for i in indices if _bounds(tower.generators[i])]
    if not bounded or len(bounded) > 4:
        return ""
    best = ""
    for choice in range(2 ** len(bounded)):
        images: dict[int, tuple[Any, str]] = {}
        for k, i in enumerate(bounded):
            ends = _bounds(tower.generators[i])
            images[i] = ends[(choice >> k) % len(ends)]
        best = combined(best, _sign_after_shift(tower, p, images))
        if best in ("+", "-"):
            return best
    return best


def _bounds(generator: Generator) -> list[tuple[Any, str]]:
    """Pairs (end, direction): the generator is end + s or end - s with s >= 0."""
    ends = []
    if generator.lower is not None and (generator.lower != 0 or generator.upper is not None):
        ends.append((generator.lower, "+"))
    if generator.upper is not None:
        ends.append((generator.upper, "-"))
    return ends


def _sign_after_shift(tower: Tower, p: Any, images: dict[int, tuple[Any, str]]) -> str:
    gens = list(tower.gens)
    for i, (end, direction) in images.items():
        gens[i] = tower.context.constant(end) + (tower.gens[i] if direction == "+" else -tower.gens[i])
    shifted = p.compose(*gens, ctx=tower.context)
    total = ""
    for monomial, c in shifted.to_dict().items():
        sign = "+" if c > 0 else "-"
        for i, d in enumerate(monomial):
            if d:
                base = _distance_sign(tower.generators[i], images[i]) if i in images else tower.generators[i].sign
                sign = product_sign(sign, power_sign(base, d))
                if sign not in ("+", "-", "0+", "0-"):
                    return ""
        total = sum_sign(total, sign)
        if not total:
            return ""
    return total


def _distance_sign(generator: Generator, image: tuple[Any, str]) -> str:
    """The sign of the distance from a bound: strictly positive where the bound is not attained."""
    attained = generator.lower_attained if image[1] == "+" else generator.upper_attained
    return "0+" if attained else "+"


def sign_from_roots(tower: Tower, p: Any) -> str:
    """A polynomial in one generator has the sign of its leading coefficient beyond its last root in the domain."""
    indices = support(p)
    if len(indices) != 1:
        return ""
    generator = tower.generators[indices[0]]
    coefficients = [fmpq(0)] * (p.degrees()[indices[0]] + 1)
    for monomial, c in p.to_dict().items():
        coefficients[monomial[indices[0]]] = c
    if len(coefficients) > 60:
        return ""
    numerator = fmpq_poly(coefficients).numer()
    low = generator.lower if generator.lower is not None else (fmpq(0) if generator.sign in ("+", "0+") else None)
    high = generator.upper if generator.upper is not None else (fmpq(0) if generator.sign in ("-", "0-") else None)
    for root, _ in numerator.complex_roots():
        if not root.imag.contains(0):
            continue
        if (low is not None and root.real < low) or (high is not None and root.real > high):
            continue
        return ""
    sample = _inside(low, high)
    value = fmpq_poly(coefficients)(sample)
    return "+" if value > 0 else "-"


def sign_from_squares(tower: Tower, p: Any) -> str:
    """A polynomial of second degree in real generators, completed to squares, has the sign of all their weights."""
    # what does not vanish comes last: its square is completed by nothing that follows but a constant
    indices = sorted(support(p), key=lambda i: tower.generators[i].sign in NOT_ZERO)
    generators = [tower.generators[i] for i in indices]
    if p.total_degree() != 2 or len(indices) > _MOST_SQUARES or not all(g.real for g in generators):
        return ""
    form, constant = _quadratic_form(p, indices), len(indices)
    strict, weights = False, []
    for k, generator in enumerate(generators):
        weight, row = form[k][k], list(form[k])
        if weight == 0:
            if any(row[k:]):
                return ""
            continue
        weights.append(weight)
        strict = strict or (generator.sign in NOT_ZERO and not any(row[k + 1 :]))
        for i in range(k + 1, constant + 1):
            for j in range(k + 1, constant + 1):
                form[i][j] -= row[i] * row[j] / weight
    if rest := form[constant][constant]:
        weights.append(rest)
        strict = True
    sign = "" if strict else "0"
    return f"{sign}+" if all(w > 0 for w in weights) else f"{sign}-" if all(w < 0 for w in weights) else ""


def _quadratic_form(p: Any, indices: list[int]) -> list[list[Any]]:
    """The symmetric matrix of a polynomial of second degree on its generators and 1."""
    size = len(indices) + 1
    form = [[fmpq(0)] * size for _ in range(size)]
    for monomial, c in p.to_dict().items():
        at = [k for k, i in enumerate(indices) for _ in range(monomial[i])]
        i, j = (*at, size - 1, size - 1)[:2]
        form[i][j] += c / 2
        form[j][i] += c / 2
    return form


def _inside(low: Any, high: Any) -> Any:
    if low is None:
        return fmpq(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2
