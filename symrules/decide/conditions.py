"""Side conditions: where the sides of a statement have values, as far as the domains and hypotheses do not say so.

Notes
-----
What each node requires stands in `singularities`. A requirement that something does not vanish is read in a tower: the
irreducible factors of its numerator that the facts do not keep from zero say what it excludes. So ``a - b`` and
``b - a``, or ``exp(x) - 1`` and ``x`` for real x, are one condition, and what others imply is not repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sympy
from flint import acb, fmpq
from sympy import Derivative, Integral, Limit, Piecewise, Product, Subs, Sum

from symrules.decide.balls import Undefined, evaluate
from symrules.decide.complex_parts import PARTS, is_real, with_real_parts
from symrules.decide.cuts import CUTS, NEGATIVE, Cut
from symrules.decide.differentiate import substituted
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.fraction import Fraction, Heavy, factored, guarded, support
from symrules.decide.integrality import is_integer, is_never_integer, rational_polynomial
from symrules.decide.kinds import kinds
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.signs import exponent_of_ratio, sign_of
from symrules.decide.singularities import (
    NO_POLE,
    NONZERO,
    REAL,
    REQUIRING,
    WITHOUT_ZEROS,
    ZEROS_OF,
    Requirement,
    requirements,
)
from symrules.decide.tower import Tower, build
from symrules.text.nodes import MINUS_ONE, add, apply, multiply
from symrules.text.printer import print_expression
from symrules.text.readable import readable
from symrules.vocabulary import Variation, bound_variables, free_symbols

CONVERGES, EXISTS, POSITIVE = "converges", "exists", ">"
_BINDERS = (Integral, Limit, Product, Subs, Sum)
_SINGULAR = "a function at a singular point"
_DERIVATIVES = (Derivative, Variation)
_NONE: frozenset[Any] = frozenset()
_LONGEST_SHIFT, _SHIFTS, _LARGEST_NORM = 100, 8, 12
_REFUSED = (Heavy, Meaningless, Unsupported, NotImplementedError)


class Side(str):
    """A side condition as it is printed, and what it says.

    Parameters
    ----------
    expression : what it is about; None where it is said in words only
    relation : a relation to zero, such as "!=" or ">"; or `NO_POLE`, `REAL`, `CONVERGES`, `EXISTS`, or that of a
        branch cut
    """

    expression: Any
    relation: str

    def __new__(cls, text: str, expression: Any = None, relation: str = "") -> Side:
        side = super().__new__(cls, text)
        side.expression, side.relation = expression, relation
        return side


def nodes(e: Any) -> Iterator[Any]:
    """Every subexpression once, in the order in which they stand."""
    seen, stack = set(), [e]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            yield node
            stack.extend(reversed(node.args))


def divisors(e: Any) -> list[Any]:
    """Subexpressions that must not vanish for the expression to be defined, in the order in which they stand."""
    found = dict.fromkeys(
        r.expression for n in nodes(e) for r in requirements(n) if r.relation == NONZERO and not r.unless
    )
    return [d for d in found if d.has(Integral) or not d.is_number]


def differentiated(e: Any) -> Iterator[Any]:
    """The derivatives in an expression, and those at a point; not under another sign that binds a variable."""
    if isinstance(e, (Derivative, Variation)) or (isinstance(e, Subs) and not kinds(e).isdisjoint(_DERIVATIVES)):
        yield e
    elif not isinstance(e, _BINDERS):
        for a in e.args:
            yield from differentiated(a)


def side_conditions(
    tower: Tower, expressions: list[Any], further: Iterable[Requirement] = (), ordered: tuple[Any, ...] = ()
) -> tuple[Side, ...]:
    """The conditions that are not implied by the facts of a tower.

    Parameters
    ----------
    further : what is required besides
    ordered : two expressions of known difference, one greater than the other: where one is real, the other is, too
    """
    sides = sides_of(tower.facts, expressions, further, tower)
    real = [sides_of_requirements(tower.facts, [Requirement(REAL, e)], tower) for e in ordered]
    return (*sides, *min(real, key=len, default=()))


# -- what is required


def sides_of(
    facts: Facts, expressions: Iterable[Any], further: Iterable[Requirement] = (), tower: Tower | None = None
) -> tuple[Side, ...]:
    """What must hold for expressions to have values, where the facts do not say so.

    Parameters
    ----------
    further : what is required besides
    tower : one in which the expressions, or most of them, have been read already
    """
    found = dict.fromkeys(r for e in expressions for r in required(facts, e)) | dict.fromkeys(further)
    return sides_of_requirements(facts, list(found), tower)


def merged(facts: Facts, sides: Iterable[str]) -> tuple[str, ...]:
    """Side conditions of several proofs, each stated once, less those that the facts settle."""
    distinct = list(dict.fromkeys(sides))
    plain = [s for s in distinct if isinstance(s, Side) and s.relation in (NONZERO, NO_POLE, REAL, *CUTS)]
    if not plain:
        return tuple(distinct)
    stated = sides_of_requirements(facts, [Requirement(s.relation, s.expression) for s in plain])
    return (*stated, *(s for s in distinct if s not in plain))


def sides_of_requirements(facts: Facts, required: list[Requirement], tower: Tower | None = None) -> tuple[Side, ...]:
    """Requirements as side conditions, without repetition, where the facts do not settle them.

    Raises
    ------
    Meaningless
        One of them holds nowhere.
    """
    required = [r for r in required if free_symbols(r.expression) or not is_met(r.expression, r.relation)]
    if not required:
        return ()
    with guarded():  # a condition is not worth hard work: it may stand as it is
        return _left(_Reading(facts, required, tower), required)


def _left(reading: _Reading, required: list[Requirement]) -> tuple[Side, ...]:
    """What a reading does not settle."""
    left = [r for r in required if not (r.unless and any(reading.has(e, quality) for e, quality in r.unless))]
    failing = [r for r in left if r.relation == NONZERO and reading.vanishes(r.expression)]
    if any(not r.unless for r in failing):
        raise Meaningless(_SINGULAR)
    otherwise = [_quality(reading, *r.unless[0]) for r in failing]
    left = [r for r in left if r not in failing]
    found = [reading.off_poles(r.expression) for r in left if r.relation == NO_POLE]
    off_poles = [s for s in found if s is not None]
    poles = _without_implied(reading, [s for s in off_poles if s.relation != NONZERO])
    divided = [r.expression for r in left if r.relation == NONZERO]
    divided += [s.expression for s in off_poles if s.relation == NONZERO]
    cut = [r for r in left if r.relation in CUTS and not reading.is_off(CUTS[r.relation], r.expression)]
    if any(not free_symbols(r.expression) for r in cut):
        raise Meaningless("a derivative on a branch cut")
    real = [r.expression for r in left if r.relation == REAL and not reading.is_real(r.expression)]
    return (
        *_nonvanishing(reading, divided, poles), *poles, *otherwise,
        *(Side(f"{readable(e)} is real", e, REAL) for e in real),
        *(Side(f"{readable(r.expression)} {r.relation}", r.expression, r.relation) for r in cut),
    )  # fmt: skip


def _quality(reading: _Reading, e: Any, quality: str) -> Side:
    """That an expression has a quality, or one that implies it, as a condition."""
    relation = {"positive": ">", "nonnegative": ">=", "zero": "="}[quality]
    real = e if quality == "zero" or reading.is_real(e) else apply(sympy.re, e)
    return Side(f"{readable(real)} {relation} 0", real, relation)


def required(facts: Facts, e: Any, *, cases: bool = True) -> Iterator[Requirement]:
    """What an expression requires of what depends on no bound variable; products and powers split into factors.

    Parameters
    ----------
    cases : whether to look into cases, of which one may not apply
    """
    if kinds(e).isdisjoint(REQUIRING):
        return
    for node, bound, put in places(e, cases=cases):
        for r in requirements(node):
            if not cases and Piecewise in kinds(r.expression):
                continue
            for part in _split(facts, r):
                there = _put(part, put) if put else part
                free = free_symbols(there.expression)
                if there.unless:
                    free = free.union(*(free_symbols(u) for u, _ in there.unless))
                if not (free & bound or any(s.name.startswith("_") for s in free)):
                    yield there


def _split(facts: Facts, r: Requirement) -> list[Requirement]:
    """A requirement on the factors of a product or power; along a branch cut, there is none but at a jump at zero."""
    if r.relation in CUTS:
        if not is_real(facts, r.expression):
            return [r]
        return [Requirement(NONZERO, f) for f in _factors(r.expression)] if CUTS[r.relation].inside else []
    if r.relation != NONZERO:
        return [r]
    factors = _factors(r.expression)
    return [r] if factors == [r.expression] else [Requirement(NONZERO, f, r.unless) for f in factors]


def _put(r: Requirement, values: dict[Any, Any]) -> Requirement:
    """A requirement with values put for the variables of substitutions."""
    unless = tuple((substituted(u, values), quality) for u, quality in r.unless)
    return Requirement(r.relation, substituted(r.expression, values), unless)


def places(e: Any, *, cases: bool = True) -> Iterator[tuple[Any, frozenset[Any], dict[Any, Any]]]:
    """Every subexpression once, with the variables that are bound around it, and what is put for variables there."""
    if kinds(e).isdisjoint(_BINDERS) and cases:
        yield from [(node, _NONE, {}) for node in nodes(e) if type(node) in REQUIRING]
        return
    seen: set[Any] = set()
    stack: list[tuple[Any, frozenset[Any], dict[Any, Any]]] = [(e, _NONE, {})]
    while stack:
        node, bound, put = item = stack.pop()
        key = node, bound, tuple(put.items())
        if key in seen:
            continue
        seen.add(key)
        if not cases and isinstance(node, Piecewise):
            continue
        yield item
        if isinstance(node, Subs):
            points = [substituted(p, put) for p in node.point]
            stack += [(p, bound, put) for p in node.point if p.args]
            stack.append((node.expr, bound - {*node.variables}, put | dict(zip(node.variables, points, strict=True))))
            continue
        names = bound_variables(node)
        inside = {x: p for x, p in put.items() if x not in names}
        stack.extend((a, bound.union(names), inside) for a in reversed(node.args) if a.args)


def is_met(e: Any, relation: str) -> bool:
    """Whether a number is seen to satisfy a requirement."""
    rational = rational_value(e)
    try:
        value = evaluate(e, {}) if rational is None else acb(rational)
    except (Undefined, ArithmeticError, ValueError):
        return False
    if relation in CUTS:
        return CUTS[relation].is_avoided(value)
    if relation == REAL:
        return bool(value.imag.is_zero())
    return not value.contains(0) if relation == NONZERO else bool(value.real > 0 or not value.contains_integer())


def _factors(d: Any) -> list[Any]:
    """Expressions of which one vanishes where a given one does."""
    if d.is_Mul:
        return [f for a in d.args for f in _factors(a)]
    if d.is_Pow:
        return [] if rational_value(d.args[1]) == 0 else _factors(d.args[0])
    if type(d) in WITHOUT_ZEROS:
        return []
    if (zeros := ZEROS_OF.get(type(d))) is not None:
        return [apply(zeros, *d.args)]
    if type(d) is sympy.log and len(d.args) == 1:
        return [add(d.args[0], MINUS_ONE)]
    return [d]


# -- what is known


class _Reading:
    """Expressions in one tower; each in one of its own, where one of them is not supported."""

    def __init__(self, facts: Facts, required: list[Requirement], tower: Tower | None) -> None:
        self.facts = facts
        written = [e for r in required for e in (r.expression, *(other for other, _ in r.unless))]
        assumed = [e for e, _ in facts.signs]
        self.places: dict[Any, tuple[Tower, Fraction]] = {}
        self.known: set[Name] = set()
        everything = [*written, *assumed]
        if not (self._read_in(tower, everything) or self._read(everything) or self._read(written)):
            for e in dict.fromkeys(written):
                self._read([e])
        for e, sign in facts.signs:
            if sign in NOT_ZERO and e in self.places:
                self.known |= set(_zeros(*self.places[e]))

    def _read_in(self, tower: Tower | None, expressions: list[Any]) -> bool:
        try:
            self.places |= {e: (tower, tower.of(e)) for e in expressions} if tower is not None else {}
        except _REFUSED:
            return False
        return tower is not None

    def _read(self, expressions: list[Any]) -> bool:
        try:
            tower, fractions = build(self.facts, expressions)
        except _REFUSED:
            return False
        self.places |= {e: (tower, f) for e, f in zip(expressions, fractions, strict=True)}
        return True

    def has(self, e: Any, quality: str) -> bool:
        """Whether an expression is known to have a quality."""
        if e not in self.places:
            return False
        tower, f = self.places[e]
        sign = _sign(tower, f) if tower.is_real(f) else ""
        if quality in ("integer", "natural") and not is_integer(tower, f):
            return False
        return quality == "integer" or sign in {
            "positive": ("+",), "nonnegative": ("+", "0+", "0"), "natural": ("+", "0+", "0"), "zero": ("0",),
        }[quality]  # fmt: skip

    def vanishes(self, e: Any) -> bool:
        """Whether an expression is known to be zero everywhere."""
        return e in self.places and self.places[e][1].is_zero()

    def is_real(self, e: Any) -> bool:
        return e in self.places and (self.places[e][0].is_real(self.places[e][1]) or self._parts(e)[1] == "0")

    def is_off(self, cut: Cut, u: Any) -> bool:
        """Whether an expression is known not to lie on a branch cut, zero apart."""
        real, imaginary = self._parts(u)
        across = real if cut.imaginary else imaginary
        return across in NOT_ZERO or (cut is NEGATIVE and real in ("+", "0+", "0"))

    def zeros(self, e: Any) -> dict[Name, Any] | None:
        """The irreducible polynomials that may vanish where an expression does, by name; None if it is not known."""
        if e not in self.places:
            return None
        tower, f = self.places[e]
        u = self._rational_angle(e)
        if u is not None:  # no rational number but zero is a multiple of π
            f = u if type(e) is sympy.sin else tower.one
        found = _zeros(tower, f)
        left = {n: p for n, p in found.items() if n not in self.known and not _never_vanishes(tower, p)}
        complex_ = left and not tower.is_real(f) and self._may_be_complex(e)
        nonzero = complex_ and any(sign in NOT_ZERO for sign in self._parts(e))
        return {} if nonzero else left

    def _rational_angle(self, e: Any) -> Fraction | None:
        """The argument of a sine or cosine, where it is rational."""
        tower, _ = self.places[e]
        if type(e) not in (sympy.cos, sympy.sin):
            return None
        try:
            u = tower.of(e.args[0])
        except _REFUSED:
            return None
        return None if rational_polynomial(tower, u) is None else u

    def _may_be_complex(self, e: Any) -> bool:
        """Whether an expression is written with something not real, and its parts may tell more than it does."""
        if any(self.facts.domain(s).complex_ for s in free_symbols(e)):
            return bool(self.facts.signs) or not kinds(e).isdisjoint(PARTS)
        return bool(e.has(sympy.I))

    def _parts(self, e: Any) -> tuple[str, str]:
        """The signs of the real and the imaginary part, as far as they are known."""
        parts = [apply(sympy.re, e), apply(sympy.im, e)]
        facts = self.facts
        if (with_parts := with_real_parts(facts, parts)) is not None:
            parts, facts = with_parts
        try:
            tower, fractions = build(facts, [*parts, *(k for k, _ in facts.signs)])
            real, imaginary = (_sign(tower, f) for f in fractions[:2])
            return real, imaginary
        except _REFUSED:
            return "", ""

    def off_poles(self, u: Any) -> Side | None:
        """The condition that an expression is none of 0, -1, -2, …; None where that is known."""
        if u in self.places:
            tower, f = self.places[u]
            if tower.is_real(f):
                if is_integer(tower, f) and f.is_constant() and _sign(tower, f) != "+":
                    raise Meaningless(_SINGULAR)
                if _sign(tower, f) == "+" or is_never_integer(tower, f):
                    return None
                if is_integer(tower, f):
                    v, c = _shifted(u)
                    return Side(f"{print_expression(v)} >= {1 - c}", u, POSITIVE)
            else:
                real, imaginary = self._parts(u)
                if real == "+" or imaginary in NOT_ZERO:
                    return None
                if real == "0":
                    return Side("", u, NONZERO)
        v, c = _shifted(u)
        if c < 0:
            v, c = u, 0
        first = ", ".join(str(-c - k) for k in range(2 if c else 3))
        return Side(f"{readable(v)} is none of {first}, …", u, NO_POLE)


def _sign(tower: Tower, f: Fraction) -> str:
    try:
        return sign_of(tower, f)
    except _REFUSED:
        return ""


def _never_vanishes(tower: Tower, p: Any) -> bool:
    """Whether a polynomial is known not to vanish: by its sign, or since the product of its conjugates does not."""
    if _sign(tower, Fraction(p)) in NOT_ZERO:
        return True
    roots = [i for i in support(p) if i in tower.relations and tower.generators[i].kind == "root"]
    try:
        for i in roots if p.total_degree() <= _LARGEST_NORM else ():
            p = p.resultant(tower.relations[i][1], i)
        return bool(roots) and _sign(tower, tower.reduce(Fraction(p))) in NOT_ZERO
    except _REFUSED:
        return False


Name = tuple[int, str]  # of a polynomial, in a tower


def _zeros(tower: Tower, f: Fraction) -> dict[Name, Any]:
    """The irreducible polynomials of which one vanishes where a fraction does."""
    return {(id(tower), str(p)): p for p in _irreducible(tower, f.numerator)}


def _irreducible(tower: Tower, p: Any) -> list[Any]:
    """The irreducible factors of a polynomial; those of u - v for exp(u) - exp(v)."""
    if p.is_zero():
        return [p]
    try:
        factors = factored(p)[1]
    except Heavy:
        return [p]
    found = []
    for q, _ in factors:
        exponent = exponent_of_ratio(tower, q)
        found += [q] if exponent is None or exponent.is_zero() else _irreducible(tower, exponent.numerator)
    return found


# -- what is stated


def _shifted(u: Any) -> tuple[Any, int]:
    """v and an integer c, with u = v + c."""
    terms = _terms(u)
    rest = [a for a in terms if rational_value(a) is None]
    c = sum((r for a in terms if (r := rational_value(a)) is not None), fmpq(0))
    if rest and len(rest) < len(terms) and c.q == 1 and abs(c) <= _LONGEST_SHIFT:
        return (rest[0] if len(rest) == 1 else add(*rest)), int(c.p)
    return u, 0


def _terms(e: Any) -> list[Any]:
    return [t for a in e.args for t in _terms(a)] if e.is_Add else [e]


def _distance(reading: _Reading, a: Any, b: Any) -> int | None:
    """b - a, where that is an integer."""
    if a == b:
        return 0
    if a not in reading.places or b not in reading.places:
        return None
    (tower, f), (other, g) = reading.places[a], reading.places[b]
    if tower is not other:
        return None
    difference = tower.reduce(g - f)
    if not difference.is_constant():
        return None
    c = difference.numerator.leading_coefficient() if not difference.is_zero() else 0
    return int(c) if c == int(c) else None


def _without_implied(reading: _Reading, poles: list[Side]) -> list[Side]:
    """Where u is none of 0, -1, …, neither is u + 1."""
    kept: list[Side] = []
    for i, p in enumerate(poles):
        others = [q for q in (*kept, *poles[i + 1 :]) if q.relation == p.relation]
        if not any((n := _distance(reading, q.expression, p.expression)) is not None and n >= 0 for q in others):
            kept.append(p)
    return kept


def _nonvanishing(reading: _Reading, divided: list[Any], poles: list[Side]) -> Iterator[Side]:
    """The conditions that expressions do not vanish, each once, in the order in which they stand."""
    zeros = {d: reading.zeros(d) for d in divided}
    excluded = _excluded_by_poles(reading, poles) if divided else set()
    chosen: dict[Any, Any] = {}
    for d, found in sorted(zeros.items(), key=_weight) if len(zeros) > 1 else zeros.items():
        left = set(found or ()) - excluded
        if found is None or left:
            chosen[d] = found if found is None or len(left) > 1 else {n: found[n] for n in left}
            excluded |= left
    for d in zeros:
        if d in chosen:
            text, e = _shortest(reading, d, chosen[d])
            yield Side(f"{text} != 0", e, NONZERO)


def _weight(item: tuple[Any, dict[Name, Any] | None]) -> tuple[int, int]:
    d, found = item
    return len(found or ()), sum(1 for _ in sympy.preorder_traversal(d))


def _excluded_by_poles(reading: _Reading, poles: list[Side]) -> set[Name]:
    """u, u + 1, u + 2, … do not vanish where u is none of 0, -1, -2, …"""
    found: set[Name] = set()
    for p in poles:
        if p.expression in reading.places:
            tower, f = reading.places[p.expression]
            for k in range(_SHIFTS):
                found |= set(_zeros(tower, tower.reduce(f + tower.constant(k))))
    return found


def _shortest(reading: _Reading, d: Any, zeros: dict[Name, Any] | None) -> tuple[str, Any]:
    """What must not vanish, as text too; another spelling of it, where there is a shorter one."""
    from symrules.decide.writing import expression_of

    if d.is_Symbol or zeros is None or d not in reading.places:
        return readable(d), d
    tower, f = reading.places[d]
    spellings = [d]
    try:
        if len(zeros) == 1:
            spellings.append(_as_written(expression_of(tower, Fraction(*zeros.values())), d))
        if (turned := _TURNED.get(type(d))) is not None and not tower.is_real(f):
            u = tower.of(multiply(MINUS_ONE, sympy.I, d.args[0]))
            if tower.is_real(u):
                spellings.append(apply(turned, expression_of(tower, u)))
    except _REFUSED:
        pass
    return min(((readable(e), e) for e in spellings), key=lambda spelling: len(spelling[0]))


def _as_written(e: Any, d: Any) -> Any:
    """A sum that begins with the symbol that stands first in another expression, and with no minus sign."""
    if not e.is_Add:
        return e
    first = next((s for s in nodes(d) if s.is_Symbol and s in free_symbols(e)), None)
    leading = next((a for a in e.args if first in free_symbols(a)), e.args[0])
    terms = [-a for a in e.args] if leading.could_extract_minus_sign() else list(e.args)
    return add(*sorted(terms, key=lambda a: (a.is_number, a not in (leading, -leading))))


# of an imaginary argument
_TURNED = {sympy.sinh: sympy.sin, sympy.cosh: sympy.cos}
