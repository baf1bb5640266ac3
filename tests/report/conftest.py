"""Hand-made results: one link of each status, on the bracket of a two-terminal conductor."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import Function, Integer, Rational, Symbol, coth

from symrules.derivation import (
    Curve,
    Equation,
    EquationResult,
    Figure,
    Hypothesis,
    Link,
    LinkResult,
    Section,
    Status,
    StepResult,
)
from symrules.identity import Asymptotic, Condition, Identity, Relation
from symrules.notation import Notation
from symrules.verdict import Witness, proved, refuted, undecided

NOTATION = Notation("two terminals")
T = NOTATION.symbol("T", r"\mathcal{T}", "1", "[0, 1]", "transmission")
x = NOTATION.symbol("x", "", "1", "real", "half the voltage over the temperature, $eV/2k_BT$")
dU = NOTATION.symbol("dU", r"\frac{dU_0}{dn}", "energy*length", "real", "slope of the mean field")
n_mu = NOTATION.symbol(
    "n_mu", r"\frac{\partial n}{\partial\mu}", "number/energy/length", "positive", "states per energy"
)
NOTATION.function("f", ("x",), "f", "1", "real", "any distribution")
f = Function("f")

BRACKET = T**2 + T * (1 - T) * x * coth(x)
EXPANDED = T + T * (1 - T) * x**2 / 3
NEUTRAL = Hypothesis("neutrality", "the number of carriers does not depend on the current")
POINT = Witness((("T", "1/2"), ("x", "1")), "[0.82825882 +/- 4.1e-9]", "[0.83333333 +/- 3.4e-9]")


def _postulate() -> tuple[Link, LinkResult]:
    link = Link("N", "constant", Identity(f(x), f(-x), NOTATION, label="3"), Status.POSTULATE, hypotheses=(NEUTRAL,))
    verdict = undecided("postulate", "physics, which is assumed")
    return link, LinkResult(link, Status.POSTULATE, verdict)


def _expansion() -> tuple[Link, LinkResult]:
    order = Asymptotic(x, 0, 4, T * (1 - T) * x**4 / 45)
    link = Link("line 1", "line 2", Identity(BRACKET, EXPANDED, NOTATION, order, label="10", source="Eq. (10)"),
                Status.ASYMPTOTIC, remark="For fixed 𝒯; the next term is −x⁴/45.")  # fmt: skip
    verdict = proved("series", side_conditions=("x != 0",), evidence=("two routes agree",))
    steps = (StepResult(BRACKET, "as written", verdict), StepResult(EXPANDED, "expanding coth x at x → 0", verdict))
    return link, LinkResult(link, Status.ASYMPTOTIC, verdict, steps)


def _false() -> tuple[Link, LinkResult]:
    link = Link("left", "right", Identity(BRACKET, EXPANDED, NOTATION, label="11"), Status.REFUTED)
    return link, LinkResult(link, Status.REFUTED, refuted("balls", POINT))


def _conditional() -> tuple[Link, LinkResult]:
    stable = Condition(1 + dU * n_mu, Relation.NE, Integer(0), "stability")
    claim = Identity(n_mu / (1 + dU * n_mu), n_mu * (1 - dU * n_mu / (1 + dU * n_mu)), NOTATION, where=(stable,))
    link = Link("(12)", "(13)", claim, Status.PROVED_UNDER_HYPOTHESES)
    return link, LinkResult(link, Status.PROVED_UNDER_HYPOTHESES, proved("normal form", hypotheses=("stability",)))


def _exact() -> tuple[Link, LinkResult]:
    link = Link("γ", "1", Identity(BRACKET.subs(T, 1), Integer(1), NOTATION), Status.PROVED)
    return link, LinkResult(link, Status.PROVED, proved("normal form"))


def _open() -> tuple[Link, LinkResult]:
    link = Link("f", "g", Identity(f(x), f(2 * x), NOTATION), Status.PROVED)
    return link, LinkResult(link, Status.UNDECIDED, undecided("rules", "f is unknown; name its law"))


def _equation(label: str, title: str, section: str, members: tuple, *pairs: tuple[Link, LinkResult]) -> EquationResult:
    links = tuple(link for link, _ in pairs)
    equation = Equation(label, title, NOTATION, members, links, section, "As printed.")
    return EquationResult(equation, tuple(result for _, result in pairs))


@pytest.fixture
def results() -> list[EquationResult]:
    """Equations with one link of each status, the undecided one not as recorded."""
    return [
        _equation("3", "Neutrality", "Basics", (("", f(x)), ("=", f(-x))), _postulate()),
        _equation("10", "ΔN at a bias: 50% & more", "Two terminals",
                  (("", BRACKET), ("=", EXPANDED), ("", T), ("=", T)), _expansion(), _false()),
        _equation("13", "Response", "Two terminals", (("", n_mu), ("=", n_mu)), _conditional(), _exact()),
        _equation("open-1", "An open question", "Beyond", (), _open()),
    ]  # fmt: skip


@pytest.fixture
def recorded(results: list[EquationResult]) -> list[EquationResult]:
    """The same without the undecided equation: every status as recorded."""
    return results[:-1]


@pytest.fixture
def figure() -> Figure:
    """An exact curve with its truncation and the band that encloses it, from x = 0, where coth is written as 0/0."""
    exact = BRACKET.subs(T, Rational(1, 2))
    truncated = EXPANDED.subs(T, Rational(1, 2))
    curves = (Curve(r"$\mathcal{T}=1/2$", exact),
              Curve(r"to $x^2$", truncated, dashed=True, lower=truncated - x**4 / 180, upper=truncated))  # fmt: skip
    return Figure("ratio", "The ratio", Symbol("x"), Fraction(0), Fraction(2), r"$x$", r"$b$", curves, points=21)


@pytest.fixture
def sections(results: list[EquationResult], figure: Figure) -> list[Section]:
    """The equations in one section, with the figure."""
    return [Section("All", tuple(result.equation for result in results), figures=(figure,))]
