"""A printed piece of an expression: its TeX, and what a neighbour must know to join it rightly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from symrules.latex.tex import Atom, atoms, check_declared, join


class Kind(IntEnum):
    """How tightly a piece holds together, loosest first."""

    SUM = 0
    OPERATOR = 1
    """Takes in all that follows it: an integral, a sum sign, a limit."""
    QUOTIENT = 2
    """A quotient with a solidus."""
    PRODUCT = 3
    FUNCTION = 4
    FRACTION = 5
    POWER = 6
    COMPOUND = 7
    """One symbol of several letters, such as ΔN: a factor as it stands, but not the base of a power."""
    ATOM = 8


class Mode(Enum):
    """Where a piece stands: in display, inside a fraction, or on one line with a solidus."""

    DISPLAY = "display"
    NESTED = "nested"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed piece.

    Parameters
    ----------
    latex : its TeX
    kind : how tightly it holds together
    tall : higher than a line, so that brackets around it must grow
    depth : the nesting of grouping brackets in it, which decides between ( ) and [ ]
    negative : begins with a minus sign
    raised : carries a superscript, so that a power needs brackets
    call : a function written with its arguments in parentheses
    open : ends in a function whose argument has no brackets, so that a factor behind it would be drawn in
    plain : a product of nothing but symbols, numbers and powers
    """

    latex: str
    kind: Kind = Kind.ATOM
    tall: bool = False
    depth: int = 0
    negative: bool = False
    raised: bool = False
    call: bool = False
    open: bool = False
    plain: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it may stand behind a solidus without brackets."""
        return self.plain or self.kind in (Kind.ATOM, Kind.COMPOUND, Kind.POWER)


_PAIRS = (("(", ")"), ("[", "]"), ("\\{", "\\}"))


def delimited(left: str, piece: Piece, right: str) -> str:
    """The piece between two delimiters, which grow where it is tall."""
    if piece.tall:
        return join("\\left" + left, piece.latex, "\\right" + right)
    return join(left, piece.latex, right)


def bracketed(piece: Piece) -> Piece:
    """The piece in brackets: round around none, square around round, then curly, and round again."""
    left, right = _PAIRS[piece.depth % 3]
    return Piece(delimited(left, piece, right), tall=piece.tall, depth=piece.depth + 1)


def glued(*parts: Piece | str, kind: Kind, negative: bool = False) -> Piece:
    """Pieces side by side; the whole is as tall and as deeply nested as its most tall and deepest part."""
    pieces = [part for part in parts if isinstance(part, Piece)]
    return Piece(
        join(*(part.latex if isinstance(part, Piece) else part for part in parts)),
        kind,
        tall=any(p.tall for p in pieces),
        depth=max((p.depth for p in pieces), default=0),
        negative=negative,
        open=isinstance(parts[-1], Piece) and parts[-1].open,
    )


_TALL = {"\\frac", "\\dfrac", "\\int", "\\sum", "\\prod", "\\binom", "\\begin"}


def declared(latex: str, shown: str, name: str) -> Piece:
    """The piece of a declared symbol: what its TeX looks like decides where it needs brackets.

    Parameters
    ----------
    latex : as declared
    shown : what is printed, the declared TeX itself or a macro for it

    Raises
    ------
    LatexError
        The declared TeX is not a closed piece of mathematics.
    """
    check_declared(latex, name)
    parts = atoms(latex)
    outer = _outermost(parts)
    heads = {atom.head for atom in outer}
    tall = any(atom.head in _TALL or atom.head.startswith("\\left") for atom in parts)
    kind = Kind.COMPOUND
    if heads & {"+", "-", "\\pm", "\\mp"}:
        kind = Kind.SUM
    elif "/" in heads:
        kind = Kind.QUOTIENT
    elif len(outer) == 1:
        kind = Kind.FRACTION if outer[0].head in _TALL else Kind.ATOM
    return Piece(shown, kind, tall=tall, raised=bool(parts[-1].sup) and kind is Kind.ATOM,
                 call=parts[-1].head == ")")  # fmt: skip


def _outermost(parts: tuple[Atom, ...]) -> list[Atom]:
    """The atoms outside all brackets, a bracketed group counting with the nucleus before it, or as one atom."""
    outer: list[Atom] = []
    depth = 0
    for atom in parts:
        if atom.head.startswith("\\right") or atom.head in (")", "]", "\\rangle", "\\}"):
            depth -= 1
        elif atom.head.startswith("\\left") or atom.head in ("(", "[", "\\langle", "\\{"):
            if depth == 0 and not outer:
                outer.append(atom)
            depth += 1
        elif depth == 0:
            outer.append(atom)
    return outer
