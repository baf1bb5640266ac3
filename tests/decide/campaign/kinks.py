"""Claims on integrals over kinks and jumps, with the exact value by integration piece by piece.

A tree is a tuple: ("x",), ("number", q), ("symbol", name), or an operation and its arguments. It is written as text for
the prover, and read as a function on the line, or as a number, for given values of its symbols.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.decide.campaign.judging import Claim
from tests.decide.campaign.pieces import ONE, ZERO, Divergent, Irrational, Number, Pieces

Tree = tuple[Any, ...]
Values = dict[str, Fraction]
X: Tree = ("x",)
_HALF = Fraction(1, 2)
_HALF_TREE: Tree = ("number", _HALF)


def number(q: Any) -> Tree:
    return ("number", Fraction(q))


def plus(*a: Tree) -> Tree:
    return ("+", *a)


def times(*a: Tree) -> Tree:
    factors = [f for f in a if f != ("number", ONE)]
    return ("*", *factors) if len(factors) > 1 else factors[0] if factors else number(1)


def minus(a: Tree, b: Tree) -> Tree:
    return a if b == ("number", ZERO) else ("-", a, b)


# -- as text

_CALLS = {"abs": "Abs", "sign": "sign", "step": "Heaviside", "max": "Max", "min": "Min"}


def text(tree: Tree) -> str:
    """The tree as the prover reads it."""
    kind, *parts = tree
    if kind == "x":
        return "x"
    if kind == "number":
        return f"({parts[0]})" if parts[0] < 0 or parts[0].denominator > 1 else str(parts[0])
    if kind == "symbol":
        return str(parts[0])
    if kind in "+*-":
        return "(" + kind.join(text(p) for p in parts) + ")"
    if kind == "cases":
        below, above, first, second = map(text, parts)
        return f"Piecewise(({first}, {below} < {above}), ({second}, True))"
    if kind == "decay":
        rate, centre = parts
        return f"exp(-{text(rate)}*Abs(x-{text(centre)}))"
    if kind == "from":
        return f"Integral({text(parts[0]).replace('x', 'u').replace('Mau', 'Max')}, (u, {text(parts[1])}, x))"
    return f"{_CALLS[kind]}({', '.join(map(text, parts))})"


# -- as a function on the line


def function(tree: Tree, at: Values) -> Pieces:
    """The function of x that the tree stands for."""
    kind, *parts = tree
    if kind == "x":
        return Pieces.polynomial(ZERO, ONE)
    if kind == "number":
        return Pieces.polynomial(parts[0])
    if kind == "symbol":
        return Pieces.polynomial(at[parts[0]])
    if kind == "decay":
        rate, centre = (value(p, at) for p in parts)
        right, left = Pieces.exponential(-rate, rate * centre), Pieces.exponential(rate, -rate * centre)
        return Pieces([centre], [left.terms[0], right.terms[0]])
    if kind == "from":
        return function(parts[0], at).from_(value(parts[1], at))
    return _operation(kind, [function(p, at) for p in parts])


def _operation(kind: str, parts: list[Pieces]) -> Pieces:
    if kind in "+*":
        total = parts[0]
        for part in parts[1:]:
            total = total + part if kind == "+" else total * part
        return total
    half, one, negative = (Pieces.polynomial(q) for q in (_HALF, ONE, -ONE))
    if kind == "-":
        return parts[0] + negative * parts[1]
    if kind == "sign":
        return parts[0].sign()
    if kind == "abs":
        return parts[0].sign() * parts[0]
    if kind == "step":
        return half * (one + parts[0].sign())
    if kind == "cases":
        below, above, first, second = parts
        sign = (above + negative * below).sign()
        return second + (first + negative * second) * half * sign * (one + sign)
    size = _operation("abs", [parts[0] + negative * parts[1]])
    return half * (parts[0] + parts[1] + (size if kind == "max" else negative * size))


def value(tree: Tree, at: Values) -> Fraction:
    """The number that a tree without x stands for."""
    kind, *parts = tree
    if kind == "number":
        return Fraction(parts[0])
    if kind == "symbol":
        return at[parts[0]]
    values = [value(p, at) for p in parts]
    if kind == "+":
        return sum(values, ZERO)
    if kind == "-":
        return values[0] - values[1]
    if kind == "*":
        product = ONE
        for v in values:
            product *= v
        return product
    if kind in ("max", "min"):
        return max(values) if kind == "max" else min(values)
    sign = Fraction((values[0] > 0) - (values[0] < 0))
    return {"sign": sign, "abs": abs(values[0]), "step": (1 + sign) / 2}[kind]


# -- random integrands


def _rational(r: random.Random) -> Fraction:
    return r.choice([Fraction(r.randint(-3, 3)), Fraction(r.randint(-6, 6), r.choice([2, 3, 4]))])


def _kinked(r: random.Random, points: list[Tree], depth: int) -> Tree:
    """A function with kinks and jumps at some of the points."""
    inner = _linear(r, points) if depth <= 1 or r.random() < 0.6 else _kinked(r, points, depth - 1)
    kind = r.choice(["abs", "abs", "sign", "step", "max", "min", "cases", "cases"])
    if kind in ("max", "min"):
        return (kind, inner, r.choice([r.choice(points), number(_rational(r)), _linear(r, points)]))
    if kind == "cases":
        return ("cases", inner, r.choice(points), _smooth(r), _smooth(r) if r.random() < 0.7 else inner)
    return (kind, minus(inner, r.choice(points)) if r.random() < 0.5 else inner)


def _linear(r: random.Random, points: list[Tree]) -> Tree:
    pick = r.randrange(6)
    if pick < 2:
        return minus(X, r.choice(points))
    if pick == 2:
        return minus(r.choice(points), X)
    if pick == 3:
        return times(minus(X, r.choice(points)), minus(X, r.choice(points)))
    return times(number(r.choice([2, 3, -2, _HALF])), minus(X, r.choice(points))) if pick == 4 else X


def _smooth(r: random.Random) -> Tree:
    return r.choice([number(_rational(r)), X, X, times(X, X), times(number(_rational(r)), X)])


def integrand(r: random.Random, points: list[Tree], depth: int) -> Tree:
    """A sum or product of kinked and smooth functions."""
    tree = _kinked(r, points, depth)
    pick = r.randrange(6)
    if pick == 0:
        tree = plus(tree, times(_smooth(r), _kinked(r, points, 1)))
    elif pick == 1:
        tree = times(tree, _kinked(r, points, 1))
    elif pick <= 3:
        tree = times(_smooth(r), tree)
    elif pick == 4 and r.random() < 0.5:
        tree = times(("from", tree, r.choice(points)), _smooth(r))
    return tree


# -- claims with numbers


def _written(total: Number) -> str:
    return " + ".join(f"({q})*exp({r})" if r else f"({q})" for r, q in sorted(total.items())) or "0"


def _mutated(total: Number, r: random.Random) -> Number:
    """Another number."""
    other = dict(total)
    exponent = r.choice(sorted(total) or [ZERO])
    q = total.get(exponent, ZERO)
    other[exponent] = r.choice([q + r.choice([1, -1, _HALF]), -q if q else ONE, 2 * q if q else ONE])
    return other


def _twins(statement: str, total: Number, r: random.Random, domains: dict[str, str]) -> Iterator[Claim]:
    yield Claim(f"{statement} = {_written(total)}", True, domains)
    yield Claim(f"{statement} = {_written(_mutated(total, r))}", False, domains)


def with_numbers(seed: int, count: int) -> Iterator[Claim]:
    """Between numbers, in either order or the same; or up to infinity under a decaying exponential."""
    r = random.Random(seed)
    made = 0
    while made < count:
        points = [number(_rational(r)) for _ in range(3)]
        tree = integrand(r, points, r.choice([1, 2, 2, 3]))
        if r.random() < 0.3:
            tree = times(tree, ("decay", number(r.choice([1, 2, _HALF])), r.choice([number(0), *points])))
        infinite = "decay" in repr(tree) and r.random() < 0.7
        a, b = (r.choice([_rational(r), *(p[1] for p in points)]) for _ in range(2))
        low, high = r.choice([(None, None), (a, None), (None, b)]) if infinite else (a, b)
        try:
            total = function(tree, {}).integral(low, high)
        except (Irrational, Divergent):
            continue
        ends = f"{'-oo' if low is None else low}, {'oo' if high is None else high}"
        names = {"x": "real"} | ({"u": "real"} if "from" in repr(tree) else {})
        yield from _twins(f"Integral({text(tree)}, (x, {ends}))", total, r, names)
        made += 2


# -- claims with symbols

_DOMAINS = ("real", "real", "real", "positive", "nonnegative", "negative", "[0, 1]", "(0, 1)", "[1, 2]", "nonzero")
_POOL = sorted({Fraction(p, q) for q in (1, 2, 3) for p in range(-2 * q, 2 * q + 1)}
               | {Fraction(p, 2) for p in (-14, -11, -7, 5, 7, 9, 13, 16)})  # fmt: skip
_RELATIONS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, "=": lambda a, b: a == b,
    ">=": lambda a, b: a >= b,
}  # fmt: skip
_IN = {
    "real": lambda q: True, "positive": lambda q: q > 0, "nonnegative": lambda q: q >= 0, "negative": lambda q: q < 0,
    "[0, 1]": lambda q: 0 <= q <= 1, "(0, 1)": lambda q: 0 < q < 1, "[1, 2]": lambda q: 1 <= q <= 2,
    "nonzero": lambda q: q != 0,
}  # fmt: skip
_MEMBERS = {domain: [q for q in _POOL if inside(q)] for domain, inside in _IN.items()}


def _satisfies(at: Values, where: list[tuple[Tree, str, Tree]]) -> bool:
    return all(_RELATIONS[relation](value(a, at), value(b, at)) for a, relation, b in where)


def points_of(
    r: random.Random, domains: dict[str, str], where: list[tuple[Tree, str, Tree]], count: int
) -> list[Values]:
    """Points of the domain that satisfy the hypotheses, among them some where symbols coincide."""
    found = []
    for _ in range(20 * count):
        at = {name: r.choice(_MEMBERS[domain]) for name, domain in domains.items()}
        if r.random() < 0.2 and len(at) > 1:
            first, second = r.sample(sorted(at), 2)
            if at[first] in _MEMBERS[domains[second]]:
                at[second] = at[first]
        if _satisfies(at, where):
            found.append(at)
            if len(found) == count:
                break
    return found


def _antiderivative(kind: str, power: int, centre: Tree, t: Tree, sign: Tree) -> Tree:
    """Of x**power times a kink at a centre, at t; `sign` is that of t - centre."""

    def monomial(n: int) -> Tree:
        def raised(u: Tree) -> Tree:
            return times(*[u] * n) if n > 1 else u

        return times(number(Fraction(1, n)), sign, minus(raised(t), raised(centre)))

    def plain(n: int) -> Tree:
        return times(number(Fraction(1, n)), *[t] * n)

    if kind == "sign":
        return monomial(power + 1)
    if kind == "step":
        return times(_HALF_TREE, plus(plain(power + 1), monomial(power + 1)))
    size = minus(monomial(power + 2), times(centre, monomial(power + 1)))
    if kind == "abs":
        return size
    both = plus(plain(power + 2), times(centre, plain(power + 1)))
    return times(_HALF_TREE, plus(both, size) if kind == "max" else minus(both, size))


def _kink(kind: str, centre: Tree) -> Tree:
    return (kind, X, centre) if kind in ("max", "min") else (kind, minus(X, centre))


def _domains(r: random.Random, tree: Any) -> dict[str, str]:
    return {name: r.choice(_DOMAINS) for name in "abcd" if f"('symbol', '{name}')" in repr(tree)}


def _hypotheses(r: random.Random, places: list[Tree]) -> list[tuple[Tree, str, Tree]]:
    if r.random() < 0.4:
        return []
    pairs = [r.sample(places, 2) for _ in range(r.choice([1, 1, 2, 3]))]
    return [(a, r.choice(["<", "<", "<=", ">", "="]), b) for a, b in pairs if "symbol" in (a[0], b[0])]


def with_symbols(seed: int, count: int) -> Iterator[Claim]:
    """Ends and kinks at symbols: closed forms for any order of them, and such as hold in one order alone.

    Whether a claim holds is found at points of its domain, exactly; each side is a polynomial on every cell.
    """
    r = random.Random(seed)
    made = 0
    while made < count:
        made += yield from _one_with_symbols(r)


def _one_with_symbols(r: random.Random) -> Any:
    places: list[Tree] = [("symbol", name) for name in "abc"] + [number(r.choice([0, 1, -1, _HALF, 2]))]
    low, high, centre = (r.choice(places) for _ in range(3))
    if r.random() < 0.35:
        tree, rhs = _additive(r, places, low, high)
    else:
        kind, power = r.choice(["abs", "sign", "step", "max", "min"]), r.choice([0, 0, 0, 1, 2])
        tree = times(*[X] * power, _kink(kind, centre))
        signs = [("sign", minus(t, centre)) if r.random() < 0.5 else number(r.choice([1, -1])) for t in (high, low)]
        if r.random() < 0.4:
            signs = [("sign", minus(t, centre)) for t in (high, low)]
        upper, lower = (_antiderivative(kind, power, centre, t, s) for t, s in zip((high, low), signs, strict=True))
        rhs = minus(upper, lower)
    if r.random() < 0.25:
        rhs = times(number(r.choice([2, -1, _HALF])), rhs) if r.random() < 0.5 else plus(rhs, number(r.choice([1, -1])))
    where = _hypotheses(r, places)
    domains = _domains(r, (tree, low, high, rhs, where))
    if not domains:
        return 0
    points = points_of(r, domains, where, 40)
    if len(points) < 12:
        return 0

    def fails(at: Values) -> bool:
        return _satisfies(at, where) and _integral(tree, low, high, at) != _side(rhs, at)

    try:
        against = tuple(at for at in points if fails(at))
    except Irrational:
        return 0
    given = tuple(f"{text(a)} {relation} {text(b)}" for a, relation, b in where)
    statement = f"Integral({text(tree)}, (x, {text(low)}, {text(high)})) = {_side_text(rhs)}"
    yield Claim(statement, not against, {"x": "real", **domains}, given, against=against, fails_at=fails)
    return 1


def _additive(r: random.Random, places: list[Tree], low: Tree, high: Tree) -> tuple[Tree, Tree]:
    """The integral through a third point, or its negative between reversed ends."""
    tree = times(_smooth(r), _kinked(r, places, 1)) if r.random() < 0.5 else _kinked(r, places, 1)
    if r.random() < 0.3:
        return tree, ("integrals", (number(-1), tree, high, low))
    middle = r.choice(places)
    order = [(number(1), tree, low, middle), (number(1), tree, middle, high)]
    if r.random() < 0.2:
        order[1] = (number(1), tree, high, middle)
    return tree, ("integrals", *order)


def _integral(tree: Tree, low: Tree, high: Tree, at: Values) -> Fraction:
    return function(tree, at).integral(value(low, at), value(high, at)).get(ZERO, ZERO)


def _side(tree: Tree, at: Values) -> Fraction:
    if tree[0] == "integrals":
        return sum((value(c, at) * _integral(f, low, high, at) for c, f, low, high in tree[1:]), ZERO)
    if tree[0] in "+*-" and any(p[0] == "integrals" for p in tree[1:]):
        a, b = (_side(p, at) for p in tree[1:])
        return a + b if tree[0] == "+" else a - b if tree[0] == "-" else a * b
    return value(tree, at)


def _side_text(tree: Tree) -> str:
    if tree[0] == "integrals":
        parts = (f"{text(c)}*Integral({text(f)}, (x, {text(a)}, {text(b)}))" for c, f, a, b in tree[1:])
        return "(" + " + ".join(parts) + ")"
    if tree[0] in "+*-" and any(p[0] == "integrals" for p in tree[1:]):
        return "(" + tree[0].join(_side_text(p) for p in tree[1:]) + ")"
    return text(tree)
