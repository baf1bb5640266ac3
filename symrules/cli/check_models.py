"""Models and rules from files and folders, checked and reported."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import click

import symrules
from symrules.campaign import Job, Journal, Record, local_executor, shard
from symrules.campaign import run as run_jobs
from symrules.campaign.journal import content_of
from symrules.campaign.resident import end_residents, rule_names
from symrules.campaign.verdicts import exit_status
from symrules.cli.check_options import CheckOptions, processors, status_of
from symrules.errors import ReadError

_RULE = re.compile(rb"^[ \t]*\[[ \t]*rule[ \t]*\]", re.MULTILINE)
_MODEL = re.compile(rb"^[ \t]*\[[ \t]*model[ \t]*\]", re.MULTILINE)
_FEW = 12  # files that one process checks as fast as several
ZOO = Path(symrules.__file__).resolve().parent / "models" / "zoo"


def run(paths: list[str], options: CheckOptions) -> int:
    """Check the models in files and folders, or the shipped ones; returns the exit status."""
    files, rule_files, listing = _collected(paths, options)
    names = rule_names(options.rules, rule_files, options.seconds)
    jobs = [Job(file, names, rule_files, options.seconds, options.against if "::" in file else "") for file in files]
    if options.shard:
        jobs = shard(jobs, options.shard)
    try:
        records = []
        with closing(_checked(jobs, names, options)) as results:
            for record in results:
                records.append(record)
                _print_one(record, options, listing)
        _print_rest(records, options)
        return status_of(exit_status(records), options)
    finally:
        end_residents()


def _collected(paths: list[str], options: CheckOptions) -> tuple[list[str], tuple[str, ...], bool]:
    """The models, the rules of the user's own, and whether each verdict is listed."""
    files: list[str] = []
    rule_files = list(options.rule_files)
    for path in paths or [str(ZOO)]:
        if "::" in path:
            if not options.against:
                raise ReadError(f"{path[:80]}: what does the function compute?",
                                hint="add for example --as model.toml:current_noise")  # fmt: skip
            files.append(path)
        elif Path(path).is_dir():
            models = models_below(Path(path))
            if not models:
                raise ReadError(
                    f"{path}: the folder holds no model", hint="a model is a TOML file with a table [model]"
                )
            files += models
        elif _RULE.search(content := content_of(path)) and not _MODEL.search(content):
            rule_files.append(path)
        else:
            files.append(path)
    if options.against and not any("::" in file for file in files):
        raise ReadError("--as is about a function in Python", hint="name it as code.py::function")
    if not files:  # rules alone
        files = files_below(ZOO, ".toml")
    return files, tuple(rule_files), len(files) == 1 or options.verbose


def models_below(folder: Path) -> list[str]:
    """The TOML files in a folder and below that have a table [model]."""
    return [file for file in files_below(folder, ".toml") if _MODEL.search(content_of(file))]


def files_below(folder: Path, ending: str) -> list[str]:
    """The files of that ending in a folder and below, in order; hidden ones and links to folders are passed over."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [str(Path(place) / name) for name in sorted(names) if name.endswith(ending) and name[0] != "."]
    return found


def _checked(jobs: list[Job], names: tuple[str, ...], options: CheckOptions) -> Generator[Record, None, None]:
    """The records in the order of the files, each as soon as those before it are there."""
    journal = Journal(options.resume, names) if options.resume else None
    found: dict[int, list[Record]] = {}
    if journal is not None:
        found = {k: known for k, job in enumerate(jobs) if (known := journal.finished(job)) is not None}
    numbers = [k for k in range(len(jobs)) if k not in found]
    processes = options.jobs or (1 if len(numbers) <= _FEW else processors())
    executor = local_executor(processes)
    following = 0
    try:
        waiting = (jobs[k] for k in numbers)
        # closed before the executor is, so that an interrupt does not wait for what is running
        with closing(run_jobs(waiting, executor, in_flight=4 * processes)) as results:
            for n, job, records in results:
                if journal is not None:
                    journal.add(job, records)
                found[numbers[n]] = records
                while following in found:
                    yield from found[following]
                    following += 1
        for k in range(following, len(jobs)):
            yield from found[k]
    finally:
        executor.shutdown(cancel_futures=True)


def _print_one(record: Record, options: CheckOptions, listing: bool) -> None:
    from symrules.report.rules import text_of

    if options.form == "json":
        _echo(json.dumps(record, ensure_ascii=False) + "\n", json.dumps(record) + "\n")
    elif options.form == "text":
        _echo(text_of(record, listing=listing, proofs=options.verbose))


def _echo(text: str, plain: str | None = None) -> None:
    """Print a text; in plain characters, where the terminal or a file's name has others."""
    try:
        click.echo(text, nl=False)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        click.echo(plain or text.encode(encoding, "backslashreplace").decode(encoding), nl=False)


def _print_rest(records: list[Record], options: CheckOptions) -> None:
    if options.form in ("json", "text"):
        if options.form == "text":
            from symrules.report.rules import summary

            click.echo(summary(records), nl=False)
        return
    from symrules.report.diagnostics import as_github, as_sarif
    from symrules.report.rules import diagnostic_of

    found = [diagnostic_of(record) for record in records if record["verdict"] not in ("proved", "not_applicable")]
    if options.form == "github":
        _echo(as_github(found))
    else:
        titles = {d.code: d.code.replace("_", " ") for d in found}
        click.echo(json.dumps(as_sarif(found, titles, symrules.__version__), indent=1))
