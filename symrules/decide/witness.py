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
from itertools import islice
from typing import Any

import sympy
from flint import acb, arb
from sympy import Add, Derivative, Integer, Integral, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.balls import Undefined, compare, evaluate
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.tower import Unsupported
from symrules.decide.unfold import Unfolding
from symrules.domain import Domain
from symrules.errors import BudgetExceeded
from symrules.identity import Relation
from symrules.notation import Notation
from symrules.verdict import Witness

_PRECISIONS = (64, 192, 768, 3072)
_SYSTEMATIC = 6  # points with neighbouring samples, before the seeded draw


@dataclass(frozen=True)
class Claim:
    """What is to be refuted: both sides and the conditions, unfolded and free of unknown functions.

    solved : symbols that equations among the hypotheses express through the others, in order of evaluation
    functions : the concrete functions put for unknown ones, for the record
    """

    lhs: Any
    rhs: Any
    relation: Relation
    conditions: tuple[tuple[Any, Relation, Any], ...]
    facts: Facts
    solved: tuple[tuple[Symbol, Any], ...] = ()
    functions: tuple[tuple[str, str], ...] = ()

    @property
    def free(self) -> list[Symbol]:
        """The symbols that a point gives a value, by name."""
        found: set[Symbol] = self.lhs.free_symbols | self.rhs.free_symbols
        for a, _, b in self.conditions:
            found |= a.free_symbols | b.free_symbols
        for _, value in self.solved:
            found |= value.free_symbols
        return sorted(found - {s for s, _ in self.solved}, key=lambda s: s.name)


def points(domains: list[Domain], count: int) -> Iterator[tuple[Any, ...]]:
    """Members of the product of the domains, simplest first, with distinct coordinates early on."""
    if not domains:
        yield ()
        return
    samples = [list(islice(_samples(d), 40)) for d in domains]
    if any(not s for s in samples):
        return
    seen = set()
    generator = random.Random(20071123)
    for n in range(count):
        if n < _SYSTEMATIC:
            point = tuple(s[(n + i) % len(s)] for i, s in enumerate(samples))
        else:
            point = tuple(s[generator.randrange(min(len(s), 4 + n))] for s in samples)
        if point not in seen:
            seen.add(point)
            yield point


def _samples(domain: Domain) -> Iterator[Any]:
    if not domain.complex_:
        yield from domain.samples()
        return
    for x in domain.samples():
        yield x
        yield (x, Fraction(1))
        yield (Fraction(1, 2), x)


def find_witness(claim: Claim, *, count: int = 60, deadline: float | None = None) -> Witness | None:
    """The first point, in a fixed order, that refutes the claim; None where none of the points tried does."""
    symbols = claim.free
    stubborn = 0
    for point in points([claim.facts.domain(s) for s in symbols], count):
        if deadline is not None and time.monotonic() > deadline:
            raise BudgetExceeded
        values = dict(zip(symbols, point, strict=True))
        for precision in _PRECISIONS:
            outcome = _try(claim, values, precision)
            if isinstance(outcome, Witness):
                return outcome
            if outcome == "skip":
                break
            if precision > _PRECISIONS[0]:
                stubborn += 1
            if stubborn > 9:
                break
    return None


def _try(claim: Claim, values: dict[Symbol, Any], precision: int) -> Witness | str:
    """A witness, or "skip" where the point does not qualify, or "closer" where more digits may help."""
    try:
        balls: dict[Any, Any] = dict(values)
        for symbol, expression in claim.solved:
            balls[symbol] = value = evaluate(expression, balls, precision)
            if not _inside(value, claim.facts.domain(symbol)):
                return "skip"
        if not _conditions_hold(claim, balls, precision):
            return "skip"
        lhs, rhs = evaluate(claim.lhs, balls, precision), evaluate(claim.rhs, balls, precision)
    except Undefined:
        return "skip"
    except (ArithmeticError, ValueError):
        return "skip"
    if not (lhs.is_finite() and rhs.is_finite()):
        return "skip"
    try:
        if compare(lhs, str(claim.relation), rhs):
            return "skip" if claim.relation is not Relation.EQ else "closer" if not lhs.is_exact() else "skip"
    except Undefined:
        return "closer"
    return Witness(_description(claim, values), _decimal(lhs), _decimal(rhs))


def _conditions_hold(claim: Claim, balls: Mapping[Any, Any], precision: int) -> bool:
    for a, relation, b in claim.conditions:
        if not compare(evaluate(a, balls, precision), str(relation), evaluate(b, balls, precision)):
            return False
    return True


def _inside(value: acb, domain: Domain) -> bool:
    """Whether a ball lies in a domain, with certainty."""
    if domain.complex_:
        return True
    if domain.integer or value.imag != 0:
        return False
    x = value.real
    for end, attained, above in ((domain.lower, not domain.lower_open, True),
                                 (domain.upper, not domain.upper_open, False)):
        if end is not None:
            ball = evaluate(Rational(end.numerator, end.denominator), {}).real
            if not ((x > ball or (attained and x >= ball)) if above else (x < ball or (attained and x <= ball))):
                return False
    return all(not x.contains(arb(point.numerator) / point.denominator) for point in domain.excluded)


def _description(claim: Claim, values: Mapping[Symbol, Any]) -> tuple[tuple[str, str], ...]:
    at = [(s.name, str(v) if not isinstance(v, tuple) else f"{v[0]} + {v[1]}*I") for s, v in values.items()]
    at += [(s.name, str(e)) for s, e in claim.solved]
    return (*sorted(at), *claim.functions)


def _decimal(z: acb) -> str:
    """A ball in decimal, every printed digit correct up to the printed radius; exact small numbers plainly."""
    real = _real_decimal(z.real)
    return real if z.imag == 0 else f"{real} + {_real_decimal(z.imag)}*I"


def _real_decimal(x: arb) -> str:
    if x.is_exact() and x.is_integer() and abs(x) < 10**12:
        return str(int(x.unique_fmpz()))
    return str(x.str(18, radius=bool(x.rel_accuracy_bits() < 55)))


# -- unknown functions


def concrete(facts: Facts, expressions: list[Any], given: Mapping[str, tuple[tuple[Symbol, ...], Any]], variant: int
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
    linear = Add(Integer(k + 1), *(Mul(Integer(i + k + 2), p) for i, p in enumerate(parameters)))
    free = Add(linear, *(Mul(Integer(i + 1), Pow(p, 2)) for i, p in enumerate(parameters)))
    square = Add(Integer(1), Pow(linear, 2))
    if domain.complex_ or (domain.lower is None and domain.upper is None):
        return square if domain.excluded else free
    if domain.lower is not None and domain.upper is not None:
        low, high = (Rational(end.numerator, end.denominator) for end in (domain.lower, domain.upper))
        return Add(low, Mul(Add(high, -low), Pow(Add(Integer(1), square), -1)))
    if domain.lower is not None:
        return Add(Rational(domain.lower.numerator, domain.lower.denominator), square)
    assert domain.upper is not None
    return Add(Rational(domain.upper.numerator, domain.upper.denominator), Mul(-1, square))


def instantiated(e: Any, functions: Mapping[str, tuple[tuple[Symbol, ...], Any]]) -> Any:
    """The expression with concrete functions put for the unknown ones; derivatives are taken by `Unfolding` later."""
    if isinstance(e, AppliedUndef) and e.func.__name__ in functions:
        parameters, body = functions[e.func.__name__]
        arguments = [instantiated(a, functions) for a in e.args]
        return substituted(body, dict(zip(parameters, arguments, strict=True)))
    if not e.args or not (e.atoms(AppliedUndef) or e.has(Integral)):
        return e
    if isinstance(e, Derivative):
        return Derivative(instantiated(e.expr, functions), *(v for v, n in e.variable_count for _ in range(int(n))),
                          evaluate=False)
    if isinstance(e, Integral):
        limits = [(v, *ends) if ends else (v, Integer(0), Integer(1)) for v, *ends in e.limits]
        return Integral(instantiated(e.function, functions),
                        *((v, *(instantiated(end, functions) for end in ends)) for v, *ends in limits))
    arguments = [instantiated(a, functions) if isinstance(a, sympy.Basic) else a for a in e.args]
    if isinstance(e, (Add, Mul)):
        return type(e)(*arguments, evaluate=False)
    return e.func(*arguments, evaluate=False) if isinstance(e, (sympy.Function, sympy.Pow)) else e.func(*arguments)


def unfolded(facts: Facts, expressions: list[Any]) -> list[Any]:
    """Each expression with its derivatives and sums carried out.

    Raises
    ------
    Unsupported
        One of them cannot be.
    """
    unfolding = Unfolding(facts)
    return [unfolding.of(e) for e in expressions]


__all__ = ["Claim", "Unsupported", "concrete", "find_witness", "instantiated", "points", "unfolded"]
