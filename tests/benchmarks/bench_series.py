"""Ratios of the expansions against SymPy, raw FLINT, and PARI and Maxima where they are installed.

Run ``python tests/benchmarks/bench_series.py``: CPU time in ms, the best of several runs, all peers in one run, since
only ratios mean anything on a shared machine. ``--long`` adds the orders that take minutes.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import flint
import sympy
from flint import fmpq, fmpq_series, fmpz
from rich.console import Console
from rich.table import Table
from sympy import coth, exp, log, sqrt, symbols, tanh

from symrules.series import expand

x, T, a, b, c = symbols("x T a b c")
LIMIT = 60
PAPER = T + T * (1 - T) * (x * coth(x) - 1)
FOUR = T * x * coth(a * x) + (1 - T) * sqrt(1 + b * x) * exp(c * x)
MIXED = sqrt(x * coth(x)) * exp(tanh(x)) * log(1 + x)
NESTED = exp(1 - exp(x))


class TooLong(BaseException):
    """The peer did not finish."""


def cpu(run: Callable[[], Any], repeat: int = 40) -> float | None:
    """The least CPU time in ms of several runs, fewer of the long ones; None beyond the limit."""

    def stop(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, stop)
    best, spent = float("inf"), 0.0
    for _ in range(repeat):
        signal.alarm(LIMIT)
        start = time.process_time()
        try:
            run()
        except TooLong:
            return None
        finally:
            signal.alarm(0)
        best = min(best, (time.process_time() - start) * 1e3)
        spent += best
        if spent > 1000:
            break
    return best


def bernoulli(n: int) -> list[fmpq]:
    """x·coth(x) from FLINT's Bernoulli numbers, one by one."""
    factorial, found = fmpz(1), []
    for k in range(0, n + 1, 2):
        found.append(fmpq.bernoulli(k) * fmpq(fmpz(1) << k, factorial))
        factorial *= (k + 1) * (k + 2)
    return found


def bernoulli_at_once(n: int) -> list[fmpq]:
    """The same from FLINT's table, which is emptied first."""
    flint.ctx.cleanup()
    fmpq.bernoulli(n + n % 2, cache=True)
    factorial, found = fmpz(1), []
    for k in range(0, n + 1, 2):
        found.append(fmpq.bernoulli(k, cache=True) * fmpq(fmpz(1) << k, factorial))
        factorial *= (k + 1) * (k + 2)
    return found


def flint_series(build: Callable[[Any], Any], n: int) -> Any:
    """A computation in raw `fmpq_series` to O(xⁿ⁺¹)."""
    before, flint.ctx.cap = flint.ctx.cap, n + 3
    try:
        return build(fmpq_series([0, 1], prec=n + 3))
    finally:
        flint.ctx.cap = before


def raw_mixed(s: Any) -> Any:
    """√(x coth x)·exp(tanh x)·log(1 + x) in raw FLINT."""
    return (s * s.cosh() / s.sinh()).sqrt() * s.tanh().exp() * (1 + s).log()


def ours(expression: Any, n: int) -> Callable[[], Any]:
    """Our expansion, with FLINT's Bernoulli table emptied first where it is used."""

    def run() -> Any:
        if n >= 400:
            flint.ctx.cleanup()
        return expand(expression, x, 0, n)

    return run


def with_sympy(expression: Any, n: int) -> Callable[[], Any]:
    def run() -> Any:
        sympy.core.cache.clear_cache()
        return sympy.series(expression, x, 0, n + 1)

    return run


def pari(text: str, n: int) -> float | None:
    """PARI through cypari2 or cypari where one of them is installed."""
    gp = _pari_session()
    if gp is None:
        return None
    gp.set_series_precision(n + 4)
    return cpu(lambda: gp(text.format(n=n)))


@cache
def _pari_session() -> Any:
    """A PARI with 2 GB of stack; None where it is not installed."""
    try:
        import cypari2

        gp = cypari2.Pari()
    except ImportError:
        try:
            from cypari import pari as gp
        except ImportError:
            return None
    gp.allocatemem(2 * 10**9, silent=True)
    return gp


def maxima(text: str, n: int) -> float | None:
    """Maxima's own time for taylor(), the mean of many short runs, where it is installed."""
    if shutil.which("maxima") is None:
        return None
    once = _maxima_time(text, n, 1)
    if once is None or once > 300:
        return once
    count = min(500, int(300 / max(once, 1)) + 1)
    many = _maxima_time(text, n, count)
    return None if many is None else many / count


def _maxima_time(text: str, n: int, count: int) -> float | None:
    program = (f't0: elapsed_run_time()$ for i thru {count} do taylor({text}, x, 0, {n})$ '
               'printf(true, "~%TIME ~a~%", elapsed_run_time() - t0)$')  # fmt: skip
    try:
        done = subprocess.run(["maxima", "--very-quiet", f"--batch-string={program}"], capture_output=True, text=True,
                              timeout=LIMIT, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    lines = [line for line in done.stdout.splitlines() if line.startswith("TIME ")]
    return float(lines[-1].split()[1]) * 1e3


def rows(long: bool) -> list[tuple[str, int, float | None, dict[str, float | None]]]:
    """(expression, order, our time, the peers' times)."""
    found: list[tuple[str, int, float | None, dict[str, float | None]]] = []
    for n in (10, 50, 100, 200, 1000) + ((5000, 10000) if long else ()):
        peers = {"FLINT Bernoulli": cpu(lambda n=n: bernoulli(n)), "FLINT table": cpu(lambda n=n: bernoulli_at_once(n)),
                 "PARI": pari("my(B=bernvec({n}\\2));vector({n}\\2+1,k,4^(k-1)*B[k]/(2*k-2)!)", n)}  # fmt: skip
        if n <= 200:
            peers["Maxima"] = maxima("x*coth(x)", n)
        if n <= 1000:
            peers["PARI series"] = pari("x*cotanh(x)", n)
            peers["FLINT series"] = cpu(lambda n=n: flint_series(lambda s: s * s.cosh() / s.sinh(), n))
            peers["SymPy"] = cpu(with_sympy(x * coth(x), n), 1)
        found.append(("x coth x", n, cpu(ours(x * coth(x), n)), peers))
    found.append(("x coth x, as expression", 100, cpu(lambda: expand(x * coth(x), x, 0, 100).as_expression()),
                  {"SymPy": cpu(with_sympy(x * coth(x), 100), 1)}))  # fmt: skip
    for name, e, text in (
        ("paper's bracket", PAPER, "T+T*(1-T)*(x*cosh(x)/sinh(x)-1)"),
        ("four parameters", FOUR, "T*x*cosh(a*x)/sinh(a*x)+(1-T)*sqrt(1+b*x)*exp(c*x)"),
    ):
        for n in (10, 20, 40, 50, *((200,) if e is PAPER else ()), *((1000,) if e is PAPER and long else ())):
            peers = {"PARI": pari(text, n), "Maxima": maxima(text, n)}
            if n == 20:
                peers["SymPy"] = cpu(with_sympy(e, n), 1)
            found.append((name, n, cpu(ours(e, n)), peers))
    for name, e, build, orders, text in (
        ("mixed", MIXED, raw_mixed, (10, 40, 160), "sqrt(x*cosh(x)/sinh(x))*exp(sinh(x)/cosh(x))*log(1+x)"),
        ("exp(1-exp(x))", NESTED, lambda s: (1 - s.exp()).exp(), (10, 50, 200), "exp(1-exp(x))"),
    ):
        for n in orders + ((1000,) if long else ()):
            peers = {"FLINT series": cpu(lambda n=n, build=build: flint_series(build, n)), "PARI": pari(text, n)}
            if n <= 50:
                peers["Maxima"] = maxima(text, n)
            if n == 10:
                peers["SymPy"] = cpu(with_sympy(e, n), 1)
            found.append((name, n, cpu(ours(e, n)), peers))
    return found


def missing() -> list[str]:
    """The peers that are not installed, and so stand in no row."""
    peers = {"PARI (cypari2 or cypari)": _pari_session(), "Maxima": shutil.which("maxima")}
    return [name for name, found in peers.items() if found is None]


def main() -> None:
    table = Table(title="CPU ms, and peer time divided by ours (above 1: we are faster)")
    for column in ("expression", "order", "ours", "peer", "ms", "ratio"):
        table.add_column(column, justify="left" if column in ("expression", "peer") else "right")
    absent = missing()
    for name, n, own, peers in rows("--long" in sys.argv):
        for peer, value in peers.items():
            if value is None and any(name.startswith(peer.split()[0]) for name in absent):
                continue
            shown = f"> {LIMIT * 1000}" if value is None else f"{value:.3f}"
            ratio = (LIMIT * 1000 if value is None else value) / own if own else float("nan")
            table.add_row(name, str(n), f"{own:.3f}" if own else "-", peer, shown,
                          f"{'> ' if value is None else ''}{ratio:.2f}")  # fmt: skip
    Console(width=110).print(table)
    for name in absent:
        print(f"not installed, and not compared with: {name}")


if __name__ == "__main__":
    main()
