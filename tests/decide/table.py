"""The table of the README: how many claims of a fixed collection are decided, class by class.

``python -m tests.decide.table`` prints it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from symrules.decide import decide
from symrules.identity import Identity
from symrules.notation import Notation
from symrules.text import read_statement
from symrules.verdict import Outcome

COLLECTION = Path(__file__).with_name("collection.toml")


def notation() -> Notation:
    """The symbols of the collection."""
    symbols = Notation("the collection")
    for name in "xyu":
        symbols.symbol(name, dimension=None)
    for name in "abc":
        symbols.symbol(name, dimension=None, domain="positive")
    symbols.symbol("T", dimension=None, domain="[0, 1]")
    symbols.symbol("n", dimension=None, domain="positive integer")
    for name in "fg":
        symbols.function(name, ("x",), dimension=None)
    return symbols


def claims() -> Iterator[tuple[str, bool, str]]:
    """Class, whether it holds, and the claim."""
    for name, entry in tomllib.loads(COLLECTION.read_text(encoding="utf-8")).items():
        for holds in (True, False):
            for text in entry[str(holds).lower()]:
                yield name, holds, text


def outcome(text: str) -> Outcome:
    """The outcome of the decision on one claim."""
    symbols = notation()
    lhs, relation, rhs = read_statement(text, symbols)
    return decide(Identity(lhs, rhs, symbols, relation), seconds=10.0).outcome


def table() -> str:
    """The counts, as a Markdown table."""
    counts: dict[str, list[int]] = {}
    for name, holds, text in claims():
        row = counts.setdefault(name, [0, 0, 0, 0])
        found = outcome(text)
        row[0 if holds else 2] += 1
        row[1 if holds else 3] += found is (Outcome.PROVED if holds else Outcome.REFUTED)
    lines = ["| class | true claims proved | false claims refuted |", "|---|---|---|"]
    lines += [f"| {name} | {r[1]} of {r[0]} | {r[3]} of {r[2]} |" for name, r in counts.items()]
    total = [sum(row[i] for row in counts.values()) for i in range(4)]
    return "\n".join([*lines, f"| all | {total[1]} of {total[0]} | {total[3]} of {total[2]} |"])


if __name__ == "__main__":
    print(table())
