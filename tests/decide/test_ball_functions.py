"""Enclosures of single functions contain mpmath's values: at special and random points, beside branch cuts and on them.

Both evaluators are held against definitions that mpmath computes, in SymPy's conventions where those differ.
"""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
import pytest
import sympy
from flint import acb, arb, fmpq
from mpmath import mp

from symrules.decide.ball_functions import FUNCTIONS, Undefined
from symrules.decide.balls import _READERS, as_ball, evaluate
from symrules.errors import ReadError
from symrules.notation import Notation
from symrules.series.balls import enclose, precision
from symrules.series.errors import SeriesError
from symrules.text import read_expression
from tests.decide.claims import verdict

x, y = sympy.symbols("x y")
BITS = 128
HALF = Fraction(1, 2)


def sign(z):
    return z / abs(z) if z else mpmath.mpf(0)


def acot(z):
    return mp.atan(1 / z) if z else mp.pi / 2


def acoth(z):
    return mp.atanh(1 / z) if z else mpmath.mpc(0, mp.pi / 2)


def falling(n, k):
    return mp.fprod(n - j for j in range(k))


def rising(z, n):
    if mp.isint(n) and n >= 0:
        return mp.fprod(z + j for j in range(int(n)))
    return mp.gamma(z + n) * mp.rgamma(z)


def falling_power(z, n):
    return falling(z, int(n)) if mp.isint(n) and n >= 0 else mp.gamma(z + 1) * mp.rgamma(z - n + 1)


def atan2(b, a):
    if mp.im(a) == 0 and mp.im(b) == 0:
        return mp.atan2(b, a) if a or b else None
    return -1j * mp.log((a + 1j * b) / mp.sqrt(a * a + b * b))


def binomial(n, k):
    """SymPy's: a polynomial in n for whole k >= 0, zero for whole k < 0, else by the gamma function."""
    if mp.isint(k) and mp.im(k) == 0:
        k = int(mp.re(k))
        return falling(n, k) / mp.factorial(k) if k >= 0 else mpmath.mpf(0)
    return mp.gammaprod([n + 1], [k + 1, n - k + 1])


def polygamma(n, z):
    """The derivative of digamma for whole n >= 0, and its continuation in n by the Hurwitz zeta function."""
    if mp.isint(n) and n >= 0:
        return mp.psi(int(n), z)
    if n == -1:
        return mp.loggamma(z) - mp.log(2 * mp.pi) / 2
    return (mp.zeta(n + 1, z, 1) + (mp.euler + mp.digamma(-n)) * mp.zeta(n + 1, z)) * mp.rgamma(-n)


def beta(a, b):
    return mp.gamma(a) * mp.gamma(b) * mp.rgamma(a + b)


UNARY = {
    sympy.exp: mp.exp, sympy.log: mp.log, sympy.sin: mp.sin, sympy.cos: mp.cos, sympy.tan: mp.tan, sympy.cot: mp.cot,
    sympy.sec: mp.sec, sympy.csc: mp.csc, sympy.sinh: mp.sinh, sympy.cosh: mp.cosh, sympy.tanh: mp.tanh,
    sympy.coth: mp.coth, sympy.sech: mp.sech, sympy.csch: mp.csch, sympy.asin: mp.asin, sympy.acos: mp.acos,
    sympy.atan: mp.atan, sympy.asinh: mp.asinh, sympy.acosh: mp.acosh, sympy.atanh: mp.atanh, sympy.acot: acot,
    sympy.acoth: acoth, sympy.asec: lambda z: mp.acos(1 / z), sympy.acsc: lambda z: mp.asin(1 / z),
    sympy.asech: lambda z: mp.acosh(1 / z), sympy.acsch: lambda z: mp.asinh(1 / z), sympy.Abs: abs, sympy.sign: sign,
    sympy.re: mp.re, sympy.im: mp.im, sympy.conjugate: mp.conj, sympy.arg: mp.arg, sympy.gamma: mp.gamma,
    sympy.loggamma: mp.loggamma, sympy.digamma: mp.digamma, sympy.trigamma: lambda z: mp.psi(1, z),
    sympy.zeta: mp.zeta, sympy.erf: mp.erf, sympy.erfc: mp.erfc, sympy.factorial: lambda z: mp.gamma(z + 1),
    sympy.LambertW: mp.lambertw, sympy.erfi: mp.erfi, sympy.Ei: mp.ei, sympy.li: mp.li, sympy.Si: mp.si,
    sympy.Ci: mp.ci, sympy.floor: mp.floor, sympy.ceiling: mp.ceil, sympy.harmonic: mp.harmonic,
    sympy.factorial2: mp.fac2,
}  # fmt: skip
BINARY = {
    sympy.polygamma: polygamma, sympy.beta: beta, sympy.zeta: mp.zeta, sympy.binomial: binomial,
    sympy.besselj: mp.besselj, sympy.besseli: mp.besseli, sympy.bessely: mp.bessely, sympy.besselk: mp.besselk,
    sympy.polylog: mp.polylog, sympy.rf: rising, sympy.ff: falling_power, sympy.atan2: atan2,
    sympy.KroneckerDelta: lambda i, j: mpmath.mpf(i == j),
}  # fmt: skip
OF_REALS = {
    sympy.Heaviside: lambda a, b: mpmath.mpf(a > 0) if a else b, sympy.Max: max, sympy.Min: min,
}  # fmt: skip
_NOT_IN_SERIES = (
    sympy.sign, sympy.re, sympy.im, sympy.arg, sympy.Heaviside, sympy.Max, sympy.Min, sympy.floor, sympy.ceiling,
    sympy.erfi, sympy.Ei, sympy.li, sympy.Si, sympy.Ci, sympy.harmonic, sympy.factorial2, sympy.rf, sympy.ff,
    sympy.atan2, sympy.KroneckerDelta,
)  # fmt: skip

REALS = [Fraction(p, 6) for p in (0, 6, -6, 12, -12, 18, -18, 3, -3, 9, -9, 15, 14, -14, 1, -1, 60, -5, 5, -7, 7)]
ORDERS = [Fraction(p, 6) for p in (0, 6, 12, 18, -6, -12, 3, -3, 9, -9, 2, -2, 13)]
NEAR = Fraction(1, 10**12)
COMPLEX = [
    (a, b)
    for a in (Fraction(0), Fraction(1, 3), Fraction(-2, 3), Fraction(2), Fraction(-2))
    for b in (HALF, -HALF, Fraction(2), Fraction(-2), Fraction(1), Fraction(-1), NEAR, -NEAR)
]


def drawn(seed):
    """Random real and complex points."""
    dice = random.Random(seed)
    real = [Fraction(dice.randint(-400, 400), 77) for _ in range(6)]
    return [*real, *((Fraction(dice.randint(-300, 300), 79), Fraction(dice.randint(-300, 300), 83)) for _ in range(6))]


def number(v):
    if isinstance(v, tuple):
        return mpmath.mpc(number(v[0]), number(v[1]))
    return mpmath.mpf(v.numerator) / v.denominator


def truth(f, point):
    """The value, or None where mpmath finds none."""
    try:
        value = mpmath.mpmathify(f(*map(number, point)))
    except (ValueError, ZeroDivisionError, mpmath.libmp.NoConvergence, TypeError, OverflowError):
        return None
    return value if mp.isfinite(value) else None


def by_decide(e, point):
    try:
        return evaluate(e, dict(zip((x, y), point, strict=False)), BITS)
    except Undefined:
        return acb("nan")


def by_series(e, point):
    with precision(BITS):
        return enclose(e, {s: as_ball(v) for s, v in zip((x, y), point, strict=False)})


def mid(a):
    m, e = a.mid().man_exp()
    return mpmath.ldexp(mpmath.mpf(int(m)), int(e))


def holds(ball, value):
    """Whether a ball contains a value that is known to mpmath's precision."""
    slack = mpmath.mpf(10) ** -42 * (1 + abs(value))
    pairs = ((ball.real, mp.re(value)), (ball.imag, mp.im(value)))
    return all(abs(mid(a) - v) <= mid(a.rad().upper()) * (1 + mpmath.mpf(2) ** -50) + slack for a, v in pairs)


def mismatches(e, f, points, evaluators):
    found = []
    with mp.workdps(60):
        for point in points:
            value = truth(f, point)
            for evaluator in evaluators:
                ball = evaluator(e, point)
                if ball.is_finite() and value is not None and not holds(ball, value):
                    found.append((evaluator.__name__, point, ball, value))
    return found


def evaluators_of(cls):
    return (by_decide,) if cls in _NOT_IN_SERIES else (by_decide, by_series)


def test_every_function_is_held_against_mpmath():
    """A function that gets a rule gets an oracle too."""
    read = {c for c in _READERS if c not in (sympy.Add, sympy.Mul, sympy.Pow)}
    assert {*FUNCTIONS, *read} == {*UNARY, *BINARY, *OF_REALS}


@pytest.mark.parametrize("cls", UNARY, ids=lambda c: c.__name__)
def test_a_function_of_one_argument(cls):
    """On both sides of each cut and on it, at poles and at random points."""
    e = sympy.polygamma(1, x) if cls is sympy.trigamma else cls(x, evaluate=False)
    points = [(p,) for p in [*REALS, *COMPLEX, *drawn(cls.__name__)]]
    assert mismatches(e, UNARY[cls], points, evaluators_of(cls)) == []
    with mp.workdps(60):
        unvalued = {p for p in points if truth(UNARY[cls], p) is not None and not by_decide(e, p).is_finite()}
    assert unvalued == ({(0,)} if cls is sympy.arg else set())


@pytest.mark.parametrize("cls", BINARY, ids=lambda c: c.__name__)
def test_a_function_of_two_arguments(cls):
    """At whole and half orders of both signs, and others; mpmath's zeta(s, a) is compared at positive a."""
    seconds = [*REALS[:12], *COMPLEX[::9], *drawn(cls.__name__)[::2]]
    points = [(a, b) for a in ORDERS for b in seconds] + [(c, b) for c in COMPLEX[1::7] for b in REALS[:8]]
    if cls is sympy.polylog:
        points = points[::4]  # mpmath takes its time
    if cls is sympy.zeta:
        points = [(s, a) for s, a in points if not isinstance(a, tuple) and a > 0]
    if cls is sympy.polygamma:
        points = [(n, z) for n, z in points if not isinstance(n, tuple) and (n in (-1, *range(9)) or _is_right(z))]
    assert mismatches(cls(x, y, evaluate=False), BINARY[cls], points, evaluators_of(cls)) == []


def _is_right(z):
    return (z[0] if isinstance(z, tuple) else z) > 0


@pytest.mark.parametrize("cls", OF_REALS, ids=lambda c: c.__name__)
def test_a_function_of_real_arguments(cls):
    """Steps and extrema."""
    points = [(a, b) for a in REALS for b in REALS[:9]]
    assert mismatches(cls(x, y, evaluate=False), OF_REALS[cls], points, (by_decide,)) == []


@pytest.mark.parametrize("branch", [-3, -2, -1, 0, 1, 2, 5])
def test_every_branch_of_lambert_w(branch):
    """The branch is the one that is asked for."""
    e = sympy.LambertW(x, branch, evaluate=False)
    near = (Fraction(-1, 10), Fraction(-3, 10))  # beside and between the ends of the cuts
    points = [(p,) for p in [*REALS[1:], *COMPLEX, *drawn(branch), *near] if p]
    assert mismatches(e, lambda z: mp.lambertw(z, branch), points, (by_decide, by_series)) == []
    assert all(by_decide(e, p).is_finite() and by_series(e, p).is_finite() for p in points)


@pytest.mark.parametrize("cls", UNARY, ids=lambda c: c.__name__)
def test_a_ball_across_a_cut(cls):
    """Its enclosure contains the values at both sides, or there is none."""
    e = sympy.polygamma(1, x) if cls is sympy.trigamma else cls(x, evaluate=False)
    radius = mpmath.mpf(2) ** -30
    for centre in [*REALS, *COMPLEX]:
        ball = as_ball(centre) + acb(arb(0, 2.0**-30), arb(0, 2.0**-30))
        for evaluator in evaluators_of(cls):
            found = evaluator(e, (ball,))
            if not found.is_finite():
                continue
            with mp.workdps(60):
                for step in (1, -1, 1j, -1j, 0):
                    value = truth(lambda z, s=step: UNARY[cls](z + s * radius / 2), (centre,))
                    assert value is None or holds(found, value), (cls, centre, found, value)


CUT = {  # each with a point on its cut
    sympy.log(x): -2, sympy.asin(x): 2, sympy.acos(x): -2, sympy.atanh(x): 3, sympy.acosh(x): 0,
    sympy.loggamma(x): -HALF,
    sympy.atan(x): (Fraction(0), Fraction(2)), sympy.asinh(x): (Fraction(0), Fraction(-2)), sympy.acoth(x): HALF,
    sympy.acot(x): (Fraction(0), HALF), sympy.LambertW(x): -1, sympy.LambertW(x, -1): Fraction(-1, 10),
    sympy.LambertW(x, 1): Fraction(-1, 10), sympy.LambertW(x, 2): -1, sympy.polylog(2, x): 2,
    sympy.besselk(0, x): -1, sympy.bessely(1, x): -1, sympy.besselj(HALF, x): -1,
    sympy.polygamma(-1, x, evaluate=False): -HALF, sympy.polygamma(sympy.Rational(1, 2), x, evaluate=False): -HALF,
    sympy.sqrt(x): -1, sympy.asec(x): HALF,
}  # fmt: skip


@pytest.mark.parametrize("e", CUT, ids=str)
def test_what_is_not_analytic_on_a_ball_has_no_value_there(e):
    """Where an analytic value is asked for."""
    with precision(BITS):
        ball = as_ball(CUT[e] if isinstance(CUT[e], tuple) else Fraction(CUT[e])) + acb(arb(0, 1e-9), arb(0, 1e-9))
        try:
            found = enclose(e, {x: ball}, analytic=True)
        except SeriesError:
            return
        assert not found.is_finite()


def test_where_there_is_no_value():
    """A branch that is no integer, or a symbol's, and the poles of beta and binomial."""
    for e in (
        sympy.LambertW(x, HALF, evaluate=False),
        sympy.LambertW(x, y, evaluate=False),
        sympy.LambertW(x, sympy.pi, evaluate=False),
    ):
        with pytest.raises(Undefined):
            evaluate(e, {x: Fraction(1), y: Fraction(-1)})
    with precision(BITS):
        assert not enclose(sympy.LambertW(x, HALF, evaluate=False), {x: acb(1)}).is_finite()
        assert not enclose(sympy.stieltjes(x), {x: acb(fmpq(1, 2))}).is_finite()
        assert enclose(sympy.LambertW(x, y), {x: acb(1), y: acb(-1)}).imag < -4
    for a, b in ((-1, HALF), (1, -1), (-2, 1)):
        assert not by_decide(sympy.beta(x, y, evaluate=False), (Fraction(a), Fraction(b))).is_finite()
    assert not by_decide(sympy.binomial(x, y, evaluate=False), (Fraction(-1), HALF)).is_finite()


def test_the_branch_of_lambert_w_is_read():
    """What is no integer is refused, with its place and what to write."""
    notation = Notation()
    notation.symbol("x")
    for text in ("LambertW(x, 1/2)", "LambertW(x, pi)", "LambertW(x, I)"):
        with pytest.raises(ReadError) as error:
            read_expression(text, notation)
        assert error.value.place.column == 13
        assert "LambertW(x, -1)" in error.value.hint
    for text in ("LambertW(x, -1)", "LambertW(x, 2 - 3)", "LambertW(x, 0)", "LambertW(x)"):
        read_expression(text, notation)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("LambertW(-1/10, -1) < -3", "LambertW(-1/10, -1) < -4"),
        ("LambertW(-1/10, 2 - 3) < -3", "LambertW(-1/10, 0) < -3"),
        ("LambertW(-1/10, 0) = LambertW(-1/10)", "LambertW(-1/10, -1) = LambertW(-1/10)"),
        ("binomial(-1, 3) = -1", "binomial(-1, 3) = 1"),
        ("beta(1/2, -1/2) = 0", "beta(1/2, -1/2) = 1"),
        ("beta(1/2, -3/2) = 0", "beta(1/2, -5/3) = 0"),
        ("acot(0) = pi/2", "acot(0) = 0"),
        ("acoth(0) = I*pi/2", "acoth(0) = -I*pi/2"),
    ],
)
def test_claims_about_numbers(true, false):
    """A true one is proved and a false one refuted."""
    assert verdict(true).proved
    assert verdict(false).refuted


def test_the_other_real_branch_in_a_claim():
    """W e^W = x on it; a claim that only the principal branch satisfies is refuted."""
    assert verdict("LambertW(x, -1)*exp(LambertW(x, -1)) = 2*x", x="(-1/3, 0)").refuted
    assert not verdict("LambertW(x, -1)*exp(LambertW(x, -1)) = x", x="(-1/3, 0)").refuted
    assert verdict("LambertW(x, -1) > -1", x="(-1/3, 0)").refuted
