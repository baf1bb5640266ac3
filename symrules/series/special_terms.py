"""General terms of single functions: addition theorems, logarithms, and special functions about regular points."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symrules.series import constants
from symrules.series.algebra import Algebra
from symrules.series.decomposition import WITH_U
from symrules.series.exponentials import denominator_of, hyperbolic_at, polylogarithms
from symrules.series.families import FAMILIES, K, bessel_family, binomial_family
from symrules.series.field import Ratio, Scalar
from symrules.series.functions import circular_values, multiple_of_pi
from symrules.series.summands import ClosedRule, Summand, Termwise, Unmatched

_ZERO = sympy.Integer(0)
_F = sympy.factorial


def function(e: Any, rules: Algebra) -> Termwise:
    """A function of the variable.

    Raises
    ------
    Unmatched
        No rule is known.
    """
    name = e.func.__name__
    if name in _SPECIAL:
        return _SPECIAL[name](e, rules)
    if name == "exp":
        return rules.exponential(rules.node(e.args[0]))
    if name in WITH_U or name == "acos":
        return elementary(name, rules.node(e.args[0]), rules)
    raise Unmatched


# -- elementary functions


def elementary(name: str, argument: Termwise, rules: Algebra) -> Termwise:
    """F(c₀ + u)."""
    c0, slope, degree = rules.argument(argument)
    if name == "exp":
        return rules.exponential(argument)
    if name == "acos" and not c0:
        half_pi = constants.named(rules.field, sympy.pi) * fmpq(1, 2)
        return rules.sum([rules.constant(half_pi), rules.member("asin", slope, degree, fmpq(-1))])
    if not c0:
        return rules.member(name, slope, degree)
    if name in ("sin", "cos"):
        s, c = circular_values(c0, rules.setting)
        weights = {"sin": c, "cos": s} if name == "sin" else {"sin": -s, "cos": c}
        return rules.sum([rules.member(f, slope, degree, w) for f, w in weights.items() if w])
    if name in ("sinh", "cosh"):
        up = constants.exponential(rules.field, c0)
        s, c = ((up + sign / up) * fmpq(1, 2) for sign in (fmpq(-1), fmpq(1)))
        weights = {"sinh": c, "cosh": s} if name == "sinh" else {"sinh": s, "cosh": c}
        return rules.sum([rules.member(f, slope, degree, rules.simple(w)) for f, w in weights.items() if w])
    turned = _turned(name, c0, rules)
    if turned is not None:
        return rules.member(turned[0], slope, degree, turned[1])
    if name in ("tanh", "coth"):
        return hyperbolic_at(name, c0, slope, degree, rules)
    raise Unmatched


_TURNS = {"tan": (("tan", 1), ("cot", -1)), "cot": (("cot", 1), ("tan", -1)),
          "tanh": (("tanh", 1), ("coth", 1)), "coth": (("coth", 1), ("tanh", 1)),
          "sec": (("sec", 1), ("csc", -1), ("sec", -1), ("csc", 1)),
          "csc": (("csc", 1), ("sec", 1), ("csc", -1), ("sec", -1))}  # fmt: skip
_IMAGINARY_TURNS = {"sech": (("sech", 0), ("csch", -1), ("sech", 2), ("csch", 1)),
                    "csch": (("csch", 0), ("sech", -1), ("csch", 2), ("sech", 1))}  # fmt: skip


def _turned(name: str, c0: Scalar, rules: Algebra) -> tuple[str, Scalar] | None:
    """F(c₀ + u) = factor·G(u) where c₀ is a multiple of π/2, or of iπ/2 for hyperbolic functions; else None."""
    circular = name in ("tan", "cot", "sec", "csc")
    i = None if circular else constants.imaginary(rules.field)
    turns = multiple_of_pi(c0 if i is None else rules.simple(c0 / i), rules.setting)
    if turns is None or (2 * turns).q != 1:
        return None
    quarter = int((2 * turns).p)
    if name in _IMAGINARY_TURNS:
        found, power = _IMAGINARY_TURNS[name][quarter % 4]
        assert i is not None
        return found, rules.simple(i**power) if power else fmpq(1)
    if name not in _TURNS:
        return None
    found, sign = _TURNS[name][quarter % len(_TURNS[name])]
    return found, fmpq(sign)


_SQUARES = {("sech", 2): ("tanh", 1, 0), ("cosh", -2): ("tanh", 1, 0), ("csch", 2): ("coth", -1, 0),
            ("sinh", -2): ("coth", -1, 0), ("tanh", 2): ("tanh", -1, 1), ("coth", -2): ("tanh", -1, 1),
            ("coth", 2): ("coth", -1, 1), ("tanh", -2): ("coth", -1, 1), ("sec", 2): ("tan", 1, 0),
            ("cos", -2): ("tan", 1, 0), ("csc", 2): ("cot", -1, 0), ("sin", -2): ("cot", -1, 0),
            ("tan", 2): ("tan", 1, -1), ("cot", -2): ("tan", 1, -1), ("cot", 2): ("cot", -1, -1),
            ("tan", -2): ("cot", -1, -1)}  # fmt: skip


def square(name: str, exponent: int, base: Any, rules: Algebra) -> Termwise | None:
    """sech² = tanh′ and its like; None for other squares."""
    found = _SQUARES.get((name, exponent))
    if found is None:
        return None
    of, sign, constant = found
    argument = rules.node(base.args[0])
    _, slope, degree = rules.argument(argument)
    slope_of = rules.derivative(elementary(of, argument, rules), slope, degree)
    return rules.sum([rules.constant(fmpq(constant)), rules.scaled(slope_of, fmpq(sign))])


# -- logarithms


_LOGARITHMS = {"cosh(u)": ("log(cosh(u))", 0), "cos(u)": ("log(cos(u))", 0), "sinh(u)/u": ("log(sinh(u)/u)", 0),
               "sin(u)/u": ("log(sin(u)/u)", 0), "sech(u)": ("log(cosh(u))", 1), "sec(u)": ("log(cos(u))", 1),
               "u/sinh(u)": ("log(sinh(u)/u)", 1), "u/sin(u)": ("log(sin(u)/u)", 1)}  # fmt: skip


def _log(e: Any, rules: Algebra) -> Termwise:
    """log(c₀ + u), log(a + b·eᵘ), log(c·cosh u) and its like."""
    value = rules.node(e.args[0])
    if not value.summands:
        c0, slope, degree = rules.argument(value)
        if not c0:
            raise Unmatched
        ratio = rules.simple(slope / c0)
        head = rules.constant(constants.logarithm(rules.field, c0))
        return rules.sum([head, Termwise({}, (Summand(fmpq(1), FAMILIES["log(1 + u)/u"], ratio, degree, lift=1),))])
    d = denominator_of(value)
    if d is not None:
        return _log_of_denominator(d, rules)
    s = value.summands[0]
    if len(value.summands) > 1 or value.finite or s.extra != 1 or s.shift + s.degree * s.lift != 0:
        raise Unmatched
    head = rules.constant(rules.simple(constants.logarithm(rules.field, rules.simple(s.factor * s.slope**s.lift))))
    if s.rule.name == "exp(u)" and rules.field.is_real(s.slope):
        return rules.sum([head, Termwise({s.degree: s.slope})])
    if s.rule.name not in _LOGARITHMS:
        raise Unmatched
    name, inverted = _LOGARITHMS[s.rule.name]
    sign = fmpq(-1 if inverted else 1)
    return rules.sum([head, Termwise({}, (Summand(sign, FAMILIES[name], s.slope, s.degree),))])


def _log_of_denominator(d: Any, rules: Algebra) -> Termwise:
    """log(a + b·eᵘ): by log cosh(u/2) for a = b, else by −Li₁ of −(b/a)eᵘ."""
    total = rules.simple(d.a + d.b)
    if not total:
        raise Unmatched
    head = rules.constant(rules.simple(constants.logarithm(rules.field, total)))
    if total == 2 * d.a:
        half = rules.simple(d.slope * fmpq(1, 2))
        return rules.sum(
            [head, Termwise({d.degree: half}, (Summand(fmpq(1), FAMILIES["log(cosh(u))"], half, d.degree),))]
        )
    terms = polylogarithms(sympy.Integer(1), rules.simple(-d.b / d.a), d.slope, d.degree, rules, first=1)
    return rules.sum([head, rules.scaled(terms, fmpq(-1))])


# -- special functions


def _polylog(e: Any, rules: Algebra) -> Termwise:
    """Li_s(u) = Σ uᵏ/kˢ, and Li_s(w·eᵘ)."""
    if e.args[0].has(rules.setting.variable):
        raise Unmatched
    s = rules.field.expression(rules.scalar(e.args[0]))
    value = rules.node(e.args[1])
    if len(value.summands) == 1 and not value.finite:
        t = value.summands[0]
        if t.rule is not FAMILIES["exp(u)"] or t.lift or t.shift != 0 or t.factor == 1:
            raise Unmatched
        return polylogarithms(s, t.factor, t.slope, t.degree, rules)
    c0, slope, degree = rules.argument(value)
    if c0:
        raise Unmatched
    rule = ClosedRule(f"polylog({s}, u)", K**-s, 0, 1, 1, f"polylog({s}, u) = Sum(u^k/k^s, (k, 1, oo))")
    return Termwise({}, (Summand(fmpq(1), rule, slope, degree),))


def _bessel(e: Any, rules: Algebra) -> Termwise:
    """J_ν(u) and I_ν(u) at 0."""
    if e.args[0].has(rules.setting.variable):
        raise Unmatched
    order = rules.scalar(e.args[0])
    c0, slope, degree = rules.argument(rules.node(e.args[1]))
    if c0:
        raise Unmatched
    modified = e.func.__name__ == "besseli"
    half = rules.simple(slope * fmpq(1, 2))
    nu = rules.field.expression(order)
    flip = fmpq(1)
    if not isinstance(order, Ratio) and order.q == 1 and order < 0:
        flip = fmpq(-1) if not modified and int(order.p) % 2 else fmpq(1)
        order, nu = -order, -nu
    if not isinstance(order, Ratio) and order.q == 1:
        n = int(order.p)
        factor = flip * half**n if n else flip
        return Termwise({}, (Summand(factor, bessel_family(n, modified), slope, degree, sympy.expand(nu * degree)),))
    rule = _bessel_rule(nu, modified)
    head = constants.power(rules.field, half, order)
    return Termwise({}, (Summand(rules.simple(head), rule, half, degree, sympy.expand(nu * degree)),))


def _bessel_rule(nu: Any, modified: bool) -> ClosedRule:
    """(2/z)^ν·J_ν(z) or I_ν in u = z/2."""
    sign = 1 if modified else (-1) ** K
    minus = "-" if modified else "+"
    return ClosedRule(f"bessel{'i' if modified else 'j'}({nu}, 2*u)/u**({nu})",
                      sign / (_F(K) * sympy.gamma(K + nu + 1)), 0, 2, 0,
                      f"u^2 w'' + u w' {minus} (u^2 - ({nu})^2) w = 0".replace("- (u^2 -", "- (u^2 +"))  # fmt: skip


def _polygamma(e: Any, rules: Algebra) -> Termwise:
    """ψ⁽ⁿ⁾(c + u): its derivatives are Hurwitz zeta values; at 0, −1, … after the poles are taken out."""
    n = rules.scalar(e.args[0]) if len(e.args) == 2 else fmpq(0)
    c0, slope, degree = rules.argument(rules.node(e.args[-1]))
    if isinstance(n, Ratio) or n.q != 1 or n < 0 or isinstance(c0, Ratio) or c0 < -12:
        raise Unmatched
    order, parts = int(n.p), []
    sign = fmpq((-1) ** order * int(_F(order)))
    while c0 <= 0:
        parts.append(_pole(c0, slope, degree, order, -sign, rules))
        c0 += 1
    at = sympy.Rational(int(c0.p), int(c0.q))
    first = 1 if order == 0 else 0
    value = (-1) ** (order + 1) * (-1) ** K * _rising(order) * _hurwitz(K + order + 1, at)
    rule = ClosedRule(f"polygamma({order}, {at} + u)", value, 0, 1, first,
                      "d^k polygamma(0, z)/dz^k = (-1)^(k + 1) k! zeta(k + 1, z)")  # fmt: skip
    if order == 0:
        parts.append(rules.constant(rules.scalar(sympy.polygamma(0, at, evaluate=False))))
    return rules.sum([*parts, Termwise({}, (Summand(fmpq(1), rule, slope, degree),))])


def _pole(c: fmpq, slope: Scalar, degree: Any, order: int, weight: fmpq, rules: Algebra) -> Termwise:
    """weight·(c + u)^(−order − 1)."""
    if not c:
        return Termwise({sympy.expand(-degree * (order + 1)): rules.simple(weight / slope ** (order + 1))})
    family = binomial_family(fmpq(-order - 1))
    return Termwise({}, (Summand(weight / c ** (order + 1), family, rules.simple(slope / c), degree),))


def _rising(order: int) -> Any:
    """(k + order)!/k!."""
    return sympy.Mul(*(K + j for j in range(1, order + 1)))


def _hurwitz(s: Any, at: Any) -> Any:
    """ζ(s, a), by Riemann's function for a = 1 and 1/2."""
    if at == 1:
        return sympy.zeta(s)
    if at == sympy.Rational(1, 2):
        return (2**s - 1) * sympy.zeta(s)
    return sympy.zeta(s, at)


def _loggamma(e: Any, rules: Algebra) -> Termwise:
    """log Γ(c + u) for c > 0: log Γ(c) + ψ(c)u + Σ (−1)ᵏζ(k, c)uᵏ/k."""
    c0, slope, degree = rules.argument(rules.node(e.args[0]))
    if isinstance(c0, Ratio) or c0 <= 0:
        raise Unmatched
    at = sympy.Rational(int(c0.p), int(c0.q))
    rule = ClosedRule(f"loggamma({at} + u)", (-1) ** K * _hurwitz(K, at) / K, 0, 1, 2,
                      "d^k loggamma(z)/dz^k = (-1)^k (k - 1)! zeta(k, z) for k >= 2")  # fmt: skip
    head = rules.scalar(sympy.loggamma(at, evaluate=False))
    first = rules.simple(rules.scalar(sympy.polygamma(0, at, evaluate=False)) * slope)
    finite = Termwise({_ZERO: head, degree: first} if head else {degree: first})
    return rules.sum([finite, Termwise({}, (Summand(fmpq(1), rule, slope, degree),))])


def _erf(e: Any, rules: Algebra) -> Termwise:
    c0, slope, degree = rules.argument(rules.node(e.args[0]))
    if c0:
        raise Unmatched
    complement = e.func.__name__ == "erfc"
    root = constants.power(rules.field, constants.named(rules.field, sympy.pi), fmpq(-1, 2))
    factor = rules.simple(root * fmpq(-2 if complement else 2))
    terms = Termwise({}, (Summand(factor, FAMILIES["erf(u)*sqrt(pi)/(2*u)"], slope, degree, lift=1),))
    return rules.sum([rules.constant(fmpq(1)), terms]) if complement else terms


def _lambert(e: Any, rules: Algebra) -> Termwise:
    c0, slope, degree = rules.argument(rules.node(e.args[0]))
    if c0 or len(e.args) > 1:
        raise Unmatched
    return Termwise({}, (Summand(fmpq(1), FAMILIES["LambertW(u)/u"], slope, degree, lift=1),))


_SPECIAL = {"log": _log, "polylog": _polylog, "besselj": _bessel, "besseli": _bessel, "polygamma": _polygamma,
            "digamma": _polygamma, "loggamma": _loggamma, "erf": _erf, "erfc": _erf, "LambertW": _lambert}  # fmt: skip
