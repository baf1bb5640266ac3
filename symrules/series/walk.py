"""From a SymPy expression, possibly unevaluated, to its series: one rule for each kind of node."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq
from sympy.core.function import AppliedUndef

from symrules.series import constants
from symrules.series.balls import enclose, precision
from symrules.series.errors import SeriesError
from symrules.series.field import Scalar
from symrules.series.local import Local, monomial
from symrules.series.sectors import Value, exp_of, log_of, plus, raised, times
from symrules.series.setting import Setting
from symrules.text.readable import readable

_NODE_LIMIT = 20_000
_CONSTANTS = (sympy.pi, sympy.EulerGamma, sympy.Catalan)


Rule = Callable[[Any, "Walk"], Value]


@dataclass(frozen=True)
class Rules:
    """How each function and each kind of node becomes a series.

    Parameters
    ----------
    functions : by the name of the function
    elementary : the functions of one argument that are given by name, of an argument that is a series already
    nodes : by the type of the node
    unknown : functions of which nothing is known
    """

    functions: Mapping[str, Rule]
    elementary: Callable[[str, Value, Walk], Value]
    nodes: Mapping[type, Rule]
    unknown: Rule


class Walk:
    """The series of an expression and of all its parts, each computed once."""

    def __init__(self, setting: Setting, rules: Rules) -> None:
        self.setting, self.rules = setting, rules
        self.seen: dict[Any, Value] = {}
        self.start: Value | None = None

    def __call__(self, expression: Any) -> Value:
        found = self.seen.get(expression)
        if found is None:
            if len(self.seen) > _NODE_LIMIT:
                raise SeriesError("the expression has too many parts", hint="expand its parts one by one")
            self.setting.table.clock.check()
            found = self._node(expression)
            self.seen[expression] = found
        return found

    def _node(self, e: Any) -> Value:
        setting = self.setting
        if e.is_Symbol:
            return self._variable() if e == setting.variable else monomial(setting.field.symbol(e))
        if e.is_Rational:
            return monomial(fmpq(int(e.p), int(e.q)))
        if e.is_Add:
            return self._folded(e.args, plus)
        if e.is_Mul:
            return self._folded(sorted(e.args, key=_is_compound), times)
        if e.is_Pow:
            return self._power(e.base, e.exp)
        if e.is_Function and not isinstance(e, AppliedUndef):
            return self._function(e)
        return self._other(e)

    def _folded(self, args: Sequence[Any], operation: Callable[[Value, Value, Setting], Value]) -> Value:
        total = self(args[0])
        for a in args[1:]:
            total = operation(total, self(a), self.setting)
        return total

    def _function(self, e: Any) -> Value:
        name = e.func.__name__
        rule = self.rules.functions.get(name)
        if rule is not None:
            return rule(e, self)
        if len(e.args) != 1:
            raise SeriesError(f"{readable(e)[:60]} cannot be expanded", hint="write it through elementary functions")
        return self.rules.elementary(name, self(e.args[0]), self)

    def start_value(self) -> Local:
        """The variable as a series."""
        found = self._variable()
        assert isinstance(found, Local)
        return found

    def _variable(self) -> Value:
        if self.start is None:
            point: Scalar | None = None
            if not self.setting.at_infinity and self.setting.point is not sympy.S.Zero:
                point = self.constant(self.setting.point)
            self.start = self.setting.variable_series(point)
        return self.start

    def constant(self, expression: Any) -> Scalar:
        """The value of an expression that does not contain the variable."""
        if expression.is_Rational:
            return fmpq(int(expression.p), int(expression.q))
        value = self(expression)
        if not isinstance(value, Local) or not value.is_constant():
            raise SeriesError(f"{expression} is not a constant")
        return self.setting.field.simplified(value.c[0]) if value.c is not None else fmpq(0)

    def value(self, name: str, arguments: tuple[Scalar, ...]) -> Scalar:
        """F(c, …) for constants c: its exact value where SymPy knows one and a ball confirms it, else a kernel.

        A value through another function is none where that one is being evaluated through this one: J and I are I and
        J of an argument that is turned by i, on and on.
        """
        setting = self.setting
        expressions = [setting.field.expression(c) for c in arguments]
        function = getattr(sympy, name)
        inert = function(*expressions, evaluate=False)
        known = function(*expressions)
        closed = not isinstance(known, function) and not known.free_symbols
        if closed and setting.rewriting.isdisjoint(_functions(known)) and _agree(inert, known):
            with setting.rewriting_of(name):
                return Walk(setting, self.rules).constant(known)
        real = all(setting.field.is_real(c) for c in arguments)
        if real and name in ("acos", "asin", "atanh", "acosh"):
            real = _is_real_there(inert)
        if name in ("atan", "asinh", "asin", "atanh") and arguments[0] == 0:
            return fmpq(0)
        return constants.value(setting.field, inert, real)

    def _power(self, base: Any, exponent: Any) -> Value:
        setting = self.setting
        if exponent.is_Integer and int(exponent) >= 0:
            return raised(self(base), fmpq(int(exponent)), setting) if exponent != 0 else monomial(fmpq(1))
        if base is sympy.S.Exp1:
            return exp_of(self(exponent), setting)
        if exponent.is_Rational or not exponent.has(setting.variable):
            return raised(self(base), self.constant(exponent), setting)
        return exp_of(times(self(exponent), log_of(self(base), setting), setting), setting)

    def _other(self, e: Any) -> Value:
        setting = self.setting
        if e in _CONSTANTS:
            return monomial(constants.named(setting.field, e))
        if e == sympy.I:
            return monomial(constants.imaginary(setting.field))
        if e == sympy.E:
            return exp_of(monomial(fmpq(1)), setting)
        if e == sympy.GoldenRatio:
            return self((1 + sympy.sqrt(5)) / 2)
        if (rule := self.rules.nodes.get(type(e))) is not None:
            return rule(e, self)
        if isinstance(e, AppliedUndef):
            return self.rules.unknown(e, self)
        if e in (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo):
            raise SeriesError("a division by zero, or an infinity, in the expression",
                              hint="a part of the expression vanishes identically")  # fmt: skip
        raise SeriesError(f"{readable(e)[:60]} cannot be expanded", hint="write it through elementary functions")


def _is_compound(e: Any) -> int:
    """Constants and powers of symbols first: multiplying by them is cheap."""
    return 0 if e.is_Atom else 1 if e.is_Pow and e.base.is_Atom else 2


def _functions(e: Any) -> set[str]:
    return {f.func.__name__ for f in e.atoms(sympy.Function)}


def _agree(a: Any, b: Any) -> bool:
    with precision(256):
        try:
            return bool(enclose(a, {}).overlaps(enclose(b, {})))
        except SeriesError:
            return False


def _is_real_there(expression: Any) -> bool:
    if expression.free_symbols:
        return False
    with precision(128):
        return bool(0 in enclose(expression, {}).imag)
