r"""Alignment, line breaks, wide spaces and words: which statements an equation makes, and what it says beside them."""

from __future__ import annotations

import pytest

from symrules.errors import Place, ReadError
from symrules.tex import Span, read_equation
from symrules.text import print_expression
from tests.tex.declared import notation

SYMBOLS = notation("a b c p q x n")


def said(tex: str) -> list[str]:
    """The links in plain syntax, those of each chain with its number."""
    return [
        f"{link.chain}: {print_expression(link.lhs)} {link.relation} {print_expression(link.rhs)}"
        for link in read_equation(tex, SYMBOLS).links
    ]


@pytest.mark.parametrize(
    ("tex", "links"),
    [
        ("a=b=c", ["0: a = b", "0: b = c"]),
        ("a=b,", ["0: a = b"]),
        (r"a=b\,.", ["0: a = b"]),
        (r"a=b~;\label{eq:a}\tag{3}\nonumber", ["0: a = b"]),
        (r"a&=b\\&=c", ["0: a = b", "0: b = c"]),
        (r"a &= b \\[6pt] &= c", ["0: a = b", "0: b = c"]),
        (r"a&=b\\*&\quad{}+c", ["0: a = b + c"]),
        (r"a&=b\\&\quad{}\times c", ["0: a = b*c"]),
        (r"a=b+\\c", ["0: a = b + c"]),
        (r"a=\\b", ["0: a = b"]),
        (r"a=\bigl(b\\&\quad{}+c\bigr)", ["0: a = b + c"]),
        (r"a&=b\\c&=p", ["0: a = b", "1: c = p"]),
        (r"a&=b\\-c&=p", ["0: a = b", "1: -c = p"]),
        (r"a=b\\-c", ["0: a = b - c"]),
        (r"\begin{equation}\begin{split}a&=b\\&=c\end{split}\end{equation}", ["0: a = b", "0: b = c"]),
        (r"\begin{align*}a&=b&c&=p\\q&=x\end{align*}", ["0: a = b", "1: c = p", "2: q = x"]),
        ("\\begin{eqnarray}a&=&b\\\\&=&c\\end{eqnarray}", ["0: a = b", "0: b = c"]),
        (r"\begin{gathered}a=b\\[6pt]c=p\end{gathered}", ["0: a = b", "1: c = p"]),
        (r"\begin{multline}a=b\\+c\\=p\end{multline}", ["0: a = b + c", "0: b + c = p"]),
        (r"a=b,\quad c=p", ["0: a = b", "1: c = p"]),
        (r"a=b\qquad c=p.", ["0: a = b", "1: c = p"]),
        (r"a=b\quad\text{and}\quad c=p", ["0: a = b", "1: c = p"]),
        (r"a=b\text{ and }c=p", ["0: a = b", "1: c = p"]),
        (r"a\quad=\quad b", ["0: a = b"]),
        (r"a<b\leq c", ["0: a < b", "0: b <= c"]),
        (r"a\to b\sim c\simeq p\approx q\propto x", ["0: a → b", "0: b ∼ c", "0: c ≃ p", "0: p ≈ q", "0: q ∝ x"]),
        (r"a\equiv b:=c", ["0: a ≡ b", "0: b ≡ c"]),
        (r"a\ne b\not=c", ["0: a != b", "0: b != c"]),
        ("a=b % = c\n=p", ["0: a = b", "0: b = p"]),
    ],
)
def test_the_links_of_an_equation(tex: str, links: list[str]) -> None:
    """A line that begins with a relation or a sign goes on; a wide space between values parts two statements."""
    assert said(tex) == links


@pytest.mark.parametrize(
    ("tex", "note"),
    [
        (r"a=b\qquad(x>0)", r"(x>0)"),
        (r"a=b,\quad\text{for }x>0", r"\text{for }x>0"),
        (r"a=b\text{ if }x>0", r"\text{ if }x>0"),
        (r"a=b\qquad\text{(weak coupling)}", r"\text{(weak coupling)}"),
        (r"a=b\quad\mbox{as}\quad x\to0", r"\mbox{as}\quad x\to0"),
    ],
)
def test_words_beside_an_equation_are_noted(tex: str, note: str) -> None:
    """A condition is no statement; that it is not read is said with its place."""
    reading = read_equation(tex, SYMBOLS)
    assert [link.relation for link in reading.links] == ["="]
    notes = [w for w in reading.warnings if w.code == "NOTE-CONDITION"]
    assert notes[0].message == f"what stands beside the equation is not read: {note}"
    assert notes[0].place.column == tex.index(note.split("}")[0]) + 1


@pytest.mark.parametrize(
    "tex",
    [
        r"a=b\quad n=1,2",
        r"a=b\qquad c",
        r"a=b\\c",
        r"a=b\\-c=p",
        r"a=b,c=p",
        r"a=b(c=p)",
        r"\text{where }a=b",
        r"a\quad b=c",
        r"a=b\text{ or else }",
        r"\begin{tabular}a=b\end{tabular}",
    ],
)
def test_what_is_no_list_of_statements_is_refused(tex: str) -> None:
    """Nothing is dropped, and nothing joined, in silence."""
    try:
        reading = read_equation(tex, SYMBOLS)
    except ReadError:
        return
    assert "NOTE-CONDITION" in {warning.code for warning in reading.warnings}


def test_the_spans_of_both_sides() -> None:
    """Each side knows its first character and the place behind its last one."""
    (link,) = read_equation("a+b\n  = \\frac{p}{q},", SYMBOLS, place=Place("p.tex", 7, 3)).links
    assert link.lhs_span == Span(Place("p.tex", 7, 3), Place("p.tex", 7, 6))
    assert link.rhs_span == Span(Place("p.tex", 8, 5), Place("p.tex", 8, 16))


def test_an_expression_alone_has_no_links() -> None:
    """What holds no relation is an expression."""
    reading = read_equation("a+b", SYMBOLS)
    assert reading.links == ()
    assert print_expression(reading.expression) == "a + b"


def test_a_product_of_vectors_is_doubted_or_refused() -> None:
    """A dot between two bold letters is doubted, a cross refused; between numbers both are signs of multiplication."""
    vectors = notation(r"k=\mathbf{k} r=\mathbf{r} v=\vec{v} w=\vec{w} k_1=\mathbf{k}_1 a")
    for tex in (r"\mathbf{k}\cdot\mathbf{r}", r"\vec v\cdot\vec w", r"a{\bf k}_1\cdot{\bf r}"):
        assert [warning.code for warning in read_equation(tex, vectors).warnings] == ["AMB-VECTOR"]
        with pytest.raises(ReadError, match="a cross product of vectors"):
            read_equation(tex.replace(r"\cdot", r"\times"), vectors)
    assert read_equation(r"a\times a\cdot\mathbf{k}", vectors).warnings == ()
