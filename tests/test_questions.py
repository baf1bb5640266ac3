"""What one types at a prompt."""

from __future__ import annotations

import mpmath
import pytest
import sympy

import symrules
from symrules.errors import NotationError, ReadError


def test_prove_takes_domains_as_keywords():
    """A true identity is proved and its false twin refuted."""
    assert symrules.prove("coth(x/2) = 1 + 2/(exp(x) - 1)", x="nonzero").proved
    assert symrules.prove("coth(x/2) = 1 - 2/(exp(x) - 1)", x="nonzero").refuted


def test_prove_takes_one_condition_or_several():
    """A condition may stand alone."""
    assert symrules.prove("sqrt((a-b)**2) = a-b", where="a > b", a="real", b="real").proved
    assert symrules.prove("sqrt((a-b)**2) = a-b", where=["a > b", "b > 1"], a="real", b="real").proved
    assert symrules.prove("sqrt((a-b)**2) = a-b", a="real", b="real").refuted


def test_names_that_are_no_keywords_stand_in_a_mapping():
    """A function, and a symbol named as a parameter is."""
    assert symrules.prove("f(x) + where = where + f(x)", symbols={"f(x)": "real", "where": "real"}, x="real").proved


def test_expand_reads_text_and_expressions_alike():
    """The same coefficients come from a text and from SymPy's tree."""
    x = sympy.Symbol("x")
    text = symrules.expand("x*coth(x)", "x", order=6)
    tree = symrules.expand(x * sympy.coth(x), x, order=6)
    assert list(text.terms) == list(tree.terms)
    assert abs(mpmath.mpf(text.coefficient(2).p) / text.coefficient(2).q - mpmath.mpf(1) / 3) < 1e-12


def test_expand_uses_domains():
    """The sign of a parameter is taken from its domain."""
    assert "-" == symrules.expand("a*(x*coth(x) - 1)", "x", a="positive").remainder(2).sign
    assert "+" == symrules.expand("a*(x*coth(x) - 1)", "x", a="negative").remainder(2).sign


def test_series_shows_as_formula_in_a_notebook():
    """A notebook gets LaTeX, ending with the error term."""
    assert r"$\displaystyle 1+\frac{x^2}{3}+O(x^4)$" == symrules.expand("x*coth(x)", "x", order=2)._repr_latex_()


def test_verdict_reads_as_words():
    """Printed, a verdict says what it rests on."""
    assert "proved: normal form\n  provided that x != 0" == str(symrules.prove("x/x = 1", x="real"))


def test_undeclared_name_says_what_to_write():
    """Nothing is guessed: the message shows the keyword."""
    with pytest.raises(ReadError, match=r"statement, column 5: 'y'.*\n.*declare it: y=\"real\""):
        symrules.prove("x = y", x="real")
    with pytest.raises(ReadError, match=r"expression, column 8: 'y'.*\n.*declare it: y=\"real\""):
        symrules.expand("x*coth(y)", "x")


def test_domain_that_is_no_text_is_an_error():
    """A number is no domain."""
    with pytest.raises(NotationError, match="a domain is a text"):
        symrules.prove("x = x", x=1)  # type: ignore[arg-type]
