"""Budgets: a long decision is stopped, in native code and off the main thread, and the next one runs."""

from __future__ import annotations

import contextlib
import pickle
import threading
import time
from fractions import Fraction

import pytest
from sympy import Abs, Integral, Symbol

from symrules.decide import budget, clock, evaluate
from symrules.decide.balls import Undefined
from symrules.decide.cost import is_doubtful
from symrules.decide.message import pack_claim, unpack_claim
from symrules.errors import BudgetExceeded
from symrules.text import print_expression
from tests.decide.claims import claim, occurring, verdict

LONG = "(1+x+y)**3000*(1+x) = (1+x+y)**2999*(1+x)*(1+y+x)"


def test_a_long_product_is_stopped():
    """Native polynomial arithmetic ends when the time is up, and the verdict says so."""
    verdict("(x+y+1)**60 = (1+y+x)**59*(x+y+1)", x="positive", y="positive")  # the process is there
    found = verdict("(1+x)**90000 - x = (1+x)**89999*(1+x) - x", x="positive", seconds=0.5)
    assert found.undecided
    assert "the time budget of 0.5 s is exhausted" == found.reason  # after some seconds more, it would be the memory's


def test_the_next_decision_is_not_affected():
    """After a decision was killed, the next one that needs the process is decided."""
    verdict("(1+x)**90000 - x = (1+x)**89999*(1+x) - x", x="positive", seconds=0.3)
    assert verdict("(x+y+1)**60 = (1+y+x)**59*(x+y+1)", x="positive", y="positive").proved


def test_off_the_main_thread():
    """The budget holds in a thread, too, where no signal arrives."""
    found = []

    def run() -> None:
        found.append(verdict("(1+x)**90000 - x = (1+x)**89999*(1+x) - x", x="positive", seconds=0.3))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    assert "budget" == found[0].method


def test_a_decision_apart_is_the_decision_here():
    """The process gives the same verdict, to the last letter, at a cost below 5 ms."""
    identity = claim("sqrt(x*y) = -sqrt(x)*sqrt(y)", x="nonnegative", y="real")
    here = verdict("sqrt(x*y) = -sqrt(x)*sqrt(y)", x="nonnegative", y="real")
    budget.decide_apart(identity, 5.0, {})

    def seconds() -> float:
        started = time.perf_counter()
        assert here == budget.decide_apart(identity, 5.0, {})
        return time.perf_counter() - started

    assert min(seconds() for _ in range(20)) < 0.02


def test_what_is_cheap_stays_here():
    """Small claims are not sent anywhere; large ones are."""
    cheap = claim("coth(x/2) = 1 + 2/(exp(x)-1)", x="nonzero")
    assert not is_doubtful([cheap.lhs, cheap.rhs])
    dear = claim(LONG, x="real", y="real")
    assert is_doubtful([dear.lhs, dear.rhs])


def test_memory_is_limited(monkeypatch):
    """A decision that asks for more memory than allowed ends as undecided, and the next one runs."""
    monkeypatch.setattr(budget, "MEMORY", 64 * 1024**2)
    monkeypatch.setattr(budget, "_APART", budget._Apart())
    try:
        large = claim("(1+x)**90000 - x = (1+x)**89999*(1+x) - x", x="positive")
        found = budget.decide_apart(large, 8.0, {})
        assert found.undecided
        assert "the memory budget of 64 MB is exhausted" in found.reason
        assert budget.decide_apart(claim("x + x = 2*x", x="real"), 5.0, {}).proved
    finally:
        budget._APART.end()


def test_the_budget_costs_nothing_where_nothing_hangs():
    """What the budget adds to a small claim, the estimate and the clock, takes below a millisecond of CPU time."""
    cheap = claim("coth(x/2) = 1 + 2/(exp(x)-1)", x="nonzero")

    def seconds() -> float:
        started = time.process_time()
        is_doubtful([cheap.lhs, cheap.rhs])
        return time.process_time() - started

    assert min(seconds() for _ in range(20)) < 1e-3


@pytest.mark.parametrize("statement", [
    "x - x + 1/x*0 = 0",
    "coth(0) + Max(2, 1) = 1",
    "Subs(Derivative(f(x), x), x, 2*y) + Integral(x - x, (x, 0, 1)) = 0",
    "Piecewise((x - x, x > 0), (1, True)) + Limit(sin(x)/x, x, 0, '-') = Derivative(y, x)",
])  # fmt: skip
def test_the_process_gets_the_tree_that_was_written(statement):
    """Nothing is evaluated on the way: both sides and the hypotheses print as before, and side conditions are kept."""
    sent = claim(statement, ("x/x = 1",), {"f": "x"}, x="real", y="real")
    identity, _ = unpack_claim(pickle.loads(pickle.dumps(pack_claim(sent, {}))))
    for before, after in (
        (sent.lhs, identity.lhs),
        (sent.rhs, identity.rhs),
        (sent.where[0].lhs, identity.where[0].lhs),
    ):
        assert before == after
        assert print_expression(before) == print_expression(after)
    here = verdict(statement, ("x/x = 1",), functions={"f": "x"}, x="real", y="real")
    assert here == budget.decide_apart(sent, 5.0, {})


def test_side_conditions_come_back():
    """What is divided by and cancels is named by the process apart, too."""
    assert budget.decide_apart(claim("x - x + 0/x = 0", x="real"), 5.0, {}).side_conditions == ("x != 0",)


def test_a_polynomial_that_grows_on_the_way_is_stopped():
    """Powers that arise while a claim is decided, and that no estimate of the text foresees, do not hang."""
    started = time.monotonic()
    found = verdict("coth(x) <= cosh(x*x)", x="(7/3,7003/3000]", seconds=0.5)
    assert time.monotonic() - started < 20
    assert not found.refuted


ON_AND_ON = [
    "Integral(Abs(sin(50*x*a)), (x,0,10)) = a",
    "Integral(Integral(Abs(sin(x*b)-b),(b,0,1)), (x,0,10)) = 7",
    "Integral(Integral(Integral(Abs(x-b*a),(b,0,1)), (a,0,1)),(x,0,1)) = 7",
    "Integral(Abs(besselj(100*x, 1000*x+a)), (x,0,100)) = a",
    "Integral(Abs(zeta(1/2+I*10**6*x)), (x,0,100)) = a",
    "Integral(zeta(10**5*I*x+2,x+1/3), (x,2,10000)) = a",
    "Integral(Abs(Sum(sin(n*x),(n,1,1000))), (x,0,100)) = a",
    "Sum(Integral(Abs(sin(n*x)),(x,0,1)),(n,1,100)) = 7",
    "Sum(zeta(1/2+n*I), (n,1,10000)) = a",
    "Sum(Sum(sin(n*m),(m,1,n)), (n,1,1000)) = 7",
    "zeta(1/2+I*10**13) = a",
    "zeta(2+10**7*I,1/3) = a",
]
_NAMES = {"x": "real", "a": "positive", "b": "[0,1]", "n": "integer", "m": "integer"}


@pytest.mark.parametrize("text", ON_AND_ON)
def test_quadratures_and_sums_look_at_the_clock(text):
    """At a tenth of a second none of them runs on for seconds: not inside a quadrature, nor inside one native call."""
    verdict("(x+y+1)**60 = (1+y+x)**59*(x+y+1)", x="positive", y="positive")  # the process is there
    started = time.monotonic()
    verdict(text, seconds=0.1, **occurring(_NAMES, text))
    assert time.monotonic() - started < 3  # half a second where the machine is idle


@pytest.mark.parametrize("text", [t for t in ON_AND_ON if "Integral" in t or "Sum" in t if "10**5" not in t])
def test_an_enclosure_is_stopped_in_this_process(text):
    """The deadline of the thread ends a quadrature or a sum in the middle, and the evaluator is usable afterwards."""
    e = claim(text, **occurring(_NAMES, text)).lhs
    values = {s: Fraction(1) for s in e.free_symbols}
    started = time.monotonic()
    with pytest.raises(BudgetExceeded), clock.until(started + 0.05):
        _again_and_again(e, values)
    assert time.monotonic() - started < 3
    assert evaluate(Symbol("x") + 1, {Symbol("x"): Fraction(1)}) == 2


def _again_and_again(e, values):
    while True:
        with contextlib.suppress(Undefined):  # it may give up before the deadline
            evaluate(e, values)


def test_without_a_deadline_nothing_is_stopped():
    """Deadlines are nested, and end with their block."""
    with clock.until(time.monotonic() - 1):
        with pytest.raises(BudgetExceeded):
            clock.check()
        with clock.until(None):
            clock.check()
        with pytest.raises(BudgetExceeded):
            clock.check()
    clock.check()


def test_what_fails_inside_a_quadrature_is_raised_behind_it():
    """Python-flint passes no exception through a quadrature; it arrives as it was."""
    x = Symbol("x")
    with pytest.raises(BudgetExceeded), clock.until(time.monotonic() - 1):
        evaluate(Integral(Abs(x), (x, 0, 1)), {})
    assert evaluate(Integral(Abs(x), (x, 0, 1)), {}).contains(0.5)


@pytest.mark.parametrize(("statement", "where", "symbols"), [
    ("Heaviside(Max(Min(x**2-1,x*(y-1)),y))*Heaviside(x**2-y**2)"
     " = Heaviside(Min(Max(Min(x**2-1,x*(y-1)),y),x**2-y**2))", ("x*y > 0",), {"x": "(-1, 1)", "y": "nonzero"}),
    ("sqrt((a*x+b)/(c*x+d)) + Piecewise((1,b==1),(0,True)) = sqrt(a*x+b)/sqrt(c*x+d)", (),
     dict.fromkeys("abcdx", "positive")),
])  # fmt: skip
def test_many_small_steps_end_with_the_budget(statement, where, symbols):
    """Each takes too little time for its own look at the clock."""
    start = time.process_time()
    found = verdict(statement, where, seconds=1.0, **symbols)
    assert not found.proved
    assert time.process_time() - start < 4
