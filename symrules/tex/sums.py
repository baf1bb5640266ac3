"""Sums, products and limits, over the product of factors behind their sign."""

from __future__ import annotations

from typing import Any

from sympy import Limit, Product, Sum

from symrules.tex.indices import refuse_hidden
from symrules.tex.parser import Parser
from symrules.tex.variables import bound_variable
from symrules.text.calculus import approached_from
from symrules.text.nodes import apply, symbol, with_limits


def iterated(p: Parser) -> tuple[Any, bool]:
    """``\\sum_{n=1}^{N} a_n`` over the product behind it."""
    token = p.token
    cls = Sum if token.text == "\\sum" else Product
    p.at += 1
    variable, texts, lower, upper = _range(p, token)
    p.bound = [*p.bound, (texts, variable)]
    begin = p.at
    if p.stops():
        p.missing()
    body = p.term()
    p.bound = p.bound[:-1]
    refuse_hidden(p, texts, variable, begin, p.at)
    _doubt_imaginary(p, texts, begin)
    if cls is Product and p.at > begin and body.is_Mul:
        p.warn("AMB-PRODUCT", f"{p.text(begin, p.at)} is read as standing under the product sign as a whole", token)
    if p.peek() in ("+", "-") and variable.name in p.notation and not p.finished():
        p.warn("AMB-SUM", f"the {token.text} is read as ending before {p.peek()!r}", token)
    if isinstance(body, cls):
        merged = (tuple(t) for t in body.args[1:])
        return with_limits(cls, body.args[0], *merged, (variable, lower, upper)), False
    return with_limits(cls, body, (variable, lower, upper)), False


def _doubt_imaginary(p: Parser, texts: tuple[str, ...], begin: int) -> None:
    """An exponential under a sum over i, with an i in it that is no subscript."""
    stretch = [t.text for t in p.stream[begin : p.at]]
    if texts != ("i",) or not {"e", "\\mathrm{e}", "\\exp"} & set(stretch):
        return
    for i in range(begin, p.at):
        subscript = p.peek(i - 1 - p.at) == "{" and p.peek(i - 2 - p.at) == "_"
        if p.stream[i].text == "i" and not subscript:
            p.warn("AMB-INDEX", "i is read as the index of the sum, not as the imaginary unit", p.stream[i])
            return


def _range(p: Parser, token: Any) -> tuple[Any, tuple[str, ...], Any, Any]:
    why = f"{token.text} without its range"
    hint = f"write {token.text}_{{n=0}}^{{\\infty}}"
    p.take("_", why, hint)
    p.take("{")
    start = p.at
    texts, variable = bound_variable(p, token)
    if p.peek() != "=":
        p.fail(why if p.peek() == "}" else "the range of an index is written n=0", p.stream[start], hint)
    p.at += 1
    lower = p.sum()
    p.take("}", "the range of an index is written n=0", hint)
    p.take("^", why, hint)
    return variable, texts, lower, p.group()


def limit(p: Parser) -> tuple[Any, bool]:
    """``\\lim_{x\\to 0^+}`` of the product behind it."""
    token = p.take("\\lim")
    hint = "write \\lim_{x\\to 0}"
    p.take("_", "\\lim without its point", hint)
    p.take("{")
    texts, variable = bound_variable(p, token)
    p.take("\\to", "\\lim goes to a point", hint)
    point, side = _point(p)
    direction = side or approached_from(p.notation, variable, point)
    p.take("}", "\\lim goes to one point", hint)
    if p.stops():
        p.missing()
    p.bound = [*p.bound, (texts, variable)]
    begin = p.at
    body = p.term()
    p.bound = p.bound[:-1]
    refuse_hidden(p, texts, variable, begin, p.at)
    return apply(Limit, body, variable, point, symbol(direction)), False


def _point(p: Parser) -> tuple[Any, str]:
    """The point of a limit and the side that is written at it, if any."""
    stop = p.at
    while p.stream[stop].text not in ("}", "") or _inside_script(p, stop):
        stop += 1
    side = "".join(t.text for t in p.stream[stop - 4 : stop])
    if side in ("^{+}", "^{-}"):
        sign = p.stream[stop - 2].text
        kept = p.stream[stop - 4 : stop]
        del p.stream[stop - 4 : stop]
        p.partner = {i if i < stop else i - 4: j if j < stop else j - 4 for i, j in p.partner.items() if i != stop - 3}
        point = p.sum()
        del kept
        return point, sign
    return p.sum(), ""


def _inside_script(p: Parser, stop: int) -> bool:
    return any(i >= p.at and j == stop for i, j in p.partner.items())
