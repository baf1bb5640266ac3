"""The branch cut of logarithms and roots: where the sign of a leading coefficient does not tell the branch."""

from __future__ import annotations

from symrules.series.errors import SeriesError
from symrules.series.field import Scalar
from symrules.series.local import Local
from symrules.series.parametric import ParametricSeries
from symrules.series.setting import Setting, Vanishing
from symrules.series.signs import sign

_SEEN = 12
"""So many real coefficients are looked at before a series is taken to be real."""


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
    used = {i for p in (*f.c.nums, f.c.d, f.c.g) for i in setting.field.used(p)} if isinstance(f.c, ParametricSeries) \
        else set()  # fmt: skip
    seen = not all(setting.field.kernels[i].real for i in used) and _has_imaginary(setting, used)
    if not (seen or f.exact) and f.n < _SEEN and (complex_ or setting.table.complex_input):
        raise Vanishing(False)
    if seen or (not f.exact and setting.table.complex_input):
        raise SeriesError(
            "the branch is unknown: the argument may lie on the cut, with a complex correction",
            hint="declare the sign of the parameters",
        )


def _has_imaginary(setting: Setting, used: set[int]) -> bool:
    return any(setting.field.kernels[i].degree == 2 and setting.field.kernels[i].expression.is_imaginary for i in used)
