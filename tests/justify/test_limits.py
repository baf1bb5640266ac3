"""Limits under an integral sign, limiting values, improper integrals."""

from __future__ import annotations

import pytest

from symrules.derivation import Status
from symrules.errors import DerivationError
from symrules.justify import improper_integral, limit_under_integral, limiting_value, using
from tests.justify.setting import derive, is_proved, read


def test_a_limit_goes_under_an_integral_with_its_condition_named() -> None:
    """Dominated convergence is granted by the reader, and named."""
    before, after = "Limit(Integral(g(x, t), (x, 0, 1)), t, 0)", "Integral(Limit(g(x, t), t, 0), (x, 0, 1))"
    result = derive(f"{before} = {after}", read.calc(before).then(after, limit_under_integral))
    assert result.status is Status.PROVED
    assert "the integrand is dominated by an integrable function" in result.verdict.side_conditions


@pytest.mark.parametrize(
    "before",
    ["Limit(Integral(x, (x, 0, t)), t, 0)", "Limit(Integral(1 + t, (t, 0, 1)), t, 0)", "Integral(x, (x, 0, 1))"],
)
def test_a_limit_that_does_not_reach_the_integrand_alone_is_refused(before: str) -> None:
    """The range depends on t, t is bound, there is no limit."""
    with pytest.raises(DerivationError):
        derive(f"{before} = 1", read.calc(before).then("1", limit_under_integral))


def test_a_moving_bump_is_not_lost() -> None:
    """a exp(-a x) has the limit 0 at every x > 0, and the integral 1."""
    before = "Limit(Integral(a*exp(-a*x), (x, 0, 1)), a, oo)"
    proof = read.calc(before).then("Integral(Limit(a*exp(-a*x), a, oo), (x, 0, 1))", limit_under_integral).then("0")
    assert not is_proved(derive(f"{before} = 0", proof))


def test_a_limiting_value_proves_a_limit() -> None:
    """The chain begins at 1/(1 + s), and what is shown is its limit."""
    proof = read.calc("1/(1 + s)").then("1", limiting_value("s", 0))
    assert is_proved(derive("Limit(1/(1 + s), s, 0, '+-') = 1", proof))


def test_a_limiting_value_proves_no_equality() -> None:
    """1/(1 + s) is not 1."""
    assert not is_proved(derive("1/(1 + s) = 1", read.calc("1/(1 + s)").then("1", limiting_value("s", 0))))


def test_a_wrong_limiting_value_is_not_accepted() -> None:
    """(x coth x - 1)/x**2 tends to 1/3 and not to minus infinity or 1/6."""
    text = "(x*coth(x) - 1)/x**2"
    right, wrong = (read.calc(text).then(v, limiting_value("x", 0)) for v in ("1/3", "1/6"))
    assert is_proved(derive(f"Limit({text}, x, 0, '+-') = 1/3", right))
    assert not is_proved(derive(f"Limit({text}, x, 0, '+-') = 1/6", wrong))


def test_a_limit_does_not_treat_a_dependent_quantity_as_fixed() -> None:
    """s x**2 with s = 1/x**2 is 1, and its limit is not 0."""
    s = read.rule("s = 1/x**2")
    proof = read.calc("h/h").then("s*x**2", using(s)).then("0", limiting_value("x", 0))
    assert not is_proved(derive("Limit(1, x, 0, '+-') = 0", proof))


def test_an_improper_integral_is_the_limit_of_its_range() -> None:
    """By definition, with integrability granted."""
    before, after = "Limit(Integral(f(s), (s, 0, t)), t, oo)", "Integral(f(s), (s, 0, oo))"
    result = derive(f"{before} = {after}", read.calc(before).then(after, improper_integral))
    assert is_proved(result)
    assert "the integrand is absolutely integrable" in result.verdict.side_conditions


@pytest.mark.parametrize(
    "before",
    [
        "Limit(Integral(f(s*t), (s, 0, t)), t, oo)",
        "Limit(Integral(f(s), (s, 0, 2*t)), t, oo)",
        "Limit(Integral(Integral(exp(-s), (s, 0, t)), (t, 0, 1)), t, oo)",
        "Limit(Integral(f(s), (s, 0, t)), t, 0)",
    ],
)
def test_what_is_no_improper_integral_is_refused(before: str) -> None:
    """The integrand moves, the end is another one, t is bound, the limit is at 0."""
    with pytest.raises(DerivationError):
        derive(f"{before} = 1", read.calc(before).then("1", improper_integral))
