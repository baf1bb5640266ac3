"""Claims that come one a line, and what is printed of each decision."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any, BinaryIO

from symrules.certificate import witness_record
from symrules.decide import decide
from symrules.errors import Place, ReadError, SymrulesError
from symrules.identity import Identity
from symrules.text.jsonl import MAX_LINE, Id, line_id, read_line
from symrules.verdict import Verdict

ERROR = "error"


def verdict_line(name: Id, verdict: Verdict, seconds: float) -> dict[str, Any]:
    """One decision as JSON values: ``reason`` stands in an undecided one, ``evidence`` where there is some."""
    record: dict[str, Any] = {
        "id": name,
        "verdict": verdict.outcome.value,
        "method": verdict.method,
        "hypotheses": list(verdict.hypotheses),
        "side_conditions": list(verdict.side_conditions),
        "witness": witness_record(verdict.witness),
    }
    if verdict.undecided:
        record["reason"] = verdict.reason
    if verdict.evidence:
        record["evidence"] = list(verdict.evidence)
    return {**record, "seconds": round(seconds, 6)}


def timed(identity: Identity, seconds: float) -> tuple[Verdict, float]:
    """The verdict, and how long it took."""
    start = time.perf_counter()
    verdict = decide(identity, seconds=seconds)
    return verdict, time.perf_counter() - start


def answers(lines: BinaryIO, source: str, seconds: float) -> Iterator[dict[str, Any]]:
    """One record a claim, in order, each as soon as it is decided; a line that cannot be read has the verdict error.

    Parameters
    ----------
    lines : JSON lines; empty ones are skipped
    source : the name of the file, for messages
    seconds : time budget of each decision
    """
    for number, line in _lines(lines):
        place = Place(source, number)
        try:
            text = _text(line, place)
            name, identity = read_line(text, place=place)
            yield verdict_line(name, *timed(identity, seconds))
        except SymrulesError as error:
            yield _error(line, str(error).replace("\n  hint: ", "; hint: "))
        except Exception as error:  # a defect of ours in one line must not end the stream
            yield _error(line, f"{place}: a defect of symrules: {type(error).__name__}: {error}")


def encoded(record: dict[str, Any]) -> bytes:
    """A record as one line of UTF-8; half a surrogate pair is written as its escape."""
    try:
        return json.dumps(record, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record, allow_nan=False).encode() + b"\n"


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not empty; of one that is too long no more is kept than shows that it is."""
    number = 0
    while line := stream.readline(4 * MAX_LINE):
        number += 1
        rest = line
        while rest and not rest.endswith(b"\n") and len(rest) == 4 * MAX_LINE:
            rest = stream.readline(4 * MAX_LINE)
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


def _text(line: bytes, place: Place) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise ReadError(f"the line is not UTF-8: byte {error.start + 1} cannot be read", place=place) from None


def _error(line: bytes, message: str) -> dict[str, Any]:
    return {"id": line_id(line.decode(errors="replace")), "verdict": ERROR, "message": message}
