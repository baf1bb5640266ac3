"""Lines, alignment and words: the statements of an equation, each as one run of tokens."""

from __future__ import annotations

from dataclasses import dataclass

from symrules.tex.commands import QUADS
from symrules.tex.reading import RELATIONS, Caution
from symrules.tex.source import Source, Token

OPERATORS = frozenset(("+", "-", "\\cdot", "\\times", "*", "/"))
_OPEN = frozenset(("{", "(", "[", "\\{", "\\langle", "\\left|", "\\left.", "\\begin{cases}", "\\lfloor", "\\lceil"))
_CLOSE = frozenset(("}", ")", "]", "\\}", "\\rangle", "\\right|", "\\right.", "\\end{cases}", "\\rfloor", "\\rceil"))
_FRAMES = frozenset(("\\begin{}", "\\end{}"))
_POINTS = frozenset((",", ".", ";"))


@dataclass
class Statement:
    """The tokens of one statement."""

    tokens: list[Token]


def statements(source: Source, stream: list[Token]) -> tuple[list[Statement], list[Caution]]:
    """The statements of an equation, and notes on the words beside them that are not read.

    A line that begins with a relation or a sign continues the line before it. A wide space, an alignment mark or words
    between two values part two statements; beside a relation or a sign they are space.
    """
    notes: list[Caution] = []
    found: list[Statement] = []
    for piece in _pieces(source, stream):
        piece = _without_points(piece[1:] if piece and piece[0].text in _ANDS and _states(piece) else piece)
        if not piece or (len(piece) == 1 and piece[0].text in _ANDS):
            continue
        if (found and _is_condition(piece)) or piece[0].text in _WORDS:
            text = source.written(piece, 100)
            notes.append(Caution("NOTE-CONDITION", f"what stands beside the equation is not read: {text}",
                                 source.place(piece[0].start)))  # fmt: skip
            continue
        found.append(Statement(piece))
    return found, notes


_ANDS = frozenset(("\\mathrm{and}", "\\mathrm{and,}"))


def _states(piece: list[Token]) -> bool:
    """Whether a relation stands outside all brackets."""
    depth = 0
    for token in piece:
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        if depth == 0 and token.text in RELATIONS:
            return True
    return False


def _without_points(piece: list[Token]) -> list[Token]:
    while piece and piece[-1].text in _POINTS:
        piece = piece[:-1]
    return piece


def _is_condition(piece: list[Token]) -> bool:
    """Words, or a statement in brackets of its own, beside an equation."""
    if (piece[0].text.startswith(("\\text{", "\\mathrm{")) and " " in piece[0].text) or piece[0].text in _WORDS:
        return True
    depth = 0
    relation = False
    for i, token in enumerate(piece):
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        relation = relation or (depth == 1 and token.text in RELATIONS)
        if depth == 0 and i < len(piece) - 1:
            return False
    return piece[0].text == "(" and relation


_CONDITIONAL = "for if when where with and or as at for: if: while provided since Here here i.e. or, and,"
_WORDS = frozenset(f"\\mathrm{{{word}}}" for word in _CONDITIONAL.split())


def _pieces(source: Source, stream: list[Token]) -> list[list[Token]]:
    """The stretches of tokens between line breaks, wide spaces and words that part two statements."""
    pieces: list[list[Token]] = [[]]
    depth = cases = 0
    marked = False  # whether an alignment mark stands in this line already
    i = 0
    while i < len(stream):
        token = stream[i]
        text = token.text
        cases += (text == "\\begin{cases}") - (text == "\\end{cases}")
        depth += (text in _OPEN) - (text in _CLOSE)
        if cases or text == "\\end{cases}" or (depth and text not in ("&", "\\\\") and text not in QUADS):
            pieces[-1].append(token._replace(text="\\quad") if text in QUADS else token)
        elif text in _FRAMES:
            pass
        elif text == "\\\\":
            if _parts_lines(source, pieces[-1], stream, i):
                pieces.append([])
            marked = False
        elif text == "&" or text in QUADS:
            if _parts(pieces[-1], stream, i):
                pieces.append([])
            marked = True
        elif _is_word(text) and pieces[-1] and depth == 0:
            pieces.append([token])
        else:
            pieces[-1].append(token)
        i += 1
    del marked
    return pieces


def _is_word(text: str) -> bool:
    return text in _WORDS or text.startswith("\\text{") or (text.startswith("\\mathrm{") and " " in text)


def _next(stream: list[Token], i: int) -> str:
    """The next token that is no space or mark."""
    for token in stream[i + 1 :]:
        if token.text not in QUADS and token.text != "&" and token.text not in _FRAMES:
            return token.text
    return ""


def _parts(piece: list[Token], stream: list[Token], i: int) -> bool:
    """Whether a space or mark stands between two values."""
    behind = _next(stream, i)
    if not piece or behind in ("", "\\\\") or behind in RELATIONS or behind in OPERATORS or behind == ":":
        return False
    before = piece[-1].text
    return not (before in RELATIONS or before in OPERATORS or before in _OPEN or _is_word(before))


def _parts_lines(source: Source, piece: list[Token], stream: list[Token], i: int) -> bool:
    """Whether a line break ends a statement; a line that begins with a sign continues the one before."""
    line = _line(stream, i + 1)
    behind = _next(stream, i)
    if not piece or behind == "":
        return False
    if piece[-1].text in RELATIONS or piece[-1].text in OPERATORS:
        return False
    if behind in RELATIONS or behind == ":" or behind in OPERATORS - {"+", "-"}:
        return False
    if behind in ("+", "-"):
        return _begins_anew(source, line)
    return True


def _line(stream: list[Token], i: int) -> list[Token]:
    found = []
    for token in stream[i:]:
        if token.text == "\\\\":
            break
        found.append(token)
    return found


def _begins_anew(source: Source, line: list[Token]) -> bool:
    """Whether a line that begins with + or - is a statement of its own: its alignment mark says so."""
    depth = 0
    seen_value = False
    for token in line:
        text = token.text
        if text == "&" and depth == 0:
            return seen_value
        if text in RELATIONS and depth == 0:
            source.fail("a line begins with a sign and holds a relation: does it continue the line before?", line[0],
                        "write & before the sign, or before the relation")  # fmt: skip
        depth += (text in _OPEN) - (text in _CLOSE)
        seen_value = seen_value or (text not in QUADS and text not in _FRAMES)
    return False
