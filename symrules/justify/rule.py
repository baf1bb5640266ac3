"""What a reason is: a rule that turns one expression into the next, and says what it takes for granted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Protocol

from sympy import Basic, Derivative, Integral, Limit, Product, Subs, Sum, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.decision import decide_here
from symrules.decide.differentiate import substituted
from symrules.decide.refutation import Instances
from symrules.decide.replacement import replaced
from symrules.derivation import Hypothesis, Link
from symrules.errors import DerivationError
from symrules.identity import Condition, Identity, Relation
from symrules.notation import Notation
from symrules.text.nodes import rebuild
from symrules.verdict import Verdict
from symrules.vocabulary import PHYSICS_NODES, Variation, free_symbols


@dataclass(frozen=True)
class Rule:
    """An equation used from left to right: a definition, a hypothesis, or a lemma, the link that proves it.

    Where the left side is a symbol or a function of plain symbols, it is replaced wherever it stands (for a function
    at any arguments); a derivative, integral, limit or average is replaced where it stands as written. Any other left
    side is used as an equation between the quantities in it.
    """

    lhs: Any
    rhs: Any
    name: str = ""
    hypothesis: Hypothesis | None = None
    proved_by: Link | None = None

    @property
    def is_computed(self) -> bool:
        """Whether the rule gives the value of an integral, derivative or limit, rather than define a quantity by it."""
        defines = isinstance(self.rhs, Symbol) or _is_plain_function(self.rhs)
        return isinstance(self.lhs, (Derivative, Integral, Limit)) and not defines

    @property
    def replaces(self) -> bool:
        """Whether the left side is something that can be replaced by the right one."""
        if isinstance(self.lhs, AppliedUndef):
            return _is_plain_function(self.lhs)
        return isinstance(self.lhs, (Symbol, Derivative, Integral, Limit, *PHYSICS_NODES))

    def condition(self) -> Condition:
        """The rule as a condition of a claim."""
        return Condition(self.lhs, Relation.EQ, self.rhs, self.name)


def _is_plain_function(e: Any) -> bool:
    return isinstance(e, AppliedUndef) and all(a.is_Symbol for a in e.args) and len(set(e.args)) == len(e.args)


@dataclass(frozen=True)
class Applied:
    """What a rule made of an expression.

    Parameters
    ----------
    expression : the engine's own result
    conditions : equations and inequalities under which it equals the expression before
    hypotheses : physics that was used
    side_conditions : what the reader must grant, in words or symbols
    evidence : lines that let a reader check it
    order : for an expansion, the order of the first term left out
    regularity : whether a side condition grants the regularity of an integrand that nothing has checked
    values : the values found for unknowns
    """

    expression: Any
    conditions: tuple[Condition, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    side_conditions: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    order: int | None = None
    variable: Any = None
    regularity: bool = False
    values: tuple[Rule, ...] = ()


class Justification(Protocol):
    """A reason for a step."""

    @property
    def name(self) -> str:
        """The reason as it is printed at the right of the line."""

    def apply(self, expression: Any, notation: Notation) -> Applied:
        """The rule carried out.

        Raises
        ------
        DerivationError
            The rule does not apply to the expression.
        """


_SECONDS = 10.0


def settled(claim: Identity, instances: Instances | None = None) -> Verdict:
    """The verdict on a step. A derivation is its author's own program, so its steps are decided in this process."""
    return decide_here(claim, time.monotonic() + _SECONDS, instances or {})


def rewritten(e: Any, rule: Rule) -> Any:
    """The expression with the left side of a replacing rule put by its right side, everywhere.

    Raises
    ------
    DerivationError
        The right side speaks of a symbol that is bound where the left side stands.
    """
    if isinstance(rule.lhs, AppliedUndef):
        _refuse_capture(e, rule, free_symbols(rule.rhs) - set(rule.lhs.args))
        return _rewritten_function(e, rule)
    _refuse_capture(e, rule, free_symbols(rule.rhs) - free_symbols(rule.lhs))
    if isinstance(rule.lhs, Symbol):
        return substituted(e, {rule.lhs: rule.rhs})
    return replaced(e, rule.lhs, rule.rhs)


def _refuse_capture(e: Any, rule: Rule, foreign: frozenset[Any]) -> None:
    """A quantity that does not vary with what is integrated, differentiated or sent to a limit must not begin to."""
    if not foreign or not e.args or not _stands_in(e, rule):
        return
    if captured := foreign & _bound_in(e, isinstance(rule.lhs, Symbol)):
        names = ", ".join(sorted(str(s) for s in captured))
        raise DerivationError(
            f"{rule.lhs} = {rule.rhs} cannot be used inside {e}, where {names} is bound",
            hint=f"declare {rule.lhs} as a function of {names}, or rename the bound variable",
        )
    for a in e.args:
        if isinstance(a, Basic):
            _refuse_capture(a, rule, foreign)


def _stands_in(e: Any, rule: Rule) -> bool:
    if isinstance(rule.lhs, AppliedUndef):
        return any(f.func == rule.lhs.func for f in e.atoms(AppliedUndef))
    return rule.lhs in free_symbols(e) if isinstance(rule.lhs, Symbol) else bool(e.has(rule.lhs))


def _bound_in(e: Any, renamed: bool) -> set[Any]:
    """What a node binds; a symbol is replaced under an integral with the bound variable renamed, so that it is safe."""
    if isinstance(e, (Integral, Sum, Product)):
        return set() if renamed else {limit[0] for limit in e.limits}
    if isinstance(e, Limit):
        return {e.args[1]}
    if isinstance(e, Variation):
        return {e.args[1]}
    if isinstance(e, (Derivative, Subs)):
        return set() if renamed else set(e.variables)
    return set()


def _rewritten_function(e: Any, rule: Rule) -> Any:
    if isinstance(e, AppliedUndef) and e.func == rule.lhs.func:
        arguments = [_rewritten_function(a, rule) for a in e.args]
        return substituted(rule.rhs, dict(zip(rule.lhs.args, arguments, strict=True)))
    if not isinstance(e, Basic) or not e.args or not any(f.func == rule.lhs.func for f in e.atoms(AppliedUndef)):
        return e
    return rebuild(e, tuple([_rewritten_function(a, rule) for a in e.args]))


@dataclass(frozen=True)
class _Plain:
    """A reason that leaves the expression as it is: what follows must be equal to it by the prover's own rules."""

    name: str

    def apply(self, expression: Any, notation: Notation) -> Applied:
        return Applied(expression)


algebra = _Plain("algebra")
