"""Manuscripts in a folder of a test, checked in this process."""

from pathlib import Path

from symrules.manuscript.cache import Cache
from symrules.manuscript.checked import findings_of
from symrules.manuscript.checking import Checker
from symrules.manuscript.declarations import read_notation
from symrules.manuscript.document import read_document
from symrules.manuscript.sources import Sources

SYMBOLS = """
[symbols]
x = { domain = "real" }
y = { domain = "real" }
a = {}
b = {}
c = {}
p = { domain = "positive" }
E = { dimension = "energy" }
k_B = { dimension = "energy/temperature", domain = "positive" }
Theta = { latex = "T", dimension = "temperature", domain = "positive" }
f = { arguments = ["x"] }
g = { arguments = ["p"] }
"""


def write(folder: Path, text: str, notation: str = SYMBOLS) -> Path:
    """A manuscript with its notation."""
    (folder / "notation.toml").write_text(notation, encoding="utf-8")
    path = folder / "paper.tex"
    path.write_text(text, encoding="utf-8")
    return path


def document(path: Path, **options):
    """What is read of a manuscript."""
    return read_document(Sources(path), **options)


def check(path: Path, checker: Checker | None = None, **options):
    """The equations of a manuscript with their outcomes."""
    checker = checker or Checker(Cache())
    return checker.check(document(path, **options), read_notation(path.parent / "notation.toml"))


def statuses(checked) -> dict[str, list[str]]:
    """The status of each link, by the equation's label."""
    return {item.equation.label: [link.status.value for link in item.outcome.links] for item in checked}


def found(checked) -> list[tuple[str, int]]:
    """Code and line of each finding."""
    return [(f.code, f.place.line) for item in checked for f in findings_of(item)]
