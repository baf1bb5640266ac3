"""Where functions have no value: what must hold of the arguments of a node for it to have one, function by function.

Notes
-----
The table is complete for the functions that a text may apply: poles and logarithmic singularities in the whole complex
plane, on SymPy's principal branches. A function that has a value of its own at such a point (``acot(0)``, ``sign(0)``,
a binomial coefficient outside the triangle) is not restricted there. What a real argument makes superfluous, as
``z**2 + 1 != 0`` for ``atan(z)``, is stated nevertheless: the domains settle it (`conditions`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq
from sympy import Pow, Rational

from symrules.decide.cuts import cut_of
from symrules.decide.rationals import rational_value
from symrules.text.nodes import MINUS_ONE, add, apply, integer, multiply, piecewise, power
from symrules.vocabulary import Variation, bound_variables, free_symbols

NONZERO, NO_POLE, REAL, APPLIES = "!=", "is none of 0, -1, -2, …", "is real", "a case applies"


@dataclass(frozen=True)
class Requirement:
    """What must hold of an expression.

    Parameters
    ----------
    relation : `NONZERO`, `NO_POLE` (none of 0, -1, -2, …), `REAL`, `APPLIES`, or that of a branch cut (`cuts.CUTS`)
    unless : pairs (expression, property), each of which makes the requirement superfluous; a property is
        "positive", "nonnegative", "integer", "natural" (0, 1, 2, …) or "zero"
    """

    relation: str
    expression: Any
    unless: tuple[tuple[Any, str], ...] = ()


def requirements(node: Any) -> tuple[Requirement, ...]:
    """What must hold for a node to have a value, once its arguments have one."""
    rule = _RULES.get(type(node))
    return () if rule is None else rule(*node.args)


Rule = Callable[..., tuple[Requirement, ...]]


def _nonzero(e: Any, *unless: tuple[Any, str]) -> Requirement:
    return Requirement(NONZERO, e, unless)


def _no_pole(e: Any, *unless: tuple[Any, str]) -> Requirement:
    return Requirement(NO_POLE, e, unless)


def _vanishing(function: Callable[[Any], Any]) -> Rule:
    """A rule by which one expression made of the argument must not vanish."""
    return lambda u, *_: (_nonzero(function(u)),)


def _unevaluated(function: Any) -> Rule:
    return _vanishing(lambda u: apply(function, u))


def _squareadd(c: int) -> Rule:
    return _vanishing(lambda u: add(power(u, integer(2)), integer(c)))


def _poles(shift: int = 0) -> Rule:
    """A rule by which the argument plus an integer must be none of 0, -1, -2, …"""
    return lambda u, *_: (_no_pole(add(u, integer(shift)) if shift else u),)


def _power(base: Any, exponent: Any) -> tuple[Requirement, ...]:
    r = rational_value(exponent)
    if r is not None:
        return (_nonzero(base),) if r < fmpq(0) else ()
    return (_nonzero(base, (exponent, "positive"), (exponent, "natural")),)


def _log(u: Any, *base: Any) -> tuple[Requirement, ...]:
    return (_nonzero(u), *(r for b in base for r in (_nonzero(b), _nonzero(add(b, MINUS_ONE)))))


def _regular_bessel(order: Any, u: Any) -> tuple[Requirement, ...]:
    return (_nonzero(u, (order, "nonnegative"), (order, "integer")),)


def _zeta(s: Any, *start: Any) -> tuple[Requirement, ...]:
    return (_nonzero(add(s, MINUS_ONE)), *map(_no_pole, start))


def _all_real(*arguments: Any) -> tuple[Requirement, ...]:
    return tuple(Requirement(REAL, a) for a in arguments)


def _sum_of_squares(y: Any, x: Any) -> tuple[Requirement, ...]:
    return (_nonzero(add(power(x, integer(2)), power(y, integer(2)))),)


def _differentiable(e: Any, *variables: Any) -> tuple[Requirement, ...]:
    """A derivative does not exist on a branch cut: of what depends on no bound variable, and on one of these."""
    names = frozenset[Any]().union(*map(free_symbols, variables))
    found = (cut_of(node) for node in _unbound_nodes(e))
    return tuple(Requirement(cut.relation, u) for cut, u in filter(None, found) if names & free_symbols(u))


def _unbound_nodes(e: Any) -> Iterator[Any]:
    stack = [e]
    while stack:
        node = stack.pop()
        yield node
        if not bound_variables(node):
            stack.extend(reversed(node.args))


def _cases(*pairs: Any) -> tuple[Requirement, ...]:
    return () if pairs[-1].args[1] == sympy.true else (Requirement(APPLIES, piecewise(*(p.args for p in pairs))),)


_itself = _vanishing(lambda u: u)

_RULES: dict[type, Rule] = {
    Pow: _power, sympy.log: _log, sympy.arg: _itself, sympy.atan2: _sum_of_squares,
    sympy.tan: _unevaluated(sympy.cos), sympy.sec: _unevaluated(sympy.cos),
    sympy.cot: _unevaluated(sympy.sin), sympy.csc: _unevaluated(sympy.sin),
    sympy.tanh: _unevaluated(sympy.cosh), sympy.sech: _unevaluated(sympy.cosh),
    sympy.coth: _unevaluated(sympy.sinh), sympy.csch: _unevaluated(sympy.sinh),
    sympy.atan: _squareadd(1), sympy.acot: _squareadd(1),
    sympy.atanh: _squareadd(-1), sympy.acoth: _squareadd(-1),
    sympy.asec: _itself, sympy.acsc: _itself, sympy.asech: _itself, sympy.acsch: _itself,
    sympy.Ei: _itself, sympy.Ci: _itself, sympy.li: _vanishing(lambda u: add(u, MINUS_ONE)),
    sympy.DiracDelta: _itself,
    sympy.LambertW: lambda u, *branch: tuple(_nonzero(u, (k, "zero")) for k in branch),
    sympy.besselj: _regular_bessel, sympy.besseli: _regular_bessel,
    sympy.bessely: lambda _, u: (_nonzero(u),), sympy.besselk: lambda _, u: (_nonzero(u),),
    sympy.zeta: _zeta,
    sympy.polylog: lambda s, u: (_nonzero(add(u, MINUS_ONE), (add(s, MINUS_ONE), "positive")),),
    sympy.gamma: _poles(), sympy.loggamma: _poles(), sympy.digamma: _poles(), sympy.trigamma: _poles(),
    sympy.polygamma: lambda _, u: (_no_pole(u),), sympy.beta: lambda u, *v: tuple(map(_no_pole, (u, *v))),
    sympy.factorial: _poles(1), sympy.harmonic: _poles(1),
    sympy.binomial: lambda n, k: (_no_pole(add(n, integer(1)), (k, "natural")),),
    sympy.factorial2: lambda n: (_no_pole(add(multiply(Rational(1, 2), n), integer(1))),),
    sympy.rf: lambda x, n: (_no_pole(add(x, n), (n, "natural")),),
    sympy.ff: lambda x, n: (_no_pole(add(x, integer(1)), (n, "natural")),),
    sympy.Piecewise: _cases, **dict.fromkeys((sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le), _all_real),
    sympy.Derivative: _differentiable, Variation: _differentiable,
    sympy.Heaviside: lambda u, *_: _all_real(u), sympy.Max: _all_real, sympy.Min: _all_real,
}  # fmt: skip
REQUIRING = frozenset(_RULES)  # the types of nodes of which something is required

# the functions of an argument that vanish only where others do, and those that vanish nowhere
ZEROS_OF: dict[type, Any] = {
    sympy.tan: sympy.sin, sympy.cot: sympy.cos, sympy.tanh: sympy.sinh, sympy.coth: sympy.cosh,
}  # fmt: skip
WITHOUT_ZEROS = frozenset({
    sympy.exp, sympy.sec, sympy.csc, sympy.sech, sympy.csch, sympy.gamma, sympy.factorial,
})  # fmt: skip
