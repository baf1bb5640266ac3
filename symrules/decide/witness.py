"""Refutation: a point of the domain that satisfies every hypothesis, where the two sides are rigorously apart.

Points are tried simplest first, always in the same order. Unknown functions are replaced by concrete ones of their
declared arguments and range; a variable that is integrated over an unspecified region gets the unit interval.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Any

import sympy
from flint import acb, arb
from sympy import Add, Derivative, Integer, Integral, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.balls import Imprecise, Undefined, Unevaluable, compare, evaluate
from symrules.decide.definedness import is_defined
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.tower import Meaningless, Unsupported, build
from symrules.decide.unfold import Unfolding
from symrules.domain import Domain
from symrules.errors import BudgetExceeded
from symrules.identity import Relation
from symrules.notation import Notation
from symrules.text.nodes import rebuild
from symrules.verdict import Witness
from symrules.vocabulary import free_symbols

_PRECISIONS = (64, 192, 768, 3072)
_ROUNDED = 10**40  # denominators beyond this one belong to ends of domains that were rounded
_SKIP, _AGREES, _CLOSER, _RETRY, _NO_VALUE = "skip", "agrees", "closer", "retry", "no value"
_SYSTEMATIC = 6  # points with neighbouring samples, before the seeded draw


@dataclass(frozen=True)
class Claim:
    """What is to be refuted: both sides and the conditions, unfolded and free of unknown functions.

    solved : symbols that equations among the hypotheses express through the others, in order of evaluation
    functions : the concrete functions put for unknown ones, for the record
    written : expressions that must have a value at a point for the claim to say anything there
    """

    lhs: Any
    rhs: Any
    relation: Relation
    conditions: tuple[tuple[Any, Relation, Any], ...]
    facts: Facts
    solved: tuple[tuple[Symbol, Any], ...] = ()
    functions: tuple[tuple[str, str], ...] = ()
    written: tuple[Any, ...] = ()

    @property
    def free(self) -> list[Symbol]:
        """The symbols that a point gives a value, by name."""
        found: frozenset[Any] = free_symbols(self.lhs) | free_symbols(self.rhs)
        for a, _, b in self.conditions:
            found |= free_symbols(a) | free_symbols(b)
        for e in (*self.written, *(value for _, value in self.solved)):
            found |= free_symbols(e)
        return sorted(found - {s for s, _ in self.solved}, key=lambda s: s.name)


def points(domains: list[Domain], count: int, hints: tuple[Fraction, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Members of the product of the domains, simplest first, with distinct coordinates early on.

    Parameters
    ----------
    hints : further numbers to try as coordinates, such as those beside the constants of the hypotheses
    """
    if not domains:
        yield ()
        return
    samples = [_with_hints(d, hints) if hints else simplest_members(d) for d in domains]
    if any(not s for s in samples):
        return
    seen = set()
    generator = random.Random(20071123)
    for n in range(count):
        if n < _SYSTEMATIC:
            point = tuple(s[(n + i) % len(s)] for i, s in enumerate(samples))
        else:
            point = tuple(s[generator.randrange(len(s) if hints else min(len(s), 4 + n))] for s in samples)
        if point not in seen:
            seen.add(point)
            yield point


@lru_cache(maxsize=1024)
def _with_hints(domain: Domain, hints: tuple[Fraction, ...]) -> tuple[Any, ...]:
    simplest = simplest_members(domain)
    known = set(simplest)
    return simplest + tuple(h for h in hints if domain.complex_ or (h in domain and h not in known))


@lru_cache(maxsize=1024)
def simplest_members(domain: Domain) -> tuple[Any, ...]:
    """Some members of a domain, simplest first."""
    members = list(islice(_samples(domain), 60))
    if not domain.complex_:
        # what holds inside may fail at zero and at the ends: they come early
        special = [
            x
            for x in (Fraction(0), domain.lower, domain.upper)
            if x is not None and x.denominator < _ROUNDED and x in domain
        ]
        ordinary = [x for x in members if x not in special]
        members = ordinary[:5] + special + ordinary[5:]
    return tuple(dict.fromkeys(members[:40]))


def _samples(domain: Domain) -> Iterator[Any]:
    if not domain.complex_:
        # an end that was rounded from a multiple of π is not a member with certainty
        yield from (x for x in domain.samples() if x.denominator < _ROUNDED)
        return
    for x in domain.samples():
        yield x
        yield (x, Fraction(1))
        yield (Fraction(1, 2), x)


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
    for values in _values(claim, count, deadline):
        outcome = _try(claim, values, _PRECISIONS[0])
        if isinstance(outcome, Witness):
            return Look(outcome)
        if outcome in (_AGREES, _CLOSER):
            return Look(None, True)
        unreachable = unreachable or outcome is _NO_VALUE
        if unreachable:
            break
    return Look(None, False, unreachable)


def holds_at(claim: Claim, values: dict[Symbol, Any]) -> bool:
    """Whether a point, or each point of a ball, satisfies the hypotheses, and the claim is not seen to fail there."""
    return _try(claim, values, _PRECISIONS[0]) in (_AGREES, _CLOSER)


def holds_strictly(claim: Claim, precision: int) -> bool:
    """Whether a claim about numbers is seen to hold by enclosures that do not meet."""
    return _try(claim, {}, precision) == _AGREES


def _values(claim: Claim, count: int, deadline: float | None) -> Iterator[dict[Symbol, Any]]:
    symbols = claim.free
    if any(s.name.startswith("_") for s in symbols):
        return  # a bound variable has no value of its own
    for point in points([claim.facts.domain(s) for s in symbols], count, _hints(claim)):
        if deadline is not None and time.monotonic() > deadline:
            raise BudgetExceeded
        yield dict(zip(symbols, point, strict=True))


def find_witness(
    claim: Claim, *, count: int = 60, deadline: float | None = None, precisions: tuple[int, ...] = _PRECISIONS
) -> Witness | None:
    """The first point, in a fixed order, that refutes the claim; None where none of the points tried does."""
    stubborn = 0
    for values in _values(claim, count, deadline):
        for precision in precisions:
            outcome = _try(claim, values, precision)
            if isinstance(outcome, Witness):
                return outcome
            if outcome is _NO_VALUE:
                return None
            if outcome in (_SKIP, _AGREES) or stubborn > 9:
                break
            if precision > precisions[0]:
                stubborn += 1
    return None


def _try(claim: Claim, values: dict[Symbol, Any], precision: int) -> Witness | str:
    """A witness; else whether the point does not qualify, the claim holds there, or more digits may help."""
    try:
        balls: dict[Any, Any] = dict(values)
        for symbol, expression in claim.solved:
            balls[symbol] = value = evaluate(expression, balls, precision)
            if not _inside(value, claim.facts.domain(symbol)):
                return _SKIP
        if not _conditions_hold(claim, balls, precision):
            return _SKIP
        if not all(is_defined(e, balls, precision) for e in claim.written):
            return _SKIP
        lhs, rhs = evaluate(claim.lhs, balls, precision), evaluate(claim.rhs, balls, precision)
    except Imprecise:
        return _RETRY
    except Unevaluable:
        return _NO_VALUE
    except (Undefined, ArithmeticError, ValueError):
        return _SKIP
    if not (lhs.is_finite() and rhs.is_finite()):
        return _SKIP
    try:
        if compare(lhs, str(claim.relation), rhs):
            return _AGREES
    except Imprecise:
        return _CLOSER
    except Undefined:
        return _SKIP
    left, right = _told_apart(lhs, rhs)
    return Witness(_description(claim, values), left, right)


def _conditions_hold(claim: Claim, balls: Mapping[Any, Any], precision: int) -> bool:
    for a, relation, b in claim.conditions:
        if not compare(evaluate(a, balls, precision), str(relation), evaluate(b, balls, precision)):
            return False
    return True


def _inside(value: acb, domain: Domain) -> bool:
    """Whether a ball lies in a domain, with certainty."""
    if domain.complex_:
        return True
    if value.imag != 0 or (domain.integer and not (value.real.is_exact() and value.real.is_integer())):
        return False
    x = value.real
    for end, attained, above in (
        (domain.lower, not domain.lower_open, True),
        (domain.upper, not domain.upper_open, False),
    ):
        if end is not None:
            ball = evaluate(Rational(end.numerator, end.denominator), {}).real
            if end.denominator >= _ROUNDED:
                ball, attained = ball + arb(0, 1e-40), False
            if not ((x > ball or (attained and x >= ball)) if above else (x < ball or (attained and x <= ball))):
                return False
    return all(not x.contains(arb(point.numerator) / point.denominator) for point in domain.excluded)


_SHORT = 40


def _description(claim: Claim, values: Mapping[Symbol, Any]) -> tuple[tuple[str, str], ...]:
    at = [(s.name, str(v) if not isinstance(v, tuple) else f"{v[0]} + {v[1]}*I") for s, v in values.items()]
    at += [(s.name, _solved_value(e, values)) for s, e in claim.solved]
    return (*sorted(at), *claim.functions)


def _solved_value(e: Any, values: Mapping[Symbol, Any]) -> str:
    """What the hypotheses make of a symbol at the point: the expression where it is short, else its value."""
    text = str(e)
    if len(text) <= _SHORT:
        return text
    try:
        return _decimal(evaluate(e, values))
    except (Undefined, ArithmeticError, ValueError):
        return text


def _told_apart(a: acb, b: acb) -> tuple[str, str]:
    """Two balls in decimal, with as many digits as tell them apart (where they differ at all)."""
    for digits in (18, 40, 100, 250, 1000):
        texts = _decimal(a, digits), _decimal(b, digits)
        if not _is_same_number(*texts):
            break
    return texts


def _is_same_number(a: str, b: str) -> bool:
    return a == b or (a.rstrip("0").rstrip(".") == b.rstrip("0").rstrip(".") and "." in a + b)


def _decimal(z: acb, digits: int = 18) -> str:
    """A ball in decimal, every printed digit correct up to the printed radius; exact small numbers plainly."""
    real = _real_decimal(z.real, digits)
    return real if z.imag == 0 else f"{real} + {_real_decimal(z.imag, digits)}*I"


def _real_decimal(x: arb, digits: int) -> str:
    if x.is_exact() and x.is_integer() and abs(x) < 10**12:
        return str(int(x.unique_fmpz()))
    return str(x.str(digits, radius=bool(x.rel_accuracy_bits() < 3.05 * digits)))


# -- unknown functions


def concrete(
    facts: Facts, expressions: list[Any], given: Mapping[str, tuple[tuple[Symbol, ...], Any]], variant: int
) -> dict[str, tuple[tuple[Symbol, ...], Any]]:
    """A concrete function for each unknown one in the expressions: the given ones, else polynomials by rule."""
    chosen = dict(given)
    names = sorted({(f.func.__name__, len(f.args)) for e in expressions for f in e.atoms(AppliedUndef)})
    for k, (name, arity) in enumerate(names):
        if name not in chosen:
            parameters = tuple(Symbol(f"a{i + 1}") for i in range(arity))
            chosen[name] = (parameters, _body(parameters, _range(facts.notation, name), k + 2 * variant))
    return chosen


def _range(notation: Notation, name: str) -> Domain:
    return notation[name].domain if name in notation else Domain()


def _body(parameters: tuple[Symbol, ...], domain: Domain, k: int) -> Any:
    """A polynomial (or a rational function, in a bounded range) that distinguishes its arguments."""
    if domain.integer or (domain.excluded and (domain.lower, domain.upper) != (None, None)):
        members = simplest_members(domain)
        return Rational(*members[k % len(members)].as_integer_ratio())
    linear = Add(Integer(k + 1), *(Mul(Integer(i + k + 2), p) for i, p in enumerate(parameters)))
    free = Add(linear, *(Mul(Integer(i + 1), Pow(p, 2)) for i, p in enumerate(parameters)))
    square = Add(Integer(1), Pow(linear, 2))
    if domain.complex_ or (domain.lower is None and domain.upper is None):
        if not domain.excluded:
            return free
        return Add(max(Rational(*x.as_integer_ratio()) for x in domain.excluded), square)
    if domain.lower is not None and domain.upper is not None:
        low, high = (Rational(end.numerator, end.denominator) for end in (domain.lower, domain.upper))
        return Add(low, Mul(Add(high, -low), Pow(Add(Integer(1), square), -1)))
    if domain.lower is not None:
        return Add(Rational(domain.lower.numerator, domain.lower.denominator), square)
    assert domain.upper is not None
    return Add(Rational(domain.upper.numerator, domain.upper.denominator), Mul(-1, square))


def instantiated(e: Any, functions: Mapping[str, tuple[tuple[Symbol, ...], Any]], facts: Facts) -> Any:
    """The expression with concrete functions put for the unknown ones; derivatives are taken by `Unfolding` later."""
    if isinstance(e, AppliedUndef) and e.func.__name__ in functions:
        parameters, body = functions[e.func.__name__]
        arguments = [instantiated(a, functions, facts) for a in e.args]
        _check_arguments(facts, e)
        return substituted(body, dict(zip(parameters, arguments, strict=True)))
    if not e.args or not (e.atoms(AppliedUndef) or e.has(Integral)):
        return e
    if isinstance(e, Derivative):
        return Derivative(
            instantiated(e.expr, functions, facts),
            *(v for v, n in e.variable_count for _ in range(int(n))),
            evaluate=False,
        )
    if isinstance(e, Integral):
        limits = [(v, *ends) if ends else (v, *_unit_interval(facts.domain(v))) for v, *ends in e.limits]
        return Integral(
            instantiated(e.function, functions, facts),
            *((v, *(instantiated(end, functions, facts) for end in ends)) for v, *ends in limits),
        )
    arguments = [instantiated(a, functions, facts) if isinstance(a, sympy.Basic) else a for a in e.args]
    return rebuild(e, tuple(arguments))


def _check_arguments(facts: Facts, applied: Any) -> None:
    """A polynomial has its values in a range of reals at real arguments only."""
    if facts.domain(applied).complex_:
        return
    try:
        tower, fractions = build(facts, applied.args)
    except Meaningless:
        return
    if not all(tower.is_real(f) for f in fractions):
        raise Unsupported("a function with values on the line, at an argument that may be complex")


def _unit_interval(domain: Domain) -> tuple[Any, Any]:
    """A region for a variable that is integrated over its whole range, within its domain."""
    if domain.lower is None and domain.upper is None:
        return Integer(0), Integer(1)
    if domain.lower is None:
        assert domain.upper is not None
        low, high = domain.upper - 1, domain.upper
    else:
        low = domain.lower
        high = low + 1 if domain.upper is None else domain.upper
    return Rational(low.numerator, low.denominator), Rational(high.numerator, high.denominator)


def unfolded(facts: Facts, expressions: list[Any]) -> tuple[list[Any], tuple[tuple[Any, str], ...]]:
    """Each expression with its derivatives and sums carried out, and the signs of parameters that this supposes.

    Raises
    ------
    Unsupported
        One of them cannot be.
    """
    unfolding = Unfolding(facts)
    return [unfolding.whole(e) for e in expressions], unfolding.generic_signs


__all__ = ["Claim", "Unsupported", "concrete", "find_witness", "instantiated", "points", "unfolded"]
