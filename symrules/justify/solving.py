"""Solving: linear equations for unknown quantities, in closed form, with the condition for uniqueness.

The engine finds the solution by elimination over the field of fractions of the tower, says which determinant must not
vanish for it to be unique, and substitutes it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Add, Integer, Mul, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.build import build
from symrules.decide.carry_out import new_unfolding
from symrules.decide.dependents import dependents
from symrules.decide.differentiate import substituted
from symrules.decide.facts import NOT_ZERO, Facts, facts_of
from symrules.decide.fraction import Fraction, support
from symrules.decide.replacement import replaced
from symrules.decide.signs import sign_of
from symrules.decide.tower import Tower
from symrules.decide.writing import expression_of
from symrules.errors import DerivationError
from symrules.identity import Condition, Identity
from symrules.justify.rule import Applied, Rule, rewritten, settled
from symrules.notation import Notation
from symrules.text import print_expression


@dataclass(frozen=True)
class Solution:
    """The unique solution of a linear system.

    Parameters
    ----------
    values : the unknowns with their values, as expressions
    determinant : what must not vanish
    """

    values: tuple[tuple[Any, Any], ...]
    determinant: Any
    certain: bool


def solve_linear(
    equations: tuple[Rule, ...], unknowns: tuple[Any, ...], notation: Notation, where: tuple[Condition, ...] = ()
) -> Solution:
    """Solve equations that are linear in the unknowns.

    Parameters
    ----------
    unknowns : symbols, or applied unknown functions, as many as equations

    Raises
    ------
    DerivationError
        An equation is not linear in the unknowns, or the determinant vanishes identically.
    """
    if len(set(unknowns)) != len(unknowns) or len(unknowns) != len(equations):
        raise DerivationError(f"{len(equations)} equations for {len(unknowns)} unknowns",
                              hint="give as many equations as there are different unknowns")  # fmt: skip
    marks = {u: Symbol(f"_unknown{i}") for i, u in enumerate(unknowns)}
    unfolding = new_unfolding(Facts(notation))
    residuals = []
    for equation in equations:
        e = Add(equation.lhs, Mul(-1, equation.rhs))
        for unknown, mark in marks.items():
            e = _marked(e, unknown, mark)
        residuals.append(unfolding.of(e))
    facts = facts_of(notation, where)
    facts = Facts(notation, facts.signs, (), unfolding.facts.bound)
    tower, fractions = build(facts, [*residuals, *marks.values(), *(e for e, _ in facts.signs)])
    columns = [tower.by_key[mark].index for mark in marks.values()]
    matrix, constants = _linear_form(tower, fractions[: len(residuals)], columns, equations)
    determinant, solution = _cramer(tower, matrix, constants)
    certain = sign_of(tower, determinant) in NOT_ZERO
    values = tuple((u, expression_of(tower, s)) for u, s in zip(unknowns, solution, strict=True))
    return Solution(values, expression_of(tower, Fraction(determinant.numerator)), certain)


def _marked(e: Any, unknown: Any, mark: Symbol) -> Any:
    """The equation with the unknown marked; it must not stand in a form that the mark does not reach."""
    marked = substituted(e, {unknown: mark}) if unknown.is_Symbol else replaced(e, unknown, mark)
    if not unknown.is_Symbol and any(f.func == unknown.func for f in marked.atoms(AppliedUndef)):
        raise DerivationError(f"{unknown.func} stands in the equation at other arguments than in {unknown}")
    return marked


def _put(e: Any, unknown: Any, value: Any) -> Any:
    """The value put for the unknown; for a function of plain symbols, at any arguments."""
    rule = Rule(unknown, value)
    return rewritten(e, rule) if rule.replaces else replaced(e, unknown, value)


def _linear_form(
    tower: Tower, residuals: list[Fraction], columns: list[int], equations: tuple[Rule, ...]
) -> tuple[list[list[Fraction]], list[Fraction]]:
    matrix, constants = [], []
    for residual, equation in zip(residuals, equations, strict=True):
        below = tower.one if residual.denominator is None else Fraction(residual.denominator).inverse()
        row, rest = [], residual.numerator
        for index in columns:
            slope = residual.numerator.derivative(index)
            if any(slope.degrees()[i] > 0 for i in columns) or _hides(tower, residual, index):
                raise DerivationError(f"{equation.lhs} = {equation.rhs} is not linear in the unknowns")
            row.append(Fraction(slope) * below)
            rest = rest - slope * tower.gens[index]
        matrix.append(row)
        constants.append(-(Fraction(rest) * below))
    return matrix, constants


def _hides(tower: Tower, f: Fraction, index: int) -> bool:
    """Whether the unknown stands in the denominator or inside another generator."""
    inside = dependents(tower, tower.generators[index].data) - {index}
    polynomials = [f.numerator] if f.denominator is None else [f.numerator, f.denominator]
    if f.denominator is not None and index in support(f.denominator):
        return True
    return any(i in inside for p in polynomials for i in support(p))


def _cramer(tower: Tower, matrix: list[list[Fraction]], constants: list[Fraction]) -> tuple[Fraction, list[Fraction]]:
    determinant = _determinant(tower, matrix)
    if determinant.is_zero():
        raise DerivationError("the system is singular: its determinant vanishes identically")
    inverse = determinant.inverse()
    solution = []
    for column in range(len(matrix)):
        replaced_matrix = [
            [constants[i] if j == column else row[j] for j in range(len(row))] for i, row in enumerate(matrix)
        ]
        solution.append(tower.reduce(_determinant(tower, replaced_matrix) * inverse))
    return determinant, solution


def _determinant(tower: Tower, matrix: list[list[Fraction]]) -> Fraction:
    """By expansion along the first row: exact, and small systems only."""
    if len(matrix) == 1:
        return matrix[0][0]
    total = tower.zero
    for j, entry in enumerate(matrix[0]):
        if not entry.is_zero():
            minor = [[x for k, x in enumerate(row) if k != j] for row in matrix[1:]]
            term = entry * _determinant(tower, minor)
            total = total + (term if j % 2 == 0 else -term)
    return tower.reduce(total)


@dataclass(frozen=True)
class Solving:
    """The expression is one of the unknowns of a linear system; the next line is its value."""

    equations: tuple[Rule, ...]
    unknowns: tuple[Any, ...]
    where: tuple[Condition, ...]

    @property
    def name(self) -> str:
        return "solving " + ", ".join(rule.name or f"{rule.lhs} = {rule.rhs}" for rule in self.equations)

    def apply(self, expression: Any, notation: Notation) -> Applied:
        solution = solve_linear(self.equations, self.unknowns, notation, self.where)
        result = expression
        for unknown, value in solution.values:
            result = _put(result, unknown, value)
        if result == expression:
            raise DerivationError(f"{self.name}: none of the unknowns stands in {expression}")
        self._substitute_back(solution, notation)
        determinant = print_expression(solution.determinant)
        conditions = () if solution.certain else (f"{determinant} != 0",)
        hypotheses = tuple(rule.hypothesis for rule in self.equations if rule.hypothesis is not None)
        evidence = (f"unique: the determinant {determinant} does not vanish", "substituted back into the equations")
        values = tuple(Rule(unknown, value) for unknown, value in solution.values)
        return Applied(result, self.where, hypotheses, conditions, evidence, values=values)

    def _substitute_back(self, solution: Solution, notation: Notation) -> None:
        for rule in self.equations:
            residual = Add(rule.lhs, Mul(-1, rule.rhs))
            for unknown, value in solution.values:
                residual = _put(residual, unknown, value)
            verdict = settled(Identity(residual, Integer(0), notation, where=self.where))
            if not verdict.proved:
                raise DerivationError(f"the solution does not satisfy {rule.lhs} = {rule.rhs}")


def solving(*equations: Rule, unknowns: tuple[Any, ...], where: tuple[Condition, ...] = ()) -> Solving:
    """The step puts the solution of linear equations for the unknowns."""
    return Solving(equations, unknowns, where)
