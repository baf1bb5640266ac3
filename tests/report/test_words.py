"""Words into LaTeX text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symrules.notation import Notation
from symrules.report.words import tex


@pytest.mark.parametrize(
    ("words", "typeset"),
    [
        ("plain words", "plain words"),
        ("50% & #1 {a}", r"50\% \& \#1 \{a\}"),
        (r"a\b", r"a\textbackslash{}b"),
        ("γ → 1", r"$\gamma$ $\to$ 1"),
        ("O(x⁴)", "O(x$^{4}$)"),
        ("U₀′", "U$_{0} '$"),
        ("V̄/V", r"$\bar{V}$/V"),
        ("Schrödinger", r"Schr\"{o}dinger"),
        ("$\\frac12$ as it is", r"$\frac12$ as it is"),
        ("costs 5$", r"costs 5\textdollar{}"),
        ("∂x", r"$\partial$x"),
        ("ε_F and mu_up", r"$\varepsilon_{F}$ and $\mu_{\mathrm{up}}$"),
        ("k_BT", "$k_{B}$T"),
        ("G = P/V^2", "G = P/V$^{2}$"),
        ("x^2y", r"x\^{}2y"),
        ("a -> b <= c", r"a $\to$ b $\leq$ c"),
        ("<j(x)/L> -> I", r"$\langle$j(x)/L$\rangle$ $\to$ I"),
        ("a < b", "a $<$ b"),
        ("E**(nu/2 - 1)", r"E$^{\nu/2 - 1}$"),
        ("dN/dmu = 0", r"dN/d$\mu$ = 0"),
        ("kT << E", r"kT $\ll$ E"),
        ("O(V**2), n**(1/2)", "O(V$^{2}$), n$^{1/2}$"),
        ("漢", r"\texttt{U+6F22}"),
    ],
)
def test_words_are_typeset(words, typeset):
    """Signs, Greek letters, scripts and accents come out as LaTeX, everything special is escaped."""
    assert typeset == tex(words)


def test_declared_names_take_their_latex():
    """A name with an underscore, and the name of a Greek letter, are printed as their notation declares them."""
    notation = Notation()
    notation.symbol("tau", r"\tau")
    notation.symbol("to", "x")
    notation.symbol("mu", "m")
    notation.symbol("t2", "t''")
    assert r"up to $\tau$ at $m$, $\Delta$ N" == tex("up to tau at mu, Delta N", notation)
    assert "$t''$ and t3" == tex("t2 and t3", notation)
    notation.symbol("n_mu", r"\partial n/\partial\mu")
    assert r"$\partial n/\partial\mu$ here" == tex("n_mu here", notation)


@settings(derandomize=True, max_examples=300)
@given(st.text())
def test_result_is_ascii_with_balanced_mathematics(words):
    """Whatever stands in a sentence, the result is ASCII with dollar signs in pairs and braces that match."""
    typeset = tex(words.replace("$", ""))
    assert typeset.isascii()
    assert typeset.count("$") % 2 == 0
    depth = 0
    for before, c in zip(" " + typeset, typeset, strict=False):
        depth += (c == "{" and before != "\\") - (c == "}" and before != "\\")
        assert depth >= 0
    assert 0 == depth
