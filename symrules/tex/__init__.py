r"""LaTeX to expression trees: the equations of a manuscript, read through a notation and never guessed.

The way of an equation: `lexer` cuts it into tokens, `macros` expands the manuscript's commands, `normal` gives what
prints alike one spelling, `lines` parts the statements, and `parser` builds each side, with `names` for what is
declared. The conventions stand in `parser`. What has no single reading is a `ReadError`, or, where physicists have a
convention, a `Caution` whose code begins with AMB and which names the other reading; a code that begins with NOTE says
what was taken for granted or not read.
"""

from symrules.tex.definitions import Macro
from symrules.tex.equation import read_equation
from symrules.tex.macros import Macros, read_macros
from symrules.tex.reading import Caution, Link, Reading, Span

__all__ = ["Caution", "Link", "Macro", "Macros", "Reading", "Span", "read_equation", "read_macros"]
