"""Sums with symbolic or infinite ends in closed form.

A summand is read as a sum of p(k) r^k/D(k), perhaps beside 1/k!, 1/(2k)!, 1/(2k+1)! or a binomial coefficient, with
polynomials p and D in k and a ratio r free of k:

    Σ_{k=a}^{b} p(k) r^k = F(b+1) - F(a),       F(k) = q(k) r^k,   r q(k+1) - q(k) = p(k),   F(∞) = 0 for |r| < 1,
    Σ_{k>=a} 1/(k+c)^m = (-1)^m ψ^(m-1)(a+c)/(m-1)!,    for m = 1 up to what cancels in a sum that converges,
    Σ_{k>=a} (-1)^k/(k+c)^m from the even and the odd k,    Σ_{i>=1} r^i/i^m = Li_m(r) for |r| < 1,
    Σ_i i(i-1)…(i-l+1) r^i/i! = r^l e^r,       Σ_k k(k-1)…(k-l+1) C(N,k) r^k = N(N-1)…(N-l+1) r^l (1+r)^(N-l).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, factorial
from typing import Any

import sympy
from flint import fmpq
from sympy import Add, Integer, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.differentiate import derivative, substituted
from symrules.decide.facts import Facts
from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.intervals import is_minus_infinity
from symrules.decide.kernels import polynomial_in, real_part, stripped
from symrules.decide.partial_fractions import principal_parts
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.roots import rational_power
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower, build
from symrules.decide.writing import expression_of
from symrules.domain import Domain
from symrules.text import print_expression
from symrules.text.nodes import rebuild
from symrules.vocabulary import free_symbols

_HALF = fmpq(1, 2)
_MAX_DEGREE = 30
_K = Symbol("_summed")
_INTEGERS, _COMPLEX = Domain(integer=True), Domain(complex_=True)


def closed_sum(facts: Facts, e: Any) -> tuple[Any, tuple[str, ...]] | None:
    """The value of a sum over one variable, and the conditions under which it has it; None where it is not known."""
    (k, low, high), *more = e.limits
    if not more and is_minus_infinity(low):
        return _from_minus_infinity(facts, e.function, k, high)
    if more or not _is_integer(facts, low) or not (high == sympy.oo or _is_integer(facts, high)):
        return None
    if high != sympy.oo and not _runs_forward(facts, low, high):
        return None
    summand = substituted(e.function, {k: _K})
    summing = _Summing(facts.binding(_K.name, _INTEGERS), low, high)
    try:
        value = summing.of(summand)
    except (Unsupported, Meaningless):
        return None
    return value, tuple(sorted(summing.conditions))


def is_sum_of_unknowns(facts: Facts, e: Any) -> bool:
    """Whether a sum is over unknown functions, between finite ends that are integers in their order."""
    _, low, high = e.limits[0]
    ends = _is_integer(facts, low) and high != sympy.oo and _is_integer(facts, high)
    return bool(ends and e.function.atoms(AppliedUndef) and _runs_forward(facts, low, high))


def _runs_forward(facts: Facts, low: Any, high: Any) -> bool:
    """Whether the upper end is at least the lower one less one, wherever the symbols lie; a sum has no value else."""
    from symrules.decide.cases import expression_sign

    return expression_sign(facts, Add(high, Mul(-1, low), 1)) in ("+", "0+", "0")


def _from_minus_infinity(facts: Facts, f: Any, k: Any, high: Any) -> tuple[Any, tuple[str, ...]] | None:
    """The sum over k <= b as one over -k >= -b; the sum over all k in two halves."""
    reflected = substituted(f, {k: Mul(-1, k)})
    if high != sympy.oo:
        return closed_sum(facts, sympy.Sum(reflected, (k, Mul(-1, high), sympy.oo)))
    halves = [closed_sum(facts, sympy.Sum(g, (k, n, sympy.oo))) for g, n in ((f, 0), (reflected, 1))]
    if any(h is None for h in halves):
        return None
    found = [h for h in halves if h is not None]
    return Add(*(value for value, _ in found)), tuple(sorted({c for _, conditions in found for c in conditions}))


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


@dataclass
class _Term:
    """p(k)/D(k) · Π base^(e k): the coefficients of p, D, and the powers of the bases."""

    above: list[Fraction]
    below: Any
    bases: list[tuple[Any, int]]

    def power(self, exponent: Any) -> Any:
        """r^exponent."""
        return Mul(*(_power(b, Mul(n, exponent)) for b, n in self.bases))


def _power(base: Any, exponent: Any) -> Any:
    return sympy.exp(Mul(base.args[0], exponent)) if isinstance(base, sympy.exp) else Pow(base, exponent)


class _Summing:
    """One sum between two ends."""

    def __init__(self, facts: Facts, low: Any, high: Any) -> None:
        self.facts, self.low, self.high = facts, low, high
        self.infinite = high == sympy.oo
        self.conditions: set[str] = set()
        self.bases: dict[Any, Symbol] = {}

    def of(self, e: Any) -> Any:
        if e.is_Add:
            try:
                return Add(*(self.of(a) for a in e.args))
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
        return Add(*(self._term(tower, weight, term) for term in self._terms(tower, f)))

    def _weight(self, e: Any) -> tuple[Any, Any]:
        """One factor 1/u! or a binomial coefficient (or its square) in k, and the other factors."""
        factors = _factors(e)
        found = [a for a in factors if _K in free_symbols(a) and _is_weight(a)]
        if not found:
            return None, e
        if len(found) > 1 and found != [found[0]] * 2:
            raise Unsupported("a sum over several factorials")
        weight = found[0] if len(found) == 1 else Pow(found[0], 2, evaluate=False)
        return weight, Mul(*(a for a in factors if a not in found), evaluate=False)

    # -- reading

    def _without_powers(self, e: Any) -> Any:
        """The expression with a symbol R for each b^k, so that it becomes rational in k and these."""
        if _K not in free_symbols(e) or e == _K:
            return e
        if e.is_Pow and _K in free_symbols(e.args[1]):
            if _K in free_symbols(e.args[0]):
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
        slope = derivative(exponent, _K)
        if _K in free_symbols(slope):
            raise Unsupported("an exponent that is not linear in the summation variable")
        rest = substituted(exponent, {_K: Integer(0)})
        n = rational_value(slope)
        count, of = 1, Pow(base, slope)
        if n is not None and n.q == 1 and base is not sympy.E:
            count, of = int(n.p), base
        if count < 0:
            count, of = -count, Pow(of, -1)
        symbol = self.bases.setdefault(of, Symbol(f"_ratio{len(self.bases)}"))
        return Mul(Pow(base, rest, evaluate=False), Pow(symbol, count), evaluate=False)

    def _terms(self, tower: Tower, f: Fraction) -> list[_Term]:
        names = {tower.by_key[s].index: b for b, s in self.bases.items() if s in tower.by_key}
        k = tower.by_key.get(_K)
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
                _Term(above, f.denominator, [(names[i], n) for i, n in zip(sorted(names), key, strict=True) if n])
            )
        return terms

    def _term(self, tower: Tower, weight: Any, term: _Term) -> Any:
        k = tower.by_key.get(_K)
        below = tower.one
        rational = term.below is not None and k is not None and k.index in support(term.below)
        if term.below is not None and not rational:
            below = Fraction(term.below).inverse()
        above = stripped(tower, [c * below for c in term.above])
        ratio = tower.one
        for base, n in term.bases:
            ratio = tower.reduce(ratio * tower.integer_power(tower.of(base), n))
        each = _Each(self, tower, above, ratio, term)
        if weight is not None:
            if rational:
                raise Unsupported("a sum over a rational function beside a factorial")
            return each.weighted(weight)
        return each.rational(term.below, k) if rational else each.geometric()


def _factors(e: Any) -> list[Any]:
    return [f for a in e.args for f in _factors(a)] if e.is_Mul else [e]


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


class _Each:
    """The sum of one term."""

    def __init__(self, summing: _Summing, tower: Tower, above: list[Fraction], ratio: Fraction, term: _Term) -> None:
        self.summing, self.tower, self.above, self.ratio, self.term = summing, tower, above, ratio, term
        self.low, self.high, self.infinite = summing.low, summing.high, summing.infinite

    def written(self, f: Fraction) -> Any:
        return expression_of(self.tower, self.tower.reduce(f))

    def end(self, e: Any) -> Fraction:
        return self.tower.of(e)

    def start(self) -> int:
        """The lower end, where it is a number."""
        n = rational_value(self.low)
        if n is None:
            raise Unsupported("a sum whose lower end is not a number")
        return int(n.p)

    def converges(self) -> None:
        """|r| < 1."""
        tower, r = self.tower, self.ratio
        if tower.is_real(r):
            known = all(sign_of(tower, tower.reduce(tower.one + s * r)) == "+" for s in (tower.one, -tower.one))
        else:
            from symrules.decide.parts import conjugated

            known = sign_of(tower, real_part(tower, tower.reduce(tower.one - r * conjugated(tower, r)))) == "+"
        if not known:
            raise Unsupported("a series whose convergence is not known")

    # -- polynomials times powers

    def geometric(self) -> Any:
        tower, term = self.tower, self.term
        if not self.above:
            return Integer(0)
        excess = tower.reduce(self.ratio - tower.one)
        if self.infinite:
            self.converges()
        elif not excess.is_zero() and sign_of(tower, excess) not in ("+", "-", "!0"):
            self.summing.conditions.add(f"{print_expression(self.written(excess))} != 0")
        q = self._primitive(excess)
        at_low = Mul(term.power(self.low), self._value(q, self.end(self.low)))
        if self.infinite:
            return Mul(-1, at_low)
        beyond = Add(self.high, 1)
        return Add(Mul(term.power(beyond), self._value(q, self.end(beyond))), Mul(-1, at_low))

    def _primitive(self, excess: Fraction) -> list[Fraction]:
        """q with r q(k+1) - q(k) = p(k)."""
        tower, p, r = self.tower, self.above, self.ratio
        flat = excess.is_zero()
        q = [tower.zero] * (len(p) + flat)
        inverse = None if flat else excess.inverse()
        for i in range(len(p) - 1, -1, -1):
            rest = p[i]
            for j in range(i + 1 + flat, len(q)):
                rest = rest - r * q[j] * tower.constant(comb(j, i))
            q[i + flat] = tower.reduce(rest * (tower.constant(fmpq(1, i + 1)) if inverse is None else inverse))
        return q

    def _value(self, q: list[Fraction], at: Fraction) -> Any:
        total = self.tower.zero
        for c in reversed(q):
            total = self.tower.reduce(total * at + c)
        return self.written(total)

    # -- rational functions

    def rational(self, below: Any, k: Any) -> Any:
        tower = self.tower
        scale, poles = self._poles(below, k)
        degree = sum(m for _, m in poles)
        flat = tower.reduce(self.ratio - tower.one).is_zero()
        alternating = tower.reduce(self.ratio + tower.one).is_zero()
        if len(self.above) > degree or (self.infinite and flat and len(self.above) > degree - 1):
            raise Unsupported("a sum over a rational function that does not fall off")
        if not flat and not self.infinite:
            raise Unsupported("a finite sum over a rational function and a power")
        parts = principal_parts(tower, self.above, poles)
        total = []
        for (point, _), part in zip(poles, parts, strict=True):
            for m, c in enumerate(part, start=1):
                c = tower.reduce(c * scale.inverse())
                if c.is_zero():
                    continue
                shift = tower.reduce(-point)
                value = self._hurwitz if flat else self._alternating if alternating else self._polylogarithm
                total.append(Mul(self.written(c), value(m, shift)))
        return Add(*total)

    def _poles(self, below: Any, k: Any) -> tuple[Fraction, list[tuple[Fraction, int]]]:
        tower = self.tower
        content, factors = factored(below)
        scale, poles = tower.constant(content), []
        for p, m in factors:
            q = polynomial_in(tower, p, k, {k.index})
            assert q is not None
            scale = scale * tower.integer_power(q[-1], m)
            if sign_of(tower, q[-1]) not in ("+", "-", "!0"):
                raise Unsupported("a leading coefficient that may vanish")
            if len(q) == 2:
                poles.append((tower.reduce(-q[0] * q[1].inverse()), m))
            elif len(q) == 3:
                half = (q[2] * tower.constant(2)).inverse()
                root = rational_power(tower, tower.reduce(q[1] * q[1] - q[0] * q[2] * tower.constant(4)), _HALF) * half
                poles += [(tower.reduce(-q[1] * half + s * root), m) for s in (tower.one, -tower.one)]
            elif len(q) > 3:
                raise Unsupported("a pole that is not known")
        self._check_distinct([point for point, _ in poles])
        return scale, poles

    def _check_distinct(self, points: list[Fraction]) -> None:
        from symrules.decide.parts import conjugated

        tower = self.tower
        for i, p in enumerate(points):
            for q in points[:i]:
                difference = tower.reduce(p - q)
                if not tower.is_real(difference):
                    difference = tower.reduce(difference * conjugated(tower, difference))
                if sign_of(tower, difference) not in ("+", "-", "!0"):
                    raise Unsupported("poles that may coincide")

    def _hurwitz(self, m: int, c: Fraction) -> Any:
        """Σ 1/(k+c)^m, for m = 1 less what is the same for every c."""
        value = _polygamma(m, self.written(self.end(self.low) + c))
        if self.infinite:
            return value
        return Add(value, Mul(-1, _polygamma(m, self.written(self.end(self.high) + self.tower.one + c))))

    def _alternating(self, m: int, c: Fraction) -> Any:
        """Σ_{k>=a} (-1)^k/(k+c)^m."""
        half = self.tower.constant(_HALF)
        first = self.tower.reduce((self.end(self.low) + c) * half)
        value = Add(_polygamma(m, self.written(first)), Mul(-1, _polygamma(m, self.written(first + half))))
        return Mul(value, Rational((-1) ** self.start(), 2**m))

    def _polylogarithm(self, m: int, c: Fraction) -> Any:
        """Σ_{k>=a} r^k/(k+c)^m for an integer c."""
        tower, start = self.tower, self.start()
        self.converges()
        if not c.is_constant():
            raise Unsupported("a Lerch function")
        shift = fmpq(0) if c.is_zero() else c.numerator.leading_coefficient()
        if (
            shift.q != 1
            or start + int(shift.p) < 1
            or (shift != 0 and sign_of(tower, self.ratio) not in ("+", "-", "!0"))
        ):
            raise Unsupported("a Lerch function")
        r = self.term.power(1)
        finite = [Mul(-1, Pow(r, i), Rational(1, i**m)) for i in range(1, start + int(shift.p))]
        return Mul(Pow(r, -int(shift.p)), Add(sympy.polylog(m, r, evaluate=False), *finite))

    # -- factorials and binomial coefficients

    def weighted(self, weight: Any) -> Any:
        if isinstance(weight, sympy.binomial):
            return self._binomial(*weight.args)
        if isinstance(weight.args[0], sympy.binomial):
            return self._squares(*weight.args[0].args)
        argument = weight.args[0].args[0]
        slope, rest = rational_value(derivative(argument, _K)), rational_value(substituted(argument, {_K: Integer(0)}))
        if not self.infinite or slope is None or rest is None or slope.q != 1 or rest.q != 1:
            raise Unsupported("a sum over this factorial")
        if slope == 1:
            return self._exponential(int(rest.p))
        if slope == 2 and rest in (0, 1) and self.start() == 0 and len(self.above) <= 1:
            return self._hyperbolic(int(rest.p))
        raise Unsupported("a sum over this factorial")

    def _exponential(self, shift: int) -> Any:
        """Σ_{k>=a} p(k) r^k/(k+s)! = r^(-s) Σ_{i>=a+s} p(i-s) r^i/i!."""
        tower, start = self.tower, self.start() + shift
        if start < 0 or (shift and sign_of(tower, self.ratio) not in ("+", "-", "!0")):
            raise Unsupported("a sum over factorials of negative numbers")
        r = self.term.power(1)
        moved = [tower.zero] * len(self.above)
        for j, c in enumerate(self.above):
            for i in range(j + 1):
                moved[i] = moved[i] + c * tower.constant(comb(j, i) * (-shift) ** (j - i))
        falling = _falling(tower, moved)
        total = [Mul(self.written(c), Pow(r, j), sympy.exp(r)) for j, c in enumerate(falling)]
        for i in range(start):
            value = tower.zero
            for c in reversed(moved):
                value = value * tower.constant(i) + c
            total.append(Mul(-1, self.written(value), Pow(r, i), Rational(1, factorial(i))))
        return Mul(Pow(r, -shift), Add(*total))

    def _hyperbolic(self, odd: int) -> Any:
        """Σ r^k/(2k)! = cosh √r and Σ r^k/(2k+1)! = sinh(√r)/√r, whichever root it is."""
        root = Mul(*(_half_power(b, n) for b, n in self.term.bases))
        c = self.written(self.above[0]) if self.above else Integer(0)
        return Mul(c, sympy.sinh(root), Pow(root, -1)) if odd else Mul(c, sympy.cosh(root))

    def _whole_range(self, upper: Any, lower: Any) -> None:
        """The binomial coefficients C(N, k) for k from 0 to N."""
        tower = self.tower
        if lower != _K or _K in free_symbols(upper) or self.infinite or self.start() != 0:
            raise Unsupported("a sum over some binomial coefficients")
        if not tower.reduce(tower.of(upper) - self.end(self.high)).is_zero():
            raise Unsupported("a sum over some binomial coefficients")

    def _binomial(self, upper: Any, lower: Any) -> Any:
        self._whole_range(upper, lower)
        r, total = self.term.power(1), []
        for j, c in enumerate(_falling(self.tower, self.above)):
            falling = Mul(*(Add(upper, -i) for i in range(j)))
            total.append(Mul(self.written(c), falling, Pow(r, j), Pow(Add(1, r), Add(upper, -j))))
        return Add(*total)

    def _squares(self, upper: Any, lower: Any) -> Any:
        """Σ C(N, k)² = C(2N, N)."""
        self._whole_range(upper, lower)
        if self.term.bases or len(self.above) != 1:
            raise Unsupported("a sum over squares of binomial coefficients")
        return Mul(self.written(self.above[0]), sympy.binomial(Mul(2, upper), upper, evaluate=False))


def _polygamma(m: int, z: Any) -> Any:
    """(-1)^m ψ^(m-1)(z)/(m-1)!: the sum of 1/(k+z)^m over k >= 0, for m = 1 up to a constant."""
    value = sympy.digamma(z, evaluate=False) if m == 1 else sympy.polygamma(m - 1, z, evaluate=False)
    return Mul(value, Rational((-1) ** m, factorial(m - 1)))


def _falling(tower: Tower, p: list[Fraction]) -> list[Fraction]:
    """The coefficients of a polynomial over k(k-1)…(k-l+1)."""
    rest, result = list(p), []
    for point in range(len(p)):
        # synthetic division by (k - point)
        for i in range(len(rest) - 2, -1, -1):
            rest[i] = tower.reduce(rest[i] + rest[i + 1] * tower.constant(point))
        result.append(rest[0])
        rest = rest[1:]
    return result


def _half_power(base: Any, n: int) -> Any:
    if base == -1 and n % 2:
        return Mul(sympy.I, Pow(-1, (n - 1) // 2))
    return Pow(base, Rational(n, 2))
