"""Functions with rules of their own: unknown functions, polylogarithm, gamma, zeta, Bessel, error function."""

from __future__ import annotations

from math import factorial
from typing import Any

import sympy
from flint import fmpq
from sympy.core.function import AppliedUndef

from symrules.series.arithmetic import EssentialSingularity, compose, split_constant
from symrules.series.calculus import derivative_of
from symrules.series.errors import Restart, SeriesError
from symrules.series.field import Scalar
from symrules.series.kernels import Kernel
from symrules.series.local import Local, add, error, monomial, mul, scale
from symrules.series.sectors import Sectors, Value
from symrules.series.walk import Walk


def inner(argument: Any, walk: Walk) -> tuple[Scalar, Local]:
    """c₀ and u of an argument c₀ + u that stays finite."""
    value = walk(argument)
    if isinstance(value, Sectors):
        raise SeriesError(f"the exponentially large or small argument {argument}")
    try:
        return split_constant(value, walk.setting)
    except EssentialSingularity:
        raise SeriesError(f"the argument {str(argument)[:60]} is infinite at the point") from None


def horner(coefficients: list[Scalar], u: Local, walk: Walk) -> Local:
    """Σ cₖuᵏ with coefficients from the field."""
    terms = walk.setting.terms
    if u.is_zero:
        return monomial(coefficients[0])
    if u.is_monomial() and all(isinstance(c, fmpq) for c in coefficients):
        return compose(coefficients, u, walk.setting)
    count = min(len(coefficients), -(-terms // u.v) + 1)
    total: Local = error((count - 1) * u.v)
    total = monomial(coefficients[count - 1])
    for c in reversed(coefficients[: count - 1]):
        total = add(mul(total, u, terms), monomial(c), terms)
    tail = error(count * u.v)
    return add(total, tail, terms)


def finite_sum(weights: list[Scalar], u: Local, walk: Walk) -> Local:
    """Σ weights[k]·uᵏ, to which nothing is to be added."""
    total = Local(0, None, True)
    power = monomial(fmpq(1))
    for c in weights:
        if c:
            total = add(total, scale(power, c), walk.setting.terms)
        power = mul(power, u, walk.setting.terms)
    return total


def terms_needed(u: Local, walk: Walk) -> int:
    """How many Taylor coefficients reach the working order."""
    return 1 if u.is_zero else -(-walk.setting.terms // max(u.v, 1)) + 1


# -- error terms


def error_term(e: Any, walk: Walk) -> Value:
    """O(g) of the input: nothing is known from the leading power of g on.

    Raises
    ------
    SeriesError
        It is about another variable, or holds at another point, and so says nothing here.
    """
    setting = walk.setting
    if any(v != setting.variable or p != setting.point for v, p in zip(e.variables, e.point, strict=True)):
        raise SeriesError(f"the error term {e} is not about {setting.variable} -> {setting.point}",
                          hint="expand in the variable and at the point of the error term")  # fmt: skip
    inside = walk(e.expr)
    if isinstance(inside, Sectors):
        raise SeriesError(f"the error term {e} is no power")
    return error(inside.v)


# -- unknown functions


def unknown_function(e: Any, walk: Walk) -> Value:
    """f(c₀ + u) = Σ f⁽ᵏ⁾(c₀)uᵏ/k!; with several arguments, at most one of them may contain the variable."""
    setting = walk.setting
    if not e.has(setting.variable):
        return monomial(_free(e, walk))
    moving = [i for i, a in enumerate(e.args) if a.has(setting.variable)]
    if len(moving) > 1:
        raise SeriesError(
            f"{e} contains the variable in more than one argument", hint="expand in one variable at a time"
        )
    index = moving[0]
    c0, u = inner(e.args[index], walk)
    at = setting.field.expression(c0)
    count = terms_needed(u, walk)
    values = _batch([derivative_at(e, index, at, k) for k in range(count)], walk)
    return horner([v * fmpq(1, factorial(k)) for k, v in enumerate(values)], u, walk)


def derivative_at(e: Any, index: int, at: Any, k: int) -> Any:
    """f⁽ᵏ⁾(c₀) as SymPy writes it: ``Derivative`` at a symbol, ``Subs`` elsewhere."""
    arguments = list(e.args)
    arguments[index] = at
    if k == 0:
        return e.func(*arguments)
    others = set().union(*(a.free_symbols for i, a in enumerate(arguments) if i != index))
    if at.is_Symbol and at not in others:
        return sympy.Derivative(e.func(*arguments), (at, k))
    slot = sympy.Symbol("xi") if sympy.Symbol("xi") not in at.free_symbols | others else sympy.Symbol("xi_1")
    arguments[index] = slot
    return sympy.Subs(sympy.Derivative(e.func(*arguments), (slot, k)), slot, at)


def _free(e: Any, walk: Walk) -> Scalar:
    return _batch([e], walk)[0]


def _batch(expressions: list[Any], walk: Walk) -> list[Scalar]:
    """Independent kernels for values of an unknown function, asked for all at once."""
    table, field = walk.setting.table, walk.setting.field
    found = []
    for e in expressions:
        if isinstance(e, AppliedUndef):
            found.append(table.add_symbol(e))
        else:
            real = not any(table.domain(f).complex_ for f in e.atoms(AppliedUndef))
            found.append(table.add(Kernel(e, ("free", e), real=real, free=True)))
    if max(found) >= field.size:
        raise Restart
    return [field.generator(i) for i in found]


def derivative_node(e: Any, walk: Walk) -> Value:
    """A derivative: of an unknown function, a value of its own; by the variable, termwise."""
    setting = walk.setting
    known = isinstance(e, sympy.Derivative) and not (isinstance(e.expr, AppliedUndef) and _by_argument(e))
    if not known and not e.has(setting.variable):
        return monomial(_free(e, walk))
    if known:
        return derivative_of(e, walk)
    if isinstance(e, sympy.Derivative) and len(e.variable_count) == 1:
        variable, count = e.variable_count[0]
        if variable in e.expr.args and count.is_Integer:
            return _derivative_of_unknown(e.expr, e.expr.args.index(variable), int(count), walk)
    if isinstance(e, sympy.Subs) and len(e.variables) == 1 and isinstance(e.expr, sympy.Derivative):
        slot, at, inside = e.variables[0], e.point[0], e.expr
        if isinstance(inside.expr, AppliedUndef) and len(inside.variable_count) == 1 and slot in inside.expr.args:
            count = inside.variable_count[0][1]
            if inside.variable_count[0][0] == slot and count.is_Integer:
                index = inside.expr.args.index(slot)
                arguments = [at if a == slot else a for a in inside.expr.args]
                return _derivative_of_unknown(inside.expr.func(*arguments), index, int(count), walk)
    raise SeriesError(f"{str(e)[:60]} cannot be expanded", hint="write it as derivatives of functions of one argument")


def _by_argument(e: Any) -> bool:
    """Whether an unknown function is differentiated by its arguments themselves, as in ∂f(x, a)/∂x."""
    return all(v in e.expr.args for v in e.variables)


def _derivative_of_unknown(f: Any, index: int, order: int, walk: Walk) -> Value:
    setting = walk.setting
    c0, u = inner(f.args[index], walk)
    if any(a.has(setting.variable) for i, a in enumerate(f.args) if i != index):
        raise SeriesError(f"{f} contains the variable in more than one argument")
    at = setting.field.expression(c0)
    count = terms_needed(u, walk)
    values = _batch([derivative_at(f, index, at, order + k) for k in range(count)], walk)
    return horner([v * fmpq(1, factorial(k)) for k, v in enumerate(values)], u, walk)
