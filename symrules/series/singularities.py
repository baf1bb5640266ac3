"""The nearest singularity of an expression: candidates from its structure, in the order of their distance.

Notes
-----
A candidate is passed over only where it is proved to be removable, and ends the disc only where it is proved to be
singular. Where neither is proved, the radius is not known, and the distance up to which no singularity lies is said.
A statement about parameters holds for generic values of them, as the coefficients do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from flint import acb, arb, fmpq

from symrules.series.balls import enclose, precision
from symrules.series.candidates import Finder
from symrules.series.classification import Classifier
from symrules.series.core import Engine
from symrules.series.errors import SeriesError
from symrules.series.local import Local
from symrules.series.polynomial_zeros import Unlisted, root
from symrules.series.sectors import Sectors
from symrules.series.setting import LOG
from symrules.series.sheets import principal_approach
from symrules.series.signs import sign
from symrules.series.uniformised import folded, in_roots


@dataclass(frozen=True)
class Singularity:
    """The point where the disc of convergence ends.

    Parameters
    ----------
    radius : exact; None where it is not known, and then `reason` says why
    point : the singular point; None where there is none, or none is known
    at_least : a distance below which the expression certainly has no singularity
    """

    radius: Any
    point: Any
    reason: str = ""
    at_least: Any = sympy.S.Zero


class _Unknown(Exception):
    pass


_DEPENDS = "which singularity is closest depends on the parameters"
_BITS = 256


def nearest(series: Any) -> Singularity:
    """The singular point closest to the point of expansion."""
    if series.setting.at_infinity:
        return Singularity(None, None, "an expansion at infinity is asymptotic: its convergence is not looked into")
    if isinstance(series.value, Sectors):
        return Singularity(None, None, "the convergence of a series beside exponentials is not looked into")
    found = _of_family(series)
    if found is not None:
        return found
    try:
        return _Search(series).nearest()
    except (_Unknown, Unlisted) as why:
        return Singularity(None, None, str(why))
    except SeriesError as why:
        return Singularity(None, None, why.message)


def _of_family(series: Any) -> Singularity | None:
    """That of a single family c·tᵖ·F(a t), whose singularity no power of t removes."""
    from symrules.series.decomposition import decompose

    parts = decompose(series.expression, series.setting)
    if parts is None or len(parts.members) != 1:
        return None
    member = parts.members[0]
    if member.family.singular is None:
        return Singularity(sympy.oo, None, at_least=sympy.oo)
    if not member.weight.is_monomial():
        return None
    t = member.family.singular / series.setting.field.expression(member.slope)
    if series.setting.direction < 0:
        t = -t
    radius = modulus(t, series.notation)
    return Singularity(radius, sympy.expand(series.point + t), at_least=radius)


def free_disc(series: Any) -> tuple[Any, Any, Any, int, Any]:
    """A disc without singularities except at its centre: (tree, variable, centre, q, radius), in t or in s, t = ±s**q.

    With parameters it holds for all their values: no candidate depends on them, and none lies in the disc.
    """
    try:
        search = _Search(series)
        if search.e.free_symbols - {search.x}:
            least = search.first_candidate()
        else:
            least = search.nearest().at_least ** sympy.Rational(1, search.q)
    except (_Unknown, Unlisted, SeriesError):
        return series.expression, series.variable, series.point, 1, sympy.Integer(0)
    return search.e, search.x, search.point, search.q, least


class _Search:
    """The search in t = x − x₀, or in s with t = ±s**q about a branch point."""

    def __init__(self, series: Any) -> None:
        self.series, self.notation = series, series.notation
        self.e, self.x, self.point = folded(series.expression), series.variable, series.point
        self.q, self.side = 1, -1 if series.setting.direction < 0 else 1
        self.many_sheets = LOG in series.setting.table.index
        if series.setting.ramification > 1:
            self._uniformise(series.setting.ramification)
        self.samples = {k: v for k, v in series.setting.field.sample(0).items() if isinstance(k, sympy.Symbol)}

    def _uniformise(self, q: int) -> None:
        """x = x₀ ± s**q, and powers of s for the roots of it: all sheets around x₀ become one disc in s."""
        s = sympy.Symbol("s on the sheets")
        finder = Finder(self.x, self.point, self.notation)
        self.e = in_roots(self.e, finder, self.side, s, q)
        self.x, self.point, self.q = s, sympy.Integer(0), q

    def nearest(self) -> Singularity:
        listed = Finder(self.x, self.point, self.notation).singular(self.e)
        points = self._sized([sympy.expand(c) for c in dict.fromkeys(listed.points)])
        ends = self._sized([sympy.expand(c) for c in listed.horizon])
        horizon = min(ends, key=lambda item: float(item[0].lower()), default=None)
        self._require_one_order([p for _, p in (*points, *ends)])
        for group in _groups(points):
            if horizon is not None and not all(size < horizon[0].lower() for size, _ in group):
                break
            outcome = [(p, self._singular(p)) for _, p in group]
            if any(known for _, known in outcome):
                return self._found([p for p, known in outcome if known], [p for p, _ in outcome])
            doubtful = [p for p, known in outcome if known is None]
            if doubtful:
                return self._unknown(doubtful[0])
        if horizon is None:
            return Singularity(sympy.oo, None, at_least=sympy.oo)
        least = self._distance(horizon[1])
        return Singularity(None, None, f"it is at least {least}; what lies beyond is not known", least)

    def first_candidate(self) -> Any:
        """The least distance of a candidate; 0 where one depends on a parameter."""
        listed = Finder(self.x, self.point, self.notation).singular(self.e)
        points = [sympy.expand(c) for c in (*listed.points, *listed.horizon)]
        if any(p.free_symbols for p in points):
            return sympy.Integer(0)
        return min((self._distance(p) for _, p in self._sized(points)[:1]), default=sympy.oo)

    def _unknown(self, p: Any) -> Singularity:
        least = self._distance(p)
        at = self._place(p)
        return Singularity(None, None, f"it is at least {least}, but whether {self.series.variable} = {at} is singular "
                           "is not known", least)  # fmt: skip

    def _sized(self, points: list[Any]) -> list[tuple[arb, Any]]:
        with precision(_BITS):
            found = [(abs(enclose(p, self.samples)), p) for p in points if p != 0]
        if any(0 in size or not size.is_finite() for size, _ in found):
            raise _Unknown("how far a possible singularity is away is not known")
        return sorted(found, key=lambda item: (float(item[0].mid()), sympy.default_sort_key(-item[1])))

    def _require_one_order(self, points: list[Any]) -> None:
        """Distances with parameters are compared where all are numbers times one function of the parameters."""
        symbols = {s for p in points for s in p.free_symbols}
        if not symbols:
            return
        if len({sympy.factor_terms(p).as_independent(*symbols)[1] for p in points}) > 1:
            raise _Unknown(_DEPENDS)

    # -- one candidate

    def _singular(self, p: Any) -> bool | None:
        """Whether the expanded function is singular at t = p; None where that is not proved."""
        at, near = sympy.expand(self.point + p), self._near(p)
        branched = self.many_sheets or self.q > 1
        found = Classifier(self.x, at, self.notation, near, None, self.point, branched).singular(self.e)
        if found is not None or self.many_sheets or self._parameters(p):
            return found
        along = principal_approach(self.e, self.x, self.point, p,
                                   lambda way: Classifier(self.x, at, self.notation, near, way).order)  # fmt: skip
        if along is None:
            return None
        found = Classifier(self.x, at, self.notation, near, along).singular(self.e)
        return found if found is not None else _branched_series(*along(self.e), self.notation)

    def _parameters(self, p: Any) -> bool:
        return bool((self.e.free_symbols | p.free_symbols | self.point.free_symbols) - {self.x})

    def _near(self, p: Any) -> dict[Any, acb]:
        """A point that is close to x₀ on the side of the expansion, with values of the parameters."""
        with precision(_BITS):
            tiny = abs(enclose(p, self.samples)).mid() * self.side / 1009 if self.q == 1 else arb(fmpq(1, 100003))
            return {**self.samples, self.x: enclose(self.point, self.samples) + acb(tiny)}

    # -- what is said of it

    def _found(self, singular: list[Any], group: list[Any]) -> Singularity:
        sizes = {self._distance(p) for p in group}
        if len(sizes) > 1 and not _same_distance(group):
            raise _Unknown("two possible singularities are too close in distance to tell which is nearer")
        best = min(singular, key=lambda p: -self._imaginary_sign(p))  # the first in the upper half plane
        radius = self._distance(best)
        return Singularity(radius, self._place(best), at_least=radius)

    def _place(self, p: Any) -> Any:
        return sympy.expand(self.point + p) if self.q == 1 else sympy.expand(self.series.point + self.side * p**self.q)

    def _distance(self, p: Any) -> Any:
        radius = modulus(p, self.notation)
        with precision(128):
            if not enclose(radius, self.samples).overlaps(acb(abs(enclose(p, self.samples)))):
                raise _Unknown("the distance of a possible singularity has no closed form here")
        return radius if self.q == 1 else sympy.expand(radius**self.q)

    def _imaginary_sign(self, p: Any) -> int:
        with precision(128):
            part = enclose(p, self.samples).imag
        return 1 if part > 0 else -1 if part < 0 else 0


def _groups(points: list[tuple[arb, Any]]) -> Iterator[list[tuple[arb, Any]]]:
    """Candidates whose distances cannot be told apart."""
    group: list[tuple[arb, Any]] = []
    for item in points:
        if group and not any(item[0].overlaps(size) for size, _ in group):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _same_distance(group: list[Any]) -> bool:
    squares = {sympy.expand(sympy.expand_complex(sympy.expand(p * sympy.conjugate(p)))) for p in group
               if not p.free_symbols}  # fmt: skip
    return len(squares) == 1 and not any(p.free_symbols for p in group)


def _branched_series(tree: Any, x: Any, notation: Any) -> bool | None:
    """True where the expansion on the path has a term that no analytic function has; it is confirmed in balls."""
    from symrules.series.expansion import expand

    try:
        series = expand(tree, x, 0, 3, notation=notation, direction="+", seconds=5)
        if isinstance(series.value, Sectors) or series.conditions:
            return None
        branched = [t for t in series.generalised_terms if t.log_power or t.exponent.denominator > 1 or t.exponent < 0]
        with precision(_BITS):
            if any(0 not in enclose(t.coefficient, {}) for t in branched) and series.confirmed_by:
                return True
    except SeriesError:
        return None
    return None


def modulus(p: Any, notation: Any) -> Any:
    """|p|, for a number or a product with parameters."""
    if not p.free_symbols:
        real, imaginary = p.as_real_imag()
        if imaginary == 0 or (real + imaginary).has(sympy.re, sympy.im):
            return sympy.Abs(p)
        return sympy.Abs(imaginary) if real == 0 else sympy.sqrt(sympy.expand(real**2 + imaginary**2))
    number, rest = sympy.factor_terms(p).as_independent(*p.free_symbols)
    rest = sympy.Mul(*(root(f.base) ** (2 * f.exp) if f.is_Pow and abs(f.exp) == sympy.Rational(1, 2) else f
                       for f in sympy.Mul.make_args(rest)))  # fmt: skip
    engine = Engine(rest, sympy.Dummy("t"), sympy.Integer(0), 1, notation)
    value, _ = engine.run(1)
    known = sign(value.c[0]) if isinstance(value, Local) and value.c is not None else ""
    inside = rest if known == "+" else -rest if known == "-" else sympy.Abs(rest)
    return modulus(number, notation) * inside
