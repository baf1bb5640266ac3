"""What the verdicts in records come to; without mathematics, for those who only pass records on."""

from __future__ import annotations

from collections.abc import Iterable

from symrules.campaign.job import ERROR, Record
from symrules.verdict import is_as_expected


def is_ok(record: Record) -> bool:
    """Whether a verdict is as the model's author records it; where nothing is recorded, whether the rule holds."""
    return is_as_expected(record["verdict"], record.get("expected", ""))


def exit_status(records: Iterable[Record]) -> int:
    """0 where all is as it should be, 1 where a rule does not hold, 2 where a file cannot be checked."""
    status = 0
    for record in records:
        status = max(status, 2 if record["verdict"] == ERROR else 0 if is_ok(record) else 1)
    return status
