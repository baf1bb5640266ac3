"""Worker processes that stay, and are replaced when they end: who asks one gets an answer whatever happens to it.

Notes
-----
This side imports no mathematics, so that a command line, a thread of a pool or a node of a cluster that only passes
files on starts at once. A worker that ends in the middle of a file is replaced; what it had decided is kept, and the
next one begins behind the obligation that ended it.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from symrules.campaign.job import IMPLEMENTATION, NO_EVIDENCE, Job, Record, error_record
from symrules.errors import Place, ReadError
from symrules.verdict import overall

_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = "from symrules.campaign.worker import main; main()"
_OUT_OF_MEMORY = 77
_ATTEMPTS = 2  # at one step, for a process that ended for no reason of its own


class Ended(Exception):
    """The worker process ended; `why` says how, and `own` whether what it was doing is to blame."""

    def __init__(self, why: str, own: bool) -> None:
        super().__init__(why)
        self.why, self.own = why, own


class Resident:
    """One worker process, started when it is first asked."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.abandoned = False
        self.answered = False  # whether the process has said anything

    def start(self) -> subprocess.Popen[bytes]:
        if self.abandoned:
            raise Ended("interrupted", True)
        if self.process is None:
            self.answered = False
            path = os.pathsep.join([_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])])
            # -P: the working folder, which may be a stranger's, is no place to import from
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, start_new_session=True, env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip
        return self.process

    def ask(self, request: dict[str, Any]) -> None:
        process = self.start()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            raise self._ended(request["seconds"]) from None

    def reply(self, seconds: float) -> list[Any]:
        """The next step of the answer.

        Raises
        ------
        Ended
            The process has ended.
        """
        process = self.start()
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line.endswith(b"\n"):
            raise self._ended(seconds)
        found: list[Any] = json.loads(line)
        self.answered = True
        return found

    def _ended(self, seconds: float) -> Ended:
        status = self.end()
        if status == -signal.SIGALRM:
            return Ended(f"the time budget of {seconds:g} s is exhausted", True)
        if status == _OUT_OF_MEMORY:
            return Ended("the memory budget is exhausted", True)
        if status in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS):
            return Ended(f"the process ended with signal {-status}, as where memory runs out", True)
        what = "the process ended" if self.answered else "the worker process does not start, and ended"
        return Ended(f"{what} with status {status}", False)

    def end(self) -> int:
        """End the process, if it still runs; returns its status."""
        process, self.process = self.process, None
        if process is None:
            return 0
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            status = process.wait(0.2)
        except subprocess.TimeoutExpired:
            _kill(process)
            status = process.wait()
        process.stdout.close()
        return status

    def abandon(self) -> None:
        """Kill the process under whoever is asking it; it is not started again."""
        self.abandoned = True
        if (process := self.process) is not None:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)


class _Residents:
    """The worker processes of this process that nobody is asking just now."""

    def __init__(self) -> None:
        self.lock, self.idle, self.all = threading.Lock(), list[Resident](), list[Resident]()

    def take(self) -> Resident:
        with self.lock:
            if not self.idle:
                self.all.append(Resident())
                return self.all[-1]
            return self.idle.pop()

    def put_back(self, resident: Resident) -> None:
        with self.lock:
            if resident.abandoned:
                resident.end()
            else:
                self.idle.append(resident)

    def abandon(self) -> None:
        with self.lock:
            for resident in self.all:
                resident.abandon()
                if resident in self.idle:
                    resident.end()
            self.all, self.idle = [], []

    def end(self) -> None:
        with self.lock:
            for resident in self.all:
                resident.end()

    def forget(self) -> None:
        """In a forked process: the workers are those of another."""
        self.__init__()  # type: ignore[misc]


_RESIDENTS = _Residents()
atexit.register(_RESIDENTS.end)
os.register_at_fork(after_in_child=_RESIDENTS.forget)


def end_residents() -> None:
    """End all worker processes of this process; they start again when they are needed."""
    _RESIDENTS.end()


def abandon_residents() -> None:
    """Kill all worker processes of this process, also those that are being asked: what they do is given up."""
    _RESIDENTS.abandon()


@dataclass
class _Progress:
    """What is known of a job while it is being done."""

    model: dict[str, Any] = field(default_factory=dict)
    decided: dict[str, list[Record]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    more: dict[str, Record] = field(default_factory=dict)  # where the rule's observable stands
    current: tuple[str, Record] | None = None  # the obligation that is being decided
    attempts: int = 0

    def take(self, reply: list[Any]) -> Record | None:
        """Enter one reply; returns the error, where it is one."""
        kind, *rest = reply
        if kind == "model":
            self.model = rest[0]
        elif kind == "begin":
            self.current = (rest[0], rest[1])
        elif kind == "decided":
            assert self.current is not None
            self.decided.setdefault(rest[0], []).append({**self.current[1], **rest[1]})
            self.current, self.attempts = None, 0
        elif kind == "broken":
            self.decided[rest[0]][-1].update(rest[1])
        elif kind == "rule":
            self.seconds[rest[0]] = round(rest[1] + self.seconds.get(rest[0], 0.0), 6)
            self.more[rest[0]] = rest[2]
        elif kind == "error":
            found: Record = rest[0]
            return found
        return None

    def give_up(self, why: str) -> None:
        """The obligation that was being decided is left undecided."""
        assert self.current is not None
        rule, begun = self.current
        self.decided.setdefault(rule, []).append({**begun, **NO_EVIDENCE, "method": "budget", "reason": why})
        self.current, self.attempts = None, 0


def perform(job: Job) -> list[Record]:
    """Do a job in a worker process of this process: a record for each rule, or one that says why there is none."""
    resident = _RESIDENTS.take()
    try:
        return _performed(job, resident)
    finally:
        _RESIDENTS.put_back(resident)


def _performed(job: Job, resident: Resident) -> list[Record]:
    progress = _Progress()
    while True:
        request = {"op": "check", "file": job.file, "rules": job.rules, "rule_files": job.rule_files,
                   "seconds": job.seconds, "against": job.against,
                   "known": {rule: len(found) for rule, found in progress.decided.items()}}  # fmt: skip
        try:
            resident.ask(request)
            while (reply := resident.reply(job.seconds)) != ["done"]:
                error = progress.take(reply)
                if error is not None:
                    return [error_record(job.file, **error)]
            return _records(job, progress)
        except Ended as ended:
            progress.attempts += 1
            blamed = ended.own or progress.attempts >= _ATTEMPTS
            if blamed and progress.current is None and not _is_breaking(progress):
                return [error_record(job.file, f"cannot be checked: {ended.why}")]
            if blamed and progress.current is not None:
                progress.give_up(ended.why)
        except BaseException:
            resident.end()
            raise


def _is_breaking(progress: _Progress) -> bool:
    """Whether a breaking term was being computed: the verdict is known, and only the term is lost."""
    last = [found[-1] for found in progress.decided.values()]
    return bool(last) and last[-1]["verdict"] == "refuted" and progress.attempts < 2 * _ATTEMPTS


def _records(job: Job, progress: _Progress) -> list[Record]:
    model = progress.model
    return [
        {
            "model": model["name"],
            "file": job.file,
            "rule": rule,
            "verdict": overall([o["verdict"] for o in progress.decided.get(rule, [])]),
            "expected": "" if rule == IMPLEMENTATION else model["expect"].get(rule, ""),
            "obligations": progress.decided.get(rule, []),
            "hypotheses": model["hypotheses"],
            "seconds": progress.seconds.get(rule, 0.0),
            **progress.more.get(rule, {}),
        }
        for rule in model["rules"]
    ]


def rule_names(rules: tuple[str, ...], rule_files: tuple[str, ...], seconds: float) -> tuple[str, ...]:
    """The rules of these names, or all, with those of the user's own; asked of a worker.

    Raises
    ------
    ReadError
        There is no such rule, or a file cannot be read.
    """
    resident = _RESIDENTS.take()
    try:
        resident.ask({"op": "rules", "rules": rules, "rule_files": rule_files, "seconds": seconds, "against": ""})
        kind, found = resident.reply(seconds)
        if kind == "error":
            place = Place(found["place"], found["line"], found["column"]) if found["place"] else None
            raise ReadError(found["message"], place=place, hint=found["hint"])
        resident.reply(seconds)  # done
        return tuple(found)
    except Ended as ended:
        raise ReadError(f"the rules cannot be read: {ended.why}") from None
    finally:
        _RESIDENTS.put_back(resident)
