"""A seeded generator of identities, true by rewriting and false by mutation, with mpmath as an independent referee.

The generator shares nothing with the prover: expressions are SymPy trees built without evaluation, rewritten by
textbook rules that hold on the stated domains, and mutated in one place. What a mutation did to the truth of a claim
is not assumed: `referee` evaluates both sides with mpmath to 50 digits at random points of the domain.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import sympy
from sympy import Add, Integer, Mul, Pow, Rational, Symbol

from symrules.identity import Identity
from symrules.notation import Notation

X, Y, Z = (Symbol(n) for n in "xyz")
_HALF = Rational(1, 2)


def add(*a: Any) -> Any:
    return Add(*a, evaluate=False)


def mul(*a: Any) -> Any:
    return Mul(*a, evaluate=False)


def power(a: Any, b: Any) -> Any:
    return Pow(a, b, evaluate=False)


def call(f: Any, *a: Any) -> Any:
    return f(*a, evaluate=False)


def neg(a: Any) -> Any:
    return mul(Integer(-1), a)


def over(a: Any, b: Any) -> Any:
    return mul(a, power(b, Integer(-1)))


@dataclass(frozen=True)
class Case:
    """One claim of the corpus; `kind` says how it was made."""

    identity: Identity
    kind: str
    domains: dict[str, str]


# -- random expressions

_SMOOTH = (sympy.exp, sympy.sinh, sympy.cosh, sympy.tanh, sympy.sin, sympy.cos)
_POSITIVE = ("positive", "[1, 5]", "(0, 1)", "positive integer")
_DOMAINS = (
    "real",
    "positive",
    "nonzero",
    "nonnegative",
    "(0, 1)",
    "[1, 5]",
    "negative",
    "integer",
    "complex",
    "(-1, 1)",
    "(0, pi/2)",
)


def argument(r: random.Random, symbols: list[Symbol]) -> Any:
    """A small linear combination or product of symbols: what exponents are made of."""
    s = r.choice(symbols)
    pick = r.randrange(6)
    if pick == 0:
        return mul(Integer(r.randint(2, 3)), s)
    if pick == 1:
        return mul(_HALF, s)
    if pick == 2 and len(symbols) > 1:
        return add(s, r.choice(symbols))
    if pick == 3 and len(symbols) > 1:
        return mul(s, r.choice([t for t in symbols if t != s]))
    return s


def expression(r: random.Random, symbols: list[Symbol], depth: int) -> Any:
    """A random expression of elementary functions."""
    if depth <= 0:
        return r.choice([*symbols, *symbols, Integer(r.randint(1, 4)), Rational(r.randint(1, 5), r.randint(2, 5))])
    pick = r.randrange(12)
    if pick < 3:
        return add(*(expression(r, symbols, depth - 1) for _ in range(r.randint(2, 3))))
    if pick < 6:
        return mul(*(expression(r, symbols, depth - 1) for _ in range(2)))
    if pick == 6:
        return power(expression(r, symbols, depth - 1), Integer(r.choice([2, 2, 3, -1])))
    if pick == 7:
        return over(expression(r, symbols, depth - 1), expression(r, symbols, depth - 2))
    if pick == 8:
        return call(r.choice([sympy.coth, sympy.tan, sympy.sech, sympy.csch]), argument(r, symbols))
    if pick == 9:
        return call(r.choice([sympy.Abs, sympy.log]), expression(r, symbols, depth - 2))
    if pick == 10:
        return power(expression(r, symbols, depth - 2), r.choice([_HALF, Rational(1, 3), -_HALF, Rational(3, 2)]))
    return call(r.choice(_SMOOTH), argument(r, symbols))


# -- rewriting by rules that hold at every point where both sides are defined

Rule = Callable[[Any, random.Random], Any]


def _exponential_form(e: Any, r: random.Random) -> Any:
    if not isinstance(e, sympy.Function):
        return None
    u = e.args[0]
    plus, minus = call(sympy.exp, u), call(sympy.exp, neg(u))
    i = sympy.I
    up, down = call(sympy.exp, mul(i, u)), call(sympy.exp, neg(mul(i, u)))
    forms = {
        sympy.sinh: lambda: mul(_HALF, add(plus, neg(minus))),
        sympy.cosh: lambda: mul(_HALF, add(plus, minus)),
        sympy.tanh: lambda: add(1, neg(over(2, add(call(sympy.exp, mul(2, u)), 1)))),
        sympy.coth: lambda: add(1, over(2, add(call(sympy.exp, mul(2, u)), -1))),
        sympy.sech: lambda: over(2, add(plus, minus)),
        sympy.csch: lambda: over(2, add(plus, neg(minus))),
        sympy.cos: lambda: mul(_HALF, add(up, down)),
        sympy.sin: lambda: mul(neg(i), _HALF, add(up, neg(down))),
        sympy.tan: lambda: over(call(sympy.sin, u), call(sympy.cos, u)),
        sympy.exp: lambda: add(call(sympy.sinh, u), call(sympy.cosh, u)),
    }
    form = forms.get(type(e))
    return None if form is None else form()


def _double_angle(e: Any, r: random.Random) -> Any:
    if not isinstance(e, sympy.Function):
        return None
    u = e.args[0]
    h = mul(_HALF, u)
    forms = {
        sympy.exp: lambda: power(call(sympy.exp, h), Integer(2)),
        sympy.sinh: lambda: mul(2, call(sympy.sinh, h), call(sympy.cosh, h)),
        sympy.cosh: lambda: add(1, mul(2, power(call(sympy.sinh, h), Integer(2)))),
        sympy.tanh: lambda: over(mul(2, call(sympy.tanh, h)), add(1, power(call(sympy.tanh, h), Integer(2)))),
        sympy.sin: lambda: mul(2, call(sympy.sin, h), call(sympy.cos, h)),
        sympy.cos: lambda: add(1, mul(-2, power(call(sympy.sin, h), Integer(2)))),
    }
    form = forms.get(type(e))
    return None if form is None else form()


def _distribute(e: Any, r: random.Random) -> Any:
    if not e.is_Mul:
        return None
    for i, f in enumerate(e.args):
        if f.is_Add:
            rest = [*e.args[:i], *e.args[i + 1 :]]
            return add(*(mul(t, *rest) for t in f.args))
    return None


def _reorder(e: Any, r: random.Random) -> Any:
    if not (e.is_Add or e.is_Mul):
        return None
    args = list(e.args)
    r.shuffle(args)
    return type(e)(*args, evaluate=False)


def _expand_power(e: Any, r: random.Random) -> Any:
    if e.is_Pow and e.args[1] == 2:
        a = e.args[0]
        return add(*(mul(s, t) for s in a.args for t in a.args)) if a.is_Add else mul(a, a)
    if e.is_Pow and e.args[1] == 3:
        return mul(e.args[0], power(e.args[0], Integer(2)))
    return None


def _add_and_subtract(e: Any, r: random.Random) -> Any:
    s = sorted(e.free_symbols, key=str)
    return add(e, s[0], neg(s[0])) if s else None


def _multiply_and_divide(e: Any, r: random.Random) -> Any:
    u = add(2, power(call(sympy.exp, r.choice([X, Y, Z])), Integer(2))) if r.random() < 0.3 else Integer(3)
    return mul(e, u, power(u, Integer(-1))) if u.is_Integer else None


def _pythagoras(e: Any, r: random.Random) -> Any:
    s = sorted(e.free_symbols, key=str)
    if not s:
        return None
    u = r.choice(s)
    one = add(power(call(sympy.sin, u), Integer(2)), power(call(sympy.cos, u), Integer(2)))
    two = add(power(call(sympy.cosh, u), Integer(2)), neg(power(call(sympy.sinh, u), Integer(2))))
    return mul(e, r.choice([one, two]))


_REWRITES: tuple[Rule, ...] = (
    _exponential_form,
    _double_angle,
    _distribute,
    _reorder,
    _expand_power,
    _add_and_subtract,
    _multiply_and_divide,
    _pythagoras,
)


def subtrees(e: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    yield path, e
    for i, a in enumerate(e.args):
        yield from subtrees(a, (*path, i))


def replaced_at(e: Any, path: tuple[int, ...], new: Any) -> Any:
    if not path:
        return new
    args = list(e.args)
    args[path[0]] = replaced_at(args[path[0]], path[1:], new)
    return e.func(*args, evaluate=False)


def rewritten(e: Any, r: random.Random, steps: int) -> Any:
    """The expression after some textbook rewritings at random places."""
    for _ in range(steps):
        places = list(subtrees(e))
        for _attempt in range(12):
            path, sub = r.choice(places)
            if path and any(e_.is_Pow and p == 1 for e_, p in _ancestors(e, path)):
                continue  # not inside an exponent
            new = r.choice(_REWRITES)(sub, r) if sub.args or sub.is_Symbol else None
            if new is not None:
                e = replaced_at(e, path, new)
                break
    return e


def _ancestors(e: Any, path: tuple[int, ...]) -> Iterator[tuple[Any, int]]:
    for p in path:
        yield e, p
        e = e.args[p]


_SWAPS = {
    sympy.sinh: sympy.cosh,
    sympy.cosh: sympy.sinh,
    sympy.tanh: sympy.coth,
    sympy.coth: sympy.tanh,
    sympy.sin: sympy.cos,
    sympy.cos: sympy.sin,
    sympy.exp: sympy.cosh,
    sympy.log: sympy.exp,
    sympy.tan: sympy.tanh,
    sympy.sech: sympy.csch,
    sympy.csch: sympy.sech,
    sympy.Abs: sympy.sinh,
}


def mutated(e: Any, r: random.Random, symbols: list[Symbol]) -> Any:
    """The expression with one sign, factor, exponent, function or symbol changed."""
    places = list(subtrees(e))
    for _attempt in range(30):
        path, sub = r.choice(places)
        new = None
        pick = r.randrange(5)
        if pick == 0:
            new = neg(sub)
        elif pick == 1 and sub.is_Rational:
            new = sub + r.choice([1, -1, Rational(1, 2)])
        elif pick == 2 and sub.is_Pow and sub.args[1].is_Rational:
            new = power(sub.args[0], sub.args[1] + 1)
        elif pick == 3 and type(sub) in _SWAPS:
            new = call(_SWAPS[type(sub)], sub.args[0])
        elif pick == 4 and sub.is_Symbol and len(symbols) > 1:
            new = r.choice([s for s in symbols if s != sub])
        if new is not None:
            return replaced_at(e, path, new)
    return add(e, 1)


# -- claims on branches and signs, true or false by the domain alone


def _pair(text_lhs: Any, text_rhs: Any) -> tuple[Any, Any]:
    return text_lhs, text_rhs


def branch_claim(r: random.Random) -> tuple[Any, Any]:
    """A law of logarithms, roots, absolute values and powers that holds on some domains and fails on others."""
    x, y = X, Y
    log, sqrt, ab = (lambda u: call(sympy.log, u)), (lambda u: power(u, _HALF)), (lambda u: call(sympy.Abs, u))
    n = r.choice([2, 3, 4, 5])
    q = Rational(r.choice([1, 2, 3, 4, -1, -2]), r.choice([2, 3, 4]))
    u = r.choice(
        [
            x,
            add(x, 1),
            add(1, neg(x)),
            mul(x, y),
            power(x, Integer(2)),
            neg(x),
            add(x, y),
            call(sympy.exp, x),
            call(sympy.sinh, x),
            add(power(x, Integer(2)), 1),
        ]
    )
    v = r.choice([y, add(y, 2), power(y, Integer(2)), neg(y), over(1, y), x])
    claims = [
        lambda: (log(mul(u, v)), add(log(u), log(v))),
        lambda: (log(power(u, Integer(n))), mul(n, log(u))),
        lambda: (log(over(u, v)), add(log(u), neg(log(v)))),
        lambda: (sqrt(mul(u, v)), mul(sqrt(u), sqrt(v))),
        lambda: (sqrt(power(u, Integer(2))), u),
        lambda: (sqrt(power(u, Integer(2))), ab(u)),
        lambda: (power(power(u, Integer(n)), Rational(1, n)), u),
        lambda: (power(mul(u, v), q), mul(power(u, q), power(v, q))),
        lambda: (power(power(u, q), Integer(n)), power(u, n * q)),
        lambda: (power(power(u, Integer(n)), q), power(u, n * q)),
        lambda: (power(over(u, v), q), over(power(u, q), power(v, q))),
        lambda: (call(sympy.exp, log(u)), u),
        lambda: (log(call(sympy.exp, u)), u),
        lambda: (ab(mul(u, v)), mul(ab(u), ab(v))),
        lambda: (ab(u), u),
        lambda: (mul(call(sympy.sign, u), ab(u)), u),
        lambda: (power(call(sympy.sign, u), Integer(2)), Integer(1)),
        lambda: (ab(add(u, v)), add(ab(u), ab(v))),
        lambda: (call(sympy.asinh, u), log(add(u, sqrt(add(power(u, Integer(2)), 1))))),
        lambda: (call(sympy.acosh, u), log(add(u, sqrt(add(power(u, Integer(2)), -1))))),
        lambda: (call(sympy.atanh, u), mul(_HALF, log(over(add(1, u), add(1, neg(u)))))),
        lambda: (call(sympy.cosh, call(sympy.asinh, u)), sqrt(add(1, power(u, Integer(2))))),
        lambda: (call(sympy.sin, call(sympy.acos, u)), sqrt(add(1, neg(power(u, Integer(2)))))),
        lambda: (call(sympy.asinh, call(sympy.sinh, u)), u),
        lambda: (call(sympy.atan, call(sympy.tan, u)), u),
        lambda: (call(sympy.acosh, call(sympy.cosh, u)), ab(u)),
        lambda: (call(sympy.atanh, call(sympy.tanh, u)), u),
        lambda: (power(call(sympy.exp, u), q), call(sympy.exp, mul(q, u))),
        lambda: (mul(power(u, v), power(u, neg(v))), Integer(1)),
        lambda: (power(power(u, v), Integer(2)), power(u, mul(2, v))),
        lambda: (power(mul(u, y), v), mul(power(u, v), power(y, v))),
        lambda: (call(sympy.Max, u, v), mul(_HALF, add(u, v, ab(add(u, neg(v)))))),
        lambda: (add(call(sympy.Max, u, v), call(sympy.Min, u, v)), add(u, v)),
        lambda: (call(sympy.Max, u, v), u),
        lambda: (call(sympy.atan, u), add(mul(_HALF, sympy.pi), neg(call(sympy.atan, over(1, u))))),
        lambda: (log(ab(u)), mul(_HALF, log(power(u, Integer(2))))),
        lambda: (over(u, u), Integer(1)),
        lambda: (call(sympy.asin, neg(u)), neg(call(sympy.asin, u))),
        lambda: (log(neg(u)), add(log(u), mul(sympy.I, sympy.pi))),
        lambda: (call(sympy.conjugate, log(u)), log(u)),
        lambda: (call(sympy.re, u), u),
        lambda: (call(sympy.im, sqrt(u)), Integer(0)),
    ]
    return r.choice(claims)()


# -- the corpus


def cases(seed: int, count: int) -> Iterator[Case]:
    """Claims of the corpus, the same for the same seed."""
    r = random.Random(seed)
    for _ in range(count):
        kind = r.choices(["true", "mutated", "branch", "branch mutated"], [4, 4, 3, 1])[0]
        symbols = [X, Y, Z][: r.choice([1, 2, 2, 3])]
        if kind.startswith("branch"):
            symbols = [X, Y]
            lhs, rhs = branch_claim(r)
            if kind == "branch mutated":
                rhs = mutated(rhs, r, symbols)
        else:
            lhs = expression(r, symbols, r.choice([1, 2, 2, 3]))
            rhs = rewritten(lhs, r, r.randint(1, 4))
            if kind == "mutated":
                rhs = mutated(rhs, r, symbols)
        domains = {s.name: r.choice(_DOMAINS) for s in (X, Y, Z)}
        notation = Notation()
        for name, domain in domains.items():
            notation.symbol(name, domain=domain)
        yield Case(Identity(lhs, rhs, notation), kind, domains)


# -- the referee


class NoValue(Exception):
    """mpmath has no value at the point."""


_MP: dict[Any, Callable[..., Any]] = {
    sympy.exp: mpmath.exp,
    sympy.log: mpmath.log,
    sympy.sinh: mpmath.sinh,
    sympy.cosh: mpmath.cosh,
    sympy.tanh: mpmath.tanh,
    sympy.coth: mpmath.coth,
    sympy.sech: mpmath.sech,
    sympy.csch: mpmath.csch,
    sympy.sin: mpmath.sin,
    sympy.cos: mpmath.cos,
    sympy.tan: mpmath.tan,
    sympy.Abs: mpmath.fabs,
    sympy.asinh: mpmath.asinh,
    sympy.acosh: mpmath.acosh,
    sympy.atanh: mpmath.atanh,
    sympy.asin: mpmath.asin,
    sympy.acos: mpmath.acos,
    sympy.atan: mpmath.atan,
    sympy.conjugate: mpmath.conj,
    sympy.re: mpmath.re,
    sympy.im: mpmath.im,
}


def value(e: Any, point: dict[Symbol, Any]) -> Any:
    """The value by mpmath at the working precision, by recursion over the tree."""
    if e.is_Symbol:
        return point[e]
    if e.is_Rational:
        return mpmath.mpf(int(e.p)) / int(e.q)
    if e is sympy.pi:
        return +mpmath.pi
    if e is sympy.I:
        return mpmath.mpc(0, 1)
    args = [value(a, point) for a in e.args]
    if not (e.is_Add or e.is_Mul) and any(mpmath.isfinite(a) and abs(a) > 10**4 for a in args[-1:]):
        raise NoValue  # mpmath would take its time over exp(10**9)
    if e.is_Add:
        return mpmath.fsum(args)
    if e.is_Mul:
        return mpmath.fprod(args)
    if e.is_Pow:
        if args[0] == 0 and mpmath.re(args[1]) < 0:
            raise NoValue
        return mpmath.power(args[0], args[1])
    if isinstance(e, (sympy.Max, sympy.Min)):
        if any(mpmath.im(a) != 0 for a in args):
            raise NoValue
        return (max if isinstance(e, sympy.Max) else min)(mpmath.re(a) for a in args)
    if isinstance(e, sympy.sign):
        if mpmath.im(args[0]) != 0:
            raise NoValue
        return mpmath.sign(mpmath.re(args[0]))
    return _MP[type(e)](*args)


def _members(domain: Any, r: random.Random) -> Fraction | tuple[Fraction, Fraction]:
    def draw() -> Fraction:
        return r.choice(
            [
                Fraction(r.randint(-12, 12), r.choice([1, 2, 3, 4, 7])),
                Fraction(r.randint(-99, 99), 100),
                Fraction(0),
                Fraction(1),
                Fraction(-1),
            ]
        )

    if domain.complex_:
        return draw(), draw()
    for _ in range(200):
        c = draw()
        if c in domain:
            return c
    raise NoValue


def referee(case: Case, r: random.Random, points: int = 4) -> str:
    """ "equal", "different" or "unknown", from 50 digits at random points; "different" when any of them differs."""
    outcome = "unknown"
    identity = case.identity
    for _ in range(points):
        with mpmath.workdps(120):  # 50 digits are asked for; the rest is for cancellation
            try:
                point = {}
                for s in identity.symbols:
                    c = _members(identity.notation.domain(s), r)
                    point[s] = (
                        mpmath.mpc(*(mpmath.mpf(p.numerator) / p.denominator for p in c))
                        if isinstance(c, tuple)
                        else mpmath.mpf(c.numerator) / c.denominator
                    )
                a, b = value(identity.lhs, point), value(identity.rhs, point)
            except (NoValue, ZeroDivisionError, ValueError, OverflowError):
                continue
            if not (mpmath.isfinite(a) and mpmath.isfinite(b)):
                continue
            scale = max(abs(a), abs(b), mpmath.mpf(1))
            if scale > mpmath.mpf(10) ** 60:
                continue
            if abs(a - b) > scale * mpmath.mpf(10) ** -50:
                return "different" if _still(identity, point) else outcome
            outcome = "equal"
    return outcome


def _still(identity: Identity, point: dict[Symbol, Any]) -> bool:
    """Whether the sides differ with 1000 digits, too: 120 may all have cancelled."""
    with mpmath.workdps(1000):
        try:
            a, b = value(identity.lhs, point), value(identity.rhs, point)
        except (NoValue, ZeroDivisionError, ValueError, OverflowError):
            return False  # a divisor that was rounding error turns out to be zero
        return bool(abs(a - b) > max(abs(a), abs(b), mpmath.mpf(1)) * mpmath.mpf(10) ** -50)


def witness_holds(case: Case, at: tuple[tuple[str, str], ...]) -> bool:
    """Whether mpmath, too, finds the two sides apart at a witness of the prover."""
    with mpmath.workdps(60):
        point = {Symbol(name): _number(text) for name, text in at}
        a, b = value(case.identity.lhs, point), value(case.identity.rhs, point)
        return bool(abs(a - b) > max(abs(a), abs(b)) * mpmath.mpf(10) ** -50)


def _number(text: str) -> Any:
    """A coordinate: a fraction, or a + b*I."""
    total = mpmath.mpf(0)
    for term in text.replace(" - ", " + -").split(" + "):
        p = _coefficient(term)
        total = total + (mpmath.mpc(0, 1) if term.endswith("I") else 1) * mpmath.mpf(p.numerator) / p.denominator
    return total


def _coefficient(term: str) -> Fraction:
    number = term.removesuffix("I").removesuffix("*")
    return Fraction({"": "1", "-": "-1"}.get(number, number))
