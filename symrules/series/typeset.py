"""The LaTeX of a series as a paper prints it: terms in order of decreasing size, the error last."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from symrules.errors import SymrulesError
from symrules.latex import to_latex
from symrules.latex.printer import Order
from symrules.notation import Notation
from symrules.series.errors import SeriesError
from symrules.series.expansion import Expansion, Sector, expanded
from symrules.series.sectors import Sectors
from symrules.series.setting import LOG
from symrules.text import print_expression

_DIRECTION = {0: None, 1: "+", -1: "-"}
_FURTHER = (1, 4, 16, 64)
_SECONDS = 5.0


def series_latex(series: Expansion) -> str:
    """The truncated series and its error term, such as ``1+\\frac{x^2}{3}+O(x^4)``.

    Raises
    ------
    LatexError
        A coefficient has no printed form.
    """
    notation = _notation(series)
    terms, errors = _terms_and_errors(series)
    parts = [to_latex(term, notation, order=Order.POSITIVE_FIRST) for term in terms]
    parts += [_big_o(to_latex(error, notation, order=Order.POSITIVE_FIRST)) for error in errors]
    return _sum([*parts, "\\cdots"] if _is_cut(series) else parts)


def series_text(series: Expansion) -> str:
    """The same in plain text, such as ``1 + x**2/3 + O(x**4)``."""
    terms, errors = _terms_and_errors(series)
    parts = [*map(print_expression, terms), *(f"O({print_expression(error)})" for error in errors)]
    total = parts[0] if parts else "0"
    for part in [*parts[1:], "..."] if _is_cut(series) else parts[1:]:
        total += f" - {part[1:]}" if part.startswith("-") else f" + {part}"
    return total


def _terms_and_errors(series: Expansion) -> tuple[list[Any], list[Any]]:
    """The terms in order of decreasing size, and what the errors are of the order of."""
    terms: list[Any] = []
    errors: list[Any] = []
    for sector in series.sectors:
        terms += [c * _power(series, k) * sector.factor for k, c in sector.terms]
        if not sector.terms.exact:
            errors.append(_error(series, sector))
    return terms, errors


def _is_cut(series: Expansion) -> bool:
    """Whether smaller exponentials are left out."""
    return isinstance(series.value, Sectors) and series.value.cut is not None


def _big_o(latex: str) -> str:
    return f"O\\left({latex}\\right)" if "(" in latex or "\\frac" in latex else f"O({latex})"


def _sum(parts: list[str]) -> str:
    total = parts[0] if parts else "0"
    for part in parts[1:]:
        total += part if part.startswith("-") else f"+{part}"
    return total


def _power(series: Expansion, exponent: Fraction) -> Any:
    return series.base ** sympy.Rational(exponent.numerator, exponent.denominator)


def _error(series: Expansion, sector: Sector) -> Any:
    """What the error of one sector is of the order of."""
    order, logs = first_omitted(series, sector.exponential)
    at_infinity = series.setting.at_infinity
    return _power(series, -order if at_infinity else order) * sympy.log(series.base) ** logs * sector.factor


def first_omitted(series: Expansion, exponential: Any = 0) -> tuple[Fraction, int]:
    """(n, p): the error beside exp(`exponential`) is of the order of tⁿ logᵖ t, t the distance, or 1/x at infinity.

    Notes
    -----
    More powers are expanded, so that powers that are missing are passed over: one at first, as every other one is in an
    even function, then more, where not a single term is known.
    """
    known = series.order
    for more in _FURTHER:
        try:
            further = expanded(series.expression, series.variable, series.point, series.order + more,
                             notation=series.notation, direction=_DIRECTION[series.direction], seconds=_SECONDS,
                             symbolic_powers=True)  # fmt: skip
            omitted = [t for t in _distances(further, exponential) if t[0] > series.order]
        except SeriesError:
            break
        if omitted:
            first = min(n for n, _ in omitted)
            return first, max(p for n, p in omitted if n == first)
        known = further.order
        if any(len(sector.terms) for sector in series.sectors):
            break
    return _beyond(series, known), 0


def _distances(series: Expansion, exponential: Any) -> list[tuple[Fraction, int]]:
    """(power of the distance, power of its logarithm) of each term beside one exponential."""
    found = [term for sector in series.sectors if sector.exponential == exponential for term in series.split(sector)]
    return [(-t.exponent if series.setting.at_infinity else t.exponent, t.log_power) for t in found]


def _beyond(series: Expansion, order: int) -> Fraction:
    """An exponent that the error after tⁿ certainly has: the next one, or n itself where logarithms may stand by it."""
    if LOG in series.setting.table.index:
        return Fraction(order)
    return order + Fraction(1, series.setting.ramification)


def _notation(series: Expansion) -> Notation:
    """The series' own notation, or one that declares each name as it stands."""
    if series.notation is not None:
        return series.notation
    notation = Notation()
    found = series.expression.free_symbols | getattr(series.point, "free_symbols", set()) | {series.variable}
    for name in sorted(s.name for s in found):
        notation.symbol(name)
    for f in sorted(series.expression.atoms(AppliedUndef), key=str):
        if f.func.__name__ not in notation:
            arguments = [a.name if isinstance(a, sympy.Symbol) else series.variable.name for a in f.args]
            notation.function(f.func.__name__, arguments)
    return notation


def notebook_latex(series: Expansion) -> str | None:
    """What a notebook shows; None where a coefficient cannot be printed, and then the text is shown."""
    try:
        return f"$\\displaystyle {series_latex(series)}$"
    except SymrulesError:
        return None
