"""The functions that a text may apply, in SymPy's spelling, and how each node is made.

Notes
-----
Nothing outside this table and the notation is ever looked up, so a text cannot reach anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Integer, Rational, S
from sympy.core.function import AppliedUndef

from symrules.text import calculus
from symrules.text.call import Call
from symrules.text.nodes import apply, divide, power
from symrules.vocabulary import Average, Bracket, Held, Variation

HALF = Rational(1, 2)
THIRD = Rational(1, 3)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a call is read.

    Parameters
    ----------
    fewest, most : number of arguments; `most` is None where there is no limit
    arguments : the arguments, in words, for messages
    build : makes the node of a call whose number of arguments is right
    node : the SymPy class that prints under this name, if any
    """

    fewest: int
    most: int | None
    arguments: str
    build: Callable[[Call], Any]
    node: Any = None


def applied(cls: Any) -> Callable[[Call], Any]:
    def build(call: Call) -> Any:
        return apply(cls, *call.expressions())

    return build


def _numeric(rule: Callable[..., Any]) -> Callable[[Call], Any]:
    """A reading by a rule that maps expressions to an expression."""

    def build(call: Call) -> Any:
        return rule(*call.expressions())

    return build


def _logarithm(x: Any, base: Any = None) -> Any:
    logarithm = apply(sympy.log, x)
    return logarithm if base is None else divide(logarithm, apply(sympy.log, base))


def _root(x: Any, n: Any) -> Any:
    if isinstance(n, Integer) and n.p != 0:
        return power(x, Rational(1, n.p))
    return power(x, power(n, S.NegativeOne))


def _heaviside(x: Any, at_zero: Any = HALF) -> Any:
    return apply(sympy.Heaviside, x, at_zero)


def _lambert_w(call: Call) -> Any:
    """Lambert's W: its branch is an integer, or depends on symbols."""
    x, *branch = call.expressions()
    if branch and branch[0].is_integer is False and not branch[0].free_symbols:
        call.fail("the branch of LambertW must be an integer", call.offsets[1],
                  "write LambertW(x) for the principal branch, LambertW(x, -1) for the other real one")  # fmt: skip
    return apply(sympy.LambertW, x, *branch)


def _variation(call: Call) -> Any:
    """A total variation: its second argument is the symbol that is varied."""
    call.expression(call.arguments[0], call.offsets[0])
    call.variable(call.arguments[1], call.offsets[1])
    return apply(Variation, *call.arguments)


def _held(call: Call) -> Any:
    """A derivative at something held fixed: a symbol or an unknown function."""
    call.expression(call.arguments[0], call.offsets[0])
    if not isinstance(call.arguments[1], AppliedUndef):
        call.variable(call.arguments[1], call.offsets[1])
    return apply(Held, *call.arguments)


_ONE = """exp sin cos tan cot sec csc sinh cosh tanh coth sech csch asin acos atan acot asec acsc asinh acosh atanh
acoth asech acsch Abs sign floor ceiling re im conjugate arg factorial factorial2 gamma loggamma digamma erf erfc erfi
Ei li Si Ci"""
_TWO = {
    "atan2": "y, x", "binomial": "n, k", "polygamma": "n, x", "polylog": "s, z", "beta": "x, y",
    "besselj": "order, x", "bessely": "order, x", "besseli": "order, x", "besselk": "order, x",
    "KroneckerDelta": "i, j", "rf": "x, n", "ff": "x, n", "Bracket": "A, B",
}  # fmt: skip
_ONE_OR_TWO = {
    "DiracDelta": "x[, order]", "zeta": "s[, a]", "bernoulli": "n[, x]", "euler": "n[, x]", "harmonic": "n[, m]",
    "Average": "A[, state]",
}  # fmt: skip
_OURS = {"Average": Average, "Bracket": Bracket, "Variation": Variation, "Held": Held}


def _class(name: str) -> Any:
    return _OURS.get(name) or getattr(sympy, name)


def _plain(name: str, fewest: int, most: int | None, arguments: str) -> Reading:
    cls = _class(name)
    return Reading(fewest, most, arguments, applied(cls), cls)


FUNCTIONS: dict[str, Reading] = {
    **{name: _plain(name, 1, 1, "x") for name in _ONE.split()},
    **{name: _plain(name, 2, 2, arguments) for name, arguments in _TWO.items()},
    **{name: _plain(name, 1, 2, arguments) for name, arguments in _ONE_OR_TWO.items()},
    "Min": _plain("Min", 1, None, "a, b, …"),
    "Max": _plain("Max", 1, None, "a, b, …"),
    "log": Reading(1, 2, "x[, base]", _numeric(_logarithm), sympy.log),
    "ln": Reading(1, 2, "x[, base]", _numeric(_logarithm)),
    "sqrt": Reading(1, 1, "x", _numeric(lambda x: power(x, HALF))),
    "cbrt": Reading(1, 1, "x", _numeric(lambda x: power(x, THIRD))),
    "root": Reading(2, 2, "x, n", _numeric(_root)),
    "Heaviside": Reading(1, 2, "x[, value at 0]", _numeric(_heaviside), sympy.Heaviside),
    "LambertW": Reading(1, 2, "x[, branch]", _lambert_w, sympy.LambertW),
    "Variation": Reading(2, 2, "A, parameter", _variation, Variation),
    "Held": Reading(2, 2, "Derivative(A, a), b", _held, Held),
    "Piecewise": Reading(1, None, "(value, condition), …", calculus.read_piecewise, sympy.Piecewise),
    "Derivative": Reading(2, None, "f, x[, order], …", calculus.read_derivative, sympy.Derivative),
    "Integral": Reading(2, None, "f, (x, a, b), …", calculus.read_integral, sympy.Integral),
    "Sum": Reading(2, None, "f, (n, a, b), …", calculus.read_sum, sympy.Sum),
    "Product": Reading(2, None, "f, (n, a, b), …", calculus.read_product, sympy.Product),
    "Limit": Reading(3, 4, "f, x, point[, '+' or '-']", calculus.read_limit, sympy.Limit),
    "Subs": Reading(3, 3, "f, x, value", calculus.read_substitution, sympy.Subs),
    "O": Reading(1, None, "f[, (x, point)]", calculus.read_order, sympy.Order),
    "Order": Reading(1, None, "f[, (x, point)]", calculus.read_order),
}

CONSTANTS: dict[str, Any] = {
    "pi": S.Pi,
    "I": S.ImaginaryUnit,
    "oo": S.Infinity,
    "E": S.Exp1,
    "EulerGamma": S.EulerGamma,
    "Catalan": S.Catalan,
}

# Further spellings that people try, and what to write.
ELSEWHERE = {
    "ceil": "ceiling", "abs": "Abs", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arsinh": "asinh",
    "arcosh": "acosh", "artanh": "atanh", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh", "sgn": "sign",
    "theta": "Heaviside", "min": "Min", "max": "Max", "integrate": "Integral", "diff": "Derivative", "limit": "Limit",
    "summation": "Sum", "product": "Product", "Gamma": "gamma", "inf": "oo", "infinity": "oo", "Pi": "pi", "PI": "pi",
    "i": "I", "e": "E", "j": "I", "Li": "li", "ctg": "cot", "cth": "coth", "th": "tanh", "sh": "sinh", "ch": "cosh",
    "tg": "tan", "lg": "log", "log10": "log(x, 10)", "log2": "log(x, 2)",
}  # fmt: skip
