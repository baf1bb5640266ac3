"""Rules of the user's own: what they say of models, and how a mistake in one is reported."""

from __future__ import annotations

import pytest

from symrules.errors import ReadError, SymrulesError
from symrules.models import parse_model
from symrules.sumrules import check_rule
from symrules.sumrules.user_rules import read_rule
from tests.sumrules.models import SYMBOLS, model

RULE = """
[rule]
name = "poisson"
title = "Poisson noise"
meaning = "Independent charges."
source = "W. Schottky (1918)"
observables = ["current_noise", "conductance"]
identities = ["Limit(current_noise/(2*charge*conductance*drive), drive, oo) = 1"]
"""


@pytest.fixture
def rule_of(tmp_path):
    def read(text):
        path = tmp_path / "rule.toml"
        path.write_text(text, encoding="utf-8")
        return read_rule(path)

    return read


def _with(identity, observables='["current_noise", "conductance"]'):
    return f"[rule]\nname = 'mine'\nobservables = {observables}\nidentities = ['''{identity}''']\n"


POISSON = 'conductance = "G"\ncurrent_noise = "2*e*G*V*coth(e*V/(2*k_B*Theta))"'


def test_rule_is_read_and_decided(rule_of):
    """The identity is put into the model's own symbols, and holds or not."""
    rule = rule_of(RULE)
    assert ("poisson", "Poisson noise", ("W. Schottky (1918)",)) == (rule.name, rule.title, rule.sources)
    assert "proved" == check_rule(model(POISSON), rule).verdict
    assert "refuted" == check_rule(model(POISSON.replace("2*e*G*V", "e*G*V")), rule).verdict
    assert "not_applicable" == check_rule(model('conductance = "G"'), rule).verdict


@pytest.mark.parametrize(
    ("identity", "verdict"),
    [
        ("current_noise >= 4*Boltzmann_constant*temperature*conductance", "proved"),
        ("current_noise <= 4*Boltzmann_constant*temperature*conductance", "refuted"),
        ("Derivative(conductance, transport) = 0", "proved"),
        ("Subs(conductance, drive, 0) = conductance", "proved"),
        ("Derivative(current_noise, drive) = 0", "refuted"),
        ("Integral(current_noise*exp(-x), (x, 0, oo)) = current_noise", "proved"),
    ],
)
def test_identities_in_usual_syntax(rule_of, identity, verdict):
    """Inequalities, derivatives by roles, and bound variables mean what they mean everywhere."""
    noise = 'conductance = "G"\ncurrent_noise = "4*k_B*Theta*G + G*e**2*V**2/(k_B*Theta)"'
    assert verdict == check_rule(model(noise), rule_of(_with(identity))).verdict


def test_variable_bound_in_a_rule_catches_no_symbol_of_the_model(rule_of):
    """An x in the rule and an x of the model are two things."""
    rule = rule_of("[rule]\nname='area'\nobservables=['conductance']\n"
                   "identities=['Integral(conductance, (x, 0, 1)) = conductance']\n")  # fmt: skip
    text = "[model]\nname='m'\n[symbols]\nx = {}\n[observables]\nconductance = 'x**2'\n"
    assert "proved" == check_rule(parse_model(text), rule).verdict


def test_time_in_a_rule_is_the_time_of_the_model(rule_of):
    """A quantity that the rule integrates over is the model's own variable."""
    rule = rule_of(_with("Integral(current_correlation, (time, 0, oo)) = length**2*Boltzmann_constant*temperature"
                         "*conductance", '["current_correlation", "conductance"]'))  # fmt: skip
    good = 'conductance = "G"\ncurrent_correlation = "G*L**2*k_B*Theta/tau*exp(-t/tau)"'
    assert "proved" == check_rule(model(good), rule).verdict
    assert "refuted" == check_rule(model(good.replace("exp(-t/tau)", "exp(-2*t/tau)")), rule).verdict


def test_missing_quantity_is_named(rule_of):
    """Where the model has no such symbol, the identity is not stated, and the reason says what is missing."""
    result = check_rule(model(POISSON), rule_of(_with("conductance*volume = conductance*volume")))
    assert ("not_applicable", True) == (result.verdict, "the volume" in result.obligations[0].reason)


def test_new_observables_may_be_asked_for(rule_of):
    """A rule may name an observable that no shipped rule knows; models then may state it."""
    rule = rule_of(_with("thermopower = 2*conductance", '["thermopower", "conductance"]'))
    text = f'[model]\nname = "m"\n{SYMBOLS.replace("DRIVE", "real")}\n[observables]\nconductance = "G"\n'
    found = parse_model(text + 'thermopower = "G + G"\n', observables=("thermopower",))
    assert "proved" == check_rule(found, rule).verdict


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "no table \\[rule\\]"),
        ("[rule]\nname = 'a b'\nobservables = ['number']\nidentities = ['number = 1']", "is no name"),
        ("[rule]\nname = 'compressibility'\nobservables = ['number']\nidentities = ['number = 1']", "shipped rule"),
        ("[rule]\nname = 'a'\nobservables = []\nidentities = ['1 = 1']", "names no observables"),
        ("[rule]\nname = 'a'\nobservables = ['number']\nidentities = []", "between 1 and"),
        ("[rule]\nname = 'a'\nobservables = ['number', 'number']\nidentities = ['number = 1']", "cannot name"),
        ("[rule]\nname = 'a'\nobservables = ['temperature']\nidentities = ['temperature = 1']", "cannot name"),
        ("[rule]\nname = 'a'\nobservables = ['conductance_matrix']\nidentities = ['1 = 1']", "not one expression"),
        ("[rule]\nname = 'a'\nobservables = ['number']\nidentities = ['numbr = 1']", "'numbr' is not a declared"),
        ("[rule]\nname = 'a'\nobservables = ['number']\nidentities = ['number']", "relation"),
        ("[rule]\nname = 'a'\nobservables = ['number']\nidentities = ['__import__(\"os\") = 1']", "strings are not"),
        ("[rule]\nname = 'a'\nobservables = ['number']\nidentities = ['Derivative(drive, number) = 1']", "no variable"),
        ("[rule]\nname = 'a'\nobservables = ['number']\nidentities = ['number = 1']\nspeed = 1", "unknown key"),
    ],
)  # fmt: skip
def test_mistake_in_a_rule_has_its_place(rule_of, text, message):
    """Every mistake is an error with file and line."""
    with pytest.raises(SymrulesError, match=message) as raised:
        rule_of(text)
    assert raised.value.place is not None
    assert raised.value.place.file.endswith("rule.toml")


def test_error_points_into_the_identity(rule_of):
    """The column is that of the name at fault."""
    with pytest.raises(ReadError) as raised:
        rule_of("[rule]\nname = 'a'\nobservables = ['number']\nidentities = ['number = nuber']\n")
    assert (4, 25) == (raised.value.place.line, raised.value.place.column)
