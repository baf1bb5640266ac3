"""The JSON shape of a series: the same keys for every series, with null or an empty list where nothing is known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from symrules.series.confirm import NotEnclosed
from symrules.series.errors import SeriesError
from symrules.series.result import Series


def to_json_dict(series: Series, remainder_order: int | None = None,
                 interval: tuple[Any, Any] | None = None) -> dict[str, Any]:  # fmt: skip
    """The series as plain JSON data; what is not known is null, with its reason beside it.

    An input with an error term of its own has no value that a second route could confirm, and one such as erfc(1/x) is
    too small close to the point for balls to enclose it: then ``confirmed_by`` is null.

    Parameters
    ----------
    remainder_order : after which power the truncation stops that `remainder` bounds; by default the first term that
        depends on the variable, as a paper would keep it
    """
    singularity = series.singularity
    return {
        "variable": str(series.variable),
        "point": str(series.point),
        "order": series.order,
        "coefficients": [[_number(k), str(c)] for k, c in series.terms],
        "general_term": None if series.general_term is None else str(series.general_term),
        "radius": None if singularity.radius is None else str(singularity.radius),
        "nearest_singularity": None if singularity.point is None else str(singularity.point),
        "remainder": _remainder(series, remainder_order, interval),
        "confirmed_by": _confirmed_by(series),
        "radius_unknown_because": singularity.reason or None,
        "conditions": list(series.conditions),
        "exponential_terms": [
            {"factor": str(s.factor), "coefficients": [[_number(k), str(c)] for k, c in s.terms]}
            for s in series.sectors
            if s.exponential != 0
        ],
    }


def _number(k: Fraction) -> int | str:
    return int(k) if k.denominator == 1 else str(k)


def _confirmed_by(series: Series) -> str | None:
    """The second route; None where there is none, which is not a disagreement."""
    try:
        return None if series.expression.has(sympy.Order) else series.confirmed_by
    except NotEnclosed:
        return None


def _remainder(series: Series, order: int | None, interval: tuple[Any, Any] | None) -> dict[str, Any]:
    """The bound; where none is known, the same keys with null, and the reason."""
    if order is None:
        order = next((int(k) for k, _ in series.terms if k > 0 and k.denominator == 1), series.order)
    record: dict[str, Any] = dict.fromkeys(("order", "bound", "sign", "valid", "method", "reason"))
    try:
        found = series.remainder(order, interval)
    except SeriesError as why:
        return {**record, "order": order, "reason": why.message}
    return {**record, "order": found.order, "bound": str(found.bound), "sign": found.sign, "valid": found.valid,
            "method": found.method}  # fmt: skip
