"""What symrules prints is read back: random trees, the paper's equations, and every file of the output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sympy
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import Integer, Integral, Limit, Product, Rational, S, Sum, Symbol, oo, pi

from symrules.latex import Macros, fragment, macros, to_latex
from symrules.library import sections
from symrules.notation import Notation
from symrules.tex import Reading, read_equation, read_macros
from symrules.text.nodes import add, apply, derivative, multiply, piecewise, power, rebuild, with_limits
from symrules.vocabulary import Average, Bracket, Held, Variation, free_symbols
from tests.latex.test_paper import EQUATIONS, PAPER, PRINTED
from tests.tex.same import value

OUTPUT = Path(__file__).parents[2] / "output" / "equations"

NOTATION = Notation("random")
for _name, _latex in {
    "x": "x", "mu": r"\mu", "a": "a", "m": r"m_{\rm eff}", "T": r"\mathcal T", "k_B": "k_B", "xp": "x'",
    "DN": r"\Delta N", "fe": r"f^{\rm eq}_k", "V": "|V|", "N0": "N(0)", "z": "z", "q": "q", "e": "e",
}.items():  # fmt: skip
    NOTATION.symbol(_name, _latex)
NOTATION.function("f", ["x"], "f")
NOTATION.function("g", ["x", "a"], "g", latex_default="g(x,a)")
NOTATION.function("h", ["z"], r"h_{\rm t}", latex_default=r"h_{\rm t}(z)")
f, g, h = (NOTATION.function_class(name) for name in "fgh")
VARIABLES = st.sampled_from([Symbol(name) for name in ("x", "z", "q", "xp", "a")])
LEAVES = st.one_of(
    st.sampled_from([Symbol(d.name) for d in NOTATION if not d.is_function]),
    st.sampled_from([NOTATION.expression(name) for name in "fgh"]),
    st.integers(-4, 12).map(Integer),
    st.sampled_from([Rational(1, 2), Rational(-3, 5), Rational(7, 3), pi, oo, S.ImaginaryUnit]),
)
ONE = (
    "sin cosh log coth exp Abs sech atan gamma factorial conjugate floor ceiling tanh zeta asinh sign re im erf cot "
    "loggamma digamma acosh erfc Ei"
)
TWO = "binomial polylog besselj besselk beta KroneckerDelta atan2"


def _minus_one(e: Any) -> Any:
    return power(e, Integer(-1))


def _grown(children: Any) -> Any:
    several = st.lists(children, min_size=2, max_size=4)
    two = st.tuples(children, children)
    return st.one_of(
        several.map(lambda a: add(*a)),
        several.map(lambda a: multiply(*a)),
        children.map(lambda e: multiply(Integer(-1), e)),
        two.map(lambda a: multiply(a[0], _minus_one(a[1]))),
        st.tuples(several, children).map(lambda a: multiply(*a[0], _minus_one(a[1]), a[0][0])),
        st.tuples(children, st.sampled_from([-2, -1, 2, 3, Rational(1, 2), Rational(1, 3), Rational(3, 2)])).map(
            lambda a: power(a[0], S(a[1]))
        ),
        two.map(lambda a: power(*a)),
        st.tuples(st.sampled_from(ONE.split()), children).map(lambda a: apply(getattr(sympy, a[0]), a[1])),
        st.tuples(st.sampled_from(TWO.split()), two).map(lambda a: apply(getattr(sympy, a[0]), *a[1])),
        children.map(lambda e: apply(f, e)),
        children.map(lambda e: apply(h, e)),
        two.map(lambda a: apply(g, *a)),
        st.tuples(children, VARIABLES).map(lambda a: derivative(a[0], (a[1], 1))),
        st.tuples(children, VARIABLES).map(lambda a: derivative(a[0], (a[1], 3))),
        st.tuples(children, VARIABLES).map(lambda a: derivative(a[0], (a[1], 2), (Symbol("mu"), 1))),
        st.tuples(children, VARIABLES).map(lambda a: apply(Variation, *a)),
        st.tuples(children, VARIABLES, two).map(lambda a: with_limits(Integral, a[0], (a[1], *a[2]))),
        st.tuples(children, VARIABLES).map(lambda a: with_limits(Integral, a[0], (a[1],))),
        st.tuples(children, VARIABLES, two).map(lambda a: with_limits(Sum, a[0], (a[1], *a[2]))),
        st.tuples(children, VARIABLES, two).map(lambda a: with_limits(Product, a[0], (a[1], *a[2]))),
        st.tuples(children, VARIABLES).map(lambda a: apply(Limit, a[0], a[1], oo, Symbol("-"))),
        st.tuples(children, VARIABLES, st.sampled_from("+-")).map(
            lambda a: apply(Limit, a[0], a[1], Symbol("mu"), Symbol(a[2]))
        ),
        children.map(lambda e: apply(Average, e)),
        st.tuples(children, VARIABLES).map(lambda a: apply(Average, *a)),
        two.map(lambda a: apply(Bracket, *a)),
        st.tuples(children, VARIABLES).map(lambda a: apply(Held, derivative(a[0], (a[1], 1)), Symbol("T"))),
        st.tuples(children, two).map(
            lambda a: piecewise((a[0], apply(sympy.StrictLessThan, *a[1])), (a[1][0], S.true))
        ),
    )


TREES = st.recursive(LEAVES, _grown, max_leaves=8)
SETTINGS = settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def members(reading: Reading) -> list[Any]:
    """The members of all chains, in order."""
    found: list[Any] = []
    chain = -1
    for link in reading.links:
        if link.chain != chain:
            found.append(link.lhs)
            chain = link.chain
        found.append(link.rhs)
    return found or [reading.expression]


def _value(e: Any) -> Any:
    try:
        return value(e)
    except (ZeroDivisionError, OverflowError):
        return None


@SETTINGS
@given(TREES)
def test_a_printed_tree_is_read_back(e: Any) -> None:
    """The tree says the same again, unless a warning names a second reading of a function before a bracket."""
    expected = _value(e)
    assume(expected is not None)
    reading = read_equation(to_latex(e, NOTATION), NOTATION)
    same = _value(reading.expression) == expected
    assert same or "AMB-CALL" in {warning.code for warning in reading.warnings}


@settings(SETTINGS, max_examples=150)
@given(TREES, TREES)
def test_a_printed_equation_is_read_back(lhs: Any, rhs: Any) -> None:
    """With line breaks, alignment, tag, label and macros, both members are read again."""
    expected = [_value(lhs), _value(rhs)]
    assume(None not in expected)
    table = Macros(NOTATION)
    tex = fragment("1", [("", lhs), (r"\equiv", rhs)], NOTATION, macros=table)
    reading = read_equation(tex, NOTATION, macros=read_macros(macros(NOTATION)))
    assert [link.relation for link in reading.links] == ["≡"]
    same = [_value(member) for member in members(reading)] == expected
    assert same or "AMB-CALL" in {warning.code for warning in reading.warnings}


def _without_points(e: Any) -> Any:
    """The tree with error terms that name no variable, as the paper prints them."""
    if isinstance(e, sympy.Order) and len(free_symbols(e.args[0])) > 1:
        return apply(sympy.Order, e.args[0])
    if not e.args or e.is_Symbol:
        return e
    return rebuild(e, tuple(_without_points(a) if isinstance(a, sympy.Expr) else a for a in e.args))


@pytest.mark.parametrize("label", PRINTED)
def test_the_papers_equations_are_read(label: str) -> None:
    """Every member of every equation, in the paper's own notation, is the tree that was printed."""
    found = members(read_equation(PRINTED[label], PAPER))
    assert [value(_without_points(e)) for _, e in EQUATIONS[label]] == [value(e) for e in found]


_EQUATIONS = {equation.label: equation for section in sections() for equation in section.equations}
_DECLARED_TWICE = {
    "4": {"N"},  # N(I, mu) and N(mu) both print as N
    "12": {"df", "dU", "dn"},  # responses that are declared under the LaTeX of the derivative itself
}


@pytest.mark.parametrize("path", sorted(OUTPUT.glob("eq-*.tex")), ids=lambda path: path.stem)
def test_every_file_of_the_output_is_read(path: Path) -> None:
    """Members and relations are the derivation's; where two names print alike, a warning says so."""
    equation = _EQUATIONS[path.stem.removeprefix("eq-")]
    table = read_macros((OUTPUT / "macros.tex").read_text(encoding="utf-8"))
    reading = read_equation(path.read_text(encoding="utf-8"), equation.notation, macros=table)
    found = members(reading)
    expected = [_without_points(e) for _, e in equation.members]
    assert len(expected) == len(found)
    different = [(a, b) for a, b in zip(expected, found, strict=True) if value(a) != value(b)]
    doubted = {w.message.split("read as ")[-1] for w in reading.warnings if w.code == "AMB-NAME"}
    if equation.label in _DECLARED_TWICE:
        names = _DECLARED_TWICE[equation.label]
        assert all(any(name in message for message in doubted) for name in names)
    else:
        assert different == []
