r"""A table of symbols for a manuscript: each with its meaning, its dimension and its unit in the SI."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from symrules.dimension import NAMED, Dimension
from symrules.latex.macros import Macros
from symrules.latex.tex import check_declared
from symrules.notation import Declaration

_WORDS = ("number", "energy", "charge", "length", "time", "temperature", "mass", "current", "voltage", "conductance",
          "resistance", "capacitance", "action", "velocity", "momentum", "force", "power", "frequency",
          "area", "volume", "pressure")  # fmt: skip
_UNITS = {"energy": "J", "charge": "C", "length": "m", "time": "s", "temperature": "K", "mass": "kg", "current": "A",
          "voltage": "V", "conductance": "S", "resistance": r"\Omega", "capacitance": "F", "force": "N", "power": "W",
          "action": r"J\,s", "pressure": "Pa"}  # fmt: skip
_BASES = {"mass": "kg", "length": "m", "time": "s", "current": "A", "temperature": "K", "amount": "mol"}
_SPECIAL = {c: "\\" + c for c in "&%#_${}"}
_SPECIAL |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
_STRUT = r"\rule[-1.3ex]{0pt}{4ex}"  # room for a fraction


def dimension_words(dimension: Dimension) -> str:
    """A dimension as a product or quotient of two quantities that have names, where there is one.

    >>> from symrules.dimension import parse_dimension
    >>> dimension_words(parse_dimension("kg*m**2/s**2/K")), dimension_words(parse_dimension("m**5/s**3"))
    ('energy/temperature', 'length**5*time**(-3)')
    """
    known, foreign = _parted(dimension)
    words = [] if foreign.powers and not known.powers else [_words(known)]
    return "*".join(words + [str(Dimension((power,))) for power in foreign.powers])


def _parted(dimension: Dimension) -> tuple[Dimension, Dimension]:
    """What the SI has a base unit for, and the rest."""
    known = tuple(power for power in dimension.powers if power[0] in _BASES)
    return Dimension(known), Dimension(tuple(power for power in dimension.powers if power[0] not in _BASES))


def _words(dimension: Dimension) -> str:
    if dimension in (NAMED[word] for word in _WORDS):
        return next(word for word in _WORDS if NAMED[word] == dimension)
    for first in _WORDS:
        for second in _WORDS[1:]:
            if NAMED[first] / NAMED[second] == dimension:
                return f"{'1' if first == 'number' else first}/{second}"
    for first in _WORDS[1:]:
        for second in _WORDS[1:]:
            if NAMED[first] * NAMED[second] == dimension:
                return f"{first}**2" if first == second else f"{first}*{second}"
    return str(dimension)


def si_unit(dimension: Dimension) -> str:
    r"""The unit in the SI, in LaTeX for mathematics mode; a dash where a dimension is none of the SI's.

    >>> from symrules.dimension import parse_dimension
    >>> si_unit(parse_dimension("energy/temperature")), si_unit(parse_dimension("m**2/s"))
    ('\\mathrm{J\\,K^{-1}}', '\\mathrm{m^{2}\\,s^{-1}}')
    """
    if _parted(dimension)[1].powers:
        return "-"
    if not dimension.powers:
        return "1"
    return f"\\mathrm{{{_named(dimension) or _product(dimension)}}}"


def _named(dimension: Dimension) -> str:
    """A unit with a name, or one divided by a power of a base unit."""
    for name, unit in _UNITS.items():
        rest = dimension / NAMED[name]
        if not rest.powers:
            return unit
        if name == "energy" and not (dimension * NAMED[name]).powers:
            return f"{unit}^{{-1}}"
    for name in ("energy", "charge", "voltage", "current"):
        rest = dimension / NAMED[name]
        if len(rest.powers) == 1 and rest.powers[0][1] < 0:
            return f"{_UNITS[name]}\\,{_product(rest)}"
    return ""


def _product(dimension: Dimension) -> str:
    order = list(_BASES)
    powers = sorted(dimension.powers, key=lambda p: (p[1] < 0, order.index(p[0])))
    return r"\,".join(_BASES[base] + ("" if e == 1 else f"^{{{_exponent(e)}}}") for base, e in powers)


def _exponent(e: Fraction) -> str:
    return str(e.numerator) if e.denominator == 1 else f"{e.numerator}/{e.denominator}"


def symbol_table(declarations: Iterable[Declaration], macros: Macros | None = None) -> str:
    """A ``table*`` with a row for each declared symbol, in the order given; equal rows stand once.

    Parameters
    ----------
    macros : prints symbols through macros, whose file the manuscript reads first

    Raises
    ------
    LatexError
        The LaTeX of a symbol is not balanced.
    """
    rows: dict[str, None] = {}
    for d in declarations:
        check_declared(d.latex, d.name)
        latex = macros.call(d.name, "", d.latex) if macros is not None else d.latex
        words, unit = ("", "") if d.dimension is None else (dimension_words(d.dimension), si_unit(d.dimension))
        unit = f"${unit}$" if unit not in ("", "-") else "--" if unit else ""
        strut = _STRUT if "frac" in d.latex else ""
        rows[f"{strut}${latex}$ & {_plain(d.meaning)} & {_raised(words)} & {unit} \\\\"] = None
    lines = [
        r"\begin{table*}",
        r"\caption{Symbols.}\label{tab:symbols}",
        r"\begin{tabular}{llll}",
        r"\hline",
        r"symbol & meaning & dimension & SI unit \\",
        r"\hline",
        *rows,
        r"\hline",
        r"\end{tabular}",
        r"\end{table*}",
    ]
    return "\n".join(lines) + "\n"


def _raised(words: str) -> str:
    """A dimension in words, with its exponents raised and a thin space for each product."""
    shown = _plain(words).replace(r"\textasciicircum{}", "^")
    return re.sub(r"\*\*\(?(-?[\d/]+)\)?", r"$^{\1}$", shown).replace("*", r"\,")


def _plain(text: str) -> str:
    """Text as TeX prints it."""
    return "".join(_SPECIAL.get(c, c) for c in text)
