"""Time and memory limits that hold: doubtful decisions run in a process apart, which can be killed.

Notes
-----
A timer can only interrupt Python code; a polynomial product in native code, or a loop in a library that swallows
exceptions, runs on. So whatever the estimate of `cost` finds doubtful is sent to a resident process (`worker`), and
the rest, which is the rule, is decided here and pays nothing.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from symrules.decide import frames
from symrules.decide.message import pack_claim
from symrules.identity import Identity
from symrules.verdict import Verdict, undecided

MEMORY = 2 * 1024**3  # bytes that a decision may take
_START = 30.0


class Unavailable(Exception):
    """No process can be started, or the request cannot be sent to one."""


class _Apart:
    """The resident process, started at the first use and replaced when it fails."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0

    def ask(self, request: bytes, seconds: float) -> bytes | None:
        with self.lock:
            process = self._running()
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                frames.write_frame(process.stdin.fileno(), request)
                reply = frames.read_frame(process.stdout.fileno(), time.monotonic() + seconds + 4 * frames.GRACE + 1.0)
            except BaseException:
                self.end()
                raise
            if reply is None:
                self.end()
            return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is not None and (self.owner != os.getpid() or self.process.poll() is not None):
            self.process = None
        if self.process is None:
            root = str(Path(__file__).resolve().parents[2])
            path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
            self.owner = os.getpid()
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-c",
                    "from symrules.decide import worker; worker.main()",
                    str(MEMORY),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": path},
            )
            assert self.process.stdout is not None
            if frames.read_frame(self.process.stdout.fileno(), time.monotonic() + _START) != b"ready":
                self.end()
                raise OSError("the process does not start")
        return self.process

    def end(self) -> None:
        """Kill the process and whatever it started, and forget it."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()


_APART = _Apart()
atexit.register(_APART.end)


def decide_apart(identity: Identity, seconds: float, instances: Any) -> Verdict:
    """Decide in the resident process, which is killed when the budget is exhausted.

    Raises
    ------
    Unavailable
        The claim cannot be sent, or no process can be started.
    """
    try:
        request = pickle.dumps((seconds, pack_claim(identity, instances)))
    except (pickle.PicklingError, AttributeError, TypeError, RecursionError) as error:
        raise Unavailable(str(error)) from None
    try:
        reply = _APART.ask(request, seconds)
    except (OSError, ValueError) as error:
        raise Unavailable(str(error)) from None
    if reply is None or reply == frames.OUT_OF_TIME:
        return undecided("budget", f"the time budget of {seconds:g} s is exhausted")
    if reply == frames.OUT_OF_MEMORY:
        return undecided("budget", f"the memory budget of {MEMORY // 1024**2} MB is exhausted")
    answer = pickle.loads(reply)
    assert isinstance(answer, Verdict)
    return answer
