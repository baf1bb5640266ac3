"""Claims whose proofs carry side conditions, and points at which these, and the hypotheses, hold or fail.

The points lie where functions have poles and branch points: at zero, at whole and half numbers, and at multiples of π
and iπ.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath

from symrules.domain import Domain
from symrules.identity import Identity
from symrules.verdict import Verdict
from tests.decide.campaign.conditions import satisfied
from tests.decide.campaign.referee import DIGITS, OutOfReach, close, holds, value
from tests.decide.claims import claim
from tests.decide.corpus import NoValue

_FRACTIONS = tuple(Fraction(p, q) for q in (1, 2, 3) for p in range(-3 * q, 3 * q + 1))
_TURNS = (-2, -1, -0.5, 0.5, 1, 2)


@dataclass
class Coverage:
    """Of the points tried: how many satisfy hypotheses and conditions, and where a side is missing or they differ."""

    met: int
    undefined: list[str]
    different: list[str]


def members(domain: Domain) -> list[Any]:
    """Points of a domain, special ones among them."""
    with mpmath.workdps(DIGITS):
        real = [mpmath.mpf(q.numerator) / q.denominator for q in _FRACTIONS if domain.complex_ or q in domain]
        if domain.integer:
            return real
        pi = [mpmath.pi * t for t in _TURNS]
        if domain.complex_:
            return [*real[::2], *pi, *(1j * t for t in pi), mpmath.mpc(0, 1), mpmath.mpc(0, -1), mpmath.mpc(1, 0.5),
                    mpmath.mpc(-1, 2), mpmath.mpc(0.5, -3)]  # fmt: skip
        low, high = (None if end is None else mpmath.mpf(end.numerator) / end.denominator
                     for end in (domain.lower, domain.upper))  # fmt: skip
        inside = [t for t in pi if (low is None or t > low) and (high is None or t < high)]
        some = itertools.islice(domain.samples(), 5)
        return [*real, *inside] or [mpmath.mpf(q.numerator) / q.denominator for q in some]


def coverage(identity: Identity, found: Verdict, r: random.Random) -> Coverage:
    """What becomes of a proof at points of its domain; where none satisfies what it assumes, at more of them."""
    few = _coverage(identity, found, r, 40)
    return few if few.met else _coverage(identity, found, r, 1500)


def _coverage(identity: Identity, found: Verdict, r: random.Random, most: int) -> Coverage:
    symbols = identity.symbols
    choices = [members(identity.notation.domain(s)) for s in symbols]
    total = 1
    for c in choices:
        total *= len(c)
    points = list(itertools.product(*choices)) if total <= most else [
        tuple(r.choice(c) for c in choices) for _ in range(most)]  # fmt: skip
    result = Coverage(0, [], [])
    with mpmath.workdps(DIGITS):
        for point in points:
            at = dict(zip(symbols, point, strict=True))
            _visit(result, identity, found, _on_hypotheses(identity, at))
    return result


def _on_hypotheses(identity: Identity, at: dict[Any, Any]) -> dict[Any, Any]:
    """The point, moved to where the hypotheses of the form ``x = …`` hold."""
    moved = dict(at)
    for c in identity.where:
        if str(c.relation) == "=" and c.lhs.is_Symbol and not c.rhs.has(c.lhs):
            moved[c.lhs] = value(c.rhs, moved)
    return moved


def _visit(result: Coverage, identity: Identity, found: Verdict, at: dict[Any, Any]) -> None:
    values = {s.name: v for s, v in at.items()}
    if not all(_is_in(identity.notation.domain(s), v) for s, v in at.items()):
        return
    try:
        if not satisfied(found.side_conditions, identity.notation, values):
            return
        if not all(holds(str(c.relation), value(c.lhs, at), value(c.rhs, at)) for c in identity.where):
            return
    except NoValue:
        return
    result.met += 1
    place = ", ".join(f"{name} = {mpmath.nstr(v, 6)}" for name, v in values.items())
    sides = []
    for side in (identity.lhs, identity.rhs):
        try:
            sides.append(value(side, at))
        except OutOfReach:
            return
        except NoValue:
            result.undefined.append(f"{side} at {place}")
    if len(sides) == 2 and not close(*sides):
        result.different.append(f"at {place}: {mpmath.nstr(sides[0], 12)} against {mpmath.nstr(sides[1], 12)}")


def _is_in(domain: Domain, a: Any) -> bool:
    """Whether a value lies in a domain; ends that are not whole numbers are left alone."""
    if domain.complex_:
        return True
    if mpmath.im(a) != 0:
        return False
    return Fraction(str(mpmath.nstr(mpmath.re(a), 30))) in domain


_COMPLEX = (
    "coth({u})*sinh({u}) = cosh({u})", "tanh({u})*cosh({u}) = sinh({u})", "tan({u})*cos({u}) = sin({u})",
    "cot({u})*sin({u}) = cos({u})", "coth({u})*tanh({u}) = 1", "tan({u})*cot({u}) = 1", "csch({u})*sinh({u}) = 1",
    "sech({u})*cosh({u}) = 1", "1/(exp({u})-1) = (coth({u}/2)-1)/2", "1/(exp({u})+1) = (1-tanh({u}/2))/2",
    "tanh({u})**2 + sech({u})**2 = 1", "coth({u})**2 - csch({u})**2 = 1", "sec({u})**2 = 1 + tan({u})**2",
    "csc({u})**2 = 1 + cot({u})**2", "exp(log({u})) = {u}", "log({u})/log({u}) = 1", "{u}/{u} = 1",
    "gamma({u}+1) = {u}*gamma({u})", "gamma({u}+1)/gamma({u}) = {u}", "digamma({u}+1) = digamma({u})+1/{u}",
    "factorial({u})/factorial({u}-1) = {u}", "polygamma(1,{u}+1) = polygamma(1,{u})-1/{u}**2",
    "loggamma({u}) - loggamma({u}) = 0", "({u}**2-1)/({u}-1) = {u}+1", "1/({u}**2+1) = 1/(({u}+I)*({u}-I))",
    "1/sin({u}) - cot({u}) = tan({u}/2)", "2/(1+exp(-{u})) = 1+tanh({u}/2)", "sinh(2*{u})/sinh({u}) = 2*cosh({u})",
    "sin(2*{u})/cos({u}) = 2*sin({u})", "(exp(2*{u})-1)/(exp({u})-1) = exp({u})+1", "1/sinh({u}) = csch({u})",
    "tan({u}) = (1-cos(2*{u}))/sin(2*{u})", "coth({u})-tanh({u}) = 2*csch(2*{u})", "sqrt({u})**2/{u} = 1",
    "log({u}) + log(2) = log(2) + log({u})", "zeta({u})/zeta({u}) = 1", "besselk(0,{u})/besselk(0,{u}) = 1",
    "bessely(1,{u}) - bessely(1,{u}) = 0", "atanh({u})+atanh(-{u}) = 0", "beta({u},2)*{u}*({u}+1) = 1",
    "gamma({u})*gamma(1-{u}) = pi/sin(pi*{u})", "binomial({u},2) = {u}*({u}-1)/2",
    "harmonic({u}) = digamma({u}+1)+EulerGamma",
    "atan({u}) + atan(-{u}) = 0", "acoth({u})/acoth({u}) = 1", "asec({u}) - asec({u}) = 0", "Abs({u})/Abs({u}) = 1",
    "{u}/Abs({u}) = sign({u})", "arg({u}) - arg({u}) = 0", "{u}**(-1/2)*sqrt({u}) = 1", "1/(1/{u}) = {u}",
)  # fmt: skip
_ARGUMENTS = ("x", "x", "2*x", "-x", "x+y", "I*x", "x/2", "x*y", "x+1", "x**2", "1/x", "x-y", "exp(x)", "log(x)", "1-x",
              "pi*x", "sqrt(x)", "sinh(x)", "x/y", "I*pi*x", "x**2+1", "x+I*y")  # fmt: skip
_DOMAINS = ("complex", "complex", "complex", "real", "nonzero", "positive", "integer", "nonnegative", "(0, 1)")
_GIVEN = ("", "", "", "x != 0", "x = y", "x**2 = 1", "x = 2*y", "x != y", "x = 2", "x = 1 - y")


def claims(seed: int, count: int) -> Iterator[Identity]:
    """Identities of functions with poles, some at complex arguments."""
    r = random.Random(seed)
    for _ in range(count):
        text = r.choice(_COMPLEX).replace("{u}", f"({r.choice(_ARGUMENTS)})")
        given = r.choice(_GIVEN)
        names = "xy" if "y" in f"{text.replace('digamma', '').replace('polygamma', '')} {given}" else "x"
        domains = {name: r.choice(_DOMAINS) for name in names}
        yield claim(text, (given,) if given else (), **domains)
