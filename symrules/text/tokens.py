"""Tokens of a plain-text expression, each with its offset, and the limits on what is looked at all.

Notes
-----
The text is cut here, and read by a parser of our own, rather than by Python's: `ast.parse` overflows on a sum of 5,000
terms, compiles what it should refuse, and knows no place to give for a name such as ``lambda``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NoReturn

from symrules.errors import Place, ReadError

MAX_LENGTH = 100_000
MAX_NODES = 20_000
MAX_DIGITS = 2_000

# The kind of an operator or bracket is its own text.
NUMBER, NAME, STRING, END = "number", "name", "string", "end"
Token = tuple[str, str, int]

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<op>\*\*|[=!<>]=|[-+*/^()=<>,])"
    r"|(?P<string>'[+-]{1,2}'|\"[+-]{1,2}\")"
    r"|(?P<end>\Z))"
)

_SIGNS = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*", "∗": "*", "÷": "/", "∕": "/",
    "⁄": "/", "≤": "<=", "≥": ">=", "≠": "!=", "≡": "=", "∞": "oo", "√": "sqrt(…)", "∫": "Integral(…)", "∑": "Sum(…)",
    "∂": "Derivative(…)", "∏": "Product(…)", "¹": "**1", "²": "**2", "³": "**3", "\u00a0": " ", "µ": "mu", "ħ": "hbar",
    "ℏ": "hbar", "′": "Derivative(…)", "⟨": "Average(…)", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x",
    "у": "y", "і": "i", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C",
    "Т": "T", "Х": "X",
}  # fmt: skip

_REFUSED = {
    ".": ("attribute access is not part of an expression", "write a product with *, a decimal number with its digits"),
    "[": ("indexing and lists are not part of an expression", "group with round brackets"),
    "]": ("indexing and lists are not part of an expression", "group with round brackets"),
    "{": ("braces are not part of an expression", "group with round brackets"),
    "}": ("braces are not part of an expression", "group with round brackets"),
    "'": ("strings are not part of an expression", ""),
    '"': ("strings are not part of an expression", ""),
    ":": ("':' is not part of an expression; nothing is assigned or sliced here", ""),
    "!": ("'!' is not part of an expression", "write factorial(n) for n!"),
    "|": ("'|' is not part of an expression", "write Abs(x) for |x|"),
    "%": ("'%' is not part of an expression", "write a percentage as a fraction"),
    "#": ("a comment is not part of an expression", ""),
    "\\": ("LaTeX is not part of a plain-text expression", "write coth(x), alpha, a/b without backslashes"),
    "&": ("'&' is not part of an expression", "give conditions one by one"),
    "~": ("'~' is not part of an expression", "give conditions one by one"),
    "\0": ("the text holds a null byte", ""),
}


class Source:
    """A text with the place where it begins."""

    __slots__ = ("start", "text")

    def __init__(self, text: Any, start: Place | None) -> None:
        if not isinstance(text, str):
            raise ReadError(f"an expression is a text, not of type {type(text).__name__}", place=start)
        self.text = text
        self.start = start
        if len(text) > MAX_LENGTH:
            raise ReadError(f"the text has {len(text):,} characters; at most {MAX_LENGTH:,} are read", place=start)

    def place(self, offset: int) -> Place:
        """The line and column of an offset, both counted from 1, in the file that the text stands in."""
        before = self.text[:offset]
        line = before.count("\n")
        column = offset - (before.rfind("\n") + 1) + 1
        if self.start is None:
            return Place("", line + 1, column)
        if line == 0:
            column += max(self.start.column - 1, 0)
        return Place(self.start.file, (self.start.line or 1) + line, column)

    def fail(self, message: str, offset: int, hint: str = "") -> NoReturn:
        raise ReadError(message, place=self.place(offset), hint=hint)

    def tokens(self) -> list[Token]:
        """All tokens, the last one of kind ``end``.

        Raises
        ------
        ReadError
            A character that no expression holds, or more operands and operators than are read.
        """
        text, match = self.text, _TOKEN.match
        found: list[Token] = []
        at = nodes = 0
        while True:
            m = match(text, at)
            if m is None:
                self._refuse(at)
            kind: str = m.lastgroup  # type: ignore[assignment]
            word, at = m[kind], m.end()
            if kind == "op":
                kind = "**" if word == "^" else word
                nodes += word not in "(),"
            else:
                nodes += 1
            found.append((kind, word, at - len(word)))
            if kind == "end":
                if nodes > MAX_NODES:
                    self.fail(f"the expression has {nodes:,} operands and operators; at most {MAX_NODES:,} are read", 0)
                return found

    def _refuse(self, at: int) -> NoReturn:
        """Name the character that no token begins with."""
        while self.text[at] in " \t\r\n":
            at += 1
        character = self.text[at]
        if character in _REFUSED:
            message, hint = _REFUSED[character]
            self.fail(message, at, hint)
        name = unicodedata.name(character, "")
        called = f"{character!r} (U+{ord(character):04X}{' ' + name if name else ''})"
        self.fail(f"the character {called} is not part of an expression", at, _replacement(character, name))


def _replacement(character: str, name: str) -> str:
    """What to type for a sign or letter outside ASCII."""
    plain = _SIGNS.get(character) or unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii() and plain.isprintable():
        return f"write {plain!r}"
    greek = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(LAMDA|[A-Z]+)(?: SYMBOL)?", name)
    if greek:
        word = greek[2].lower().replace("lamda", "lambda")
        return f"write {word if greek[1] == 'SMALL' else word.capitalize()!r}".replace("'", "")
    return "only ASCII letters, digits and + - * / ** ( ) , are read"
