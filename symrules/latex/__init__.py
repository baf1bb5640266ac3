"""LaTeX: expression trees in the author's own form and order, and equations for a manuscript."""

from __future__ import annotations

from symrules.latex import calculus, constants, powers, products
from symrules.latex.constants import RELATIONS
from symrules.latex.fragment import Style, fragment
from symrules.latex.macros import Macros, macros
from symrules.latex.printer import Order, to_latex
from symrules.latex.table import symbol_table
from symrules.latex.tex import LatexError

NODE_MODULES = (calculus, constants, powers, products)
"""The modules that register how nodes are printed; importing them fills the table."""

__all__ = ["RELATIONS", "LatexError", "Macros", "Order", "Style", "fragment", "macros", "symbol_table", "to_latex"]
