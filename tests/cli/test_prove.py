"""``symrules prove``: one statement, and a stream of them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import mpmath
import pytest

from symrules import cli
from symrules.report.claims import answers, encoded

ROOT = Path(__file__).resolve().parent.parent.parent
KEYS = ["id", "verdict", "method", "hypotheses", "side_conditions", "witness", "seconds"]
TRUE = {"id": "k1", "lhs": "coth(x/2)", "rhs": "1 + 2/(exp(x)-1)",
        "symbols": {"x": {"domain": "nonzero", "dimension": "1"}}, "where": ["x != 0"]}  # fmt: skip
FALSE = {"id": 2, "statement": "coth(x/2) = 1 - 2/(exp(x)-1)", "symbols": {"x": "nonzero"}}


def _lines(*claims: Any) -> str:
    return "".join((claim if isinstance(claim, str) else json.dumps(claim)) + "\n" for claim in claims)


def _without_time(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "seconds"}


def test_true_statement_is_proved_with_status_0(symrules):
    """A proof names its method, and what the reader must add."""
    done = symrules("prove", "x*coth(x/2)/x = 1 + 2/(exp(x) - 1)", "--symbol", "x: real")
    assert (0, "") == (done.returncode, done.stderr)
    assert "proved: normal form" == done.stdout.splitlines()[0]
    assert "provided that" in done.stdout


def test_false_statement_is_refuted_with_status_1(symrules):
    """A refutation shows the point and both sides there, which mpmath confirms."""
    done = symrules("prove", FALSE["statement"], "--symbol", "x: nonzero", "--format", "json")
    assert 1 == done.returncode
    record = json.loads(done.stdout)
    assert KEYS == list(record)
    assert (None, "refuted") == (record["id"], record["verdict"])
    x = mpmath.mpf(record["witness"]["at"]["x"])
    assert abs(mpmath.coth(x / 2) - mpmath.mpf(record["witness"]["lhs"])) < 1e-12
    assert abs(1 - 2 / (mpmath.exp(x) - 1) - mpmath.mpf(record["witness"]["rhs"])) < 1e-12


def test_conditions_are_used(symrules):
    """What holds under two conditions is refuted without them."""
    statement = ("prove", "sqrt((a-b)**2)*sqrt(c**2) = (a-b)*c", "--symbol", "a, b, c: real")
    assert 0 == symrules(*statement, "--where", "a > b", "--where", "c >= 0").returncode
    assert 1 == symrules(*statement, "--where", "a > b").returncode


def test_undecided_has_status_1_and_a_reason(symrules):
    """A true statement that no exact method reaches is not counted as proved."""
    apery = "zeta(3) = 5/2*Sum((-1)**(n+1)/(n**3*binomial(2*n, n)), (n, 1, oo))"
    done = symrules("prove", apery, "--format", "json")
    record = json.loads(done.stdout)
    assert (1, "undecided", None) == (done.returncode, record["verdict"], record["witness"])
    assert record["reason"]


def test_dimensions_are_checked_where_they_are_declared(symrules):
    """An energy is no charge; without dimensions the same statement is decided."""
    done = symrules("prove", "a = b", "--symbol", "a: real, energy", "--symbol", "b: [0, 1], charge")
    assert (2, "") == (done.returncode, done.stdout)
    assert "[energy] against [charge]" in done.stderr
    assert 1 == symrules("prove", "a = b", "--symbol", "a, b: real").returncode


def test_unknown_function_is_declared_with_its_arguments(symrules):
    """The product rule holds for every function."""
    done = symrules("prove", "Derivative(x*f(x), x) = f(x) + x*Derivative(f(x), x)", "--symbol", "f(x): real",
                    "--symbol", "x")  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["coth(y/2) = 1", "--symbol", "x"], "statement, column 6: 'y' is not a declared symbol\n  hint: declare it: "
                                             "--symbol 'y: real'"),
        (["muu = 1", "--symbol", "mu"], "hint: did you mean 'mu'? Or declare it: --symbol 'muu: real'"),
        (["x +", "--symbol", "x"], "statement, column 4: the text ends after '+'"),
        (["x", "--symbol", "x"], "statement, column 2: a relation such as '=' is expected"),
        (["x = 1", "--symbol", "x", "--where", "x >"], "where[0], column 4: the text ends after '>'"),
        (["x = 1", "--symbol", "x: energy"], "symbols.x: 'energy' is not a domain\n  hint: write the domain first: "
                                             "'x: real, energy'"),
        (["x = 1", "--symbol", "x", "--symbol", "x: real"], "'x' is declared twice"),
        (["x = 1", "--symbol", ": real"], "': real' declares no symbol"),
        (["x = 1", "--symbol", "x y: real"], "'x y: real' declares no symbol"),
        (["__import__('os').system('touch x') = 1"], "statement, column"),
        (["x = 1", "--symbol", "x", "--in", "x"], "a claim to an order needs both --in and --order"),
        (["x = 1", "--symbol", "x", "--in", "y", "--order", "2"], "asymptotic.in: 'y' is not a declared symbol"),
        (["x = 1", "--batch", "-"], "--batch takes statements"),
        ([], "a statement is missing"),
        (["--batch", "nowhere.jsonl"], "nowhere.jsonl: No such file or directory"),
        (["x = 1", "--symbol", "x", "--seconds", "0"], "not in the range"),
    ],
)  # fmt: skip
def test_bad_input_is_one_message_with_its_column(capsys, arguments, message):
    """Nothing is guessed: status 2, and one message that says what to write."""
    assert 2 == cli.main(["prove", *arguments])
    printed = capsys.readouterr()
    assert "" == printed.out
    assert message in printed.err
    assert 1 == printed.err.count("symrules: error: ")


def test_batch_answers_line_by_line_in_order(symrules, tmp_path):
    """Each line is answered in its place, with its id; not all are proved: status 1."""
    file = tmp_path / "claims.jsonl"
    third = {"statement": "x/x = 1", "symbols": {"x": "real"}}
    file.write_text(_lines(TRUE, "", FALSE, third), encoding="utf-8")
    done = symrules("prove", "--batch", file)
    assert (1, "") == (done.returncode, done.stderr)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [("k1", "proved"), (2, "refuted"), (None, "proved")] == [(r["id"], r["verdict"]) for r in records]
    assert all(KEYS == list(record) for record in records)
    assert ["x != 0"] == records[0]["hypotheses"]
    assert ["x != 0"] == records[2]["side_conditions"]
    assert ["at", "lhs", "rhs"] == list(records[1]["witness"])


def test_batch_of_proofs_has_status_0_and_only_the_time_varies(symrules):
    """The same lines are answered alike in everything but the seconds."""
    runs = [symrules("prove", "--batch", "-", input=_lines(TRUE, TRUE)) for _ in range(2)]
    assert [0, 0] == [run.returncode for run in runs]
    first, second = ([_without_time(json.loads(line)) for line in run.stdout.splitlines()] for run in runs)
    assert first == second


def test_a_bad_line_is_answered_and_the_stream_goes_on(symrules):
    """Each line that cannot be read gets an error with its place; the status is 2."""
    bad = [
        "not json",
        {"id": "typo", "statement": "x + = 1", "symbols": {"x": "real"}},
        {"id": "undeclared", "statement": "x = y", "symbols": {"x": "real"}},
        {"id": "dimension", "statement": "x = y", "symbols": {"x": "real, energy", "y": "real, charge"}},
        {"id": "call", "statement": "__import__('os') = 1"},
        {"id": "huge", "statement": "x = 9**9**9**9**9", "symbols": {"x": "real"}},
        {"id": [1], "statement": "1 = 1"},
        "[" * 100_000,
        '{"id": "nan", "statement": NaN}',
    ]
    done = symrules("prove", "--batch", "-", input=_lines(TRUE, *bad, TRUE))
    assert (2, "") == (done.returncode, done.stderr)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(bad) + 2 == len(records)
    assert ["proved", "proved"] == [records[0]["verdict"], records[-1]["verdict"]]
    errors = [record for record in records[1:-1] if record["id"] != "huge"]
    assert all({"id", "verdict", "message"} == set(e) and e["verdict"] == "error" for e in errors)
    assert "<stdin>:3: statement, column 5" in errors[1]["message"]
    assert ["typo", "undeclared", "dimension", "call"] == [e["id"] for e in errors[1:5]]
    assert "symbols" in errors[2]["message"]
    assert all("\n" not in e["message"] for e in errors)
    assert next(r for r in records if r["id"] == "huge")["verdict"] in ("error", "undecided", "refuted")


def test_line_is_answered_before_the_next_one_is_fed():
    """The stream is a conversation: no line waits for the one after it."""
    process = subprocess.Popen([sys.executable, "-m", "symrules", "prove", "--batch", "-"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    try:
        for claim, verdict in ((TRUE, "proved"), (FALSE, "refuted"), ("{", "error")):
            process.stdin.write(_lines(claim).encode())
            process.stdin.flush()
            assert verdict == json.loads(process.stdout.readline())["verdict"]
        process.stdin.close()
        assert b"" == process.stdout.read()
        assert 2 == process.wait()
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()
        process.stdout.close()


def _answers(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(encoded(record)) for record in answers(io.BytesIO(content), "claims", 5.0)]


def test_bytes_that_are_no_text_are_an_error_of_their_line():
    """A byte order mark and CRLF are read over; what is not UTF-8 is named; half a surrogate pair comes back."""
    true = json.dumps(TRUE).encode()
    odd = b'{"id": "\\ud800", "statement": "1 = 1"}'
    records = _answers(b"\xef\xbb\xbf" + true + b"\r\n\xff\xfe\n" + odd + b"\n" + true)
    assert ["proved", "error", "proved", "proved"] == [record["verdict"] for record in records]
    assert "claims:2: the line is not UTF-8: byte 1 cannot be read" == records[1]["message"]
    assert "\ud800" == records[2]["id"]


def test_line_beyond_all_bounds_is_one_error():
    """A line of ten megabytes is refused once, and the next line is read."""
    records = _answers(b'{"statement": "' + b"x" * 10_000_000 + b'"}\n' + json.dumps(TRUE).encode())
    assert ["error", "proved"] == [record["verdict"] for record in records]
    assert "characters; at most" in records[0]["message"]


def test_defect_of_ours_does_not_end_the_stream(monkeypatch):
    """An exception that nobody foresaw is an error of its line."""

    def fails(*arguments: Any, **options: Any) -> Any:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr("symrules.report.claims.decide", fails)
    records = _answers(_lines(TRUE, TRUE).encode())
    assert ["error", "error"] == [record["verdict"] for record in records]
    assert "a defect of symrules: ZeroDivisionError: a defect" in records[0]["message"]
    assert "k1" == records[0]["id"]


def test_a_line_that_takes_too_long_is_undecided(symrules):
    """The budget ends one line, not the stream."""
    terms = "*".join(f"(a{i} + b{i} + c{i})**6" for i in range(9))
    symbols = {f"{letter}{i}": "positive" for letter in "abc" for i in range(9)}
    hard = {"id": "hard", "statement": f"exp(log({terms}) + 1) = {terms}*E*(1 + 1/10**40)", "symbols": symbols}
    done = symrules("prove", "--batch", "-", "--seconds", "1", input=_lines(hard, TRUE))
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["verdict"] in ("undecided", "refuted")
    assert first["seconds"] < 20
    assert "proved" == second["verdict"]


def test_help_shows_examples(symrules):
    """The help says how to declare, and what the exit status means."""
    done = symrules("prove", "--help")
    assert 0 == done.returncode
    for words in ("coth(x/2)", "x: nonzero", "--where", "--batch", "Exit status: 0 all proved, 1 not all"):
        assert words in " ".join(done.stdout.split())
