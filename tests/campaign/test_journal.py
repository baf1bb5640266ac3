"""The journal of a campaign: what is finished is not done again, and what was cut off is."""

from __future__ import annotations

import json

import pytest

from symrules.campaign import Job, Journal
from symrules.errors import OutputError

RULES = ("compressibility", "perfect_screening")


@pytest.fixture
def job(tmp_path):
    model = tmp_path / "model.toml"
    model.write_text("[model]\n")
    return Job(str(model), RULES)


def records(job, rules=RULES):
    return [{"file": job.file, "rule": rule, "verdict": "proved"} for rule in rules]


def test_finished_jobs_come_back(tmp_path, job):
    """What one run wrote, the next one finds."""
    path = tmp_path / "done.jsonl"
    journal = Journal(path, RULES)
    assert journal.finished(job) is None
    journal.add(job, records(job))
    assert records(job) == Journal(path, RULES).finished(job)


@pytest.mark.parametrize("kept", [0, 1, 30, 90, 120, 170])
def test_lines_that_were_cut_off_do_not_count(tmp_path, job, kept):
    """Wherever writing stopped, the job is done again, and its lines then stand on lines of their own."""
    path = tmp_path / "done.jsonl"
    Journal(path, RULES).add(job, records(job))
    path.write_bytes(path.read_bytes()[:kept])
    journal = Journal(path, RULES)
    assert journal.finished(job) is None
    journal.add(job, records(job))
    assert records(job) == Journal(path, RULES).finished(job)


def test_file_that_cannot_be_checked_is_finished_too(tmp_path, job):
    """An error is a result; the same file gives it again."""
    path = tmp_path / "done.jsonl"
    error = [{"file": job.file, "rule": "", "verdict": "error"}]
    Journal(path, RULES).add(job, error)
    assert error == Journal(path, RULES).finished(job)


def test_change_of_the_model_is_noticed(tmp_path, job):
    """A model that was edited is checked again."""
    path = tmp_path / "done.jsonl"
    Journal(path, RULES).add(job, records(job))
    (tmp_path / "model.toml").write_text("[model]\nname = 'other'\n")
    assert Journal(path, RULES).finished(job) is None


def test_other_rules_are_another_campaign(tmp_path, job):
    """What was checked against some rules is not checked against others."""
    path = tmp_path / "done.jsonl"
    Journal(path, RULES).add(job, records(job))
    assert Journal(path, ("shot_noise",)).finished(job) is None


def test_foreign_lines_are_passed_over(tmp_path, job):
    """Lines that are no records of ours do no harm."""
    path = tmp_path / "done.jsonl"
    path.write_bytes(b'\xff\xfe\n[1]\n{"file": 3}\nnot json\n' + b"[" * 100_000 + b"\n")
    journal = Journal(path, RULES)
    journal.add(job, records(job))
    assert records(job) == Journal(path, RULES).finished(job)
    assert 5 + 2 == len(path.read_bytes().splitlines())


def test_each_line_is_json_with_a_digest(tmp_path, job):
    """The file is JSON lines that other programs read, too."""
    path = tmp_path / "done.jsonl"
    Journal(path, RULES).add(job, records(job))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert ["compressibility", "perfect_screening"] == [line["rule"] for line in lines]
    assert 1 == len({line["digest"] for line in lines})


def test_folder_is_no_journal(tmp_path):
    """A path that cannot be a file is refused at once."""
    with pytest.raises(OutputError, match="is not a file"):
        Journal(tmp_path, RULES)


def test_place_that_cannot_be_written_is_an_error(tmp_path, job):
    """Nothing is lost silently."""
    with pytest.raises(OutputError, match="cannot be written"):
        Journal(tmp_path / "missing" / "done.jsonl", RULES).add(job, records(job))
