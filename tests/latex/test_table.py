"""The table of symbols: dimensions in words, units in the SI, and that it compiles."""

from __future__ import annotations

import pytest

from symrules.dimension import NAMED, Dimension, parse_dimension
from symrules.latex import symbol_table
from symrules.latex.table import dimension_words, si_unit
from symrules.notation import Notation


@pytest.mark.parametrize(
    ("dimension", "words", "unit"),
    [
        ("1", "number", "1"),
        ("energy", "energy", r"\mathrm{J}"),
        ("1/energy", "1/energy", r"\mathrm{J^{-1}}"),
        ("energy/temperature", "energy/temperature", r"\mathrm{J\,K^{-1}}"),
        ("charge**2/(energy*time)", "conductance", r"\mathrm{S}"),
        ("voltage/length", "voltage/length", r"\mathrm{V\,m^{-1}}"),
        ("length**(-1)", "1/length", r"\mathrm{m^{-1}}"),
        ("current**2*length**2", "current**2*length**2", r"\mathrm{m^{2}\,A^{2}}"),
        ("energy**2", "energy**2", r"\mathrm{kg^{2}\,m^{4}\,s^{-4}}"),
    ],
)
def test_dimension_and_unit(dimension: str, words: str, unit: str) -> None:
    """Named quantities and units where there are some, powers of base units otherwise."""
    found = parse_dimension(dimension)
    assert words == dimension_words(found)
    assert unit == si_unit(found)


def test_words_mean_the_dimension() -> None:
    """Whatever words are chosen, they read back as the same dimension."""
    bases = [NAMED[name] for name in ("mass", "length", "time", "current", "temperature")]
    for k in range(3**5):
        dimension = Dimension()
        for i, base in enumerate(bases):
            dimension *= base ** (k // 3**i % 3 - 1)
        assert dimension == parse_dimension(dimension_words(dimension))


def test_a_dimension_beyond_the_si_has_no_unit() -> None:
    """A volume in an unspecified number of space dimensions is named, and has a dash for a unit."""
    found = parse_dimension("energy*nu_volume", ("nu_volume",))
    assert ("energy*nu_volume", "-") == (dimension_words(found), si_unit(found))


def test_rows_are_in_order_and_stand_once() -> None:
    """Each symbol has a row; what TeX would take for a command is escaped; equal declarations share a row."""
    notation = Notation()
    notation.symbol("k_B", "k_B", "energy/temperature", "positive", "Boltzmann's constant")
    notation.symbol("e_F", r"\varepsilon_F", "energy", "positive", "50% of e_F & more")
    notation.symbol("y", "y", None)
    table = symbol_table([*notation, *notation])
    rows = [line for line in table.splitlines() if line.startswith("$")]
    assert [
        r"$k_B$ & Boltzmann's constant & energy/temperature & $\mathrm{J\,K^{-1}}$ \\",
        r"$\varepsilon_F$ & 50\% of e\_F \& more & energy & $\mathrm{J}$ \\",
        r"$y$ &  &  &  \\",
    ] == rows
