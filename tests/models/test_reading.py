"""A model file: what is read from it, and what is refused at which line and column."""

from __future__ import annotations

import pytest
from sympy import Symbol

from symrules.errors import SymrulesError
from symrules.models import parse_model
from symrules.text import print_expression

MODEL = """\
[model]
name = "Martin-Landauer"
reference = "Phys. Rev. B 45, 1742 (1992)"

[symbols]
T = { latex = '\\mathcal{T}', dimension = "1", domain = "[0, 1]", role = "transport" }
Theta = { dimension = "temperature", domain = "positive", quantity = "temperature" }
k_B = { dimension = "energy/temperature", domain = "positive" }
e = { dimension = "charge", domain = "positive" }
h = { dimension = "action", domain = "positive" }
V = { dimension = "voltage", role = "drive" }

[definitions]
x = "e*V/(2*k_B*Theta)"

[observables]
conductance = "e^2/h*T"
current_noise = "4*k_B*Theta*e**2/h*(T**2 + T*(1-T)*x*coth(x))"

[hypotheses]
spin = "none"

[expect]
fluctuation_dissipation = "proved"
"""


def test_a_model_is_read_with_roles_quantities_and_expectations() -> None:
    """What a rule asks a model for is what the file says."""
    model = parse_model(MODEL, "m.toml")
    assert (Symbol("V"),) == model.drives
    assert (Symbol("T"),) == model.transports
    assert Symbol("Theta") == model.quantity("temperature")
    assert "k_B*Theta" == print_expression(model.thermal_energy())
    assert "e**2/h*T" == print_expression(model.expression("conductance"))
    assert {"fluctuation_dissipation": "proved"} == model.expect
    assert {"spin": "none"} == model.hypotheses


def test_a_quantity_that_no_symbol_is_is_asked_for() -> None:
    """The message says how to name the symbol that is the chemical potential."""
    with pytest.raises(SymrulesError, match="compressibility needs the chemical potential, and no symbol") as error:
        parse_model(MODEL, "m.toml").quantity("chemical potential", "compressibility")
    assert 'write quantity = "chemical potential"' in str(error.value)
    assert "or name it mu" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[model]", "[modle]", "m.toml: the file has no table [model]"),
        ('name = "Martin-Landauer"', "", "m.toml:1:1: [model] has no 'name'"),
        ('"Martin-Landauer"', '""', "m.toml:2:9: the model's name is empty"),
        ("[expect]", "[expects]", "m.toml:23:1: unknown key 'expects'\n  hint: did you mean 'expect'?"),
        ("conductance =", "conductnace =", "m.toml:17:1: unknown key 'conductnace' in [observables]"),
        ("e^2/h*T", "e^2/h*t", "m.toml:17:22: 't' is not a declared symbol\n  hint: declare it: [symbols] t"),
        ("e^2/h*T", "e^2/h*T + V", "m.toml:17:16: in "),
        ("e^2/h*T", "e^2/h*log(2*T - 1)", "m.toml:17:16: log(2*T - 1) is not real at T = "),
        ("e^2/h*T", "e^2/h*sqrt(T - 2)", "m.toml:17:16: sqrt(T - 2) is not real at T = "),
        ("e^2/h*T", "e^2/0", "m.toml:17:16: division by zero"),
        ("e^2/h*T", "e^2/(h - h)", "m.toml:17:16: division by zero: h - h vanishes everywhere"),
        ("e^2/h*T", "__import__('os')", "m.toml:17:"),
        ('"proved"', '"prooved"', "m.toml:24:28: 'prooved' is no verdict"),
        ('spin = "none"', "spin = 1", "m.toml:21:8: spin is a text, not an integer"),
        ('"Phys. Rev. B 45, 1742 (1992)"', '"x"\nwhere = ["T > "]', "m.toml:4:15: "),
        ('"Phys. Rev. B 45, 1742 (1992)"', '"x"\nwhere = ["T"]', "m.toml:4:"),
    ],
)
def test_what_is_wrong_is_refused_at_its_place(old: str, new: str, message: str) -> None:
    """A wrong entry, name, dimension or domain has a message with file, line and column."""
    assert old in MODEL
    with pytest.raises(SymrulesError) as error:
        parse_model(MODEL.replace(old, new), "m.toml")
    assert str(error.value).startswith(message)


def test_a_name_that_no_rule_has_is_refused_where_it_is_expected() -> None:
    """[expect] names rules; a misspelt one would be an expectation that nothing tests."""
    with pytest.raises(SymrulesError, match="24:1: there is no rule 'fluctuation_dissipation'") as error:
        parse_model(MODEL, "m.toml", rules=("fluctuation_dissipations", "other"))
    assert "did you mean 'fluctuation_dissipations'?" == error.value.hint


def test_a_condition_keeps_an_expression_real() -> None:
    """A value that is not real only where the model's conditions fail is no fault."""
    changed = MODEL.replace("e^2/h*T", "e^2/h*sqrt(2*T - 1)")
    with pytest.raises(SymrulesError, match="not real"):
        parse_model(changed, "m.toml")
    kept = parse_model(changed.replace('(1992)"', '(1992)"\nwhere = ["T > 1/2"]'), "m.toml")
    assert "T > 1/2" == str(kept.where[0])


def test_a_value_undefined_at_a_point_is_no_fault() -> None:
    """x coth x has a removable point at x = 0, which is in the domain of the drive."""
    assert "current_noise" in parse_model(MODEL, "m.toml")


MATRIX = '\n[observables]\nconductance_matrix = [["T", "-T"], ["-T", "T"]]\n'


def test_a_matrix_is_read_entry_by_entry() -> None:
    """The entries of a conductance matrix are expressions, and each error is at its entry."""
    text = "[model]\nname = 'm'\n[symbols]\nT = {}" + MATRIX
    items = parse_model(text, "m.toml").observables["conductance_matrix"].items
    assert (("T", "-T"), ("-T", "T")) == tuple(tuple(map(print_expression, row)) for row in items)
    with pytest.raises(SymrulesError, match=r"m\.toml:6:39: 'S' is not a declared symbol"):
        parse_model(text.replace('["-T"', '["-S"'), "m.toml")
    with pytest.raises(SymrulesError, match=r"m\.toml:6:36: conductance_matrix is a nested list of n × n texts"):
        parse_model(text.replace('["-T", "T"]', '["T"]'), "m.toml")
