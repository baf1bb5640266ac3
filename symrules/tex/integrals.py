"""Integrals, with their differential anywhere."""

from __future__ import annotations

from typing import Any

from sympy import Integral, S
from sympy.core.function import AppliedUndef

from symrules.tex.build import total
from symrules.tex.grouping import Integration
from symrules.tex.indices import doubt_hidden
from symrules.tex.names import SYMBOL
from symrules.tex.parser import TIMES, Parser
from symrules.tex.reading import RELATIONS
from symrules.tex.variables import DIFFERENTIALS, differential, local_name
from symrules.text.nodes import with_limits
from symrules.vocabulary import free_symbols

_SIGNS = {"\\int": 1, "\\iint": 2, "\\iiint": 3}


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
    inside, p.inside_integral = p.inside_integral, True
    begin = p.at
    nested = p.peek() in _SIGNS
    body = _integrand(p, signs, token)
    if nested and signs[0].first and isinstance(body, Integral) and tuple(body.args[-1][1:]) != limits:
        p.warn("AMB-INTEGRAL", "the first differential belongs to the last integral sign, not to the first one", token)
    doubt_hidden(p, [v for sign in signs for v in sign.variables], begin, p.at)
    _doubt_constant(p, signs, body, token)
    p.integrals = p.integrals[: len(p.integrals) - count]
    p.inside_integral = inside
    p.bound = p.bound[: len(p.bound) - len(hidden)]
    for sign in reversed(signs):
        for variable in sign.variables:
            body = _over(body, variable, sign.limits)
    if not signs[0].first and not p.stops() and not p.finished() and _next_is_no_differential(p):
        p.warn(
            "AMB-INTEGRAL", "the integral is read as ending at its differential, a factor before what follows", token
        )
    return body, False


def _doubt_constant(p: Parser, signs: list[Integration], body: Any, token: Any) -> None:
    """Name an integrand with functions in it that do not depend on the variable, and a quotient behind dx that does."""
    variables = [v for sign in signs for v in sign.variables]
    held = free_symbols(body)
    for variable in variables:
        if variable not in held and body.has(AppliedUndef):
            p.warn("AMB-CONSTANT", f"the integrand does not hold {variable.name}", token)
    if p.peek() not in ("/", "\\div") or signs[0].first:
        return
    if _holds_below(p, {v.name for v in variables}):
        p.fail("what stands below the solidus holds the variable of the integral that ends before it", p.token,
               "write \\frac{…}{…}, or the differential first")  # fmt: skip


def _holds_below(p: Parser, names: set[str]) -> bool:
    """Whether a variable, or a function of it without arguments, stands behind the solidus at the cursor."""
    i, depth = p.at + 1, 0
    while i < len(p.stream) - 1:
        text = p.stream[i].text
        depth += (text in ("(", "[", "{", "\\{")) - (text in (")", "]", "}", "\\}"))
        if depth < 0 or (depth == 0 and (text in ("+", "-", ",") or text in RELATIONS)):
            return False
        behind, entries = p.names.match(p.stream, i)
        end, bound = p.lookup(i)
        if end > i and end >= behind and bound.name in names:
            return True
        for e in entries:
            held = {e.name} if e.role == SYMBOL else set(e.declaration.arguments or ())
            if held & names and (e.role == SYMBOL or p.stream[behind].text != "("):
                return True
        i = max(behind, end, i + 1)
    return False


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
        if p.peek() in ("+", "-"):
            p.warn("AMB-INTEGRAL", f"the integral before {p.peek()!r} is read as one of 1", token)
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
