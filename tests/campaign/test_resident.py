"""Worker processes: what hangs, eats memory or is killed costs one obligation and nothing that was finished."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import pytest

from symrules.campaign import Job, local_executor, perform, resident, run
from symrules.campaign.resident import _RESIDENTS, end_residents, rule_names
from symrules.errors import ReadError

MODEL = """
[model]
name = "test"
[symbols]
V = {{ domain = "real", role = "drive" }}
x = {{ domain = "positive", role = "transport" }}
[observables]
number = "{number}"
compressibility = "x*V"
"""


@pytest.fixture(autouse=True)
def workers(tmp_path, monkeypatch):
    """Workers of this test alone, which may be given a program that misbehaves."""
    end_residents()
    yield
    end_residents()


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "model.toml"
    path.write_text(MODEL.format(number="x + 1"))
    return str(path)


def misbehaving(monkeypatch, deed):
    """Workers that do something before the first claim about independence from V is decided, each time."""
    program = f"""
import os, signal, time
from symrules.campaign import worker
decide = worker._prover
def prover(identity, seconds):
    if any(s.name == "V_prime" for s in identity.symbols):
        {deed}
    return decide(identity, seconds)
worker._prover = prover
worker.main()
"""
    monkeypatch.setattr(resident, "_PROGRAM", program)


def verdicts(records):
    return {o["name"]: (o["verdict"], o["reason"]) for record in records for o in record["obligations"]}


def test_records_are_those_of_the_readme(model):
    """One record for each model and rule, with the fields that are promised."""
    records = perform(Job(model, ("perfect_screening", "gauge_invariance")))
    assert ["perfect_screening", "gauge_invariance"] == [record["rule"] for record in records]
    assert ["proved", "not_applicable"] == [record["verdict"] for record in records]
    first = records[0]
    assert {"model", "file", "rule", "verdict", "obligations", "hypotheses", "seconds"} <= set(first)
    assert {"statement", "verdict", "residual", "witness"} <= set(first["obligations"][0])
    assert ("test", model) == (first["model"], first["file"])


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("time.sleep(60)", "time budget"),
        ("while True: pass", "time budget"),
        ("pow(3, 10**9)", "time budget"),  # inside native code, where no alarm of Python's is heard
        ("bytearray(10**10)", "memory budget"),
        ("os.abort()", "memory runs out"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "ended with status -9"),
        ("os._exit(3)", "ended with status 3"),
    ],
)
def test_what_does_not_end_is_undecided_and_the_rest_goes_on(model, monkeypatch, deed, reason):
    """The obligation is left undecided with the reason; those before and after it are decided."""
    misbehaving(monkeypatch, deed)
    start = time.monotonic()
    records = perform(Job(model, ("compressibility",), seconds=1.0))
    assert time.monotonic() - start < 20
    found = verdicts(records)
    assert "undecided" == found["compressibility does not depend on V"][0]
    assert reason in found["compressibility does not depend on V"][1]
    assert "refuted" == found["compressibility does not depend on x"][0]
    assert "refuted" == records[0]["verdict"]


def test_worker_that_is_killed_once_costs_nothing(model, monkeypatch, tmp_path):
    """A worker that somebody else kills is replaced, and its obligation decided by the next."""
    mark = tmp_path / "killed"
    misbehaving(monkeypatch, f"open({str(mark)!r}, 'x') and os.kill(os.getpid(), signal.SIGKILL)"
                             f" if not os.path.exists({str(mark)!r}) else None")  # fmt: skip
    found = verdicts(perform(Job(model, ("compressibility",), seconds=5)))
    assert mark.exists()
    assert ["not_applicable", "refuted", "refuted"] == [verdict for verdict, _ in found.values()]


def test_hanging_while_reading_is_an_error_of_the_file(model, monkeypatch):
    """A file that cannot even be read within the budget is reported as such."""
    monkeypatch.setattr(resident, "_PROGRAM", "import time\nfrom symrules.campaign import worker\n"
                        "worker.READING = 0.3\nworker.read_model = lambda *a, **k: time.sleep(60)\n"
                        "worker.main()\n")  # fmt: skip
    records = perform(Job(model, seconds=0.3))
    assert ["error"] == [record["verdict"] for record in records]
    assert "time budget" in records[0]["message"]


def test_breaking_term_that_hangs_costs_only_itself(model, monkeypatch):
    """The verdict stays when the breaking term cannot be had in time."""
    monkeypatch.setattr(resident, "_PROGRAM", "import time\nfrom symrules.campaign import worker\n"
                        "worker.with_breaking_term = lambda *a: time.sleep(60)\nworker.main()\n")  # fmt: skip
    records = perform(Job(model, ("compressibility",), seconds=1.0))
    refuted = records[0]["obligations"][1:]
    assert ["refuted", "refuted"] == [o["verdict"] for o in refuted]
    assert all(o["witness"] and o["residual"] is None for o in refuted)


def test_defect_is_reported_and_the_worker_stays(model, monkeypatch):
    """An exception of ours in one file is an error of that file."""
    monkeypatch.setattr(resident, "_PROGRAM", "from symrules.campaign import worker\n"
                        "worker.read_model = lambda *a, **k: 1/0\nworker.main()\n")  # fmt: skip
    assert "ZeroDivisionError" in perform(Job(model))[0]["message"]
    assert "ZeroDivisionError" in perform(Job(model))[0]["message"]
    assert 1 == len(_RESIDENTS.all)


def test_what_is_printed_in_a_worker_reaches_nobody(model, monkeypatch, capfd):
    """Nothing but answers leaves a worker."""
    misbehaving(monkeypatch, "print('noise', flush=True); os.write(1, b'noise'); os.write(2, b'noise')")
    assert ["refuted"] == [record["verdict"] for record in perform(Job(model, ("compressibility",)))]
    assert ("", "") == capfd.readouterr()


def test_worker_imports_nothing_from_the_working_folder(model, monkeypatch, tmp_path):
    """A stranger's folder may hold a module called sympy."""
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in ("sympy", "json", "symrules", "resource"):
        (trap / f"{name}.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')\n")
    monkeypatch.chdir(trap)
    assert ["proved"] == [record["verdict"] for record in perform(Job(model, ("perfect_screening",)))]
    assert not (tmp_path / "sprung").exists()


def test_worker_ends_with_whoever_asked(model):
    """A worker whose pipe is closed ends by itself."""
    perform(Job(model, ("perfect_screening",)))
    process = _RESIDENTS.all[0].process
    process.stdin.close()
    assert 0 == process.wait(60)
    process.stdout.close()
    _RESIDENTS.all[0].process = None


def test_names_of_rules_are_asked_of_a_worker(tmp_path):
    """All rules, those named, or an error with a hint and a place."""
    assert "compressibility" in rule_names((), (), 5)
    assert ("shot_noise",) == rule_names(("shot-noise",), (), 5)
    with pytest.raises(ReadError, match="no rule 'shot'"):
        rule_names(("shot",), (), 5)
    bad = tmp_path / "rule.toml"
    bad.write_text("[rule]\nname = 3\n")
    with pytest.raises(ReadError) as raised:
        rule_names((), (str(bad),), 5)
    assert (str(bad), 2) == (raised.value.place.file, raised.value.place.line)


@pytest.mark.parametrize("number", ["x + ", "y", "x)", "__import__('os')"])
def test_model_that_cannot_be_read_is_an_error_with_its_place(tmp_path, number):
    """Line and column come back from the worker."""
    path = tmp_path / "bad.toml"
    path.write_text(MODEL.format(number=number))
    (record,) = perform(Job(str(path)))
    assert ("error", str(path), 8) == (record["verdict"], record["place"], record["line"])
    assert record["column"] >= 11


def test_error_of_one_rule_leaves_the_others(tmp_path):
    """A model whose noise has the wrong dimension is still checked for its number."""
    path = tmp_path / "dims.toml"
    path.write_text(
        '[model]\nname = "x"\n[symbols]\nG = { dimension = "conductance" }\nN = {}\nV = { role = "drive" }\n'
        'Theta = { dimension = "energy", quantity = "temperature" }\n'
        '[observables]\nconductance = "G"\ncurrent_noise = "G"\nnumber = "N"\n'
    )
    records = {record["rule"]: record for record in perform(Job(str(path)))}
    assert "error" == records["fluctuation_dissipation"]["verdict"]
    assert "differ in dimension" in records["fluctuation_dissipation"]["message"]
    assert "proved" == records["perfect_screening"]["verdict"]


def test_importing_the_campaign_imports_no_mathematics():
    """Who only passes files on starts at once."""
    import subprocess

    code = "import sys, symrules.campaign; print(any(m in sys.modules for m in ('sympy', 'flint', 'mpmath')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip
    assert "False\n" == done.stdout


def test_signal_of_the_alarm_is_what_ends_a_worker(model, monkeypatch):
    """The system ends the process, also one that ignores what it can."""
    misbehaving(monkeypatch, "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)")
    perform(Job(model, ("compressibility",), seconds=0.3))
    assert signal.SIGALRM  # the status is read in Resident._ended; nothing is left running
    assert all(r.process is None or r.process.poll() is None for r in _RESIDENTS.all)


def test_interrupted_work_ends_at_once(model, monkeypatch, interruptible):
    """Who no longer wants the results does not wait for what is running, and new work starts anew."""
    misbehaving(monkeypatch, "time.sleep(60)")
    executor = local_executor(1)
    results = run([Job(model, ("compressibility",), seconds=50)] * 3, executor)
    timer = threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGINT))
    start = time.monotonic()
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        next(results)
    executor.shutdown()
    assert time.monotonic() - start < 30
    monkeypatch.undo()
    assert ["proved"] == [record["verdict"] for record in perform(Job(model, ("perfect_screening",)))]


def test_worker_that_cannot_start_is_said(model, monkeypatch):
    """Where nothing can be imported, the message does not blame the file."""
    monkeypatch.setattr(resident, "_PROGRAM", "raise SystemExit(9)")
    assert "does not start, and ended with status 9" in perform(Job(model))[0]["message"]
    with pytest.raises(ReadError, match="does not start"):
        rule_names((), (), 5)
