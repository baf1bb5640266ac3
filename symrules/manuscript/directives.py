"""Directives: what the comments ``% symrules: …`` of a manuscript declare of its equations.

=========================== ======================================================================================
``definition``              the link defines the symbol, or the function, on its left side
``postulate``               physics that is assumed; words may follow
``from eq:12 eq:13``        the link follows from these equations, which become its hypotheses
``given U > 0``             a condition; without a relation sign in it, a hypothesis in words
``small x``, ``large x``    in what ``\\approx``, ``\\simeq``, ``\\sim``, ``\\to`` and ``O()`` are meant
``ignore ALG002``           findings with these codes are not listed; without a code, the link is not looked at
``derivations/file:10``     the equation is the one that this derivation of the library proves
=========================== ======================================================================================

Several stand in one comment with ``;`` between them. At the end of a line that holds relation signs of the equation a
directive is about these links; anywhere else it is about the whole equation.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from symrules.errors import Place, ReadError
from symrules.manuscript.codes import CODES
from symrules.manuscript.equations import Remark

WORDS = ("definition", "postulate", "from", "given", "small", "large", "ignore")
_SYNONYMS = {"define": "definition", "defines": "definition", "postulated": "postulate", "assumed": "postulate"}
_DERIVATION = re.compile(r"derivations/([A-Za-z_][A-Za-z0-9_]*):\(?([A-Za-z0-9._-]+?)\)?")
_MOST = 50


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive.

    Parameters
    ----------
    word : what it says: one of `WORDS`, or ``derivation``
    values : the labels, names, codes or conditions that follow it; for a derivation the file and the label
    line : the line of links that it is about; 0 for the whole equation
    """

    word: str
    values: tuple[str, ...]
    place: Place
    line: int = 0


def read_directives(remark: Remark) -> list[Directive]:
    """The directives of one comment.

    Raises
    ------
    ReadError
        Something in it is no directive.
    """
    parts = [part.strip() for part in remark.text.split(";")]
    if len(parts) > _MOST:
        raise ReadError(f"more than {_MOST} directives in one comment", place=remark.place)
    found = [_directive(part, remark) for part in parts if part]
    if not found:
        raise ReadError("an empty directive", place=remark.place, hint="known are " + ", ".join(WORDS))
    return found


def _directive(text: str, remark: Remark) -> Directive:
    match = _DERIVATION.fullmatch(text)
    if match is not None:
        return Directive("derivation", (match[1], match[2]), remark.place, remark.line)
    first, *rest = re.split(r"[\s:]+", text, maxsplit=1)
    word = _SYNONYMS.get(first, first)
    body = rest[0].strip() if rest else ""
    if word not in WORDS:
        close = difflib.get_close_matches(first, [*WORDS, "derivations/"], n=1)
        raise ReadError(f"{text[:60]!r} is no directive", place=remark.place,
                        hint=f"did you mean {close[0]!r}?" if close else
                        "known are " + ", ".join(WORDS) + " and derivations/FILE:LABEL")  # fmt: skip
    return Directive(word, _values(word, body, remark.place), remark.place, remark.line)


def _values(word: str, body: str, place: Place) -> tuple[str, ...]:
    if word == "definition":
        if body:
            raise ReadError(f"{body[:60]!r} behind 'definition'", place=place,
                            hint="write 'definition' alone; the left side of the link is what is defined")  # fmt: skip
        return ()
    if word == "postulate":
        return (body,) if body else ()
    if word == "given":
        return tuple(_conditions(body, place))
    values = tuple(value.strip("()") for value in re.split(r"[\s,]+", body) if value and value != "and")
    if word == "ignore":
        for code in values:
            if code not in CODES:
                close = difflib.get_close_matches(code, CODES, n=1)
                hint = f"did you mean {close[0]!r}?" if close else "codes are such as ALG001"
                raise ReadError(f"there is no code {code[:40]!r}", place=place, hint=hint)
        return values
    if not values:
        what = "the labels of equations" if word == "from" else "a symbol"
        raise ReadError(f"'{word}' needs {what}", place=place, hint="write 'from eq:12'" if word == "from" else
                        f"write '{word} x'")  # fmt: skip
    return values


def _conditions(body: str, place: Place) -> list[str]:
    """The conditions that commas separate, as far as the commas stand outside of brackets."""
    if not body:
        raise ReadError("'given' needs a condition, or a hypothesis in words", place=place, hint="write 'given x > 0'")
    if _RELATION.search(body) is None:
        return [body]
    parts, depth, start = [], 0, 0
    for at, c in enumerate(body):
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            parts.append(body[start:at].strip())
            start = at + 1
    return [part for part in [*parts, body[start:].strip()] if part]


_RELATION = re.compile(r"[=<>≠≤≥]|\\(?:neq?|leq?|geq?|ll|gg|approx|sim|equiv)(?![A-Za-z])")


def is_condition(text: str) -> bool:
    """Whether a hypothesis is written with a relation sign, rather than in words."""
    return _RELATION.search(text) is not None
