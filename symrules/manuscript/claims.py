"""One link as a claim: what is to be decided, the decision, and what a reader is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Integer, Limit, Symbol
from sympy.core.function import AppliedUndef

from symrules.decide import decide
from symrules.decide.cost import is_doubtful
from symrules.domain import NAMED
from symrules.errors import DimensionError, SymrulesError
from symrules.identity import Asymptotic, Condition, Identity, Relation
from symrules.manuscript.approximate import Statement, Unclear, approximation, has_order, without_orders
from symrules.manuscript.deciding import Setting, claim_key, decided, name_in
from symrules.manuscript.outcomes import LinkOutcome, Status
from symrules.manuscript.premises import (
    EXACT,
    Premises,
    Used,
    refuse_capture,
    stands_in,
    with_functions,
    with_symbols,
)
from symrules.notation import Notation
from symrules.sumrules.breaking import breaking_term
from symrules.sumrules.rule import Obligation
from symrules.tex import Link
from symrules.text import print_expression
from symrules.verdict import Verdict, undecided
from symrules.vocabulary import free_symbols

_ZERO, _ONE = Integer(0), Integer(1)
_LONGEST = 300  # of an expression in a message


@dataclass(frozen=True)
class _Claim:
    """What is decided.

    Parameters
    ----------
    identities : readings of one meaning, each implying the next
    words : the claim in plain syntax, where it is not the link as it stands
    fragile : why a refutation would not be one of the link; empty where it would
    """

    identities: tuple[Identity, ...]
    words: str = ""
    fragile: str = ""
    replaced: tuple[Condition, ...] = ()


def outcome_of(link: Link, premises: Premises, setting: Setting, small: frozenset[str], large: frozenset[str],
               name: str) -> LinkOutcome:  # fmt: skip
    """What becomes of a link under its premises."""
    try:
        claim = _claim(link, premises, setting, small, large, name)
    except DimensionError as error:
        return outcome(link, Status.ERROR, code="DIM001", message=error.message.removeprefix(f"Eq. ({name}): "),
                       notes=_hint(error))  # fmt: skip
    except Unclear as error:
        return outcome(link, Status.UNDECIDED, code="ASY003", message=error.message, notes=_hint(error))
    except SymrulesError as error:
        return outcome(link, Status.UNDECIDED, code="ALG002", message=f"undecided: {error.message}", notes=_hint(error))
    except RecursionError:
        return outcome(link, Status.UNDECIDED, code="ALG002", message="undecided: nested too deeply")
    verdict = _settled(claim, setting)
    if verdict.undecided and _is_exact(link) and premises.conditions:
        claim, verdict = _by_substitution(link, premises, setting, name, (claim, verdict))
    if verdict.proved and not _is_exact(link) and (where := claim.identities[0].where):
        possible = decided(Identity(_ONE, _ONE, setting.notation, where=where), setting)
        verdict = verdict if possible.proved else undecided(verdict.method, f"its hypotheses: {possible.reason}")
    if verdict.refuted and premises.missing:
        verdict = undecided(verdict.method, f"{', '.join(premises.missing)}, which it follows from, cannot be read")
    return _told(link, claim, verdict, premises, setting)


def outcome(link: Link, status: Status, *, code: str = "", message: str = "", notes: tuple[str, ...] = (),
            statement: str = "", verdict: Verdict | None = None, residual: str = "") -> LinkOutcome:  # fmt: skip
    """A link with its status."""
    return LinkOutcome(shown(link.lhs), link.relation, shown(link.rhs), status, link.rhs_span.start, link.rhs_span.end,
                       statement, code, message, notes, verdict, residual)  # fmt: skip


def shown(e: Any) -> str:
    """An expression in plain syntax."""
    try:
        return print_expression(e)
    except SymrulesError as error:
        return f"({error.message})"


def _hint(error: SymrulesError) -> tuple[str, ...]:
    return (f"hint: {error.hint}",) if error.hint else ()


# -- what is claimed


def _claim(link: Link, premises: Premises, setting: Setting, small: frozenset[str], large: frozenset[str], name: str
           ) -> _Claim:  # fmt: skip
    notation = setting.notation
    if link.relation == "∝":
        raise Unclear("not decidable: proportional by which factor?", hint="write the factor, with a name, and '='")
    if _is_exact(link):
        used = with_functions(link.lhs, link.rhs, premises.conditions, notation)
        refuse_capture(used)
        identity = Identity(used.lhs, used.rhs, notation, EXACT[link.relation], used.conditions, name)
        words = "" if not used.replaced else f"{shown(used.lhs)} {link.relation} {shown(used.rhs)}"
        return _Claim((identity,), words, _fragile(used.conditions), used.replaced)
    if link.relation in EXACT and EXACT[link.relation] is not Relation.EQ:
        raise Unclear(f"an error term beside {link.relation!r} says nothing that can be decided")
    Identity(without_orders(link.lhs), without_orders(link.rhs), notation, label=name)  # for dimensions, as written
    used = _for_expansion(link, premises.conditions, notation, small | large)
    refuse_capture(used)
    found = approximation(used.lhs, link.relation, used.rhs, notation, small, large, used.conditions)
    identities = tuple(Identity(s.lhs, s.rhs, notation, s.relation, used.conditions, name) for s in found.statements)
    _refuse_ties(found.statements, used)
    fragile = _fragile(used.conditions) or _narrowed(used.replaced, setting)
    return _Claim(identities, found.words, fragile, used.replaced)


def _is_exact(link: Link) -> bool:
    return link.relation in EXACT and not (has_order(link.lhs) or has_order(link.rhs))


def _by_substitution(link: Link, premises: Premises, setting: Setting, name: str, otherwise: tuple[_Claim, Verdict]
                     ) -> tuple[_Claim, Verdict]:  # fmt: skip
    """The link with every symbol that its premises give put in, where the premises as equations do not decide it."""
    try:
        used = with_symbols(link.lhs, link.rhs, premises.conditions, setting.notation)
        identity = Identity(used.lhs, used.rhs, setting.notation, EXACT[link.relation], used.conditions, name)
    except SymrulesError:
        return otherwise
    if not used.replaced:
        return otherwise
    fragile = _fragile(used.conditions) or _narrowed(used.replaced, setting)
    words = f"{shown(used.lhs)} {link.relation} {shown(used.rhs)}"
    claim = _Claim((identity,), words, fragile, used.replaced)
    verdict = _settled(claim, setting)
    return otherwise if verdict.undecided or _narrowed(used.replaced, setting) else (claim, verdict)


def _for_expansion(link: Link, conditions: tuple[Condition, ...], notation: Notation, limits: frozenset[str]) -> Used:
    """The sides with what they are defined by put in; the definition of what becomes small itself only where the sides
    speak of other symbols in it."""
    own = [c for c in conditions if isinstance(c.lhs, Symbol) and c.lhs.name in limits and c.relation is Relation.EQ]
    used = with_symbols(link.lhs, link.rhs, tuple(c for c in conditions if c not in own), notation)
    written = [used.lhs, used.rhs, *_sides(used.conditions)]
    mentioned = frozenset[Any]().union(*map(free_symbols, written))
    if not own or all(mentioned.isdisjoint(free_symbols(c.rhs)) for c in own):
        return used
    return with_symbols(link.lhs, link.rhs, conditions, notation)


def _refuse_ties(statements: tuple[Statement, ...], used: Used) -> None:
    """An equation that ties what becomes small to something else leaves open what stays fixed."""
    for variable in filter(None, map(_what_moves, statements)):
        for condition in used.conditions:
            if condition.relation is Relation.EQ and (
                variable in free_symbols(condition.lhs) | free_symbols(condition.rhs)
            ):
                raise Unclear(f"not decidable: what stays fixed as {variable} goes to its limit, while "
                              f"{condition}?", hint="solve that equation for another symbol")  # fmt: skip


def _what_moves(statement: Statement) -> Any:
    """The symbol that becomes small or large in a statement; None where none does."""
    if isinstance(statement.relation, Asymptotic):
        return statement.relation.variable
    return statement.lhs.args[1] if isinstance(statement.lhs, Limit) else None


def _fragile(conditions: tuple[Condition, ...]) -> str:
    """An equation for an unknown function at some arguments holds at those: a counterexample may break it elsewhere."""
    for condition in conditions:
        sides = (condition.lhs, condition.rhs)
        if condition.relation is Relation.EQ and any(e.atoms(AppliedUndef) for e in sides):
            return f"what {condition} says of other arguments is not used"
    return ""


def _narrowed(replaced: tuple[Condition, ...], setting: Setting) -> str:
    """A replaced symbol whose domain says more than its definition."""
    for condition in replaced:
        domain = setting.notation.domain(condition.lhs) if isinstance(condition.lhs, Symbol) else NAMED["real"]
        if domain in (NAMED["real"], NAMED["complex"], NAMED["nonzero"]):
            continue
        sign = {"+": Relation.GT, "0+": Relation.GE, "-": Relation.LT, "0-": Relation.LE}.get(domain.sign)
        whole = domain in (NAMED["positive"], NAMED["nonnegative"], NAMED["negative"], NAMED["nonpositive"])
        if sign is None or not whole:
            return f"the domain of {condition.lhs} is not used"
        claim = Identity(condition.rhs, _ZERO, setting.notation, sign)
        if not decided(claim, setting).proved:
            return f"the domain of {condition.lhs} is not used"
    return ""


# -- deciding


def _settled(claim: _Claim, setting: Setting) -> Verdict:
    verdicts = []
    for identity in claim.identities:
        verdicts.append(decided(identity, setting))
        if verdicts[-1].proved:
            break
    verdict = verdicts[-1]
    if verdict.refuted and verdicts[0].refuted:
        verdict = verdicts[0]  # the first one names the coefficient that is wrong
    if verdict.refuted and claim.fragile:
        return undecided(verdict.method, f"a point where the sides differ was found, but {claim.fragile}")
    assumed = tuple(str(c) for c in (*claim.identities[0].where, *claim.replaced))
    if assumed and not verdict.undecided:
        return verdict.with_(hypotheses=tuple(dict.fromkeys((*verdict.hypotheses, *assumed))))
    return verdict


# -- what is told


def _told(link: Link, claim: _Claim, verdict: Verdict, premises: Premises, setting: Setting) -> LinkOutcome:
    asymptotic = not _is_exact(link)
    verdict = verdict.with_(hypotheses=tuple(dict.fromkeys((*verdict.hypotheses, *premises.words))))
    about = (f"read as {claim.words}",) if claim.words else ()
    if verdict.proved and premises.false:
        return outcome(link, Status.UNDECIDED, code="ALG003", statement=claim.words, verdict=verdict,
                       message=f"follows from {', '.join(premises.false)}, which is false: nothing is known of it",
                       notes=(*about, *premises.notes))  # fmt: skip
    if verdict.proved:
        status = (Status.ASYMPTOTIC if asymptotic else Status.PROVED_UNDER_HYPOTHESES if verdict.hypotheses
                  else Status.PROVED)  # fmt: skip
        return outcome(link, status, statement=claim.words, verdict=verdict, notes=premises.notes)
    notes = (*about, *premises.notes, *_under(verdict))
    if verdict.undecided:
        code = "ASY002" if asymptotic else "ALG002"
        return outcome(link, Status.UNDECIDED, code=code, message=f"undecided: {_short(link)}", statement=claim.words,
                       verdict=verdict, notes=(verdict.reason, *notes, *_advice(link, premises, setting)))  # fmt: skip
    residual = _residual(claim.identities[-1], setting)
    found = [str(verdict.witness), f"residual: {residual}" if residual else "", *verdict.evidence]
    return outcome(link, Status.REFUTED, code="ASY001" if asymptotic else "ALG001", message=f"refuted: {_short(link)}",
                   statement=claim.words, verdict=verdict, residual=residual,
                   notes=(*filter(None, found), *notes, *_advice(link, premises, setting)))  # fmt: skip


def _short(link: Link) -> str:
    return " ".join([_cut(shown(link.lhs)), link.relation, _cut(shown(link.rhs))])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _under(verdict: Verdict) -> tuple[str, ...]:
    return (f"under the hypotheses {', '.join(verdict.hypotheses)}",) if verdict.hypotheses else ()


def _residual(identity: Identity, setting: Setting) -> str:
    """The difference of the sides, factored, where it is short enough to be read."""
    if identity.relation is not Relation.EQ or is_doubtful([identity.lhs, identity.rhs, *_sides(identity.where)]):
        return ""  # what was decided apart, under limits of its own, is not written out here
    key = claim_key(identity, setting.seconds)
    record = setting.cache.get(f"residual {key}") if key is not None else None
    if record is not None and isinstance(record.get("residual"), str):
        return str(record["residual"])
    obligation = Obligation("link", identity)
    try:
        found, _ = breaking_term(obligation, lambda claim, seconds: decide(claim, seconds=seconds), 2.0)
    except (SymrulesError, RecursionError):
        return ""
    text = _cut(found.text) if found is not None else ""
    if key is not None:
        setting.cache.put(f"residual {key}", {"residual": text})
    return text


def _sides(conditions: tuple[Condition, ...]) -> list[Any]:
    return [e for c in conditions for e in (c.lhs, c.rhs)]


def _advice(link: Link, premises: Premises, setting: Setting) -> tuple[str, ...]:
    """What would make the link a claim that can hold, as far as the manuscript itself says so."""
    symbols = sorted({name_in(e) for e in (free_symbols(link.lhs) | free_symbols(link.rhs)
                                         | link.lhs.atoms(AppliedUndef) | link.rhs.atoms(AppliedUndef))})  # fmt: skip
    cited = " ".join(str(c) for c in premises.conditions)
    uncited = [(s, setting.defined[s]) for s in symbols if s in setting.defined]
    uncited = [(s, by) for s, by in uncited if f"({by})" not in cited]
    if uncited:
        symbol, by = uncited[0]
        return (f"hint: {symbol} is defined in {by}; cite it with '% symrules: from {by}'",)
    if isinstance(link.lhs, (Symbol, AppliedUndef)) and not stands_in(link.lhs, link.rhs) and not premises.conditions:
        return (f"hint: if this defines {shown(link.lhs)}, say so with '% symrules: definition'",)
    return ()
