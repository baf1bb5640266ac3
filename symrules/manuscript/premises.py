"""What a link may take for granted: the equations that it cites, conditions, and hypotheses in words.

Notes
-----
An equation that is cited becomes a condition of the claim, an equation between the values of its symbols. Where its
left side is a function at plain symbols, ``f(x) = …``, it holds for every x of its domain: the function is then
replaced wherever it stands, at any argument that surely lies in that domain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy import Symbol
from sympy.core.function import AppliedUndef

from symrules.domain import NAMED, Domain
from symrules.errors import DerivationError, Place, ReadError, StatementError, SymrulesError
from symrules.identity import Condition, Relation
from symrules.justify.rule import Rule, rewritten
from symrules.manuscript.approximate import has_order
from symrules.manuscript.directives import is_condition
from symrules.notation import Notation
from symrules.tex import Link, Macros, read_equation
from symrules.text import print_expression, read_condition
from symrules.vocabulary import bound_variables, free_symbols

_MOST_NODES = 20_000  # of expressions with others put in

EXACT = {"=": Relation.EQ, "≡": Relation.EQ, "!=": Relation.NE, "<": Relation.LT, "<=": Relation.LE, ">": Relation.GT,
         ">=": Relation.GE}  # fmt: skip
"""Relations that are decided as they stand, and that a hypothesis may have."""


@dataclass(frozen=True)
class Premises:
    """What is granted to a link.

    Parameters
    ----------
    conditions : equations and inequalities
    words : hypotheses in words
    notes : cited equations that cannot be used, and why
    false, open : names of cited equations that are refuted, or undecided or not read
    missing : names of cited equations that could not be read, so that a hypothesis is missing
    """

    conditions: tuple[Condition, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def condition_of(link: Link, name: str) -> Condition | None:
    """A link as a hypothesis; None where it is approximate."""
    relation = EXACT.get(link.relation)
    if relation is None or has_order(link.lhs) or has_order(link.rhs):
        return None
    text = f"{print_expression(link.lhs)} {relation} {print_expression(link.rhs)}"
    return Condition(link.lhs, relation, link.rhs, f"{text} ({name})")


def read_given(text: str, notation: Notation, macros: Macros, place: Place) -> tuple[Condition, ...]:
    """The conditions of ``given``, in plain syntax or between dollar signs; none for a hypothesis in words.

    Raises
    ------
    ReadError
        It has a relation sign, and cannot be read.
    """
    if not is_condition(text):
        return ()
    try:
        if not text.startswith("$"):
            return (read_condition(text, notation),)
        reading = read_equation(text.strip("$ "), notation, macros=macros, place=Place("", 1, 1))
        found = [condition_of(link, "given") for link in reading.links]
    except SymrulesError as error:
        raise ReadError(f"given {text[:60]}: {error.message}", place=place, hint=error.hint) from None
    if not found or any(c is None for c in found):
        raise ReadError(f"given {text[:60]}: not a condition", place=place, hint="write an equation or an inequality")
    return tuple(c for c in found if c is not None)


def check_definition(link: Link) -> None:
    """Refuse what does not define.

    Raises
    ------
    StatementError
        The left side is no symbol and no function of plain symbols, or stands on the right side too.
    """
    head = link.lhs
    if link.relation not in ("=", "≡") or not (isinstance(head, Symbol) or _is_plain(head)):
        raise StatementError(f"{print_expression(link.lhs)} {link.relation} … defines nothing",
                             hint="a definition has one symbol, or a function of plain symbols, on its left, and '=' "
                             "or \\equiv; mark an assumption as a postulate")  # fmt: skip
    if stands_in(head, link.rhs):
        raise StatementError(f"{name_of(head)} stands on both sides of its definition")


def name_of(head: Any) -> str:
    """The declared name of what a definition defines."""
    return str(head.func.__name__ if isinstance(head, AppliedUndef) else head.name)


def stands_in(head: Any, e: Any) -> bool:
    """Whether a symbol or function occurs in an expression."""
    if isinstance(head, AppliedUndef):
        return any(f.func == head.func for f in e.atoms(AppliedUndef))
    return head in e.atoms(Symbol)


def _is_plain(e: Any) -> bool:
    return isinstance(e, AppliedUndef) and all(a.is_Symbol for a in e.args) and len(set(e.args)) == len(e.args)


# -- using them


@dataclass(frozen=True)
class Used:
    """A claim's sides with functions and symbols replaced by what premises say of them, and what is left to assume."""

    lhs: Any
    rhs: Any
    conditions: tuple[Condition, ...]
    replaced: tuple[Condition, ...]


def with_functions(lhs: Any, rhs: Any, conditions: tuple[Condition, ...], notation: Notation) -> Used:
    """Functions that a premise gives for every argument are replaced, in the claim and in the other premises."""
    return _replaced(lhs, rhs, conditions, notation, lambda c: _is_plain(c.lhs) and not stands_in(c.lhs, c.rhs))


def with_symbols(lhs: Any, rhs: Any, conditions: tuple[Condition, ...], notation: Notation) -> Used:
    """Functions and symbols that a premise gives are replaced: what is expanded then depends on what is small only as
    it is written."""

    def gives(c: Condition) -> bool:
        return (isinstance(c.lhs, Symbol) or _is_plain(c.lhs)) and not stands_in(c.lhs, c.rhs)

    return _replaced(lhs, rhs, conditions, notation, gives)


def _replaced(lhs: Any, rhs: Any, conditions: tuple[Condition, ...], notation: Notation, gives: Any) -> Used:
    left, done = list(conditions), []
    while (found := next((c for c in left if c.relation is Relation.EQ and gives(c)), None)) is not None:
        left.remove(found)
        rule = Rule(found.lhs, found.rhs)
        sides = [lhs, rhs, *(e for c in left for e in (c.lhs, c.rhs))]
        if sum(_occurrences(e, found.lhs) for e in sides) * _size(found.rhs) > _MOST_NODES:
            raise StatementError("the equations that are cited grow too large when they are put into each other",
                                 hint="cite fewer of them")  # fmt: skip
        if any(not _within_domain(e, found.lhs, notation) for e in sides):
            done.append(found)
            continue
        try:
            lhs, rhs, *rest = (rewritten(e, rule) for e in sides)
        except DerivationError:
            done.append(found)
            continue
        left = [Condition(rest[2 * i], c.relation, rest[2 * i + 1], c.text) for i, c in enumerate(left)]
        done.append(found)
    kept = [c for c in done if stands_in(c.lhs, lhs) or stands_in(c.lhs, rhs)]
    return Used(lhs, rhs, (*left, *kept), tuple(c for c in done if c not in kept))


def refuse_capture(used: Used) -> None:
    """Refuse an integral over x of what a premise makes depend on x.

    Raises
    ------
    StatementError
        As equations between values, the premise and the integral speak of two different x.
    """
    for condition in used.conditions:
        if condition.relation is not Relation.EQ:
            continue
        tied = free_symbols(condition.lhs) | free_symbols(condition.rhs)
        for node in (n for side in (used.lhs, used.rhs) for n in _nodes(side)):
            for variable in bound_variables(node):
                if variable in tied and (tied - {variable}) & free_symbols(node.args[0]):
                    raise StatementError(
                        f"{variable.name} is bound in {print_expression(node)[:80]}, and free in {condition}",
                        hint="declare what depends on it as a function, with arguments",
                    )


def _occurrences(e: Any, head: Any) -> int:
    name = name_of(head)
    return sum(1 for node in _nodes(e) if (node.is_Symbol or isinstance(node, AppliedUndef)) and name_of(node) == name)


def _size(e: Any) -> int:
    return sum(1 for _ in _nodes(e))


def _nodes(e: Any) -> Iterator[Any]:
    """The nodes of a tree, as many as are looked at all."""
    waiting = [e]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        waiting.extend(node.args)
        yield node


def _within_domain(e: Any, head: Any, notation: Notation) -> bool:
    """Whether each argument at which a function stands surely lies in the domain of the symbol it is given for."""
    if isinstance(head, Symbol):
        return True
    return all(
        _lies_in(argument, symbol, notation)
        for f in e.atoms(AppliedUndef)
        if f.func == head.func
        for argument, symbol in zip(f.args, head.args, strict=True)
    )


def _lies_in(argument: Any, symbol: Any, notation: Notation) -> bool:
    domain = notation.domain(symbol)
    if argument == symbol:
        return True
    if argument.is_Symbol:
        return _is_part(notation.domain(argument), domain)
    if argument.is_Rational:
        return Fraction(int(argument.p), int(argument.q)) in domain
    if domain in (NAMED["positive"], NAMED["nonnegative"], NAMED["nonzero"]):
        return _is_positive(argument, notation)
    return domain == NAMED["real"] and _is_real(argument, notation)


def _is_positive(e: Any, notation: Notation) -> bool:
    """Whether an expression is positive by its form: sums, products and powers of what is positive."""
    if e.is_Symbol or isinstance(e, AppliedUndef):
        return notation.domain(e).sign == "+"
    if e.is_Rational:
        return bool(e > 0)
    if e.is_Pow:
        return _is_positive(e.args[0], notation) and _is_real(e.args[1], notation)
    return (e.is_Add or e.is_Mul) and all(_is_positive(a, notation) for a in e.args)


def _is_real(e: Any, notation: Notation) -> bool:
    """Whether an expression is real wherever it has a value: rational operations on real symbols."""
    if e.is_Symbol or isinstance(e, AppliedUndef):
        return not notation.domain(e).complex_
    if e.is_Rational:
        return True
    rational = e.is_Add or e.is_Mul or (e.is_Pow and e.args[1].is_Integer)
    return rational and all(_is_real(a, notation) for a in e.args)


def _is_part(inner: Domain, outer: Domain) -> bool:
    if outer in (inner, NAMED["complex"]):
        return True
    if outer == NAMED["real"]:
        return not inner.complex_
    signs = {"+": ("+", "0+", "!0"), "-": ("-", "0-", "!0")}
    named = {NAMED["positive"]: "+", NAMED["nonnegative"]: "0+", NAMED["negative"]: "-", NAMED["nonpositive"]: "0-",
             NAMED["nonzero"]: "!0"}  # fmt: skip
    return not inner.complex_ and outer in named and named[outer] in signs.get(inner.sign, (inner.sign,))
