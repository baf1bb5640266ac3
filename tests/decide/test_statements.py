"""Statements of textbooks, tables and reports: each gets its right verdict, or is known to be open.

Notes
-----
The files in ``statements/`` hold a claim a line, in the format of ``symrules prove --batch``, with more keys:

``verdict``
    What is right, by hand or from the source, and by mpmath where it can be evaluated. It is ``undecided`` where a
    claim says nothing, since no point satisfies its conditions, or a function is asked for what it has not; such a
    claim may be refused, too.
``kind``, ``source``
    What the claim is an example of, and where its mathematics comes from.
``open``
    ``true`` where nothing decides the claim yet; once something does, the mark goes, so that open claims only become
    fewer. ``"budget"`` where a decision is a matter of time: then it may be decided or not.
``seconds``
    Time budget of a claim that would use up any other.

All other claims are decided in a small fraction of `SECONDS`, so that no verdict depends on what else the machine does.
``python -m tests.decide.test_statements`` drops the marks of what is decided now.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symrules.report.claims import answers

FOLDER = Path(__file__).with_name("statements")
FILES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
SECONDS = 30.0
OURS = ("verdict", "kind", "source", "open", "seconds")  # what a line holds beside the claim

Statement = dict[str, Any]


def statements(name: str) -> list[Statement]:
    """The lines of a file."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def answer(statement: Statement) -> dict[str, Any]:
    """What ``prove --batch`` says of a line."""
    line = json.dumps({key: value for key, value in statement.items() if key not in OURS}).encode()
    (record,) = answers(io.BytesIO(line), statement["id"], statement.get("seconds", SECONDS))
    return record


def objection(statement: Statement, found: dict[str, Any]) -> str:
    """What speaks against an answer; empty where nothing does."""
    verdict, right = found["verdict"], statement["verdict"]
    if verdict == "error":
        return "" if right == "undecided" else found["message"]
    if found["method"] == "internal error":
        return str(found["reason"])
    if verdict == right:
        return 'decided now: drop its mark "open"' if statement.get("open") is True else ""
    if verdict != "undecided":
        return f"{verdict}, and should be {right}"
    if "open" in statement:
        return ""
    return f"should be {right}: {found['reason']}"


def with_one_added(proved: list[Statement]) -> Iterator[Statement]:
    """The claims with one added to the right side, but for those where infinity or an error term swallows it."""
    for statement in proved:
        lhs, equals, rhs = statement["statement"].partition(" = ")
        if equals and not re.search(r"\boo$|\bO\(", rhs):
            yield {**statement, "statement": f"{lhs} = 1 + ({rhs})"}


@pytest.mark.parametrize("name", FILES)
def test_each_statement_gets_its_verdict(name):
    """No verdict is wrong, no decision breaks, and what is not decided is known to be open."""
    problems = [f"{s['id']}: {s['statement']}: {why}" for s in statements(name) if (why := objection(s, answer(s)))]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", FILES)
def test_no_statement_is_proved_with_one_added(name):
    """A proof is of the statement alone: with one more on the right side it is false wherever it was true."""
    proved = [s for s in statements(name) if s["verdict"] == "proved" and "open" not in s]
    wrong = [f"{s['id']}: {s['statement']}" for s in with_one_added(proved) if answer(s)["verdict"] == "proved"]
    assert not wrong, "\n".join(wrong)


def test_lines_are_well_formed():
    """An id is the file's name and a number, no id and no claim stands twice, and keys and values are known ones."""
    every = [(name, s) for name in FILES for s in statements(name)]
    for name, s in every:
        assert re.fullmatch(name.replace("_", "-") + r"-\d+", s["id"])
        assert {"id", "statement", "symbols", "verdict", "kind"} <= set(s)
        assert set(s) <= {*OURS, "id", "statement", "symbols", "where"}
        assert s["verdict"] in ("proved", "refuted", "undecided")
        assert s.get("open", True) in (True, "budget")
    assert len(every) == len({s["id"] for _, s in every})
    claims = {(s["statement"].replace(" ", ""), str(s["symbols"]), str(s.get("where"))) for _, s in every}
    assert len(every) == len(claims)


@pytest.mark.parametrize(("found", "mark", "problem"), [
    ("proved", {}, ""),
    ("refuted", {}, "refuted, and should be proved"),
    ("refuted", {"open": True}, "refuted, and should be proved"),
    ("undecided", {}, "should be proved: no rule"),
    ("undecided", {"open": True}, ""),
    ("proved", {"open": True}, 'decided now: drop its mark "open"'),
    ("proved", {"open": "budget"}, ""),
    ("undecided", {"open": "budget"}, ""),
])  # fmt: skip
def test_what_is_objected_to(found, mark, problem):
    """A wrong verdict always, an open claim that is decided, and one that is undecided and not known to be open."""
    assert problem == objection({"verdict": "proved", **mark}, {"verdict": found, "method": "", "reason": "no rule"})


def drop_marks(name: str) -> int:
    """Drop the marks of a file's claims that get their right verdict now; how many did."""
    lines = statements(name)
    decided = [s for s in lines if s.get("open") is True and answer(s)["verdict"] == s["verdict"]]
    for statement in decided:
        del statement["open"]
    text = "".join(json.dumps(s, ensure_ascii=False) + "\n" for s in lines)
    (FOLDER / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return len(decided)


if __name__ == "__main__":
    for each in FILES:
        print(f"{each}: {drop_marks(each)} marks dropped")
