"""Numbers with a name, relations, cases."""

from __future__ import annotations

from typing import Any

from sympy import Eq, Float, Ge, Gt, Le, Lt, Ne, Order, Piecewise, S
from sympy.logic.boolalg import And, BooleanFalse, BooleanTrue, Not, Or

from symrules.latex.pieces import Kind, Mode, Piece, bracketed, delimited, glued
from symrules.latex.printer import Printer, prints
from symrules.latex.tex import join

RELATIONS = {"=": "=", "!=": "\\neq", "<": "<", "<=": "\\leq", ">": ">", ">=": "\\geq"}
"""How a relation of the text notation is printed."""

_CONSTANTS = {
    type(S.Pi): "\\pi", type(S.Infinity): "\\infty",
    type(S.EulerGamma): "\\gamma_{\\mathrm{E}}", type(S.Catalan): "G_{\\mathrm{C}}", type(S.GoldenRatio): "\\varphi",
}  # fmt: skip


@prints(*_CONSTANTS)
def _constant(p: Printer, e: Any, mode: Mode) -> Piece:
    return Piece(_CONSTANTS[type(e)])


@prints(type(S.Exp1))
def _euler(p: Printer, e: Any, mode: Mode) -> Piece:
    return Piece(p.letter("e"))


@prints(type(S.ImaginaryUnit))
def _imaginary_unit(p: Printer, e: Any, mode: Mode) -> Piece:
    return Piece(p.letter("i"))


@prints(type(S.NegativeInfinity))
def _minus_infinity(p: Printer, e: Any, mode: Mode) -> Piece:
    return Piece("-\\infty", Kind.PRODUCT, negative=True)


@prints(Float)
def _float(p: Printer, e: Any, mode: Mode) -> Piece:
    """A decimal number, its power of ten written out."""
    if e < 0:
        return glued("-", _float(p, -e, mode), kind=Kind.PRODUCT, negative=True)
    digits, _, power = str(e).partition("e")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    if not power:
        return Piece(digits)
    return Piece(f"{digits}\\times 10^{{{int(power)}}}", Kind.PRODUCT)


@prints(Order)
def _order(p: Printer, e: Any, mode: Mode) -> Piece:
    """``O(x^4)``; a point other than zero is named below."""
    inside = p.print(e.args[0], Mode.INLINE)
    away = [(v, at) for v, at in e.args[1:] if at != 0]
    under = ",".join(join(p.inline(v), "\\to", p.inline(at)) for v, at in away)
    head = f"O_{{{under}}}" if under else "O"
    return Piece(head + delimited("(", inside, ")"), Kind.COMPOUND, tall=inside.tall, depth=1, call=True)


_SIGNS = {Eq: "=", Ne: "!=", Lt: "<", Le: "<=", Gt: ">", Ge: ">="}


@prints(*_SIGNS)
def _relation(p: Printer, e: Any, mode: Mode) -> Piece:
    return glued(p.print(e.args[0], mode), RELATIONS[_SIGNS[type(e)]], p.print(e.args[1], mode), kind=Kind.SUM)


@prints(And, Or)
def _joined(p: Printer, e: Any, mode: Mode) -> Piece:
    """Conditions joined by words, in an order that does not depend on the run."""
    word = "\\text{ and }" if isinstance(e, And) else "\\text{ or }"
    parts = sorted((p.print(a, mode) for a in e.args), key=lambda piece: piece.latex)
    return Piece(word.join(piece.latex for piece in parts), Kind.SUM, depth=max(piece.depth for piece in parts))


@prints(Not)
def _not(p: Printer, e: Any, mode: Mode) -> Piece:
    return glued("\\text{not }", bracketed(p.print(e.args[0], mode)), kind=Kind.SUM)


@prints(BooleanTrue, BooleanFalse)
def _truth(p: Printer, e: Any, mode: Mode) -> Piece:
    return Piece(f"\\text{{{'true' if e else 'false'}}}", Kind.COMPOUND)


@prints(Piecewise)
def _cases(p: Printer, e: Any, mode: Mode) -> Piece:
    rows = []
    for value, condition in e.args:
        when = "\\text{otherwise}" if condition == True else p.print(condition, Mode.INLINE).latex  # noqa: E712
        rows.append(f"{p.print(value, Mode.NESTED).latex}, & {when}")
    return Piece("\\begin{cases} " + " \\\\ ".join(rows) + " \\end{cases}", Kind.COMPOUND, tall=True, call=True)
