"""Derivatives, integrals, limits, sums, and the physicist's averages, brackets and variations."""

from __future__ import annotations

from typing import Any

from sympy import Derivative, Integral, Limit, Product, Subs, Sum, Symbol
from sympy.core.function import AppliedUndef

from symrules.latex.layout import MARK, width
from symrules.latex.pieces import Kind, Mode, Piece, bracketed, delimited, glued
from symrules.latex.printer import Printer, called, prints
from symrules.latex.tex import LatexError, check_declared, join, script
from symrules.vocabulary import Average, Bracket, Held, Variation

LONG_NUMERATOR = 8.0
"""The width in em beyond which what is differentiated stands behind the operator."""


# -- derivatives


@prints(Derivative)
def _derivative(p: Printer, e: Any, mode: Mode) -> Piece:
    return derivative(p, e, mode, "d" if _is_ordinary(e) else "\\partial")


def derivative(p: Printer, e: Any, mode: Mode, d: str) -> Piece:
    """A derivative with the sign `d`: in front of what is short, as an operator before what is long."""
    order = sum(int(n) if n.is_Integer else _symbolic(n) for _, n in e.variable_count)
    top = join(d, script("^", str(order))) if order > 1 else d
    bottom = join(*(_power_of(p, d, v, int(n)) for v, n in reversed(e.variable_count)))
    return _differentiated(p, e.expr, top, bottom, mode)


def _symbolic(count: Any) -> int:
    raise LatexError(f"a derivative of symbolic order {count} has no printed form")


def _power_of(p: Printer, d: str, variable: Any, count: int) -> str:
    piece = p.print(variable, Mode.INLINE)
    if piece.kind not in (Kind.ATOM, Kind.COMPOUND) or (count > 1 and piece.raised):
        piece = bracketed(piece)
    return join(d, piece.latex + (script("^", str(count)) if count > 1 else ""))


def _differentiated(p: Printer, e: Any, top: str, bottom: str, mode: Mode) -> Piece:
    name_like = e.is_Symbol or isinstance(e, (AppliedUndef, Average))
    inner = mode if mode is Mode.INLINE or not name_like else Mode.NESTED
    inside = p.print(e, inner)
    if name_like and inside.kind in (Kind.ATOM, Kind.COMPOUND) and width(p.expanded(inside.latex)) < LONG_NUMERATOR:
        return _ratio(join(top, inside.latex), bottom, mode, inside.depth)
    operand = bracketed_square(inside)
    if mode is Mode.INLINE:
        operator = Piece(join("(", top, "/", bottom, ")"), depth=1)
    else:
        operator = _ratio(top, bottom, mode, 0)
    return glued(operator, operand, kind=Kind.COMPOUND)


def _ratio(top: str, bottom: str, mode: Mode, depth: int) -> Piece:
    if mode is Mode.INLINE:
        return Piece(join(top, "/", bottom), Kind.QUOTIENT, depth=depth)
    return Piece(f"\\frac{{{top}}}{{{bottom}}}", Kind.FRACTION, tall=True, depth=depth)


def bracketed_square(piece: Piece) -> Piece:
    """The operand of an operator: square brackets, unless square ones stand inside already."""
    if piece.depth > 1:
        return bracketed(piece)
    return Piece(delimited("[", piece, "]"), tall=piece.tall, depth=2)


def _is_ordinary(e: Any) -> bool:
    """Whether what is differentiated depends on one variable only, so that the derivative takes a d."""
    inside = e.expr
    if isinstance(inside, AppliedUndef):
        return len(inside.args) == 1 and inside.args[0].is_Symbol
    return bool(inside.free_symbols) and inside.free_symbols <= {v for v, _ in e.variable_count[:1]}


@prints(Variation)
def _variation(p: Printer, e: Any, mode: Mode) -> Piece:
    return _differentiated(p, e.args[0], "\\delta", _power_of(p, "\\delta", e.args[1], 1), mode)


@prints(Held)
def _held(p: Printer, e: Any, mode: Mode) -> Piece:
    inside, fixed = e.args
    if isinstance(inside, Derivative):
        piece = derivative(p, inside, Mode.NESTED, "\\partial")
    elif isinstance(inside, Variation):
        piece = _variation(p, inside, Mode.NESTED)
    else:
        raise LatexError("only a derivative can be taken at something held fixed",
                         hint="write Held(Derivative(A, a), b)")  # fmt: skip
    return _barred(piece, p.inline(fixed))


def _barred(piece: Piece, at: str) -> Piece:
    """A derivative with an evaluation bar, and below it what is fixed or inserted."""
    latex = join("\\left.", piece.latex, "\\right|" + script("_", at))
    return Piece(latex, Kind.FRACTION, tall=True, depth=piece.depth)


@prints(Subs)
def _subs(p: Printer, e: Any, mode: Mode) -> Piece:
    """A derivative at a point: ``f'(a)`` for a function of one variable, else with an evaluation bar."""
    prime = _primed(p, e)
    if prime is not None:
        return prime
    inside, variables = _named_slots(p, e)
    points = [p.inline(a) for a in e.point]
    with p.binding(variables, inside):
        at = ",\\,".join(join(p.inline(v), "=", point) for v, point in zip(variables, points, strict=True))
        piece = p.print(inside, Mode.NESTED)
        plain = piece.kind in (Kind.ATOM, Kind.POWER, Kind.FRACTION)
        return _barred(piece if plain else bracketed(piece), at)


def _primed(p: Printer, e: Any) -> Piece | None:
    inside = e.expr
    if not isinstance(inside, Derivative) or len(e.variables) != 1 or not isinstance(inside.expr, AppliedUndef):
        return None
    variable, function = e.variables[0], inside.expr
    if function.args != (variable,) or {v for v, _ in inside.variable_count} != {variable}:
        return None
    order = int(sum(n for _, n in inside.variable_count))
    name = function.func.__name__
    head = p.shown(name, "", p.declaration(name).latex)
    if head.raised or head.kind is not Kind.ATOM:
        head = bracketed(head)
    primed = head.latex + ("'" * order if order <= 3 else f"^{{({order})}}")
    return called(p, primed, e.point)


def _named_slots(p: Printer, e: Any) -> tuple[Any, tuple[Any, ...]]:
    """Bound variables renamed to the function's declared arguments, where it stands at those otherwise."""
    inside = e.expr
    function = inside.expr if isinstance(inside, Derivative) else None
    if not isinstance(function, AppliedUndef) or function.func.__name__ not in p.notation:
        return inside, e.variables
    declared = p.notation[function.func.__name__].arguments or ()
    if len(declared) != len(function.args):
        return inside, e.variables
    new = {old: Symbol(name) for old, name in zip(function.args, declared, strict=True) if old in e.variables}
    standing = tuple(new.get(a, a) for a in function.args)
    if standing != tuple(Symbol(name) for name in declared) or set(new) != set(e.variables):
        return inside, e.variables
    counts = [(new.get(v, v), n) for v, n in inside.variable_count]
    return Derivative(function.func(*standing), *counts), tuple(new[v] for v in e.variables)


# -- integrals, sums, limits


@prints(Integral)
def _integral(p: Printer, e: Any, mode: Mode) -> Piece:
    """``\\int_0^L dx\\,f``: the differential first, the outermost integral first."""
    break_ = MARK if mode is Mode.DISPLAY else ""
    with p.binding([v for v, *_ in e.limits], e):
        signs = [_integral_sign(p, limit) for limit in reversed(e.limits)]
        differentials = break_.join(signs)
        if e.function == 1:
            return Piece(differentials, Kind.OPERATOR, tall=True)
        operand = p.factor(e.function, Mode.DISPLAY if mode is Mode.DISPLAY else Mode.NESTED)
    space = "" if _needs_no_space(p.expanded(signs[-1]), operand) else "\\,"
    latex = join(differentials, space, break_, operand.latex)
    return Piece(latex, Kind.OPERATOR, tall=True, depth=operand.depth, open=operand.open)


def _needs_no_space(sign: str, operand: Piece) -> bool:
    """Whether a measure under a fraction line, or what follows it, stands apart by itself."""
    return operand.latex.startswith(("\\int", "\\left[", "\\left(")) or sign.rstrip("}").rfind("\\frac") > sign.rfind(
        "\\int"
    )


def _integral_sign(p: Printer, limit: Any) -> str:
    variable, *ends = limit
    declaration = p.notation.declarations.get(variable.name)
    if len(ends) == 2:
        return join(
            "\\int" + script("_", p.inline(ends[0])) + script("^", p.inline(ends[1])), " ", _measure(p, variable)
        )
    if ends:
        return join("\\int" + script("^", p.inline(ends[0])), " ", _measure(p, variable))
    region = ""
    if declaration and declaration.region:
        check_declared(declaration.region, f"the region of {variable.name}")
        region = script("_", declaration.region)
    if declaration and declaration.measure:
        return join(
            "\\int" + region, " " if region else "", p.shown(variable.name, "Measure", declaration.measure).latex
        )
    return join("\\int" + region, " ", _measure(p, variable))


def _measure(p: Printer, variable: Any) -> str:
    piece = p.print(variable, Mode.INLINE)
    if piece.kind not in (Kind.ATOM, Kind.COMPOUND):
        piece = bracketed(piece)
    return join("d", piece.latex)


@prints(Sum, Product)
def _iterated(p: Printer, e: Any, mode: Mode) -> Piece:
    """``\\sum_{n=1}^{N} a_n``, the outermost first."""
    sign = "\\sum" if isinstance(e, Sum) else "\\prod"
    signs = []
    with p.binding([v for v, *_ in e.limits], e):
        for variable, *ends in reversed(e.limits):
            under = join(p.inline(variable), "=", p.inline(ends[0])) if ends else p.inline(variable)
            signs.append(sign + script("_", under) + (script("^", p.inline(ends[1])) if len(ends) == 2 else ""))
        operand = p.factor(e.function, mode)
    space = " " if signs[-1][-1:].isalnum() and operand.latex[:1].isalnum() else ""
    return glued(*signs, space, _tall(operand), kind=Kind.OPERATOR)


@prints(Limit)
def _limit(p: Printer, e: Any, mode: Mode) -> Piece:
    """``\\lim_{t\\to\\infty}``; a one-sided limit at a finite point shows its side."""
    inside, variable, point, direction = e.args
    side = "" if str(direction) == "+-" or point.is_infinite else f"^{direction}"
    with p.binding([variable], e):
        under = join(p.inline(variable), "\\to", p.inline(point) + side)
        return glued("\\lim_{" + under + "}", p.factor(inside, mode), kind=Kind.OPERATOR)


def _tall(piece: Piece) -> Piece:
    return Piece(piece.latex, piece.kind, tall=True, depth=piece.depth, open=piece.open)


# -- averages


@prints(Average)
def _average(p: Printer, e: Any, mode: Mode) -> Piece:
    """``\\langle A\\rangle_I``, its contents on one line; around it the nesting of brackets begins anew."""
    inside = p.print(e.args[0], Mode.INLINE)
    state = script("_", p.inline(e.args[1])) if len(e.args) > 1 else ""
    return Piece(delimited("\\langle", inside, "\\rangle") + state, tall=inside.tall)


@prints(Bracket)
def _bracket(p: Printer, e: Any, mode: Mode) -> Piece:
    inside = glued(p.print(e.args[0], Mode.INLINE), ", ", p.print(e.args[1], Mode.INLINE), kind=Kind.ATOM)
    return Piece(delimited("[", inside, "]"), tall=inside.tall, depth=max(inside.depth, 2))
