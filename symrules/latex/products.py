"""Sums, products and fractions: order, signs, brackets, and what stands above and below a fraction line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sympy import Add, Integer, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef

from symrules.latex.layout import MARK
from symrules.latex.pieces import Kind, Mode, Piece, bracketed, glued
from symrules.latex.printer import Order, Printer, prints


@prints(Add)
def _sum(p: Printer, e: Any, mode: Mode) -> Piece:
    """Terms in order; a nested sum, or a term that begins with a sign of its own, keeps its brackets."""
    parts: list[Piece | str] = []
    terms = ordered_terms(e, p.order)
    for term in terms:
        negative, rest = unsigned(term)
        if negative or parts:
            parts.append("-" if negative else "+")
        parts.append(p.factor(rest, mode))
    return glued(*parts, kind=Kind.SUM, negative=unsigned(terms[0])[0])


def ordered_terms(e: Any, order: Order) -> list[Any]:
    """The terms of a sum in the order in which they are printed; an O-term stays last."""
    terms = list(e.args)
    if order is Order.WRITTEN:
        return terms
    if order is Order.ASCENDING:
        terms.sort(key=_degree)
    else:
        terms.sort(key=lambda t: unsigned(t)[0])
    return sorted(terms, key=lambda t: bool(t.is_Order))


def _degree(term: Any) -> int:
    """The total degree in symbols of a monomial's non-negative integer powers."""
    return sum(
        int(exponent) if exponent.is_Integer else 1
        for base, exponent in (factor.as_base_exp() for factor in Mul.make_args(term))
        if not base.is_Number
    )


def unsigned(e: Any) -> tuple[bool, Any]:
    """Whether an expression begins with a minus sign, and what stands behind it."""
    if e.is_Number and e.is_extended_negative:
        return True, -e
    if not e.is_Mul or not e.args[0].is_Number or not e.args[0].is_extended_negative:
        return False, e
    first, *rest = e.args
    factors = rest if first == -1 and rest else [-first, *rest]
    return True, factors[0] if len(factors) == 1 else Mul(*factors, evaluate=False)


# -- numbers


@prints(Rational)
def _rational(p: Printer, e: Any, mode: Mode) -> Piece:
    if e < 0:
        return glued("-", _rational(p, -e, mode), kind=Kind.PRODUCT, negative=True)
    if e.q == 1:
        return Piece(str(e.p))
    return quotient(p, [Integer(e.p)], [Integer(e.q)], mode)


# -- products


@prints(Mul)
def _product(p: Printer, e: Any, mode: Mode) -> Piece:
    negative, rest = unsigned(e)
    if negative:
        piece = p.print(rest, mode)
        if piece.negative or piece.kind is Kind.SUM:
            piece = bracketed(piece)
        kind = piece.kind if piece.kind in (Kind.OPERATOR, Kind.QUOTIENT) else Kind.PRODUCT
        return glued("-", piece, kind=kind, negative=True)
    groups = grouped(e.args) if p.order is Order.WRITTEN else gathered(e.args)
    if len(groups) == 1 and groups[0][1]:
        return quotient(p, *groups[0], mode)
    return juxtaposed(p, groups, mode)


DIFFERENCES = ("\\Delta ", "\\delta ", "\\partial ")
"""Signs of a change, which stand a little apart from the factor before them."""

Group = tuple[list[Any], list[Any]]
"""Factors above and below one fraction line; nothing below stands for a plain factor."""


def grouped(factors: Any) -> list[Group]:
    """Factors in written order; those up to a division form a fraction with the divisors, a number p/q its own."""
    groups: list[Group] = []
    above: list[Any] = []
    below: list[Any] = []
    for factor in factors:
        if factor.is_Pow and factor.args[1] == -1:
            below.append(factor.args[0])
            continue
        fraction = factor.is_Rational and not factor.is_Integer
        if below or fraction:
            groups += [(above, below)] if below else plain_groups(above)
            above, below = [], []
        if fraction:
            groups.append(([Integer(factor.p)], [Integer(factor.q)]))
        else:
            above.append(factor)
    if below:
        return [*groups, (above, below)]
    return groups + plain_groups(above)


def gathered(factors: Any) -> list[Group]:
    """The factors of an evaluated product as one fraction, behind it what takes in all that follows."""
    above: list[Any] = []
    below: list[Any] = []
    for factor in factors:
        under = divisor(factor)
        if under is not None:
            below.append(under)
        elif factor.is_Rational and not factor.is_Integer:
            above.insert(0, Integer(factor.p))
            below.insert(0, Integer(factor.q))
        else:
            above.append(factor)
    if not below:
        return plain_groups(above)
    front = [f for f in above if not _is_bulky(f)]
    if len(front) > 1 and front[0] == 1:
        front = front[1:]
    return [(front, below), *plain_groups([f for f in above if _is_bulky(f)])]


def _is_bulky(e: Any) -> bool:
    return bool(e.is_Add or e.func.__name__ in ("Integral", "Sum", "Product", "Limit"))


def divisor(factor: Any) -> Any:
    """What a factor of an evaluated product divides by, or None where it does not divide."""
    if not factor.is_Pow:
        return None
    base, exponent = factor.args
    if not exponent.is_Rational or exponent >= 0:
        return None
    return base if exponent == -1 else Pow(base, -exponent, evaluate=False)


def juxtaposed(p: Printer, groups: list[Group], mode: Mode) -> Piece:
    """Factors side by side, each bracketed where its neighbours would be drawn into it or it into them."""
    if len(groups) == 1 and len(groups[0][0]) == 1:
        return p.print(groups[0][0][0], mode)
    parts: list[Piece | str] = []
    kind = Kind.PRODUCT
    for i, (above, below) in enumerate(groups):
        last = i == len(groups) - 1
        piece = quotient(p, above, below, mode, alone=False) if below else p.print(above[0], mode)
        if piece.kind in (Kind.SUM, Kind.QUOTIENT) or piece.negative or (piece.kind is Kind.OPERATOR and not last):
            piece = bracketed(piece)
        elif piece.open and not last and not _is_named(p, groups[i + 1], mode):
            piece = p.closed(above[0], mode)
        if parts and (_numbers_meet(parts[-1], piece) or _would_apply(p, groups[i - 1], groups[i], piece)):
            parts.append("\\cdot")
        elif parts and p.expanded(piece.latex).lstrip("{").startswith(DIFFERENCES):
            parts += [MARK, "\\,"] if mode is Mode.DISPLAY else ["\\,"]
        elif parts and mode is Mode.DISPLAY:
            parts.append(MARK)
        if last and piece.kind is Kind.OPERATOR:
            kind = Kind.OPERATOR
        parts.append(piece)
    plain = "\\cdot" not in parts and all(
        isinstance(part, str) or (part.is_plain and not part.call and part.depth == 0) for part in parts
    )
    return replace(glued(*parts, kind=kind), plain=plain)


_NAMES = re.compile(r"\\(?:sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|coth|ln|exp|arcsin|arccos|arctan|operatorname)\b")


def _is_named(p: Printer, group: Group, mode: Mode) -> bool:
    """Whether a factor begins with the upright name of a function, which ends a bare argument before it."""
    above, below = group
    if below or not above[0].is_Function or isinstance(above[0], AppliedUndef):
        return False
    return _NAMES.match(p.print(above[0], mode).latex) is not None


def _numbers_meet(left: Piece | str, right: Piece) -> bool:
    """Whether a digit would begin a factor, or a number would stand before a numerical fraction."""
    first = right.latex[:1]
    if first.isdigit():
        return True
    bare_fraction = right.latex.startswith("\\frac{") and right.latex[6:7].isdigit()
    return bare_fraction and isinstance(left, Piece) and left.latex[-1:].isdigit()


def _would_apply(p: Printer, left: Group, right: Group, piece: Piece) -> bool:
    """Whether a factor in front of a bracket would be read as a function applied to it.

    A declared function before a sum that holds it, as in f(1 - f), is a product to every reader.
    """
    above, below = left
    if below or not above or not piece.latex.startswith(("(", "\\left(")):
        return False
    base = above[-1]
    while base.is_Mul:
        base = base.args[-1]
    base = base.args[0] if base.is_Pow else base
    if isinstance(base, AppliedUndef):
        declared = p.declaration(base.func.__name__)
        at_default = base.args == tuple(Symbol(a) for a in declared.arguments or ())
        if not at_default or declared.latex != (declared.latex_default or declared.latex):
            return False
        behind = right[0][0]
        holds = any(t == base or (t.is_Mul and base in t.args) for t in behind.args)
        return not (behind.is_Add and holds)
    if not base.is_Symbol or base.name not in p.notation:
        return False
    return any(d.is_function and d.latex == p.notation[base.name].latex for d in p.notation)


def quotient(p: Printer, above: list[Any], below: list[Any], mode: Mode, *, alone: bool = True) -> Piece:
    """A fraction: with a line in display, with a solidus inside another fraction (where simple) and on one line.

    The solidus follows the physicist's convention: a product of plain symbols behind it needs no brackets, as in
    (ε − μ)/k_BT; everything else behind it has them.
    """
    inner = Mode.INLINE if mode is Mode.INLINE else Mode.NESTED
    over = juxtaposed(p, plain_groups(above or [Integer(1)]), inner)
    under = juxtaposed(p, plain_groups(below), inner)
    simple = over.kind is not Kind.SUM and not over.tall and not under.tall and under.is_plain
    if mode is Mode.INLINE or (mode is Mode.NESTED and alone and simple):
        if over.open:
            over = p.closing(lambda: juxtaposed(p, plain_groups(above), inner))
        return _solidus(over, under)
    depth = max(over.depth, under.depth)
    return Piece(f"\\frac{{{over.latex}}}{{{under.latex}}}", Kind.FRACTION, tall=True, depth=depth)


def plain_groups(factors: list[Any]) -> list[Group]:
    """Factors that stand side by side, no division among them."""
    return [([factor], []) for factor in factors]


def _solidus(over: Piece, under: Piece) -> Piece:
    if over.kind <= Kind.QUOTIENT or over.negative:
        over = bracketed(over)
    if not under.is_plain:
        under = bracketed(under)
    return glued(over, "/", under, kind=Kind.QUOTIENT)
