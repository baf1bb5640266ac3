"""``symrules derive``: derive and decide every equation, and write what came of it."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from symrules.derivation import Equation, EquationResult, Section
    from symrules.report.output import Content
    from symrules.report.sampling import Sampled
    from symrules.report.terminal import Progress


@click.command("derive")
@click.option("--only", "labels", multiple=True, metavar="LABEL",
              help="Only this equation, such as 10; may be repeated. Writes the files of these equations and leaves "
                   "all others as they are, ledger and paper too.")  # fmt: skip
@click.option("--out", "out", default="output", metavar="DIR", show_default=True, help="Where to write.")
@click.option("--from", "source", metavar="DIR", help="Derivations of your own: a folder whose __init__.py lists "
              "SECTIONS. Its Python is run.")  # fmt: skip
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files that are stale.")
@click.option("--no-figures", is_flag=True, help="Leave the figures as they are.")
@click.option("--no-tex", is_flag=True, help="Do not typeset paper.pdf.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How the ledger is printed.")  # fmt: skip
def command(
    labels: tuple[str, ...], out: str, source: str | None, check: bool, no_figures: bool, no_tex: bool, form: str
) -> int:
    """Derive and decide every equation of the paper; write equations, certificates, ledger, series, figures and paper.

    Exit status: 0 when every link has the status that its derivation records, 1 otherwise or when --check finds
    stale files, 2 for bad input.
    """
    from symrules import library
    from symrules.report.ledger import as_recorded, rows
    from symrules.report.output import equations_of, select, stale, store
    from symrules.report.terminal import progress_line
    from symrules.report.tree import require_writable

    gc.set_threshold(200_000)  # expressions are many, small and live to the end: collecting early finds nothing
    target = Path(out)
    sections = library.load(source) if source else library.sections()
    equations = equations_of(sections)
    chosen = select(equations, labels)
    if not check:
        require_writable(target)
    on_terminal = sys.stdout.isatty() and form == "text"
    with progress_line(on_terminal and sys.stderr.isatty()) as progress:
        results = _checked(chosen, progress)
        content = _content(sections, equations, results, bool(labels), not no_figures, not no_tex)
        if check:
            outdated = stale(target, content)
        else:
            outdated = []
            store(target, content, lambda text: progress(text, len(chosen), len(chosen)))
    _print(results, form, on_terminal)
    gc.freeze()  # nor does a last collection, while the interpreter ends
    for name in outdated:
        click.echo(f"symrules: stale: {target / name}", err=True)
    return 0 if as_recorded(rows(results)) and not outdated else 1


def _checked(equations: list[Equation], progress: Progress) -> list[EquationResult]:
    from symrules.errors import SymrulesError
    from symrules.justify import check as check_equation

    results = []
    for done, equation in enumerate(equations):
        progress(f"({equation.label}) {equation.title}", done, len(equations))
        try:
            results.append(check_equation(equation))
        except SymrulesError as error:
            if not error.message.startswith("Eq. ("):
                error.message = f"Eq. ({equation.label}): {error.message}"
            raise
    return results


def _content(sections: list[Section], equations: list[Equation], results: list[EquationResult], partial: bool,
             with_figures: bool, with_tex: bool) -> Content:  # fmt: skip
    from symrules.report.output import Content, all_files, equation_files, limit_by_series, sampled_figures

    if partial:
        return Content(equation_files(equations, results), complete=False)
    figures: tuple[Sampled, ...] = ()
    if with_figures:
        from symrules.decide import evaluate

        figures = sampled_figures(sections, evaluate, limit_by_series)
    return Content(all_files(sections, equations, results), figures, with_figures, with_tex)


def _print(results: list[EquationResult], form: str, on_terminal: bool) -> None:
    if form == "json":
        from symrules.report.fragments import equation_latex
        from symrules.report.ledger import equations_record

        latex = {result.equation.label: equation_latex(result.equation) for result in results}
        click.echo(json.dumps(equations_record(results, latex), ensure_ascii=False, indent=1))
    elif on_terminal:
        from symrules.report.terminal import print_rich_ledger

        print_rich_ledger(results)
    else:
        from symrules.report.terminal import plain_ledger

        click.echo(plain_ledger(results), nl=False)
