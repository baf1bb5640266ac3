"""Exponentials in the tower: their exponents are reduced to a basis of the lattice that they span.

So exponential generators are multiplicatively independent, and sums of exponents become products of powers.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm
from typing import Any

import sympy
from flint import fmpq
from sympy import Integer, Pow, Symbol

from symrules.decide.conjugation import conjugated
from symrules.decide.facts import NOT_ZERO
from symrules.decide.fraction import Fraction, reduced, support
from symrules.decide.generators import Generator, Write
from symrules.decide.lattices import Row, coordinates, echelon, hermite_basis, minus, over
from symrules.decide.logarithms import logarithm, power_of_log
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Larger, Meaningless, NeedsSign, Unsupported
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.text.readable import readable

_HYPERBOLIC = (sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch)
_CIRCULAR = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
_EXPONENTIALS = frozenset({type(sympy.E), sympy.exp, *_HYPERBOLIC, *_CIRCULAR})


class Exponential(Generator):
    """exp(`data`)."""

    kind = "exp"

    def expression(self, tower: Tower, write: Write, bound: tuple[Symbol, ...]) -> Any:
        return sympy.exp(write(self.data))

    def conjugate(self, tower: Tower) -> Fraction:
        exponent = tower.reduce(conjugated(tower, self.data))
        if tower.reduce(exponent + self.data).is_zero():
            return tower.fraction(self).inverse()
        return exponential(tower, exponent)


class Parity(Generator):
    """(-1)**`data` for a product of integer symbols."""

    kind = "parity"

    def expression(self, tower: Tower, write: Write, bound: tuple[Symbol, ...]) -> Any:
        return Pow(Integer(-1), write(self.data))


def prepare(tower: Tower, expressions: Iterable[Any]) -> None:
    """Read every exponential in the expressions, innermost first, and choose a basis of their exponents."""
    levels: dict[int, list[Any]] = {}
    depths: dict[Any, int] = {}
    for e in expressions:
        _exponential_depth(e, depths, levels)
    tower.preparing += 1
    for level in sorted(levels):
        nodes = [node for node in levels[level] if node not in tower.exp_rows]
        _choose_basis(tower, [(node, _exponent(tower, node)) for node in nodes])
    tower.preparing -= 1


def _exponent(tower: Tower, node: Any) -> Fraction:
    if node.is_Pow:
        base, exponent = node.args
        if base == sympy.E:
            return tower.of(exponent)
        if tower.of(base).is_zero():
            return _zero_base(tower, node)
        return tower.reduce(tower.of(exponent) * logarithm(tower, _nonzero_base(tower, base)))
    if node is sympy.E:
        return tower.one
    f = tower.of(node.args[0])
    if isinstance(node, _CIRCULAR):
        f = tower.reduce(f * tower.imaginary)
    return f


def _zero_base(tower: Tower, node: Any) -> Fraction:
    """0**v is 0 for v > 0: recorded as the value of the node, its exponent is of no account."""
    sign = sign_of(tower, tower.of(node.args[1]))
    if sign == "-":
        raise Meaningless("a negative power of zero")
    if sign != "+":
        raise NeedsSign("a symbolic power of zero", node.args[1])
    tower.memo[node] = tower.zero
    return tower.zero


def _nonzero_base(tower: Tower, base: Any) -> Fraction:
    """The base of a power with a symbolic exponent: u**v = exp(v log u) holds for u != 0 only."""
    f = tower.of(base)
    if sign_of(tower, f) not in NOT_ZERO:
        raise NeedsSign(f"a symbolic power of {readable(base)}, which may vanish", base)
    return f


def exponential(tower: Tower, exponent: Fraction) -> Fraction:
    """exp of a fraction that is met while expressions are converted (not prepared with the others)."""
    token = sympy.Dummy()
    _choose_basis(tower, [(token, exponent)])
    return tower.exp_rows.pop(token)


def exponential_row(tower: Tower, node: Any) -> Fraction:
    """exp(u) for a function of u that is written through exponentials; exp(iu) for a circular one.

    Raises
    ------
    Unsupported
        A basis is being chosen: another generator now could depend on those that the basis will have.
    """
    if node not in tower.exp_rows:
        if tower.choosing:
            raise Unsupported("an exponential that has not been read yet")
        prepare(tower, [node])
    return tower.exp_rows[node]


def _choose_basis(tower: Tower, exponents: list[tuple[Any, Fraction]]) -> None:
    """Give each node its value exp(exponent), as a product of integer powers of exponential generators."""
    values, rests = [], []
    for _, f in exponents:
        q, r = (f.numerator, None) if f.denominator is None else divmod(f.numerator, f.denominator)
        value, left = _peel(tower, q)
        values.append(value)
        rests.append(Fraction(left) if r is None else Fraction(left) + Fraction(r, f.denominator))
    before, tower.choosing = tower.choosing, True
    try:
        powers = _powers(tower, rests)
    finally:
        tower.choosing = before
    for (node, _), value, power in zip(exponents, values, powers, strict=True):
        tower.exp_rows[node] = tower.reduce(value * power)


def _peel(tower: Tower, q: Any) -> tuple[Fraction, Any]:
    """Split exp of a polynomial exponent: powers of logarithms' arguments and roots of unity, and the rest."""
    value, rest = tower.one, {}
    turns, q = _turns(tower, q)
    for monomial, c in turns.items():
        value = tower.reduce(value * _turned(tower, monomial, c))
    for monomial, c in q.to_dict().items():
        inside = [i for i, d in enumerate(monomial) if d]
        generator = tower.generators[inside[0]] if len(inside) == 1 else None
        if generator is not None and generator.kind == "log" and monomial[inside[0]] == 1:
            value = tower.reduce(value * power_of_log(tower, generator, c))
        else:
            rest[monomial] = c
    return value, tower.context.from_dict(rest)


def _turns(tower: Tower, q: Any) -> tuple[dict[Any, Any], Any]:
    """The terms iπ·c·n of an exponent whose exponential is a root of unity, as {n: c}, and what is left.

    n is a product of integer symbols, and c an integer; or n = 1, and c is rational. The imaginary unit is a power of
    the root of unity in use, and may be a sum of powers below the degree of its field.
    """
    unit, pi = tower.by_key.get("unit"), tower.by_key.get(sympy.pi)
    if pi is None or unit is None or not {pi.index, unit.index} <= set(support(q)):
        return {}, q
    groups: dict[Any, dict[Any, Any]] = {}
    for monomial, c in q.to_dict().items():
        if monomial[pi.index] == 1:
            outside = tuple(0 if i in (pi.index, unit.index) else d for i, d in enumerate(monomial))
            groups.setdefault(outside, {})[monomial[unit.index]] = c
    i = {m[unit.index]: c for m, c in tower.imaginary.numerator.to_dict().items()}
    highest = max(i)
    found: dict[Any, Any] = {}
    for outside, terms in groups.items():
        turn = terms.get(highest, fmpq(0)) / i[highest]
        left = {k for k in {*terms, *i} if k and terms.get(k, 0) != turn * i.get(k, 0)}
        if left and not any(outside):
            raise Unsupported("an exponential of π times a complex algebraic number")
        if not left and turn != 0 and (not any(outside) or (turn.q == 1 and _is_integer(tower, outside))):
            found[outside] = turn
            part = tower.context.from_dict({outside: turn}) * tower.gens[pi.index]
            q = q - part * tower.imaginary.numerator
    return found, q


def _is_integer(tower: Tower, monomial: Any) -> bool:
    """Whether a monomial is a product of integer symbols."""
    symbols = [tower.generators[i] for i, d in enumerate(monomial) if d]
    return all(g.kind == "symbol" and tower.facts.domain(g.data).integer for g in symbols)


def _turned(tower: Tower, monomial: Any, c: Any) -> Fraction:
    """exp(iπc), or exp(iπcn) = (±1)**n for a product n of integer symbols and an integer c."""
    if not any(monomial):
        return tower.root_of_unity(c)
    if int(c.p) % 2 == 0:
        return tower.one
    key = ("parity", monomial)
    generator = tower.by_key.get(key)
    if generator is None:
        exponent = Fraction(tower.context.from_dict({monomial: fmpq(1)}))
        generator = tower.new(Parity, exponent, "!0", key=key, algebraic=True)
        tower.relations[generator.index] = (2, tower.gens[generator.index] ** 2 - 1)
    return tower.fraction(generator)


def _powers(tower: Tower, exponents: list[Fraction]) -> list[Fraction]:
    """exp of each exponent: first what lies in the span of the exponentials in use, then a basis of the rest."""
    known = [g for g in tower.generators.values() if g.kind == "exp"]
    denominator = tower.one.numerator
    for f in (*exponents, *(g.data for g in known)):
        if f.denominator is not None:
            denominator = denominator * (f.denominator // denominator.gcd(f.denominator))
    rows = [over(f, denominator) for f in exponents]
    values = [tower.one] * len(rows)
    if known and any(rows):
        values, rows = _by_known(tower, known, rows, denominator)
    return [tower.reduce(v * w) for v, w in zip(values, _lattice(tower, rows, denominator), strict=True)]


def _by_known(
    tower: Tower, known: list[Generator], rows: list[Row], denominator: Any
) -> tuple[list[Fraction], list[Row]]:
    """Take out of each row the powers of known generators that clear the pivots of their exponents."""
    pivots = echelon([over(g.data, denominator) for g in known])
    values, rests = [], []
    for row in rows:
        powers, left = [fmpq(0)] * len(known), row
        for key, vector, combination in pivots:
            if c := left.get(key):
                left = minus(left, vector, c)
                powers = [p + c * share for p, share in zip(powers, combination, strict=True)]
        values.append(_product(tower, known, powers))
        rests.append(left)
    return values, rests


def _product(tower: Tower, generators: list[Generator], powers: list[Any]) -> Fraction:
    missing = lcm(*(int(p.q) for p in powers))
    if missing > 1:
        if tower.fineness * missing > 720:
            raise Unsupported("exponents with too large a common denominator")
        raise Larger({"fineness": tower.fineness * missing})
    value = tower.one
    for generator, p in zip(generators, powers, strict=True):
        if p:
            value = value * tower.integer_power(tower.fraction(generator), int(p.p))
    return value


def _lattice(tower: Tower, rows: list[Row], denominator: Any) -> list[Fraction]:
    """Generators for a basis of the lattice that the rows span, and each row as a product of their powers."""
    bound = [g.index for g in tower.generators.values() if g.kind == "symbol" and g.data.name.startswith("_")]
    # what a bound variable stands in comes first, so that one exponential carries it
    keys = sorted({key for row in rows for key in row}, key=lambda k: ([k[i] for i in bound], k), reverse=True)
    if not keys:
        return [tower.one] * len(rows)
    scale = 1
    for row in rows:
        for c in row.values():
            scale = lcm(scale, int(c.q))
    matrix = [[int((row.get(key, fmpq(0)) * scale).p) for key in keys] for row in rows]
    basis = hermite_basis(matrix)
    fine = scale * tower.fineness
    generators = [_exp_generator(tower, vector, keys, fine, denominator) for vector in basis]
    result = []
    for vector in matrix:
        value = tower.one
        for coordinate, generator in zip(coordinates(vector, basis), generators, strict=True):
            if coordinate:
                value = value * tower.integer_power(tower.fraction(generator), coordinate * tower.fineness)
        result.append(value)
    return result


def _exp_generator(tower: Tower, vector: list[int], keys: list[Any], scale: int, denominator: Any) -> Generator:
    numerator = tower.context.from_dict({m: fmpq(c, scale) for m, c in zip(keys, vector, strict=True) if c})
    exponent = Fraction(numerator) if denominator.is_one() else reduced(numerator, denominator)
    real = tower.is_real(exponent)
    sign = sign_of(tower, exponent) if real else ""
    generator = tower.new(Exponential, exponent, "+" if real else "!0", real, lower=fmpq(0) if real else None)
    generator.lower_attained = False
    if sign in ("+", "0+"):
        generator.lower, generator.lower_attained = fmpq(1), sign == "0+"
    if sign in ("-", "0-"):
        generator.upper, generator.upper_attained = fmpq(1), sign == "0-"
    return generator


def _is_exponential(e: Any) -> bool:
    if type(e) in _EXPONENTIALS:
        return True
    return bool(e.is_Pow) and (e.args[0] is sympy.E or rational_value(e.args[1]) is None)


def _exponential_depth(root: Any, depths: dict[Any, int], levels: dict[int, list[Any]]) -> None:
    """Depth of nesting of exponentials; nodes are listed by depth in the order in which they are met."""
    stack = [(root, False)]
    while stack:
        e, done = stack.pop()
        if e in depths:
            continue
        if not done:
            stack.append((e, True))
            stack += [(a, False) for a in reversed(e.args) if a.args or a is sympy.E]
            continue
        depth = max([depths.get(a, 0) for a in e.args], default=0)
        if _is_exponential(e):
            levels.setdefault(depth, []).append(e)
            depth += 1
        depths[e] = depth
