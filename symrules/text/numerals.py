"""Numerals: every one is exact, a decimal number the rational that it writes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Integer, Rational

from symrules.text.frame import LITERAL, WHOLE
from symrules.text.nodes import integer
from symrules.text.tokens import MAX_DIGITS, Source

MAX_EXPONENT = 4_000
MAX_WRITTEN = 4_200  # Python itself refuses to print a whole number of more than 4,300 digits


def read_number(source: Source, text: str, offset: int) -> tuple[Any, int]:
    """The exact value of a numeral, and whether it is written as a whole number.

    Raises
    ------
    ReadError
        The numeral has too many digits, or too large an exponent.
    """
    if len(text) > 5 or not text.isdigit():
        mantissa, _, exponent = text.lower().partition("e")
        if len(mantissa) > MAX_DIGITS:
            source.fail(f"a number of {len(mantissa):,} digits; at most {MAX_DIGITS:,} are read", offset)
        if len(exponent) > 6 or abs(int(exponent or 0)) > MAX_EXPONENT:
            source.fail(f"the exponent of a decimal number is at most {MAX_EXPONENT:,}", offset, "write a power, 10**n")
        if len(mantissa) + abs(int(exponent or 0)) > MAX_WRITTEN:
            source.fail(f"the number has more than {MAX_WRITTEN:,} digits when it is written out", offset)
    return _number(text)


@lru_cache(maxsize=4096)
def _number(text: str) -> tuple[Any, int]:
    """The exact value of a numeral of admitted size, and whether it is written as a whole number."""
    if text.isdigit():
        return integer(int(text)), WHOLE
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    scale = int(exponent or 0) - len(fraction)
    digits = int(whole + fraction)
    return (Integer(digits * 10**scale) if scale >= 0 else Rational(digits, 10**-scale)), LITERAL
