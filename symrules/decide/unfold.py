"""Carrying out what an expression asks for: derivatives, substitutions, finite sums, limits and renamed variables.

The result holds only what the tower has rules for. What a rule takes for granted (differentiating under an integral
sign) is written down in `assumed`, and becomes a side condition of the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy
from sympy import Integral, Sum, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.build import build
from symrules.decide.differentiate import substituted
from symrules.decide.facts import Facts
from symrules.decide.genericity import Generic
from symrules.decide.kinds import kinds
from symrules.decide.refusals import Meaningless, Unsupported
from symrules.decide.writing import expression_of
from symrules.domain import Domain
from symrules.text.nodes import rebuild

Rules = Mapping[type, Callable[["Unfolding", Any], Any]]


class Unfolding:
    """One pass over the expressions of one claim.

    Parameters
    ----------
    facts : domains, for limits and for the cases of a piecewise expression
    rules : how each operation is carried out (`carry_out.RULES`)
    ranges : the numbers that the domains of bound variables have in an earlier pass over the same claim
    """

    def __init__(self, facts: Facts, rules: Rules, ranges: dict[Domain, int] | None = None) -> None:
        self.facts, self.rules = facts, rules
        self.assumed: set[str] = set()
        self.generic: dict[str, Generic] = {}
        self.memo: dict[Any, Any] = {}
        self.ranges = {} if ranges is None else ranges
        self.near: dict[Symbol, tuple[Any, str]] = {}  # the variables of limits, with their points and sides
        self.bound = 0
        self.integrated: set[Symbol] = set()  # variables of integrals
        self.side: Any = None  # what is unfolded as a whole: alone it may be infinite
        self.put: dict[Symbol, Any] = {}  # variables of substitutions, with what is put for them

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was taken for granted, and the conditions on parameters under which the values found are right."""
        sides = {text: g.side for text, g in self.generic.items()}
        return tuple(sides.get(text, text) for text in sorted({*self.assumed, *sides}))

    @property
    def generic_signs(self) -> tuple[tuple[Any, str], ...]:
        """The same conditions as expressions of known sign."""
        return tuple(pair for _, g in sorted(self.generic.items()) for pair in g.signs)

    @property
    def conditions(self) -> tuple[Generic, ...]:
        """The same conditions by their texts."""
        return tuple(g for _, g in sorted(self.generic.items()))

    def whole(self, e: Any) -> Any:
        if self.rules.keys().isdisjoint(kinds(e)):
            return e
        self.side = e
        return self.of(e)

    def of(self, e: Any) -> Any:
        """The expression with every operation carried out that has a rule."""
        if not e.args:
            return e
        found = self.memo.get(e)
        if found is None:
            rule = self.rules.get(type(e))
            found = self.memo[e] = rule(self, e) if rule is not None else self.rebuilt(e)
        return found

    def rebuilt(self, e: Any) -> Any:
        """The same node, with the operations in its arguments carried out."""
        changed = False
        arguments = []
        for a in e.args:
            b = self.of(a) if isinstance(a, sympy.Expr) else a
            changed = changed or b is not a
            arguments.append(b)
        if not changed:
            return e
        return e.func(*arguments) if isinstance(e, AppliedUndef) else rebuild(e, tuple(arguments))

    def fresh(self, domain: Domain) -> Symbol:
        """A variable of a name of its own, of which nothing is known but its domain."""
        self.bound += 1
        fresh = Symbol(f"_bound{self.bound}")
        self.facts = self.facts.binding(fresh.name, domain)
        return fresh

    def kind(self, domain: Domain) -> str:
        """The number of a domain, which stands in the names of the variables that range over it."""
        return str(self.ranges.setdefault(domain, len(self.ranges)))

    def named(self, function: Any, fresh: Symbol, kind: str, domain: Domain) -> tuple[Any, Symbol]:
        """The bound variable named by its depth and its domain, so that equal structures are equal expressions."""
        name = Symbol(f"_{_depth(function)}_{kind}")
        self.facts = self.facts.binding(name.name, domain)
        return substituted(function, {fresh: name}), name

    def closed(self, e: Any) -> Any:
        """An expression with the integrals that the tower closes carried out."""
        if not e.has(Integral):
            return e
        try:
            tower, (f,) = build(self.facts, [e])
            return expression_of(tower, f)
        except (Meaningless, Unsupported):
            return e


def _depth(e: Any) -> int:
    """How deeply variables are bound in an expression whose bound variables are named by depth."""
    bound = [v for i in e.atoms(Integral, Sum) for v in i.variables] + [i.args[1] for i in e.atoms(sympy.Limit)]
    names = [v.name.split("_", 2) for v in bound]
    return max((int(parts[1]) + 1 for parts in names if len(parts) == 3 and not parts[0]), default=0)
