"""The tower: symbols, exponentials, logarithms, roots and opaque functions as generators over ℚ.

An expression becomes a fraction of polynomials in generators. Exponents are reduced to a ℤ-basis of the lattice that
they span, so that exponential generators are multiplicatively independent; a logarithm or root is split over the
irreducible factors of its argument as far as their signs are known; whatever has no rule is an opaque generator, one
for each distinct argument. Every relation that is used holds for the values of the generators at every point of the
domain where the expression is defined, so a numerator that reduces to zero proves that the expression vanishes there.

Notes
-----
The number of generators, the root of unity and the root index are not known before the expression has been read. They
are guessed small, and the tower is built again, larger, when the guess fails (`Larger`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import comb, lcm
from typing import Any

import sympy
from flint import fmpq, fmpz_poly
from sympy.core.function import AppliedUndef

from symrules.decide import clock
from symrules.decide.facts import Facts
from symrules.decide.fraction import Fraction, support
from symrules.decide.generators import Generator, Opaque, RootOfUnity, Variable, bound_by, context_of, gens_of
from symrules.decide.refusals import Larger, Meaningless, Unsupported

MAX_UNITY = 2520  # half the order of the largest root of unity, and more than the degree of its field
_MAX_TERMS = 200_000
_MAX_DEGREE = 100_000
_MAX_CONJUGATED = 12


Rules = Mapping[type, Callable[["Tower", Any], Fraction]]


class Tower:
    """Converts expressions to fractions, creating generators as they are met.

    Parameters
    ----------
    facts : domains and known signs
    rules : how each kind of node becomes a fraction (`build.RULES`)
    size, algebraic : number of generators, and how many of them are reserved for algebraic ones
    unity : m, where ζ = exp(iπ/m) is the root of unity in use; even, so that i is a power of ζ
    root_index : Q, where every rational power is a power of a Q-th root
    fineness : each exponent of an exponential generator is this fraction of a basis vector of the lattice
    deadline : on `time.monotonic()`'s clock; None for that of `clock`, if there is one
    """

    def __init__(
        self,
        facts: Facts,
        rules: Rules,
        *,
        size: int = 12,
        algebraic: int = 4,
        unity: int = 2,
        root_index: int = 2,
        fineness: int = 1,
        deadline: float | None = None,
    ) -> None:
        self.facts, self.rules = facts, rules
        self.size, self.algebraic, self.unity, self.root_index = size, algebraic, unity, root_index
        self.fineness = fineness
        self.deadline = clock.current() if deadline is None else deadline
        self.context = context_of(size)
        self.gens = gens_of(size)
        self.one, self.zero = Fraction(self.context.constant(1)), Fraction(self.context.constant(0))
        self.generators: dict[int, Generator] = {}
        self.relations: dict[int, tuple[int, Any]] = {}
        self.memo: dict[Any, Fraction] = {}
        self.by_key: dict[Any, Generator] = {}
        self.exp_rows: dict[Any, Fraction] = {}
        self._next_algebraic, self._next_free = algebraic - 1, algebraic
        self.steps = self.preparing = 0
        self.choosing = False  # whether a basis of exponents is being chosen
        self.opaque: dict[str, list[tuple[tuple[Fraction, ...], Any, Generator]]] = {}
        self._known: list[tuple[Any, str]] | None = None
        self.all_real = True

    # -- generators

    def new(
        self,
        kind: type[Generator],
        data: Any,
        sign: str = "",
        real: bool = True,
        *,
        key: Any = None,
        algebraic: bool = False,
        lower: Any = None,
        upper: Any = None,
    ) -> Generator:
        if algebraic:
            index, self._next_algebraic = self._next_algebraic, self._next_algebraic - 1
            if index < 0:
                raise Larger({"size": self.size + self.algebraic, "algebraic": 2 * self.algebraic})
        else:
            index, self._next_free = self._next_free, self._next_free + 1
            if index >= self.size:
                raise Larger({"size": 2 * self.size})
        generator = kind(index, data, sign, real, lower, upper)
        self.generators[index] = generator
        self.all_real = self.all_real and real
        if key is not None:
            self.by_key[key] = generator
        return generator

    def fraction(self, generator: Generator) -> Fraction:
        return Fraction(self.gens[generator.index])

    def constant(self, value: Any) -> Fraction:
        return Fraction(self.context.constant(value))

    def reduce(self, f: Fraction) -> Fraction:
        """The fraction with powers of algebraic generators lowered by their relations."""
        if not self.relations:
            return f
        n, d = self.reduce_polynomial(f.numerator), f.denominator
        if d is not None:
            e = self.reduce_polynomial(d)
            if e.is_zero():
                raise Meaningless("a denominator vanishes identically")
            if e != d:
                return Fraction(n) * Fraction(e).inverse()
        return f if n is f.numerator else Fraction(n, d)

    def reduce_polynomial(self, p: Any) -> Any:
        if not self.relations:
            return p
        again = True
        while again:
            again = False
            degrees = p.degrees()
            for index, (degree, relation) in self.relations.items():
                if degrees[index] >= degree:
                    p = divmod(p, relation)[1]
                    degrees = p.degrees()
                    again = True
        return p

    def rationalised(self, f: Fraction) -> Fraction:
        """The fraction with square roots, absolute values and i removed from its denominator, as far as that is short.

        Equal fractions over algebraic generators may differ in form; this makes most of them the same, which matters
        where a fraction names a generator.
        """
        if f.denominator is None or not self.relations:
            return f
        for index, (degree, relation) in self.relations.items():
            d = f.denominator
            if d is None or not (power := d.degrees()[index]) or len(d) > _MAX_CONJUGATED:
                continue
            if len(d) == 1:
                shift = self.gens[index] ** (degree - power)
            elif degree == 2 and relation.derivative(index) == 2 * self.gens[index]:
                shift = d.compose(*(-g if i == index else g for i, g in enumerate(self.gens)), ctx=self.context)
            else:
                continue
            below = self.reduce_polynomial(d * shift)
            if not below.is_zero():
                f = Fraction(self.reduce_polynomial(f.numerator * shift)) * Fraction(below).inverse()
        return f

    @property
    def imaginary(self) -> Fraction:
        """The imaginary unit, a power of the root of unity."""
        return self.root_of_unity(fmpq(1, 2))

    def root_of_unity(self, angle: Any) -> Fraction:
        """exp(iπ·angle) for a rational angle."""
        q, p = int(angle.q), int(angle.p)
        if self.unity % q:
            m = lcm(self.unity, q)
            if m > MAX_UNITY:
                raise Unsupported(f"a root of unity of order {2 * q}")
            raise Larger({"unity": m})
        power = (p * (self.unity // q)) % (2 * self.unity)
        if power % self.unity == 0:
            return self.one if power == 0 else -self.one
        unit = self.by_key.get("unit")
        if unit is None:
            unit = self.new(RootOfUnity, self.unity, "!0", real=False, key="unit", algebraic=True)
            phi = self._cyclotomic = fmpz_poly.cyclotomic(2 * self.unity)
            self.relations[unit.index] = (phi.degree(), self._in_generator(unit, phi))
        return Fraction(self._in_generator(unit, fmpz_poly([0] * power + [1]) % self._cyclotomic))

    def _in_generator(self, g: Generator, p: fmpz_poly) -> Any:
        zeros = (0,) * g.index, (0,) * (self.size - g.index - 1)
        return self.context.from_dict({(*zeros[0], k, *zeros[1]): c for k, c in enumerate(p.coeffs()) if c})

    # -- conversion

    def of(self, e: Any) -> Fraction:
        """The fraction of an expression whose exponents have been prepared."""
        found = self.memo.get(e)
        if found is None:
            self.tick()
            found = self.memo[e] = self._convert(e)
        return found

    def tick(self) -> None:
        self.steps += 1
        if self.steps % 32 == 0:
            clock.stop_after(self.deadline)

    def _convert(self, e: Any) -> Fraction:
        rule = self.rules.get(type(e))
        if rule is not None:
            return rule(self, e)
        if e.is_Symbol:
            return self.symbol(e)
        if e.is_Rational:
            return self.constant(fmpq(int(e.p), int(e.q)))
        if e is sympy.nan or e is sympy.zoo:
            raise Meaningless("a division by zero")
        if e.is_Float:
            raise Unsupported("a floating-point number is not exact: write a fraction")
        if isinstance(e, AppliedUndef):
            return self.opaque_function(f"{e.func.__name__}()", e.args, e)
        if isinstance(e, sympy.Piecewise):
            raise Unsupported("cases of which it is not known which one applies")
        if isinstance(e, sympy.Function):
            return self.opaque_function(type(e).__name__, e.args, e)
        raise Unsupported(f"no rule for {type(e).__name__}")

    def symbol(self, e: Any) -> Fraction:
        generator = self.by_key.get(e)
        if generator is None:
            domain = self.facts.domain(e)
            sign = domain.sign
            generator = self.new(Variable, e, sign, not domain.complex_, key=e)
            bound_by(generator, domain)
        return self.fraction(generator)

    def integer_power(self, f: Fraction, n: int) -> Fraction:
        if n == 0:
            return self.one
        if n < 0:
            if self.reduce(f).is_zero():
                raise Meaningless("division by an expression that vanishes identically")
            return self.integer_power(f.inverse(), -n)
        if n > 1:
            terms = max(len(f.numerator), 0 if f.denominator is None else len(f.denominator))
            degree = max(f.numerator.total_degree(), 0 if f.denominator is None else f.denominator.total_degree())
            if n > _MAX_DEGREE or degree * n > _MAX_DEGREE or (terms > 1 and _terms_of_power(terms, n) > _MAX_TERMS):
                raise Unsupported(f"a power with exponent {n} of {terms} terms is out of budget")
            if f.is_constant() and n * int(f.numerator.leading_coefficient().height_bits()) > 1_000_000:
                raise Unsupported(f"a number with more than a million bits (exponent {n})")
        if not self.relations:
            return f**n
        result, square = self.one, f
        while n:
            if n & 1:
                result = self.reduce(result * square)
            n >>= 1
            if n:
                square = self.reduce(square * square)
        return result

    # -- opaque functions

    def opaque_function(
        self, name: str, arguments: Iterable[Any], tree: Any, *, sign: str = "", real: bool | None = None
    ) -> Fraction:
        """One generator for each distinct tuple of arguments of a function without rules."""
        fractions = tuple(self.of(a) for a in arguments)
        return self.fraction(self.opaque_generator(name, fractions, tree, sign=sign, real=real))

    def opaque_generator(
        self, name: str, fractions: tuple[Fraction, ...], tree: Any, *, sign: str = "", real: bool | None = None
    ) -> Generator:
        """The generator of a name and fractions.

        Parameters
        ----------
        tree : what it stands for: an expression, or the function that makes one of the fractions
        """
        known = self.opaque.setdefault(name, [])
        if self.relations:
            fractions = tuple(self.rationalised(f) for f in fractions)
        for others, _, generator in known:
            if len(others) == len(fractions) and all(self.equal(a, b) for a, b in zip(fractions, others, strict=True)):
                return generator
        domain = None
        arguments_are_real = all(self.is_real(f) for f in fractions)
        if isinstance(tree, AppliedUndef):
            if self.facts.has_range(tree, arguments_are_real):
                domain = self.facts.domain(tree)
                sign, real = sign or domain.sign, not domain.complex_
            else:
                sign, real = "", False
        elif real is None:
            real = False
        generator = self.new(Opaque, (name, fractions, tree), sign, real)
        if domain is not None:
            bound_by(generator, domain)
        known.append((fractions, tree, generator))
        return generator

    def equal(self, a: Fraction, b: Fraction) -> bool:
        if not self.relations:
            return a.numerator == b.numerator and a.denominator == b.denominator  # type: ignore[no-any-return]
        return self.reduce(a - b).is_zero()

    def is_real(self, f: Fraction) -> bool:
        if self.all_real:
            return True
        return all(self.generators[i].real for p in (f.numerator, f.denominator) if p is not None for i in support(p))


def _terms_of_power(terms: int, n: int) -> int:
    return comb(n + terms - 1, min(n, terms - 1)) if min(n, terms - 1) < 60 else _MAX_TERMS + 1


def invert(tower: Tower, f: Fraction) -> Fraction:
    """1/f, of an f that does not vanish identically."""
    if tower.reduce(f).is_zero():
        raise Meaningless("division by an expression that vanishes identically")
    return f.inverse()


def times_i(tower: Tower, f: Fraction) -> Fraction:
    """i f."""
    return tower.reduce(f * tower.imaginary)
