"""The corpus: expressions of every class that the expansions claim,
with a circle on which an oracle can integrate."""

from __future__ import annotations

from sympy import (
    Catalan,
    E,
    EulerGamma,
    Function,
    I,
    LambertW,
    Mul,
    Pow,
    Rational,
    Symbol,
    acos,
    acosh,
    acot,
    asin,
    asinh,
    atan,
    atanh,
    besseli,
    besselj,
    besselk,
    bessely,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    erfc,
    exp,
    factorial,
    gamma,
    log,
    loggamma,
    oo,
    pi,
    polygamma,
    polylog,
    sec,
    sech,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
    zeta,
)  # fmt: skip

x, a, b, c, T, s = symbols("x a b c T s")
H = Rational(1, 2)
R = Rational(1, 8)
VALUES = {a: Rational(3, 2), b: Rational(2, 3), c: Rational(-4, 5), T: Rational(1, 3)}

# (expression, point, radius of a circle well inside that through the next singularity)
ELEMENTARY = [
    (f, 0, H / 4)
    for f in (
        exp(x), exp(-x / 2), exp(x**2), exp(x + x**3), exp(sin(x)), exp(tanh(x)), exp(1 - exp(x)), exp(exp(x)),
        exp(x) / (1 + exp(x)), 1 / (1 + exp(x)), 1 / (exp(x) + 2), log(1 + x), log(1 - x), log(2 + x),
        log(1 + x + x**2),
        log(cos(x)), log(sin(x) / x), log(1 + sin(x)), log(cosh(x)), log(2 * cosh(x / 2)), log(1 + exp(x)),
        log(1 + exp(-x)), x / log(1 + x), sqrt(1 + x), sqrt(1 - x**2), 1 / sqrt(1 + x), (1 + x) ** Rational(1, 3),
        (1 + x) ** Rational(-5, 3), (8 + x) ** Rational(2, 3), sqrt(2 + x), sqrt(cos(x)), sqrt(1 + sqrt(1 + x)),
        sqrt(x * coth(x)), sqrt(exp(x)), (1 + x) ** pi, 2**x, (1 + x) ** x, (2 + x) ** (1 + x), sin(x), cos(x),
        tan(x),
        sec(x), sin(x) ** 2, sin(x) / x, cos(x) ** 3, sin(x + x**2), cos(sin(x)), tan(x + x**2), tan(sin(x)),
        sinh(x), cosh(x), tanh(x), sech(x), tanh(x) / x, tanh(x + x**2), x * coth(x), x / sinh(x), x / tanh(x),
        x * cosh(x) / sinh(x), x * cot(x), x / sin(x), (x * coth(x) - 1) / x**2, coth(x) - 1 / x, x**2 / sinh(x) ** 2,
        asin(x), acos(x), atan(x), asinh(x), atanh(x), atan(x + x**2), asin(x / 2), asinh(2 * x) / x, atan(2 + x),
        asin(H + x), acos(H + x), asinh(1 + x), atanh(Rational(1, 3) + x), acosh(2 + x), acot(2 + x), asin(sin(x)),
        tan(atan(x)), 1 / (1 + x), 1 / (1 - x - x**2), x / (1 - 3 * x / 2) ** 2, (1 + x) ** 7 / (1 - x) ** 3,
        (x**2 + 3) / (x**3 - 2), 1 / (1 + x**2) ** 4, x / (exp(x) - 1), x**2 * exp(x) / (exp(x) - 1) ** 2,
        x**2 * exp(x) / (exp(x) + 1) ** 2, (exp(x) - 1) / x, (1 - cos(x)) / x**2, (sin(x) - x) / x**3,
        sqrt(x * coth(x)) * exp(tanh(x)) * log(1 + x), exp(x) * sin(x), exp(-x) * cosh(2 * x), log(1 + x) / (1 + x),
        log(1 + x) ** 3, exp(x) * log(2 + x), sin(x) * cosh(x) - x, sin(I * x) + cosh(I * x),
        exp(I * x) / (2 + I * x),
        sqrt(3) * exp(sqrt(2) * x), exp(pi * x) + E * x, cos(sqrt(5) * x) / (sqrt(5) - x), Pow(2 + sqrt(3) + x, -2),
        sin(pi / 6 + x), cos(pi / 4 - x), tan(pi / 3 + x / 2), sin(1 + x), cos(2 + x) ** 2, tan(1 + x / 3),
        cot(1 + x),
        csc(2 + x), sec(1 + x / 4), coth(1 + x), tanh(2 + x), csch(1 + x), sech(1 + x), sinh(1 + x) * cosh(x), E**x,
    )
]  # fmt: skip
SPECIAL = [
    (f, 0, H / 4)
    for f in (
        polylog(2, x), polylog(3, x / 2), polylog(2, -exp(x)), polylog(1, x), polylog(-2, x), polylog(0, x),
        polylog(2, H + x), polylog(H, x), polylog(Rational(3, 2), -x), gamma(1 + x), gamma(3 + x), gamma(H + x),
        gamma(Rational(1, 3) + x), 1 / gamma(1 + x), factorial(x), gamma(1 + x) * exp(EulerGamma * x),
        zeta(3) * exp(x),
        zeta(2) + zeta(5) * x, besselj(0, x), besselj(1, x), besselj(3, 2 * x), besselj(2, sin(x)), besseli(0, x),
        besseli(2, x), besselj(0, x) ** 2, erf(x), erfc(x), erf(1 + x), exp(x**2) * erf(x), LambertW(x),
        exp(LambertW(x)), besselj(1, x) / x, polygamma(0, 1 + x), polygamma(1, H + x), polygamma(2, Rational(7, 3) + x),
        Catalan * sin(x) + zeta(5), zeta(3) / (1 + zeta(3) * x), besseli(1, x + x**2), besselj(0, x) / besseli(0, x),
        besseli(Rational(3, 1), 2 * x) / x**2, gamma(1 + x) * gamma(1 - x), gamma(2 + x) / gamma(1 + 2 * x),
        polylog(3, -exp(x) / 2), polylog(2, x) + polylog(2, -x), exp(zeta(2) * x) / zeta(4),
    )
]  # fmt: skip
LAURENT = [
    (1 / x, 0, R), (1 / x**3 + x, 0, R), (coth(x), 0, R), (csch(x), 0, R), (cot(x), 0, R), (csc(x) ** 2, 0, R),
    (1 / sin(x) - 1 / x, 0, R), (1 / (sin(x) - x), 0, R), (1 / (exp(x) - 1), 0, R), (exp(x) / x**2, 0, R),
    (1 / (1 - cos(x)), 0, R), (coth(x) ** 2, 0, R), (gamma(x), 0, R), (gamma(x), -2, R), (1 / log(1 + x), 0, R),
    (coth(x), I * pi, R), (tanh(x), I * pi / 2, R), (tan(x), pi / 2, R), (1 / (x**2 + 1), I, R),
    (1 / cos(x), pi / 2, R),
    (1 / (x - 1), 1, R), (x / (x**2 - 1), 1, R), (sin(x) / (x - pi), pi, R), (exp(x), 1, R), (exp(x) * log(x), 2, R),
    (x * coth(x), 1, R), (sqrt(x), 4, R), (log(x), 3, R), (sin(x), pi / 3, R), (x**5 - 3 * x, 2, R), (1 / x, -2, R),
    (sqrt(1 + x**2), 1, R), (atan(x), sqrt(3), R), (gamma(x), 3, R), (polylog(2, x), -1, R), (tan(x), pi / 4, R),
    (1 / (exp(x) + 1), I * pi, R), (polygamma(0, x), 0, R), (polygamma(1, x), -1, R), (gamma(x) ** 2, -1, R),
    (polylog(2, -x), 1, R), (1 / besselj(1, x), 0, R), (exp(x) / sinh(x) ** 3, 0, R), (tanh(x), 3 * I * pi / 2, R),
    (zeta(3) / x + gamma(x), 0, R), (coth(x) / (x - I * pi), I * pi, R), (1 / (cosh(x) - 1), 2 * I * pi, R),
]  # fmt: skip
PARAMETRIC = [
    (f, 0, Rational(1, 16))
    for f in (
        T + T * (1 - T) * (x * coth(x) - 1), T * x * coth(a * x) + (1 - T) * sqrt(1 + b * x) * exp(c * x), exp(a * x),
        sin(a * x) / x, tanh(a * x), 1 / (a + b * x), sqrt(a + b * x), log(a + x), log(1 + a * x + b * x**2),
        (1 + x) ** a,
        (1 + b * x) ** (-a), (a + x) ** b, exp(a + x), sinh(a + x), coth(a + x), tan(b + x), sin(a + b * x),
        atan(a + x),
        tanh(a * x + x**2), exp(a * x) / (1 + b * x) ** 2, a**x, (x * coth(a * x) - 1 / a) / x**2,
        sin(a * x + b * x**2),
        cos(a * x + x**2), asin(b * x + x**2), 1 / (1 + a * exp(b * x)), log(1 + a * exp(x)), 1 / (a * x + b * x**2),
        x / (a * sinh(x) + b * x), sqrt(a * x**2 + b**2), polylog(2, c * x), besseli(0, a * x),
        Mul(-1, Pow(Pow(a, 2), H), exp(x), evaluate=False),
    )
]  # fmt: skip

SYMBOLIC = [
    (f, p, Rational(1, 16))
    for f, p in (
        (exp(x), a), (sin(x), a + b), (1 / x, b), (log(x), a), (sqrt(x), b), (x**c, a), (tanh(x), T), (atan(x), a),
        (x * coth(x), a), (1 / (x - a), a), (1 / (x**2 - a**2), a), (sqrt(a + x), b), (besselj(0, x - a), a),
        (exp(x) / (x - b) ** 2, b), (log(1 + exp(x)), c), ((x**3 - 1) / (x + a), 2 * a), (asinh(x), c),
        (sin(x), pi * a), (T * x / (1 - T * x), a / 9), (polylog(2, x - a), a),
    )
]  # fmt: skip

# (expression, point, direction): branch points, logarithms, infinity
PEELED = [
    (sqrt(x), 0, "+"), (sqrt(sin(x)), 0, "+"), (log(x), 0, "+"), (x * log(x), 0, "+"), (log(sin(x)), 0, "+"),
    (x**x, 0, "+"), (sqrt(x) * exp(sqrt(x)), 0, "+"), (1 / (1 + sqrt(x)), 0, "+"), (log(x) ** 2 / (1 + x), 0, "+"),
    (asin(x), 1, "-"), (acos(x), 1, "-"), (acos(x), -1, "+"), (acosh(x), 1, "+"), (atanh(x), 1, "-"),
    (sqrt(1 - x), 1, "-"), (x ** Rational(1, 3) / (1 + x), 0, "+"), (sqrt(x**2 + x**3), 0, "+"),
    (sqrt(x**2 + x**3), 0, "-"), (log(tanh(x)), 0, "+"), (besselj(H, x), 0, "+"), (asinh(sqrt(x)), 0, "+"),
    (exp(-1 / x), 0, "+"), (1 / (1 + exp(1 / x)), 0, "-"), (atan(1 / x), 0, "+"), (atan(1 / x), 0, "-"),
    (1 / (1 + x), oo, None), (sqrt(x**2 + x), oo, None), (sqrt(x**2 + 1) - x, oo, None), (exp(1 / x), oo, None),
    (log(1 + x), oo, None), (log(1 + x) - log(x), -oo, None), (atan(x), oo, None), (atan(x), -oo, None),
    (x * coth(x), oo, None), (x * coth(x), -oo, None), (tanh(x), oo, None), (log(2 * cosh(x)), oo, None),
    (x * exp(-x) + 1 / x, oo, None), ((1 + 1 / x) ** x, oo, None), (asinh(x), oo, None), (acosh(x), oo, None),
    (asinh(x), -oo, None), (coth(1 / x) - x, oo, None), (polylog(H, -exp(x)), oo, None),
    (polylog(2, -exp(x)), oo, None),
    (x * sin(1 / x), oo, None), (sqrt(x + 1) - sqrt(x), oo, None), (exp(-x) / (1 + exp(-x)), -oo, None),
    (1 / (exp(x) + 1), -oo, None), (log(1 + exp(x)), oo, None), (x ** Rational(1, 3) * log(x), oo, None),
    (polylog(2, x), 1, "-"), (polylog(3, exp(-x)), 0, "+"), (polylog(Rational(3, 2), exp(-x)), 0, "+"),
    (polylog(H, exp(-x)), 0, "+"), (polylog(2, 1 - x**2), 0, "+"), (polylog(Rational(5, 2), 1 - x), 0, "+"),
    (polylog(4, cos(x)), 0, "+"), (exp(x**2) * erfc(x), oo, None),
    (erf(1 / x), 0, "-"), (atan(tanh(x)), oo, None), (asin(1 / (2 + exp(-x))), oo, None),
    (acos(H + exp(-x)), oo, None), (atan(2 + exp(-x) / x), oo, None), (sqrt(x) * gamma(1 + sqrt(x)), 0, "+"),
    (besseli(H, x) * exp(-x), 0, "+"), (x**2 * tanh(x) - x**2, -oo, None), (1 / x + exp(-x) * log(x), oo, None),
    (exp(-x) * x ** Rational(5, 2), oo, None), (sech(x), oo, None), (coth(x) ** 2, -oo, None), (log(sinh(x)), oo, None),
    (x / (exp(x) - 1), -oo, None), (log(x) / (1 + x * log(x)), 0, "+"), (log(1 - x) * log(x), 0, "+"),
    (besselk(0, x), 0, "+"), (besselk(1, x), 0, "+"), (besselk(2, 3 * x), 0, "+"), (bessely(0, x), 0, "+"),
    (bessely(1, 2 * x), 0, "+"), (bessely(-3, x), 0, "+"), (besselk(H, x), 0, "+"), (bessely(Rational(1, 3), x),
    0, "+"),
    (besselk(Rational(4, 3), x), 0, "+"), (besselk(0, sqrt(x)), 0, "+"), (besselj(0, x) * log(x), 0, "+"),
    (besselk(0, x) * exp(x), oo, None), (besselk(Rational(5, 2), x) * exp(x), oo, None),
    (besseli(0, x) * exp(-x), oo, None), (besseli(1, 2 * x) * exp(-2 * x), oo, None),
    (besseli(0, x) * besselk(1, x), oo, None), (loggamma(x), oo, None), (loggamma(2 * x + 1), oo, None),
    (polygamma(0, x), oo, None), (polygamma(0, 1 + x**2), oo, None), (polygamma(1, x), oo, None),
    (polygamma(4, x), oo, None), (gamma(x + H) / gamma(x), oo, None), (gamma(x + 3) / gamma(x), oo, None),
    (loggamma(1 / x), 0, "+"), (loggamma(x + 1) - loggamma(x), oo, None),
    (log(x - 1), 1, "+"), (sqrt(x - 1) * log(x), 1, "+"), (asin(1 - x), 0, "+"), (acosh(1 + x) / sqrt(x), 0, "+"),
]  # fmt: skip

# Bessel functions about points that are not 0, the pole of the zeta function, Bose and Fermi functions, logarithms of
# gamma functions, squares and products
REGULAR = [
    (f, p, R)
    for f, p in (
        (besselj(0, x), 1), (besselj(1, x), -2), (besselj(2, x), H), (besselj(Rational(1, 3), x), 2), (besselj(H, x),
        1),
        (besseli(0, x), 1), (besseli(1, x), -1), (besseli(Rational(3, 2), x), 2), (besselk(0, x), 1), (besselk(1, x),
        2),
        (besselk(Rational(1, 3), x), 1), (bessely(0, x), 2), (bessely(1, x), 1), (bessely(Rational(5, 2), x), 1),
        (besselj(0, 1 + x**2), 0), (besselk(0, exp(x)), 0), (besselj(-2, x), 3), (besselj(0, x) * bessely(0, x), 1),
        (x * besselk(1, x), 3), (besselj(0, x), I), (besselj(0, x) ** 2 + bessely(0, x) ** 2, 2), (zeta(x), 1),
        (zeta(1 + 2 * x) * x, 0), (gamma(x) * zeta(1 + x), 0), (1 / zeta(1 + x), 0), (zeta(1 + sin(x)), 0),
        (loggamma(1 + x), 0), (loggamma(x), 3), (loggamma(x), Rational(1, 3)), (loggamma(2 - x / 2), 0),
        (polygamma(3, x), 2), (polygamma(0, x), Rational(3, 4)), (polygamma(1, x), Rational(-1, 2)), (polygamma(2, x),
        -2),
        (1 / (exp(x) + 1), 1), (1 / (exp(x) + 1) ** 2, 0), (exp(x) / (exp(x) + 1) ** 3, 0), (1 / (exp(x) - 1) ** 3, 0),
        (1 / (2 * exp(x) + 3), 0), (exp(2 * x) / (1 + 3 * exp(x)), 0), (1 / (exp(-x / 2) + 1), 0), (log(2 + exp(-x)),
        0),
        (log(1 + exp(x)), 1), (log(3 * cosh(2 * x)), 0), (log(sinh(x) / x), 0), (log(x / sin(x)), 0), (tanh(x) ** 2, 0),
        (1 / cosh(x) ** 2, 1), (coth(x) ** 2, 2), (tan(x) ** 2, 0), (1 / sin(x) ** 2, pi / 2), (1 / tanh(x) ** 2, 0),
        (sinh(x) * cosh(2 * x), 0), (exp(x) * cos(2 * x), 0), (sin(x) ** 3, 0), (cos(x) * cosh(x), 0), (sec(x), pi),
        (csc(x), 3 * pi / 2), (sech(x), I * pi / 2), (coth(x), I * pi / 2), (tanh(x), -1), (coth(x), 1), (sin(x), pi),
        (sinh(x), 1), (erf(2 * x) / x, 0), (erfc(x**2), 0), (LambertW(x / 8) / x, 0), (polylog(2, -exp(x) / 3), 0),
        (polylog(1, -exp(x)), 0), (polylog(Rational(5, 2), x**2), 0), (exp(-(x**2)) * x, 0), (atan(x**2), 0),
        (sqrt(2 + x**3), 0), (1 / (x - x**2), 0), (x**2 * exp(-x) - 3 * sin(2 * x) + 1, 0), (2 ** (-x) * x, 1),
    )
]  # fmt: skip
CIRCLED = ELEMENTARY + SPECIAL + LAURENT + PARAMETRIC + SYMBOLIC + REGULAR
f = Function("f")
k = Symbol("k")
