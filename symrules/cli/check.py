"""``symrules check``: models against sum rules, manuscripts against their own equations."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from symrules.cli.check_options import FORMATS, CheckOptions, defaults


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[FILE|DIR]...")
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="Check this rule only; may be repeated.")
@click.option("--rules", "rule_files", multiple=True, metavar="FILE", help="A TOML file with a rule of your own; may "
              "be repeated, or stand among the files.")  # fmt: skip
@click.option("--as", "against", metavar="MODEL.toml:OBSERVABLE", help="What CODE.py::FUNCTION computes.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="How the findings are printed.  [default: text]")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: as many as there is work for]")
@click.option("--timeout", "seconds", type=click.FloatRange(min=0, min_open=True), metavar="S",
              help="Time budget of each decision in seconds.  [default: 10]")  # fmt: skip
@click.option("--exit-zero", is_flag=True, default=None, help="Exit with 0 although something does not hold.")
@click.option("--shard", default="", metavar="I/N", help="Check the I-th of N parts of the files.")
@click.option(
    "--resume", default="", metavar="FILE.jsonl", help="Add what is finished to this file, and do not do it again."
)
@click.option("--notation", default="", metavar="FILE", help="Of manuscripts: what declares their symbols.  [default: "
              "notation.toml beside each]")  # fmt: skip
@click.option("--inline", is_flag=True, help="Of manuscripts: check formulas in the text, too.")
@click.option("--add-symbols", is_flag=True, help="Of manuscripts: write a stub for each symbol that is not declared.")
@click.option("--watch", is_flag=True, help="Of manuscripts: check again whenever a file is saved.")
@click.option("--no-cache", is_flag=True, help="Of manuscripts: keep nothing in .symrules-cache.")
@click.option("-v", "--verbose", is_flag=True, help="Show what is proved, too.")
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Check models, in TOML, against the sum rules: the shipped ones when no FILE is given.

    Of a DIR, the models and manuscripts in it and below are checked. Of a manuscript (FILE.tex), each link of each
    equation is decided. CODE.py::FUNCTION with --as decides whether a program computes
    an observable; its source is read, never run. Defaults stand under [tool.symrules] of pyproject.toml.

    Exit status: 0 all as it should be, 1 something is not, 2 bad input.
    """
    options = _options(given)
    models, manuscripts = _sorted(paths)
    kinds = [("check_manuscript", manuscripts)] if manuscripts else []
    kinds += [("check_models", models)] if models or not paths else []
    if options.form == "sarif" and len(kinds) > 1:
        return _one_log(kinds, options)
    return max(_run(kind, files, options) for kind, files in kinds)


def _run(kind: str, files: list[str], options: CheckOptions) -> int:
    return int(import_module(f"symrules.cli.{kind}").run(files, options))


def _one_log(kinds: list[tuple[str, list[str]]], options: CheckOptions) -> int:
    """One SARIF log with a run for each kind of file."""
    import io
    import json
    from contextlib import redirect_stdout

    logs, statuses = [], []
    for kind, files in kinds:
        with redirect_stdout(io.StringIO()) as printed:
            statuses.append(_run(kind, files, options))
        logs.append(json.loads(printed.getvalue()))
    click.echo(json.dumps({**logs[0], "runs": [run for log in logs for run in log["runs"]]}, indent=1))
    return max(statuses)


def _options(given: dict[str, Any]) -> CheckOptions:
    known = defaults(Path())
    return CheckOptions(
        form=given["form"] or known.get("format", "text"),
        exit_zero=known.get("exit-zero", False) if given["exit_zero"] is None else given["exit_zero"],
        seconds=given["seconds"] or float(known.get("timeout", 10.0)),
        jobs=given["jobs"] or known.get("jobs"),
        rules=given["rules"] or tuple(map(str, known.get("rule", ()))),
        rule_files=given["rule_files"] or tuple(map(str, known.get("rules", ()))),
        against=given["against"] or "",
        shard=given["shard"],
        resume=given["resume"],
        verbose=given["verbose"],
        more={key: given[key] for key in ("notation", "inline", "add_symbols", "watch", "no_cache")},
    )


def _sorted(paths: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The paths that hold models, and those that hold manuscripts; a folder may hold both."""
    from symrules.cli.check_models import files_below, models_below

    models: list[str] = []
    manuscripts: list[str] = []
    for path in paths:
        if path.endswith(".tex"):
            manuscripts.append(path)
        elif Path(path).is_dir():
            found = files_below(Path(path), ".tex")
            manuscripts += found
            models += models_below(Path(path)) if found else [path]
        else:
            models.append(path)
    return models, manuscripts
