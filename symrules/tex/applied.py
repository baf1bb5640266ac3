"""Declared names where they stand: a symbol, a function at its declared arguments, or a function applied."""

from __future__ import annotations

from typing import Any

from symrules.tex.build import product
from symrules.tex.calls import bare_functions, doubt_factor, is_product
from symrules.tex.commands import FUNCTION_NAMES
from symrules.tex.indices import indexed
from symrules.tex.names import DEFAULT, HEAD, MEASURE, SYMBOL, Entry
from symrules.tex.parser import Parser
from symrules.text.nodes import apply, derivative, power, substitution, symbol

CHANGES = ("\\Delta", "\\delta", "d", "\\mathrm{d}")
"""Signs that stand for a change of what follows them, unless they are declared."""


def named(p: Parser) -> tuple[Any, bool] | None:
    """The value of the declared or bound name at the cursor, and whether a power may stand on it; None without one."""
    start = p.at
    behind, entries = p.names.match(p.stream, start)
    bound_end, bound = p.lookup(start)
    entries = [e for e in entries if e.role != MEASURE]
    if p.peek() in ("e", "\\mathrm{e}") and behind == start + 1 and p.stream[behind].text == "^":
        _charge(p, start, behind)
    if bound is not None and bound_end >= behind:
        p.at = bound_end
        p.local.setdefault(bound, p.stream[start])
        return bound, True
    value = indexed(p, behind)
    if value is not None:
        doubt_factor(p, start)
        return value, True
    if not entries:
        return None
    p.at = behind
    _doubtful(p, start, behind, entries)
    heads = [
        e for e in entries if e.role == HEAD and not (_is_default(e, entries) and p.names.has_index(e.declaration))
    ]
    if heads and p.peek() in ("(", "'", "^"):
        found = _applied(p, start, entries, heads)
        if found is not None:
            return found
    if heads and p.peek() in ("[", "\\{"):
        _square(p, start, entries)
    if not heads:
        doubt_factor(p, start)
    return _alone(p, start, entries), True


def _is_default(head: Entry, entries: list[Entry]) -> bool:
    return any(e.role == DEFAULT and e.declaration is head.declaration for e in entries)


def _square(p: Parser, start: int, entries: list[Entry]) -> None:
    """A declared function before another bracket than a round one: a factor, where its name alone stands for it."""
    name = p.text(start, p.at)
    if not any(e.role in (DEFAULT, SYMBOL) for e in entries):
        p.fail(f"is {name} applied to the bracket behind it, or a factor?", p.token,
               f"write {name}(…), or {name}\\cdot[…]")  # fmt: skip
    p.warn(
        "AMB-CALL",
        f"{name} before {p.peek()} is read as a factor, not as a function of what the bracket holds",
        p.token,
    )


def _charge(p: Parser, start: int, behind: int) -> None:
    """A power of a declared e that is no whole number may be meant as an exponential."""
    exponent = "".join(t.text for t in p.stream[behind + 2 : p.partner[behind + 1]])
    if not exponent.isdigit():
        shown = p.text(start, p.partner[behind + 1] + 1)
        p.warn("AMB-EULER", f"{shown} is read as a power of the declared e, not as an exponential; write \\exp(…)",
               p.stream[start])  # fmt: skip


def _doubtful(p: Parser, start: int, behind: int, entries: list[Entry]) -> None:
    """Name a second reading of several letters: a product of other names, or a power of the last letter only."""
    entry = entries[0]
    if behind == start + 1 and p.peek(start - p.at) in CHANGES and p.names.match(p.stream, behind)[0] > behind:
        shown = p.text(start, p.names.match(p.stream, behind)[0])
        p.warn("AMB-CHANGE", f"{shown} is read as a product with the declared {entry.name}, not as a change",
               p.stream[start])  # fmt: skip
    if not entry.compound:
        return
    shown = p.text(start, behind)
    if p.stream[start].text in FUNCTION_NAMES and not p.stops() and p.peek() not in ("^", "/"):
        p.warn("AMB-NAME", f"{shown} is read as the declared {entry.name}, a factor before what follows",
               p.stream[start])  # fmt: skip
    if p.names.alone(p.stream, start, behind):
        p.warn("AMB-NAME", f"{shown} is read as the declared {entry.name}, not as a product", p.stream[start])
    if p.peek() == "^":
        p.warn("AMB-POWER", f"a power behind {shown} is read as one of the whole {entry.name}", p.stream[start])


def _alone(p: Parser, start: int, entries: list[Entry]) -> Any:
    """What a name without arguments stands for."""
    whole = [e for e in entries if e.role in (SYMBOL, DEFAULT)]
    candidates = whole or entries
    if len({e.name for e in candidates}) > 1 and p.wanted:
        depending = [e for e in candidates if _depends(e, p.wanted)]
        candidates = depending or candidates
    if len({e.name for e in candidates}) > 1:
        symbols = [e for e in candidates if e.role == SYMBOL]
        candidates = symbols or candidates
    if len({e.name for e in candidates}) > 1:
        others = ", ".join(sorted({e.name for e in candidates[1:]} - {candidates[0].name}))
        p.warn("AMB-NAME", f"{p.text(start, p.at)} is declared for {candidates[0].name} and for {others}; "
               f"it is read as {candidates[0].name}", p.stream[start])  # fmt: skip
    return value_of(p, candidates[0])


def _depends(entry: Entry, variables: list[Any]) -> bool:
    return any(v.name in (entry.declaration.arguments or ()) for v in variables)


def value_of(p: Parser, entry: Entry) -> Any:
    if entry.declaration.arguments is None:
        return symbol(entry.name)
    return apply(p.notation.function_class(entry.name), *(symbol(a) for a in entry.declaration.arguments))


# -- functions applied


def _applied(p: Parser, start: int, entries: list[Entry], heads: list[Entry]) -> tuple[Any, bool] | None:
    """A declared function with primes, a power and arguments behind its head; None where it stands alone."""
    before = p.at
    primes = 0
    while p.peek() == "'":
        primes += 1
        p.at += 1
    if primes == 0 and p.is_label():
        primes = _order(p)
    exponent_at = p.at
    exponent = None
    if p.peek() == "^":
        if p.stream[p.partner[p.at + 1] + 1].text != "(":
            if primes:
                return _primed(p, start, heads, primes, None), True
            return None
        exponent = p.exponent()
    if p.peek() != "(":
        if primes:
            return _primed(p, start, heads, primes, None), True
        p.at = before
        return None
    return _called(p, start, entries, heads, (primes, exponent, exponent_at))


def _order(p: Parser) -> int:
    """The order in ``f^{(4)}(x)``."""
    token = p.stream[p.at + 3]
    close = p.partner[p.at + 1]
    digits = "".join(t.text for t in p.stream[p.at + 3 : close - 1])
    if not digits.isdigit() or not 1 <= int(digits[:4]) <= 1_000 or p.stream[close - 1].text != ")":
        p.fail(
            "the order of a derivative in brackets is a whole number", token, "declare the superscript with the name"
        )
    p.at = close + 1
    if p.peek() != "(":
        p.fail("a superscript in brackets is no part of a declared name, and no argument follows", token,
               "declare the symbol with its superscript")  # fmt: skip
    return int(digits)


def _called(
    p: Parser, start: int, entries: list[Entry], heads: list[Entry], marks: tuple[int, Any, int]
) -> tuple[Any, bool] | None:
    primes, exponent, after_marks = marks
    opening = p.token
    after = p.at
    values = p.arguments(semicolons=True)
    fitting = [h for h in heads if len(h.declaration.arguments or ()) == len(values)]
    name = p.text(start, after_marks)
    bare = [e for e in entries if e.role == DEFAULT]
    stands_inside = any(_contains(v, value_of(p, e)) for v in values for e in bare)
    written_bare = _is_bare(p, after, heads)
    term = written_bare and any(_is_term(values[0], value_of(p, e)) for e in bare)
    others = bare_functions(p, after)
    apart = is_product(values[0], others, [h.declaration for h in heads])
    factor = len(values) == 1 and bool(bare) and values[0].is_Add and (term or apart)
    if stands_inside and not factor and (written_bare or values[0].is_Add):
        p.warn("AMB-CALL", f"{name} before a bracket that holds it is read as a function of that bracket", opening)
    if factor and not primes:
        what = "because the function stands in it" if term else "because a function without arguments stands in it"
        p.warn("AMB-CALL", f"{name} before a bracket is read as a factor, {what}", p.stream[start])
        alone = value_of(p, bare[0])
        bracket = p.postfixed(values[0], after, True)
        p.joined = product([alone if exponent is None else power(alone, exponent), bracket])
        return p.joined, False
    if not fitting:
        wanted = heads[0].declaration.arguments or ()
        p.fail(f"{name} has {_counted(len(values))} here; its arguments are ({', '.join(wanted)})", opening,
               f"write {name}\\cdot(…) for a product")  # fmt: skip
    if others and not stands_inside:
        p.warn("AMB-CALL", f"{p.text(start, p.at)} is read as a function of the bracket, not as a product", opening)
    if opening.start in p.source.gaps:
        p.warn(
            "AMB-CALL", f"{p.text(start, p.at)} is read as a function of the bracket, in spite of the space", opening
        )
    if any(e.role == SYMBOL for e in entries):
        p.warn("AMB-CALL", f"{p.text(start, p.at)} is read as the function {fitting[0].name}, not as a product "
               "with the symbol that prints alike", p.stream[start])  # fmt: skip
    if len({h.name for h in fitting}) > 1:
        p.warn("AMB-NAME", f"{name} is declared for {' and for '.join(dict.fromkeys(h.name for h in fitting))}; "
               f"it is read as {fitting[0].name}", p.stream[start])  # fmt: skip
    if primes:
        value = _primed(p, start, fitting, primes, values[0])
    else:
        value = apply(p.notation.function_class(fitting[0].name), *values)
    if exponent is not None:
        if exponent == -1:
            p.fail(f"{name}(…): an inverse function or one over it?", opening, "write a fraction")
        p.warn("AMB-POWER", f"{p.text(start, p.at)} is read as a power of the function's value", p.stream[start])
        return power(value, exponent), False
    return value, True


def _contains(e: Any, part: Any) -> bool:
    return bool(e == part or any(_contains(a, part) for a in e.args))


def _is_bare(p: Parser, opening: int, heads: list[Entry]) -> bool:
    """Whether a function stands without arguments in the bracket that has just been read."""
    names = {h.name for h in heads}
    for i in range(opening, p.at):
        behind, entries = p.names.match(p.stream, i)
        if p.stream[behind].text != "(" and any(e.name in names for e in entries if e.role == DEFAULT):
            return True
    return False


def _is_term(e: Any, part: Any) -> bool:
    """Whether a sum has a term that is the part, or the part times something."""
    return any(term == part or (term.is_Mul and part in term.args) for term in e.args)


def _counted(count: int) -> str:
    return "1 argument" if count == 1 else f"{count} arguments"


def _primed(p: Parser, start: int, heads: list[Entry], primes: int, at: Any) -> Any:
    """The derivative of a declared function of one variable, at its variable or at another point."""
    one = [h for h in heads if len(h.declaration.arguments or ()) == 1]
    if not one:
        p.fail(f"{p.text(start, p.at)}: a prime differentiates a function of one variable only", p.stream[start],
               "write \\frac{\\partial …}{\\partial …}, or declare the primed symbol")  # fmt: skip
    (variable,) = (symbol(a) for a in one[0].declaration.arguments or ())
    value = derivative(apply(p.notation.function_class(one[0].name), variable), (variable, primes))
    if at is None or at == variable:
        return value
    return substitution(value, (variable,), (at,))
