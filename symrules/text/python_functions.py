"""The mathematical functions that a program may call, module by module, and what each computes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Integer, Rational, S

from symrules.text.nodes import add, apply, divide, multiply, power

MODULES = ("math", "cmath", "numpy", "mpmath")

_HALF = Rational(1, 2)


def _node(name: str) -> Callable[[Any], Any]:
    cls = getattr(sympy, name)
    return lambda x: apply(cls, x)


def _log(x: Any, base: Any = None) -> Any:
    logarithm = apply(sympy.log, x)
    return logarithm if base is None else divide(logarithm, apply(sympy.log, base))


_INVERSE = ("sin", "cos", "tan", "sinh", "cosh", "tanh")
_SAME = ("exp", *_INVERSE, "erf", "erfc", "gamma", "factorial", "sec", "csc", "cot", "sech", "csch", "coth", "sign")
_ONE: dict[str, Callable[[Any], Any]] = {
    **{name: _node(name) for name in _SAME},
    **{f"a{name}": _node(f"a{name}") for name in _INVERSE},
    **{f"arc{name}": _node(f"a{name}") for name in _INVERSE},
    **{name: _node("Abs") for name in ("abs", "fabs", "absolute")},
    "sqrt": lambda x: power(x, _HALF),
    "square": lambda x: power(x, Integer(2)),
    "reciprocal": lambda x: power(x, S.NegativeOne),
    "log": _log,
    "log2": lambda x: _log(x, Integer(2)),
    "log10": lambda x: _log(x, Integer(10)),
    "log1p": lambda x: _log(add(Integer(1), x)),
    "expm1": lambda x: add(apply(sympy.exp, x), S.NegativeOne),
    "lgamma": lambda x: _log(apply(sympy.Abs, apply(sympy.gamma, x))),
}
_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "log": _log,
    **dict.fromkeys(("pow", "power"), power),
    "hypot": lambda x, y: power(add(power(x, Integer(2)), power(y, Integer(2))), _HALF),
    **dict.fromkeys(("atan2", "arctan2"), lambda y, x: apply(sympy.atan2, y, x)),
    **dict.fromkeys(("min", "minimum"), lambda x, y: apply(sympy.Min, x, y)),
    **dict.fromkeys(("max", "maximum"), lambda x, y: apply(sympy.Max, x, y)),
}
_CONSTANTS = {"pi": sympy.pi, "e": sympy.E, "tau": multiply(Integer(2), sympy.pi)}

_PLAIN = "exp sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh sqrt log10 log pi e"
_NAMES = {
    "": "abs pow min max",
    "math": _PLAIN + " erf erfc gamma factorial log2 log1p expm1 fabs lgamma pow hypot atan2 tau",
    "cmath": _PLAIN + " tau",
    "numpy": _PLAIN
    + " arcsin arccos arctan arcsinh arccosh arctanh square reciprocal log2 log1p expm1 fabs abs absolute"
    " sign hypot arctan2 atan2 power pow minimum maximum",
    "mpmath": _PLAIN + " erf erfc gamma factorial sec csc cot sech csch coth log1p expm1 fabs sign power hypot atan2",
}
_OF_MODULE = {module: frozenset(names.split()) for module, names in _NAMES.items()}
"""What each module has; `numpy.log` takes no base. Cube roots are left out, for modules differ at negative numbers."""


def function_of(module: str, name: str, count: int) -> Callable[..., Any] | None:
    """What a function of a module computes of that many arguments; None where it is not followed."""
    if name not in _OF_MODULE[module] or (module == "numpy" and name == "log" and count == 2):
        return None
    return {1: _ONE, 2: _TWO}.get(count, {}).get(name)  # type: ignore[attr-defined,no-any-return]


def constant_of(module: str, name: str) -> Any:
    """A constant of a module; None where it has none of that name."""
    return _CONSTANTS.get(name) if name in _OF_MODULE[module] else None
