"""General terms: summed to 60 digits against mpmath, and never invented."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import pytest
import sympy
from flint import fmpq
from mpmath import mp
from sympy import (
    E,
    EulerGamma,
    I,
    LambertW,
    Rational,
    acos,
    asin,
    asinh,
    atan,
    atanh,
    besseli,
    besselj,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    erfc,
    exp,
    gamma,
    log,
    loggamma,
    oo,
    pi,
    polygamma,
    polylog,
    sec,
    sech,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)  # fmt: skip

from symrules.notation import Notation
from symrules.series import expand, special_terms, termwise
from symrules.series.families import FAMILIES, K, bessel_family, binomial_family, satisfies_recurrence
from tests.series import oracle

x, a, b, T, s = symbols("x a b T s")
H = Rational(1, 2)
VALUES = {a: Rational(3, 2), b: Rational(2, 3), T: Rational(1, 3), s: Rational(7, 4)}

SUMMED = [
    (f, 0)
    for f in (
        1 / (1 - x), 1 / (2 + 3 * x), 1 / (1 - a * x) ** 2, 1 / (1 + x**2) ** 4, 1 / (x - x**2), sqrt(1 - x**2),
        sqrt(2 + x**3),
        (1 + x) ** Rational(-2, 3), (1 + b * x) ** a, (a + x) ** b, log(1 + a * x), log(2 - x) * x, log(1 + x**2),
        exp(a * x),
        exp(-(x**2)), exp(x + 1) / x, 2**x, sin(a * x), cos(2 * x) / x, sinh(x), cosh(3 * x), tan(x), cot(x), sec(x),
        csc(x),
        tanh(x / 2), coth(x), sech(x), csch(2 * x), x * coth(a * x), x * cosh(x) / sinh(x), atan(x**2), atanh(x / 2),
        asin(x), acos(2 * x), asinh(x / 3), erf(x), erfc(2 * x), LambertW(x / 4), sin(x) ** 2, cos(x) ** 3,
        x * sinh(x) ** 2,
        sin(x) * cos(2 * x), exp(x) * sin(x), exp(x) * sinh(2 * x), cosh(x) * cos(x), tanh(x) ** 2, 1 / cosh(x) ** 2,
        x**2 / sinh(x) ** 2, 1 / sin(x) ** 2, tan(x) ** 2, coth(x) ** 2, x / (exp(x) - 1), 1 / (exp(x) + 1),
        1 / (exp(a * x) - 1), 1 / (exp(-2 * x) + 1), x**2 * exp(x) / (exp(x) - 1) ** 2, exp(x) / (exp(x) + 1) ** 2,
        1 / (exp(x) - 1) ** 3, 1 / (2 * exp(x) + 3), exp(-x) / (1 + exp(-x)), log(1 + exp(x)), log(2 * cosh(x / 2)),
        log(sinh(x) / x), log(cos(x)), log(x / sin(x)), log(1 + 2 * exp(-x)), polygamma(0, 1 + x), polygamma(0, x),
        polygamma(1, H + x), polygamma(2, 3 - x), loggamma(1 + x), loggamma(H + 2 * x / 5),
        loggamma(Rational(4, 3) + x),
        polylog(2, x), polylog(Rational(3, 2), -x), polylog(s, x / 2), polylog(3, -exp(x) / 2), polylog(2, -exp(x)),
        besselj(0, x), besselj(3, 2 * x), besselj(-1, x), besseli(1, a * x), besseli(0, x**2), besseli(H, x),
        besselj(Rational(1, 3), x), T + T * (1 - T) * (x * coth(x) - 1), x**2 * exp(x) + sin(x) - 3, sqrt(x) * exp(x),
        cos(sqrt(x)), (x**2 + 3) / (x**3 - 2), (1 + x) ** 7 / (1 - x) ** 3, exp(x) ** 2 * (1 + x), (cos(x) - 1) / x**2,
    )
] + [
    (sin(x), pi), (cos(x), 1), (exp(x), a), (tan(x), pi), (tan(x), pi / 2), (csc(x), pi / 2), (sec(x), 3 * pi / 2),
    (sinh(x), 1), (tanh(x), 1), (coth(x), 2), (tanh(x), I * pi / 2), (sech(x), I * pi / 2), (csch(x), I * pi),
    (1 / (exp(x) + 1), 2), (1 / (exp(x) - 1), 1), (1 / (exp(x) + 1), I * pi), (log(1 + exp(x)), 1), (log(x), 2),
    (x**a, 2), (1 / x, -2), (sqrt(x), 4), (polygamma(0, x), -2), (polygamma(1, x), Rational(1, 3)), (loggamma(x), 3),
    (x**3 * exp(x), 1), (cosh(x) * sinh(x), H), (1 / (1 + x), oo), (exp(1 / x), oo), (log(1 + 1 / x), oo),
    (x * sin(1 / x), oo),
    (sqrt(x**2 + x), oo),
]  # fmt: skip


def declared():
    notation = Notation()
    for name in ("a", "b", "s"):
        notation.symbol(name, domain="positive")
    return notation


@pytest.mark.parametrize(("expression", "point"), SUMMED, ids=str)
def test_the_sum_of_the_general_term_is_the_function(expression, point):
    """A hundred terms at a distance 1/32 leave less than 1e-60."""
    general = expand(expression, x, point, 3, notation=declared()).general_term
    with mp.workdps(90):
        values = {symbol: mpmath.mpf(int(v.p)) / int(v.q) for symbol, v in VALUES.items()}
        centre = mpmath.mpf(0) if point == oo else oracle.evaluate(sympy.sympify(point), values)
        values[x] = 1 / mpmath.mpf(1) * 32 if point == oo else centre + mpmath.mpf(1) / 32
        total = oracle.evaluate(sympy.sympify(general.polynomial), values)
        for k in range(100):
            total += oracle.evaluate(sympy.sympify(general.term(k)), values)
        truth = oracle.evaluate(expression, values)
        assert abs(total - truth) <= mpmath.mpf(10) ** -60 * max(1, abs(truth))


@pytest.mark.parametrize(("expression", "text"), [
    (1 / (1 - x), "Sum(x**k, (k, 0, oo))"),
    (x / (exp(x) - 1), "-x/2 + Sum(x**(2*k)*bernoulli(2*k)/factorial(2*k), (k, 0, oo))"),
    (polylog(s, x), "Sum(x**k/k**s, (k, 1, oo))"),
    (loggamma(1 + x), "-EulerGamma*x + Sum((-1)**k*x**k*zeta(k)/k, (k, 2, oo))"),
    (log(1 + a * x), "Sum((-1)**k*a**(k + 1)*x**(k + 1)/(k + 1), (k, 0, oo))"),
    (besselj(0, x), "Sum((-1/4)**k*x**(2*k)/factorial(k)**2, (k, 0, oo))"),
    (1 + x + x**2, "x**2 + x + 1, a finite sum"),
    (exp(log(1 + x)), "x + 1, a finite sum"),
])  # fmt: skip
def test_the_general_term_as_it_is_printed(expression, text):
    """Bases with the exponent k are gathered; a finite sum says that it is one."""
    assert str(expand(expression, x, 0, 4).general_term) == text


def test_a_polynomial_is_whole_below_its_degree():
    """The finite sum does not stop at the order of the expansion."""
    general = expand(x**5 - 2 * x, x, 1, 2).general_term
    assert general.finite
    assert sympy.expand(general.polynomial - x**5 + 2 * x) == 0


@pytest.mark.parametrize("expression", [
    exp(x) * tan(x), exp(sin(x)), gamma(1 + x), 1 / (x - sin(x)), sqrt(1 + x + x**2 * sin(x)), log(1 + sin(x)),
    sin(exp(x)),
    tanh(x + x**2), besselj(0, x) ** 2, exp(x) * log(1 + x), polylog(2, x + x**2),
], ids=str)  # fmt: skip
def test_no_general_term_is_invented(expression):
    """Where no rule reaches, there is none."""
    assert expand(expression, x, 0, 4).general_term is None


@pytest.mark.parametrize("change", [{"term": FAMILIES["exp(u)"].term * 2}, {"offset": 1},
                                    {"term": FAMILIES["cosh(u)"].term}])  # fmt: skip
def test_a_wrong_family_gives_no_general_term(monkeypatch, change):
    """The expansion's own coefficients do not agree with it."""
    wrong = replace(FAMILIES["exp(u)"], **change)
    assert expand(exp(x), x, 0, 4).general_term is not None
    monkeypatch.setitem(FAMILIES, "exp(u)", wrong)
    assert expand(exp(x), x, 0, 4).general_term is None


def test_a_wrong_rule_gives_no_general_term(monkeypatch):
    """An addition theorem with a wrong sign is noticed, and so is a wrong derivative."""
    monkeypatch.setitem(special_terms._TURNS, "tan", (("tan", 1), ("cot", 1)))
    assert expand(tan(x), x, pi / 2, 4).general_term is None
    monkeypatch.setitem(special_terms._SQUARES, ("tanh", 2), ("tanh", 1, 1))
    assert expand(tanh(x) ** 2, x, 0, 4).general_term is None


def test_a_wrong_product_gives_no_general_term(monkeypatch):
    """A product that forgets a factor is noticed."""
    right = termwise.Rules.scaled
    monkeypatch.setattr(termwise.Rules, "scaled", lambda self, v, c, p=0: right(self, v, c * fmpq(2), p))
    assert expand(x * exp(x), x, 0, 4).general_term is None


@pytest.mark.parametrize("family", [
    *(bessel_family(n, modified) for n in (0, 1, 4) for modified in (False, True)),
    *(binomial_family(fmpq(p, q)) for p, q in ((-1, 1), (-3, 1), (-9, 1), (1, 2), (-2, 3))),
], ids=lambda f: f.name)  # fmt: skip
def test_families_with_a_parameter_solve_their_recurrences(family):
    """The list in FLINT solves the recurrence, and the closed form in k gives the list."""
    assert satisfies_recurrence(family, 24)
    closed, k = family.coefficients(20), K
    for index in range(8):
        value = closed[family.step * index + family.offset]
        assert family.term.subs(k, index) == Rational(int(value.p), int(value.q))


def test_a_wrong_bessel_family_fails_its_recurrence():
    """One coefficient with a changed sign is noticed."""
    family = bessel_family(1, False)
    wrong = replace(family, coefficients=lambda n: [-c if j == 4 else c for j, c in enumerate(family.coefficients(n))])
    assert not satisfies_recurrence(wrong, 12)


def test_a_general_term_can_be_asked_for_late():
    """The budget of the expansion is not that of what is asked of it later."""
    series = expand(x * coth(x), x, 0, 8)
    series.setting.table.clock.end = 0.0
    assert series.general_term is not None
    assert series.remainder(2).bound == x**4 / 45


def test_constants_are_in_closed_form():
    """ψ(1) = −γ, and e at the point 1."""
    assert expand(polygamma(0, x), x, 1, 2).general_term.polynomial == -EulerGamma
    assert expand(exp(x), x, 1, 2).general_term.term(0) == E


@pytest.mark.parametrize(("expression", "variable", "text"), [
    ("1/(exp(k) - 1)", "k", "-1/2 + Sum(k**(2*m - 1)*bernoulli(2*m)/factorial(2*m), (m, 0, oo))"),
    ("exp(k*x)", "x", "Sum(k**m*x**m/factorial(m), (m, 0, oo))"),
    ("exp(k*m*x)", "x", "Sum(x**n*(k*m)**n/factorial(n), (n, 0, oo))"),
    ("k + exp(x)", "x", "k + Sum(x**m/factorial(m), (m, 0, oo))"),
])  # fmt: skip
def test_the_index_is_no_symbol_of_the_expression(expression, variable, text):
    """A variable or a parameter k, the usual name of a wave number, leaves another letter for the index."""
    k, m = symbols("k m")
    tree = sympy.sympify(expression)
    general = expand(tree, sympy.Symbol(variable), 0, 6).general_term
    assert general.index not in tree.free_symbols
    at = {k: Rational(1, 7), m: Rational(2, 3), x: Rational(1, 5)}
    value = general.polynomial.subs(at) + sum(general.term(j).subs(at) for j in range(24))
    assert abs(mpmath.mpf(sympy.N(value - tree.subs(at), 30))) < mpmath.mpf(10) ** -20
    assert sympy.sympify(str(general)).free_symbols == tree.free_symbols
    assert sympy.sympify(text) - sympy.sympify(str(general)) == 0
