"""Notation: each name declared once, and what is asked of it."""

from __future__ import annotations

import pytest
from sympy import Symbol

from symrules.errors import DimensionError, NotationError
from symrules.notation import Notation


def test_a_symbol_is_plain_and_its_declaration_is_kept() -> None:
    """No assumption enters SymPy."""
    notation = Notation()
    x = notation.symbol("x", dimension="energy", domain="positive", meaning="an energy")
    assert x == Symbol("x")
    assert x.is_positive is None
    assert "an energy" == notation["x"].meaning
    assert "+" == notation.domain(x).sign


@pytest.mark.parametrize("name", ["", "1x", "x y", "x-y", "_x", "x'", "for", "é", "x" * 100, "x;import os"])
def test_a_malformed_name_is_refused(name: str) -> None:
    """A letter, then letters, digits and underscores; no keyword but lambda."""
    with pytest.raises(NotationError, match="cannot name a symbol"):
        Notation().symbol(name)


def test_lambda_names_a_symbol() -> None:
    """Physics has wavelengths."""
    assert Symbol("lambda") == Notation().symbol("lambda")


def test_a_name_is_declared_once() -> None:
    """As a symbol or as a function."""
    notation = Notation()
    notation.symbol("x")
    with pytest.raises(NotationError, match="twice"):
        notation.symbol("x")
    with pytest.raises(NotationError, match="twice"):
        notation.function("x", ["x"])


def test_a_function_depends_on_declared_symbols() -> None:
    """Not on unknown ones, nor on functions."""
    notation = Notation()
    notation.symbol("x")
    f = notation.function("f", ["x"])
    assert f(Symbol("x")) == notation.expression("f")
    for bad in (["y"], ["f"]):
        with pytest.raises(NotationError, match="not a declared symbol"):
            notation.function("g", bad)


def test_a_misspelt_name_is_answered_with_a_suggestion() -> None:
    """The closest declared one."""
    notation = Notation()
    notation.symbol("Theta")
    with pytest.raises(NotationError) as caught:
        notation["Thata"]
    assert "'Theta'" in caught.value.hint


def test_a_symbol_is_no_function() -> None:
    """Its class cannot be asked for."""
    notation = Notation()
    notation.symbol("x")
    with pytest.raises(NotationError, match="is a symbol"):
        notation.function_class("x")


def test_the_argument_of_a_function_has_its_dimension() -> None:
    """f of an energy is not taken of a length."""
    notation = Notation()
    notation.symbol("E", dimension="energy")
    notation.symbol("L", dimension="length")
    f = notation.function("f", ["E"], dimension="1/energy")
    assert "energy**(-1)" in str(notation.dimension(f(Symbol("E")))) or notation.dimension(f(Symbol("E"))) is not None
    with pytest.raises(DimensionError):
        notation.dimension(f(Symbol("L")))


@pytest.mark.parametrize(
    ("name", "latex"),
    [("mu", r"\mu"), ("k_B", "k_{B}"), ("mu_up", r"\mu_{\mathrm{up}}"), ("tau_0", r"\tau_{0}"), ("x1", "x_{1}"),
     ("E", "E"), ("Gamma", r"\Gamma"), ("rate", r"\mathrm{rate}")],
)  # fmt: skip
def test_the_latex_of_a_name(name: str, latex: str) -> None:
    """Greek letters, subscripts, words."""
    notation = Notation()
    notation.symbol(name)
    assert latex == notation[name].latex
