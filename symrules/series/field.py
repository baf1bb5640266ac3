"""The field of coefficients: rational functions over ℚ of the kernels, exact, with certain zero tests."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy
from flint import Ordering, acb, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symrules.series.balls import enclose, precision
from symrules.series.errors import SeriesError
from symrules.series.factored import number, quotient
from symrules.series.kernels import Kernel, KernelTable, Portable

Scalar = Any
"""A FLINT rational, or a `Ratio`."""


class Ratio:
    """A reduced fraction of two polynomials in the kernels; the denominator has leading coefficient 1."""

    __slots__ = ("den", "field", "num")

    def __init__(self, num: fmpq_mpoly, den: fmpq_mpoly, field: Field) -> None:
        self.num, self.den, self.field = num, den, field

    def __add__(self, other: Scalar) -> Ratio:
        o = self.field.ratio(other)
        if self.den == o.den:
            total = self.num + o.num
            return Ratio(total, self.den, self.field) if self.den.is_one() else self.field.quotient(total, self.den)
        return self.field.quotient(self.num * o.den + o.num * self.den, self.den * o.den)

    def __neg__(self) -> Ratio:
        return Ratio(-self.num, self.den, self.field)

    def __sub__(self, other: Scalar) -> Ratio:
        return self.__add__(-other)

    def __rsub__(self, other: Scalar) -> Ratio:
        return (-self).__add__(other)

    def __mul__(self, other: Scalar) -> Ratio:
        if isinstance(other, (fmpq, int)):
            return Ratio(self.num * other, self.den, self.field) if other else self.field.ratio(0)
        return self.field.quotient(self.num * other.num, self.den * other.den)

    def __truediv__(self, other: Scalar) -> Ratio:
        o = self.field.ratio(other)
        if o.num.is_zero():
            raise ZeroDivisionError
        return self.field.quotient(self.num * o.den, self.den * o.num)

    def __rtruediv__(self, other: Scalar) -> Ratio:
        return self.field.ratio(other).__truediv__(self)

    def __pow__(self, n: int) -> Ratio:
        if n < 0:
            return self.field.quotient(self.den**-n, self.num**-n)
        return self.field.quotient(self.num**n, self.den**n)

    __radd__ = __add__
    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return not self.num.is_zero()

    def __eq__(self, other: object) -> bool:
        o = self.field.ratio(other)
        return bool(self.num == o.num and self.den == o.den) or (bool(self.field.relations) and not (self - o))

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> tuple[Portable, Portable]:
        """The fraction, independent of the FLINT context."""
        return self.field.portable(self.num), self.field.portable(self.den)

    def rational(self) -> fmpq | None:
        """The value where it is a rational number."""
        if self.num.is_constant() and self.den.is_constant():
            return self.num.leading_coefficient() / self.den.leading_coefficient() if self.num else fmpq(0)
        return None


@cache
def _polynomials(size: int) -> tuple[Any, tuple[fmpq_mpoly, ...], fmpq_mpoly, fmpq_mpoly]:
    """The ring of polynomials in a number of kernels: its context, generators, one and zero."""
    names = tuple(f"k{i}" for i in reversed(range(size))) or ("k",)
    context = fmpq_mpoly_ctx.get(names, Ordering.lex)
    generators = tuple(reversed(context.gens())) if size else ()
    return context, generators, context.constant(1), context.constant(0)


class Field:
    """ℚ(kernels) for the kernels that the table holds when the field is made."""

    def __init__(self, table: KernelTable) -> None:
        self.table = table
        self.clock = table.clock
        self.kernels: tuple[Kernel, ...] = tuple(table.kernels)
        self.size = len(self.kernels)
        self.context, self.generators, self.one, self.zero = _polynomials(self.size)
        self.relations = [
            (self.size - 1 - i, k.degree, self.generators[i] ** k.degree - self._polynomial(k.relation))
            for i, k in reversed(list(enumerate(self.kernels))) if k.degree
        ]  # fmt: skip
        self._nonzero: dict[Any, bool] = {}

    # -- making elements

    def ratio(self, value: Scalar) -> Ratio:
        """A scalar as a fraction."""
        if isinstance(value, Ratio):
            return value
        return Ratio(self.context.constant(fmpq(value)), self.one, self)

    def simplified(self, value: Scalar) -> Scalar:
        """A fraction that is a rational number as that number."""
        if isinstance(value, Ratio):
            number = value.rational()
            return value if number is None else number
        return value

    def generator(self, index: int) -> Ratio:
        return Ratio(self.generators[index], self.one, self)

    def kernel(self, kernel: Kernel) -> Ratio:
        """The generator of a kernel; raises `Restart` where the field lacks it."""
        return self.generator(self.table.require(kernel, self.size))

    def symbol(self, symbol: Any) -> Ratio:
        index = self.table.add_symbol(symbol)
        return self.kernel(self.table.kernels[index])

    def reduce(self, p: fmpq_mpoly) -> fmpq_mpoly:
        """The polynomial with each root kernel below the degree of its relation."""
        for position, degree, relation in self.relations:
            if p.degrees()[position] >= degree:
                p = divmod(p, relation)[1]
        return p

    def quotient(self, num: fmpq_mpoly, den: fmpq_mpoly) -> Ratio:
        """The reduced fraction num/den."""
        if self.relations:
            num, den = self.reduce(num), self.reduce(den)
            num, den = self._rationalised(num, den)
        if num.is_zero():
            return Ratio(num, self.one, self)
        if not den.is_constant():
            g = num.gcd(den)
            if not g.is_one():
                num, den = divmod(num, g)[0], divmod(den, g)[0]
        lead = den.leading_coefficient()
        if lead != 1:
            num, den = num / lead, den / lead
        return Ratio(num, den, self)

    def _rationalised(self, num: fmpq_mpoly, den: fmpq_mpoly) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """Square roots removed from the denominator by their conjugates."""
        for position, degree, _ in self.relations:
            top = den.degrees()[position]
            if degree == 2 and top == 1:
                generator = self.context.gens()[position]
                conjugate = self.reduce(den.compose(*(-g if g == generator else g for g in self.context.gens())))
                norm = self.reduce(den * conjugate)
                if not norm.is_zero():
                    num, den = self.reduce(num * conjugate), norm
        return num, den

    # -- context-free form

    def portable(self, p: fmpq_mpoly) -> Portable:
        terms = []
        for exponents, c in p.to_dict().items():
            powers = tuple((self.size - 1 - i, int(e)) for i, e in enumerate(exponents) if e) if self.size else ()
            terms.append((tuple(sorted(powers)), (int(c.p), int(c.q))))
        return tuple(sorted(terms))

    def _polynomial(self, portable: Portable) -> fmpq_mpoly:
        terms = {}
        for powers, (p, q) in portable:
            exponents = [0] * max(self.size, 1)
            for index, power in powers:
                exponents[self.size - 1 - index] = power
            terms[tuple(exponents)] = fmpq(p, q)
        return self.context.from_dict(terms)

    def from_key(self, key: tuple[Portable, Portable]) -> Ratio:
        """The fraction with a given context-free form."""
        return Ratio(self._polynomial(key[0]), self._polynomial(key[1]), self)

    # -- what is known of an element

    def used(self, p: fmpq_mpoly) -> list[int]:
        """The indices of the kernels that occur."""
        return [self.size - 1 - i for i, e in enumerate(p.degrees()) if e] if self.size else []

    def depends(self, value: Scalar, key: tuple[Any, ...]) -> bool:
        """Whether a kernel occurs in an element."""
        index = self.table.index.get(key)
        if index is None or not isinstance(value, Ratio):
            return False
        return index in self.used(value.num) or index in self.used(value.den)

    def is_real(self, value: Scalar) -> bool:
        """Whether every kernel that occurs is known to be real."""
        if not isinstance(value, Ratio):
            return True
        return all(self.kernels[i].real for p in (value.num, value.den) for i in self.used(p))

    def is_nonzero(self, value: Scalar) -> bool:
        """Whether the element is certainly not the zero function.

        Raises
        ------
        SeriesError
            It is not formally zero, and no ball separates it from zero.
        """
        if not isinstance(value, Ratio):
            return bool(value)
        if value.num.is_zero():
            return False
        if all(self.kernels[i].free for i in self.used(value.num)):
            return True
        key = value.key[0]
        if key not in self._nonzero:
            self._nonzero[key] = any(0 not in self.ball(value.num, n, 192) for n in range(4))
        if not self._nonzero[key]:
            raise SeriesError(
                f"whether the leading coefficient {str(self.expression(value))[:80]} vanishes is not certain",
                hint="simplify the expression, or declare the domain of its parameters",
            )
        return True

    def ball(self, p: fmpq_mpoly, sample: int = 0, bits: int = 128) -> acb:
        """A ball around the value at the sample-th simple point of the domains; the whole plane where it fails."""
        with precision(bits):
            values = self.sample(sample)
            total = acb(0)
            try:
                numbers = {i: enclose(self.kernels[i].expression, values) for i in self.used(p)}
            except SeriesError:
                return acb("nan")
            for exponents, c in p.to_dict().items():
                term = acb(c)
                for i, e in enumerate(exponents):
                    if e:
                        term *= numbers[self.size - 1 - i] ** int(e)
                total += term
            return total

    def sample(self, number: int) -> dict[Any, acb]:
        """Values of the free kernels: members of their domains, all different, the same on every run."""
        values: dict[Any, acb] = {}
        for i, kernel in enumerate(self.kernels):
            if kernel.free:
                domain = (
                    self.table.domain(kernel.expression)
                    if kernel.key[0] == "free"
                    and hasattr(kernel.expression, "free_symbols")
                    and _declared(kernel.expression)
                    else None
                )
                if domain is None or domain.complex_:
                    values[kernel.expression] = acb(fmpq(7 * i + 11 + 2 * number, 5))
                else:
                    stream = domain.samples()
                    for _ in range(5 + 3 * i + number):
                        found = next(stream, None)
                        if found is None:
                            break
                        values[kernel.expression] = acb(fmpq(found.numerator, found.denominator))
        return values

    def expression(self, value: Scalar) -> Any:
        """The element as a SymPy expression in factored form."""
        if not isinstance(value, Ratio):
            return number(value)
        return quotient(value.num, value.den, [k.expression for k in reversed(self.kernels)])

    def factors(self, p: fmpq_mpoly) -> list[Ratio]:
        """The irreducible factors of a polynomial, without multiplicity, that are no constants."""
        if p.is_constant():
            return []
        found = [-f if f.leading_coefficient() < 0 else f for f, _ in p.factor()[1]]
        return [Ratio(f, self.one, self) for f in found]


def _declared(expression: Any) -> bool:
    return isinstance(expression, (sympy.Symbol, sympy.core.function.AppliedUndef))
