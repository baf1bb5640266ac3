"""The printer: an expression tree to TeX, in the form and order in which the author wrote it.

Notes
-----
A tree built without evaluation is printed as it stands. Factors written one after the other form one fraction with
the divisors that follow them: ``a*b/c*d`` is a fraction a b over c, times d. A nested product is a group that the
author kept together in parentheses: ``L*(n/(2*e))*d`` is L, times the fraction n over 2e, times d.

What each node looks like stands in a table, one function per node; an unknown node is an error, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from sympy import Dummy, Symbol
from sympy.core.function import AppliedUndef

from symrules.latex.indices import with_indices
from symrules.latex.layout import without_marks
from symrules.latex.macros import Macros
from symrules.latex.pieces import Kind, Mode, Piece, bracketed, declared, delimited, glued
from symrules.latex.tex import LatexError
from symrules.notation import Declaration, Notation


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
        self.bare = True
        self._bound: dict[Any, str] = {}

    def printed(self, e: Any) -> str:
        """The TeX of a whole expression, with the marks at which a line may be broken.

        Raises
        ------
        LatexError
            As `print`, or the expression is nested too deeply.
        """
        try:
            return self.print(e).latex
        except RecursionError:
            raise LatexError("the expression is nested too deeply to be printed", hint="name its parts") from None

    def print(self, e: Any, mode: Mode = Mode.DISPLAY) -> Piece:
        """The piece of any expression.

        Raises
        ------
        LatexError
            The expression holds a node, a symbol or a function that has no printed form.
        """
        return self._printing(e)(self, e, mode)

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

    def closing(self, printing: Callable[[], Piece]) -> Piece:
        """Print while named functions keep brackets around their arguments, because something follows them."""
        before, self.bare = self.bare, False
        try:
            return printing()
        finally:
            self.bare = before

    def closed(self, e: Any, mode: Mode) -> Piece:
        """An expression that something follows: its named functions keep brackets around their arguments."""
        return self.closing(lambda: self.print(e, mode))

    def letter(self, constant: str) -> str:
        """A mathematical constant's letter, upright where the notation declares a symbol that prints alike."""
        taken = any(constant in (d.latex, d.latex_default) for d in self.notation)
        return f"\\mathrm{{{constant}}}" if taken else constant

    def declaration(self, name: str) -> Declaration:
        """The declaration of a name, or an error that says what is missing."""
        if name not in self.notation:
            raise LatexError(f"{name!r} is not declared, so it has no LaTeX",
                             hint=self.notation.suggestion(name) or f"declare {name} in the notation")  # fmt: skip
        return self.notation[name]

    def expanded(self, latex: str) -> str:
        """The TeX with the macros replaced by what they stand for, whose width can be estimated."""
        return self.macros.expanded(latex) if self.macros else latex

    def shown(self, name: str, role: str, latex: str) -> Piece:
        """What is declared for a name, through its macro where macros are on."""
        text = self.macros.call(name, role, latex) if self.macros else latex
        return declared(latex, text, name)

    @contextmanager
    def binding(self, variables: Iterable[Any], body: Any) -> Iterator[None]:
        """Within this context, variables bound by a node of the given body have LaTeX even where none is declared."""
        before = dict(self._bound)
        for variable in variables:
            if isinstance(variable, Dummy) or variable.name not in self.notation:
                self._bound[variable] = self._bound_latex(variable, body)
        try:
            yield
        finally:
            self._bound = before

    def _bound_latex(self, variable: Any, body: Any) -> str:
        """The LaTeX that the variable's name suggests; for a dummy, a letter that stands for nothing in the body."""
        if not isinstance(variable, Dummy):
            local = Notation()
            return local[local.symbol(variable.name).name].latex
        others = {v for v in body.free_symbols if not isinstance(v, Dummy) and v.name in self.notation}
        used = {self.print(v).latex for v in others} | set(self._bound.values())
        names = {f.func.__name__ for f in body.atoms(AppliedUndef)}
        used |= {self.notation[name].latex for name in names if name in self.notation}
        letters = [letter for letter in "uvwsz" if letter not in used]
        if not letters:
            raise LatexError("there are too many bound variables to name")
        return letters[0]


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
    return without_marks(Printer(notation, macros, order).printed(e))


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
    at = with_indices(declaration, p.notation, [p.print(a, Mode.INLINE).latex for a in e.args])
    if at is not None:
        return declared(at, at, name)
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
