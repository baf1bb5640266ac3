"""The shipped models keep and break the rules as their authors say, and none keeps a rule when it is tampered with."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from sympy import Integer, StrictGreaterThan, true

from symrules.models import read_model, shipped_models
from symrules.sumrules import RULES, check_rule
from symrules.text.nodes import add, multiply, piecewise

MODELS = {path.stem: path for path in shipped_models()}
OPEN = {("energy-dependent", "fluctuation_dissipation"), ("lindhard", "static_limit"),
        ("many-channels", "fluctuation_dissipation")}  # fmt: skip
"""Expected to be proved, and perhaps not decided yet: dominated convergence, a limit in a limit, sums to M."""


@lru_cache
def _model(name):
    return read_model(MODELS[name])


EXPECTED = [(name, rule, verdict) for name in MODELS for rule, verdict in _model(name).expect.items()]


@pytest.mark.parametrize(("name", "rule", "verdict"), EXPECTED)
def test_verdict_is_the_expected_one(name, rule, verdict):
    """Proved or refuted, as the physics of the model has it."""
    found = check_rule(_model(name), RULES[rule], seconds=3).verdict
    assert found == verdict or ((name, rule) in OPEN and found == "undecided")


@pytest.mark.parametrize("name", MODELS)
def test_no_rule_applies_that_nothing_is_expected_of(name):
    """What a shipped model can be held to is on record."""
    silent = [rule for rule in RULES if rule not in _model(name).expect]
    assert ["not_applicable"] * len(silent) == [check_rule(_model(name), RULES[r], seconds=3).verdict for r in silent]


def _with(model, **expressions):
    changed = {name: replace(model.observables[name], **new) for name, new in expressions.items()}
    return replace(model, observables={**model.observables, **changed})


def _doubled(model, names):
    """One of the observables, the first that is there, twice as large."""
    name = next(n for n in names if n in model)
    return _with(model, **{name: {"expression": multiply(Integer(2), model.expression(name))}})


def _tampered(model, rule):
    if rule == "perfect_screening":
        step = piecewise((Integer(1), StrictGreaterThan(model.drives[0], 0)), (Integer(2), true))
        return _with(model, number={"expression": multiply(model.expression("number"), step)})
    if rule == "fluctuation_theorem":
        function = add(model.expression("generating_function"), model.quantity("counting field"))
        return _with(model, generating_function={"expression": function})
    if rule == "gauge_invariance":
        name = next(n for n in ("conductance_matrix", "second_order_conductance") if n in model)
        items = model.observables[name].items
        first = multiply(Integer(2), items[0][0]) if name == "conductance_matrix" else None
        assert first is not None
        return _with(model, **{name: {"items": ((first, *items[0][1:]), *items[1:])}})
    names = {
        "fluctuation_dissipation": ("current_noise", "current_correlation"),
        "compressibility": ("number_fluctuation", "compressibility"),
        "f_sum_rule": ("density_response",),
        "static_limit": ("density_response",),
        "shot_noise": ("current_noise",),
    }
    return _doubled(model, names[rule])


UNDECIDED = {("hard-rods", "compressibility"), ("van-der-waals", "compressibility")}
"""Under a differential equation among the conditions no unknown function is put in, so nothing is refuted."""
NOTHING = {("ballistic", "shot_noise")}
"""Twice no noise is no noise."""


@pytest.mark.parametrize(("name", "rule"), [(n, r) for n, r, v in EXPECTED if v == "proved" and (n, r) not in NOTHING])
def test_model_that_is_tampered_with_is_not_proved(name, rule):
    """Twice the fluctuation, a number that jumps with the drive, a current that is not conserved."""
    found = check_rule(_tampered(_model(name), rule), RULES[rule], seconds=3)
    assert "refuted" == found.verdict or (name, rule) in OPEN | UNDECIDED
