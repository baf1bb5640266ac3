"""The functions: each as a rule on local series, from its differential equation or its addition theorem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from flint import fmpq

from symrules.series import arithmetic, constants
from symrules.series.arithmetic import (
    EssentialSingularity,
    at_zero,
    compose,
    from_zero,
    inverse,
    is_rational_line,
    split_constant,
)
from symrules.series.constants import cosine_of_pi
from symrules.series.errors import SeriesError
from symrules.series.field import Ratio, Scalar
from symrules.series.inverses import INVERSE, inverse_function
from symrules.series.kernels import Kernel
from symrules.series.local import Local, add, error, monomial, mul, scale
from symrules.series.parametric import ParametricSeries
from symrules.series.rational import (
    DIRECT,
    RationalSeries,
    alternating_signs,
    coth_coefficients,
    csch_coefficients,
    outer,
)
from symrules.series.recurrences import sine_and_cosine
from symrules.series.sectors import (
    Sectors,
    Value,
    exp_of,
    log_of,
    plus,
    reciprocal,
    times,
    times_scalar,
)
from symrules.series.setting import Setting
from symrules.series.signs import sign
from symrules.series.walk import Walk

_ONE = monomial(fmpq(1))


def apply(name: str, argument: Value, walk: Walk) -> Value:
    """The named function of a series.

    Raises
    ------
    SeriesError
        The function is not known, or has an essential singularity or an unknown branch here.
    """
    setting = walk.setting
    if name == "exp":
        return exp_of(argument, setting)
    if name == "log":
        return log_of(argument, setting)
    if name in _HYPERBOLIC:
        return _HYPERBOLIC[name](argument, setting)
    if name in _TRIGONOMETRIC:
        return _trigonometric(name, argument, setting)
    if name in INVERSE:
        return inverse_function(name, argument, walk)
    if name == "Abs":
        return _absolute(argument, setting)
    raise SeriesError(f"{name} has no expansion rule", hint="write it through functions that have one")


# -- hyperbolic


def small_function(name: str, u: Local, setting: Setting) -> Local:
    """f(u) for u → 0: by composition for a monomial u, by FLINT over ℚ, else through the exponential."""
    if u.c is None:
        at_zero = fmpq(1) if name in ("cosh", "cos") else fmpq(0)
        base = monomial(at_zero)
        return base if u.exact else add(base, error(u.v if not at_zero else 2 * u.v), setting.terms)
    if u.is_monomial() and not ((name in DIRECT or setting.terms <= 24) and is_rational_line(u)):
        found = outer(name, -(-setting.terms // u.v) + 1)
        if found is not None:
            return compose(found, u, setting)
    c = from_zero(u, setting)
    if isinstance(c, RationalSeries):
        return Local(0, c.function(name))
    if name in ("sin", "cos", "tan"):
        return _circular(name, u, setting)
    e = Local(0, c.exp())
    other = inverse(e, setting)
    if name == "sinh":
        return scale(arithmetic.subtract(e, other, setting), fmpq(1, 2))
    if name == "cosh":
        return scale(add(e, other, setting.terms), fmpq(1, 2))
    return _quotient(arithmetic.subtract(e, other, setting), add(e, other, setting.terms), setting)


def _quotient(f: Local, g: Local, setting: Setting) -> Local:
    return mul(f, inverse(g, setting), setting.terms)


def _circular(name: str, u: Local, setting: Setting) -> Local:
    """sin u and cos u from s′ = u′c, c′ = −u′s."""
    c = from_zero(u, setting)
    assert isinstance(c, ParametricSeries)

    s, k = (Local(0, x) for x in sine_and_cosine(c))
    return s if name == "sin" else k if name == "cos" else _quotient(s, k, setting)


def _sinh(argument: Value, setting: Setting) -> Value:
    u = at_zero(argument, setting)
    if u is not None:
        return small_function("sinh", u, setting)
    e = exp_of(argument, setting)
    return times_scalar(plus(e, times_scalar(reciprocal(e, setting), fmpq(-1), setting), setting), fmpq(1, 2), setting)


def _cosh(argument: Value, setting: Setting) -> Value:
    u = at_zero(argument, setting)
    if u is not None:
        return small_function("cosh", u, setting)
    e = exp_of(argument, setting)
    return times_scalar(plus(e, reciprocal(e, setting), setting), fmpq(1, 2), setting)


def _tanh(argument: Value, setting: Setting) -> Value:
    u = at_zero(argument, setting)
    if u is not None:
        return small_function("tanh", u, setting)
    e = exp_of(times_scalar(argument, fmpq(2), setting), setting)
    return times(plus(e, monomial(fmpq(-1)), setting), reciprocal(plus(e, _ONE, setting), setting), setting)


def _coth(argument: Value, setting: Setting) -> Value:
    u = at_zero(argument, setting)
    if u is not None:
        if u.is_monomial():
            return _over(coth_coefficients(-(-setting.terms // u.v)), u, setting)
        return _quotient(small_function("cosh", u, setting), small_function("sinh", u, setting), setting)
    e = exp_of(times_scalar(argument, fmpq(2), setting), setting)
    return times(plus(e, _ONE, setting), reciprocal(plus(e, monomial(fmpq(-1)), setting), setting), setting)


def _over(coefficients: list[fmpq], u: Local, setting: Setting) -> Local:
    """Σ cₖuᵏ/u."""
    series = compose(coefficients, u, setting)
    lead = setting.leading(u)
    return scale(Local(series.v - u.v, series.c), 1 / lead)


def _csch(argument: Value, setting: Setting) -> Value:
    u = at_zero(argument, setting)
    if u is not None and u.is_monomial():
        return _over(csch_coefficients(-(-setting.terms // u.v)), u, setting)
    return reciprocal(_sinh(argument, setting), setting)


_HYPERBOLIC: dict[str, Callable[[Value, Setting], Value]] = {
    "sinh": _sinh, "cosh": _cosh, "tanh": _tanh, "coth": _coth, "csch": _csch,
    "sech": lambda a, s: reciprocal(_cosh(a, s), s),
}  # fmt: skip


# -- trigonometric

_TRIGONOMETRIC = ("sin", "cos", "tan", "cot", "sec", "csc")


def _trigonometric(name: str, argument: Value, setting: Setting) -> Value:
    if name == "sec":
        return reciprocal(_trigonometric("cos", argument, setting), setting)
    u = at_zero(argument, setting)
    if u is not None and u.is_monomial() and name in ("cot", "csc"):
        n = -(-setting.terms // u.v)
        list_ = coth_coefficients(n) if name == "cot" else csch_coefficients(n)
        return _over(alternating_signs(list_), u, setting)
    if name == "csc":
        return reciprocal(_trigonometric("sin", argument, setting), setting)
    if u is not None and name != "cot":
        return small_function(name, u, setting)
    if isinstance(argument, Sectors):
        raise SeriesError(f"{name} of an exponentially large or small argument", hint="replace it by its expansion")
    try:
        c0, rest = split_constant(argument, setting)
    except EssentialSingularity:
        raise SeriesError(
            f"{name} has an essential singularity at {setting.variable} = {setting.point}",
            hint="it oscillates there: expand at another point",
        ) from None
    sine, cosine = circular_values(c0, setting)
    s, k = small_function("sin", rest, setting), small_function("cos", rest, setting)
    sin_f = add(scale(k, sine), scale(s, cosine), setting.terms)
    cos_f = add(scale(k, cosine), scale(s, -sine), setting.terms)
    if name == "sin":
        return sin_f
    if name == "cos":
        return cos_f
    return _quotient(sin_f, cos_f, setting) if name == "tan" else _quotient(cos_f, sin_f, setting)


def circular_values(c0: Scalar, setting: Setting) -> tuple[Scalar, Scalar]:
    """sin c₀ and cos c₀: exact at rational multiples of π, else as kernels tied by sin² + cos² = 1."""
    field = setting.field
    if not c0:
        return fmpq(0), fmpq(1)
    turns = multiple_of_pi(c0, setting)
    if turns is not None:
        half = fmpq(1, 2)

        return cosine_of_pi(field, turns - half), cosine_of_pi(field, turns)
    expression = field.expression(c0)
    key = field.ratio(c0).key
    real = field.is_real(c0)
    cosine = field.kernel(Kernel(sympy.cos(expression, evaluate=False), ("cos", key), real=real))
    square = field.portable((field.ratio(1) - cosine**2).num)
    sine = field.kernel(
        Kernel(sympy.sin(expression, evaluate=False), ("sin", key), degree=2, relation=square, real=real)
    )
    return sine, cosine


def multiple_of_pi(c0: Scalar, setting: Setting) -> fmpq | None:
    if not isinstance(c0, Ratio) or ("const", sympy.pi) not in setting.table.index:
        return None
    quotient = c0 / constants.named(setting.field, sympy.pi)
    return quotient.rational()


def _absolute(argument: Value, setting: Setting) -> Value:
    series: Any = argument.parts[0][1] if isinstance(argument, Sectors) else argument
    known = sign(setting.leading(series))
    if known not in ("+", "-"):
        raise SeriesError("the sign under the modulus is not known", hint="declare the domain of the parameters")
    if not _is_real(argument, setting):
        raise SeriesError("the modulus of a complex argument", hint="write it as a square root")
    if series.v:
        setting.assume_positive_distance("modulus")
    return argument if known == "+" else times_scalar(argument, fmpq(-1), setting)


def _is_real(value: Value, setting: Setting) -> bool:
    """Whether every coefficient is known to be real."""
    parts = [p for pair in value.parts for p in pair] if isinstance(value, Sectors) else [value]
    polynomials = [p for f in parts if isinstance(f.c, ParametricSeries) for p in (*f.c.nums, f.c.d, f.c.g)]
    return all(setting.field.kernels[i].real for p in polynomials for i in setting.field.used(p))
