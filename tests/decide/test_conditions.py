"""Side conditions against lists of singular points made by hand and confirmed by mpmath."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
import sympy
from sympy import I, Integer, Rational, pi

from symrules import Notation, read_expression
from symrules.decide.ball_functions import FUNCTIONS, Imprecise, Undefined
from symrules.decide.balls import evaluate
from symrules.decide.conditions import POSITIVE, Side, sides_of
from symrules.decide.facts import facts_of
from symrules.decide.satisfiable import have_a_point
from symrules.decide.singularities import NO_POLE, NONZERO, REAL
from symrules.questions import prove
from symrules.text import read_condition
from symrules.text.functions import FUNCTIONS as NAMES

Z = sympy.Symbol("z")
POLES = [Integer(0), Integer(-1), Integer(-2), Integer(-7)]
HALF = Rational(1, 2)

# a function of z, its value by mpmath, and points where it is singular: all those with |z| < 4 but for the gamma
# functions, whose poles go on
SINGULAR = [
    ("tan(z)", mpmath.tan, [pi / 2, -pi / 2]),
    ("sec(z)", mpmath.sec, [pi / 2, -pi / 2]),
    ("cot(z)", mpmath.cot, [0, pi, -pi]),
    ("csc(z)", mpmath.csc, [0, pi, -pi]),
    ("tan(I*z)", lambda z: mpmath.tan(1j * z), [I * pi / 2]),
    ("cot(I*z)", lambda z: mpmath.cot(1j * z), [0, I * pi]),
    ("tanh(z)", mpmath.tanh, [I * pi / 2, -I * pi / 2]),
    ("sech(z)", mpmath.sech, [I * pi / 2, -I * pi / 2]),
    ("coth(z)", mpmath.coth, [0, I * pi, -I * pi]),
    ("csch(z)", mpmath.csch, [0, I * pi, -I * pi]),
    ("coth(I*z)", lambda z: mpmath.coth(1j * z), [0, pi, -pi]),
    ("1/(exp(z) - 1)", lambda z: 1 / mpmath.expm1(z), [0]),
    ("1/(exp(z) + 1)", lambda z: 1 / (mpmath.exp(z) + 1), [I * pi, -I * pi]),
    ("1/tanh(z)", lambda z: 1 / mpmath.tanh(z), [0, I * pi]),
    ("log(z)", mpmath.log, [0]),
    ("1/log(z)", lambda z: 1 / mpmath.log(z), [1]),
    ("log(3, z)", lambda z: mpmath.log(3) / mpmath.log(z), [1]),
    ("z**(-1/3)", lambda z: mpmath.power(z, mpmath.mpf(-1) / 3), [0]),
    ("(z**2 - 4)**(-1)", lambda z: 1 / (z * z - 4), [2, -2]),
    ("atan(z)", mpmath.atan, [I, -I]),
    ("acot(z)", mpmath.acot, [I, -I]),
    ("atanh(z)", mpmath.atanh, [1, -1]),
    ("acoth(z)", mpmath.acoth, [1, -1]),
    ("asec(z)", mpmath.asec, [0]),
    ("acsc(z)", mpmath.acsc, [0]),
    ("asech(z)", mpmath.asech, [0]),
    ("acsch(z)", mpmath.acsch, [0]),
    ("Ei(z)", mpmath.ei, [0]),
    ("Ci(z)", mpmath.ci, [0]),
    ("li(z)", mpmath.li, [1]),
    ("gamma(z)", mpmath.gamma, POLES),
    ("gamma(1 - z)", lambda z: mpmath.gamma(1 - z), [1 - p for p in POLES]),
    ("gamma(I*z)", lambda z: mpmath.gamma(1j * z), [0, I, 2 * I]),
    ("gamma(z/2 + 1/2)", lambda z: mpmath.gamma((z + 1) / 2), [-1, -3, -5]),
    ("loggamma(z)", mpmath.loggamma, POLES),
    ("digamma(z)", mpmath.digamma, POLES),
    ("polygamma(2, z)", lambda z: mpmath.polygamma(2, z), POLES),
    ("factorial(z)", mpmath.factorial, [p - 1 for p in POLES]),
    ("factorial(z)*factorial(z - 1)", lambda z: mpmath.factorial(z) * mpmath.factorial(z - 1), POLES),
    ("factorial2(z)", mpmath.fac2, [-2, -4, -6]),
    ("harmonic(z)", mpmath.harmonic, [p - 1 for p in POLES]),
    ("beta(z, 1/2)", lambda z: mpmath.beta(z, 0.5), POLES),
    ("binomial(z, 1/2)", lambda z: mpmath.binomial(z, 0.5), [p - 1 for p in POLES]),
    ("zeta(z)", mpmath.zeta, [1]),
    ("zeta(3, z)", lambda z: mpmath.zeta(3, z), POLES),
    ("polylog(1, z)", lambda z: mpmath.polylog(1, z), [1]),
    ("polylog(-2, z)", lambda z: mpmath.polylog(-2, z), [1]),
    ("LambertW(z, -1)", lambda z: mpmath.lambertw(z, -1), [0]),
    ("bessely(1, z)", lambda z: mpmath.bessely(1, z), [0]),
    ("besselk(0, z)", lambda z: mpmath.besselk(0, z), [0]),
    ("besselj(-1/2, z)", lambda z: mpmath.besselj(-0.5, z), [0]),
    ("besseli(-1/2, z)", lambda z: mpmath.besseli(-0.5, z), [0]),
    ("rf(z, 1/2)", lambda z: mpmath.rf(z, 0.5), [-HALF, -3 * HALF]),
    ("ff(z, 1/2)", lambda z: mpmath.ff(z, 0.5), [-1, -2]),
]  # fmt: skip

REGULAR = [
    Rational(3, 7),
    Rational(13, 7),
    3,
    4,
    Rational(-3, 7),
    -Rational(17, 7),
    2 * I / 7,
    HALF + I / 3,
    -3 + 2 * I,
]

DOMAINS = {
    "real": lambda v: v.is_real,
    "positive": lambda v: v.is_positive,
    "integer": lambda v: v.is_integer,
    "[-5/2, 2]": lambda v: v.is_real and -Rational(5, 2) <= v <= 2,
    "complex": lambda _: True,
}


def sides(text, **domains):
    """The side conditions of one expression."""
    notation = Notation()
    for name, domain in domains.items():
        notation.symbol(name, domain=domain)
    return sides_of(facts_of(notation, ()), [read_expression(text, notation)])


def excludes(side: Side, point) -> bool:
    """Whether a condition does not hold at an exact point, by SymPy's values."""
    value = sympy.expand(side.expression.subs(Z, point).doit())
    if side.relation == NONZERO:
        return value == 0
    if side.relation == NO_POLE:
        return bool(value.is_integer and value <= 0)
    assert side.relation == POSITIVE
    return bool(value <= 0)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize(("text", "_", "points"), SINGULAR)
def test_singular_points_of_the_domain_are_excluded_and_no_others(text, _, points, domain):
    """The conditions of each function exclude its singular points on each domain, and keep ordinary points."""
    found = sides(text, z=domain)
    points = [sympy.sympify(p) for p in points]
    inside = [p for p in points if DOMAINS[domain](p)]
    assert [p for p in inside if not any(excludes(s, p) for s in found)] == []
    regular = [p for p in map(sympy.sympify, REGULAR) if DOMAINS[domain](p) and not _is_singular(p, text, points)]
    assert [p for p in regular if any(excludes(s, p) for s in found)] == []
    assert bool(found) <= bool(inside)


def _is_singular(point, text, points):
    """Whether a point is listed, or among poles that go on."""
    return point in points or (point.is_integer and any(name in text for name in ("gamma", "fac", "harmonic")))


@pytest.mark.parametrize(("text", "function", "points"), SINGULAR)
def test_the_listed_points_are_singular(text, function, points):
    """Close to each point, on a line through it that no cut follows, mpmath finds values that are large."""
    for p in points:
        with mpmath.workdps(60):
            z = mpmath.mpmathify(sympy.N(p, 60)) + mpmath.mpc("1e-20", "2e-20")
            assert abs(function(z)) > 15, p


GRID = [
    *(Fraction(n, 2) for n in range(-8, 9)),
    *((Fraction(a, 2), Fraction(b, 2)) for a in (-2, 0, 1) for b in (-2, 1, 2)),
]
OWN_VALUE = {("acot", 0), ("acoth", 0)}  # SymPy's values there are π/2 and iπ/2


UNARY = sorted(f.__name__ for f in FUNCTIONS if f.__name__ in NAMES and NAMES[f.__name__].fewest == 1)


@pytest.mark.parametrize("name", UNARY)
def test_where_an_enclosure_has_no_value_a_condition_says_so(name):
    """At exact points of a grid, each function of one argument has an enclosure or is excluded."""
    found = sides(f"{name}(z)", z="complex")
    notation = Notation()
    notation.symbol("z", domain="complex")
    e = read_expression(f"{name}(z)", notation)
    for p in GRID:
        try:
            undefined = not evaluate(e, {Z: p}).is_finite()
        except Imprecise:
            continue
        except Undefined:
            undefined = True
        point = p[0] + p[1] * I if isinstance(p, tuple) else Rational(p.numerator, p.denominator)
        if undefined and (name, point) not in OWN_VALUE:
            assert any(_fails(s, point) for s in found), point


def _fails(side: Side, point) -> bool:
    return not point.is_real if side.relation == REAL else excludes(side, point)


@pytest.mark.parametrize(("text", "domains", "expected"), [
    # what a physicist would write
    ("coth(y)", {"y": "real"}, ("y != 0",)),
    ("coth(y)", {"y": "complex"}, ("sinh(y) != 0",)),
    ("coth(I*y)", {"y": "real"}, ("sin(y) != 0",)),
    ("cot(I*y)", {"y": "real"}, ("y != 0",)),
    ("cot(n/2)", {"n": "integer"}, ("n != 0",)),
    ("tan(n/2)", {"n": "integer"}, ()),
    ("1/log(y)", {"y": "positive"}, ("y - 1 != 0",)),
    ("factorial(n)", {"n": "integer"}, ("n >= 0",)),
    ("factorial(n - 2)", {"n": "integer"}, ("n >= 2",)),
    ("factorial(x)", {"x": "real"}, ("x is none of -1, -2, …",)),
    ("gamma(x)", {"x": "real"}, ("x is none of 0, -1, -2, …",)),
    ("arg(z)", {"z": "complex"}, ("z != 0",)),
    ("atan2(y, x)", {"x": "real", "y": "real"}, ("x**2 + y**2 != 0",)),
    ("Max(z, 1)", {"z": "complex"}, ("z is real",)),
    # what the domain settles
    ("gamma(-I*a)", {"a": "positive"}, ()),
    ("gamma(1 + I*a)", {"a": "real"}, ()),
    ("gamma(I*a)", {"a": "real"}, ("a != 0",)),
    ("gamma(n + 1/2)", {"n": "integer"}, ()),
    ("gamma(n*m/3 + 1/2)", {"n": "integer", "m": "integer"}, ()),
    ("gamma(n/2 + 1/2)", {"n": "integer"}, ("n/2 + 1/2 is none of 0, -1, -2, …",)),
    ("1/(x + I)", {"x": "real"}, ()),
    ("1/(exp(z)*gamma(z))", {"z": "complex"}, ("z is none of 0, -1, -2, …",)),
    ("x**a", {"x": "positive", "a": "real"}, ()),
    ("x**a", {"x": "real", "a": "positive"}, ()),
    ("x**n", {"x": "real", "n": "nonnegative integer"}, ()),
    ("x**a", {"x": "real", "a": "real"}, ("x != 0",)),
    ("z**I", {"z": "complex"}, ("z != 0",)),
    ("LambertW(z)", {"z": "complex"}, ()),
    ("LambertW(z, 0)", {"z": "complex"}, ()),
    ("besselj(n, z)", {"z": "complex", "n": "integer"}, ()),
    ("besselj(a, z)", {"z": "complex", "a": "nonnegative"}, ()),
    ("polylog(s, z)", {"z": "complex", "s": "(1, oo)"}, ()),
    # one condition, one spelling
    ("1/(a - b) + 1/(b - a)", {"a": "real", "b": "real"}, ("a - b != 0",)),
    ("1/(exp(b) - exp(a))", {"a": "real", "b": "real"}, ("b - a != 0",)),
    ("1/(1 - exp((a - b)/T))", {"a": "real", "b": "real", "T": "positive"}, ("a - b != 0",)),
    ("1/(1 - x)", {"x": "real"}, ("1 - x != 0",)),
    ("1/(2*a) + 1/a + 1/(-a)", {"a": "real"}, ("a != 0",)),
    ("1/(x*y) + 1/x + 1/y", {"x": "real", "y": "real"}, ("x != 0", "y != 0")),
    ("1/(x**2 - 1) + 1/(x - 1) + 1/(x + 1)", {"x": "real"}, ("x - 1 != 0", "x + 1 != 0")),
    ("1/(x**2 - 1)", {"x": "real"}, ("x**2 - 1 != 0",)),
    ("1/(x**2 + x) + 1/x", {"x": "real"}, ("x + 1 != 0", "x != 0")),
    ("coth(x) + 1/(exp(2*x) - 1) + 1/tanh(x)", {"x": "real"}, ("x != 0",)),
    ("gamma(z) + gamma(z + 1) + 1/z", {"z": "complex"}, ("z is none of 0, -1, -2, …",)),
    ("factorial(n)/factorial(n - 1)/n", {"n": "integer"}, ("n >= 1",)),
    # what depends on a bound variable is not looked at
    ("Integral(1/t, (t, 1, x))", {"x": "positive", "t": "real"}, ()),
    ("Limit(1/x, x, oo)", {"x": "real"}, ()),
])  # fmt: skip
def test_conditions_are_few_and_short(text, domains, expected):
    """Each condition stands once, in its simplest spelling, and only where nothing else implies it."""
    assert tuple(str(s) for s in sides(text, **domains)) == expected


def test_hypotheses_settle_conditions():
    """A sign, a part or a divisor that a hypothesis states is not stated again."""
    notation = Notation()
    for name, domain in {"z": "complex", "a": "real"}.items():
        notation.symbol(name, domain=domain)

    def left(text, where):
        facts = facts_of(notation, (read_condition(where, notation),))
        return tuple(map(str, sides_of(facts, [read_expression(text, notation)])))

    assert left("coth(z)", "sinh(z) != 0") == ()
    assert left("gamma(z)", "im(z) > 0") == ()
    assert left("gamma(z)/z", "re(z) > 0") == ()
    assert left("gamma(z)/z", "a > 0") == ("z is none of 0, -1, -2, …",)
    assert left("1/a", "a < 0") == ()


@pytest.mark.parametrize(("sides", "domain", "expected"), [
    (("<=", ">=", "!="), "real", False),
    (("<=", ">="), "real", True),
    ((NO_POLE, "<="), "real", True),
    ((NO_POLE, "<="), "integer", False),
    (("!=",), "[0, 0]", False),
])  # fmt: skip
def test_contradictory_conditions_have_no_point(sides, domain, expected):
    """Conditions that exclude each other on the domain are told from those that hold somewhere."""
    notation = Notation()
    y = notation.symbol("y", domain=domain)
    assert have_a_point([Side("", y, relation) for relation in sides], facts_of(notation, ()), None) == expected


@pytest.mark.parametrize(("integral", "domain", "expected"), [
    ("Integral(s**y, (s, 1, oo))", "positive", "undecided"),  # it diverges for every positive power
    ("Integral(s**y, (s, 1, oo))", "real", "proved"),
    ("Integral(exp(y*s**2)/s, (s, 1, oo))", "positive", "undecided"),
    ("Integral(exp(y*s**2)/s, (s, 1, oo))", "negative", "proved"),
])  # fmt: skip
def test_an_integral_that_diverges_at_all_points_says_nothing(integral, domain, expected):
    """That it converges is a condition only where it may."""
    verdict = prove(f"{integral} = {integral}", y=domain)
    assert str(verdict.outcome) == expected
    assert not verdict.proved or any("converges" in condition for condition in verdict.side_conditions)


@pytest.mark.parametrize(("statement", "twin", "conditions"), [
    ("coth(y)*sinh(y) = cosh(y)", "coth(y)*sinh(y) = sinh(y)", ("sinh(y) != 0",)),
    ("1/(exp(2*y) - 1) = (coth(y) - 1)/2", "1/(exp(2*y) - 1) = (coth(y) + 1)/2", ("sinh(y) != 0",)),
    ("gamma(y + 1) = y*gamma(y)", "gamma(y + 1) = gamma(y)", ("y is none of 0, -1, -2, …",)),
])  # fmt: skip
def test_a_proof_for_complex_arguments_names_all_their_poles(statement, twin, conditions):
    """The condition of the real line alone is not enough."""
    verdict = prove(statement, y="complex")
    assert (verdict.proved, verdict.side_conditions) == (True, conditions)
    assert prove(twin, y="complex").refuted
