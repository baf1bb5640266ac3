"""The sign of a coefficient on the domains of its parameters: proved, or unknown."""

from __future__ import annotations

from itertools import product as cartesian

from flint import fmpq, fmpq_mpoly

from symrules.domain import Domain
from symrules.series.field import Field, Ratio, Scalar

_TIMES = {
    ("+", "+"): "+", ("-", "-"): "+", ("+", "-"): "-", ("-", "+"): "-",
}  # fmt: skip


def sign(value: Scalar) -> str:
    """ "+", "-", "0+" (≥ 0), "0-" (≤ 0), "!0", "0", or "" where nothing is known."""
    if not isinstance(value, Ratio):
        return "+" if value > 0 else "-" if value < 0 else "0"
    if value.num.is_zero():
        return "0"
    if not value.field.is_real(value):
        return ""
    below = _of_polynomial(value.den, value.field)
    return times(_of_polynomial(value.num, value.field), below if below in ("+", "-", "!0") else _strict(below))


def _strict(known: str) -> str:
    """The sign of a denominator, which is not zero."""
    return {"0+": "+", "0-": "-"}.get(known, known)


def times(a: str, b: str) -> str:
    """The sign of a product."""
    if not a or not b:
        return ""
    if "0" in (a, b):
        return "0"
    if (a, b) in _TIMES:
        return _TIMES[a, b]
    if "!0" in (a, b):
        return "!0" if all(x in ("+", "-", "!0") for x in (a, b)) else ""
    negative = ("-" in a) != ("-" in b)
    return "0-" if negative else "0+"


def plus(a: str, b: str) -> str:
    """The sign of a sum."""
    if a == "0":
        return b
    if b == "0":
        return a
    for s in "+-":
        if a.endswith(s) and b.endswith(s) and a and b:
            return s if s in (a, b) else "0" + s
    return ""


def _power(a: str, n: int) -> str:
    if n % 2:
        return a
    return "+" if a in ("+", "-", "!0") else "0+"


def _of_polynomial(p: fmpq_mpoly, field: Field) -> str:
    if p.is_constant():
        return sign(p.leading_coefficient()) if p else "0"
    number, factors = p.factor()
    result = "+" if fmpq(number) > 0 else "-"
    for f, n in factors:
        result = times(result, _power(_of_factor(f, field), int(n)))
    return result


def _of_factor(f: fmpq_mpoly, field: Field) -> str:
    found = _by_terms(f, field)
    if not found or found == "!0":
        found = _by_corners(f, field) or found
    if not found and not any(field.kernels[i].free for i in _needed(f, field)):
        ball = field.ball(f, 0, 256).real
        found = "+" if ball > 0 else "-" if ball < 0 else ""
    return found


def _needed(f: fmpq_mpoly, field: Field) -> set[int]:
    """The kernels of a polynomial; every free one when a kernel's own expression contains a symbol."""
    used = set(field.used(f))
    if any(field.kernels[i].expression.free_symbols for i in used):
        return set(range(field.size)) | used
    return used


def _by_terms(f: fmpq_mpoly, field: Field) -> str:
    """All terms have the same sign."""
    total = "0"
    for exponents, c in f.to_dict().items():
        term = "+" if c > 0 else "-"
        for i, e in enumerate(exponents):
            if e:
                term = times(term, _power(field.kernels[field.size - 1 - i].sign, int(e)))
        if not term:
            return ""
        total = plus(total, term)
        if not total:
            return ""
    return total


def _by_corners(f: fmpq_mpoly, field: Field) -> str:
    """A polynomial of degree one in each of its symbols takes its extremes at the corners of their box."""
    used = field.used(f)
    degrees = f.degrees()
    if len(used) > 6 or any(degrees[field.size - 1 - i] > 1 for i in used):
        return ""
    ends = []
    for i in used:
        kernel = field.kernels[i]
        domain = field.table.domain(kernel.expression) if kernel.key[0] == "free" and kernel.sign is not None and \
            hasattr(kernel.expression, "name") else Domain()  # fmt: skip
        if domain.complex_ or domain.lower is None or domain.upper is None:
            return _half_line(f, field, domain) if len(used) == 1 and not domain.complex_ else ""
        ends.append([(domain.lower, domain.lower_open), (domain.upper, domain.upper_open)])
    found = []
    for corner in cartesian(*ends):
        at = dict(zip(used, (e[0] for e in corner), strict=True))
        found.append(_sign_at(f, field, {i: fmpq(x.numerator, x.denominator) for i, x in at.items()}))
    return _joined(found, [any(e[1] for e in corner) for corner in cartesian(*ends)])


def _sign_at(f: fmpq_mpoly, field: Field, at: dict[int, fmpq]) -> int:
    total = fmpq(0)
    for exponents, c in f.to_dict().items():
        for i, e in enumerate(exponents):
            if e:
                c = c * at[field.size - 1 - i] ** int(e)
        total += c
    return 1 if total > 0 else -1 if total < 0 else 0


def _joined(signs: list[int], is_open: list[bool]) -> str:
    """The sign on the box from those at its corners; a zero at an open end is not attained by a non-constant factor."""
    for s, name in ((1, "+"), (-1, "-")):
        if all(x == s or x == 0 for x in signs):
            if 0 not in signs:
                return name
            attained = any(x == 0 and not o for x, o in zip(signs, is_open, strict=True))
            return "0" + name if attained or len(signs) > 2 else name
    return ""


def _half_line(f: fmpq_mpoly, field: Field, domain: Domain) -> str:
    """c₀ + c₁ a with a ≥ lower, or a ≤ upper."""
    end = domain.lower if domain.lower is not None else domain.upper
    if end is None:
        return ""
    index = field.used(f)[0]
    slope = f.derivative(field.size - 1 - index).leading_coefficient()
    rising = slope > 0 if domain.lower is not None else slope < 0
    at = _sign_at(f, field, {index: fmpq(end.numerator, end.denominator)})
    is_open = domain.lower_open if domain.lower is not None else domain.upper_open
    wanted = 1 if rising else -1
    if at == wanted:
        return "+" if rising else "-"
    if at == 0:
        strict = "+" if rising else "-"
        return strict if is_open else "0" + strict
    return ""
