"""Notation: each symbol declared once, with its LaTeX, dimension, domain and meaning.

Notes
-----
Symbols are plain SymPy symbols without assumptions: an assumption would let SymPy rewrite an expression while it is
built, before anything is decided. What is known of a symbol stands in its `Declaration`.
"""

from __future__ import annotations

import difflib
import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sympy import Function, Symbol
from sympy.core.function import AppliedUndef

from symrules.dimension import Dimension, Known, parse_dimension
from symrules.dimensional_analysis import dimension_of
from symrules.domain import NAMED as NAMED_DOMAINS
from symrules.domain import Domain, parse_domain
from symrules.errors import NotationError

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a symbol or an unknown function stands for.

    Parameters
    ----------
    name : as it is written in text
    latex : as it is printed; for a function, the head that precedes its arguments
    dimension : of its value; None where none is declared, and then nothing is checked
    domain : the values it takes
    meaning : one phrase
    arguments : for a function, the names of the symbols that it depends on; None for a symbol. Written without
        parentheses, a function stands at just these arguments
    latex_default : how a function at its declared arguments is printed; the head alone where nothing is given
    region, measure : for a variable that is integrated over its whole range: the region under the integral sign, and
        the measure as it is printed (`dr`, or `\\frac{dk}{(2\\pi)^\\nu}`)
    measure_dimension : the dimension of that measure, where it is not the variable's own
    """

    name: str
    latex: str
    dimension: Dimension | None = None
    domain: Domain = NAMED_DOMAINS["real"]
    meaning: str = ""
    arguments: tuple[str, ...] | None = None
    latex_default: str = ""
    region: str = ""
    measure: str = ""
    measure_dimension: Dimension | None = None

    @property
    def is_function(self) -> bool:
        return self.arguments is not None


@lru_cache(maxsize=4096)
def _function_class(name: str) -> Any:
    return Function(name)


@dataclass(eq=False)
class Notation:
    """A set of declarations, in the order in which they were made.

    Parameters
    ----------
    title : what the notation is for
    bases : further base dimensions, such as a volume in an unspecified number of space dimensions
    """

    title: str = ""
    bases: tuple[str, ...] = ()
    declarations: dict[str, Declaration] = field(default_factory=dict)
    _dimensions: dict[Any, Known] = field(default_factory=dict, init=False, repr=False)

    # -- declaring

    def symbol(
        self,
        name: str,
        latex: str = "",
        dimension: str | None = "1",
        domain: str = "real",
        meaning: str = "",
        *,
        region: str = "",
        measure: str = "",
        measure_dimension: str | None = None,
    ) -> Symbol:
        """Declare a symbol, and return it as a plain SymPy symbol.

        Raises
        ------
        NotationError
            The name is taken or malformed, or the domain does not parse.
        DimensionError
            The dimension does not parse.
        """
        of_measure = measure_dimension if measure_dimension is not None else dimension
        self._add(
            Declaration(
                name,
                latex or _latex_name(name),
                self._dimension(dimension),
                parse_domain(domain),
                meaning,
                region=region,
                measure=measure,
                measure_dimension=self._dimension(of_measure),
            )
        )
        return Symbol(name)

    def function(
        self,
        name: str,
        arguments: tuple[str, ...] | list[str],
        latex: str = "",
        dimension: str | None = "1",
        domain: str = "real",
        meaning: str = "",
        *,
        latex_default: str = "",
    ) -> Any:
        """Declare an unknown function of declared symbols, and return its SymPy class."""
        for argument in arguments:
            if argument not in self.declarations or self.declarations[argument].is_function:
                raise NotationError(
                    f"the function {name} depends on {argument!r}, which is not a declared symbol",
                    hint="declare the symbols that a function depends on before the function",
                )
        latex = latex or _latex_name(name)
        self._add(
            Declaration(
                name,
                latex,
                self._dimension(dimension),
                parse_domain(domain),
                meaning,
                tuple(arguments),
                latex_default or latex,
            )
        )
        return _function_class(name)

    def _dimension(self, text: str | None) -> Dimension | None:
        return None if text is None else parse_dimension(text, self.bases)

    def _add(self, declaration: Declaration) -> None:
        name = declaration.name
        if keyword.iskeyword(name) and name != "lambda":
            raise NotationError(f"{name!r} cannot name a symbol", hint=f"it is a word of Python: write {name}_")
        if not _NAME.fullmatch(name):
            raise NotationError(
                f"{name[:40]!r} cannot name a symbol",
                hint="a name is a letter followed by at most 63 letters, digits and underscores",
            )
        if name in self.declarations:
            raise NotationError(f"{name!r} is declared twice")
        self.declarations[name] = declaration
        self._dimensions.clear()

    # -- asking

    def __contains__(self, name: str) -> bool:
        return name in self.declarations

    def __iter__(self) -> Iterator[Declaration]:
        return iter(self.declarations.values())

    def __getitem__(self, name: str) -> Declaration:
        try:
            return self.declarations[name]
        except KeyError:
            raise NotationError(f"{name!r} is not declared", hint=self.suggestion(name)) from None

    def suggestion(self, name: str) -> str:
        """A "did you mean" for a name that is not declared; empty where nothing comes close."""
        close = difflib.get_close_matches(name, self.declarations, n=1)
        return f"did you mean {close[0]!r}?" if close else ""

    def expression(self, name: str) -> Any:
        """What the bare name stands for: the symbol, or the function at its declared arguments."""
        declaration = self[name]
        if declaration.arguments is None:
            return Symbol(name)
        return _function_class(name)(*(Symbol(a) for a in declaration.arguments))

    def function_class(self, name: str) -> Any:
        """The SymPy class of a declared function."""
        if not self[name].is_function:
            raise NotationError(
                f"{name!r} is a symbol, not a function",
                hint=f"write a product as {name}*(…), or declare the arguments of {name}",
            )
        return _function_class(name)

    def domain(self, symbol: Any) -> Domain:
        """The declared domain of a symbol or an applied unknown function; the reals for any other symbol."""
        name = symbol.func.__name__ if isinstance(symbol, AppliedUndef) else symbol.name
        found = self.declarations.get(name)
        return found.domain if found else NAMED_DOMAINS["real"]

    def dimension(self, expression: Any) -> Known:
        """The dimension of an expression in this notation; None where a symbol has none declared.

        Raises
        ------
        DimensionError
            Two terms disagree, or a function is applied to something dimensional.
        """
        if expression not in self._dimensions:
            self._dimensions[expression] = dimension_of(expression, self._lookup)
        return self._dimensions[expression]

    def _lookup(self, key: Any) -> Known:
        """What the dimension walker asks for: a symbol, an applied function, an argument slot, or a measure."""
        if isinstance(key, tuple):
            return self._slot(*key)
        name = key.func.__name__ if isinstance(key, AppliedUndef) else key.name
        found = self.declarations.get(name)
        return found.dimension if found else None

    def _slot(self, first: Any, second: Any) -> Known:
        if first == "measure":
            found = self.declarations.get(second.name)
            return found.measure_dimension if found else None
        declared = self.declarations.get(first.__name__)
        if declared is None or declared.arguments is None or second >= len(declared.arguments):
            return None
        return self.declarations[declared.arguments[second]].dimension


_GREEK_WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon vartheta varphi varrho"
)
_GREEK = frozenset(_GREEK_WORDS.split())


def _latex_name(name: str) -> str:
    """The LaTeX of a name: Greek words become letters, what follows an underscore a subscript."""
    head, *rest = name.split("_")
    digits = re.fullmatch(r"([A-Za-z]+?)(\d+)", head)
    if digits and not rest:
        head, rest = digits[1], [digits[2]]
    base = "\\" + head if head in _GREEK else head if len(head) == 1 else f"\\mathrm{{{head}}}"
    subscript = ",".join(
        "\\" + part if part in _GREEK else part if len(part) == 1 or part.isdigit() else f"\\mathrm{{{part}}}"
        for part in rest
        if part
    )
    return f"{base}_{{{subscript}}}" if subscript else base
