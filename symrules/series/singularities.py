"""The nearest singularity of an expression: candidates from its structure, each one confirmed by expanding there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq, fmpq_poly

from symrules.series.balls import enclose, precision
from symrules.series.core import Engine
from symrules.series.errors import SeriesError
from symrules.series.local import Local
from symrules.series.setting import LOG
from symrules.series.signs import sign


@dataclass(frozen=True)
class Singularity:
    """The point where the disc of convergence ends; `reason` says why it is not known, where `radius` is None."""

    radius: Any
    point: Any
    reason: str = ""


class _Unknown(Exception):
    pass


_REACH = 3
_HALF = sympy.Rational(1, 2)
_I_PI, _PI = sympy.I * sympy.pi, sympy.pi
# where F(u) is singular, and where it vanishes: (offset, step) of an arithmetic progression, or single points
_POLES = {"coth": (0, _I_PI), "csch": (0, _I_PI), "tanh": (_I_PI / 2, _I_PI), "sech": (_I_PI / 2, _I_PI),
          "cot": (0, _PI), "csc": (0, _PI), "tan": (_PI / 2, _PI), "sec": (_PI / 2, _PI)}  # fmt: skip
_ZEROS = {"coth": (_I_PI / 2, _I_PI), "tanh": (0, _I_PI), "sinh": (0, _I_PI), "cosh": (_I_PI / 2, _I_PI),
          "cot": (_PI / 2, _PI), "tan": (0, _PI), "sin": (0, _PI), "cos": (_PI / 2, _PI)}  # fmt: skip
_BRANCH = {"log": (0,), "atan": (sympy.I, -sympy.I), "acot": (sympy.I, -sympy.I, 0), "atanh": (1, -1),
           "acoth": (1, -1, 0), "asin": (1, -1), "acos": (1, -1), "acosh": (1, -1), "asinh": (sympy.I, -sympy.I),
           "polylog": (1,)}  # fmt: skip
_ENTIRE = ("exp", "sin", "cos", "sinh", "cosh", "besselj", "besseli", "erf", "erfc")
_NEVER_ZERO = ("exp", "csch", "sech", "csc", "sec")


def nearest(series: Any) -> Singularity:
    """The singular point closest to the point of expansion."""
    if series.setting.at_infinity:
        return Singularity(None, None, "an expansion at infinity is asymptotic: its convergence is not looked into")
    finder = _Finder(series)
    try:
        found = finder.closest(finder.singular(series.expression))
    except _Unknown as why:
        found = Singularity(None, None, str(why))
    return found if found.radius is not None else _of_family(series, finder, found)


def _of_family(series: Any, finder: _Finder, otherwise: Singularity) -> Singularity:
    """The singular point of a single family F(a t): its weight is a polynomial and cannot cancel it."""
    from symrules.series.decomposition import decompose

    parts = decompose(series.expression, series.setting)
    if parts is None or len(parts.members) != 1 or parts.polynomial.v < 0 or parts.members[0].weight.v < -2:
        return otherwise
    member = parts.members[0]
    if member.family.singular is None:
        return Singularity(sympy.oo, None)
    t = member.family.singular / series.setting.field.expression(member.slope)
    return Singularity(finder.modulus(t), sympy.expand(series.point + t))


class _Finder:
    def __init__(self, series: Any) -> None:
        self.x, self.point = series.variable, series.point
        self.series = series

    # -- candidates: values of t = x - x₀

    def singular(self, e: Any) -> list[Any]:
        """A list that contains every singular point near x₀."""
        if not e.has(self.x) or e == self.x:
            return []
        if e.is_Add or e.is_Mul:
            return [c for a in e.args for c in self.singular(a)]
        if e.is_Pow:
            return self._power(e)
        name = e.func.__name__
        if any(a.has(self.x) for a in e.args[:-1]):
            raise _Unknown(f"the singularities of {str(e)[:40]} are not known")
        if name in _ENTIRE:
            return self.singular(e.args[-1])
        if name in _POLES:
            return self.singular(e.args[0]) + self._progression(e.args[0], *_POLES[name])
        if name in _BRANCH:
            argument = e.args[-1]
            if name == "log":
                return self.singular(argument) + self.zeros(argument)
            return self.singular(argument) + [c for p in _BRANCH[name] for c in self._linear(argument, p)]
        raise _Unknown(f"the singularities of {str(e)[:40]} are not known")

    def _power(self, e: Any) -> list[Any]:
        if e.base == sympy.E:
            return self.singular(e.exp)
        if e.exp.has(self.x):
            return self.singular(e.exp) + self.singular(e.base) + self.zeros(e.base)
        if e.exp.is_Integer and int(e.exp) >= 0:
            return self.singular(e.base)
        return self.singular(e.base) + self.zeros(e.base)

    def zeros(self, e: Any) -> list[Any]:
        """A list that contains every zero near x₀; a pole of the expression is among its singular points already."""
        if not e.has(self.x):
            return []
        if e.is_Mul:
            return [c for a in e.args for c in self.zeros(a)]
        if e.is_Pow and e.base != sympy.E and not e.exp.has(self.x):
            return self.zeros(e.base)
        name = e.func.__name__
        if name in _NEVER_ZERO or (e.is_Pow and e.base == sympy.E):
            return []
        if name in _ZEROS:
            return self._progression(e.args[0], *_ZEROS[name])
        if name in ("asin", "atan", "asinh", "atanh"):
            return self._linear(e.args[0], 0)
        if name == "log":
            return self._linear(e.args[0], 1)
        return self._roots(e)

    def _coefficients(self, e: Any) -> list[Any] | None:
        """The coefficients of a polynomial in t."""
        value = _polynomial(e, self.x, self.point, self.series.notation)
        if value is None:
            return None
        local, setting = value
        padding = [fmpq(0)] * local.v
        values = padding + (local.c.coefficients if local.c is not None else [])
        return [setting.field.expression(setting.field.simplified(c)) for c in values]

    def _linear(self, argument: Any, value: Any) -> list[Any]:
        """t where a polynomial argument takes a value."""
        return self._polynomial_roots(argument - value)

    def _roots(self, e: Any) -> list[Any]:
        if e.is_Add:
            exponential = [a for a in e.args if a.has(sympy.exp) and a.has(self.x)]
            if len(exponential) == 1:
                rest = e - exponential[0]
                factor, power = exponential[0].as_independent(self.x)
                if not rest.has(self.x) and isinstance(power, sympy.exp) and rest != 0:
                    return self._progression(power.args[0], sympy.log(-rest / factor), 2 * _I_PI)
        return self._polynomial_roots(e)

    def _polynomial_roots(self, e: Any) -> list[Any]:
        c = self._coefficients(e)
        if c is None:
            raise _Unknown(f"the zeros of {str(e)[:40]} are not known")
        while len(c) > 1 and c[-1] == 0:
            c.pop()
        low = 0
        while low < len(c) and c[low] == 0:
            low += 1
        found = [sympy.Integer(0)] if low else []
        c = c[low:]
        if len(c) <= 1:
            return found
        if len(c) == 2:
            return [*found, -c[0] / c[1]]
        if len(c) == 3:
            root = sympy.sqrt(c[1] ** 2 - 4 * c[2] * c[0])
            return [*found, (-c[1] + root) / (2 * c[2]), (-c[1] - root) / (2 * c[2])]
        return found + _factored_roots(c, e)

    def _progression(self, argument: Any, offset: Any, step: Any) -> list[Any]:
        """t where a linear argument A + B t is offset + k·step, for the k that come closest to t = 0."""
        c = self._coefficients(argument)
        if c is None or len(c) > 2:
            raise _Unknown(f"where {str(argument)[:40]} takes its values is not known")
        if len(c) < 2:
            return []
        start = (offset - c[0]) / c[1]
        middle = 0
        if not (start / step * c[1]).free_symbols:
            with precision(128):
                turns = enclose(sympy.sympify(start * c[1] / step), {})
                middle = -int(turns.real.mid().floor().unique_fmpz() or 0)
        return [start + (middle + k) * step / c[1] for k in range(-_REACH, _REACH + 1)]

    # -- which of them is closest

    def closest(self, candidates: list[Any]) -> Singularity:
        """The closest candidate that is a true singularity."""
        points = [sympy.expand(c) for c in dict.fromkeys(candidates)]
        symbols = set().union(*(p.free_symbols for p in points)) if points else set()
        values = {k: v for k, v in self.series.setting.field.sample(0).items() if k in symbols}
        if len(symbols) > 1:
            return Singularity(None, None, "which singularity is closest depends on the parameters")
        with precision(256):
            sized = [(abs(enclose(p, values)), p) for p in points if p != 0]
        if symbols and not _homogeneous([p for p in points if p != 0], symbols):
            return Singularity(None, None, "which singularity is closest depends on the parameters")
        sized.sort(key=lambda item: (float(item[0].mid()), sympy.default_sort_key(-item[1])))
        for index, (size, point) in enumerate(sized):
            singular = self._is_singular(point)
            if singular is None:
                return Singularity(None, None, f"whether {self.x} = {self.point + point} is singular is not known")
            if singular:
                return self._found(point, size, sized[index:])
        if candidates and any(p != 0 for p in points):
            if self._all_progressions_removable(sized):
                return Singularity(sympy.oo, None)
            return Singularity(None, None, "every candidate that was tried is removable")
        return Singularity(sympy.oo, None)

    def _all_progressions_removable(self, sized: list[Any]) -> bool:
        """Finitely many candidates in all, each of them tried: no function with infinitely many poles occurs."""
        names = {a.func.__name__ for a in sympy.preorder_traversal(self.series.expression)}
        return not names & (set(_POLES) | set(_ZEROS) | {"exp"})

    def _found(self, point: Any, size: Any, others: list[Any]) -> Singularity:
        upper = [p for s, p in others if s.overlaps(size) and self._imaginary_sign(p) > 0 and self._is_singular(p)]
        best = upper[0] if upper and self._imaginary_sign(point) < 0 else point
        return Singularity(self.modulus(best), sympy.expand(self.point + best))

    def _imaginary_sign(self, p: Any) -> int:
        values = {k: v for k, v in self.series.setting.field.sample(0).items() if k in p.free_symbols}
        with precision(128):
            part = enclose(p, values).imag
        return 1 if part > 0 else -1 if part < 0 else 0

    def modulus(self, p: Any) -> Any:
        if not p.free_symbols:
            real, imaginary = p.as_real_imag()
            if imaginary == 0:
                return sympy.Abs(real)
            if real == 0:
                return sympy.Abs(imaginary)
            return sympy.sqrt(sympy.expand(real**2 + imaginary**2))
        number, rest = p.as_independent(*p.free_symbols)
        engine = Engine(rest, sympy.Dummy("t"), sympy.Integer(0), 1, self.series.notation)
        value, _ = engine.run(1)
        known = sign(value.c[0]) if isinstance(value, Local) and value.c is not None else ""
        inside = rest if known == "+" else -rest if known == "-" else sympy.Abs(rest)
        return self.modulus(number) * inside

    def _is_singular(self, t: Any) -> bool | None:
        """Whether the expansion at x₀ + t has a pole, a root or a logarithm; None where there is no expansion."""
        try:
            engine = Engine(self.series.expression, self.x, sympy.expand(self.point + t), 1, self.series.notation)
            value, setting = engine.upto(2)
        except SeriesError:
            return None
        if not isinstance(value, Local) or setting.ramification > 1 or value.v < 0:
            return True
        if LOG in setting.table.index and value.c is not None:
            return any(setting.has_log(c) for c in value.c.coefficients)
        return False


def _homogeneous(points: list[Any], symbols: set[Any]) -> bool:
    """Whether all points are numbers times one common function of the parameter, so that their order never changes."""
    rests = {p.as_independent(*symbols)[1] for p in points}
    return len(rests) == 1 and all(p.is_Mul or p.is_Pow or p.is_Symbol for p in points)


def _polynomial(e: Any, x: Any, point: Any, notation: Any) -> Any:
    """A polynomial in t = x − x₀ as an exact series; None where it is none."""
    try:
        value, setting = Engine(e, x, point, 1, notation).run(64)
    except Exception as problem:
        if isinstance(problem, SeriesError) or type(problem).__module__.startswith("symrules"):
            return None
        raise
    if not isinstance(value, Local) or not value.exact or setting.ramification > 1 or value.v < 0:
        return None
    return value, setting


def _factored_roots(c: list[Any], e: Any) -> list[Any]:
    """The roots of a rational polynomial whose factors have degree one or two."""
    if not all(x.is_Rational for x in c):
        raise _Unknown(f"the zeros of {str(e)[:40]} are not known")
    p = fmpq_poly([fmpq(int(x.p), int(x.q)) for x in c])
    found: list[Any] = []
    for factor, _ in p.numer().factor()[1]:
        k = [sympy.Integer(int(x)) for x in factor.coeffs()]
        if len(k) == 2:
            found.append(-k[0] / k[1])
        elif len(k) == 3:
            root = sympy.sqrt(k[1] ** 2 - 4 * k[2] * k[0])
            found += [(-k[1] + root) / (2 * k[2]), (-k[1] - root) / (2 * k[2])]
        else:
            raise _Unknown(f"the zeros of {str(e)[:40]} have no closed form here")
    return found
