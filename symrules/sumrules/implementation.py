"""Does a function of a program compute an observable of a model? The function's source is read, never run."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from symrules.errors import Place, ReadError
from symrules.latex.program import program_latex
from symrules.models import Model, read_model
from symrules.models.extent import check_real
from symrules.sumrules.rule import Obligation, claim
from symrules.tables import read_text_file
from symrules.text.python_module import find_function, outside, parse_source, place_of
from symrules.text.python_source import read_function


@dataclass(frozen=True)
class Implementation:
    """A function that is said to compute an observable.

    Parameters
    ----------
    obligation : that it does
    place, source_line : where it is defined
    latex, remark : the function as LaTeX, or why there is none
    """

    model: Model
    obligation: Obligation
    place: Place
    source_line: str
    latex: str
    remark: str


def read_implementation(function: str, against: str) -> Implementation:
    """What has to be shown for ``code.py::name`` to be the observable of ``model.toml:observable``.

    Raises
    ------
    ReadError
        A file cannot be read, or the function does what is not followed; with line and column.
    """
    file, colons, name = function.partition("::")
    if not colons or not name:
        raise ReadError(f"{function[:60]!r} names no function", hint="write code.py::name")
    model_file, colon, observable = against.rpartition(":")
    if not colon:
        raise ReadError(f"{against[:60]!r} names no observable", hint="write --as model.toml:current_noise")
    model = read_model(model_file)
    if observable not in model or model.observables[observable].items is not None:
        known = ", ".join(o.name for o in model.observables.values() if o.items is None)
        raise ReadError(f"{model_file} has no scalar observable {observable[:40]!r}", hint=f"it has {known}")
    source = read_text_file(file)
    value = read_function(source, name, model.notation, file=file)
    node = find_function(parse_source(source, file), name, file)
    if not _is_complex(source, node, file):
        try:
            check_real(value, model)
        except ReadError as error:
            raise error.at(place_of(node, file)) from None
    latex, remark = program_latex(node)
    return Implementation(
        model,
        claim(model, f"{name} computes the {observable}", value, model.expression(observable)),
        Place(file, node.lineno, node.col_offset + 1),
        source.split("\n")[node.lineno - 1],
        latex,
        remark,
    )


def _is_complex(source: str, node: ast.FunctionDef, file: str) -> bool:
    """Whether a function computes with complex numbers: math and numpy have no root of a negative one."""
    imported = outside(parse_source(source, file), file).imported
    names = [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    return any(imported.get(name, "").startswith(("cmath.", "mpmath.")) for name in names)
