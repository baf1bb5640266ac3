"""The process that doubtful decisions run in: a guard that forks a worker ahead of time, and replaces it when it dies.

Started as its own program, so that it inherits neither threads nor locks. The guard does nothing but pass messages, so
it never hangs; the worker is killed by the guard when its time is up, and by the system when its memory is. Messages
are frames of four bytes of length and a pickle; both ends are this package, and nothing else writes to the pipes.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symrules.decide.decision import decide_here
from symrules.decide.frames import GRACE, OUT_OF_MEMORY, OUT_OF_TIME, read_frame, write_frame
from symrules.decide.message import unpack_claim


@dataclass
class _Worker:
    pid: int
    requests: int
    replies: int

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.requests)
        os.close(self.replies)


def main() -> None:
    """Guard: one request at a time from standard input, one reply to standard output."""
    requests, replies = os.dup(0), os.dup(1)
    silent = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(silent, fd)
    sys.setrecursionlimit(20_000)
    memory = int(sys.argv[1])
    worker = _fork(memory, (requests, replies))
    write_frame(replies, b"ready")
    while (request := read_frame(requests)) is not None:
        seconds = pickle.loads(request)[0]
        write_frame(worker.requests, request)
        deadline = time.monotonic() + seconds + GRACE
        readable = select.select([worker.replies, requests], [], [], seconds + GRACE)[0]
        if requests in readable:
            break  # whoever asked is gone
        reply = read_frame(worker.replies, deadline) if readable else None
        if reply is None:
            reply = OUT_OF_MEMORY if readable else OUT_OF_TIME
            worker.end()
            worker = _fork(memory, (requests, replies))
        write_frame(replies, reply)
    worker.end()


def _fork(memory: int, foreign: tuple[int, ...]) -> _Worker:
    requests, requests_in = os.pipe()
    replies_out, replies = os.pipe()
    pid = os.fork()
    if pid == 0:
        for fd in (*foreign, requests_in, replies_out):
            os.close(fd)
        try:
            _work(requests, replies, memory)
        finally:
            os._exit(0)
    os.close(requests)
    os.close(replies)
    return _Worker(pid, requests_in, replies_out)


def _work(requests: int, replies: int, memory: int) -> None:
    if memory:
        in_use = Path("/proc/self/statm")
        pages = int(in_use.read_text().split()[0]) if in_use.exists() else 0
        limit = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while (request := read_frame(requests)) is not None:
        seconds, message = pickle.loads(request)
        identity, instances = unpack_claim(message)
        answer: Any = decide_here(identity, time.monotonic() + seconds, instances)
        write_frame(replies, pickle.dumps(answer))


if __name__ == "__main__":
    main()
