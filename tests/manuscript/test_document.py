"""Documents: which equations stand where, with which labels, macros and remarks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latexwalker import LatexCharsNode, LatexWalker

from symrules.manuscript.document import read_document, read_one
from symrules.manuscript.sources import Sources
from tests.manuscript.checks import document, write


def read(folder, body, **options):
    return document(write(folder, body), **options)


def texts(read):
    return [" ".join(e.tex.split()) for e in read.equations]


@pytest.mark.parametrize(
    "body",
    [
        "\\begin{equation} a = b \\end{equation}",
        "\\begin{equation*} a = b \\end{equation*}",
        "\\begin{displaymath} a = b \\end{displaymath}",
        "\\[ a = b \\]",
        "$$ a = b $$",
        "\\begin{align} a &= b \\end{align}",
        "\\begin{align*} a &= b \\end{align*}",
        "\\begin{eqnarray} a &=& b \\end{eqnarray}",
        "\\begin{gather} a = b \\end{gather}",
        "\\begin{multline} a \\\\ = b \\end{multline}",
        "\\begin{flalign} a &= b & \\end{flalign}",
        "\\begin{alignat}{2} a &= b \\end{alignat}",
        "\\begin{equation}\\begin{split} a &= b \\end{split}\\end{equation}",
        "\\begin{equation}\\begin{aligned}[t] a &= b \\end{aligned}\\end{equation}",
        "\\begin{figure}\\begin{center} \\[ a = b \\] \\end{center}\\end{figure}",
        "\\newcommand{\\be}{\\begin{equation}}\\newcommand{\\ee}{\\end{equation}}\\be a = b \\ee",
        "\\def\\beq{\\begin{equation}}\\def\\eeq{\\end{equation}}\\beq a = b \\eeq",
    ],
)
def test_each_environment_holds_one_equation(tmp_path, body):
    """Displayed environments, starred, nested, abbreviated by macros, and the two delimiters."""
    found = read(tmp_path, body)
    assert () == found.findings
    assert ["a = b"] == texts(found)


def test_inline_formulas_are_read_on_request_only(tmp_path):
    """Dollars and parentheses are equations with inline=True, and none without."""
    body = "text $a = b$ and \\(b = a\\), \\[ a = a \\]"
    assert ["a = a"] == texts(read(tmp_path, body))
    assert ["a = b", "b = a", "a = a"] == texts(read(tmp_path, body, inline=True))


@pytest.mark.parametrize(
    "body",
    [
        "% \\begin{equation} a = b \\end{equation}",
        "\\begin{verbatim}\n\\begin{equation} a = b \\end{equation}\n\\end{verbatim}",
        "\\begin{comment}\n\\[ a = b \\]\n\\end{comment}",
        "\\begin{lstlisting}\n$$ a = b $$\n\\end{lstlisting}",
        "\\verb|\\[ a = b \\]| \\verb+$$+",
        "\\iffalse \\[ a = b \\] \\ifx\\a\\b $$ \\fi \\fi",
        "\\newcommand{\\x}{\\[ a = b \\]}",
        "\\end{document} \\[ a = b \\]",
        "100\\% of \\$5 and \\$6, \\url{http://a.b/50%25}",
    ],
)
def test_what_is_no_equation_is_passed_over(tmp_path, body):
    """Comments, verbatim text, disabled text, macro bodies, and what follows the document."""
    found = read(tmp_path, body)
    assert () == found.equations
    assert () == found.findings


def test_rows_of_an_alignment_are_equations_of_their_own(tmp_path):
    """A row that begins with a relation or an operator goes on; any other one is a new equation with its label."""
    body = (
        "\\begin{align}\na &= b \\label{1} \\\\\n &= c \\nonumber \\\\\n & + d \\label{2} \\\\[2ex]\n"
        "-e &= f, \\label{3} \\\\ \\intertext{so}\n g &= h & p &= q \\label{4}\n\\end{align}"
    )
    found = read(tmp_path, body)
    assert ["a = b = c + d", "-e = f,", "g = h", "p = q"] == texts(found)
    assert [("1", "2"), ("3",), (), ("4",)] == [e.labels for e in found.equations]
    assert [2, 5, 6, 6] == [e.first.line for e in found.equations]


def test_a_broken_line_goes_on(tmp_path):
    """In multline and split a row without a relation, behind an operator, belongs to the equation before it."""
    found = read(tmp_path, "\\begin{multline}\na = b + \\\\ c \\\\ + d\n\\end{multline}")
    assert ["a = b + c + d"] == texts(found)
    assert ((),) == tuple(e.joined for e in found.equations)


def test_two_statements_in_split_are_not_one_chain(tmp_path):
    """x = 1 and y = 2 in two rows of aligned are not read as x = 1 y = 2."""
    found = read(tmp_path, "\\[\\begin{aligned} x &= 1 \\\\ y &= 2 \\end{aligned}\\]")
    assert ["x = 1", "y = 2"] == texts(found)


def test_a_row_that_may_be_either_is_reported(tmp_path):
    """Without a sign that says how a row goes on, its line is kept for a warning."""
    found = read(tmp_path, "\\begin{multline}\na = b \\\\\n c\n\\end{multline}")
    assert (3,) == found.equations[0].joined


@pytest.mark.parametrize(
    ("rows", "expected", "joined"),
    [
        (r"a &= b \\ &\sum_{n=1}^2 c", [r"a = b \sum_{n=1}^2 c"], 1),
        (r"a = b \\ \lim_{x\to 0} c", [r"a = b \lim_{x\to 0} c"], 1),
        (r"a &= b \\ &\quad{}\times c \\ - d &= e", [r"a = b \quad{}\times c", "- d = e"], 0),
        (r"a &= b \\ &- d = e", ["a = b - d = e"], 0),
        (r"a &\is b \\ &\is c \\ d &\is e", [r"a \is b \is c", r"d \is e"], 0),
        (r"a &= ( b \\ & c )", ["a = ( b c )"], 1),
    ],
)
def test_how_a_row_goes_on(tmp_path, rows, expected, joined):
    """Relations inside of braces are none of the row; the author's own relations are."""
    found = read(tmp_path, f"\\newcommand{{\\is}}{{\\equiv}}\\begin{{align}} {rows} \\end{{align}}")
    assert expected == texts(found)
    assert joined == sum(len(e.joined) for e in found.equations)


def test_labels_tags_and_groups(tmp_path):
    """Labels and tags are blank in what is read; subequations give a label to all that is in them."""
    body = (
        "\\begin{subequations}\\label{all}\n\\begin{equation}a = b \\tag*{A} \\label{one}\\end{equation}\n"
        "\\begin{equation}b = a\\end{equation}\n\\end{subequations}\\begin{equation}a = a\\end{equation}"
    )
    first, second, third = read(tmp_path, body).equations
    assert (("one",), ("all",), "A") == (first.labels, first.outer, first.tag)
    assert ((), ("all",)) == (second.labels, second.outer)
    assert () == third.outer
    assert "line 3" == second.name


def test_positions_are_those_of_the_file(tmp_path):
    """What is read stands letter for letter where it stands in its file, an input file too."""
    (tmp_path / "part.tex").write_text("\n\n  \\[ a % x\n  = b \\label{q} \\]", encoding="utf-8")
    found = read(tmp_path, "\\input{part} \\input part\n\\[ c = d \\]")
    assert ["a = b", "a = b", "c = d"] == texts(found)
    equation = found.equations[0]
    assert (str(tmp_path / "part.tex"), 3, 6) == (equation.first.file, equation.first.line, equation.first.column)
    for e in found.equations:
        original = e.source.text[e.start : e.start + len(e.tex)]
        assert all(mine in (" ", theirs) for mine, theirs in zip(e.tex, original, strict=True))
        assert original.count("\n") == e.tex.count("\n")


def test_macros_hold_from_their_definition_to_the_end_of_their_group(tmp_path):
    """A definition in a group ends with it; a global one and one in an input file do not."""
    (tmp_path / "macros.tex").write_text("\\newcommand{\\A}{a}", encoding="utf-8")
    body = (
        "\\input{macros}\\begin{center}\\newcommand{\\B}{b}\\gdef\\G{g}\\[ a = a \\]\\end{center}\\[ b = b \\]"
        "{\\def\\C{c}}\\[ c = c \\]"
    )
    found = read(tmp_path, body)
    defined = [[d.text for d in e.definitions] for e in found.equations]
    assert [["\\newcommand{\\A}{a}", "\\newcommand{\\B}{b}", "\\gdef\\G{g}"]] + [
        ["\\newcommand{\\A}{a}", "\\gdef\\G{g}"]
    ] * 2 == defined


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("% symrules: definition\n\\[ a = b \\]", [[0]]),
        ("\\[ a = b \\] % symrules: definition", [[1]]),
        ("\\[ % symrules: definition\na = b \\]", [[0]]),
        ("\\begin{align} % symrules: definition\na &= b \\\\\nb &= c\n\\end{align}", [[0], [0]]),
        ("\\begin{align}\na &= b \\\\ % symrules: definition\nb &= c\n\\end{align}", [[2], []]),
        ("\\begin{align}\na &= b \\\\\n% symrules: definition\nb &= c\n\\end{align}", [[], [0]]),
        ("\\begin{align}\na &= b \\\\\nb &= c % symrules: definition\n\\end{align}", [[], [3]]),
        ("\\begin{align}\na &= b \\\\\nb &= c\n% symrules: definition\n\\end{align}", [[], [0]]),
    ],
)
def test_remarks_belong_to_what_they_stand_at(tmp_path, body, expected):
    """Before an equation, on its last line, inside it, behind the beginning of an environment, or at a row."""
    found = read(tmp_path, body)
    assert expected == [[r.line for r in e.remarks] for e in found.equations]
    assert () == found.findings


def test_a_remark_without_an_equation_is_an_error(tmp_path):
    """A directive that no equation follows is reported where it stands."""
    (finding,) = read(tmp_path, "\\[ a = b \\]\n\n% symrules: definition\n").findings
    assert ("TEX005", 3) == (finding.code, finding.place.line)


def test_a_label_twice_is_an_error(tmp_path):
    """The second label is reported, and where the first one stands."""
    (finding,) = read(tmp_path, "\\[ a = b \\label{x} \\]\n\\[ a = b \\label{x} \\]").findings
    assert ("TEX006", 2) == (finding.code, finding.place.line)
    assert "paper.tex:1" in finding.message


def test_one_equation_may_stand_alone():
    """A text without any environment is one equation."""
    found = read_one("a = b % symrules: definition\n \\label{x}")
    assert ["a = b"] == texts(found)
    assert ("x",) == found.equations[0].labels


_BLOCKS = st.sampled_from(
    [
        "Some prose with 5\\% of $a+b$ and \\emph{more}.\n",
        "% a comment with $ and \\begin{equation}\n",
        "\\begin{verbatim}\n$$ { \\begin{align}\n\\end{verbatim}\n",
        "\\begin{equation}\n a = b % c\n\\label{LABEL}\n\\end{equation}\n",
        "\\begin{equation*} \\frac{a}{b} = \\left\\{ c \\right\\} \\end{equation*}\n",
        "\\begin{center}\\[ a = \\text{if $b$} \\]\\end{center}\n",
        "{\\it \\( a \\)} and $$ b = \\mbox{c} $$\n",
        "\\begin{multline}\\begin{split} a &= b \\\\ &+ c \\end{split}\\end{multline}\n",
        "\\footnote{with \\[ a < b \\] in it}\\verb|$|\n",
    ]
)


@given(st.lists(_BLOCKS, max_size=12))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_pylatexenc_s_own_parser_finds_the_same_formulas(blocks):
    """The displayed formulas of a document are those that an independent, recursive parser finds, at its places."""
    text = "".join(block.replace("LABEL", f"l{k}") for k, block in enumerate(blocks))
    found = read_document(Sources.of_text(text))
    assert () == found.findings
    nodes, _, _ = LatexWalker(text, tolerant_parsing=False).get_latex_nodes()
    assert sorted(_displayed(nodes)) == [_body_end(e, text) for e in found.equations]


def _displayed(nodes):
    """Where each displayed formula ends."""
    for node in nodes or ():
        if node is None or node.isNodeType(LatexCharsNode):
            continue
        name = getattr(node, "environmentname", "")
        if name.removesuffix("*") in ("equation", "multline") or getattr(node, "displaytype", "") == "display":
            yield node.pos + node.len
        else:
            yield from _displayed(getattr(node, "nodelist", None))
            arguments = getattr(node, "nodeargd", None)
            yield from _displayed(getattr(arguments, "argnlist", None))


def _body_end(equation, text):
    stop = equation.start + len(equation.tex)
    return stop + re.match(r"\\end\{[a-z*]+\}|\\\]|\$\$", text[stop:]).end()
