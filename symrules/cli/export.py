"""``symrules export``: the LaTeX of some equations, for use in a manuscript."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("export")
@click.argument("labels", nargs=-1, required=True, metavar="LABEL...")
@click.option("--style", type=click.Choice(["revtex", "article"]), default="revtex", show_default=True,
              help="The document class that the fragments are for.")  # fmt: skip
@click.option("--width", "em", type=click.FloatRange(min=8, max=200), metavar="EM",
              help="Break lines to this width in em.  [default: the column of the style]")  # fmt: skip
@click.option("--out", "out", required=True, metavar="DIR", help="Where to write eq-LABEL.tex and macros.tex.")
@click.option("--from", "source", metavar="DIR", help="Derivations of your own, as for derive.")
@click.option("--symbols", is_flag=True, help="Write symbols.tex too: a table of meanings, dimensions and units.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the copies that are stale.")
def command(
    labels: tuple[str, ...], style: str, em: float | None, out: str, source: str | None, symbols: bool, check: bool
) -> int:
    """Write the equations LABEL... as fragments for \\input, and the macros that they use.

    Nothing is decided: what the equations are worth is in the ledger of derive. Exit status: 0, 1 when --check finds
    stale copies, 2 for bad input.
    """
    from symrules import library
    from symrules.report.fragments import exported
    from symrules.report.output import equations_of, select
    from symrules.report.tree import differing, write

    equations = equations_of(library.load(source) if source else library.sections())
    files = exported(select(equations, labels), equations, style, symbols=symbols, em=em)
    target = Path(out)
    if check:
        outdated = differing(target, files)
        for name in outdated:
            click.echo(f"symrules: stale: {target / name}", err=True)
        return 1 if outdated else 0
    write(target, files, complete=False)
    for name in files:
        click.echo(str(target / name))
    return 0
