"""Sums with symbolic or infinite ends in closed form.

A summand is read as a sum of p(k) r^k/D(k), perhaps beside 1/k!, 1/(2k)!, 1/(2k+1)! or a binomial coefficient, with
polynomials p and D in k and a ratio r free of k:

    Σ_{k=a}^{b} p(k) r^k = F(b+1) - F(a),       F(k) = q(k) r^k,   r q(k+1) - q(k) = p(k),   F(∞) = 0 for |r| < 1,
    Σ_{k>=a} 1/(k+c)^m = (-1)^m ψ^(m-1)(a+c)/(m-1)!,    for m = 1 up to what cancels in a sum that converges,
    Σ_{k>=a} (-1)^k/(k+c)^m from the even and the odd k,    Σ_{i>=1} r^i/i^m = Li_m(r) for |r| < 1,
    Σ_i i(i-1)…(i-l+1) r^i/i! = r^l e^r,       Σ_k k(k-1)…(k-l+1) C(N,k) r^k = N(N-1)…(N-l+1) r^l (1+r)^(N-l).
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Add, Integer, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.build import build
from symrules.decide.differentiate import derivative, substituted
from symrules.decide.expression_sign import expression_sign
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.fraction import Fraction, support
from symrules.decide.genericity import Generic
from symrules.decide.intervals import exact_fraction, is_minus_infinity
from symrules.decide.polynomials import polynomial_in, stripped
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.required import nodes
from symrules.decide.singularities import NONZERO, requirements
from symrules.decide.sum_terms import SUMMED, Range, Term, TermSum
from symrules.decide.tower import Tower
from symrules.domain import Domain
from symrules.text.nodes import rebuild, with_limits
from symrules.vocabulary import factors_of, free_symbols

_MAX_DEGREE = 30
_INTEGERS, _COMPLEX = Domain(integer=True), Domain(complex_=True)


def closed_sum(facts: Facts, e: Any) -> tuple[Any, dict[str, Generic]] | None:
    """The value of a sum over one variable, and the conditions for it by their texts; None if it is not known."""
    (k, low, high), *more = e.limits
    if not more and is_minus_infinity(low):
        return _from_minus_infinity(facts, e.function, k, high)
    if more or not _is_integer(facts, low) or not (high == sympy.oo or _is_integer(facts, high)):
        return None
    if high != sympy.oo and not _runs_forward(facts, low, high):
        return None
    summand = substituted(e.function, {k: SUMMED})
    summing = Summing(facts.binding(SUMMED.name, _INTEGERS), low, high)
    try:
        value = summing.of(summand)
    except (Unsupported, Meaningless):
        return None
    return value, summing.conditions


def is_sum_of_unknowns(facts: Facts, e: Any) -> bool:
    """Whether a sum is over unknown functions, between finite ends that are integers in their order."""
    _, low, high = e.limits[0]
    ends = _is_integer(facts, low) and high != sympy.oo and _is_integer(facts, high)
    return bool(ends and e.function.atoms(AppliedUndef) and _runs_forward(facts, low, high))


def _runs_forward(facts: Facts, low: Any, high: Any) -> bool:
    """Whether the upper end is at least the lower one less one, wherever the symbols lie; a sum has no value else."""
    return expression_sign(facts, Add(high, Mul(-1, low), 1)) in ("+", "0+", "0")


def _from_minus_infinity(facts: Facts, f: Any, k: Any, high: Any) -> tuple[Any, dict[str, Generic]] | None:
    """The sum over k <= b as one over -k >= -b; the sum over all k in two halves."""
    reflected = substituted(f, {k: Mul(-1, k)})
    if high != sympy.oo:
        return closed_sum(facts, with_limits(sympy.Sum, reflected, (k, Mul(-1, high), sympy.oo)))
    halves = [
        closed_sum(facts, with_limits(sympy.Sum, g, (k, Integer(n), sympy.oo))) for g, n in ((f, 0), (reflected, 1))
    ]
    if any(h is None for h in halves):
        return None
    found = [h for h in halves if h is not None]
    return Add(*(value for value, _ in found)), {t: c for _, conditions in found for t, c in conditions.items()}


def _is_integer(facts: Facts, e: Any) -> bool:
    """Whether an expression is an integer wherever its symbols lie in their domains."""
    value = rational_value(e)
    if value is not None:
        return bool(value.q == 1)
    if e.is_Symbol:
        return bool(facts.domain(e).integer)
    if e.is_Pow:
        n = rational_value(e.args[1])
        return n is not None and n.q == 1 and n >= 0 and _is_integer(facts, e.args[0])
    return (e.is_Add or e.is_Mul) and all(_is_integer(facts, a) for a in e.args)


class Summing(Range):
    """One sum between two ends."""

    def __init__(self, facts: Facts, low: Any, high: Any) -> None:
        super().__init__(low, high, {})
        self.facts = facts
        self.bases: dict[Any, Symbol] = {}

    def of(self, e: Any) -> Any:
        if e.is_Add:
            try:
                return self._total([self.of(a) for a in e.args])
            except Unsupported:
                pass  # the terms may diverge one by one
        weight, rest = self._weight(e)
        self.bases = {}
        plain = self._without_powers(rest)
        facts = self.facts
        for symbol in self.bases.values():
            facts = facts.binding(symbol.name, _COMPLEX)
        ends = [self.low, *([] if self.infinite else [self.high])]
        tower, (f, *_) = build(facts, [plain, *self.bases, *ends, *(known for known, _ in facts.signs)])
        self._refuse_lost_poles(e, tower, f)
        return Add(*(self._term(tower, weight, term) for term in self._terms(tower, f)))

    def _total(self, parts: list[Any]) -> Any:
        """The sum of closed forms, where none cancels that may have a pole."""
        total = Add(*parts)
        kept = {r for node in nodes(total) for r in requirements(node)}
        for r in dict.fromkeys(r for a in parts for node in nodes(a) for r in requirements(node)):
            if r not in kept and free_symbols(r.expression) and expression_sign(self.facts, r.expression) != "+":
                raise Unsupported("sums of which parts cancel that may have no value")
        return total

    def _refuse_lost_poles(self, e: Any, tower: Tower, f: Fraction) -> None:
        """A term at which a factor cancels that may vanish in the range has no value, and nothing would show it."""
        first = exact_fraction(self.low)
        inside = self.facts.binding(SUMMED.name, Domain(lower=first, lower_open=first is None, integer=True))
        for node in nodes(e):
            for r in requirements(node):
                if r.relation != NONZERO or r.unless or SUMMED not in free_symbols(r.expression):
                    continue
                if expression_sign(inside, r.expression) in NOT_ZERO:
                    continue
                try:
                    lost = (
                        f.denominator is None
                        or not divmod(f.denominator, tower.of(r.expression).numerator)[1].is_zero()
                    )
                except (Unsupported, Meaningless, ZeroDivisionError):
                    lost = True
                if lost:
                    raise Unsupported("a sum over terms of which one may have no value")

    def _weight(self, e: Any) -> tuple[Any, Any]:
        """One factor 1/u! or a binomial coefficient (or its square) in k, and the other factors."""
        factors = factors_of(e)
        found = [a for a in factors if SUMMED in free_symbols(a) and _is_weight(a)]
        if not found:
            return None, e
        if len(found) > 1 and found != [found[0]] * 2:
            raise Unsupported("a sum over several factorials")
        weight = found[0] if len(found) == 1 else Pow(found[0], 2, evaluate=False)
        return weight, Mul(*(a for a in factors if a not in found), evaluate=False)

    # -- reading

    def _without_powers(self, e: Any) -> Any:
        """The expression with a symbol R for each b^k, so that it becomes rational in k and these."""
        if SUMMED not in free_symbols(e) or e == SUMMED:
            return e
        if e.is_Pow and SUMMED in free_symbols(e.args[1]):
            if SUMMED in free_symbols(e.args[0]):
                raise Unsupported("a power of the summation variable to itself")
            return self._power(e.args[0], e.args[1])
        if isinstance(e, sympy.exp):
            return self._power(sympy.E, e.args[0])
        if isinstance(e, (sympy.sin, sympy.cos, sympy.sinh, sympy.cosh)):
            return self._without_powers(_exponential_form(e))
        if e.is_Add or e.is_Mul or e.is_Pow:
            return rebuild(e, tuple(self._without_powers(a) if a.args or a.is_Symbol else a for a in e.args))
        raise Unsupported(f"a sum over {type(e).__name__}")

    def _power(self, base: Any, exponent: Any) -> Any:
        slope = derivative(exponent, SUMMED)
        if SUMMED in free_symbols(slope):
            raise Unsupported("an exponent that is not linear in the summation variable")
        rest = substituted(exponent, {SUMMED: Integer(0)})
        n = rational_value(slope)
        count, of = 1, Pow(base, slope)
        if n is not None and n.q == 1 and base is not sympy.E:
            count, of = int(n.p), base
        if count < 0:
            count, of = -count, Pow(of, -1)
        symbol = self.bases.setdefault(of, Symbol(f"_ratio{len(self.bases)}"))
        return Mul(Pow(base, rest, evaluate=False), Pow(symbol, count), evaluate=False)

    def _terms(self, tower: Tower, f: Fraction) -> list[Term]:
        names = {tower.by_key[s].index: b for b, s in self.bases.items() if s in tower.by_key}
        k = tower.by_key.get(SUMMED)
        if f.denominator is not None and any(i in names for i in support(f.denominator)):
            raise Unsupported("a sum over a quotient of powers")
        groups: dict[tuple[int, ...], dict[Any, Any]] = {}
        for monomial, c in f.numerator.to_dict().items():
            key = tuple(monomial[i] for i in sorted(names))
            groups.setdefault(key, {})[tuple(0 if i in names else d for i, d in enumerate(monomial))] = c
        terms = []
        for key, p in sorted(groups.items()):
            polynomial = tower.context.from_dict(p)
            above = [Fraction(polynomial)] if k is None else polynomial_in(tower, polynomial, k, {k.index})
            assert above is not None
            if len(above) > _MAX_DEGREE:
                raise Unsupported("a sum over a polynomial of high degree")
            terms.append(
                Term(above, f.denominator, [(names[i], n) for i, n in zip(sorted(names), key, strict=True) if n])
            )
        return terms

    def _term(self, tower: Tower, weight: Any, term: Term) -> Any:
        k = tower.by_key.get(SUMMED)
        below = tower.one
        rational = term.below is not None and k is not None and k.index in support(term.below)
        if term.below is not None and not rational:
            below = Fraction(term.below).inverse()
        above = stripped(tower, [c * below for c in term.above])
        ratio = tower.one
        for base, n in term.bases:
            ratio = tower.reduce(ratio * tower.integer_power(tower.of(base), n))
        each = TermSum(self, tower, above, ratio, term)
        if weight is not None:
            if rational:
                raise Unsupported("a sum over a rational function beside a factorial")
            return each.weighted(weight)
        return each.rational(term.below, k) if rational else each.geometric()


def _is_weight(e: Any) -> bool:
    if isinstance(e, sympy.binomial):
        return True
    if e.is_Pow and isinstance(e.args[0], sympy.binomial):
        return bool(rational_value(e.args[1]) == 2)
    return bool(e.is_Pow and isinstance(e.args[0], sympy.factorial) and rational_value(e.args[1]) == -1)


def _exponential_form(e: Any) -> Any:
    u = e.args[0] if isinstance(e, (sympy.sinh, sympy.cosh)) else Mul(sympy.I, e.args[0], evaluate=False)
    up, down = sympy.exp(u, evaluate=False), sympy.exp(Mul(-1, u, evaluate=False), evaluate=False)
    even = isinstance(e, (sympy.cosh, sympy.cos))
    scale = Rational(1, 2) if not isinstance(e, sympy.sin) else Mul(Rational(-1, 2), sympy.I)
    return Mul(scale, Add(up, down if even else Mul(-1, down, evaluate=False), evaluate=False), evaluate=False)
