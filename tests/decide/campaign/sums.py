"""Claims on sums and products with symbolic ends, and the sum itself, term by term, as the referee.

The closed forms are true ones, some of them under a condition that the claim may leave out, and such as were changed in
one place. Whether a claim holds is found at small integers, the empty range among them.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

import mpmath

from symrules.identity import Identity
from tests.decide.campaign.judging import Claim
from tests.decide.campaign.referee import DIGITS, holds, value
from tests.decide.claims import claim as stated
from tests.decide.corpus import NoValue

_INTEGERS = {
    "integer": range(-3, 6), "nonnegative integer": range(6), "positive integer": range(1, 7), "[2, 9]": range(2, 8),
    "[0, 3]": range(4),
}  # fmt: skip
_REALS = {
    "real": (-2, -1, -0.5, 0, 1, 2, 3.25), "positive": (0.25, 1, 2, 3), "nonzero": (-2, -1, 1, 0.5, 4),
    "(0, 1)": (0.125, 0.5, 0.75), "complex": (-1, 0, 1, 1j, -1j, 0.5 + 1j, 2), "nonnegative": (0, 1, 0.5, 2),
}  # fmt: skip


def counterexamples(
    identity: Identity, members: dict[str, Any], r: random.Random, most: int = 60
) -> tuple[dict[str, Any], ...] | None:
    """Points that satisfy the hypotheses, where the sides disagree; None where fewer than two points satisfy them."""
    names, against = sorted(members), []
    points = list(itertools.product(*(members[name] for name in names)))
    met = 0
    with mpmath.workdps(DIGITS):
        for values in points if len(points) <= most else r.sample(points, most):
            point = dict(zip(names, values, strict=True))
            try:
                agree = agree_at(identity, point)
            except NoValue:
                continue
            if agree is False:
                against.append(point)
            met += agree is not None
    return tuple(against) if met >= 2 else None


def agree_at(identity: Identity, values: dict[str, Any]) -> bool | None:
    """Whether both sides agree at a point; None where a hypothesis fails there.

    Raises
    ------
    NoValue
        One of the sides, or a hypothesis, is not defined there.
    """
    at = {s: mpmath.mpmathify(values[s.name]) for s in identity.symbols if s.name in values}
    for c in identity.where:
        if not holds(str(c.relation), value(c.lhs, at), value(c.rhs, at)):
            return None
    a, b = value(identity.lhs, at), value(identity.rhs, at)
    return holds(str(identity.relation), a, b)


# -- closed forms: term, first value of k, last value, value, and the kinds of its parameters

_POWERS = {0: "{n}", 1: "{n}*({n}+1)/2", 2: "{n}*({n}+1)*(2*{n}+1)/6", 3: "{n}**2*({n}+1)**2/4"}
_FORMS: list[tuple[str, str, str, str]] = [
    # geometric
    ("{r}**k", "0", "{n}", "({r}**({n}+1)-1)/({r}-1)"),
    ("{r}**k", "0", "{n}-1", "(1-{r}**{n})/(1-{r})"),
    ("{r}**k", "1", "{n}", "{r}*({r}**{n}-1)/({r}-1)"),
    ("k*{r}**k", "0", "{n}", "{r}*(1-({n}+1)*{r}**{n}+{n}*{r}**({n}+1))/(1-{r})**2"),
    ("{r}**k", "{m}", "{n}", "({r}**({n}+1)-{r}**{m})/({r}-1)"),
    ("{r}**(2*k)", "0", "{n}", "({r}**(2*{n}+2)-1)/({r}**2-1)"),
    ("exp(-{r}*k)", "0", "{n}-1", "(1-exp(-{r}*{n}))/(1-exp(-{r}))"),
    ("(-1)**k", "0", "{n}", "(1+(-1)**{n})/2"),
    ("2**k", "0", "{n}", "2**({n}+1)-1"),
    ("2**(-k)", "1", "{n}", "1-2**(-{n})"),
    ("k*2**k", "1", "{n}", "({n}-1)*2**({n}+1)+2"),
    # roots of unity
    ("exp(2*pi*I*k*{m}/{n})", "0", "{n}-1", "0"),
    ("exp(2*pi*I*k*{m}/{n})", "1", "{n}", "0"),
    ("exp(2*pi*I*k/{n})", "0", "{n}-1", "0"),
    ("exp(2*pi*I*k*{m}/{n})*exp(-2*pi*I*k*{l}/{n})", "0", "{n}-1", "0"),
    ("cos(2*pi*k/{n})", "0", "{n}-1", "0"),
    ("cos(2*pi*k*{m}/{n})", "0", "{n}-1", "0"),
    ("sin(2*pi*k*{m}/{n})", "0", "{n}-1", "0"),
    ("cos(2*pi*k*{m}/{n})**2", "0", "{n}-1", "{n}/2"),
    ("sin(2*pi*k/{n})**2", "0", "{n}-1", "{n}/2"),
    ("cos(pi*k/2)", "0", "4*{n}-1", "0"),
    ("exp(I*pi*k)", "0", "2*{n}-1", "0"),
    ("cos(pi*k)", "0", "{n}", "(1+(-1)**{n})/2"),
    ("sin(k*{r})", "1", "{n}", "sin({n}*{r}/2)*sin(({n}+1)*{r}/2)/sin({r}/2)"),
    ("exp(I*k*{r})", "0", "{n}-1", "(exp(I*{n}*{r})-1)/(exp(I*{r})-1)"),
    # binomial
    ("binomial({n},k)", "0", "{n}", "2**{n}"),
    ("binomial({n},k)*(-1)**k", "0", "{n}", "0"),
    ("k*binomial({n},k)", "0", "{n}", "{n}*2**({n}-1)"),
    ("k**2*binomial({n},k)", "0", "{n}", "{n}*({n}+1)*2**({n}-2)"),
    ("binomial({n},k)*{r}**k", "0", "{n}", "(1+{r})**{n}"),
    ("k*binomial({n},k)*{r}**k", "0", "{n}", "{n}*{r}*(1+{r})**({n}-1)"),
    ("binomial({n},k)*{r}**k*(1-{r})**({n}-k)", "0", "{n}", "1"),
    ("k*binomial({n},k)*{r}**k*(1-{r})**({n}-k)", "0", "{n}", "{n}*{r}"),
    ("k*(k-1)*binomial({n},k)*(-1)**k", "0", "{n}", "0"),
    ("binomial({n},k)", "1", "{n}", "2**{n}-1"),
    ("binomial({n},k)", "0", "{n}-1", "2**{n}-1"),
    # telescoping
    ("1/(k*(k+1))", "1", "{n}", "{n}/({n}+1)"),
    ("1/(k*(k+2))", "1", "{n}", "3/4-(2*{n}+3)/(2*({n}+1)*({n}+2))"),
    ("1/((2*k-1)*(2*k+1))", "1", "{n}", "{n}/(2*{n}+1)"),
    ("1/(k*(k-1))", "2", "{n}", "1-1/{n}"),
    ("1/((k+{m})*(k+{m}+1))", "1", "{n}", "1/({m}+1)-1/({n}+{m}+1)"),
    ("1/((k+{r})*(k+{r}+1))", "0", "{n}", "1/{r}-1/({n}+{r}+1)"),
    ("k*factorial(k)", "1", "{n}", "factorial({n}+1)-1"),
    ("1/(k+{r})-1/(k+1+{r})", "1", "{n}", "1/(1+{r})-1/({n}+1+{r})"),
    ("1/k", "1", "{n}", "harmonic({n})"),
    ("1/k**2", "1", "{n}", "pi**2/6-polygamma(1,{n}+1)"),
    # with ends that meet
    ("1", "{m}", "{n}", "{n}-{m}+1"),
    ("k", "{m}", "{n}", "({n}-{m}+1)*({n}+{m})/2"),
    ("{r}", "1", "{n}", "{n}*{r}"),
    ("k*{r}", "{m}", "{n}", "{r}*({n}-{m}+1)*({n}+{m})/2"),
    ("k-{m}", "{m}", "{n}", "({n}-{m})*({n}-{m}+1)/2"),
]  # fmt: skip
_PRODUCTS: list[tuple[str, str, str, str]] = [
    ("k", "1", "{n}", "factorial({n})"),
    ("{r}", "1", "{n}", "{r}**{n}"),
    ("(k+1)/k", "1", "{n}", "{n}+1"),
    ("1-1/k**2", "2", "{n}", "({n}+1)/(2*{n})"),
    ("{r}**k", "1", "{n}", "{r}**({n}*({n}+1)/2)"),
    ("k*{r}", "1", "{n}", "{r}**{n}*factorial({n})"),
]


def _mutations(form: str, r: random.Random) -> str:
    """The value with something changed."""
    return r.choice([
        f"2*({form})", f"{form} + 1", f"-({form})", f"{form} - {{n}}", f"({form})*{{n}}", form.replace("+1", "+2", 1),
        form.replace("{n}", "({n}+1)", 1), form.replace("-1", "+1", 1), form.replace("2", "3", 1),
    ])  # fmt: skip


def _polynomial(r: random.Random) -> tuple[str, str, str, str]:
    """Σ of a polynomial of degree up to three, by the sums of powers."""
    coefficients = [r.randint(-3, 3) for _ in range(r.randint(1, 4))]
    term = " + ".join(f"({c})*k**{i}" for i, c in enumerate(coefficients))
    form = " + ".join(f"({c})*({_POWERS[i]})" for i, c in enumerate(coefficients))
    low = r.choice(["1", "1", "0"])
    return term, low, "{n}", form if low == "1" else f"{form} + ({coefficients[0]})"


def _at(form: str, names: dict[str, str]) -> str:
    return form.format(**names)


_ENDS = ("n", "n", "n", "n", "2*n", "n+1", "n-1", "n+m", "3", "2", "1", "0")
_HYPOTHESES = ("n = 1", "n = 2", "n = 0", "n > 1", "n > 2", "m = n", "m < n", "m > 0", "m = 0", "n >= m", "r = 1",
               "r != 1", "r = 0", "r = -1", "n < 2", "m = 2*n", "r > 1", "m = n+1", "l = m", "r**2 = 1")  # fmt: skip


def claims(seed: int, count: int) -> Iterator[Claim]:
    """Claims on sums and products, each with its truth at small integers."""
    r = random.Random(seed)
    made = 0
    while made < count:
        claim = _one(r)
        if claim is not None:
            made += 1
            yield claim


def _one(r: random.Random) -> Claim | None:
    name, table = ("Product", _PRODUCTS) if r.random() < 0.06 else ("Sum", _FORMS)
    term, low, high, form = _polynomial(r) if name == "Sum" and r.random() < 0.12 else r.choice(table)
    if r.random() < 0.4:
        form = _mutations(form, r)
    names = {
        "n": r.choice(_ENDS), "m": r.choice(["m", "m", "m", "1", "2", "0", "n", "-m", "2*m"]),
        "r": r.choice(["r", "r", "r", "r", "r+1", "-r", "1/2", "-1", "1", "r/2", "2"]), "l": r.choice(["l", "1", "m"]),
    }  # fmt: skip
    names = {key: text if len(text) == 1 else f"({text})" for key, text in names.items()}
    statement = f"{name}({_at(term, names)}, (k, {_at(low, names)}, {_at(high, names)})) = {_at(form, names)}"
    used = [s for s in "lmnr" if any(s == t for t in _names(statement))]
    where = _where(r, used)
    ends = ("nonnegative integer", "positive integer", "positive integer", "integer", "[2, 9]", "[0, 3]")
    domains = {s: r.choice(sorted(_REALS)) if s == "r" else r.choice(ends) for s in used}
    domains = {s: "integer" if d in ("[2, 9]", "[0, 3]") and s in "lm" else d for s, d in domains.items()}
    where = (*where, *(_bounded(s, d) for s, d in domains.items() if d in ("[2, 9]", "[0, 3]")))
    members = {s: (_REALS if s == "r" else _INTEGERS)[d] for s, d in domains.items()}
    bounded = {"[2, 9]": "positive integer", "[0, 3]": "nonnegative integer"}
    declared = {"k": "integer"} | {s: bounded.get(d, d) for s, d in domains.items()}
    identity = stated(statement, where, **declared)
    against = counterexamples(identity, members, r)

    def fails(at: dict[str, Any]) -> bool:
        with mpmath.workdps(DIGITS):
            numbers = {name: mpmath.mpf(q.numerator) / q.denominator for name, q in at.items()}
            return agree_at(identity, numbers) is False

    if against is None:
        return None
    return Claim(statement, not against, declared, where, against=against, fails_at=fails)


def _bounded(name: str, domain: str) -> str:
    return f"{name} >= 2" if domain == "[2, 9]" else f"{name} <= 3"


def _names(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in text).split()


def _where(r: random.Random, used: list[str]) -> tuple[str, ...]:
    if r.random() < 0.5:
        return ()
    possible = [h for h in _HYPOTHESES if all(s in used for s in _names(h) if s.isalpha())]
    return tuple(dict.fromkeys(r.choices(possible, k=r.choice([1, 1, 2])))) if possible else ()
