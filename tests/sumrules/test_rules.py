"""Each rule proves what holds, and refutes it when a factor, a sign or a dependence is wrong."""

from __future__ import annotations

import pytest

from symrules.errors import DimensionError, ReadError
from symrules.models import parse_model
from symrules.sumrules import RULES, check_rule, find_rules
from tests.sumrules.models import model

BRACKET = "(T + T*(1 - T)*(e*V/(2*k_B*Theta)*coth(e*V/(2*k_B*Theta)) - 1))"
WELL = {
    "fluctuation_dissipation": [
        'conductance = "G"\ncurrent_noise = "4*k_B*Theta*G"',
        f'conductance = "G*T"\ncurrent_noise = "4*k_B*Theta*G*{BRACKET}"',
        'conductance = "G"\ncurrent_noise = "2*e*G*V*coth(e*V/(2*k_B*Theta))"',
        'conductance = "G"\ncurrent_correlation = "G*L**2*k_B*Theta/tau*exp(-t/tau)"',
        'conductance = "G*(1 + e*V/mu)"\ncurrent_noise = "4*k_B*Theta*G*(1 + e*V/(2*mu))"',
    ],
    "perfect_screening": ['number = "L*c*mu"', 'number = "L*c*(sqrt(mu**2 + (e*V)**2) - sqrt((e*V)**2 + mu**2) + mu)"'],
    "compressibility": [
        'number = "L*c*mu"\nnumber_fluctuation = "L*c*k_B*Theta"',
        'number = "L*c*mu"\ncompressibility = "1/(c*mu**2)"',
        'number_fluctuation = "L*c*k_B*Theta"',
    ],
    "gauge_invariance": [
        'conductance_matrix = [["G*T", "-G*T"], ["-G*T", "G*T"]]',
        'conductance_matrix = [["G", "-G*T", "-G*(1 - T)"], ["-G*T", "G", "-G*(1 - T)"],'
        ' ["-G*(1 - T)", "-G*(1 - T)", "2*G*(1 - T)"]]',
        'second_order_conductance = [[["G", "-G"], ["-G", "G"]], [["-G", "G"], ["G", "-G"]]]',
        # an antisymmetric part stands in no current
        'second_order_conductance = [[["G", "-2*G"], ["0", "G"]], [["-G", "G + T*G"], ["G - T*G", "-G"]]]',
    ],
    "f_sum_rule": ['density = "c*mu"\ndensity_response = "c*mu*q**2/m/(omega**2 - mu/m*q**2)"'],
    "static_limit": ['density = "c*mu"\ndensity_response = "c*mu*q**2/m/(omega**2 - mu/m*q**2)"'],
    "shot_noise": [f'conductance = "G*T"\ncurrent_noise = "4*k_B*Theta*G*{BRACKET}"\nfano_factor = "1 - T"'],
    "fluctuation_theorem": [
        'generating_function = "T*chi*(chi + e*V/(k_B*Theta))"',
        'generating_function = "T*(exp(chi) - 1)*exp(e*V/(k_B*Theta)) + T*(exp(-chi) - 1)"',
    ],
}  # fmt: skip
ILL = {
    "fluctuation_dissipation": [
        'conductance = "G"\ncurrent_noise = "2*k_B*Theta*G"',
        f'conductance = "G*T"\ncurrent_noise = "4*k_B*Theta*G*T*{BRACKET}"',
        'conductance = "G"\ncurrent_noise = "2*e*G*V/tanh(e*V/(k_B*Theta))"',
        'conductance = "G"\ncurrent_correlation = "2*G*L**2*k_B*Theta/tau*exp(-t/tau)"',
    ],
    "perfect_screening": ['number = "L*c*(mu - e*V/2)"', 'number = "L*c*mu*tanh((e*V/mu)**2)"'],
    "compressibility": [
        'number = "L*c*mu"\nnumber_fluctuation = "2*L*c*k_B*Theta"',
        f'number = "L*c*mu"\nnumber_fluctuation = "L*c*k_B*Theta*{BRACKET}"',
        'number = "L*c*mu"\ncompressibility = "2/(c*mu**2)"',
        'number_fluctuation = "L*c*k_B*Theta*(1 + (e*V/mu)**2)"',
        'compressibility = "T/(c*mu**2)"',
    ],
    "gauge_invariance": [
        'conductance_matrix = [["G*T", "-G*T"], ["-G*T", "G"]]',
        'conductance_matrix = [["G", "-G"], ["-G*T", "G*T"]]',
        'second_order_conductance = [[["G", "0"], ["0", "-G"]], [["-G", "0"], ["0", "G"]]]',
    ],
    "f_sum_rule": ['density = "c*mu"\ndensity_response = "2*c*mu*q**2/m/(omega**2 - mu/m*q**2)"'],
    "static_limit": ['density = "c*mu"\ndensity_response = "c*mu*q**2/m/(omega**2 - 2*mu/m*q**2)"'],
    "shot_noise": ['conductance = "G"\ncurrent_noise = "2*e*G*V*coth(e*V/(2*k_B*Theta))"\nfano_factor = "1/2"'],
    "fluctuation_theorem": [
        'generating_function = "T*chi*(chi + 2*e*V/(k_B*Theta))"',
        'generating_function = "T*(exp(chi) - 1)*exp(-e*V/(k_B*Theta)) + T*(exp(-chi) - 1)"',
    ],
}


def _models(table):
    return [pytest.param(rule, text, id=f"{rule}-{k}") for rule, texts in table.items() for k, text in enumerate(texts)]


def _checked(rule, text):
    return check_rule(model(text), RULES[rule], seconds=5)


@pytest.mark.parametrize(("rule", "observables"), _models(WELL))
def test_what_holds_is_proved(rule, observables):
    """A model that keeps a rule is proved to keep it."""
    result = _checked(rule, observables)
    assert "proved" == result.verdict, [(o.statement, o.verdict) for o in result.obligations]
    assert result.ok


@pytest.mark.parametrize(("rule", "observables"), _models(ILL))
def test_what_does_not_hold_is_refuted(rule, observables):
    """A model that breaks a rule is refuted, with a witness and the breaking term."""
    result = _checked(rule, observables)
    assert "refuted" == result.verdict
    assert not result.ok
    broken = [o for o in result.obligations if o.outcome == "refuted"]
    assert all(o.verdict.witness is not None and o.residual is not None for o in broken)


def test_every_rule_has_controls_both_ways():
    """Each shipped rule has a model that keeps it and one that breaks it."""
    assert set(RULES) == set(WELL) == set(ILL)


def test_rule_that_is_about_something_else_does_not_apply():
    """A model without the observables of a rule owes nothing by it."""
    result = check_rule(model('conductance = "G"'), RULES["compressibility"])
    assert ("not_applicable", (), True) == (result.verdict, result.obligations, result.ok)


@pytest.mark.parametrize(("drive", "expected"), [("real", "V, 0)"), ("[0, oo)", "'+'"), ("positive", "'+'"),
                                                 ("nonzero", "V, 0)"), ("negative", "'-'")])  # fmt: skip
def test_zero_drive_is_reached_from_inside_its_domain(drive, expected):
    """The limit is taken from the sides on which the domain lies."""
    observables = 'conductance = "G"\ncurrent_noise = "2*e*G*V*coth(e*V/(2*k_B*Theta))"'
    result = check_rule(model(observables, drive=drive), RULES["fluctuation_dissipation"])
    assert "proved" == result.verdict
    assert expected in result.obligations[0].statement


def test_drive_that_cannot_vanish_is_an_error_at_its_declaration():
    """A domain that stays away from zero is refused where it is declared."""
    with pytest.raises(ReadError, match="cannot go to zero") as raised:
        check_rule(model('conductance = "G"\ncurrent_noise = "2*e*G*V"', drive="[1, 2]"),
                   RULES["fluctuation_dissipation"])  # fmt: skip
    assert "V" in raised.value.message
    assert raised.value.place.line > 0


def test_wrong_dimension_is_an_error_at_the_observable():
    """A noise that is no noise is refused, with its place."""
    with pytest.raises(DimensionError, match=r"fluctuation_dissipation: .*differ in dimension") as raised:
        check_rule(model('conductance = "G"\ncurrent_noise = "4*G"'), RULES["fluctuation_dissipation"])
    assert "test.toml" == raised.value.place.file


def test_conditions_of_the_model_hold_at_both_drives():
    """A number that is constant where the model is claimed is proved constant there, and nowhere else."""
    observables = 'number = "L*c*(mu + e*V/2 - Abs(e*V)/2)"'
    head = 'where = ["V > 0"]'
    assert "proved" == check_rule(model(observables, head=head), RULES["perfect_screening"]).verdict
    assert "refuted" == check_rule(model(observables), RULES["perfect_screening"]).verdict


def test_expected_verdict_decides_what_is_as_it_should_be():
    """A refutation that the author records is as it should be, and a proof then is not."""
    broken, kept = 'number = "L*c*(mu - e*V)"', 'number = "L*c*mu"'
    expect = '[expect]\nperfect_screening = "refuted"'
    assert check_rule(model(broken, more=expect), RULES["perfect_screening"]).ok
    assert not check_rule(model(kept, more=expect), RULES["perfect_screening"]).ok


def test_what_cannot_be_stated_says_what_is_missing():
    """Without a drive, perfect screening claims nothing, and says why."""
    text = '[model]\nname = "x"\n[symbols]\nN = {}\n[observables]\nnumber = "N"\n'
    result = check_rule(parse_model(text), RULES["perfect_screening"])
    assert "not_applicable" == result.verdict
    assert "role drive" in result.obligations[0].reason


def test_symbols_of_a_model_are_independent_of_each_other():
    """A number that is a single symbol does not depend on the chemical potential."""
    text = '[model]\nname = "x"\n[symbols]\nN = {domain = "positive"}\nmu = {}\n'
    text += 'Theta = {domain = "positive", quantity = "temperature"}\n[observables]\nnumber = "N"\n'
    for fluctuation, verdict in (("0", "proved"), ("N", "refuted")):
        found = parse_model(text + f'number_fluctuation = "{fluctuation}"\n')
        assert verdict == check_rule(found, RULES["compressibility"]).verdict


def test_rules_are_found_by_name_with_a_suggestion():
    """A name may have hyphens; a misspelt one is answered with what comes close."""
    assert ["perfect_screening"] == [rule.name for rule in find_rules(["perfect-screening"])]
    assert list(RULES) == [rule.name for rule in find_rules([])]
    with pytest.raises(ReadError, match="compresibility") as raised:
        find_rules(["compresibility"])
    assert "did you mean 'compressibility'?" == raised.value.hint


def test_a_charge_that_is_named_as_a_wave_number_does_not_vanish():
    """The response to the external potential, with charge q and wave number k, is no static limit as q -> 0."""
    symbols = (
        'k = {dimension = "wavenumber", domain = "positive"ROLE}\nmu = {dimension = "energy", domain = "positive"}\n'
    )
    symbols += 'D = {dimension = "1/(energy*volume)", domain = "positive", role = "constant"}\n'
    symbols += 'q = {dimension = "charge", domain = "positive", role = "constant"}\n'
    symbols += 'eps = {dimension = "charge**2/(energy*length)", domain = "positive", role = "constant"}\n'
    text = f'[model]\nname = "x"\n[symbols]\n{symbols}[observables]\ndensity = "D*mu"\n'
    text += 'density_response = "-D/(1 + q**2*D/(eps*k**2))"\n'
    unsaid = check_rule(parse_model(text.replace("ROLE", "")), RULES["static_limit"])
    assert "not_applicable" == unsaid.verdict
    assert "k may be the wave number" in unsaid.obligations[0].reason
    said = parse_model(text.replace("ROLE", ', quantity = "wave number"'))
    assert "refuted" == check_rule(said, RULES["static_limit"]).verdict


@pytest.mark.parametrize(
    ("condition", "rule", "verdict"),
    [
        ("e*V > 10*k_B*Theta", "fluctuation_dissipation", "not_applicable"),
        ("e*V = 10*k_B*Theta", "fluctuation_dissipation", "not_applicable"),
        ("e*V > 0", "fluctuation_dissipation", "refuted"),
        ("e*V < mu", "fluctuation_dissipation", "refuted"),
        ("e*V > 10*k_B*Theta", "shot_noise", "proved"),
        ("mu < e*V", "shot_noise", "proved"),
        ("e*V < mu", "shot_noise", "not_applicable"),
        ("e*V = mu", "shot_noise", "not_applicable"),
        ("mu > k_B*Theta", "shot_noise", "proved"),
    ],
)
def test_a_limit_that_the_conditions_exclude_is_not_claimed(condition, rule, verdict):
    """What holds at large drive says nothing of equilibrium, and the other way round."""
    observables = 'conductance = "G"\ncurrent_noise = "2*e*G*V"\nfano_factor = "1"'
    result = check_rule(model(observables, drive="positive", head=f'where = ["{condition}"]'), RULES[rule])
    assert verdict == result.verdict
