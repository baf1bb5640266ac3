"""The branch cut of logarithms and roots: where the sign of a leading coefficient does not tell the branch."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.series.errors import SeriesError
from symrules.series.field import Scalar
from symrules.series.local import Local
from symrules.series.parametric import ParametricSeries
from symrules.series.setting import Setting, Vanishing
from symrules.series.signs import sign

_SEEN = 12
"""So many real coefficients are looked at before a series is taken to be real."""
_REAL_OF_REALS = (
    sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan, sympy.asinh, sympy.erf, sympy.erfc,
    sympy.gamma, sympy.digamma, sympy.polygamma, sympy.zeta,
)  # fmt: skip


def refuse_cut(f: Local, lead: Scalar, setting: Setting) -> None:
    """A negative leading coefficient beside complex ones: the principal branch changes along s.

    Notes
    -----
    Of a truncated series only some coefficients are seen. Where the expression itself contains i, or too few are seen
    and anything in it is complex, the others may be complex as well.
    """
    if sign(lead) == "+" or f.is_monomial() or not setting.field.is_real(lead):
        return
    complex_ = not all(k.real for k in setting.field.kernels)
    seen = not _are_seen_real(f, setting)
    if not (seen or f.exact) and f.n < _SEEN and (complex_ or setting.table.complex_input):
        raise Vanishing(False)
    if seen or (not f.exact and setting.table.complex_input):
        raise SeriesError(
            "the branch is unknown: the argument may lie on the cut, with a complex correction",
            hint="declare the sign of the parameters",
        )


def is_real(f: Local, setting: Setting) -> bool:
    """Whether a series is known to be real for all real s: with every coefficient, those not seen too."""
    complex_ = setting.table.complex_input or not all(k.real for k in setting.field.kernels)
    return _are_seen_real(f, setting) and (f.exact or not complex_)


def _are_seen_real(f: Local, setting: Setting) -> bool:
    used = {i for p in (*f.c.nums, f.c.d, f.c.g) for i in setting.field.used(p)} if isinstance(f.c, ParametricSeries) \
        else set()  # fmt: skip
    real = {k.expression: k.real for k in setting.field.kernels}
    return all(_is_real(setting.field.kernels[i].expression, real) for i in used)


def _is_real(e: Any, known: dict[Any, bool]) -> bool:
    """Whether an expression is seen to be real, given which kernels are known to be."""
    if known.get(e) or e.is_Rational or e in (sympy.pi, sympy.E, sympy.EulerGamma) or isinstance(e, sympy.Abs):
        return True
    if e.is_Pow and not e.exp.is_Integer:
        return _is_nonnegative(e.base, known) and _is_real(e.exp, known)
    plain = e.is_Add or e.is_Mul or e.is_Pow or isinstance(e, (sympy.exp, *_REAL_OF_REALS))
    return bool(plain) and all(_is_real(a, known) for a in e.args)


def _is_nonnegative(e: Any, known: dict[Any, bool]) -> bool:
    if e.is_Rational:
        return bool(e >= 0)
    if e.is_Pow and e.exp.is_Integer and e.exp % 2 == 0:
        return _is_real(e.base, known)
    if e.is_Mul:
        return all(_is_nonnegative(a, known) for a in e.args)
    return e in (sympy.pi, sympy.E) or (isinstance(e, (sympy.Abs, sympy.exp)) and _is_real(e, known))
