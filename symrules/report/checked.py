"""``symrules.check``: models against the sum rules, from Python and in a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path
from typing import Any

from symrules.campaign import Job, Record, local_executor, run
from symrules.campaign.job import ERROR
from symrules.campaign.resident import rule_names
from symrules.campaign.verdicts import is_ok
from symrules.errors import Place, ReadError
from symrules.models.shipped import shipped_models
from symrules.report.rules import as_html, as_latex, summary, text_of
from symrules.verdict import NOT_APPLICABLE


class Checked(Sequence[Record]):
    """The verdicts of rules on models, one record for each model and rule; shows as mathematics in a notebook.

    A record holds what ``symrules check --format json`` prints: ``verdict``, ``expected``, ``obligations`` with their
    statements, witnesses and breaking terms, ``hypotheses``.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, key: Any) -> Any:
        """A record by its number, or, where there is one model, by the name of the rule."""
        if isinstance(key, str):
            found = [record for record in self.records if record["rule"] == key]
            if len(found) != 1:
                raise KeyError(key)
            return found[0]
        return self.records[key]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    @property
    def ok(self) -> bool:
        """Whether every verdict is as it should be: proved, not applicable, or what the model's author expects."""
        return all(is_ok(record) for record in self.records)

    @property
    def verdicts(self) -> dict[str, str]:
        """Rule to verdict, for the rules that apply; with several models, the name of the file before the rule."""
        several = len({record["file"] for record in self.records}) > 1
        return {f"{record['file']}: {record['rule']}" if several else record["rule"]: record["verdict"]
                for record in self.records if record["verdict"] != NOT_APPLICABLE}  # fmt: skip

    def __str__(self) -> str:
        lines = [text_of(record, listing=True, proofs=False) for record in self.records]
        return "".join(lines) + summary(self.records).rstrip("\n")

    __repr__ = __str__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        shown = [record for record in self.records if record["verdict"] != NOT_APPLICABLE]
        return {"text/plain": str(self), "text/html": as_html(shown), "text/latex": as_latex(shown)}


def check(*models: str | Path, rules: Sequence[str] = (), rule_files: Sequence[str | Path] = (), against: str = "",
          seconds: float = 10.0, executor: Executor | None = None) -> Checked:  # fmt: skip
    """Check models against the sum rules: the files given, or the shipped models.

    Parameters
    ----------
    models : TOML files, or ``code.py::function`` for a function in Python
    rules : names of rules; all where none is given
    rule_files : TOML files with rules of your own
    against : what such a function computes, as ``model.toml:current_noise``
    seconds : time budget of each obligation
    executor : runs the jobs, such as the one of a cluster; by default one process on this machine

    Raises
    ------
    ReadError
        A file cannot be read; the message names line and column.

    Examples
    --------
    >>> from symrules.models import shipped_models
    >>> drude = next(path for path in shipped_models() if path.stem == "drude")
    >>> check(drude).verdicts
    {'fluctuation_dissipation': 'proved', 'perfect_screening': 'proved'}
    """
    files = [str(path) for path in (models or shipped_models())]
    if not against and any("::" in file for file in files):
        raise ReadError("what does the function compute?", hint='write against="model.toml:current_noise"')
    own = tuple(str(path) for path in rule_files)
    names = rule_names(tuple(rules), own, seconds)
    jobs = [Job(file, names, own, seconds, against if "::" in file else "") for file in files]
    pool = executor or local_executor(1)
    found: dict[int, list[Record]] = {}
    try:
        with closing(run(jobs, pool)) as results:
            for number, _, records in results:
                found[number] = records
    finally:
        if executor is None:
            pool.shutdown()
    records = [record for number in sorted(found) for record in found[number]]
    for record in records:
        if record["verdict"] == ERROR:
            raise ReadError(record["message"], place=Place(record["place"], record["line"], record["column"]),
                            hint=record["hint"])  # fmt: skip
    return Checked(records)
