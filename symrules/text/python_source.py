"""A function in Python source as an expression: the source is parsed and followed, never run.

A function that computes one value from its arguments by assignments, arithmetic, ``if`` and calls of mathematical
functions is an expression with cases; anything else (a loop, an unknown function, a variable from outside) is refused
with its line and column. Numbers are exact: ``0.1`` is one tenth, and ``x**0.5`` a square root.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any, NoReturn

import sympy
from sympy import Integer, Rational, S

from symrules.errors import ReadError
from symrules.notation import Notation
from symrules.text.nodes import add, divide, multiply, negate, piecewise, power
from symrules.text.python_functions import MODULES, constant_of, function_of
from symrules.text.python_module import Outside, called, find_function, outside, parse_source, place_of

MAX_NODES = 20_000
MAX_PATHS = 64
MAX_DIGITS = 1_000
_COMPARISONS: dict[type, Any] = {
    ast.Lt: sympy.StrictLessThan, ast.LtE: sympy.LessThan, ast.Gt: sympy.StrictGreaterThan, ast.GtE: sympy.GreaterThan,
    ast.Eq: sympy.Equality, ast.NotEq: sympy.Unequality,
}  # fmt: skip

Scope = dict[str, Any]


def read_function(source: str, name: str, notation: Notation, *, file: str = "") -> Any:
    """The value of a function of declared symbols, as an unevaluated expression.

    Parameters
    ----------
    source : of a module
    name : of a function at its top level
    notation : declares each argument of the function, under its own name

    Raises
    ------
    ReadError
        With line and column: what stands there is not followed.

    Examples
    --------
    >>> notation = Notation()
    >>> x = notation.symbol("x")
    >>> read_function("def f(x):\\n    y = x*x\\n    return y + 1", "f", notation)
    x*x + 1
    """
    module = parse_source(source, file)
    function = find_function(module, name, file)
    return _Reading(outside(module, file), notation, file).value(function)


@dataclass
class _Reading:
    """Follows one function."""

    outside: Outside
    notation: Notation
    file: str
    nodes: int = 0
    paths: int = 0
    local: frozenset[str] = field(default_factory=frozenset)

    def fail(self, node: Any, message: str, hint: str = "") -> NoReturn:
        raise ReadError(message, place=place_of(node, self.file), hint=hint)

    def count(self, node: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fail(node, f"the function takes more than {MAX_NODES:,} steps")

    def value(self, function: ast.FunctionDef) -> Any:
        if function.decorator_list:
            self.fail(function.decorator_list[0], "a decorator may change the function, and none is followed")
        a = function.args
        if a.vararg or a.kwarg:
            self.fail(a.vararg or a.kwarg, "an argument that takes any number of values is not followed")
        scope: Scope = {}
        for argument in (*a.posonlyargs, *a.args, *a.kwonlyargs):
            name = argument.arg
            if name not in self.notation or self.notation[name].is_function:
                hint = self.notation.suggestion(name) or "name the arguments as the model names its symbols"
                self.fail(argument, f"the argument {name!r} is no declared symbol of the model", hint)
            scope[name] = self.notation.expression(name)
        self.local = frozenset(scope) | {
            node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        try:
            found = self.run(function.body, scope, function)
        except RecursionError:
            self.fail(function, "the function is nested too deeply")
        for node in ast.walk(function):
            if isinstance(node, (ast.Yield, ast.YieldFrom)):
                self.fail(node, "a function that yields, even where it never comes to it, returns no value")
        return found

    # -- statements

    def run(self, body: list[ast.stmt], scope: Scope, where: Any) -> Any:
        """The value that the statements return; a condition is followed both ways."""
        for k, statement in enumerate(body):
            self.count(statement)
            if isinstance(statement, ast.Return):
                if statement.value is None:
                    self.fail(statement, "returns nothing")
                return self.of(statement.value, scope)
            if isinstance(statement, ast.If):
                rest = body[k + 1 :]
                self.paths += 1
                if self.paths > MAX_PATHS:
                    self.fail(statement, f"more than {MAX_PATHS} conditions follow one another")
                then, otherwise = [*statement.body, *rest], [*statement.orelse, *rest]
                return self.select(statement.test, scope, partial(self.run, then, dict(scope), statement),
                                   partial(self.run, otherwise, dict(scope), statement))  # fmt: skip
            self.step(statement, scope)
        self.fail(where, "here the function may end without returning a value", "return one on every path")

    def step(self, statement: ast.stmt, scope: Scope) -> None:
        if (
            isinstance(statement, ast.Expr)
            and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str)
        ):
            return  # a docstring
        if isinstance(statement, ast.Pass):
            return
        if isinstance(statement, ast.Assign):
            value = (
                None
                if any(isinstance(t, (ast.Tuple, ast.List)) for t in statement.targets)
                else self.of(statement.value, scope)
            )
            for target in statement.targets:
                self.assign(target, statement.value, value, scope)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            self.assign(statement.target, statement.value, self.of(statement.value, scope), scope)
        elif isinstance(statement, ast.AugAssign):
            if not isinstance(statement.target, ast.Name):
                self.fail(statement.target, "only names are assigned to")
            left = ast.copy_location(ast.Name(statement.target.id, ast.Load()), statement.target)
            combined = ast.copy_location(ast.BinOp(left, statement.op, statement.value), statement)
            scope[statement.target.id] = self.of(combined, scope)
        else:
            self.fail(statement, f"{called(statement)} is not followed",
                      "write the value by assignments, if, and one expression")  # fmt: skip

    def assign(self, target: ast.expr, written: ast.expr, value: Any, scope: Scope) -> None:
        if isinstance(target, ast.Name):
            scope[target.id] = self.of(written, scope) if value is None else value
        elif (
            isinstance(target, (ast.Tuple, ast.List))
            and isinstance(written, (ast.Tuple, ast.List))
            and len(target.elts) == len(written.elts)
        ):
            values = [self.of(e, scope) for e in written.elts]
            for one, e, found in zip(target.elts, written.elts, values, strict=True):
                self.assign(one, e, found, scope)
        else:
            self.fail(target, "only names are assigned to")

    # -- conditions

    def select(self, test: ast.expr, scope: Scope, then: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
        """The one value where the condition holds, and the other where it does not."""
        self.count(test)
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return self.select(test.operand, scope, otherwise, then)
        if isinstance(test, ast.BoolOp):
            first, rest = test.values[0], test.values[1:]
            more = rest[0] if len(rest) == 1 else ast.copy_location(ast.BoolOp(test.op, rest), test)
            if isinstance(test.op, ast.And):
                return self.select(first, scope, lambda: self.select(more, scope, then, otherwise), otherwise)
            return self.select(first, scope, then, lambda: self.select(more, scope, then, otherwise))
        if not isinstance(test, ast.Compare):
            self.fail(test, "a condition compares two values", "write for example x > 0")
        comparison = _COMPARISONS.get(type(test.ops[0]))
        if comparison is None:
            self.fail(test, "this comparison is not followed", "use <, <=, >, >=, == or !=")
        if len(test.ops) > 1:
            tail = ast.copy_location(ast.Compare(test.comparators[0], test.ops[1:], test.comparators[1:]), test)
            head = ast.copy_location(ast.Compare(test.left, test.ops[:1], test.comparators[:1]), test)
            return self.select(head, scope, lambda: self.select(tail, scope, then, otherwise), otherwise)
        left, right = self.of(test.left, scope), self.of(test.comparators[0], scope)
        condition = sympy.Basic.__new__(comparison, left, right)
        return piecewise((then(), condition), (otherwise(), S.true))

    # -- expressions

    def of(self, node: ast.expr, scope: Scope) -> Any:
        self.count(node)
        if isinstance(node, ast.Constant):
            return self.number(node)
        if isinstance(node, ast.Name):
            return self.name(node, scope)
        if isinstance(node, ast.Attribute):
            return self.constant(node, self.meaning(node))
        if isinstance(node, ast.BinOp):
            return self.operation(node, scope)
        if isinstance(node, ast.UnaryOp):
            return self.sign(node, scope)
        if isinstance(node, ast.IfExp):
            return self.select(node.test, scope, lambda: self.of(node.body, scope), lambda: self.of(node.orelse, scope))
        if isinstance(node, ast.Call):
            return self.call(node, scope)
        self.fail(
            node, f"{called(node)} is not followed", "write the value with numbers, names, operators and functions"
        )

    def number(self, node: ast.Constant) -> Any:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, (int, float, complex)):
            self.fail(node, f"{called(node)} is no number")
        if isinstance(value, complex):
            if value.real:
                self.fail(node, "this number is not followed")
            return multiply(self.decimal(node, value.imag), sympy.I)
        return self.decimal(node, value)

    def decimal(self, node: ast.Constant, value: int | float) -> Any:
        """The number as it is written: the shortest decimal that stands for a float is what was typed, or the same."""
        if isinstance(value, int) and value.bit_length() <= 4 * MAX_DIGITS:
            return Integer(value)
        if isinstance(value, int) or value != value or value in (float("inf"), float("-inf")):
            self.fail(node, "this number is not followed")
        exact = Fraction(repr(value))
        return Rational(exact.numerator, exact.denominator)

    def name(self, node: ast.Name, scope: Scope) -> Any:
        if node.id in scope:
            return scope[node.id]
        if node.id in self.local:
            self.fail(node, f"{node.id!r} may be used before it has a value")
        if node.id in self.outside.imported:
            return self.constant(node, self.outside.imported[node.id])
        self.fail(node, f"{node.id!r} comes from outside the function", "make it an argument, or write its value")

    def constant(self, node: ast.expr, meaning: str) -> Any:
        module, _, name = meaning.partition(".")
        value = constant_of(module, name)
        if value is None:
            self.fail(node, f"{ast.unparse(node)[:60]} is not followed as a value")
        return value

    def meaning(self, node: ast.expr) -> str:
        """``module.function`` for what a name or attribute stands for; ``.function`` for what Python has built in."""
        if isinstance(node, ast.Name):
            if node.id in self.local:
                self.fail(node, f"{node.id!r} is a variable here, and no function")
            if node.id in self.outside.imported:
                return self.outside.imported[node.id]
            if node.id not in self.outside.bound:
                return f".{node.id}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id not in self.local:
            module = self.outside.imported.get(node.value.id, "")
            if module.endswith("."):
                return module + node.attr
        self.fail(node, f"{ast.unparse(node)[:60]} is not followed", "functions of " + ", ".join(MODULES) + " are")

    def operation(self, node: ast.BinOp, scope: Scope) -> Any:
        if isinstance(node.op, (ast.Add, ast.Sub)):
            first, rest = _chain(node, (ast.Add, ast.Sub))
            terms = [(op, self.of(term, scope)) for op, term in rest]
            return add(self.of(first, scope), *(e if isinstance(op, ast.Add) else negate(e) for op, e in terms))
        if isinstance(node.op, ast.Mult):
            first, rest = _chain(node, (ast.Mult,))
            return multiply(self.of(first, scope), *(self.of(factor, scope) for _, factor in rest))
        if isinstance(node.op, ast.Div):
            return divide(self.of(node.left, scope), self.of(node.right, scope))
        if isinstance(node.op, ast.Pow):
            return power(self.of(node.left, scope), self.of(node.right, scope))
        self.fail(node, f"the operator {type(node.op).__name__} is not followed", "use + - * / **")

    def sign(self, node: ast.UnaryOp, scope: Scope) -> Any:
        if not isinstance(node.op, (ast.UAdd, ast.USub)):
            self.fail(node, "this operator is not followed as a value")
        value = self.of(node.operand, scope)
        if isinstance(node.op, ast.UAdd):
            return value
        return Rational(-value.p, value.q) if isinstance(value, Rational) else negate(value)

    def call(self, node: ast.Call, scope: Scope) -> Any:
        module, _, name = self.meaning(node.func).partition(".")
        if node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
            self.fail(node, "functions are followed with plain arguments only")
        rule = function_of(module, name, len(node.args))
        if rule is None:
            self.fail(node, f"the function {ast.unparse(node.func)[:60]} of {len(node.args)} is not followed",
                      "write it out, or use a function of " + ", ".join(MODULES))  # fmt: skip
        return rule(*(self.of(a, scope) for a in node.args))


def _chain(node: ast.expr, operators: tuple[type, ...]) -> tuple[ast.expr, list[tuple[ast.operator, ast.expr]]]:
    """The first operand of a sum or product, and each further one with its operator, from left to right."""
    found: list[tuple[ast.operator, ast.expr]] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, operators):
        found.append((node.op, node.right))
        node = node.left
    return node, found[::-1]
