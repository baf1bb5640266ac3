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
from functools import cmp_to_key, lru_cache
from typing import Any

import sympy
from flint import acb, arb, fmpq

from symrules.series.arithmetic import EssentialSingularity
from symrules.series.balls import enclose, precision
from symrules.series.candidates import BRANCH, Finder, is_polynomial
from symrules.series.classification import Classifier
from symrules.series.confirm import confirm
from symrules.series.core import Engine
from symrules.series.decomposition import decompose
from symrules.series.errors import SeriesError
from symrules.series.expansion import expanded
from symrules.series.local import Local
from symrules.series.modulus import modulus
from symrules.series.polynomial_zeros import Unlisted
from symrules.series.sectors import Sectors
from symrules.series.setting import LOG
from symrules.series.sheets import principal_approach
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


@lru_cache(maxsize=8)
def nearest(series: Any) -> Singularity:
    """The singular point closest to the point of expansion."""
    if series.setting.at_infinity:
        return Singularity(None, None, "an expansion at infinity is asymptotic: its convergence is not looked into")
    if isinstance(series.value, Sectors) and not _is_beside_a_power(series.value):
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


def _is_beside_a_power(value: Sectors) -> bool:
    """Whether it is (x − x₀)**a times one power series: its only exponent is the constant a·log(x − x₀)."""
    return len(value.parts) == 1 and value.cut is None and value.parts[0][0].is_constant()


def _of_family(series: Any) -> Singularity | None:
    """That of a single family c·tᵖ·F(a t), whose singularity no power of t removes."""
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
        self._require_bounded_arguments()
        self.samples = {k: v for k, v in series.setting.field.sample(0).items() if k.is_Symbol}

    def _uniformise(self, q: int) -> None:
        """x = x₀ ± s**q, and powers of s for the roots of it: all sheets around x₀ become one disc in s."""
        s = sympy.Symbol("s on the sheets")
        finder = Finder(self.x, self.point, self.notation)
        self.e = in_roots(self.e, finder, self.side, s, q)
        self.x, self.point, self.q = s, sympy.Integer(0), q

    def _require_bounded_arguments(self) -> None:
        """Where the argument of a function grows at the point, its expansion there may be asymptotic, and diverge.

        The exponential, powers, logarithms and inverse functions are expanded exactly there.
        """
        for part in sympy.preorder_traversal(self.e):
            known = not part.is_Function or part.func.__name__ in ("exp", *BRANCH)
            for u in () if known else part.args:
                if u.has(self.x) and not is_polynomial(u, self.x) and not self._is_bounded(u):
                    raise _Unknown(f"the argument of {part.func.__name__} may grow without bound at the point, where "
                                   "expansions diverge")  # fmt: skip

    def _is_bounded(self, u: Any) -> bool:
        direction = self.side if self.q == 1 else 1
        try:
            value, setting = Engine(u, self.x, self.point, direction, self.notation).leading()
        except (SeriesError, EssentialSingularity):
            return False
        return isinstance(value, Local) and value.v >= 0 and LOG not in setting.table.index

    def nearest(self) -> Singularity:
        listed = Finder(self.x, self.point, self.notation).singular(self.e)
        points = self._sized([sympy.expand(c) for c in dict.fromkeys(listed.points)])
        ends = self._sized([sympy.expand(c) for c in listed.horizon])
        horizon = ends[0] if ends else None
        self._require_one_order([p for _, p in (*points, *ends)])
        for group in _groups(points):
            if not all(size < end for size, _ in group for end, _ in ends):
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
        if any(p.has(sympy.oo, -sympy.oo, sympy.zoo, sympy.nan) for p in points):
            raise _Unknown("how far a possible singularity is away is not known")
        with precision(_BITS):
            found = [(abs(enclose(p, self.samples)), p) for p in points if p != 0]
        if any(0 in size or not size.is_finite() for size, _ in found):
            raise _Unknown("how far a possible singularity is away is not known")
        found.sort(key=lambda item: sympy.default_sort_key(-item[1]))
        return sorted(found, key=cmp_to_key(_closer))

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


def _closer(a: tuple[arb, Any], b: tuple[arb, Any]) -> int:
    """The order of two distances, exactly by the middles of their balls."""
    return -1 if a[0].mid() < b[0].mid() else 1 if a[0].mid() > b[0].mid() else 0


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
    try:
        series = expanded(tree, x, 0, 3, notation=notation, direction="+", seconds=5)
        if isinstance(series.value, Sectors) or series.conditions:
            return None
        branched = [t for t in series.generalised_terms if t.log_power or t.exponent.denominator > 1 or t.exponent < 0]
        with precision(_BITS):
            if any(0 not in enclose(t.coefficient, {}) for t in branched) and confirm(series):
                return True
    except SeriesError:
        return None
    return None
