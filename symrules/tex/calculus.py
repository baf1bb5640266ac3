"""Integrals with their differential anywhere, sums and products, limits, cases, and error terms."""

from __future__ import annotations

import re
from typing import Any

import sympy
from sympy import Integral, Limit, Order, Product, S, Sum, Symbol, Tuple

from symrules.tex.build import product, total
from symrules.tex.names import MEASURE, SYMBOL
from symrules.tex.parser import TIMES, Integration, Parser
from symrules.text.nodes import apply, piecewise, symbol, with_limits
from symrules.vocabulary import free_symbols

DIFFERENTIALS = ("d", "\\mathrm{d}")
_SIGNS = {"\\int": 1, "\\iint": 2, "\\iiint": 3}


# -- differentials


def differential(p: Parser, at: int) -> tuple[int, Any, bool] | None:
    """A differential at an index: the index behind it, its variable, and whether it is the declared measure."""
    behind, entries = p.names.match(p.stream, at)
    measures = [e for e in entries if e.role == MEASURE]
    if measures:
        return behind, symbol(measures[0].name), True
    if p.stream[at].text not in DIFFERENTIALS or (entries and behind > at + 1):
        return None
    from symrules.tex.derivatives import variable_at

    end, variable = variable_at(p, at + 1)
    return None if variable is None else (end, variable, False)


def take_differential(p: Parser, first: bool) -> bool:
    """Give a differential at the cursor to the innermost integral that waits for one; whether there was one."""
    if not p.integrals or (p.peek() not in (*DIFFERENTIALS, "\\frac") and not p.names.starts_with(p.peek())):
        return False
    waiting = [i for i in p.integrals if not i.variables and i.level == p.level]
    last = p.integrals[-1]
    if not waiting and not (first and last.first and last.level == p.level and not last.limits and not last.region):
        return False
    found = differential(p, p.at)
    if found is None:
        return False
    behind, variable, measured = found
    integration = waiting[-1] if waiting else last
    _check_measure(p, integration, variable, measured)
    if p.peek() == "d" and "d" in p.names.root.children and p.names.root.children["d"].entries:
        p.warn(
            "AMB-DIFFERENTIAL", f"{p.text(p.at, behind)} is read as a differential, not as a product with d", p.token
        )
    p.at = behind
    if p.peek() == "^":
        p.fail("a power on a differential", p.token, "declare the measure of the variable")
    integration.variables.append(variable)
    integration.first = integration.first or first
    return True


def _check_measure(p: Parser, integration: Integration, variable: Any, measured: bool) -> None:
    """Without ends, an integral is over the whole declared range, with the measure declared for it."""
    declaration = p.notation.declarations.get(variable.name)
    token = p.token
    if measured and integration.limits:
        plain = p.peek() in DIFFERENTIALS
        if not plain:
            p.fail("the declared measure belongs to the whole range, and this integral has ends", token,
                   "write the plain differential")  # fmt: skip
    if integration.limits or declaration is None:
        return
    if declaration.measure and not measured:
        p.fail(f"the declared measure of {variable.name} is {declaration.measure}", token,
               "write it, or give the integral its ends")  # fmt: skip
    if integration.region != p.names.regions.get(variable.name, []):
        if not integration.region:
            p.warn("AMB-REGION", f"the integral over {variable.name} names no region; the declared one is meant", token)
            return
        p.fail(f"the region below the integral sign is not the one that is declared for {variable.name}",
               integration.token, "declare the region with the symbol, or write both ends")  # fmt: skip


def _hidden(p: Parser) -> list[tuple[tuple[str, ...], Any]]:
    """Undeclared variables that a differential behind the cursor, in the same bracket, may bind."""
    found: list[tuple[tuple[str, ...], Any]] = []
    depth = 0
    for i in range(p.at, len(p.stream) - 1):
        text = p.stream[i].text
        depth += (text in ("{", "(", "[")) - (text in ("}", ")", "]"))
        if depth < 0:
            break
        if text in DIFFERENTIALS:
            name = local_name(p, i + 1)
            if name is not None:
                found.append(name)
    return found


_LETTER = re.compile(r"[A-Za-z]|\\[A-Za-z]+|\\mathbf\{[A-Za-z]\}|\\mathcal\{[A-Za-z]\}")
_GREEK = frozenset(
    ["alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa", "lambda", "mu", "nu", "xi", "rho", "varrho", "sigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "ell", "hbar"]
)


def local_name(p: Parser, at: int) -> tuple[tuple[str, ...], Any] | None:
    """A letter at an index that is not declared, with its subscript and primes, and the local symbol it becomes."""
    text = p.stream[at].text
    if p.names.match(p.stream, at)[1] or not _LETTER.fullmatch(text):
        return None
    if text[0] == "\\" and "{" not in text and text[1:] not in _GREEK:
        return None
    end = at + 1
    if p.stream[end].text == "_":
        end = p.partner[end + 1] + 1
    while p.stream[end].text == "'":
        end += 1
    texts = tuple(t.text for t in p.stream[at:end])
    name = re.sub(r"\\math[a-z]+|[\\{}]", "", "".join(t.replace("'", "_prime") for t in texts))
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name):
        return None
    while name in p.notation:
        name += "_"
    return texts, Symbol(name)


# -- integrals


def integral(p: Parser) -> tuple[Any, bool]:
    """An integral, with all that it takes in."""
    token = p.token
    count = _SIGNS[token.text]
    p.at += 1
    limits, region = _ends(p, token, count)
    hidden = _hidden(p)
    p.bound = [*p.bound, *hidden]
    signs = [Integration(p.level, token, limits, region) for _ in range(count)]
    p.integrals = [*p.integrals, *signs]
    body = _integrand(p, signs, token)
    p.integrals = p.integrals[: len(p.integrals) - count]
    p.bound = p.bound[: len(p.bound) - len(hidden)]
    for sign in reversed(signs):
        for variable in sign.variables:
            body = _over(body, variable, sign.limits)
    if not signs[0].first and not p.stops() and not p.finished() and _next_is_no_differential(p):
        p.warn(
            "AMB-INTEGRAL", "the integral is read as ending at its differential, a factor before what follows", token
        )
    return body, False


def _next_is_no_differential(p: Parser) -> bool:
    return differential(p, p.at) is None


def _over(body: Any, variable: Any, limits: tuple[Any, ...]) -> Any:
    """One more integration around a body; what is an integral itself keeps one node with the limits in order."""
    if isinstance(body, Integral):
        return with_limits(Integral, body.args[0], *(tuple(t) for t in body.args[1:]), (variable, *limits))
    return with_limits(Integral, body, (variable, *limits))


def _ends(p: Parser, token: Any, count: int) -> tuple[tuple[Any, ...], list[str]]:
    """The two ends of an integral sign, or the tokens of the region below it."""
    if p.peek() == "_":
        close = p.partner[p.at + 1]
        if p.stream[close + 1].text != "^":
            region = [t.text for t in p.stream[p.at + 2 : close]]
            p.at = close + 1
            return (), region
        p.at += 1
        lower = p.group()
        p.take("^")
        if count > 1:
            p.fail("ends on a multiple integral sign", token, "write \\int_0^1\\int_0^1")
        return (lower, p.group()), []
    if p.peek() == "^":
        p.fail("an integral with an upper end only", token, "write both ends")
    return (), []


def _integrand(p: Parser, signs: list[Integration], token: Any) -> Any:
    innermost = signs[-1]
    outer = signs[0]
    if _is_bare(p):
        return S.One
    for sign in signs:
        sign.begin = p.at
    terms = [p.signed() if p.peek() in ("+", "-") else p.term()]
    while not outer.variables and p.peek() in ("+", "-"):
        terms.append(p.signed())
    if not outer.variables or not innermost.variables:
        p.fail("an integral without its differential", token, "write dx, or the declared measure")
    return total(terms)


def _is_bare(p: Parser) -> bool:
    """Take ``\\int dx`` with nothing behind it."""
    while take_differential(p, True):
        pass
    return bool(p.integrals[-1].variables) and p.stops() and p.peek() not in TIMES and p.peek() != "/"


# -- sums, products, limits


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
    if cls is Product and p.at > begin and body.is_Mul:
        p.warn("AMB-PRODUCT", f"{p.text(begin, p.at)} is read as standing under the product sign as a whole", token)
    if p.peek() in ("+", "-") and variable.name in p.notation and not p.finished():
        p.warn("AMB-SUM", f"the {token.text} is read as ending before {p.peek()!r}", token)
    if isinstance(body, cls):
        merged = (tuple(t) for t in body.args[1:])
        return with_limits(cls, body.args[0], *merged, (variable, lower, upper)), False
    return with_limits(cls, body, (variable, lower, upper)), False


def _range(p: Parser, token: Any) -> tuple[Any, tuple[str, ...], Any, Any]:
    why = f"{token.text} without its range"
    hint = f"write {token.text}_{{n=0}}^{{\\infty}}"
    p.take("_", why, hint)
    p.take("{")
    start = p.at
    texts, variable = _variable(p, token)
    if p.peek() != "=":
        p.fail(why if p.peek() == "}" else "the range of an index is written n=0", p.stream[start], hint)
    p.at += 1
    lower = p.sum()
    p.take("}", "the range of an index is written n=0", hint)
    p.take("^", why, hint)
    return variable, texts, lower, p.group()


def _variable(p: Parser, token: Any) -> tuple[tuple[str, ...], Any]:
    """The variable that a sign binds: declared, or a letter of its own."""
    behind, entries = p.names.match(p.stream, p.at)
    symbols = [e for e in entries if e.role == SYMBOL]
    if symbols:
        texts = tuple(t.text for t in p.stream[p.at : behind])
        p.at = behind
        return texts, symbol(symbols[0].name)
    local = local_name(p, p.at)
    if local is None:
        p.fail(f"{token.text} binds a letter here", p.token, "write n=0, or declare the letter as a symbol")
    p.at += len(local[0])
    return local


def limit(p: Parser) -> tuple[Any, bool]:
    """``\\lim_{x\\to 0^+}`` of the product behind it."""
    token = p.take("\\lim")
    hint = "write \\lim_{x\\to 0}"
    p.take("_", "\\lim without its point", hint)
    p.take("{")
    texts, variable = _variable(p, token)
    p.take("\\to", "\\lim goes to a point", hint)
    point, direction = _point(p)
    p.take("}", "\\lim goes to one point", hint)
    if p.stops():
        p.missing()
    p.bound = [*p.bound, (texts, variable)]
    body = p.term()
    p.bound = p.bound[:-1]
    return apply(Limit, body, variable, point, symbol(direction)), False


def _point(p: Parser) -> tuple[Any, str]:
    """The point of a limit and the side from which it is approached."""
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
    point = p.sum()
    if point is S.Infinity:
        return point, "-"
    if point is S.NegativeInfinity:
        return point, "+"
    return point, "+-"


def _inside_script(p: Parser, stop: int) -> bool:
    return any(i >= p.at and j == stop for i, j in p.partner.items())


# -- cases and error terms


def cases(p: Parser) -> tuple[Any, bool]:
    """Rows of a value and its condition."""
    token = p.take("\\begin{cases}")
    p.deeper()
    rows: list[tuple[Any, Any]] = []
    while p.peek() != "\\end{cases}":
        value = p.sum()
        _skip(p, (",", "&", "\\quad", ";"))
        rows.append((value, _condition(p)))
        _skip(p, (",", ".", ";"))
        if p.peek() != "\\end{cases}":
            p.take("\\\\", "a row of cases ends with \\\\")
    p.at += 1
    p.level -= 1
    if not rows:
        p.fail("cases without a row", token)
    if any(condition is S.true for _, condition in rows[:-1]):
        p.fail("'otherwise' stands in the last row", token)
    return piecewise(*rows), False


def _skip(p: Parser, texts: tuple[str, ...]) -> None:
    while p.peek() in texts:
        p.at += 1


_WORDS = {"\\mathrm{if}", "\\mathrm{for}", "\\mathrm{when}", "\\mathrm{where}", "\\mathrm{If}", "\\mathrm{For}"}
_OTHERWISE = {"\\mathrm{otherwise}", "\\mathrm{else}", "\\mathrm{elsewhere}", "\\mathrm{Otherwise}"}
_CONDITIONS: dict[str, Any] = {"=": sympy.Eq, "\\neq": sympy.Ne, "<": sympy.StrictLessThan, "\\leq": sympy.LessThan,
                               ">": sympy.StrictGreaterThan, "\\geq": sympy.GreaterThan}  # fmt: skip


def _condition(p: Parser) -> Any:
    token = p.token
    if token.text in _OTHERWISE:
        p.at += 1
        return S.true
    if token.text in _WORDS:
        p.at += 1
    lhs = p.sum()
    cls = _CONDITIONS.get(p.peek())
    if cls is None:
        p.fail("the condition of a case is one relation, or 'otherwise'", p.token, "write x>0")
    p.at += 1
    rhs = p.sum()
    if p.peek() in _CONDITIONS:
        p.fail("the condition of a case is one relation", p.token, "write x>0")
    return apply(cls, lhs, rhs)


def order(p: Parser) -> tuple[Any, bool]:
    """``O(x^4)`` about 0; with several symbols in it, it names no variable, as a warning says."""
    from symrules.tex.brackets import arguments

    token, start = p.token, p.at
    at = p.names.match(p.stream, p.at)[1]
    if at or p.peek(1) not in ("(", "[", "\\{", "_"):
        p.unknown()
    p.at += 1
    points: list[Any] = []
    if p.peek() == "_":
        p.at += 1
        points = _order_points(p)
    values = arguments(p)
    if len(values) != 1:
        p.fail("O(…) holds one expression", token)
    if not points:
        symbols = free_symbols(values[0])
        if len(symbols) == 1:
            points = [Tuple(next(iter(symbols)), S.Zero)]
        else:
            p.warn("NOTE-ORDER", f"{p.text(start, p.at)}: the error term names no variable", token)
    return apply(Order, values[0], *points), False


def _order_points(p: Parser) -> list[Any]:
    """The variables and points of ``O_{x\\to 1}``."""
    p.take("{")
    found = []
    while True:
        _, variable = _variable(p, p.token)
        p.take("\\to", "an error term names its variable and point", "write O_{x\\to 1}(…)")
        found.append(Tuple(variable, p.sum()))
        if p.peek() != ",":
            break
        p.at += 1
    p.take("}")
    return found


__all__ = ["cases", "differential", "integral", "iterated", "limit", "order", "product", "take_differential"]
