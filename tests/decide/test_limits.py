"""Limits: inside one another, of cases, under integral signs; and what generic parameters leave out.

The values expected are from hand algebra; `test_values_are_those_of_mpmath` takes them near the point by mpmath.
"""

from __future__ import annotations

import mpmath
import pytest

from symrules import prove

REAL = dict.fromkeys(("x", "w", "V", "a", "b"), "real") | {"q": "positive", "k": "positive", "p": "positive"}
LINDHARD = "log(Abs((w**2-(q**2-p*q)**2)/(w**2-(q**2+p*q)**2)))/q"


def verdict(statement, where=(), **symbols):
    """The verdict on a statement in real symbols, of which some are declared otherwise."""
    return prove(statement, where=list(where), symbols=REAL | symbols)


def outcome(statement, where=(), **symbols):
    return str(verdict(statement, where, **symbols).outcome)


# (a limit, its value, a wrong value)
VALUES = [
    # one inside another: w tends to its point at each q beside the outer one
    (f"Limit(Limit({LINDHARD}, w, 0), q, 0)", "-4/p", "-2/p"),
    ("Limit(Limit(w/(w+q), w, 0), q, 0)", "0", "1"),
    ("Limit(Limit(w/(w+q), q, 0), w, 0)", "1", "0"),
    ("Limit(Limit(Abs(w-q)/(w-q), w, 0), q, 0, '+')", "-1", "1"),
    ("Limit(Limit(Abs(w-q)/(w-q), q, 0), w, 0, '+')", "1", "-1"),
    ("Limit(Limit(Abs(w-b)/(w-b), w, 0), b, 0, '-')", "1", "-1"),
    ("Limit(Limit(w/(w+q-p), w, 0), q, 0)", "0", "1"),
    # by continuity, where the sign under the modulus is not known
    ("Limit(log(Abs(w**2 + p**2 + a**2 - 2*a*p*cos(w))), w, 0)", "log((a - p)**2)", "log((a + p)**2)"),
    # cases: the point itself is not looked at, the side is
    ("Limit(Piecewise((4*k, V == 0), (2*V*coth(V/k), True)), V, 0, '+-')", "2*k", "4*k"),
    ("Limit(Piecewise((1, V != 0), (2, True)), V, 0, '+-')", "1", "2"),
    ("Limit(Piecewise((k, V > 0), (2*k, True)), V, 0, '+')", "k", "2*k"),
    ("Limit(Piecewise((k, V > 0), (2*k, True)), V, 0, '-')", "2*k", "k"),
    ("Limit(Piecewise((V**2, V > -1), (V + 1, True)), V, 0, '+-')", "0", "1"),
    ("Limit(Piecewise((V**2, V > p), (V + 1, True)), V, 0, '+-')", "1", "0"),
    ("Limit(Piecewise((k, sin(V) > 0), (2*k, True)), V, 0, '-')", "2*k", "k"),
    ("Limit(Piecewise((V**2, V > 0), (V, True)), V, 0, '+-')", "0", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "value", "wrong"), VALUES)
def test_limits_have_their_values(limit, value, wrong):
    """The right value is proved, the wrong one refuted."""
    assert outcome(f"{limit} = {value}") == "proved"
    assert outcome(f"{limit} = {wrong}") == "refuted"


def test_the_values_are_those_of_mpmath():
    """The iterated limits, taken at tiny arguments of which the inner one is far the smaller."""
    with mpmath.workdps(60):
        q, w, p = mpmath.mpf(10) ** -8, mpmath.mpf(10) ** -30, mpmath.mpf(3)
        lindhard = mpmath.log(abs((w**2 - (q**2 - p * q) ** 2) / (w**2 - (q**2 + p * q) ** 2))) / q
        assert abs(lindhard + 4 / p) < 1e-7
        assert abs(abs(w - q) / (w - q) + 1) < 1e-20
        assert abs(2 * q * mpmath.coth(q / 5) - 2 * 5) < 1e-7


NOT_KNOWN = [
    # the inner limit is infinite
    "Limit(Limit(log(Abs(w**2 - a**2 + a**2)), w, 0), q, 0) = 0",
    # the side on which the case changes is that of a parameter
    "Limit(Piecewise((1, a*V > 0), (2, True)), V, 0) = 2",
    # a cut
    "Limit(sqrt(z + w), w, 0) = sqrt(z) + 1",
]


@pytest.mark.parametrize("statement", NOT_KNOWN)
def test_what_is_not_continuous_is_not_taken_for_it(statement):
    """Nothing is proved."""
    assert outcome(statement, z="complex") != "proved"


@pytest.mark.parametrize(("limit", "above", "below"), [
    ("Limit(4*k*Abs(V)/V, V, 0, '+-')", "4*k", "-4*k"),
    ("Limit(1/V, V, 0, '+-')", "oo", "-oo"),
    ("Limit(Piecewise((k, V > 0), (2*k, True)), V, 0, '+-')", "k", "2*k"),
])  # fmt: skip
def test_one_sided_limits_that_differ_are_both_named(limit, above, below):
    """There is no value that could be right or wrong."""
    for value in ("4*k", "-4*k", "0"):
        found = verdict(f"{limit} = {value}")
        assert str(found.outcome) == "undecided"
        assert found.reason == f"the limit at V = 0 does not exist: {above} from above, {below} from below"


def test_sides_that_agree_for_some_parameter_are_not_said_to_differ():
    """a|V|/V has a limit where a = 0."""
    assert "does not exist" not in verdict("Limit(a*Abs(V)/V, V, 0, '+-') = 4").reason


# -- under integral signs

F, G = "1/(exp((E-mu)/k)+1)", "1/(exp((E-mu-V)/k)+1)"
INTEGRALS = {"E": "real", "mu": "real", "T(E)": "[0, 1]"}

DOMINATED = [
    (f"T(E)*{G}*(1-{G})", f"T(E)*{F}*(1-{F})", "(E, -oo, oo)"),
    (f"T(E)*({G}-{F})**2 + T(E)**2*({G}-{F})", "0", "(E, -oo, oo)"),
    (f"T(E)*{G}", f"T(E)*{F}", "(E, 0, oo)"),
    (f"T(E)*(1-{G})", f"T(E)*(1-{F})", "(E, -oo, mu)"),
    ("T(E)*E**2/cosh(E-V)**2", "T(E)*E**2/cosh(E)**2", "(E, -oo, oo)"),
    ("T(E)*(1-tanh(E-V)**2)", "T(E)/cosh(E)**2", "(E, -oo, oo)"),
]


@pytest.mark.parametrize(("integrand", "at_zero", "over"), DOMINATED)
def test_a_limit_goes_under_a_dominated_integral(integrand, at_zero, over):
    """An unknown transmission between 0 and 1 times what decays exponentially, for all V close to 0."""
    right = "0" if at_zero == "0" else f"Integral({at_zero}, {over})"
    found = verdict(f"Limit(Integral({integrand}, {over}), V, 0, '+-') = {right}", **INTEGRALS)
    assert found.proved, found
    twice = "Integral(T(E)/cosh(E)**2, (E, -oo, oo))" if at_zero == "0" else f"2*{right}"
    assert outcome(f"Limit(Integral({integrand}, {over}), V, 0, '+-') = {twice}", **INTEGRALS) != "proved"


NOT_DOMINATED = [
    # mass that escapes: with T = 1 the left side is 1, or 2
    ("V*T(E)*exp(-V*E)", "0", "(E, 0, oo)"),
    ("T(E)/cosh(E-1/V)**2", "0", "(E, -oo, oo)"),
    # no decay at one end
    (f"T(E)*{G}", f"T(E)*{F}", "(E, -oo, oo)"),
    (f"T(E)*(1-{G})", f"T(E)*(1-{F})", "(E, 0, oo)"),
    # no bound, or no continuity, of the unknown
    (f"U(E)*{G}*(1-{G})", f"U(E)*{F}*(1-{F})", "(E, -oo, oo)"),
    ("T(E+V)/cosh(E)**2", "T(E)/cosh(E)**2", "(E, -oo, oo)"),
    # a denominator that may vanish
    ("T(E)*E*(coth(E+V)-1)", "T(E)*E*(coth(E)-1)", "(E, 0, oo)"),
]


@pytest.mark.parametrize(("integrand", "at_zero", "over"), NOT_DOMINATED)
def test_a_limit_does_not_go_under_other_integrals(integrand, at_zero, over):
    """Nothing is proved where no integrable bound is known."""
    right = "0" if at_zero == "0" else f"Integral({at_zero}, {over})"
    symbols = INTEGRALS | {"U(E)": "positive"}
    assert outcome(f"Limit(Integral({integrand}, {over}), V, 0) = {right}", **symbols) != "proved"


def test_mass_escapes_by_mpmath():
    """The integral of V exp(-V E) over E > 0 is 1 for every V > 0."""
    for v in (1, 0.1, 0.01):
        assert abs(mpmath.quad(lambda e, v=v: v * mpmath.exp(-v * e), [0, mpmath.inf]) - 1) < 1e-9


# -- what generic parameters leave out

FALSE_AT_A_POINT = [
    ("Limit(x/(x+a), x, 0) = 0", {}, "a = 0"),
    ("Limit(a*x/(a*x+1), x, oo) = 1", {"a": "nonnegative"}, "a = 0"),
    ("Limit(x/sqrt(x**2+a**2), x, 0, '+') = 0", {}, "a = 0"),
    ("Limit(x/(x+a-b), x, 0) = 0", {}, "a = 1, b = 1"),
    ("Limit(x/(x+a-b), x, 0) = 0", {"a": "[1, 2]", "b": "[2, 3]"}, "b = 2"),
    ("Limit(x/(x+n), x, 0) = 0", {"n": "integer"}, "n = 0"),
    ("Limit(Limit(w/(w+a*q), w, 0), q, 0) = 0", {}, "a = 0"),
    ("Limit(1/(1+I*x*a), x, oo) = 0", {}, "a = 0"),
]


@pytest.mark.parametrize(("statement", "symbols", "at"), FALSE_AT_A_POINT)
def test_a_claim_that_fails_for_one_parameter_only_is_refuted_there(statement, symbols, at):
    """The generic value is right, but the domain holds a point where both sides are defined and differ."""
    found = verdict(statement, **symbols)
    assert str(found.outcome) == "refuted"
    assert at in str(found.witness)


TRUE_EVERYWHERE = [
    ("Limit(a*x/(x+a), x, 0) = 0", {}),
    ("Limit(a*b*x/(x+a*b), x, 0) = 0", {}),
    ("Limit(x/(x+a), x, 0) = Limit(x**2/(x**2+a**2), x, 0)", {}),
    ("Limit(x/(x+a-5), x, 0) = 0", {"a": "[1, 2]"}),
    ("Limit(x/(x+a-b), x, 0) = 0", {"a": "[1, 2)", "b": "[2, 3]"}),
    ("Limit(x/(x+n-1/2), x, 0) = 0", {"n": "integer"}),
    ("Limit(x/(x+n**2-2), x, 0) = 0", {"n": "integer"}),
]


@pytest.mark.parametrize(("statement", "symbols"), TRUE_EVERYWHERE)
def test_a_condition_that_is_not_needed_is_dropped(statement, symbols):
    """The claim holds, or there is no point, where the condition fails."""
    found = verdict(statement, **symbols)
    assert (str(found.outcome), found.side_conditions) == ("proved", ())


@pytest.mark.parametrize(("statement", "symbols", "conditions"), [
    ("Limit(sin(a*x)/(b*x), x, 0) = a/b", {}, ("b != 0",)),
    ("Limit((exp(a*x)-1)/(exp(b*x)-1), x, 0) = a/b", {}, ("b != 0",)),
])  # fmt: skip
def test_a_condition_stays_where_nothing_is_said_without_it(statement, symbols, conditions):
    """The sides have no value there."""
    found = verdict(statement, **symbols)
    assert (str(found.outcome), found.side_conditions) == ("proved", conditions)


def test_an_excluded_case_that_is_not_decided_leaves_the_claim_undecided():
    """At a**2 = 2 the limit is 1, not 0; that root is not put into the claim."""
    found = verdict("Limit(x/(x+a**2-2), x, 0) = 0")
    assert str(found.outcome) == "undecided"
    assert found.reason.startswith("it holds provided that")


@pytest.mark.parametrize(("statement", "order", "symbols", "expected"), [
    ("x/(x+a) = 0", 1, {}, ("refuted", ())),
    ("a*x/(x+a) = x", 2, {}, ("refuted", ())),
    ("x/(x+a) = 0", 1, {"a": "nonzero"}, ("proved", ())),
    ("x/(x+a) = x/a", 2, {}, ("proved", ("a != 0",))),
    ("1/(x**2+a**2) = 1/a**2", 2, {}, ("proved", ("a != 0",))),
    ("x**2*a/(x+a) = 0", 2, {}, ("proved", ())),
])  # fmt: skip
def test_expansions_are_decided_for_all_parameters(statement, order, symbols, expected):
    """Where the expansion differs for one parameter, the claim is looked at there by itself."""
    found = prove(statement, asymptotic=("x", 0, order), symbols=REAL | symbols)
    assert (str(found.outcome), found.side_conditions) == expected


@pytest.mark.parametrize("statement", [
    "Limit((x + I*p*x)/(I*p*x + x**2), x, 0) = (1 + I*p)/(I*p)",
    "Limit((1 + I/(x*p))/(1 + 2*I/(x*p)), x, 0) = 1/2",
    f"Limit(Limit({LINDHARD}, w, 0), q, 0) = -4/p",
])  # fmt: skip
def test_conditions_are_on_parameters(statement):
    """No number and no bound variable stands in a side condition."""
    found = verdict(statement)
    assert (str(found.outcome), found.side_conditions) == ("proved", ())
