r"""What is passed over in a document: verbatim text, addresses, and text that ``\iffalse`` disables."""

from __future__ import annotations

import re

from symrules.errors import ReadError
from symrules.manuscript.tokens import Token, Tokens


def skip_verbatim(name: str, token: Token, tokens: Tokens) -> None:
    ending = f"\\end{{{name}}}"
    stop = tokens.source.text.find(ending, token.stop)
    if stop < 0:
        raise ReadError(f"\\begin{{{name}}} is never closed", place=tokens.source.place(token.start))
    tokens.at = stop + len(ending)


def skip_inline_verbatim(token: Token, tokens: Tokens) -> None:
    text, at = tokens.source.text, tokens.at
    at += text.startswith("*", at)
    delimiter = text[at : at + 1]
    if delimiter == "{" or delimiter == "[":
        tokens.option()
        tokens.group()
        return
    stop = text.find(delimiter, at + 1) if delimiter else -1
    if stop < 0 or "\n" in text[at:stop]:
        raise ReadError(f"\\{token.text} is not closed on its line", place=tokens.source.place(token.start))
    tokens.at = stop + 1


def skip_address(tokens: Tokens) -> None:
    """The address in braces, in which a percent sign begins no comment."""
    text = tokens.source.text
    if not text.startswith("{", tokens.at):
        return
    stop = text.find("}", tokens.at)
    line = text.find("\n", tokens.at)
    if 0 <= stop and (line < 0 or stop < line):
        tokens.at = stop + 1


def skip_false(token: Token, tokens: Tokens) -> None:
    """What stands between ``\\iffalse`` and its ``\\fi`` or ``\\else``."""
    depth = 0
    for match in re.compile(r"\\(if[A-Za-z]*|else|fi)(?![A-Za-z])").finditer(tokens.source.text, token.stop):
        word = match[1]
        if depth == 0 and word in ("fi", "else"):
            tokens.at = match.end()
            return
        depth += word.startswith("if") - (word == "fi")
    raise ReadError("\\iffalse has no \\fi", place=tokens.source.place(token.start))
