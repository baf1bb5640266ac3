"""TeX cut into tokens by a Lark lexer: control words, control symbols, blanks, comments, single characters.

Notes
-----
Lark cuts the text, and nothing more. Which tokens form a name depends on the declared notation, on the order of scripts
and on what stands around them (``dN`` is a differential under an integral and a symbol elsewhere): an LALR grammar over
that has conflicts that Lark resolves without a word. The parser behind this lexer is written by hand, so that each
place with a second reading is known and named.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lark import Lark

from symrules.tex.source import Source, Token

_GRAMMAR = r"""
start: (WORD | SYMBOL | COMMENT | BLANK | CHARACTER)*
WORD.4: /\\[A-Za-z@]+/
SYMBOL.3: /\\(.|\n)/
COMMENT.3: /%[^\n]*\n?[ \t]*/
BLANK.2: /\s+/
CHARACTER: /./s
"""


@lru_cache(maxsize=1)
def _lexer() -> Lark:
    return Lark(_GRAMMAR, parser=None, lexer="basic")


def tokens(source: Source, most: int | None = None) -> list[Token]:
    """The tokens of a text; blanks and comments are left out, the token behind them is `spaced`.

    Raises
    ------
    ReadError
        There are more tokens than `most`.
    """
    found: list[Token] = []
    for token in lazily(source.text):
        found.append(token)
        if most is not None and len(found) > most:
            source.fail(f"the equation has more than {most:,} tokens", token, "give parts of it names")
    return found


def lazily(text: str, offset: int = 0) -> Iterator[Token]:
    """The tokens of a text one by one, as if it began at an offset of its source."""
    spaced = False
    for token in _lexer().lex(text):
        if token.type in ("COMMENT", "BLANK"):
            spaced = spaced or token.type == "BLANK"
            continue
        start = offset + (token.start_pos or 0)
        yield Token(str(token), start, start + len(token), "", spaced)
        spaced = False
