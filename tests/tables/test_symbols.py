"""The table of symbols: declarations, roles and quantities."""

from __future__ import annotations

import pytest

from symrules.errors import SymrulesError
from symrules.tables import Symbols, parse_document, read_symbols


def _symbols(text: str) -> Symbols:
    return read_symbols(parse_document(text, "f.toml").table("symbols"))


def test_a_symbol_is_declared_with_all_that_is_said() -> None:
    """LaTeX, dimension, domain, role and quantity reach the notation; a function comes after its arguments."""
    found = _symbols(
        "[symbols.f]\narguments = ['E']\nlatex = 'f_0'\n[symbols.E]\ndimension = 'energy'\ndomain = '(0, oo)'\n"
        "role = 'drive'\n[symbols.Theta]\nquantity = 'Temperature'\n"
    )
    assert ("E",) == found.notation["f"].arguments
    assert "energy" == str(found.notation["E"].dimension)
    assert {"E": "drive"} == found.roles
    assert {"temperature": "Theta"} == found.quantities


def test_usual_names_imply_their_quantity() -> None:
    """k_B, mu, t, L and Omega are what everyone writes for them, unless another symbol says that it is the one."""
    found = _symbols("[symbols]\nk_B = {}\nmu = {}\nzeta = {quantity = 'chemical potential'}\nL = {}\n")
    assert {"chemical potential": "zeta", "Boltzmann constant": "k_B", "length": "L"} == found.quantities


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("a = {domain = '[0, 1'}", "f.toml:2:16: '[0, 1' is not a domain"),
        ("a = {dimension = 'enrgy'}", "f.toml:2:19: unknown dimension 'enrgy'"),
        ("a = {role = 'drve'}", "f.toml:2:14: unknown role 'drve'\n  hint: did you mean 'drive'?"),
        (
            "a = {quantity = 'temprature'}",
            "f.toml:2:18: unknown quantity 'temprature'\n  hint: did you mean 'temperature'?",
        ),
        ("a = {arguments = ['b']}", "f.toml:2:1: the function a depends on 'b', which is not a declared symbol"),
        ("a = {lateks = 'x'}", "f.toml:2:6: unknown key 'lateks' in [symbols.a]\n  hint: did you mean 'latex'?"),
        ("a = 1", "f.toml:2:5: a is a table, not an integer"),
        ('"a b" = {}', "f.toml:2:1: 'a b' cannot name a symbol"),
        ("a = {quantity = 'time'}\nb = {quantity = 'time'}", "f.toml:3:18: 'a' is the time already"),
    ],
)
def test_what_cannot_be_declared_is_refused_at_its_place(entry: str, message: str) -> None:
    """Each message has line and column, and where something comes close, the word that was meant."""
    with pytest.raises(SymrulesError) as error:
        _symbols("[symbols]\n" + entry + "\n")
    assert str(error.value).startswith(message)


def test_a_usual_name_of_another_dimension_implies_nothing() -> None:
    """A charge q is no wave number, a hopping t no time; what has no dimension, or 1, may be what the name says."""
    found = _symbols("[symbols]\nq = {dimension = 'charge'}\nt = {dimension = 'energy'}\nL = {dimension = '1'}\n"
                     "omega = {dimension = 'energy'}\nx = {}\nmu = {arguments = ['x']}\n")  # fmt: skip
    assert {"length": "L", "frequency": "omega"} == found.quantities
