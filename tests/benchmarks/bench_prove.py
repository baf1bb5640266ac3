"""``prove --batch`` with reading and writing, as a ratio in one run: python tests/benchmarks/bench_prove.py

The fixed mixed set of `bench_decide`, 68 true identities and 68 false ones, is printed to JSON lines; they are decided
by the command, as a process of its own, and SymPy's simplify gets a sample of the set. Wanted: a ratio of at least 100.
CPU time of all that takes part, since on a shared machine only that means anything.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import sympy

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # so that it runs as a script

from symrules.identity import Identity  # noqa: E402
from symrules.report.claims import answers, encoded  # noqa: E402
from symrules.text import print_expression  # noqa: E402
from tests.benchmarks.bench_decide import SAMPLE, mixed  # noqa: E402

REPEATED = 20


def line(name: int, identity: Identity) -> str:
    """The claim as a line of a batch."""
    domains = {symbol.name: str(identity.notation.domain(symbol)) for symbol in identity.symbols}
    lhs, rhs = print_expression(identity.lhs), print_expression(identity.rhs)
    return json.dumps({"id": name, "lhs": lhs, "rhs": rhs, "symbols": domains}) + "\n"


def by_process(content: str) -> tuple[float, list[dict[str, Any]]]:
    """CPU seconds of the command from its start to its end, and its answers."""
    command = [sys.executable, "-m", "symrules", "prove", "--batch", "-"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, input=content.encode(), capture_output=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, [json.loads(answer) for answer in done.stdout.splitlines()]


def in_process(content: str) -> float:
    """CPU seconds from bytes to bytes, once everything is imported."""
    start = time.process_time()
    for record in answers(io.BytesIO(content.encode()), "claims", 10.0):
        encoded(record)
    return time.process_time() - start


def simplify_rate(identities: list[Identity]) -> float:
    """How many differences SymPy's simplify looks at in a second, on a sample."""
    elementary = [i for i in identities if not (i.lhs - i.rhs).has(sympy.Integral, sympy.Sum, sympy.Derivative)]
    sample = elementary[:: len(elementary) // SAMPLE][:SAMPLE]
    start = time.process_time()
    for identity in sample:
        sympy.simplify(identity.lhs - identity.rhs)
    return len(sample) / (time.process_time() - start)


def main() -> None:
    """Print the rates and their ratios."""
    claims = [(i, truth) for i, truth in mixed() if isinstance(i.relation, str) and i.relation == "=" and not i.where]
    content = "".join(line(name, identity) for name, (identity, _) in enumerate(claims))
    whole, found = by_process(content * REPEATED)
    right = sum(answer["verdict"] == ("proved" if truth else "refuted")
                for answer, (_, truth) in zip(found, claims, strict=False))  # fmt: skip
    batch = len(claims) * REPEATED / whole
    steady = len(claims) / min(in_process(content) for _ in range(5))
    theirs = simplify_rate([identity for identity, _ in claims])
    print(f"{right} of {len(claims)} right")
    print(f"simplify(d) == 0, a sample     {theirs:8.1f} per second")
    print(f"prove --batch, whole process   {batch:8.0f} per second; ratio {batch / theirs:.0f}")
    print(f"the same without the start-up  {steady:8.0f} per second; ratio {steady / theirs:.0f}")


if __name__ == "__main__":
    main()
