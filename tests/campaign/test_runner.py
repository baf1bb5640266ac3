"""Jobs through executors: all come back, whatever the executor does."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from symrules.campaign import Job, local_executor, run
from symrules.campaign.resident import end_residents

SPAWN = multiprocessing.get_context("spawn")  # a fork would copy the threads of other tests
ROOT = Path(__file__).resolve().parents[2]


def echo(job):
    """A record that names the job."""
    return [{"file": job.file, "verdict": "proved"}]


def dying_once(job):
    """A job that takes its process with it, the first time."""
    mark = Path(job.rules[0])
    if job.file == "3" and not mark.exists():
        mark.touch()
        import os

        os._exit(1)
    return echo(job)


JOBS = [Job(str(k)) for k in range(40)]


def files(results):
    return {number: records[0]["file"] for number, _, records in results}


def test_every_job_comes_back_once_with_its_number():
    """Each job's record stands under its number."""
    with ThreadPoolExecutor(3) as executor:
        assert {k: str(k) for k in range(40)} == files(run(JOBS, executor, in_flight=5, perform=echo))


def test_no_more_jobs_are_submitted_than_asked():
    """A long campaign does not fill the memory of the executor."""
    submitted, most = [], 0

    class Counting(Executor):
        def submit(self, fn, /, *args, **kwargs):
            nonlocal most
            future = Future()
            submitted.append((future, fn, args))
            most = max(most, sum(not f.done() for f, *_ in submitted))
            threading.Timer(0.001, lambda: future.set_result(fn(*args))).start()
            return future

    assert 40 == len(files(run(JOBS, Counting(), in_flight=4, perform=echo)))
    assert most <= 4


def test_process_that_dies_loses_nothing(tmp_path):
    """A broken pool is replaced, and what was not finished is done by another."""
    jobs = [Job(str(k), (str(tmp_path / "died"),)) for k in range(12)]
    with ProcessPoolExecutor(2, SPAWN) as executor:
        assert {k: str(k) for k in range(12)} == files(run(jobs, executor, perform=dying_once))
    assert (tmp_path / "died").exists()


def test_executor_that_is_shut_down_is_replaced():
    """Jobs go to a pool of our own when nobody takes them."""
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    assert 40 == len(files(run(JOBS, executor, perform=echo)))


def test_job_that_is_lost_again_and_again_is_reported():
    """What no executor brings back is an error of that job, and the others go on."""

    def losing(job):
        if job.file == "7":
            raise OSError("gone")
        return echo(job)

    with ThreadPoolExecutor(2) as executor:
        found = {job.file: records[0] for _, job, records in run(JOBS, executor, perform=losing)}
    assert "error" == found["7"]["verdict"]
    assert "gone" in found["7"]["message"]
    assert 39 == sum(record["verdict"] == "proved" for record in found.values())


def test_real_jobs_in_processes_and_threads_give_the_same(tmp_path):
    """Verdicts do not depend on who brings them."""
    zoo = sorted((ROOT / "symrules" / "models" / "zoo").glob("*.toml"))[:6]
    jobs = [Job(str(path), seconds=3.0) for path in zoo]

    def verdicts(executor):
        with executor:
            return {number: [(r["rule"], r["verdict"]) for r in records] for number, _, records in run(jobs, executor)}

    assert verdicts(local_executor(2)) == verdicts(ProcessPoolExecutor(2, SPAWN))
    end_residents()


CLUSTER = """
    import sys
    from distributed import Client, LocalCluster
    from symrules.campaign import Job, run

    if __name__ == "__main__":
        with LocalCluster(n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None) as cluster:
            with Client(cluster) as client, client.get_executor() as executor:
                jobs = [Job(path, ("compressibility",)) for path in sys.argv[1:]]
                for number, job, records in sorted(run(jobs, executor), key=lambda found: found[0]):
                    print(number, records[0]["verdict"], flush=True)
"""


def test_jobs_on_a_cluster(tmp_path):
    """The executor of a dask cluster does the jobs like any other."""
    script = tmp_path / "campaign.py"
    script.write_text(textwrap.dedent(CLUSTER))
    zoo = ROOT / "symrules" / "models" / "zoo"
    models = [str(zoo / f"{name}.toml") for name in ("ideal-gas-1d", "martin-landauer", "drude")]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, str(script), *models], capture_output=True, text=True, check=False,
                          timeout=120, cwd=tmp_path, env=environment)  # fmt: skip
    assert ["0 proved", "1 refuted", "2 not_applicable"] == done.stdout.splitlines(), done.stderr[-2000:]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_shards_are_everything_once(count):
    """All shards together are all items, each once."""
    from symrules.campaign import shard

    items = list(range(20))
    parts = [shard(items, f"{i}/{count}") for i in range(1, count + 1)]
    assert items == sorted(x for part in parts for x in part)


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", "1/3/5", ""])
def test_what_is_no_shard_is_refused(text):
    """A shard is i/n with 1 <= i <= n."""
    from symrules.campaign import shard
    from symrules.errors import ReadError

    with pytest.raises(ReadError, match="is not a shard"):
        shard([1], text)
