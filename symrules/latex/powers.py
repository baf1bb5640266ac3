"""Powers, roots and the named functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Abs, Integer, Pow, exp, factorial

from symrules.latex.layout import width
from symrules.latex.pieces import Kind, Mode, Piece, bracketed, delimited, glued
from symrules.latex.printer import Order, Printer, prints
from symrules.latex.products import quotient
from symrules.latex.tex import join, script

NAMED: dict[type, str] = {
    **{function: "\\" + function.__name__ for function in (
        sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc, sympy.sinh, sympy.cosh, sympy.tanh,
        sympy.coth)},
    **{function: f"\\operatorname{{{function.__name__}}}" for function in (
        sympy.sech, sympy.csch, sympy.erf, sympy.erfc, sympy.erfi)},
    sympy.asin: "\\arcsin", sympy.acos: "\\arccos", sympy.atan: "\\arctan",
    sympy.acot: "\\operatorname{arccot}", sympy.asinh: "\\operatorname{arsinh}",
    sympy.acosh: "\\operatorname{arcosh}", sympy.atanh: "\\operatorname{artanh}",
    sympy.acoth: "\\operatorname{arcoth}", sympy.asech: "\\operatorname{arsech}",
    sympy.acsch: "\\operatorname{arcsch}", sympy.log: "\\ln",
    sympy.re: "\\operatorname{Re}", sympy.im: "\\operatorname{Im}", sympy.arg: "\\operatorname{arg}",
    sympy.sign: "\\operatorname{sgn}",
}  # fmt: skip
"""Functions whose name may stand before a simple argument without brackets, and may carry the exponent."""

CALLED: dict[type, str] = {
    sympy.gamma: "\\Gamma", sympy.zeta: "\\zeta", sympy.digamma: "\\psi",
    sympy.Min: "\\min", sympy.Max: "\\max", sympy.beta: "\\mathrm{B}",
    sympy.loggamma: "\\ln\\Gamma", sympy.atan2: "\\operatorname{atan2}", sympy.dirichlet_eta: "\\eta",
    sympy.Ei: "\\operatorname{Ei}", sympy.Si: "\\operatorname{Si}",
    sympy.Ci: "\\operatorname{Ci}", sympy.li: "\\operatorname{li}",
}  # fmt: skip
"""Functions that always have their arguments in parentheses."""

INDEXED: dict[type, str] = {
    sympy.polylog: "\\mathrm{Li}", sympy.besselj: "J", sympy.bessely: "Y", sympy.besseli: "I", sympy.besselk: "K",
    sympy.legendre: "P", sympy.hermite: "H", sympy.chebyshevt: "T", sympy.chebyshevu: "U", sympy.laguerre: "L",
    sympy.expint: "E", sympy.bernoulli: "B", sympy.euler: "E", sympy.KroneckerDelta: "\\delta",
}  # fmt: skip
"""Functions whose first argument is a subscript."""

SHORT_EXPONENT = 4.2
"""The width in em up to which an exponent stands as e^{…}; a longer one stands in \\exp."""


def _simple_argument(piece: Piece) -> bool:
    return piece.kind in (Kind.ATOM, Kind.COMPOUND) and piece.depth == 0 and not piece.call and not piece.tall


def _tight(head: str, tall: bool) -> str:
    """The head of a function before its bracket, drawn closer where the bracket grows."""
    return head + "\\!" if tall else head


def _argument(mode: Mode) -> Mode:
    return Mode.DISPLAY if mode is Mode.DISPLAY else Mode.INLINE


def _arguments(p: Printer, arguments: Any, mode: Mode) -> Piece:
    """The arguments of a function, separated by commas."""
    parts: list[Piece | str] = []
    for argument in arguments:
        parts += [",", p.print(argument, mode)] if parts else [p.print(argument, mode)]
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Piece) else glued(*parts, kind=Kind.SUM)


def _named(p: Printer, e: Any, mode: Mode, power: str = "") -> Piece:
    """``\\sinh x``, ``\\sinh^2 x``, or with brackets where the argument is more than a symbol."""
    head = NAMED[type(e)] + (script("^", power) if power else "")
    argument = _arguments(p, e.args, _argument(mode))
    if p.bare and _simple_argument(argument):
        return Piece(join(head, " " if power else "", argument.latex), Kind.FUNCTION, open=True)
    return _calling(head, bracketed(argument))


prints(*NAMED)(_named)


@prints(*CALLED)
def _called(p: Printer, e: Any, mode: Mode) -> Piece:
    return _calling(CALLED[type(e)], bracketed(_arguments(p, e.args, _argument(mode))))


def _calling(head: str, arguments: Piece) -> Piece:
    return Piece(_tight(head, arguments.tall) + arguments.latex, Kind.COMPOUND, tall=arguments.tall,
                 depth=arguments.depth, call=True)  # fmt: skip


@prints(sympy.Heaviside, sympy.DiracDelta, sympy.LambertW, sympy.polygamma, sympy.harmonic)
def _special(p: Printer, e: Any, mode: Mode) -> Piece:
    """Functions with a parameter in the head: ``\\delta^{(n)}(x)``, ``\\psi^{(n)}(x)``, ``W_k(x)``, ``H_n^{(m)}``."""
    first, *more = (e.args[1], e.args[0]) if isinstance(e, sympy.polygamma) else e.args
    parameter = p.inline(more[0]) if more else ""
    if isinstance(e, sympy.harmonic):
        return Piece("H" + script("_", p.inline(first)) + (f"^{{({parameter})}}" if more else ""), raised=bool(more))
    if isinstance(e, sympy.LambertW):
        head = "W" + (script("_", parameter) if more else "")
    elif isinstance(e, sympy.Heaviside):
        # The value at zero is printed only where it is not the usual one half.
        head = "\\theta" + (script("_", parameter) if more and more[0] != sympy.Rational(1, 2) else "")
    else:
        order = f"^{{({parameter})}}" if more and (more[0] != 0 or isinstance(e, sympy.polygamma)) else ""
        head = ("\\delta" if isinstance(e, sympy.DiracDelta) else "\\psi") + order
    return _calling(head, bracketed(p.print(first, _argument(mode))))


@prints(sympy.RisingFactorial, sympy.FallingFactorial)
def _factorial_power(p: Printer, e: Any, mode: Mode) -> Piece:
    """``x^{\\overline{n}}`` rising and ``x^{\\underline{n}}`` falling."""
    base = p.closed(e.args[0], mode)
    if base.kind is not Kind.ATOM or base.raised or base.call:
        base = bracketed(base)
    line = "\\overline" if isinstance(e, sympy.RisingFactorial) else "\\underline"
    return Piece(f"{base.latex}^{{{line}{{{p.inline(e.args[1])}}}}}", Kind.POWER, tall=base.tall, depth=base.depth)


@prints(*INDEXED)
def _indexed(p: Printer, e: Any, mode: Mode) -> Piece:
    """``B_{2n}``, ``J_\\nu(z)``; a Kronecker delta has both arguments below."""
    head = INDEXED[type(e)]
    if isinstance(e, sympy.KroneckerDelta):
        return Piece(head + script("_", "".join((p.inline(e.args[0]), ",", p.inline(e.args[1])))))
    head += script("_", p.inline(e.args[0]))
    if len(e.args) == 1:
        return Piece(head)
    return _calling(head, bracketed(_arguments(p, e.args[1:], _argument(mode))))


def _wrapped(left: str, right: str) -> Callable[[Printer, Any, Mode], Piece]:
    def printing(p: Printer, e: Any, mode: Mode) -> Piece:
        inside = p.print(e.args[0], mode)
        return Piece(delimited(left, inside, right), tall=inside.tall, depth=inside.depth)

    return printing


prints(Abs)(_wrapped("|", "|"))
prints(sympy.floor)(_wrapped("\\lfloor", "\\rfloor"))
prints(sympy.ceiling)(_wrapped("\\lceil", "\\rceil"))


@prints(sympy.conjugate)
def _conjugate(p: Printer, e: Any, mode: Mode) -> Piece:
    inside = p.print(e.args[0], mode)
    return Piece(f"\\overline{{{inside.latex}}}", tall=inside.tall, depth=inside.depth)


@prints(factorial, sympy.factorial2)
def _factorial(p: Printer, e: Any, mode: Mode) -> Piece:
    inside = p.print(e.args[0], mode)
    if inside.kind is not Kind.ATOM or inside.latex.endswith("!"):
        inside = bracketed(inside)
    marks = "!!" if isinstance(e, sympy.factorial2) else "!"
    return Piece(inside.latex + marks, Kind.COMPOUND, tall=inside.tall, depth=inside.depth)


@prints(sympy.binomial)
def _binomial(p: Printer, e: Any, mode: Mode) -> Piece:
    return Piece(f"\\binom{{{p.inline(e.args[0])}}}{{{p.inline(e.args[1])}}}", Kind.FRACTION, tall=True)


@prints(exp)
def _exp(p: Printer, e: Any, mode: Mode) -> Piece:
    """``e^{-x}`` where the exponent is short, ``\\exp[…]`` with a solidus where it is long."""
    inside = p.print(e.args[0], Mode.INLINE)
    if (
        inside.depth == 0
        and not inside.tall
        and "(" not in inside.latex
        and width(p.expanded(inside.latex)) <= SHORT_EXPONENT
    ):
        # Beside a number alone, an italic e is read as the charge: e^2/h.
        letter = "\\mathrm{e}" if e.args[0].is_Number else p.letter("e")
        return Piece(letter + script("^", inside.latex), Kind.POWER)
    round_inside = Piece(inside.latex, depth=max(inside.depth, int("(" in inside.latex)), tall=inside.tall)
    return _calling("\\exp", bracketed(round_inside))


@prints(Pow)
def _pow(p: Printer, e: Any, mode: Mode) -> Piece:
    base, exponent = e.args
    if exponent.is_Rational and exponent.p == 1 and exponent.q > 1:
        return _root(p, base, int(exponent.q), mode)
    if exponent == -1 or (p.order is not Order.WRITTEN and exponent.is_Rational and exponent < 0):
        below = base if exponent == -1 else Pow(base, -exponent, evaluate=False)
        return quotient(p, [Integer(1)], [below], mode)
    if type(base) in NAMED and exponent.is_Integer and exponent > 1:
        return _named(p, base, mode, power=str(exponent))
    below_power = p.closed(base, mode)
    if below_power.kind is not Kind.ATOM or below_power.raised or below_power.call:
        square = below_power.call and below_power.depth == 0
        below_power = _square(below_power) if square else bracketed(below_power)
    return Piece(
        below_power.latex + script("^", p.inline(exponent)),
        Kind.POWER,
        tall=below_power.tall,
        depth=below_power.depth,
        raised=True,
    )


def _square(piece: Piece) -> Piece:
    """Square brackets around a function at plain arguments, whose own parentheses are round."""
    return Piece(delimited("[", piece, "]"), tall=piece.tall, depth=1)


def _root(p: Printer, base: Any, degree: int, mode: Mode) -> Piece:
    inside = p.print(base, Mode.INLINE if mode is Mode.INLINE else Mode.NESTED)
    index = f"[{degree}]" if degree > 2 else ""
    return Piece(f"\\sqrt{index}{{{inside.latex}}}", Kind.COMPOUND, tall=inside.tall, depth=inside.depth)
