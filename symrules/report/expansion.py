"""An expansion as a person reads it: the coefficients below one another, and what is proved beyond them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symrules.series import Series, SeriesError, to_json_dict
from symrules.series.accuracy import accuracy

Record = dict[str, Any]


def series_record(series: Series, truncation: int | None = None, interval: tuple[Any, Any] | None = None,
                  tolerance: Fraction | None = None) -> Record:  # fmt: skip
    """The series as JSON values.

    Parameters
    ----------
    truncation : after which power the truncation stops that the remainder is of; by default the first above zero
    interval : where the remainder is bounded; by default on the whole line, where such a bound is known
    tolerance : adds the range in which the truncation is within this relative error
    """
    record = to_json_dict(series, truncation, interval)
    if tolerance is not None:
        stop = record["remainder"]["order"]
        record["within"] = {"tolerance": str(tolerance), "order": stop, **_range(series, tolerance, stop, interval)}
    return record


def _range(series: Series, tolerance: Fraction, order: int, interval: tuple[Any, Any] | None) -> Record:
    """The distance, which is null where the truncation is exact or nothing is proved, and the range in words."""
    try:
        found = accuracy(series, tolerance, order, interval)
    except SeriesError as why:
        return {"distance": None, "range": None, "reason": why.message}
    return {"distance": None if found.distance is None else str(found.distance), "range": str(found), "reason": None}


def series_text(record: Record) -> str:
    """The record in lines: a table of coefficients, then one line for each thing that is known."""
    rows = [("power", "coefficient"), *((str(k), c) for k, c in record["coefficients"])]
    lines = _table(rows) if len(rows) > 1 else []
    for sector in record["exponential_terms"]:
        lines += ["", f"times {sector['factor']}"] if lines else [f"times {sector['factor']}"]
        lines += _table([(str(k), c) for k, c in sector["coefficients"]])
    lines = lines or ["every coefficient is zero"]
    facts = list(_facts(record))
    width = max(len(name) for name, _ in facts)
    return "\n".join([*lines, "", *(f"{name:{width}}  {text}" for name, text in facts)]) + "\n"


def _table(rows: list[tuple[str, str]]) -> list[str]:
    width = max(len(power) for power, _ in rows)
    return [f"{power:>{width}}  {coefficient}" for power, coefficient in rows]


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    yield "general term", record["general_term"] or "no known family matches"
    yield "radius", _radius(record)
    yield "remainder", _remainder(record["remainder"])
    if "within" in record:
        yield "accuracy", _accuracy(record["within"])
    yield "confirmed by", record["confirmed_by"] or "nothing: there is no value that could be enclosed to compare with"
    if record["conditions"]:
        yield "provided that", ", ".join(record["conditions"])


def _radius(record: Record) -> str:
    if record["radius"] is None:
        return f"not known: {record['radius_unknown_because'] or 'no singularity is known'}"
    at = record["nearest_singularity"]
    return f"{record['radius']}, " + (f"nearest singularity {at}" if at is not None else "no singularity")


def _remainder(found: Record) -> str:
    after = f"after power {found['order']}: "
    if found["bound"] is None:
        return f"{after}not known: {found['reason']}"
    if found["bound"] == "0":
        return f"{after}nothing remains"
    sign = {"+": ", and the error is never negative", "-": ", and the error is never positive"}.get(found["sign"], "")
    return f"{after}|error| <= {found['bound']} for {found['valid']}{sign} ({found['method']})"


def _accuracy(found: Record) -> str:
    tolerance = Fraction(found["tolerance"]) * 100
    percent = tolerance.numerator if tolerance.denominator == 1 else float(tolerance)
    after = f"after power {found['order']}: within {percent} % "
    if found["range"] is None:
        return f"{after}on a range that is not known: {found['reason']}"
    return f"{after}for {found['range']}"
