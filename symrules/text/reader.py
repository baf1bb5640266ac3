"""Text to expression: what is written, in the order in which it is written, and nothing evaluated.

The grammar is Python's for arithmetic (``^`` means ``**`` too), with these readings:

- ``a*b/c*d`` is one product ``Mul(a, b, Pow(c, -1), d)`` and ``a + b - c`` one sum ``Add(a, b, Mul(-1, c))``;
  brackets keep a group: ``a*(b*c)`` is a product in a product;
- ``p/q`` of two whole numbers in lowest terms, q > 1, in front of a product is the rational number; ``4/2``, ``1/0``
  and ``x*1/2`` stay quotients;
- a decimal number is the exact rational;
- a minus in front of a product goes into its leading number if it has one (``-2*x`` is ``Mul(-2, x)``), else it
  becomes the factor -1; ``-oo`` is one number too.

Notes
-----
Brackets are kept on a stack of our own, and chains grow to the right in lists, so neither a long sum nor deep brackets
use the interpreter's stack.
"""

from __future__ import annotations

from typing import Any

from symrules.errors import Place, ReadError
from symrules.notation import Notation
from symrules.text.parser import Parser
from symrules.text.tokens import Source

MAX_DEPTH = 300  # of the tree: walkers of an expression may recurse


def read_expression(text: str, notation: Notation, *, place: Place | None = None, evaluate: bool = False) -> Any:
    """The expression that a text writes, as an unevaluated tree in the author's order.

    Parameters
    ----------
    text : SymPy's spelling with Python's operators
    notation : declares every name; a declared name goes before a constant or function of the same name. Undeclared,
        ``pi``, ``I``, ``oo``, ``E`` (Euler's number), ``EulerGamma`` and ``Catalan`` are constants
    place : where the text begins
    evaluate : rebuild the tree through SymPy's constructors, with all their rewritings

    Raises
    ------
    ReadError
        The text is not an expression, names something undeclared, or exceeds a limit; with line and column.

    Examples
    --------
    >>> notation = Notation()
    >>> x = notation.symbol("x")
    >>> read_expression("x - 2*x/4", notation).args
    (x, -2*x/4)
    """
    tree = read_sides(Source(text, place), notation, relation=False)[0]
    return evaluated(tree) if evaluate else tree


def read_sides(source: Source, notation: Notation, *, relation: bool) -> tuple[Any, str, Any]:
    """Both sides and the relation between them, or an expression, an empty relation and None."""
    try:
        parser = Parser(source, notation, relation)
        sides = parser.read()
        if parser.deepest > 40:
            for side in (sides[0], sides[2]):
                _check_depth(source, side)
        return sides
    except RecursionError:
        raise ReadError("the expression is nested too deep", place=source.place(0)) from None


def evaluated(e: Any) -> Any:
    """The tree rebuilt from its leaves through SymPy's constructors."""
    return e.func(*[evaluated(a) for a in e.args]) if e.args else e


def _check_depth(source: Source, e: Any) -> None:
    level, depth = [e] if e is not None else [], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            source.fail(f"the expression is nested more than {MAX_DEPTH} operations deep", 0, "name its parts")
        level = list({id(a): a for node in level for a in node.args}.values())
