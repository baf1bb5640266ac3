"""Values by mpmath of integrals and sums that are written as text: an oracle that shares no code with the prover."""

from __future__ import annotations

from typing import Any

import mpmath
import sympy
from sympy import Symbol

from symrules.notation import Notation
from symrules.text import read_expression
from tests.decide.corpus import value as elementary


def read(text: str, domains: dict[str, str]) -> Any:
    """The expression that a text stands for."""
    notation = Notation()
    for name, domain in domains.items():
        notation.symbol(name, domain=domain)
    return read_expression(text, notation)


def value(e: Any, point: dict[Symbol, Any]) -> Any:
    """The value at a point; integrals by quadrature, sums by extrapolation."""
    if isinstance(e, sympy.Integral):
        variable, *ends = e.limits[0]
        a, b = (_end(end, point) for end in ends)
        return mpmath.quad(lambda x: value(e.function, {**point, variable: x}), _split(a, b, point))
    if isinstance(e, sympy.Piecewise):
        return next(value(branch, point) for branch, condition in e.args if _holds(condition, point))
    if isinstance(e, sympy.Sum):
        variable, *ends = e.limits[0]
        a, b = (_end(end, point) for end in ends)
        return mpmath.nsum(lambda k: value(e.function, {**point, variable: mpmath.mpf(k)}), [a, b])
    if e is sympy.EulerGamma:
        return +mpmath.euler
    if type(e) in _FUNCTIONS:
        return _FUNCTIONS[type(e)](*(value(a, point) for a in e.args))
    if e.is_Add:
        return mpmath.fsum(value(a, point) for a in e.args)
    if e.is_Mul:
        return mpmath.fprod(value(a, point) for a in e.args)
    if e.is_Pow:
        return mpmath.power(*(value(a, point) for a in e.args))
    if len(e.args) == 1 and type(e) in _UNARY:
        return _UNARY[type(e)](value(e.args[0], point))
    return elementary(e, point)


_FUNCTIONS = {
    sympy.gamma: mpmath.gamma,
    sympy.zeta: mpmath.zeta,
    sympy.polylog: lambda s, z: mpmath.polylog(s, z).real if mpmath.im(z) == 0 and z < 1 else mpmath.polylog(s, z),
    sympy.factorial: mpmath.factorial,
    sympy.binomial: mpmath.binomial,
    sympy.digamma: mpmath.digamma,
    sympy.polygamma: lambda n, x: mpmath.psi(int(n), x),
    sympy.erf: mpmath.erf,
    sympy.erfc: mpmath.erfc,
    sympy.besselj: mpmath.besselj,
    sympy.besseli: mpmath.besseli,
    sympy.besselk: mpmath.besselk,
    sympy.bessely: mpmath.bessely,
    sympy.beta: mpmath.beta,
    sympy.loggamma: mpmath.loggamma,
    sympy.Heaviside: lambda x, *_: mpmath.mpf(1 if x > 0 else 0),
}
_UNARY = {
    sympy.exp: mpmath.exp,
    sympy.log: mpmath.log,
    sympy.sin: mpmath.sin,
    sympy.cos: mpmath.cos,
    sympy.tan: mpmath.tan,
    sympy.cot: mpmath.cot,
    sympy.sinh: mpmath.sinh,
    sympy.cosh: mpmath.cosh,
    sympy.tanh: mpmath.tanh,
    sympy.coth: mpmath.coth,
    sympy.csc: mpmath.csc,
    sympy.Abs: mpmath.fabs,
    sympy.atan: mpmath.atan,
    sympy.asin: mpmath.asin,
    sympy.acos: mpmath.acos,
    sympy.conjugate: mpmath.conj,
    sympy.re: mpmath.re,
    sympy.im: mpmath.im,
    sympy.arg: mpmath.arg,
}


def _end(end: Any, point: dict[Symbol, Any]) -> Any:
    if end is sympy.oo or end == -sympy.oo:
        return mpmath.inf if end is sympy.oo else -mpmath.inf
    return value(end, point).real


def _split(a: Any, b: Any, point: dict[Symbol, Any]) -> list[Any]:
    """The range in pieces, so that what is steep near zero, or has a kink at a small number or a parameter, is seen."""
    inside = {mpmath.mpf(x) for x in (-20, -5, -2, -1, 0, 1, 2, 5, 20, *point.values()) if min(a, b) < x < max(a, b)}
    return [a, *sorted(inside, reverse=bool(b < a)), b]


def _holds(condition: Any, point: dict[Symbol, Any]) -> bool:
    if condition == sympy.true:
        return True
    return bool(condition.rel_op == "<" and value(condition.args[0], point) < value(condition.args[1], point))


_VALUES = {"positive integer": 3, "positive": 1.25, "real": 0.75, "nonzero": -0.5, "(0, 1)": 0.375, "[0, 1]": 0.375,
           "[2, 3]": 2.25}  # fmt: skip


def agree(lhs: str, rhs: str, domains: dict[str, str], digits: int = 10) -> bool:
    """Whether both sides have the same value at a point of the domains, to so many digits."""
    point = {
        Symbol(name): mpmath.mpf(_VALUES[domain]) + (0 if "integer" in domain else mpmath.mpf(n) / 16)
        for n, (name, domain) in enumerate(sorted(domains.items()))
        if domain in _VALUES
    }
    with mpmath.workdps(30):
        a, b = (value(read(side, domains), point) for side in (lhs, rhs))
        return bool(abs(a - b) <= mpmath.mpf(10) ** -digits * max(1, abs(a), abs(b)))
