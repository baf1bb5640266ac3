"""Where an expression can be singular: a list of points, read off its structure, that no singular point escapes.

Notes
-----
The list is for every branch of the expression: a logarithm is listed where its argument vanishes, whatever the sheet.
Most points of the list are singular, some are removable; which, `singularities` finds out. An infinite progression of
points (the poles of tanh) is cut off, and the first points beyond the cut are kept as the `horizon`.
"""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symrules.series.balls import enclose, floor, precision
from symrules.series.core import Engine
from symrules.series.errors import SeriesError
from symrules.series.local import Local
from symrules.series.polynomial_zeros import Listed, Unlisted, far_progression, polynomial_zeros, root, stripped
from symrules.vocabulary import factors_of

_REACH = 3
_ZERO, _I, _I_PI, _PI = sympy.Integer(0), sympy.I, sympy.I * sympy.pi, sympy.pi
# where F(u) is singular, and where it vanishes: (offset, step) of an arithmetic progression, or single points
_POLES = {"coth": (_ZERO, _I_PI), "csch": (_ZERO, _I_PI), "tanh": (_I_PI / 2, _I_PI), "sech": (_I_PI / 2, _I_PI),
          "cot": (_ZERO, _PI), "csc": (_ZERO, _PI), "tan": (_PI / 2, _PI), "sec": (_PI / 2, _PI)}  # fmt: skip
_ZEROS = {"coth": (_I_PI / 2, _I_PI), "tanh": (_ZERO, _I_PI), "sinh": (_ZERO, _I_PI), "cosh": (_I_PI / 2, _I_PI),
          "cot": (_PI / 2, _PI), "tan": (_ZERO, _PI), "sin": (_ZERO, _PI), "cos": (_PI / 2, _PI)}  # fmt: skip
_HALF_LINE = {"gamma": 0, "loggamma": 0, "digamma": 0, "polygamma": 0, "factorial": -1}  # poles at n, n − 1, …
BRANCH: dict[str, tuple[Any, ...]] = {
    "log": (0,), "atan": (_I, -_I), "acot": (_I, -_I), "atanh": (1, -1), "acoth": (1, -1), "asin": (1, -1),
    "acos": (1, -1), "acosh": (1, -1), "asinh": (_I, -_I), "polylog": (1, 0), "LambertW": (-1 / sympy.E, 0),
}  # fmt: skip
RECIPROCAL = {"asec": sympy.acos, "acsc": sympy.asin, "asech": sympy.acosh, "acsch": sympy.asinh}
ENTIRE = ("exp", "sin", "cos", "sinh", "cosh", "erf", "erfc")
BESSEL = ("besselj", "besseli", "besselk", "bessely")


def _arccos(v: Any) -> Any:
    """A solution of cos u = v, as a real and an imaginary part where v is a real number."""
    if v.is_Rational and abs(v) > 1:
        return (0 if v > 0 else _PI) + _I * sympy.acosh(abs(v))
    return sympy.acos(v)


# F(u) = v at inverse(v), and where it is given at mirror − inverse(v) too, and at all periods from there
_PERIODIC: dict[str, tuple[Any, Any, Any]] = {
    "exp": (sympy.log, 2 * _I_PI, None), "cos": (_arccos, 2 * _PI, 0), "tan": (sympy.atan, _PI, None),
    "sin": (lambda v: _PI / 2 - _arccos(v), 2 * _PI, _PI), "cosh": (lambda v: _I * _arccos(v), 2 * _I_PI, 0),
    "sinh": (sympy.asinh, 2 * _I_PI, _I_PI), "tanh": (sympy.atanh, _I_PI, None), "cot": (sympy.acot, _PI, None),
    "coth": (sympy.acoth, _I_PI, None),
}  # fmt: skip
_NEVER_ZERO = ("exp", "csch", "sech", "csc", "sec", "gamma", "factorial")
_ZERO_AT_ZERO = ("asin", "atan", "asinh", "atanh", "LambertW")


class Finder:
    """Candidates of the parts of an expression about one point."""

    def __init__(self, x: Any, point: Any, notation: Any) -> None:
        self.x, self.point, self.notation = x, point, notation
        self.seen: dict[Any, list[Any] | None] = {}

    def singular(self, e: Any) -> Listed:
        """A list that contains every singular point near x₀."""
        if not e.has(self.x) or e == self.x:
            return Listed()
        if e.is_Add or e.is_Mul:
            return sum((self.singular(a) for a in e.args), Listed())
        if e.is_Pow:
            return self._power(e)
        name = e.func.__name__
        if not e.args or any(a.has(self.x) for a in e.args[:-1]):
            raise Unlisted(f"the singularities of {name} are not known")
        return self.singular(e.args[-1]) + self._of_function(name, e)

    def _of_function(self, name: str, e: Any) -> Listed:
        """Where the argument takes a singular value of the function."""
        u = e.args[-1]
        if name in ENTIRE:
            return Listed()
        if name in RECIPROCAL:
            return self.zeros(u) + sum((self.taking(u, v) for v in BRANCH[RECIPROCAL[name].__name__]), Listed())
        if name in BRANCH and len(e.args) == (2 if name == "polylog" else 1):
            return sum((self.taking(u, v) for v in BRANCH[name]), Listed())
        if name in BESSEL:
            return Listed() if name in BESSEL[:2] and e.args[0].is_Integer else self.zeros(u)
        if name in _POLES:
            return self._progression(u, *_POLES[name])
        if name in _HALF_LINE:
            return self._progression(u, sympy.Integer(_HALF_LINE[name]), sympy.Integer(1), most=0)
        raise Unlisted(f"the singularities of {name} are not known")

    def _power(self, e: Any) -> Listed:
        if e.base == sympy.E:
            return self.singular(e.exp)
        if e.exp.has(self.x):
            return self.singular(e.exp) + self.singular(e.base) + self.zeros(e.base)
        if e.exp.is_Integer and int(e.exp) >= 0:
            return self.singular(e.base)
        return self.singular(e.base) + self.zeros(e.base)

    def zeros(self, e: Any) -> Listed:
        """A list that contains every zero near x₀; a pole of the expression is among its singular points already."""
        if not e.has(self.x):
            return Listed()
        if e.is_Mul:
            return sum((self.zeros(a) for a in e.args), Listed())
        if e.is_Pow and e.base != sympy.E and not e.exp.has(self.x):
            return self.zeros(e.base)
        name = e.func.__name__
        if name in _NEVER_ZERO or e.is_Pow:
            return Listed()
        if name in _ZEROS:
            return self._progression(e.args[0], *_ZEROS[name])
        if name in _ZERO_AT_ZERO and len(e.args) == 1:
            return self.zeros(e.args[0])
        if name == "log":
            return self.taking(e.args[0], 1)
        return self._roots(e)

    def taking(self, u: Any, value: Any) -> Listed:
        """Where u = value."""
        return self.zeros(u) if value == 0 else self._roots(sympy.Add(u, -value, evaluate=False))

    # -- zeros of sums

    def _roots(self, e: Any) -> Listed:
        c = self.coefficients(e)
        if c is not None:
            return polynomial_zeros(c)
        top, bottom = fraction(e, self.x)
        if bottom != 1:
            return self._roots(top)
        if e.is_Add:
            found = self._periodic(e)
            return self._radical(e) if found is None else found
        raise Unlisted("the zeros of a part that is divided by, or whose logarithm or root is taken, are not known")

    def _periodic(self, e: Any) -> Listed | None:
        """Zeros of A + B·F(u) with a periodic F, or a logarithm on any sheet."""
        parts = [a for a in _flat(e) if a.has(self.x)]
        rest = sympy.Add(*(a for a in _flat(e) if not a.has(self.x)))
        factors = factors_of(parts[0]) if len(parts) == 1 else []
        moving = [f for f in factors if f.has(self.x)]
        if rest == 0 or len(moving) != 1:
            return None
        f, value = moving[0], -rest / sympy.Mul(*(g for g in factors if g is not moving[0]))
        if f.is_Pow and f.base == sympy.E:
            return self._progression(f.exp, sympy.log(value), 2 * _I_PI)
        if f.func.__name__ == "log" and len(f.args) == 1:
            return self.taking(f.args[0], sympy.exp(value))
        inverse, step, mirror = _PERIODIC.get(f.func.__name__, (None, None, None))
        if inverse is None:
            return None
        start = inverse(value)
        found = self._progression(f.args[0], start, step)
        return found if mirror is None else found + self._progression(f.args[0], mirror - start, step)

    def _radical(self, e: Any) -> Listed:
        """Zeros of A + B·P**(m/n), on any sheet: those of Aⁿ − (−B)ⁿPᵐ."""
        pieces = [(a, self._root_of(a)) for a in _flat(e)]
        roots = [(a, r) for a, r in pieces if r is not None]
        if len(roots) != 1:
            raise Unlisted("the zeros of a part that is divided by, or whose logarithm or root is taken, are not known")
        whole, (factor, base, m, n) = roots[0]
        rest = sympy.Add(*(a for a, _ in pieces if a is not whole))
        return self._roots(sympy.Add(rest**n, -((-factor) ** n) * base**m))

    def _root_of(self, a: Any) -> tuple[Any, Any, int, int] | None:
        """(B, P, m, n) of a term B·P**(m/n)."""
        powers = [f for f in factors_of(a) if f.is_Pow and f.exp.is_Rational and not f.exp.is_Integer and f.has(self.x)]
        if len(powers) != 1 or powers[0].exp < 0:
            return None
        rest = sympy.Mul(*(f for f in factors_of(a) if f is not powers[0]))
        return rest, powers[0].base, int(powers[0].exp.p), int(powers[0].exp.q)

    def coefficients(self, e: Any) -> list[Any] | None:
        """The coefficients of a polynomial in t; None where it is none."""
        if e not in self.seen:
            self.seen[e] = _polynomial(e, self.x, self.point, self.notation)
        return self.seen[e]

    def _progression(self, argument: Any, offset: Any, step: Any, most: int | None = None) -> Listed:
        """t where A + B tⁿ (n = 1, 2), or its reciprocal, is offset + k·step, for the k that come closest to t = 0."""
        if offset.has(sympy.oo, -sympy.oo, sympy.zoo):
            return Listed()  # tan u is nowhere ±i
        c = self.coefficients(argument)
        c = None if c is None else stripped(c)
        if c is None or any(c[1:-1]):
            return self._far_progression(argument, offset, step)
        if len(c) < 2:
            return Listed()
        start = (offset - c[0]) / c[-1]
        ks = _closest(start * c[-1] / step, most)
        values = {k: start + k * step / c[-1] for k in (ks[0] - 1, *ks, ks[-1] + 1) if most is None or k <= most}
        inside = [v for k, v in values.items() if k in ks]
        beyond = [v for k, v in values.items() if k not in ks]
        if len(c) > 2:
            between = [sympy.S.Zero] * (len(c) - 2)
            inside = [t for v in inside for t in polynomial_zeros([-v, *between, sympy.S.One]).points]
            beyond = [root(v) if len(c) == 3 else v ** sympy.Rational(1, len(c) - 1) for v in beyond]
        return Listed(inside, beyond)

    def _far_progression(self, argument: Any, offset: Any, step: Any) -> Listed:
        """The same where A + B·t is a quotient of such, or B·P**(1/n) with a P of degree one or two, for numbers."""
        top, bottom = fraction(argument, self.x)
        whole = self._root_of(argument) if bottom == 1 else None
        factor, base, m, n = (sympy.S.One, argument, 1, 1) if whole is None else whole
        p = self.coefficients(base if bottom == 1 else top)
        q = self.coefficients(bottom)
        if p is None or q is None or m != 1 or any(v.free_symbols for v in (factor, *p, *q)):
            raise Unlisted("where the argument of a periodic function takes its values is not known")
        return far_progression(lambda k: ((offset + k * step) / factor) ** n, stripped(p), stripped(q))


def _closest(turns: Any, most: int | None) -> list[int]:
    """The k for which turns + k is smallest."""
    middle = 0
    if not turns.free_symbols:
        with precision(128):
            middle = -floor(enclose(turns, {}).real.mid())
    if most is not None:
        middle = min(middle, most)
    return [k for k in range(middle - _REACH, middle + _REACH + 1) if most is None or k <= most]


def _flat(e: Any) -> list[Any]:
    return [b for a in e.args for b in _flat(a)] if e.is_Add else [e]


def fraction(e: Any, x: Any) -> tuple[Any, Any]:
    """Numerator and denominator of sums, products and integer powers."""
    if e.is_Add:
        top, bottom = fraction(e.args[0], x)
        for a in e.args[1:]:
            p, q = fraction(a, x)
            top, bottom = (top + p, bottom) if q == bottom else (top * q + p * bottom, bottom * q)
        return top, bottom
    if e.is_Mul:
        pairs = [fraction(a, x) for a in e.args]
        return sympy.Mul(*(p for p, _ in pairs)), sympy.Mul(*(q for _, q in pairs))
    if e.is_Pow and e.exp.is_Integer and e.has(x):
        top, bottom = fraction(e.base, x)
        n = int(e.exp)
        return (top**n, bottom**n) if n >= 0 else (bottom**-n, top**-n)
    return e, sympy.Integer(1)


def is_polynomial(e: Any, x: Any) -> bool:
    """Whether e is written with sums, products and natural powers of x alone."""
    return all(n.is_Add or n.is_Mul or n.is_Atom or (n.is_Pow and n.exp.is_Integer and int(n.exp) >= 0)
               for n in sympy.preorder_traversal(e) if n.has(x))  # fmt: skip


def _polynomial(e: Any, x: Any, point: Any, notation: Any) -> list[Any] | None:
    """The coefficients of a polynomial in t = x − x₀."""
    if not is_polynomial(e, x):
        return None
    try:
        value, setting = Engine(e, x, point, 1, notation).run(64)
    except Exception as problem:
        if isinstance(problem, SeriesError) or type(problem).__module__.startswith("symrules"):
            return None
        raise
    if not isinstance(value, Local) or not value.exact or setting.ramification > 1 or value.v < 0:
        return None
    found = [fmpq(0)] * value.v + (value.c.coefficients if value.c is not None else [])
    return [setting.field.expression(setting.field.simplified(c)) for c in found]
