"""Every link of the paper gets its status by computation, and every false twin of a true one is refuted."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from sympy import Integer, Mul

from symrules import library
from symrules.derivation import Equation, Link, Status
from symrules.errors import DimensionError
from symrules.identity import Identity
from symrules.justify import Reader, check_link
from symrules.justify.expansion import without_order
from tests.derivations.mutation import false_twins

EQUATIONS: list[Equation] = [equation for section in library.sections() for equation in section.equations]
LINKS: list[tuple[str, Link]] = [
    (f"{equation.label}: {link.start} -> {link.end}", link) for equation in EQUATIONS for link in equation.links
]
TRUE = (Status.PROVED, Status.PROVED_UNDER_HYPOTHESES, Status.ASYMPTOTIC)

# What each printed relation sign of the paper is, in order, independently of what the derivations record.
PAPER = {
    "1": ["postulate", "proved_under_hypotheses", "postulate", "proved_under_hypotheses"],
    "2": ["postulate", "proved", "proved_under_hypotheses"],
    "3": ["postulate", "postulate"],
    "4": ["postulate", "postulate"],
    "5": ["proved_under_hypotheses", "proved_under_hypotheses"],
    "6": ["proved", "proved"],
    "7": ["proved_under_hypotheses", "proved_under_hypotheses"],
    "8": ["proved", "proved"],
    "9": ["postulate", "asymptotic", "proved_under_hypotheses"],
    "10": ["postulate", "proved_under_hypotheses", "asymptotic"],
    "11": ["refuted", "proved_under_hypotheses"],
    "12": ["proved", "proved"],
    "13": ["proved_under_hypotheses"],
    "14": ["postulate", "proved_under_hypotheses"],
}


@pytest.mark.parametrize(("name", "link"), LINKS, ids=[name for name, _ in LINKS])
def test_a_link_gets_the_status_that_its_derivation_records(name: str, link: Link) -> None:
    """The status is computed, and is the recorded one."""
    result = check_link(link)
    assert result.status is link.expected, result.verdict
    assert (result.verdict.witness is not None) == (link.expected is Status.REFUTED)


@pytest.mark.parametrize("label", PAPER)
def test_the_printed_relations_of_the_paper_are_what_a_reader_finds(label: str) -> None:
    """Each relation sign of Eqs. (1)-(14) is a postulate, proved, asymptotic or refuted as in the list above."""
    equation = next(e for e in EQUATIONS if e.label == label)
    by_sides = {
        (without_order(k.statement.lhs), without_order(k.statement.rhs)): check_link(k).status for k in equation.links
    }
    found = [
        str(by_sides[without_order(left), without_order(right)])
        for (_, left), (sign, right) in pairwise(equation.members)
        if sign
    ]
    assert found == PAPER[label]


@pytest.mark.parametrize(("name", "link"), [(n, k) for n, k in LINKS if k.expected in TRUE],
                         ids=[n for n, k in LINKS if k.expected in TRUE])  # fmt: skip
def test_every_false_twin_of_a_true_link_is_refuted(name: str, link: Link) -> None:
    """A sign, a factor or an exponent changed in the statement: refuted with a witness, or not even dimensional."""
    twins = list(false_twins(link))
    assert len(twins) >= 1
    for mutation, twin in twins:
        if twin is not None:
            result = check_link(twin)
            assert result.status is Status.REFUTED, f"{mutation}: {result.verdict}"
            assert result.verdict.witness is not None


def test_a_twin_that_is_still_true_is_still_proved() -> None:
    """The mutations are what refutes: multiplying the right side by one changes nothing."""
    link = next(link for name, link in LINKS if name.startswith("6: response"))
    statement = link.statement
    same = Identity(statement.lhs, Mul(Integer(1), statement.rhs, evaluate=False), statement.notation)
    result = check_link(Link(link.start, link.end, same, Status.PROVED, link.proof))
    assert result.status is Status.PROVED


def test_every_equation_of_the_paper_is_there() -> None:
    """Eqs. (1) to (14), each once."""
    labels = [equation.label for equation in EQUATIONS]
    assert [label for label in labels if label.isdigit()] == [str(n) for n in range(1, 15)]
    assert len(set(labels)) == len(labels)


def test_the_reading_with_temperature_squared_cannot_be_stated() -> None:
    """Without a unit of temperature, T k_B Theta**2 is not an energy."""
    contact = next(e for e in EQUATIONS if e.label == "10").notation
    with pytest.raises(DimensionError, match="temperature"):
        Reader(contact).claim("DN = L*n/(2*e_F)*(T*k_B*Theta**2 + T*(1 - T)*e*V)")


@pytest.mark.parametrize(
    "text",
    [
        "DN = L*n/(2*e_F)*T**2*Theta",
        "DN = L*n/(2*e_F)*(k_B*Theta + T*(1 - T)*V)",
        "CSR = k_B*Theta/2",
        "CSR*x = exp(k_B*Theta)",
        "CSR*x = coth(e*V/Theta)",
        "CSR*x = log(e_F)",
    ],
)
def test_a_dropped_factor_is_an_error_at_once(text: str) -> None:
    """Dimension is checked when a statement is made, before anything is decided."""
    contact = next(e for e in EQUATIONS if e.label == "10").notation
    with pytest.raises(DimensionError):
        Reader(contact).claim(text)


def test_importing_the_derivations_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files state and record; proofs run only when they are asked for."""
    from symrules.decide import decision

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a derivation decided something while it was imported")

    monkeypatch.setattr(decision, "decide_here", refuse)
    for name in [m for m in sys.modules if m.startswith("symrules.derivations")]:
        monkeypatch.delitem(sys.modules, name)
    assert len(library.sections()) >= 7
