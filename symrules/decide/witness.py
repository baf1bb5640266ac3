"""Refutation: a point of the domain that satisfies every hypothesis, where the two sides are rigorously apart.

Points are tried simplest first, always in the same order (`points`), with concrete functions for unknown ones
(`instances`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice
from typing import Any

from flint import acb, arb
from sympy import Integral, Limit, Product, Rational, Sum, Symbol

from symrules.decide import clock
from symrules.decide.ball_binders import MAX_INTEGRANDS
from symrules.decide.balls import Imprecise, Undefined, Unevaluable, compare, evaluate
from symrules.decide.complex_parts import is_real
from symrules.decide.cuts import Cut
from symrules.decide.definedness import is_defined
from symrules.decide.facts import Facts
from symrules.decide.kinds import kinds
from symrules.decide.numerals import exact, exact_value, numeral, told_apart
from symrules.decide.points import ROUNDED, points, with_hints
from symrules.domain import Domain
from symrules.identity import Relation
from symrules.verdict import Witness
from symrules.vocabulary import free_symbols

_PRECISIONS = (64, 192, 768, 3072)
_SHORT, _SIMPLE = 20, 5  # lengths of exact values
_OTHERS = 30
_BRANCHES, _LOOKS = 8, 2_000  # values of one coordinate that are followed; coordinates that are looked at
_ENOUGH = 5
_BITS, _FEWEST_BITS = 24, 10  # of seven digits, of three
_LARGEST = 100  # bits of a number that is shown exactly
_LENGTHY = frozenset({Integral, Sum, Product, Limit})
SKIP, AGREES, CLOSER, RETRY, NO_VALUE = "skip", "agrees", "closer", "retry", "no value"


@dataclass(frozen=True)
class Claim:
    """What is to be refuted: both sides and the conditions, unfolded and free of unknown functions.

    solved : symbols that equations among the hypotheses express through the others, in order of evaluation
    functions : the concrete functions put for unknown ones, for the record
    written : expressions that must have a value at a point for the claim to say anything there
    off : branch cuts, and what must not lie on them
    """

    lhs: Any
    rhs: Any
    relation: Relation
    conditions: tuple[tuple[Any, Relation, Any], ...]
    facts: Facts
    solved: tuple[tuple[Symbol, Any], ...] = ()
    functions: tuple[tuple[str, str], ...] = ()
    written: tuple[Any, ...] = ()
    off: tuple[tuple[Cut, Any], ...] = ()

    @cached_property
    def free(self) -> list[Symbol]:
        """The symbols that a point gives a value, by name."""
        found: frozenset[Any] = free_symbols(self.lhs) | free_symbols(self.rhs)
        for a, _, b in self.conditions:
            found |= free_symbols(a) | free_symbols(b)
        for e in (*self.written, *(e for _, e in self.off), *(value for _, value in self.solved)):
            found |= free_symbols(e)
        return sorted(found - {s for s, _ in self.solved}, key=lambda s: s.name)

    @cached_property
    def real(self) -> frozenset[Symbol]:
        """The solved symbols whose values are real, though an enclosure may not show it."""
        return frozenset(symbol for symbol, value in self.solved if is_real(self.facts, value))


def _hints(claim: Claim) -> tuple[Fraction, ...]:
    """Numbers beside and between the constants that the hypotheses mention."""
    constants = {
        Fraction(int(n.p), int(n.q)) for a, _, b in claim.conditions for e in (a, b) for n in e.atoms(Rational)
    }
    if not claim.conditions or len(constants) > 20:
        return ()
    near = {
        s * (c + d)
        for c in constants
        for d in (Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(-1, 2), c, 9 * c + 1)
        for s in (1, -1)
    }
    tiny = {Fraction(s, q) for s in (1, -1) for q in (10, 100, 10**4)}
    return tuple(sorted(near | tiny, key=lambda f: (f.denominator + abs(f.numerator), f)))


@dataclass(frozen=True)
class Look:
    """What a look at some points showed.

    Parameters
    ----------
    witness : a point that refutes the claim
    qualified : a point was met that satisfies the hypotheses, where both sides have values that do not disagree
    unreachable : the sides cannot be evaluated anywhere (something in them has no rule)
    """

    witness: Witness | None = None
    qualified: bool = False
    unreachable: bool = False


def look(claim: Claim, *, count: int, deadline: float | None = None) -> Look:
    """Up to the first point that qualifies, at the lowest precision."""
    unreachable = False
    tried = chain(_values(claim, count, deadline), guided(claim, deadline))
    for values in tried:
        outcome = try_point(claim, values, _PRECISIONS[0])
        if isinstance(outcome, Witness):
            return Look(_simplest(claim, outcome, tried))
        if outcome in (AGREES, CLOSER):
            return Look(None, True)
        unreachable = unreachable or outcome is NO_VALUE
        if unreachable:
            break
    return Look(None, False, unreachable)


def holds_at(claim: Claim, values: dict[Symbol, Any]) -> bool:
    """Whether a point, or each point of a ball, satisfies the hypotheses, and the claim is not seen to fail there."""
    return try_point(claim, values, _PRECISIONS[0]) in (AGREES, CLOSER)


def holds_strictly(claim: Claim, precision: int) -> bool:
    """Whether a claim about numbers is seen to hold by enclosures that do not meet."""
    return try_point(claim, {}, precision) == AGREES


def _values(claim: Claim, count: int, deadline: float | None) -> Iterator[dict[Symbol, Any]]:
    symbols = claim.free
    if any(s.name.startswith("_") for s in symbols):
        return  # a bound variable has no value of its own
    for point in points([claim.facts.domain(s) for s in symbols], count, _hints(claim)):
        clock.stop_after(deadline)
        yield dict(zip(symbols, point, strict=True))


def guided(claim: Claim, deadline: float | None) -> Iterator[dict[Symbol, Any]]:
    """Points that satisfy the hypotheses, chosen coordinate by coordinate: each is held against what is known by then.

    A hypothesis that cannot be evaluated is left to the look at the point.
    """
    symbols = claim.free
    wanted = frozenset(symbols)
    tests = [(c, free_symbols(c[0]) | free_symbols(c[2])) for c in claim.conditions]
    tests = [(c, names) for c, names in tests if names and names <= wanted]
    if not tests or any(s.name.startswith("_") for s in symbols):
        return
    symbols = sorted(symbols, key=lambda s: (min((len(n) for _, n in tests if s in n), default=99), s.name))
    hints = _hints(claim)
    samples = {s: with_hints(claim.facts.domain(s), hints) for s in symbols}
    left = [_LOOKS]

    def chosen(values: dict[Symbol, Any]) -> Iterator[dict[Symbol, Any]]:
        if len(values) == len(symbols):
            yield values
            return
        symbol, found = symbols[len(values)], 0
        for value in samples[symbol]:
            clock.stop_after(deadline)
            left[0] -= 1
            if left[0] < 0 or found == _BRANCHES:
                return
            here = {**values, symbol: value}
            if all(_may_hold(c, here) for c, names in tests if symbol in names and names <= here.keys()):
                found += 1
                yield from chosen(here)

    yield from islice(chosen({}), _OTHERS)


def _may_hold(condition: tuple[Any, Relation, Any], values: Mapping[Symbol, Any]) -> bool:
    a, relation, b = condition
    try:
        return compare(evaluate(a, values), str(relation), evaluate(b, values))
    except (Imprecise, Unevaluable):
        return True
    except (Undefined, ArithmeticError, ValueError):
        return False


def find_witness(
    claim: Claim, *, count: int = 60, deadline: float | None = None, precisions: tuple[int, ...] = _PRECISIONS
) -> Witness | None:
    """The first point, in a fixed order, that refutes the claim; None where none of the points tried does."""
    stubborn, met = 0, 0
    tried = _values(claim, count, deadline)
    others = (values for values in guided(claim, deadline) if met < _ENOUGH)
    for values in chain(tried, others):
        for precision in precisions:
            outcome = try_point(claim, values, precision)
            met += outcome in (AGREES, CLOSER)
            if isinstance(outcome, Witness):
                return _simplest(claim, outcome, tried)
            if outcome is NO_VALUE:
                return None
            if outcome in (SKIP, AGREES) or stubborn > 9:
                break
            if precision > precisions[0]:
                stubborn += 1
    return None


def _simplest(claim: Claim, first: Witness, others: Iterator[dict[Symbol, Any]]) -> Witness:
    """The first of some witnesses at whose point what hypotheses are solved for is a short number, too."""
    solved = {s.name for s, _ in claim.solved}
    if not solved or not kinds(claim.lhs).union(kinds(claim.rhs)).isdisjoint(_LENGTHY):
        return first

    def length(witness: Witness) -> int:
        return max(_SHORT if "." in value else len(value) for name, value in witness.at if name in solved)

    best = first
    for values in islice(others, _OTHERS):
        if length(best) <= _SIMPLE:
            break
        found = try_point(claim, values, _PRECISIONS[0])
        if isinstance(found, Witness) and length(found) < length(best):
            best = found
    return best


def try_point(
    claim: Claim, values: dict[Symbol, Any], precision: int, integrands: int = MAX_INTEGRANDS
) -> Witness | str:
    """A witness; else whether the point does not qualify, the claim holds there, or more digits may help."""
    try:
        balls: dict[Any, Any] = dict(values)
        for symbol, expression in claim.solved:
            value = evaluate(expression, balls, precision)
            if symbol in claim.real:
                value = acb(value.real)
            if not _inside(value, claim.facts.domain(symbol)):
                return SKIP
            balls[symbol] = value
        if not all(evaluate(e, balls, precision).imag.is_zero() for e in claim.facts.ordered):
            return SKIP
        if not _conditions_hold(claim, balls, precision):
            return SKIP
        if not all(is_defined(claim.facts, e, balls, precision) for e in claim.written):
            return SKIP
        if not all(cut.is_avoided(evaluate(e, balls, precision)) for cut, e in claim.off):
            return SKIP
        lhs, rhs = (evaluate(e, balls, precision, integrands) for e in (claim.lhs, claim.rhs))
    except Imprecise:
        return RETRY
    except Unevaluable:
        return NO_VALUE
    except (Undefined, ArithmeticError, ValueError):
        return SKIP
    if not (lhs.is_finite() and rhs.is_finite()):
        return SKIP
    try:
        if compare(lhs, str(claim.relation), rhs):
            return AGREES
    except Imprecise:
        return CLOSER
    except Undefined:
        return SKIP
    shown = [lhs, rhs, *(balls[s] for s, _ in claim.solved)]
    if precision < _PRECISIONS[1] and _are_coarse(shown, _BITS):
        finer = try_point(claim, values, _PRECISIONS[1])
        if isinstance(finer, Witness):
            return finer
    if _are_coarse(shown, _FEWEST_BITS):
        return CLOSER  # what cannot be shown is no witness
    return _witness(claim, values, balls, lhs, rhs)


def _are_coarse(shown: list[acb], bits: int) -> bool:
    """Whether balls leave more digits open than these; what may be zero is held against the largest of them, or one."""
    parts = [x for z in shown for x in (z.real, z.imag) if not x.is_exact()]
    if not parts:
        return False
    least = arb(2) ** -bits
    largest = max((abs(z).lower() for z in shown), key=float)
    return any(not x.rad() < least * (largest.min(1) if x.contains(0) else abs(x).lower()) for x in parts)


def _witness(claim: Claim, values: Mapping[Symbol, Any], balls: Mapping[Any, Any], lhs: acb, rhs: acb) -> Witness:
    """The point and both sides as text: exact rational numbers where arithmetic gives them, else decimals."""
    known: dict[Any, Any] = dict(values)
    at = [(s.name, exact(v)) for s, v in values.items()]
    for symbol, expression in claim.solved:
        value = exact_value(expression, known)
        known[symbol] = balls[symbol] if value is None else value
        at.append((symbol.name, _short(value) or numeral(balls[symbol])))
    texts = told_apart(lhs, rhs)
    sides = zip((claim.lhs, claim.rhs), (lhs, rhs), texts, strict=True)
    left, right = (t if z.is_exact() else _short(exact_value(e, known)) or t for e, z, t in sides)
    return Witness((*sorted(at), *claim.functions), left, right)


def _short(value: Fraction | None) -> str:
    if value is None or value.numerator.bit_length() > _LARGEST or value.denominator.bit_length() > _LARGEST:
        return ""
    text = str(value)
    return text if len(text) <= _SHORT else ""


def _conditions_hold(claim: Claim, balls: Mapping[Any, Any], precision: int) -> bool:
    for a, relation, b in claim.conditions:
        if not compare(evaluate(a, balls, precision), str(relation), evaluate(b, balls, precision)):
            return False
    return True


def _inside(value: acb, domain: Domain) -> bool:
    """Whether a ball lies in a domain, with certainty."""
    if domain.complex_:
        return True
    if not value.imag.is_zero() or (domain.integer and not (value.real.is_exact() and value.real.is_integer())):
        return False
    x = value.real
    for end, attained, above in (
        (domain.lower, not domain.lower_open, True),
        (domain.upper, not domain.upper_open, False),
    ):
        if end is not None:
            ball = evaluate(Rational(end.numerator, end.denominator), {}).real
            if end.denominator >= ROUNDED:
                ball, attained = ball + arb(0, 1e-40), False
            if not ((x > ball or (attained and x >= ball)) if above else (x < ball or (attained and x <= ball))):
                return False
    return all(not x.contains(arb(point.numerator) / point.denominator) for point in domain.excluded)
