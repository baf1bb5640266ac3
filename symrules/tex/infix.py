r"""Plain TeX's fractions between their two halves: ``{a \\over b}`` and ``{n \\choose k}``."""

from __future__ import annotations

from symrules.tex.commands import SWITCHES
from symrules.tex.source import MAX_DEPTH, Source, Token

_INFIX = {"\\over": "\\frac", "\\choose": "\\binom"}
_HINT = {"\\over": "write \\frac{…}{…}", "\\choose": "write \\binom{…}{…}"}


def prefixed(source: Source, stream: list[Token]) -> list[Token]:
    r"""The tokens with ``\\frac`` in front of both halves instead of ``\\over`` between them.

    The halves reach to the braces, or to ``\\left`` and ``\\right``, around the command.

    Raises
    ------
    ReadError
        The command stands in no group, or twice in one, or a half is empty, or a font is switched before it.
    """
    if not any(token.text in _INFIX for token in stream):
        return stream
    done: list[list[Token]] = []  # what stands before the groups that are open
    current: list[Token] = []
    for token in stream:
        if token.text in ("{", "\\left"):
            done.append([*current, token])
            if len(done) > MAX_DEPTH:
                source.fail(f"braces are nested more than {MAX_DEPTH} deep", token, "give a part of it a name")
            current = []
        elif token.text in ("}", "\\right") and done:
            body = _split(source, current, done[-1][-1].text == "\\left")
            current = [*done.pop(), *body, token]
        else:
            current.append(token)
    for part in (*done, current):
        for token in part:
            if token.text in _INFIX:
                source.fail(f"{token.text!r} stands in no braces", token, _HINT[token.text])
    return [token for part in (*done, current) for token in part]


def _split(source: Source, body: list[Token], delimited: bool) -> list[Token]:
    """The content of a group, with its command in front."""
    depth = 0
    places: list[int] = []
    for i, token in enumerate(body):
        depth += (token.text in ("{", "\\left")) - (token.text in ("}", "\\right"))
        if depth == 0 and token.text in _INFIX:
            places.append(i)
    if not places:
        return body
    at = places[0]
    sign = body[at]
    begin = 1 if delimited else 0  # behind the delimiter of \left
    above, below = body[begin:at], body[at + 1 :]
    if len(places) > 1:
        source.fail(f"{sign.text!r} stands twice in one group", body[places[1]], _HINT[sign.text])
    if not above or not below:
        source.fail(f"{sign.text!r} stands beside nothing", sign, _HINT[sign.text])
    if any(token.text in ("&", "\\\\") or token.text in SWITCHES for token in _outer(body)):
        source.fail(f"{sign.text!r} in a group that is divided, or changes its font", sign, _HINT[sign.text])
    opening, closing = sign._replace(text="{"), sign._replace(text="}")
    return [*body[:begin], sign._replace(text=_INFIX[sign.text]), opening, *above, closing, opening, *below, closing]


def _outer(body: list[Token]) -> list[Token]:
    """The tokens outside further groups."""
    found: list[Token] = []
    depth = 0
    for token in body:
        depth -= token.text in ("}", "\\right")
        if depth == 0:
            found.append(token)
        depth += token.text in ("{", "\\left")
    return found
