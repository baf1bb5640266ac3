"""Rigorous enclosures: an expression at exact values, as a ball of Arb that contains the true value.

Notes
-----
An expression is read once into a program, a list of steps on registers, which is kept and run at every point. What may
be left out at some points (the cases of a piecewise expression, the terms of a sum, an integrand) is a program of its
own, run when it is needed. The rules for single functions are those of `ball_functions`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import flint
import sympy
from flint import acb, arb, fmpq

from symrules.decide.ball_binders import BINDERS, MAX_INTEGRANDS
from symrules.decide.ball_derivatives import DERIVATIVES
from symrules.decide.ball_functions import (
    CONTINUED,
    FUNCTIONS,
    ONE,
    ZERO,
    Imprecise,
    Undefined,
    Unevaluable,
    as_ball,
    compare,
    divided,
    gamma,
    integer_power,
    lambert_w,
    logarithm,
    power,
)
from symrules.decide.rationals import rational_value
from symrules.text.readable import readable

__all__ = [
    "Imprecise",
    "Undefined",
    "Unevaluable",
    "as_ball",
    "compare",
    "evaluate",
    "has_enclosure",
    "working_precision",
]


def has_enclosure(e: Any) -> bool:
    """Whether there is a rule for the function, or the operation, at the root of an expression."""
    return any(type(e) in table for table in (FUNCTIONS, _READERS, BINDERS, _CONSTANTS))


class working_precision:
    """Arb's precision in bits, restored on leaving."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        self.before = flint.ctx.prec
        flint.ctx.prec = self.bits

    def __exit__(self, *_: object) -> None:
        flint.ctx.prec = self.before


def evaluate(expression: Any, values: Mapping[Any, Any], precision: int = 64, integrands: int = MAX_INTEGRANDS) -> acb:
    """The enclosure of an expression at exact values of its symbols.

    Parameters
    ----------
    values : symbol to `fractions.Fraction`, `int`, FLINT number or ball
    precision : in bits
    integrands : how many evaluations of integrands it may take

    Raises
    ------
    Undefined
        A symbol has no value, or the expression has none there.
    """
    before = flint.ctx.prec
    flint.ctx.prec = precision
    try:
        return Evaluator(values, precision, None if integrands == MAX_INTEGRANDS else [integrands]).of(expression)
    finally:
        flint.ctx.prec = before


class Evaluator:
    """Runs programs at one point.

    Parameters
    ----------
    values : of the symbols, exact numbers or balls
    analytic : whether a ball that a branch cut runs through has no value
    quadrature : the evaluations of integrands that are left, None before the first one
    """

    __slots__ = ("analytic", "others", "precision", "quadrature", "values")

    def __init__(
        self, values: Mapping[Any, Any], precision: int, quadrature: list[int] | None = None, analytic: bool = False
    ) -> None:
        self.values, self.precision, self.analytic, self.quadrature = values, precision, analytic, quadrature
        others = [k for k in values if not k.is_Symbol]
        self.others = frozenset(others) if others else _NONE

    def of(self, e: Any) -> acb:
        return _program(e, self.analytic, self.others).run(self)

    def with_values(self, values: Mapping[Any, acb]) -> Evaluator:
        return Evaluator({**self.values, **values}, self.precision, self.integrands, self.analytic)

    def inside(self, values: Mapping[Any, acb], analytic: bool, precision: int | None = None) -> Evaluator:
        """An evaluator at other values, which counts its integrands with this one."""
        return Evaluator(values, self.precision if precision is None else precision, self.integrands, analytic)

    @property
    def integrands(self) -> list[int]:
        """How many evaluations of integrands are left, shared by all evaluators inside this one."""
        if self.quadrature is None:
            self.quadrature = [MAX_INTEGRANDS]
        return self.quadrature


_NONE: frozenset[Any] = frozenset()
_UNARY, _WHOLE = -1, -2
_CONSTANT, _INPUT, _STEP = range(3)
Step = tuple[Callable[..., acb], int, int]
Place = tuple[int, int]  # where a value stands: among the constants, the inputs or the steps, and its number there


class _Program:
    """Steps on registers; the first registers hold the constants and the values of the symbols.

    Notes
    -----
    A step (f, i, j) appends f of registers i and j; of register i for j = `_UNARY`; and for j = `_WHOLE` of the
    evaluator and all registers.
    """

    __slots__ = ("by_precision", "constants", "first", "inputs", "result", "sources", "steps")

    def __init__(self, e: Any, analytic: bool, others: frozenset[Any]) -> None:
        reading = _Reading(analytic, others)
        place = reading.of(e)
        self.constants, self.inputs, self.sources = reading.constants, reading.inputs, reading.sources
        starts = (0, len(self.constants), len(self.constants) + len(self.inputs))
        self.first = starts[_STEP]
        self.result = starts[place[0]] + place[1]
        self.steps = [_step(f, tuple(starts[k] + n for k, n in at), whole) for f, at, whole in reading.steps]
        self.by_precision: dict[int, list[acb]] = {}

    def run(self, v: Evaluator) -> acb:
        constants = self.by_precision.get(v.precision)
        if constants is None:
            constants = self.by_precision[v.precision] = [make() for make in self.constants]
        values = v.values
        try:
            registers = [*constants, *[as_ball(values[s]) for s in self.inputs]]
        except KeyError as missing:
            raise Unevaluable(f"no value for {missing.args[0]}") from None
        put = registers.append
        try:
            for f, i, j in self.steps:
                if j >= 0:
                    put(f(registers[i], registers[j]))
                elif j == _UNARY:
                    put(f(registers[i]))
                else:
                    put(f(v, registers))
        except (TypeError, AttributeError, NotImplementedError):
            source = self.sources[len(registers) - self.first]
            if source is None:
                raise
            raise Unevaluable(f"no value for {readable(source)}") from None
        return registers[self.result]


@lru_cache(maxsize=4096)
def _program(e: Any, analytic: bool, others: frozenset[Any]) -> _Program:
    return _Program(e, analytic, others)


def _step(f: Callable[..., acb], at: tuple[int, ...], whole: bool) -> Step:
    if whole:
        return (lambda v, registers: f(v, *[registers[i] for i in at])), 0, _WHOLE
    if len(at) == 1:
        return f, at[0], _UNARY
    if len(at) == 2:
        return f, at[0], at[1]
    return (lambda v, registers: f(*[registers[i] for i in at])), 0, _WHOLE


class _Reading:
    """One pass over an expression, each distinct part of which becomes one step, in the order of evaluation."""

    def __init__(self, analytic: bool, others: frozenset[Any]) -> None:
        self.analytic, self.others = analytic, others
        self.constants: list[Callable[[], acb]] = []
        self.inputs: list[Any] = []
        self.steps: list[tuple[Callable[..., acb], tuple[Place, ...], bool]] = []
        self.sources: list[Any] = []  # of each step, the expression whose function may lack a rule for its arguments
        self.places: dict[Any, Place] = {}

    def of(self, e: Any) -> Place:
        found = self.places.get(e)
        if found is None:
            found = self.places[e] = self._read(e)
        return found

    def _read(self, e: Any) -> Place:
        if e.is_Symbol or (self.others and e in self.others):
            self.inputs.append(e)
            return _INPUT, len(self.inputs) - 1
        rule = _READERS.get(type(e))
        if rule is not None:
            return rule(self, e)
        constant = _constant(e)
        if constant is not None:
            self.constants.append(constant)
            return _CONSTANT, len(self.constants) - 1
        later = _LATER.get(type(e))
        if later is not None:
            return self.step(lambda v: later(v, e), whole=True)
        function = (CONTINUED.get(type(e)) if self.analytic else None) or FUNCTIONS.get(type(e))
        if function is None or e.is_Float:
            what = "a floating-point number" if e.is_Float else f"no value for {readable(e) if e.args else e}"
            return self.step(lambda v: _unevaluable(what), whole=True)
        return self.step(function, *[self.of(a) for a in e.args], source=e)

    def step(self, f: Callable[..., acb], *at: Place, whole: bool = False, source: Any = None) -> Place:
        self.steps.append((f, at, whole))
        self.sources.append(source)
        return _STEP, len(self.steps) - 1

    # -- operations

    def add(self, e: Any) -> Place:
        return self._folded(e, operator.add, ZERO)

    def mul(self, e: Any) -> Place:
        return self._folded(e, operator.mul, ONE)

    def _folded(self, e: Any, combine: Callable[[acb, acb], acb], empty: acb) -> Place:
        if not e.args:
            self.constants.append(lambda: empty)
            return _CONSTANT, len(self.constants) - 1
        total, *rest = [self.of(a) for a in e.args]
        for place in rest:
            total = self.step(combine, total, place)
        return total

    def pow(self, e: Any) -> Place:
        base, exponent = e.args
        r, analytic = rational_value(exponent), self.analytic
        b = self.of(base)
        if r is not None and r.q == 1 and abs(r) < 10**6:
            return self.step(integer_power(int(r.p)), b)
        if r is not None and r == fmpq(1, 2):
            return self.step((lambda z: z.sqrt(analytic=True)) if analytic else acb.sqrt, b)
        return self.step(lambda z, x: power(z, x, analytic), b, self.of(exponent))

    def log(self, e: Any) -> Place:
        analytic = self.analytic
        logs = [self.step(lambda z: logarithm(z, analytic), self.of(a)) for a in e.args]
        return logs[0] if len(logs) == 1 else self.step(divided, *logs)

    def factorial(self, e: Any) -> Place:
        return self.step(lambda z: gamma(z + 1), self.of(e.args[0]))

    def polylog(self, e: Any) -> Place:
        order, argument = e.args
        z = self.of(argument)
        return self.step(acb.polylog, z, self.of(order))

    def lambert_w(self, e: Any) -> Place:
        branch = rational_value(e.args[1]) if len(e.args) > 1 else fmpq(0)
        if branch is None or branch.q != 1:
            what = "Lambert's W on a branch that is not given by an integer"
            return self.step(lambda v: _unevaluable(what), whole=True)
        return self.step(lambert_w(int(branch.p)), self.of(e.args[0]))


def _unevaluable(what: str) -> acb:
    raise Unevaluable(what)


def _constant(e: Any) -> Callable[[], acb] | None:
    """What makes the ball of a constant at the precision then in force."""
    if e.is_Rational:
        value = fmpq(int(e.p), int(e.q))
        return lambda: acb(arb(value))
    return _CONSTANTS.get(type(e))


_LATER = {**BINDERS, **DERIVATIVES}  # run when their values are needed, at other values of a variable
_CONSTANTS: dict[type, Callable[[], acb]] = {
    type(sympy.pi): lambda: acb(arb.pi()), type(sympy.E): lambda: acb(1).exp(), type(sympy.I): lambda: acb(0, 1),
    type(sympy.EulerGamma): lambda: acb(arb.const_euler()), type(sympy.Catalan): lambda: acb(arb.const_catalan()),
    type(sympy.GoldenRatio): lambda: (acb(5).sqrt() + 1) / 2,
}  # fmt: skip

_READERS: dict[type, Callable[[_Reading, Any], Place]] = {
    sympy.Add: _Reading.add, sympy.Mul: _Reading.mul, sympy.Pow: _Reading.pow, sympy.log: _Reading.log,
    sympy.factorial: _Reading.factorial, sympy.polylog: _Reading.polylog,
    sympy.LambertW: _Reading.lambert_w,
}  # fmt: skip
