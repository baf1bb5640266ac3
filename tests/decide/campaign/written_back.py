"""Claims under a hypothesis that gives a symbol the value of some expression, which is then written back for it.

Each claim holds, or fails, by its construction alone, whatever the expression is; it fails by a factor or a summand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from tests.decide.campaign.judging import Claim

# expression, the domains of its symbols, its functions; none vanishes identically
EXPRESSIONS: list[tuple[str, dict[str, str], dict[str, str]]] = [
    *((text, {"n": "nonnegative integer", "m": "nonnegative integer"}, {}) for text in (
        "binomial(n+m, m)", "1/binomial(n+m, m)", "binomial(n+m, m)**2", "factorial(n)/factorial(m)", "factorial(n+1)",
        "factorial(n)", "binomial(2*n, n)", "(-1)**n", "(-1)**(n+m)", "2**n", "3**(n-m)", "(-2)**n", "I**n",
        "harmonic(n+1)", "binomial(n+m, m)*factorial(n)", "1/factorial(n+m)", "cos(pi*n)", "exp(I*pi*n/3)",
        "2**n*(-1)**m", "gamma(n+1/2)", "beta(n+1, m+1)")),
    *((text, {"a": "positive", "b": "positive"}, {}) for text in (
        "gamma(a)", "gamma(a+1)", "gamma(a)*gamma(b)/gamma(a+b)", "beta(a, b)", "1/gamma(a)", "loggamma(a)",
        "digamma(a)", "polygamma(1, a)", "polygamma(2, a+b)", "polygamma(1, 2*a)", "harmonic(a)", "LambertW(a)",
        "exp(LambertW(a))", "LambertW(a*b)", "log(a)", "log(a+b)", "log(a)*log(b)", "log(2)", "log(6)", "log(2*a)",
        "sqrt(a)", "sqrt(a+b)", "a**(1/3)", "(a+b)**(2/3)", "sqrt(a+sqrt(b))", "a**b", "a**(2*b)", "2**a",
        "(a+b)**b", "a**(b/2)", "exp(-a)", "exp(a*b)", "exp(sqrt(a))", "exp(a**2/b)", "besselj(0, a)",
        "besselk(1, a)", "besseli(2, a)", "besselj(a, b)", "bessely(0, a)", "erf(a)", "erfc(a)", "erf(a+b)",
        "zeta(a+1)", "zeta(3)", "polylog(2, -a)", "polylog(a, -1/2)", "polylog(2, 1/3)", "atan(a)", "asinh(a)",
        "acosh(1+a)", "atanh(a/(1+a))", "EulerGamma*a", "Catalan+a", "pi*a", "Max(a, b)", "Min(a, b)", "Max(a, 1)",
        "Abs(a-b)", "sign(a-b)+2", "Max(a, b)*Min(a, 2)", "floor(a)+1", "ceiling(a)", "Heaviside(a-b)+1",
        "Integral(exp(-a*x**4), (x, 0, 1))", "Integral(sin(x*a)/x, (x, 1, 2))", "Integral(exp(x**2), (x, a, b))",
        "Integral(1/(1+x**5+a), (x, 0, oo))", "Integral(exp(-x**4-a*x), (x, 0, oo))", "Integral(x**x, (x, 1, a))",
        "Sum(1/(k**3+a), (k, 1, oo))", "Sum(exp(-k**2*a), (k, 1, oo))", "Sum(1/factorial(k)**2, (k, 0, oo))")),
    *((text, {"x": "real", "w": "real"}, {}) for text in (
        "Abs(x)", "Abs(x+w)", "Abs(x)*Abs(w)", "sign(x)+2", "Max(x, w)", "Min(x, w)", "Max(x, 0)", "Max(x, w, 1)",
        "sin(x)", "cos(x+w)", "tan(x)", "coth(x)", "tanh(x)", "sech(x)", "exp(x)", "exp(I*x)", "exp(x**2)", "exp(1/x)",
        "log(Abs(x))", "log(x)", "sqrt(x)", "sqrt(x**2+1)", "sqrt(x**2+w)", "x**(1/3)", "sqrt(1-x)", "(x+w)**(1/4)",
        "atan(x)", "asin(x)", "acos(x)", "erf(x)", "besselj(1, x)", "gamma(x)", "arg(x+I)", "re(exp(I*x))",
        "Piecewise((x, x < 0), (2*x, True))", "Heaviside(x)", "floor(x)", "polylog(2, -exp(x))", "log(1+exp(x))",
        "log(1+exp(-x))", "1/(exp(x)+1)", "LambertW(exp(x))", "zeta(2+x**2)", "Abs(sin(x))", "sqrt(sin(x)**2)",
        "Abs(x**2-2)", "Integral(exp(-t**4)*cos(t*x), (t, 0, 1))", "Integral(Abs(t-x)**(1/2), (t, 0, 1))",
        "Derivative(besselj(0, x), x)", "Derivative(gamma(x), x)")),
    *((text, {"z": "complex", "w": "complex"}, {}) for text in (
        "Abs(z)", "re(z)", "im(z)", "arg(z)", "conjugate(z)", "Abs(z+w)", "re(z*w)", "im(z**2)", "Abs(z)**2", "log(z)",
        "log(z+w)", "log(z)*log(w)", "sqrt(z)", "sqrt(z*w)", "z**(1/3)", "sqrt(z**2)", "sqrt(z+sqrt(w))", "exp(z)",
        "exp(z*w)", "exp(z/2)", "sin(z)", "cosh(z)", "tanh(z)", "coth(z)", "tan(z)", "conjugate(exp(z))", "gamma(z)",
        "1/gamma(z)", "loggamma(z)", "digamma(z)", "polygamma(1, z)", "zeta(z)", "polylog(2, z)", "erf(z)",
        "LambertW(z)", "atan(z)", "asin(z)", "acosh(z)", "atanh(z)", "besselj(0, z)", "Abs(exp(z))",
        "conjugate(log(z))",
        "sign(z)", "re(sqrt(z))", "log(exp(z))", "Abs(gamma(z))", "arg(z*w)", "beta(z, w)")),
    *((text, {"x": "real", "w": "real"}, {"f": "x", "g": "x"}) for text in (
        "f(x)", "f(2*x)", "f(x)*g(w)", "f(x)+f(w)", "1/f(x)", "sqrt(f(x))", "log(f(x))", "exp(f(x))", "Abs(f(x))",
        "f(g(x))", "f(x**2)", "Derivative(f(x), x)", "Integral(f(x), (x, 0, w))", "Integral(f(x)*g(w), (x, 0, 1))",
        "Limit(f(x), x, 0)", "Limit(f(x), x, oo)", "Integral(f(x), (x, -oo, oo))", "conjugate(f(x))", "f(f(x))",
        "Limit(f(x)*g(w), x, 0)", "Subs(Derivative(f(x), x), x, 1)", "Integral(f(x)*exp(w*x), (x, 0, 1))")),
    *((text, {"k": "integer", "M": "positive integer"}, {"f": "k"}) for text in (
        "Sum(f(k), (k, 1, M))", "Sum(f(k)**2, (k, 1, M))", "Sum(k*f(k), (k, 1, M))", "Sum(f(k)*f(M), (k, 1, M))",
        "Sum(f(k), (k, 1, M))**2", "1/Sum(f(k), (k, 1, M))", "Sum(f(k)/k, (k, 1, M))", "f(M)")),
]  # fmt: skip

# hypotheses on y (and v), what holds, and what fails wherever the expression has a value other than zero
FORMS: list[tuple[tuple[str, ...], str, str]] = [
    (("y = F",), "c*y = c*F", "c*y = d*F"),
    (("y = F",), "y + c = F + c", "y + c = F + d"),
    (("y = F",), "y**2 = F**2", "y**2 = c*F**2"),
    (("y = F",), "exp(y) = exp(F)", "exp(y) = c*exp(F)"),
    (("y = F",), "y/F = 1", "y/F = c"),
    (("y = F",), "y - F = 0", "y - F = c"),
    (("y = F",), "y*G = F*G", "y*G + c = F*G"),
    (("y = F*G",), "y = G*F", "y = G*F + c"),
    (("y = F + G",), "y - G = F", "y - G = F + c"),
    (("y = F", "v = G"), "y*v = F*G", "y*v = F*G + c"),
    (("y = F", "v = c*y"), "v = c*F", "v = d*F"),
    (("c*y + 1 = F",), "y = (F-1)/c", "y = (F-1)/c + 1"),
    (("1/y = F",), "y*F = 1", "y*F = c"),
    (("y = 1/F",), "y*F = 1", "y*F = c"),
    (("y*F = 1",), "1/y = F", "1/y = c*F"),
    (("y = F",), "y**3 - F**3 = 0", "y**3 - c*F**3 = 0"),
    (("y = c*F",), "y/c = F", "y = F"),
    (("y = F**2",), "y = F*F", "y = c*F*F"),
]


def claims(seed: int, count: int) -> Iterator[Claim]:
    """A true claim and a false one for random expressions and forms, in turn."""
    r = random.Random(seed)
    for _ in range(max(1, count // 2)):
        expression, domains, functions = r.choice(EXPRESSIONS)
        same = [e for e, d, f in EXPRESSIONS if (d, f) == (domains, functions)]
        other = r.choice(["2", *same])
        c = r.choice([2, 3, 5])
        names = {"F": f"({expression})", "G": f"({other})", "c": str(c), "d": str(c + r.choice([1, 2]))}
        where, holds, fails = r.choice(FORMS)
        declared = _declared(domains, f"{expression} {other}") | {"y": "complex"} | ({"v": "complex"} if "v =" in
            " ".join(where) else {})  # fmt: skip
        given = tuple(_put(h, names) for h in where)
        yield Claim(_put(holds, names), True, declared, given, functions)
        yield Claim(_put(fails, names), False, declared, given, functions)


def _declared(domains: dict[str, str], text: str) -> dict[str, Any]:
    bound = {name: "real" for name in "xt" if f"({name}," in text and name not in domains}
    return domains | bound | ({"k": "integer"} if "(k," in text else {})


def _put(form: str, names: dict[str, str]) -> str:
    """The form with its letters replaced; words such as `exp` are left alone."""
    out, i = [], 0
    while i < len(form):
        j = i
        while j < len(form) and form[j].isalpha():
            j += 1
        word = form[i:j] if j > i else form[i]
        out.append(names.get(word, word))
        i += len(word)
    return "".join(out)
