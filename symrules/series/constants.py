"""Exponentials, logarithms and powers of coefficients, split so that equal values get equal kernels."""

from __future__ import annotations

from math import lcm
from typing import Any

import sympy
from flint import fmpq, fmpq_mpoly, fmpz

from symrules.series.balls import enclose, precision
from symrules.series.errors import Restart, SeriesError
from symrules.series.field import Field, Ratio, Scalar
from symrules.series.kernels import Kernel
from symrules.series.signs import sign

_FACTOR_LIMIT = 10**24


def imaginary(field: Field) -> Ratio:
    """The kernel i, with i² = −1."""
    return field.kernel(Kernel(sympy.I, ("const", sympy.I), degree=2, relation=(((), (-1, 1)),)))


def named(field: Field, constant: Any) -> Ratio:
    """A real positive constant such as π, Euler's γ or ζ(3), as a kernel."""
    return field.kernel(Kernel(constant, ("const", constant), sign="+", real=True))


def value(field: Field, expression: Any, real: bool) -> Ratio:
    """The value of a function at a point, as a kernel of its own."""
    known = ""
    if real and not expression.free_symbols:
        try:
            with precision(128):
                ball = enclose(expression, {}).real
            known = "+" if ball > 0 else "-" if ball < 0 else ""
        except SeriesError:
            known = ""
    return field.kernel(Kernel(expression, ("value", expression), sign=known, real=real))


def unity(field: Field, r: fmpq) -> Scalar:
    """exp(iπr) for a rational r."""
    r = r - 2 * fmpq((r / 2 + fmpq(1, 2)).floor())
    if r == 0:
        return fmpq(1)
    if abs(r) == 1:
        return fmpq(-1)
    if abs(r) == fmpq(1, 2):
        return imaginary(field) * fmpq(1 if r > 0 else -1)
    angle = sympy.pi * sympy.Rational(int(r.p), int(r.q))
    return _algebraic(field, sympy.cos(angle)) + imaginary(field) * _algebraic(field, sympy.sin(angle))


def cosine_of_pi(field: Field, turns: fmpq) -> Scalar:
    """cos(πr) for a rational r."""
    return _algebraic(field, sympy.cos(sympy.pi * sympy.Rational(int(turns.p), int(turns.q))))


def _algebraic(field: Field, expression: Any) -> Scalar:
    """A real number built from rationals by +, · and roots, or else the cosine or sine itself as a kernel."""
    if expression.is_Rational:
        return fmpq(int(expression.p), int(expression.q))
    if expression.is_Add or expression.is_Mul:
        parts = [_algebraic(field, a) for a in expression.args]
        total = parts[0]
        for x in parts[1:]:
            total = total + x if expression.is_Add else total * x
        return total
    if expression.is_Pow and expression.exp.is_Rational:
        return power(field, _algebraic(field, expression.base), fmpq(int(expression.exp.p), int(expression.exp.q)))
    return value(field, expression, real=True)


# -- exponential


def exponential(field: Field, c: Scalar) -> Scalar:
    """exp(c): one kernel for each monomial of c, so that exp(a + b) = exp(a)·exp(b) holds by itself."""
    c = field.simplified(c)
    if not isinstance(c, Ratio):
        return _exp_of_monomial(field, field.ratio(1), c) if c else fmpq(1)
    result: Scalar = fmpq(1)
    for exponents, r in sorted(c.num.to_dict().items(), reverse=True):
        m = field.quotient(field.context.from_dict({exponents: fmpq(1)}), c.den)
        result = result * _exp_of_monomial(field, m, r)
    return field.simplified(result)


def _exp_of_monomial(field: Field, m: Ratio, r: fmpq) -> Scalar:
    lead = m.num.leading_coefficient()
    m, r = m / lead, r * lead
    table = field.table
    pi, i = table.index.get(("const", sympy.pi)), table.index.get(("const", sympy.I))
    if m.den.is_one() and pi is not None and i is not None and max(pi, i) < field.size \
            and m.num == field.generators[pi] * field.generators[i]:  # fmt: skip
        return unity(field, r)
    if m.den.is_one() and m.num.total_degree() == 1:
        kernel = field.kernels[field.used(m.num)[0]]
        if kernel.key[0] == "log":
            return power(field, field.from_key(kernel.key[1]), r)
    key = ("exp", m.key)
    q = _denominator(field, key, int(r.q))
    expression = _exp_expression(field, m, q)
    real = field.is_real(m)
    e = field.kernel(Kernel(expression, (*key, q), sign="+" if real else "", real=real))
    return e ** int((r * q).p)


def _exp_expression(field: Field, m: Ratio, q: int) -> Any:
    """exp(m/q); b**(…) where m contains the kernel log(b) once."""
    logs = [i for i in field.used(m.num) if field.kernels[i].key[0] == "log"]
    written = [i for i in logs if field.kernels[i].expression.func is sympy.log]  # SymPy works log(1 - I) out
    if len(logs) == 1 and written and m.num.total_degree() > 1:
        rest = m / field.generator(logs[0])
        if logs[0] not in field.used(rest.num):
            return sympy.Pow(field.kernels[logs[0]].expression.args[0], field.expression(rest / q))
    return sympy.exp(field.expression(m / q))


def _denominator(field: Field, key: Any, q: int) -> int:
    """The common denominator of the exponents with which a base occurs; a new one begins the expansion again."""
    found = field.table.exponent_denominator.setdefault(key, q)
    if found % q:
        field.table.exponent_denominator[key] = lcm(found, q)
        raise Restart
    return found


# -- powers


def power(field: Field, c: Scalar, exponent: Scalar) -> Scalar:
    """c**exponent on the principal branch."""
    if not isinstance(c, Ratio) and c == 1:
        return fmpq(1)
    exponent, c = field.simplified(exponent), field.simplified(c)
    if isinstance(exponent, Ratio):
        return exponential(field, exponent * logarithm(field, c))
    if exponent.q == 1:
        return field.simplified(c ** int(exponent.p))
    result: Scalar = fmpq(1)
    positive, rest = split(field, c)
    for base, n in positive:
        result = result * _positive_power(field, base, exponent * n)
    if isinstance(rest, Ratio):
        whole, part = _whole(exponent)
        result = result * rest**whole * _root(field, rest, part, positive=False)
    elif rest < 0:
        result = result * unity(field, exponent)
    return field.simplified(result)


def _whole(exponent: fmpq) -> tuple[int, fmpq]:
    n = int(exponent.floor())
    return n, exponent - n


def _positive_power(field: Field, base: Any, exponent: fmpq) -> Scalar:
    """base**exponent for a prime number or a positive polynomial."""
    if isinstance(base, Ratio):
        used = field.used(base.num)
        if base.num.total_degree() == 1 and len(used) == 1 and base.num == field.generators[used[0]]:
            kernel = field.kernels[used[0]]
            if kernel.key[0] == "exp":
                return exponential(field, field.from_key(kernel.key[1]) * (exponent / kernel.key[2]))
            if kernel.key[0] == "root":
                return power(field, field.from_key(kernel.key[1]), exponent / kernel.key[2])
    whole, part = _whole(exponent)
    result: Scalar = field.ratio(base) ** whole
    return result * _root(field, field.ratio(base), part, positive=True) if part else result


def _root(field: Field, base: Ratio, exponent: fmpq, positive: bool) -> Scalar:
    if not exponent:
        return fmpq(1)
    key = ("root", base.key)
    q = _denominator(field, key, int(exponent.q))
    den = base.den
    relation = field.portable(base.num * den ** (q - 1))
    expression = field.expression(base) ** sympy.Rational(1, q)
    if not den.is_one():
        expression = expression * field.expression(field.quotient(den, field.one))
    kernel = field.kernel(
        Kernel(expression, (*key, q), degree=q, relation=relation, sign="+" if positive else "", real=positive)
    )
    return (kernel / field.quotient(den, field.one)) ** int((exponent * q).p)


# -- logarithm


def logarithm(field: Field, c: Scalar) -> Scalar:
    """log(c) on the principal branch; the logarithm of a product of positive factors is split."""
    c = field.simplified(c)
    if not isinstance(c, Ratio) and c == 1:
        return fmpq(0)
    result: Scalar = fmpq(0)
    positive, rest = split(field, c)
    for base, n in positive:
        result = result + _positive_log(field, base) * n
    if isinstance(rest, Ratio):
        i = field.table.index.get(("const", sympy.I))
        if i is not None and i < field.size:
            for s in (1, -1):
                if rest == field.generator(i) * fmpq(s):
                    return result + field.generator(i) * named(field, sympy.pi) * fmpq(s, 2)
        return result + _log_kernel(field, rest, real=False)
    if rest < 0:
        result = result + imaginary(field) * named(field, sympy.pi)
    return result


def _positive_log(field: Field, base: Any) -> Scalar:
    if isinstance(base, Ratio):
        used = field.used(base.num)
        if base.num.total_degree() == 1 and len(used) == 1 and base.num == field.generators[used[0]]:
            kernel = field.kernels[used[0]]
            if kernel.key[0] == "exp":
                return field.from_key(kernel.key[1]) * fmpq(1, kernel.key[2])
            if kernel.key[0] == "root":
                return logarithm(field, field.from_key(kernel.key[1])) * fmpq(1, kernel.key[2])
    return _log_kernel(field, field.ratio(base), real=True)


def _log_kernel(field: Field, base: Ratio, real: bool) -> Ratio:
    number = base.rational()
    known = "+" if number is not None and number > 1 else ""
    return field.kernel(Kernel(sympy.log(field.expression(base)), ("log", base.key), sign=known, real=real))


# -- splitting


def split(field: Field, c: Scalar) -> tuple[list[tuple[Any, int]], Scalar]:
    """c = Π baseⁿ · rest with positive bases (primes, polynomials); rest is ±1, or of unknown sign."""
    if not isinstance(c, Ratio):
        return _primes(c)
    positive: list[tuple[Any, int]] = []
    rest: Scalar = fmpq(1)
    for p, direction in ((c.num, 1), (c.den, -1)):
        number, factors = p.factor() if not p.is_constant() else (p.leading_coefficient(), [])
        bases, s = _primes(fmpq(number))
        positive += [(b, n * direction) for b, n in bases]
        rest = rest * s
        for f, n in factors:
            rest = rest * _classified(field, f, int(n) * direction, positive)
    if isinstance(rest, Ratio):
        number = rest.rational()
        rest = rest if number is None else number
    return _merged(positive), rest


def _classified(field: Field, f: fmpq_mpoly, n: int, positive: list[tuple[Any, int]]) -> Scalar:
    """A factor put among the positive ones, with the sign that remains; or itself where its sign is not known."""
    element = field.quotient(f, field.one)
    known = sign(element)
    if known == "+":
        positive.append((element, n))
        return fmpq(1)
    if known == "-":
        positive.append((-element, n))
        return fmpq(-1 if n % 2 else 1)
    return element**n


def _merged(factors: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    found: dict[Any, tuple[Any, int]] = {}
    for base, n in factors:
        key = base.key if isinstance(base, Ratio) else int(base)
        found[key] = (base, found.get(key, (base, 0))[1] + n)
    return [(b, n) for b, n in found.values() if n]


def _primes(c: fmpq) -> tuple[list[tuple[Any, int]], fmpq]:
    """The prime factors of a rational number and its sign; a very large number stands for itself."""
    found: list[tuple[Any, int]] = []
    for n, direction in ((abs(fmpz(c.p)), 1), (fmpz(c.q), -1)):
        if n > _FACTOR_LIMIT:
            found.append((fmpq(n), direction))
        elif n > 1:
            found += [(fmpq(p), int(e) * direction) for p, e in n.factor()]
    return found, fmpq(1 if c > 0 else -1)
