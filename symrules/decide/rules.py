"""What the tower knows of each function: rewriting through exponentials, logarithms and roots, and special values."""

from __future__ import annotations

from collections.abc import Callable
from math import comb
from typing import Any

import sympy
from flint import fmpq
from sympy import Add

from symrules.decide.facts import negated
from symrules.decide.fraction import Fraction, support
from symrules.decide.logarithms import logarithm
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, NeedsSign, Unsupported
from symrules.decide.roots import absolute, rational_power
from symrules.decide.signs import sign_of
from symrules.decide.tower import RULES, Generator, Tower

_HALF = fmpq(1, 2)
OfFraction = Callable[[Tower, Fraction], Fraction]


def _invert(tower: Tower, f: Fraction) -> Fraction:
    if tower.reduce(f).is_zero():
        raise Meaningless("division by an expression that vanishes identically")
    return f.inverse()


def _exponential(tower: Tower, e: Any) -> Fraction:
    return tower.exponential_row(e)


def _even(tower: Tower, e: Any) -> Fraction:
    """cosh, or cos: (E + 1/E)/2."""
    u = tower.exponential_row(e)
    return tower.reduce((u + u.inverse()) * tower.constant(_HALF))


def _odd(tower: Tower, e: Any) -> Fraction:
    """sinh: (E - 1/E)/2."""
    u = tower.exponential_row(e)
    return tower.reduce((u - u.inverse()) * tower.constant(_HALF))


def _sine(tower: Tower, e: Any) -> Fraction:
    return tower.reduce(-_odd(tower, e) * tower.imaginary)


def _tanh(tower: Tower, e: Any) -> Fraction:
    square = tower.reduce(tower.exponential_row(e) ** 2)
    return tower.reduce((square - tower.one) * _invert(tower, square + tower.one))


def _coth(tower: Tower, e: Any) -> Fraction:
    square = tower.reduce(tower.exponential_row(e) ** 2)
    return tower.reduce((square + tower.one) * _invert(tower, square - tower.one))


def _tan(tower: Tower, e: Any) -> Fraction:
    return tower.reduce(-_tanh(tower, e) * tower.imaginary)


def _cot(tower: Tower, e: Any) -> Fraction:
    return tower.reduce(_coth(tower, e) * tower.imaginary)


RULES |= {
    sympy.exp: _exponential, type(sympy.E): _exponential,
    sympy.cosh: _even, sympy.cos: _even, sympy.sinh: _odd, sympy.sin: _sine,
    sympy.tanh: _tanh, sympy.coth: _coth, sympy.tan: _tan, sympy.cot: _cot,
    sympy.sech: lambda t, e: _invert(t, _even(t, e)), sympy.sec: lambda t, e: _invert(t, _even(t, e)),
    sympy.csch: lambda t, e: _invert(t, _odd(t, e)), sympy.csc: lambda t, e: _invert(t, _sine(t, e)),
}  # fmt: skip


# -- logarithms and inverse functions, on SymPy's principal branches


def _log(tower: Tower, e: Any) -> Fraction:
    value = logarithm(tower, tower.of(e.args[0]))
    if len(e.args) == 2:
        value = value * _invert(tower, logarithm(tower, tower.of(e.args[1])))
    return value


def _sqrt(tower: Tower, f: Fraction) -> Fraction:
    return rational_power(tower, tower.reduce(f), _HALF)


def _odd_function(rule: OfFraction) -> OfFraction:
    """An odd function, of its argument or of minus its argument, whichever has a positive leading coefficient."""

    def of(tower: Tower, f: Fraction) -> Fraction:
        if not f.is_zero() and f.numerator.leading_coefficient() < 0:
            return tower.reduce(-rule(tower, -f))
        return rule(tower, f)

    return of


@_odd_function
def _asinh_of(tower: Tower, f: Fraction) -> Fraction:
    return logarithm(tower, tower.reduce(f + _sqrt(tower, f * f + tower.one)))


def _acosh_of(tower: Tower, f: Fraction) -> Fraction:
    root = _sqrt(tower, f - tower.one) * _sqrt(tower, f + tower.one)
    return logarithm(tower, tower.reduce(f + root))


def _atanh_of(tower: Tower, f: Fraction) -> Fraction:
    half = tower.constant(_HALF)
    return (logarithm(tower, tower.one + f) - logarithm(tower, tower.one - f)) * half


def _times_i(tower: Tower, f: Fraction) -> Fraction:
    return tower.reduce(f * tower.imaginary)


@_odd_function
def _asin_of(tower: Tower, f: Fraction) -> Fraction:
    return -_times_i(tower, logarithm(tower, tower.reduce(_times_i(tower, f) + _sqrt(tower, tower.one - f * f))))


def atan_of(tower: Tower, f: Fraction) -> Fraction:
    if f.denominator is not None and tower.is_real(f) and (sign := sign_of(tower, f)) in ("+", "-"):
        inverse = tower.reduce(f.inverse())
        if len(inverse.numerator) > len(f.numerator) or inverse.denominator is None:
            # atan u = ±π/2 - atan(1/u)
            right = tower.of(sympy.pi) * tower.constant(_HALF if sign == "+" else -_HALF)
            return tower.reduce(right - atan_of(tower, inverse))
    i_f = _times_i(tower, f)
    difference = logarithm(tower, tower.one - i_f) - logarithm(tower, tower.one + i_f)
    return _times_i(tower, difference) * tower.constant(_HALF)


def _acos_of(tower: Tower, f: Fraction) -> Fraction:
    return tower.of(sympy.pi) * tower.constant(_HALF) - _asin_of(tower, f)


def _direct(rule: Any) -> Any:
    return lambda tower, e: tower.reduce(rule(tower, tower.of(e.args[0])))


def _of_inverse(rule: Any) -> Any:
    return lambda tower, e: tower.reduce(rule(tower, _invert(tower, tower.of(e.args[0]))))


def _at_zero(rule: Any, value: Any) -> Any:
    """acot and acoth are functions of 1/u, and have a value of their own at u = 0."""

    def at(tower: Tower, e: Any) -> Fraction:
        f = tower.reduce(tower.of(e.args[0]))
        if f.is_zero():
            return tower.of(value)
        if sign_of(tower, f) not in ("+", "-", "!0"):
            raise NeedsSign(f"{type(e).__name__} of an argument that may vanish", e.args[0])
        return tower.reduce(rule(tower, f.inverse()))

    return at


RULES |= {
    sympy.log: _log,
    sympy.asinh: _direct(_asinh_of), sympy.acosh: _direct(_acosh_of), sympy.atanh: _direct(_atanh_of),
    sympy.acoth: _at_zero(_atanh_of, sympy.I * sympy.pi / 2),
    sympy.asech: _of_inverse(_acosh_of), sympy.acsch: _of_inverse(_asinh_of),
    sympy.asin: _direct(_asin_of), sympy.acos: _direct(_acos_of), sympy.atan: _direct(atan_of),
    sympy.acot: _at_zero(atan_of, sympy.pi / 2), sympy.asec: _of_inverse(_acos_of), sympy.acsc: _of_inverse(_asin_of),
}  # fmt: skip


# -- parts and absolute values


def _abs(tower: Tower, e: Any) -> Fraction:
    return absolute(tower, tower.of(e.args[0]))


def _sign(tower: Tower, e: Any) -> Fraction:
    f = tower.of(e.args[0])
    sign = sign_of(tower, f)
    if sign in ("+", "-", "0"):
        return tower.constant({"+": 1, "-": -1, "0": 0}[sign])
    if sign == "!0":
        return f * _invert(tower, absolute(tower, f))
    return tower.opaque_function("sign", e.args, e, real=tower.is_real(f))


def _heaviside(tower: Tower, e: Any) -> Fraction:
    sign = sign_of(tower, tower.of(e.args[0]))
    if sign in ("+", "-"):
        return tower.one if sign == "+" else tower.zero
    if sign == "0":
        return tower.of(e.args[1])
    raise NeedsSign("Heaviside of an argument of unknown sign", e.args[0])


def _re(tower: Tower, e: Any) -> Fraction:
    f = tower.of(e.args[0])
    return f if tower.is_real(f) else (f + conjugated(tower, f)) * tower.constant(_HALF)


def _im(tower: Tower, e: Any) -> Fraction:
    f = tower.of(e.args[0])
    if tower.is_real(f):
        return tower.zero
    return tower.reduce(-_times_i(tower, f - conjugated(tower, f)) * tower.constant(_HALF))


def conjugated(tower: Tower, f: Fraction) -> Fraction:
    """The complex conjugate, generator by generator (see `complex_parts`)."""
    images: list[Any] = []
    used = {i for p in (f.numerator, f.denominator) if p is not None for i in support(p)}
    for i in range(tower.size):
        generator = tower.generators.get(i)
        if i not in used or generator is None or generator.real:
            images.append(tower.fraction(generator) if generator else tower.zero)
        else:
            images.append(_conjugate_of(tower, generator))
    above = _substituted(tower, f.numerator, images)
    return above if f.denominator is None else above * _invert(tower, _substituted(tower, f.denominator, images))


def _conjugate_of(tower: Tower, g: Generator) -> Fraction:
    value = tower.fraction(g)
    if g.kind == "unit":
        return tower.integer_power(value, 2 * tower.unity - 1)
    if g.kind == "exp":
        exponent = tower.reduce(conjugated(tower, g.data))
        if tower.reduce(exponent + g.data).is_zero():
            return value.inverse()
        return tower.exponential(exponent)
    if g.kind == "log":
        size = logarithm(tower, absolute(tower, g.data))
        return tower.reduce(size * tower.constant(2) - value)
    if g.kind == "root":
        size = rational_power(tower, absolute(tower, g.data), fmpq(2, tower.root_index))
        return tower.reduce(size * value.inverse())
    raise Unsupported("the complex conjugate of an expression that is neither real nor a pure phase")


def _arg(tower: Tower, e: Any) -> Fraction:
    """arg u = -i (log u - log|u|)."""
    f = tower.of(e.args[0])
    return tower.reduce(-_times_i(tower, logarithm(tower, f) - logarithm(tower, absolute(tower, f))))


def _substituted(tower: Tower, p: Any, images: list[Any]) -> Fraction:
    total = tower.zero
    for monomial, c in p.to_dict().items():
        term = tower.constant(c)
        for i, d in enumerate(monomial):
            if d:
                term = term * tower.integer_power(images[i], d)
        total = total + term
    return tower.reduce(total)


def _extremum(direction: int) -> Any:
    """max (or min): nested ones are one set; what another member dominates is left out of it."""

    def rule(tower: Tower, e: Any) -> Fraction:
        kept: list[Fraction] = []
        for f in (tower.of(a) for a in _members(e)):
            if not tower.is_real(f):
                raise Unsupported("the larger of two expressions that may be complex")
            _insert(tower, kept, f, direction)
        if len(kept) == 1:
            return kept[0]
        if len(kept) == 2:
            # max(a, b) = (a + b + |a - b|)/2
            size = absolute(tower, tower.reduce(kept[1] - kept[0]))
            return tower.reduce((kept[0] + kept[1] + size * tower.constant(direction)) * tower.constant(_HALF))
        return tower.fraction(tower.opaque_generator(type(e).__name__, tuple(sorted(kept, key=str)), e, real=True))

    return rule


def _members(e: Any) -> list[Any]:
    return [m for a in e.args for m in (_members(a) if type(a) is type(e) else [a])]


def _insert(tower: Tower, kept: list[Fraction], f: Fraction, direction: int) -> None:
    """Put a member into the set, unless one there dominates it; those that it dominates leave."""
    for other in list(kept):
        tower.tick()
        sign = sign_of(tower, tower.reduce(f - other))
        if direction < 0:
            sign = negated(sign)
        if sign in ("-", "0-", "0"):
            return
        if sign in ("+", "0+"):
            kept.remove(other)
    kept.append(f)


RULES |= {
    sympy.Abs: _abs, sympy.sign: _sign, sympy.Heaviside: _heaviside, sympy.re: _re, sympy.im: _im, sympy.arg: _arg,
    sympy.conjugate: lambda t, e: conjugated(t, t.of(e.args[0])),
    sympy.Max: _extremum(1), sympy.Min: _extremum(-1),
}  # fmt: skip


# -- gamma, zeta, polylogarithm


def gamma_of(tower: Tower, f: Fraction, tree: Any) -> Fraction:
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
                return tower.fraction(generator) * _shift(tower, known, int(c.p))
    if (value := _by_reflection(tower, f) or _by_duplication(tower, f)) is not None:
        return value
    sign = sign_of(tower, f)
    return tower.fraction(
        tower.opaque_generator("gamma", (f,), tree, sign="+" if sign == "+" else "", real=tower.is_real(f))
    )


def _by_reflection(tower: Tower, f: Fraction) -> Fraction | None:
    """Γ(f) = π/(sin(πf) Γ(1-f)), where Γ(1-f) is known up to a shift."""
    for (known,), _, generator in tower.opaque.get("gamma", ()):
        total = tower.reduce(f + known)
        if total.is_constant():
            c = total.numerator.leading_coefficient() if not total.is_zero() else fmpq(0)
            if c.q == 1 and abs(c - 1) <= 200:
                pi = tower.of(sympy.pi)
                e = tower.exponential(tower.reduce(f * pi * tower.imaginary))
                sine = tower.reduce((e.inverse() - e) * tower.imaginary * tower.constant(_HALF))
                # 1 - f = known + (1 - c)
                below = sine * tower.fraction(generator) * _shift(tower, known, int((1 - c).p))
                return tower.reduce(pi * _invert(tower, below))
    return None


def _by_duplication(tower: Tower, f: Fraction) -> Fraction | None:
    """Γ(z) Γ(z + 1/2) = 2^(1-2z) √π Γ(2z), where two of the three are known up to shifts."""
    known = [(u, tower.fraction(g)) for (u,), _, g in tower.opaque.get("gamma", ())]

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
        return tower.reduce(_duplication_factor(tower, f) * double * _invert(tower, other))
    z = tower.reduce(f * half)
    first = shifted(z)
    second = None if first is None else shifted(tower.reduce(z + half))
    if first is not None and second is not None:
        return tower.reduce(first * second * _invert(tower, _duplication_factor(tower, z)))
    return None


def _duplication_factor(tower: Tower, z: Fraction) -> Fraction:
    """2^(1-2z) √π."""
    from symrules.decide.kernels import power

    root = rational_power(tower, tower.of(sympy.pi), _HALF)
    return root * power(tower, tower.constant(2), tower.reduce(tower.one - z * tower.constant(2)))


def _shift(tower: Tower, u: Fraction, n: int) -> Fraction:
    """Γ(u + n)/Γ(u)."""
    value = tower.one
    for k in range(n):
        value = value * (u + tower.constant(k))
    for k in range(n, 0):
        value = value * _invert(tower, u + tower.constant(k))
    return value


def _factorial_of(tower: Tower, f: Fraction, tree: Any) -> Fraction:
    return gamma_of(tower, f + tower.one, tree)


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
    below = _factorial_of(tower, lower, e) * _factorial_of(tower, upper - lower, e)
    return _factorial_of(tower, upper, e) * _invert(tower, below)


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
    return polylog_of(tower, e.args[0], tower.of(e.args[1]), e)


def polylog_of(tower: Tower, order: Any, z: Fraction, tree: Any) -> Fraction:
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
    return tower.fraction(tower.opaque_generator("polylog", (of_order, z), tree, real=real))


def _polylog_at_unit(tower: Tower, order: Any, plus: bool) -> Fraction | None:
    """Li_s(1) = ζ(s) for s > 1, and Li_s(-1) = (2^(1-s) - 1) ζ(s) for s != 1."""
    from symrules.decide.kernels import power

    beyond = tower.reduce(tower.of(order) - tower.one)
    sign = sign_of(tower, beyond)
    if plus and sign != "+":
        return None
    if sign not in ("+", "-", "!0"):
        raise NeedsSign("a polylogarithm whose order may be one", Add(order, -1))
    zeta = _zeta(tower, sympy.zeta(order, evaluate=False))
    return zeta if plus else zeta * (power(tower, tower.constant(2), -beyond) - tower.one)


def _polylog_negative(tower: Tower, z: Fraction, n: int) -> Fraction:
    """Li_{-n}(z) = (z d/dz)^n z/(1 - z), as Σ_k k! S(n+1, k+1) (z/(1-z))^{k+1}."""
    stirling = [0, 1]
    for row in range(2, n + 2):
        stirling = [0] + [k * (stirling[k] if k < len(stirling) else 0) + stirling[k - 1] for k in range(1, row + 1)]
    w = z * _invert(tower, tower.one - z)
    total, power, factorial = tower.zero, tower.one, 1
    for k in range(n + 1):
        factorial *= max(k, 1)
        power = power * w
        total = total + tower.constant(factorial * stirling[k + 1]) * power
    return tower.reduce(total)


RULES |= {
    sympy.gamma: lambda t, e: gamma_of(t, t.of(e.args[0]), e),
    sympy.factorial: lambda t, e: _factorial_of(t, t.of(e.args[0]), e),
    sympy.binomial: _binomial, sympy.zeta: _zeta, sympy.bernoulli: _bernoulli, sympy.polylog: _polylog,
}  # fmt: skip
