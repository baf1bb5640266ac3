"""The printer: an expression tree to TeX, in the form and order in which the author wrote it.

Notes
-----
A tree built without evaluation is printed as it stands. Factors written one after the other form one fraction with
the divisors that follow them: ``a*b/c*d`` is a fraction a b over c, times d. A nested product is a group that the
author kept together in parentheses: ``L*(n/(2*e))*d`` is L, times the fraction n over 2e, times d.

What each node looks like stands in a table, one function per node; an unknown node is an error, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sympy import Add, Dummy, Integer, Mul, Pow, Rational, Symbol
from sympy.core.function import AppliedUndef

from symrules.latex.macros import Macros
from symrules.latex.pieces import Kind, Mode, Piece, bracketed, declared, delimited, glued
from symrules.latex.tex import LatexError, balanced
from symrules.notation import Declaration, Notation

MAX_DEPTH = 200


class Order(StrEnum):
    """In which order the terms of a sum are printed, and whether a product is gathered into one fraction."""

    WRITTEN = "written"
    """As the tree has them."""
    POSITIVE_FIRST = "positive first"
    """For an evaluated tree: a positive term first, and each product as one fraction."""
    ASCENDING = "ascending"
    """For an evaluated power series: lowest powers first, and each product as one fraction."""


Print = Callable[["Printer", Any, Mode], Piece]
NODES: dict[type, Print] = {}
"""How each node is printed; filled by `prints`."""


def prints(*classes: type) -> Callable[[Print], Print]:
    """Register a function as the printer of some node classes."""

    def register(function: Print) -> Print:
        for class_ in classes:
            NODES[class_] = function
        return function

    return register


class Printer:
    """Prints expressions in one notation.

    Parameters
    ----------
    notation : declares every symbol and unknown function
    macros : prints declared symbols through these macros; as declared where None
    order : the order of sums and products
    """

    def __init__(self, notation: Notation, macros: Macros | None = None, order: Order = Order.WRITTEN) -> None:
        self.notation = notation
        self.macros = macros
        self.order = order
        self._depth = 0
        self._bound: dict[Any, str] = {}

    def print(self, e: Any, mode: Mode = Mode.DISPLAY) -> Piece:
        """The piece of any expression.

        Raises
        ------
        LatexError
            The expression holds a node, a symbol or a function that has no printed form, or is nested too deeply.
        """
        self._depth += 1
        try:
            if self._depth > MAX_DEPTH:
                raise LatexError(f"the expression is nested more than {MAX_DEPTH} levels deep")
            return self._printing(e)(self, e, mode)
        finally:
            self._depth -= 1

    def _printing(self, e: Any) -> Print:
        for class_ in type(e).__mro__:
            if class_ in NODES:
                return NODES[class_]
        raise LatexError(
            f"{type(e).__name__} has no printed form",
            hint="write it through the functions that symrules prints, or declare it as an unknown function",
        )

    # -- pieces that many nodes need

    def inline(self, e: Any) -> str:
        """The TeX of an expression on one line, with a solidus for fractions."""
        return self.print(e, Mode.INLINE).latex

    def factor(self, e: Any, mode: Mode) -> Piece:
        """An expression as it stands alone behind an operator: bracketed where it is a sum or begins with a sign."""
        piece = self.print(e, mode)
        return bracketed(piece) if piece.kind is Kind.SUM or piece.negative else piece

    def declaration(self, name: str) -> Declaration:
        """The declaration of a name, or an error that says what is missing."""
        if name not in self.notation:
            raise LatexError(f"{name!r} is not declared, so it has no LaTeX",
                             hint=self.notation.suggestion(name) or f"declare {name} in the notation")  # fmt: skip
        return self.notation[name]

    def shown(self, name: str, role: str, latex: str) -> Piece:
        """What is declared for a name, through its macro where macros are on."""
        text = self.macros.call(name, role, latex) if self.macros else latex
        return declared(latex, text, name)

    def naming(self, dummy: Any, taken: set[Any]) -> str:
        """A letter for a bound dummy variable that is not printed for any of the symbols taken."""
        used = {self.print(s).latex for s in taken if s != dummy} | set(self._bound.values())
        letter = next((x for x in ("u", "v", "w", "s", "z") if x not in used), None)
        if letter is None:
            raise LatexError("too many bound variables to name")
        self._bound[dummy] = letter
        return letter


def to_latex(e: Any, notation: Notation, *, order: Order = Order.WRITTEN, macros: Macros | None = None) -> str:
    """The TeX of an expression in the author's own form and order.

    Parameters
    ----------
    e : an expression, evaluated or not
    notation : declares every symbol and unknown function in it
    order : `Order.WRITTEN` keeps the tree as it is; the others are for evaluated trees
    macros : prints symbols through the macros of a `Macros` table; as declared where None

    Raises
    ------
    LatexError
        A node, a symbol or a function has no printed form.
    """
    latex = Printer(notation, macros, order).print(e).latex
    if not balanced(latex):
        raise LatexError("a declared LaTeX does not close its braces")
    return latex


@prints(Symbol)
def _symbol(p: Printer, e: Any, mode: Mode) -> Piece:
    if e in p._bound:
        return Piece(p._bound[e])
    if isinstance(e, Dummy):
        raise LatexError(f"the dummy symbol {e.name!r} is free, so it has no LaTeX")
    declaration = p.declaration(e.name)
    return p.shown(e.name, "", declaration.latex)


@prints(AppliedUndef)
def _applied(p: Printer, e: Any, mode: Mode) -> Piece:
    """An unknown function: at its declared arguments as declared, at others with the arguments in parentheses."""
    name = e.func.__name__
    declaration = p.declaration(name)
    if declaration.arguments is None:
        raise LatexError(f"{name!r} is declared as a symbol, but it is applied to arguments")
    if e.args == tuple(Symbol(a) for a in declaration.arguments):
        return p.shown(name, "Default", declaration.latex_default or declaration.latex)
    return called(p, p.shown(name, "", declaration.latex).latex, e.args)


def called(p: Printer, head: str, arguments: Any) -> Piece:
    """A function head with its arguments in parentheses; plain symbols as arguments do not count as nesting."""
    pieces = [p.print(a, Mode.INLINE) for a in arguments]
    inside = glued(*_listed(pieces), kind=Kind.ATOM)
    simple = all(piece.kind >= Kind.COMPOUND and piece.depth == 0 for piece in pieces)
    return Piece(head + delimited("(", inside, ")"), tall=inside.tall, call=True,
                 depth=0 if simple else inside.depth + 1)  # fmt: skip


def _listed(pieces: list[Piece]) -> list[Piece | str]:
    out: list[Piece | str] = []
    for piece in pieces:
        out += [",", piece] if out else [piece]
    return out


# -- sums


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
    if not e.is_Mul:
        return False, e
    negative, first = unsigned(e.args[0])
    if not negative:
        return False, e
    rest = e.args[1:] if first == 1 and rest_may_drop(e) else (first, *e.args[1:])
    return True, rest[0] if len(rest) == 1 else Mul(*rest, evaluate=False)


def rest_may_drop(e: Any) -> bool:
    """Whether the first factor is the bare sign −1, which leaves nothing behind."""
    return e.args[0].is_Integer and len(e.args) > 1


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
    groups = gathered(e.args) if p.order is not Order.WRITTEN or _is_evaluated(e) else grouped(e.args)
    if len(groups) == 1 and groups[0][1]:
        return quotient(p, *groups[0], mode)
    return juxtaposed(p, groups, mode)


def _is_evaluated(e: Any) -> bool:
    """Whether SymPy built the product: only then a fraction of two integers is one factor."""
    return any(factor.is_Rational and not factor.is_Integer for factor in e.args)


Group = tuple[list[Any], list[Any]]
"""Factors above and below one fraction line; nothing below stands for a plain factor."""


def grouped(factors: Any) -> list[Group]:
    """Factors in written order; those up to a division form a fraction with the divisors."""
    groups: list[Group] = []
    above: list[Any] = []
    below: list[Any] = []
    for factor in factors:
        under = divisor(factor)
        if under is not None:
            below.append(under)
            continue
        if below:
            groups.append((above, below))
            above, below = [], []
        above.append(factor)
    if below:
        return [*groups, (above, below)]
    return groups + [([factor], []) for factor in above]


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
        return [([factor], []) for factor in above]
    front = [f for f in above if not _is_bulky(f)]
    if len(front) > 1 and front[0] == 1:
        front = front[1:]
    return [(front, below)] + [([f], []) for f in above if _is_bulky(f)]


def _is_bulky(e: Any) -> bool:
    return bool(e.is_Add or e.func.__name__ in ("Integral", "Sum", "Product", "Limit"))


def divisor(factor: Any) -> Any:
    """What a factor divides by, or None where it does not divide."""
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
        elif piece.kind is Kind.FUNCTION and not last and not _is_named(groups[i + 1]):
            piece = p.print(Closed(above[0]), mode) if not below else piece
        if parts and _numbers_meet(parts[-1], piece):
            parts.append("\\cdot")
        if last and piece.kind is Kind.OPERATOR:
            kind = Kind.OPERATOR
        parts.append(piece)
    return glued(*parts, kind=kind)


class Closed:
    """A named function that must be printed with its argument in brackets, because something follows it."""

    def __init__(self, function: Any) -> None:
        self.function = function


def _is_named(group: Group) -> bool:
    """Whether a factor begins with the name of a function, which ends a bare argument before it."""
    above, below = group
    return not below and above[0].is_Function and not isinstance(above[0], AppliedUndef)


def _numbers_meet(left: Piece | str, right: Piece) -> bool:
    """Whether a digit would begin a factor, or a number would stand before a numerical fraction."""
    first = right.latex[:1]
    if first.isdigit():
        return True
    bare_fraction = right.latex.startswith("\\frac{") and right.latex[6:7].isdigit()
    return bare_fraction and isinstance(left, Piece) and left.latex[-1:].isdigit()


def quotient(p: Printer, above: list[Any], below: list[Any], mode: Mode, *, alone: bool = True) -> Piece:
    """A fraction: with a line in display, with a solidus inside another fraction (where simple) and on one line.

    The solidus follows the physicist's convention: a product of plain symbols behind it needs no brackets, as in
    (ε − μ)/k_BT; everything else behind it has them.
    """
    inner = Mode.INLINE if mode is Mode.INLINE else Mode.NESTED
    over = juxtaposed(p, [([f], []) for f in above or [Integer(1)]], inner)
    under = juxtaposed(p, [([f], []) for f in below], inner)
    simple = over.kind is not Kind.SUM and not over.tall and not under.tall and _is_plain(under)
    if mode is Mode.INLINE or (mode is Mode.NESTED and alone and simple):
        return _solidus(p, above, over, under)
    return Piece(f"\\frac{{{over.latex}}}{{{under.latex}}}", Kind.FRACTION, tall=True, depth=max(over.depth, under.depth))


def _solidus(p: Printer, above: list[Any], over: Piece, under: Piece) -> Piece:
    if over.kind is Kind.FUNCTION or (len(above) > 1 and above[-1].is_Function and over.latex[-1:] not in ")]}|"):
        over = bracketed(over) if len(above) > 1 else p.print(Closed(above[0]), Mode.INLINE)
    elif over.kind <= Kind.QUOTIENT or over.negative:
        over = bracketed(over)
    if not _is_plain(under):
        under = bracketed(under)
    return glued(over, "/", under, kind=Kind.QUOTIENT)


def _is_plain(piece: Piece) -> bool:
    """Whether a piece may stand behind a solidus without brackets."""
    if piece.kind in (Kind.ATOM, Kind.COMPOUND, Kind.POWER):
        return True
    return piece.kind is Kind.PRODUCT and not piece.negative and not any(c in piece.latex for c in "([|\\{")\
        and not piece.tall  # fmt: skip
