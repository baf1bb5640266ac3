"""The breaking term equals the difference of the sides, and its beginning is the Taylor expansion."""

from __future__ import annotations

import mpmath
import pytest
import sympy

from symrules.sumrules import RULES, check_rule
from tests.sumrules.models import model

X = "e*V/(2*k_B*Theta)"
POINT = {"L": "0.7", "c": "1.3", "k_B": "0.9", "Theta": "1.1", "e": "0.6", "V": "0.8", "T": "0.35", "mu": "1.7",
         "V_prime": "0.3", "G": "2.1"}  # fmt: skip


def _value(text, **changed):
    """The value of a printed expression by mpmath, through SymPy's own evaluation."""
    names = {name: sympy.Symbol(name) for name in POINT}
    point = {names[name]: sympy.Rational(value) for name, value in {**POINT, **changed}.items()}
    return mpmath.mpf(sympy.N(sympy.sympify(text, locals=names).subs(point), 30))


def _refuted(rule, observables, number=0):
    result = check_rule(model(observables), RULES[rule], seconds=5)
    return [o for o in result.obligations if o.outcome == "refuted"][number]


def test_breaking_term_of_the_martin_landauer_bracket_is_factored():
    """The bracket exceeds the sum rule by (T - 1)(T(1 - c) + 1), as hand algebra has it."""
    text = f'number = "L*c*mu"\nnumber_fluctuation = "L*c*k_B*Theta*(T**2 + T*(1 - T)*{X}*coth({X}))"'
    found = _refuted("compressibility", text)
    x = _value(X)
    expected = _value("L*c*k_B*Theta") * (_value("T") - 1) * (_value("T") * (1 - x * mpmath.coth(x)) + 1)
    assert mpmath.almosteq(expected, _value(found.residual.text), 1e-20)
    assert "(T - 1)" in found.residual.text
    assert "coth" in found.residual.text


def test_breaking_term_begins_as_the_taylor_series_does():
    """The first terms in the drive agree with derivatives by finite differences at a small drive."""
    text = f'number = "L*c*mu"\nnumber_fluctuation = "L*c*k_B*Theta*(T**2 + T*(1 - T)*{X}*coth({X}))"'
    found = _refuted("compressibility", text)
    begin = found.beginnings[0].text.rpartition(" + O(")[0]
    assert found.beginnings[0].text.endswith("O(V**4)")
    for small in ("1/100", "1/200"):
        difference = abs(_value(found.residual.text, V=small) - _value(begin, V=small))
        assert difference < 10 * mpmath.mpf(sympy.Rational(small)) ** 4


def test_a_departure_begins_without_its_value_at_zero():
    """What breaks independence is the departure from zero drive: N(V) - N(0) = -L c e V/2."""
    found = _refuted("perfect_screening", 'number = "L*c*(mu - e*V/2)"')
    assert mpmath.almosteq(-_value("L*c*e*V") / 2, _value(found.beginnings[0].text), 1e-20)
    assert mpmath.almosteq(-_value("L*c*e*(V - V_prime)") / 2, _value(found.residual.text), 1e-20)


@pytest.mark.parametrize(
    ("rule", "observables"),
    [
        ("fluctuation_dissipation", 'conductance = "G"\ncurrent_noise = "2*k_B*Theta*G"'),
        ("compressibility", 'number = "L*c*mu"\nnumber_fluctuation = "L*c*k_B*Theta*exp(-(e*V/mu)**2)"'),
        ("perfect_screening", 'number = "L*c*sqrt(mu**2 + (e*V)**2)"'),
        ("gauge_invariance", 'conductance_matrix = [["G*T", "-G*T"], ["-G*T", "G"]]'),
    ],
)
def test_breaking_term_is_the_difference_at_the_witness(rule, observables):
    """At the witness, the breaking term is the difference of the two values shown."""
    found = _refuted(rule, observables)
    witness = found.verdict.witness
    difference = mpmath.mpf(witness.lhs) - mpmath.mpf(witness.rhs)
    assert mpmath.almosteq(difference, _value(found.residual.text, **dict(witness.at)), 1e-12, 1e-12)


def test_latex_of_what_breaks_stands_beside_the_text():
    """Residual and beginning are there in both forms."""
    found = _refuted("perfect_screening", 'number = "L*c*(mu - e*V/2)"')
    assert "V'" in found.residual.latex.replace("{V}'", "V'")
    assert found.beginnings[0].latex
