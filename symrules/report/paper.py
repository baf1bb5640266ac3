r"""The paper as derived: each equation as printed, what became of each of its links, and the derivation line by line.

Notes
-----
The document needs the packages of a minimal TeX only (`texlive-latex-base`): amsmath, amssymb, geometry, longtable,
graphicx, color, hyperref. What is wider than a line is scaled a little, or broken at its relations and signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symrules.certificate import condition_latex, expression, order_latex, right_side_latex, start_of, to_latex
from symrules.derivation import EquationResult, LinkResult, Status, StepResult
from symrules.errors import SymrulesError
from symrules.identity import Asymptotic, Condition, Identity
from symrules.latex.layout import broken, width
from symrules.notation import Notation
from symrules.report.ledger import WORDS, Row, hypotheses_of, rows, summary
from symrules.report.words import tex
from symrules.text import read_condition, read_expression
from symrules.verdict import Witness

_PREAMBLE = r"""% Written by symrules; changes made here are lost when it runs again.
\documentclass[10pt,a4paper]{article}
\usepackage{amsmath,amssymb}
\usepackage[a4paper,margin=24mm]{geometry}
\usepackage{array,longtable}
\usepackage{graphicx,color}
\usepackage[hidelinks,hypertexnames=false]{hyperref}
\input{equations/macros}
\pdfsuppressptexinfo=-1
\pdftrailerid{}
\ifdefined\symruleskey\pdfobjcompresslevel=0 \pdfinfo{/Symrules (\symruleskey)}\fi
\setlength{\parindent}{0pt}
\setlength{\parskip}{3pt plus 1pt}
\setlength{\emergencystretch}{2em}
\allowdisplaybreaks
\newsavebox{\fitbox}
% Mathematics on a line of its own: as it is, scaled down to two thirds at most, or broken into several lines.
\newcommand{\fit}[1]{\sbox{\fitbox}{$\displaystyle #1$}%
  \ifdim\wd\fitbox>1.5\linewidth
    {\raggedright\hangindent=2em\relax\binoppenalty=100 \relpenalty=50 $#1$\par}%
  \else\ifdim\wd\fitbox>\linewidth \resizebox{\linewidth}{!}{\usebox{\fitbox}}%
  \else\usebox{\fitbox}\fi\fi}
% A statement: on one line, or its right side on a line of its own.
\newcommand{\claim}[2]{\par\nopagebreak\smallskip\sbox{\fitbox}{$\displaystyle #1 #2$}%
  \ifdim\wd\fitbox>\linewidth \fit{#1}\par\nopagebreak\smallskip\hspace*{2em}\begin{minipage}{\dimexpr\linewidth-2em}%
    \fit{{}#2}\end{minipage}\else\usebox{\fitbox}\fi\par}
% A line of a derivation: the expression, and its reason at the right, or below where the expression is long.
\newcommand{\step}[2]{\par\smallskip\noindent\sbox{\fitbox}{$\displaystyle #1$}%
  \ifdim\wd\fitbox<.64\linewidth
    \usebox{\fitbox}\hfill\parbox{.34\linewidth}{\raggedright\footnotesize #2}\par
  \else\fit{#1}\par\nopagebreak\hspace*{.3\linewidth}\hfill
    \parbox{.6\linewidth}{\raggedleft\footnotesize #2}\par\fi}
\newcommand{\longstep}[2]{\par\smallskip\noindent\fit{#1}\par\nopagebreak\hspace*{.1\linewidth}\hfill
    \parbox{.85\linewidth}{\raggedleft\footnotesize #2}\par}
\newcommand{\wordstep}[2]{\par\smallskip\noindent\parbox{.62\linewidth}{\raggedright #1}\hfill
  \parbox{.34\linewidth}{\raggedright\footnotesize #2}\par}
\newcommand{\field}[2]{\par\noindent{\raggedright\hangindent=6.5em\hangafter=1
  \makebox[6.5em][l]{\small\itshape #1}#2\par}}
\newcommand{\derivation}{\par\smallskip\noindent{\small\itshape derivation}\par\nopagebreak}
\newcommand{\status}[2]{{\setlength{\fboxsep}{2pt}\colorbox[gray]{#1}{\strut\small #2}}}
"""

_READING = """Each equation is a chain of links, one for each relation sign, and each link has a status of its own.
A \\emph{postulate} is physics that is assumed. \\emph{Proved} is an exact identity on the stated domain;
\\emph{proved under hypotheses}, exact once the named hypotheses hold. \\emph{Asymptotic} holds up to the stated order.
\\emph{Refuted} is false as written, with a point at which the two sides are rigorously apart. What is
\\emph{undecided} is never counted as passed. The same results stand in \\texttt{certificates/} for a machine."""

_LINE = 50.0  # em of the text size; a longer formula is divided
_LONG_REASON = 70  # characters; beyond, it stands below its line

_SHADE = {
    "postulate": "0.92",
    "proved": "0.85",
    "proved_under_hypotheses": "0.85",
    "asymptotic": "0.88",
    "refuted": "0.75",
    "undecided": "0.65",
}


def paper(results: Sequence[EquationResult], title: str = "The equations, derived") -> str:
    """The whole document; it reads the fragments in ``equations/``."""
    table = rows(results)
    lines = [_PREAMBLE, r"\begin{document}", rf"{{\LARGE {tex(title)}\par}}\bigskip"]
    lines += [_READING, "", tex(summary(table)) + ".", "", *_overview(table)]
    section: str | None = None
    for result in results:
        if result.equation.section != section:
            section = result.equation.section
            heading = section or "Equations"
            lines += ["", rf"\section*{{{tex(heading)}}}\addcontentsline{{toc}}{{section}}{{{_outline(heading)}}}"]
        lines += _equation(result)
    return "\n".join([*lines, r"\end{document}", ""])


def _outline(words: str) -> str:
    """A heading for the outline, where mathematics cannot stand."""
    typeset = tex(words)
    if "$" not in typeset:
        return typeset
    plain = "".join(c for c in words if c.isascii() and c not in "\\{}$#%&_^~")
    return rf"\texorpdfstring{{{typeset}}}{{{plain}}}"


def _overview(table: Sequence[Row]) -> list[str]:
    columns = "".join(rf">{{\raggedright\arraybackslash}}p{{{width}\linewidth}}" for width in (".19", ".45", ".28"))
    head = r"equation & link & status \\ \hline\noalign{\smallskip}"
    lines = [rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}", head, r"\endhead"]
    shown = ""
    for row in table:
        label = rf"\hyperref[sec:{row.label}]{{({tex(row.label)})}}" if row.label != shown else ""
        shown = row.label
        lines.append(rf"{label} & {tex(row.between)} & {_status(row.result)} \\")
    return [*lines, r"\hline", r"\end{longtable}"]


def _status(result: LinkResult) -> str:
    words = tex(WORDS[result.status])
    relation, notation = result.link.statement.relation, result.link.statement.notation
    if isinstance(relation, Asymptotic):
        words += rf", $O({order_latex(relation, notation)})$"
    return words if result.as_recorded else rf"\textbf{{{words}}} (recorded: {tex(WORDS[result.link.expected])})"


def _equation(result: EquationResult) -> list[str]:
    equation = result.equation
    lines = ["", r"\goodbreak\bigskip", rf"\subsection*{{({tex(equation.label)})\quad {tex(equation.title)}}}",
             rf"\label{{sec:{equation.label}}}",
             rf"\addcontentsline{{toc}}{{subsection}}{{({equation.label})}}"]  # fmt: skip
    lines += [rf"\input{{equations/eq-{equation.label}}}\par"] if equation.members else []
    lines += [tex(equation.remark, equation.notation)] if equation.remark else []
    for link in result.links:
        lines += _link(link)
    return lines


def _link(result: LinkResult) -> list[str]:
    link, notation = result.link, result.link.statement.notation
    between = tex(" → ".join(end for end in (link.start, link.end) if end), notation)
    left, right = _lines(to_latex(link.statement.lhs, notation)), _lines(right_side_latex(link.statement))
    return [
        "",
        r"\par\medskip\goodbreak",
        rf"\parbox[t]{{.64\linewidth}}{{\raggedright\bfseries {between}}}\hfill"
        rf"\status{{{_SHADE[result.status.value]}}}{{{_status(result)}}}",
        rf"\claim{{{left}}}{{{right}}}",
        *(rf"\field{{{name}}}{{{content}}}" for name, content in _fields(result)),
        *_derivation(result, notation),
    ]


def _fields(result: LinkResult) -> Iterator[tuple[str, str]]:
    """What is to be said of a link beside its statement and status: pairs of a heading and LaTeX."""
    link, verdict, notation = result.link, result.verdict, result.link.statement.notation
    for condition in link.statement.where:
        yield "where", _stated(condition, notation)
    if remainder := _remainder(link.statement):
        yield "remainder", remainder
    stated = {str(condition) for condition in link.statement.where}
    for text in hypotheses_of(result):
        if text not in stated:
            yield "assumes", _condition(text, notation)
    for text in verdict.side_conditions:
        yield "requires", _condition(text, notation)
    if verdict.witness:
        yield "witness", _witness(verdict.witness, notation)
    if result.status is Status.UNDECIDED:
        yield "open", tex(verdict.reason, notation)
    if verdict.method and not result.steps:
        yield "by", tex(verdict.method, notation)
    if link.remark:
        yield "remark", tex(link.remark, notation)


def _stated(condition: Condition, notation: Notation) -> str:
    """A condition of the statement, and its words where they say more."""
    maths = f"${condition_latex(condition, notation)}$"
    words = _condition(condition.text, notation)
    return maths if not condition.text or words.startswith("$") else f"{maths} ({words})"


def _condition(text: str, notation: Notation) -> str:
    """A condition in mathematics where it is one, such as ``x != 0``, or what exists; else in words."""
    try:
        head, _, verb = text.rpartition(" ")
        if verb in ("exists", "converges"):
            return f"${to_latex(read_expression(head, notation), notation)}$ {verb}"
        return f"${condition_latex(read_condition(text, notation), notation)}$"
    except SymrulesError:
        return tex(text, notation)


def _remainder(statement: Identity) -> str:
    relation = statement.relation
    if not isinstance(relation, Asymptotic) or relation.remainder is None:
        return ""
    return rf"at most ${to_latex(relation.remainder, statement.notation)}$ in absolute value"


def _witness(witness: Witness, notation: Notation) -> str:
    point = ", ".join(
        f"${_maths(name, notation)} {_SIGNS[relation]} {_maths(value, notation)}$"
        for name, relation, value in witness.point
    )
    lhs, rhs = (_side(relation, value) for relation, value in witness.sides)
    return f"{'at ' + point + ': ' if point else ''}{lhs} against {rhs}"


_SIGNS = {"=": "=", "≈": r"\approx"}


def _maths(text: str, notation: Notation) -> str:
    """A number as it is written, an expression in mathematics, and anything else in words."""
    if all(c.isdigit() or c in "+-/.() " for c in text):
        return text
    try:
        return to_latex(read_expression(text, notation), notation)
    except SymrulesError:
        return rf"\text{{{tex(text, notation)}}}"


def _side(relation: str, value: str) -> str:
    power = re.sub(r"(\d)e([+-]?)(\d+)", lambda m: rf"{m[1]}\times10^{{{m[2].strip('+')}{m[3]}}}", value)
    return f"${'' if relation == '=' else _SIGNS[relation] + ' '}{power.replace('*I', r'i').replace('I', 'i')}$"


def _derivation(result: LinkResult, notation: Notation) -> list[str]:
    """The lines of the derivation, each equal to the one before by the reason at its right."""
    if not result.steps:
        return []
    start = start_of(result.link)
    first = [] if start is None else [rf"\step{{{_lines(to_latex(start, notation))}}}{{}}"]
    return [r"\derivation", *first, *(_step(step, notation) for step in result.steps)]


def _lines(latex: str) -> str:
    """A formula, divided into lines where it is longer than one."""
    if width(latex) <= _LINE:
        return latex
    rows, _ = broken(latex, _LINE, _LINE - 2.0, str)
    return r"\begin{aligned}&" + r" \\ &\quad ".join(rows) + r"\end{aligned}"


def _step(step: StepResult, notation: Notation) -> str:
    reached = expression(step.expression, notation)
    reason = _reason(step.reason, notation)
    if not reached["latex"]:
        return rf"\wordstep{{{tex(reached['text'], notation)}}}{{{reason}}}"
    command = r"\longstep" if len(step.reason) > _LONG_REASON else r"\step"
    return rf"{command}{{{_lines('{}=' + reached['latex'])}}}{{{reason}}}"


def _reason(text: str, notation: Notation) -> str:
    """A reason in words; what it names after its first word in mathematics, where that is an expression."""
    head, _, tail = text.partition(" ")
    if not any(c in tail for c in "*/(") or re.fullmatch(r"\([\w-]+\)", tail):  # (4) is an equation, not a number
        return tex(text, notation)
    try:
        return rf"{tex(head)} \fit{{{to_latex(read_expression(tail, notation), notation)}}}"
    except SymrulesError:
        return tex(text, notation)
