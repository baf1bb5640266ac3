"""The library of derivations: the paper's own, shipped with symrules, or a user's folder.

A library is a Python package whose attribute ``SECTIONS`` lists its sections in order. It is its author's program and
is run as such; nothing in it is read from strangers.

Notes
-----
The paper's derivations stand at the top level of the source tree, in ``derivations/``, and inside the installed package
as ``symrules/derivations``. Both are loaded under the one name ``symrules.derivations``, so that relative imports work
alike and no module named ``derivations`` is ever needed or shadowed.
"""

from __future__ import annotations

import importlib.util
import sys
import traceback
from pathlib import Path
from types import ModuleType

from symrules.derivation import Section
from symrules.errors import DerivationError, Place, SymrulesError

SHIPPED = "symrules.derivations"
_OTHER = "symrules_derivations_from_folder"
_HERE = Path(__file__).resolve().parent


def shipped_folder() -> Path:
    """The folder of the paper's derivations: inside the installed package, else at the top of the checkout.

    Raises
    ------
    DerivationError
        Neither exists: the installation is incomplete.
    """
    for folder in (_HERE / "derivations", _HERE.parent / "derivations"):
        if (folder / "__init__.py").is_file():
            return folder
    raise DerivationError(
        "the paper's derivations are missing from this installation",
        place=Place(str(_HERE / "derivations")),
        hint="install symrules again",
    )


def sections() -> list[Section]:
    """The sections of the paper, in order."""
    return _sections_of(shipped_folder(), SHIPPED)


def load(path: str | Path) -> list[Section]:
    """The sections of a user's own folder of derivations.

    Raises
    ------
    DerivationError
        The folder holds no package, a file of it cannot be imported, or `SECTIONS` is missing or malformed.
    SymrulesError
        A file of it states what cannot be stated, such as an identity whose sides differ in dimension; placed at the
        line of that file.
    """
    folder = Path(path).resolve()
    if not (folder / "__init__.py").is_file():
        problem = "has no __init__.py" if folder.is_dir() else "is not a folder"
        raise DerivationError(
            f"{path} {problem}",
            place=Place(str(path)),
            hint="name a folder whose __init__.py defines SECTIONS, a tuple of sections",
        )
    return _sections_of(folder, SHIPPED if folder == _shipped_or_none() else _OTHER)


def _shipped_or_none() -> Path | None:
    try:
        return shipped_folder()
    except DerivationError:
        return None


def _sections_of(folder: Path, name: str) -> list[Section]:
    found = getattr(_import(folder, name), "SECTIONS", None)
    place = Place(_shown(str(folder / "__init__.py")))
    if not isinstance(found, (tuple, list)) or not all(isinstance(section, Section) for section in found):
        raise DerivationError(
            "SECTIONS is missing, or is not a tuple of sections",
            place=place,
            hint="write SECTIONS = (basics.SECTION, …) with each a symrules.derivation.Section",
        )
    _check_labels(list(found), place)
    return list(found)


def _check_labels(found: list[Section], place: Place) -> None:
    """Labels and names become file names and are asked for on the command line: they must be distinct and plain."""
    for kind, names in (
        ("equation label", [equation.label for section in found for equation in section.equations]),
        ("expansion name", [expansion.name for section in found for expansion in section.expansions]),
        ("figure name", [figure.name for section in found for figure in section.figures]),
    ):
        for name in names:
            if not name or not all(c.isascii() and (c.isalnum() or c in "-_.") for c in name) or name[0] in "-.":
                raise DerivationError(
                    f"{kind} {name!r} cannot name a file",
                    place=place,
                    hint="use letters, digits and hyphens, such as 10 or sommerfeld-1d",
                )
            if names.count(name) > 1:
                raise DerivationError(f"{kind} {name!r} is used twice", place=place)


def _import(folder: Path, name: str) -> ModuleType:
    """Import the package in `folder` under `name`; a package of that name from the same folder is used again."""
    loaded = sys.modules.get(name)
    initial = folder / "__init__.py"
    if loaded is not None and loaded.__file__ == str(initial):
        return loaded
    _forget(name)
    spec = importlib.util.spec_from_file_location(name, initial, submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise DerivationError("cannot be imported", place=Place(str(initial)))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SymrulesError as error:
        _forget(name)
        raise _placed(error, _innermost(error, folder)) from None
    except (Exception, SystemExit) as error:
        _forget(name)
        raise DerivationError(f"cannot be imported: {_one_line(error)}", place=_innermost(error, folder)) from error
    return module


def _forget(name: str) -> None:
    for loaded in [m for m in sys.modules if m == name or m.startswith(name + ".")]:
        del sys.modules[loaded]


def _innermost(error: BaseException, folder: Path) -> Place:
    """The innermost line of the author's own files on the way to an error; a syntax error names its own."""
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(folder):
        return Place(_shown(error.filename), error.lineno or 0, error.offset or 0)
    file, line = str(folder / "__init__.py"), 0
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(folder):
            file, line = frame.filename, frame.lineno or 0
    return Place(_shown(file), line)


def _placed(error: SymrulesError, place: Place) -> SymrulesError:
    """The error at a line of the author's file; a position in an expression's text is kept in the message."""
    if error.place is None or not error.place.file:
        if error.place is not None and error.place.column:
            error.message += f" (column {error.place.column} of the expression)"
        error.place = place
    return error


def _shown(file: str) -> str:
    """A path as a person would type it: relative to the working folder where it lies below it."""
    path, here = Path(file), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else file


def _one_line(error: BaseException) -> str:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    text = " ".join(text.split())
    return f"{type(error).__name__}: {text[:200]}" if text else type(error).__name__
