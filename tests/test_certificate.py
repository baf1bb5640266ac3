"""Certificates: complete for a reader that has only the file, and canonical."""

from __future__ import annotations

import json

import pytest
from sympy import Function, Integer, Symbol, coth, oo

from symrules.certificate import canonical_json, certificate, certify, statement_latex, statement_text
from symrules.derivation import Equation, EquationResult, Hypothesis, Link, LinkResult, Status, StepResult
from symrules.identity import Asymptotic, Condition, Identity, Relation
from symrules.notation import Notation
from symrules.verdict import Witness, proved, refuted


@pytest.fixture
def notation() -> Notation:
    notation = Notation("test")
    notation.symbol("x", r"\xi", "1", "nonzero", "a reduced voltage")
    notation.symbol("a", "", "energy", "positive", "an energy")
    notation.symbol("b", "", "energy", "(0, 2]", "another")
    notation.function("g", ("x",), "g", "1", "real", "any function")
    return notation


x, a, b = Symbol("x"), Symbol("a"), Symbol("b")
g = Function("g")


@pytest.fixture
def result(notation: Notation) -> EquationResult:
    claim = Identity(a / b, g(x) * a / b, notation, where=(Condition(a, Relation.GT, b, "a exceeds b"),), label="7")
    verdict = refuted("balls", Witness((("a", "2"), ("b", "1"), ("g", "x -> x")), "[2 +/- 0]", "[4 +/- 0]"))
    link = Link("one", "two", claim, Status.REFUTED, hypotheses=(Hypothesis("order", "a is above b"),),
                instances={"g": "x"}, remark="κ differs")  # fmt: skip
    steps = (StepResult(a / b, "as given", proved("reflexivity")), StepResult("words", "said", proved("none")))
    return EquationResult(Equation("7", "A title", notation, (), (link,), "S", "r"),
                          (LinkResult(link, Status.REFUTED, verdict, steps),))  # fmt: skip


def test_certificate_is_canonical(result):
    """The same result gives the same bytes, with sorted keys, plain Unicode and one newline at the end."""
    text = canonical_json(certificate(result))
    assert text == canonical_json(certificate(result))
    assert text == canonical_json(json.loads(text))
    assert text.endswith("}\n")
    assert "κ differs" in text


def test_certificate_declares_every_symbol_of_statement_conditions_and_steps(result):
    """Each symbol and unknown function stands with LaTeX, dimension, domain and meaning, arguments included."""
    (link,) = certificate(result)["links"]
    symbols = {symbol["name"]: symbol for symbol in link["identity"]["symbols"]}
    assert {"a", "b", "g", "x"} == set(symbols)
    assert {"name": "b", "declared": True, "latex": "b", "dimension": "energy", "domain": "(0, 2]",
            "meaning": "another", "arguments": None} == symbols["b"]  # fmt: skip
    assert ["x"] == symbols["g"]["arguments"]
    assert r"\xi" == symbols["x"]["latex"]


def test_certificate_holds_the_verdict_with_its_evidence(result):
    """Status, witness, hypotheses, condition and each step with its reason are there."""
    (link,) = certificate(result)["links"]
    identity = link["identity"]
    assert ("refuted", "refuted") == (link["status"], link["recorded_status"])
    assert [{"name": "order", "text": "a is above b"}] == link["hypotheses"]
    assert [{"text": "a > b", "latex": "a > b", "words": "a exceeds b"}] == identity["conditions"]
    assert {"at": {"a": "2", "b": "1", "g": "x -> x"}, "lhs": "[2 +/- 0]", "rhs": "[4 +/- 0]"} == (
        identity["verdict"]["witness"])  # fmt: skip
    assert [("as given", "reflexivity"), ("said", "none")] == [
        (step["reason"], step["verdict"]["method"]) for step in identity["derivation"]
    ]
    assert {"text": "words", "latex": ""} == identity["derivation"][1]["reached"]
    assert {"refuted"} == set(certificate(result)["status_meaning"])


@pytest.mark.parametrize(
    ("point", "text", "latex"),
    [
        (0, "x*coth(x) = 1 + O(x**2) as x -> 0", r"\xi^{2}"),
        (Integer(1), "x*coth(x) = 1 + O((x - 1)**2) as x -> 1", r"(\xi - 1)^{2}"),
        (oo, "x*coth(x) = 1 + O(x**(-2)) as x -> oo", r"\xi^{-2}"),
    ],
)
def test_asymptotic_statement_says_variable_point_and_order(notation, point, text, latex):
    """The order term says to which power, of what, and where."""
    claim = Identity(x * coth(x), Integer(1), notation, Asymptotic(x, point, 2))
    assert text == statement_text(claim)
    assert statement_latex(claim).endswith(f" + O({latex})")
    asymptotic = certify(claim, proved("series"))["relation"]["asymptotic"]
    assert ("x", 2, None) == (asymptotic["variable"], asymptotic["order"], asymptotic["remainder"])


@pytest.mark.parametrize(("relation", "sign"), [(Relation.EQ, "="), (Relation.LE, r"\leq"), (Relation.NE, r"\neq")])
def test_exact_statement_shows_its_relation(notation, relation, sign):
    """An equation, an inequality and a disequation are told apart."""
    claim = Identity(a, b, notation, relation)
    assert f"a {relation} b" == statement_text(claim)
    assert f"a {sign} b" == statement_latex(claim)


def test_undeclared_symbols_are_marked():
    """A symbol without a declaration is listed as such rather than left out."""
    notation = Notation()
    notation.symbol("a")
    step = StepResult(a, "r", proved("m"))
    claim = Identity(a, a, notation)
    assert [True] == [symbol["declared"] for symbol in certify(claim, proved("m"), [step])["symbols"]]
