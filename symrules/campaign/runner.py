"""Jobs through an executor: in any number of processes, on one machine or many, and none is lost.

Notes
-----
Only ``submit`` of the `concurrent.futures.Executor` interface is used. On one machine the executor is a pool of
threads, each of which waits for a worker process of its own (`resident`). An executor that breaks down, or loses a
job, is replaced by that pool for what is not yet finished.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue

from symrules.campaign.job import Job, Record, error_record
from symrules.campaign.resident import abandon_residents, perform

IN_FLIGHT = 1_000  # jobs that are submitted and not finished
_LOSSES = 2  # of one job, before it is given up

Perform = Callable[[Job], list[Record]]


def local_executor(processes: int) -> Executor:
    """An executor of that many worker processes on this machine."""
    return ThreadPoolExecutor(processes, thread_name_prefix="symrules")


def run(jobs: Iterable[Job], executor: Executor, *, in_flight: int = IN_FLIGHT,
        perform: Perform = perform) -> Generator[tuple[int, Job, list[Record]], None, None]:  # fmt: skip
    """Each job's number, the job and its records, as soon as they are finished.

    Parameters
    ----------
    executor : what the jobs are submitted to; it is the caller's to shut down
    in_flight : how many jobs are submitted at a time
    perform : what does a job
    """
    waiting = iter(enumerate(jobs))
    again: list[tuple[int, Job]] = []
    running: dict[Future[list[Record]], tuple[int, Job]] = {}
    finished: SimpleQueue[Future[list[Record]]] = SimpleQueue()
    losses: dict[int, int] = {}
    spare: Executor | None = None
    try:
        while True:
            room = in_flight - len(running)
            ready = [*again, *islice(waiting, max(room - len(again), 0))]
            again = []
            for number, job in ready:
                try:
                    future = (spare or executor).submit(perform, job)
                except RuntimeError:  # broken, or shut down
                    spare = spare or local_executor(1)
                    future = spare.submit(perform, job)
                running[future] = (number, job)
                future.add_done_callback(finished.put)
            if not running:
                return
            future = finished.get()
            number, job = running.pop(future)
            error = future.exception() if not future.cancelled() else None
            if not future.cancelled() and error is None:
                yield number, job, future.result()
            elif losses.setdefault(number, 0) < _LOSSES:
                losses[number] += 1
                again.append((number, job))
            else:
                yield number, job, [error_record(job.file, f"lost by the executor: {error or 'cancelled'}"[:300])]
    except BaseException:  # an interrupt, or nobody wants the rest
        for future in running:
            future.cancel()
        abandon_residents()
        raise
    finally:
        if spare is not None:
            spare.shutdown()
