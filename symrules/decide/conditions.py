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
from flint import fmpq

from symrules.decide.cuts import CUTS
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.fraction import Fraction, guarded
from symrules.decide.integrality import is_integer, is_never_integer
from symrules.decide.known import REFUSED, Known, Name, known_sign, zeros_of
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless
from symrules.decide.required import is_met, nodes, required
from symrules.decide.singularities import APPLIES, NO_POLE, NONZERO, REAL, Requirement
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of
from symrules.text.nodes import MINUS_ONE, add, apply, multiply
from symrules.text.printer import print_expression
from symrules.text.readable import readable
from symrules.vocabulary import free_symbols

CONVERGES, EXISTS, POSITIVE = "converges", "exists", ">"
_SINGULAR = "a function at a singular point"
_LONGEST_SHIFT, _SHIFTS = 100, 8


class Side(str):
    """A side condition as it is printed, and what it says.

    Parameters
    ----------
    expression : what it is about; None where it is said in words only
    relation : a relation to zero, such as "!=" or ">"; or `NO_POLE`, `REAL`, `APPLIES`, `CONVERGES`, `EXISTS`, or
        that of a branch cut
    """

    expression: Any
    relation: str

    def __new__(cls, text: str, expression: Any = None, relation: str = "") -> Side:
        side = super().__new__(cls, text)
        side.expression, side.relation = expression, relation
        return side


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


def sides_of_requirements(
    facts: Facts, requirements: list[Requirement], tower: Tower | None = None
) -> tuple[Side, ...]:
    """Requirements as side conditions, without repetition, where the facts do not settle them.

    Raises
    ------
    Meaningless
        One of them holds nowhere.
    """
    left = [r for r in requirements if free_symbols(r.expression) or not is_met(r.expression, r.relation)]
    if not left:
        return ()
    with guarded():  # a condition is not worth hard work: it may stand as it is
        return _left(Known(facts, left, tower), left)


def _left(known: Known, requirements: list[Requirement]) -> tuple[Side, ...]:
    """What is not known to hold."""
    left = [r for r in requirements if not (r.unless and any(known.has(e, quality) for e, quality in r.unless))]
    failing = [r for r in left if r.relation == NONZERO and known.vanishes(r.expression)]
    if any(not r.unless for r in failing):
        raise Meaningless(_SINGULAR)
    otherwise = [_quality(known, *r.unless[0]) for r in failing]
    left = [r for r in left if r not in failing]
    found = [_off_poles(known, r.expression) for r in left if r.relation == NO_POLE]
    off_poles = [s for s in found if s is not None]
    poles = _without_implied(known, [s for s in off_poles if s.relation != NONZERO])
    divided = [r.expression for r in left if r.relation == NONZERO]
    divided += [s.expression for s in off_poles if s.relation == NONZERO]
    cut = [r for r in left if r.relation in CUTS and not known.is_off(CUTS[r.relation], r.expression)]
    if any(not free_symbols(r.expression) for r in cut):
        raise Meaningless("a derivative on a branch cut")
    cases = [r.expression for r in left if r.relation == APPLIES and not known.covers(r.expression)]
    real = [r.expression for r in left if r.relation == REAL and not known.is_real(r.expression)]
    return (
        *_nonvanishing(known, divided, poles), *poles, *otherwise,
        *(Side(f"{readable(e)} is real", e, REAL) for e in real),
        *(Side(f"a case of {readable(e)} applies", e, APPLIES) for e in cases),
        *(Side(f"{readable(r.expression)} {r.relation}", r.expression, r.relation) for r in cut),
    )  # fmt: skip


def _quality(known: Known, e: Any, quality: str) -> Side:
    """That an expression has a quality, or one that implies it, as a condition."""
    relation = {"positive": ">", "nonnegative": ">=", "zero": "="}[quality]
    real = e if quality == "zero" or known.is_real(e) else apply(sympy.re, e)
    return Side(f"{readable(real)} {relation} 0", real, relation)


def _off_poles(known: Known, u: Any) -> Side | None:
    """The condition that an expression is none of 0, -1, -2, …; None where that is known."""
    if u in known.places:
        tower, f = known.places[u]
        if tower.is_real(f):
            if is_integer(tower, f) and f.is_constant() and known_sign(tower, f) != "+":
                raise Meaningless(_SINGULAR)
            if known_sign(tower, f) == "+" or is_never_integer(tower, f):
                return None
            if is_integer(tower, f):
                v, c = _shifted(u)
                return Side(f"{print_expression(v)} >= {1 - c}", u, POSITIVE)
        else:
            real, imaginary = known.parts(u)
            if real == "+" or imaginary in NOT_ZERO:
                return None
            if real == "0":
                return Side("", u, NONZERO)
    v, c = _shifted(u)
    sign, v = (1, multiply(*rest)) if v.is_Mul and (rest := _without_minus(v)) else (-1, v)
    first = ", ".join(str(sign * (c + k)) for k in range(2 if c > 0 else 3))
    return Side(f"{readable(v)} is none of {first}, …", u, NO_POLE)


def _without_minus(product: Any) -> tuple[Any, ...]:
    """The other factors of a product with -1."""
    return tuple(a for a in product.args if a != -1) if product.args.count(MINUS_ONE) == 1 else ()


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


def _distance(known: Known, a: Any, b: Any) -> int | None:
    """b - a, where that is an integer."""
    if a == b:
        return 0
    if a not in known.places or b not in known.places:
        return None
    (tower, f), (other, g) = known.places[a], known.places[b]
    if tower is not other:
        return None
    difference = tower.reduce(g - f)
    if not difference.is_constant():
        return None
    c = difference.numerator.leading_coefficient() if not difference.is_zero() else 0
    return int(c) if c == int(c) else None


def _without_implied(known: Known, poles: list[Side]) -> list[Side]:
    """Where u is none of 0, -1, …, neither is u + 1."""
    kept: list[Side] = []
    for i, p in enumerate(poles):
        others = [q for q in (*kept, *poles[i + 1 :]) if q.relation == p.relation]
        if not any((n := _distance(known, q.expression, p.expression)) is not None and n >= 0 for q in others):
            kept.append(p)
    return kept


def _nonvanishing(known: Known, divided: list[Any], poles: list[Side]) -> Iterator[Side]:
    """The conditions that expressions do not vanish, each once, in the order in which they stand."""
    zeros = {d: known.zeros(d) for d in divided}
    excluded = _excluded_by_poles(known, poles) if divided else set()
    chosen: dict[Any, Any] = {}
    for d, found in sorted(zeros.items(), key=_weight) if len(zeros) > 1 else zeros.items():
        left = set(found or ()) - excluded
        if found is None or left:
            chosen[d] = found if found is None or len(left) > 1 else {n: found[n] for n in left}
            excluded |= left
    for d in zeros:
        if d in chosen:
            text, e = _shortest(known, d, chosen[d])
            yield Side(f"{text} != 0", e, NONZERO)


def _weight(item: tuple[Any, dict[Name, Any] | None]) -> tuple[int, int]:
    d, found = item
    return len(found or ()), sum(1 for _ in sympy.preorder_traversal(d))


def _excluded_by_poles(known: Known, poles: list[Side]) -> set[Name]:
    """u, u + 1, u + 2, … do not vanish where u is none of 0, -1, -2, …"""
    found: set[Name] = set()
    for p in poles:
        if p.expression in known.places:
            tower, f = known.places[p.expression]
            for k in range(_SHIFTS):
                found |= set(zeros_of(tower, tower.reduce(f + tower.constant(k))))
    return found


def _shortest(known: Known, d: Any, zeros: dict[Name, Any] | None) -> tuple[str, Any]:
    """What must not vanish, as text too; another spelling of it, where there is a shorter one."""
    if d.is_Symbol or zeros is None or d not in known.places:
        return readable(d), d
    tower, f = known.places[d]
    spellings = [d]
    try:
        if len(zeros) == 1:
            spellings.append(_as_written(expression_of(tower, Fraction(*zeros.values())), d))
        if (turned := _TURNED.get(type(d))) is not None and not tower.is_real(f):
            u = tower.of(multiply(MINUS_ONE, sympy.I, d.args[0]))
            if tower.is_real(u):
                spellings.append(apply(turned, expression_of(tower, u)))
    except REFUSED:
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
