"""Does a function of a program compute an observable of a model? The function's source is read, never run."""

from __future__ import annotations

from symrules.errors import ReadError
from symrules.models import Model, read_model
from symrules.sumrules.rule import Obligation, claim
from symrules.tables import read_text_file
from symrules.text.python_source import read_function


def read_implementation(function: str, against: str) -> tuple[Model, Obligation]:
    """The model, and the obligation that ``code.py::name`` is its observable, for ``model.toml:observable``.

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
    value = read_function(read_text_file(file), name, model.notation, file=file)
    return model, claim(model, f"{name} computes the {observable}", value, model.expression(observable))
