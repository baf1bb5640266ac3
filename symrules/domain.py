"""Where a symbol lives: an interval of the reals, perhaps without some points, or only its integers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from symrules.errors import NotationError

_PI = Fraction("3.14159265358979323846264338327950288419716939937510")


@dataclass(frozen=True, slots=True)
class Domain:
    """A set of reals (or all complex numbers): an interval, its open ends, and single points taken out.

    Parameters
    ----------
    lower, upper : the ends; None is infinite. An end that is a rational multiple of π is rounded to 50 digits, which
        no rational sample point can tell apart
    lower_open, upper_open : whether the end itself is left out
    excluded : points left out
    integer : only the integers of the interval
    complex_ : the whole complex plane; the other fields are then without meaning
    name : as the user wrote it
    sign : what the domain says about the sign: "+", "-", "0+" (≥ 0), "0-" (≤ 0), "!0" (≠ 0) or "" (nothing)
    """

    lower: Fraction | None = None
    upper: Fraction | None = None
    lower_open: bool = True
    upper_open: bool = True
    excluded: tuple[Fraction, ...] = ()
    integer: bool = False
    complex_: bool = False
    name: str = "real"
    sign: str = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ends = (self.lower or 0, self.upper or 0, self.lower_open, self.upper_open)
        object.__setattr__(self, "_hash", hash((ends, self.excluded, self.integer, self.complex_)))  # in any process
        object.__setattr__(self, "sign", self._sign())

    def __hash__(self) -> int:
        return self._hash

    def __contains__(self, value: Fraction) -> bool:
        if self.integer and value.denominator != 1:
            return False
        if self.lower is not None and (value < self.lower or (self.lower_open and value == self.lower)):
            return False
        if self.upper is not None and (value > self.upper or (self.upper_open and value == self.upper)):
            return False
        return value not in self.excluded

    def __str__(self) -> str:
        return self.name

    def _sign(self) -> str:
        if self.complex_:
            return ""
        if self.lower is not None and self.lower >= 0:
            positive = self.lower > 0 or self.lower_open or Fraction(0) in self.excluded
            return "+" if positive else "0+"
        if self.upper is not None and self.upper <= 0:
            negative = self.upper < 0 or self.upper_open or Fraction(0) in self.excluded
            return "-" if negative else "0-"
        return "!0" if Fraction(0) in self.excluded else ""

    def ways_to(self, point: Fraction) -> str:
        """The sides from which a point is approached inside the domain: "+", "-" or "+-"; "" where it is not."""
        if self.integer or self.complex_:
            return ""
        below = (self.lower is None or self.lower < point) and (self.upper is None or point <= self.upper)
        above = (self.upper is None or self.upper > point) and (self.lower is None or point >= self.lower)
        return ("+" if above else "") + ("-" if below else "")

    def samples(self) -> Iterator[Fraction]:
        """Simple members, simplest first: small numbers that a person can check by hand; the same on every run."""
        return iter(_samples(self))

    def _scaled(self) -> Iterator[Fraction]:
        """Members near the ends or between them, for an interval that holds no small number."""
        if self.lower is not None and self.upper is not None:
            width = self.upper - self.lower
            for n in (2, 3, 4, 5, 7, 11):
                for k in range(1, n):
                    yield (self.lower + width * k / n).limit_denominator(10**12)
            yield self.lower
            yield self.upper
            if self.integer:
                yield from (Fraction(n) for n in range(int(self.lower), min(int(self.upper), int(self.lower) + 50) + 1))
        elif self.lower is not None:
            floor = Fraction(self.lower.numerator // self.lower.denominator)
            yield from (floor + k for k in range(0, 12))
        elif self.upper is not None:
            floor = Fraction(self.upper.numerator // self.upper.denominator)
            yield from (floor - k for k in range(0, 12))


_SIMPLE = sorted({Fraction(p, q) for q in (1, 2, 3, 5, 7) for p in range(1, 4 * q + 1)},
                 key=lambda f: (f.denominator + f.numerator, f))  # fmt: skip
_SIGNED = (*(s * c for c in _SIMPLE for s in (1, -1)), Fraction(0))


@lru_cache(maxsize=256)
def _samples(domain: Domain) -> tuple[Fraction, ...]:
    inside = dict.fromkeys(c for c in _SIGNED if c in domain)
    return tuple(inside | dict.fromkeys(c for c in domain._scaled() if c in domain))


_ZERO = Fraction(0)
NAMED: dict[str, Domain] = {
    "real": Domain(),
    "positive": Domain(lower=_ZERO, name="positive"),
    "nonnegative": Domain(lower=_ZERO, lower_open=False, name="nonnegative"),
    "negative": Domain(upper=_ZERO, name="negative"),
    "nonpositive": Domain(upper=_ZERO, upper_open=False, name="nonpositive"),
    "nonzero": Domain(excluded=(_ZERO,), name="nonzero"),
    "integer": Domain(integer=True, name="integer"),
    "positive integer": Domain(lower=Fraction(1), lower_open=False, integer=True, name="positive integer"),
    "nonnegative integer": Domain(lower=_ZERO, lower_open=False, integer=True, name="nonnegative integer"),
    "complex": Domain(complex_=True, name="complex"),
}

_INTERVAL = re.compile(r"\s*([\[(])\s*([^,]+?)\s*,\s*([^,]+?)\s*([\])])\s*")
_END = re.compile(r"([+-]?)(\d+(?:\.\d+)?(?:/\d+)?)?(\*?pi(?:/(\d+))?)?")


def exact_end(number: Fraction, turns: Fraction = Fraction(0)) -> Fraction:
    """number + turns·π, rounded as the ends of domains are."""
    return number + turns * _PI


def parse_domain(text: str) -> Domain:
    """Read ``real``, ``positive``, ``nonnegative``, ``nonzero``, ``integer``, …, or an interval as ``[0, 1)``.

    Raises
    ------
    NotationError
        The text names no domain, or the interval is empty.
    """
    name = " ".join(text.split())
    if name in NAMED:
        return NAMED[name]
    match = _INTERVAL.fullmatch(name) if len(name) <= 100 else None
    if match is None:
        raise NotationError(
            f"{name[:60]!r} is not a domain",
            hint="write one of " + ", ".join(NAMED) + ", or an interval such as (0, oo) or [0, 1]",
        )
    opening, low, high, closing = match.groups()
    lower, upper = _end(low, "-oo"), _end(high, "oo")
    closed = opening == "[" and closing == "]"
    if lower is not None and upper is not None and (lower > upper or (lower == upper and not closed)):
        raise NotationError(f"the interval {name} is empty", hint="write the lower end first")
    return Domain(lower, upper, opening == "(" or lower is None, closing == ")" or upper is None, name=name)


def _end(text: str, infinite: str) -> Fraction | None:
    text = text.replace(" ", "")
    if text == infinite or (infinite == "oo" and text == "+oo"):
        return None
    match = _END.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise NotationError(
            f"{text!r} is not the end of an interval",
            hint=f"write a number, a multiple of pi such as pi/2, or {infinite}",
        )
    sign, number, pi, divisor = match.groups()
    try:
        value = Fraction(number or 1) * (_PI / Fraction(divisor or 1) if pi else 1)
    except ZeroDivisionError:
        raise NotationError(f"{text!r} divides by zero") from None
    return -value if sign == "-" else value
