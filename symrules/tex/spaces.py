r"""Horizontal space: what is as wide as ``\\quad`` parts two statements, what is narrower counts for nothing."""

from __future__ import annotations

import re

from symrules.tex.source import Token

_EM = {"em": 1.0, "ex": 0.43, "pt": 0.1, "mm": 0.285, "cm": 2.85, "in": 7.2, "mu": 1 / 18}
_LENGTH = re.compile(r"([-+]?[0-9]*\.?[0-9]+)(em|ex|pt|mm|cm|in|mu)")
_WIDTHS = {"\\ ": 0.33, "~": 0.33, "\\;": 0.28, "\\thickspace": 0.28, "\\:": 0.22, "\\>": 0.22, "\\medspace": 0.22,
           "\\,": 0.17, "\\thinspace": 0.17, "\\enspace": 0.5, "\\!": -0.17, "\\negthinspace": -0.17,
           "\\\n": 0.33, "\\\t": 0.33}  # fmt: skip
WIDE = 0.95
"""In units of the letter M; ``\\quad`` is one of them."""


def run_of_spaces(stream: list[Token], i: int, stop: int) -> tuple[int, bool]:
    """The index behind the spaces at an index, and whether all of them together are as wide as ``\\quad``."""
    width = 0.0
    most = min(stop, i + 12)
    while i < most and stream[i].text in _WIDTHS:
        width += _WIDTHS[stream[i].text]
        i += 1
    return i, width >= WIDE


def is_wide(inside: list[Token]) -> bool:
    """Whether the length in the argument of ``\\hspace`` is wide, or unknown."""
    length = _LENGTH.fullmatch("".join(token.text for token in inside))
    return length is None or float(length[1]) * _EM[length[2]] >= WIDE
