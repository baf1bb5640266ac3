"""``symrules check`` on many models in one and in two processes: python tests/benchmarks/bench_check.py [COUNT]

Wanted: two processes at least 1.7 times as fast as one on 2,000 generated models; the shipped models in a few seconds;
a single model well under one second once everything is imported. On a machine that others use, times mean little, so
the ratio is also computed from CPU time: what the workers took is shared by two, what this process took is not.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # so that it runs as a script

from symrules.campaign import Job, local_executor, run  # noqa: E402
from symrules.campaign.resident import end_residents, rule_names  # noqa: E402

MODEL = """
[model]
name = "Generated wire {k}"
[symbols]
k_B = {{ dimension = "energy/temperature", domain = "positive", role = "constant" }}
e = {{ dimension = "charge", domain = "positive", role = "constant" }}
h = {{ dimension = "action", domain = "positive", role = "constant" }}
Theta = {{ dimension = "temperature", domain = "positive", quantity = "temperature" }}
mu = {{ dimension = "energy", domain = "positive", role = "equilibrium" }}
V = {{ dimension = "voltage", domain = "real", role = "drive" }}
T = {{ dimension = "1", domain = "[0, 1]", role = "transport" }}
c = {{ dimension = "1/energy", domain = "positive", role = "constant" }}
[definitions]
x = "e*V/(2*k_B*Theta)"
b = "T**2 + T*(1 - T)*x*coth(x)"
[observables]
conductance = "{p}*e**2/h*T"
current_noise = "{q}*k_B*Theta*e**2/h*b"
number = "c*mu*(1 + {r}*mu*c)"
number_fluctuation = "k_B*Theta*c*(1 + {s}*mu*c)"
"""


def generate(folder: Path, count: int) -> list[str]:
    """That many models, of which about half break a rule."""
    files = []
    for k in range(count):
        p, r = k % 7 + 1, k % 5
        path = folder / f"wire-{k:04}.toml"
        path.write_text(MODEL.format(k=k, p=p, q=4 * p + (k % 4 == 0), r=r, s=2 * r + (k % 3 == 0)))
        files.append(str(path))
    return files


def cpu(who: int) -> float:
    """CPU seconds of this process, or of its children that have ended."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def timed(files: list[str], processes: int) -> tuple[float, float, float, dict[str, int]]:
    """Seconds from the first job to the last, without the start of the processes; CPU seconds of this process and of
    the workers; and a count of verdicts."""
    executor = local_executor(processes)
    names = rule_names((), (), 10.0)
    for _ in run([Job(files[0], names)] * (4 * processes), executor):
        pass  # every worker has started and imported what it needs
    counts: dict[str, int] = {}
    before, own = cpu(resource.RUSAGE_CHILDREN), cpu(resource.RUSAGE_SELF)
    start = time.perf_counter()
    for _, _, records in run((Job(file, names) for file in files), executor):
        for record in records:
            counts[record["verdict"]] = counts.get(record["verdict"], 0) + 1
    seconds = time.perf_counter() - start
    own = cpu(resource.RUSAGE_SELF) - own
    executor.shutdown()
    end_residents()
    return seconds, own, cpu(resource.RUSAGE_CHILDREN) - before, dict(sorted(counts.items()))


def main() -> None:
    """Print times and ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        files = generate(Path(folder), count)
        one, own_one, workers_one, counts = timed(files, 1)
        two, own_two, workers_two, again = timed(files, 2)
    assert counts == again, "the verdicts depend on the number of processes"
    print(f"{count} models: {counts}")
    each = 1000 * workers_one / count
    print(f"one process   {one:7.1f} s; CPU {own_one:.1f} + {workers_one:.1f} s, {each:.1f} ms a model")
    print(f"two processes {two:7.1f} s; CPU {own_two:.1f} + {workers_two:.1f} s")
    print(f"ratio {one / two:.2f}; by CPU time {(own_one + workers_one) / (own_two + workers_two / 2):.2f}")
    zoo = [str(path) for path in sorted((ROOT / "symrules" / "models" / "zoo").glob("*.toml"))]
    seconds, _, workers, counts = timed(zoo, 1)
    print(f"the shipped models, {len(zoo)}: {seconds:.1f} s, CPU {workers:.1f} s, {counts}")


if __name__ == "__main__":
    main()
