"""Values and Taylor coefficients from mpmath alone: a walker from SymPy trees, and contour integrals."""

from __future__ import annotations

from functools import reduce
from operator import mul

import mpmath
import sympy
from mpmath import mp

FUNCTIONS = {
    "exp": mp.exp, "log": mp.log, "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "cot": mp.cot, "sec": mp.sec,
    "csc": mp.csc, "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh, "coth": mp.coth, "sech": mp.sech,
    "csch": mp.csch, "asin": mp.asin, "acos": mp.acos, "atan": mp.atan, "asinh": mp.asinh, "acosh": mp.acosh,
    "atanh": mp.atanh, "gamma": mp.gamma, "factorial": mp.factorial, "polylog": mp.polylog, "zeta": mp.zeta,
    "besselj": mp.besselj, "besseli": mp.besseli, "erf": mp.erf, "erfc": mp.erfc, "LambertW": mp.lambertw,
    "polygamma": mp.polygamma, "loggamma": mp.loggamma, "acot": lambda z: mp.atan(1 / z),
    "acoth": lambda z: mp.atanh(1 / z), "Abs": abs, "besselk": mp.besselk, "bessely": mp.bessely,
    "bernoulli": lambda n: mp.bernoulli(int(n)), "euler": lambda n: mp.eulernum(int(n)), "binomial": mp.binomial,
    "dirichlet_eta": mp.altzeta, "stieltjes": lambda n: mp.stieltjes(int(n)),
}  # fmt: skip
CONSTANTS = {sympy.pi: lambda: +mp.pi, sympy.E: lambda: mp.e + 0, sympy.I: lambda: mp.mpc(0, 1),
             sympy.EulerGamma: lambda: +mp.euler, sympy.Catalan: lambda: +mp.catalan}  # fmt: skip


def evaluate(e, values):
    """The value of a SymPy tree in mpmath, on principal branches."""
    if e in values:
        return values[e]
    if e.is_Rational:
        return mpmath.mpf(int(e.p)) / int(e.q)
    if e in CONSTANTS:
        return CONSTANTS[e]()
    arguments = [evaluate(a, values) for a in e.args]
    if e.is_Add:
        return sum(arguments, mpmath.mpf(0))
    if e.is_Mul:
        return reduce(mul, arguments, mpmath.mpf(1))
    if e.is_Pow:
        if e.exp.is_Integer:
            return arguments[0] ** int(e.exp)
        return mpmath.power(*arguments)
    return FUNCTIONS[e.func.__name__](*arguments)


def contour_coefficients(e, x, point, radius, low, high, values, digits=70, points=160):
    """The Laurent coefficients low…high of e at the point, by the trapezoidal rule on a circle."""
    with mp.workdps(digits + 20):
        centre = evaluate(sympy.sympify(point), values)
        r = mpmath.mpf(radius)
        unit = [mpmath.expjpi(mpmath.mpf(2 * j) / points) for j in range(points)]
        samples = [evaluate(e, {**values, x: centre + r * u}) for u in unit]
        return [
            sum(f * unit[(-j * k) % points] for j, f in enumerate(samples)) / points / r**k
            for k in range(low, high + 1)
        ]  # fmt: skip
