"""Equations of condensed-matter papers are read as they were meant."""

from __future__ import annotations

import re

import pytest

from symrules.tex import read_equation
from symrules.text import read_expression
from tests.tex.corpus import EQUATIONS
from tests.tex.corpus_more import MORE
from tests.tex.corpus_old import OLD
from tests.tex.corpus_sloppy import SLOPPY
from tests.tex.declared import notation
from tests.tex.same import value

ALL = EQUATIONS + MORE + SLOPPY + OLD


@pytest.mark.parametrize(("tex", "symbols", "said"), [case[1:] for case in ALL], ids=[case[0] for case in ALL])
def test_an_equation_says_what_it_was_meant_to_say(tex: str, symbols: str, said: str) -> None:
    """Each side and each relation is the one that was typed by hand."""
    declared = notation(symbols)
    reading = read_equation(tex, declared)
    expected = []
    for statement in said.split(" ; "):
        parts = re.split(r" \|(\S+)\| ", statement)
        expected += [(parts[i], parts[i + 1], parts[i + 2]) for i in range(0, len(parts) - 2, 2)]
    assert [link.relation for link in reading.links] == [relation for _, relation, _ in expected]
    for link, (lhs, _, rhs) in zip(reading.links, expected, strict=True):
        assert value(read_expression(lhs, declared)) == value(link.lhs)
        assert value(read_expression(rhs, declared)) == value(link.rhs)


def test_there_are_many_equations() -> None:
    """The corpus does not shrink unnoticed, and no equation stands in it twice."""
    assert len({case[1] for case in ALL}) == len(ALL) >= 100
