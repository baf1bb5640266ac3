"""A module of Python source: its functions, and what names mean outside of them; nothing is run."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from typing import Any

from symrules.errors import Place, ReadError
from symrules.text.python_functions import MODULES

MAX_SOURCE = 200_000


def parse_source(source: str, file: str = "") -> ast.Module:
    """The syntax tree of a module.

    Raises
    ------
    ReadError
        It is not Python, or too large.
    """
    if len(source) > MAX_SOURCE:
        raise ReadError(f"the source is longer than {MAX_SOURCE:,} characters", place=Place(file))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the parser's remarks on style
            return ast.parse(source)
    except SyntaxError as error:
        place = Place(file, error.lineno or 0, error.offset or 0)
        raise ReadError(f"not Python: {str(error.msg)[:200]}", place=place) from None
    except (ValueError, RecursionError, MemoryError):
        raise ReadError("not Python that can be read: it nests too deeply, or holds null characters",
                        place=Place(file)) from None  # fmt: skip


def find_function(module: ast.Module, name: str, file: str = "") -> ast.FunctionDef:
    """The function of that name at the top level; the last one, where it is defined more than once.

    Raises
    ------
    ReadError
        There is none, or the name is bound to something else afterwards.
    """
    found = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    named = [node for node in found if node.name == name]
    if not named:
        known = ", ".join(node.name for node in found[:10]) or "none"
        raise ReadError(f"there is no function {name[:40]!r} at the top level", place=Place(file),
                        hint=f"the functions are {known}")  # fmt: skip
    for statement in module.body[module.body.index(named[-1]) + 1 :]:
        for node in ast.walk(statement):
            if name in _names_bound(node, statement):
                raise ReadError(f"{name!r} is bound to something else here", place=place_of(statement, file),
                                hint="give it another name")  # fmt: skip
    return named[-1]


@dataclass(frozen=True)
class Outside:
    """What names mean outside the function.

    Parameters
    ----------
    imported : ``module.`` or ``module.function`` by name
    bound : names that something else is bound to
    """

    imported: dict[str, str]
    bound: set[str]


def outside(module: ast.Module, file: str) -> Outside:
    """What the top level imports and binds, in the end.

    Raises
    ------
    ReadError
        A star imports names that are not written.
    """
    found = Outside({}, set())
    for node in module.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                _import(node, alias, found, file)
        else:
            for inner in ast.walk(node):
                _forget(_names_bound(inner, node), found)
    return found


def _import(node: ast.Import | ast.ImportFrom, alias: ast.alias, found: Outside, file: str) -> None:
    if alias.name == "*":
        raise ReadError("a star imports names that are not written here", place=place_of(node, file),
                        hint="import the module, and write for example math.sqrt")  # fmt: skip
    name = alias.asname or alias.name.partition(".")[0]
    _forget([name], found)
    if isinstance(node, ast.Import) and alias.name in MODULES:
        found.imported[name] = f"{alias.name}."
    elif isinstance(node, ast.ImportFrom) and node.module in MODULES and not node.level:
        found.imported[name] = f"{node.module}.{alias.name}"


def _forget(names: list[str], found: Outside) -> None:
    for name in names:
        found.imported.pop(name, None)
        found.bound.add(name)


def _names_bound(node: ast.AST, statement: ast.stmt) -> list[str]:
    """The global names that a node may bind anew."""
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return list(node.names)
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, (ast.Store, ast.Del))
        and isinstance(node.value, ast.Name)
    ):
        return [node.value.id]  # math.exp = …
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name] if node is statement else []
    if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return [node.id]
    if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        return [node.name] if node.name else []
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    return [node.asname or node.name.partition(".")[0]] if isinstance(node, ast.alias) else []


def place_of(node: Any, file: str) -> Place:
    """Where a node stands."""
    return Place(file, getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1)


_NAMES = {
    ast.For: "a loop", ast.While: "a loop", ast.AsyncFor: "a loop", ast.With: "a with block", ast.Try: "a try block",
    ast.Import: "an import inside the function", ast.ImportFrom: "an import inside the function",
    ast.Global: "a global variable", ast.Nonlocal: "a variable from outside", ast.FunctionDef: "an inner function",
    ast.Lambda: "an inner function", ast.ListComp: "a comprehension", ast.GeneratorExp: "a comprehension",
    ast.Subscript: "an item of something", ast.JoinedStr: "a text", ast.Compare: "a truth value",
    ast.BoolOp: "a truth value", ast.NamedExpr: "an assignment inside an expression", ast.Tuple: "a tuple",
    ast.List: "a list", ast.Expr: "a statement without effect on the value",
}  # fmt: skip


def called(node: ast.AST) -> str:
    """What a node is, in words."""
    if isinstance(node, ast.Constant):
        return "a text" if isinstance(node.value, (str, bytes)) else repr(node.value)[:20]
    return _NAMES.get(type(node), f"a {type(node).__name__} node")
