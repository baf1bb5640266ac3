"""What the facts settle of the requirements on expressions: signs, zeros, integers, branch cuts."""

from __future__ import annotations

from typing import Any

import sympy
from flint import acb, arb
from sympy.core.relational import Relational

from symrules.decide.balls import Undefined, evaluate
from symrules.decide.bounds import sign_from_terms
from symrules.decide.build import build
from symrules.decide.complex_parts import PARTS, with_real_parts
from symrules.decide.cuts import NEGATIVE, Cut
from symrules.decide.expression_sign import truth
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.fraction import Fraction, Heavy, factored, support
from symrules.decide.integrality import is_integer, rational_polynomial
from symrules.decide.kinds import kinds
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.signs import exponent_of_ratio, sign_of
from symrules.decide.singularities import Requirement
from symrules.decide.tower import Tower
from symrules.text.nodes import apply
from symrules.vocabulary import free_symbols

_LARGEST_NORM = 12  # degree of a polynomial of which the product of conjugates is taken
_REAL_LINE = acb(arb(0, float("inf")))
REFUSED = (Heavy, Meaningless, Unsupported, NotImplementedError)
Name = tuple[int, str]  # of a polynomial, in a tower


class Known:
    """What is known of expressions, read in one tower; each in one of its own, where one of them is not supported.

    Parameters
    ----------
    tower : one in which they, or most of them, have been read already
    """

    def __init__(self, facts: Facts, required: list[Requirement], tower: Tower | None) -> None:
        self.facts = facts
        written = [e for r in required for e in (r.expression, *(other for other, _ in r.unless))]
        assumed = [e for e, _ in facts.signs]
        self.places: dict[Any, tuple[Tower, Fraction]] = {}
        self.known: set[Name] = set()
        everything = [*written, *assumed]
        if not (self._read_in(tower, everything) or self._read(everything) or self._read(written)):
            for e in dict.fromkeys(written):
                self._read([e])
        for e, sign in facts.signs:
            if sign in NOT_ZERO and e in self.places:
                self.known |= set(zeros_of(*self.places[e]))

    def _read_in(self, tower: Tower | None, expressions: list[Any]) -> bool:
        try:
            self.places |= {e: (tower, tower.of(e)) for e in expressions} if tower is not None else {}
        except REFUSED:
            return False
        return tower is not None

    def _read(self, expressions: list[Any]) -> bool:
        try:
            tower, fractions = build(self.facts, expressions)
        except REFUSED:
            return False
        self.places |= {e: (tower, f) for e, f in zip(expressions, fractions, strict=True)}
        return True

    def has(self, e: Any, quality: str) -> bool:
        """Whether an expression is known to have a quality."""
        if e not in self.places:
            return False
        tower, f = self.places[e]
        sign = known_sign(tower, f) if tower.is_real(f) else ""
        if quality in ("integer", "natural") and not is_integer(tower, f):
            return False
        return quality == "integer" or sign in {
            "positive": ("+",), "nonnegative": ("+", "0+", "0"), "natural": ("+", "0+", "0"), "zero": ("0",),
        }[quality]  # fmt: skip

    def vanishes(self, e: Any) -> bool:
        """Whether an expression is known to be zero everywhere."""
        return e in self.places and self.places[e][1].is_zero()

    def is_real(self, e: Any) -> bool:
        return e in self.places and (self.places[e][0].is_real(self.places[e][1]) or self.parts(e)[1] == "0")

    def is_off(self, cut: Cut, u: Any) -> bool:
        """Whether an expression is known not to lie on a branch cut, zero apart."""
        real, imaginary = self.parts(u)
        across = real if cut.imaginary else imaginary
        return across in NOT_ZERO or (cut is NEGATIVE and real in ("+", "0+", "0"))

    def covers(self, e: Any) -> bool:
        """Whether one of the cases of a piecewise expression always applies."""
        conditions = [condition for _, condition in e.args if isinstance(condition, Relational)]
        opposite = {c.negated for c in conditions}
        return any(c in opposite or truth(self.facts, c.args[0], c.rel_op, c.args[1]) for c in conditions)

    def zeros(self, e: Any) -> dict[Name, Any] | None:
        """The irreducible polynomials that may vanish where an expression does, by name; None if it is not known."""
        if e not in self.places:
            return None
        tower, f = self.places[e]
        u = self._rational_angle(e)
        if u is not None:  # no rational number but zero is a multiple of π
            f = u if type(e) is sympy.sin else tower.one
        if tower.is_real(f) and sign_from_terms(tower, f.numerator) in ("+", "-"):
            return {}
        found = zeros_of(tower, f)
        left = {n: p for n, p in found.items() if n not in self.known and not _never_vanishes(tower, p)}
        complex_ = left and not tower.is_real(f) and self._may_be_complex(e)
        nonzero = complex_ and any(sign in NOT_ZERO for sign in self.parts(e))
        return {} if nonzero or (left and self._is_apart_from_zero(e)) else left

    def _is_apart_from_zero(self, e: Any) -> bool:
        """Whether an enclosure of all the values that an expression has on the real line holds no zero."""
        if any(self.facts.domain(s).complex_ for s in free_symbols(e)):
            return False
        try:
            value = evaluate(e, dict.fromkeys(free_symbols(e), _REAL_LINE))
        except (Undefined, ArithmeticError, ValueError):
            return False
        return bool(value.is_finite()) and not value.contains(0)

    def _rational_angle(self, e: Any) -> Fraction | None:
        """The argument of a sine or cosine, where it is rational."""
        tower, _ = self.places[e]
        if type(e) not in (sympy.cos, sympy.sin):
            return None
        try:
            u = tower.of(e.args[0])
        except REFUSED:
            return None
        return None if rational_polynomial(tower, u) is None else u

    def _may_be_complex(self, e: Any) -> bool:
        """Whether an expression is written with something not real, and its parts may tell more than it does."""
        if any(self.facts.domain(s).complex_ for s in free_symbols(e)):
            return bool(self.facts.signs) or not kinds(e).isdisjoint(PARTS)
        return bool(e.has(sympy.I))

    def parts(self, e: Any) -> tuple[str, str]:
        """The signs of the real and the imaginary part, as far as they are known."""
        parts = [apply(sympy.re, e), apply(sympy.im, e)]
        facts = self.facts
        if (with_parts := with_real_parts(facts, parts)) is not None:
            parts, facts = with_parts
        try:
            tower, fractions = build(facts, [*parts, *(k for k, _ in facts.signs)])
            real, imaginary = (known_sign(tower, f) for f in fractions[:2])
            return real, imaginary
        except REFUSED:
            return "", ""


def known_sign(tower: Tower, f: Fraction) -> str:
    try:
        return sign_of(tower, f)
    except REFUSED:
        return ""


def _never_vanishes(tower: Tower, p: Any) -> bool:
    """Whether a polynomial is known not to vanish: by its sign, or since the product of its conjugates does not."""
    if known_sign(tower, Fraction(p)) in NOT_ZERO:
        return True
    roots = [i for i in support(p) if i in tower.relations and tower.generators[i].kind == "root"]
    try:
        for i in roots if p.total_degree() <= _LARGEST_NORM else ():
            p = p.resultant(tower.relations[i][1], i)
        return bool(roots) and known_sign(tower, tower.reduce(Fraction(p))) in NOT_ZERO
    except REFUSED:
        return False


def zeros_of(tower: Tower, f: Fraction) -> dict[Name, Any]:
    """The irreducible polynomials of which one vanishes where a fraction does."""
    return {(id(tower), str(p)): p for p in _irreducible(tower, f.numerator)}


def _irreducible(tower: Tower, p: Any) -> list[Any]:
    """The irreducible factors of a polynomial; those of u - v for exp(u) - exp(v)."""
    if p.is_zero():
        return [p]
    try:
        factors = factored(p)[1]
    except Heavy:
        return [p]
    found = []
    for q, _ in factors:
        exponent = exponent_of_ratio(tower, q)
        found += [q] if exponent is None or exponent.is_zero() else _irreducible(tower, exponent.numerator)
    return found
