"""LaTeX to expression trees: the equations of a manuscript, read through a notation and never guessed."""

from symrules.tex.definitions import Macro
from symrules.tex.equation import read_equation
from symrules.tex.macros import Macros, read_macros
from symrules.tex.reading import Caution, Link, Reading, Span

__all__ = ["Caution", "Link", "Macro", "Macros", "Reading", "Span", "read_equation", "read_macros"]
