"""Everything that `derive` writes: from checked equations to files by path, and from files to a folder.

Notes
-----
Text is compared by its bytes. A drawing and the typeset paper depend on the installed renderer: they carry the key of
what they were made from, and one whose key still fits is left as it is, so a run on another machine changes nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from sympy import Rational

from symrules.certificate import canonical_json, certificate
from symrules.derivation import Equation, EquationResult, Expansion, Figure, Section
from symrules.errors import DerivationError, SymrulesError
from symrules.report import plot, typeset
from symrules.report.fragments import fragment_file, macros_file, macros_of
from symrules.report.ledger import ledger_markdown, ledger_record
from symrules.report.paper import paper
from symrules.report.sampling import Evaluate, Limit, Sampled, sample, to_csv
from symrules.report.tree import Written, read_manifest, require_writable, write
from symrules.series import SeriesError, expand, limit
from symrules.series.record import to_json_dict

FIGURES = "figures/"
PAPER_PDF = "paper.pdf"


@dataclass(frozen=True)
class Content:
    """What belongs into the folder: texts by path, and what is still to be drawn.

    `complete` says whether this is all of it, or the files of some equations only.
    """

    texts: Mapping[str, bytes]
    figures: tuple[Sampled, ...] = ()
    with_figures: bool = True
    with_tex: bool = True
    complete: bool = True


def equations_of(sections: Iterable[Section]) -> list[Equation]:
    """The equations of all sections in order, each knowing the section that it stands in."""
    return [replace(equation, section=equation.section or section.title)
            for section in sections for equation in section.equations]  # fmt: skip


def select(equations: Sequence[Equation], labels: Iterable[str]) -> list[Equation]:
    """The equations with these labels, in the order of the paper; all where none is given.

    Raises
    ------
    DerivationError
        There is no equation with one of the labels.
    """
    wanted = [label.strip().removeprefix("(").removesuffix(")") for label in labels]
    known = [equation.label for equation in equations]
    for label in wanted:
        if label not in known:
            close = difflib.get_close_matches(label, known, n=1)
            did_you_mean = f"did you mean {close[0]}? " if close else ""
            raise DerivationError(f"there is no equation {label!r}",
                                  hint=f"{did_you_mean}the labels are {', '.join(known)}")  # fmt: skip
    return [equation for equation in equations if not wanted or equation.label in wanted]


def equation_files(equations: Sequence[Equation], results: Sequence[EquationResult]) -> dict[str, bytes]:
    """Fragment and certificate of each result, and the macros for every equation of the library."""
    macros = macros_of(equations)
    files = {"equations/macros.tex": macros_file(macros)}
    for result in results:
        label = result.equation.label
        files[f"equations/eq-{label}.tex"] = fragment_file(result.equation, macros)
        files[f"certificates/eq-{label}.json"] = canonical_json(certificate(result))
    return {name: content.encode() for name, content in files.items()}


def all_files(sections: Sequence[Section], equations: Sequence[Equation], results: Sequence[EquationResult]
              ) -> dict[str, bytes]:  # fmt: skip
    """Every text of a complete run but the data of the figures."""
    files = equation_files(equations, results)
    files["ledger.json"] = canonical_json(ledger_record(results)).encode()
    files["ledger.md"] = ledger_markdown(results).encode()
    files["paper.tex"] = paper(results).encode()
    for section in sections:
        for expansion in section.expansions:
            files[f"series/{expansion.name}.json"] = _series(expansion).encode()
    return files


def _series(expansion: Expansion) -> str:
    try:
        series = expand(
            expansion.expression, expansion.variable, expansion.point, expansion.order, notation=expansion.notation
        )
        record = to_json_dict(series)
    except SymrulesError as error:
        error.message = f"series {expansion.name}: {error.message}"
        raise
    return canonical_json({"name": expansion.name, "title": expansion.title, **record})


def sampled_figures(sections: Sequence[Section], evaluate: Evaluate, limit: Limit) -> tuple[Sampled, ...]:
    """The data of every figure."""
    figures: list[Figure] = [figure for section in sections for figure in section.figures]
    return tuple(sample(figure, evaluate, limit) for figure in figures)


def limit_by_series(expression: Any, variable: Any, point: Fraction) -> Any:
    """The limit at a point where the expression is written as 0/0, from its exact series; None where it has none."""
    try:
        value = limit(expression, variable, Rational(point.numerator, point.denominator))
    except SeriesError:
        return None
    return value if value.is_finite else None


def content_with_figures(content: Content) -> dict[str, bytes]:
    """The texts, the data of the figures among them."""
    data = {f"{FIGURES}{sampled.figure.name}.csv": to_csv(sampled) for sampled in content.figures}
    return {**content.texts, **data}


def store(target: Path, content: Content, tell: Callable[[str], None] = lambda text: None) -> Written:
    """Write everything below `target`; drawings and the typeset paper are made anew only where they do not fit."""
    files = content_with_figures(content)
    require_writable(target, tuple(files))
    for sampled in content.figures if content.with_figures else ():
        files.update(_drawings(target, sampled, tell))
    if content.complete and content.with_tex and typeset.has_tex():
        files[PAPER_PDF] = _paper_pdf(target, content.texts, tell)
    fitting_paper = typeset.is_paper_of(_read(target / PAPER_PDF), typeset.key(content.texts))

    def keep(name: str) -> bool:
        return (name.startswith(FIGURES) and not content.with_figures) or (name == PAPER_PDF and fitting_paper)

    return write(target, files, complete=content.complete, keep=keep)


def _drawings(target: Path, sampled: Sampled, tell: Callable[[str], None]) -> dict[str, bytes]:
    names = {suffix: f"{FIGURES}{sampled.figure.name}.{suffix}" for suffix in ("pdf", "svg")}
    present = {suffix: _read(target / name) for suffix, name in names.items()}
    wanted = plot.key(sampled)
    if not all(plot.is_drawing_of(drawing, wanted) for drawing in present.values()):
        tell(f"drawing {sampled.figure.name}")
        present = plot.draw(sampled)
    return {names[suffix]: drawing for suffix, drawing in present.items()}


def _paper_pdf(target: Path, texts: Mapping[str, bytes], tell: Callable[[str], None]) -> bytes:
    present = _read(target / PAPER_PDF)
    if typeset.is_paper_of(present, typeset.key(texts)):
        return present
    tell("typesetting paper.pdf")
    return typeset.typeset(texts)


def stale(target: Path, content: Content) -> list[str]:
    """The files below `target` that a run would write otherwise, add, or remove; empty where all is up to date."""
    files = content_with_figures(content)
    found = [name for name, text in files.items() if _read(target / name) != text]
    for sampled in content.figures if content.with_figures else ():
        for suffix in ("pdf", "svg"):
            name = f"{FIGURES}{sampled.figure.name}.{suffix}"
            if not plot.is_drawing_of(_read(target / name), plot.key(sampled)):
                found.append(name)
            files[name] = b""
    if content.complete:
        found += _stale_paper(target, content)
        found += [name for name in read_manifest(target)
                  if name not in files and name != PAPER_PDF
                  and (content.with_figures or not name.startswith(FIGURES))]  # fmt: skip
    return sorted(found)


def _stale_paper(target: Path, content: Content) -> list[str]:
    """The typeset paper must fit its sources where it exists; a missing one matters only where TeX is installed."""
    present = _read(target / PAPER_PDF)
    missing_for_a_reason = not present and not typeset.has_tex()
    if not content.with_tex or missing_for_a_reason or typeset.is_paper_of(present, typeset.key(content.texts)):
        return []
    return [PAPER_PDF]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
