"""``symrules check`` on models: exit status, formats, campaigns, and what strangers send."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click
import pytest

import symrules
from symrules.campaign import Job, perform
from symrules.campaign.resident import end_residents
from symrules.campaign.verdicts import exit_status
from symrules.cli.check_options import defaults
from tests.cli.hostile import files as hostile_files

ROOT = Path(__file__).resolve().parents[2]
ZOO = ROOT / "symrules" / "models" / "zoo"

GOOD = """
[model]
name = "good"
[symbols]
x = { domain = "positive" }
V = { domain = "real", role = "drive" }
[observables]
number = "x"
"""
BAD = GOOD.replace('number = "x"', 'number = "x*(1 - V)"').replace('"good"', '"bad"')


@pytest.fixture
def models(tmp_path):
    """A folder with a good and a bad model."""
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "good.toml").write_text(GOOD)
    (folder / "bad.toml").write_text(BAD)
    return folder


def test_good_model_is_listed_and_exits_with_zero(symrules, models):
    """A rule a line, and a summary."""
    done = symrules("check", models / "good.toml")
    assert (0, "") == (done.returncode, done.stderr)
    expected = f"{models / 'good.toml'}:8:11: perfect_screening proved\n1 model: 1 proved; all as it should be\n"
    assert expected == done.stdout


def test_bad_model_exits_with_one_and_says_what_breaks_it(symrules, models):
    """Verdict, obligation, breaking term, its beginning, and a witness."""
    done = symrules("check", models / "bad.toml")
    assert 1 == done.returncode
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0].endswith("perfect_screening refuted")
    assert lines[1:3] == ["number does not depend on V: refuted", "x*(1 - V) = x*(1 - V_prime)"]
    assert lines[3] in ("breaking term  -x*(V - V_prime)", "breaking term  x*(-V + V_prime)")
    assert "as V -> 0:  -V*x" == lines[4]
    assert lines[5].startswith("at V = ")


def test_folder_is_searched_and_only_findings_are_shown(symrules, models):
    """Of several models those that hold are counted, not listed."""
    (models / "deeper").mkdir()
    (models / "deeper" / "other.toml").write_text(GOOD)
    (models / "other.toml").write_text("[tool]\nx = 1\n")
    (models / ".hidden.toml").write_text(BAD)
    done = symrules("check", models)
    assert 1 == done.returncode
    assert "good.toml" not in done.stdout
    assert done.stdout.endswith("3 models: 2 proved, 1 refuted; 1 not as it should be\n")


def test_exit_zero_forgives_verdicts_but_not_bad_input(symrules, models):
    """A gate that only reports still fails when it cannot read."""
    assert 0 == symrules("check", models, "--exit-zero").returncode
    (models / "bad.toml").write_text(GOOD.replace('"x"', '"x +"'))
    assert 2 == symrules("check", models, "--exit-zero").returncode


def test_json_is_an_object_for_each_model_and_rule(symrules, models):
    """The fields are those of the README, in the order of the files."""
    done = symrules("check", models, "--format", "json", "--rule", "perfect_screening")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["bad", "good"] == [record["model"] for record in records]
    assert ["refuted", "proved"] == [record["verdict"] for record in records]
    assert {"model", "file", "rule", "verdict", "expected", "obligations", "hypotheses", "seconds"} <= set(records[0])
    (obligation,) = records[0]["obligations"]
    assert "x*(1 - V) = x*(1 - V_prime)" == obligation["statement"]
    assert {"at", "lhs", "rhs"} == set(obligation["witness"])
    assert "V" in obligation["residual"]


def test_sarif_and_github_name_the_file_and_the_line(symrules, models):
    """Findings go to code scanning and to the lines of a pull request."""
    sarif = json.loads(symrules("check", models, "--format", "sarif").stdout)
    (result,) = sarif["runs"][0]["results"]
    assert ("perfect_screening", "error") == (result["ruleId"], result["level"])
    assert 8 == result["locations"][0]["physicalLocation"]["region"]["startLine"]
    github = symrules("check", models, "--format", "github").stdout
    assert github.startswith(f"::error file={models / 'bad.toml'},line=8,col=11,title=perfect_screening::")


def test_rules_of_ones_own_stand_among_the_files(symrules, models, tmp_path):
    """A TOML file with [rule] is a rule, wherever it is named."""
    rule = tmp_path / "rule.toml"
    rule.write_text('[rule]\nname = "halved"\nobservables = ["number"]\nidentities = ["number = 2*number"]\n')
    for arguments in ((rule, models / "good.toml"), (models / "good.toml", "--rules", rule)):
        done = symrules("check", *arguments)
        assert 1 == done.returncode
        assert "halved refuted" in done.stdout


def test_unknown_rule_is_bad_input(symrules, models):
    """A misspelt rule is answered with what comes close."""
    done = symrules("check", models, "--rule", "perfect_screning")
    assert (2, "") == (done.returncode, done.stdout)
    assert "did you mean 'perfect_screening'?" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.toml"], "cannot be read"),
        (["empty"], "holds no model"),
        (["code.py::f"], "what does the function compute"),
        (["good.toml", "--as", "good.toml:number"], "about a function"),
        (["good.toml", "--shard", "3/2"], "is not a shard"),
        (["good.toml", "--resume", "empty"], "is not a file"),
        (["good.toml", "--timeout", "0"], "--timeout"),
        (["good.toml", "--jobs", "0"], "--jobs"),
        (["good.toml", "--format", "xml"], "--format"),
    ],
)
def test_bad_input_exits_with_two(symrules, models, arguments, message):
    """What cannot be done is said in one message."""
    (models / "empty").mkdir()
    done = symrules("check", *arguments, cwd=models)
    assert 2 == done.returncode
    assert message in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_expected_refutation_is_as_it_should_be(symrules, models):
    """What the author records does not fail the check; when it is no longer so, it does."""
    (models / "bad.toml").write_text(BAD + '[expect]\nperfect_screening = "refuted"\n')
    done = symrules("check", models)
    assert 0 == done.returncode
    assert "1 of these as expected; all as it should be" in done.stdout
    (models / "good.toml").write_text(GOOD + '[expect]\nperfect_screening = "refuted"\n')
    done = symrules("check", models)
    assert 1 == done.returncode
    assert "perfect_screening proved, and refuted is expected" in done.stdout


def test_defaults_stand_in_pyproject(symrules, models):
    """[tool.symrules] of the working folder is what is not said; an entry that is wrong is refused."""
    (models / "pyproject.toml").write_text(
        '[tool.symrules]\nformat = "json"\nrule = ["gauge_invariance"]\nexit-zero = true\n'
    )
    done = symrules("check", "bad.toml", cwd=models)
    assert (0, "gauge_invariance") == (done.returncode, json.loads(done.stdout)["rule"])
    done = symrules("check", "bad.toml", "--rule", "perfect_screening", "--format", "text", cwd=models)
    assert "perfect_screening refuted" in done.stdout


@pytest.mark.parametrize(
    "wrong",
    ["frmat = 1", "format = 1", 'format = "xml"', "jobs = 0", "jobs = true", "timeout = -1", "= 3", "[x"],
)
def test_default_that_is_wrong_is_refused(tmp_path, wrong):
    """An entry of [tool.symrules] that means nothing is bad input."""
    (tmp_path / "pyproject.toml").write_text(f"[tool.symrules]\n{wrong}\n")
    with pytest.raises(click.UsageError, match=r"pyproject\.toml"):
        defaults(tmp_path)


def test_shards_together_are_the_campaign(symrules, models):
    """Each model is in exactly one shard."""
    for k in range(3):
        (models / f"good-{k}.toml").write_text(GOOD)
    seen = []
    for i in (1, 2):
        done = symrules("check", models, "--rule", "perfect_screening", "--format", "json", "--shard", f"{i}/2")
        seen += [json.loads(line)["file"] for line in done.stdout.splitlines()]
    assert sorted(str(path) for path in models.glob("*.toml")) == sorted(seen)


def test_campaign_resumes_where_it_ended(symrules, models, tmp_path):
    """What the journal holds is not done again, and comes out the same."""
    journal = tmp_path / "done.jsonl"
    arguments = ("check", models, "--format", "json", "--resume", journal)
    first = symrules(*arguments).stdout
    lines = journal.read_text().splitlines(keepends=True)
    assert 16 == len(lines)
    journal.write_text("".join(lines[:-1]) + lines[-1][:20])  # as if it had been killed while writing
    assert _untimed(first) == _untimed(symrules(*arguments).stdout)
    marked = journal.read_text().replace('"model": "bad"', '"model": "from the journal"')
    journal.write_text(marked)
    assert "from the journal" in symrules(*arguments).stdout


def _untimed(lines):
    return [{**json.loads(line), "seconds": 0} for line in lines.splitlines()]


def test_verdicts_do_not_depend_on_the_number_of_processes(symrules):
    """One process or two: the same records in the same order."""
    chosen = sorted(ZOO.glob("ideal*.toml"))
    one, two = (symrules("check", *chosen, "--format", "json", "--jobs", n).stdout for n in (1, 2))
    assert _untimed(one) == _untimed(two)
    assert one


def test_function_in_python_is_held_against_the_equation(symrules, tmp_path):
    """A program that computes the observable is proved to; one that does not is refuted; nothing runs."""
    (tmp_path / "noise.py").write_text(
        "import math\nopen('pwned', 'w')\n\n"
        "def noise(V, T, Theta, e, h, k_B):\n    x = e*V/(2*k_B*Theta)\n"
        "    return 4*k_B*Theta*e**2/h*(T**2 + T*(1 - T)*x/math.tanh(x))\n\n"
        "def wrong(V, T, Theta, e, h, k_B):\n    x = e*V/(2*k_B*Theta)\n"
        "    return 4*k_B*Theta*e**2/h*(T + T*(1 - T)*x/math.tanh(x))\n"
    )
    against = ("--as", f"{ZOO / 'martin-landauer.toml'}:current_noise")
    done = symrules("check", "noise.py::noise", *against, cwd=tmp_path)
    assert 0 == done.returncode, done.stdout
    assert done.stdout.startswith("noise.py:4:1: implementation proved")
    done = symrules("check", "noise.py::wrong", *against, "--format", "json", cwd=tmp_path)
    record = json.loads(done.stdout)
    assert (1, "refuted") == (done.returncode, record["verdict"])
    assert r"\tanh" in record["function_latex"]
    assert record["obligations"][0]["latex"]
    assert not (tmp_path / "pwned").exists()
    assert 2 == symrules("check", "noise.py::noise", "--as", f"{ZOO / 'drude.toml'}:numbr", cwd=tmp_path).returncode


# -- what strangers send


@pytest.fixture(scope="module")
def strangers(tmp_path_factory):
    """The hostile files, in a folder with modules that would show if anything in it were imported."""
    folder = tmp_path_factory.mktemp("strangers")
    made = list(hostile_files(folder))
    yield folder, made
    end_residents()


def test_there_are_enough_hostile_files(strangers):
    """The set is as large as promised."""
    assert len(strangers[1]) >= 60


def test_hostile_files_get_a_message_and_nothing_happens(strangers, monkeypatch):
    """Each is refused with a message at once; no file appears, none is changed."""
    folder, made = strangers
    monkeypatch.chdir(folder)
    before = _state(folder)
    wrong = []
    for path, word in made:
        records = perform(Job(str(path), seconds=2.0))
        text = records[0].get("message", "") + records[0].get("hint", "")
        if exit_status(records) != 2 or word.lower() not in text.lower() or len(text) > 1_000:
            wrong.append((path.name, records))
        elif records[0]["place"].rpartition("/")[2] != path.name:
            wrong.append((path.name, "place", records))
    assert not wrong
    assert before == _state(folder)


def test_hostile_files_on_the_command_line(symrules, strangers):
    """All at once: status 2, each named, no traceback, and nothing written."""
    folder, made = strangers
    before = _state(folder)
    done = symrules("check", *(path.name for path, _ in made), "--timeout", "2", cwd=folder, timeout=120)
    assert 2 == done.returncode
    assert "Traceback" not in done.stdout + done.stderr
    assert not [path.name for path, _ in made if path.name not in done.stdout]
    assert not [c for c in done.stdout if ord(c) < 32 and c != "\n"]
    assert before == _state(folder)


def _state(folder):
    return sorted((path.name, path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.iterdir())


def test_folder_called_like_a_model_is_searched(symrules, tmp_path):
    """A folder x.toml without models says so."""
    (tmp_path / "x.toml").mkdir()
    done = symrules("check", tmp_path / "x.toml")
    assert 2 == done.returncode
    assert "holds no model" in done.stderr


def test_modules_in_the_working_folder_are_not_imported(models):
    """Checking a stranger's folder from inside runs nothing in it (as the installed command is started)."""
    import subprocess

    for name in ("sympy", "click", "json", "symrules", "resource"):
        (models / f"{name}.py").write_text("open('pwned', 'w')\n")
    path = os.pathsep.join([str(ROOT), *sys.path])
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from symrules.cli import main\nraise SystemExit(main())", "check", "good.toml"],
        cwd=models, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    assert not (models / "pwned").exists()


# -- from Python


def test_three_lines_of_python_say_the_same(models):
    """symrules.check gives the records and shows mathematics."""
    checked = symrules.check(models / "bad.toml")
    assert {"perfect_screening": "refuted"} == checked.verdicts
    assert not checked.ok
    assert "refuted" == checked["perfect_screening"]["verdict"]
    bundle = checked._repr_mimebundle_()
    assert {"text/plain", "text/html", "text/latex"} == set(bundle)
    assert "breaking term" in bundle["text/plain"]
    assert bundle["text/latex"].startswith("$\\displaystyle")
    assert "<table>" in bundle["text/html"]
    assert "V'" in bundle["text/latex"].replace("{V}'", "V'")
    assert symrules.check(models / "good.toml").ok


def test_function_is_shown_beside_the_equation(tmp_path):
    """In a notebook, latexify's form of the program stands above what it is held against."""
    (tmp_path / "m.toml").write_text(GOOD.replace('number = "x"', 'number = "sqrt(x)"'))
    (tmp_path / "code.py").write_text("import math\n\ndef root(x):\n    return math.sqrt(x)\n")
    checked = symrules.check(f"{tmp_path / 'code.py'}::root", against=f"{tmp_path / 'm.toml'}:number")
    assert {"implementation": "proved"} == checked.verdicts
    bundle = checked._repr_mimebundle_()
    for form in ("text/html", "text/latex"):
        assert r"\mathrm{root}(x) = \sqrt{ x }" in bundle[form]
    with pytest.raises(symrules.SymrulesError, match="names no observable"):
        symrules.check(f"{tmp_path / 'code.py'}::root", against="m.toml")
    with pytest.raises(symrules.SymrulesError, match="what does the function compute"):
        symrules.check(f"{tmp_path / 'code.py'}::root")


def test_unreadable_model_raises_with_its_place(models):
    """From Python, bad input is an exception."""
    (models / "bad.toml").write_text(GOOD.replace('"x"', '"x +"'))
    with pytest.raises(symrules.SymrulesError) as raised:
        symrules.check(models / "bad.toml")
    assert 8 == raised.value.place.line


def test_what_is_shown_in_a_notebook_is_escaped(tmp_path):
    """A stranger's text is text in HTML."""
    path = tmp_path / "m.toml"
    path.write_text(
        GOOD.replace('number = "x"', 'number = "x*V"').replace("x = {", "x = { latex = '<script>alert(1)</script>',")
    )
    shown = symrules.check(path)._repr_mimebundle_()["text/html"]
    assert "<script>" not in shown
    assert "perfect screening" in shown


def test_name_of_a_file_that_is_no_text_is_printed_somehow(symrules, models):
    """A name in bytes that are no UTF-8 does not stop the others."""
    strange = os.fsdecode(os.fsencode(models) + b"/\xff.toml")
    Path(strange).write_text(GOOD)
    for form in ("text", "json", "github", "sarif"):
        done = symrules("check", models, "--format", form, "--rule", "perfect_screening", "-v")
        assert (1, "") == (done.returncode, done.stderr)


def test_folder_with_a_notation_and_no_model_is_a_manuscript_s(symrules, models, tmp_path):
    """A TOML file without [model] beside a manuscript is not taken for a model."""
    for path in models.glob("*.toml"):
        path.unlink()
    (models / "notation.toml").write_text("[symbols]\nx = {}\n")
    (models / "paper.tex").write_text("\\begin{equation}\nx = x\n\\end{equation}\n")
    assert "holds no model" not in symrules("check", models, "--no-cache").stderr


def test_models_and_manuscripts_make_one_sarif_log(symrules, models):
    """A folder with both is one document, with a run for each kind."""
    (models / "notation.toml").write_text("[symbols]\nx = {}\n")
    (models / "paper.tex").write_text("\\begin{equation}\nx = x + 1\n\\end{equation}\n")
    done = symrules("check", models, "--format", "sarif", "--no-cache")
    log = json.loads(done.stdout)
    assert 1 == done.returncode
    assert [["ALG001"], ["perfect_screening"]] == [[r["ruleId"] for r in run["results"]] for run in log["runs"]]


def test_what_a_rule_could_not_be_asked_is_said(symrules, tmp_path):
    """A correlation without a time, a response without a frequency: shown with the reason, although nothing fails."""
    (tmp_path / "m.toml").write_text(
        '[model]\nname = "m"\n[symbols]\nk_B = { domain = "positive" }\nG = {}\n'
        'Theta = { domain = "positive", quantity = "temperature" }\nmu = {}\n'
        '[observables]\nconductance = "G"\ncurrent_noise = "4*k_B*Theta*G"\ncurrent_correlation = "G"\n'
        'density = "mu"\ndensity_response = "-1"\n'
    )
    done = symrules("check", tmp_path / "m.toml")
    assert 0 == done.returncode
    assert "not applicable\n    no symbol of the model is the time\n" in done.stdout
    assert "f_sum_rule not applicable\n" in done.stdout
