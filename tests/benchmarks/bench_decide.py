"""How fast decisions are, as ratios in one run: python tests/benchmarks/bench_decide.py

A fixed mixed set of 136 identities, 68 true and 68 false, is decided in this process; SymPy's simplify and equals get
a sample of it. Then the cost of one enclosure, and the growth of four families.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import sympy
from sympy import Integer, Symbol

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from symrules.decide import decide, evaluate
from symrules.identity import Identity
from symrules.notation import Notation
from tests.decide.claims import claim
from tests.decide.corpus import cases
from tests.decide.test_decision import TWINS

SAMPLE = 10


def mixed() -> list[tuple[Identity, bool]]:
    """The set: the pairs of the test table, and generated ones up to 68 true and 68 false."""
    found = []
    for true, false, domains in TWINS:
        found += [(claim(true, **domains), True), (claim(false, **domains), False)]
    generated = {True: [], False: []}
    for case in cases(11, 600):
        if case.kind in ("true", "mutated"):
            found_here = decide(case.identity)
            if found_here.refuted if case.kind == "mutated" else found_here.proved:
                generated[case.kind == "true"].append(case.identity)
    half = 68 - len(TWINS)
    return found + [(i, truth) for truth in (True, False) for i in generated[truth][:half]]


def clock(run: Callable[[], Any]) -> float:
    """CPU seconds, since on a shared machine only they mean anything."""
    started = time.process_time()
    run()
    return time.process_time() - started


def throughput() -> None:
    """Decisions per second, here and by SymPy."""
    claims = mixed()
    for identity, _ in claims:
        decide(identity)
    seconds = min(clock(lambda: [decide(i) for i, _ in claims]) for _ in range(3))
    right = sum(decide(i).proved == truth and decide(i).undecided is False for i, truth in claims)
    ours = len(claims) / seconds
    print(f"decide: {right} of {len(claims)} right, {ours:.0f} per second")
    elementary = [i for i, _ in claims if not (i.lhs - i.rhs).has(sympy.Integral, sympy.Sum, sympy.Derivative)]
    sample = elementary[:: len(elementary) // SAMPLE][:SAMPLE]
    for name, run in (("simplify(d) == 0", lambda d: sympy.simplify(d) == 0), ("d.equals(0)", lambda d: d.equals(0))):
        taken = sum(clock(lambda d=i.lhs - i.rhs, r=run: r(d)) for i in sample)
        theirs = len(sample) / taken
        print(f"{name}: {theirs:.1f} per second on a sample of {len(sample)}; ratio {ours / theirs:.0f}")


def enclosures() -> None:
    """One enclosure of x coth x - 1 at a rational point, and of a product of the paper's kind, at 64 bits."""
    x, y = symbols = sympy.symbols("x y")
    for e in (
        x * sympy.coth(x) - 1,
        y * (x / (2 * y)) ** 2 / sympy.sinh(x / (2 * y)) ** 2 + sympy.log(1 + sympy.exp(-x)),
    ):
        point = {s: Fraction(1, n) for n, s in enumerate(symbols, 2) if e.has(s)}
        seconds = min(clock(lambda e=e, p=point: [evaluate(e, p) for _ in range(2000)]) for _ in range(9))
        print(f"one enclosure of {e}: {seconds / 2000 * 1e6:.1f} µs")


def tanh_addition(n: int) -> tuple[Any, Any]:
    symbols = sympy.symbols(f"x1:{n + 1}")
    t = [sympy.tanh(s) for s in symbols]
    e = [Integer(1)]
    for u in t:
        e = [(e[k] if k < len(e) else 0) + (e[k - 1] * u if k else 0) for k in range(len(e) + 1)]
    return sympy.tanh(sympy.Add(*symbols)), sympy.Add(*e[1::2]) / sympy.Add(*e[0::2])


def chebyshev(n: int) -> tuple[Any, Any]:
    x = Symbol("x")
    return sympy.cos(n * x), sympy.chebyshevt_poly(n, sympy.cos(x))


def lagrange(n: int) -> tuple[Any, Any]:
    symbols = sympy.symbols(f"x1:{n + 1}")
    terms = [s ** (n - 1) / sympy.Mul(*(s - t for t in symbols if t != s)) for s in symbols]
    return sympy.Add(*terms), Integer(1)


def fermi_sum(n: int) -> tuple[Any, Any]:
    symbols = sympy.symbols(f"x1:{n + 1}")
    return (
        sympy.Add(*(1 / (sympy.exp(s) + 1) for s in symbols)),
        sympy.Add(*((1 - sympy.tanh(s / 2)) / 2 for s in symbols)),
    )


def growth() -> None:
    """Seconds for the largest members of four families; every one has to end in an exact proof."""
    families = {
        "tanh addition": (tanh_addition, (2, 4, 6, 8)),
        "Chebyshev": (chebyshev, (8, 16, 32, 64)),
        "Lagrange": (lagrange, (3, 5, 7, 8)),
        "Fermi sums": (fermi_sum, (2, 4, 6)),
    }
    for name, (family, sizes) in families.items():
        line = []
        for n in sizes:
            lhs, rhs = family(n)
            notation = Notation()
            for s in sorted(lhs.free_symbols | rhs.free_symbols, key=str):
                notation.symbol(s.name)
            identity, found = Identity(lhs, rhs, notation), []
            started = time.perf_counter()  # some are decided in a process apart
            found.append(decide(identity, seconds=20))
            seconds = time.perf_counter() - started
            line.append(
                f"n = {n}: {seconds:.3f} s {found[0].outcome}" + ("" if found[0].proved else f" {found[0].reason}")
            )
        print(f"{name}: " + "; ".join(line))


if __name__ == "__main__":
    throughput()
    enclosures()
    growth()
