"""Delimiters of any size, environments, line breaks, and commands whose arguments print nothing."""

from __future__ import annotations

import re

from symrules.tex.atoms import Atom, Groups
from symrules.tex.commands import ALIKE, CLOSING, DELIMITERS, ENVIRONMENTS, OPENING

_DIMENSION = re.compile(r"[-+]?[0-9.]+(pt|em|ex|mm|cm|in|baselineskip|\\baselineskip)?")


def delimiter(r: Groups, found: list[Atom], i: int, stop: int, text: str) -> int:
    token = r.stream[i]
    at = i + 1
    sign = r.stream[at] if at < stop else None
    shape = ALIKE.get(sign.text, sign.text) if sign else ""
    if sign is None or shape not in DELIMITERS:
        r.source.fail(f"{token.text} stands before no bracket", token, "write a bracket behind it")
    side = "\\left" if text in OPENING else "\\right" if text in CLOSING else ""
    if shape == "|":
        shape = side + "|"
    elif shape == ".":
        shape = side + "."
    if (side, shape) in (("\\left", "<"), ("\\right", ">")):
        shape = "\\langle" if shape == "<" else "\\rangle"
    if shape in (".", "<", ">"):
        r.source.fail(f"{token.text}{sign.text} is not read", token, "write a bracket")
    found.append(Atom([token._replace(text=shape, end=sign.end)]))
    return at + 1


def environment(r: Groups, found: list[Atom], i: int, stop: int, text: str) -> int:
    token = r.stream[i]
    if i + 1 >= stop or r.stream[i + 1].text != "{":
        r.source.fail(f"{text} names no environment", token, f"write {text}{{…}}")
    close = r.partner[i + 1]
    name = "".join(t.text for t in r.stream[i + 2 : close]).rstrip("*")
    end = r.stream[close].end
    if name in ENVIRONMENTS:
        found.append(Atom([token._replace(text="\\begin{}" if text == "\\begin" else "\\end{}", end=end)]))
        takes = text == "\\begin" and name in ("alignat", "alignedat")
        return skipped(r, close, stop, 1) if takes else positioned(r, close + 1, stop)
    if name != "cases" and name != "dcases":
        r.source.fail(f"the environment {name!r} is not read", token, "declare a matrix or an array as a symbol")
    found.append(Atom([token._replace(text=text + "{cases}", end=end)]))
    return close + 1


def positioned(r: Groups, i: int, stop: int) -> int:
    """Behind the position ``[t]`` of an environment."""
    if i + 2 < stop and r.stream[i].text == "[" and r.stream[i + 2].text == "]":
        return i + 3 if r.stream[i + 1].text in ("t", "b", "c") else i
    return i


def after_break(r: Groups, i: int, stop: int) -> int:
    """Behind the distance ``[6pt]`` of a line break."""
    if i < stop and r.stream[i].text == "*":
        i += 1
    if i < stop and r.stream[i].text == "[":
        close = next((j for j in range(i, min(i + 20, stop)) if r.stream[j].text == "]"), None)
        if close is not None and _DIMENSION.fullmatch("".join(t.text for t in r.stream[i + 1 : close])):
            return close + 1
    return i


def skipped(r: Groups, i: int, stop: int, count: int) -> int:
    """Behind a command that prints nothing, and its arguments."""
    token = r.stream[i]
    i += 1
    if i < stop and r.stream[i].text == "*":
        i += 1
    for _ in range(count):
        if i >= stop or r.stream[i].text != "{":
            r.source.fail(f"{token.text} has no argument", token, f"write {token.text}{{…}}")
        i = r.partner[i] + 1
    return i
