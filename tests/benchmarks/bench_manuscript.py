"""How long a manuscript of 300 equations takes, against SymPy's LaTeX parser and `simplify` on the same equations.

Run as ``python tests/benchmarks/bench_manuscript.py``; SymPy's parser needs ``pip install
antlr4-python3-runtime==4.11``, and without it there is nothing to compare with. Prints the CPU seconds of a first
check, of one with the verdicts kept, and of one after a single equation was changed. With ``--equations N`` SymPy is
given the first N only, and its time is scaled up.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script

from symrules.manuscript.cache import Cache
from symrules.manuscript.checking import Checker
from symrules.manuscript.declarations import read_notation
from symrules.manuscript.document import read_document
from symrules.manuscript.sources import Sources

NOTATION = """
[symbols]
x = { domain = "positive" }
y = { domain = "positive" }
a = { domain = "positive" }
b = { domain = "positive" }
T = { domain = "[0, 1]" }
"""

# Each kind with a number in it, so that no two of the 300 equations are the same; all hold.
KINDS = (
    (r"\coth\left(\frac{NUMBER x}{2}\right)", r"1 + \frac{2}{e^{NUMBER x} - 1}"),
    (r"\frac{1}{1 + e^{NUMBER x}} + \frac{1}{1 + e^{-NUMBER x}}", "1"),
    (r"(a + NUMBER b)^2", r"a^2 + 2 \cdot NUMBER a b + NUMBER^2 b^2"),
    (r"\sinh(NUMBER x + y)", r"\sinh(NUMBER x) \cosh(y) + \cosh(NUMBER x) \sinh(y)"),
    (r"\frac{1}{a + NUMBER} - \frac{1}{a + NUMBER + 1}", r"\frac{1}{(a + NUMBER) (a + NUMBER + 1)}"),
    (r"\tanh(NUMBER x)", r"\frac{e^{2 \cdot NUMBER x} - 1}{e^{2 \cdot NUMBER x} + 1}"),
    (r"T + T (1 - T) (NUMBER x \coth(NUMBER x) - 1)", r"T^2 + T (1 - T) \cdot NUMBER x \coth(NUMBER x)"),
    (r"\cos^2(NUMBER x) - \sin^2(NUMBER x)", r"\cos(2 \cdot NUMBER x)"),
    (r"\sqrt{a^2 + 2 \cdot NUMBER a + NUMBER^2}", "a + NUMBER"),
    (r"\ln(NUMBER a b)", r"\ln(NUMBER) + \ln(a) + \ln(b)"),
)


def equations(count: int) -> list[tuple[str, str]]:
    """Left and right sides."""
    found = []
    for k in range(count):
        lhs, rhs = KINDS[k % len(KINDS)]
        number = str(k // len(KINDS) + 2)
        found.append((lhs.replace("NUMBER", number), rhs.replace("NUMBER", number)))
    return found


def paper(sides: list[tuple[str, str]]) -> str:
    """About fifty pages: each equation with a paragraph of prose."""
    prose = "As is well known, the fluctuations of the current follow from the conductance. " * 6
    body = "".join(
        f"{prose}\n\\begin{{equation}}\n {lhs} = {rhs} , \\label{{eq:{k}}}\n\\end{{equation}}\n"
        for k, (lhs, rhs) in enumerate(sides)
    )
    return f"\\documentclass{{revtex4-2}}\n\\begin{{document}}\n{body}\\end{{document}}\n"


def checked(path: Path, checker: Checker) -> tuple[float, int]:
    """Seconds of one check, and how many links hold."""
    start = time.process_time()
    result = checker.check(read_document(Sources(path)), read_notation(path.parent / "notation.toml"))
    checker.cache.save()
    taken = time.process_time() - start
    return taken, sum(link.status == "proved" for item in result for link in item.outcome.links)


def sympy_reader() -> Callable[[str], Any] | None:
    """SymPy's reader of LaTeX; None where its parser is not installed."""
    from sympy.parsing.latex import parse_latex

    try:
        parse_latex("x")
    except ImportError:
        return None
    return parse_latex  # type: ignore[no-any-return]


def by_sympy(sides: list[tuple[str, str]], parse_latex: Callable[[str], Any]) -> tuple[float, int]:
    """Seconds of SymPy's parser and `simplify`, and for how many equations it answers 0."""
    from sympy import simplify

    start, proved = time.process_time(), 0
    for lhs, rhs in sides:
        try:
            proved += simplify(parse_latex(lhs) - parse_latex(rhs)) == 0
        except Exception as error:
            print(f"  SymPy: {lhs} = {rhs}: {type(error).__name__}")
    return time.process_time() - start, proved


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--equations", type=int, default=300, help="how many SymPy is given")
    given = arguments.parse_args()
    warnings.simplefilter("ignore")
    sides = equations(300)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.tex"
        path.write_text(paper(sides), encoding="utf-8")
        (path.parent / "notation.toml").write_text(NOTATION, encoding="utf-8")
        store = path.parent / ".symrules-cache" / "paper.tex.json"
        checker = Checker(Cache(store))
        first, proved = checked(path, checker)
        print(f"first check       {first:8.2f} s   {proved} of {len(sides)} proved")
        again, _ = checked(path, Checker(Cache(store)))
        print(f"verdicts kept     {again:8.2f} s")
        path.write_text(paper([*sides[:150], ("x + 1", "1 + x"), *sides[151:]]), encoding="utf-8")
        changed, _ = checked(path, checker)
        print(f"one changed       {changed:8.2f} s   {checker.decided} decided anew")
    reader = sympy_reader()
    if reader is None:
        print("SymPy             its reader is not installed (antlr4-python3-runtime==4.11)")
        return
    few = sides[: given.equations]
    theirs, answered = by_sympy(few, reader)
    theirs *= len(sides) / len(few)
    print(f"SymPy             {theirs:8.2f} s   {answered} of {len(few)} answered with 0")
    print(f"ratio             {theirs / first:8.1f}")


if __name__ == "__main__":
    main()
