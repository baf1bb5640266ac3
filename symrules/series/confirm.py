"""The second route: closed forms or recurrences for each coefficient, and the expression's own value in balls.

Notes
-----
Where the expression is made of families (`termwise`), every coefficient is computed again by the recurrence of the
families' differential equations, or by the closed form in Bernoulli numbers where the expansion has not used it
(`second_route`). Always, where balls reach, the expression itself is enclosed very close to the point. At a distance
t₀ = 10⁻ᵈ the error of the truncation is about t₀ᴺ⁺¹, so that every digit between t₀ᴺ⁺¹ and the leading term is a digit
of the coefficients. A coefficient that is wrong by one part in 10^(d/2) shows. The value of the expression comes from
Arb alone, by its own evaluation of every function: no series, no kernel, no FLINT polynomial is shared. Parameters
stand at simple points of their domains, and an unknown function is replaced by a sine.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import acb, arb, fmpq
from sympy.core.function import AppliedUndef

from symrules.series.balls import enclose, precision
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio
from symrules.series.second_route import second_route

_TRIES = 4
_CARRIED_OUT = (sympy.Subs, sympy.Derivative, sympy.Sum, sympy.Product)


def confirm(series: Any) -> str:
    """The names of the routes, after they have been run and have agreed.

    Raises
    ------
    SeriesError
        A route disagrees, or there is none: the expression cannot be evaluated.
    """
    if series.expression.has(sympy.Order):
        raise SeriesError("an input with its own error term has no value to compare with")
    route = second_route(series)
    try:
        by_value = _by_value(series)
    except NotEnclosed:
        if route is None:
            raise
        return route
    return by_value if route is None else f"{route}; {by_value}"


class NotEnclosed(SeriesError):
    """The balls are too wide to tell."""


def _by_value(series: Any) -> str:
    digits = 40 if series.order <= 100 else 16
    bits = int(3.33 * digits * (series.order + 6) * 1.1) + 300
    disagreed = False
    for number in range(_TRIES):
        outcome = _agrees(series, digits, bits, number)
        if outcome is None:
            bits *= 2
            continue
        if not outcome and number < _TRIES - 1 and series.expression.free_symbols - {series.variable}:
            disagreed = True  # the last coefficient may vanish at this point, or a stated condition may be violated
            continue
        if not outcome:
            raise SeriesError("the series disagrees with the expression's value in balls: this is a defect",
                              hint="please report the expression")  # fmt: skip
        return f"Arb evaluation of the expression at distance 1e-{digits}, agreeing to the order of the error"
    if disagreed:
        raise SeriesError("the series agrees with the expression's value at no point that was tried")
    raise NotEnclosed("the expression could not be enclosed well enough to confirm the series")


def _agrees(series: Any, digits: int, bits: int, number: int) -> bool | None:
    """Whether the two values agree; None where the balls are too wide to tell, or fail."""
    setting = series.setting
    q = setting.ramification
    # s is 10^-digits to a power that keeps the distance t = s^q near 10^-digits
    s = fmpq(1, 10 ** max(digits // q, 16))
    with precision(bits):
        values = {k: v for k, v in setting.field.sample(number).items() if isinstance(k, sympy.Symbol)}
        try:
            x = _position(series, s**q, values)
            truth = enclose(instantiated(series.expression), {**values, series.variable: x})
            total, scale = _truncated(series, s, {**values, series.variable: x})
        except (SeriesError, ZeroDivisionError):
            return None
        if not truth.is_finite():
            return None
        allowed = scale * arb(s.q).sqrt()
        if not total.is_finite():
            return None
        difference = abs(truth - total)
        if difference < allowed:
            return True
        return False if difference > allowed else None


def _position(series: Any, t: fmpq, values: dict[Any, acb]) -> acb:
    if series.setting.at_infinity:
        return acb(1 / t if series.point == sympy.oo else -1 / t)
    at = enclose(series.point, values)
    return at - acb(t) if series.setting.direction < 0 else at + acb(t)


def _truncated(series: Any, s: fmpq, values: dict[Any, acb]) -> tuple[acb, arb]:
    """The truncated series at s, and the size of its error but for a factor: the last coefficients times s**(N + 1)."""
    setting = series.setting
    numbers: dict[int, acb] = {}

    def scalar(c: Any) -> acb:
        return acb(c) if not isinstance(c, Ratio) else _value(c.num) / _value(c.den)

    def _value(p: Any) -> acb:
        total = acb(0)
        for exponents, x in p.to_dict().items():
            term = acb(x)
            for i, e in enumerate(exponents):
                if e:
                    index = setting.field.size - 1 - i
                    if index not in numbers:
                        numbers[index] = enclose(instantiated(setting.field.kernels[index].expression), values)
                    term *= numbers[index] ** int(e)
            total += term
        return total

    grand, size = acb(0), arb(0)
    parts = series.value.parts if hasattr(series.value, "parts") else ((None, series.value),)
    for exponent, local in parts:
        factor = acb(1) if exponent is None or exponent.c is None else _sum(exponent, s, scalar, None)[0].exp()
        total, last = _sum(local, s, scalar, series.order * setting.ramification)
        grand += factor * total
        size = size + abs(factor) * last
    return grand, size


def _sum(local: Any, s: fmpq, scalar: Any, order: int | None) -> tuple[acb, arb]:
    at, total, last = acb(s), acb(0), arb(0)
    if local.c is None:
        return total, arb(s) ** ((order or 0) + 1)
    power = at**local.v
    sizes = []
    for k, c in enumerate(local.c.coefficients):
        if order is not None and local.v + k > order:
            break
        if c:
            number = scalar(c)
            total += number * power
            sizes.append(abs(number).upper())
        power *= at
    for x in sizes[-3:]:
        last = last.max(x)
    end = order + 1 if order is not None else local.v + local.n
    return total, (last if sizes else arb(1)) * arb(s) ** end


def instantiated(expression: Any) -> Any:
    """The expression with f(a, …) replaced by sin(a + … + m), m a number that belongs to f; derivatives likewise."""
    if not (expression.atoms(AppliedUndef) or expression.has(*_CARRIED_OUT)):
        return expression
    if isinstance(expression, sympy.Subs):
        inside = instantiated(expression.expr)
        return inside.xreplace(dict(zip(expression.variables, expression.point, strict=True)))
    if isinstance(expression, sympy.Derivative):
        return instantiated(expression.expr).diff(*expression.variable_count)
    if isinstance(expression, (sympy.Sum, sympy.Product)):
        index, low, high = expression.limits[-1]
        inner = expression.limits[:-1]
        function = expression.func(expression.function, *inner) if inner else expression.function
        combine = sympy.Add if isinstance(expression, sympy.Sum) else sympy.Mul
        terms = (function.subs(index, sympy.Integer(k)) for k in range(int(low), int(high) + 1))
        return combine(*(instantiated(term) for term in terms))
    if isinstance(expression, AppliedUndef):
        return sympy.sin(_phase(expression))
    return expression.func(*(instantiated(a) for a in expression.args))


def _phase(f: Any) -> Any:
    number = sum(ord(c) for c in f.func.__name__) % 7 + 1
    return sympy.Add(sympy.Rational(number, 3), *(instantiated(a) for a in f.args))
