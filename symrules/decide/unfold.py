"""Carrying out what an expression asks for: derivatives, substitutions, finite sums, limits and renamed variables.

The result holds only what the tower has rules for. What a rule takes for granted (differentiating under an integral
sign) is written down in `assumed`, and becomes a side condition of the verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sympy
from sympy import Add, Derivative, Integral, Mul, Product, Subs, Sum, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide.breakpoints import pieces
from symrules.decide.dependence import check_bound, lone, tied, total_derivative
from symrules.decide.differentiate import derivative, substituted
from symrules.decide.facts import NOT_ZERO, Facts
from symrules.decide.intervals import exact_fraction, is_infinity, is_minus_infinity, is_unbounded, rises, values_of
from symrules.decide.kinds import kinds
from symrules.decide.rationals import rational_value
from symrules.decide.refusals import Meaningless, NeedsSign, Unsupported
from symrules.decide.signs import sign_of
from symrules.decide.summation import closed_sum, is_sum_of_unknowns
from symrules.decide.tower import build
from symrules.decide.writing import expression_of, region_variable
from symrules.domain import NAMED, Domain
from symrules.text.nodes import integral, rebuild, substitution, with_limits
from symrules.text.readable import readable
from symrules.vocabulary import Held, Variation, free_symbols

if TYPE_CHECKING:
    from symrules.decide.genericity import Generic

_MAX_TERMS = 2000
_OPERATIONS = frozenset({Derivative, Variation, Held, Subs, Integral, sympy.Limit, Sum, Product})


class Unfolding:
    """One pass over the expressions of one claim.

    Parameters
    ----------
    facts : domains, for limits and for the cases of a piecewise expression
    ranges : the numbers that the domains of bound variables have in an earlier pass over the same claim
    """

    def __init__(self, facts: Facts, ranges: dict[Domain, int] | None = None) -> None:
        self.facts = facts
        self.assumed: set[str] = set()
        self.generic: dict[str, Generic] = {}
        self.memo: dict[Any, Any] = {}
        self.ranges = {} if ranges is None else ranges
        self.near: dict[Symbol, tuple[Any, str]] = {}  # the variables of limits, with their points and sides
        self.bound = 0
        self.integrated: set[Symbol] = set()  # variables of integrals
        self.side: Any = None  # what is unfolded as a whole: alone it may be infinite
        self.put: dict[Symbol, Any] = {}  # variables of substitutions, with what is put for them

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was taken for granted, and the conditions on parameters under which the values found are right."""
        sides = {text: g.side for text, g in self.generic.items()}
        return tuple(sides.get(text, text) for text in sorted({*self.assumed, *sides}))

    @property
    def generic_signs(self) -> tuple[tuple[Any, str], ...]:
        """The same conditions as expressions of known sign."""
        return tuple(pair for _, g in sorted(self.generic.items()) for pair in g.signs)

    @property
    def conditions(self) -> tuple[Generic, ...]:
        """The same conditions by their texts."""
        return tuple(g for _, g in sorted(self.generic.items()))

    def whole(self, e: Any) -> Any:
        """As `of` of a side, after a look at whether there is anything to carry out."""
        if not has_operations(e):
            return e
        self.side = e
        return self.of(e)

    def of(self, e: Any) -> Any:
        """The expression with every operation carried out that has a rule."""
        if not e.args:
            return e
        found = self.memo.get(e)
        if found is None:
            rule = _RULES.get(type(e))
            found = self.memo[e] = rule(self, e) if rule is not None else self._rebuild(e)
        return found

    def _rebuild(self, e: Any) -> Any:
        changed = False
        arguments = []
        for a in e.args:
            b = self.of(a) if isinstance(a, sympy.Expr) else a
            changed = changed or b is not a
            arguments.append(b)
        if not changed:
            return e
        return e.func(*arguments) if isinstance(e, AppliedUndef) else rebuild(e, tuple(arguments))

    # -- derivatives

    def derivative(self, e: Any) -> Any:
        symbol, variables = lone(e)
        if variables and all((symbol, v) in self.facts.dependences for v in variables):
            return Derivative(symbol, *sorted(variables, key=lambda v: str(v.name)), evaluate=False)
        if any(len(limit) == 1 and limit[0] in e.variables for i in e.expr.atoms(Integral) for limit in i.limits):
            raise Unsupported("the derivative of an integral without ends with respect to its variable")
        result = self._beside(e.expr, set(e.variables))
        for variable, count in e.variable_count:
            n = rational_value(count)
            if n is None or n.q != 1 or not 0 <= n <= 64:
                raise Unsupported(f"the derivative of order {count}")
            for _ in range(int(n.p)):
                result = self.differentiated(result, variable)
        return result

    def _beside(self, e: Any, variables: set[Any]) -> Any:
        """What is to be differentiated, carried out as it is on both sides of each point.

        A hypothesis such as x >= 0 says nothing of the other side of zero; a declared domain ends there.
        """
        weak = [k for k, sign in self.facts.signs if sign in ("0+", "0-") and variables & free_symbols(k)]
        if not weak:
            return self.of(e)
        known, memo = self.facts, self.memo
        self.facts = replace(known, signs=tuple(pair for pair in known.signs if pair[0] not in weak))
        self.memo = {}
        try:
            return self.of(e)
        finally:
            self.facts, self.memo = replace(self.facts, signs=known.signs), memo

    def differentiated(self, e: Any, x: Any) -> Any:
        """One derivative."""
        if isinstance(x, AppliedUndef) or not x.is_Symbol:
            return self._by_expression(e, x)
        if _is_opaque_derivative(e, x):
            return Derivative(e, x, evaluate=False)
        if tied_here := tied(self.facts.ties, x) & free_symbols(e):
            settled = {s for s, on in self.facts.dependences if on == x}
            if rest := sorted(s.name for s in tied_here - settled):
                raise Unsupported(f"the derivative with respect to {x} of {rest[0]}, which a hypothesis ties to {x}")
        self._refuse_jumps(e, x)
        if any(is_unbounded(i) and x in free_symbols(i) for i in e.atoms(Integral)):
            e = self.closed(e)
        inside = [i for i in e.atoms(Integral) if x in free_symbols(i.function)]
        if inside:
            if any(is_unbounded(i) and not i.atoms(AppliedUndef) for i in inside):
                raise Unsupported("differentiation under an integral sign over an unbounded range")
            self._differentiate_under(inside, x)
        self._refuse_jumps_at_ends(e, x)
        slope = total_derivative(e, x, self.facts.dependences) if self.facts.dependences else derivative(e, x)
        if slope.has(sympy.nan, sympy.zoo):
            raise Unsupported("a derivative that the rules write with a division by zero")
        return self.of(slope)

    def _differentiate_under(self, integrals: list[Any], x: Any) -> None:
        """Of unknown functions it is assumed that one may; of others it is seen."""
        from symrules.decide.regular import is_smooth_under

        for i in integrals:
            if i.atoms(AppliedUndef):
                self.assumed.add("differentiation under the integral sign")
            elif not is_smooth_under(self.facts, i, x):
                raise Unsupported("differentiation under an integral sign, of what is not seen to be smooth there")

    def _refuse_jumps_at_ends(self, e: Any, x: Any) -> None:
        """At an end that moves, the integrand has to be continuous."""
        from symrules.decide.regular import is_continuous

        moving = {x, *(s for s, on in self.facts.dependences if on == x)}
        for i in e.atoms(Integral):
            for variable, *ends in i.limits:
                moves = any(moving & free_symbols(end) for end in ends)
                if moves and not is_continuous(self.facts, i.function, variable):
                    raise Unsupported("the derivative at an end of an integral, where the integrand may jump")

    def _refuse_jumps(self, e: Any, x: Any) -> None:
        """|u| and sign(u) are differentiated where u is real and does not vanish, and not under an integral sign."""
        moving = {x, *(s for s, on in self.facts.dependences if on == x)}
        kinks = [n for n in e.atoms(sympy.Abs, sympy.sign, sympy.Heaviside, sympy.Max, sympy.Min)
                 if moving & free_symbols(n)]  # fmt: skip
        if not kinks:
            return
        under = {n for i in e.atoms(Integral) for n in i.function.atoms(*(type(k) for k in kinks))}
        if any(k in under for k in kinks):
            raise Unsupported("the derivative of an integral over a kink or a jump")
        for kink in kinks:
            if isinstance(kink, (sympy.Abs, sympy.sign)):
                self._require_nonzero(kink.args[0])

    def _require_nonzero(self, u: Any) -> None:
        try:
            tower, (f, *_) = build(self.facts, [u, *(known for known, _ in self.facts.signs)])
            known = tower.is_real(f) and sign_of(tower, f) in NOT_ZERO
            real = tower.is_real(f)
        except (Meaningless, Unsupported):
            known = real = False
        if not real:
            raise Unsupported("the derivative of the absolute value or sign of what may be complex")
        if not known:
            raise NeedsSign("the derivative of an absolute value or sign at a kink", u)

    def _by_expression(self, e: Any, x: Any) -> Any:
        """d/dn for an applied function n: through a fresh symbol that takes its place."""
        fresh = self.fresh(self.facts.domain(x) if isinstance(x, AppliedUndef) else NAMED["real"])
        inside = replaced(e, x, fresh)
        if fresh not in free_symbols(inside):
            raise Unsupported(f"the derivative with respect to {x} of an expression that does not contain it")
        self._refuse_jumps(inside, fresh)
        return replaced(self.of(derivative(inside, fresh)), fresh, x)

    def variation(self, e: Any) -> Any:
        return self.differentiated(self._beside(e.args[0], {e.args[1]}), e.args[1])

    def held(self, e: Any) -> Any:
        """A derivative at something held fixed: that something becomes a constant while it is taken."""
        inner, fixed = e.args
        if not isinstance(inner, (Derivative, Variation)):
            raise Unsupported("something is held fixed outside a derivative")
        if lone(inner)[1]:
            raise Unsupported("what a symbol depends on besides is not known: declare it as a function of both")
        constant = Symbol("_held")
        return replaced(self.of(replaced(inner, fixed, constant)), constant, fixed)

    def subs(self, e: Any) -> Any:
        """A value put for a variable, after what is done with respect to the variable; that is bound by it."""
        points = [self.of(p) for p in e.point]
        for v in e.variables:
            check_bound(self.facts.dependences, e.expr, v)
        if _OPERATIONS.isdisjoint(kinds(e.expr)):
            return self.of(substituted(e.expr, dict(zip(e.variables, points, strict=True))))
        fresh = [self.fresh(values_of(p, self.facts)) for p in points]
        self.put |= dict(zip(fresh, points, strict=True))
        inner = self.of(substituted(e.expr, dict(zip(e.variables, fresh, strict=True))))
        return self._put(inner, tuple(fresh), tuple(points))

    def _put(self, inner: Any, variables: tuple[Any, ...], points: tuple[Any, ...]) -> Any:
        if not any(set(d.variables) & set(variables) for d in inner.atoms(Derivative)):
            return self.of(substituted(inner, dict(zip(variables, points, strict=True))))
        if inner.is_Add or inner.is_Mul:
            return type(inner)(*(self._put(a, variables, points) for a in inner.args), evaluate=False)
        if isinstance(inner, Derivative):
            return substitution(inner, variables, points)
        raise Unsupported("a substitution into a derivative of an unknown function")

    def fresh(self, domain: Domain) -> Symbol:
        """A variable of a name of its own, of which nothing is known but its domain."""
        self.bound += 1
        fresh = Symbol(f"_bound{self.bound}")
        self.facts = self.facts.binding(fresh.name, domain)
        return fresh

    # -- binders

    def integral(self, e: Any) -> Any:
        """One variable at a time, outermost first, renamed by its depth, so that only the structure counts.

        A bound variable gets a name of its own before anything inside is read: a declared symbol of the same name
        says nothing about it. A variable that runs over its whole region keeps its name behind the depth, since the
        region and its measure belong to it.
        """
        variable, *ends = e.limits[-1]
        check_bound(self.facts.dependences, e.function, variable)
        inner = integral(e.function, *e.limits[:-1]) if len(e.limits) > 1 else e.function
        ends = [self.of(end) for end in ends]
        domain = self._range(ends) if ends else self.facts.domain(variable)
        fresh = self.fresh(domain)
        self.integrated.add(fresh)
        function = self.of(substituted(inner, {variable: fresh}))
        split = pieces(self.facts, function, fresh, *ends) if len(ends) == 2 else None
        if split is not None:
            return self.of(Add(*(integral(f, (fresh, a, b)) for f, a, b in split), evaluate=False))
        kind = self._kind(domain) if ends else region_variable(variable).name
        function, name = self._named(function, fresh, kind, domain)
        return integral(function, (name, *ends))

    def _kind(self, domain: Domain) -> str:
        return str(self.ranges.setdefault(domain, len(self.ranges)))

    def _named(self, function: Any, fresh: Symbol, kind: str, domain: Domain) -> tuple[Any, Symbol]:
        """The bound variable named by its depth and its domain, so that equal structures are equal expressions."""
        name = Symbol(f"_{_depth(function)}_{kind}")
        self.facts = self.facts.binding(name.name, domain)
        return substituted(function, {fresh: name}), name

    def _range(self, ends: list[Any]) -> Domain:
        """The reals between the ends, as far as they are rational and their order is known."""
        from symrules.decide.cases import expression_sign

        if len(ends) != 2:
            raise Unsupported("an integral with a single end")
        low, high = (exact_fraction(end) for end in ends)
        if low is not None and high is not None:
            return Domain(min(low, high), max(low, high))  # the ends themselves carry no weight
        if not all(self._is_real_end(end) for end in ends):
            return Domain(complex_=True)  # the path is a line in the plane
        upward = low is not None and (ends[1] == sympy.oo or rises(expression_sign, self.facts, *ends))
        downward = high is not None and (is_minus_infinity(ends[0]) or rises(expression_sign, self.facts, *ends))
        if not (upward or downward):
            signs = {expression_sign(self.facts, end) for end in ends}
            return NAMED["positive" if signs == {"+"} else "negative" if signs == {"-"} else "real"]
        return Domain(low if upward else None, high if downward else None)

    def _is_real_end(self, end: Any) -> bool:
        if end == sympy.oo or is_minus_infinity(end) or exact_fraction(end) is not None:
            return True
        domain = self.facts.domain(end) if end.is_Symbol else values_of(end, self.facts)
        return not domain.complex_

    def sum(self, e: Any) -> Any:
        return self._folded(e, Add)

    def product(self, e: Any) -> Any:
        return self._folded(e, Mul)

    def _folded(self, e: Any, combine: Any) -> Any:
        (variable, low, high), *outer = e.limits
        check_bound(self.facts.dependences, e.function, variable)
        first, last = rational_value(self.of(low)), rational_value(self.of(high))
        if first is None or last is None or first.q != 1 or last.q != 1:
            if combine is Add and (found := closed_sum(self.facts, e)) is not None:
                self._require_generic(found[1])
                return self.of(found[0])
            if combine is Add and not outer and is_sum_of_unknowns(self.facts, e):
                return self._sum_of_unknowns(e)
            raise Unsupported(_why_not_summed(e))
        if last - first > _MAX_TERMS:
            raise Unsupported(f"a sum or product of more than {_MAX_TERMS} terms")
        if last < first - 1:
            raise Unsupported(f"a sum or product that runs backwards: {readable(e)}")
        terms = [substituted(e.function, {variable: sympy.Integer(n)}) for n in range(int(first.p), int(last.p) + 1)]
        inner = combine(*terms, evaluate=False) if terms else combine()
        return self.of(with_limits(type(e), inner, *outer) if outer else inner)

    def _require_generic(self, conditions: dict[str, Generic]) -> None:
        """Conditions on parameters under which a sum has its value; those on bound variables hold for all of these.

        Raises
        ------
        Unsupported
            They may fail at some values of a bound variable.
        """
        for text, condition in self._at_points(conditions).items():
            bound = {s for e, _ in condition.signs for s in free_symbols(e) if s.name.startswith("_")}
            if not bound:
                self.generic[text] = condition
            elif bound & self.near.keys():
                from symrules.decide.limits import holds_beside

                self.generic |= {g.text: g for g in holds_beside(self, condition)}
            elif not all(self._fails_on_a_null_set(e) for e, _ in condition.signs):
                raise Unsupported(f"a sum whose value is known only where {text}, with a bound variable in it")

    def _fails_on_a_null_set(self, e: Any) -> bool:
        """Whether an analytic expression in nothing but one variable of integration vanishes at single points only."""
        symbols = free_symbols(e)
        return len(symbols) == 1 and symbols <= self.integrated

    def _at_points(self, conditions: dict[str, Generic]) -> dict[str, Generic]:
        """The conditions with what is put for variables of substitutions, less those that hold there.

        Raises
        ------
        Unsupported
            One of them fails there.
        """
        from symrules.decide.cases import expression_sign

        found: dict[str, Generic] = {}
        for text, condition in conditions.items():
            if any(free_symbols(e) & self.put.keys() for e, _ in condition.signs):
                there = condition.with_values(self.put)
                sign = expression_sign(self.facts, there.signs[0][0])
                if sign == "0":
                    raise Unsupported(f"a value that is known where {there.text} only")
                found |= {} if sign in NOT_ZERO else {there.text: there}
            else:
                found[text] = condition
        return found

    def _sum_of_unknowns(self, e: Any) -> Any:
        """A finite sum that stays, with its variable named as that of an integral is."""
        variable, low, high = e.limits[0]
        domain = Domain(integer=True)
        fresh = self.fresh(domain)
        function = self.of(substituted(e.function, {variable: fresh}))
        function, name = self._named(function, fresh, self._kind(domain), domain)
        return with_limits(Sum, function, (name, self.of(low), self.of(high)))

    def limit(self, e: Any) -> Any:
        from symrules.decide.limits import value_of_limit

        value = value_of_limit(self, e)
        if is_infinity(value) and e is not self.side:
            raise Unsupported(f"an infinite limit as a number: {readable(e)}")
        return value

    def opaque_limit(self, body: Any, fresh: Symbol, domain: Domain, point: Any, direction: Any) -> Any:
        """A limit that stays, with its variable named as that of an integral is."""
        body, name = self._named(body, fresh, self._kind(domain), domain)
        return sympy.Basic.__new__(sympy.Limit, body, name, point, direction)

    def closed(self, e: Any) -> Any:
        """An expression with the integrals that the tower closes carried out."""
        if not e.has(Integral):
            return e
        try:
            tower, (f,) = build(self.facts, [e])
            return expression_of(tower, f)
        except (Meaningless, Unsupported):
            return e

    def piecewise(self, e: Any) -> Any:
        for value, condition in e.args:
            truth = self._truth(condition)
            if truth is None:
                return self._rebuild(e)
            if truth:
                return self.of(value)
        raise Unsupported("a piecewise expression none of whose cases applies")

    def _truth_of_connective(self, condition: Any) -> bool | None:
        parts = [self._truth(c) for c in condition.args]
        if isinstance(condition, sympy.Not):
            return None if parts[0] is None else not parts[0]
        decisive = isinstance(condition, sympy.Or)
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive

    def _truth(self, condition: Any) -> bool | None:
        if condition in (sympy.true, True):
            return True
        if condition in (sympy.false, False):
            return False
        if isinstance(condition, (sympy.And, sympy.Or, sympy.Not)):
            return self._truth_of_connective(condition)
        if not isinstance(condition, sympy.core.relational.Relational):
            return None
        from symrules.decide.cases import truth

        lhs, rhs = (self.of(a) for a in condition.args)
        known = truth(self.facts, lhs, condition.rel_op, rhs)
        if known is None and self.near.keys() & (free_symbols(lhs) | free_symbols(rhs)):
            from symrules.decide.limits import holds_nearby

            return holds_nearby(self, lhs, condition.rel_op, rhs)
        return known


def _why_not_summed(e: Any) -> str:
    if any(end.has(sympy.oo, -sympy.oo) for _, *ends in e.limits for end in ends):
        return f"no value is known of a sum or product without end, nor whether it converges: {readable(e)}"
    return f"a sum or product whose ends are not numbers: {readable(e)}"


def has_operations(e: Any) -> bool:
    """Whether anything in an expression is to be carried out."""
    return not _RULES.keys().isdisjoint(kinds(e))


def _depth(e: Any) -> int:
    """How deeply variables are bound in an expression whose bound variables are named by depth."""
    bound = [v for i in e.atoms(Integral, Sum) for v in i.variables] + [i.args[1] for i in e.atoms(sympy.Limit)]
    names = [v.name.split("_", 2) for v in bound]
    return max((int(parts[1]) + 1 for parts in names if len(parts) == 3 and not parts[0]), default=0)


def _is_opaque_derivative(e: Any, x: Any) -> bool:
    """The derivative of an unknown function at plain arguments stays."""
    if isinstance(e, AppliedUndef):
        return x in e.args and x.is_Symbol and sum(x in free_symbols(a) for a in e.args) == 1
    return isinstance(e, Derivative) and _is_opaque_derivative(e.expr, x)


def replaced(e: Any, old: Any, new: Any) -> Any:
    """Every occurrence of one subexpression replaced by another, structurally."""
    if e == old:
        return new
    if not e.args or not isinstance(e, sympy.Basic):
        return e
    arguments = [replaced(a, old, new) if isinstance(a, sympy.Basic) else a for a in e.args]
    if all(a is b for a, b in zip(arguments, e.args, strict=True)):
        return e
    return rebuild(e, tuple(arguments))


_RULES: dict[type, Callable[[Unfolding, Any], Any]] = {
    Derivative: Unfolding.derivative, Variation: Unfolding.variation, Held: Unfolding.held, Subs: Unfolding.subs,
    Integral: Unfolding.integral, Sum: Unfolding.sum, Product: Unfolding.product, sympy.Limit: Unfolding.limit,
    sympy.Piecewise: Unfolding.piecewise,
}  # fmt: skip
