"""Widths against TeX's own measure, and lines that fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from sympy import Add, Integer, Mul, Pow, Symbol

from symrules.latex import LatexError, Macros, Style, fragment, macros
from symrules.latex.layout import MARK, broken, width, without_marks
from symrules.notation import Notation
from symrules.text import read_expression

FORMULAS = [
    r"\mathcal T^2k_BT+\mathcal T(1-\mathcal T)\frac{\mu_{\rm up}-\mu_{\rm dn}}{2}",
    r"\coth\!\left(\frac{\mu_{\rm up}-\mu_{\rm dn}}{2k_BT}\right)",
    r"\frac{1}{1+\exp[(\varepsilon_{\mathbf k}+U_0(\mathbf r)-\mu)/k_BT]}",
    r"\int_0^\infty dt\int_0^L dx\,\frac{E(x)}{V}\int_0^L dx'\,\frac{E(x')}{V}",
    r"\frac{\langle[j(x,t)/L, j(x',t')/L]\rangle_0}{k_BT}(-E(x'))",
    r"\lim_{t\to\infty}\sum_{n=1}^N a_n\sqrt{x+1}",
    r"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    r"abcdefghijklmnopqrstuvwxyz",
    r"\alpha\beta\gamma\delta\epsilon\zeta\eta\theta\iota\kappa\lambda\mu\nu\xi\rho\sigma\tau\phi\chi\psi\omega",
    r"1234567890+\operatorname{artanh}(2x)=\ln\Gamma(x)",
]


def test_estimated_widths_agree_with_tex(compile_tex: Callable[[str, str, str], str]) -> None:
    """The estimate is within a tenth (and half an em) of the width that TeX sets in display style."""
    body = "".join(
        f"\\setbox0=\\hbox{{$\\displaystyle {f}$}}\\typeout{{WIDTH{i}=\\the\\wd0;}}\n" for i, f in enumerate(FORMULAS)
    )
    log = compile_tex("ARTICLE", "", body)
    measured = {int(i): float(points) / 10 for i, points in re.findall(r"WIDTH(\d+)=([0-9.]+)pt;", log)}
    assert len(FORMULAS) == len(measured)
    for i, formula in enumerate(FORMULAS):
        assert measured[i] == pytest.approx(width(formula), rel=0.1, abs=0.5), formula


def _same(text: str) -> str:
    return text


def test_a_line_that_fits_is_not_broken() -> None:
    """One line stays one line."""
    assert (["a+b"], 0.0) == broken("a+b", 10, 10, _same)


def test_a_line_is_broken_before_a_sign() -> None:
    """A sum is broken before a sign at its top level, with the space of a binary sign kept."""
    lines, excess = broken("aaaaaaaa+bbbbbbbb-cccccccc", 7, 7, _same)
    assert ["aaaaaaaa", "{}+bbbbbbbb", "{}-cccccccc"] == lines
    assert excess == 0.0


def test_a_product_is_broken_at_a_mark_with_a_times_sign() -> None:
    """Between factors a line is broken only where the printer left a mark."""
    lines, _ = broken(f"aaaaaaaa{MARK}(bbbbbbbb)", 6, 8, _same)
    assert ["aaaaaaaa", r"{}\times(bbbbbbbb)"] == lines
    unbroken, excess = broken("aaaaaaaa(bbbbbbbb)", 6, 8, _same)
    assert ["aaaaaaaa(bbbbbbbb)"] == unbroken
    assert excess > 0


def test_the_top_level_is_preferred_to_a_bracket() -> None:
    """A break outside all brackets is taken where one suffices."""
    lines, _ = broken("(aaaaaa+bbbbbb)+cccccc", 9, 9, _same)
    assert ["(aaaaaa+bbbbbb)", "{}+cccccc"] == lines


def test_a_growing_bracket_that_is_divided_gets_a_fixed_size() -> None:
    """`\\left` and `\\right` on two lines would not compile; other growing brackets keep theirs."""
    lines, _ = broken(r"\left[aaaaaaaa+\left(\frac{b}{c}\right)dddddddd\right]", 7, 9, _same)
    assert [r"\biggl[aaaaaaaa", r"{}+\left(\frac{b}{c}\right)dddddddd\biggr]"] == lines


def test_a_derivative_at_a_point_is_never_divided() -> None:
    """There is no break between `\\left.` and its bar."""
    lines, _ = broken(r"\left.aaaaaaaa+bbbbbbbb\right|_{x}", 3, 3, _same)
    assert 1 == len(lines)


def test_marks_leave_no_trace() -> None:
    """Without its marks a control word is still parted from the letter behind it."""
    assert r"\mu x" == without_marks(rf"\mu{MARK}x")


# -- fragments

NOTATION = Notation("fragments")
for _name in ("x", "y", "a", "b"):
    NOTATION.symbol(_name)
NOTATION.symbol("mu_up", r"\mu_{\rm up}", meaning="chemical potential\nupstream")
NOTATION.symbol("tau", r"\mathcal T")
NOTATION.symbol("U0", "U_0")
NOTATION.symbol("U_0", "U_{0}")
NOTATION.function("f", ["x"], r"f_{\rm eq}", latex_default=r"f_{\rm eq}(x)")
x, y = Symbol("x"), Symbol("y")


def test_two_short_members_are_one_equation() -> None:
    """The environment carries the paper's number and a label of its own."""
    assert "\\begin{equation}\nx=y\n\\tag{10}\\label{eq:10}\n\\end{equation}\n" == fragment(
        "10", [("", x), ("=", y)], NOTATION
    )


def _long(terms: int) -> Add:
    return Add(*(Mul(Integer(n), Pow(x, n, evaluate=False), y, evaluate=False) for n in range(2, 2 + terms)),
               evaluate=False)  # fmt: skip


def test_a_long_member_is_broken_and_the_relations_are_aligned() -> None:
    """Members stand below one another at their relations, and continuation lines are indented."""
    text = fragment("A.1", [("", x), ("=", _long(14)), (r"\sim", y)], NOTATION)
    assert r"\begin{split}" in text
    assert "\nx&=" in "\n" + text.split("\\begin{split}\n")[1]
    assert "\n&\\quad{}+" in text
    assert "\n&\\sim y\n" in text


def test_the_wider_class_needs_fewer_lines() -> None:
    """The same equation has fewer breaks in the wider column."""
    members = [("", x), ("=", _long(14))]
    narrow, wide = (fragment("1", members, NOTATION, style).count(r"\\") for style in Style)
    assert narrow > wide


@pytest.mark.parametrize("style", Style, ids=lambda style: style.name)
def test_long_fragments_stay_inside_the_column(style: Style, compile_tex: Callable[[str, str, str], str]) -> None:
    """Long sums, long left sides and brackets that must be divided set without an overfull box."""
    bracket = Mul(y, Add(_long(12), Mul(x, _long(9), evaluate=False), evaluate=False), evaluate=False)
    body = "".join(
        fragment(str(i), members, NOTATION, style)
        for i, members in enumerate([
            [("", x), ("=", _long(40))],
            [("", _long(20)), ("=", _long(20)), ("=", y)],
            [("", x), (r"\equiv", bracket)],
        ])
    )  # fmt: skip
    assert "Overfull" not in compile_tex(style.name, "", body)


def test_what_no_column_can_hold_spans_the_page_in_revtex(compile_tex: Callable[[str, str, str], str]) -> None:
    """A fraction that cannot be divided goes into a `widetext` of the two-column class."""
    members = [("", x), ("=", Mul(_long(9), Pow(_long(10), -1, evaluate=False), evaluate=False))]
    text = fragment("1", members, NOTATION)
    assert text.startswith("\\begin{widetext}\n\\begin{equation}\n")
    assert "widetext" not in fragment("1", members, NOTATION, Style.ARTICLE)
    assert "Overfull" not in compile_tex("REVTEX", "", text)


@pytest.mark.parametrize("label", ["", "1}", r"\x", "a%b", "1\n2", "ä", "#", "$"])
def test_a_label_cannot_break_out_of_its_braces(label: str) -> None:
    """A number is letters, digits and plain punctuation."""
    with pytest.raises(LatexError, match="cannot number"):
        fragment(label, [("", x), ("=", y)], NOTATION)


def test_a_fragment_needs_two_sides() -> None:
    """A single member, or a relation before the first, is no equation."""
    with pytest.raises(LatexError, match="left side"):
        fragment("1", [("", x)], NOTATION)
    with pytest.raises(LatexError, match="left side"):
        fragment("1", [("=", x), ("=", y)], NOTATION)


@pytest.mark.parametrize("relation", ["", r"\input{x}", "=}", "%"])
def test_a_relation_is_plain_mathematics(relation: str) -> None:
    """Each further member has a relation, and it is a closed piece of mathematics."""
    with pytest.raises(LatexError):
        fragment("1", [("", x), (relation, y)], NOTATION)


# -- macros


def test_every_symbol_of_several_tokens_is_one_macro() -> None:
    """Single letters stay as they are; the meaning stands behind the definition, on its line."""
    expected = [
        r"\providecommand{\srmuUp}{\mu_{\rm up}} % chemical potential upstream",
        r"\providecommand{\srtau}{\mathcal T}",
        r"\providecommand{\srUZero}{U_0}",
        r"\providecommand{\srUZeroA}{U_{0}}",
        r"\providecommand{\srf}{f_{\rm eq}}",
        r"\providecommand{\srfDefault}{f_{\rm eq}(x)}",
    ]
    assert expected == macros(NOTATION).splitlines()[1:]


def test_macro_names_never_meet() -> None:
    """Names that spell alike without digits and underscores still have macros of their own, in letters only."""
    notation = Notation()
    for name in ("aB", "a_B", "a1", "aOne", "a_One", "fDefault"):
        notation.symbol(name, rf"\mathrm{{{name.replace('_', '.')}}}")
    notation.symbol("x")
    notation.function("f", ["x"], "f_0", latex_default="f_0(x)")
    table = Macros(notation)
    assert 8 == len(table.definitions)
    assert all(re.fullmatch(r"\\sr[A-Za-z]+", macro) for macro in table.definitions)


def test_notations_share_a_macro_where_they_agree_and_part_where_they_differ() -> None:
    """The same name with the same LaTeX is one macro; with another LaTeX it is a second one."""
    second, third = Notation(), Notation()
    second.symbol("tau", r"\mathcal T")
    third.symbol("tau", r"\tau_0")
    table = Macros(NOTATION, second, third)
    assert [r"\mathcal T", r"\tau_0"] == [table.definitions[m] for m in (r"\srtau", r"\srtauA")]
    tau = Mul(2, Symbol("tau"), evaluate=False)
    members = [("", tau), ("=", tau)]
    assert r"2\srtau=2\srtau" in fragment("1", members, second, macros=table)
    assert r"2\srtauA=2\srtauA" in fragment("1", members, third, macros=table)


def test_macros_and_plain_print_break_alike() -> None:
    """The width of a macro is that of what it stands for, so the lines are the same."""
    e = read_expression("(mu_up + tau*f(y))*" + "*".join(["(mu_up + 2*tau)"] * 6) + "+ f", NOTATION)
    table = Macros(NOTATION)
    with_macros = fragment("1", [("", x), ("=", e)], NOTATION, macros=table)
    plain = fragment("1", [("", x), ("=", e)], NOTATION)
    expanded = re.sub(r"(\\sr[A-Za-z]+) ?", lambda m: table.definitions[m[1]], with_macros)
    strip = re.compile(r"[ ]")
    assert strip.sub("", plain) == strip.sub("", expanded)
    assert all(first == second for first, second in pairwise([with_macros.count("\n"), plain.count("\n")]))
