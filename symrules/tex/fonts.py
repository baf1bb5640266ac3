"""Letters in fonts: however a name is set bold, upright or calligraphic, it becomes the same tokens."""

from __future__ import annotations

from symrules.tex.atoms import Atom, Groups
from symrules.tex.commands import FONTS


def letters(r: Groups, found: list[Atom], i: int, stop: int, font: str) -> int:
    """A letter in a font; upright letters side by side are one word."""
    behind = i + 1
    if font == "\\mathrm":
        while behind < stop and r.stream[behind].text.isalpha() and r.stream[behind].text.isascii():
            behind += 1
    word = "".join(t.text for t in r.stream[i:behind])
    found.append(Atom([r.stream[i]._replace(text=f"{font}{{{word}}}", end=r.stream[behind - 1].end)]))
    return behind


def italic(r: Groups, found: list[Atom], i: int, stop: int) -> int:
    r"""``\mathit{x}`` is the letter x, and ``\mathit{eff}`` a word."""
    inside, behind = r.argument(i + 1, stop, "", r.stream[i])
    letters = [t.text for t in inside[1:-1]]
    if len(letters) > 1 and all(len(t) == 1 and t.isalpha() for t in letters):
        word = inside[1]._replace(text=f"\\mathit{{{''.join(letters)}}}", start=r.stream[i].start)
        found.append(Atom([word._replace(end=inside[-1].end)]))
    else:
        found.append(Atom(inside[1:-1]))
    return behind


def in_font(r: Groups, found: list[Atom], i: int, stop: int, text: str) -> int:
    """What stands in a font; an upright argument of characters only is one word, digits alone are a number."""
    token, font = r.stream[i], FONTS[text]
    at = i + 2 if i + 1 < stop and r.stream[i + 1].text == "*" else i + 1
    if at >= stop:
        r.source.fail(f"{text} has no argument", token, f"write {text}{{…}}")
    if r.stream[at].text != "{":
        bare, behind = r.argument(at, stop, font, token)
        found.append(Atom([bare[1]._replace(start=token.start), *bare[2:-1]]))
        return behind
    close = r.partner[at]
    parts = [t for t in r.stream[at + 1 : close] if not t.text.endswith(("size", "style", "\\tiny", "\\small"))]
    plain = all(len(t.text) == 1 and t.text not in "{}_^&'$#" for t in parts)
    words = " ".join("".join((" " if t.spaced else "") + t.text for t in parts).split())
    written = text in ("\\text", "\\textrm", "\\mbox", "\\hbox", "\\textnormal")
    if font == "\\mathrm" and (written or plain) and not words.isdigit():
        word = words if written else words.replace(" ", "")
        kind = "\\mathrm" if plain else "\\text"
        if word:
            found.append(Atom([token._replace(text=f"{kind}{{{word}}}", end=r.stream[close].end)]))
        return close + 1
    inside = r.atoms(at + 1, close, "" if words.isdigit() else font)
    if len(inside) == 1 and len(inside[0].nucleus) == 1:
        whole = inside[0].nucleus[0]
        inside[0].nucleus[0] = whole._replace(start=token.start, end=r.stream[close].end)
    return r.spliced(found, inside, close, stop)
