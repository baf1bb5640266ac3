"""What breaks a claim that was refuted: the difference of its sides, factored, and how it begins in the drive.

Notes
-----
Functions such as coth(eV/2k_BT) are kept whole: the difference is factored as a rational function of them, which reads
as a physicist would write it, and also in exponentials; the shorter of the two is shown. Whatever is shown has been
proved equal to the difference.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy import Add, Function, Integer, Mul, Order, Pow, Rational, Symbol

from symrules.decide.build import build
from symrules.decide.exact import difference
from symrules.decide.facts import Facts, facts_of
from symrules.decide.proof import Prepared, Sides, prepare
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.writing import expression_of
from symrules.errors import BudgetExceeded, SymrulesError
from symrules.identity import Identity, Relation
from symrules.latex import LatexError, to_latex
from symrules.latex import Order as PrintOrder
from symrules.notation import Notation
from symrules.series import Series, expand
from symrules.sumrules.rule import Obligation
from symrules.text import print_expression
from symrules.verdict import Verdict
from symrules.vocabulary import free_symbols

Prover = Callable[[Identity, float], Verdict]

_ORDERS = (3, 8)
_SHOWN = 2  # terms of an expansion
_FAILURES = (Unsupported, Meaningless, SymrulesError, BudgetExceeded, RecursionError, ArithmeticError, ValueError)


@dataclass(frozen=True)
class Written:
    """An expression as plain text and as LaTeX; `drive` names what it is the beginning of an expansion in, if any."""

    text: str
    latex: str
    drive: str = ""


def breaking_term(obligation: Obligation, prover: Prover, seconds: float) -> tuple[Written | None, tuple[Written, ...]]:
    """The breaking term of a refuted claim, and its beginning in each drive that occurs in it."""
    identity = obligation.identity
    if identity is None or identity.relation is not Relation.EQ:
        return None, ()
    residual = _residual(identity, prover, time.monotonic() + seconds)
    source = residual if obligation.departs is None else obligation.departs
    beginnings = (_beginning(source, drive, identity.notation, seconds, obligation.departs is not None)
                  for drive in obligation.drives if drive in free_symbols(source))  # fmt: skip
    return written(residual, identity.notation), tuple(b for b in beginnings if b is not None)


def written(e: Any, notation: Notation) -> Written | None:
    """An evaluated expression in both forms; None where it cannot be printed."""
    try:
        return Written(str(e), to_latex(e, notation, order=PrintOrder.POSITIVE_FIRST))
    except (SymrulesError, LatexError, RecursionError):
        return None


# -- the difference, factored


def _residual(identity: Identity, prover: Prover, deadline: float) -> Any:
    """The difference in its shortest proved form."""
    plain = difference(identity)
    facts = facts_of(identity.notation, identity.where)
    try:
        prepared = prepare(Sides(identity.lhs, identity.rhs, Relation.EQ), facts)
    except _FAILURES:
        return plain
    forms = [f for f in (_in_functions(prepared, deadline), _in_exponentials(prepared, deadline)) if f is not None]
    for form in sorted(forms, key=_length):
        if _agree(form, identity, prover, deadline):
            return form
    return plain


def _length(e: Any) -> int:
    try:
        return len(print_expression(e))
    except SymrulesError:
        return 10**9


def _agree(form: Any, identity: Identity, prover: Prover, deadline: float) -> bool:
    try:
        claim = Identity(form, difference(identity), identity.notation, where=identity.where)
        return prover(claim, max(deadline - time.monotonic(), 0.1)).proved
    except SymrulesError:
        return False


def _in_exponentials(claim: Prepared, deadline: float) -> Any:
    return _factored(claim.facts, claim.sides.lhs, claim.sides.rhs, deadline)


def _in_functions(claim: Prepared, deadline: float) -> Any:
    """The difference factored as a rational function of the functions that occur in it."""
    names: dict[Any, Symbol] = {}
    try:
        sides = [_with_names(e, names, claim.facts, deadline) for e in (claim.sides.lhs, claim.sides.rhs)]
    except _FAILURES:
        return None
    if not names:
        return None
    lhs, rhs = sides
    found = _factored(claim.facts, lhs, rhs, deadline)
    return None if found is None else found.xreplace({name: e for e, name in names.items()})


def _with_names(e: Any, names: dict[Any, Symbol], facts: Facts, deadline: float) -> Any:
    """The expression with a symbol in place of each function, equal for functions of arguments that are."""
    if isinstance(e, (Add, Mul)):
        return type(e)(*(_with_names(a, names, facts, deadline) for a in e.args))
    if isinstance(e, Pow) and isinstance(e.exp, Integer):
        return Pow(_with_names(e.base, names, facts, deadline), e.exp)
    if not isinstance(e, (Function, Pow)) or (isinstance(e, Pow) and _is_root(e)):
        return e
    tower, fractions = build(facts, e.args, deadline=deadline)
    function = e.func(*(expression_of(tower, f) for f in fractions))
    if not isinstance(function, (Function, Pow)):
        return function
    return names.setdefault(function, Symbol(f"kernel{len(names)}_"))


def _is_root(e: Any) -> bool:
    return isinstance(e.exp, Rational) and not e.base.atoms(Function)


def _factored(facts: Facts, lhs: Any, rhs: Any, deadline: float) -> Any:
    try:
        tower, (left, right) = build(facts, [lhs, rhs], deadline=deadline)
        return expression_of(tower, tower.reduce(left - right), factored=True)
    except _FAILURES:
        return None


# -- its beginning


def _beginning(e: Any, drive: Symbol, notation: Notation, seconds: float, departure: bool) -> Written | None:
    """The first terms in a drive about zero; of a departure, without the value at zero."""
    direction = notation.domain(drive).ways_to(Fraction(0))
    if not direction:
        return None
    for order in _ORDERS:
        try:
            series = expand(e, drive, 0, order, notation=notation, seconds=seconds,
                            direction=None if direction == "+-" else direction)  # fmt: skip
            terms = [(k, c) for k, c in series.terms if not (departure and k == 0)]
        except _FAILURES:
            return None
        if terms and (len(terms) >= _SHOWN or order == _ORDERS[-1] or series.terms.exact):  # type: ignore[attr-defined]
            return _written_beginning(terms, drive, series, notation)
    return None


def _written_beginning(terms: list[Any], drive: Symbol, series: Series, notation: Notation) -> Written | None:
    parts = [c * drive ** Rational(k.numerator, k.denominator) for k, c in terms[:_SHOWN]]
    if not getattr(series.terms, "exact", False) or len(terms) > _SHOWN:
        following = terms[_SHOWN][0] if len(terms) > _SHOWN else series.order + 1
        parts.append(Order(drive ** Rational(following.numerator, following.denominator), drive))
    pieces = [written(part, notation) for part in parts]
    if None in pieces:
        return None
    found = [p for p in pieces if p is not None]
    return Written(_sum([p.text for p in found], " "), _sum([p.latex for p in found], ""), drive.name)


def _sum(terms: list[str], space: str) -> str:
    found = terms[0]
    for term in terms[1:]:
        found += f"{space}-{space}{term[1:]}" if term.startswith("-") else f"{space}+{space}{term}"
    return found
