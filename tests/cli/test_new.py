"""``symrules new`` and ``symrules explain``."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from symrules.cli.explain import command as explain
from symrules.cli.new import command as new
from symrules.errors import OutputError
from symrules.models import read_model
from symrules.sumrules import RULES, check_model


def _new(path):
    return CliRunner().invoke(new, [str(path)], catch_exceptions=False, standalone_mode=False)


@pytest.mark.parametrize(
    "name", ["wire", "my-wire 2", "0", "Büttiker", '"quoted"', "back\\slash", "new\nline", "a" * 100]
)
def test_new_model_checks_as_it_is(tmp_path, name):
    """Whatever the file is called, the template is a model that keeps the rules which apply to it."""
    path = tmp_path / f"{name}.toml"
    assert 0 == _new(path).return_value
    model = read_model(path)
    results = check_model(model)
    assert ["proved"] * 3 == [r.verdict for r in results if r.verdict != "not_applicable"]
    assert [path.name] == os.listdir(tmp_path)


def test_existing_file_is_never_overwritten(tmp_path):
    """Neither a file, nor a link, nor a folder of the name."""
    (tmp_path / "file.toml").write_text("mine")
    (tmp_path / "link.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.toml").mkdir()
    for name in ("file", "link", "folder"):
        with pytest.raises(OutputError, match="is not overwritten"):
            _new(tmp_path / f"{name}.toml")
    assert "mine" == (tmp_path / "file.toml").read_text()
    assert ["file.toml", "folder.toml", "link.toml"] == sorted(os.listdir(tmp_path))


def test_place_that_cannot_be_written_is_said(tmp_path):
    """A missing folder is an error, and nothing is left behind."""
    with pytest.raises(OutputError, match="cannot be written"):
        _new(tmp_path / "missing" / "wire.toml")
    assert [] == os.listdir(tmp_path)


def test_model_is_a_toml_file(tmp_path):
    """Another ending is refused with the name that was meant."""
    with pytest.raises(Exception, match=r"write wire\.toml"):
        _new(tmp_path / "wire.txt")


def _explained(*arguments):
    return CliRunner().invoke(explain, list(arguments), catch_exceptions=False, standalone_mode=False).output


def test_rules_are_listed():
    """Each rule with its title."""
    lines = _explained().splitlines()
    assert list(RULES) == [line.split()[0] for line in lines]


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_explained(rule):
    """What it means, what is owed, of whom, and where it comes from."""
    text = _explained(rule)
    assert text.startswith(f"{rule}: {RULES[rule].title}\n")
    for identity in RULES[rule].identities:
        assert identity in text
    for source in RULES[rule].sources:
        assert source in text
    assert max(map(len, text.splitlines())) <= 120


def test_rule_of_ones_own_is_explained(tmp_path):
    """A rule from a file explains itself in the same way."""
    path = tmp_path / "rule.toml"
    path.write_text('[rule]\nname = "mine"\nmeaning = "Why."\nobservables = ["number"]\nidentities = ["number > 0"]\n')
    assert "Why." in _explained("mine", "--rules", str(path))


def test_code_of_a_manuscript_is_explained():
    """The codes of findings in manuscripts are explained, in capitals or not."""
    assert _explained("ALG001").startswith("ALG001: ")
    assert _explained("ALG001") == _explained("alg001")
