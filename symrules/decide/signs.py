"""Signs of fractions in a tower, proved from domains, hypotheses and the bounds of generators.

A polynomial is positive when each of its monomials is, after every generator with a known rational bound has been
measured from that bound; a univariate factor is also decided from its real roots. Nothing here is numerical guesswork.
"""

from __future__ import annotations

from typing import Any

from symrules.decide import clock
from symrules.decide.bounds import sign_from_bounds, sign_from_roots, sign_from_squares, sign_from_terms, sum_sign
from symrules.decide.conjugation import real_part
from symrules.decide.constants import constant_sign
from symrules.decide.facts import NOT_ZERO, combined, negated, power_sign, product_sign
from symrules.decide.fraction import Fraction, factored, support
from symrules.decide.generators import Generator
from symrules.decide.refusals import Larger, Meaningless, Unsupported, Vacuous
from symrules.decide.tower import Tower

_LARGEST_DEGREE = 2_000  # of a polynomial that is factored for the sake of its sign


def sign_of(tower: Tower, f: Fraction) -> str:
    """The sign of a real fraction on the domain, "" where it is not known (or the value may be complex)."""
    if f.numerator.is_zero():
        return "0"
    if not tower.is_real(f):
        return "!0" if _nonzero_complex(tower, f) else ""
    sign = polynomial_sign(tower, f.numerator)
    if f.denominator is not None:
        below = polynomial_sign(tower, f.denominator)
        # where the fraction is defined its denominator does not vanish
        sign = product_sign(sign, {"0+": "+", "0-": "-", "": "!0"}.get(below, below))
    return sign


def _nonzero_complex(tower: Tower, f: Fraction) -> bool:
    _, factors = factored(f.numerator)
    generators = [_is_generator(tower, p) for p, _ in factors]
    return all(g is not None and g.sign in NOT_ZERO for g in generators)


def polynomial_sign(tower: Tower, p: Any) -> str:
    """The sign of a polynomial in real generators: the product of the signs of its irreducible factors."""
    if p.is_constant():
        c = p.leading_coefficient() if not p.is_zero() else 0
        return "+" if c > 0 else "-" if c < 0 else "0"
    direct = sign_from_terms(tower, p)
    if direct in ("+", "-") or p.total_degree() > _LARGEST_DEGREE:
        return direct
    content, factors = factored(p)
    sign = "+" if content > 0 else "-"
    for factor, multiplicity in factors:
        sign = product_sign(sign, power_sign(factor_sign(tower, factor), multiplicity))
        if not sign:
            break
    return combined(direct, sign)


def factor_sign(tower: Tower, p: Any) -> str:
    """The sign of an irreducible polynomial in real generators."""
    clock.check()
    generator = _is_generator(tower, p)
    if generator is not None:
        sign = generator.sign if p.leading_coefficient() > 0 else negated(generator.sign)
        return combined(sign, _from_facts(tower, p))
    sign = sign_from_terms(tower, p)
    if sign in ("+", "-"):
        return sign
    for rule in _OF_FACTORS:
        sign = combined(sign, rule(tower, p))
        if sign in ("+", "-"):
            return sign
    return sign


def _is_generator(tower: Tower, p: Any) -> Generator | None:
    if len(p) != 1 or p.total_degree() != 1:
        return None
    return tower.generators[support(p)[0]]


def _from_facts(tower: Tower, p: Any) -> str:
    sign = ""
    scale = p.leading_coefficient()
    monic = p / scale
    for known, known_sign in known_polynomials(tower):
        if known == monic:
            sign = combined(sign, known_sign if scale > 0 else negated(known_sign))
    if sign in ("+", "-"):
        return sign
    return sign or _difference_from_facts(tower, p)


def _difference_from_facts(tower: Tower, p: Any, depth: int = 3) -> str:
    """p = Σ (positive multiples of quantities of known sign) + (the rest, of the same sign): then p has that sign."""
    coefficients = p.to_dict()
    for known, known_sign in known_polynomials(tower):
        if known_sign not in ("+", "-", "0+", "0-"):
            continue
        scales = {coefficients[m] / c for m, c in known.to_dict().items() if m in coefficients}
        for scale in sorted(scales):
            sign = known_sign if scale > 0 else negated(known_sign)
            rest = p - known * scale
            if rest.is_zero():
                return sign
            of_rest = sign_from_terms(tower, rest) or _from_factors(tower, rest)
            if not of_rest and depth > 1 and len(rest) <= len(p):
                of_rest = _difference_from_facts(tower, rest, depth - 1)
            if of_rest and (total := sum_sign(sign, of_rest)):
                return total
    return ""


def _from_factors(tower: Tower, p: Any) -> str:
    """The product of the signs of the irreducible factors, as far as terms and bounds of generators tell them."""
    if p.total_degree() == 1:
        return sign_from_bounds(tower, p)  # irreducible, and its terms have been looked at
    content, factors = factored(p)
    sign = "+" if content > 0 else "-"
    for q, multiplicity in factors:
        sign = product_sign(sign, power_sign(sign_from_terms(tower, q) or sign_from_bounds(tower, q), multiplicity))
        if not sign:
            break
    return sign


def known_polynomials(tower: Tower) -> list[tuple[Any, str]]:
    """The hypotheses on signs, as monic polynomials over the tower (denominators of known sign cleared)."""
    if tower._known is not None:
        return tower._known
    found: list[tuple[Any, str]] = []
    tower._known, complete = found, True
    for expression, sign in tower.facts.signs:
        try:
            f = tower.of(expression)
        except Larger:
            raise
        except (Meaningless, Unsupported):
            complete = False
            continue
        if f.is_constant() and not _agrees(f.numerator, sign):
            raise Vacuous(f"the hypothesis {expression} {_SYMBOL[sign]} 0 holds nowhere")
        if tower.is_real(f) and not f.is_zero():
            _add_known(tower, found, f, sign)
    tower._known = found = [pair for i, pair in enumerate(found) if pair not in found[:i]]
    _check_consistency(tower, found)
    if (tower.preparing or tower.choosing) and not complete:
        tower._known = None  # what a hypothesis stands for may not have been read yet
    return found


_SYMBOL = {"+": ">", "-": "<", "0+": ">=", "0-": "<=", "0": "=", "!0": "!="}


def _agrees(constant: Any, sign: str) -> bool:
    c = 0 if constant.is_zero() else constant.leading_coefficient()
    return {"+": c > 0, "-": c < 0, "0+": c >= 0, "0-": c <= 0, "0": c == 0, "!0": c != 0}[sign]


def _check_consistency(tower: Tower, known: list[tuple[Any, str]]) -> None:
    """Each hypothesis against what follows from the others and from the domains."""
    for p, sign in known[:12]:
        tower._known = [(q, s) for q, s in known if q != p]
        same = (s for q, s in known if q == p)
        try:
            if any(_contradict(sign, s) for s in (*same, polynomial_sign(tower, p))):
                raise Vacuous("the hypotheses contradict each other")
        finally:
            tower._known = known


def _contradict(a: str, b: str) -> bool:
    if not a or not b or a == b:
        return False
    if "0" in (a, b):
        return bool({a, b} & {"+", "-", "!0"})
    return {a, b} <= {"+", "-", "0+", "0-"} and a[-1] != b[-1] and (len(a) == 1 or len(b) == 1)


def _add_known(tower: Tower, known: list[tuple[Any, str]], f: Fraction, sign: str) -> None:
    if sign == "!0":
        known.extend((_monic(p), "!0") for p, _ in factored(f.numerator)[1])
        return
    below = "+" if f.denominator is None else polynomial_sign(tower, f.denominator)
    if below in ("+", "-"):
        above = product_sign(sign, below)
        c = f.numerator.leading_coefficient()
        known.append((_monic(f.numerator), above if c > 0 else negated(above)))
        for p, s in _single_unknown_factor(tower, f.numerator, above):
            known.append((_monic(p), s if p.leading_coefficient() > 0 else negated(s)))


def _monic(p: Any) -> Any:
    return p / p.leading_coefficient()


def _single_unknown_factor(tower: Tower, p: Any, sign: str) -> list[tuple[Any, str]]:
    """From the sign of a product in which all factors but one have a known sign, the sign of that one."""
    content, factors = factored(p)
    rest, unknown = "+" if content > 0 else "-", []
    for q, multiplicity in factors:
        s = sign_from_terms(tower, q)
        if s in ("+", "-"):
            rest = product_sign(rest, power_sign(s, multiplicity))
        else:
            unknown.append((q, multiplicity))
    if len(unknown) == 1 and unknown[0][1] % 2:
        return [(unknown[0][0], product_sign(sign, rest))]
    if sign in ("+", "-"):
        return [(q, "!0") for q, _ in unknown]
    return []


def _difference_of_exponentials(tower: Tower, p: Any) -> str:
    """exp(u) - exp(v) has the sign of u - v for real u and v; it vanishes only where that does."""
    exponent = exponent_of_ratio(tower, p)
    if exponent is None:
        return ""
    sign = sign_of(tower, exponent)
    return sign if next(iter(p.to_dict().values())) > 0 else negated(sign)


def exponent_of_ratio(tower: Tower, p: Any) -> Fraction | None:
    """u - v, for a multiple of exp(u) - exp(v) with real u and v; None for any other polynomial."""
    if len(p) != 2:
        return None
    (first, c), (second, d) = p.to_dict().items()
    if c + d != 0:
        return None
    exponent = tower.zero
    for i, power in enumerate(a - b for a, b in zip(first, second, strict=True)):
        if power:
            generator = tower.generators[i]
            if generator.kind != "exp" or not generator.real:
                return None
            exponent = tower.reduce(exponent + generator.data * tower.constant(power))
    return exponent


def _of_constant(tower: Tower, p: Any) -> str:
    """The sign of a number that an enclosure keeps from zero."""
    return constant_sign(tower, p)


def has_positive_real_part(tower: Tower, f: Fraction) -> bool:
    """Whether the real part is known to be positive."""
    return sign_of(tower, real_part(tower, f)) == "+"


_OF_FACTORS = (
    _from_facts, sign_from_bounds, sign_from_roots, sign_from_squares, _difference_of_exponentials, _of_constant,
)  # fmt: skip
