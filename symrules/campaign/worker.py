"""The process in which models are read and decided: started as a program of its own, and ended by the system when its
time is up or its memory exhausted, also inside native code.

It is asked in one line of JSON and answers step by step, so that whoever asked knows what was finished, and what was
being done when the process ended.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from symrules.campaign.job import ERROR, IMPLEMENTATION, NO_EVIDENCE
from symrules.certificate import witness_record
from symrules.decide.decision import decide_here
from symrules.errors import Place, ReadError, SymrulesError
from symrules.identity import Identity
from symrules.models import Model, read_model
from symrules.models.observables import MEANINGS
from symrules.sumrules.checking import (
    ObligationResult,
    decide_obligation,
    hypotheses_of,
    obligations_of,
    stated,
    with_breaking_term,
)
from symrules.sumrules.implementation import read_implementation
from symrules.sumrules.registry import RULES, find_rules
from symrules.sumrules.rule import Obligation, Rule
from symrules.sumrules.user_rules import read_rule
from symrules.verdict import Verdict

GRACE = 0.3  # seconds beyond a decision's own deadline before the system ends the process
READING = 5.0  # least time for reading a file
OUT_OF_MEMORY = 77  # exit status
MEMORY = 2 * 1024**3

Request = dict[str, Any]


class Worker:
    """Answers requests, one after the other."""

    def __init__(self, replies: TextIO) -> None:
        self.replies = replies

    def say(self, *reply: Any) -> None:
        self.replies.write(json.dumps(reply) + "\n")
        self.replies.flush()

    def answer(self, request: Request) -> None:
        """One request: progress, and at the end ``done`` or ``error``."""
        try:
            if request["op"] == "rules":
                with _alarm(max(request["seconds"], READING)):
                    self.say("rules", [rule.name for rule in _rules(request)])
            elif request["against"]:
                self._source(request)
            else:
                self._model(request)
        except SymrulesError as error:
            self.say("error", _error(error))
        except RecursionError:
            self.say("error", _error(ReadError("the file is nested too deeply")))
        except (MemoryError, BrokenPipeError):
            raise
        except Exception as error:  # a defect of ours in one file must not end the others
            self.say("error", _error(ReadError(f"a defect of symrules: {type(error).__name__}: {error}"[:300])))
        else:
            self.say("done")

    def _model(self, request: Request) -> None:
        with _alarm(max(request["seconds"], READING)):
            rules = _rules(request)
            own = [rule for rule in rules if rule.name not in RULES]
            observables = {name for rule in own for names in rule.needs for name in names} - MEANINGS.keys()
            model = read_model(request["file"], observables=tuple(sorted(observables)),
                               rules=(*RULES, *(rule.name for rule in own)))  # fmt: skip
            self._greet(model, [rule.name for rule in rules])
        for rule in rules:
            start = time.perf_counter()
            try:
                with _alarm(max(request["seconds"], READING)):
                    obligations = obligations_of(model, rule)
            except SymrulesError as error:
                self.say("rule", rule.name, 0.0, {"verdict": ERROR, **_error(error)})
                continue
            self._decide(rule.name, obligations, request)
            self.say("rule", rule.name, time.perf_counter() - start, _where(model, rule))

    def _source(self, request: Request) -> None:
        start = time.perf_counter()
        with _alarm(max(request["seconds"], READING)):
            found = read_implementation(request["file"], request["against"])
            self._greet(found.model, [IMPLEMENTATION])
        self._decide(IMPLEMENTATION, (found.obligation,), request)
        line = {"line": found.place.line, "column": found.place.column, "source_line": found.source_line}
        self.say("rule", IMPLEMENTATION, time.perf_counter() - start,
                 {**line, "function_latex": found.latex, "remark": found.remark})  # fmt: skip

    def _greet(self, model: Model, rules: list[str]) -> None:
        self.say("model", {"name": model.name, "rules": rules, "expect": model.expect,
                           "hypotheses": list(hypotheses_of(model))})  # fmt: skip

    def _decide(self, rule: str, obligations: tuple[Obligation, ...], request: Request) -> None:
        seconds = request["seconds"]
        for k, obligation in enumerate(obligations):
            if k < request["known"].get(rule, 0):
                continue
            with _alarm(seconds + GRACE):
                statement, latex = stated(obligation)
                self.say("begin", rule, {"name": obligation.name, "statement": statement, "latex": latex})
                result = decide_obligation(obligation, _prover, seconds, (statement, latex))
            self.say("decided", rule, evidence(result))
            if result.verdict is not None and result.verdict.refuted:
                with _alarm(seconds + GRACE):
                    result = with_breaking_term(result, obligation, _prover, seconds)
                self.say("broken", rule, evidence(result))


def _error(error: SymrulesError) -> dict[str, Any]:
    place = error.place or Place()
    return {"message": error.message, "hint": error.hint, "place": place.file, "line": place.line,
            "column": place.column}  # fmt: skip


def _prover(identity: Identity, seconds: float) -> Verdict:
    return decide_here(identity, time.monotonic() + seconds, {})


def _rules(request: Request) -> tuple[Rule, ...]:
    own = [read_rule(path) for path in request["rule_files"]]
    return find_rules(request["rules"], {rule.name: rule for rule in own})


def _where(model: Model, rule: Rule) -> dict[str, Any]:
    """Where the first observable stands that the rule is about."""
    concerned = [name for names in rule.needs for name in names if name in model]
    if not rule.applies(model) or not concerned:
        return {}
    place = model.observables[concerned[0]].place
    return {"line": place.line, "column": place.column}


def evidence(result: ObligationResult) -> dict[str, Any]:
    """What was decided about an obligation, as JSON values; what it claims was said when it was begun."""
    verdict, residual = result.verdict, result.residual
    if verdict is None:
        return {**NO_EVIDENCE, "verdict": result.outcome, "reason": result.reason}
    return {
        "verdict": result.outcome,
        "method": verdict.method,
        "reason": verdict.reason,
        "side_conditions": list(verdict.side_conditions),
        "residual": None if residual is None else residual.text,
        "residual_latex": None if residual is None else residual.latex,
        "leading": [{"drive": b.drive, "text": b.text, "latex": b.latex} for b in result.beginnings],
        "witness": witness_record(verdict.witness),
    }


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """The system ends this process unless the block ends in time."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> None:
    """Requests from standard input, replies to standard output, which nothing else reaches."""
    requests, replies = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    silent = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silent, descriptor)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the affair of whoever asks
    sys.setrecursionlimit(20_000)
    _limit_memory()
    worker = Worker(replies)
    try:
        for line in requests:
            worker.answer(json.loads(line))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)


def _limit_memory() -> None:
    in_use = Path("/proc/self/statm")
    pages = int(in_use.read_text().split()[0]) if in_use.exists() else 0
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
