"""Derivatives by rule: the derivative of an expression with respect to a symbol, as an expression.

An unknown function is differentiated by the chain rule; its derivative at a composite argument is written
``Subs(Derivative(f(u), u), u, argument)``. A symbol is independent of every other symbol.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Add, Derivative, Integer, Integral, Mul, Pow, Rational, Subs, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.refusals import Unsupported
from symrules.text.nodes import integral, rebuild, substitution, with_limits
from symrules.vocabulary import free_symbols

_ONE, _TWO, _HALF = Integer(1), Integer(2), Rational(1, 2)


def derivative(e: Any, x: Any) -> Any:
    """d e/d x.

    Raises
    ------
    Unsupported
        A function in `e` has no known derivative.
    """
    if e == x:
        return _ONE
    if x not in free_symbols(e):
        return Integer(0)
    if e.is_Add:
        return Add(*(derivative(a, x) for a in e.args))
    if e.is_Mul:
        return _product_rule(e.args, x)
    if e.is_Pow:
        return _power_rule(e, x)
    if isinstance(e, AppliedUndef):
        return Add(*(Mul(unknown_derivative(e, i), derivative(a, x)) for i, a in enumerate(e.args)))
    rule = _RULES.get(type(e))
    if rule is not None:
        return Mul(rule(*e.args), derivative(e.args[0], x))
    special = _SPECIAL.get(type(e))
    if special is not None:
        return special(e, x)
    raise Unsupported(f"the derivative of {type(e).__name__}")


def _product_rule(factors: Any, x: Any) -> Any:
    terms = []
    for i, factor in enumerate(factors):
        d = derivative(factor, x)
        if d != 0:
            terms.append(Mul(*factors[:i], d, *factors[i + 1 :]))
    return Add(*terms)


def _power_rule(e: Any, x: Any) -> Any:
    base, n = e.args
    if x not in free_symbols(n):
        return Mul(n, Pow(base, Add(n, -1)), derivative(base, x))
    log_derivative = Add(
        Mul(derivative(n, x), sympy.log(base, evaluate=False)), Mul(n, derivative(base, x), Pow(base, -1))
    )
    return Mul(e, log_derivative)


def unknown_derivative(e: Any, i: int) -> Any:
    """The partial derivative of an applied unknown function with respect to its i-th argument."""
    a = e.args[i]
    if a.is_Symbol and sum(a in free_symbols(b) for b in e.args) == 1:
        return Derivative(e, a, evaluate=False)
    u = _fresh(e)
    return substitution(Derivative(e.func(*e.args[:i], u, *e.args[i + 1 :]), u, evaluate=False), (u,), (a,))


def _fresh(*expressions: Any) -> Symbol:
    """A bound variable that does not occur in the expressions."""
    names = {s.name for e in expressions for s in free_symbols(e)}
    return Symbol(next(n for n in ("u", *(f"u{k}" for k in range(1, 1000))) if n not in names))


def _integral_rule(e: Any, x: Any) -> Any:
    """Leibniz: differentiate under the integral sign, and at the ends."""
    variable, *ends = e.limits[-1]
    inner = integral(e.function, *e.limits[:-1]) if len(e.limits) > 1 else e.function
    if variable == x:
        raise Unsupported("the derivative with respect to an integration variable")
    terms = [integral(derivative(inner, x), e.limits[-1])]
    if len(ends) == 2:
        for end, direction in ((ends[1], 1), (ends[0], -1)):
            d = derivative(end, x) if end not in (sympy.oo, -sympy.oo) else Integer(0)
            if d != 0:
                terms.append(Mul(direction, d, substituted(inner, {variable: end})))
    return Add(*terms)


def _derivative_rule(e: Any, x: Any) -> Any:
    return Derivative(e.expr, *(v for v, n in e.variable_count for _ in range(int(n))), x, evaluate=False)


def _subs_rule(e: Any, x: Any) -> Any:
    terms = []
    for variable, value in zip(e.variables, e.point, strict=True):
        d = derivative(value, x)
        if d != 0:
            terms.append(Mul(d, substitution(_derivative_or_nested(e.expr, variable), e.variables, e.point)))
    if x in free_symbols(e.expr) - set(e.variables):
        terms.append(substitution(derivative(e.expr, x), e.variables, e.point))
    return Add(*terms)


def _derivative_or_nested(e: Any, variable: Any) -> Any:
    return _derivative_rule(e, variable) if isinstance(e, Derivative) else derivative(e, variable)


def _sum_rule(e: Any, x: Any) -> Any:
    if any(x in free_symbols(end) for _, *ends in e.limits for end in ends):
        raise Unsupported("the derivative of a sum with respect to its end")
    return with_limits(type(e), derivative(e.function, x), *e.limits)


def _piecewise_rule(e: Any, x: Any) -> Any:
    raise Unsupported("the derivative of a piecewise expression")


def _log_rule(e: Any, x: Any) -> Any:
    if len(e.args) != 1:
        return derivative(Mul(sympy.log(e.args[0], evaluate=False), Pow(sympy.log(e.args[1], evaluate=False), -1)), x)
    return Mul(Pow(e.args[0], -1), derivative(e.args[0], x))


def _polylog_rule(e: Any, x: Any) -> Any:
    s, z = e.args
    if x in free_symbols(s):
        raise Unsupported("the derivative of a polylogarithm with respect to its order")
    return Mul(sympy.polylog(Add(s, -1), z, evaluate=False), Pow(z, -1), derivative(z, x))


def _bessel_rule(before: int, after: int) -> Callable[[Any, Any], Any]:
    """C_n' = (before · C_{n-1} + after · C_{n+1})/2."""

    def rule(e: Any, x: Any) -> Any:
        n, z = e.args
        if x in free_symbols(n):
            raise Unsupported("the derivative of a Bessel function with respect to its order")
        lower, upper = (type(e)(Add(n, k), z, evaluate=False) for k in (-1, 1))
        return Mul(_HALF, Add(Mul(before, lower), Mul(after, upper)), derivative(z, x))

    return rule


def _polygamma_rule(e: Any, x: Any) -> Any:
    m, z = e.args
    if x in free_symbols(m):
        raise Unsupported("the derivative of a polygamma function with respect to its order")
    return Mul(sympy.polygamma(Add(m, 1), z, evaluate=False), derivative(z, x))


def _abs_rule(e: Any, x: Any) -> Any:
    return Mul(sympy.sign(e.args[0], evaluate=False), derivative(e.args[0], x))


def substituted(e: Any, values: dict[Any, Any]) -> Any:
    """The expression with symbols replaced, simultaneously, never inside what a symbol is bound by; not evaluated."""
    if e in values:
        return values[e]
    if not values or not e.args:
        return e
    if isinstance(e, (Integral, sympy.Sum, sympy.Product)):
        return _substituted_under_binder(e, values)
    if isinstance(e, (Subs, sympy.Limit)):
        return _substituted_under_name(e, values)
    if isinstance(e, Derivative):
        return _substituted_derivative(e, values)
    arguments = tuple([substituted(a, values) if isinstance(a, sympy.Basic) else a for a in e.args])
    return e if all(a is b for a, b in zip(arguments, e.args, strict=True)) else rebuild(e, arguments)


def _substituted_under_binder(e: Any, values: dict[Any, Any]) -> Any:
    if not free_symbols(e) & set(values):
        return e
    bound = {limit[0] for limit in e.limits}
    inner = {k: v for k, v in values.items() if k not in bound}
    captured = bound & set().union(*(free_symbols(v) for v in inner.values())) if inner else set()
    renaming = {v: Symbol(v.name + "_") for v in captured}
    function = substituted(e.function, renaming) if renaming else e.function
    limits = [
        (renaming.get(v, v), *(substituted(substituted(end, renaming), values) for end in ends))
        for v, *ends in e.limits
    ]
    if isinstance(e, Integral):
        return integral(substituted(function, inner), *limits)
    return with_limits(type(e), substituted(function, inner), *limits)


def _substituted_under_name(e: Any, values: dict[Any, Any]) -> Any:
    """The same in a substitution or a limit, whose variables are renamed where a value would be captured."""
    is_limit = isinstance(e, sympy.Limit)
    body, bound = e.args[0], (e.args[1],) if is_limit else e.variables
    points = tuple(substituted(p, values) for p in ((e.args[2],) if is_limit else e.point))
    inner = {k: v for k, v in values.items() if k not in bound and k in free_symbols(body)}
    names = tuple(
        _fresh(body, *inner.values()) if any(v in free_symbols(other) for other in inner.values()) else v for v in bound
    )
    body = substituted(body, inner | {v: n for v, n in zip(bound, names, strict=True) if v != n})
    if is_limit:
        return sympy.Basic.__new__(sympy.Limit, body, *names, *points, *e.args[3:])
    return substitution(body, names, points)


def _substituted_derivative(e: Any, values: dict[Any, Any]) -> Any:
    """∂E(v, k)/∂v at v = V, k = K is Subs(∂E(u, K)/∂u, u, V); as a derivative again where V is a new variable."""
    if not free_symbols(e) & set(values):
        return e
    variables = [v for v, n in e.variable_count for _ in range(int(n))]
    base = e.expr
    while isinstance(base, Derivative):
        base = base.expr
    if base.is_Symbol:  # what it depends on is not written
        return substitution(e, tuple(values), tuple(values.values()))
    rest = {k: value for k, value in values.items() if k not in variables and k in free_symbols(e.expr)}
    others = free_symbols(e.expr) - set(variables) - set(rest)
    others = others.union(*(free_symbols(value) for value in rest.values()))
    names, points = {}, {}
    for v in dict.fromkeys(variables):
        value = values.get(v, v)
        if value.is_Symbol and value not in others:
            names[v] = value
        else:
            names[v] = u = _fresh(e, *values, *values.values(), *names.values())
            points[u] = value
        others = others | {names[v]}
    result = Derivative(substituted(e.expr, rest | names), *(names[v] for v in variables), evaluate=False)
    return substitution(result, tuple(points), tuple(points.values())) if points else result


def _squared(e: Any) -> Any:
    return Pow(e, 2)


_RULES: dict[type, Callable[..., Any]] = {
    sympy.exp: lambda u: sympy.exp(u),
    sympy.sin: lambda u: sympy.cos(u), sympy.cos: lambda u: Mul(-1, sympy.sin(u)),
    sympy.tan: lambda u: Add(1, _squared(sympy.tan(u))), sympy.cot: lambda u: Add(-1, Mul(-1, _squared(sympy.cot(u)))),
    sympy.sec: lambda u: Mul(sympy.sec(u), sympy.tan(u)), sympy.csc: lambda u: Mul(-1, sympy.csc(u), sympy.cot(u)),
    sympy.sinh: lambda u: sympy.cosh(u), sympy.cosh: lambda u: sympy.sinh(u),
    sympy.tanh: lambda u: Add(1, Mul(-1, _squared(sympy.tanh(u)))),
    sympy.coth: lambda u: Add(1, Mul(-1, _squared(sympy.coth(u)))),
    sympy.sech: lambda u: Mul(-1, sympy.sech(u), sympy.tanh(u)),
    sympy.csch: lambda u: Mul(-1, sympy.csch(u), sympy.coth(u)),
    sympy.asin: lambda u: Pow(Add(1, Mul(-1, _squared(u))), -_HALF),
    sympy.acos: lambda u: Mul(-1, Pow(Add(1, Mul(-1, _squared(u))), -_HALF)),
    sympy.atan: lambda u: Pow(Add(1, _squared(u)), -1), sympy.acot: lambda u: Mul(-1, Pow(Add(1, _squared(u)), -1)),
    sympy.asinh: lambda u: Pow(Add(1, _squared(u)), -_HALF),
    sympy.acosh: lambda u: Mul(Pow(Add(u, -1), -_HALF), Pow(Add(u, 1), -_HALF)),
    sympy.atanh: lambda u: Pow(Add(1, Mul(-1, _squared(u))), -1),
    sympy.acoth: lambda u: Pow(Add(1, Mul(-1, _squared(u))), -1),
    sympy.erf: lambda u: Mul(2, Pow(sympy.pi, -_HALF), sympy.exp(Mul(-1, _squared(u)))),
    sympy.erfc: lambda u: Mul(-2, Pow(sympy.pi, -_HALF), sympy.exp(Mul(-1, _squared(u)))),
    sympy.sign: lambda u: Integer(0),
    sympy.gamma: lambda u: Mul(sympy.gamma(u, evaluate=False), sympy.digamma(u, evaluate=False)),
    sympy.loggamma: lambda u: sympy.digamma(u, evaluate=False),
    sympy.digamma: lambda u: sympy.polygamma(1, u, evaluate=False),
}  # fmt: skip

_SPECIAL: dict[type, Callable[[Any, Any], Any]] = {
    Integral: _integral_rule, Derivative: _derivative_rule, Subs: _subs_rule, sympy.Sum: _sum_rule,
    sympy.Piecewise: _piecewise_rule, sympy.log: _log_rule, sympy.polylog: _polylog_rule, sympy.Abs: _abs_rule,
    sympy.besselj: _bessel_rule(1, -1), sympy.bessely: _bessel_rule(1, -1),
    sympy.besseli: _bessel_rule(1, 1), sympy.besselk: _bessel_rule(-1, -1), sympy.polygamma: _polygamma_rule,
}  # fmt: skip
