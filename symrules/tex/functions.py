"""Named functions: their argument with brackets and without, their powers, and functions with an index."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.latex.powers import CALLED
from symrules.latex.powers import NAMED as PRINTED
from symrules.tex.build import product, quotient
from symrules.tex.parser import Parser
from symrules.tex.reading import RELATIONS
from symrules.tex.source import is_digit
from symrules.tex.variables import holds_differential
from symrules.text.nodes import apply, power


def _canonical(name: str) -> str:
    return name.replace("\\operatorname{", "\\mathrm{")


NAMED: dict[str, Any] = {_canonical(name): cls for cls, name in PRINTED.items()}
NAMED |= {f"\\mathrm{{{cls.__name__}}}": cls for cls in PRINTED if cls.__name__ not in ("re", "im", "log", "sign")}
NAMED |= {
    "\\exp": sympy.exp, "\\mathrm{exp}": sympy.exp, "\\log": sympy.log, "\\mathrm{ln}": sympy.log,
    "\\mathrm{log}": sympy.log, "\\arg": sympy.arg, "\\mathrm{sign}": sympy.sign,
    **{f"\\mathrm{{{prefix}{name}}}": getattr(sympy, "a" + name)
       for prefix in ("ar", "arc", "a") for name in ("sinh", "cosh", "tanh", "coth", "sech", "csch")},
    **{f"\\mathrm{{arc{name}}}": getattr(sympy, "a" + name) for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    "\\arcsin": sympy.asin, "\\arccos": sympy.acos, "\\arctan": sympy.atan,
}  # fmt: skip
NAMED |= {
    _canonical(name): cls
    for cls, name in CALLED.items()
    if name not in ("\\ln\\Gamma", "\\psi", "\\mathrm{B}", "\\eta")
}
NAMED |= {
    "\\psi": sympy.digamma,
    "\\mathrm{B}": sympy.beta,
    "\\theta": sympy.Heaviside,
    "\\Theta": sympy.Heaviside,
    "\\delta": sympy.DiracDelta,
    "\\mathrm{min}": sympy.Min,
    "\\mathrm{max}": sympy.Max,
    "\\mathrm{W}": sympy.LambertW,
}
"""The canonical names of functions, and their nodes."""

BRACKETED = frozenset(("\\Gamma", "\\zeta", "\\psi", "\\theta", "\\Theta", "\\delta", "\\mathrm{B}", "\\mathrm{W}",
                       "\\min", "\\max", "\\mathrm{min}", "\\mathrm{max}", "\\mathrm{atan2}", "\\mathrm{Ei}",
                       "\\mathrm{Si}", "\\mathrm{Ci}", "\\mathrm{li}"))  # fmt: skip
"""Functions that have brackets around their arguments, always: without them, the letter may be a symbol."""

_COUNTS = {sympy.Min: (1, 99), sympy.Max: (1, 99), sympy.beta: (2, 2), sympy.zeta: (1, 2), sympy.atan2: (2, 2)}
_INVERSES = {sympy.sin: sympy.asin, sympy.cos: sympy.acos, sympy.tan: sympy.atan, sympy.cot: sympy.acot,
             sympy.sinh: sympy.asinh, sympy.cosh: sympy.acosh, sympy.tanh: sympy.atanh, sympy.coth: sympy.acoth,
             sympy.sec: sympy.asec, sympy.csc: sympy.acsc,
             sympy.sech: sympy.asech, sympy.csch: sympy.acsch}  # fmt: skip

INDEXED_HEADS = {
    "\\mathrm{Li}": sympy.polylog, "J": sympy.besselj, "Y": sympy.bessely, "I": sympy.besseli, "K": sympy.besselk,
    "P": sympy.legendre, "\\mathrm{J}": sympy.besselj, "\\mathrm{Y}": sympy.bessely, "\\mathrm{I}": sympy.besseli,
    "\\mathrm{K}": sympy.besselk,
}  # fmt: skip
"""Functions whose first argument stands below the letter."""

_BRACKETS = ("(", "[", "\\{")


def function(p: Parser) -> Any:
    """A named function at its argument, with a power or an index of its own."""
    start, token = p.at, p.token
    cls = NAMED[token.text]
    p.at += 1
    base = _index(p, token, cls)
    if cls is sympy.DiracDelta and p.peek() == "_":
        return _kronecker(p)
    if cls is sympy.log and p.peek() == "\\Gamma" and p.peek(1) in _BRACKETS and not p.names.starts_with("\\Gamma"):
        p.at += 1
        return apply(sympy.loggamma, *p.arguments())
    exponent = p.exponent() if p.peek() == "^" and not p.is_label() else None
    order = _order(p) if p.peek() == "^" else None
    if p.peek() in _BRACKETS:
        values = p.arguments()
        _power_behind(p, start, token)
        if token.text in BRACKETED and cls not in (sympy.Min, sympy.Max):
            p.warn("NOTE-FUNCTION", f"{token.text} is not declared, and read as the function {cls.__name__}", token)
    elif token.text in BRACKETED:
        p.fail(f"{token.text} is not declared, and a function only before a bracket", token, p.hint(start))
    else:
        values = [_bare(p, start, token)]
    fewest, most = _COUNTS.get(cls, (1, 1))
    if not fewest <= len(values) <= most:
        p.fail(f"{token.text} has {len(values)} arguments here", token)
    if order is not None:
        return _of_order(p, cls, order, values, token)
    if token.text == "\\log" and base is None:
        p.warn("AMB-LOG", "\\log is read as the natural logarithm", token)
    return _raised(p, cls, values, exponent, base, token)


def _index(p: Parser, token: Any, cls: Any) -> Any:
    """The base of a logarithm; no other function has an index."""
    if p.peek() != "_" or cls is sympy.DiracDelta:
        return None
    if cls is not sympy.log or token.text == "\\ln":
        p.fail(f"a subscript on {token.text} is not read", p.token, p.hint(p.at - 1))
    p.at += 1
    return p.group()


def _raised(p: Parser, cls: Any, values: list[Any], exponent: Any, base: Any, token: Any) -> Any:
    if cls is sympy.Heaviside:
        values = [*values, sympy.Rational(1, 2)]
    if exponent is not None and exponent == -1:
        if cls not in _INVERSES:
            p.fail(f"{token.text}^{{-1}}: an inverse function or one over it?", token, "write a fraction")
        p.warn("AMB-INVERSE", f"{token.text}^{{-1}} is read as the inverse function, not as one over it", token)
        return apply(_INVERSES[cls], *values)
    value = apply(cls, *values)
    if base is not None:
        value = quotient(value, apply(sympy.log, base))
    if exponent is None:
        return value
    if exponent.is_number and exponent.is_negative:
        p.warn("AMB-INVERSE", f"a negative power of {token.text} is read as a power of its value", token)
    return power(value, exponent)


def _power_behind(p: Parser, start: int, token: Any) -> None:
    """A power behind the bracket of an argument: on the function's value, as a warning says."""
    if p.peek() == "^":
        p.fail(f"{p.text(start, p.at)}^…: a power of the argument or of {token.text}?", p.token,
               f"write {token.text}^{{2}}(x), or brackets around the power that is meant")  # fmt: skip


def _bare(p: Parser, start: int, token: Any) -> Any:
    """An argument without brackets: the product up to a sign, a relation, a bracket or the next function."""
    if p.peek() in ("+", "-"):
        p.fail(f"the argument of {token.text} begins with a sign, and has no brackets", p.token,
               f"write {token.text}(-x)")  # fmt: skip
    begin = p.at
    factors: list[Any] = []
    while not p.stops() and not p.finished():
        text = p.peek()
        if factors and (text in _ENDS or (text in NAMED and not p.names.starts_with(text)) or is_digit(text)):
            break
        if p.integrals and holds_differential(p, p.at):
            break
        factors.append(p.factor())
    if not factors:
        p.fail(f"{token.text} has no argument", token, f"write {token.text}(x)")
    shown = p.text(begin, p.at)
    if p.peek() == "/" and not p.finished() and not _by_itself(p, factors, begin):
        p.fail(f"{p.text(start, p.at)}/…: is the argument of {token.text} {shown} or all of the quotient?", p.token,
               f"write {token.text}(…), with the argument in brackets")  # fmt: skip
    if p.peek() in ("(", "[") or (is_digit(p.peek()) and factors):
        p.fail(f"{p.text(start, p.at)}{p.peek()}…: where does the argument of {token.text} end?", p.token,
               f"write {token.text}(…), with the argument in brackets")  # fmt: skip
    if len(factors) > 1:
        p.warn("AMB-ARGUMENT", f"{p.text(start, p.at)} is read as {token.text}({shown})", token)
    return product(factors)


def _by_itself(p: Parser, factors: list[Any], begin: int) -> bool:
    """Whether the function is divided by its own argument, as in ``\\sinh x/x``."""
    size = p.at - begin
    behind = p.at + 1 + size
    if behind >= len(p.stream):
        return False
    same = [t.text for t in p.stream[begin : p.at]] == [t.text for t in p.stream[p.at + 1 : behind]]
    text = p.stream[behind].text
    if len(factors) != 1 or not same or not (text in ("", "+", "-", ")", "]", "}", ",", ".") or text in RELATIONS):
        return False
    p.warn("AMB-ARGUMENT", f"{p.text(begin - 1, behind)} is read as the function divided by its argument", p.token)
    return True


_ENDS = frozenset(("(", "[", "\\{", "\\left|", "|", "\\int", "\\sum", "\\prod", "\\lim", "\\langle", "\\begin{cases}"))


def _order(p: Parser) -> Any:
    """The order of a derivative, as in ``\\delta^{(n)}(x)``."""
    p.take("^")
    p.take("{")
    p.take("(")
    value = p.sum()
    p.take(")")
    p.take("}")
    return value


def _of_order(p: Parser, cls: Any, order: Any, values: list[Any], token: Any) -> Any:
    if cls is sympy.DiracDelta:
        return apply(cls, *values, order)
    if cls is sympy.digamma:
        return apply(sympy.polygamma, order, *values)
    p.fail(f"an order in brackets on {token.text} is not read", token, "write a power without brackets")


def _kronecker(p: Parser) -> Any:
    """``\\delta_{m,n}``: both indices below."""
    token = p.take("_")
    p.take("{")
    first = p.sum()
    p.take(
        ",", "the indices of Kronecker's delta are separated by a comma", "write \\delta_{m,n}, or declare the symbol"
    )
    second = p.sum()
    p.take("}")
    p.warn("NOTE-FUNCTION", "\\delta with two indices is not declared, and read as Kronecker's delta", token)
    return apply(sympy.KroneckerDelta, first, second)


def indexed(p: Parser) -> Any:
    """``J_0(x)``, ``\\mathrm{Li}_2(z)``, where no declared name begins with the letter; None for anything else."""
    token = p.token
    if p.peek(1) != "_" or p.names.starts_with(token.text):
        return None
    close = p.partner[p.at + 2]
    if p.stream[close + 1].text not in _BRACKETS:
        return None
    cls = INDEXED_HEADS[token.text]
    p.at += 2
    index = p.group()
    values = p.arguments()
    if len(values) != 1:
        p.fail(f"{p.shown(token)} with an index has one argument", token)
    if len(token.text) == 1:
        p.warn("NOTE-FUNCTION", f"{token.text} with an index is not declared, and read as {cls.__name__}", token)
    return apply(cls, index, *values)
