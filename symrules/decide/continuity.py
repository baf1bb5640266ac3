"""Limits by continuity: an expression whose parts are continuous at the point has its value there for a limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Integral, Symbol

from symrules.decide.build import build
from symrules.decide.differentiate import substituted
from symrules.decide.dominated import limit_of_integral
from symrules.decide.facts import Facts
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.text.nodes import rebuild
from symrules.vocabulary import free_symbols

_EVERYWHERE = (sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.Abs, sympy.erf, sympy.erfc)
_ON_THE_LINE = (sympy.atan, sympy.asinh, sympy.tanh, sympy.sech)
_OFF_ZERO = (sympy.log, sympy.coth, sympy.csch, sympy.sign)


class Continuity:
    """The value of an expression at a point, for which it has to be continuous in x there.

    Parameters
    ----------
    facts : what is known, among it where x lies beside the point
    require_nonzero : is told what must not vanish, with the point put for x
    """

    def __init__(self, facts: Facts, x: Symbol, point: Any, require_nonzero: Callable[[Any], None]) -> None:
        if point.has(sympy.oo, -sympy.oo, sympy.zoo, sympy.nan):
            raise Unsupported("continuity at infinity")
        self.facts, self.x, self.point = facts, x, point
        self.require_nonzero = require_nonzero

    def value(self, e: Any) -> Any:
        """The expression at the point.

        Raises
        ------
        Unsupported
            A part of it is not seen to be continuous.
        """
        if self.x not in free_symbols(e):
            return e
        if e == self.x:
            return self.point
        if isinstance(e, Integral):
            return limit_of_integral(self.facts, e, self.x, self.point)
        if e.is_Pow:
            return self._power(e)
        if not (e.is_Add or e.is_Mul):
            self._check_function(e)
        return rebuild(e, tuple(self.value(a) for a in e.args))

    def _power(self, e: Any) -> Any:
        base, exponent = e.args
        if base == sympy.E:
            return rebuild(e, (base, self.value(exponent)))
        r = rational_value(exponent)
        if r is None:
            raise Unsupported("a power whose exponent is no number")
        at = self.value(base)
        if r.q != 1:
            self._require_real(base)  # on either side of zero its phase is constant
        if r < 0:
            self.require_nonzero(at)
        return rebuild(e, (at, exponent))

    def _check_function(self, e: Any) -> None:
        if len(e.args) != 1 or not isinstance(e, (*_EVERYWHERE, *_ON_THE_LINE, *_OFF_ZERO)):
            raise Unsupported(f"{type(e).__name__} is not seen to be continuous")
        (u,) = e.args
        if not isinstance(e, _EVERYWHERE):
            self._require_real(u)
        if isinstance(e, _OFF_ZERO):
            self.require_nonzero(substituted(u, {self.x: self.point}))

    def _require_real(self, u: Any) -> None:
        if isinstance(u, sympy.Abs):
            return
        try:
            tower, (f, *_) = build(self.facts, [u, *(known for known, _ in self.facts.signs)])
            real = tower.is_real(f)
        except Meaningless as error:
            raise Unsupported(str(error)) from None
        if not real:
            raise Unsupported("a function with a cut of what may be complex")
