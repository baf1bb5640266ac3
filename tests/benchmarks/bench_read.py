"""Reading LaTeX: milliseconds an equation and for building a notation's names, and the ratio to SymPy's own reader.

Run it as a script: ``python tests/benchmarks/bench_read.py [rounds]``. The equations are those of the tests. Wanted: a
median below 10 ms an equation once the names are built, and below 150 ms to build the names of 60 symbols. SymPy's
ANTLR reader is timed where ``antlr4`` is installed, on the equations that it accepts; it reads them without a notation.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from symrules.notation import Notation
from symrules.tex import Macros, read_equation
from symrules.tex.names import Names
from tests.tex.corpus import EQUATIONS
from tests.tex.corpus_more import MORE
from tests.tex.declared import notation


def least(run: Callable[[], object], rounds: int) -> float:
    """The least time of some rounds, in milliseconds."""
    found = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        found = min(found, 1000 * (time.perf_counter() - start))
    return found


def sixty_symbols() -> Notation:
    """A notation of sixty symbols with subscripts."""
    found = Notation()
    for letter in "abcdefghijklmno":
        for index in ("", "_0", "_F", "_up"):
            found.symbol(letter + index, dimension=None)
    return found


def sympy_reader() -> Callable[[str], object] | None:
    """SymPy's reader of LaTeX; None where its parser is not installed."""
    try:
        from sympy.parsing.latex import parse_latex

        parse_latex("x")
    except ImportError:
        return None
    return parse_latex  # type: ignore[no-any-return]


def main(rounds: int) -> None:
    """Print the times of both readers."""
    cases = [(tex, notation(symbols)) for _, tex, symbols, _ in EQUATIONS + MORE]
    ours = [least(lambda tex=tex, table=table: read_equation(tex, table), rounds) for tex, table in cases]
    print(f"{'equations':40} {len(ours):8d}")
    print(f"{'median of an equation':40} {median(ours):8.2f} ms   wanted below 10")
    print(f"{'slowest equation':40} {max(ours):8.2f} ms")
    table = sixty_symbols()
    print(f"{'names of 60 symbols':40} {least(lambda: Names(table, Macros()), rounds):8.2f} ms   wanted below 150")
    other = sympy_reader()
    if other is None:
        print("SymPy's reader is not installed (antlr4-python3-runtime)")
        return
    ratios = []
    for (tex, _), time_taken in zip(cases, ours, strict=True):
        try:
            ratios.append(time_taken / least(lambda tex=tex: other(tex), rounds))
        except Exception:  # whatever that reader raises on what it does not know
            continue
    print(f"{'median ratio to SymPy on its ' + str(len(ratios)) + ' equations':40} {median(ratios):8.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
