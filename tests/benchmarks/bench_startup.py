"""Start-up and the whole run, as ratios to ``python -c "import sympy"`` timed in the same run.

Run it as a script: ``python tests/benchmarks/bench_startup.py [rounds]``. The commands take turns, so that a drift of
the machine meets them all; the least time of each counts. It is the installed package that is measured. Wanted:
`symrules --help` at most 0.25, and the whole `symrules derive` without figures and TeX at most 4.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time


def seconds(command: list[str], folder: str) -> float:
    """Wall time of one command; a failure of it is an error."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Print the least time of each command and its ratio to the import of SymPy."""
    symrules = [sys.executable, "-m", "symrules"]
    commands = {
        'python -c "import sympy"': [sys.executable, "-c", "import sympy"],
        "symrules --help": [*symrules, "--help"],
        "symrules derive --no-figures --no-tex": [*symrules, "derive", "--no-figures", "--no-tex"],
    }
    least = dict.fromkeys(commands, float("inf"))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, command in commands.items():
                least[name] = min(least[name], seconds(command, folder))
    unit = least['python -c "import sympy"']
    for name, time_taken in least.items():
        print(f"{name:40} {time_taken * 1000:8.0f} ms {time_taken / unit:7.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
