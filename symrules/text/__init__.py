"""Plain text to expression and back, through a notation; nothing in a text is ever executed."""

from symrules.text.printer import print_expression
from symrules.text.reader import read_expression
from symrules.text.statement import read_condition, read_statement

__all__ = ["print_expression", "read_condition", "read_expression", "read_statement"]
