"""Shards: the i-th of n parts of a campaign, for the array jobs of a batch queue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from symrules.errors import ReadError

T = TypeVar("T")
_SHARD = re.compile(r"(\d{1,9})/(\d{1,9})")


def shard(items: Sequence[T], text: str) -> list[T]:
    """Every n-th item from the i-th on, for the text ``i/n``: all shards together are everything, each item once.

    Raises
    ------
    ReadError
        The text is not of that form, or i is not between 1 and n.
    """
    match = _SHARD.fullmatch(text.strip())
    i, n = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= i <= n:
        raise ReadError(f"{text[:20]!r} is not a shard", hint="write i/n with 1 <= i <= n, such as 3/16")
    return list(items[i - 1 :: n])
