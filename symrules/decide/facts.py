"""What is known before anything is decided: the domains of the symbols, and signs that hypotheses state.

A sign is one of "+" (> 0), "-" (< 0), "0+" (>= 0), "0-" (<= 0), "0", "!0" (≠ 0) or "" (nothing known).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy
from sympy import Add, Mul

from symrules.domain import Domain
from symrules.identity import Condition, Relation
from symrules.notation import Notation
from symrules.vocabulary import free_symbols

NOT_ZERO = ("+", "-", "!0")  # the signs of what does not vanish
SIGN_OF_RELATION = {Relation.GT: "+", Relation.GE: "0+", Relation.LT: "-", Relation.LE: "0-", Relation.NE: "!0"}
RELATION_OF_SIGN = {sign: relation for relation, sign in SIGN_OF_RELATION.items()}
_PRODUCT = {
    ("+", "+"): "+", ("+", "-"): "-", ("-", "-"): "+", ("+", "0+"): "0+", ("+", "0-"): "0-", ("-", "0+"): "0-",
    ("-", "0-"): "0+", ("0+", "0+"): "0+", ("0+", "0-"): "0-", ("0-", "0-"): "0+", ("+", "!0"): "!0",
    ("-", "!0"): "!0", ("!0", "!0"): "!0",
}  # fmt: skip
_NEGATED = {"+": "-", "-": "+", "0+": "0-", "0-": "0+"}
_COMBINED = {
    frozenset({"0+", "!0"}): "+", frozenset({"0-", "!0"}): "-", frozenset({"0+", "0-"}): "0",
    frozenset({"+", "0+"}): "+", frozenset({"+", "!0"}): "+", frozenset({"-", "0-"}): "-",
    frozenset({"-", "!0"}): "-", frozenset({"0", "0+"}): "0", frozenset({"0", "0-"}): "0",
}  # fmt: skip


def product_sign(a: str, b: str) -> str:
    """The sign of a product of two factors of the given signs."""
    if "0" in (a, b):
        return "0"
    return _PRODUCT.get((a, b)) or _PRODUCT.get((b, a), "")


def negated(sign: str) -> str:
    """The sign of −a, given that of a."""
    return _NEGATED.get(sign, sign)


def combined(a: str, b: str) -> str:
    """The sign that follows when both are known of the same quantity; contradictions keep the first."""
    if not a or a == b:
        return b
    return _COMBINED.get(frozenset({a, b}), a) if b else a


def power_sign(sign: str, n: int) -> str:
    """The sign of the n-th power of a real quantity, n > 0."""
    if n % 2:
        return sign
    return "+" if sign in NOT_ZERO else "0" if sign == "0" else "0+"


@dataclass(frozen=True)
class Facts:
    """Domains, and expressions of known sign.

    Parameters
    ----------
    notation : declares the symbols
    signs : pairs (expression, sign) that hypotheses state
    equations : expressions that hypotheses state to be zero
    bound : domains of variables bound in an integral or sum, which shadow the notation's
    dependences : pairs (symbol, symbol that it depends on)
    ties : the symbols of each equation among the hypotheses
    ordered : what stands in an order relation among the hypotheses and might be complex: it is real
    """

    notation: Notation
    signs: tuple[tuple[Any, str], ...] = ()
    equations: tuple[Any, ...] = ()
    bound: Mapping[str, Domain] | None = None
    dependences: frozenset[tuple[Any, Any]] = frozenset()
    ties: tuple[frozenset[Any], ...] = ()
    ordered: tuple[Any, ...] = ()

    def domain(self, symbol: Any) -> Domain:
        if self.bound and (found := self.bound.get(getattr(symbol, "name", ""))):
            return found
        return self.notation.domain(symbol)

    def has_range(self, applied: Any, arguments_are_real: bool) -> bool:
        """Whether the value of an unknown function lies in its declared domain: at arguments like the declared ones.

        A function of a real variable that is real need not be so at complex arguments.
        """
        if arguments_are_real:
            return True
        name = applied.func.__name__
        declared = self.notation[name].arguments if name in self.notation else None
        return declared is not None and any(self.notation[a].domain.complex_ for a in declared)

    def assuming(self, expression: Any, sign: str) -> Facts:
        """These facts and one more."""
        if sign == "0":
            return replace(self, equations=(*self.equations, expression))
        return replace(self, signs=(*self.signs, (expression, sign)))

    def binding(self, name: str, domain: Domain) -> Facts:
        """These facts inside an integral or sum over a variable of the given domain."""
        return replace(self, bound={**(self.bound or {}), name: domain})


def facts_of(notation: Notation, where: tuple[Condition, ...]) -> Facts:
    """The facts that a notation and the conditions of a statement give."""
    facts = Facts(notation)
    for condition in where:
        difference = condition.lhs
        if condition.rhs != 0:  # not evaluated: what it divides by must not get lost
            subtracted = -condition.rhs if condition.rhs.is_Rational else Mul(-1, condition.rhs, evaluate=False)
            difference = Add(condition.lhs, subtracted, evaluate=False)
        if sign := SIGN_OF_RELATION.get(condition.relation):
            facts = facts.assuming(difference, sign)
            if condition.relation is not Relation.NE and _may_be_complex(notation, condition.lhs):
                facts = replace(facts, ordered=(*facts.ordered, condition.lhs))
        else:
            facts = replace(facts.assuming(difference, "0"), ties=(*facts.ties, free_symbols(difference)))
    return facts


def _may_be_complex(notation: Notation, e: Any) -> bool:
    """Whether something in an expression may be complex: a symbol, a root, a logarithm, an inverse function."""
    if e.is_Symbol:
        return notation.domain(e).complex_
    if e.is_Pow and not (e.args[1].is_Integer or e.args[0] is sympy.E):
        return True
    return e is sympy.I or isinstance(e, _CUT) or any(_may_be_complex(notation, a) for a in e.args)


_CUT = (sympy.log, sympy.asin, sympy.acos, sympy.acosh, sympy.atanh, sympy.acoth, sympy.asec, sympy.acsc, sympy.asech,
        sympy.LambertW, sympy.loggamma, sympy.polylog)  # fmt: skip
